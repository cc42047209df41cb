"""What could be told of a record on a given day, and from which day it could be told at all.

The rules stand in ``docs/architecture.md`` under *Two clocks*. Days are proleptic ordinals; K is the day on
which one stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import is_
from typing import TypeVar

from tradetui.core.frozen import frozen
from tradetui.core.readings import FIRST, LAST, doubted, spans
from tradetui.core.records import (
    Actor,
    AnyRecord,
    Citation,
    Event,
    Figure,
    HistoryEntry,
    Measure,
    Quote,
    Role,
    Source,
    Step,
)
from tradetui.core.states import event_state
from tradetui.core.when import When

#: ``published`` of each source by id: all that the functions here need to know of the rest of the collection.
Published = Mapping[str, When | None]

Entry = TypeVar("Entry", HistoryEntry, Step, Role)

#: Statuses of an event that can be told of before its day comes.
PLANS = frozenset({"planned", "expected", "hoped", "possible", "threatened", "postponed", "cancelled"})


@frozen
class KnownFrom:
    """From which day a record could be known: ``possibly`` at the earliest, ``surely`` at the latest.

    Both are days (ordinals). ``possibly`` None: no date keeps it back. ``surely`` None: no date makes it
    sure. Both None: no date tells, so it is unknown, and said so. ``reason`` names the rule in a few words
    ("given by the editor", "first step", "published", "the act itself").
    """

    possibly: int | None
    surely: int | None
    reason: str = ""


@frozen
class Known:
    """A record as it could be told on a day.

    ``record`` is the record with status, when, when_text, summary, history, steps, roles and cites as of that
    day. ``cites`` are the citations that could be read; ``later`` the sources printed later, one citation each,
    stripped to their name. Later citations inside history, steps and roles stay in their place, stripped
    likewise. ``since`` tells when the record itself became known, ``sure`` whether it surely was by then.
    ``under_way``: one that happened, with the day inside its span. ``disagree``: entries of the history of
    which any may be the last on that day, where fuzzy dates leave it open; ``record`` then stands at the
    last that surely was known. ``entry``: the entry of the history that counts, the last one known.
    """

    record: AnyRecord
    cites: tuple[Citation, ...] = ()
    later: tuple[Citation, ...] = ()
    since: KnownFrom = KnownFrom(None, None)
    sure: bool = True
    under_way: bool = False
    disagree: tuple[HistoryEntry, ...] = ()
    entry: HistoryEntry | None = None


def known_from(record: AnyRecord, published: Published) -> KnownFrom:
    """From which day a record could be known: by the editor, its own dated entries, or act and print."""
    given = record.known_from
    if isinstance(record, Event) and record.history:
        first = _earliest([entry.on for entry in record.history], "first entry of its history")
        # before its first entry there is nothing to tell of an event, whatever the editor gives
        return first if given is None else _not_before(_from(given, _GIVEN), first)
    if given is not None:
        return _from(given, _GIVEN)
    if isinstance(record, Measure) and record.steps:
        return _earliest([step.decided for step in record.steps], "first step")
    if isinstance(record, Source):
        return (
            KnownFrom(None, None, _NO_DATE) if record.published is None else _from(record.published, _PRINT)
        )
    print_ = _printed(record.cites, published)
    if isinstance(record, Actor):
        # someone is there before anyone writes of them: no date keeps an actor back
        return KnownFrom(None, print_.surely, _PRINT if print_.surely is not None else _NO_DATE)
    act, plan = _act(record)
    return print_ if act is None else _act_and_print(act, print_, plan)


def known(record: AnyRecord, known_on: int, published: Published) -> Known | None:
    """The record as it could be told on a day; None where it wasn't known even possibly."""
    return _known(record, known_from(record, published), known_on, published)


def _known(record: AnyRecord, since: KnownFrom, known_on: int, published: Published) -> Known | None:
    if since.possibly is not None and since.possibly > known_on:
        return None
    entry: HistoryEntry | None = None
    disagree: tuple[HistoryEntry, ...] = ()
    told: AnyRecord
    if isinstance(record, Event) and record.history:
        found = event_state(record, known_on)
        entry, disagree = found.entry, found.disagree
        told = _event_as_of(record, entry, known_on, published)
    else:
        told = _as_of(record, known_on, published)
    readable = tuple(c for c in record.cites if is_printed(c, known_on, published))
    if len(readable) < len(record.cites):
        told = replace(told, cites=readable)
    later = _later((*record.cites, *_nested(told)), known_on, published)
    sure = since.surely is not None and since.surely <= known_on
    return Known(told, readable, later, since, sure, _under_way(told, known_on), disagree, entry)


