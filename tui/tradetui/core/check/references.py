"""Rules of cross references: every id that a record mentions exists, and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tradetui.core.check.model import Finding, Ground, Rule, all_cites
from tradetui.core.fields import TABLES, Field, Table
from tradetui.core.fields.validate import Path, did_you_mean
from tradetui.core.records import AnyRecord, Event, Measure, Quote, Source, kind_of


def mentions(table: Table, record: Any, path: Path = ()) -> Iterator[tuple[Path, Field, str]]:
    """Every id that a record mentions, with its path and the field that says what it may refer to."""
    for field in table.fields:
        value = getattr(record, field.attr)
        if not value or not (field.refers or field.table):
            continue
        items: list[tuple[Path, Any]] = [((*path, field.key), value)]
        if isinstance(value, tuple):
            several = len(value) > 1 or field.number == "many"
            items = [
                ((*path, field.key, n) if several else (*path, field.key), v) for n, v in enumerate(value)
            ]
        for where, item in items:
            if field.table is not None:
                if not field.table.closed:
                    yield from mentions(field.table, item, where)
            else:
                yield where, field, item


def _mentions(ground: Ground) -> Iterator[tuple[AnyRecord, Path, Field, str]]:
    for record in ground.records.values():
        for path, field, value in mentions(TABLES[kind_of(record)], record):
            yield record, path, field, value


def unknown_id(ground: Ground) -> Iterator[Finding]:
    """An id that nothing bears."""
    for record, path, field, value in _mentions(ground):
        kinds: list[str] = [kind for kind in field.refers if kind not in ("side", "step")]
        if not kinds or value in ground.records or ("side" in field.refers and value in ground.sides):
            continue
        if value in ground.loaded.faulty:
            reason, remedy = f'"{value}" is left out for its own faults', "mend that record"
        else:
            alike = (id_ for id_, other in ground.records.items() if kind_of(other) in kinds)
            reason, remedy = f'no {_or(kinds)} is called "{value}"', did_you_mean(value, alike)
        yield Finding(record, path, reason, remedy)


def wrong_kind(ground: Ground) -> Iterator[Finding]:
    """An id of a record of another kind."""
    for record, path, field, value in _mentions(ground):
        found = ground.records.get(value)
        if found is None or (not field.refers or kind_of(found) in field.refers):
            continue
        if ("side" in field.refers and value in ground.sides) or field.refers in (("side",), ("step",)):
            continue
        reason = f'"{value}" is {_a(kind_of(found))}, not {_a(_or(list(field.refers)))}'
        yield Finding(record, path, reason, f"`{field.key}` is {field.meaning}")


def unknown_side(ground: Ground) -> Iterator[Finding]:
    """A side that ``collection.toml`` doesn't name."""
    for record, path, field, value in _mentions(ground):
        if field.refers == ("side",) and value not in ground.sides:
            remedy = did_you_mean(value, ground.sides) or "add it to `sides` in collection.toml"
            yield Finding(record, path, f'"{value}" is no side of the collection', remedy)


def unknown_step(ground: Ground) -> Iterator[Finding]:
    """A step that the measure doesn't have, or that names itself."""
    for measure in ground.measures:
        steps = {step.id for step in measure.steps}
        for position, step in enumerate(measure.steps):
            for number, name in enumerate(step.replaces):
                path = ("steps", position, "replaces", number)
                if name == step.id:
                    yield Finding(measure, path, f'the step "{name}" replaces itself', "name an earlier step")
                elif name not in steps:
                    near = did_you_mean(name, steps)
                    yield Finding(measure, path, f'the measure has no step "{name}"', near)


def unknown_kind(ground: Ground) -> Iterator[Finding]:
    """A kind of event that is neither built in nor in ``kinds``."""
    kinds = (*TABLES["event"].keys["kind"].values, *ground.info.kinds)
    for event in ground.events:
        if event.kind not in kinds:
            remedy = did_you_mean(event.kind, kinds) or "add it to `kinds` in collection.toml"
            yield Finding(event, ("kind",), f'"{event.kind}" is no kind of event', remedy)


def cycles(ground: Ground) -> Iterator[Finding]:
    """Parents, versions and links that come back to where they began."""
    parents = {record.id: record.parent for record in ground.measures}
    versions = {r.id: r.version_of for r in ground.records.values() if isinstance(r, Source)}
    for key, above in (("parent", parents), ("version_of", versions)):
        for name in above:
            if round_trip := _round(name, above):
                yield Finding(
                    ground.records[name], (key,), f"goes round: {round_trip}", "cut it where it is wrong"
                )


def _round(name: str, above: Mapping[str, str]) -> str:
    """The way from a name up to itself again, in words; empty if there is none."""
    way = [name]
    while (following := above.get(way[-1], "")) and following not in way:
        way.append(following)
    return " -> ".join([*way, name]) if following == name else ""


