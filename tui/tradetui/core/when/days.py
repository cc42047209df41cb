"""Arithmetic on days. A day is an int: the proleptic Gregorian ordinal of ``datetime.date.toordinal``.

Days can be written only for the years 1 to 9999, so what lies outside is cut to :data:`FIRST` and
:data:`LAST` by the grammar, which then calls the date a label.
"""

from __future__ import annotations

from datetime import date

#: 1 January of the year 1 and 31 December 9999: the days that can be written.
FIRST = 1
LAST = 3_652_059

_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February; the year 0 and years before it count on backwards."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """The number of days of a month (1 to 12)."""
    return 29 if month == 2 and is_leap(year) else _LENGTHS[month]


def first_of(year: int, month: int = 1) -> int:
    """The first day of a month of a year from 1 to 9999."""
    return date(year, month, 1).toordinal()


def last_of(year: int, month: int = 12) -> int:
    """The last day of a month of a year from 1 to 9999."""
    return date(year, month, month_length(year, month)).toordinal()


def next_first(day: int, months: int) -> int:
    """The first day on or after ``day`` that begins a month (``months`` 1) or a year (12); past the end,
    ``LAST + 1``."""
    given = date.fromordinal(day)
    year, month = given.year, given.month
    if given.day > 1 or (months == 12 and month > 1):
        year, month = (year + 1, 1) if months == 12 or month == 12 else (year, month + 1)
    return LAST + 1 if year > 9999 else first_of(year, month)


def whole_unit_within(first: int | None, last: int | None, months: int) -> bool:
    """Whether a whole day (``months`` 0), month (1) or year (12) lies in ``first``..``last``; None is
    open."""
    if first is None or last is None:
        return True
    if months == 0 or first > last:
        return first <= last
    begin = next_first(max(first, FIRST), months)
    if begin > LAST:
        return False
    year, month = date.fromordinal(begin).year, date.fromordinal(begin).month
    return last_of(year, 12 if months == 12 else month) <= last
