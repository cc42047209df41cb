"""Rules of cross references: every id that a record mentions exists, and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from tradetui.core.check.model import Finding, Ground, Rule
from tradetui.core.fields import TABLES, Field, Table
from tradetui.core.fields.validate import Path, did_you_mean
from tradetui.core.records import AnyRecord, Event, Figure, Measure, Quote, Source, kind_of


class Mention(NamedTuple):
    """An id that stands in a record: where, and the field that says what it may be of."""

    record: AnyRecord
    path: Path
    field: Field
    value: str


@cache
def _leading(table: Table) -> tuple[Field, ...]:
    """The fields of a table that hold an id, or a table in which one may stand."""
    return tuple(
        field
        for field in table.fields
        if field.refers or (field.table is not None and not field.table.closed and _leading(field.table))
    )


def mentions(record: AnyRecord) -> Iterator[Mention]:
    """Every id that a record mentions."""
    return _mentions(record, TABLES[kind_of(record)], record, ())


def _mentions(record: AnyRecord, table: Table, part: Any, path: Path) -> Iterator[Mention]:
    for field in _leading(table):
        value = getattr(part, field.attr)
        if not value:
            continue
        where = (*path, field.key)
        if field.number == "one":
            yield from _mentioned(record, field, value, where)
        else:
            single = field.number == "one-or-many" and len(value) == 1
            for position, item in enumerate(value):
                yield from _mentioned(record, field, item, where if single else (*where, position))


def _mentioned(record: AnyRecord, field: Field, value: Any, path: Path) -> Iterator[Mention]:
    if field.table is not None:
        yield from _mentions(record, field.table, value, path)
    else:
        yield Mention(record, path, field, value)


def wrong_mentions(ground: Ground) -> list[Mention]:
    """The mentions that aren't of a record, a side or a step that may stand there; found once for all rules here."""
    if ground.wrong_mentions is None:
        kinds = {name: kind_of(record) for name, record in ground.records.items()}
        ground.wrong_mentions = [
            mention
            for record in ground.records.values()
            for mention in mentions(record)
            if kinds.get(mention.value) not in mention.field.refers
            and not ("side" in mention.field.refers and mention.value in ground.sides)
            and "step" not in mention.field.refers
        ]
    return ground.wrong_mentions


def unknown_id(ground: Ground) -> Iterator[Finding]:
    """An id that nothing bears."""
    near: dict[tuple[str, str], str] = {}
    for record, path, field, value in wrong_mentions(ground):
        if value in ground.records or field.refers == ("side",):
            continue
        if value in ground.loaded.faulty:
            yield Finding(record, path, f'"{value}" is left out for its own faults', "mend that record")
            continue
        if (field.key, value) not in near:
            alike = (name for name, other in ground.records.items() if kind_of(other) in field.refers)
            near[field.key, value] = did_you_mean(value, alike, nearness=0.75)
        yield Finding(record, path, f'no {_or(field.refers)} is called "{value}"', near[field.key, value])


def wrong_kind(ground: Ground) -> Iterator[Finding]:
    """An id of a record of another kind."""
    for record, path, field, value in wrong_mentions(ground):
        found = ground.records.get(value)
        if found is not None and field.refers != ("side",):
            reason = f'"{value}" is {_a(kind_of(found))}, not {_a(_or(field.refers))}'
            yield Finding(record, path, reason, f"`{field.key}` is {field.meaning}")


def unknown_side(ground: Ground) -> Iterator[Finding]:
    """A side that ``collection.toml`` doesn't name."""
    for record, path, field, value in wrong_mentions(ground):
        if field.refers == ("side",):
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
        for path, citation in ground.cites(record):
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
    if key == "when_text" and isinstance(record, Quote | Figure):
        return TABLES["event"].keys[key]  # the words in which a source dates what was said or counted
    return table.keys.get(key) or f'{_a(kind_of(record))} has no key "{key}"'


def _or(words: Sequence[str]) -> str:
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
