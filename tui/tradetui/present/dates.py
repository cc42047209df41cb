"""Dates of records in words, remembered, and told apart by how sure they are."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from tradetui.core.when import WhenError, parse
from tradetui.present.cells import clean, width
from tradetui.present.roles import Role

if TYPE_CHECKING:
    from tradetui.core.when import When
    from tradetui.core.when.wording import Style

NO_DATE = "no date"


@lru_cache(maxsize=8192)
def read(edtf: str) -> When | None:
    """The date of an EDTF text; None where there is none, or none that can be read."""
    if not edtf:
        return None
    try:
        return parse(edtf)
    except WhenError:
        return None


@lru_cache(maxsize=16384)
def words(edtf: str, style: Style = "long") -> str:
    """A date in words (``long``, ``short`` or ``iso``); text that is no date comes back as it is."""
    when = read(edtf)
    if when is None:
        return clean(edtf) or NO_DATE
    return clean(when.words(style))


def of(when: When | None, style: Style = "long") -> str:
    """A date in words, or that there is none."""
    return words(when.edtf, style) if when is not None else NO_DATE


def on(when: When) -> str:
    """A date after a verb: ``on 15 June 2018``, ``in February 2026``, ``between 26 and 30 October 2025``."""
    said = of(when, "plain")
    if when.shape != "single" or when.uncertain or when.approximate or said.startswith("some "):
        return said
    if when.precision == "day":
        return f"on {said}"
    return f"in {'the ' if when.precision in ('quarter', 'season', 'decade', 'century') else ''}{said}"


def until(when: When, word: str = "until", style: Style = "plain") -> str:
    """The last day: ``until 9 May 2019``; of what was only last seen then, ``until 9 May 2019 or later``."""
    if when.hi is None and when.lo is not None:
        # the day as coarse as it is given: "August 2017", not its first day
        given = when.edtf.removeprefix("[").removesuffix("..]")
        last = (
            day(when.lo, "short" if style == "short" else "long")
            if read(given) is None
            else words(given, style)
        )
        return f"until {last} or later"
    return f"{word} {of(when, style)}"


@lru_cache(maxsize=16384)
def fitted(edtf: str, cells: int) -> str:
    """A date in the longest words that fit: short ones, with years of two digits, or EDTF, which is no less exact.

    Where none fits the short words come back too long, for the caller to cut with a sign of the cut.
    """
    short = words(edtf, "short")
    if width(short) <= cells or not edtf:
        return short
    forms = (_YEAR.sub(r"'\1", short), clean(edtf))
    return next((form for form in forms if width(form) <= cells), short)


_YEAR = re.compile(r"\b[12]\d(\d\d)\b")


def exact(when: When | None) -> bool:
    """Whether a date is one day, or a span from day to day, with no doubt about it."""
    return (
        when is not None
        and when.precision == "day"
        and when.shape in ("single", "interval", "set")
        and not when.uncertain
        and not when.approximate
        and when.earliest_start == when.latest_start
        and when.earliest_end == when.latest_end
    )


@lru_cache(maxsize=8192)
def role(edtf: str) -> Role:
    """``date`` for an exact date, ``doubt`` for any other."""
    return "date" if exact(read(edtf)) else "doubt"


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def day(ordinal: int | None, style: str = "long") -> str:
    """A day (an ordinal) in words: ``27 March 2019``, short ``27 Mar 2019``, iso ``2019-03-27``; None: open."""
    if ordinal is None:
        return "open"
    it = date.fromordinal(ordinal)
    if style == "iso":
        return it.isoformat()
    month = (_MONTHS if style == "short" else _FULL_MONTHS)[it.month - 1]
    return f"{it.day} {month} {it.year}"


def span(first: int, last: int, style: str = "short") -> str:
    """Days from ``first`` to ``last`` in words."""
    return day(first, style) if first == last else f"{day(first, style)} to {day(last, style)}"


def gap(one: When, other: When) -> tuple[int | None, int | None]:
    """The least and the most days from some day of one date to some day of the other, below 0 where it lies before.

    None: no bound, since a date is open at that end.
    """
    least = None if other.lo is None or one.hi is None else other.lo - one.hi
    most = None if other.hi is None or one.lo is None else other.hi - one.lo
    return least, most


def gap_words(one: When, other: When) -> str:
    """How far the other date lies from the one: ``3 days later``, ``between 2 and 5 days earlier``.

    Where a date is only near it is ``about 3 days later``, and where one is doubted that is said.
    """
    least, most = gap(one, other)
    if least is None and most is None:
        return "no telling how far apart"
    words = _gap_words(least, most)
    if one.approximate or other.approximate:
        words = (
            words.replace("between", "between about", 1) if words.startswith("between") else f"about {words}"
        )
    return words + (", if the uncertain date is right" if one.uncertain or other.uncertain else "")


def _gap_words(least: int | None, most: int | None) -> str:
    """The words for a least and a most number of days; one of them at the least."""
    if most is None:
        assert least is not None
        return f"{_apart(least)} at the least"
    if least is None:
        return f"{_apart(most)} at the most"
    if least == most == 0:
        return "the same day"
    if least == most:
        return _apart(least)
    if least >= 0:
        return f"between {least:,} and {_days(most)} later"
    if most <= 0:
        return f"between {-most:,} and {_days(-least)} earlier"
    return f"between {_days(-least)} earlier and {_days(most)} later"


def _apart(days: int) -> str:
    return f"{_days(abs(days))} {'later' if days >= 0 else 'earlier'}"


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"
