"""The whole record: every file, record, reference, citation and link is walked."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tradetui.core.knowledge import known_from
from tradetui.core.load import Loaded
from tradetui.core.records import (
    AnyRecord,
    Citation,
    Collection,
    Event,
    Figure,
    Measure,
    Quote,
    Source,
)
from tradetui.core.when import When

PLANS = {"planned", "expected", "hoped", "possible", "threatened"}


def cited(record: AnyRecord) -> Iterator[Citation]:
    """Every citation of a record, in steps, history and roles too."""
    yield from record.cites
    for part in ("history", "steps", "roles"):
        for entry in getattr(record, part, ()):
            yield from entry.cites


def published(record: Collection) -> dict[str, When | None]:
    return {id_: held.published for id_, held in record.records.items() if isinstance(held, Source)}


def test_every_file_loads_and_nothing_is_left_out(loaded: Loaded) -> None:
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.left_out == 0


def test_check_has_no_error_and_no_unexplained_warning(loaded: Loaded) -> None:
    check = pytest.importorskip("tradetui.core.check")
    assert [str(problem) for problem in check.check(loaded)] == []


def test_every_reference_leads_to_a_record_of_its_kind(record: Collection) -> None:
    def kind(id_: str, *classes: type) -> bool:
        return isinstance(record.records.get(id_), classes)

    from tradetui.core.records import Actor

    sides = {side.id for side in record.info.sides}
    for id_, held in record.records.items():
        for cite in cited(held):
            assert kind(cite.source, Source), (id_, cite.source)
            assert not cite.via or kind(cite.via, Source), (id_, cite.via)
        for link in held.links:
            assert link.to in record.records and link.to != id_, (id_, link.to)
        actors: list[str] = []
        if isinstance(held, Event):
            actors = [one.actor for one in held.who if one.actor]
            events = [entry.event for entry in held.history if entry.event]
        elif isinstance(held, Quote):
            actors = [*held.by, *(one.actor for one in held.to if one.actor)]
            events = [held.event] if held.event else []
        elif isinstance(held, Measure):
            actors = [held.by, *(step.by for step in held.steps if step.by)]
            events = [step.event for step in held.steps if step.event]
            assert not held.parent or kind(held.parent, Measure), id_
            assert held.against in sides or kind(held.against, Actor) or not held.against, id_
        elif isinstance(held, Actor):
            assert held.side in {"", *sides}, id_
            actors, events = [role.org for role in held.roles if role.org], []
        elif isinstance(held, Figure):
            assert not held.of or kind(held.of, Event, Measure), (id_, held.of)
            events = []
        else:
            events = []
        assert all(kind(actor, Actor) for actor in actors), (id_, actors)
        assert all(kind(event, Event) for event in events), (id_, events)


def test_every_source_is_used_or_says_why_not(record: Collection) -> None:
    used = {cite.source for held in record.records.values() for cite in cited(held)}
    unused = [id_ for id_ in published(record) if id_ not in used and not record.records[id_].note]
    assert unused == []


def test_every_event_quote_measure_and_figure_has_a_source(record: Collection) -> None:
    for id_, held in record.records.items():
        if isinstance(held, (Event, Quote, Measure, Figure)):
            assert any(cite.stance == "supports" for cite in cited(held)), id_


def test_every_record_has_a_day_from_which_it_could_be_known(record: Collection) -> None:
    out = published(record)
    for id_, held in record.records.items():
        if isinstance(held, (Event, Quote, Measure, Figure, Source)):
            since = known_from(held, out)
            parent = isinstance(held, Measure) and not held.steps
            assert since.possibly is not None or parent, (id_, since)


def test_exact_words_stand_in_one_citation(record: Collection) -> None:
    for held in record.of_kind("quote"):
        assert isinstance(held, Quote)
        if held.form in {"direct", "partial"}:
            assert any(_in_order(held.text, cite.exact) for cite in held.cites), held.id
        else:
            assert held.form in {"paraphrase", "translation"}, held.id


def _in_order(fragments: tuple[str, ...], passage: str) -> bool:
    at = 0
    for fragment in fragments:
        found = passage.find(fragment, at)
        if found < 0:
            return False
        at = found + len(fragment)
    return True


def test_history_and_record_tell_the_same(record: Collection) -> None:
    for held in record.of_kind("event"):
        assert isinstance(held, Event)
        if not held.history:
            assert held.summary, held.id
            assert held.status == "happened" or held.note, f"{held.id}: {held.status} without a history"
            continue
        last = held.history[-1]
        assert held.status == last.status, held.id
        dated = [entry.when for entry in held.history if entry.when is not None]
        assert held.when == (dated[-1] if dated else None), held.id
        days = [entry.on.earliest_start or 0 for entry in held.history]
        assert days == sorted(days), held.id
        for entry in held.history:
            assert entry.cites, (held.id, entry.on.edtf)


def test_titles_and_summaries_keep_one_style(record: Collection) -> None:
    for id_, held in record.records.items():
        if isinstance(held, (Event, Measure)):
            assert "%" not in held.title, id_
            assert not held.title.endswith("."), id_
        if isinstance(held, Event):
            texts = [held.summary, *(entry.summary for entry in held.history)]
            for text in filter(None, texts):
                assert text.endswith("."), (id_, text)
                assert "%" not in text, (id_, text)
                assert not re.search(
                    r"\b(brutal|shocking|historic|disastrous|outrageous|clearly|unfortunately)\b", text
                ), (id_, text)


def test_files_are_in_order_and_each_record_in_its_year(record: Collection) -> None:
    days: dict[str, list[int]] = {}
    for id_, held in record.records.items():
        if isinstance(held, (Event, Quote)) and held.file.split("/")[0] in {"events", "quotes"}:
            when = held.when if isinstance(held, Event) else held.said
            assert when is not None, id_
            first = when.earliest_start if when.earliest_start is not None else when.latest_end
            assert first is not None, id_
            days.setdefault(held.file, []).append(first)
    for file, found in days.items():
        assert found == sorted(found), file
    for file in days:
        assert re.fullmatch(r"(events|quotes)/20\d\d\.toml", file), file


def test_one_can_walk_from_the_first_day_to_the_last(record: Collection) -> None:
    """Along ``answers``, ``follows`` and their kin, back from any round or duty, to August 2017."""
    start = "2017-08-14-memo"
    if start not in record.records:
        pytest.skip("the events of 2017 aren't there yet")
    near: dict[str, set[str]] = {}
    for id_, held in record.records.items():
        for link in held.links:
            if isinstance(held, Event) and link.rel in {"answers", "follows", "fulfils", "replaces"}:
                near.setdefault(link.to, set()).add(id_)
    reached, edge = {start}, [start]
    while edge:
        for other in near.get(edge.pop(), ()):
            if other not in reached:
                reached.add(other)
                edge.append(other)
    events = {held.id for held in record.of_kind("event") if isinstance(held, Event)}
    threaded = {"measure", "talks", "agreement", "call"}
    loose = [
        id_
        for id_ in sorted(events - reached)
        if isinstance(held := record.records[id_], Event) and held.kind in threaded
    ]
    assert loose == []
