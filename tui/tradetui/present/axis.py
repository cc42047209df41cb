"""The time axis as rows of (text, role): a pure function of records or counts, a view, and a size.

From top to bottom: the large unit of the calendar, the small one, the lanes, and how many records touch each cell.
At the left a gutter holds the labels of the lanes. No two things are drawn over each other: where records crowd, a
cell holds their number. Everything reads without colour, and in ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetui.present import lanes as lanes_of
from tradetui.present.cells import MORE, MORE_ASCII, clip, graphemes, merge, width
from tradetui.present.frame import (
    BLANK,
    Options,
    day_at,
    gutter,
    gutter_cells,
    head_lines,
    over,
    overlay,
    plot_width,
)
from tradetui.present.lanes import Drawn, Glyph, Lane
from tradetui.present.roles import Line, Role, Run
from tradetui.present.ticks import ticks
from tradetui.present.zoom import Viewport

if TYPE_CHECKING:
    from tradetui.store.archive import Bucket, Row

__all__ = ["Options", "count_sign", "day_at", "draw", "from_buckets", "gutter", "plot_width"]

#: Rows above and below the lanes.
HEAD = 2
FOOT = 1
# Titles shorter than this say nothing; longer ones are cut.
_LEAST_LABEL, _MOST_LABEL = 6, 34
_LEVELS = " ▁▂▃▄▅▆▇█"


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
    side = cells - view.width
    marks = ticks(view, options.week_starts)
    behind = overlay(view, options, [tick.column for tick in marks.major if tick.column >= 0])
    room = max(0, height - HEAD - FOOT)
    shown = lanes[options.first_lane : options.first_lane + room] if room else ()
    lines = head_lines(view, marks, side, options, options.by and f"by {options.by}")[:height]
    placed = [_placed(lane, view, options) for lane in shown]
    for lane, drawn, tracks in zip(shown, placed, _share(placed, room, options), strict=True):
        body = _buckets_rows(lane, view, options) if lane.buckets else _tracks(drawn, tracks, view, options)
        for number, track in enumerate(body):
            name = lane.label if number == 0 else ""
            lines.append(gutter_cells(name, side, lane.role, options) + over(track, behind))
    while len(lines) < height - FOOT:
        lines.append(gutter_cells("", side, "dim", options) + over([BLANK] * view.width, behind))
    if height > HEAD:
        counts = _counts(view, lanes, density)
        peak = max((maybe for _, maybe in counts), default=0)
        label = _foot_label(peak, len(lanes) - len(shown), side)
        lines.append(
            gutter_cells(label, side, "dim", options) + over(_density(counts, peak, options), behind)
        )
    return tuple(merge(line) for line in lines[:height])


def _foot_label(peak: int, hidden: int, side: int) -> str:
    """The highest count, or first of all that some lanes are not in view."""
    if hidden:
        return f"+{hidden} lane{'' if hidden == 1 else 's'}"
    return f"max {peak:,}" if side >= 8 else f"{peak:,}"


# -- lanes of single records ---------------------------------------------------------------------------------


def _placed(lane: Lane, view: Viewport, options: Options) -> list[Drawn]:
    """The records of a lane that are in view, in the order of their first cells, the longer ones first."""
    found = (lanes_of.place(row, view, options.ascii_only) for row in lane.rows)
    return sorted((drawn for drawn in found if drawn is not None), key=lambda it: (it.first, -it.last))


def _pack(drawn: Sequence[Drawn], most: int, labels: bool) -> list[list[Drawn]]:
    """Records on as few tracks as keep them apart, on ``most`` at most; the last track takes what is left over.

    A track with room for the title of its last record is taken before one without.
    """
    tracks: list[list[Drawn]] = []
    ends: list[int] = []
    wishes: list[int] = []
    for it in drawn:
        wish = it.last + (2 + min(width(it.label), _MOST_LABEL) if labels else 0)
        free = [number for number, end in enumerate(wishes) if end < it.first]
        if not free and len(tracks) >= most:
            # over the title of another, and if need be over another record
            free = [number for number, end in enumerate(ends) if end < it.first] or [most - 1]
        if free:
            number = free[0]
            tracks[number].append(it)
            ends[number] = max(ends[number], it.last)
            wishes[number] = max(wishes[number], wish)
        else:
            tracks.append([it])
            ends.append(it.last)
            wishes.append(wish)
    return tracks


def _share(placed: Sequence[Sequence[Drawn]], room: int, options: Options) -> list[int]:
    """How many tracks each lane gets: one each, and what is left where the most records still share a track."""
    given = [1] * len(placed)
    needs = [max(1, len(_pack(drawn, room, options.labels))) for drawn in placed]
    left = room - len(placed)
    while left > 0:
        wanting = [number for number in range(len(placed)) if given[number] < needs[number]]
        if not wanting:
            break
        neediest = max(wanting, key=lambda number: (needs[number] / given[number], -number))
        given[neediest] += 1
        left -= 1
    return given


def _tracks(drawn: Sequence[Drawn], number: int, view: Viewport, options: Options) -> list[list[Run]]:
    """The rows of a lane: its records on so many tracks, empty ones filled up."""
    rows = [_track(track, view, options) for track in _pack(drawn, number, options.labels)]
    return rows + [[BLANK] * view.width for _ in range(number - len(rows))]


def _track(track: Sequence[Drawn], view: Viewport, options: Options) -> list[Run]:
    """One row: each record's own cells where it is alone, a count where several meet, titles in what is free."""
    held: list[list[tuple[Drawn, Glyph]]] = [[] for _ in range(view.width)]
    for it in track:
        for glyph in it.glyphs:
            held[glyph.column].append((it, glyph))
    cells: list[Run] = [BLANK] * view.width
    for column, there in enumerate(held):
        drawn = [pair for pair in there if not pair[1].between] or there[:1]
        chosen = any(it.row.id == options.selected for it, _ in drawn)
        if len(drawn) == 1:
            glyph = drawn[0][1]
            cells[column] = (glyph.char, "selected" if chosen else glyph.role)
        elif drawn:
            cells[column] = (count_sign(len(drawn)), "selected" if chosen else "count")
    if options.labels:
        _write_labels(track, cells, options)
    return cells


