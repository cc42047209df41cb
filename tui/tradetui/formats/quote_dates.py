"""Dates of foreign tables as EDTF: what is plain is read, what could mean two days never."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from tradetui.core.when import WhenError, parse
from tradetui.formats.rows import Reason

_CLOCK = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?([.,]\d+)?(?: ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?", re.ASCII
)
_NUMBERS = re.compile(r"(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})", re.ASCII)
_ORDER = re.compile(r"%?([dmy])[./ -]?%?([dmy])[./ -]?%?([dmy])", re.IGNORECASE)


class Read(NamedTuple):
    """A date as EDTF; ``kept``: the text says more than that, and is to be kept beside it."""

    edtf: str
    kept: bool = False


def order_of(text: str) -> str:
    """The order of day, month and year that a person asks for (``d/m/y``, ``%m-%d-%Y``), as ``dmy``.

    Raises ValueError for anything else.
    """
    found = _ORDER.fullmatch(text)
    order = "".join(found.groups()).lower() if found else ""
    if sorted(order) != ["d", "m", "y"]:
        raise ValueError(f"{text}: write the order of day, month and year, as d/m/y or m/d/y")
    return order


@lru_cache(maxsize=65_536)
def read_date(text: str, order: str = "") -> Read | Reason:
    """The date, or why it can't be read (without the field's name).

    EDTF, and ISO 8601 with a clock time in its usual spellings. ``order``: how a date such as 3/4/2019 is meant.
    """
    text = text.strip()
    try:
        return Read(parse(text).edtf)
    except WhenError as error:
        reason, _, remedy = str(error).removeprefix(f"{text}: ").partition("; ")
    if found := _CLOCK.fullmatch(text):
        day, minutes, seconds, fraction, zone = found.groups()
        # a clock time without seconds has no place in EDTF, and none are made up
        edtf = f"{day}T{minutes}{seconds}{_zone(zone)}" if seconds else day
        try:
            return Read(parse(edtf).edtf, kept=not seconds or fraction is not None)
        except WhenError as error:
            reason, _, remedy = str(error).partition("; ")
    elif found := _NUMBERS.fullmatch(text):
        return _numbers(text, found.groups(), order)
    return Reason("", "bad-date", f"{_short(text)}: {reason}", remedy)


def _numbers(text: str, numbers: tuple[str | None, ...], order: str) -> Read | Reason:
    if not order:
        reason = f"{text} could be read in more than one way"
        return Reason("", "ambiguous-date", reason, "say which with --date-format d/m/y or m/d/y")
    parts = dict(zip(order, (number or "" for number in numbers), strict=True))
    edtf = f"{parts['y']}-{parts['m']:0>2}-{parts['d']:0>2}"
    try:
        if len(parts["y"]) != 4:
            raise WhenError("the year has not four digits")
        return Read(parse(edtf).edtf)
    except WhenError as error:
        reason = f"{text} is no date of the form {'/'.join(order)}: {str(error).partition('; ')[0]}"
        return Reason("", "bad-date", reason)


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    if zone[0] not in "+-":
        return "Z"
    return zone if ":" in zone else f"{zone[:3]}:{zone[3:] or '00'}"


def _short(text: str) -> str:
    shown = text if len(text) <= 40 else text[:37] + "..."
    return shown if shown.isprintable() else ascii(shown)[1:-1]
