"""How many of the matching records touch each of some spans of days: exactly, at every zoom.

A date that touches first..last has begun by ``last`` and not ended before ``first``, so two lists of days answer for
any span: when dates begin, and when they end. What is known only to lie between two days is surely touched by a
span that holds both. A date of several days apart is counted for each, less one for each two neighbours that a span
holds. What the dates of some rows count for so is told by :mod:`tradetui.store.day_counts`.

A span holds both days of a pair where the second lies before its end, but for those of which the first lies before its
beginning: so pairs are in those two lists as well. Those that begin before a span *and* end after it are then taken off
though they were never there, and must be added again: only pairs that lie farther apart than the span is long.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, pairwise, repeat
from operator import add, itemgetter, sub

from tradetui.store.archive import Bucket
from tradetui.store.day_counts import Counted, DayCounts, Days, Pairs
from tradetui.store.shapes import FIRST_DAYS, LAST_DAYS, SURE_ENDS, SURE_STARTS

#: So many changes are kept beside what they change; with more they are worked into it.
_CHANGES = 5_000
#: Pairs of days are held by how far they lie apart, in days.
_LENGTHS = (7, 31, 62, 92, 184, 366)


def _gathered(places: Sequence[int]) -> Callable[[Sequence[int]], tuple[int, ...]]:
    """Takes what stands at some places, of which there are two or more, out of a list."""
    return itemgetter(*places)


def _places(days: Sequence[int], edges: Iterable[int]) -> list[int]:
    """How many days lie before each edge."""
    return list(map(partial(bisect_left, days), edges))


def _sums(numbers: Iterable[int]) -> array[int]:
    """Nothing, then the first, the first two, ..."""
    return array("i", accumulate(numbers, initial=0))


class _OfLength:
    """Pairs of days that lie about as far apart: at least ``shortest`` days, at most ``longest``."""

    __slots__ = ("_begun", "_ended", "_firsts", "_lasts", "_lengths", "longest", "shortest")

    def __init__(self, counts: Mapping[int, Days]) -> None:
        """``counts``: how far apart, to the first day, to how many."""
        self.shortest, self.longest = min(counts), max(counts)
        firsts, lengths, numbers = array("i"), array("i"), array("i")
        ends: Days = Counter()
        for length, days in counts.items():
            firsts.extend(days)
            lengths.extend(repeat(length, len(days)))
            numbers.extend(days.values())
            for day, number in days.items():
                ends[day + length] += number
        order = sorted(range(len(firsts)), key=firsts.__getitem__)
        self._firsts, self._lengths = (array("i", map(each.__getitem__, order)) for each in (firsts, lengths))
        self._begun = _sums(map(numbers.__getitem__, order))
        self._lasts = array("i", sorted(ends))
        self._ended = _sums(map(ends.__getitem__, self._lasts))

    def around(self, edges: Sequence[int], widest: int) -> Iterable[int]:
        """How many begin before each edge and end on the next or later; ``widest``: the most days between two edges."""
        if widest > self.shortest:
            return [self._around(first, after) for first, after in pairwise(edges)]
        # no span holds one of them: whatever begins before a span and doesn't end before its end
        begun = _gathered(_places(self._firsts, edges))(self._begun)
        ended = _gathered(_places(self._lasts, edges))(self._ended)
        return map(sub, begun, ended[1:])

    def _around(self, first: int, after: int) -> int:
        if after - first >= self.longest:
            return 0
        firsts, lengths, begun = self._firsts, self._lengths, self._begun
        # what begins so early ends before the end, what begins so late doesn't, whatever its length
        begin = bisect_left(firsts, after - self.longest)
        surely = bisect_left(firsts, min(first, after - self.shortest), begin)
        end = bisect_left(firsts, first, surely)
        looked_at = (
            begun[at + 1] - begun[at] for at in range(begin, surely) if firsts[at] + lengths[at] >= after
        )
        return begun[end] - begun[surely] + sum(looked_at)

    def counts(self) -> Iterator[tuple[int, int, int]]:
        """How far apart, the first day, how many."""
        return zip(self._lengths, self._firsts, map(sub, self._begun[1:], self._begun), strict=False)

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        return 12 * len(self._firsts) + 8 * len(self._lasts)


class _Pairs:
    """Pairs of days, to be counted by the spans that hold both."""

    __slots__ = ("_classes",)

    def __init__(self, pairs: Pairs) -> None:
        """``pairs``: how far apart, to the first day, to how many."""
        classes: dict[int, dict[int, Days]] = {}
        for length, days in pairs.items():
            if days:
                classes.setdefault(bisect_left(_LENGTHS, length), {})[length] = days
        self._classes = [_OfLength(held) for held in classes.values()]

    def around(self, edges: Sequence[int]) -> Iterable[int]:
        """How many begin before each edge and end on the next or later."""
        widths = list(map(sub, edges[1:], edges))
        found: Iterable[int] = repeat(0, len(widths))
        for held in self._classes:
            if held.longest > min(widths):
                found = map(add, found, held.around(edges, max(widths)))
        return found

    def counts(self) -> Pairs:
        """The pairs again."""
        found: Pairs = {}
        for held in self._classes:
            for length, day, number in held.counts():
                found.setdefault(length, Counter())[day] = number
        return found

    @property
    def size(self) -> int:
        """How many bytes they take."""
        return sum(held.size for held in self._classes)


#: The lists in which pairs are counted: of fuzzy dates, and of dates apart.
_STARTS, _ENDS = (SURE_STARTS, FIRST_DAYS), (SURE_ENDS, LAST_DAYS)


def _add(pairs: Pairs, starts: Days, ends: Days, sign: int) -> None:
    """Count pairs among the days before which, and since which, dates are touched."""
    for length, days in pairs.items():
        for day, number in days.items():
            starts[day + length] += sign * number
            ends[day] += sign * number


class _Ready:
    """DayCounts made ready to be asked for any spans: for each day that tells anything, how many lie before it."""

    __slots__ = ("_apart", "_before", "_days", "_fuzzy", "size")

    def __init__(self, counts: DayCounts) -> None:
        # a plain day begins and ends, both possibly and surely
        days = [Counter(each) for each in counts.days]
        for each in days:
            each.update(counts.plain)
        for pairs, starts, ends in zip(counts.pairs, _STARTS, _ENDS, strict=True):
            _add(pairs, days[starts], days[ends], 1)
        self._days = array("i", sorted(set().union(*days)))
        self._before = [_sums(map(each.__getitem__, self._days)) for each in days]
        self._fuzzy, self._apart = map(_Pairs, counts.pairs)
        #: In bytes.
        self.size = 4 * len(self._days) * (1 + len(self._before)) + self._fuzzy.size + self._apart.size

    def touching(self, edges: Sequence[int]) -> tuple[Iterable[int], Iterable[int]]:
        """How many touch the days from each edge to the day before the next: surely, and possibly."""
        before = list(map(_gathered(_places(self._days, edges)), self._before))
        surely, possibly = (
            map(add, map(sub, before[starts][1:], before[ends]), pairs.around(edges))
            for pairs, starts, ends in zip((self._fuzzy, self._apart), _STARTS, _ENDS, strict=True)
        )
        return surely, possibly

    def counts(self) -> DayCounts:
        """What they were made of; plain days are told as other dates of one day are."""
        found = DayCounts()
        found.days = tuple(
            Counter(dict(zip(self._days, map(sub, sums[1:], sums), strict=False))) for sums in self._before
        )
        found.pairs = self._fuzzy.counts(), self._apart.counts()
        for pairs, starts, ends in zip(found.pairs, _STARTS, _ENDS, strict=True):
            _add(pairs, found.days[starts], found.days[ends], -1)
        return found


class Spans:
    """The dates of a set of rows, ready to be counted by any steps.

    A set that differs little from another (the same query a day later) shares what was counted for it: ``parts`` are
    that, and the changes.
    """

    __slots__ = ("_changes", "_hard", "parts")

    def __init__(self, counted: Counted) -> None:
        """Of dates that were counted."""
        self.parts: tuple[_Ready, ...] = (_Ready(counted.counts),)
        self._changes = DayCounts()
        #: By row, dates to be asked one by one what they surely touch.
        self._hard = counted.hard

    def carried(self, added: Counted, taken: Counted, *, most: int | None = None) -> Spans:
        """The same with some rows more, and without some; more than ``most`` changes are worked in."""
        found = object.__new__(Spans)
        found._hard = {row: when for row, when in self._hard.items() if row not in taken.hard} | dict(
            added.hard
        )
        changes = self._changes.changed(added.counts, taken.counts)
        if len(changes) > (_CHANGES if most is None else most):
            whole = self.parts[0].counts().changed(changes, DayCounts())
            found.parts, found._changes = (_Ready(whole),), DayCounts()
        else:
            found.parts, found._changes = (self.parts[0], _Ready(changes)), changes
        return found

    def buckets(self, edges: Sequence[int]) -> list[Bucket]:
        """A bucket from each edge to the day before the next."""
        if len(edges) < 2:
            return []
        surely: Iterable[int] = repeat(0, len(edges) - 1)
        possibly: Iterable[int] = repeat(0, len(edges) - 1)
        for part in self.parts:
            sure, maybe = part.touching(edges)
            surely, possibly = map(add, surely, sure), map(add, possibly, maybe)
        lasts = [after - 1 for after in edges[1:]]
        if self._hard:
            asked = self._hard.values()
            surely = [
                number + sum(when.surely(first, last) for when in asked)
                for number, first, last in zip(surely, edges, lasts, strict=False)
            ]
        return list(map(Bucket, edges, lasts, surely, possibly))
