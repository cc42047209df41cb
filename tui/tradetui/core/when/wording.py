"""Dates in English words.

Four styles: "long" for the reader ("March 2019 (day not given)"), "plain" for inside a sentence ("March
2019"), "short" for a narrow column ("Mar 2019"), "iso" with the days as numbers ("2019-03"). ``?`` reads
"uncertain", since the source is doubted; ``~`` reads "about", since the date is near it. They are never
mixed up.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from tradetui.core.when.grammar import Pair, Tree, read
from tradetui.core.when.model import Shape, When
from tradetui.core.when.parts import Part

Style = Literal["long", "plain", "short", "iso"]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUARTERS = ("first", "second", "third", "fourth")
_SEASONS = ("spring", "summer", "autumn", "winter")
_SEASON_MONTHS = ("March to May", "June to August", "September to November", "December to February")
_MARK_WORDS = {"?": "uncertain", "~": "approximate", "%": "uncertain and approximate"}


def words(when: When, style: Style = "long") -> str:
    """The date in English; for "short", "iso" and a label the text is as near to the EDTF as can be read."""
    tree = read(when.edtf)
    if tree.shape == "label":
        return f"{when.edtf} (kept as written)" if style == "long" else when.edtf
    if tree.shape == "interval":
        return _interval(tree, style)
    if tree.shape == "single":
        part = tree.pairs[0][0]
        return "" if part is None else _single(part, style)
    return _members(tree.shape, tree.pairs, style)


def _single(part: Part, style: Style) -> str:
    """One date, with what its reader must know of it in the long style."""
    text = _marked(_clocked(part, _name(part, style), style), part, style)
    if style != "long" or any(part.marks) or part.some:
        return text
    if part.unit == "season":
        return f"{text} ({_SEASON_MONTHS[part.month - 21]})"
    return f"{text} (day not given)" if part.unit in ("month", "year") else text


def _clocked(part: Part, text: str, style: Style) -> str:
    """With the time of day and its zone."""
    if not part.clock:
        return text
    time, zone = part.clock[:8], part.clock[8:]
    time = time.removesuffix(":00")
    if style in ("short", "iso"):
        return f"{text} {time}{zone}"
    if not zone:
        return f"{text}, {time} (zone not given)" if style == "long" else f"{text}, {time}"
    return f"{text}, {time} UTC{'' if zone == 'Z' else zone}"


# -- one part ------------------------------------------------------------------------------------------------


def _name(part: Part, style: Style, show: str = "all") -> str:
    """A part without its marks. ``show``: "all", "month" (no year) or "day" (the number alone)."""
    if style == "iso":
        return _iso(part)
    return _some(part, style) if part.some else _whole(part, style, show)


def _whole(part: Part, style: Style, show: str = "all") -> str:
    """A day, month, quarter, season or year by its name."""
    month = MONTHS[part.month - 1] if part.unit in ("day", "month") else ""
    if style == "short":
        month = month[:3]
    if part.unit == "day":
        full = f"{part.day}" if show == "day" else f"{part.day} {month}"
        return f"{full} {part.year}" if show == "all" else full
    if part.unit == "month":
        return f"{month} {part.year}" if show == "all" else month
    if part.unit == "quarter":
        text = f"Q{part.month - 32}" if style == "short" else _QUARTERS[part.month - 33]
        if show != "all":
            return text
        return f"{text} {part.year}" if style == "short" else f"{text} quarter of {part.year}"
    if part.unit == "season":
        return f"{_SEASONS[part.month - 21]} {part.year}"
    return str(part.year)


def _some(part: Part, style: Style) -> str:
    """A date with X for what is left open."""
    if part.unit in ("decade", "century"):
        if style == "short":
            return part.text.strip("?~%")
        return f"some year from {part.month} to {part.month + (9 if part.unit == 'decade' else 99)}"
    whole = _whole(part, style)
    return f"?? {whole}" if style == "short" else f"some {part.some} in {whole}"


def _iso(part: Part) -> str:
    """The numbers of a part."""
    if part.unit == "quarter":
        return f"{part.year}-Q{part.month - 32}"
    if part.unit == "season":
        return f"{part.year} {_SEASONS[part.month - 21]}"
    bare = part.text.translate({ord(mark): None for mark in "?~%"})
    return bare.partition("T")[0]


def _mark(part: Part) -> str:
    """The mark of the whole part; "" if it has none or only some of its components bear one."""
    given = (
        3
        if part.unit == "day" or part.some == "day"
        else 1
        if part.unit in ("year", "decade", "century")
        else 2
    )
    if part.some == "month":
        given = 2
    return part.marks[0] if len(set(part.marks[:given])) == 1 else ""


def _marked(text: str, part: Part, style: Style, *, inside: bool = False) -> str:
    """With the words for its qualifiers. ``inside``: it stands within a longer phrase."""
    if not any(part.marks):
        return text
    if style == "short":
        joined = "".join(part.marks)
        near, doubt = "~" in joined or "%" in joined, "?" in joined or "%" in joined
        return f"{'~' if near else ''}{text}{'?' if doubt else ''}"
    mark = _mark(part)
    if not mark:
        return f"{text} ({_partly(part)})"
    return f"{text} ({_MARK_WORDS[mark]})" if inside else _flagged(text, mark)


def _flagged(text: str, mark: str) -> str:
    """A text with the mark of the whole."""
    if mark in ("~", "%"):
        text = f"about {text}"
    return f"{text}, uncertain" if mark in ("?", "%") else text


def _partly(part: Part) -> str:
    """Which components are doubted: "year and month uncertain, day approximate"."""
    names = ("year", part.unit if part.unit in ("season", "quarter") else "month", "day")
    found: dict[str, list[str]] = {}
    for name, mark in zip(names, part.marks, strict=True):
        if mark:
            found.setdefault(mark, []).append(name)
    return ", ".join(f"{' and '.join(which)} {_MARK_WORDS[mark]}" for mark, which in found.items())


# -- several parts -------------------------------------------------------------------------------------------


def _names(parts: list[Part], style: Style) -> tuple[list[str], str]:
    """Several parts in the order written, each without what the next one says again, and their common mark.

    "28 and 29 March 2019": the first is only "28". Where the marks differ each part bears its own.
    """
    marks = {_mark(part) for part in parts}
    partly = any(any(part.marks) and not _mark(part) for part in parts)
    if len(marks) > 1 or partly:
        return [_marked(_name(part, style), part, style, inside=True) for part in parts], ""
    shows = [_shown(part, after) for part, after in pairwise(parts)]
    return [_name(part, style, show) for part, show in zip(parts, [*shows, "all"], strict=True)], marks.pop()


def _shown(part: Part, after: Part) -> str:
    """How much of a part to write when another follows it."""
    alike = (
        part.unit == after.unit and part.unit in ("day", "month", "quarter") and not (part.some or after.some)
    )
    if not alike or part.year != after.year:
        return "all"
    return "day" if part.unit == "day" and part.month == after.month else "month"


def _signed(text: str, mark: str, style: Style) -> str:
    """A whole phrase with the mark that all of its parts share."""
    if not mark:
        return text
    if style == "short":
        return f"{'~' if mark in '~%' else ''}{text}{'?' if mark in '?%' else ''}"
    return _flagged(text, mark)


def _alone(part: Part, style: Style) -> str:
    """The one date in a phrase."""
    near = _mark(part) == "~"
    return _marked(_name(part, style), part, style, inside=not near)


def _interval(tree: Tree, style: Style) -> str:
    """From one date to another."""
    start, end = tree.pairs[0]
    if start is not None and end is not None:
        return _from_to(start, end, style)
    if start is not None:
        if style == "short":
            return f"{_alone(start, style)}-{'?' if tree.end == 'unknown' else ''}"
        return f"from {_alone(start, style)}" + (" to an unknown date" if tree.end == "unknown" else "")
    text = "" if end is None else _alone(end, style)
    if style == "short":
        return f"{'?' if tree.start == 'unknown' else ''}-{text}"
    return f"from an unknown date to {text}" if tree.start == "unknown" else f"up to {text}"


def _from_to(start: Part, end: Part, style: Style) -> str:
    """ "28-29 March 2019", "28 March to 3 April 2019"."""
    if start.text == end.text and start.unit == "day":
        return _single(start, style)
    (first, last), mark = _names([start, end], style)
    if start.text == end.text and style != "short":
        return _signed(f"within {last}", mark, style)
    close = style == "short" or (first.isdigit() and start.unit == "day")
    return _signed(f"{first}{'-' if close else ' to '}{last}", mark, style)


def _members(shape: Shape, pairs: tuple[Pair, ...], style: Style) -> str:
    """The members of a set or a one-of."""
    every = shape == "set"
    singles = [start for start, end in pairs if start is end and start is not None]
    if len(singles) == len(pairs):
        names, mark = _names(singles, style)
        return _signed(_listed(names, every, style), mark, style)
    items = [_ranged(pair, every, style) for pair in pairs]
    return _listed(items, every, style)


def _listed(items: list[str], every: bool, style: Style) -> str:
    """ "a, b and c" or "a, b or c"."""
    if style == "short":
        return (", " if every else "/").join(items)
    if len(items) == 1:
        return items[0]
    return f"{', '.join(items[:-1])} {'and' if every else 'or'} {items[-1]}"


def _ranged(pair: Pair, every: bool, style: Style) -> str:
    """One member: a date, or a range of them."""
    start, end = pair
    if start is not None and end is not None:
        if start is end:
            return _alone(start, style)
        return _span(start, end, every, style)
    part = start if start is not None else end
    if part is None:
        return ""
    text = _alone(part, style)
    if style == "short":
        return f"{text}.." if start is not None else f"..{text}"
    if every:
        return f"each {part.unit} from {text} on" if start is not None else f"each {part.unit} up to {text}"
    return f"{'on' if part.unit == 'day' else 'in'} or {'after' if start is not None else 'before'} {text}"


def _span(start: Part, end: Part, every: bool, style: Style) -> str:
    """ "between 21 and 31 March 2019", "each day from 30 January to 2 February 2019"."""
    (first, last), mark = _names([start, end], style)
    if style == "short":
        return _signed(f"{first}{'-' if every else '..'}{last}", mark, style)
    text = f"each {start.unit} from {first} to {last}" if every else f"between {first} and {last}"
    return _signed(text, mark, style)
