"""How many of the matching records touch each of some spans of days: exactly, at every zoom.

A date that touches first..last has begun by ``last`` and not ended before ``first``, so two lists of days answer for
any span: when dates begin, and when they end. What is known only to lie between two days is surely touched by a
span that holds both. A date of several days apart is counted for each, less one for each two neighbours that a span
holds.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from tradetui.core.when import When, parse
from tradetui.store import schema
from tradetui.store.archive import Bucket
from tradetui.store.match import Plan

_BATCH = 10_000
#: Where the date stands in a face.
_WHEN = 3
#: (what, day, other day) to a number of dates: ``what`` as in the table ``tally``.
Tally = Counter[tuple[int, int, int]]


def add_possibly(tally: Tally, lo: int, hi: int, number: int = 1) -> None:
    """Count dates that possibly touch every day from ``lo`` to ``hi``."""
    tally[schema.FIRST_DAYS, lo, 0] += number
    tally[schema.LAST_DAYS, hi, 0] += number


def add_surely(tally: Tally, sure_lo: int, sure_hi: int, number: int = 1) -> None:
    """Count dates that are surely touched by a span that has ``sure_lo`` or later and ``sure_hi`` or earlier."""
    if sure_lo <= sure_hi:
        tally[schema.SURE_STARTS, sure_lo, 0] += number
        tally[schema.SURE_ENDS, sure_hi, 0] += number
    elif sure_lo < schema.OPEN_HI and sure_hi > schema.OPEN_LO:
        tally[schema.FUZZY, sure_hi, sure_lo] += number


def add_apart(tally: Tally, when: When) -> None:
    """Count the readings of a date with gaps; of a set of plain days also what it surely touches."""
    kinds = [(schema.FIRST_DAYS, schema.LAST_DAYS, schema.APART)]
    if when.shape == "set" and not when.flagged and not is_hard(when):
        kinds.append((schema.SURE_STARTS, schema.SURE_ENDS, schema.FUZZY))
    readings = [
        (schema.OPEN_LO if lo is None else lo, schema.OPEN_HI if hi is None else hi)
        for lo, hi in when.readings()
    ]
    for starts, ends, apart in kinds:
        for lo, hi in readings:
            tally[starts, lo, 0] += 1
            tally[ends, hi, 0] += 1
        for (_, end), (start, _) in pairwise(readings):
            tally[apart, end, start] -= 1


def is_hard(when: When) -> bool:
    """Whether only the date itself can tell what it surely touches: a set with members that aren't plain days."""
    return when.shape == "set" and not when.flagged and any(lo is None or lo != hi for lo, hi in when.members)


class Cumulative:
    """Counts a day, added up: how many lie before, or up to, a day."""

    __slots__ = ("_days", "_sums")

    def __init__(self, counts: Iterable[tuple[int, int]]) -> None:
        """``counts``: (day, how many), each day once."""
        pairs = sorted(counts)
        self._days = array("i", [day for day, _ in pairs])
        self._sums = array("q", [0])
        total = 0
        for _, count in pairs:
            total += count
            self._sums.append(total)

    def before(self, day: int) -> int:
        """How many lie before a day."""
        return self._sums[bisect_left(self._days, day)]

    def up_to(self, day: int) -> int:
        """How many lie on or before a day."""
        return self._sums[bisect_right(self._days, day)]


class Held:
    """Pairs of days, to be counted by the spans that hold both."""

    __slots__ = ("_counts", "_firsts", "_lasts")

    def __init__(self, counts: Iterable[tuple[int, int, int]]) -> None:
        """``counts``: (first day, last day, how many)."""
        triples = sorted(counts)
        self._firsts = array("i", [first for first, _, _ in triples])
        self._lasts = array("i", [last for _, last, _ in triples])
        self._counts = array("i", [count for _, _, count in triples])

    def within(self, first: int, last: int) -> int:
        """How many lie in a span whole."""
        begin, end = bisect_left(self._firsts, first), bisect_right(self._firsts, last)
        if begin == end:
            return 0
        lasts, counts = self._lasts[begin:end], self._counts[begin:end]
        return sum([count for day, count in zip(lasts, counts, strict=True) if day <= last])


