"""Writing an index file: entries in any order go in, rows in time order come out."""

from __future__ import annotations

import marshal
import os
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from tradetui.core.normalise import normalise
from tradetui.core.query.fields import spec
from tradetui.store import fulltext, schema
from tradetui.store.gathered import Gathered
from tradetui.store.numbered import Tallies
from tradetui.store.runs import Runs
from tradetui.store.staging import (
    FACE,
    K_FROM,
    K_TO,
    TERMS,
    WORDS,
    Batch,
    Entry,
    Numbers,
    Packed,
    Staged,
    Stager,
    Told,
    pieces,
    text_of,
)
from tradetui.store.terms import Terms

Progress = Callable[[int, int], None]
#: Versions held in memory before they are sorted on disk instead.
SPILL = 20_000
#: Rows and records written at a time.
BATCH = 2_000
#: Records taken between two reports on how far it is.
_STEP = 100


class Cancelled(Exception):  # noqa: N818 - not a fault
    """The build was called off; nothing is left behind."""


class IndexWriter:
    """Writes one index: :meth:`begin`, :meth:`add` for each record, then :meth:`finish` or :meth:`abort`.

    ``path`` is a file that doesn't exist or is empty; None makes the index in memory, and :meth:`finish` gives its
    bytes.
    ``progress(done, total)`` counts records; ``cancelled`` is asked now and then, and makes the writer raise
    :class:`Cancelled` and throw the file away. At most ``spill`` versions are sorted in memory. Where ``apart`` is set,
    another process fills the table of words of an index on disk.
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
        self.apart = False
        self.stager = Stager(schema.OPEN_HI)
        self._path = path
        stage = self._beside("stage")
        self._runs = None if stage is None else Runs(stage)
        self._words: fulltext.Apart | None = None
        self._end: int | None = None
        self._info = ""
        self._progress = progress
        self._cancelled = cancelled
        self._spill = spill
        self._staged: list[Staged] = []
        self._own = Numbers()
        self._terms = Terms(self._beside("terms"))
        self._names = Gathered(self._beside("names"))
        self._quoted = Gathered(self._beside("quoted"))
        self._aliases = Gathered(self._beside("aliases"))
        self._n = 0
        self._db = fulltext.opened(path, schema.TABLES)

    def _beside(self, what: str) -> Path | None:
        """Where something waits until it is written; nowhere for an index in memory."""
        return None if self._path is None else self._path.with_name(f"{self._path.name}.{what}")

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

    def take(self, batch: Batch, known: Numbers) -> None:
        """Take records from a stager, in the order of the collection.

        ``known``: our numbers of the terms that the stager has told so far; those that are new are added.
        """
        numbers = self._met(batch, known)
        self._staged += [self._opened(row, numbers) for row in batch.rows]
        self._taken(batch.records)

    def take_packed(self, batch: Packed, records: Sequence[Told], known: Numbers) -> None:
        """Take records that another process made rows of, in the order of the collection; as :meth:`take`."""
        numbers = self._met(batch, known)
        if self._runs is not None:
            self._runs.add(batch.run, numbers)
        else:
            self._staged += [
                self._opened(row, numbers) for piece in batch.run for row in marshal.loads(piece)
            ]
        codes = schema.KIND_CODES
        told = enumerate(zip(batch.ids, records, strict=True), self._n)
        self._taken(
            [(n, id_, codes[kind], file, place, body) for n, (id_, (kind, body, file, place)) in told]
        )

    def _met(self, batch: Batch | Packed, known: Numbers) -> array[int]:
        if batch.anew:
            known.of = array("I")
        known.of.extend(self._terms.numbers(batch.terms))
        for key, kind, names in batch.names:
            self.name(key, kind, names)
        self._quoted.update(batch.quoted)
        return known.of

    def _taken(self, records: Sequence[tuple[int, str, int, str, int, str]]) -> None:
        self._db.executemany("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", records)
        self._n += len(records)
        self._check()
        if len(self._staged) >= self._spill and self._runs is not None:
            self._runs.add(pieces(self._staged), None)
            self._staged = []

    def _opened(self, row: Staged, numbers: array[int]) -> Staged:
        """The row with its text in place of its words and terms; its terms are counted if it is current."""
        terms = [numbers[term] for term in row[TERMS]]
        if row[K_FROM] <= self.stager.end <= row[K_TO]:
            counts = self._terms.counts
            for term in terms:
                counts[term] += 1
        return (*row[:WORDS], text_of(row[WORDS], terms, self._terms.tokens), row[FACE])

    def name(self, key: str, kind: int, names: Sequence[str]) -> None:
        """Take the names of an actor, a source or a side, the one shown first, by which values of fields find it."""
        self._names.update((key, kind, place, name) for place, name in enumerate(names))
        if names:
            self._aliases.update((words, key) for name in (key, *names) for words in _from_each_word(name))

    def _check(self, waiting: int = 0) -> None:
        """Tell how far it is, and stop if that is wanted."""
        if self._progress is not None:
            done = self._n + waiting
            self._progress(done, max(self.total, done))
        if self._cancelled is not None and self._cancelled():
            self.abort()
            raise Cancelled

    # -- writing rows -------------------------------------------------------------------------------------------

    def finish(self, meta: Mapping[str, str | int]) -> bytes:
        """Number the rows, write everything and have it on disk; returns the bytes of an index in memory.

        ``meta``: more to be kept about the collection (``left_out``). Raises sqlite3.IntegrityError where two
        records share an id.
        """
        self._flush()
        self._start_apart()
        tallies = Tallies(self.stager.end)
        row = 1
        for batch in self._sorted():
            self._check()
            self._put_words(row, [each[WORDS] for each in batch])
            self._write(row, batch)
            tallies.take(row, batch)
            row += len(batch)
        if self._words is not None:
            self._words.finish()
        self._write_terms()
        tallies.write(self._db)
        self._write_meta(meta, row - 1, tallies)
        self._check()
        self._db.execute("COMMIT")
        self._db.executescript(schema.INDEXES)
        self._join_words()
        self._staged.clear()
        self._db.execute(f"PRAGMA user_version={schema.SCHEMA}")
        # Last: a file without it was never finished.
        self._db.execute(f"PRAGMA application_id={schema.APPLICATION_ID}")
        return self._close()

    def _sorted(self) -> Iterator[list[Staged]]:
        """All rows in order, some at a time."""
        self._staged.sort()
        rows = iter(self._staged)
        if self._runs is not None and len(self._runs):
            rows = merge(rows, self._runs.sorted(self._opened))
        while batch := list(islice(rows, BATCH)):
            yield batch

    def _write(self, row: int, batch: list[Staged]) -> None:
        """Write rows, the first of which has the number ``row``, but for their words."""
        db = self._db
        db.executemany(
            "INSERT INTO version VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (number, each[5], each[8], each[0], *each[9:13], each[6], each[7], *each[13:15])
                for number, each in enumerate(batch, row)
            ],
        )
        db.executemany("INSERT INTO face VALUES (?, ?)", enumerate([each[-1] for each in batch], row))

    # -- words --------------------------------------------------------------------------------------------------

    def _start_apart(self) -> None:
        if self.apart and self._path is not None:
            try:
                self._words = fulltext.Apart(self._path.with_name(self._path.name + ".words"))
            except OSError:
                self._words = None

    def _put_words(self, row: int, texts: list[str]) -> None:
        if self._words is None:
            fulltext.put(self._db, row, texts)
        else:
            self._words.put(row, texts)

    def _join_words(self) -> None:
        """Have all words in the file: of the other process, or where it failed once more from the rows."""
        if self._words is not None:
            done = self._words.into(self._db)
            self._words.close()
            self._words = None
            if done:
                return
            self._db.execute("INSERT INTO text (text) VALUES ('delete-all')")
            self._db.execute("BEGIN")
            row = 1
            for batch in self._sorted():
                self._check()
                fulltext.put(self._db, row, [each[WORDS] for each in batch])
                row += len(batch)
            self._db.execute("COMMIT")
        fulltext.join(self._db)

    # -- what stands beside the rows ----------------------------------------------------------------------------

    def _write_terms(self) -> None:
        terms, write = self._terms, self._db.executemany
        write(
            "INSERT INTO term VALUES (?, ?, ?, ?)",
            ((number, *pair, terms.counts[number]) for number, pair in enumerate(terms)),
        )
        for name, values in groupby(terms, itemgetter(0)):
            known = spec(name)
            if known is not None and known.type not in ("id", "number", "date"):
                self._aliases.update(
                    (words, value) for _, value in values for words in _from_each_word(value)
                )
        write("INSERT OR IGNORE INTO name VALUES (?, ?, ?, ?)", self._names)
        # of several the least comes first
        write("INSERT OR IGNORE INTO quoted VALUES (?, ?)", self._quoted)
        write("INSERT INTO alias VALUES (?, ?)", self._aliases)

    def _write_meta(self, meta: Mapping[str, str | int], rows: int, tallies: Tallies) -> None:
        now_from, now_to = tallies.now_span()
        own: dict[str, str | int] = {"rows": rows, "records": self._n, "now_from": now_from, "now_to": now_to}
        own["info"] = self._info
        if self._end is not None:
            own["end_of_record"] = self._end
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", sorted({**meta, **own}.items()))

    # -- the end ------------------------------------------------------------------------------------------------

    def _close(self) -> bytes:
        image = self._db.serialize() if self._path is None else b""
        self._db.close()
        if self._path is not None:
            with self._path.open("rb+") as file:
                os.fsync(file.fileno())
        self._sweep()
        return image

    def abort(self) -> None:
        """Throw away what was written."""
        self._db.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self._sweep()

    def _sweep(self) -> None:
        """Have nothing beside the index."""
        for each in (self._words, self._runs, self._terms, self._names, self._quoted, self._aliases):
            if each is not None:
                each.close()
        self._words = None


def _from_each_word(name: str) -> Iterator[str]:
    """A name's normalised words, from each of them on."""
    words = normalise(name)
    yield words
    while words := words.partition(" ")[2]:
        yield words
