"""One date as a person types it: a day, a month, a quarter, a day counted from another."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tradetui.core.when.days import FIRST, LAST
from tradetui.core.when.grammar import parse
from tradetui.core.when.model import WhenError

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            *("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july"),
            *("aug august", "sep sept september", "oct october", "nov november", "dec december"),
        ),
        1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            *("mon monday", "tue tues tuesday", "wed weds wednesday", "thu thur thurs thursday"),
            *("fri friday", "sat saturday", "sun sunday"),
        )
    )
    for name in names.split()
}
_DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
_UNITS = {"d": "day", "w": "week", "m": "month", "q": "quarter", "y": "year"}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_QUARTERS = {"1": 33, "2": 34, "3": 35, "4": 36, "first": 33, "second": 34, "third": 35, "fourth": 36}
#: Words that say nothing in a date.
_EMPTY = frozenset(("of", "the", "on", "in", ",", ".", "-", "/"))

Answer = tuple[str, str]


class NotReadError(Exception):
    """Not a date; the message says why, if there is more to say than that."""


class AskedError(Exception):
    """Several readings, as EDTF; the likeliest first."""

    def __init__(self, question: str, choices: tuple[str, ...]) -> None:
        """Hold what to ask."""
        super().__init__(question)
        self.question = question
        self.choices = choices


class Scene:
    """Where the typing happens: the day counted from, what is today, the first day of the week (0 is
    Monday)."""

    __slots__ = ("base", "today", "week_starts")

    def __init__(self, base: int, today: int, week_starts: int) -> None:
        """Hold the days (ordinals)."""
        self.base = base
        self.today = today
        self.week_starts = week_starts


def simple(text: str, scene: Scene) -> Answer:
    """EDTF of one date in lower case, and a note on how it was read.

    Raises:
        NotReadError: it is no date.
        AskedError: it has several readings.
    """
    for pattern, read in _FORMS:
        if match := re.fullmatch(pattern, text):
            return read(match, scene)
    try:
        return parse(text.upper()).edtf, ""
    except WhenError:
        return _named(text, scene)


# -- counted from a day --------------------------------------------------------------------------------------


def _iso(day: int) -> str:
    if not FIRST <= day <= LAST:
        raise NotReadError("that lies outside the years 1 to 9999")
    return date.fromordinal(day).isoformat()


def _words(day: int) -> str:
    return parse(_iso(day)).words("plain")


def _near(match: re.Match[str], scene: Scene) -> Answer:
    """today, yesterday, tomorrow."""
    return _iso(scene.today + {"yesterday": -1, "tomorrow": 1}.get(match[1], 0)), match[1]


def _signed(match: re.Match[str], scene: Scene) -> Answer:
    """+3 weeks."""
    return _counted(int(match[2]), match[3], 1 if match[1] == "+" else -1, scene)


def _bare(match: re.Match[str], scene: Scene) -> Answer:
    raise NotReadError(f"{match[0]} of what? write {match[0]} days, {match[0]} weeks or {match[0]} months")


def _ago(match: re.Match[str], scene: Scene) -> Answer:
    """3 weeks ago, two months later."""
    sign = -1 if match[3] in ("ago", "before", "earlier") else 1
    return _counted(_number(match[1]), match[2], sign, scene)


def _ahead(match: re.Match[str], scene: Scene) -> Answer:
    """in 3 weeks."""
    return _counted(_number(match[1]), match[2], 1, scene)


def _number(text: str) -> int:
    return _NUMBERS[text] if text in _NUMBERS else int(text)


def _counted(number: int, unit: str, sign: int, scene: Scene) -> Answer:
    """The day so many days, weeks, months, quarters or years from the base day."""
    from dateutil.relativedelta import relativedelta

    unit = _UNITS[unit[0]]
    if number > 100_000:
        raise NotReadError(f"{number} {unit}s is more than can be counted")
    base = date.fromordinal(scene.base)
    steps = sign * number
    delta = {
        "day": relativedelta(days=steps),
        "week": relativedelta(weeks=steps),
        "month": relativedelta(months=steps),
        "quarter": relativedelta(months=3 * steps),
        "year": relativedelta(years=steps),
    }[unit]
    try:
        found = base + delta
    except (ValueError, OverflowError) as error:
        raise NotReadError("that lies outside the years 1 to 9999") from error
    note = f"{number} {unit}{'' if number == 1 else 's'} {'after' if sign > 0 else 'before'} {_words(scene.base)}"
    if unit in ("month", "quarter", "year") and found.day != base.day:
        note += f" (that month has no day {base.day}, so its last)"
    return found.isoformat(), note


def _beside(match: re.Match[str], scene: Scene) -> Answer:
    """next month, last year, this week."""
    step = {"next": 1, "this": 0}.get(match[1], -1)
    unit = match[2]
    base = date.fromordinal(scene.base)
    note = f"counted from {_words(scene.base)}"
    if unit == "week":
        begin = scene.base - (base.weekday() - scene.week_starts) % 7 + 7 * step
        return f"{_iso(begin)}/{_iso(begin + 6)}", note
    if unit == "year":
        return f"{_year(base.year + step)}", note
    size = 3 if unit == "quarter" else 1
    months = base.year * 12 + base.month - 1 + step * size
    year, month = divmod(months, 12)
    code = 33 + month // 3 if unit == "quarter" else month + 1
    return f"{_year(year)}-{code:02}", note


def _year(year: int) -> str:
    if not 1 <= year <= 9999:
        raise NotReadError("that lies outside the years 1 to 9999")
    return f"{year:04}"


def _weekday(match: re.Match[str], scene: Scene) -> Answer:
    """next friday; a friday alone is asked about."""
    wanted = _WEEKDAYS[match[2]]
    now = date.fromordinal(scene.base).weekday()
    after = scene.base + ((wanted - now) % 7 or 7)
    before = scene.base - ((now - wanted) % 7 or 7)
    note = f"the first {_DAY_NAMES[wanted]} {{}} {_words(scene.base)}"
    if match[1] == "next":
        return _iso(after), note.format("after")
    if match[1] is not None:
        return _iso(before), note.format("before")
    raise AskedError(f"which {_DAY_NAMES[wanted]}?", (_iso(before), _iso(after)))


# -- by name -------------------------------------------------------------------------------------------------


def _quarter(match: re.Match[str], scene: Scene) -> Answer:
    code = _QUARTERS[match["quarter"]]
    if match["year"] is None:
        raise _which_year(f"@-{code}", scene)
    return f"{match['year']}-{code}", ""


def _season(match: re.Match[str], scene: Scene) -> Answer:
    code = _SEASONS[match["season"]]
    if match["year"] is None:
        raise _which_year(f"@-{code}", scene)
    return f"{match['year']}-{code}", ""


def _which_year(pattern: str, scene: Scene) -> AskedError:
    """Ask for the year: the base day's, the one before, the one after, the nearest to the base day first."""
    here = date.fromordinal(scene.base).year
    near: list[tuple[int, str]] = []
    for year in (here, here - 1, here + 1):
        try:
            when = parse(pattern.replace("@", _year(year)))
        except (WhenError, NotReadError):
            continue
        middle = ((when.lo or 0) + (when.hi or 0)) // 2
        near.append((abs(middle - scene.base), when.edtf))
    near.sort(key=lambda each: each[0])
    return AskedError("which year?", tuple(edtf for _, edtf in near))


