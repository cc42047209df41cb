"""What could be told of a record on a given day, and from which day it could be told at all.

The rules stand in ``docs/architecture.md`` under *Two clocks*. Days are proleptic ordinals; K is the day on
which one stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from tradetui.core.as_of import (
    Published,
    actor_as_of,
    as_printed,
    event_as_of,
    is_printed,
    is_under_way,
    later,
    measure_as_of,
    turning_days,
)
from tradetui.core.frozen import frozen, replace
from tradetui.core.posts import post_from, post_until
from tradetui.core.readings import FIRST, LAST, doubted, first_day, spans
from tradetui.core.records import (
    Actor,
    AnyRecord,
    Citation,
    Event,
    Figure,
    HistoryEntry,
    Measure,
    Quote,
    Source,
    nested,
    parts,
)
from tradetui.core.states import EventState, event_state
from tradetui.core.when import When

__all__ = [
    "PLANS",
    "Known",
    "KnownFrom",
    "Published",
    "as_printed",
    "first_named",
    "is_printed",
    "known",
    "known_from",
    "versions",
]

#: From which day each actor was named, by id: see :func:`first_named`.
Named = Mapping[str, int]

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
    ``hidden_posts``: how many posts of an actor were not yet known.
    """

    record: AnyRecord
    cites: tuple[Citation, ...] = ()
    later: tuple[Citation, ...] = ()
    since: KnownFrom = KnownFrom(None, None)
    sure: bool = True
    under_way: bool = False
    disagree: tuple[HistoryEntry, ...] = ()
    entry: HistoryEntry | None = None
    hidden_posts: int = 0


def known_from(record: AnyRecord, published: Published, named: Named | None = None) -> KnownFrom:
    """From which day a record could be known: by the editor, its own dated entries, or act and print.

    An actor could be from the day on which one was ``named`` (:func:`first_named`); without it, or if no record
    tells, no date keeps an actor back.
    """
    given = record.known_from
    if isinstance(record, Event) and record.history:
        first = earliest([entry.on for entry in record.history], "first entry of its history")
        # before its first entry there is nothing to tell of an event, whatever the editor gives
        return first if given is None else _not_before(known_from_day(given, _GIVEN), first)
    if given is not None:
        return known_from_day(given, _GIVEN)
    if isinstance(record, Measure) and record.steps:
        return earliest([step.decided for step in record.steps], "first step")
    if isinstance(record, Source):
        return (
            KnownFrom(None, None, _NO_DATE)
            if record.published is None
            else known_from_day(record.published, _PRINT)
        )
    print_ = _printed(record.cites, published)
    if isinstance(record, Actor):
        if named is not None and record.id in named:
            return KnownFrom(named[record.id], print_.surely, _NAMED)
        return KnownFrom(None, print_.surely, _PRINT if print_.surely is not None else _NO_DATE)
    act, plan = _act(record)
    return print_ if act is None else act_and_print(act, print_, plan)


def known(record: AnyRecord, known_on: int, published: Published, named: Named | None = None) -> Known | None:
    """The record as it could be told on a day; None where it wasn't known even possibly."""
    return _known(record, known_from(record, published, named), known_on, published)


def _known(record: AnyRecord, since: KnownFrom, known_on: int, published: Published) -> Known | None:
    if since.possibly is not None and since.possibly > known_on:
        return None
    told: AnyRecord = record
    found = EventState(known_on)
    if isinstance(record, Event):
        found = event_state(record, known_on) if record.history else found
        told, found = event_as_of(record, found, known_on, published)
    elif isinstance(record, Measure):
        told = measure_as_of(record, known_on, published)
    elif isinstance(record, Actor):
        told = actor_as_of(record, known_on, published)
    readable = tuple([c for c in record.cites if is_printed(c, known_on, published)])
    if len(readable) < len(record.cites):
        told = replace(told, cites=readable)
    else:
        readable = record.cites
    return Known(
        told,
        readable,
        later((*record.cites, *nested(told)), known_on, published),
        since,
        sure=since.surely is not None and since.surely <= known_on,
        under_way=_under_way(told, known_on),
        disagree=found.disagree,
        entry=found.entry,
        hidden_posts=len(parts(record)) - len(parts(told)) if isinstance(record, Actor) else 0,
    )


def versions(
    record: AnyRecord, published: Published, named: Named | None = None
) -> list[tuple[int | None, int | None, Known]]:
    """The spans of K, in order, over which :func:`known` gives the same answer.

    Each is (first day, last day, answer); None is open. ``sure`` makes no new span: it holds from
    ``since.surely`` on, and is given here as on the last day of the span.
    """
    since = known_from(record, published, named)
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
        sure = surely is not None and (last is None or surely <= last)
        if sure is not answer.sure:
            answer = replace(answer, sure=sure)
        if found and found[-1][1] == probe - 1 and _tell_the_same(found[-1][2], answer):
            first = found.pop()[0]
        found.append((first, last, answer))
    return found