def versions(record: AnyRecord, published: Published) -> list[tuple[int | None, int | None, Known]]:
    """The spans of K, in order, over which :func:`known` gives the same answer.

    Each is (first day, last day, answer); None is open. ``sure`` makes no new span: it holds from
    ``since.surely`` on, and is given here as on the last day of the span.
    """
    since = known_from(record, published)
    days = sorted(_turning_days(record, since, published))
    found: list[tuple[int | None, int | None, Known]] = []
    firsts: list[int | None] = [None, *days]
    for place, first in enumerate(firsts):
        last = days[place] - 1 if place < len(days) else None
        probe = first if first is not None else (last if last is not None else 1)
        answer = _known(record, since, probe, published)
        if answer is None:
            continue
        surely = since.surely
        answer = replace(answer, sure=surely is not None and (last is None or surely <= last))
        if found and found[-1][1] == probe - 1 and replace(found[-1][2], sure=answer.sure) == answer:
            first = found.pop()[0]
        found.append((first, last, answer))
    return found


def is_printed(citation: Citation, known_on: int, published: Published) -> bool:
    """Whether a citation's source may have been out by a day; one without a date counts as out."""
    when = published.get(citation.source)
    return when is None or when.earliest_start is None or when.earliest_start <= known_on


_GIVEN = "given by the editor"
_PRINT = "published"
_NO_DATE = "no date tells"


def _from(when: When, reason: str) -> KnownFrom:
    """Known from a date: possibly on its first day, surely on its last, never surely if it is doubted."""
    return KnownFrom(when.earliest_start, None if doubted(when) else when.latest_end, reason)


def _earliest(days: Iterable[When], reason: str) -> KnownFrom:
    """The earliest of several dates."""
    all_from = [_from(when, reason) for when in days]
    possibly = [each.possibly for each in all_from]
    surely = [each.surely for each in all_from if each.surely is not None]
    first = None if None in possibly else min(day for day in possibly if day is not None)
    return KnownFrom(first, min(surely, default=None), reason)


def _not_before(given: KnownFrom, first: KnownFrom) -> KnownFrom:
    if first.possibly is None or (given.possibly is not None and given.possibly >= first.possibly):
        return given
    surely = None if given.surely is None or first.surely is None else max(given.surely, first.surely)
    return KnownFrom(first.possibly, surely, given.reason)


def _printed(cites: Sequence[Citation], published: Published) -> KnownFrom:
    """The earliest print among the citations; one that gives only context doesn't tell of the record."""
    telling = [c for c in cites if c.stance != "context"] or cites
    dates = [when for when in (published.get(c.source) for c in telling) if when is not None]
    return _earliest(dates, _PRINT) if dates else KnownFrom(None, None, _NO_DATE)


def _act(record: AnyRecord) -> tuple[When | None, bool]:
    """The act or the words by which a record came to be, and whether it tells of a day still to come."""
    if isinstance(record, Event):
        return record.when, record.status in PLANS
    if isinstance(record, Quote):
        return record.said, False
    if isinstance(record, Figure):
        return (record.at, record.planned) if record.as_of is None else (record.as_of, False)
    return None, False


def _act_and_print(act: When, print_: KnownFrom, plan: bool) -> KnownFrom:
    """Possibly from the act, surely from print, and never before the act unless it is a plan."""
    begins = act.earliest_start
    if plan and print_.possibly is not None and (begins is None or print_.possibly < begins):
        return print_
    surely = print_.surely
    if surely is not None and begins is not None and surely < begins:
        surely = act.latest_start if act.shape == "interval" else act.latest_end
    return KnownFrom(begins, surely, "the act itself" if surely is None else "the act, then print")


def _as_of(record: AnyRecord, known_on: int, published: Published) -> AnyRecord:
    """A measure with its steps, an actor with the posts, as of a day; any other record as it is."""
    if isinstance(record, Measure) and record.steps:
        known_steps = (step for step in record.steps if _first_day(step.decided) <= known_on)
        steps = tuple(_stripped(step, known_on, published) for step in known_steps)
        return record if _same(steps, record.steps) else replace(record, steps=steps)
    if isinstance(record, Actor) and record.roles:
        held = (role for role in record.roles if role.start is None or _first_day(role.start) <= known_on)
        roles = tuple(_stripped(role, known_on, published) for role in held)
        return record if _same(roles, record.roles) else replace(record, roles=roles)
    return record


