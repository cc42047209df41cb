"""Writing an index file: entries in any order go in, rows in time order come out."""

from __future__ import annotations

import os
import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tradetui.core.normalise import normalise
from tradetui.core.query.fields import spec
from tradetui.store import schema
from tradetui.store.runs import Runs
from tradetui.store.shapes import Shapes
from tradetui.store.staging import FACE, TERMS, WORDS, Batch, Entry, Known, Pair, Staged, Stager, text_of

Progress = Callable[[int, int], None]
#: Versions held in memory before they are sorted on disk instead.
SPILL = 20_000
#: Rows and records written at a time.
BATCH = 2_000
#: Records taken between two reports on how far it is.
_STEP = 100


class Cancelled(Exception):  # noqa: N818 - not a fault
    """The build was called off; nothing is left behind."""


#: How the file is written.
PRAGMAS = (
    "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "secure_delete=OFF", "cache_size=-65536",
    "temp_store=FILE",
)  # fmt: skip
#: The index of words gathers 32 MB before it writes a segment, and joins them all once, at the end.
TEXT_OPTIONS = (("hashsize", 32 << 20), ("automerge", 0), ("crisismerge", 100))


class IndexWriter:
    """Writes one index: :meth:`begin`, :meth:`add` for each record, then :meth:`finish` or :meth:`abort`.

    ``path`` is a file that doesn't exist or is empty; None makes the index in memory, and :meth:`finish` gives its
    bytes.
    ``progress(done, total)`` counts records; ``cancelled`` is asked now and then, and makes the writer raise
    :class:`Cancelled` and throw the file away. At most ``spill`` versions are sorted in memory.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        spill: int = SPILL,
    ) -> None:
        """Open the file; raises sqlite3.OperationalError where it can't be written."""
        self.total = 0
        self.stager = Stager(schema.OPEN_HI)
        self._path = path
        self._runs = None if path is None else Runs(path.with_name(path.name + ".stage"))
        self._end: int | None = None
        self._info = ""
        self._progress = progress
        self._cancelled = cancelled
        self._spill = spill
        self._staged: list[Staged] = []
        self._terms: dict[Pair, int] = {}
        self._own = Known(array("I"), [])
        self._counts = array("I")
        self._names: list[tuple[str, int, int, str]] = []
        self._quoted: dict[str, int] = {}
        self._aliases: set[tuple[str, str]] = set()
        self._n = 0
        self._db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
        for pragma in PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(schema.TABLES)
        for option, value in TEXT_OPTIONS:
            self._db.execute("INSERT INTO text (text, rank) VALUES (?, ?)", (option, value))
        self._db.execute("BEGIN")

    def begin(self, info: str, *, end_of_record: int | None = None) -> None:
        """Take what ``collection.toml`` says, as JSON, and the last day it claims (None: open), before any record."""
        self._info = info
        self._end = end_of_record
        if end_of_record is not None:
            self.stager.end = end_of_record

    # -- taking records -----------------------------------------------------------------------------------------

    def add(self, entry: Entry) -> None:
        """Take one record with its versions. Ids must be unique: a second one fails in :meth:`finish`."""
        self.stager.add(entry)
        self.added()

    def added(self) -> None:
        """Look after what was put into :attr:`stager`: after each record."""
        waiting = len(self.stager.records)
        if waiting % _STEP == 0:
            self._check(waiting)
        if waiting >= BATCH:
            self._flush()

    def _flush(self) -> None:
        if self.stager.records:
            self.take(self.stager.batch(), self._own)

    def take(self, batch: Batch, known: Known) -> None:
        """Take records that a stager made: its own or one of another process.

        ``known``: what is known of its terms; those that are new are added. Records come in the order of the
        collection.
        """
        numbers, tokens = known
        for pair in batch.terms:
            numbers.append(self._term(pair))
            tokens.append(schema.token(numbers[-1]))
        counts = self._counts
        for term, number in batch.counts.items():
            counts[numbers[term]] += number
        self._staged += [
            (*row[:WORDS], text_of(row[WORDS], tokens, row[TERMS]), row[FACE]) for row in batch.rows
        ]
        for key, kind, names in batch.names:
            self.name(key, kind, names)
        for event, k_from in batch.quoted:
            self._quoted[event] = min(k_from, self._quoted.get(event, k_from))
        self._db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", batch.records)
        self._n += len(batch.records)
        self._check()
        if len(self._staged) >= self._spill and self._runs is not None:
            self._staged.sort()
            self._runs.add(self._staged)
            self._staged = []

    def _term(self, pair: Pair) -> int:
        """The number of a term, which is new or known."""
        number = self._terms.get(pair)
        if number is None:
            number = self._terms[pair] = len(self._terms)
            self._counts.append(0)
        return number

    def name(self, key: str, kind: int, names: Sequence[str]) -> None:
        """Take the names of an actor, a source or a side, the one shown first, by which values of fields find it."""
        self._names.extend((key, kind, place, name) for place, name in enumerate(names))
        if names:
            for name in (key, *names):
                self._alias(name, key)

    def _alias(self, name: str, key: str) -> None:
        words = normalise(name)
        self._aliases.add((words, key))
        while words := words.partition(" ")[2]:
            self._aliases.add((words, key))

    def _check(self, waiting: int = 0) -> None:
        """Tell how far it is, and stop if that is wanted."""
        if self._progress is not None:
            done = self._n + waiting
            self._progress(done, max(self.total, done))
        if self._cancelled is not None and self._cancelled():
            self.abort()
            raise Cancelled

    def _sorted(self) -> Iterator[list[Staged]]:
        """All rows in order, some at a time."""
        if self._runs is None or not len(self._runs):
            self._staged.sort()
            for begin in range(0, len(self._staged), BATCH):
                yield self._staged[begin : begin + BATCH]
            return
        self._staged.sort()
        if self._staged:
            self._runs.add(self._staged)
            self._staged = []
        held: list[Staged] = []
        for piece in self._runs.sorted():
            held += piece
            if len(held) >= BATCH:
                yield held
                held = []
        yield held

    # -- writing rows -------------------------------------------------------------------------------------------

    def finish(self, meta: Mapping[str, str | int]) -> bytes:
        """Number the rows, write everything and have it on disk; returns the bytes of an index in memory.

        ``meta``: more to be kept about the collection (``left_out``). Raises sqlite3.IntegrityError where two
        records share an id.
        """
        self._flush()
        tallies = Tallies(self.stager.end)
        row = 1
        for batch in self._sorted():
            self._check()
            self._write(row, batch)
            tallies.take(row, batch)
            row += len(batch)
        self._staged.clear()
        self._write_terms()
        tallies.write(self._db)
        self._write_meta(meta, row - 1, tallies)
        self._check()
        self._db.execute("COMMIT")
        self._db.executescript(schema.INDEXES)
        self._db.execute("INSERT INTO text (text) VALUES ('optimize')")
        self._db.execute(f"PRAGMA user_version={schema.SCHEMA}")
        # Last: a file without it was never finished.
        self._db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        return self._close()

    def _close(self) -> bytes:
        image = self._db.serialize() if self._path is None else b""
        self._db.close()
        if self._path is not None:
            with self._path.open("rb+") as file:
                os.fsync(file.fileno())
        if self._runs is not None:
            self._runs.close()
        return image

    def _write(self, row: int, batch: list[Staged]) -> None:
        db = self._db
        db.executemany(
            "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, each[5], each[8], each[0], *each[9:13], each[6], each[7], *each[13:15])
                for number, each in enumerate(batch, row)
            ],
        )
        db.executemany(
            "INSERT INTO face VALUES (?, ?)", [(number, each[-1]) for number, each in enumerate(batch, row)]
        )
        db.executemany(
            "INSERT INTO text (rowid, t) VALUES (?, ?)",
            [(number, each[-2]) for number, each in enumerate(batch, row)],
        )

    def _write_terms(self) -> None:
        counts = self._counts
        self._db.executemany(
            "INSERT INTO term VALUES (?, ?, ?, ?)",
            ((number, *pair, counts[number]) for pair, number in self._terms.items()),
        )
        for name, value in self._terms:
            known = spec(name)
            if known is not None and known.type not in ("id", "number", "date"):
                self._alias(value, value)
        self._db.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)", sorted(self._names))
        self._db.executemany("INSERT INTO quoted VALUES (?, ?)", sorted(self._quoted.items()))
        self._db.executemany("INSERT INTO alias VALUES (?, ?)", sorted(self._aliases))

    def _write_meta(self, meta: Mapping[str, str | int], rows: int, tallies: Tallies) -> None:
        now_from, now_to = tallies.now_span()
        own: dict[str, str | int] = {"rows": rows, "records": self._n, "now_from": now_from, "now_to": now_to}
        own["info"] = self._info
        if self._end is not None:
            own["end_of_record"] = self._end
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, **own}.items()))

    def abort(self) -> None:
        """Throw away what was written."""
        self._db.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        if self._runs is not None:
            self._runs.close()


