"""What matches what, by the literal evaluator that every store is held against."""

from pathlib import Path

import pytest

from tradetui.core.fields import build
from tradetui.core.knowledge import Known, KnownFrom
from tradetui.core.query.dated import date_of
from tradetui.core.query.directory import directory
from tradetui.core.query.fields import FIELDS
from tradetui.core.query.held import asked, citations, held
from tradetui.core.query.match import all_values, matches
from tradetui.core.query.model import Query
from tradetui.core.query.parse import parse
from tradetui.core.query.searched import searched
from tradetui.core.records import Side
from tradetui.core.when import parse as when

PLAIN = [
    ("actor", {"id": "ada", "name": "Ada Okafor", "aliases": ["The Mayor"], "type": "person", "side": "town",
               "roles": [{"title": "mayor", "org": "council", "from": "2020-05", "to": "2024"}]}),
    ("actor", {"id": "council", "name": "Town Council", "type": "organisation", "side": "town"}),
    ("actor", {"id": "li-wei", "name": "Li Wei", "native_name": "李伟", "side": "works"}),
    ("source", {"id": "gazette-1", "title": "Bridge to close", "publisher": "Gazette", "type": "news",
                "published": "2021-03-05", "url": "https://example.org/1"}),
    ("source", {"id": "minutes", "title": "Council minutes", "publisher": "Town Council", "type": "official",
                "published": "2021-04"}),
    ("event", {"id": "closure", "title": "Closure of the bridge", "when": "2021-03", "kind": "threat",
               "status": "missed", "place": "Old Bridge, Northtown", "tags": ["bridge"],
               "history": [{"on": "2021-01-10", "status": "planned", "cites": [{"source": "minutes"}]},
                           {"on": "2021-04-01", "status": "missed"}],
               "who": [{"actor": "ada", "role": "chair"}, {"described": {"as": "a senior engineer", "side": "works"}}],
               "cites": [{"source": "gazette-1", "exact": "will close"}, {"source": "gazette-1"}]}),
    ("event", {"id": "fair", "title": "Summer fair", "when": "2021-06-12", "tags": ["bridge-fair"],
               "cites": [{"source": "minutes", "says": {"when": "2021-06-13"}}]}),
    ("event", {"id": "someday", "title": "A new bridge", "status": "hoped", "cites": [{"source": "minutes"}]}),
    ("quote", {"id": "q-1", "text": ["We will not close it,", "Not this year."], "form": "direct", "by": ["ada"],
               "to": [{"text": "reporters at the town hall"}, {"actor": "li-wei"}], "about": ["bridge"],
               "said": "2021-03-04", "event": "closure", "terms": "on the record", "medium": "spoken",
               "cites": [{"source": "gazette-1"}]}),
    ("quote", {"id": "q-2", "text": "桥梁很安全", "form": "paraphrase", "lang": "zh",
               "described": {"as": "a second official", "ordinal": "second", "org": "council"},
               "attribution": "denied", "said": "2021-03-28?", "cites": [{"source": "minutes", "stance": "disputes"}]}),
    ("measure", {"id": "toll", "title": "Bridge toll", "by": "council", "against": "li-wei", "instrument": "tariff",
                 "steps": [{"id": "s1", "decided": "2021-01-10", "status": "adopted", "from": "2021-02-01",
                            "event": "closure", "cites": [{"source": "minutes"}]}]}),
    ("figure", {"id": "f-1", "series": "crossings", "value": 12, "of": "toll", "at": "2020",
                "cites": [{"source": "minutes"}]}),
]  # fmt: skip
RECORDS = [build(kind, plain) for kind, plain in PLAIN]
DIRECTORY = directory(
    RECORDS, [Side(id="town", name="Northtown"), Side(id="works", name="Ministry of Works")]
)


def known(record):
    day = when("2021-03-05").lo
    return Known(record=record, cites=record.cites, since=KnownFrom(day, day + 3))


ALL = [known(record) for record in RECORDS]
VALUES = all_values(ALL, DIRECTORY)


def found(text, verdicts=("yes", "maybe")):
    parsed = parse(text)
    assert not parsed.notes, parsed.notes
    answers = {
        each.record.id: matches(parsed.query, each, DIRECTORY, VALUES, frozenset({"closure"})) for each in ALL
    }
    return {key for key, verdict in answers.items() if verdict in verdicts}


