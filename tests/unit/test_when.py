"""The date type: the table of the design as it stands, the grammar, refusals, words, order."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import date
from pathlib import Path

import pytest

from tradetui.core.when import When, WhenError, days_between, parse, words


def day(text: str | None) -> int | None:
    return None if text is None else date.fromisoformat(text).toordinal()


def iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def bounds(when: When) -> tuple[str | None, ...]:
    found = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
    return tuple(iso(each) for each in found)


# The table of the design: EDTF, lo, hi, how it reads.
DESIGN = [
    ("2019-03", "2019-03-01", "2019-03-31", "March 2019 (day not given)"),
    ("2019-03-28?", "2019-03-28", "2019-03-28", "28 March 2019, uncertain"),
    ("2019-03~", "2019-03-01", "2019-03-31", "about March 2019"),
    ("2019-03-28/2019-03-29", "2019-03-28", "2019-03-29", "28-29 March 2019"),
    ("[2019-03-21..2019-03-31]", "2019-03-21", "2019-03-31", "between 21 and 31 March 2019"),
    ("[2019-04,2019-05,2019-06]", "2019-04-01", "2019-06-30", "April, May or June 2019"),
    ("{2019-01-30,2019-02-14}", "2019-01-30", "2019-02-14", "30 January and 14 February 2019"),
    ("[..2019-03-31]", None, "2019-03-31", "on or before 31 March 2019"),
    ("2018-07-06/..", "2018-07-06", None, "from 6 July 2018"),
    ("2018-07-06/", "2018-07-06", None, "from 6 July 2018 to an unknown date"),
    ("2018-33", "2018-01-01", "2018-03-31", "first quarter of 2018"),
    ("2019-XX-XX", "2019-01-01", "2019-12-31", "some day in 2019"),
    ("2018-07/2019-03", "2018-07-01", "2019-03-31", "July 2018 to March 2019"),
]


@pytest.mark.parametrize(("edtf", "lo", "hi", "reads"), DESIGN)
def test_the_table_of_the_design(edtf: str, lo: str | None, hi: str | None, reads: str) -> None:
    when = parse(edtf)
    assert (iso(when.lo), iso(when.hi)) == (lo, hi)
    assert when.words() == words(when) == reads
    assert parse(when.edtf) == when
    assert str(when) == edtf


def test_an_interval_of_months_is_sure_only_between_its_ends() -> None:
    when = parse("2018-07/2019-03")
    assert (iso(when.sure_span()[0]), iso(when.sure_span()[1])) == ("2018-07-31", "2019-03-01")


FOUR_BOUNDS = [
    ("2019-03-28", ("2019-03-28",) * 4),
    ("2019-03", ("2019-03-01", "2019-03-31", "2019-03-01", "2019-03-31")),
    ("2018-07/2019-03", ("2018-07-01", "2018-07-31", "2019-03-01", "2019-03-31")),
    ("2018-07-06/..", ("2018-07-06", "2018-07-06", None, None)),
    ("2018-07-06/", ("2018-07-06", "2018-07-06", "2018-07-06", None)),
    ("../2019-03-31", (None, None, "2019-03-31", "2019-03-31")),
    ("/2019-03-31", (None, "2019-03-31", "2019-03-31", "2019-03-31")),
    # an end is not before its start, which narrows what can be
    ("2019-05-10/2019-05", ("2019-05-10", "2019-05-10", "2019-05-10", "2019-05-31")),
    ("2019/2019-03-02", ("2019-01-01", "2019-03-02", "2019-03-02", "2019-03-02")),
    ("[..2019-03-31]", (None, "2019-03-31", None, "2019-03-31")),
    ("[2019-03-31..]", ("2019-03-31", None, "2019-03-31", None)),
    ("{2019-02,2019-04}", ("2019-02-01", "2019-02-28", "2019-04-01", "2019-04-30")),
    ("{2019-01..2019-03}", ("2019-01-01", "2019-01-31", "2019-03-01", "2019-03-31")),
    ("{..2019-03-31}", (None, None, "2019-03-31", "2019-03-31")),
    ("2018-21", ("2018-03-01", "2018-05-31", "2018-03-01", "2018-05-31")),
    ("2018-24", ("2018-12-01", "2019-02-28", "2018-12-01", "2019-02-28")),
    ("2019-24", ("2019-12-01", "2020-02-29", "2019-12-01", "2020-02-29")),
    ("2018-36", ("2018-10-01", "2018-12-31", "2018-10-01", "2018-12-31")),
    ("201X", ("2010-01-01", "2019-12-31", "2010-01-01", "2019-12-31")),
    ("20XX", ("2000-01-01", "2099-12-31", "2000-01-01", "2099-12-31")),
    ("2019-XX", ("2019-01-01", "2019-12-31", "2019-01-01", "2019-12-31")),
    ("2020-02-XX", ("2020-02-01", "2020-02-29", "2020-02-01", "2020-02-29")),
    ("9999-24", ("9999-12-01", "9999-12-31", "9999-12-01", "9999-12-31")),
]


@pytest.mark.parametrize(("edtf", "expected"), FOUR_BOUNDS)
def test_four_bounds(edtf: str, expected: tuple[str | None, ...]) -> None:
    assert bounds(parse(edtf)) == expected


@pytest.mark.parametrize(
    ("edtf", "shape", "precision", "flags", "ends"),
    [
        ("2019-03-28", "single", "day", "", "known known"),
        ("2019-03", "single", "month", "", "known known"),
        ("2019", "single", "year", "", "known known"),
        ("2019-34", "single", "quarter", "", "known known"),
        ("2019-22", "single", "season", "", "known known"),
        ("201X", "single", "decade", "", "known known"),
        ("20XX", "single", "century", "", "known known"),
        ("2019-XX-XX", "single", "year", "", "known known"),
        ("2019-03-XX", "single", "month", "", "known known"),
        ("2019-03~", "single", "month", "~", "known known"),
        ("2019-03-28?", "single", "day", "?", "known known"),
        ("2019-03-28%", "single", "day", "?~", "known known"),
        ("2019-?03-28", "single", "day", "?", "known known"),
        ("?2019-03", "single", "month", "?", "known known"),
        ("2019-03-~28", "single", "day", "~", "known known"),
        ("2019?-03-~28", "single", "day", "?~", "known known"),
        ("2019-03-28/2019-04", "interval", "month", "", "known known"),
        ("2019-03-28?/2019-04~", "interval", "month", "?~", "known known"),
        ("2019-03-28/..", "interval", "day", "", "known open"),
        ("2019-03-28/", "interval", "day", "", "known unknown"),
        ("../2019", "interval", "year", "", "open known"),
        ("/2019", "interval", "year", "", "unknown known"),
        ("[2019-03,2019-04-02]", "one-of", "month", "", "known known"),
        ("{2019-03-01..2019-03-04}", "set", "day", "", "known known"),
        ("{2019-03-01..}", "set", "day", "", "known open"),
    ],
)
def test_shape_precision_flags_and_ends(edtf: str, shape: str, precision: str, flags: str, ends: str) -> None:
    when = parse(edtf)
    assert (when.shape, when.precision) == (shape, precision)
    assert ("?" if when.uncertain else "") + ("~" if when.approximate else "") == flags
    assert f"{when.start} {when.end}" == ends


@pytest.mark.parametrize(
    ("edtf", "lo", "hi"),
    [
        ("2XXX", "2000-01-01", "2999-12-31"),
        ("2XX9", "2009-01-01", "2999-12-31"),
        ("XXXX", None, "9999-12-31"),
        ("201X-12", "2010-01-01", "2019-12-31"),
        ("XXXX-12-XX", None, "9999-12-31"),
        ("2019-XX-28", "2019-01-01", "2019-12-31"),
        ("2019-1X", "2019-01-01", "2019-12-31"),
        ("2019-0X-3X", "2019-01-01", "2019-12-31"),
        ("2019-25", "2019-01-01", "2020-12-31"),
        ("2019-40", "2019-01-01", "2019-12-31"),
        ("1950S2", "1900-01-01", "1999-12-31"),
        ("1950S4", "1950-01-01", "1950-12-31"),
        ("0000", None, "0001-01-01"),
        ("-0043", None, "0001-01-01"),
        ("-0043-03-15", None, "0001-01-01"),
        ("-004X", None, "0001-01-01"),
        ("Y170000002", "9999-12-31", None),
        ("Y-17E7", None, None),
        ("Y171010000S3", None, None),
        ("-0043/0100", None, "0100-12-31"),
        ("{2019-01..2019-03-15}", "2019-01-01", "2019-03-15"),
        ("[2XXX,3000]", "2000-01-01", "3000-12-31"),
    ],
)
def test_other_valid_edtf_is_a_label_and_never_sure(edtf: str, lo: str | None, hi: str | None) -> None:
    when = parse(edtf)
    assert when.shape == "label"
    assert (iso(when.lo), iso(when.hi)) == (lo, hi)
    assert not when.surely(None, None)
    assert when.sure_span() == (None, None)
    assert when.possibly(None, None)
    assert edtf in when.words()
    assert "as written" in when.words()
    assert parse(str(when)) == when


REFUSED = [
    ("", "no date"),
    (" ", "blanks"),
    ("2019-02-29", "28 days"),
    ("1900-02-29", "28 days"),
    ("-0001-02-29", "28 days"),
    ("2019-04-31", "30 days"),
    ("2019-13", "no month 13"),
    ("2019-00", "no month 00"),
    ("2019-20", "no month 20"),
    ("2019-42", "no month 42"),
    ("2019-21-05", "no month 21"),
    ("2019-03-00", "no day 00"),
    ("2019-3", "two digits"),
    ("2019-3-28", "two digits"),
    ("2019-03-8", "two digits"),
    ("March 2019", "numbers"),
    ("28 mar 2019", "numbers"),
    ("28.03.2019", "2019-03-28"),
    ("28-03-2019", "year first"),
    ("3/28/2019", "one /"),
    ("20190328", "parted"),
    ("201903", "parted"),
    ("19", "four digits"),
    ("12019", "Y"),
    ("Y2019", "2019"),
    ("-0000", "0000"),
    ("2019-W12", "weeks"),
    ("2019-03-28T12:30", "hh:mm:ss"),
    ("2019-03-28T24:00:00", "hh:mm:ss"),
    ("2019-03-28T12:30:00z", "hh:mm:ss"),
    ("2019-03T12:30:00Z", "hh:mm:ss"),
    ("2019-03-28 12:30:00", "blanks"),
    ("2019-03-28T12:30:00Z?", "hh:mm:ss"),
    ("2019-03-28T12:30:00Z/2019-03-29", "hh:mm:ss"),
    ("2019-03-28?~", "one qualifier"),
    ("2019-03-28–29", "dash"),
    ("2019-03-28/2019-03-27", "before the start"),
    ("2019-12/2019-01", "before the start"),
    ("2019?/2018~", "before the start"),
    ("-0043/-0044", "before the start"),
    ("[2019-04..2019-03]", "before the start"),
    ("{2019-04..2019-03}", "before the start"),
    ("../..", "a date on one side"),
    ("/", "a date on one side"),
    ("..", "two dots"),
    ("[..]", "a date on one side"),
    ("[]", "dates in them"),
    ("{2019", "ends with }"),
    ("2019]", "begins with"),
    ("[2019,]", "no date"),
    ("[2019-03-28, 2019-03-29]", "blanks"),
    ("[2019/2020]", ""),
    ("2018/2019/2020", "one /"),
    ("199u", "X"),
    ("2019-xx", "X"),
    ("unknown", "open end"),
    ("2018-07-06/open", "open end"),
    ("2019-X3-32", "no day 32"),
    ("2019-02-3X", "no day 3X"),
    ("2019-9X", "no month 9X"),
    ("2019-2X-11", "no month 2X"),
    ("２０１９", "plain digits"),
    ("x" * 5000, "longer"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(WhenError) as caught:
        parse(text)
    message = str(caught.value)
    assert reason in message
    assert "\n" not in message


@pytest.mark.parametrize("value", [20190328, None, date(2019, 3, 28)])
def test_what_is_not_text_is_refused(value: object) -> None:
    with pytest.raises(WhenError, match="quotation marks"):
        parse(value)  # type: ignore[arg-type]


WORDS = [
    ("2019-03-28", "28 March 2019", "28 March 2019", "28 Mar 2019", "2019-03-28"),
    ("2019-03", "March 2019 (day not given)", "March 2019", "Mar 2019", "2019-03"),
    ("2019", "2019 (day not given)", "2019", "2019", "2019"),
    ("0476", "476 (day not given)", "476", "476", "0476"),
    (
        "2019-03%",
        "about March 2019, uncertain",
        "about March 2019, uncertain",
        "~Mar 2019?",
        "about 2019-03, uncertain",
    ),
    (
        "[2019-03-21..2019-03-31]",
        None,
        "between 21 and 31 March 2019",
        "21..31 Mar 2019",
        "between 2019-03-21 and 2019-03-31",
    ),
    ("2019-03~", None, "about March 2019", "~Mar 2019", "about 2019-03"),
    (
        "2019-03-28/2019-04-03",
        None,
        "28 March to 3 April 2019",
        "28 Mar-3 Apr 2019",
        "2019-03-28 to 2019-04-03",
    ),
    ("2018-12-28/2019-01-03", None, "28 December 2018 to 3 January 2019", "28 Dec 2018-3 Jan 2019", None),
    ("2019-03-28/2019-03-28", None, "28 March 2019", "28 Mar 2019", "2019-03-28"),
    ("2019-03/2019-03", None, "within March 2019", "Mar-Mar 2019", "within 2019-03"),
    ("2019-03~/2019-04~", None, "about March to April 2019", "~Mar-Apr 2019", None),
    ("2019-03~/2019-04", None, "March 2019 (approximate) to April 2019", None, None),
    ("2019-03?/2019-04", None, "March 2019 (uncertain) to April 2019", "Mar 2019?-Apr 2019", None),
    ("2018-07-06?/..", None, "from 6 July 2018 (uncertain)", "6 Jul 2018?-", None),
    ("2018-07-06/", None, "from 6 July 2018 to an unknown date", "6 Jul 2018-?", None),
    ("../2019-03-31", None, "up to 31 March 2019", "-31 Mar 2019", None),
    ("/2019-03-31", None, "from an unknown date to 31 March 2019", "?-31 Mar 2019", None),
    ("[2019-03-28,2019-03-29]", None, "28 or 29 March 2019", "28/29 Mar 2019", None),
    ("[2018-12-30,2019-01-02]", None, "30 December 2018 or 2 January 2019", None, None),
    ("[2019-03-28?,2019-03-30]", None, "28 March 2019 (uncertain) or 30 March 2019", None, None),
    ("[2019-03-28?,2019-03-30?]", None, "28 or 30 March 2019, uncertain", "28/30 Mar 2019?", None),
    ("[2019-03-28,2019-04-01..2019-04-03]", None, "28 March 2019 or between 1 and 3 April 2019", None, None),
    ("[2019-03-28..]", None, "on or after 28 March 2019", "28 Mar 2019..", None),
    ("[..2019-03]", None, "in or before March 2019", "..Mar 2019", None),
    ("[2019]", None, "2019", "2019", None),
    ("[2018-33,2018-34]", None, "first or second quarter of 2018", "Q1/Q2 2018", "2018-Q1 or 2018-Q2"),
    ("{2019-03-28,2019-03-29,2019-04-03}", None, "28, 29 March and 3 April 2019", None, None),
    (
        "{2019-01-30..2019-02-02}",
        None,
        "each day from 30 January to 2 February 2019",
        "30 Jan-2 Feb 2019",
        None,
    ),
    ("{2019-01..}", None, "each month from January 2019 on", None, None),
    ("{..2019}", None, "each year up to 2019", None, None),
    ("{2019-03,2019-04-02}", None, "March 2019 and 2 April 2019", None, None),
    ("2018-21", "spring 2018 (March to May)", "spring 2018", "spring 2018", "2018 spring"),
    ("2018-24~", "about winter 2018", None, "~winter 2018", None),
    ("201X", "some year from 2010 to 2019", None, "201X", None),
    ("20XX", "some year from 2000 to 2099", None, "20XX", None),
    ("2019-XX", "some month in 2019", None, "?? 2019", "2019-XX"),
    ("2019-03-XX", "some day in March 2019", None, "?? Mar 2019", "2019-03-XX"),
    ("2019-?03-28", "28 March 2019 (month uncertain)", None, "28 Mar 2019?", None),
    ("2019-03?-28", "28 March 2019 (year and month uncertain)", None, None, None),
    ("?2019-03", "March 2019 (year uncertain)", None, None, None),
    ("2019-03-~28", "28 March 2019 (day approximate)", None, "~28 Mar 2019", None),
    ("2019?-03-~28", "28 March 2019 (year uncertain, day approximate)", None, "~28 Mar 2019?", None),
    ("2019-03-%28", "28 March 2019 (day uncertain and approximate)", None, None, None),
    ("%2019-%03-%28", "about 28 March 2019, uncertain", None, None, None),
    ("2019-03-28T12:30:00Z", "28 March 2019, 12:30 UTC", None, "28 Mar 2019 12:30Z", "2019-03-28 12:30Z"),
    ("2019-03-28T12:30:05+08:00", "28 March 2019, 12:30:05 UTC+08:00", None, None, None),
    ("2019-03-28T12:30:00-04", "28 March 2019, 12:30 UTC-04", None, None, None),
    ("2019-03-28T12:30:00", "28 March 2019, 12:30 (zone not given)", "28 March 2019, 12:30", None, None),
    ("2XXX", "2XXX (kept as written)", "2XXX", "2XXX", "2XXX"),
]


@pytest.mark.parametrize(("edtf", "long", "plain", "short", "numbers"), WORDS)
def test_words(
    edtf: str, long: str | None, plain: str | None, short: str | None, numbers: str | None
) -> None:
    when = parse(edtf)
    found = {"long": long, "plain": plain, "short": short, "iso": numbers}
    for style, expected in found.items():
        if expected is not None:
            assert when.words(style) == expected  # type: ignore[arg-type]


def test_a_clock_is_kept_and_its_day_is_that_of_its_own_zone() -> None:
    when = parse("2019-03-28T23:30:00-04:00")
    assert when.clock == "23:30:00-04:00"
    assert when.day == day("2019-03-28")
    assert parse("2019-03-28").clock == ""


def test_surely_and_possibly() -> None:
    march = day("2019-03-01"), day("2019-03-31")
    assert parse("2019-03-28").surely(*march)
    assert parse("2019-03").surely(*march)
    assert not parse("2019-03").surely(day("2019-03-01"), day("2019-03-30"))
    assert not parse("2019-03~").surely(*march)
    assert not parse("2019-03-28?").surely(None, None)
    assert not parse("2019-03~").possibly(day("2019-04-01"), day("2019-04-02")), "about is not widened"
    together = parse("{2019-01-30,2019-02-14}")
    assert together.surely(*[day("2019-02-14")] * 2)
    assert not together.possibly(*[day("2019-02-01")] * 2), "not between"
    either = parse("[2019-01-30,2019-02-14]")
    assert either.possibly(*[day("2019-02-14")] * 2)
    assert not either.surely(*[day("2019-02-14")] * 2)
    assert either.surely(day("2019-01-30"), day("2019-02-14"))
    running, ended = parse("2018-07-06/.."), parse("2018-07-06/")
    later = day("2026-01-01"), day("2026-01-01")
    assert running.surely(*later)
    assert ended.possibly(*later)
    assert not ended.surely(*later)


def test_a_range_in_a_set_is_sure_where_a_whole_unit_of_it_lies() -> None:
    each_month = parse("{2019-01..2019-03}")
    assert each_month.surely(day("2019-02-01"), day("2019-02-28"))
    assert each_month.surely(day("2019-01-15"), day("2019-02-28"))
    assert not each_month.surely(day("2019-02-01"), day("2019-02-27"))
    assert not each_month.surely(day("2019-01-15"), day("2019-02-14"))
    assert not each_month.surely(day("2019-03-02"), day("2019-12-31"))
    each_year = parse("{2017..2019}")
    assert each_year.surely(day("2017-02-01"), day("2018-12-31"))
    assert not each_year.surely(day("2017-02-01"), day("2018-12-30"))
    assert parse("{9998..}").surely(day("9998-01-01"), day("9998-12-31"))
    assert not parse("{9998..}").surely(day("9999-01-02"), day("9999-12-31"))


def test_days_that_may_be_the_first_or_the_last() -> None:
    def ranges(found: tuple[tuple[int | None, int | None], ...]) -> list[tuple[str | None, str | None]]:
        return [(iso(lo), iso(hi)) for lo, hi in found]

    assert ranges(parse("2019-03").starts()) == [("2019-03-01", "2019-03-31")]
    either = parse("[2019-03-28,2019-03-01..2019-03-04,2019-03-05]")
    assert ranges(either.starts()) == [("2019-03-01", "2019-03-05"), ("2019-03-28", "2019-03-28")]
    assert either.ends() == either.readings() == either.starts()
    assert ranges(parse("2018-07/2019-03").starts()) == [("2018-07-01", "2018-07-31")]
    assert ranges(parse("2018-07/2019-03").ends()) == [("2019-03-01", "2019-03-31")]
    assert parse("2018-07/..").ends() == ()
    assert parse("../2018-07").starts() == ()
    assert ranges(parse("2018-07-06/").ends()) == [("2018-07-06", None)]
    assert ranges(parse("[2025-11-10..]").ends()) == [("2025-11-10", None)]
    assert ranges(parse("[2025-11-10..,2025-11-01]").ends()) == [
        ("2025-11-01", "2025-11-01"),
        ("2025-11-10", None),
    ]
    assert ranges(parse("[2019,..2018-12-31]").ends()) == [(None, "2019-12-31")]


def test_sure_span() -> None:
    def span(edtf: str) -> tuple[str | None, str | None]:
        first, last = parse(edtf).sure_span()
        return iso(first), iso(last)

    assert span("2019-03-28") == ("2019-03-28", "2019-03-28")
    assert span("2019-03-28?") == (None, None)
    assert span("2019-03") == (None, None)
    assert span("2018-07-06/..") == ("2018-07-06", None)
    assert span("2018-07-06/") == ("2018-07-06", "2018-07-06")
    assert span("../2019-03-31") == (None, "2019-03-31")
    assert span("{2019-01-30,2019-02-14}") == (None, None)
    assert span("2019-03/2019-03") == (None, None)
    assert span("[2019-03-01..]") == (None, None)


def test_days_between() -> None:
    assert days_between(parse("2018-12-01"), parse("2019-03-02")) == (91, 91)
    assert days_between(parse("2019-03-28"), parse("2019-04")) == (4, 33)
    assert days_between(parse("2019-03"), parse("2019-04")) == (1, 60)
    assert days_between(parse("[..2019-03-31]"), parse("2019-04-01")) == (1, None)
    assert days_between(parse("2019-04-01"), parse("[2019-04-03..]")) == (2, None)
    assert days_between(parse("2019-04-03"), parse("2019-04-01/..")) == (-2, -2)


def test_order_is_by_time_then_vagueness_then_end() -> None:
    ordered = [
        "../2018",
        "[..2019-03-31]",
        "2018",
        "2019",
        "2019-33",
        "2019-01",
        "2019-01-01",
        "2019-01-01/2019-01-03",
        "2019-01-01/..",
        "2019-01-02",
        "2019-03",
        "2019-03-01",
        "2019-03-01?",
        "[2019-03-21..2019-03-31]",
        "2019-03-28",
        "2019-03-28/2019-03-29",
    ]
    assert [when.edtf for when in sorted(parse(text) for text in reversed(ordered))] == ordered
    assert parse("2019-03-01") < parse("2019-03-01?")
    assert parse("2019-03-01") <= parse("2019-03-01")
    assert parse("2019-03-02") > parse("2019-03-01") >= parse("2019-03")


def test_a_date_is_frozen_hashable_and_travels() -> None:
    when = parse("2019-03-28?")
    with pytest.raises(AttributeError):
        when.edtf = "2019"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del when.edtf
    assert not hasattr(when, "__dict__")
    assert copy.copy(when) is copy.deepcopy(when) is when
    assert pickle.loads(pickle.dumps(when)) == when
    assert len({when, parse("2019-03-28?"), parse("2019-03-28")}) == 2
    assert when != "2019-03-28?"
    assert repr(when) == "When('2019-03-28?')"


def test_as_calendar_dates() -> None:
    when = parse("2019-03")
    assert (when.first_date, when.last_date) == (date(2019, 3, 1), date(2019, 3, 31))
    assert parse("2019-03/..").last_date is None
    assert parse("2019-03-28?").day == day("2019-03-28")
    assert parse("2019-03").day is None
    assert parse("2019-03-28/2019-03-29").exact
    assert not parse("2019-03-28?").exact
    assert not parse("2019-03").exact
    assert not parse("2019-03-28/..").exact


def test_the_page_on_dates_says_what_is_so() -> None:
    """Every date of its first table is read as the table says, every refused one refused."""
    page = (Path(__file__).parents[2] / "docs" / "dates.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")[1:-1] for line in page.split("## Readings")[0].splitlines() if line.startswith("| `")
    ]
    assert len(rows) > 18
    for written, shape, _, reads in rows:
        whens = [parse(text) for text in re.findall(r"`([^`]+)`", written) if "…" not in text]
        assert whens
        assert all(when.shape == shape.strip() for when in whens if shape.strip()), written
        assert any(when.words() in reads.strip() for when in whens), (written, reads)
    labels, refused = page.split("**Labels.**")[1].split("**Refused**")
    for text in re.findall(r"`([^` ]+)`", labels):
        assert parse(text).shape == "label"
    for text in re.findall(r"`([^`]+)`", refused.split("The reason")[0]):
        with pytest.raises(WhenError):
            parse(text)
