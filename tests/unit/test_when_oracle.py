"""The PyPI package ``edtf`` as an oracle for outer bounds where it is right; every known difference is listed.

It is slow (4 to 100 ms a date), so it is asked little.
"""

from __future__ import annotations

import contextlib
import io
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetui.core.when import WhenError, parse

Bounds = tuple[str, str] | str


def of_oracle(text: str) -> Bounds:
    """Its lower and upper bound, "refused", or "crashes"."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints on its way to a crash
            found = parse_edtf(text)
            return bound(found.lower_strict()), bound(found.upper_strict())
    except Exception as error:
        return "refused" if type(error).__name__ == "EDTFParseException" else "crashes"


def bound(value: object) -> str:
    """A bound as a day; infinite ones as they are."""
    if isinstance(value, float):
        return str(value)
    return f"{value.tm_year:04}-{value.tm_mon:02}-{value.tm_mday:02}"  # type: ignore[attr-defined]


def ours(text: str) -> Bounds:
    try:
        when = parse(text)
    except WhenError:
        return "refused"
    lo = "-inf" if when.lo is None else date.fromordinal(when.lo).isoformat()
    hi = "inf" if when.hi is None else date.fromordinal(when.hi).isoformat()
    return lo, hi


AGREED = [
    *("2019", "2019-03", "2019-03-28", "2020-02-29", "2019-03-28T12:30:00Z", "2019-03-28T12:30:00+08:00"),
    *("2019-03~", "2019-03-28?", "2019%", "201X", "20XX", "201X~", "2019-XX", "2019-XX-XX", "2019-03-XX"),
    *("2019-21", "2019-22", "2019-23", "2019-33", "2019-34", "2019-35", "2019-36"),
    *("2018/2019", "2018-07/2019-03", "2019-03-28/2019-03-29", "2019-03~/2019-04?"),
    *("2018-07-06/..", "../2019-03-31", "[..2019-03-31]", "[2019-03-31..]", "{..2019}"),
    *(
        "[2019-03-21..2019-03-31]",
        "[2019-04,2019-05,2019-06]",
        "{2019-01-30,2019-02-14}",
        "{2019-01-01..2019-01-03}",
    ),
    *("2019-?03-28", "?2019-03", "2019-03-~28", "2019?-03-28", "{2019-03-28?,2019-04}"),
    *("2XXX", "2019-13", "2019-04-31", "2019-3", "/", ""),
]

# text, ours, theirs, and why we differ
DIFFERENCES: list[tuple[str, Bounds, Bounds, str]] = [
    ("2019-02-29", "refused", ("2019-02-29", "2019-02-29"), "2019 has no 29 February"),
    ("2019-02-29/2019-03", "refused", ("2019-02-29", "2019-03-31"), "nor as an end of an interval"),
    ("2019-12/2019-01", "refused", ("2019-12-01", "2019-01-31"), "it ends before it starts"),
    ("[2019-04..2019-03]", "refused", ("2019-04-01", "2019-03-31"), "so does this range"),
    ("../..", "refused", ("-inf", "inf"), "an interval without a date says nothing"),
    (
        "2018-07-06/",
        ("2018-07-06", "inf"),
        ("2018-07-06", "2028-07-06"),
        "an unknown end is not ten years later",
    ),
    (
        "/2019-03-31",
        ("-inf", "2019-03-31"),
        ("2009-03-31", "2019-03-31"),
        "nor an unknown start ten years before",
    ),
    ("2019-24", ("2019-12-01", "2020-02-29"), ("2019-12-01", "2019-12-31"), "a winter has three months"),
    ("2019-21?", ("2019-03-01", "2019-05-31"), "refused", "level 1 lets a season bear a qualifier"),
    ("2019-XX/2019-12", ("2019-01-01", "2019-12-31"), "crashes", "level 1 lets an end have X"),
    ("2019-0X-1X", ("2019-01-01", "2019-12-31"), "crashes", "valid level 2; a label for us"),
    (
        "1950S2",
        ("1900-01-01", "1999-12-31"),
        ("1950-01-01", "1950-12-31"),
        "only two digits of the year are meant",
    ),
    (
        "-0043",
        ("-inf", "0001-01-01"),
        ("-043-01-01", "-043-12-31"),
        "a label: before the days that can be written",
    ),
    ("0000", ("-inf", "0001-01-01"), ("0000-01-01", "0000-12-31"), "a label likewise"),
    ("Y12019", ("9999-12-31", "inf"), ("12019-01-01", "12019-12-31"), "a label: after them"),
    ("Y-17E7", ("-inf", "inf"), ("-170000000-01-01", "-170000000-12-31"), "a label likewise"),
    (
        "XXXX-12-XX",
        ("-inf", "9999-12-31"),
        ("0000-12-01", "9999-12-31"),
        "a label; the year 0 is among its years",
    ),
]


@pytest.mark.parametrize("text", AGREED)
def test_agrees_with_the_oracle(text: str) -> None:
    assert ours(text) == of_oracle(text)


@pytest.mark.parametrize(("text", "expected", "theirs", "why"), DIFFERENCES)
def test_known_differences_from_the_oracle(text: str, expected: Bounds, theirs: Bounds, why: str) -> None:
    assert ours(text) == expected, why
    assert of_oracle(text) == theirs, "the oracle has changed: look whether the difference still stands"


years = st.integers(1000, 2100).map(str)
months = st.builds("{}-{:02}".format, years, st.sampled_from([*range(1, 13), 21, 22, 23, 33, 34, 35, 36]))
days = st.dates(date(1000, 1, 1), date(2100, 12, 31)).map(date.isoformat)
plain = st.one_of(years, months, days)


@settings(max_examples=40, deadline=None)
@given(plain, st.sampled_from(["", "?", "~", "%"]))
def test_any_single_date_agrees(text: str, mark: str) -> None:
    season = len(text) == 7 and int(text[5:]) > 12
    mark = "" if season else mark  # see the differences
    assert ours(text + mark) == of_oracle(text + mark)


@settings(max_examples=30, deadline=None)
@given(st.one_of(years, days), st.one_of(years, days))
def test_any_interval_agrees(one: str, other: str) -> None:
    first, last = sorted([one, other])
    assert ours(f"{first}/{last}") == of_oracle(f"{first}/{last}")
