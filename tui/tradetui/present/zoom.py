"""Which days the axis shows, and which day stands in which cell. Pure arithmetic on days (ordinals) and cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from tradetui.core.frozen import frozen

#: The days that can be written: 1 January of the year 1 to 31 December 9999.
FIRST_DAY = 1
LAST_DAY = 3_652_059

#: Days in a cell at each step of the zoom, from an hour to a century: each about twice the one before, in the
#: calendar's own units. A month counts 30.436875 days, the mean of the Gregorian calendar.
STEPS: tuple[float, ...] = (
    *(1 / 24, 1 / 12, 1 / 6, 1 / 4, 1 / 2, 1.0, 2.0, 3.5, 7.0, 14.0),
    *(30.436875 * months for months in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)),
)
_STEP_WORDS = (
    *(
        "1 hour",
        "2 hours",
        "4 hours",
        "6 hours",
        "half a day",
        "1 day",
        "2 days",
        "half a week",
        "1 week",
        "2 weeks",
    ),
    *("1 month", "2 months", "3 months", "6 months", "1 year", "2 years", "5 years", "10 years", "20 years"),
    *("50 years", "100 years"),
)


@frozen
class Viewport:
    """The days ``first``..``last`` (both included) over ``width`` cells.

    Cell ``x`` stands for the days ``cell(x)``. Where there are more cells than days, a day has several cells.
    """

    first: int
    last: int
    width: int

    def __post_init__(self) -> None:
        """Refuse what has no day or no cell."""
        if self.last < self.first or self.width < 1:
            raise ValueError(f"no days or no cells: {self.first}..{self.last} over {self.width}")

    @property
    def span(self) -> int:
        """The number of days shown."""
        return self.last - self.first + 1

    @property
    def days_per_cell(self) -> float:
        """How many days a cell stands for; below 1 a day has several cells."""
        return self.span / self.width

    def cell(self, x: int) -> tuple[int, int]:
        """The first and the last day that the cell ``x`` stands for; cells outside go on at the same rate."""
        begin = self.first + x * self.span // self.width
        end = self.first + (x + 1) * self.span // self.width - 1
        return begin, max(begin, end)

    def day_at(self, x: int) -> int:
        """The day in the middle of the cell ``x``, kept within the view."""
        begin, end = self.cell(min(max(x, 0), self.width - 1))
        return (begin + end) // 2

    def column(self, day: int) -> int:
        """The first cell that holds a day; below 0 or from ``width`` on when it is outside."""
        offset, span, width = day - self.first, self.last - self.first + 1, self.width
        if span >= width:
            # the cell x holds the offsets from x*span//width on: the last x whose first offset is not beyond
            return ((offset + 1) * width - 1) // span
        return -(-offset * width // span)

    def last_column(self, day: int) -> int:
        """The last cell that holds a day: the same as :meth:`column` unless a day has several cells."""
        if self.span >= self.width:
            return self.column(day)
        return -(-(day + 1 - self.first) * self.width // self.span) - 1

    def columns(self, first: int | None, last: int | None) -> tuple[int, int] | None:
        """The cells within the view that the days ``first``..``last`` touch; None (open) reaches to the edge."""
        begin, end = self.first, self.last
        if (first is not None and first > end) or (last is not None and last < begin):
            return None
        if first is not None and last is not None and last < first:
            return None
        column = 0 if first is None or first <= begin else self.column(first)
        if first is not None and first == last and end - begin >= self.width - 1:
            return column, column
        return column, self.width - 1 if last is None or last >= end else self.last_column(last)

    def holds(self, day: int) -> bool:
        """Whether a day is in view."""
        return self.first <= day <= self.last

    def begins(self) -> tuple[int, ...]:
        """The first day of each cell."""
        return _begins(self)

    def edges(self) -> list[int]:
        """The first day of each cell and the day after the last: steps of a histogram, each at least one day."""
        return sorted({*self.begins(), self.last + 1})

    # -- moving: each gives another view --------------------------------------------------------------------

    def zoom(self, steps: int, about: int) -> Viewport:
        """Nearer (``steps`` above 0) or farther, with the day ``about`` staying in its cell where it can."""
        view = self
        for _ in range(abs(steps)):
            spans = [max(1, round(step * self.width)) for step in STEPS]
            nearer = [step for step, span in zip(STEPS, spans, strict=True) if span < view.span * 0.97]
            farther = [step for step, span in zip(STEPS, spans, strict=True) if span > view.span * 1.03]
            found = nearer[-1:] if steps > 0 else farther[:1]
            if not found:
                break
            view = view.at_step(found[0], about)
        return view

    def at_step(self, days_per_cell: float, about: int) -> Viewport:
        """So many days in a cell, with the day ``about`` staying in its cell where it can.

        Where a cell is a whole number of days, cells begin with the week, or with a fixed day for less than one.
        """
        about = min(max(about, self.first), self.last)
        column = self.column(about)
        span = min(max(1, round(days_per_cell * self.width)), LAST_DAY)
        if days_per_cell >= 1 and days_per_cell == int(days_per_cell):
            days = int(days_per_cell)
            # the ordinal 1 was a Monday
            return _within(about - (about - 1) % days - days * column, span, self.width)
        begin, end = column * span // self.width, (column + 1) * span // self.width - 1
        return _within(about - (begin + max(begin, end)) // 2, span, self.width)

    def pan(self, cells: int) -> Viewport:
        """Moved by so many cells, at least a day a cell; later days for a positive number."""
        days = round(cells * self.days_per_cell)
        if cells and not days:
            days = 1 if cells > 0 else -1
        return _within(self.first + days, self.span, self.width)

    def showing(self, day: int, margin: int = 2) -> Viewport:
        """Moved as little as needed for a day to be in view, ``margin`` cells from the edge."""
        keep = min(round(margin * self.days_per_cell), (self.span - 1) // 2)
        if day < self.first + keep:
            return _within(day - keep, self.span, self.width)
        if day > self.last - keep:
            return _within(day + keep - self.span + 1, self.span, self.width)
        return self

    def resized(self, width: int) -> Viewport:
        """The same days over another number of cells."""
        return replace(self, width=max(1, width))

    def scale(self) -> str:
        """What a cell stands for, in words: ``1 week``, ``about 5 weeks``."""
        per_cell = self.days_per_cell
        near = min(range(len(STEPS)), key=lambda place: abs(STEPS[place] - per_cell) / STEPS[place])
        if self.span == round(STEPS[near] * self.width) or abs(STEPS[near] - per_cell) <= 0.01 * STEPS[near]:
            return _STEP_WORDS[near]
        return f"about {_rough(per_cell)}"


@lru_cache(maxsize=4)
def _begins(view: Viewport) -> tuple[int, ...]:
    """Asked for each row of an axis, and the view is the same."""
    return tuple(view.first + x * view.span // view.width for x in range(view.width))


def fit(first: int, last: int, width: int, *, margin: float = 0.02) -> Viewport:
    """The view that shows the days ``first``..``last`` with a little room at both ends, at least a week."""
    width = max(1, width)
    span = last - first + 1
    room = max(round(span * margin), 1, -(-(7 - span) // 2))
    return _within(first - room, span + 2 * room, width)


def fit_all(spans: Sequence[tuple[int | None, int | None]], width: int) -> Viewport | None:
    """The view that shows all of these spans (open ends aside); None when none has a day."""
    days = [day for span in spans for day in span if day is not None]
    return fit(min(days), max(days), width) if days else None


def _within(first: int, span: int, width: int) -> Viewport:
    """A view of so many days that stays within the days that can be written."""
    span = min(span, LAST_DAY)
    first = min(max(first, FIRST_DAY), LAST_DAY - span + 1)
    return Viewport(first, first + span - 1, width)


def _rough(days: float) -> str:
    """A number of days in the unit in which it is smallest but above 1.5."""
    for unit, size in (("years", 365.2425), ("months", 30.436875), ("weeks", 7.0), ("days", 1.0)):
        if days >= 1.5 * size:
            number = days / size
            return f"{number:.0f} {unit}" if number >= 10 else f"{number:.1f}".removesuffix(".0") + f" {unit}"
    hours = max(1, round(days * 24))
    return "1 day" if hours >= 18 else f"{hours} hour{'' if hours == 1 else 's'}"