def _event_as_of(event: Event, entry: HistoryEntry | None, known_on: int, published: Published) -> AnyRecord:
    """An event as its history told it on a day: its own status, date and words are those of the last entry."""
    history = tuple(each for each in event.history if _first_day(each.on) <= known_on)
    in_order = sorted(history, key=lambda each: _first_day(each.on))
    # where fuzzy days leave it open: the last that surely was known, else the first of all
    surely = [each for each in in_order if spans(each.on)[-1][1] <= known_on]
    last = entry or (surely[-1] if surely else in_order[0])
    so_far = in_order[: next(place for place, each in enumerate(in_order) if each is last) + 1]
    summary = next((each.summary for each in reversed(so_far) if each.summary), "")
    if entry is not None and len(history) == len(event.history):
        when, when_text = event.when, event.when_text
        summary = last.summary or event.summary or summary
    else:
        dated = next((each for each in reversed(so_far) if each.when is not None), None)
        when = None if dated is None else dated.when
        when_text = last.when_text or ("" if dated is None else dated.when_text)
    same_day = when is not None and event.when is not None and when.edtf == event.when.edtf
    return replace(
        event,
        status=last.status,
        when=when,
        when_text=when_text,
        summary=summary,
        # a clock time belongs to the date it stands beside
        time=event.time if same_day else "",
        tz=event.tz if same_day else "",
        history=tuple(_stripped(each, known_on, published) for each in history),
    )


def _first_day(when: When) -> int:
    return min(first for first, _ in spans(when))


def _nested(record: AnyRecord) -> Iterator[Citation]:
    """The citations inside a record's history, steps or posts."""
    entries: Sequence[HistoryEntry | Step | Role] = ()
    if isinstance(record, Event):
        entries = record.history
    elif isinstance(record, Measure):
        entries = record.steps
    elif isinstance(record, Actor):
        entries = record.roles
    for entry in entries:
        yield from entry.cites


def _later(cites: Iterable[Citation], known_on: int, published: Published) -> tuple[Citation, ...]:
    """Of each source printed later one citation, stripped to its name."""
    names = dict.fromkeys(c.source for c in cites if not is_printed(c, known_on, published))
    return tuple(Citation(source=name) for name in names)


def _stripped(entry: Entry, known_on: int, published: Published) -> Entry:
    """An entry with all its citations, those printed later stripped to the name of their source."""
    if all(is_printed(c, known_on, published) for c in entry.cites):
        return entry
    cites = tuple(c if is_printed(c, known_on, published) else Citation(source=c.source) for c in entry.cites)
    return replace(entry, cites=cites)


def _same(entries: Sequence[object], others: Sequence[object]) -> bool:
    return len(entries) == len(others) and all(map(is_, entries, others))


def _under_way(record: AnyRecord, known_on: int) -> bool:
    """Whether an event that happened goes on: its date is a span of days, and the day lies inside."""
    if not isinstance(record, Event) or record.status != "happened" or record.when is None:
        return False
    when = record.when
    if when.shape != "interval" or when.earliest_start is None or when.earliest_start > known_on:
        return False
    return when.latest_end is None or known_on <= when.latest_end


def _turning_days(record: AnyRecord, since: KnownFrom, published: Published) -> set[int]:
    """Every day on which the answer may become another than on the day before."""
    days: set[int] = set() if since.possibly is None else {since.possibly}
    cites = [*record.cites, *_nested(record)]
    if isinstance(record, Event):
        edges = [edge for entry in record.history for span in spans(entry.on) for edge in span]
        exact = len(edges) == 2 * len(record.history) and edges[::2] == edges[1::2]
        # fuzzy days take every order among the others within as many days of an edge as there are entries
        width = 0 if exact else len(record.history) + 1
        for edge in edges:
            days.update(range(edge - width, edge + width + 1))
        for when in (record.when, *(entry.when for entry in record.history)):
            if when is not None and when.shape == "interval":
                days.update(_after(when))
    elif isinstance(record, Measure):
        for step in record.steps:
            days.add(_first_day(step.decided))
    elif isinstance(record, Actor):
        for role in record.roles:
            if role.start is not None and role.start.earliest_start is not None:
                days.add(role.start.earliest_start)
    for cite in cites:
        when = published.get(cite.source)
        if when is not None and when.earliest_start is not None:
            days.add(when.earliest_start)
    floor = FIRST if since.possibly is None else since.possibly
    return {day for day in days if max(floor, FIRST + 1000) <= day < LAST - 1000}


def _after(when: When) -> list[int]:
    """The first day of a span, and the one after its last."""
    first = [] if when.earliest_start is None else [when.earliest_start]
    return first if when.latest_end is None else [*first, when.latest_end + 1]
