"""Writing an index file: entries in any order go in, rows in time order come out."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from tradetui.core.normalise import normalise
from tradetui.core.query.fields import spec
from tradetui.core.records import Kind
from tradetui.store import schema
from tradetui.store.spans import Tally, add_apart, add_possibly, add_surely, date_of_face

Progress = Callable[[int, int], None]
#: Versions held in memory before they are sorted on disk instead.
SPILL = 100_000
#: Rows and records written at a time.
BATCH = 2_000
#: Records taken between two reports on how far it is.
_STEP = 100
#: Characters that stand for terms: blanked out of the words.
_TERM_CHARACTERS = re.compile("[\U000f0000-\U0010ffff]")


class Cancelled(Exception):  # noqa: N818 - not a fault
    """The build was called off; nothing is left behind."""


@dataclass(slots=True)
class Span:
    """The bounds of a version's date as numbers, and where among equals it sorts.

    It possibly touches ``first``..``last`` when ``lo <= last and hi >= first`` and surely when ``sure_lo <= last and
    sure_hi >= first``; ``gaps``: the date itself must be
    asked; ``hard``: also when dates are counted. ``order`` is the order of those that share ``lo``.
    """

    lo: int = schema.OPEN_LO
    hi: int = schema.OPEN_HI
    sure_lo: int = schema.OPEN_HI
    sure_hi: int = schema.OPEN_LO
    dated: bool = False
    gaps: bool = False
    hard: bool = False
    order: tuple[int, int] = (schema.OPEN_LO, schema.OPEN_LO)


@dataclass(slots=True)
class VersionEntry:
    """One version: over which known-on days (None: open) it holds, its date, words (normalised), terms and face (JSON).

    ``possible`` are terms that nobody can tell whether it has: found by them it is unsure.
    ``since`` tells from when it was possibly and surely known; (None, None) where nothing tells. ``news``: the version
    begins because more became known.
    """

    k_from: int | None
    k_to: int | None
    span: Span
    words: str
    terms: list[tuple[str, str]]
    face: str
    possible: list[tuple[str, str]] = field(default_factory=list)
    since: tuple[int | None, int | None] = (None, None)
    news: bool = True
    time: str = ""
    seq: int = 0


@dataclass(slots=True)
class Entry:
    """A record with its versions. ``body`` is the JSON of its plain table.

    ``names``: by which values of fields find it (actors and sources), the one shown first. ``about_event``: the
    event that a quote belongs to.
    """

    kind: Kind
    id: str
    body: str
    versions: list[VersionEntry]
    names: list[str] = field(default_factory=list)
    about_event: str = ""
    file: str = ""
    position: int = 0


_PRAGMAS = (
    "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "secure_delete=OFF", "cache_size=-65536",
    "temp_store=FILE",
)  # fmt: skip
_STAGE_COLUMNS = (
    "lo", "second", "third", "time", "seq", "n", "k_from", "k_to", "kind", "hi", "sure_lo", "sure_hi", "flags",
    "since_lo", "since_hi", "text", "face",
)  # fmt: skip
#: So many of them, from the left, are the order of rows.
_ORDER = 7
Staged = tuple[Any, ...]


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
        self._path = path
        self._stage_path = None if path is None else path.with_name(path.name + ".stage")
        self._now = schema.OPEN_HI
        self._end: int | None = None
        self._info = ""
        self._progress = progress
        self._cancelled = cancelled
        self._spill = spill
        self._spilled = False
        self._records: list[Staged] = []
        self._staged: list[Staged] = []
        self._terms: dict[tuple[str, str], str] = {}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._names: list[tuple[str, int, int, str]] = []
        self._quoted: dict[str, int] = {}
        self._aliases: set[tuple[str, str]] = set()
        self._n = 0
        self._db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
        for pragma in _PRAGMAS:
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(schema.TABLES)
        self._db.execute("INSERT INTO text (text, rank) VALUES ('hashsize', 16777216)")
        self._db.execute("BEGIN")

    def begin(self, info: str, *, end_of_record: int | None = None) -> None:
        """Take what ``collection.toml`` says, as JSON, and the last day it claims (None: open), before any record."""
        self._info = info
        self._end = end_of_record
        self._now = schema.OPEN_HI if end_of_record is None else end_of_record

    # -- taking entries -----------------------------------------------------------------------------------------

    def add(self, entry: Entry) -> None:
        """Take one record with its versions. Ids must be unique: a second one fails in :meth:`finish`."""
        n = self._n
        self._n += 1
        kind = schema.KIND_CODES[entry.kind]
        self._records.append((n, entry.id, kind, entry.file, entry.position, entry.body))
        self.name(entry.id, kind, entry.names)
        if entry.about_event and entry.versions:
            k_from = min(schema.OPEN_LO if each.k_from is None else each.k_from for each in entry.versions)
            self._quoted[entry.about_event] = min(k_from, self._quoted.get(entry.about_event, k_from))
        for version in entry.versions:
            self._staged.append(self._stage(n, kind, entry.kind, version))
        if self._n % _STEP == 0:
            self._check()
        if len(self._records) >= BATCH:
            self._flush_records()
        if len(self._staged) >= self._spill and self._stage_path is not None:
            self._flush_stage()

    def name(self, key: str, kind: int, names: Sequence[str]) -> None:
        """Take the names of an actor, a source or a side, the one shown first, by which values of fields find it."""
        if not names:
            return
        self._names.extend((key, kind, place, name) for place, name in enumerate(names))
        for name in (key, *names):
            self._alias(name, key)

    def _alias(self, name: str, key: str) -> None:
        words = normalise(name)
        self._aliases.add((words, key))
        while words := words.partition(" ")[2]:
            self._aliases.add((words, key))

    def _term(self, pair: tuple[str, str]) -> str:
        """The token of a term, which is new or known."""
        token = self._terms.get(pair)
        if token is None:
            token = self._terms[pair] = schema.token(len(self._terms))
        return token

    def _stage(self, n: int, kind: int, kind_name: Kind, version: VersionEntry) -> Staged:
        span = version.span
        k_from = schema.OPEN_LO if version.k_from is None else version.k_from
        k_to = schema.OPEN_HI if version.k_to is None else version.k_to
        flags = schema.DATED * span.dated | schema.GAPS * span.gaps | schema.HARD * span.hard
        flags |= schema.NEWS * version.news
        current = k_from <= self._now <= k_to
        tokens = self._tokens(kind_name, version, k_from, current=current)
        possibly, surely = version.since
        since = (
            schema.OPEN_HI if possibly is None else possibly,
            schema.OPEN_LO if surely is None else surely,
        )
        words = version.words
        if not words.isascii() and _TERM_CHARACTERS.search(words):
            words = _TERM_CHARACTERS.sub(" ", words)
        # fmt: off
        return (span.lo, *span.order, version.time, version.seq, n, k_from, k_to, kind, span.hi, span.sure_lo,
                span.sure_hi, flags, *since, f"{words} {tokens}", version.face)
        # fmt: on

    def _tokens(self, kind: Kind, version: VersionEntry, k_from: int, *, current: bool) -> str:
        """The tokens of everything a version can be found by, besides its words."""
        pairs: list[tuple[str, str]] = [(schema.SCOPE, kind)]
        if current:
            pairs.append((schema.NOW, kind))
        span = version.span
        if span.dated:
            pairs.append((schema.REACH, str(schema.reach_of(span.lo, span.hi))))
            if k_from < span.lo:
                pairs.append((schema.EARLY, str(schema.reach_of(k_from, span.lo))))
        pairs += version.terms
        term = self._term
        for name, value in version.possible:
            term((name, value))  # a value of the collection, whether or not any record surely has it
            pairs.append((schema.possible(name), value))
        distinct = dict.fromkeys(pairs)
        if current:
            counts = self._counts
            for pair in distinct:
                counts[pair] += 1
        known = self._terms
        return " ".join([known.get(pair) or term(pair) for pair in distinct])

    def _flush_records(self) -> None:
        self._check()
        self._db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", self._records)
        self._records.clear()

    def _check(self) -> None:
        """Tell how far it is, and stop if that is wanted."""
        if self._progress is not None:
            self._progress(self._n, max(self.total, self._n))
        if self._cancelled is not None and self._cancelled():
            self.abort()
            raise Cancelled

    # -- sorting ------------------------------------------------------------------------------------------------

    def _flush_stage(self) -> None:
        self._flush_records()
        if not self._spilled:
            self._db.execute("COMMIT")
            self._db.execute("ATTACH ? AS stage", (str(self._stage_path),))
            self._db.execute("PRAGMA stage.journal_mode=OFF")
            self._db.execute("PRAGMA stage.synchronous=OFF")
            self._db.execute("BEGIN")
            self._db.execute(f"CREATE TABLE stage.staged ({', '.join(_STAGE_COLUMNS)})")
            self._spilled = True
        marks = ", ".join("?" * len(_STAGE_COLUMNS))
        self._db.executemany(f"INSERT INTO stage.staged VALUES ({marks})", self._staged)
        self._staged.clear()

    def _sorted(self) -> Iterator[Staged]:
        if not self._spilled:
            self._staged.sort(key=lambda row: row[:_ORDER])
            return iter(self._staged)
        self._flush_stage()
        return iter(
            self._db.execute(f"SELECT * FROM stage.staged ORDER BY {', '.join(_STAGE_COLUMNS[:_ORDER])}")
        )

    # -- writing rows -------------------------------------------------------------------------------------------

    def finish(self, meta: Mapping[str, str | int]) -> bytes:
        """Number the rows, write everything and have it on disk; returns the bytes of an index in memory.

        ``meta``: more to be kept about the collection (``left_out``). Raises sqlite3.IntegrityError where two
        records share an id.
        """
        self._flush_records()
        tallies = Tallies(self._now)
        row = 1
        rows = self._sorted()
        while batch := list(islice(rows, BATCH)):
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
        if self._spilled:
            self._db.execute("DETACH stage")
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
        if self._stage_path is not None:
            self._stage_path.unlink(missing_ok=True)
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
            ((number, *pair, counts[pair]) for number, pair in enumerate(self._terms)),
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
        for path in (self._path, self._stage_path):
            if path is not None:
                path.unlink(missing_ok=True)


class Tallies:
    """What is counted while rows are numbered: first row of a day, counts a day, current rows, turning days."""

    def __init__(self, now: int) -> None:
        """``now``: the day when the record ends."""
        self._now = now
        self._first: dict[int, int] = {}
        self._tallies: dict[int, Tally] = {kind: Counter() for kind in schema.KIND_CODES.values()}
        self._standing: dict[int, array[int]] = {kind: array("i") for kind in schema.KIND_CODES.values()}
        self._turns: set[int] = set()

    def take(self, row: int, batch: list[Staged]) -> None:
        """Count these rows, the first of which has the number ``row``."""
        turns = self._turns
        for number, each in enumerate(batch, row):
            lo, k_from, k_to, kind, hi, sure_lo, sure_hi, flags = each[0], *each[6:13]
            self._first.setdefault(lo, number)
            turns.add(k_from)
            if k_to < schema.OPEN_HI:
                turns.add(k_to + 1)
            if not k_from <= self._now <= k_to:
                continue
            self._standing[kind].append(number)
            tally = self._tallies[kind]
            if flags & schema.GAPS:
                add_apart(tally, date_of_face(each[-1]))
            elif flags & schema.DATED:
                add_possibly(tally, lo, hi)
            add_surely(tally, sure_lo, sure_hi)

    def now_span(self) -> tuple[int, int]:
        """The days from the first to the last for which the same rows are current as when the record ends."""
        before = max((day for day in self._turns if day <= self._now), default=schema.OPEN_LO)
        after = min((day for day in self._turns if day > self._now), default=schema.OPEN_HI + 1)
        return before, after - 1

    def write(self, db: sqlite3.Connection) -> None:
        """Write the tables of counts."""
        db.executemany("INSERT INTO day VALUES (?, ?)", sorted(self._first.items()))
        for kind, tally in self._tallies.items():
            rows_of_kind = sorted((kind, *key, number) for key, number in tally.items())
            db.executemany("INSERT INTO tally VALUES (?, ?, ?, ?, ?)", rows_of_kind)
        for kind, rows in self._standing.items():
            if sys.byteorder == "big":
                rows.byteswap()
            db.execute("INSERT INTO standing VALUES (?, ?)", (kind, rows.tobytes()))
