"""Where sources disagree, and where one is only vaguer."""

from __future__ import annotations

from datetime import date

import pytest

from tradetui.core.conflicts import Conflict, conflicts, reconcile
from tradetui.core.paths import NoSuchPath, value_at
from tradetui.core.records import (
    Amount,
    AnyRecord,
    Base,
    Citation,
    Event,
    Figure,
    HistoryEntry,
    Link,
    Measure,
    Quote,
    Step,
)
from tradetui.core.when import When, parse

NOW = date(2021, 1, 1).toordinal()
PUBLISHED: dict[str, When | None] = {
    "a": parse("2020-01-02"),
    "b": parse("2020-01-03"),
    "late": parse("2020-09-01"),
}


def cite(source: str, stance: str = "supports", **says: object) -> Citation:
    return Citation(source=source, says=says, stance=stance)  # type: ignore[arg-type]


def ask(*records: AnyRecord, known_on: int = NOW) -> list[Conflict]:
    return conflicts(records, known_on, PUBLISHED)


def flood(when: str, *cites: Citation, **more: object) -> Event:
    return Event(id="flood", title="The flood", when=parse(when), cites=cites, **more)  # type: ignore[arg-type]


def test_a_date_that_no_reading_reconciles():
    (found,) = ask(flood("2020-01-01", cite("a"), cite("b", when="2020-01-02")))
    assert (found.kind, found.id, found.field, found.why) == ("event", "flood", "when", "says")
    assert [(each.value, each.held, [c.source for c in each.cites]) for each in found.values] == [
        ("2020-01-01", True, ["a"]),
        ("2020-01-02", False, ["b"]),
    ]


@pytest.mark.parametrize(
    "vague", ["2020-01", "2020", "[2019-12-30..2020-01-04]", "2020-01-01~", "[..2020-01-01]"]
)
def test_vaguer_is_not_a_conflict(vague):
    assert ask(flood("2020-01-01", cite("a"), cite("b", when=vague))) == []
    assert ask(flood(vague, cite("a"), cite("b", when="2020-01-01"))) == []


def test_two_sources_may_differ_from_each_other_inside_a_vague_value():
    (found,) = ask(flood("2020-01", cite("a", when="2020-01-01"), cite("b", when="2020-01-02")))
    assert [each.value for each in found.values] == ["2020-01", "2020-01-01", "2020-01-02"]


def test_a_source_not_yet_printed_does_not_disagree():
    record = flood("2020-01-01", cite("a"), cite("late", when="2020-01-05"))
    assert ask(record, known_on=date(2020, 3, 1).toordinal()) == []
    assert len(ask(record)) == 1


def test_the_same_value_of_two_sources_stands_once():
    (found,) = ask(flood("2020-01-01", cite("a", when="2020-01-02"), cite("b", when="2020-01-02")))
    assert [len(each.cites) for each in found.values] == [0, 2]


def test_dates_that_a_search_does_not_tell_apart_stand_apart():
    (found,) = ask(flood("2020-01-09", cite("a", when="[..2020-01-01]"), cite("b", when="2020-01-01")))
    assert len(found.values) == 3


def test_step_values_by_path_from_the_record_and_from_the_step():
    step = Step(
        id="s2",
        decided=parse("2020-01-01"),
        status="adopted",
        lines=Amount(5745.0),
        cites=(cite("a", lines=5734),),
    )
    measure = Measure(
        id="m", title="M", steps=(step,), cites=(Citation(source="b", says={"steps.s2.lines": 5733}),)
    )
    (found,) = ask(measure)
    assert found.field == "steps.s2.lines"
    assert [(each.value, each.held) for each in found.values] == [
        ("5745", True),
        ("5733", False),
        ("5734", False),
    ]


def test_the_words_of_a_date_are_no_claim():
    record = flood("2020-01-09", cite("a", when_text="on Thursday"), cite("b", when_text="9 January"))
    assert ask(record) == []


def test_history_entries_say_too():
    entry = HistoryEntry(
        on=parse("2020-01-01"),
        status="planned",
        when=parse("2020-02-01"),
        cites=(cite("a"), cite("b", when="2020-03-01")),
    )
    record = Event(id="e", title="E", history=(entry,))
    (found,) = ask(record)
    assert found.field == "history.1.when"
    assert found.values[0].cites == (cite("a"),)


def test_a_field_that_nothing_holds_conflicts_only_between_sources():
    assert ask(flood("2020-01-01", cite("a", depth=3))) == []
    assert len(ask(flood("2020-01-01", cite("a", depth=3), cite("b", depth=4)))) == 1


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Amount(50.0, words="about 50"), 46.2, False),
        (Amount(1300.0, words="about 1,300"), 1333, True),
        (Amount(110.0, words="about 110"), 113.0, True),
        (Amount(120.0, words="about 120"), {"value": 112}, False),
        (Amount(120.0, words="about 120"), {"value": 100, "low": 100, "words": "over 100"}, True),
        (Amount(50.0, words="about 50"), {"value": 60, "high": 60, "words": "up to 60"}, False),
        (375.2, 375.5, False),
        ("Beijing ", "beijing", True),
        (("the U.S. – once", "again"), "The US - once again", True),
        ("Beijing", "Washington", False),
        (parse("2020"), "not a date", False),
        (None, Amount(1.0), False),
    ],
)
def test_reconcile(one, other, same):
    assert reconcile(one, other) == same
    assert reconcile(other, one) == same


def figure(name: str, value: float, as_of: str | None = None) -> Figure:
    return Figure(
        id=name,
        series="guests",
        at=parse("2019"),
        value=Amount(value),
        as_of=parse(as_of) if as_of else None,
        cites=(cite("a"),),
    )


def test_figures_of_one_series_and_date():
    (found,) = ask(figure("f1", 10), figure("f2", 12))
    assert (found.why, found.id, found.other) == ("figures", "f1", "f2")
    assert [(each.value, each.record) for each in found.values] == [("10", "f1"), ("12", "f2")]
    (found,) = ask(figure("f1", 10, "2020-01-01"), figure("f2", 12, "2020-02-01"))
    assert found.why == "version"
    (found,) = ask(figure("f1", 10, "2020-01-01"), figure("f2", 12, "2020-01-01"))
    assert found.why == "figures"
    assert ask(figure("f1", 10), figure("f2", 10)) == []


def test_contradicts_links():
    one = Quote(
        id="q1",
        text=("It rained",),
        said=parse("2020-01-01"),
        cites=(cite("a"),),
        links=(Link("q2", "contradicts"),),
    )
    other = Quote(id="q2", text=("It was", "dry"), said=parse("2020-01-01"), cites=(cite("b"),))
    (found,) = ask(one, other)
    assert (found.why, found.id, found.other) == ("contradicts", "q1", "q2")
    assert [each.value for each in found.values] == ["It rained", "It was … dry"]
    assert ask(one) == []


def test_paths():
    step = Step(id="s1", decided=parse("2020-01-01"), status="adopted", start=parse("2020-02-01"))
    measure = Measure(id="m", title="M", steps=(step,), base=Base(value=Amount(3.0)), extra={"colour": "red"})
    assert value_at(measure, "base.value") == Amount(3.0)
    assert value_at(measure, "steps.s1.from") == parse("2020-02-01")
    assert value_at(measure, "steps.1.decided") == parse("2020-01-01")
    assert value_at(measure, "colour") == "red"
    for path in ("nothing", "steps.s9.from", "base.value.x.y", "steps.7", "steps.0"):
        with pytest.raises(NoSuchPath):
            value_at(measure, path)
