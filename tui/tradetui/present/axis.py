"""The time axis as rows of (text, role): a pure function of records or counts, a view, and a size.

From top to bottom: the large unit of the calendar, the small one, the lanes, and how many records touch each
cell. At the left a gutter holds the labels of the lanes. No two things are drawn over each other: where records
crowd, a cell holds their number. Everything reads without colour, and in ASCII.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from tradetui.present import lanes as lanes_of
from tradetui.present import tracks
from tradetui.present.cells import merge
from tradetui.present.frame import (
    BLANK,
    Options,
    behind_cursor,
    cursor_cell,
    day_at,
    gutter,
    gutter_cells,
    head_cells,
    head_labels,
    over,
    over_ticks,
    plot_width,
)
from tradetui.present.lanes import Lane
from tradetui.present.roles import Line, Role, Run
from tradetui.present.ticks import ticks
from tradetui.present.tracks import count_sign
from tradetui.present.zoom import Viewport

if TYPE_CHECKING:
    from tradetui.store.archive import Bucket, Row

__all__ = ["Drawing", "Options", "day_at", "draw", "from_buckets", "gutter", "plot_width", "prepare"]

#: Rows above and below the lanes.
HEAD = 2
FOOT = 1
_LEVELS = " ▁▂▃▄▅▆▇█"


def lanes_in(height: int) -> int:
    """How many lines there are for lanes in an axis so high: at most so many lanes are drawn."""
    return max(0, height - HEAD - FOOT)


def lanes_drawn(view: Viewport, lanes: Sequence[Lane], hide_empty: bool, zone: str = "") -> Sequence[Lane]:
    """The lanes that there are to draw: all, or without those that have nothing in view."""
    return [lane for lane in lanes if not tracks.is_empty(lane, view, zone)] if hide_empty else lanes


def first_of(wanted: int, number: int, room: int) -> int:
    """The first lane drawn where ``wanted`` is scrolled to: no lane of ``number`` is hidden while lines are free."""
    return max(0, min(wanted, number - max(1, room)))


def draw(
    view: Viewport,
    lanes: Sequence[Lane],
    cells: int,
    height: int,
    *,
    options: Options | None = None,
    density: Sequence[Bucket] | None = None,
) -> tuple[Line, ...]:
    """The axis in ``height`` lines of exactly ``cells`` cells. The view is ``plot_width(cells)`` wide.

    ``density`` gives the numbers of the last line; without it they are counted from the rows of the lanes, each
    record once however many lanes it stands in.
    """
    options = options or Options()
    return prepare(view, lanes, cells, height, options=options, density=density).lines(options)


class _Drawn(NamedTuple):
    """A row with all that stays while the cursor moves.

    Where each cell is one character the cursor can be written over the ``line``: ``begins`` are the places at which its
    runs begin, ``offset`` that of the first cell; else ``begins`` is empty.
    """

    label: list[Run]
    cells: list[Run]
    behind: dict[int, Run]
    line: Line
    offset: int
    begins: list[int]


class Drawing:
    """An axis but for what moves over it: the cursor, the known-on day, the marks and the record selected."""

    def __init__(self, view: Viewport, grid: Sequence[int]) -> None:
        """An empty one; ``grid`` are the cells in which the large unit begins."""
        self.view = view
        self.grid = grid
        self._rows: list[tuple[list[Run], list[Run], bool]] = []
        self._owned: dict[str, list[tuple[int, list[int]]]] = {}
        self._still: tuple[dict[int, Run], list[_Drawn]] | None = None

    def add(self, label: list[Run], cells: list[Run], *, ticks: bool = False) -> None:
        """One more row: its label in the gutter and its cells."""
        self._rows.append((label, cells, ticks))
        self._still = None

    def add_track(self, label: list[Run], track: tracks.Track) -> None:
        """One more row of a lane."""
        for record, columns in track.owned.items():
            self._owned.setdefault(record, []).append((len(self._rows), columns))
        self.add(label, track.cells)

    def lines(self, options: Options) -> tuple[Line, ...]:
        """The axis with the cursor, days and record of these options."""
        column, cursor = cursor_cell(self.view, options)
        chosen = dict(self._owned.get(options.selected, ()) if options.selected else ())
        return tuple(
            _moved_over(row, column, cursor, chosen.get(number, ()))
            for number, row in enumerate(self._standing(behind_cursor(self.view, options, self.grid)))
        )

    def _standing(self, behind: dict[int, Run]) -> list[_Drawn]:
        """The rows without the cursor, made once for the same lines behind them."""
        if self._still is None or self._still[0] != behind:
            rows: list[_Drawn] = []
            ruled = iter(over_ticks([cells for _, cells, is_ticks in self._rows if is_ticks], behind))
            for label, cells, is_ticks in self._rows:
                cells, under = (next(ruled), {}) if is_ticks else (cells, behind)
                line = merge([*label, *over(cells, under)])
                offset, one_each = (
                    sum(len(text) for text, _ in label),
                    all(len(text) == 1 for text, _ in cells),
                )
                begins = [*accumulate((len(text) for text, _ in line), initial=0)] if one_each else []
                rows.append(_Drawn(label, cells, under, line, offset, begins))
            self._still = behind, rows
        return self._still[1]


def _moved_over(row: _Drawn, column: int, cursor: Run, chosen: Sequence[int]) -> Line:
    """A row with the cells of the record selected, and the cursor over all."""
    found: dict[int, Run] = {at: (row.cells[at][0], "selected") for at in chosen}
    if column >= 0:
        held = found.get(column, row.cells[column])
        if held is BLANK:
            found[column] = cursor
        elif held[0]:
            found[column] = (held[0], cursor[1])
    if row.begins:
        line = row.line
        for first, text, role in reversed(_together(found)):
            line = _written(line, row.begins, row.offset + first, text, role)
        return line
    cells = over(row.cells, row.behind)
    for at, run in found.items():
        cells[at] = run
    return merge([*row.label, *cells])


def _together(found: dict[int, Run]) -> list[tuple[int, str, Role]]:
    """Cells that stand side by side in one role as one text with its first cell, in order."""
    texts: list[tuple[int, str, Role]] = []
    for column in sorted(found):
        text, role = found[column]
        if texts and texts[-1][2] == role and texts[-1][0] + len(texts[-1][1]) == column:
            texts[-1] = (texts[-1][0], texts[-1][1] + text, role)
        else:
            texts.append((column, text, role))
    return texts


def _written(line: Line, begins: Sequence[int], at: int, text: str, role: Role) -> Line:
    """A line with a text written over it; ``begins``, where its runs begin, hold at least up to the end of the text.

    Only the runs it touches are made anew: a line of the axis has many, and each move of the cursor comes through here.
    """
    end = at + len(text)
    first, last = bisect_right(begins, at) - 1, bisect_left(begins, end) - 1
    head, tail = line[first], line[last]
    before, after = head[0][: at - begins[first]], tail[0][end - begins[last] :]
    left: Line = ((before, head[1]),) if before else ()
    right: Line = ((after, tail[1]),) if after else ()
    return (*line[:first], *left, (text, role), *right, *line[last + 1 :])


def prepare(
    view: Viewport,
    lanes: Sequence[Lane],
    cells: int,
    height: int,
    *,
    options: Options | None = None,
    density: Sequence[Bucket] | None = None,
) -> Drawing:
    """All of the axis that stays while the cursor moves; of the options it needs what the lanes look like."""
    options = options or Options()
    side = cells - view.width
    marks = ticks(view, options.week_starts)
    drawing = Drawing(view, [tick.column for tick in marks.major if 0 <= tick.column < view.width])
    room = lanes_in(height)
    every, lanes = lanes, lanes_drawn(view, lanes, options.hide_empty, options.zone)
    first = first_of(options.first_lane, len(lanes), room)
    shown = lanes[first : first + room]
    labels = head_labels(view, side, options, _what_lanes(options), _whose_hours(view, every, options))
    for label, row in list(zip(labels, head_cells(view, marks, options), strict=True))[:height]:
        drawing.add(label, row, ticks=True)
    used = _add_lanes(drawing, shown, view, room, side, options)
    for _ in range(room - used):
        drawing.add(gutter_cells("", side, "dim", options), [BLANK] * view.width)
    if height > HEAD:
        counts = _counts(view, every, density)
        peak = max((maybe for _, maybe in counts), default=0)
        text = _foot_label(peak, len(lanes) - len(shown), len(every) - len(lanes), side)
        drawing.add(gutter_cells(text, side, "dim", options), _density(counts, peak, options))
    return drawing


def _add_lanes(
    drawing: Drawing, shown: Sequence[Lane], view: Viewport, room: int, side: int, options: Options
) -> int:
    """Add the rows of the lanes, and say how many they are."""
    placed = [tracks.placed(lane, view, options.ascii_only, options.news, options.zone) for lane in shown]
    given = tracks.share(placed, room, options.labels)
    for lane, held, number in zip(shown, placed, given, strict=True):
        counted = lane.buckets or lane.pending
        rows = (
            [tracks.Track(_bucket_cells(lane, view, options), {})]
            if counted
            else tracks.tracks(held, number, view, options.labels, options.ascii_only)
        )
        for place, row in enumerate(rows):
            name, role = (lane.label, lane.role) if place == 0 else ("", _DIM)
            drawing.add_track(gutter_cells(name, side, role, options), row)
    return sum(
        1 if lane.buckets or lane.pending else number for lane, number in zip(shown, given, strict=True)
    )


_DIM: Role = "dim"


def _what_lanes(options: Options) -> str:
    """``by actor``; ``top 12 by actor`` where there are more of them than have a lane."""
    by = options.by and f"by {options.by}"
    return f"top {options.top} {by}" if options.top else by


def _whose_hours(view: Viewport, lanes: Sequence[Lane], options: Options) -> tuple[str, ...]:
    """In which zone the hours of records are drawn, in words from long to short; nothing where that is plain."""
    if view.span >= view.width:
        return ()
    near = 1 if options.zone else 0
    timed = {
        row.tz
        for lane in lanes
        for row in lane.rows
        if lanes_of.has_hour(row, view) and view.first - near <= (row.earliest or 0) <= view.last + near
    }
    if not options.zone:
        return ("own zones", "own") if len(timed) > 1 else ()
    words = options.zone_words or options.zone
    return (words, words.removesuffix(" time")) if timed else ()


def _foot_label(peak: int, hidden: int, empty: int, side: int) -> str:
    """The highest count, or first of all how many lanes are not in view, and how many are left out as empty."""
    if hidden and empty:
        both = f"+{hidden}, {empty} empty"
        return both if len(both) < side else f"+{hidden} -{empty}"
    if empty:
        return f"{empty} empty" if side >= 8 else f"-{empty}"
    if hidden:
        return f"+{hidden} lane{'' if hidden == 1 else 's'}"
    return f"max {peak:,}" if side >= 8 else f"{peak:,}"


# -- counts --------------------------------------------------------------------------------------------------


def _counts(view: Viewport, lanes: Sequence[Lane], density: Sequence[Bucket] | None) -> list[tuple[int, int]]:
    """For each cell the number of records that touch it, surely and possibly."""
    if density is not None:
        return from_buckets(density, view)
    rows: dict[int, Row] = {row.row: row for lane in lanes for row in lane.rows}
    counted = lanes_of.touching(rows.values(), view)
    for lane in lanes:
        if lane.buckets:
            more = from_buckets(lane.buckets, view)
            counted = [(a + c, b + d) for (a, b), (c, d) in zip(counted, more, strict=True)]
    return counted


_NOTHING = (0, 0)


def from_buckets(buckets: Sequence[Bucket], view: Viewport) -> list[tuple[int, int]]:
    """Counts for each cell from a histogram over :meth:`Viewport.edges`; a cell outside every bucket has none."""
    by_day = {bucket.first: (bucket.surely, bucket.possibly) for bucket in buckets}
    return [by_day.get(first, _NOTHING) for first in view.begins()]


def _density(counts: Sequence[tuple[int, int]], peak: int, options: Options) -> list[Run]:
    """Bars against the peak; a cell that nothing touches for sure is shaded instead."""
    cells: list[Run] = []
    for sure, maybe in counts:
        if not maybe:
            cells.append(BLANK)
        elif not sure:
            cells.append(("." if options.ascii_only else "░", "fade"))
        elif options.ascii_only:
            cells.append((count_sign(maybe), "bar"))
        else:
            cells.append((_LEVELS[max(1, -(-maybe * 8 // peak))], "bar"))
    return cells


def _bucket_cells(lane: Lane, view: Viewport, options: Options) -> list[Run]:
    """A lane of counts: a number to nine in its cell, above that a bar against the lane's peak."""
    if lane.pending:
        text = " counting ..." if options.ascii_only else " counting …"
        return [(char, "dim") for char in text[: view.width].ljust(view.width)]
    counts = from_buckets(lane.buckets, view)
    peak = max((maybe for _, maybe in counts), default=0)
    if peak < 10:
        return [(str(maybe), "count" if sure else "fade") if maybe else BLANK for sure, maybe in counts]
    return _density(counts, peak, options)
