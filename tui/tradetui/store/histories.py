"""An event's history as it was told day by day, from plain tables, where every entry has a plain day.

As :func:`tradetui.core.as_of.event_as_of` tells it; entries with fuzzy days are left to that.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from tradetui.store.lives import Dates, Life, parted, told_date, turns
from tradetui.store.parts import Date, Plain, Since, Sources, earliest, known_since


class Step(NamedTuple):
    """An entry: its day, status and texts, and its date, if it gives one."""

    on: Date
    day: int
    status: str
    date: Date | None
    when_text: str
    summary: str
    event: str


class Stage(NamedTuple):
    """What is told once so many entries are known. ``dates``: of each of them, in the order of the file."""

    steps: list[Step]
    dates: tuple[Date | None, ...]
    last: int
    when_text: str
    summary: str

    @property
    def status(self) -> str:
        """That of the last entry known."""
        return self.steps[self.last].status

    def since(self) -> str:
        """As :func:`tradetui.store.entries.status_since`."""
        since = ""
        for step in reversed(self.steps):
            if step.status != self.status:
                break
            since = step.on.edtf
        return since

    def former(self, now: Date) -> list[str]:
        """As :func:`tradetui.store.entries.former_dates`."""
        dates = (date.edtf for date in self.dates if date is not None)
        return [date for date in dict.fromkeys(dates) if date != now.edtf]

    def before(self) -> list[str]:
        """The statuses of entries other than the last; see :func:`tradetui.core.query.held.earlier_entries`."""
        told = [
            (step.status, step.on.edtf, None if date is None else date.edtf, step.summary)
            for step, date in zip(self.steps, self.dates, strict=True)
        ]
        last = told[self.last]
        return [each[0] for each in told if each != last]


def steps_of(history: Sequence[Plain], dates: Dates) -> list[Step] | None:
    """The entries; None where one has a fuzzy day or citations."""
    found: list[Step] = []
    for each in history:
        on = dates[each["on"]]
        if on.day is None or "cites" in each:
            return None
        get = each.get
        found.append(
            Step(
                on,
                on.day,
                each["status"],
                dates[each["when"]] if "when" in each else None,
                get("when_text", ""),
                get("summary", ""),
                get("event", ""),
            )
        )
    return found


def since_of(steps: Sequence[Step], given: Since | None) -> Since:
    """From when an event is known: from its first entry on, or later where the editor says so (``given``)."""
    first = earliest([step.on.since for step in steps])
    if given is None or first[0] is None:
        return first if given is None else given
    if given[0] is not None and given[0] >= first[0]:
        return given
    return known_since(first[0], None if given[1] is None or first[1] is None else max(given[1], first[1]))


class History:
    """The stages of an event, ``plain`` and dated ``date`` ("" is no date), by its entries."""

    def __init__(self, plain: Plain, date: Date, steps: list[Step], dates: Dates) -> None:
        """Nothing told yet."""
        self._plain = plain
        self._date = date
        self._steps = steps
        self._dates = dates
        self._order = sorted(range(len(steps)), key=lambda place: steps[place].day)
        self._spans = date.span or any(step.date is not None and step.date.span for step in steps)

    def lives(self, possibly: int | None, sources: Sources) -> list[tuple[Life, Stage]]:
        """The spans of known-on days, and what is told in each."""
        days: set[int | None] = {*sources.starts, *[step.day for step in self._steps]}
        if self._spans:
            days.update(turns(self._date))
            for step in self._steps:
                if step.date is not None:
                    days.update(turns(step.date))

        steps, starts, order = self._steps, sources.starts, self._order

        def told(day: int) -> tuple[Any, ...]:
            known = [place for place in order if steps[place].day <= day]
            return (
                tuple([start is None or start <= day for start in starts]),
                known,
                *self._told(known, day),
            )

        found: list[tuple[Life, Stage]] = []
        before: tuple[Any, ...] = ()
        for first, last, (out, known, dates, now, under_way), news in parted(possibly, days, told):
            stage = found[-1][1] if before == (known, dates) else self._stage(known, dates)
            before = known, dates
            found.append(((first, last, None if all(out) else out, now, under_way, news), stage))
        return found

    def _told(self, known: list[int], day: int) -> tuple[tuple[Date | None, ...], Date, bool]:
        """The dates of the entries known, in order of time, and that of the event, as told on a day."""
        in_time = [self._steps[place] for place in known]
        last = in_time[-1]
        now = self._date
        if len(known) < len(self._steps):
            now = next((step.date for step in reversed(in_time) if step.date is not None), self._dates[""])
        if not self._spans:
            return tuple([step.date for step in in_time]), now, False
        dates: list[Date | None] = []
        ends: list[int | None] = []
        for step in in_time:
            date = step.date
            if date is not None and step.status == "happened":
                date = told_date(date, day, self._dates, ends)[0]
            dates.append(date)
            if step is not last and step.date is not None:
                ends.append(step.date.ends)
        under_way = False
        if last.status == "happened":
            now, under_way = told_date(now, day, self._dates, ends)
        return tuple(dates), now, under_way

    def _stage(self, known: list[int], dates: tuple[Date | None, ...]) -> Stage:
        in_time = [self._steps[place] for place in known]
        last = in_time[-1]
        summary = next((step.summary for step in reversed(in_time) if step.summary), "")
        if len(known) == len(self._steps):
            when_text = self._plain.get("when_text", "")
            summary = last.summary or self._plain.get("summary", "") or summary
        else:
            dated = next((step for step in reversed(in_time) if step.date is not None), None)
            when_text = last.when_text or ("" if dated is None else dated.when_text)
        in_file = sorted(zip(known, dates, strict=True), key=lambda each: each[0])
        places = [place for place, _ in in_file]
        return Stage(
            [self._steps[place] for place in places],
            tuple([date for _, date in in_file]),
            places.index(known[-1]),
            when_text,
            summary,
        )