class Tallies:
    """What is kept while rows are numbered: first row of a day, shapes of dates, current rows, turning days."""

    def __init__(self, now: int) -> None:
        """``now``: the day when the record ends."""
        self._now = now
        self._first: dict[int, int] = {}
        self._shapes = Shapes()
        self._standing: dict[int, array[int]] = {kind: array("i") for kind in schema.KIND_CODES.values()}
        self._turns: set[int] = set()

    def take(self, row: int, batch: list[Staged]) -> None:
        """Count these rows, the first of which has the number ``row``."""
        turns = self._turns
        for number, each in enumerate(batch, row):
            lo, k_from, k_to, kind, hi, sure_lo, sure_hi, flags = each[0], *each[6:13]
            self._first.setdefault(lo, number)
            self._shapes.take(lo, hi, sure_lo, sure_hi, flags, each[-1])
            turns.add(k_from)
            if k_to < schema.OPEN_HI:
                turns.add(k_to + 1)
            if k_from <= self._now <= k_to:
                self._standing[kind].append(number)

    def now_span(self) -> tuple[int, int]:
        """The days from the first to the last for which the same rows are current as when the record ends."""
        before = max((day for day in self._turns if day <= self._now), default=schema.OPEN_LO)
        after = min((day for day in self._turns if day > self._now), default=schema.OPEN_HI + 1)
        return before, after - 1

    def write(self, db: sqlite3.Connection) -> None:
        """Write the tables of counts."""
        db.executemany("INSERT INTO day VALUES (?, ?)", sorted(self._first.items()))
        self._shapes.write(db)
        for kind, rows in self._standing.items():
            if sys.byteorder == "big":
                rows.byteswap()
            db.execute("INSERT INTO standing VALUES (?, ?)", (kind, rows.tobytes()))
