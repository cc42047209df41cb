"""How many of the matching records touch each of some spans of days: exactly, at every zoom.

A date that touches first..last has begun by ``last`` and not ended before ``first``, so two lists of days answer for
any span: when dates begin, and when they end. What is known only to lie between two days is surely touched by a
span that holds both. A date of several days apart is counted for each, less one for each two neighbours that a span
holds. A plain day, which most dates are, is in one list only. What each row counts for is told by its shape
(:mod:`tradetui.store.shapes`), so that no row has to be fetched.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, compress, pairwise
from operator import add
from typing import TypeVar

from tradetui.core.when import When
from tradetui.store import schema, shapes
from tradetui.store.archive import Bucket
from tradetui.store.shapes import PAIRS, Part, base_of, date_of_row

#: Rows gone through between two looks at whether the answer is still wanted.
_BATCH = 50_000
#: So many changes are kept beside what they change; with more everything is counted anew.
_CHANGES = 5_000
#: Pairs of days are held by how far they lie apart, in days.
_LENGTHS = (7, 31, 100, 400)
T = TypeVar("T")
#: A day, or a pair of days, to a number of dates.
Days = Counter[int]
Pairs = Counter[tuple[int, int]]


class Counts:
    """What some dates count for: how many plain days there are of each, and the parts of other shapes."""

    __slots__ = ("days", "pairs", "plain")

    def __init__(self) -> None:
        """Nothing yet."""
        self.plain: Days = Counter()
        self.days: tuple[Days, ...] = tuple(Counter() for _ in range(PAIRS[0]))
        self.pairs: tuple[Pairs, ...] = tuple(Counter() for _ in PAIRS)

    def add(self, parts: Iterable[Part], bases: Sequence[int]) -> None:
        """Count dates of one shape by the days that its parts are counted from."""
        for what, day, other, number in parts:
            if what in PAIRS:
                self._pairs(self.pairs[what - PAIRS[0]], _days(day, bases), _days(other, bases), number)
            elif number == 1:
                self.days[what].update(_days(day, bases))
            else:
                for at, count in Counter(_days(day, bases)).items():
                    self.days[what][at] += number * count

    @staticmethod
    def _pairs(pairs: Pairs, days: Iterable[int], others: Iterable[int], number: int) -> None:
        for pair, count in Counter(zip(days, others, strict=True)).items():
            pairs[pair] += number * count

    def changed(self, added: Counts, taken: Counts) -> Counts:
        """The same with some more, and without some."""
        found = Counts()
        found.plain = _changed(self.plain, added.plain, taken.plain)
        found.days = tuple(map(_changed, self.days, added.days, taken.days))
        found.pairs = tuple(map(_changed, self.pairs, added.pairs, taken.pairs))
        return found

    def __len__(self) -> int:
        """How many days and pairs are told apart."""
        return len(self.plain) + sum(map(len, self.days)) + sum(map(len, self.pairs))


def _days(day: int, bases: Sequence[int]) -> Iterable[int]:
    """A day of a shape for each date of that shape; what is open stays open."""
    return [day] * len(bases) if day in (schema.OPEN_LO, schema.OPEN_HI) else map(day.__add__, bases)


def _changed(counts: Counter[T], added: Counter[T], taken: Counter[T]) -> Counter[T]:
    """Counts with some more, and without some; what comes to nothing is left out."""
    found = counts.copy()
    found.update(added)
    found.subtract(taken)
    return Counter({day: count for day, count in found.items() if count})


class Cumulative:
    """Counts a day, added up."""

    __slots__ = ("_days", "_sums")

    def __init__(self, counts: Mapping[int, int]) -> None:
        """``counts``: day to how many."""
        days = sorted(counts)
        self._days = array("i", days)
        self._sums = array("i", accumulate(map(counts.__getitem__, days), initial=0))

    def before(self, days: Sequence[int]) -> list[int]:
        """How many lie before each of some days."""
        return list(map(self._sums.__getitem__, map(partial(bisect_left, self._days), days)))


class _OfLength:
    """Pairs of days that lie at most so far apart."""

    __slots__ = ("_counts", "_firsts", "_lasts", "_longest", "_up_to")

    def __init__(self, longest: int, counts: Mapping[tuple[int, int], int]) -> None:
        pairs = sorted(counts)
        ends: Counter[int] = Counter()
        for (_, last), count in counts.items():
            ends[last] += count
        self._longest = longest
        self._up_to = Cumulative(ends)
        self._firsts = array("i", [first for first, _ in pairs])
        self._lasts = array("i", [last for _, last in pairs])
        self._counts = array("i", accumulate(map(counts.__getitem__, pairs), initial=0))

    def within(self, edges: Sequence[int]) -> list[int]:
        """How many lie whole between each edge and the next.

        In a span longer than each of them lies whatever ends before its end, but for what began before it.
        """
        places = list(map(partial(bisect_left, self._firsts), edges))
        ended, counts = self._up_to.before(edges), self._counts
        return [
            ended[n + 1] - counts[places[n]]
            if edges[n + 1] - edges[n] > self._longest
            else 0
            if places[n] == places[n + 1]
            else self._looked_at(places[n], places[n + 1], edges[n + 1])
            for n in range(len(edges) - 1)
        ]

    def _looked_at(self, begin: int, end: int, after: int) -> int:
        lasts, counts = self._lasts, self._counts
        return sum([counts[at + 1] - counts[at] for at in range(begin, end) if lasts[at] < after])


class Held:
    """Pairs of days, to be counted by the spans that hold both."""

    __slots__ = ("_classes",)

    def __init__(self, counts: Mapping[tuple[int, int], int]) -> None:
        """``counts``: (first day, last day) to how many."""
        classes: dict[int, dict[tuple[int, int], int]] = {}
        for pair, count in counts.items():
            length = pair[1] - pair[0]
            longest = next((each for each in _LENGTHS if length <= each), schema.OPEN_HI)
            classes.setdefault(longest, {})[pair] = count
        self._classes = [_OfLength(longest, held) for longest, held in classes.items()]

    def within(self, edges: Sequence[int]) -> list[int]:
        """How many lie whole between each edge and the next."""
        found = [0] * (len(edges) - 1)
        for held in self._classes:
            found = list(map(add, found, held.within(edges)))
        return found


class _Ready:
    """Counts made ready to be asked for any spans."""

    __slots__ = ("apart", "ends", "fuzzy", "plain", "starts", "sure_ends", "sure_starts")

    def __init__(self, counts: Counts) -> None:
        self.plain = Cumulative(counts.plain)
        self.starts, self.ends, self.sure_starts, self.sure_ends = map(Cumulative, counts.days)
        self.fuzzy, self.apart = map(Held, counts.pairs)

    def touching(self, edges: Sequence[int]) -> list[tuple[int, int]]:
        """How many touch the days from each edge to the day before the next: surely, possibly."""
        plain = self.plain.before(edges)
        surely, possibly = (
            [begun - ended + held for begun, ended, held in zip(starts[1:], ends, pairs, strict=False)]
            for starts, ends, pairs in (
                (self.sure_starts.before(edges), self.sure_ends.before(edges), self.fuzzy.within(edges)),
                (self.starts.before(edges), self.ends.before(edges), self.apart.within(edges)),
            )
        )
        days = [after - before for before, after in pairwise(plain)]
        return [(day + sure, day + maybe) for day, sure, maybe in zip(days, surely, possibly, strict=True)]


class Spans:
    """The dates of a set of rows, ready to be counted by any steps.

    A set that differs little from another (the same query a day later) shares what was counted for it.
    """

    def __init__(self, counts: Counts, hard: Mapping[int, When]) -> None:
        """``hard``: by row, dates to be asked one by one what they surely touch."""
        self._base = _Ready(counts)
        self._hard = hard
        self._size = len(counts)
        self._changes = Counts()
        self._ready: tuple[_Ready, ...] = (self._base,)

    def carried(self, added: Counted, taken: Counted) -> Spans | None:
        """The same with some rows more, and without some; None where that is too much to be kept beside it."""
        changes = self._changes.changed(added.counts, taken.counts)
        if len(changes) > _CHANGES:
            return None
        found = object.__new__(Spans)
        found._base, found._size, found._changes = self._base, self._size, changes
        found._ready = (self._base, _Ready(changes))
        kept = {row: when for row, when in self._hard.items() if row not in taken.hard}
        found._hard = kept | dict(added.hard)
        return found

    def __len__(self) -> int:
        """How many days and pairs of days they were counted by."""
        return self._size + len(self._changes)

    def buckets(self, edges: Sequence[int]) -> list[Bucket]:
        """A bucket from each edge to the day before the next."""
        spans = list(pairwise(edges))
        counts = self._base.touching(edges)
        for more in self._ready[1:]:
            counts = [(a + c, b + d) for (a, b), (c, d) in zip(counts, more.touching(edges), strict=True)]
        return [
            Bucket(
                first,
                after - 1,
                surely + sum(when.surely(first, after - 1) for when in self._hard.values()),
                possibly,
            )
            for (first, after), (surely, possibly) in zip(spans, counts, strict=True)
        ]


class Counted:
    """What some rows count for, and those of their dates that must be asked themselves."""

    __slots__ = ("counts", "hard")

    def __init__(self, counts: Counts, hard: dict[int, When]) -> None:
        """Both."""
        self.counts, self.hard = counts, hard

    def spans(self) -> Spans:
        """Ready to be counted by any steps."""
        return Spans(self.counts, self.hard)


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
        counts, shape_of = Counts(), self._codes.__getitem__
        bases: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))
        hard: dict[int, When] = {}
        for begin in range(0, len(rows), _BATCH):
            check()
            batch = rows[begin : begin + _BATCH]
            odd = array("i", compress(batch, map(shape_of, batch)))
            counts.plain.update(self._a_day(batch))
            counts.plain.subtract(self._a_day(odd))
            place = 0
            odd_shapes = list(map(shape_of, odd))
            for day, number in self._runs(odd):
                base = base_of(day)
                for shape in odd_shapes[place : place + number]:
                    bases[shape].append(base)
                place += number
            if not self._hard.isdisjoint(odd_shapes):
                hard_rows = [row for row, shape in zip(odd, odd_shapes, strict=True) if shape in self._hard]
                hard.update((row, date_of_row(db, row)) for row in hard_rows)
        for shape, from_days in bases.items():
            check()
            counts.add(self._parts[shape], from_days)
        return Counted(counts, hard)

    def _a_day(self, rows: array[int]) -> dict[int, int]:
        return dict(self._runs(rows))

    def _runs(self, rows: array[int]) -> Iterator[tuple[int, int]]:
        """Each day on which some of the rows begin, and how many."""
        days, firsts, last = self._days, self._firsts, len(self._firsts) - 1
        at, total, place = 0, len(rows), 0
        while at < total:
            place = bisect_right(firsts, rows[at], place) - 1
            end = total if place == last else bisect_left(rows, firsts[place + 1], at)
            yield days[place], end - at
            at = end
