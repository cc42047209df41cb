"""Reading EDTF text: levels 0 and 1, quarters, sets and one-ofs, qualifiers of parts; the rest of level 2
as labels.

The grammar is that of https://www.loc.gov/standards/datetime/ (ISO 8601-2:2019). :func:`read` gives the
parts as written, which is what the words are made of; :func:`parse` gives the date itself.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from tradetui.core.when.days import FIRST, LAST, first_of, is_leap, last_of, month_length
from tradetui.core.when.model import DayRange, Draft, End, Precision, Shape, When, WhenError

#: Longer text is refused: no date needs it, and reading it would take long.
LONGEST = 4000

# Patterns are text and compiled on first need: most collections hold only what the quick paths read.
_DATE = r"([?~%]?)(-?[0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
_LONG_YEAR = r"Y(-?)([0-9]+)(E[0-9]+)?(S[1-9][0-9]*)?([?~%]?)"
_SIGNIFICANT = r"(-?)([0-9]{4})S([1-9][0-9]*)([?~%]?)"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"

_COARSENESS: dict[Precision, int] = {
    "day": 0,
    "month": 1,
    "quarter": 2,
    "season": 2,
    "year": 3,
    "decade": 4,
    "century": 5,
    "none": 6,
}
_STEPS = ("day", "month", "year")

#: The qualifiers of year, month and day.
Marks = tuple[str, str, str]
NO_MARKS: Marks = ("", "", "")
_WHOLE: dict[str, Marks] = {"?": ("?", "?", "?"), "~": ("~", "~", "~"), "%": ("%", "%", "%")}


class Part:
    """One date as it stands between the signs: a day, a month, a year and so on, with its qualifiers.

    ``lo``..``hi`` hold it. ``month`` is a season's or quarter's code where ``unit`` says so, and of a
    decade or a century the first year. ``some`` names what X leaves open ("day", "month", "year");
    ``marks`` are the qualifiers of year, month and day; ``label``: its meaning is not read in full.
    """

    __slots__ = ("clock", "day", "hi", "label", "lo", "marks", "month", "some", "text", "unit", "year")

    def __init__(
        self,
        text: str,
        unit: Precision,
        lo: int | None,
        hi: int | None,
        year: int | None,
        month: int = 0,
        day: int = 0,
        marks: Marks = NO_MARKS,
        some: str = "",
        label: bool = False,
    ) -> None:
        """Hold the parts; ``clock`` is set by the one who reads it."""
        self.text = text
        self.unit: Precision = unit
        self.lo = lo
        self.hi = hi
        self.year = year
        self.month = month
        self.day = day
        self.marks = marks
        self.some = some
        self.label = label
        self.clock = ""


#: A member of a set or one-of, or the two ends of an interval. None beside ``..`` is open, beside nothing
#: unknown.
Pair = tuple[Part | None, Part | None]


class Tree:
    """A date as written: its shape, and a pair for each member (twice the same part unless ``..`` or ``/``
    divides it)."""

    __slots__ = ("end", "pairs", "shape", "start")

    def __init__(
        self, shape: Shape, pairs: tuple[Pair, ...], start: End = "known", end: End = "known"
    ) -> None:
        """Hold the parts."""
        self.shape: Shape = shape
        self.pairs = pairs
        self.start: End = start
        self.end: End = end


@lru_cache(maxsize=8192)
def parse(text: str) -> When:
    """Read EDTF; valid EDTF whose meaning is not read in full comes back with shape "label".

    Raises:
        WhenError: the text is not EDTF, or names a day that is not or a span that ends before it starts.
    """
    if isinstance(text, str) and len(text) == 10 and text[4] == "-" == text[7]:
        try:
            day = date.fromisoformat(text).toordinal()
        except ValueError:
            return _when(text)  # an X, a qualifier, the year 0000, or a fault to explain
        return _plain(text, day)
    return _when(text)


def read(text: str) -> Tree:
    """The parts of a date as written.

    Raises:
        WhenError: as :func:`parse`.
    """
    if text[:1] in ("{", "["):
        return _read_list(text)
    if "/" in text:
        return _read_interval(text)
    part = _read_part(text, clock=True)
    return Tree("label" if part.label else "single", ((part, part),))


# -- from text to parts --------------------------------------------------------------------------------------


def _read_part(text: str, *, clock: bool = False) -> Part:
    """One date. ``clock``: a time of day may follow it."""
    bare, marks = text, NO_MARKS
    if text[-1:] in _WHOLE:
        bare, marks = text[:-1], _WHOLE[text[-1]]
    size = len(bare)
    # a year, a month or a day of the years 1 to 9999 with at most a qualifier at its end: nearly every date
    if bare.isascii() and bare[:4].isdecimal() and bare[:4] != "0000":
        if size == 4:
            year = int(bare)
            return Part(text, "year", first_of(year), last_of(year), year, 0, 0, marks)
        if size == 7 and bare[4] == "-" and bare[5:].isdecimal():
            return _month_like(text, int(bare[:4]), int(bare[5:]), marks)
        if size == 10 and bare[4] == "-" == bare[7] and bare[5:7].isdecimal() and bare[8:].isdecimal():
            return _day(text, int(bare[:4]), int(bare[5:7]), int(bare[8:]), marks)
    match = re.fullmatch(_DATE, text)
    return _read_rare(text, clock=clock) if match is None else _read_vague(text, match)


def _day(text: str, year: int, month: int, day: int, marks: Marks) -> Part:
    """A day of the years 1 to 9999."""
    _check_day(text, year, month, day)
    ordinal = date(year, month, day).toordinal()
    return Part(text, "day", ordinal, ordinal, year, month, day, marks)


def _month_like(text: str, year: int, code: int, marks: Marks) -> Part:
    """A month, a season or a quarter of a year from 1 to 9999."""
    if 1 <= code <= 12:
        return Part(text, "month", first_of(year, code), last_of(year, code), year, code, 0, marks)
    if 33 <= code <= 36:
        begin = 3 * (code - 33) + 1
        lo, hi = first_of(year, begin), last_of(year, begin + 2)
        return Part(text, "quarter", lo, hi, year, code, 0, marks)
    if 21 <= code <= 24:
        # the northern three months; winter runs on into the next year
        begin = 3 * (code - 20)
        lo = first_of(year, begin)
        hi = last_of(year, begin + 2) if code < 24 else LAST if year == 9999 else last_of(year + 1, 2)
        return Part(text, "season", lo, hi, year, code, 0, marks)
    if 25 <= code <= 41:
        # seasons of one hemisphere, thirds and halves of a year: a southern summer ends in the next
        hi = last_of(min(year + 1, 9999)) if code <= 32 else last_of(year)
        return Part(text, "year", first_of(year), hi, year, code, 0, marks, label=True)
    raise _fault(
        text, f"there is no month {code:02}; months are 01 to 12, seasons 21 to 24, quarters 33 to 36"
    )


def _check_day(text: str, year: int, month: int, day: int) -> None:
    """Refuse a day that that month of that year does not have."""
    if not 1 <= month <= 12:
        raise _fault(text, f"there is no month {month:02}; a day needs a month from 01 to 12")
    if not 1 <= day <= month_length(year, month):
        raise _fault(text, f"that month has {month_length(year, month)} days, there is no day {day:02}")


def _marks(match: re.Match[str]) -> Marks:
    """The qualifiers of year, month and day: one before a part is its own, one after it holds for all up to
    there."""
    before_year, _, after_year, before_month, month, after_month, before_day, day, after_day = match.groups()
    of_day = after_day or ""
    of_month = of_day + (after_month or "")
    return (
        _joined(before_year + after_year + of_month),
        _joined((before_month or "") + of_month) if month else "",
        _joined((before_day or "") + of_day) if day else "",
    )


def _joined(marks: str) -> str:
    """Several qualifiers of one part as one sign."""
    doubt = "%" in marks or "?" in marks
    near = "%" in marks or "~" in marks
    return "%" if doubt and near else "?" if doubt else "~" if near else ""


def _read_vague(text: str, match: re.Match[str]) -> Part:
    """A date with a qualifier of one part, with X, or outside the years 1 to 9999."""
    year, month, day = match[2], match[5], match[8]
    marks = _marks(match)
    if year == "-0000":
        raise _fault(text, "there is no year -0000; the year 0 is written 0000")
    if "X" in text:
        return _read_open(text, year, month, day, marks)
    number = int(year)
    if number < 1:
        return _outside(text, number, month, day, marks)
    if month is None:
        return Part(text, "year", first_of(number), last_of(number), number, 0, 0, marks)
    if day is None:
        return _month_like(text, number, int(month), marks)
    return _day(text, number, int(month), int(day), marks)


def _read_open(text: str, year: str, month: str | None, day: str | None, marks: Marks) -> Part:
    """A date with X for digits that are not given: read as far as level 1 goes, else a label."""
    _check_open(text, year, month, day)
    least, most = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if year[0] == "-":
        least, most = most, least
    lo, hi = _clipped(least, most)
    if "X" not in year and month is not None and least >= 1:
        if month == "XX" and day in (None, "XX"):
            return Part(text, "year", lo, hi, least, 0, 0, marks, "day" if day else "month")
        if "X" not in month and day == "XX":
            part = _month_like(text, least, int(month), marks)
            part.some = "day"
            return part
    if month is None and least >= 1 and "X" not in year[:2]:
        # the last one or two digits are open
        if year[2:] == "XX":
            return Part(text, "century", lo, hi, None, least, 0, marks, "year")
        if year[2] != "X":
            return Part(text, "decade", lo, hi, None, least, 0, marks, "year")
    return Part(text, "none", lo, hi, None, 0, 0, marks, label=True)


def _check_open(text: str, year: str, month: str | None, day: str | None) -> None:
    """Refuse a month or a day that no digit for X makes possible."""
    if month is None:
        return
    codes = (*range(1, 13), *range(21, 42)) if day is None else range(1, 13)
    if month == "XX":
        longest = 31
    else:
        months = [code for code in codes if _fits(month, code)]
        if not months:
            raise _fault(text, f"there is no month {month}")
        leap = "X" in year or is_leap(int(year))
        longest = 31 if day is None else max(month_length(2000 if leap else 2001, code) for code in months)
    if day not in (None, "XX") and not any(_fits(day or "", number) for number in range(1, longest + 1)):
        raise _fault(text, f"that month has {longest} days, there is no day {day}")


def _fits(pattern: str, number: int) -> bool:
    """Whether two digits, X for any, can be the number."""
    return pattern[0] in ("X", str(number // 10)) and pattern[1] in ("X", str(number % 10))


def _outside(text: str, year: int, month: str | None, day: str | None, marks: Marks) -> Part:
    """A date of the year 0 or before: valid, but no day that can be written."""
    if month is not None and day is not None:
        _check_day(text, year, int(month), int(day))
    elif month is not None:
        _month_like(text, 2000, int(month), NO_MARKS)
    lo, hi = _clipped(year, year)
    unit: Precision = "day" if day else "month" if month else "year"
    return Part(text, unit, lo, hi, year, 0, 0, marks, label=True)


def _clipped(least: int, most: int) -> DayRange:
    """The days of a span of years, open where it leaves the years 1 to 9999."""
    lo = None if least < 1 else LAST if least > 9999 else first_of(least)
    hi = None if most > 9999 else FIRST if most < 1 else last_of(most)
    return lo, hi


def _read_rare(text: str, *, clock: bool) -> Part:
    """A date with a clock, a long year, or a year with significant digits; anything else is refused."""
    if clock and text[10:11] == "T":
        part = _read_part(text[:10])
        if re.fullmatch(_CLOCK, text[11:]) and part.unit == "day" and not any(part.marks) and not part.label:
            part.text, part.clock = text, text[11:]
            return part
        raise _refusal(text)
    if match := re.fullmatch(_LONG_YEAR, text):
        sign, digits, exponent, significant, qualifier = match.groups()
        if exponent is None and len(digits) < 5:
            raise _fault(text, f"Y is for years of more than four digits; write {digits:0>4}")
        year = None if exponent or significant else int(sign + digits)
        lo, hi = (None, None) if year is None else _clipped(year, year)
        return Part(text, "year", lo, hi, year, 0, 0, (qualifier, "", ""), label=True)
    if match := re.fullmatch(_SIGNIFICANT, text):
        sign, digits, significant, qualifier = match.groups()
        kept = digits[: int(significant)]
        ends = sorted((int(sign + kept.ljust(4, "0")), int(sign + kept.ljust(4, "9"))))
        lo, hi = _clipped(ends[0], ends[1])
        return Part(text, "none", lo, hi, None, 0, 0, (qualifier, "", ""), label=True)
    raise _refusal(text)


def _refusal(text: str) -> WhenError:
    from tradetui.core.when.refusal import reason  # only a fault needs its explanation

    return WhenError(reason(text))


def _fault(text: str, why: str) -> WhenError:
    from tradetui.core.when.refusal import shown

    return WhenError(f"{shown(text)}: {why}")


def _read_interval(text: str) -> Tree:
    """Two dates with ``/`` between; ``..`` is an open end, nothing an unknown one."""
    halves = text.split("/")
    if len(halves) != 2:
        raise _fault(text, "an interval has one / between its two ends")
    ends: list[Part | None] = []
    how: list[End] = []
    for half in halves:
        ends.append(None if half in ("", "..") else _read_part(half))
        how.append("open" if half == ".." else "known" if half else "unknown")
    start, end = ends
    if start is None and end is None:
        raise _fault(text, "an interval needs a date on one side at least")
    if start is not None and end is not None:
        _check_order(text, start, end)
    label = (start is not None and start.label) or (end is not None and end.label)
    return Tree("label" if label else "interval", ((start, end),), how[0], how[1])


def _check_order(text: str, start: Part, end: Part) -> None:
    """Refuse a span whose end lies before its start however both are read."""
    before = start.lo is not None and end.hi is not None and end.hi < start.lo
    if before or (start.year is not None and end.year is not None and end.year < start.year):
        raise _fault(text, f"the end ({end.text}) is before the start ({start.text})")


def _read_list(text: str) -> Tree:
    """A set ``{..}`` or a one-of ``[..]``."""
    shape: Shape = "set" if text[0] == "{" else "one-of"
    if text[-1] != ("}" if shape == "set" else "]") or len(text) < 3:
        raise _refusal(text)
    pairs: list[Pair] = []
    label = False
    for item in text[1:-1].split(","):
        first, dots, last = item.partition("..")
        if not dots:
            part = _read_part(first)
            pairs.append((part, part))
            label = label or part.label
            continue
        start = _read_part(first) if first else None
        end = _read_part(last) if last else None
        if start is None and end is None:
            raise _fault(text, ".. needs a date on one side at least")
        if start is not None and end is not None:
            _check_order(text, start, end)
        label = label or not _steps_evenly(start, end, shape)
        pairs.append((start, end))
    return Tree("label" if label else shape, tuple(pairs))


def _steps_evenly(start: Part | None, end: Part | None, shape: Shape) -> bool:
    """Whether one can tell which days, months or years a range stands for."""
    units = {part.unit for part in (start, end) if part is not None}
    if any(part is not None and part.label for part in (start, end)):
        return False
    vague = any(part is not None and part.some for part in (start, end))
    return shape == "one-of" or (len(units) == 1 and units <= set(_STEPS) and not vague)


# -- from parts to a date ------------------------------------------------------------------------------------


def _plain(text: str, day: int) -> When:
    """A plain day: the most frequent date by far, so built without detours."""
    draft = Draft()
    draft.edtf = text
    draft.shape = "single"
    draft.precision = "day"
    draft.earliest_start = draft.latest_start = draft.earliest_end = draft.latest_end = day
    draft.members = ()
    draft.units = ()
    draft.start = draft.end = "known"
    draft.uncertain = draft.approximate = False
    draft.clock = ""
    return _frozen(draft)


def _frozen(draft: Draft) -> When:
    """The draft itself, from now on a When: setting slots through a frozen class would cost four times as
    much."""
    draft.__class__ = When
    return draft  # type: ignore[return-value]


def _when(text: str) -> When:
    if not isinstance(text, str):
        raise WhenError(f"{text!r}: a date is written as text, in quotation marks")
    if len(text) > LONGEST:
        raise _fault(text, f"longer than any date ({len(text)} characters)")
    tree = read(text)
    draft = Draft()
    draft.edtf = text
    draft.shape = tree.shape
    draft.members = ()
    draft.units = ()
    draft.start, draft.end = tree.start, tree.end
    draft.clock = ""
    start, end = tree.pairs[0]
    if text[0] in "{[":
        _bound_list(draft, tree, text[0] == "{")
    elif start is end and start is not None:
        draft.earliest_start = draft.earliest_end = start.lo
        draft.latest_start = draft.latest_end = start.hi
        draft.clock = start.clock
    else:
        _bound_interval(draft, start, end)
    _qualify(draft, tree)
    return _frozen(draft)


def _qualify(draft: Draft, tree: Tree) -> None:
    """Flags and precision: those of all parts together."""
    marks = ""
    coarsest: Precision = "day"
    for pair in tree.pairs:
        for part in pair if pair[0] is not pair[1] else pair[:1]:
            if part is not None:
                marks += "".join(part.marks)
                if _COARSENESS[part.unit] > _COARSENESS[coarsest]:
                    coarsest = part.unit
    draft.precision = coarsest
    draft.uncertain = "?" in marks or "%" in marks
    draft.approximate = "~" in marks or "%" in marks


def _bound_interval(draft: Draft, start: Part | None, end: Part | None) -> None:
    """The four bounds of an interval, each as tight as the other end makes it (the end is not before the
    start)."""
    first: DayRange = (None, None) if start is None else (start.lo, start.hi)
    last: DayRange = (None, None) if end is None else (end.lo, end.hi)
    draft.earliest_start, draft.latest_end = first[0], last[1]
    draft.latest_start = None if draft.start == "open" else _least(first[1], last[1])
    draft.earliest_end = None if draft.end == "open" else _most(first[0], last[0])


def _least(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _most(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else max(one, other)


def _bound_list(draft: Draft, tree: Tree, every: bool) -> None:
    """Members and bounds of a set (``every``) or a one-of."""
    members: list[DayRange] = []
    units: list[Precision] = []
    for start, end in tree.pairs:
        members.append((None if start is None else start.lo, None if end is None else end.hi))
        given = start if start is not None else end
        units.append("none" if start is end or given is None or not every else given.unit)
    draft.members, draft.units = tuple(members), tuple(units)
    starts = [lo for lo, _ in members]
    ends = [hi for _, hi in members]
    lo = None if None in starts else min(day for day in starts if day is not None)
    hi = None if None in ends else max(day for day in ends if day is not None)
    draft.earliest_start, draft.latest_end = lo, hi
    if not every or tree.shape == "label":
        draft.earliest_end, draft.latest_start = lo, hi
        return
    # the first member to come is the set's start, the last its end
    draft.start = "open" if lo is None else "known"
    draft.end = "open" if hi is None else "known"
    firsts = [pair[0].hi for pair in tree.pairs if pair[0] is not None]
    lasts = [pair[1].lo for pair in tree.pairs if pair[1] is not None]
    draft.latest_start = None if lo is None else min(day for day in firsts if day is not None)
    draft.earliest_end = None if hi is None else max(day for day in lasts if day is not None)
