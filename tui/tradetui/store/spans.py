"""How many of the matching records touch each of some spans of days."""

from __future__ import annotations

import json
import sqlite3
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


class Cumulative:
    """Counts a day, added up: how many days of a list are before, or up to, a day."""

    __slots__ = ("_days", "_sums")

    def __init__(self, counts: Iterable[tuple[int, int]]) -> None:
        """``counts``: (day, how many), each day once."""
        pairs = sorted(counts)
        self._days = [day for day, _ in pairs]
        self._sums = [0]
        for _, count in pairs:
            self._sums.append(self._sums[-1] + count)

    def before(self, day: int) -> int:
        """How many lie before a day."""
        return self._sums[bisect_left(self._days, day)]

    def up_to(self, day: int) -> int:
        """How many lie on or before a day."""
        return self._sums[bisect_right(self._days, day)]


class Spans:
    """The dates of a set of records, ready to be counted by any steps.

    Possibly touching first..last: begun by the last day less ended before the first. Surely touching: the same of the
    spans surely covered, and the fuzzy dates (known to lie between two days, nothing more) that lie inside entirely.
    """

    def __init__(
        self,
        tallies: Sequence[Iterable[tuple[int, int]]],
        fuzzy: Iterable[tuple[int, int, int]],
        gaps: Sequence[When] = (),
    ) -> None:
        """``tallies``: (day, count) of first days, last days, sure starts, sure ends.

        ``fuzzy``: (earliest end, latest start, count); ``gaps``: dates to be asked one by one.
        """
        self._first, self._last, self._sure_start, self._sure_end = map(Cumulative, tallies)
        self._fuzzy = sorted(fuzzy)
        self._gaps = gaps

    def buckets(self, edges: Sequence[int]) -> list[Bucket]:
        """A bucket from each edge to the day before the next."""
        pairs = [(first, after - 1) for first, after in pairwise(edges)]
        inside = self._inside(pairs)
        return [
            self._bucket(first, last, contained)
            for (first, last), contained in zip(pairs, inside, strict=True)
        ]

    def _bucket(self, first: int, last: int, contained: int) -> Bucket:
        possibly = self._first.up_to(last) - self._last.before(first)
        surely = self._sure_start.up_to(last) - self._sure_end.before(first) + contained
        for when in self._gaps:
            possibly += when.possibly(first, last)
            surely += when.surely(first, last)
        return Bucket(first, last, surely, possibly)

    def _inside(self, pairs: Sequence[tuple[int, int]]) -> list[int]:
        """For each span, how many fuzzy dates lie in it whole."""
        counts = []
        for first, last in pairs:
            begin = bisect_left(self._fuzzy, (first,))
            end = bisect_right(self._fuzzy, (last, schema.OPEN_HI, schema.OPEN_HI))
            counts.append(sum(each[2] for each in self._fuzzy[begin:end] if each[1] <= last))
        return counts


def spans_of(db: sqlite3.Connection, plan: Plan, kinds: Sequence[str], *, check: Callable[[], None]) -> Spans:
    """The dates of the rows of a plan."""
    if plan.nothing:
        return Spans(((), (), (), ()), ())
    if plan.everything and plan.current:
        return _everything(db, plan, kinds)
    return _matching(db, plan, check)


def _everything(db: sqlite3.Connection, plan: Plan, kinds: Sequence[str]) -> Spans:
    """All current rows: their counts a day are in the index."""
    codes = ", ".join(str(schema.KIND_CODES[kind]) for kind in dict.fromkeys(kinds))
    rows = db.execute(
        f"SELECT what, day, other, sum(n) FROM tally WHERE kind IN ({codes}) GROUP BY what, day, other"
    )
    tallies: list[list[tuple[int, int]]] = [[], [], [], []]
    fuzzy: list[tuple[int, int, int]] = []
    for what, day, other, count in rows:
        if what == schema.FUZZY:
            fuzzy.append((day, other, count))
        else:
            tallies[what].append((day, count))
    day = plan.known_on
    gaps = db.execute(
        f"SELECT row FROM version WHERE flags & {schema.GAPS} AND kind IN ({codes}) AND k_from <= ? AND k_to >= ?",
        (day, day),
    ).fetchall()
    return Spans(tallies, fuzzy, [date_of_row(db, row) for (row,) in gaps])


def _matching(db: sqlite3.Connection, plan: Plan, check: Callable[[], None]) -> Spans:
    """Rows gone through one by one."""
    tallies: list[Counter[int]] = [Counter(), Counter(), Counter(), Counter()]
    fuzzy: Counter[tuple[int, int]] = Counter()
    gaps: list[When] = []
    first, last, sure_start, sure_end = tallies
    for piece in plan.pieces:
        cursor = db.execute(*plan.select(piece, _BOUNDS))
        while batch := cursor.fetchmany(_BATCH):
            check()
            for row, flags, lo, hi, sure_lo, sure_hi in batch:
                if flags & schema.GAPS:
                    gaps.append(date_of_row(db, row))
                elif flags & schema.DATED:
                    first[lo] += 1
                    last[hi] += 1
                    if sure_lo <= sure_hi:
                        sure_start[sure_lo] += 1
                        sure_end[sure_hi] += 1
                    elif sure_lo < schema.OPEN_HI and sure_hi > schema.OPEN_LO:
                        fuzzy[sure_hi, sure_lo] += 1
    return Spans([each.items() for each in tallies], ((*pair, count) for pair, count in fuzzy.items()), gaps)


_BOUNDS = "v.row, v.flags, v.lo, v.hi, v.sure_lo, v.sure_hi"


def date_of_row(db: sqlite3.Connection, row: int) -> When:
    """The date of a row, for those whose bounds don't tell all."""
    (face,) = db.execute("SELECT face FROM face WHERE row = ?", (row,)).fetchone()
    return parse(json.loads(face)[_WHEN])