EVERYTHING = {record.id for record in RECORDS}


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", EVERYTHING),
        ("bridge toll", {"toll"}),
        ("fair -summer", set()),
        ('"close it"', {"q-1"}),
        ('"it not"', set()),
        ("okafor close", {"q-1"}),
        ("okafor closure", {"closure"}),
        ("桥", {"q-2"}),
        ("by:ada", {"closure", "q-1"}),
        ('by:"the mayor"', {"closure", "q-1"}),
        ("by:ok", {"closure", "q-1"}),
        ("by:council", {"toll"}),
        ("by:ada,council", {"closure", "q-1", "toll"}),
        ("by:nobody", set()),
        ("to:reporters", {"q-1"}),
        ("to:李", {"q-1"}),
        ("about:bridge", {"q-1"}),
        ("side:town", {"ada", "council", "closure", "q-1", "toll"}),
        ("side:ministry", {"li-wei", "closure"}),
        ("against:li", {"toll"}),
        ("described:second", {"q-2"}),
        ("described:engineer", {"closure"}),
        ("role:mayor", {"ada"}),
        ("role:chair", {"closure"}),
        ("org:council", {"ada", "q-2"}),
        ("kind:threat", {"closure"}),
        ("kind:other", {"fair", "someday"}),
        ("status:missed", {"closure"}),
        ("status:miss", {"closure"}),
        ("was:planned", {"closure"}),
        ("was:missed", set()),
        ("was:planned status:missed", {"closure"}),
        ("instrument:tariff", {"toll"}),
        ("series:cross", {"f-1"}),
        ("of:toll", {"f-1"}),
        ("form:direct", {"q-1"}),
        ("terms:record", {"q-1"}),
        ("attribution:denied", {"q-2"}),
        ("lang:zh", {"q-2"}),
        ("type:person", {"ada"}),
        ("type:news,official", {"gazette-1", "minutes"}),
        ("place:northtown", {"closure"}),
        ("event:closure", {"closure", "q-1", "toll"}),
        ("tag:bridge", {"closure"}),
        ("tag:bridge*", {"closure", "fair"}),
        ("source:gazette", {"gazette-1", "closure", "q-1"}),
        ("source:minutes cites:1 in:events", {"fair", "someday"}),
        ("publisher:gazette", {"gazette-1", "closure", "q-1"}),
        ("cites:0", {"q-2", "ada", "council", "li-wei"}),
        ("cites:2..", {"closure"}),
        ("review:checked in:figures", {"f-1"}),
        ("id:q-*", {"q-1", "q-2"}),
        ("id:q", set()),
        ("in:quotes,figures", {"q-1", "q-2", "f-1"}),
        ("is:unnamed", {"closure", "q-2"}),
        ("is:disputed", {"q-2"}),
        ("is:undated in:events", {"someday"}),
        ("is:open", {"someday"}),
        ("is:fuzzy in:events,quotes", {"closure", "q-2"}),
        ("has:quote", {"closure"}),
        ("has:steps", {"toll"}),
        ("has:value", {"f-1"}),
        ("has:url in:sources", {"gazette-1"}),
        ("has:passage", {"closure"}),
        ("has:says", {"fair"}),
        ("has:place", {"closure"}),
        ("on:2021-03-05 in:events", {"closure"}),
        ("after:2021-04 in:events", {"fair"}),
        ("-after:2021-04 in:events", {"closure", "someday"}),
        ("after:2021-03-31 in:events", {"closure", "fair"}),
        ("before:2021-03-01 in:events", {"closure"}),
        ("on:2021-03-28", {"closure", "q-2", "ada"}),
        ("on:2022 in:actors", {"ada"}),
        ("said:2021-03", {"q-1", "q-2"}),
        ("printed:2021-03-05", {"gazette-1", "closure", "q-1"}),
        ("known:2021-03-07 in:figures", {"f-1"}),
    ],
)  # fmt: skip
def test_matches(query, ids):
    assert found(query) == ids