def count_sign(number: int) -> str:
    """A number in one cell: ``+`` from ten on."""
    return str(number) if number < 10 else "+"


def _write_labels(track: Sequence[Drawn], cells: list[Run], options: Options) -> None:
    """The title of each record where cells are free after it, else inside its own bar if that is long enough."""
    alone = list(cells)
    for it in track:
        if alone[it.last][1] != "count" and _write_after(it, cells, options):
            continue
        own = ("=", ".") if options.ascii_only else ("━", "┈")
        start = column = it.first
        while column <= it.last:
            if alone[column][0] not in own:
                start = column + 1
            # a cell of the bar and a blank stay at each side
            elif column - start + 1 >= min(width(it.label), _MOST_LABEL) + 4:
                _write(it, start + 1, column - start - 1, cells, options, framed=True)
                break
            column += 1


def _write_after(it: Drawn, cells: list[Run], options: Options) -> bool:
    start = it.last + 2
    if start + _LEAST_LABEL > len(cells) or cells[it.last + 1] != BLANK:
        return False
    end = start
    while end < len(cells) and end - start <= _MOST_LABEL and cells[end] == BLANK:
        end += 1
    # one free cell before whatever comes next
    room = end - start - (1 if end < len(cells) else 0)
    if room < min(_LEAST_LABEL, width(it.label)):
        return False
    _write(it, start, room, cells, options)
    return True


def _write(
    it: Drawn, column: int, room: int, cells: list[Run], options: Options, *, framed: bool = False
) -> None:
    """Write the title of a record into cells, with a blank at both ends if it is ``framed``."""
    more = MORE_ASCII if options.ascii_only else MORE
    role: Role = "selected" if it.row.id == options.selected else "axis-label"
    if framed:
        cells[column] = (" ", role)
        column, room = column + 1, room - 2
    for piece in graphemes(clip(it.label, min(room, _MOST_LABEL), more)):
        size = width(piece)
        if size:
            cells[column] = (piece, role)
            for step in range(1, size):
                cells[column + step] = ("", role)
        column += size
    if framed:
        cells[column] = (" ", role)


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


def from_buckets(buckets: Sequence[Bucket], view: Viewport) -> list[tuple[int, int]]:
    """Counts for each cell from a histogram over :meth:`Viewport.edges`; a cell outside every bucket has none."""
    by_day = {bucket.first: (bucket.surely, bucket.possibly) for bucket in buckets}
    return [by_day.get(view.cell(column)[0], (0, 0)) for column in range(view.width)]


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


def _buckets_rows(lane: Lane, view: Viewport, options: Options) -> list[list[Run]]:
    """A lane of counts: a number to nine in its cell, above that a bar against the lane's peak."""
    counts = from_buckets(lane.buckets, view)
    peak = max((maybe for _, maybe in counts), default=0)
    if peak < 10:
        return [[(str(maybe), "count" if sure else "fade") if maybe else BLANK for sure, maybe in counts]]
    return [_density(counts, peak, options)]
