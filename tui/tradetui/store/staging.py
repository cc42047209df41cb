"""From entries to rows that can be sorted, with their terms by number: what one process makes and another takes.

A :class:`Stager` needs no file. Its batches are plain values (numbers, text, tuples), so that they can be sent from
process to process; its terms are numbered from 0 in the order in which it met them.
"""

from __future__ import annotations

import marshal
import re
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tradetui.core.records import Kind
from tradetui.store import schema

#: Characters that stand for terms: blanked out of the words.
_TERM_CHARACTERS = re.compile("[\U000f0000-\U0010ffff]")

#: (first day, two more numbers and clock time and number that order those that share it, place in the collection,
#: known-on span, kind, last day, bounds of what is sure, flags, since when known, words, numbers of terms, face).
Staged = tuple[Any, ...]
#: So many of them, from the left, are the order of rows; no two rows have them alike.
ORDER = 7
#: Where in it the known-on span, the words, the terms and the face stand.
K_FROM, K_TO, WORDS, TERMS, FACE = 6, 7, 15, 16, 17
#: Rows of a piece of a sorted run.
_PIECE = 32
Pair = tuple[str, str]
#: A record as it is told: kind, JSON of the plain table, file, place in the file.
Told = tuple[Kind, str, str, int]


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
    terms: list[Pair]
    face: str
    possible: list[Pair] = field(default_factory=list)
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


class Batch(NamedTuple):
    """Some records, as plain values.

    ``records`` are rows of the table ``record``; ``names`` (id, code of its kind, names); ``quoted`` (event, from when
    on it had the quote); ``terms`` those met for the first time; ``anew``: their numbers begin anew with this batch.
    """

    records: list[tuple[int, str, int, str, int, str]]
    rows: list[Staged]
    names: list[tuple[str, int, list[str]]]
    quoted: list[tuple[str, int]]
    terms: list[Pair]
    anew: bool = False


class Packed(NamedTuple):
    """A batch on its way from one process to another: of the records only the ids, the rows as a sorted run."""

    ids: list[str]
    run: list[bytes]
    names: list[tuple[str, int, list[str]]]
    quoted: list[tuple[str, int]]
    terms: list[Pair]
    anew: bool = False


class Numbers:
    """Our numbers of the terms that a stager has told so far, by its own numbers."""

    __slots__ = ("of",)

    def __init__(self) -> None:
        """None told yet."""
        self.of = array("I")


def packed(batch: Batch) -> Packed:
    """The batch for another process, which knows the rest of its records."""
    ids = [each[1] for each in batch.records]
    return Packed(ids, pieces(batch.rows), *batch[2:])


def pieces(rows: list[Staged]) -> list[bytes]:
    """Rows as a sorted run: put in order, a number of them as :mod:`marshal` writes them in each piece."""
    rows.sort()
    # without references between equal values: looking for them costs more than they would save
    return [marshal.dumps(rows[begin : begin + _PIECE], 2) for begin in range(0, len(rows), _PIECE)]


class Stager:
    """Takes records one by one; :meth:`batch` gives what was taken since it was last asked.

    ``end`` is the last day of the record (:data:`schema.OPEN_HI`: open): rows that hold then are current.
    """

    def __init__(self, end: int) -> None:
        """Nothing taken yet; the next record is the first of its collection."""
        self.end = end
        self.n = 0
        self.rows: list[Staged] = []
        self.records: list[tuple[int, str, int, str, int, str]] = []
        self.terms: dict[Pair, int] = {}
        self._new: list[Pair] = []
        self._names: list[tuple[str, int, list[str]]] = []
        self._quoted: list[tuple[str, int]] = []

    def term(self, pair: Pair) -> int:
        """The number of a term, which is new or known."""
        number = self.terms.get(pair)
        if number is None:
            number = self.terms[pair] = len(self.terms)
            self._new.append(pair)
        return number

    def record(self, id_: str, kind: int, body: str, file: str = "", position: int = 0) -> int:
        """Take a record, whose rows follow; returns its place in the collection."""
        n = self.n
        self.n += 1
        self.records.append((n, id_, kind, file, position, body))
        return n

    def quoted(self, event: str, k_from: int) -> None:
        """Take note that an event had a quote from a day on."""
        self._quoted.append((event, k_from))

    def add(self, entry: Entry) -> None:
        """Take one record with its versions."""
        kind = schema.KIND_CODES[entry.kind]
        n = self.record(entry.id, kind, entry.body, entry.file, entry.position)
        if entry.names:
            self._names.append((entry.id, kind, entry.names))
        if entry.about_event and entry.versions:
            first = min(schema.OPEN_LO if each.k_from is None else each.k_from for each in entry.versions)
            self.quoted(entry.about_event, first)
        for version in entry.versions:
            self.rows.append(self._stage(n, kind, entry.kind, version))

    def batch(self) -> Batch:
        """What was taken since the last batch."""
        made = Batch(self.records, self.rows, self._names, self._quoted, self._new)
        self.records, self.rows, self._names, self._quoted, self._new = [], [], [], [], []
        return made

    def _stage(self, n: int, kind: int, kind_name: Kind, version: VersionEntry) -> Staged:
        span = version.span
        k_from = schema.OPEN_LO if version.k_from is None else version.k_from
        k_to = schema.OPEN_HI if version.k_to is None else version.k_to
        flags = schema.DATED * span.dated | schema.GAPS * span.gaps | schema.HARD * span.hard
        flags |= schema.NEWS * version.news
        terms = self._terms_of(kind_name, version, k_from, current=k_from <= self.end <= k_to)
        # fmt: off
        return (span.lo, *span.order, version.time, version.seq, n, k_from, k_to, kind, span.hi, span.sure_lo,
                span.sure_hi, flags, *since_as_numbers(*version.since), without_terms(version.words), terms,
                version.face)
        # fmt: on

    def _terms_of(self, kind: Kind, version: VersionEntry, k_from: int, *, current: bool) -> tuple[int, ...]:
        """The numbers of everything a version can be found by, besides its words."""
        pairs: list[Pair] = [(schema.SCOPE, kind)]
        if current:
            pairs.append((schema.NOW, kind))
        span = version.span
        if span.dated:
            pairs.append((schema.REACH, str(schema.reach_of(span.lo, span.hi))))
            if k_from < span.lo:
                pairs.append((schema.EARLY, str(schema.reach_of(k_from, span.lo))))
        pairs += version.terms
        for name, value in version.possible:
            self.term((name, value))  # a value of the collection, whether or not any record surely has it
            pairs.append((schema.possible(name), value))
        return tuple(dict.fromkeys(map(self.term, pairs)))


def since_as_numbers(possibly: int | None, surely: int | None) -> tuple[int, int]:
    """From when something was possibly and surely known, as an index keeps it."""
    return (
        schema.OPEN_HI if possibly is None else possibly,
        schema.OPEN_LO if surely is None else surely,
    )


def without_terms(words: str) -> str:
    """Words in which nothing passes for a term."""
    if not words.isascii() and _TERM_CHARACTERS.search(words):
        return _TERM_CHARACTERS.sub(" ", words)
    return words


def text_of(words: str, numbers: Iterable[int], tokens: Sequence[str]) -> str:
    """What goes into the index of a row: its words and the tokens of its terms, of which the first are at hand."""
    kept, token = len(tokens), schema.token
    shown = " ".join([tokens[number] if number < kept else token(number) for number in numbers])
    return f"{words} {shown}"
