"""A stepped chart of the trade that each side's measures cover, and at which rates, over the days of a view."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.present import numbers
from tradetui.present.cells import MORE, MORE_ASCII, clean, clip, merge, width
from tradetui.present.frame import (
    BLANK,
    Options,
    behind_cursor,
    gutter_cells,
    head_cells,
    head_labels,
    over,
    over_ticks,
    overlay,
)
from tradetui.present.roles import Line, Role, Run, Sign
from tradetui.present.ticks import ticks
from tradetui.present.zoom import Viewport

if TYPE_CHECKING:
    from tradetui.core.in_force import Point

_LEVELS = " ▁▂▃▄▅▆▇█"
#: What the cells of the bars that aren't plain bars stand for: no sign has two meanings here.
CANT_TELL = Sign("╱", "?", "can't tell whether anything was in force", "unsure")
PLAN = Sign("▒", "=", "a plan: after the day you stand on", "fade")
PLAN_TOP = Sign("░", "=", "the top of a plan's bar, half a row at most", "fade")


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

    Each cell stands for the state at the end of its last day; all bands share one scale per unit.
    """
    options = options or Options()
    side = cells - view.width
    marks = ticks(view, options.week_starts)
    labels = head_labels(view, side, options, "value covered" if side > 13 else "covered")
    ruled = over_ticks(head_cells(view, marks, options), behind_cursor(view, options, ()))
    lines = [label + row for label, row in zip(labels, ruled, strict=True)][:height]
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
            _labels(band, peak, bars, side), _bars(band, points, levels, bars, view, options), strict=True
        )
    ]
    lines.append(
        [
            *gutter_cells("rates", side, "dim", options),
            *over(_rates(points, view, options.ascii_only), behind),
        ]
    )
    return lines


_SHORT = {"thousand": "k", "million": "m", "billion": "bn", "trillion": "tn"}


def _labels(band: Band, peak: float, bars: int, side: int) -> list[tuple[str, Role]]:
    """What stands in the gutter beside the bars: whose they are, and what the highest of all stands for."""
    most = numbers.number(peak)
    scale, currency = (band.points[0].unit, band.points[0].currency) if band.points else ("", "")
    forms = [
        f"max {most} {_SHORT.get(scale, scale)} {currency}",
        f"{most} {_SHORT.get(scale, scale)} {currency}",
        most,
    ]
    top = next((form for form in map(clean, forms) if width(form.strip()) < side), most)
    labels: list[tuple[str, Role]] = [(clean(band.label), band.role), (top.strip(), "dim")]
    return (labels + [("", "dim")] * bars)[:bars]


def _bars(
    band: Band,
    points: Sequence[Point | None],
    levels: Sequence[int],
    bars: int,
    view: Viewport,
    options: Options,
) -> list[list[Run]]:
    """The rows of the bars, from the top down. What lies after the known-on day is a plan, and fades.

    Where no amount is sure but some measure can't be told, the lowest row is hatched: that is not nothing.
    """
    known_on = options.known_on
    plain = options.ascii_only
    ahead = [known_on is not None and view.cell(column)[0] > known_on for column in range(view.width)]
    rows: list[list[Run]] = []
    for below in range((bars - 1) * 8, -1, -8):
        row: list[Run] = []
        for point, level, plan in zip(points, levels, ahead, strict=True):
            part = min(max(level - below, 0), 8)
            if not level and not below and point is not None and point.unsure:
                row.append((CANT_TELL.draw(plain), CANT_TELL.role))
            elif not part or (plain and part < 4 and below):
                row.append(BLANK)
            elif plan:
                sign = PLAN if part > 4 else PLAN_TOP
                row.append((sign.draw(plain), sign.role))
            else:
                row.append(("#" if plain else _LEVELS[part], band.role))
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


def _rates(points: Sequence[Point | None], view: Viewport, ascii_only: bool) -> list[Run]:
    """The rates from each cell on in which they change, in as many words as there is room for."""
    cells: list[Run] = [BLANK] * view.width
    told = [rate_words(point) for point in points]
    starts = [place for place, words in enumerate(told) if place == 0 or words != told[place - 1]]
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else view.width
        room = end - start - (1 if end < view.width else 0)
        forms = [form for form in told[start] if form]
        # a cut form shorter than this tells nothing
        cut = clip(forms[-1], room, MORE_ASCII if ascii_only else MORE) if forms and room >= 5 else ""
        text = next((form for form in forms if width(form) <= room), cut)
        for step, char in enumerate(text):
            cells[start + step] = (char, "number")
    return cells


def rate_words(point: Point | None) -> tuple[str, ...]:
    """The rates in force, lowest first, from long to short: ``10 and 25 percent, 2 can't tell``, ``10, 25 %``."""
    if point is None:
        return ()
    by_unit: dict[str, list[float]] = {}
    hedged: list[str] = []
    for _, rate, unit in point.rates:
        if rate.exact and rate.value is not None:
            by_unit.setdefault(clean(unit), []).append(rate.value)
        else:
            hedged.append(numbers.with_unit(rate, unit))
    long, short = list(hedged), list(hedged)
    for unit, values in by_unit.items():
        each = [numbers.number(value) for value in sorted(set(values))]
        spoken = " and ".join([", ".join(each[:-1]), each[-1]] if len(each) > 1 else each)
        long.append(f"{spoken} {unit}".strip())
        short.append(f"{', '.join(each)}{' %' if unit == 'percent' else f' {unit}' if unit else ''}")
        if len(each) > 2 and unit:
            short[-1] = f"{each[0]} to {each[-1]}{' %' if unit == 'percent' else f' {unit}'}"
    whole, brief = "; ".join(dict.fromkeys(long)), "; ".join(dict.fromkeys(short))
    if not point.unsure:
        return (whole, brief)
    number = len(point.unsure)
    doubt = f"{number} can't tell"
    return tuple(
        f"{rates}, {said}" if rates else said
        for rates, said in ((whole, doubt), (brief, doubt), (brief, f"{number}?"))
    )
