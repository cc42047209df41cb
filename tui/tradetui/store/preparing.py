"""From the JSON of records to rows: what the process that writes an index leaves to others.

A job is a number of records; the answer is a :class:`~tradetui.store.staging.Packed`. Both are plain values.
:func:`serve` is the whole of such a process: it ends when its input does, which is also how it learns that the one who
started it is gone.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import NamedTuple

from tradetui.core.fields import build
from tradetui.core.knowledge import Named, versions
from tradetui.core.query.directory import Directory
from tradetui.core.records import Actor, Kind, Source
from tradetui.core.when import When
from tradetui.store.entries import entry
from tradetui.store.quick import Quick
from tradetui.store.staging import Batch, Stager, Told, packed
from tradetui.store.wire import receive, send

#: One for all: :func:`json.loads` looks for blanks around each table.
_DECODER = json.JSONDecoder()
#: Sources that only some jobs name are kept up to here.
_MOST_PASSING = 50_000
#: Terms that are remembered: after so many their numbers begin anew, since most of them never come again.
MOST_TERMS = 100_000


class Around(NamedTuple):
    """What records are told among: the last day of the collection, its sides by id, when actors were first named."""

    end: int
    sides: dict[str, str]
    named: dict[str, int] | None


class Job(NamedTuple):
    """Records in the order of the collection, the first being its ``n``-th; ``met`` are actors and sources to know.

    ``lasting``: they are told once and for all; else its sources are told again with each job that names them.
    """

    n: int
    met: list[tuple[Kind, str]]
    records: list[Told]
    lasting: bool = True


class Preparer:
    """Does jobs, one after the other."""

    def __init__(self, around: Around) -> None:
        """Nothing met yet."""
        self._end = around.end
        self._named: Named | None = around.named
        self._published: dict[str, When | None] = {}
        self._actors: dict[str, tuple[str, ...]] = {}
        self._side_of: dict[str, str] = {}
        self._sources: dict[str, Source] = {}
        sides = {key: (name,) for key, name in around.sides.items()}
        self._names = Directory(
            actors=self._actors, side_of=self._side_of, sides=sides, sources=self._sources
        )
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Forget all terms."""
        self._stager = Stager(self._end)
        self._quick = Quick(self._stager, self._names, self._published)

    def do(self, job: Job) -> Batch:
        """The rows of some records."""
        if not job.lasting and len(self._sources) > _MOST_PASSING:
            self._sources.clear()
            self._published.clear()
        self._meet(job.met)
        anew = len(self._stager.terms) > MOST_TERMS
        if anew:
            self._begin_anew()
        self._stager.n = job.n
        decode = _DECODER.raw_decode
        for kind, body, file, position in job.records:
            table, _ = decode(body)
            if not self._quick.add(kind, table, body, file, position):
                record = build(kind, table, file=file, position=position)
                told = versions(record, self._published, self._named)
                self._stager.add(entry(record, told, self._names, body))
        return self._stager.batch()._replace(anew=anew)

    def _meet(self, met: Iterable[tuple[Kind, str]]) -> None:
        for kind, body in met:
            record = build(kind, json.loads(body))
            if isinstance(record, Actor):
                names = (record.name, record.native_name, *record.aliases)
                self._actors[record.id] = tuple(filter(None, names))
                if record.side:
                    self._side_of[record.id] = record.side
            elif isinstance(record, Source):
                self._sources[record.id] = record
                self._published[record.id] = record.published


def serve() -> None:
    """Do the jobs that come in on stdin until there are no more."""
    import gc
    import signal

    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the one who started this; then the input ends
    gc.disable()  # rows make no cycles, and looking for them costs a fifth
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    try:
        preparer = Preparer(Around(*receive(jobs)))
        while True:
            send(answers, tuple(packed(preparer.do(Job(*receive(jobs))))))
    except (EOFError, BrokenPipeError):
        return
