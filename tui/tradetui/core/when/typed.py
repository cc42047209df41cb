"""Dates as a person types them: "27 mar 2019", "march 2019", "+3 weeks", "end of march 2019", or EDTF.

Only for what stands in a prompt or on a command line, never for the text of a record. Nothing is filled in:
a part that is missing makes the date coarser, or is asked for. Every answer says how it was read, so that
it can be shown before it is acted upon. ``python-dateutil`` is imported on need.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from tradetui.core.when.grammar import parse
from tradetui.core.when.model import When, WhenError
from tradetui.core.when.refusal import shown
from tradetui.core.when.typed_simple import AskedError, NotReadError, Scene, simple

EXAMPLES = ("27 mar 2019", "march 2019", "2019-03-27", "end of march 2019", "Q1 2018", "+3 weeks", "today")
#: Longer input is not looked at.
_LONGEST = 200

_DASHES = str.maketrans("–—−‐", "----")
_DATE_TEXT = re.compile(r"[0-9X]{4}(?:-[0-9X]{2}){0,2}")
_ABOUT = re.compile(r"^(?:about|around|circa|approximately|approx\.?|ca?\.|ca|~)\s*(.+)$")
_UNCERTAIN = re.compile(r"^(.+?)(?:\s*\?|,? uncertain)$")
#: As the words have it where the parts of a phrase differ.
_BRACKETED = re.compile(r"^(.+) \((uncertain|approximate|uncertain and approximate)\)$")
_SOME = re.compile(r"^some (day|month) in (.+)$")
_TO = r"\s+(?:to|until|till|through)\s+|\s+-\s+"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, as a date, and how it was read in words ("17 April 2019, 3 weeks after 27 March
    2019")."""

    when: When
    echo: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """What was typed can be read in several ways: ask which. ``question`` says what is open; the likeliest
    comes first."""

    choices: tuple[Reading, ...]
    question: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What was typed is not a date: why not, and what may be typed."""

    reason: str
    examples: tuple[str, ...] = EXAMPLES


Typed = Reading | Ambiguous | Unread


def read_typed(text: str, base_day: int, *, today: int | None = None, week_starts: int = 0) -> Typed:
    """Read what a person typed.

    ``base_day``: the day (ordinal) that "+3 weeks" or "next month" counts from. ``today``: what "today"
    means, by default the same. ``week_starts``: the first day of "next week", 0 for Monday to 6 for Sunday.
    EDTF is accepted before anything else. Never raises for any text.
    """
    given = text.strip()
    if not given:
        return Unread("nothing was typed")
    if len(given) > _LONGEST:
        return Unread(f"that is too long for a date ({len(given)} characters)")
    try:
        when = parse(given)
    except WhenError:
        pass  # then it is in a person's words
    else:
        return Reading(when, when.words("long" if when.shape == "label" else "plain"))
    scene = Scene(base_day, base_day if today is None else today, week_starts)
    cleaned = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", given).translate(_DASHES)).strip().casefold()
    try:
        edtf, note = _phrase(cleaned, scene)
        when = parse(edtf)
    except AskedError as asked:
        return _asked(asked)
    except NotReadError as unread:
        return Unread(str(unread) or f"“{shown(given)}” is not understood as a date")
    except WhenError as error:
        return Unread(str(error))
    words = when.words("plain")
    return Reading(when, f"{words}, {note}" if note else words)


def _asked(asked: AskedError) -> Typed:
    """The choices that are dates."""
    choices: list[Reading] = []
    for edtf in asked.choices:
        try:
            when = parse(edtf)
        except WhenError as error:
            reason = str(error)
            continue
        choices.append(Reading(when, when.words("plain")))
    return Ambiguous(tuple(choices), asked.question) if choices else Unread(reason)


# -- phrases -------------------------------------------------------------------------------------------------


def _phrase(text: str, scene: Scene) -> tuple[str, str]:
    """EDTF of a phrase, and what must be said of the reading."""
    bare, mark = _unmarked(text)
    if mark and not _BRACKETED.match(text):
        edtf, note = _phrase(bare, scene)
        return _with_mark(edtf, mark), note
    for pattern, build in _SHAPES:
        if match := pattern.match(text):
            return build(match, scene), ""
    if listed := _list(text, scene):
        return listed, ""
    if mark or _SOME.match(text):
        return _one(text, scene), ""
    return simple(text, scene)


def _unmarked(text: str) -> tuple[str, str]:
    """A phrase without the outermost word for a qualifier, and that qualifier."""
    if match := _BRACKETED.match(text):
        return match[1], {"uncertain": "?", "approximate": "~"}.get(match[2], "%")
    if match := _UNCERTAIN.match(text):
        return match[1], "?"
    match = _ABOUT.match(text)
    return (match[1], "~") if match else (text, "")


def _with_mark(edtf: str, mark: str) -> str:
    """Each date of an EDTF text with a qualifier; two of them make %."""
    marked = _DATE_TEXT.sub(lambda match: match[0] + mark, edtf)
    return re.sub(r"\?~|~\?|%[?~]|[?~]%|([?~%])\1", lambda match: match[1] or "%", marked)


def _one(text: str, scene: Scene, *, like: str = "") -> str:
    """EDTF of one date within a phrase; ``like`` is a date whose month and year it may borrow."""
    text, mark = _unmarked(text)
    if mark:
        return _with_mark(_one(text, scene, like=like), mark)
    if match := _SOME.match(text):
        return _some(match[1], _one(match[2], scene))
    if like:
        text = _borrowed(text, like)
    try:
        edtf = simple(text, scene)[0]
    except AskedError as asked:
        raise NotReadError(
            f"{text}: {asked.question}; say it with the month as a word and the year"
        ) from asked
    if not _DATE_TEXT.fullmatch(edtf):
        raise NotReadError(f"{text}: only a day, a month or a year can stand there")
    return edtf


def _borrowed(text: str, like: str) -> str:
    """ "28" or "28 march" beside "29 march 2019", with what it leaves to the other."""
    year, _, rest = like.strip("?~%").partition("-")
    if match := re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?", text):
        return f"{year}-{rest[:2]}-{int(match[1]):02}" if len(rest) == 5 else text
    if re.search(r"[0-9]{4}", text):
        return text
    if text in ("first", "second", "third", "fourth"):
        return f"{text} quarter of {year}"
    return f"{text} of {year}" if text.endswith("quarter") else f"{text} {year}"


def _pair(first: str, last: str, scene: Scene) -> tuple[str, str]:
    """Two ends, the first with what it leaves to the second."""
    end = _one(last, scene)
    return _one(first, scene, like=end), end


def _span(match: re.Match[str], scene: Scene) -> str:
    return "/".join(_pair(match[1], match[2], scene))


def _american(match: re.Match[str], scene: Scene) -> str:
    """ "march 28-29, 2019"."""
    return "/".join(_pair(match[2], f"{match[3]} {match[1]} {match[4]}", scene))


def _between(match: re.Match[str], scene: Scene) -> str:
    return f"[{'..'.join(_pair(match[1], match[2], scene))}]"


def _within(match: re.Match[str], scene: Scene) -> str:
    return "/".join((_one(match[1], scene),) * 2)


def _some(unit: str, edtf: str) -> str:
    """ "some day in 2019" and the like."""
    wanted = 3 if unit == "day" else 2
    given = edtf.count("-") + 1
    if given >= wanted:
        raise NotReadError(f"there is no more than one {unit} in {parse(edtf).words('plain')}")
    return edtf + "-XX" * (wanted - given)


def _some_year(match: re.Match[str], scene: Scene) -> str:
    """ "some year from 2010 to 2019"."""
    for open_digits in (1, 2):
        begin = match[1][:-open_digits]
        if match[1] == begin + "0" * open_digits and match[2] == begin + "9" * open_digits:
            return begin + "X" * open_digits
    return f"[{match[1]}..{match[2]}]"


def _third(match: re.Match[str], scene: Scene) -> str:
    """The beginning, the middle or the end of a month, a quarter or a year."""
    which = "beginning" if match[1] in ("beginning", "start", "early") else match[1][:3]
    try:
        edtf = simple(match[2], scene)[0]
    except AskedError as asked:
        choices = tuple(_third_of(each, which) for each in asked.choices)
        raise AskedError(asked.question, choices) from asked
    return _third_of(edtf, which)


def _third_of(edtf: str, which: str) -> str:
    """Of a month the days 1 to 10, 11 to 20 and 21 to the last; of a quarter its first, second and third month; of a
    year four months each.
    """
    number = {"beginning": 0, "mid": 1}.get(which, 2)
    when = parse(edtf)
    first, last = when.first_date, when.last_date
    if first is not None and last is not None and when.shape == "single" and not when.flagged:
        if when.precision == "month":
            begin = first.replace(day=1 + 10 * number)
            end = last if number == 2 else first.replace(day=10 + 10 * number)
            return f"[{begin.isoformat()}..{end.isoformat()}]"
        if when.precision == "quarter":
            return f"{first.year:04}-{first.month + number:02}"
        if when.precision == "year":
            return f"[{first.year:04}-{4 * number + 1:02}..{first.year:04}-{4 * number + 4:02}]"
    raise NotReadError("only a month, a quarter or a year has a beginning, a middle and an end")


def _list(text: str, scene: Scene) -> str:
    """ "april, may or june 2019", "30 january and 14 february 2019"; "" if it is no list."""
    match = re.match(r"^(.+?)\s*,?\s+(or|and)\s+([^,]+)$", text)
    if not match or re.search(r" (?:or|and) ", match[3]):
        return ""
    items = [item for item in re.split(r"\s*,\s*", match[1]) if item]
    found = [_one(match[3], scene)]
    for item in reversed(items):
        found.append(_one(item, scene, like=found[-1]))
    inside = ",".join(reversed(found))
    return f"[{inside}]" if match[2] == "or" else f"{{{inside}}}"


def _at(pattern: str) -> Callable[[re.Match[str], Scene], str]:
    """A builder that puts one date into EDTF text where the @ stands."""
    return lambda match, scene: pattern.replace("@", _one(match[1], scene))


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Scene], str]], ...] = (
    (re.compile(r"^between (.+) and (.+)$"), _between),
    (re.compile(r"^some year from ([0-9]{4}) to ([0-9]{4})$"), _some_year),
    (re.compile(r"^within (.+)$"), _within),
    (re.compile(r"^from (.+) to an unknown date$"), _at("@/")),
    (re.compile(r"^from an unknown date to (.+)$"), _at("/@")),
    (re.compile(r"^(?:up to|until|till) (.+)$"), _at("../@")),
    (re.compile(rf"^(?:from )?(.+?)(?:{_TO})(.+)$"), _span),
    (re.compile(r"^([0-9]{1,2})-([0-9]{1,2} .+)$"), _span),
    (re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})-([0-9]{4}-[0-9]{2}-[0-9]{2})$"), _span),
    (re.compile(r"^([a-z]+) ([0-9]{1,2})-([0-9]{1,2}),? ([0-9]{4})$"), _american),
    (re.compile(r"^(?:since|from) (.+?)(?: on)?$"), _at("@/..")),
    (re.compile(r"^(?:by|on or before|in or before) (.+)$"), _at("[..@]")),
    (re.compile(r"^(?:on or after|in or after) (.+)$"), _at("[@..]")),
    (
        re.compile(r"^(?:the )?(beginning|start|middle|mid|end|early|late)(?:-| of | in | )(?:the )?(.+)$"),
        _third,
    ),
)
