"""Dates in words: how far apart, how they fit, and how sure they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.when import parse
from tradetui.present import dates
from tradetui.present.cells import width


def test_days_in_words() -> None:
    day = date(2019, 3, 7).toordinal()
    assert dates.day(day) == "7 March 2019"
    assert dates.day(day, "short") == "7 Mar 2019"
    assert dates.day(day, "iso") == "2019-03-07"
    assert dates.day(None) == "open"
    assert dates.span(day, day) == "7 Mar 2019"
    assert dates.span(day, day + 1) == "7 Mar 2019 to 8 Mar 2019"


@pytest.mark.parametrize(
    ("edtf", "exact"),
    [
        ("2019-03-27", True),
        ("2019-03-28/2019-03-29", True),
        ("{2019-01-30,2019-02-14}", True),
        ("2019-03", False),
        ("2019-03-27?", False),
        ("2019-03-27~", False),
        ("[2019-03-21..2019-03-31]", False),
        ("[2019-03-21,2019-03-31]", False),
        ("2018-07/2019-03", False),
        ("2018-07-06/", False),
    ],
)
def test_only_days_without_doubt_are_exact(edtf: str, exact: bool) -> None:
    assert dates.exact(parse(edtf)) is exact
    assert dates.role(edtf) == ("date" if exact else "doubt")


def test_text_that_is_no_date_comes_back_cleaned() -> None:
    assert dates.words("spring \x1b[31mish") == "spring [31mish"
    assert dates.words("") == dates.NO_DATE
    assert dates.read("nonsense") is None


@given(
    st.sampled_from(
        ["2019-03-27", "2018-02-27/2018-03-03", "[2019-04,2019-05,2019-06]", "2018-07-06/..", "2018-33"]
    ),
    st.integers(1, 40),
)
def test_a_date_is_fitted_by_saying_it_shorter_never_surer(edtf: str, cells: int) -> None:
    shown = dates.fitted(edtf, cells)
    assert width(shown) <= cells or shown == dates.words(edtf, "short")


def test_years_of_two_digits_come_before_edtf() -> None:
    assert dates.fitted("2018-02-27/2018-03-03", 16) == "27 Feb-3 Mar '18"
    assert dates.fitted("2018-02-27/2018-03-03", 17) == "27 Feb-3 Mar 2018"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("2019-03-27", "2019-03-28", "1 day later"),
        ("2019-03-28", "2019-03-25", "3 days earlier"),
        ("2019-03-28", "2019-03-28", "the same day"),
        ("2019-03-28", "2019-04", "between 4 and 33 days later"),
        ("2019-04", "2019-03-28", "between 4 and 33 days earlier"),
        ("2019-03-28", "2019-03", "between 27 days earlier and 3 days later"),
        ("2019-03-28", "2019-04-01/..", "4 days later at the least"),
        ("2019-03-28", "[..2019-03-31]", "3 days later at the most"),
        ("2018-07-06/..", "../2019-03-31", "268 days later at the most"),
        ("2018-07-06/..", "2019-03-31/..", "no telling how far apart"),
        ("2019-05-02~", "2019-05-30", "about 28 days later"),
        ("2019-03-28", "2019-03-28~", "about the same day"),
        ("2019-03-28", "2019-04~", "between about 4 and 33 days later"),
        ("2019-03-28?", "2019-03-29", "1 day later, if the uncertain date is right"),
        ("2019-03-28%", "2019-03-29", "about 1 day later, if the uncertain date is right"),
    ],
)
def test_the_gap_between_two_dates_has_a_least_and_a_most(one: str, other: str, said: str) -> None:
    assert dates.gap_words(parse(one), parse(other)) == said
