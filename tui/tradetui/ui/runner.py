"""Questions to the archive, asked in threads; an answer that is no longer wanted is dropped.

Each *slot* (``list``, ``axis``, ``reader`` ...) wants one answer at a time. A new question in a slot makes the one
before stale: it is interrupted where it runs, and whatever it still says is thrown away. Nothing here draws.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Generic, TypeVar

from tradetui.core.frozen import frozen
from tradetui.store.archive import Archive, Interrupted

T = TypeVar("T")
Work = Callable[[Archive], T]


@frozen
class Answer:
    """What came of a question; ``error`` is what went wrong instead."""

    slot: str
    generation: int
    value: Any = None
    error: Exception | None = None


@dataclass(slots=True)
class _Slot(Generic[T]):
    """A slot's newest question, and whether one of its questions is under way."""

    generation: int = 0
    then: Callable[[Any], None] | None = None
    failed: Callable[[Exception], None] | None = None
    waiting: tuple[int, Work[Any]] | None = None
    running: bool = False
    timer: asyncio.TimerHandle | None = None
    answered: int = 0


@dataclass(slots=True)
class Runner:
    """Asks an archive in threads of its own. All but the work itself happens on the event loop's thread.

    ``post`` is called from a thread with each :class:`Answer` and must bring it to :meth:`deliver` on the loop.
    """

    archive: Archive
    post: Callable[[Answer], object]
    threads: int = 4
    _slots: dict[str, _Slot[Any]] = field(default_factory=dict)
    _jobs: SimpleQueue[tuple[str, int, Work[Any]] | None] = field(default_factory=SimpleQueue)
    _started: int = 0
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
        state = self._slots.setdefault(slot, _Slot())
        state.generation += 1
        state.then, state.failed = then, failed
        state.waiting = (state.generation, work)
        if state.timer is not None:
            state.timer.cancel()
            state.timer = None
        if delay > 0:
            state.timer = asyncio.get_running_loop().call_later(delay, self._start, slot)
        else:
            self._start(slot)
        self._note_idle()

    def drop(self, slot: str) -> None:
        """The slot's answer is no longer wanted."""
        state = self._slots.get(slot)
        if state is None:
            return
        state.generation += 1
        state.answered = state.generation
        state.waiting = None
        if state.timer is not None:
            state.timer.cancel()
            state.timer = None
        self._note_idle()

    def deliver(self, answer: Answer) -> None:
        """An answer came (on the loop's thread): hand it on if it is still wanted, then ask what waits."""
        state = self._slots.get(answer.slot)
        if state is None or self._closed:
            return
        state.running = False
        if answer.generation == state.generation:
            state.answered = answer.generation
            if answer.error is None:
                if state.then is not None:
                    state.then(answer.value)
            elif state.failed is not None:
                state.failed(answer.error)
        if state.waiting is not None and state.timer is None:
            self._start(answer.slot)
        self._note_idle()

    @property
    def busy(self) -> bool:
        """Whether an answer is still to come."""
        return any(s.running or s.waiting is not None for s in self._slots.values())

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
        self.archive.interrupt()
        for _ in range(self._started):
            self._jobs.put(None)
        self._idle.set()

    def _note_idle(self) -> None:
        if not self.busy:
            self._idle.set()

    def _start(self, slot: str) -> None:
        """Give the slot's question to a thread; one that runs for the slot is stopped first."""
        state = self._slots[slot]
        state.timer = None
        if state.waiting is None or self._closed:
            return
        if state.running:
            # its answer is stale already: it comes back at once, and deliver() starts the newer one
            self.archive.interrupt()
            return
        generation, work = state.waiting
        state.waiting, state.running = None, True
        self._jobs.put((slot, generation, work))
        if self._started < min(self.threads, sum(s.running for s in self._slots.values())):
            self._started += 1
            # daemons: a query that nobody waits for must not hold up the end of the program
            threading.Thread(target=self._serve, name=f"tradetui-ask-{self._started}", daemon=True).start()

    def _serve(self) -> None:
        """In a thread: one question after another, until there are no more."""
        while (job := self._jobs.get()) is not None:
            self._work(*job)

    def _work(self, slot: str, generation: int, work: Work[Any]) -> None:
        """In a thread: work, again when it was interrupted for another slot's sake, and post what came of it."""
        state = self._slots[slot]
        while True:
            try:
                answer = Answer(slot, generation, work(self.archive))
            except Interrupted as stopped:
                if state.generation == generation and not self._closed:
                    continue
                answer = Answer(slot, generation, error=stopped)
            except Exception as error:
                answer = Answer(slot, generation, error=error)
            break
        try:
            self.post(answer)
        except RuntimeError:
            # the loop has gone: nobody wants it any more
            return
