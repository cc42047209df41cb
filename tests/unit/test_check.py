"""The rules of check: each with a record that breaks it and one that doesn't."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.check import RULES, check, inspect
from tradetui.core.check.files import may_be_newer
from tradetui.core.check.sourcing import folded, holds
from tradetui.core.fields import build, build_collection
from tradetui.core.fields.validate import validate
from tradetui.core.load import Loaded, load
from tradetui.core.problems import Problem
from tradetui.core.records import KINDS, AnyRecord, Collection, Kind

COLLECTIONS = Path(__file__).parents[1] / "collections"

#: Records that all the samples below may lean on; nothing is wrong with them.
GROUND = """
[[source]]
id = "paper"
title = "The Paper of Monday"
type = "news"
published = "2020-03-02"

[[source]]
id = "later"
title = "The Paper of June"
type = "news"
published = "2020-06-15"

[[source]]
id = "early"
title = "The Paper of January"
type = "news"
published = "2020-01-15"

[[actor]]
id = "mayor"
name = "The Mayor"
side = "north"

[[actor]]
id = "town"
name = "The Town"

[[event]]
id = "meeting"
title = "Meeting at the pier"
when = "2020-03-02"
cites = ["paper"]
tags = ["pier"]
"""
INFO = {"title": "T", "covers": "2020", "sides": [{"id": "north", "name": "North"}], "kinds": ["regatta"]}


Plain = list[tuple[Kind, dict[str, Any]]]


def read(text: str) -> Plain:
    """The tables of TOML text."""
    tables = tomli.loads(text)
    return [(kind, plain) for kind in KINDS for plain in tables.get(kind, [])]


def loaded(plain: Plain, *, info: dict[str, Any] | None = None) -> Loaded:
    """Records without files, on the common ground."""
    records: dict[str, AnyRecord] = {}
    for position, (kind, table) in enumerate([*read(GROUND), *plain]):
        assert not [fault for fault in validate(kind, table) if fault.severity == "error"], table
        record = build(kind, table, file="x.toml", position=position)
        assert record.id not in records
        records[record.id] = record
    collection = Collection(info=build_collection(info or INFO), records=records)
    return Loaded(collection, (), (), 0, Path("/nowhere"))


def found(plain: Plain) -> list[Problem]:
    return check(loaded(plain))


def one(kind: Kind, plain: dict[str, Any], keys: dict[str, Any]) -> Plain:
    """One record; a key that is None is left out."""
    return [(kind, {key: value for key, value in (plain | keys).items() if value is not None})]


def event(**keys: Any) -> Plain:
    return one("event", {"id": "e", "title": "A thing", "when": "2020-03-02", "cites": ["paper"]}, keys)


def quote(**keys: Any) -> Plain:
    exact = "“We agree,” she said. “It's – a  start.”"
    cites = [{"source": "paper", "exact": exact}]
    plain = {"id": "q", "text": "We agree", "by": "mayor", "said": "2020-03-02", "cites": cites}
    return one("quote", plain, keys)


def step(**keys: Any) -> dict[str, Any]:
    plain = {
        "id": "s1",
        "decided": "2020-03-02",
        "status": "adopted",
        "rate": 5,
        "unit": "percent",
        "cites": ["paper"],
    }
    return {key: value for key, value in (plain | {"from": "2020-04-01"} | keys).items() if value is not None}


def measure(*steps: dict[str, Any], **keys: Any) -> Plain:
    plain = {"id": "m", "title": "A fee", "by": "town", "instrument": "tariff", "cites": ["paper"]}
    return one("measure", plain | ({"steps": list(steps)} if steps else {}), keys)


def source(**keys: Any) -> Plain:
    return one("source", {"id": "s", "title": "A paper", "published": "2020-03-02"}, keys)


def actor(**keys: Any) -> Plain:
    return one("actor", {"id": "a", "name": "A"}, keys)


def figure(**keys: Any) -> Plain:
    return one("figure", {"id": "f", "series": "boats", "value": 3, "at": "2020", "cites": ["paper"]}, keys)


def entry(on: str, status: str, **keys: Any) -> dict[str, Any]:
    return {"on": on, "status": status, "cites": ["paper"]} | keys


PLAN = [entry("2020-02-28", "planned", when="2020-03"), entry("2020-03-02", "happened", when="2020-03-02")]
CHILD = measure(step(), id="child", parent="m", title="A part")

#: By rule: what breaks it, and what doesn't though it is near.
SAMPLES: dict[str, tuple[list[Plain], list[Plain]]] = {
    "unknown-id": (
        [
            event(who=["maior"]),
            event(cites=["papr"]),
            event(links=[{"to": "nothing", "rel": "about"}]),
            event(history=[entry("2020-03-02", "happened", when="2020-03-02", event="nothing")]),
            event(who=[{"described": {"as": "a man", "org": "nothing"}}]),
            quote(to=[{"actor": "nobody"}]),
            quote(by=["mayor", "nobody"]),
            measure(step(), against="south"),
            measure(step(by="nobody")),
            figure(of="nothing"),
            source(version_of="nothing"),
        ],
        [event(who=["mayor"], links=[{"to": "meeting", "rel": "follows"}]), measure(step(), against="north")],
    ),
    "wrong-kind": (
        [event(who=["paper"]), quote(event="mayor"), measure(step(), parent="meeting"), figure(of="mayor")],
        [figure(of="meeting"), quote(event="meeting"), measure(step(), against="town")],
    ),
    "unknown-side": (
        [
            actor(side="nort"),
            quote(by=None, described={"as": "a man", "side": "mayor"}),
        ],
        [actor(side="north")],
    ),
    "unknown-step": (
        [measure(step(replaces=["s0"])), measure(step(replaces=["s1"]))],
        [measure(step(), step(id="s2", replaces=["s1"]))],
    ),
    "unknown-kind": ([event(kind="regata")], [event(kind="regatta"), event(kind="talks"), event()]),
    "cycle": (
        [
            measure(id="m", parent="n") + measure(id="n", parent="m"),
            measure(step(), parent="m"),
            source(id="a", version_of="b") + source(id="b", version_of="a"),
        ],
        [measure(id="m") + measure(step(), id="n", parent="m")],
    ),
    "idle-link": (
        [
            event(links=[{"to": "e", "rel": "follows"}]),
            event(links=[{"to": "meeting", "rel": "follows"}] * 2),
            event(links=[{"to": "f", "rel": "contradicts"}])
            + event(id="f", kind="call", links=[{"to": "e", "rel": "contradicts"}]),
        ],
        [event(links=[{"to": "meeting", "rel": "follows"}, {"to": "meeting", "rel": "answers"}])],
    ),
    "unknown-about": ([quote(about=["peer"])], [quote(about=["pier", "meeting"])]),
    "addressee-id": ([quote(to=["town"])], [quote(to=["the town", {"actor": "town"}])]),
    "says-key": (
        [
            event(cites=[{"source": "paper", "says": {"wen": "2020"}}]),
            event(cites=[{"source": "paper", "says": {"when": "soon"}}]),
            event(cites=[{"source": "paper", "says": {"seq": "first"}}]),
            measure(step(), cites=[{"source": "paper", "says": {"steps.s2.rate": 4}}]),
            measure(step(), cites=[{"source": "paper", "says": {"steps.s1.raet": 4}}]),
            measure(step(), cites=[{"source": "paper", "says": {"base.valu": 4}}]),
            event(history=PLAN, cites=[{"source": "paper", "says": {"history.3.on": "2020"}}]),
            event(history=PLAN, cites=[{"source": "paper", "says": {"history.0.on": "2020"}}]),
            measure(step(), cites=[{"source": "paper", "says": {"when_text": "soon"}}]),
            event(history=PLAN, cites=[{"source": "paper", "says": {"history.2.no": "2020"}}]),
        ],
        [
            event(cites=[{"source": "paper", "says": {"when": "2020-03-03"}}]),
            measure(
                step(), cites=[{"source": "paper", "says": {"steps.s1.rate": 4, "lines": 5, "base.value": 3}}]
            ),
            event(history=PLAN, cites=[{"source": "paper", "says": {"history.2.on": "2020-03-03"}}]),
            quote(cites=[{"source": "paper", "exact": "We agree", "says": {"when_text": "last week"}}])
            + figure(cites=[{"source": "paper", "says": {"when_text": "last year"}}]),
        ],
    ),
    "no-source": (
        [event(cites=[]), quote(cites=[]), figure(cites=[]), measure(step(cites=[]), cites=[])],
        [event(), event(cites=[], review="unsourced"), measure(step(), cites=[]), source()],
    ),
    "no-support": (
        [event(cites=[{"source": "paper", "stance": "disputes"}])],
        [
            event(cites=[{"source": "paper", "stance": "disputes"}, "paper"]),
            event(cites=[{"source": "paper", "stance": "disputes"}], review="disputed"),
        ],
    ),
    "entry-without-source": (
        [measure(step(cites=[])), event(history=[{"on": "2020-03-02", "status": "happened"}])],
        [measure(step()), event(history=PLAN)],
    ),
    "undated-source": ([source(published=None)], [source()]),
    "via-itself": (
        [event(cites=[{"source": "paper", "via": "paper"}])],
        [event(cites=[{"source": "paper", "via": "later"}])],
    ),
    "no-passage": ([quote(cites=["paper"])], [quote(), quote(cites=["paper"], form="paraphrase")]),
    "words-not-in-source": (
        [
            quote(text="We disagree"),
            quote(text=["It's - a start", "We agree"]),
            quote(text=["We agree", "We agree"]),
            quote(
                text=["We agree", "we know"],
                cites=[{"source": "paper", "exact": "We agree"}, {"source": "later", "exact": "we know"}],
            ),
            quote(form="partial", text="agrees"),
        ],
        [
            quote(text="We agree."),
            quote(text=["“We agree,”", "It’s—a start."]),
            quote(text="We disagree", form="paraphrase"),
            quote(text="We know", cites=["paper", {"source": "later", "exact": "We know"}]),
        ],
    ),
    "quotation-in-paraphrase": (
        [quote(form="paraphrase", text='They "agree".'), quote(form="paraphrase", text=["One", "“Two”"])],
        [quote(form="paraphrase", text="They don't disagree."), quote(text='We "agree"', form="translation")],
    ),
    "end-before-start": (
        [
            measure(step(to="2020-03-31")),
            actor(roles=[{"title": "Mayor", "from": "2020", "to": "2019"}]),
        ],
        [measure(step(to="2020-04-01")), measure(step(**{"from": "2020-04", "to": "2020-04-10"}))],
    ),
    "plan-without-outcome": (
        [
            event(status="planned"),
            event(status="hoped", when="2020-11"),
            event(status="threatened", when="2020-03-05~"),
        ],
        [
            event(),
            event(status="planned", when="2021-01"),
            event(status="planned", when="2020-05-05/.."),
            event(status="missed"),
        ],
    ),
    "said-after-printed": (
        [quote(said="2020-03-04"), quote(said="2020-03-03"), quote(said="2020-04")],
        [quote(), quote(said="2020-03"), quote(said="2020-03-01")],
    ),
    "printed-before": (
        [
            event(when="2020-05-05"),
            event(when="2020-05-05", cites=["paper", "early"]),
            measure(step(decided="2020-03-05", **{"from": "2020-06-05"})),
            event(history=[entry("2020-03-20", "happened", when="2020-03-02")]),
        ],
        [
            event(when="2020-05-05", cites=["paper", "later"]),
            event(when="2020-05-05", status="planned"),
            event(when="2020-03-03"),
            measure(step(decided="2020-03-03")),
        ],
    ),
    "no-date": (
        [event(when=None), quote(said=None), figure(at=None)],
        [event(), quote(said="[..2020-03-02]"), figure()],
    ),
    "first-of-month": (
        [
            event(when="2020-02-01", known_from="2020-02-01"),
            quote(said="2020-01-01", known_from="2020-01-01"),
            source(published="2020-02-01"),
            source(published="2020-02-01", type="report", url="https://x.example/2020/02/11"),
        ],
        [
            event(when="2020-03-01"),
            event(when="2020-02", known_from="2020-02"),
            event(when="2020-02-01", when_text="on Saturday the first", known_from="2020-02-01"),
            event(when="2020-02-01?", known_from="2020-02-01"),
            source(published="2020-02-01", type="news"),
            source(published="2020-02-01", type="report", url="https://x.example/2020-02-01.pdf"),
        ],
    ),
    "known-from": (
        [event(when="2020-02-05"), quote(said="2020-02-05"), event(when="2020-02-23")],
        [
            event(when="2020-02-24"),
            event(when="2020-02-05", known_from="2020-02-05"),
            event(when="2020-02", history=[entry("2020-03-02", "happened", when="2020-02")]),
            event(
                when="2020-02-05",
                cites=["later", {"source": "paper", "stance": "context"}],
                known_from="2020-06-15",
            ),
        ],
    ),
    "known-too-late": (
        [event(known_from="2020-03-05")],
        [
            event(known_from="2020-03-02"),
            event(when="2020-06-14", cites=["paper", "later"], known_from="2020-06-14"),
        ],
    ),
    "known-too-early": (
        [event(known_from="2020-03-01"), quote(known_from="2020-02")],
        [event(known_from="2020-03"), event(known_from="2020-03-01", status="cancelled")],
    ),
    "label-date": ([event(when="Y170000002")], [event()]),
    "out-of-order": (
        [
            event(
                history=[entry("2020-03-02", "happened", when="2020-03-02"), entry("2020-02-01", "planned")]
            ),
            measure(step(), step(id="s2", decided="2020-03-01", **{"from": "2020-06-01"})),
        ],
        [event(history=PLAN), measure(step(), step(id="s2", **{"from": "2020-06-01"}))],
    ),
    "last-entry": (
        [
            event(history=[entry("2020-02-28", "planned", when="2020-03-02")]),
            event(history=[*PLAN[:1], entry("2020-03-02", "happened", when="2020-03-03")]),
            event(
                status="missed",
                when="2020-02",
                history=[entry("2020-02-28", "hoped", when="2020-03"), entry("2020-03-02", "missed")],
            ),
        ],
        [
            event(history=PLAN),
            event(
                status="missed",
                when="2020-03",
                history=[entry("2020-02-28", "hoped", when="2020-03"), entry("2020-03-02", "missed")],
            ),
            event(history=[PLAN[1], PLAN[0]]),
        ],
    ),
    "early-summary": (
        [event(summary="They met.", history=PLAN)],
        [
            event(history=PLAN),
            event(summary="They met.", history=[PLAN[0] | {"summary": "They plan to meet."}, PLAN[1]]),
        ],
    ),
    "retroactive": (
        [measure(step(**{"from": "2020-03-01"}))],
        [
            measure(step(**{"from": "2020-03-01"}, note="Due from the first.")),
            measure(step(**{"from": "2020-03"})),
        ],
    ),
    "nothing-replaced": (
        [measure(step(), step(id="s2", status="postponed", **{"from": None, "rate": None}))],
        [measure(step(), step(id="s2", status="postponed", replaces=["s1"], **{"from": None, "rate": None}))],
    ),
    "later-replaced": (
        [measure(step(replaces=["s2"]), step(id="s2", decided="2020-03-03"))],
        [measure(step(), step(id="s2", decided="2020-03-03", replaces=["s1"]))],
    ),
    "parent-with-steps": (
        [measure(step()) + CHILD],
        [
            measure() + CHILD,
            measure(step()) + measure(step(), id="x", parent="m", title="Free", instrument="exclusion"),
        ],
    ),
    "no-steps": (
        [measure(), measure() + measure(step(), id="x", parent="m", title="Free", instrument="exclusion")],
        [measure(step()), measure() + CHILD],
    ),
    "no-rate": (
        [measure(step(unit="")), measure(step(rate=None))],
        [
            measure(step()),
            measure(step(rate=None), instrument="ban"),
            measure(step(rate=None, status="ended")),
        ],
    ),
    "bad-number": (
        [
            measure(step(rate=-5)),
            measure(step(), lines=2.5),
            measure(step(lines={"low": 1.5})),
            measure(step(), base={"value": -1}),
        ],
        [measure(step(rate=2.5, lines=3), lines=1294, base={"value": 0.5})],
    ),
    "units-differ": (
        [
            measure(base={"value": 1, "unit": "billion", "currency": "USD"})
            + measure(
                step(),
                id="c",
                parent="m",
                title="A part",
                base={"value": 5, "unit": "million", "currency": "USD"},
            )
        ],
        [
            measure(base={"value": 1, "unit": "billion"})
            + measure(step(), id="c", parent="m", title="A part", base={"value": 5, "unit": "billion"})
        ],
    ),
    "near-duplicate": (
        [
            event(title="The meeting at a pier", kind="other"),
            event(title="Meeting at the Pier!", when="2020-03-01/2020-03-03"),
        ],
        [
            event(title="Call about the pier"),
            event(title="Meeting at the pier", kind="talks"),
            event(title="Meeting at the pier", when="2020-03-04"),
            event(title="Meeting at the pier", links=[{"to": "meeting", "rel": "follows"}]),
        ],
    ),
    "same-words": (
        [quote() + quote(id="r", text="“We agree.”")],
        [quote() + quote(id="r", by="town"), quote() + quote(id="r", said="2020-03-01")],
    ),
    "same-source": (
        [source(url="https://x.example/a") + source(id="t", url="https://x.example/a/")],
        [
            source(url="https://x.example/a") + source(id="t", url="https://x.example/b"),
            source(url="https://x.example/a") + source(id="t", url="https://x.example/a", version_of="s"),
        ],
    ),
    "same-name": (
        [actor(name="the mayor"), actor(aliases=["B", "The Town"])],
        [actor(native_name="A", aliases=["A"])],
    ),
    "same-figure": (
        [figure() + figure(id="g")],
        [figure() + figure(id="g", as_of="2021"), figure() + figure(id="g", value=4)],
    ),
}


def test_the_ground_has_no_fault() -> None:
    assert found([]) == []


def test_every_rule_has_its_samples() -> None:
    assert sorted(SAMPLES) == sorted(rule.name for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_breaks_the_rule_is_found(rule: Any) -> None:
    for sample in SAMPLES[rule.name][0]:
        problems = [problem for problem in found(sample) if problem.check == rule.name]
        assert problems, sample
        for problem in problems:
            assert problem.reason and problem.record and problem.file == "x.toml"
            assert problem.severity in (rule.severity, "warning")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_near_it_is_not(rule: Any) -> None:
    for sample in SAMPLES[rule.name][1]:
        assert rule.name not in [problem.check for problem in found(sample)], sample


def test_where_fuzzy_days_leave_open_which_entry_is_the_last_either_may_be() -> None:
    def faults(status: str) -> list[str]:
        entries = [entry("2020-03", "planned"), entry("2020-03-02", "happened")]
        return [p.key for p in found(event(status=status, history=entries)) if p.check == "last-entry"]

    assert (faults("planned"), faults("happened"), faults("missed")) == ([], [], ["status"])


def test_one_day_between_said_and_printed_may_be_a_zone() -> None:
    def severities(said: str) -> list[str]:
        return [p.severity for p in found(quote(said=said)) if p.check == "said-after-printed"]

    assert (severities("2020-03-03"), severities("2020-03-04")) == (["warning"], ["error"])


def test_collections_of_the_tests() -> None:
    harbour = inspect(load(COLLECTIONS / "harbour"))
    assert harbour.problems == () and harbour.accepted == 2
    broken = load(COLLECTIONS / "broken")
    assert set(broken.problems) < set(check(broken))


# --- places ---------------------------------------------------------------------------------------


def test_a_fault_has_its_place_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('title = "T"\n')
    (tmp_path / "a.toml").write_text(
        '# 一\n[[event]]\nid = "e"\ntitle = "T"\nwhen = "2020"\nwho = ["x", {actor = "ghost"}]\n'
    )
    problems = {(p.check, p.key): (p.file, p.line, p.column) for p in check(load(tmp_path))}
    assert problems["unknown-id", "who[1].actor"] == ("a.toml", 6, 8)
    assert problems["unknown-id", "who[2].actor"] == ("a.toml", 6, 14)
    assert problems["no-source", ""] == ("a.toml", 2, 1)


def test_a_fault_of_a_line_has_its_line(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('title = "T"\n')
    (tmp_path / "a.jsonl").write_text('\n{"kind": "event", "id": "e", "title": "T", "when": "2020"}\n')
    assert [(p.check, p.file, p.line) for p in check(load(tmp_path))] == [("no-source", "a.jsonl", 2)]


def test_ids_of_records_left_out_are_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('title = "T"\n')
    (tmp_path / "a.toml").write_text(
        '[[event]]\nid = "e"\ntitle = "T"\ncites = ["bad"]\n[[source]]\nid = "bad"\n'
    )
    assert "left out" in next(p.reason for p in check(load(tmp_path)) if p.check == "unknown-id")


# --- accepts --------------------------------------------------------------------------------------


def test_an_accept_silences_its_warning_and_is_counted() -> None:
    accept = [{"check": "known-from", "why": "It was in the papers, which are lost."}]
    report = inspect(loaded(event(when="2020-02-05", accept=accept)))
    assert report.problems == () and report.accepted == 1


def test_an_accept_that_silences_nothing_is_a_warning() -> None:
    problems = found(event(accept=[{"check": "known-from", "why": "x"}]))
    assert [(p.check, p.severity, p.key) for p in problems] == [("idle-accept", "warning", "accept[1]")]


def test_an_error_is_never_accepted() -> None:
    problems = found(event(kind="regata", accept=[{"check": "unknown-kind", "why": "x"}]))
    assert [p.check for p in problems] == ["idle-accept", "unknown-kind"]


def test_a_warning_of_loading_is_accepted_too(tmp_path: Path) -> None:
    (tmp_path / "collection.toml").write_text('title = "T"\n')
    (tmp_path / "a.toml").write_text(
        '[[actor]]\nid = "a"\nname = "A"\nodd = 1\naccept = [{check = "unknown-key", why = "x"}]\n'
    )
    report = inspect(load(tmp_path))
    assert report.problems == () and report.accepted == 1


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passage", "fragments", "held"),
    [
        ("“Don’t,” he said. “Not\n now.”", ("Don't", "Not now"), True),
        ("We need to resolve ... and then", ("We need to resolve … and",), True),
        ("We need to resolve ... and then", ("We need to resolve and",), False),
        ("a well-known fact", ("a well–known fact",), True),
        ("before [sic] noon", ("before [sic] noon",), True),
        ("before noon", ("before [sic] noon",), False),
        ("渡輪運載的是人，不是魚。", ("不是魚",), True),
        ("one two one", ("one", "one"), True),
        ("one two", ("two", "one"), False),
        ("The end.", ("end",), True),
        ("anything", ("...",), False),
        ("anything", ('"',), False),
    ],
)
def test_words_in_a_passage(passage: str, fragments: tuple[str, ...], held: bool) -> None:
    assert holds(passage, fragments) is held


@given(st.text())
def test_folding_is_stable_and_a_text_holds_itself(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    if folded(text).strip("' .,;:"):
        assert holds(text, (text,))


# --- TOML 1.0 -------------------------------------------------------------------------------------

NEWER = [
    'a = "\\e"',
    'a = "\\x41"',
    "a = 07:32",
    "a = 1979-05-27 07:32",
    "a = 1979-05-27T07:32Z",
    "a = [\n07:32, 1]",
    "a = [1, # x\n 07:32]",
    "a = {\n b = 1 }",
    "a = { b = 1,\n c = 2 }",
    "a = { b = 1, }",
    "a = { b = { c = 1 },\n d = 2 }",
    "a = { b = 1 # x\n }",
]


@pytest.mark.parametrize("text", NEWER)
def test_toml_1_1_is_told(tmp_path: Path, text: str) -> None:
    tomli.loads(text)
    (tmp_path / "collection.toml").write_text('title = "T"\n')
    (tmp_path / "a.toml").write_text(f'[[actor]]\nid = "a"\nname = "A"\nodd = 1\n{text}\n')
    problems = [problem for problem in check(load(tmp_path)) if problem.check == "toml-1.1"]
    assert [(p.file, p.severity) for p in problems] == [("a.toml", "warning")]
    assert problems[0].line >= 5


def test_most_files_are_not_read_twice() -> None:
    for path in (COLLECTIONS / "harbour").rglob("*.toml"):
        assert not may_be_newer(path.read_text(encoding="utf-8")), path


blank = st.sampled_from(["", " ", "\t"])
any_blank = st.sampled_from(["", "", "", " ", "\n", " # x }\n", "\r\n  ", "\n" + " " * 50])
scalars = st.sampled_from(
    ["1", "'x'", '"y, 09:30, z"', '"a {"', '"\\t"', '"\\e"', '"\\x41"', "'''\n{\n'''", '"""\\e"""', "07:32", "07:32:00",
     "1979-05-27", "1979-05-27 07:32", "1979-05-27T07:32Z", "1979-05-27 07:32-07:00", "1979-05-27 07:32:01-07:00"]
)  # fmt: skip


@st.composite
def value_text(draw: st.DrawFn, depth: int = 2) -> str:
    """A value of TOML 1.1, of which much is not TOML 1.0."""
    form = draw(st.sampled_from(["scalar", "array", "table"] if depth else ["scalar"]))
    if form == "scalar":
        return draw(scalars)
    inside = draw(st.lists(value_text(depth - 1), max_size=2))
    if form == "table":
        inside = [f"k{position}{draw(blank)}={draw(blank)}{each}" for position, each in enumerate(inside)]
    end = draw(st.sampled_from(["", "", ","])) if inside else ""
    body = ",".join(draw(any_blank) + each + draw(any_blank) for each in inside) + end + draw(any_blank)
    return f"[{body}]" if form == "array" else f"{{{body}}}"


@given(st.lists(value_text(), max_size=3))
def test_what_may_be_newer_is_never_missed(values: list[str]) -> None:
    import tomllib

    text = "\n".join(f"key{position} = {value}" for position, value in enumerate(values))
    tomli.loads(text)
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert may_be_newer(text)


def test_end_of_the_record_is_the_measure_of_what_is_past() -> None:
    plan = event(status="planned", when="2020-03-05")
    late = inspect(loaded(plan, info=INFO | {"covers": "2020-01/2020-02"})).problems
    assert not [p for p in late if p.check == "plan-without-outcome"]
    without = inspect(loaded(plan, info={"title": "T"})).problems
    assert not [p for p in without if p.check == "plan-without-outcome"]


# --- a report that is kept ------------------------------------------------------------------------


def test_a_report_comes_back() -> None:
    from tradetui.core.report import from_json, stamp, to_json

    kept = inspect(load(COLLECTIONS / "broken"))
    assert kept.left_out == 15 and kept.records == 3
    assert from_json(to_json(kept)) == kept
    for damaged in (
        "",
        "[]",
        "[0, [], 0, 0, 0]",
        to_json(kept)[:-5],
        '[1, [["x"]], 0, 0, 0]',
        "{}",
        '[1, [], "x", 0, 0]',
    ):
        assert from_json(damaged) is None
    assert stamp() == stamp() and len(stamp()) == 16
