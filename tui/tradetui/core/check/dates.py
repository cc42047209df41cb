"""Rules of dates: what can't have been so, and what is suspiciously exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from tradetui.core.check.model import Finding, Ground, Rule, a_day, surely_before
from tradetui.core.fields import TABLES, Field, Table
from tradetui.core.fields.validate import Path
from tradetui.core.problems import Severity
from tradetui.core.records import Actor, AnyRecord, Event, Figure, Quote, Source, kind_of
from tradetui.core.when import When

#: A plan that nobody has told the end of.
OPEN_STATUSES = ("planned", "expected", "hoped", "possible", "threatened")
#: Print that follows the act by more days than this doesn't date what was known.
DAYS_TO_PRINT = 7


def end_before_start(ground: Ground) -> Iterator[Finding]:
    """An end that lies before its start, however both are read."""
    for record, key, part, position in _spans(ground):
        if surely_before(part.end, part.start):
            reason = f"ends ({a_day(part.end)}) before it begins ({a_day(part.start)})"
            yield Finding(record, (key, position, "to"), reason, "put `from` and `to` in order")


def _spans(ground: Ground) -> Iterator[tuple[AnyRecord, str, Any, int]]:
    for record in ground.records.values():
        if isinstance(record, Actor):
            for position, role in enumerate(record.roles):
                yield record, "roles", role, position
    for measure in ground.measures:
        for position, step in enumerate(measure.steps):
            yield measure, "steps", step, position


def plan_without_outcome(ground: Ground) -> Iterator[Finding]:
    """A plan whose day the record has passed."""
    if ground.end is None:
        return
    for event in ground.events:
        last = event.when.hi if event.when is not None and event.when.end == "known" else None
        if event.status in OPEN_STATUSES and last is not None and last < ground.end:
            reason = f"still {event.status}, and {a_day(event.when)} is past"
            remedy = "tell what came of it in `history`: happened, missed, postponed, cancelled"
            yield Finding(event, ("status",), reason, remedy)


def said_after_printed(ground: Ground) -> Iterator[Finding]:
    """Words printed before they were said. One day may be the clock of another zone."""
    for record in ground.records.values():
        if not isinstance(record, Quote):
            continue
        for position, citation in enumerate(record.cites):
            published = ground.published(citation)
            if citation.stance == "supports" and surely_before(published, record.said):
                reason = f'said {a_day(record.said)}, but printed by "{citation.source}" {a_day(published)}'
                severity: Severity = "error" if surely_before(published, record.said, days=1) else "warning"
                yield Finding(record, ("cites", position), reason, "correct one of the two days", severity)


def printed_before(ground: Ground) -> Iterator[Finding]:
    """Told as having happened or been decided by sources that all came out before."""
    for event in ground.events:
        started = event.when
        if event.status == "happened" and _all_before(ground, event, started):
            reason = f"happened {a_day(started)}, but each of its sources came out before"
            yield Finding(
                event, ("when",), reason, "cite one that tells of it, or correct the date or the status"
            )
    for record, key, path, day in _decisions(ground):
        dates = ground.printed(_part(record, path).cites)
        if dates and all(surely_before(date, day, days=1) for date in dates):
            reason = f"dated {a_day(day)}, but each of its sources came out before"
            yield Finding(record, (*path, key), reason, "cite one that tells of it, or correct the day")


def _all_before(ground: Ground, event: Event, day: When | None) -> bool:
    dates = ground.printed(tuple(citation for _, citation in ground.cites(event)))
    return bool(dates) and all(surely_before(date, day, days=1) for date in dates)


def _decisions(ground: Ground) -> Iterator[tuple[AnyRecord, str, Path, When]]:
    for event in ground.events:
        for position, entry in enumerate(event.history):
            yield event, "on", ("history", position), entry.on
    for measure in ground.measures:
        for position, step in enumerate(measure.steps):
            yield measure, "decided", ("steps", position), step.decided


def _part(record: Any, path: Path) -> Any:
    return getattr(record, str(path[0]))[path[1]]


def no_date(ground: Ground) -> Iterator[Finding]:
    """An event, quote or figure that says nothing of when."""
    for record in ground.records.values():
        if isinstance(record, Event) and record.when is None and not any(e.when for e in record.history):
            yield Finding(record, (), "an event without `when`: it stands on no time axis", _FUZZY)
        elif isinstance(record, Quote) and record.said is None:
            yield Finding(record, (), "a quote without `said`", _FUZZY)
        elif isinstance(record, Figure) and record.at is None:
            yield Finding(record, (), "a figure without `at`, the time it describes", _FUZZY)


_FUZZY = "give it as exactly as the source does: [..2019-03-27] is on or before that day"


def first_of_month(ground: Ground) -> Iterator[Finding]:
    """A first of the month that may stand for "some day in that month"."""
    for record in ground.records.values():
        if isinstance(record, Source):
            day = _first(record.published)
            if day is not None and not _tells_day(record, day):
                reason = f"{a_day(record.published)}: is the day known, or only the month?"
                yield Finding(record, ("published",), reason, _MONTH)
        elif isinstance(record, (Event, Quote)):
            key = "said" if isinstance(record, Quote) else "when"
            when = getattr(record, key)
            if _first(when) is None or (isinstance(record, Event) and (record.time or record.when_text)):
                continue
            if not any(_soon_after(published, when) for published in ground.printed(record.cites)):
                yield Finding(record, (key,), f"{a_day(when)}: is the day known, or only the month?", _MONTH)


_MONTH = "write the month alone if the source does, else accept the warning"


def _first(when: When | None) -> date | None:
    """The day, if it is the first of a month and given without doubt."""
    if when is None or when.day is None or when.flagged or when.shape != "single":
        return None
    day = date.fromordinal(when.day)
    return day if day.day == 1 else None


def _tells_day(source: Source, day: date) -> bool:
    """Whether its kind, its address or its title bears the day: news of a day is dated by it."""
    if source.type in ("wire", "news", "post", "law", "transcript"):
        return True
    numbers = re.compile(rf"{day.year}\D?0?{day.month}\D?0?1(\D|$)")
    return bool(numbers.search(source.url) or numbers.search(source.title) or f"1 {day:%B}" in source.title)


def _soon_after(published: When, when: When) -> bool:
    """Whether print that knows the day came within a week."""
    if published.lo is None or published.hi is None or when.lo is None:
        return False
    return published.hi >= when.lo - 1 and published.lo <= when.lo + DAYS_TO_PRINT


def known_from(ground: Ground) -> Iterator[Finding]:
    """Print that follows the act so late that it doesn't tell from when it was known."""
    for record in ground.records.values():
        act = _act(record)
        if act is None or record.known_from is not None:
            continue
        dates = [each.lo for each in ground.printed(record.cites) if each.lo is not None]
        if dates and act.hi is not None and min(dates) > act.hi + DAYS_TO_PRINT:
            days = min(dates) - act.hi
            reason = f"the first of its sources came out {days} days after {a_day(act)}"
            remedy = (
                "give `known_from`: the day itself if it was public, the day it came out if it was secret"
            )
            yield Finding(record, (), reason, remedy)


