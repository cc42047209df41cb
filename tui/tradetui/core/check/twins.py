"""Rules of near-duplicates: records that may be the same thing twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tradetui.core.check.model import Finding, Ground, Rule
from tradetui.core.check.sourcing import folded
from tradetui.core.records import Actor, AnyRecord, Event, Figure, Quote, Source

#: How much of the words of two titles must be the same.
ALIKE = 0.7
_WORD = re.compile(r"\w+")
_LITTLE = frozenset(("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with"))


def near_events(ground: Ground) -> Iterator[Finding]:
    """Two events of one kind on one day with much the same title."""
    by_day: dict[tuple[str, int], list[Event]] = defaultdict(list)
    for event in ground.events:
        for day in _few_days(event):
            by_day[event.kind, day].append(event)
    seen: set[tuple[str, str]] = set()
    for events in by_day.values():
        for position, one in enumerate(events):
            for other in events[position + 1 :]:
                if (one.id, other.id) in seen or _linked(one, other):
                    continue
                seen.add((one.id, other.id))
                if _alike(one.title, other.title):
                    reason = f'much the same title as "{one.id}" of the same day'
                    yield Finding(other, ("title",), reason, "join them, or link them if they are two")


def _few_days(event: Event) -> range:
    """The days of an event that is dated to a week or better."""
    when = event.when
    if when is None or when.lo is None or when.hi is None or when.hi - when.lo > 7:
        return range(0)
    return range(when.lo, when.hi + 1)


def _linked(one: AnyRecord, other: AnyRecord) -> bool:
    return any(link.to == other.id for link in one.links) or any(link.to == one.id for link in other.links)


def _alike(one: str, other: str) -> bool:
    """Whether most words of the two are the same."""
    words, others = _words(one), _words(other)
    return bool(words and others) and len(words & others) >= ALIKE * len(words | others)


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold())) - _LITTLE


def same_words(ground: Ground) -> Iterator[Finding]:
    """The same words of the same speaker twice."""
    seen: dict[tuple[object, ...], Quote] = {}
    for record in ground.records.values():
        if not isinstance(record, Quote):
            continue
        spoken = folded(" ".join(record.text)).casefold().strip("' .,;:")
        who = record.by or (record.described and (record.described.as_, record.described.ordinal))
        first = seen.setdefault((who, spoken, record.said and record.said.edtf), record)
        if first is not record:
            remedy = "make them one quote with both citations"
            yield Finding(record, ("text",), f'the words of "{first.id}" again, on the same day', remedy)


def same_source(ground: Ground) -> Iterator[Finding]:
    """One address twice."""
    seen: dict[str, Source] = {}
    for record in ground.records.values():
        if isinstance(record, Source) and record.url:
            first = seen.setdefault(record.url.rstrip("/"), record)
            if first is not record and record.version_of != first.id and first.version_of != record.id:
                yield Finding(
                    record,
                    ("url",),
                    f'the address of "{first.id}" too',
                    "make them one source, or say `version_of`",
                )


def same_name(ground: Ground) -> Iterator[Finding]:
    """One name for two actors."""
    seen: dict[str, Actor] = {}
    for record in ground.records.values():
        if not isinstance(record, Actor):
            continue
        for key, position, name in _names(record):
            first = seen.setdefault(name.casefold(), record)
            if first is not record:
                path = (key,) if position is None else (key, position)
                yield Finding(
                    record, path, f'"{name}" is a name of "{first.id}" too', "join them, or tell them apart"
                )


def _names(actor: Actor) -> Iterator[tuple[str, int | None, str]]:
    yield "name", None, actor.name
    if actor.native_name:
        yield "native_name", None, actor.native_name
    for position, alias in enumerate(actor.aliases):
        yield "aliases", position, alias


def same_figure(ground: Ground) -> Iterator[Finding]:
    """One figure twice: same series, time, day of print and value."""
    seen: dict[tuple[object, ...], Figure] = {}
    for record in ground.records.values():
        if isinstance(record, Figure):
            mark = (
                record.series,
                record.at and record.at.edtf,
                record.as_of and record.as_of.edtf,
                record.value,
            )
            first = seen.setdefault(mark, record)
            if first is not record:
                yield Finding(
                    record, ("series",), f'the figure "{first.id}" again', "make them one with both citations"
                )


RULES = (
    Rule("near-duplicate", "warning", "two events of one kind and day with much the same title", near_events),
    Rule("same-words", "warning", "the same words of one speaker on one day twice", same_words),
    Rule("same-source", "warning", "one address in two sources", same_source),
    Rule("same-name", "warning", "one name for two actors", same_name),
    Rule("same-figure", "warning", "the same figure twice", same_figure),
)
