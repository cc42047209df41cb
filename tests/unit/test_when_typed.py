"""What a person types: read, asked about or refused, never guessed and never filled in."""

from __future__ import annotations

from datetime import date

import pytest

from tradetui.core.when.typed import Ambiguous, Reading, Unread, read_typed

BASE = date(2019, 3, 27).toordinal()  # a Wednesday


@pytest.mark.parametrize(
    ("text", "edtf", "echo"),
    [
        # EDTF comes first
        ("2019-03-27", "2019-03-27", "27 March 2019"),
        (" 2019-03 ", "2019-03", "March 2019"),
        ("2018-07-06/..", "2018-07-06/..", "from 6 July 2018"),
        ("2019-xx-xx", "2019-XX-XX", "some day in 2019"),
        ("2XXX", "2XXX", "2XXX (kept as written)"),
        # with the month's name
        ("27 mar 2019", "2019-03-27", "27 March 2019"),
        ("MARCH 2019", "2019-03", "March 2019"),
        ("27th of March, 2019", "2019-03-27", "27 March 2019"),
        ("March 27, 2019", "2019-03-27", "27 March 2019"),
        ("the 3rd of may 2019", "2019-05-03", "3 May 2019"),
        ("27-Mar-2019", "2019-03-27", "27 March 2019"),
        ("27mar2019", "2019-03-27", "27 March 2019"),
        ("2019 sept 5", "2019-09-05", "5 September 2019"),
        ("wed 27 march 2019", "2019-03-27", "27 March 2019"),
        # in numbers that have one reading
        ("28/3/2019", "2019-03-28", "28 March 2019"),
        ("3/28/2019", "2019-03-28", "28 March 2019"),
        ("4.4.2019", "2019-04-04", "4 April 2019"),
        ("2019/3/7", "2019-03-07", "7 March 2019"),
        ("2019-3", "2019-03", "March 2019"),
        ("3/2019", "2019-03", "March 2019"),
        ("20190307", "2019-03-07", "7 March 2019"),
        ("２０１９", "2019", "2019"),
        # counted
        ("today", "2019-03-27", "27 March 2019, today"),
        ("yesterday", "2019-03-26", "26 March 2019, yesterday"),
        ("+3 weeks", "2019-04-17", "17 April 2019, 3 weeks after 27 March 2019"),
        ("-10 days", "2019-03-17", "17 March 2019, 10 days before 27 March 2019"),
        ("−10d", "2019-03-17", "17 March 2019, 10 days before 27 March 2019"),
        ("+1y", "2020-03-27", "27 March 2020, 1 year after 27 March 2019"),
        ("two weeks ago", "2019-03-13", "13 March 2019, 2 weeks before 27 March 2019"),
        ("in a month", "2019-04-27", "27 April 2019, 1 month after 27 March 2019"),
        ("next month", "2019-04", "April 2019, counted from 27 March 2019"),
        ("last month", "2019-02", "February 2019, counted from 27 March 2019"),
        ("next quarter", "2019-34", "second quarter of 2019, counted from 27 March 2019"),
        ("last quarter", "2018-36", "fourth quarter of 2018, counted from 27 March 2019"),
        ("last year", "2018", "2018, counted from 27 March 2019"),
        ("this week", "2019-03-25/2019-03-31", "25-31 March 2019, counted from 27 March 2019"),
        ("next friday", "2019-03-29", "29 March 2019, the first Friday after 27 March 2019"),
        ("last wednesday", "2019-03-20", "20 March 2019, the first Wednesday before 27 March 2019"),
        # parts of a year
        ("Q1 2018", "2018-33", "first quarter of 2018"),
        ("2018 q4", "2018-36", "fourth quarter of 2018"),
        ("4q2018", "2018-36", "fourth quarter of 2018"),
        ("first quarter of 2018", "2018-33", "first quarter of 2018"),
        ("fall 2018", "2018-23", "autumn 2018"),
        ("end of march 2019", "[2019-03-21..2019-03-31]", "between 21 and 31 March 2019"),
        ("late feb 2020", "[2020-02-21..2020-02-29]", "between 21 and 29 February 2020"),
        ("mid-march 2019", "[2019-03-11..2019-03-20]", "between 11 and 20 March 2019"),
        ("early march 2019", "[2019-03-01..2019-03-10]", "between 1 and 10 March 2019"),
        ("end of 2018", "[2018-09..2018-12]", "between September and December 2018"),
        ("end of q1 2018", "2018-03", "March 2018"),
        ("end of last month", "[2019-02-21..2019-02-28]", "between 21 and 28 February 2019"),
        # phrases
        ("28-29 march 2019", "2019-03-28/2019-03-29", "28-29 March 2019"),
        ("March 28–29, 2019", "2019-03-28/2019-03-29", "28-29 March 2019"),
        ("28 dec 2018 - 3 jan 2019", "2018-12-28/2019-01-03", "28 December 2018 to 3 January 2019"),
        ("march to may 2019", "2019-03/2019-05", "March to May 2019"),
        ("2019-03-28–2019-03-29", "2019-03-28/2019-03-29", "28-29 March 2019"),
        ("between 21 and 31 march 2019", "[2019-03-21..2019-03-31]", "between 21 and 31 March 2019"),
        ("april, may or june 2019", "[2019-04,2019-05,2019-06]", "April, May or June 2019"),
        ("30 january and 14 february 2019", "{2019-01-30,2019-02-14}", "30 January and 14 February 2019"),
        ("since july 2018", "2018-07/..", "from July 2018"),
        ("by 31 march 2019", "[..2019-03-31]", "on or before 31 March 2019"),
        ("about march 2019", "2019-03~", "about March 2019"),
        ("c. 2019", "2019~", "about 2019"),
        ("28 march 2019?", "2019-03-28?", "28 March 2019, uncertain"),
        ("about march 2019, uncertain", "2019-03%", "about March 2019, uncertain"),
        ("some day in march 2019", "2019-03-XX", "some day in March 2019"),
    ],
)
def test_read(text: str, edtf: str, echo: str) -> None:
    assert read_typed(text, BASE) == Reading(read_typed(edtf, BASE).when, echo)  # type: ignore[union-attr]
    typed = read_typed(text, BASE)
    assert isinstance(typed, Reading)
    assert typed.when.edtf == edtf


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("3/4/2019", ["2019-04-03", "2019-03-04"]),
        ("3.4.2019", ["2019-04-03", "2019-03-04"]),
        ("3-4-2019", ["2019-04-03", "2019-03-04"]),
        ("3/4", ["2019-04-03", "2019-03-04"]),
        ("28/3", ["2019-03-28"]),
        ("3/4/19", ["2019-04-03", "2019-03-04", "1919-04-03", "1919-03-04"]),
        ("27 mar 19", ["2019-03-27", "1919-03-27"]),
        ("27 mar", ["2019-03-27", "2018-03-27", "2020-03-27"]),
        ("march", ["2019-03", "2020-03", "2018-03"]),
        ("29 feb", ["2020-02-29"]),
        ("q4", ["2018-36", "2019-36", "2020-36"]),
        ("winter", ["2018-24", "2019-24", "2020-24"]),
        ("friday", ["2019-03-22", "2019-03-29"]),
        (
            "end of april",
            ["[2019-04-21..2019-04-30]", "[2018-04-21..2018-04-30]", "[2020-04-21..2020-04-30]"],
        ),
    ],
)
def test_what_has_several_readings_is_asked(text: str, choices: list[str]) -> None:
    typed = read_typed(text, BASE)
    assert isinstance(typed, Ambiguous)
    assert [choice.when.edtf for choice in typed.choices] == choices
    assert typed.question.endswith("?")
    assert all(choice.echo for choice in typed.choices)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing"),
        ("x" * 300, "too long"),
        ("hello", "not understood"),
        ("28", "its month and its year"),
        ("+3", "days"),
        ("2019-02-29", "28 days"),
        ("29 feb 2019", "no such day"),
        ("fri 27 march 2019", "is a Wednesday, not a Friday"),
        ("27 mar 2019 14:30", "not understood"),
        ("27 mar 2019 est", "est"),
        ("13/13/2019", "neither"),
        ("march april 2019", "two months"),
        ("31/4/2019", "30 days"),
        ("3 april to 28 march 2019", "before the start"),
        ("3/4/2019 to 28/4/2019", "which is the day"),
        ("99999999 days ago", "more than can be counted"),
        ("-3000 years", "outside the years"),
        ("end of 28 march 2019", "only a month"),
        ("next friday 2019", "next"),
    ],
)
def test_what_is_no_date_is_refused_with_reason_and_examples(text: str, reason: str) -> None:
    typed = read_typed(text, BASE)
    assert isinstance(typed, Unread)
    assert reason in typed.reason
    assert typed.examples


