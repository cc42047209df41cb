"""The readings of fuzzy days: every order in which days that are not known exactly can stand.

A rule that only compares days gives the same answer for two readings in which every day stands in the same
order to every other and to the days asked about. So it is enough to try one reading of each order: the days
that are compared with, and in each gap between two of them as many days as there are unknown ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Literal

from tradetui.core.when import When

Part = Literal["start", "end", "whole"]
#: What a day is compared with: other days decided, other days begun, or only the day asked about.
Role = Literal["decided", "start", "end"]
Spans = tuple[tuple[int, int], ...]

#: Beyond every day: the edges of a date that is open.
FIRST, LAST = -(10**9), 10**9


def spans(when: When, part: Part = "whole") -> Spans:
    """The days that a date may stand for, as (first, last) pairs; of an interval, the days of its start or its end."""
    if when.shape in ("one-of", "set") and when.members:
        return tuple((FIRST if lo is None else lo, LAST if hi is None else hi) for lo, hi in when.members)
    lo, hi = when.earliest_start, when.latest_end
    if when.shape == "interval" and part == "start":
        hi = when.latest_start
    elif when.shape == "interval" and part == "end":
        lo = when.earliest_end
    return ((FIRST if lo is None else lo, LAST if hi is None else hi),)


def first_day(when: When) -> int:
    """The first day that a date may stand for; :data:`FIRST` where it is open."""
    return min(first for first, _ in spans(when))


def doubted(when: When | None) -> bool:
    """Whether a date carries ``?``, ``~`` or ``%``, so that nothing about it is sure."""
    return when is not None and (when.uncertain or when.approximate)


def unseen(end: When, known_on: int) -> bool:
    """Whether a last day tells only how far the record saw (``[2020-02-14..]``), past the day one stands on.

    Nobody had seen so far by then: on that day there was no end to tell.
    """
    return end.hi is None and end.lo is not None and end.lo > known_on


class Unknowns:
    """The fuzzy days of a set of entries.

    A *slot* stands for a day: itself where the day is known, else the complement of the place of the
    unknown day in a reading (``reading[~slot]``). Two dates of the same text are the same unknown day and
    vary together.
    """

    __slots__ = ("_places", "_roles", "_spans")

    def __init__(self) -> None:
        """No unknown days yet."""
        self._places: dict[tuple[str, Spans], int] = {}
        self._spans: list[Spans] = []
        self._roles: list[set[Role]] = []

    def slot(self, when: When, role: Role, part: Part = "whole") -> int:
        """The slot of a date."""
        days = spans(when, part)
        if len(days) == 1 and days[0][0] == days[0][1]:
            return days[0][0]
        key = (when.edtf, days)
        place = self._places.get(key)
        if place is None:
            place = self._places[key] = self._add(days)
        self._roles[place].add(role)
        return ~place

    def free(self, first: int, last: int, *roles: Role) -> int:
        """A slot for a day of which only a span is known."""
        place = self._add(((first, last),))
        self._roles[place].update(roles)
        return ~place

    def earliest(self, slot: int) -> int:
        """The first day that a slot may stand for."""
        return slot if slot >= 0 else min(first for first, _ in self._spans[~slot])

    def may_be(self, slot: int, day: int) -> bool:
        """Whether a slot may stand for a day."""
        return slot == day if slot >= 0 else any(first <= day <= last for first, last in self._spans[~slot])

    def readings(
        self, compared: Mapping[Role, Iterable[int]], limit: int
    ) -> Iterator[tuple[int, ...]] | None:
        """One reading of each order; None where that takes more than ``limit`` readings.

        ``compared`` holds, for each role, the slots and days that days of this role are compared with.
        """
        if not self._spans:
            return iter(((),))
        edges = self._edges(compared)
        places = range(len(self._spans))
        merged = any({"decided", "start"} <= roles for roles in self._roles)
        axes: list[list[int]] = []
        size = 1
        for place in places:
            roles = self._roles[place]
            if merged and roles != {"end"}:
                roles = {"decided", "start"}
            days = set().union(*(edges[role] for role in roles))
            rivals = sum(1 for other in places if merged or self._roles[other] & roles)
            axes.append(_positions(self._spans[place], days, rivals))
            size *= len(axes[-1])
            if size > limit:
                return None
        return product(*axes)

    def _add(self, days: Spans) -> int:
        self._spans.append(days)
        self._roles.append(set())
        return len(self._spans) - 1

    def _edges(self, compared: Mapping[Role, Iterable[int]]) -> dict[Role, set[int]]:
        edges: dict[Role, set[int]] = {"decided": set(), "start": set(), "end": set()}
        for role, slots in compared.items():
            for slot in slots:
                if slot >= 0:
                    edges[role].add(slot)
                else:
                    edges[role].update(day for span in self._spans[~slot] for day in span)
        return edges


def _positions(days: Spans, edges: set[int], rivals: int) -> list[int]:
    """The days of some spans to try: each edge, and ``rivals`` days in each gap between two edges."""
    found: set[int] = set()
    for first, last in days:
        marks = sorted({first, last, *(edge for edge in edges if first <= edge <= last)})
        for mark, after in zip(marks, [*marks[1:], LAST + 1], strict=True):
            if mark != FIRST and mark != LAST:
                found.add(mark)
            if mark == last:
                break
            if mark == FIRST:
                found.update(range(max(after - rivals, FIRST + 1), min(after, LAST)))
            else:
                found.update(range(mark + 1, min(mark + 1 + rivals, after)))
    return sorted(found)