def _named(text: str, scene: Scene) -> Answer:
    """A date with the month's name, read by dateutil once every word of it is known to belong to a date."""
    text = re.sub(r"([0-9])(?:st|nd|rd|th)\b", r"\1", text)
    tokens = re.findall(r"[a-z']+|[0-9]+|[^a-z0-9 ]", text)
    months = [token for token in tokens if token in _MONTHS]
    weekdays = [token for token in tokens if token in _WEEKDAYS]
    numbers = [token for token in tokens if token[0] in "0123456789"]
    for token in tokens:
        known = token in _MONTHS or token in _WEEKDAYS or token in _EMPTY or token in numbers
        if not known:
            raise NotReadError(
                f"“{token}” is not understood in a date" if months or weekdays or numbers else ""
            )
    if len(months) != 1 or len(weekdays) > 1:
        raise NotReadError(_why_no_month(months, numbers))
    if sorted(map(len, numbers))[-2:] in ([1, 1], [1, 2], [2, 2]):
        raise AskedError("which century?", tuple(_with_centuries(tokens, numbers[-1], scene)))
    if len(numbers) > 2 or any(len(number) not in (1, 2, 4) for number in numbers):
        raise NotReadError("beside the month there may be a day and a year of four digits")
    year, month, day = _by_dateutil(
        " ".join(token for token in tokens if token in _MONTHS or token in numbers)
    )
    if sorted(map(int, numbers)) != sorted(number for number in (year, day) if number is not None):
        raise NotReadError("beside the month there may be a day and a year of four digits")
    rest = f"-{month:02}" + ("" if day is None else f"-{day:02}")
    if year is None:
        raise _which_year("@" + rest, scene)
    edtf = f"{year:04}{rest}"
    if weekdays:
        _check_weekday(edtf, weekdays[0])
    return edtf, ""


def _why_no_month(months: list[str], numbers: list[str]) -> str:
    if len(months) > 1:
        return f"there are two months in it ({months[0]} and {months[1]})"
    if len(numbers) == 1 and len(numbers[0]) <= 2:
        return f"{numbers[0]} alone is not a date; a day needs its month and its year"
    return "no month is named in it"


def _with_centuries(tokens: list[str], short: str, scene: Scene) -> list[str]:
    """The date with its year of two digits in the base day's century, and in the one before."""
    at = len(tokens) - 1 - tokens[::-1].index(short)
    century = date.fromordinal(scene.base).year // 100
    found = []
    for each in (century, century - 1):
        whole = [*tokens[:at], f"{each:02}{int(short):02}", *tokens[at + 1 :]]
        found.append(_named(" ".join(whole), scene)[0])
    return found


