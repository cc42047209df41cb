"""Check and load on whatever can be built: they tell, they never fail."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tradetui.core.check import RULES, check
from tradetui.core.fields import TABLES, Field, Table
from tradetui.core.fields.take import take
from tradetui.core.load import Loaded, load
from tradetui.core.places import Places
from tradetui.core.records import KINDS, AnyRecord, Collection, CollectionInfo, Kind, Side, kind_of
from tradetui.core.when import parse

ROOT = Path(__file__).parents[2]
IDS = ["a", "b", "c", "d", "north", "s1", "s2"]
DATES = [
    "2019", "2019-03", "2019-03-01", "2019-03-28?", "2019-03~", "2019-03-28/2019-03-29", "[2019-03-21..2019-03-31]",
    "[..2019-03-31]", "2018-07-06/..", "2018-07-06/", "../2019", "{2019-01-30,2019-02-14}", "2019-33", "2019-21",
    "2019-XX-XX", "Y170000002", "0000", "9999-12-31", "-0044-03-15", "[2019-01-01..]",
]  # fmt: skip
TEXTS = ["A thing", "“a” thing", 'a "thing"', "tag", "a", "...", "'", "-", "日本"]


def value(field: Field) -> st.SearchStrategy[Any]:
    """Any value that can stand under a key."""
    one = _one(field)
    several = st.lists(one, min_size=1 if field.need else 0, max_size=3)
    return {"one": one, "many": several, "one-or-many": one | several.filter(bool)}[field.number]


def _one(field: Field) -> st.SearchStrategy[Any]:
    if field.table is not None:
        return table(field.table)
    if field.values:
        return st.sampled_from(field.values)
    number = st.integers(-3, 3) | st.sampled_from([0.5, -1.5, 10**9])
    simple: dict[str, st.SearchStrategy[Any]] = {
        "id": st.sampled_from(IDS),
        "date": st.sampled_from(DATES),
        "time": st.just("09:30"),
        "zone": st.just("UTC"),
        "url": st.sampled_from(["https://x.example/2019-03-01", "https://x.example/"]),
        "integer": st.integers(-3, 3),
        "number": number,
        "amount": number
        | st.fixed_dictionaries(
            {"low": st.just(1)}, optional={"high": st.just(2), "words": st.just("a few")}
        ),
        "flag": st.booleans(),
        "mapping": st.dictionaries(
            st.sampled_from(
                [
                    "when",
                    "steps.s1.rate",
                    "steps.",
                    "history.1.on",
                    "history.x",
                    "base.value",
                    "base.",
                    "",
                    ".",
                    "id",
                ]
            ),
            st.sampled_from(["2019", 1, [], {}, "x"]),
            max_size=2,
        ),
    }
    return simple.get(field.type, st.sampled_from(TEXTS))


def table(of: Table) -> st.SearchStrategy[dict[str, Any]]:
    """Any table of a kind without an error in it, as near as it goes."""
    given_keys = {field.key for group in of.either for field in map(of.keys.get, group[:1]) if field}
    needed = {field.key: value(field) for field in of.fields if field.need or field.key in given_keys}
    left_out = {key for group in of.either for key in group[1:]}
    rest = {
        field.key: value(field)
        for field in of.fields
        if field.key not in needed and field.key not in left_out
    }
    return st.fixed_dictionaries(needed, optional=rest)


RECORDS: dict[Kind, st.SearchStrategy[dict[str, Any]]] = {kind: table(TABLES[kind]) for kind in KINDS}


@settings(max_examples=150)
@given(st.data())
def test_check_is_total(data: st.DataObject) -> None:
    records: dict[str, AnyRecord] = {}
    for position, kind in enumerate(data.draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5))):
        record = take(kind, data.draw(RECORDS[kind]), file="x.toml", position=position)
        if record is not None:
            records[record.id] = record
    info = CollectionInfo(title="T", covers=parse("2019"), sides=(Side(id="north", name="N"),))
    collection = Collection(info=info, records=records)
    for problem in check(Loaded(collection, (), (), 0, Path("/nowhere"))):
        assert str(problem).isprintable()


def test_the_reference_names_every_rule() -> None:
    text = runpy.run_path(str(ROOT / "docs" / "generate.py"))["reference"]()
    named = set(re.findall(r"^\| `([a-z0-9.-]+)` \| (?:error|warning) \|", text, re.MULTILINE))
    assert {rule.name for rule in RULES} < named
    assert {problem.check for problem in load(ROOT / "tests" / "collections" / "broken").problems} < named


def test_each_record_of_the_harbour_has_its_place() -> None:
    folder = ROOT / "tests" / "collections" / "harbour"
    places = Places(folder)
    for record in load(folder).collection.records.values():
        line, column = places.find(record.file, (kind_of(record), record.position))
        lines = (folder / record.file).read_text(encoding="utf-8").split("\n")
        assert column == 1
        if record.file.endswith(".toml"):
            assert lines[line - 1] == f"[[{kind_of(record)}]]" and lines[line] == f'id = "{record.id}"'
        else:
            assert f'"id": "{record.id}"' in lines[line - 1]
