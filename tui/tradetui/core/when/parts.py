"""Reading one date between the signs of EDTF: a day, a month, a season, a year, with its qualifiers and its X."""

from __future__ import annotations

import re
from datetime import date

from tradetui.core.when.days import FIRST, LAST, first_of, is_leap, last_of, month_length
from tradetui.core.when.model import DayRange, Precision, WhenError

# Patterns are text and compiled on first need: most collections hold only what the quick paths read.
_DATE = r"([?~%]?)(-?[0-9X]{4})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?)?"
_LONG_YEAR = r"Y(-?)([0-9]+)(E[0-9]+)?(S[1-9][0-9]*)?([?~%]?)"
_SIGNIFICANT = r"(-?)([0-9]{4})S([1-9][0-9]*)([?~%]?)"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"

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


def read_part(text: str, *, clock: bool = False) -> Part:
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
    raise fault(
        text, f"there is no month {code:02}; months are 01 to 12, seasons 21 to 24, quarters 33 to 36"
    )


def _check_day(text: str, year: int, month: int, day: int) -> None:
    """Refuse a day that that month of that year does not have."""
    if not 1 <= month <= 12:
        raise fault(text, f"there is no month {month:02}; a day needs a month from 01 to 12")
    if not 1 <= day <= month_length(year, month):
        raise fault(text, f"that month has {month_length(year, month)} days, there is no day {day:02}")


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
        raise fault(text, "there is no year -0000; the year 0 is written 0000")
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
    if month is None or (month == "XX" and day in (None, "XX")):
        return
    codes = (*range(1, 13), *range(21, 42)) if day is None else range(1, 13)
    months = [int(month)] if "X" not in month else [code for code in codes if _fits(month, code)]
    if not months or months[0] not in codes:
        raise fault(text, f"there is no month {month}")
    if day is None or day == "XX":
        return
    leap = "X" in year or is_leap(int(year))
    longest = max(month_length(2000 if leap else 2001, code) for code in months)
    if not any(_fits(day, number) for number in range(1, longest + 1)):
        raise fault(text, f"that month has {longest} days, there is no day {day}")


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
        part = read_part(text[:10])
        if re.fullmatch(_CLOCK, text[11:]) and part.unit == "day" and not any(part.marks) and not part.label:
            part.text, part.clock = text, text[11:]
            return part
        raise refusal(text)
    if match := re.fullmatch(_LONG_YEAR, text):
        sign, digits, exponent, significant, qualifier = match.groups()
        if exponent is None and len(digits) < 5:
            raise fault(text, f"Y is for years of more than four digits; write {digits:0>4}")
        year = None if exponent or significant else int(sign + digits)
        lo, hi = (None, None) if year is None else _clipped(year, year)
        return Part(text, "year", lo, hi, year, 0, 0, (qualifier, "", ""), label=True)
    if match := re.fullmatch(_SIGNIFICANT, text):
        sign, digits, significant, qualifier = match.groups()
        kept = digits[: int(significant)]
        ends = sorted((int(sign + kept.ljust(4, "0")), int(sign + kept.ljust(4, "9"))))
        lo, hi = _clipped(ends[0], ends[1])
        return Part(text, "none", lo, hi, None, 0, 0, (qualifier, "", ""), label=True)
    raise refusal(text)


def refusal(text: str) -> WhenError:
    """The error for a text that is no date, with the reason that its signs suggest."""
    from tradetui.core.when.refusal import reason  # only a fault needs its explanation

    return WhenError(reason(text))


def fault(text: str, why: str) -> WhenError:
    """The error for a text with a known fault."""
    from tradetui.core.when.refusal import shown

    return WhenError(f"{shown(text)}: {why}")