def _by_dateutil(text: str) -> tuple[int | None, int, int | None]:
    """Year, month and day of a text; None where it does not give one.

    dateutil fills in what is missing from a default day. Read twice over two of them, what differs is
    missing.
    """
    from datetime import datetime

    from dateutil import parser

    try:
        # both years have a 29 February
        one = parser.parse(text, default=datetime(1996, 1, 1), dayfirst=True)
        two = parser.parse(text, default=datetime(2004, 2, 2), dayfirst=True)
    except (ValueError, OverflowError, TypeError) as error:
        raise NotReadError(f"{text}: there is no such day") from error
    year = one.year if one.year == two.year else None
    return year, one.month, one.day if one.day == two.day else None


def _check_weekday(edtf: str, weekday: str) -> None:
    """Refuse a day that is not the day of the week that is typed with it."""
    day = parse(edtf).day
    if day is None:
        raise NotReadError(f"a {_DAY_NAMES[_WEEKDAYS[weekday]]} needs its day, month and year")
    found = date.fromordinal(day).weekday()
    if found != _WEEKDAYS[weekday]:
        raise NotReadError(f"{_words(day)} is a {_DAY_NAMES[found]}, not a {_DAY_NAMES[_WEEKDAYS[weekday]]}")


# -- in numbers ----------------------------------------------------------------------------------------------


def _year_first(match: re.Match[str], scene: Scene) -> Answer:
    """2019-3-7, 2019/3, 2019.03.07."""
    parts = [int(number) for number in re.findall(r"[0-9]+", match[0])]
    return "-".join((f"{parts[0]:04}", *(f"{part:02}" for part in parts[1:]))), ""


def _digits(match: re.Match[str], scene: Scene) -> Answer:
    """20190307."""
    return f"{match[1]}-{match[2]}-{match[3]}", ""


def _month_year(match: re.Match[str], scene: Scene) -> Answer:
    """3/2019."""
    return f"{match[2]}-{int(match[1]):02}", ""


def _year_last(match: re.Match[str], scene: Scene) -> Answer:
    """28/3/2019 has one reading, 3/4/2019 two, 3/4/19 more."""
    first, second, year = int(match[1]), int(match[2]), match[3]
    orders = [(second, first)] if first != second else []
    orders.append((first, second))
    possible = [(month, day) for month, day in orders if 1 <= month <= 12 and 1 <= day <= 31]
    if not possible:
        raise NotReadError(f"{match[0]}: neither number can be a month beside that day")
    if year is not None and len(year) == 4:
        found = [f"{year}-{month:02}-{day:02}" for month, day in possible]
        if len(found) == 1:
            return found[0], ""
        raise AskedError("which is the day and which the month?", tuple(found))
    here = date.fromordinal(scene.base).year
    years = (here,) if year is None else (here // 100 * 100 + int(year), here // 100 * 100 - 100 + int(year))
    choices = tuple(f"{max(each, 0):04}-{month:02}-{day:02}" for each in years for month, day in possible)
    raise AskedError("which year, and which is the day?", choices)


_COUNT = rf"([0-9]+|{'|'.join(_NUMBERS)})"
_UNIT = r"(days?|weeks?|months?|quarters?|years?)"
_YEAR = r"(?P<year>[0-9]{4})"
_QUARTER = r"(?:q(?P<quarter>[1-4])(?:[ /-]?Y)?)".replace("Y", _YEAR)

_FORMS: tuple[tuple[str, Callable[[re.Match[str], Scene], Answer]], ...] = (
    (r"(today|now|yesterday|tomorrow)", _near),
    (r"([+-]) ?([0-9]+) ?(d|w|m|q|y|days?|weeks?|months?|quarters?|years?)", _signed),
    (r"[+-] ?[0-9]{1,3}", _bare),
    (rf"{_COUNT} {_UNIT} (ago|before|earlier|later|after|from now)", _ago),
    (rf"in {_COUNT} {_UNIT}", _ahead),
    (r"(next|this|last|previous) (week|month|quarter|year)", _beside),
    (rf"(?:(next|last|previous) )?({'|'.join(_WEEKDAYS)})", _weekday),
    (_QUARTER, _quarter),
    (rf"{_YEAR}[ /-]?q(?P<quarter>[1-4])", _quarter),
    (rf"(?P<quarter>[1-4])q(?:[ /-]?{_YEAR})?", _quarter),
    (rf"(?:the )?(?P<quarter>first|second|third|fourth) quarter(?:(?: of)? {_YEAR})?", _quarter),
    (rf"(?P<season>{'|'.join(_SEASONS)})(?:(?: of)? {_YEAR})?", _season),
    (r"([0-9]{4})([-/.])[0-9]{1,2}(?:\2[0-9]{1,2})?", _year_first),
    (r"([0-9]{4})([0-9]{2})([0-9]{2})", _digits),
    (r"([0-9]{1,2})[-/.]([0-9]{4})", _month_year),
    (r"([0-9]{1,2})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{4}|[0-9]{2}))?", _year_last),
)
