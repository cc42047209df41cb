"""A stepped chart of the trade that each side's measures cover, and at which rates, over the days of a view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.present import numbers
from tradetui.present.cells import clean, fit, merge, width
from tradetui.present.frame import BLANK, Options, gutter_cells, head_cells, head_labels, over, overlay
from tradetui.present.roles import Line, Role, Run
from tradetui.present.ticks import ticks
from tradetui.present.zoom import Viewport

if TYPE_CHECKING:
    from tradetui.core.in_force import Point

_LEVELS = " ▁▂▃▄▅▆▇█"


@frozen
class Band:
    """One side's series in one currency and unit, its points in the order of their days."""

    label: str
    role: Role
    points: tuple[Point, ...]

    @property
    def unit(self) -> str:
        """What the amounts are counted in: ``billion US dollars``."""
        return numbers.currency_unit(self.points[0].currency, self.points[0].unit) if self.points else ""


def bands(label: str, role: Role, points: Sequence[Point]) -> list[Band]:
    """A side's points as one band for each currency and unit that is counted in."""
    held: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        held.setdefault((point.currency, point.unit), []).append(point)
    whole = [Band(label, role, tuple(sorted(found, key=lambda it: it.day))) for found in held.values()]
    # measures that print no value have a series without a unit: it shows only where there is no other
    return [band for band in whole if any(point.amount is not None for point in band.points)] or whole[:1]


def at(band: Band, day: int) -> Point | None:
    """The point that holds on a day; None before the first."""
    place = bisect_right(band.points, day, key=lambda point: point.day)
    return band.points[place - 1] if place else None


def chart(
    view: Viewport, series: Sequence[Band], cells: int, height: int, *, options: Options | None = None
) -> tuple[Line, ...]:
    """The chart in ``height`` lines of ``cells`` cells: the ticks, then for each band its bars over its rates.

    Each cell stands for the state at the end of its last day; all bands share one scale per unit. A cell in which
    nobody can tell is marked with ``?``.
    """
    options = options or Options()
    side = cells - view.width
    marks = ticks(view, options.week_starts)
    labels = head_labels(view, side, options, "covered")
    lines = [label + row for label, row in zip(labels, head_cells(view, marks, options), strict=True)][
        :height
    ]
    shown = series[: max(0, height - len(lines)) // 2]
    behind = overlay(view, options, [tick.column for tick in marks.major if tick.column >= 0])
    for number, band in enumerate(shown):
        left = height - len(lines)
        rows = max(2, left // (len(shown) - number))
        lines.extend(_band(band, series, view, side, rows, behind, options))
    while len(lines) < height:
        lines.append([*gutter_cells("", side, "dim", options), *over([BLANK] * view.width, behind)])
    return tuple(merge(line) for line in lines[:height])


def _band(
    band: Band,
    series: Sequence[Band],
    view: Viewport,
    side: int,
    rows: int,
    behind: dict[int, Run],
    options: Options,
) -> list[list[Run]]:
    """``rows`` lines: bars in all but the last, which holds the rates."""
    points = [at(band, view.cell(column)[1]) for column in range(view.width)]
    peak = max(
        (_amount(point) for one in series if one.unit == band.unit for point in one.points), default=0.0
    )
    bars = rows - 1
    levels = [_level(point, peak, bars) for point in points]
    lines = [
        [*gutter_cells(label, side, role, options), *over(row, behind)]
        for (label, role), row in zip(
            _labels(band, peak, bars, side), _bars(band, points, levels, bars, options), strict=True
        )
    ]
    lines.append([*gutter_cells("rates", side, "dim", options), *over(_rates(points, view), behind)])
    return lines


def _labels(band: Band, peak: float, bars: int, side: int) -> list[tuple[str, Role]]:
    """What stands in the gutter beside the bars: whose they are, and what the highest of all stands for."""
    top = f"{numbers.number(peak)} {band.unit}".strip()
    labels: list[tuple[str, Role]] = [(clean(band.label), band.role)]
    labels.append((clean(top) if width(top) < side else numbers.number(peak), "dim"))
    return (labels + [("", "dim")] * bars)[:bars]


def _bars(
    band: Band, points: Sequence[Point | None], levels: Sequence[int], bars: int, options: Options
) -> list[list[Run]]:
    """The rows of the bars, from the top down."""
    rows: list[list[Run]] = []
    for below in range((bars - 1) * 8, -1, -8):
        row: list[Run] = []
        for point, level in zip(points, levels, strict=True):
            part = min(max(level - below, 0), 8)
            if not part or (options.ascii_only and part < 4 and below):
                row.append(BLANK)
                continue
            role: Role = "unsure" if point is not None and point.unsure else band.role
            row.append(("#" if options.ascii_only else _LEVELS[part], role))
        rows.append(row)
    return rows


def _amount(point: Point | None) -> float:
    return point.amount.value or 0.0 if point is not None and point.amount is not None else 0.0


def _level(point: Point | None, peak: float, rows: int) -> int:
    """The height of a bar in eighths of a cell; what covers anything is at least one high."""
    value = _amount(point)
    if value <= 0 or peak <= 0:
        return 0
    return max(1, round(value / peak * rows * 8))


def _rates(points: Sequence[Point | None], view: Viewport) -> list[Run]:
    """The rates from each cell on in which they change, as far as there is room before the next change."""
    cells: list[Run] = [BLANK] * view.width
    labels = [rate_words(point) for point in points]
    starts = [place for place, label in enumerate(labels) if place == 0 or label != labels[place - 1]]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else view.width
        text = labels[start]
        point = points[start]
        doubt = point is not None and bool(point.unsure)
        room = end - start - (1 if end < view.width else 0)
        if width(text) > room:
            text = fit(text, room) if room >= 4 else ("?" if doubt else "")[:room]
        for step, char in enumerate(text):
            cells[start + step] = (char, "unsure" if doubt else "number")
    return cells


def rate_words(point: Point | None) -> str:
    """The rates in force, lowest first: ``10, 25 %``; ``?`` behind them where a measure can't be told."""
    if point is None:
        return ""
    by_unit: dict[str, list[float]] = {}
    words: list[str] = []
    for _, rate, unit in point.rates:
        if rate.exact and rate.value is not None:
            by_unit.setdefault("%" if unit in ("percent", "%") else clean(unit), []).append(rate.value)
        else:
            words.append(numbers.with_unit(rate, unit))
    for unit, values in by_unit.items():
        words.append(f"{', '.join(numbers.number(value) for value in sorted(set(values)))} {unit}".strip())
    return "; ".join(dict.fromkeys(words)) + ("?" if point.unsure else "")