def links(ground: Ground) -> Iterator[Finding]:
    """A link to the record itself, one that stands twice, and two that contradict each other."""
    for record in ground.records.values():
        seen: set[tuple[str, str]] = set()
        for position, link in enumerate(record.links):
            path = ("links", position)
            if link.to == record.id:
                yield Finding(record, path, "a link of the record to itself", "take it out")
            elif (link.to, link.rel) in seen:
                yield Finding(record, path, f'a second link "{link.rel}" to "{link.to}"', "take one out")
            elif _written_back(ground, record, link.to, link.rel) and record.id < link.to:
                reason = f'"{link.to}" links back with "{link.rel}" as well'
                yield Finding(record, path, reason, "write one direction: the other is derived")
            seen.add((link.to, link.rel))


def _written_back(ground: Ground, record: AnyRecord, to: str, rel: str) -> bool:
    other = ground.records.get(to)
    return other is not None and any(link.to == record.id and link.rel == rel for link in other.links)


def unknown_about(ground: Ground) -> Iterator[Finding]:
    """What a quote is about: neither an id nor a tag that stands anywhere."""
    tags = {tag for record in ground.records.values() for tag in record.tags}
    for record in ground.records.values():
        for position, value in enumerate(record.about if isinstance(record, Quote) else ()):
            if value not in ground.records and value not in tags:
                remedy = (
                    did_you_mean(value, [*ground.records, *tags])
                    or "name a record, or a tag that records bear"
                )
                yield Finding(record, ("about", position), f'"{value}" is neither a record nor a tag', remedy)


def addressee(ground: Ground) -> Iterator[Finding]:
    """Words for an addressee that are the id of an actor."""
    for record in ground.records.values():
        for position, each in enumerate(record.to if isinstance(record, Quote) else ()):
            found = ground.records.get(each.text)
            if found is not None and kind_of(found) == "actor":
                reason = f'"{each.text}" stands as words, and is the id of an actor'
                yield Finding(record, ("to", position), reason, f'write {{ actor = "{each.text}" }}')


def says_path(ground: Ground) -> Iterator[Finding]:
    """What a source says differently: of a key that the record has, with a value that can stand there."""
    from tradetui.core.fields.validate import check_field

    for record in ground.records.values():
        for path, citation in all_cites(record):
            for key, value in citation.says.items():
                field = _said_field(record, key)
                if isinstance(field, str):
                    yield Finding(
                        record, (*path, "says", key), field, 'a key such as "when" or "steps.s2.rate"'
                    )
                    continue
                for fault in check_field(field, value, (*path, "says", key)):
                    yield Finding(record, fault.path, fault.reason, fault.remedy)


def _said_field(record: AnyRecord, key: str) -> Field | str:
    """The field that a key of ``says`` names, or why there is none."""
    table = TABLES[kind_of(record)]
    first, _, rest = key.partition(".")
    if isinstance(record, Measure) and first == "steps":
        step, _, key = rest.partition(".")
        if step not in {each.id for each in record.steps}:
            return f'the measure has no step "{step}"'
        nested = table.keys["steps"].table
        return f'a step has no key "{key}"' if nested is None or key not in nested.keys else nested.keys[key]
    if isinstance(record, Event) and first == "history" and rest:
        number, _, key = rest.partition(".")
        nested = table.keys["history"].table
        if not number.isdecimal() or not 1 <= int(number) <= len(record.history):
            return f'the history has no entry "{number}" (they count from 1)'
        return (
            f'an entry has no key "{key}"' if nested is None or key not in nested.keys else nested.keys[key]
        )
    if isinstance(record, Measure) and first == "base" and rest:
        nested = table.keys["base"].table
        return (
            f'a base has no key "{rest}"' if nested is None or rest not in nested.keys else nested.keys[rest]
        )
    return table.keys.get(key) or f'{_a(kind_of(record))} has no key "{key}"'


def _or(words: list[str]) -> str:
    """``source``, ``side or actor``, ``record`` for all kinds."""
    return "record" if len(words) == len(TABLES) else " or ".join(words)


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


RULES = (
    Rule("unknown-id", "error", "an id that nothing bears", unknown_id),
    Rule("wrong-kind", "error", "an id of a record of another kind than can stand there", wrong_kind),
    Rule("unknown-side", "error", "a side that `collection.toml` doesn't name", unknown_side),
    Rule("unknown-step", "error", "`replaces` names a step that the measure doesn't have", unknown_step),
    Rule("unknown-kind", "error", "a kind of event that is neither built in nor in `kinds`", unknown_kind),
    Rule("cycle", "error", "parents or versions that come back to where they began", cycles),
    Rule("idle-link", "warning", "a link to itself, twice, or written from both ends", links),
    Rule("unknown-about", "warning", "`about` names neither a record nor a tag in use", unknown_about),
    Rule("addressee-id", "warning", "words for an addressee that are the id of an actor", addressee),
    Rule(
        "says-key",
        "error",
        "`says` names a key that the record doesn't have, or a value that can't stand there",
        says_path,
    ),
)
