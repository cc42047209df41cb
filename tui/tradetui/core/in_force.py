"""What was in force on a day: every measure with its state, and totals with their arithmetic."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from itertools import pairwise
from typing import NamedTuple

from tradetui.core.frozen import frozen, replace
from tradetui.core.knowledge import Published
from tradetui.core.measure_states import EXCLUSION, MeasureState, known_measures, measure_states
from tradetui.core.printed import Printed, printed
from tradetui.core.readings import FIRST, LAST, spans
from tradetui.core.records import Amount, Figure, Measure, Step
from tradetui.core.states import State, state
from tradetui.core.totals import Addend, Total, merged, totals

__all__ = [
    "EXCLUSION",
    "Addend",
    "InForce",
    "MeasureState",
    "Point",
    "Printed",
    "Total",
    "in_force",
    "series",
    "turning_days",
]


@frozen
class InForce:
    """The answer for a day as known on another; ``notes`` say what a reader must know ("after the record
    ends").

    ``hidden``: how many measures were not yet known. ``printed``: what sources print for several of the measures,
    beside the same sum made here.
    """

    day: int
    known_on: int
    at: str
    zone: str
    measures: tuple[MeasureState, ...]
    totals: tuple[Total, ...]
    notes: tuple[str, ...] = ()
    hidden: int = 0
    printed: tuple[Printed, ...] = ()


@frozen
class Point:
    """From ``day`` on, one side's measures cover ``amount`` at ``rates``, until the next point.

    ``rates``: (measure id, rate, unit) of each measure in force that has one; ``unsure``: ids of those that
    may be.
    """

    day: int
    amount: Amount | None
    by_rate: tuple[tuple[str, Amount], ...] = ()
    rates: tuple[tuple[str, Amount, str], ...] = ()
    unsure: tuple[str, ...] = ()
    currency: str = ""
    unit: str = ""


def in_force(
    measures: Iterable[Measure],
    day: int,
    known_on: int,
    *,
    at: time | None = None,
    zone: str = "",
    published: Published | None = None,
    side_of: Mapping[str, str] | None = None,
    end_of_record: int | None = None,
    figures: Iterable[Figure] = (),
) -> InForce:
    """The state of every measure known on ``known_on``, on ``day``, with totals.

    ``at`` and ``zone`` as for :func:`~tradetui.core.states.state`. ``published`` of each source by id;
    ``side_of`` gives the side of an actor id, so that what several bodies of one side impose adds up.
    ``figures`` are those that may print a sum of measures.
    """
    published = published or {}
    side_of = side_of or {}
    told, hidden = known_measures(measures, known_on, published)
    states = measure_states(
        told, day, known_on, lambda m: state(m.steps, day, known_on, at=at, zone=zone), side_of
    )
    sums = totals(states, side_of)
    notes = []
    if end_of_record is not None and known_on > end_of_record:
        notes.append("known on a day after the record ends")
    if end_of_record is not None and day > end_of_record:
        notes.append("after the record ends")
    if any(each.state.cut for each in states.values()):
        notes.append("too many dates in doubt to try every reading of a measure: can't tell")
    return InForce(
        day,
        known_on,
        "" if at is None else at.strftime("%H:%M"),
        zone if at is not None else "",
        tuple(states.values()),
        tuple(sums),
        tuple(notes),
        hidden,
        tuple(printed(figures, states, sums, day, known_on, published, side_of)),
    )


def series(
    measures: Iterable[Measure],
    by: str,
    first: int,
    last: int,
    known_on: int,
    *,
    published: Published | None = None,
    side_of: Mapping[str, str] | None = None,
) -> list[Point]:
    """The days within ``first``..``last`` from which one side's measures cover something else.

    All as known on ``known_on``. ``by`` is a side (or an actor without one). Where its measures are counted
    in several currencies or units there is a point for each.
    """
    side_of = side_of or {}
    told, _ = known_measures(measures, known_on, published or {})
    own = [m for m in told if side_of.get(m.by, m.by) == by]
    lines = {measure.id: _Line.of(measure.steps, first, last, known_on) for measure in own}
    days = sorted({first, *(day for line in lines.values() for day in line.days)})
    answers = [_Day.of(day, known_on, own, lines, side_of) for day in days]
    keys = dict.fromkeys(key for answer in answers for key in answer.sums) or {("", ""): None}
    points = []
    for key in keys:
        line = [answer.point(key) for answer in answers]
        points.append(line[0])
        points.extend(new for old, new in pairwise(line) if replace(old, day=new.day) != new)
    return sorted(points, key=lambda point: (point.day, point.currency, point.unit))


class _Line(NamedTuple):
    """The days from which a measure's answer is another, with its state from each on."""

    days: list[int]
    states: list[State]

    @classmethod
    def of(cls, steps: Sequence[Step], first: int, last: int, known_on: int) -> _Line:
        """Ask on the first day, and on every later one on which the answer may turn."""
        line = cls([first], [state(steps, first, known_on)])
        for day in sorted(day for day in turning_days(steps) if first < day <= last):
            found = state(steps, day, known_on)
            if (found.verdict, found.step) != (line.states[-1].verdict, line.states[-1].step):
                line.days.append(day)
                line.states.append(found)
        return line

    def on(self, day: int) -> State:
        """The state on a day: verdict and deciding step hold; what is pending or changes is of an earlier day."""
        return self.states[bisect_right(self.days, day) - 1]


class _Day(NamedTuple):
    """What one side's measures come to on a day, before it is told apart by currency and unit."""

    day: int
    sums: dict[tuple[str, str], Total]
    rates: tuple[tuple[str, Amount, str], ...]
    unsure: tuple[str, ...]

    @classmethod
    def of(
        cls,
        day: int,
        known_on: int,
        own: Sequence[Measure],
        lines: Mapping[str, _Line],
        side_of: Mapping[str, str],
    ) -> _Day:
        """Gather it from the states of the side's measures."""
        states = measure_states(own, day, known_on, lambda measure: lines[measure.id].on(day), side_of)
        leaves = {name: each for name, each in states.items() if not each.children}
        return cls(
            day,
            {(sum_.currency, sum_.unit): sum_ for sum_ in merged(totals(states, side_of))},
            tuple(
                (name, each.rate, each.unit)
                for name, each in leaves.items()
                if each.state.verdict == "yes" and each.rate is not None
            ),
            tuple(name for name, each in leaves.items() if each.state.verdict == "unsure"),
        )

    def point(self, key: tuple[str, str]) -> Point:
        """The point of one currency and unit."""
        sum_ = self.sums.get(key)
        if sum_ is None:
            return Point(self.day, None, (), self.rates, self.unsure, *key)
        return Point(self.day, sum_.amount, sum_.by_rate, self.rates, self.unsure, *key)


def turning_days(steps: Sequence[Step]) -> set[int]:
    """Every day on which a measure's state may become another than on the day before."""
    days: set[int] = set()
    fuzzy = False
    for step in steps:
        fuzzy = fuzzy or step.start is None
        for first, last in spans(step.start or step.decided, "start"):
            days.update((first, last))
            fuzzy = fuzzy or first != last
        for first, last in spans(step.end, "end") if step.end is not None else ():
            days.update((first + 1, last + 1))
            fuzzy = fuzzy or first != last
    # fuzzy days take every order among the others within as many days of an edge as there are steps
    width = len(steps) if fuzzy else 0
    near = {day + n for day in days for n in range(-width, width + 1)}
    return {day for day in near if FIRST + width < day < LAST - width}