def _act(record: AnyRecord) -> When | None:
    """The day of the act or the words that a record without history tells of."""
    if isinstance(record, Quote):
        return record.said
    return record.when if isinstance(record, Event) and not record.history else None


def known_too_late(ground: Ground) -> Iterator[Finding]:
    """``known_from`` after the day on which a source printed it.

    What was printed before the act told of a plan, and doesn't count.
    """
    for record in ground.records.values():
        act = _act(record)
        for date_ in ground.printed(record.cites):
            if surely_before(date_, record.known_from) and not surely_before(date_, act):
                reason = f"known from {a_day(record.known_from)}, but printed {a_day(date_)}"
                yield Finding(record, ("known_from",), reason, "give the earlier day")
                break


def known_too_early(ground: Ground) -> Iterator[Finding]:
    """``known_from`` before the act, for what was no plan."""
    for record in ground.records.values():
        act = _act(record)
        planned = isinstance(record, Event) and record.status != "happened"
        if not planned and surely_before(record.known_from, act):
            reason = f"known from {a_day(record.known_from)}, before it was done or said ({a_day(act)})"
            yield Finding(record, ("known_from",), reason, "give the day itself, or the plan as a `history`")


def label_date(ground: Ground) -> Iterator[Finding]:
    """A date whose meaning the program doesn't reckon with."""
    for record in ground.records.values():
        for path, when in _dates(TABLES[kind_of(record)], record, ()):
            if when.shape == "label":
                reason = f'"{when.edtf}" is valid EDTF, but shown as a label only: nothing is surely in it'
                yield Finding(record, path, reason, "write it more simply if you can")


@cache
def _dated(table: Table) -> tuple[Field, ...]:
    """The fields of a table that are dates, or tables that hold some."""
    return tuple(
        field
        for field in table.fields
        if field.type == "date"
        or (field.table is not None and not field.table.closed and _dated(field.table))
    )


def _dates(table: Table, part: Any, path: Path) -> Iterator[tuple[Path, When]]:
    for field in _dated(table):
        value = getattr(part, field.attr)
        if not value:
            continue
        if field.table is None:
            yield (*path, field.key), value
        elif field.number == "one":
            yield from _dates(field.table, value, (*path, field.key))
        else:
            for position, item in enumerate(value):
                yield from _dates(field.table, item, (*path, field.key, position))


RULES = (
    Rule("end-before-start", "error", "a post or a step that ends before it begins", end_before_start),
    Rule(
        "plan-without-outcome",
        "warning",
        "planned, expected, hoped, possible or threatened, with its day past at the end of `covers`",
        plan_without_outcome,
    ),
    Rule(
        "said-after-printed",
        "error",
        "words printed before they were said (a warning for one day: another zone)",
        said_after_printed,
    ),
    Rule(
        "printed-before",
        "warning",
        "an event, entry or step whose sources all came out before it",
        printed_before,
    ),
    Rule(
        "no-date",
        "warning",
        "an event without `when`, a quote without `said`, a figure without `at`",
        no_date,
    ),
    Rule(
        "first-of-month",
        "warning",
        "a first of the month that no source printed within a week after bears out",
        first_of_month,
    ),
    Rule(
        "known-from",
        "warning",
        f"print follows the act by more than {DAYS_TO_PRINT} days and `known_from` isn't given",
        known_from,
    ),
    Rule("known-too-late", "warning", "`known_from` lies after a source that prints it", known_too_late),
    Rule("known-too-early", "warning", "`known_from` lies before what was no plan", known_too_early),
    Rule("label-date", "warning", "a date that is valid EDTF but not reckoned with", label_date),
)
