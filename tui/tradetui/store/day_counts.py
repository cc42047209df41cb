"""What the dates of some rows count for: on which days they begin and end, surely and possibly, and which are apart.

What each row counts for is told by its shape (:mod:`tradetui.store.shapes`), so that no row has to be fetched.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress

from tradetui.core.when import When
from tradetui.store import schema, shapes
from tradetui.store.shapes import FUZZY, PAIRS, Part, base_of, date_of_row

#: Rows gone through between two looks at whether the answer is still wanted, and days added up in one call: while such
#: a call runs no other thread does, and a key must not wait for it.
_BATCH = 8_000
#: A day to a number of dates.
Days = Counter[int]
#: How far two days lie apart, to the first of them, to a number of dates.
Pairs = dict[int, Days]


class DayCounts:
    """How many plain days there are of each, and the parts of dates of other shapes."""

    __slots__ = ("days", "pairs", "plain")

    def __init__(self) -> None:
        """Nothing yet."""
        self.plain: Days = Counter()
        self.days: tuple[Days, ...] = tuple(Counter() for _ in range(FUZZY))
        self.pairs: tuple[Pairs, ...] = tuple({} for _ in PAIRS)

    def add(self, parts: Iterable[Part], bases: Sequence[int]) -> None:
        """Count dates of one shape by the days that its parts are counted from."""
        for what, day, other, number in parts:
            counts = self.days[what] if what < FUZZY else self._pairs(what).setdefault(other - day, Counter())
            if number == 1:
                counts.update(_days(day, bases))
            else:
                for at, count in Counter(_days(day, bases)).items():
                    counts[at] += number * count

    def _pairs(self, what: int) -> Pairs:
        return self.pairs[what - FUZZY]

    def changed(self, added: DayCounts, taken: DayCounts) -> DayCounts:
        """The same with some more, and without some; what comes to nothing is left out."""
        found = DayCounts()
        found.plain = _changed(self.plain, added.plain, taken.plain)
        found.days = tuple(map(_changed, self.days, added.days, taken.days))
        nothing: Days = Counter()
        found.pairs = tuple(
            {
                length: _changed(*(each.get(length, nothing) for each in three))
                for length in set().union(*three)
            }
            for three in zip(self.pairs, added.pairs, taken.pairs, strict=True)
        )
        return found

    def __len__(self) -> int:
        """How many days and pairs are told apart."""
        pairs = (len(days) for held in self.pairs for days in held.values())
        return len(self.plain) + sum(map(len, self.days)) + sum(pairs)


def _days(day: int, bases: Sequence[int]) -> Iterable[int]:
    """A day of a shape for each date of that shape; what is open stays open."""
    return [day] * len(bases) if day in (schema.OPEN_LO, schema.OPEN_HI) else map(day.__add__, bases)


def _changed(counts: Days, added: Days, taken: Days) -> Days:
    found = counts.copy()
    found.update(added)
    found.subtract(taken)
    return Counter({day: count for day, count in found.items() if count})


class Counted:
    """What some rows count for, and, by row, those of their dates that must be asked what they surely touch."""

    __slots__ = ("counts", "hard")

    def __init__(self, counts: DayCounts, hard: Mapping[int, When]) -> None:
        """Both."""
        self.counts, self.hard = counts, hard


class Dates:
    """On which day each row begins, and of which shape its date is: two bytes a row, held in memory."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read them from an index."""
        self._days, self._firsts = array("i"), array("i")
        for day, first in db.execute("SELECT lo, first FROM day ORDER BY lo"):
            self._days.append(day)
            self._firsts.append(first)
        width, rows = db.execute("SELECT width, rows FROM shaped").fetchone()
        codes = array("H" if width == 2 else "I")
        codes.frombytes(rows)
        if sys.byteorder == "big":
            codes.byteswap()
        codes.insert(0, shapes.NONE)  # rows are numbered from 1
        self._codes = codes
        self._parts: dict[int, list[Part]] = {}
        self._hard: set[int] = set()
        for number, hard, parts in db.execute("SELECT n, hard, parts FROM shape"):
            self._parts[number] = [tuple(part) for part in json.loads(parts)]
            if hard:
                self._hard.add(number)

    def row_on(self, day: int) -> int:
        """The first row that begins on a day or later; the one after the last where there is none."""
        at = bisect_left(self._days, day)
        return self._firsts[at] if at < len(self._firsts) else len(self._codes)

    def counted(self, db: sqlite3.Connection, rows: array[int], check: Callable[[], None]) -> Counted:
        """What rows, in ascending order, count for."""
        counts, shape_of = DayCounts(), self._codes.__getitem__
        bases: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        hard: dict[int, When] = {}
        for begin in range(0, len(rows), _BATCH):
            check()
            batch = rows[begin : begin + _BATCH]
            odd = array("i", compress(batch, map(shape_of, batch)))
            odd_shapes, odd_days, place = list(map(shape_of, odd)), list(self._runs(odd)), 0
            counts.plain.update(dict(self._runs(batch)))
            counts.plain.subtract(dict(odd_days))
            for day, number in odd_days:
                base = base_of(day)
                for shape in odd_shapes[place : place + number]:
                    bases[shape].append(base)
                place += number
            if not self._hard.isdisjoint(odd_shapes):
                hard_rows = [row for row, shape in zip(odd, odd_shapes, strict=True) if shape in self._hard]
                hard.update((row, date_of_row(db, row)) for row in hard_rows)
        for shape, days in bases.items():
            for begin in range(0, len(days), _BATCH):
                check()
                counts.add(self._parts[shape], days[begin : begin + _BATCH])
        return Counted(counts, hard)

    def _runs(self, rows: array[int]) -> Iterator[tuple[int, int]]:
        """Each day on which some of the rows begin, and how many."""
        days, firsts, last = self._days, self._firsts, len(self._firsts) - 1
        at, total, place = 0, len(rows), 0
        while at < total:
            place = bisect_right(firsts, rows[at], place) - 1
            end = total if place == last else bisect_left(rows, firsts[place + 1], at)
            yield days[place], end - at
            at = end
