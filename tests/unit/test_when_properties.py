"""The date type against a slow and literal reading, day by day, and laws that hold for any text.

The literal reading knows nothing of ordinals or bounds: it lists every day of a small calendar that a date may mean,
and from them every span of days that the date may stand for. What is open reaches a day before or after all that is
asked about.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tradetui.core.when import When, WhenError, parse
from tradetui.core.when.typed import Ambiguous, Reading, Unread, read_typed

# The small calendar: the first half of 2019, and one day on either side for "ever".
EVER_BEFORE = date(2018, 12, 31)
EVER_AFTER = date(2019, 7, 1)
CALENDAR = [date(2019, 1, 1) + timedelta(days=number) for number in range(181)]
assert CALENDAR[-1] == date(2019, 6, 30)
ALWAYS = [EVER_BEFORE, *CALENDAR, EVER_AFTER]

Span = tuple[date, date]


@dataclass(frozen=True)
class Written:
    """A date as text, with every span that it may stand for (one list a member where they hold together)."""

    text: str
    readings: list[list[Span]]
    flagged: bool = False

    def touches(self, first: date, last: date) -> list[bool]:
        """For each way in which it may be read, whether that touches the days first..last."""
        return [
            any(begin <= last and end >= first for begin, end in together)
            for together in product(*self.readings)
        ]


def days_of(text: str) -> list[date]:
    """The days that a day, a month or a quarter may mean."""
    text = text.removesuffix("-XX")
    if len(text) == 10:
        return [each for each in CALENDAR if each.isoformat() == text]
    if text[5:] in ("33", "34"):
        months = (1, 2, 3) if text[5:] == "33" else (4, 5, 6)
        return [each for each in CALENDAR if each.month in months]
    return [each for each in CALENDAR if each.isoformat()[:7] == text]


def spans(begins: list[date], ends: list[date]) -> list[Span]:
    return [(begin, end) for begin in begins for end in ends if begin <= end]


plain_days = st.sampled_from(CALENDAR).map(date.isoformat)
months = st.sampled_from(["2019-01", "2019-02", "2019-03", "2019-04", "2019-05", "2019-06"])
quarters = st.sampled_from(["2019-33", "2019-34"])
parts = st.one_of(plain_days, plain_days, months, months.map(lambda text: text + "-XX"), quarters)
marks = st.sampled_from(["", "", "", "?", "~", "%"])


@st.composite
def singles(draw: st.DrawFn) -> Written:
    text, mark = draw(parts), draw(marks)
    days = days_of(text)
    return Written(text + mark, [spans(days, days)], bool(mark))


@st.composite
def intervals(draw: st.DrawFn) -> Written:
    start, end = (
        draw(st.one_of(parts, st.sampled_from(["", ".."]))),
        draw(st.one_of(parts, st.sampled_from(["", ".."]))),
    )
    assume(start not in ("", "..") or end not in ("", ".."))
    begins = {"": ALWAYS, "..": [EVER_BEFORE]}.get(start) or days_of(start)
    ends = {"": ALWAYS, "..": [EVER_AFTER]}.get(end) or days_of(end)
    found = spans(begins, ends)
    # an unknown start is not after the last day there is, nor an unknown end before the first
    found = [(b, e) for b, e in found if (start or b != EVER_AFTER) and (end or e != EVER_BEFORE)]
    assume(found)
    first = draw(marks) if start not in ("", "..") else ""
    last = draw(marks) if end not in ("", "..") else ""
    return Written(f"{start}{first}/{end}{last}", [found], bool(first or last))


@st.composite
def one_ofs(draw: st.DrawFn) -> Written:
    """One member or another; a range stands for each day or month in it."""
    texts: list[str] = []
    found: list[Span] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["part", "days", "months", "before", "after"]))
        if kind == "part":
            text = draw(parts)
            members = [days_of(text)]
        elif kind == "months":
            first, last = sorted([draw(months), draw(months)])
            text = f"{first}..{last}"
            members = [days_of(f"2019-{number:02}") for number in range(int(first[5:]), int(last[5:]) + 1)]
        else:
            first, last = sorted([draw(plain_days), draw(plain_days)])
            text = {"days": f"{first}..{last}", "before": f"..{last}", "after": f"{first}.."}[kind]
            members = [
                [each]
                for each in ALWAYS
                if (kind == "before" or each.isoformat() >= first)
                and (kind == "after" or each.isoformat() <= last)
            ]
        texts.append(text)
        for member in members:
            found += spans(member, member)
    return Written(f"[{','.join(texts)}]", [found])


@st.composite
def sets(draw: st.DrawFn) -> Written:
    """Every member; a range stands for each of its days or months. Coarse members are read as one day each."""
    texts: list[str] = []
    readings: list[list[Span]] = []
    coarse = 0
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["day", "month", "days", "before", "after", "months"]))
        if kind in ("month", "months") and coarse >= 2:
            kind = "day"
        if kind == "months":
            coarse = 2
            number = draw(st.integers(1, 5))
            texts.append(f"2019-{number:02}..2019-{number + 1:02}")
            readings += [[(each, each) for each in days_of(f"2019-{one:02}")] for one in (number, number + 1)]
        elif kind == "month":
            coarse += 1
            text = draw(months)
            texts.append(text)
            readings.append([(each, each) for each in days_of(text)])
        elif kind == "day":
            text = draw(plain_days)
            texts.append(text)
            readings.append([(each, each) for each in days_of(text)])
        else:
            first, last = sorted([draw(plain_days), draw(plain_days)])
            texts.append({"days": f"{first}..{last}", "before": f"..{last}", "after": f"{first}.."}[kind])
            # every day of the range is one member with one reading
            readings += [
                [(each, each)]
                for each in ALWAYS
                if (kind == "before" or each.isoformat() >= first)
                and (kind == "after" or each.isoformat() <= last)
            ]
    return Written(f"{{{','.join(texts)}}}", readings)


written = st.one_of(singles(), intervals(), one_ofs(), sets())


EDGES = [each for each in CALENDAR if each.day == 1 or (each + timedelta(days=1)).day == 1]
# spans of any days, of whole months (where coarse dates just fit), and single days (where gaps show)
windows_of_days = st.one_of(
    st.tuples(st.sampled_from(CALENDAR), st.sampled_from(CALENDAR)),
    st.tuples(st.sampled_from(EDGES), st.sampled_from(EDGES)),
    st.sampled_from(CALENDAR).map(lambda each: (each, each)),
)


def ordinal(each: date) -> int | None:
    """A day as the date type has it; what reaches beyond the calendar is open."""
    return None if each in (EVER_BEFORE, EVER_AFTER) else each.toordinal()


@settings(max_examples=150, deadline=None)
@given(written)
def test_the_four_bounds_are_those_of_all_readings(example: Written) -> None:
    when = parse(example.text)
    whole = [(min(b for b, _ in each), max(e for _, e in each)) for each in product(*example.readings)]
    begins, ends = [begin for begin, _ in whole], [end for _, end in whole]
    assert when.earliest_start == ordinal(min(begins))
    assert when.latest_start == ordinal(max(begins))
    assert when.earliest_end == ordinal(min(ends))
    assert when.latest_end == ordinal(max(ends))
    assert (when.lo, when.hi) == (when.earliest_start, when.latest_end)


@settings(max_examples=150, deadline=None)
@given(
    written, st.lists(st.tuples(st.sampled_from(CALENDAR), st.sampled_from(CALENDAR)), min_size=4, max_size=4)
)
def test_surely_and_possibly_are_those_of_all_readings(
    example: Written, windows: list[tuple[date, date]]
) -> None:
    when = parse(example.text)
    for first, last in (sorted(window) for window in windows):
        touches = example.touches(first, last)
        assert when.possibly(first.toordinal(), last.toordinal()) == any(touches)
        assert when.surely(first.toordinal(), last.toordinal()) == (all(touches) and not example.flagged)
    # a window that is open on one side, and on both
    first = windows[0][0]
    assert when.possibly(first.toordinal(), None) == any(example.touches(first, EVER_AFTER))
    assert when.surely(None, first.toordinal()) == (
        all(example.touches(EVER_BEFORE, first)) and not example.flagged
    )
    assert when.possibly(None, None)
    assert when.surely(None, None) == (not example.flagged)


@settings(max_examples=120, deadline=None)
@given(written, st.lists(st.sampled_from(CALENDAR), min_size=10, max_size=10))
def test_possible_days_and_sure_days_are_those_of_all_readings(example: Written, asked: list[date]) -> None:
    when = parse(example.text)
    ranges = when.readings()
    sure_from, sure_to = when.sure_span()
    nothing_sure = (sure_from, sure_to) == (None, None)
    for each in asked:
        touches = example.touches(each, each)
        number = each.toordinal()
        inside = any((lo is None or lo <= number) and (hi is None or number <= hi) for lo, hi in ranges)
        possible = any(touches)
        assert inside == possible == when.possibly(number, number)
        assert when.surely(number, number) == (all(touches) and not example.flagged)
        if not nothing_sure:
            assert ((sure_from or 0) <= number <= (sure_to or 10**7)) == all(touches)
        elif when.shape in ("single", "interval"):
            assert example.flagged or not all(touches)
    for (_, before), (after, _) in pairwise(ranges):
        assert before is not None and after is not None and before + 1 < after, "disjoint and in order"


@settings(max_examples=150, deadline=None)
@given(written)
def test_first_and_last_days_are_those_of_all_readings(example: Written) -> None:
    when = parse(example.text)
    if when.shape == "set":
        return
    readings = example.readings[0]
    for each in CALENDAR:
        number = each.toordinal()

        def holds(ranges: tuple[tuple[int | None, int | None], ...], number: int = number) -> bool:
            return any((lo is None or lo <= number) and (hi is None or number <= hi) for lo, hi in ranges)

        assert holds(when.starts()) == any(begin == each for begin, _ in readings)
        assert holds(when.ends()) == any(end == each for _, end in readings)


# -- whole calendar: what a date with one part may mean, by listing days ---------------------------------------------


EVERY = [date(1999, 1, 1) + timedelta(days=number) for number in range(12_053)]
AS_TEXT = [(each, each.isoformat()) for each in EVERY]


def literal(text: str) -> list[date]:
    """Every day of 1999 to 2031 whose text fits a pattern; seasons and quarters by their months."""
    if len(text) == 7 and text[5:].isdecimal() and int(text[5:]) > 12:
        code, year = int(text[5:]), int(text[:4])
        table = {
            21: (3, 4, 5),
            22: (6, 7, 8),
            23: (9, 10, 11),
            33: (1, 2, 3),
            34: (4, 5, 6),
            35: (7, 8, 9),
            36: (10, 11, 12),
        }
        if code == 24:
            return [
                each
                for each in EVERY
                if (each.year, each.month) in ((year, 12), (year + 1, 1), (year + 1, 2))
            ]
        return [each for each in EVERY if each.year == year and each.month in table[code]]
    pattern = re.compile(text.replace("X", "."))
    return [each for each, its_text in AS_TEXT if pattern.match(its_text)]


years = st.integers(2001, 2029)


@st.composite
def any_part(draw: st.DrawFn) -> str:
    year = draw(years)
    month = draw(st.integers(1, 12))
    last = calendar.monthrange(year, month)[1]
    return draw(
        st.sampled_from(
            [
                f"{year}",
                f"{year}-{month:02}",
                f"{year}-{month:02}-{draw(st.integers(1, last)):02}",
                f"{year}-{draw(st.sampled_from([21, 22, 23, 24, 33, 34, 35, 36]))}",
                f"{year}-XX",
                f"{year}-XX-XX",
                f"{year}-{month:02}-XX",
                "200X",
                "201X",
            ]
        )
    )


@settings(max_examples=120, deadline=None)
@given(any_part())
def test_one_part_means_the_days_that_fit_it(text: str) -> None:
    days = literal(text)
    when = parse(text)
    assert (when.first_date, when.last_date) == (days[0], days[-1])
    assert when.latest_start == when.hi
    assert when.earliest_end == when.lo


# -- laws ------------------------------------------------------------------------------------------------------------

noise = st.text(alphabet="0123456789X-/.[]{},?~%TYZESx:+ \u2013\u00e4\u0661", max_size=30)


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """A date with a sign put in, taken out or changed."""
    text = draw(written).text
    at = draw(st.integers(0, len(text)))
    return (
        text[:at]
        + draw(st.sampled_from(["", *"0123456789X-/.[]{},?~%T "]))
        + text[at + draw(st.integers(0, 2)) :]
    )


any_text = st.one_of(
    noise, spoilt(), st.text(max_size=40), any_part(), written.map(lambda example: example.text)
)


@settings(max_examples=300, deadline=None)
@given(any_text)
def test_any_text_is_a_date_or_is_refused_with_one_line(text: str) -> None:
    try:
        when = parse(text)
    except WhenError as error:
        assert str(error) and "\n" not in str(error)
        return
    check_laws(when, text)


def check_laws(when: When, text: str) -> None:
    """What holds for every date there is."""
    assert when.edtf == str(when) == text
    assert parse(when.edtf) == when
    assert hash(parse(when.edtf)) == hash(when)
    for bound in (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end):
        assert bound is None or date.fromordinal(bound)
    for lower, upper in (
        (when.earliest_start, when.latest_start),
        (when.earliest_end, when.latest_end),
        (when.lo, when.hi),
    ):
        assert lower is None or upper is None or lower <= upper
    assert when.possibly(None, None)
    assert when.possibly(when.lo, when.hi)
    if when.surely(2019, 737_000):
        assert when.possibly(2019, 737_000)
    assert (when.sure_span() == (None, None)) or not when.flagged
    for style in ("long", "plain", "short", "iso"):
        assert when.words(style)  # type: ignore[arg-type]
    assert len(when.units) == len(when.members)
    assert when.readings()


@settings(max_examples=150, deadline=None)
@given(st.lists(any_part() | written.map(lambda example: example.text), min_size=3, max_size=3))
def test_order_is_total_and_agrees_with_equality(texts: list[str]) -> None:
    one, two, three = (parse(text) for text in texts)
    assert (one < two) + (two < one) + (one == two) == 1
    assert (one <= two) == (one < two or one == two)
    assert (one >= two) == (two <= one)
    if one <= two <= three:
        assert one <= three
    if one.lo is not None and two.lo is not None and one.lo < two.lo:
        assert one < two, "time comes first"


@settings(max_examples=150, deadline=None)
@given(written)
def test_the_words_of_a_date_are_read_as_that_date(example: Written) -> None:
    """What the screen says can be typed back, for all but sets with ranges and mixed one-ofs."""
    when = parse(example.text)
    if "{" in example.text and ".." in example.text:
        return
    if example.text[0] in "[{" and (".." in example.text and "," in example.text):
        return
    words = when.words("plain")
    typed = read_typed(words, 737_000)
    assert isinstance(typed, Reading), (words, typed)
    # "28 March 2019" says all of [2019-03-28], {2019-03-28} and 2019-03-28/2019-03-28
    assert typed.when.words("plain") == words
    assert (typed.when.lo, typed.when.hi) == (when.lo, when.hi)
    assert typed.when.flagged == when.flagged


VOCABULARY = (
    "march mar 27 3 2019 19 30 feb of end early next last friday + - / . , to between and or about ? ~ today weeks",
    "ago in 3rd q1 quarter spring since by 2019-03 XX 0 99999 9999 day a the some until : é month year uncertain",
)
typed_words = st.lists(st.sampled_from(" ".join(VOCABULARY).split()), max_size=6).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(typed_words, any_text), st.integers(1, 3_652_059))
def test_whatever_is_typed_has_an_answer(text: str, base: int) -> None:
    typed = read_typed(text, base)
    if isinstance(typed, Unread):
        assert typed.reason and "\n" not in typed.reason.replace(text, "")
    elif isinstance(typed, Ambiguous):
        assert typed.choices and typed.question
        assert len({choice.when for choice in typed.choices}) == len(typed.choices)
    else:
        assert typed.echo
        assert parse(typed.when.edtf) == typed.when


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CALENDAR), st.booleans(), st.sampled_from([737_000, 1, 3_652_059, 700_000]))
def test_a_day_with_its_month_in_words_never_depends_on_the_base_day(
    each: date, short: bool, base: int
) -> None:
    month = ["January", "February", "March", "April", "May", "June"][each.month - 1]
    month = month[:3] if short else month
    for text in (
        f"{each.day} {month} {each.year}",
        f"{month} {each.day}, {each.year}",
        f"{each.year} {month} {each.day}",
    ):
        typed = read_typed(text, base)
        assert isinstance(typed, Reading)
        assert typed.when.edtf == each.isoformat()
    coarse = read_typed(f"{month} {each.year}", base)
    assert isinstance(coarse, Reading)
    assert coarse.when.edtf == f"{each.year}-{each.month:02}"