def _tell_the_same(one: Known, other: Known) -> bool:
    """Whether two answers about one record differ in nothing but ``sure``."""
    return _TOLD(one) == _TOLD(other)


_TOLD = attrgetter("under_way", "cites", "later", "hidden_posts", "disagree", "entry", "since", "record")


def first_named(records: Iterable[AnyRecord], published: Published) -> dict[str, int]:
    """The first day on which each actor could be known of: named by a record, in a post, or in print.

    Actors of whom nothing tells are left out.
    """
    found: dict[str, int] = {}

    def named(actor: str, day: int | None) -> None:
        if actor and day is not None:
            found[actor] = min(day, found.get(actor, day))

    for record in records:
        since = known_from(record, published).possibly
        if isinstance(record, Actor):
            named(record.id, _printed(record.cites, published).possibly)
            for role in record.roles:
                first = post_from(role, published)
                if first > FIRST:
                    named(record.id, first)
                    named(role.org, first)
        else:
            for actor in _actors(record):
                named(actor, since)
    return found


def _actors(record: AnyRecord) -> Iterator[str]:
    """The actors that a record names."""
    yield from (link.to for link in record.links)
    match record:
        case Event():
            for person in record.who:
                yield person.actor
                yield person.described.org if person.described else ""
        case Quote():
            yield from (*record.by, *record.about, *(to.actor for to in record.to))
            yield record.described.org if record.described else ""
        case Measure():
            yield from (record.by, record.against, *(step.by for step in record.steps))


_GIVEN = "given by the editor"
_PRINT = "published"
_NO_DATE = "no date tells"
_NAMED = "first named"


def known_from_day(when: When, reason: str) -> KnownFrom:
    """Known from a date: possibly on its first day, surely on its last, never surely if it is doubted."""
    return KnownFrom(when.earliest_start, None if doubted(when) else when.latest_end, reason)


def earliest(days: Iterable[When], reason: str) -> KnownFrom:
    """The earliest of several dates."""
    all_from = [known_from_day(when, reason) for when in days]
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
    return earliest(dates, _PRINT) if dates else KnownFrom(None, None, _NO_DATE)


def _act(record: AnyRecord) -> tuple[When | None, bool]:
    """The act or the words by which a record came to be, and whether it tells of a day still to come."""
    if isinstance(record, Event):
        return record.when, record.status in PLANS
    if isinstance(record, Quote):
        return record.said, False
    if isinstance(record, Figure):
        return (record.at, record.planned) if record.as_of is None else (record.as_of, False)
    return None, False


def act_and_print(act: When, print_: KnownFrom, plan: bool) -> KnownFrom:
    """Possibly from the act, surely from print, and never before the act unless it is a plan."""
    begins = act.earliest_start
    if plan and print_.possibly is not None and (begins is None or print_.possibly < begins):
        return print_
    surely = print_.surely
    if surely is not None and begins is not None and surely < begins:
        surely = act.latest_start if act.shape == "interval" else act.latest_end
    return KnownFrom(begins, surely, "the act itself" if surely is None else "the act, then print")


def _under_way(record: AnyRecord, known_on: int) -> bool:
    """Whether an event that happened goes on: its date is a span of days, and the day lies inside."""
    if not isinstance(record, Event) or record.status != "happened" or record.when is None:
        return False
    return is_under_way(record.when, known_on)


def _turning_days(record: AnyRecord, since: KnownFrom, published: Published) -> set[int]:
    """Every day on which the answer may become another than on the day before."""
    days: set[int] = set() if since.possibly is None else {since.possibly}
    cites = [*record.cites, *nested(record)]
    if isinstance(record, Event):
        edges = [edge for entry in record.history for span in spans(entry.on) for edge in span]
        exact = len(edges) == 2 * len(record.history) and edges[::2] == edges[1::2]
        # fuzzy days take every order among the others within as many days of an edge as there are entries
        width = 0 if exact else len(record.history) + 1
        for edge in edges:
            days.update(range(edge - width, edge + width + 1))
        for when in (record.when, *(entry.when for entry in record.history)):
            days.update(turning_days(when))
    elif isinstance(record, Measure):
        for step in record.steps:
            days.add(first_day(step.decided))
            days.update(() if step.end is None or step.end.lo is None else (step.end.lo,))
    elif isinstance(record, Actor):
        for role in record.roles:
            until = post_until(role)
            days.update((post_from(role, published), *(() if until is None else (until,))))
    for cite in cites:
        when = published.get(cite.source)
        if when is not None and when.earliest_start is not None:
            days.add(when.earliest_start)
    floor = FIRST if since.possibly is None else since.possibly
    return {day for day in days if max(floor, FIRST + 1000) <= day < LAST - 1000}