@pytest.mark.parametrize("example", Unread("").examples)
def test_every_example_is_read(example: str) -> None:
    assert isinstance(read_typed(example, BASE), Reading)


def test_a_month_without_that_day_takes_its_last_and_says_so() -> None:
    typed = read_typed("+1 month", date(2019, 1, 31).toordinal())
    assert isinstance(typed, Reading)
    assert typed.when.edtf == "2019-02-28"
    assert typed.echo.endswith("(that month has no day 31, so its last)")


def test_today_is_not_the_day_counted_from() -> None:
    typed = read_typed("today", BASE, today=date(2026, 11, 24).toordinal())
    assert isinstance(typed, Reading)
    assert typed.when.edtf == "2026-11-24"


def test_weeks_begin_where_the_collection_says() -> None:
    typed = read_typed("next week", BASE, week_starts=6)
    assert isinstance(typed, Reading)
    assert typed.when.edtf == "2019-03-31/2019-04-06"


@pytest.mark.parametrize("base", [1, 3_652_059])
@pytest.mark.parametrize(
    "text", ["next year", "last year", "yesterday", "tomorrow", "next week", "last week", "march"]
)
def test_at_the_edges_of_time(text: str, base: int) -> None:
    typed = read_typed(text, base)
    assert isinstance(typed, Reading | Ambiguous) or "outside the years" in typed.reason
