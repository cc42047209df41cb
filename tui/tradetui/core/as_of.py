"""A record with only those of its parts that could be told on a day.

The parts are the entries of an event's history, a measure's steps, an actor's posts, and the citations of each.
Days are proleptic ordinals; K (``known_on``) is the day on which one stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import is_
from typing import TypeVar

from tradetui.core.frozen import replace
from tradetui.core.posts import post_from, post_until
from tradetui.core.readings import first_day, spans
from tradetui.core.records import (
    Actor,
    Citation,
    Event,
    HistoryEntry,
    Measure,
    Role,
    Source,
    Step,
)
from tradetui.core.states import EventState, as_seen
from tradetui.core.when import When, parse

#: ``published`` of each source by id: what the functions here need to know of the rest of the collection.
Published = Mapping[str, When | None]

OnePart = TypeVar("OnePart", HistoryEntry, Step, Role)


# -- sources ---------------------------------------------------------------------------------------------------


def is_printed(citation: Citation, known_on: int, published: Published) -> bool:
    """Whether a citation's source may have been out by a day; one without a date counts as out."""
    return _is_out(published.get(citation.source), known_on)


def as_printed(source: Source, known_on: int) -> Source:
    """A source as it can be named on a day: of one printed later only who printed it, as what, and when.

    Its title and its address may tell what came of it.
    """
    if _is_out(source.published, known_on):
        return source
    return Source(
        id=source.id, title="", publisher=source.publisher, type=source.type, published=source.published
    )


def _is_out(published: When | None, known_on: int) -> bool:
    return published is None or published.earliest_start is None or published.earliest_start <= known_on


def later(cites: Iterable[Citation], known_on: int, published: Published) -> tuple[Citation, ...]:
    """Of each source printed later one citation, stripped to its name."""
    names = dict.fromkeys(c.source for c in cites if not is_printed(c, known_on, published))
    return tuple(Citation(source=name) for name in names)


# -- measures and actors ---------------------------------------------------------------------------------------


def measure_as_of(measure: Measure, known_on: int, published: Published) -> Measure:
    """A measure with the steps decided by a day."""
    known = [as_seen(step, known_on) for step in measure.steps if first_day(step.decided) <= known_on]
    steps = tuple(_stripped(step, known_on, published) for step in known)
    return measure if _same(steps, measure.steps) else replace(measure, steps=steps)


def actor_as_of(actor: Actor, known_on: int, published: Published) -> Actor:
    """An actor with the posts that could be told of on a day; what ends later has no end yet."""
    held = [_still_held(role, known_on) for role in actor.roles if post_from(role, published) <= known_on]
    roles = tuple(_stripped(role, known_on, published) for role in held)
    return actor if _same(roles, actor.roles) else replace(actor, roles=roles)


def _still_held(role: Role, known_on: int) -> Role:
    until = post_until(role)
    return role if until is None or until <= known_on else replace(role, end=None)


# -- events ----------------------------------------------------------------------------------------------------


def event_as_of(
    event: Event, found: EventState, known_on: int, published: Published
) -> tuple[Event, EventState]:
    """An event as its history told it on a day: its own status, date and words are those of the last entry.

    ``found`` is what :func:`~tradetui.core.states.event_state` says of it, and comes back with the entries
    as they are told.
    """
    if not event.history:
        when = told_when(event.when, event.status, (), known_on)
        return (event if when is event.when else replace(event, when=when)), found
    history = [each for each in event.history if first_day(each.on) <= known_on]
    in_order = sorted(history, key=lambda each: first_day(each.on))
    # where fuzzy days leave it open: the last that surely was known, else the first of all
    surely = [each for each in in_order if spans(each.on)[-1][1] <= known_on]
    last = found.entry or (surely[-1] if surely else in_order[0])
    so_far = in_order[: next(place for place, each in enumerate(in_order) if each is last) + 1]
    summary = next((each.summary for each in reversed(so_far) if each.summary), "")
    if found.entry is not None and len(history) == len(event.history):
        when, when_text = event.when, event.when_text
        summary = last.summary or event.summary or summary
    else:
        dated = next((each for each in reversed(so_far) if each.when is not None), None)
        when = None if dated is None else dated.when
        when_text = last.when_text or ("" if dated is None else dated.when_text)
    same_day = when is not None and event.when is not None and when.edtf == event.when.edtf
    told = {
        id(each): _stripped(_entry_as_of(each, in_order[:place], known_on), known_on, published)
        for place, each in enumerate(in_order)
    }
    record = replace(
        event,
        status=last.status,
        when=told_when(when, last.status, so_far[:-1], known_on),
        when_text=when_text,
        summary=summary,
        # a clock time belongs to the date it stands beside
        time=event.time if same_day else "",
        tz=event.tz if same_day else "",
        history=tuple(told[id(each)] for each in history),
    )
    entry = None if found.entry is None else told[id(found.entry)]
    disagree = tuple(told[id(each)] for each in found.disagree)
    return record, replace(found, entry=entry, disagree=disagree)


def _entry_as_of(entry: HistoryEntry, before: Sequence[HistoryEntry], known_on: int) -> HistoryEntry:
    when = told_when(entry.when, entry.status, before, known_on)
    return entry if when is entry.when else replace(entry, when=when)


def told_when(when: When | None, status: str, before: Sequence[HistoryEntry], known_on: int) -> When | None:
    """A date as told on a day: of what is under way the beginning alone, unless its end had been set before."""
    if when is None or status != "happened" or not is_under_way(when, known_on):
        return when
    end = when.latest_end
    if end is None or end == known_on:
        return when
    if any(each.when is not None and each.when.latest_end == end for each in before):
        return when
    return parse(f"{when.edtf.partition('/')[0]}/")


def is_under_way(when: When, known_on: int) -> bool:
    """Whether a day lies inside a span of days; ``2019-03`` is none, but some days of March."""
    if when.shape != "interval" or when.earliest_start is None or when.earliest_start > known_on:
        return False
    return when.latest_end is None or known_on <= when.latest_end


# -- small things ----------------------------------------------------------------------------------------------


def turning_days(when: When | None) -> list[int]:
    """The days from which a span is told otherwise: its first, its last, and the one after."""
    if when is None or when.shape != "interval":
        return []
    first = [] if when.earliest_start is None else [when.earliest_start]
    return first if when.latest_end is None else [*first, when.latest_end, when.latest_end + 1]


def _stripped(part: OnePart, known_on: int, published: Published) -> OnePart:
    """A part with all its citations, those printed later stripped to the name of their source."""
    if all(is_printed(c, known_on, published) for c in part.cites):
        return part
    cites = tuple(c if is_printed(c, known_on, published) else Citation(source=c.source) for c in part.cites)
    return replace(part, cites=cites)


def _same(some: Sequence[object], others: Sequence[object]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))