@pytest.mark.parametrize(
    ("query", "surely", "possibly"),
    [
        ("on:2021-03-05 in:events", set(), {"closure"}),
        ("on:2021-03 in:events", {"closure"}, set()),
        ("surely:2021-03-05 in:events", set(), set()),
        ("-on:2021-03-05 in:events", {"fair", "someday"}, {"closure"}),
        ("-surely:2021-03-05 in:events", {"closure", "fair", "someday"}, set()),
        ("on:2021-03-28 in:quotes", set(), {"q-2"}),
        ("on:2021-03-05,2021-03 in:events", {"closure"}, set()),
        ("known:2021-03-05..2021-03-08 in:events", {"closure", "fair", "someday"}, set()),
        ("known:2021-03-08.. in:figures", set(), {"f-1"}),
        ("printed:2021-04-02 in:figures", set(), {"f-1"}),
        ("surely:2021 in:measures", {"toll"}, set()),
        ("surely:2019 in:actors", set(), set()),
        ("surely:2022 in:actors", {"ada"}, set()),
    ],
)
def test_what_is_sure_and_what_is_not(query, surely, possibly):
    assert found(query, ["yes"]) == surely
    assert found(query, ["maybe"]) == possibly


@pytest.mark.parametrize(
    ("statuses", "query", "verdict"),
    [
        (["planned", "cancelled"], "status:planned", "maybe"),
        (["planned", "cancelled"], "status:cancelled", "maybe"),
        (["planned", "cancelled"], "-status:planned", "maybe"),
        (["planned", "cancelled"], "status:hoped", "no"),
        (["planned", "cancelled"], "is:open", "maybe"),
        (["planned", "hoped"], "is:open", "yes"),
        (["missed", "cancelled"], "is:open", "no"),
        (["planned", "planned"], "status:planned", "yes"),
    ],
)
def test_a_status_that_nobody_can_tell_matches_unsurely(statuses, query, verdict):
    entries = [{"on": "2021-01", "status": status} for status in statuses]
    event = build("event", {"id": "e", "title": "A bridge", "status": statuses[-1], "history": entries})
    told = Known(record=event, disagree=event.history)
    everything = all_values([told, *map(known, RECORDS)], DIRECTORY)
    assert matches(parse(query).query, told, DIRECTORY, everything) == verdict


def test_an_exact_value_wins_over_longer_ones_wherever_it_stands():
    assert asked("tag", "bridge", ["bridge", "bridge-fair"], DIRECTORY) == {"bridge"}
    assert asked("tag", "brid", ["bridge", "bridge-fair"], DIRECTORY) == {"bridge", "bridge-fair"}
    # an actor who did nothing is meant all the same: his name doesn't stand for someone else
    elders = build("actor", {"id": "elders", "name": "Council of Elders"})
    assert asked("by", "council", ["elders"], directory([*RECORDS, elders])) == set()
    assert asked("by", "council*", ["elders"], directory([*RECORDS, elders])) == {"elders"}
    assert asked("on", "2019", ["2019"], DIRECTORY) == set()


def test_a_publisher_stands_for_all_its_sources():
    more = build("source", {"id": "herald-1", "title": "Bridge", "publisher": "Gazette and Herald"})
    both = directory([*RECORDS, more])
    assert asked("source", "gazette", ["gazette-1", "herald-1"], both) == {"gazette-1", "herald-1"}
    assert asked("source", "gazette-1", ["gazette-1", "herald-1"], both) == {"gazette-1"}


def test_what_is_held_is_of_a_field_that_the_kind_has():
    kinds = {field.name: field.kinds for field in FIELDS}
    for each in ALL:
        for name, value in held(each, DIRECTORY):
            assert value
            assert each.record.__class__.__name__.lower() in kinds[name]


def test_a_citation_printed_later_is_not_counted():
    event = next(record for record in RECORDS if record.id == "closure")
    early = Known(record=event, cites=(), later=event.cites)
    assert [cite.source for cite in citations(early)] == ["minutes"]
    assert dict(held(early, DIRECTORY))["cites"] == "1"


def test_the_first_text_is_the_words_or_the_title():
    firsts = {record.id: searched(record, DIRECTORY.actors)[0] for record in RECORDS}
    assert firsts["q-1"] == "We will not close it,"
    assert firsts["closure"] == "Closure of the bridge"
    assert firsts["f-1"] == "crossings"


def test_the_date_of_a_measure_runs_over_its_steps():
    toll = date_of(next(record for record in RECORDS if record.id == "toll"))
    assert toll is not None
    assert (toll.lo, toll.hi) == (when("2021-01-10").lo, when("2021-02-01").lo)
    assert toll.exact


def test_the_examples_of_the_page_are_understood():
    page = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
    queries = [
        line.split("`")[1] for line in page.split("## Examples")[1].splitlines() if line.startswith("| `")
    ]
    assert len(queries) > 5
    for query in queries:
        assert not parse(query).notes
        assert isinstance(parse(query).query, Query)
