"""Ticks of the axis in the calendar's own units, with labels that never collide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tradetui.core.frozen import frozen
from tradetui.present.zoom import LAST_DAY, Viewport

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@frozen
class Tick:
    """A tick in the cell ``column``; ``label`` is drawn from the cell after it on, ``""`` where there is no room."""

    column: int
    label: str


@frozen
class Ticks:
    """Two rows of ticks: the large unit above, the small one below. ``major_unit`` and ``minor_unit`` name them."""

    major: tuple[Tick, ...]
    minor: tuple[Tick, ...]
    major_unit: str
    minor_unit: str


@frozen
class _Unit:
    """A unit of the calendar: its shortest length in days, and the forms of its labels from long to short."""

    name: str
    days: float
    forms: tuple[str, ...]


def _years(number: int) -> _Unit:
    return _Unit(f"{number} years" if number > 1 else "year", 365.0 * number, ("year",))


_HOURS = tuple(
    _Unit(f"{number} hours" if number > 1 else "hour", number / 24, ("clock",)) for number in (1, 3, 6, 12)
)
_DAY = _Unit("day", 1.0, ("weekday-day", "day"))
_WEEK = _Unit("week", 7.0, ("day",))
_MONTH = _Unit("month", 28.0, ("full-month", "month"))
_QUARTER = _Unit("quarter", 90.0, ("month",))
_HALF = _Unit("half-year", 181.0, ("month",))
# Small unit and the large one above it, from the finest on.
_PAIRS: tuple[tuple[_Unit, _Unit], ...] = (
    *((hours, _Unit("day", 1.0, ("full-day", "short-day", "day"))) for hours in _HOURS),
    (_DAY, _Unit("month", 28.0, ("month-year", "short-month-year", "month"))),
    (_WEEK, _Unit("month", 28.0, ("month-year", "short-month-year", "month"))),
    (_MONTH, _years(1)),
    (_QUARTER, _years(1)),
    (_HALF, _years(1)),
    (_years(1), _Unit("10 years", 3652.0, ("decade",))),
    (_years(2), _Unit("10 years", 3652.0, ("decade",))),
    (_years(5), _Unit("100 years", 36524.0, ("century",))),
    (_years(10), _Unit("100 years", 36524.0, ("century",))),
    (_years(20), _Unit("100 years", 36524.0, ("century",))),
    (_years(50), _Unit("100 years", 36524.0, ("century",))),
    (_years(100), _Unit("1000 years", 365242.0, ("year",))),
    (_years(200), _Unit("1000 years", 365242.0, ("year",))),
    (_years(500), _Unit("1000 years", 365242.0, ("year",))),
    *((_years(number), _Unit("", 3652425.0, ())) for number in (1000, 2000, 5000)),
)


def ticks(viewport: Viewport, week_starts: str = "monday") -> Ticks:
    """The finest ticks whose labels all have room, with a cell between each label and the next tick."""
    for small, large in _PAIRS:
        if small.days / viewport.days_per_cell >= _shortest(small) + 2:
            minor = _labelled(list(_starts(small, viewport, week_starts)), small, viewport)
            if minor is not None:
                return Ticks(_major(large, viewport, week_starts), minor, large.name, small.name)
    # too many days in too few cells for any label
    return Ticks((), (), "", "")


def _shortest(unit: _Unit) -> int:
    lengths = {"clock": 5, "day": 2, "month": 3, "year": 4}
    return lengths[unit.forms[-1]]


def _labelled(starts: list[float], unit: _Unit, viewport: Viewport) -> tuple[Tick, ...] | None:
    """Ticks with the longest form of label that fits everywhere; None when not even the shortest does."""
    columns = [_column(viewport, start) for start in starts]
    inside = [
        (column, start) for column, start in zip(columns, starts, strict=True) if 0 <= column < viewport.width
    ]
    for form in unit.forms:
        texts = [_text(start, form) for _, start in inside]
        if all(
            here + 1 + len(text) < there
            for text, ((here, _), (there, _)) in zip(texts, pairwise(inside), strict=False)
        ):
            return tuple(
                Tick(column, text if column + 1 + len(text) <= viewport.width else "")
                for (column, _), text in zip(inside, texts, strict=True)
            )
    return None


def _major(unit: _Unit, viewport: Viewport, week_starts: str) -> tuple[Tick, ...]:
    """The ticks of the large unit. The period in progress at the left edge is named there if there is room."""
    if not unit.forms:
        return ()
    starts = list(_starts(unit, viewport, week_starts))
    placed = [(_column(viewport, start), start) for start in starts]
    before = [start for column, start in placed if column < 0]
    inside = [(column, start) for column, start in placed if 0 <= column < viewport.width]
    if before and (not inside or inside[0][0] > 0):
        inside.insert(0, (-1, before[-1]))
    found: list[Tick] = []
    for number, (column, start) in enumerate(inside):
        end = inside[number + 1][0] if number + 1 < len(inside) else viewport.width + 1
        room = end - column - 2
        text = next((text for form in unit.forms if len(text := _text(start, form)) <= room), "")
        if column >= 0 or text:
            found.append(Tick(column, text))
    return tuple(found)


def _column(viewport: Viewport, start: float) -> int:
    """The cell in which a moment falls (a day, with its hours as a fraction)."""
    if start == int(start):
        return viewport.column(int(start))
    return int((start - viewport.first) * viewport.width // viewport.span)


def _starts(unit: _Unit, viewport: Viewport, week_starts: str) -> Iterator[float]:
    """The moments at which a unit begins, from the one in progress at the first day to the last in view."""
    first, last = viewport.first, viewport.last
    if unit.name.endswith(("hour", "hours")):
        step = int(unit.name.split()[0]) if unit.name[0].isdigit() else 1
        yield from (day + hour / 24 for day in range(first, last + 1) for hour in range(0, 24, step))
    elif unit.name == "day":
        yield from map(float, range(first, last + 1))
    elif unit.name == "week":
        # the ordinal 1 was a Monday; a Sunday is a multiple of seven
        begins = 0 if week_starts == "sunday" else 1
        yield from map(float, range(first - (first - begins) % 7, last + 1, 7))
    elif unit.name in ("month", "quarter", "half-year"):
        yield from _month_starts({"month": 1, "quarter": 3, "half-year": 6}[unit.name], first, last)
    else:
        yield from _year_starts(1 if unit.name == "year" else int(unit.name.split()[0]), first, last)


def _month_starts(step: int, first: int, last: int) -> Iterator[float]:
    begin = date.fromordinal(first)
    year, month = begin.year, (begin.month - 1) // step * step + 1
    while year <= 9999 and (day := date(year, month, 1).toordinal()) <= last:
        yield float(day)
        year, month = (year + 1, 1) if month + step > 12 else (year, month + step)


def _year_starts(step: int, first: int, last: int) -> Iterator[float]:
    for year in range(
        date.fromordinal(first).year // step * step, date.fromordinal(min(last, LAST_DAY)).year + 1, step
    ):
        yield float(date(max(year, 1), 1, 1).toordinal())


def _text(start: float, form: str) -> str:
    """The label of the unit that begins at a moment, in a form."""
    if form == "clock":
        minutes = round((start - int(start)) * 1440)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    it = date.fromordinal(int(start))
    month, year = _MONTHS[it.month - 1], it.year
    weekday = _WEEKDAYS[it.weekday()]
    return {
        "day": f"{it.day}",
        "weekday-day": f"{weekday} {it.day}",
        "short-day": f"{weekday} {it.day} {month}",
        "full-day": f"{weekday} {it.day} {_FULL[it.month - 1]} {year}",
        "month": month,
        "full-month": _FULL[it.month - 1],
        "month-year": f"{_FULL[it.month - 1]} {year}",
        "short-month-year": f"{month} {year}",
        "year": f"{year}",
        "decade": f"{year // 10 * 10}s",
        "century": f"{year // 100 * 100}s" if year >= 100 else "to 99",
    }[form]