class Spans:
    """The dates of a set of records, ready to be counted by any steps."""

    def __init__(self, tally: Iterable[tuple[int, int, int, int]], hard: Sequence[When] = ()) -> None:
        """``tally``: (what, day, other, how many); ``hard``: dates to be asked one by one what they surely touch."""
        days: list[list[tuple[int, int]]] = [[], [], [], []]
        pairs: dict[int, list[tuple[int, int, int]]] = {schema.FUZZY: [], schema.APART: []}
        for what, day, other, count in tally:
            if what in pairs:
                pairs[what].append((day, other, count))
            else:
                days[what].append((day, count))
        self._first, self._last, self._sure_start, self._sure_end = map(Cumulative, days)
        self._fuzzy, self._apart = Held(pairs[schema.FUZZY]), Held(pairs[schema.APART])
        self._hard = hard

    def buckets(self, edges: Sequence[int]) -> list[Bucket]:
        """A bucket from each edge to the day before the next."""
        return [self._bucket(first, after - 1) for first, after in pairwise(edges)]

    def _bucket(self, first: int, last: int) -> Bucket:
        possibly = self._first.up_to(last) - self._last.before(first) + self._apart.within(first, last)
        surely = self._sure_start.up_to(last) - self._sure_end.before(first) + self._fuzzy.within(first, last)
        return Bucket(first, last, surely + sum(when.surely(first, last) for when in self._hard), possibly)


def spans_of(db: sqlite3.Connection, plan: Plan, kinds: Sequence[str], *, check: Callable[[], None]) -> Spans:
    """The dates of the rows of a plan."""
    if plan.nothing:
        return Spans(())
    if plan.everything and plan.current:
        return _everything(db, plan, kinds)
    return _matching(db, plan, check)


def _everything(db: sqlite3.Connection, plan: Plan, kinds: Sequence[str]) -> Spans:
    """All current rows: their counts a day are in the index."""
    codes = ", ".join(str(schema.KIND_CODES[kind]) for kind in dict.fromkeys(kinds))
    rows = db.execute(
        f"SELECT what, day, other, sum(n) FROM tally WHERE kind IN ({codes}) GROUP BY what, day, other"
    )
    day = plan.known_on
    hard = db.execute(
        f"SELECT row FROM version INDEXED BY version_hard WHERE flags & {schema.HARD}"
        f" AND kind IN ({codes}) AND k_from <= ? AND k_to >= ?",
        (day, day),
    ).fetchall()
    return Spans(rows, [date_of_row(db, row) for (row,) in hard])


def _matching(db: sqlite3.Connection, plan: Plan, check: Callable[[], None]) -> Spans:
    """Rows gone through one by one; those with the same bounds, which are most, are counted together."""
    alike: Counter[tuple[int, int, int, int]] = Counter()
    tally: Tally = Counter()
    hard: list[When] = []
    for piece in plan.pieces:
        cursor = db.execute(*plan.select(piece, "v.lo, v.hi, v.sure_lo, v.sure_hi, v.flags, v.row"))
        while batch := cursor.fetchmany(_BATCH):
            check()
            alike.update([row[:4] for row in batch if row[4] & _DATED_OR_GAPS == schema.DATED])
            for _, _, sure_lo, sure_hi, flags, row in batch:
                if flags & schema.GAPS:
                    when = date_of_row(db, row)
                    add_apart(tally, when)
                    add_surely(tally, sure_lo, sure_hi)
                    if flags & schema.HARD:
                        hard.append(when)
    for (lo, hi, sure_lo, sure_hi), number in alike.items():
        add_possibly(tally, lo, hi, number)
        add_surely(tally, sure_lo, sure_hi, number)
    return Spans(((*key, number) for key, number in tally.items()), hard)


_DATED_OR_GAPS = schema.DATED | schema.GAPS


def date_of_row(db: sqlite3.Connection, row: int) -> When:
    """The date of a row, for those whose bounds don't tell all."""
    (face,) = db.execute("SELECT face FROM face WHERE row = ?", (row,)).fetchone()
    return date_of_face(face)


def date_of_face(face: str) -> When:
    """The date in a face."""
    return parse(json.loads(face)[_WHEN])
