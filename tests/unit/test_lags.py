"""Days from announcement to effect, and the dates of one source in its words."""

from __future__ import annotations

from datetime import date

import pytest

from tradetui.core.lags import between, lags
from tradetui.core.records import Amount, Citation, Event, HistoryEntry, Measure, Quote, Step
from tradetui.core.source_dates import source_dates
from tradetui.core.when import parse

NOW = date(2021, 1, 1).toordinal()


def step(name: str, decided: str, status: str, start: str = "", *replaces: str) -> Step:
    return Step(
        id=name,
        decided=parse(decided),
        status=status,
        start=parse(start) if start else None,
        replaces=replaces,
    )  # type: ignore[arg-type]


def ask(*steps: Step, known_on: int = NOW):
    found = lags([Measure(id="m", title="M", steps=steps)], known_on)
    return [(lag.step, lag.least, lag.most, lag.first_step, lag.first_least, lag.first_most) for lag in found]


def test_from_the_decision_and_from_the_first_announcement():
    assert ask(
        step("s1", "2020-01-01", "proposed"),
        step("s2", "2020-02-01", "adopted", "2020-02-11"),
        step("s3", "2020-02-01", "adopted", "2020-06-01"),
        step("s4", "2020-05-20", "postponed", "", "s3"),
        step("s5", "2020-05-30", "adopted", "2020-07-01", "s4"),
    ) == [("s2", 10, 10, "s1", 41, 41), ("s5", 32, 32, "s1", 182, 182)]


def test_a_proposal_answered_before_is_not_the_announcement_of_a_later_step():
    assert ask(
        step("s1", "2020-01-01", "proposed"),
        step("s2", "2020-02-01", "adopted", "2020-02-11"),
        step("s3", "2020-05-01", "adopted", "2020-05-02"),
    ) == [("s2", 10, 10, "s1", 41, 41), ("s3", 1, 1, "s3", 1, 1)]


def test_a_suspension_was_not_announced_by_the_plan_that_it_took_away():
    assert ask(
        step("s1", "2020-01-01", "adopted", "2020-06-01"),
        step("s2", "2020-05-01", "suspended", "2020-06-01", "s1"),
    ) == [("s2", 31, 31, "s2", 31, 31)]


def test_what_was_dropped_has_no_effect_and_what_is_not_known_no_lag():
    steps = (
        step("s1", "2020-01-01", "adopted", "2020-02-01"),
        step("s2", "2020-01-15", "withdrawn", "", "s1"),
    )
    assert ask(*steps) == []
    assert len(ask(*steps, known_on=date(2020, 1, 10).toordinal())) == 1


@pytest.mark.parametrize(
    ("decided", "start", "expected"),
    [
        ("2020-01-01", "2020-01-31", (30, 30)),
        ("2020-01-01", "2020-02", (31, 59)),
        ("2020-01", "2020-02", (1, 59)),
        ("2020-02", "2020-02", (0, 0)),
        ("2020-02-01", "2020-01-01", (-31, -31)),
        ("2020-01-01", "[2020-01-05..]", (4, None)),
        ("[..2020-01-01]", "2020-01-05", (4, None)),
        ("2020-01-01", "2020-01-05/..", (4, 4)),
    ],
)
def test_least_and_most(decided, start, expected):
    assert between(parse(decided), parse(start)) == expected


# -- the dates of a source -------------------------------------------------------------------------------------

PUBLISHED = {"report": parse("2020-03-27"), "letter": parse("2020-03-01")}


def cite(source: str, at: str = "", **says: object) -> Citation:
    return Citation(source=source, at=at, exact=f"{source} {at}", says=says)


def test_the_words_of_a_source_with_their_reading():
    gala = Event(
        id="gala",
        title="Gala",
        status="missed",
        when=parse("2020-03-31~"),
        history=(
            HistoryEntry(
                on=parse("2020-01-02"),
                status="hoped",
                when=parse("2020-03-31~"),
                when_text="end of March",
                cites=(cite("report", "p. 3"), cite("letter")),
            ),
            HistoryEntry(on=parse("2020-03-27"), status="missed", cites=(cite("report", "p. 4"),)),
        ),
        note="Read as the last days of the month.",
    )
    (found,) = source_dates([gala], "report", NOW, PUBLISHED)
    assert (found.id, found.field, found.words, found.when.edtf) == (
        "gala",
        "history.1.when",
        "end of March",
        "2020-03-31~",
    )
    assert (found.at, found.passage, found.note) == (
        "p. 3",
        "report p. 3",
        "Read as the last days of the month.",
    )
    assert [c.source for c in found.others] == ["letter"]


def test_a_source_that_dates_it_otherwise():
    talks = Event(
        id="talks",
        title="Talks",
        when=parse("2020-04-03"),
        when_text="on 3 April",
        cites=(
            cite("letter", ""),
            cite("report", "p. 1", when="[2020-04-05..2020-04-09]", when_text="next week"),
        ),
    )
    (found,) = source_dates([talks], "report", NOW, PUBLISHED)
    assert (found.words, found.when.edtf, found.says) == ("next week", "[2020-04-05..2020-04-09]", True)
    assert found.held is not None and found.held.edtf == "2020-04-03"
    assert [c.source for c in found.differ] == ["letter"]
    (other,) = source_dates([talks], "letter", NOW, PUBLISHED)
    assert (other.words, other.when.edtf, other.differ[0].source) == ("on 3 April", "2020-04-03", "report")


def test_quotes_steps_and_what_was_not_yet_printed():
    quote = Quote(id="q", text=("Wet",), said=parse("2020-03-20"), cites=(cite("report"),))
    measure = Measure(
        id="m",
        title="M",
        steps=(
            Step(
                id="s1",
                decided=parse("2020-03-01"),
                status="adopted",
                start=parse("2020-05-01"),
                value=Amount(1.0),
                cites=(cite("report"),),
            ),
        ),
    )
    found = source_dates([quote, measure], "report", NOW, PUBLISHED)
    assert [(each.id, each.field) for each in found] == [
        ("q", "said"),
        ("m", "steps.s1.decided"),
        ("m", "steps.s1.from"),
    ]
    before = source_dates([quote, measure], "report", date(2020, 3, 26).toordinal(), PUBLISHED)
    assert [each.passage for each in before] == ["", ""]


def test_the_words_in_which_a_source_dates_a_quote():
    quote = Quote(
        id="q",
        text=("It holds.",),
        said=parse("2020-03-20/2020-03-26"),
        cites=(cite("report", "p. 2", when_text="last week"), cite("letter")),
    )
    (found,) = source_dates([quote], "report", NOW, PUBLISHED)
    assert (found.field, found.words, found.says) == ("said", "last week", False)
