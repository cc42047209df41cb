"""What a record points at."""

from __future__ import annotations

from collections.abc import Iterator

from tradetui.core.records import AnyRecord, Event, Figure, Measure, Quote, Source


def links_of(record: AnyRecord) -> Iterator[tuple[str, str]]:
    """(relation, id) of each record that this one points at, but for its sources (``source`` is a field)."""
    for link in record.links:
        yield link.rel, link.to
    match record:
        case Quote():
            if record.event:
                yield "quote", record.event
            yield from (("about", topic) for topic in record.about)
        case Event():
            yield from (("step", each.event) for each in record.history if each.event)
        case Measure():
            yield from (("step", each.event) for each in record.steps if each.event)
            if record.parent:
                yield "child", record.parent
        case Figure():
            if record.of:
                yield "figure", record.of
        case Source():
            if record.version_of:
                yield "version", record.version_of
