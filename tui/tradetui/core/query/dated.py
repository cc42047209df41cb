"""The one date of a record that ``on:``, ``after:``, ``before:`` and ``surely:`` look at."""

from __future__ import annotations

from collections.abc import Iterable

from tradetui.core.frozen import frozen
from tradetui.core.records import Actor, AnyRecord, Event, Figure, Measure, Quote, Source
from tradetui.core.when import When

Bound = int | None
#: Where nothing is sure: no day is late enough to be before it, none early enough to be after.
_NEVER = 10_000_000


@frozen
class Dated:
    """From when to when: ``lo``..``hi`` at most (None: open), ``sure_lo``..``sure_hi`` at least.

    What is surely touched need not be one day: a date of March alone has ``sure_lo`` on the 31st and
    ``sure_hi`` on the 1st, and is surely touched by spans that hold both. ``when``: the date itself, where the
    record has one of its own.
    """

    lo: Bound
    hi: Bound
    sure_lo: Bound
    sure_hi: Bound
    exact: bool
    when: When | None = None

    def possibly(self, first: int, last: int) -> bool:
        """Whether it touches the days ``first``..``last`` in some reading."""
        if self.when is not None:
            return self.when.possibly(first, last)
        return (self.lo is None or self.lo <= last) and (self.hi is None or self.hi >= first)

    def surely(self, first: int, last: int) -> bool:
        """Whether it touches them in every reading."""
        if self.when is not None:
            return self.when.surely(first, last)
        return (self.sure_lo is None or self.sure_lo <= last) and (
            self.sure_hi is None or self.sure_hi >= first
        )


def date_of(record: AnyRecord) -> Dated | None:
    """The date of a record; None if it has none.

    An event's ``when``; the day a quote was said, a source published; the time a figure describes. A measure's
    runs from its first decision to the last day that a step names; an actor's from the beginning of the first
    post to the end of the last, open if one has no end.
    """
    match record:
        case Event():
            return dated(record.when)
        case Quote():
            return dated(record.said)
        case Source():
            return dated(record.published)
        case Figure():
            return dated(record.at)
        case Measure():
            named = [(step.decided, step.start, step.end) for step in record.steps]
            return _span(filter(None, (when for each in named for when in each)), goes_on=False)
        case Actor():
            posts = [role for role in record.roles if role.start]
            goes_on = any(role.end is None for role in posts)
            return _span(
                filter(None, (when for role in posts for when in (role.start, role.end))), goes_on=goes_on
            )


def dated(when: When | None) -> Dated | None:
    """The date of a record that has one of its own; None for one that has none."""
    if when is None:
        return None
    return Dated(when.lo, when.hi, when.latest_start, when.earliest_end, when.exact, when)


def _span(dates: Iterable[When], *, goes_on: bool) -> Dated | None:
    """From the first of some dates to the last."""
    found = list(dates)
    if not found:
        return None
    sure = [when for when in found if not when.flagged and when.shape != "label"]
    return Dated(
        lo=_least(when.lo for when in found),
        hi=None if goes_on else _most(when.hi for when in found),
        sure_lo=_sure_lo(sure),
        sure_hi=None if goes_on and sure else _sure_hi(sure),
        exact=len(sure) == len(found) and all(when.exact for when in found),
    )


def _least(days: Iterable[Bound]) -> Bound:
    found = list(days)
    return None if None in found else min(day for day in found if day is not None)


def _most(days: Iterable[Bound]) -> Bound:
    found = list(days)
    return None if None in found else max(day for day in found if day is not None)


def _sure_lo(dates: list[When]) -> Bound:
    """The day by which it has surely begun."""
    if any(when.start == "open" for when in dates):
        return None
    return min((when.latest_start for when in dates if when.latest_start is not None), default=_NEVER)


def _sure_hi(dates: list[When]) -> Bound:
    """The day up to which it surely lasts."""
    if any(when.end == "open" for when in dates):
        return None
    return max((when.earliest_end for when in dates if when.earliest_end is not None), default=-_NEVER)
