"""The tables of fields: validation tells all faults at once; building and its inverse go round."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import tomli
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.fields import (
    COLLECTION,
    TABLES,
    Field,
    Table,
    build,
    build_collection,
    plain,
)
from tradetui.core.fields.common import AMOUNT
from tradetui.core.fields.take import take
from tradetui.core.fields.validate import validate, validate_collection
from tradetui.core.load import load
from tradetui.core.records import KINDS, Amount, Event, Figure, Kind, Measure, Quote, kind_of

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"


def faults(kind: Kind, record: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    return [(fault.path, fault.check) for fault in validate(kind, record)]


# --- the tables and the classes hold together -----------------------------------------------------


def every_table() -> list[Table]:
    found: dict[int, Table] = {}
    waiting = [COLLECTION, AMOUNT, *TABLES.values()]
    while waiting:
        table = waiting.pop()
        found[id(table)] = table
        waiting += [field.table for field in table.fields if field.table and id(field.table) not in found]
    return list(found.values())


@pytest.mark.parametrize("table", every_table(), ids=lambda table: table.name)
def test_a_table_has_exactly_the_fields_of_its_class(table: Table) -> None:
    beside = {"extra", "file", "position"}
    attributes = {each.name for each in dataclasses.fields(table.cls)}
    assert {field.attr for field in table.fields} == attributes - beside
    needed = {
        each.name
        for each in dataclasses.fields(table.cls)
        if each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    }
    assert {field.attr for field in table.fields if field.need} >= needed


@pytest.mark.parametrize("table", every_table(), ids=lambda table: table.name)
def test_every_field_says_what_it_means(table: Table) -> None:
    assert table.meaning
    for field in table.fields:
        assert field.meaning and not field.meaning.endswith(".")
        assert (field.table is not None) == (field.type == "table")
        if field.example:
            tomli.loads(f"x = {field.example}")


# --- validation -----------------------------------------------------------------------------------


def test_all_faults_at_once_each_with_its_path() -> None:
    record = {
        "id": "Not An Id",
        "titel": "x",
        "when": "2019-13",
        "status": "hapened",
        "history": [{"on": "2019", "status": "planned", "cites": [{"source": 1}]}, {}],
        "who": [{"actor": "a", "described": "b"}, {}],
    }
    assert faults("event", record) == [
        (("titel",), "unknown-key"),
        ((), "missing-key"),
        (("id",), "bad-id"),
        (("when",), "bad-date"),
        (("status",), "bad-value"),
        (("history", 0, "cites", 0, "source"), "wrong-type"),
        (("history", 1), "missing-key"),
        (("history", 1), "missing-key"),
        (("who", 0, "described"), "either-key"),
        (("who", 1), "missing-key"),
    ]


def test_a_near_word_is_offered() -> None:
    found = {
        fault.path: fault.remedy
        for fault in validate("event", {"id": "x", "titel": "T", "status": "hapened"})
    }
    assert found["titel",] == "did you mean `title`?" and found["status",] == "did you mean `happened`?"


GOOD: dict[Kind, dict[str, Any]] = {
    "event": {"id": "x", "title": "T"},
    "quote": {"id": "x", "text": "T", "by": "someone"},
    "measure": {"id": "x", "title": "T"},
    "figure": {"id": "x", "series": "s", "value": 1},
    "actor": {"id": "x", "name": "N"},
    "source": {"id": "x", "title": "T"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_least_that_each_kind_needs(kind: Kind) -> None:
    assert faults(kind, GOOD[kind]) == []
    assert plain(build(kind, GOOD[kind])) == GOOD[kind]
    for key in GOOD[kind]:
        assert "missing-key" in [
            check for _, check in faults(kind, {k: v for k, v in GOOD[kind].items() if k != key})
        ]


BAD = [
    ("event", {"time": "09:30"}, "time-without-tz"),
    ("event", {"time": "9:30", "tz": "UTC"}, "bad-value"),
    ("event", {"time": "24:00", "tz": "UTC"}, "bad-value"),
    ("event", {"time": "09:30", "tz": "Mars/Olympus"}, "bad-zone"),
    ("event", {"tz": "../../etc/passwd"}, "bad-zone"),
    ("event", {"seq": True}, "wrong-type"),
    ("event", {"seq": 1.0}, "wrong-type"),
    ("event", {"when": ["2019"]}, "wrong-type"),
    ("event", {"when": ""}, "bad-date"),
    ("event", {"tags": "one"}, "wrong-type"),
    ("event", {"tags": [1]}, "wrong-type"),
    ("event", {"title": " "}, "bad-value"),
    ("event", {"title": "a\nb"}, "line-break"),
    ("event", {"summary": "a\x00b"}, "control-character"),
    ("event", {"other": {"deep": ["a\x1bb"]}}, "control-character"),
    ("event", {"a\x07b": 1}, "control-character"),
    ("event", {"note": "a\u202eb"}, "bidi-character"),
    ("event", {"links": [{"to": "y", "rel": "causes"}]}, "bad-value"),
    ("event", {"cites": [{}]}, "missing-key"),
    ("event", {"cites": {"source": "x"}}, "wrong-type"),
    ("event", {"other": float("nan")}, "bad-value"),
    ("event", {"other": 10**400}, "bad-value"),
    ("quote", {"described": "an official"}, "either-key"),
    ("quote", {"text": []}, "bad-value"),
    ("quote", {"text": ["a", ""]}, "bad-value"),
    ("quote", {"by": []}, "bad-value"),
    ("quote", {"to": [{"actor": "a", "text": "b"}]}, "either-key"),
    ("figure", {"value": "110"}, "wrong-type"),
    ("figure", {"value": True}, "wrong-type"),
    ("figure", {"value": {}}, "missing-key"),
    ("figure", {"value": {"about": 110}}, "unknown-key"),
    ("figure", {"value": {"value": 5, "low": 6}}, "bad-value"),
    ("figure", {"value": {"value": 5, "high": 4}}, "bad-value"),
    ("figure", {"value": float("inf")}, "bad-value"),
    ("figure", {"planned": 1}, "wrong-type"),
    ("source", {"url": "javascript:alert(1)"}, "bad-value"),
    ("measure", {"steps": [{"id": "s", "decided": "2019", "status": "adopted"}] * 2}, "duplicate-step"),
    ("measure", {"steps": [{"id": "s", "decided": "2019", "status": "in-force"}]}, "bad-value"),
]


@pytest.mark.parametrize(("kind", "keys", "check"), BAD, ids=lambda value: str(value)[:40])
def test_each_fault(kind: Kind, keys: dict[str, Any], check: str) -> None:
    assert check in [found for _, found in faults(kind, GOOD[kind] | keys)]


def test_nothing_is_nested_without_end() -> None:
    deep: Any = 1
    for _ in range(5000):
        deep = {"a": deep}
    assert [check for _, check in faults("event", GOOD["event"] | {"other": deep})] == ["too-deep"]


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.sampled_from(KINDS), st.data())
def test_validation_is_total_and_building_keeps_its_promise(kind: Kind, data: st.DataObject) -> None:
    keys = st.sampled_from(list(TABLES[kind].keys))
    record = GOOD[kind] | data.draw(st.dictionaries(keys | st.text(max_size=5), anything, max_size=4))
    if not any(fault.severity == "error" for fault in validate(kind, record)):
        again = plain(build(kind, record))
        assert build(kind, again) == build(kind, record)
    validate_collection(record)


# --- building and back ----------------------------------------------------------------------------


def test_dates_of_toml_are_dates_and_times_times() -> None:
    record = tomli.loads(
        'id = "x"\ntitle = "T"\nwhen = 2019-03-28\ntime = 09:30:00\ntz = "UTC"\nother = 2019-03-28'
    )
    assert faults("event", record) == [(("other",), "unknown-key")]
    event = build("event", record)
    assert isinstance(event, Event) and event.when is not None
    assert (event.when.edtf, event.time, event.extra) == ("2019-03-28", "09:30", {"other": "2019-03-28"})
    assert build("event", record | {"time": time(9, 30, 15)}).time == "09:30:15"  # type: ignore[union-attr]


def test_short_ways_of_writing() -> None:
    event = build(
        "event", {"id": "x", "title": "T", "cites": ["a"], "who": ["b", {"described": "a man", "role": "r"}]}
    )
    assert isinstance(event, Event)
    assert event.cites[0].source == "a" and event.who[0].actor == "b"
    assert event.who[1].described is not None and event.who[1].described.as_ == "a man"
    quote = build("quote", {"id": "x", "text": "T", "by": "a", "to": ["reporters"]})
    assert isinstance(quote, Quote)
    assert (quote.text, quote.by, quote.to[0].text, quote.to[0].actor) == (("T",), ("a",), "reporters", "")
    several = build("quote", {"id": "x", "text": ["A", "B"], "by": ["a", "b"]})
    assert isinstance(several, Quote) and several.text == ("A", "B") and several.by == ("a", "b")


def test_amounts() -> None:
    figure = build("figure", {"id": "x", "series": "s", "value": {"value": 110, "words": "about 110"}})
    assert (
        isinstance(figure, Figure)
        and figure.value == Amount(110, words="about 110")
        and not figure.value.exact
    )
    assert plain(figure)["value"] == {"value": 110, "words": "about 110"}
    exact = build("figure", {"id": "x", "series": "s", "value": {"value": 0}})
    assert (
        isinstance(exact, Figure)
        and exact.value is not None
        and exact.value.exact
        and plain(exact)["value"] == 0
    )


def test_unknown_keys_are_kept_wherever_they_stand() -> None:
    record = {
        "id": "x",
        "title": "T",
        "colour": "blue",
        "steps": [
            {
                "id": "s",
                "decided": "2019",
                "status": "adopted",
                "mood": 1,
                "cites": [{"source": "a", "page": 3}],
            }
        ],
        "base": {"value": 1, "kind": "imports"},
        "links": [{"to": "y", "rel": "about", "why": "z"}],
        "accept": [{"check": "c", "why": "w", "who": "me"}],
    }
    assert {check for _, check in faults("measure", record)} == {"unknown-key"}
    measure = build("measure", record)
    assert isinstance(measure, Measure) and measure.steps[0].extra == {"mood": 1}
    assert plain(measure) == record


def test_from_to_and_as_are_written_as_in_toml() -> None:
    record = {
        "id": "x",
        "title": "T",
        "steps": [{"id": "s", "decided": "2019", "status": "adopted", "from": "2020", "to": "2021"}],
    }
    measure = build("measure", record)
    assert isinstance(measure, Measure)
    step = measure.steps[0]
    assert (
        step.start is not None
        and step.end is not None
        and (step.start.edtf, step.end.edtf) == ("2020", "2021")
    )
    assert plain(measure) == record


def test_a_record_knows_its_place_but_does_not_write_it() -> None:
    record = build("actor", GOOD["actor"], file="a.toml", position=3)
    assert (record.file, record.position) == ("a.toml", 3) and plain(record) == GOOD["actor"]


def test_the_harbour_goes_round_through_json_and_toml() -> None:
    collection = load(HARBOUR).collection
    for record in collection.records.values():
        kind = kind_of(record)
        as_json = json.loads(json.dumps(plain(record), allow_nan=False))
        as_toml = tomli.loads(tomli_w.dumps(plain(record)))
        assert not [fault for fault in validate(kind, as_toml) if fault.severity == "error"]
        for again in (as_json, as_toml):
            assert build(kind, again, file=record.file, position=record.position) == record
        hash(record)
    assert build_collection(plain(collection.info)) == collection.info


def test_defaults_are_not_written() -> None:
    record = {"id": "x", "title": "T", "status": "happened", "kind": "other", "review": "checked", "tags": []}
    assert plain(build("event", record)) == {"id": "x", "title": "T"}


@given(st.dates(min_value=date(1, 1, 1)))
def test_any_native_date(day: date) -> None:
    record = GOOD["event"] | {"when": day}
    assert validate("event", record) == []
    assert plain(build("event", record))["when"] == day.isoformat()


def test_a_field_shows_itself() -> None:
    assert repr(Field("a", "text", "b")) == "Field('a', 'text')" and repr(AMOUNT) == "Table('amount')"


# --- the quick way and the thorough one -----------------------------------------------------------


def same(kind: Kind, record: dict[str, Any]) -> bool:
    """Hold the quick way against the thorough one; whether there is nothing to say."""
    taken = take(kind, record)
    if taken is None:
        return False
    assert validate(kind, record) == []
    assert taken == build(kind, record)
    return True


likely = st.sampled_from(
    [
        "x", "", " ", "X y", "a\nb", "a\x07b", "a\u202eb", "a\u00a0b", "2019-03", "2019-13", "09:30", "UTC",
        "Nowhere/At",        "https://x", "happened", "talks", "supports", "adopted", "tariff", "direct",
        "https://x\n", "2019\n",
        0, 1, -1, 2.5, True, 2**60, float("nan"), [], ["x"], ["x", 1], {}, {"value": 1}, {"value": 2, "low": 3},
        {"source": "x"}, [{"source": "x"}], [{"source": "x", "says": {"when": "2019"}}], [{"actor": "x"}],
        [{"text": "x"}],        [{"to": "x", "rel": "about"}], [{"check": "x", "why": "y"}], {"as": "x"},
        {"as": "x", "count": 1},
        [{"on": "2019", "status": "planned"}], [{"id": "s", "decided": "2019", "status": "adopted", "time": "09:30"}],
        [{"id": "s", "decided": "2019", "status": "adopted"}] * 2, [{"title": "x", "from": "2019"}],
        date(2019, 1, 1), time(9, 30), time(9, 30, 0, 5), None, [[]], [{}], [{"source": "x", "odd": 1}],
    ]
)  # fmt: skip


@given(st.sampled_from(KINDS), st.data())
def test_the_quick_way_takes_what_has_no_fault(kind: Kind, data: st.DataObject) -> None:
    keys = st.sampled_from([*TABLES[kind].keys, "odd"])
    record = GOOD[kind] | data.draw(st.dictionaries(keys, likely | anything, max_size=4))
    if not same(kind, record):
        assert take(kind, record) is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_quick_way_for_each_key_and_value(kind: Kind) -> None:
    values: list[Any] = likely.elements  # type: ignore[attr-defined]
    refused = 0
    for key in TABLES[kind].keys:
        for value in values:
            record = GOOD[kind] | {key: value}
            thorough = not validate(kind, record)
            native = isinstance(value, time)  # left to the thorough way
            assert same(kind, record) == (thorough and not native), (key, value)
            refused += not thorough
    assert refused
