"""Questions to the archive, asked in threads; an answer that is no longer wanted is dropped.

Each *slot* (``list``, ``axis``, ``reader`` ...) wants one answer at a time. A new question in a slot makes the one
before stale: it is interrupted where it runs, and whatever it still says is thrown away. Nothing here draws.

Slots are of three ranks (:data:`RANKS`). What is less urgent waits until nothing more urgent runs or is about to, and
what has begun is stopped for it and begun again afterwards: threads of Python take turns, so whatever runs beside
the answer that a key waits for makes it come later.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Final, Generic, TypeVar

from tradetui.core.frozen import frozen
from tradetui.store.archive import Archive, Interrupted

T = TypeVar("T")
Work = Callable[[Archive], T]

#: How urgent a slot is, the lowest first; a slot that is not named is as urgent as the reader.
RANKS: Final[Mapping[str, int]] = {
    "list": 0,
    "reader": 1,
    "count": 2,
    "head": 2,
    "facets": 3,
    "all": 3,
    "ahead": 3,
}
_RANK_OF_OTHERS: Final = 1
#: So many seconds a thread may hold the interpreter while the screen's waits for it; Python's own 0.005 are felt.
SWITCH: Final = 0.0005
#: After so many seconds what still runs though it was stopped is stopped again: between two questions it hears nothing.
_AGAIN: Final = 0.01


@frozen
class Answer:
    """What came of a question; ``error`` is what went wrong instead."""

    slot: str
    generation: int
    value: Any = None
    error: Exception | None = None


@dataclass(slots=True)
class _Slot(Generic[T]):
    """A slot's newest question, and whether one of its questions is under way.

    ``wanted`` is the newest question until it is answered; ``running`` the generation under way (0: none), in
    ``thread``; ``stopped`` the one that was stopped last.
    """

    rank: int
    generation: int = 0
    then: Callable[[Any], None] | None = None
    failed: Callable[[Exception], None] | None = None
    wanted: Work[Any] | None = None
    running: int = 0
    stopped: int = 0
    thread: int = 0
    timer: asyncio.TimerHandle | None = None

    @property
    def waits(self) -> bool:
        """Whether its question could begin now."""
        return self.wanted is not None and not self.running and self.timer is None


#: What a thread is to do: slot, generation and work; None: to end.
_Jobs = SimpleQueue[tuple[str, int, Work[Any]] | None]


@dataclass(slots=True)
class Runner:
    """Asks an archive in threads of its own. All but the work itself happens on the event loop's thread.

    What is most urgent has a thread to itself: it never waits for one that has yet to hear that it is to stop, and its
    connection has the pages at hand that the answer before it read.

    ``post`` is called from a thread with each :class:`Answer` and must bring it to :meth:`deliver` on the loop.
    ``drawn`` calls a function back once what was shown is drawn: until the most urgent answer is, nothing else begins.
    """

    archive: Archive
    post: Callable[[Answer], object]
    drawn: Callable[[Callable[[], object]], object] = lambda then: then()
    threads: int = 4
    _drawing: bool = False
    _slots: dict[str, _Slot[Any]] = field(default_factory=dict)
    _urgent: _Jobs = field(default_factory=SimpleQueue)
    _jobs: _Jobs = field(default_factory=SimpleQueue)
    _urgent_started: int = 0
    _started: int = 0
    _again: asyncio.TimerHandle | None = None
    _idle: asyncio.Event = field(default_factory=asyncio.Event)
    _closed: bool = False

    def ask(
        self,
        slot: str,
        work: Work[T],
        then: Callable[[T], None],
        *,
        failed: Callable[[Exception], None] | None = None,
        delay: float = 0.0,
    ) -> None:
        """Ask in a slot, dropping what was asked there before; ``then`` gets the answer if it is still wanted.

        ``delay`` seconds are waited for a newer question first, so that a held key costs one answer.
        """
        if self._closed:
            return
        state = self._slots.get(slot)
        if state is None:
            state = self._slots[slot] = _Slot(RANKS.get(slot, _RANK_OF_OTHERS))
        self._forget(state)
        state.then, state.failed, state.wanted = then, failed, work
        if delay > 0:
            state.timer = asyncio.get_running_loop().call_later(delay, self._rested, state)
        self._start()
        self._note_idle()

    def drop(self, slot: str) -> None:
        """The slot's answer is no longer wanted."""
        state = self._slots.get(slot)
        if state is not None:
            self._forget(state)
            self._start()
            self._note_idle()

    def deliver(self, answer: Answer) -> None:
        """An answer came (on the loop's thread): hand it on if it is still wanted, then ask what waits."""
        state = self._slots.get(answer.slot)
        if state is None or self._closed:
            return
        state.running = state.thread = 0
        # what was stopped for a more urgent one is asked again
        if answer.generation == state.generation and not isinstance(answer.error, Interrupted):
            state.wanted = None
            # before it is shown: what is asked then must wait, too
            self._drawing = state.rank == 0 or self._drawing
            if answer.error is None:
                if state.then is not None:
                    state.then(answer.value)
            elif state.failed is not None:
                state.failed(answer.error)
            if state.rank == 0:
                self.drawn(self._drawn)
        self._start()
        self._note_idle()

    def _drawn(self) -> None:
        """What was most urgent is drawn: begin the rest."""
        self._drawing = False
        self._start()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return any(state.running or state.wanted is not None for state in self._slots.values())

    async def idle(self) -> None:
        """Wait until no answer is to come."""
        while self.busy and not self._closed:
            self._idle.clear()
            await self._idle.wait()

    def close(self) -> None:
        """Stop what is under way and ask no more."""
        self._closed = True
        for state in self._slots.values():
            if state.timer is not None:
                state.timer.cancel()
        if self._again is not None:
            self._again.cancel()
        self.archive.interrupt()
        for _ in range(self._started):
            self._jobs.put(None)
        for _ in range(self._urgent_started):
            self._urgent.put(None)
        self._idle.set()

    def _note_idle(self) -> None:
        if not self.busy:
            self._idle.set()

    def _forget(self, state: _Slot[Any]) -> None:
        """What the slot was asked is no longer wanted; where it is under way already it is stopped."""
        state.generation += 1
        state.wanted = None
        if state.timer is not None:
            state.timer.cancel()
            state.timer = None
        self._stop(state)

    def _stop(self, state: _Slot[Any]) -> None:
        """Stop what runs in a slot; it comes back at once, and :meth:`deliver` begins what is wanted then."""
        if not state.running:
            return
        state.stopped = state.running
        if state.thread:
            self.archive.interrupt(state.thread)
        if self._again is None:
            self._again = asyncio.get_running_loop().call_later(_AGAIN, self._stop_again)

    def _stop_again(self) -> None:
        """Stop what goes on though it was stopped."""
        self._again = None
        for state in self._slots.values():
            if state.running and state.running == state.stopped and not self._closed:
                self._stop(state)

    def _rested(self, state: _Slot[Any]) -> None:
        """Nothing newer was asked in the time that a question waited."""
        state.timer = None
        self._start()

    def _start(self) -> None:
        """Begin whatever may, the most urgent first; stop what is less urgent than that."""
        if self._closed:
            return
        busy = [state.rank for state in self._slots.values() if state.running or state.waits]
        first = min(busy, default=0)
        for slot, state in list(self._slots.items()):
            if state.rank > first:
                self._stop(state)
            elif self._drawing and state.rank > 0:
                continue
            elif state.waits and state.wanted is not None:
                state.running, state.stopped = state.generation, 0
                (self._jobs if state.rank else self._urgent).put((slot, state.generation, state.wanted))
                self._man(state.rank)

    def _man(self, rank: int) -> None:
        """See to it that there is a thread for a question of a rank."""
        if rank == 0:
            if not self._urgent_started:
                self._urgent_started = 1
                self._begin_thread("tradetui-ask-first", self._urgent)
            return
        running = sum(bool(each.running) for each in self._slots.values() if each.rank)
        if self._started < min(self.threads - 1, running):
            self._started += 1
            self._begin_thread(f"tradetui-ask-{self._started}", self._jobs)

    def _begin_thread(self, name: str, jobs: _Jobs) -> None:
        sys.setswitchinterval(SWITCH)
        # daemons: a query that nobody waits for must not hold up the end of the program
        threading.Thread(target=self._serve, args=(jobs,), name=name, daemon=True).start()

    def _serve(self, jobs: _Jobs) -> None:
        """In a thread: one question after another, until there are no more."""
        while (job := jobs.get()) is not None:
            self._work(*job)

    def _work(self, slot: str, generation: int, work: Work[Any]) -> None:
        """In a thread: work, unless it is stale already, and post what came of it."""
        state = self._slots[slot]
        state.thread = threading.get_ident()
        try:
            if state.stopped == generation:
                raise Interrupted("the answer is no longer wanted")
            answer = Answer(slot, generation, work(self.archive))
        except Interrupted as error:
            # without the way it came, which holds all that was reckoned by then until garbage is collected
            answer = Answer(slot, generation, error=Interrupted(str(error)))
        except Exception as error:
            answer = Answer(slot, generation, error=error)
        try:
            self.post(answer)
        except RuntimeError:
            # the loop has gone: nobody wants it any more
            return
