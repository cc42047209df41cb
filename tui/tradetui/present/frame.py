"""What the axis and the chart share: the options, the gutter at the left, the ticks on top, the lines behind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tradetui.core.frozen import frozen
from tradetui.present.cells import MORE, MORE_ASCII, fit, width
from tradetui.present.roles import Role, Run
from tradetui.present.ticks import Tick, Ticks
from tradetui.present.zoom import Viewport


@frozen
class Options:
    """What stands on the axis besides the records. Days are ordinals.

    ``by``: what the lanes are, for the gutter; ``top``: only so many of them, the fullest, are there.
    ``first_lane``: how many lanes are scrolled away above. ``selected``: the id of the record under the cursor of the
    list. ``news``: the ids of records that have just changed. ``hide_empty``: lanes with nothing in view are left out,
    and counted. ``zone``: the zone (an IANA name) in which hours are drawn, each event's own where it is empty, and
    ``zone_words`` what people call it.
    """

    by: str = ""
    top: int = 0
    cursor: int | None = None
    known_on: int | None = None
    marks: tuple[int, ...] = ()
    first_lane: int = 0
    selected: str = ""
    week_starts: str = "monday"
    labels: bool = True
    ascii_only: bool = False
    news: frozenset[str] = frozenset()
    hide_empty: bool = False
    zone: str = ""
    zone_words: str = ""


BLANK: Run = (" ", "text")


def gutter(cells: int) -> int:
    """How many cells at the left hold the labels of the lanes, on an axis so wide in all."""
    return 16 if cells >= 150 else 14 if cells >= 100 else 9 if cells >= 72 else 7 if cells >= 40 else 0


def plot_width(cells: int) -> int:
    """How many cells are left for days: the width of the view."""
    return max(1, cells - gutter(cells))


def day_at(view: Viewport, x: int, cells: int) -> int | None:
    """The day under the cell ``x`` of the whole axis; None over the gutter and outside."""
    column = x - gutter(cells)
    return view.day_at(column) if 0 <= column < view.width else None


def behind_cursor(view: Viewport, options: Options, grid: Sequence[int]) -> dict[int, Run]:
    """Lines from top to bottom by cell that stay while the cursor moves: the known-on day over marks over the grid."""
    plain = options.ascii_only
    found: dict[int, Run] = {
        column: (":" if plain else "┊", "grid") for column in grid if column < view.width
    }
    for day in options.marks:
        if view.holds(day):
            found[view.column(day)] = ("'" if plain else "╎", "mark")
    if options.known_on is not None and view.holds(options.known_on):
        found[view.last_column(options.known_on)] = ("]" if plain else "┃", "known-on")
    return found


def cursor_cell(view: Viewport, options: Options) -> tuple[int, Run]:
    """The cell of the cursor (-1: it is out of view), and what stands there from top to bottom."""
    shown = options.cursor is not None and view.holds(options.cursor)
    return view.column(options.cursor or 0) if shown else -1, ("|" if options.ascii_only else "│", "cursor")


def overlay(view: Viewport, options: Options, grid: Sequence[int]) -> dict[int, Run]:
    """Lines from top to bottom by cell: the cursor over all that stays while it moves."""
    found = behind_cursor(view, options, grid)
    column, run = cursor_cell(view, options)
    if column >= 0:
        found[column] = run
    return found


def over(track: Sequence[Run], behind: dict[int, Run]) -> list[Run]:
    """A row of cells with the lines behind it; what is drawn stays, and takes the role of a line but the grid's."""
    runs = list(track)
    for column, (char, role) in behind.items():
        held = runs[column]
        if held is BLANK:
            runs[column] = (char, role)
        elif role != "grid" and held[0]:
            runs[column] = (held[0], role)
    return runs


def over_ticks(rows: Sequence[Sequence[Run]], behind: dict[int, Run]) -> list[list[Run]]:
    """The two rows of ticks with the signs of lines but the grid's: there each shows, whatever stands in the lanes.

    A sign takes a blank or a tick of either row. Where both hold letters the label of the lower row gives way to it.
    """
    ruled = [list(row) for row in rows]
    for column, (char, role) in behind.items():
        if role == "grid" or not ruled:
            continue
        free = [row for row in ruled if row[column] is BLANK or row[column][1] == "grid"]
        if not free:
            _without_label(ruled[-1], column)
            free = ruled[-1:]
        for row in free:
            row[column] = (char, role)
    return ruled


def _without_label(row: list[Run], column: int) -> None:
    """Take away the label that holds a cell."""
    role = row[column][1]
    first = last = column
    while first and row[first - 1][1] == role:
        first -= 1
    while last + 1 < len(row) and row[last + 1][1] == role:
        last += 1
    row[first : last + 1] = [BLANK] * (last + 1 - first)


def gutter_cells(text: str, cells: int, role: Role, options: Options) -> list[Run]:
    """A label in the gutter, cut to its width; nothing where there is no gutter."""
    if cells <= 0:
        return []
    more = MORE_ASCII if options.ascii_only else MORE
    return [(fit(text, cells - 1, more=more), role), (" ", "text")]


def _scale(view: Viewport, side: int, ascii_only: bool) -> str:
    """What a cell stands for, as short as the gutter asks."""
    full = view.scale()
    short = full.replace("about ", "~").replace("half a", "1/2" if ascii_only else "½")
    for unit, letters in (("week", "wk"), ("month", "mo"), ("year", "yr"), ("hour", "h"), ("day", "d")):
        short = short.replace(f"{unit}s", letters).replace(unit, letters)
    whole = re.sub(r"\.\d+", "", short).replace(" ", "")
    return next((text for text in (full, short, whole) if width(text) < side), whole)


def head_labels(
    view: Viewport, side: int, options: Options, title: str, zones: Sequence[str] = ()
) -> list[list[Run]]:
    """What stands in the gutter beside the two rows of ticks: a title and the scale.

    ``zones``: whose hours they are, in words from long to short.
    """
    scale = _scale(view, side, options.ascii_only)
    if zones:
        short = scale.removeprefix("about ").replace(" hours", " h").replace(" hour", " h").replace(" ", "")
        forms = [f"{lead} {words}" for words in zones for lead in (scale, short)]
        scale = next((text for text in forms if width(text) < side), forms[-1])
    title = title if width(title) < side else title.replace("by ", "")
    return [
        gutter_cells(title, side, "label", options),
        gutter_cells(scale, side, "dim", options),
    ]


def head_cells(view: Viewport, marks: Ticks, options: Options) -> list[list[Run]]:
    """The two rows of ticks."""
    return [
        _tick_line(marks.major, view, "heading", options),
        _tick_line(marks.minor, view, "tick", options),
    ]


def _tick_line(marks: Sequence[Tick], view: Viewport, role: Role, options: Options) -> list[Run]:
    cells: list[Run] = [BLANK] * view.width
    for tick in marks:
        if tick.column >= 0:
            cells[tick.column] = ("|" if options.ascii_only else "│", "grid")
        for step, char in enumerate(tick.label, tick.column + 1):
            cells[step] = (char, role)
    return cells
