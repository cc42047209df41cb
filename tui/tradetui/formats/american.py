"""Dates as the Chicago Manual of Style and the APA write them: month before day, doubt in brackets or as "ca."."""

from __future__ import annotations

from tradetui.core.when import When, parse
from tradetui.core.when.wording import MONTHS
from tradetui.formats.works import DateParts, date_parts


def chicago_date(when: When | None) -> str:
    """``March 27, 2019``; ``[ca. March 2019]`` where it is about then, ``[March 2019?]`` where it is doubted.

    A date that is neither a plain one nor a span stands in words; none at all is ``n.d.``
    """
    if when is None:
        return "n.d."
    bare = without_clock(when)
    parts = date_parts(bare)
    if parts is None:
        return bare.words("plain")
    text = _chicago(parts)
    if not when.flagged:
        return text
    return f"[{'ca. ' if when.approximate else ''}{text}{'?' if when.uncertain else ''}]"


def apa_date(when: When | None) -> str:
    """``2019, March 27``; ``ca. 2019`` where it is about then or doubted; ``n.d.`` for none."""
    if when is None:
        return "n.d."
    bare = without_clock(when)
    parts = date_parts(bare)
    if parts is None:
        return bare.words("plain")
    return f"{'ca. ' if when.flagged else ''}{_apa(parts)}"


def apa_year(when: When | None) -> str:
    """The year alone, as it stands in the text; in words where one year can't be told."""
    parts = date_parts(without_clock(when)) if when is not None else None
    if when is None or parts is None:
        return apa_date(when)
    years = dict.fromkeys(str(part[0]) for part in parts)
    return f"{'ca. ' if when.flagged else ''}{'–'.join(years)}"


def without_clock(when: When) -> When:
    """The day of a date with a clock time: no style prints the time."""
    day, clock, _ = when.edtf.partition("T")
    return parse(day) if clock and len(day) == 10 else when


def _day(parts: DateParts) -> str:
    """Month and day, as far as they are given."""
    return " ".join((MONTHS[parts[1] - 1], *map(str, parts[2:]))) if len(parts) > 1 else ""


def _chicago(parts: tuple[DateParts, ...]) -> str:
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return _chicago_one(first)
    if first[0] != last[0] or not (_day(first) and _day(last)):
        return f"{_chicago_one(first)}–{_chicago_one(last)}"
    comma = ", " if len(last) == 3 else " "
    return f"{_span(first, last)}{comma}{last[0]}"


def _chicago_one(parts: DateParts) -> str:
    if len(parts) == 3:
        return f"{_day(parts)}, {parts[0]}"
    return f"{_day(parts)} {parts[0]}".strip()


def _apa(parts: tuple[DateParts, ...]) -> str:
    first, last = parts[0], parts[-1]
    if len(parts) == 2 and first[0] == last[0] and _day(first) and _day(last):
        return f"{first[0]}, {_span(first, last)}"
    return "–".join(", ".join(filter(None, (str(each[0]), _day(each)))) for each in parts)


def _span(first: DateParts, last: DateParts) -> str:
    """Two days or months of one year: ``March 28–29``, ``March 28–April 2``."""
    if first[1] == last[1] and len(first) == len(last) == 3:
        return f"{_day(first)}–{last[2]}"
    return f"{_day(first)}–{_day(last)}"
