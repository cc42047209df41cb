"""What a record holds for each field of a query, and which of that a query's value asks for.

An index keeps these pairs; the literal evaluator of :mod:`tradetui.core.query.match` compares them one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.core.query.dated import date_of
from tradetui.core.query.fields import FIELDS, OPEN_STATUSES, spec
from tradetui.core.query.values import in_text, is_id, resolve
from tradetui.core.records import KINDS, Actor, Event, Figure, Measure, Quote, Source, kind_of, nested

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from tradetui.core.knowledge import Known
    from tradetui.core.query.directory import Directory
    from tradetui.core.records import Citation, Described, HistoryEntry

Pair = tuple[str, str]
#: The fields that a record of each kind may hold a value for.
_FIELDS_OF = {kind: frozenset(field.name for field in FIELDS if kind in field.kinds) for kind in KINDS}


def held(known: Known, directory: Directory) -> Iterator[Pair]:
    """Every (field, value) that a record, as known on a day, holds for the fields that are no dates.

    A value is an id where there is one, else words as printed ("reporters"). A pair may come twice. Not here:
    the date fields (see :mod:`tradetui.core.query.dated`), and ``has:quote``, which other records decide.
    """
    fields = _FIELDS_OF[kind_of(known.record)]
    for pairs in (_common(known, directory), _own(known, directory)):
        for pair in pairs:
            if pair[1] and pair[0] in fields:
                yield pair


def held_possibly(known: Known) -> Iterator[Pair]:
    """Every (field, value) that a record possibly holds, and none that :func:`held` gives: a match is unsure.

    Where fuzzy days leave open which entry of an event's history is the last, nobody can tell its status on that
    day: it may be that of each.
    """
    statuses = _statuses(known)
    if len(statuses) > 1:
        yield from (("status", status) for status in statuses)
        if 0 < sum(status in OPEN_STATUSES for status in statuses) < len(statuses):
            yield "is", "open"


def _statuses(known: Known) -> tuple[str, ...]:
    """The statuses that an event may have; one, where that is sure."""
    if known.disagree:
        return tuple(dict.fromkeys(entry.status for entry in known.disagree))
    return (known.record.status,) if isinstance(known.record, Event) else ()


def asked(field: str, value: str, values: Iterable[str], directory: Directory) -> frozenset[str]:
    """Which of the values held anywhere for a field a query's value asks for.

    ``values`` are all that the collection holds for that field: an exact value wins over longer ones that begin
    so, whether or not the record in hand holds it.
    """
    known = spec(field)
    held_values = frozenset(values)
    if known is None or known.type in ("date", "number"):
        return frozenset()
    if known.type == "id":
        return frozenset(key for key in held_values if is_id(value, key))
    if known.type == "text":
        return frozenset(text for text in held_values if in_text(value, text))
    names = _names(known.type, directory)
    if known.type == "actor":
        words = frozenset(text for text in held_values - names.keys() if in_text(value, text))
        return (resolve(value, names) & held_values) | words
    listed = dict.fromkeys((*known.values, *held_values), ())
    return resolve(value, {**listed, **names}, whole_names=known.type != "source") & held_values


def _names(value_type: str, directory: Directory) -> Mapping[str, Iterable[str]]:
    """The names that values of a type go by, by id."""
    if value_type == "side":
        return directory.sides
    if value_type == "source":
        return {key: (source.publisher, source.title) for key, source in directory.sources.items()}
    return directory.actors if value_type in ("actor", "tag") else {}


# What each kind holds.


def _own(known: Known, directory: Directory) -> Iterator[Pair]:
    """What only records of its kind hold."""
    record = known.record
    match record:
        case Quote():
            yield from _quote(record, directory)
        case Event():
            yield from _event(record, directory)
            statuses = _statuses(known)
            yield "status", statuses[0] if len(statuses) == 1 else ""
            yield "is", "open" if all(status in OPEN_STATUSES for status in statuses) else ""
            yield from (("was", entry.status) for entry in earlier_entries(record, known.entry))
        case Measure():
            yield from _measure(record, directory)
        case Figure():
            yield from (("series", record.series), ("of", record.of), ("event", record.of))
            yield "has", "value" if record.value else ""
        case Actor():
            yield from (("side", record.side), ("type", record.type))
            for role in record.roles:
                yield from (("role", role.title), ("org", role.org))
        case Source():
            yield from (("type", record.type), ("lang", record.lang))


def _common(known: Known, directory: Directory) -> list[Pair]:
    """What records of all kinds hold."""
    record = known.record
    cites = citations(known)
    sources = [directory.sources[key] for cite in cites if (key := cite.source) in directory.sources]
    found = [("id", record.id), ("in", f"{kind_of(record)}s"), ("review", record.review)]
    if isinstance(record, Source):
        sources.append(record)
        found.append(("source", record.id))
    else:
        found.append(("cites", str(len({cite.source for cite in cites if cite.stance == "supports"}))))
    found += [("tag", tag) for tag in record.tags]
    for link in record.links:
        if link.rel in ("about", "part-of"):
            found.append(("about" if link.rel == "about" else "event", link.to))
    found += [("source", cite.source) for cite in cites]
    for source in sources:
        found.append(("publisher", source.publisher))
        if source.url:
            found.append(("has", "url"))
        if source.archived_url:
            found.append(("has", "archive"))
    for cite in cites:
        if cite.exact:
            found.append(("has", "passage"))
        if cite.says:
            found.append(("has", "says"))
        if cite.stance == "disputes":
            found.append(("is", "disputed"))
    if record.links:
        found.append(("has", "link"))
    if record.note:
        found.append(("has", "note"))
    if record.review == "disputed":
        found.append(("is", "disputed"))
    date = date_of(record)
    if date is None:
        found.append(("is", "undated"))
    elif not date.exact:
        found.append(("is", "fuzzy"))
    return found


def _quote(quote: Quote, directory: Directory) -> Iterator[Pair]:
    yield from (("form", quote.form), ("terms", quote.terms), ("medium", quote.medium))
    yield from (("attribution", quote.attribution), ("lang", quote.lang), ("place", quote.place))
    yield from (("role", quote.by_title), ("event", quote.event))
    for actor in quote.by:
        yield from (("by", actor), ("side", directory.side_of.get(actor, "")))
    for addressee in quote.to:
        yield from (("to", addressee.actor), ("to", addressee.text))
    yield from (("about", topic) for topic in quote.about)
    yield from _described(quote.described)
    yield "has", "place" if quote.place else ""
    yield "has", "original" if quote.original else ""
    yield "is", "disputed" if quote.attribution in ("denied", "disputed", "misattributed") else ""


def _event(event: Event, directory: Directory) -> Iterator[Pair]:
    yield from (("kind", event.kind), ("place", event.place), ("event", event.id))
    for participant in event.who:
        yield from (("by", participant.actor), ("role", participant.role))
        yield "side", directory.side_of.get(participant.actor, "")
        yield from _described(participant.described)
    yield "has", "history" if event.history else ""
    yield "has", "time" if event.time else ""
    yield "has", "place" if event.place else ""


def earlier_entries(event: Event, last: HistoryEntry | None) -> Iterator[HistoryEntry]:
    """The entries of a history other than the last, which as of a day may have other citations."""
    if last is None:
        return iter(event.history[:-1])
    return (
        entry
        for entry in event.history
        if (entry.on, entry.status, entry.when, entry.summary)
        != (last.on, last.status, last.when, last.summary)
    )


def _measure(measure: Measure, directory: Directory) -> Iterator[Pair]:
    side = measure.by if measure.by in directory.sides else directory.side_of.get(measure.by, "")
    yield from (("by", measure.by), ("side", side), ("against", measure.against))
    yield "instrument", measure.instrument
    yield from (("event", step.event) for step in measure.steps)
    yield "has", "steps" if measure.steps else ""
    valued = (measure.base and measure.base.value) or any(step.value for step in measure.steps)
    yield "has", "value" if valued else ""
    yield "is", "child" if measure.parent else ""


def _described(described: Described | None) -> Iterator[Pair]:
    if described:
        yield from (("described", described.as_), ("described", described.ordinal), ("is", "unnamed"))
        yield from (("org", described.org), ("side", described.side))


def citations(known: Known) -> tuple[Citation, ...]:
    """Every citation of a record that could be read: its own, and those of its steps, history and posts."""
    record = known.record
    later = {cite.source for cite in known.later}
    return (*known.cites, *(cite for cite in nested(record) if cite.source not in later))
