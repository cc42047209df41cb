"""What the plain words of a query are looked for in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.core.records import Actor, Event, Figure, Measure, Quote, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tradetui.core.records import Amount, AnyRecord


def searched(record: AnyRecord, actors: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The texts of a record, as known on a day, that words look in; the first are its words or title.

    ``actors`` gives every name of an actor by id: who speaks or takes part is found by name as well. A phrase is
    found within one text only, so that it never runs from one fragment of a quote into the next. Passages of
    sources (which may be printed later) and the editor's notes (written later) are not looked in.
    """
    match record:
        case Quote():
            found = _quote(record, actors)
        case Event():
            found = _event(record, actors)
        case Measure():
            found = _measure(record, actors)
        case Figure():
            found = iter((record.label, record.series, *_amount(record.value), record.unit, record.basis))
        case Actor():
            found = _actor(record, actors)
        case Source():
            found = iter((record.title, record.publisher, record.author))
    return tuple(filter(None, found))


def _names(ids: Iterable[str], actors: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """The names of actors; words that are no actor's id stand for themselves."""
    for actor in ids:
        yield from actors.get(actor, (actor,))


def _amount(amount: Amount | None) -> tuple[str, ...]:
    return (amount.words,) if amount else ()


def _quote(quote: Quote, actors: Mapping[str, Iterable[str]]) -> Iterator[str]:
    yield from quote.text
    yield from (quote.original, quote.by_title, quote.occasion, quote.place)
    if quote.described:
        yield from (quote.described.as_, *_names([quote.described.org], actors))
    yield from _names(quote.by, actors)
    for addressee in quote.to:
        yield addressee.text
        yield from _names([addressee.actor], actors)


def _event(event: Event, actors: Mapping[str, Iterable[str]]) -> Iterator[str]:
    yield from (event.title, event.summary, event.when_text, event.place)
    for participant in event.who:
        yield participant.role
        if participant.described:
            yield from (participant.described.as_, *_names([participant.described.org], actors))
        yield from _names([participant.actor], actors)


def _measure(measure: Measure, actors: Mapping[str, Iterable[str]]) -> Iterator[str]:
    yield from (measure.title, measure.goods, measure.legal)
    yield from (step.legal for step in measure.steps)
    yield from _names([measure.by, measure.against], actors)


def _actor(actor: Actor, actors: Mapping[str, Iterable[str]]) -> Iterator[str]:
    yield from (actor.name, actor.native_name, *actor.aliases)
    for role in actor.roles:
        yield role.title
        yield from _names([role.org], actors)
