"""Many records into an index, on all the cores there are: other processes prepare rows, this one writes them.

Where there is one core only, where there are too few records to be worth it, or where a process can't be started or
dies, this process does that work itself; the index is the same, row for row in every table.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from collections.abc import Mapping
from queue import SimpleQueue
from threading import Thread
from typing import Any

from tradetui.core.records import Kind
from tradetui.store.entries import dumps
from tradetui.store.preparing import Around, Job, Preparer
from tradetui.store.staging import Numbers, Packed, Told
from tradetui.store.wire import reap, receive, send
from tradetui.store.writer import IndexWriter

#: Records of a job, and jobs before other processes are worth their start.
_JOB = 2_000
_FEW = 5
#: More processes than that only wait for the one that writes.
_MOST = 6
_SERVE = "import sys; sys.path[:] = {path!r}; from tradetui.store.preparing import serve; serve()"


class Bulk:
    """Takes the records of a collection in order, and puts their rows into a writer.

    Actors and sources are met (:meth:`meet`) before the records that name them. ``processes``: how many others to
    use at most; None: as many as there are cores, none if there is but one. Use it in a ``with``: however that ends,
    no process stays.
    """

    def __init__(self, writer: IndexWriter, around: Around, *, processes: int | None = None) -> None:
        """No process is started before there is enough for it to do."""
        self._writer = writer
        self._around = around
        self._processes = cores() if processes is None else processes
        self._own = Preparer(around)
        self._numbers = Numbers()
        self._helpers: list[_Helper] = []
        self._lasting: list[tuple[Kind, str]] = []
        self._passing: dict[str, str] = {}
        self._records: list[Told] = []
        self._given = 0
        self._jobs = 0
        self._waiting: deque[tuple[_Helper | None, Job, int]] = deque()
        self._met_here = 0

    def __enter__(self) -> Bulk:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes, done or not."""
        for helper in self._helpers:
            helper.close()

    def meet(self, kind: Kind, body: str) -> None:
        """Know an actor or a source from here on."""
        self._lasting.append((kind, body))

    def meet_here(self, id_: str, plain: Mapping[str, Any]) -> None:
        """Know a source (its plain table) for the records that are added next."""
        if id_ not in self._passing:
            self._passing[id_] = dumps(plain)

    def add(self, kind: Kind, body: str, file: str = "", position: int = 0) -> None:
        """Take a record by the JSON of its valid plain table."""
        self._records.append((kind, body, file, position))
        if len(self._records) >= _JOB:
            self._dispatch()

    def finish(self) -> None:
        """Have everything that was added in the writer."""
        if self._records:
            self._dispatch()
        while self._waiting:
            self._take()

    def _dispatch(self) -> None:
        """Give a job away, and take the answers to former ones."""
        self._jobs += 1
        helper = self._helper()
        upto = len(self._lasting)
        passing: list[tuple[Kind, str]] = [("source", body) for body in self._passing.values()]
        job = Job(self._given, passing, self._records, lasting=not passing)
        self._given += len(self._records)
        self._records, self._passing = [], {}
        if helper is not None:
            helper.jobs.put(job._replace(met=self._lasting[helper.met : upto] + passing))
            helper.met = upto
        self._waiting.append((helper, job, upto))
        while len(self._waiting) > 2 * len(self._helpers):
            self._take()

    def _helper(self) -> _Helper | None:
        """Who does the next job; None: this process."""
        if self._jobs == _FEW and self._processes > 0:
            try:
                for _ in range(min(self._processes, _MOST)):
                    self._helpers.append(_Helper(self._around))
                    self._writer.apart = True
            except OSError:
                self._processes = len(self._helpers)
        if not self._helpers:
            return None
        helper = self._helpers[self._jobs % len(self._helpers)]
        return None if helper.failed else helper

    def _take(self) -> None:
        """Put the rows of the oldest job into the writer; one that nobody did is done here."""
        helper, job, upto = self._waiting.popleft()
        answer = None if helper is None else helper.answers.get()
        if answer is None or helper is None:
            met = self._lasting[self._met_here : upto] + job.met
            self._met_here = max(self._met_here, upto)
            self._writer.take(self._own.do(job._replace(met=met)), self._numbers)
        else:
            self._writer.take_packed(answer, job.records, helper.numbers)


def cores() -> int:
    """How many other processes are of use: none where there is but one core."""
    try:
        number = len(os.sched_getaffinity(0))
    except AttributeError:  # not everywhere can that be asked
        number = os.cpu_count() or 1
    return number if number > 1 else 0


class _Helper:
    """A process that prepares rows, with a thread that gives it jobs and one that takes its answers.

    ``answers`` has one for each of the ``jobs``, in their order; None for those that it didn't do.
    """

    def __init__(self, around: Around) -> None:
        """Start it. Raises OSError where that can't be."""
        self.jobs: SimpleQueue[Job | None] = SimpleQueue()
        self.answers: SimpleQueue[Packed | None] = SimpleQueue()
        self.numbers = Numbers()
        self.met = 0
        self.failed = False
        self._given: SimpleQueue[bool] = SimpleQueue()
        if not sys.executable:
            raise OSError("no interpreter to start")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE.format(path=sys.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._threads = [
            Thread(target=work, args=(around,), daemon=True) for work in (self._giving, self._taking)
        ]
        for thread in self._threads:
            thread.start()

    def _giving(self, around: Around) -> None:
        stream: Any = self._process.stdin
        try:
            send(stream, tuple(around))
        except OSError:
            self.failed = True
        while (job := self.jobs.get()) is not None:
            self._given.put(True)
            if not self.failed:
                try:
                    send(stream, tuple(job))
                except OSError:
                    self.failed = True
        self._given.put(False)

    def _taking(self, _: Around) -> None:
        stream: Any = self._process.stdout
        while self._given.get():
            answer = None
            if not self.failed:
                try:
                    answer = Packed(*receive(stream))
                except (OSError, EOFError, ValueError, TypeError):
                    self.failed = True
            self.answers.put(answer)

    def close(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        self.failed = True
        self._process.kill()
        self.jobs.put(None)
        for thread in self._threads:
            thread.join()
        reap(self._process)
