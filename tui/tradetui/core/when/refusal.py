"""Why a text is not a date, said so that its writer can mend it. Only read once a text has been refused."""

from __future__ import annotations

import re

_MONTHS = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)

#: A sign of the fault, and what to say; the first that is found speaks.
_FAULTS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\s"), "a date has no blanks in it; write 2019-03-28, with a time 2019-03-28T12:30:00Z"),
    (re.compile(r"[?~%]{2}"), "one qualifier at a time; % says uncertain and approximate"),
    (re.compile(r"[–—−]"), "write - inside a date and / between two, not a dash"),
    (
        re.compile(r"T"),
        "a time is written hh:mm:ss after a full date, with Z or +08:00, and not inside an interval",
    ),
    (re.compile(r"W[0-9]"), "weeks are not EDTF; write the first and the last day with / between"),
    (re.compile(r"open|unknown", re.IGNORECASE), "an open end is written .., an unknown one left empty"),
    (re.compile(r"[-0-9][ux]"), "digits that are not given are written X"),
    (
        re.compile(r"^[\[{]"),
        "a set ends with }, a one-of with ], and both have dates in them with commas between",
    ),
    (re.compile(r"[\]}]"), "a set begins with {, a one-of with ["),
    (re.compile(r"\.\."), "two dots stand in a set, in a one-of, or for an open end beside /"),
    (re.compile(r"[0-9]\.[0-9]"), "days are written year first with -; write 2019-03-28"),
    (re.compile(r"^[0-9]{6}([0-9]{2})?$"), "year, month and day are parted by -; write 2019-03-28"),
    (
        re.compile(r"^[0-9]{4}-([0-9]|[0-9]-[0-9]{1,2}|[0-9]{2}-[0-9])$"),
        "months and days have two digits; write 2019-03-08",
    ),
    (re.compile(r"^[0-9]{1,2}-[0-9]{1,2}-[0-9]{2,4}$"), "days are written year first; write 2019-03-28"),
    (re.compile(r"^-?[0-9]{1,3}$"), "a year has four digits; write 0476"),
    (re.compile(r"^[+-]?[0-9]{5,}"), "years of more than four digits begin with Y; write Y12019"),
)


def shown(text: str) -> str:
    """The text on one line: cut where it is long, and what can't be printed as escapes."""
    text = text if len(text) <= 40 else text[:37] + "..."
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")


def reason(text: str) -> str:
    """One line: the text, what is wrong with it, what to write instead."""
    if not text:
        return "there is no date here; write 2019, 2019-03 or 2019-03-28"
    return f"{shown(text)}: {_why(text)}"


def _why(text: str) -> str:
    if not text.isascii() and not re.search(r"[–—−\s]", text):
        return "a date is written with plain digits and signs; write 2019-03-28"
    if _MONTHS.search(text):
        return "months are written as numbers; write 2019-03 for March 2019"
    for sign, fault in _FAULTS:
        if sign.search(text):
            return fault
    return "not a date in EDTF; write 2019, 2019-03, 2019-03-28 or 2019-03-28/2019-03-29"
