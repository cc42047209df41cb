"""The time axis as rows of (text, role): a pure function of records or counts, a view, and a size.

From top to bottom: the large unit of the calendar, the small one, the lanes, and how many records touch each cell.
At the left a gutter holds the labels of the lanes. No two things are drawn over each other: where records crowd, a
cell holds their number. Everything reads without colour, and in ASCII.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tradetui.present import lanes as lanes_of
from tradetui.present.cells import MORE, MORE_ASCII, clip, fit, graphemes, merge, width
from tradetui.present.lanes import Drawn, Glyph, Lane
from tradetui.present.roles import Line, Role, Run
from tradetui.present.ticks import Tick, ticks
from tradetui.present.zoom import Viewport

if TYPE_CHECKING:
    from tradetui.store.archive import Bucket, Row

#: Rows above and below the lanes.
HEAD = 2
FOOT = 1
# Titles shorter than this say nothing; longer ones are cut.
_LEAST_LABEL, _MOST_LABEL = 6, 34
_LEVELS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class Options:
    """What stands on the axis besides the records. Days are ordinals.

    ``by``: what the lanes are, for the gutter. ``first_lane``: how many lanes are scrolled away above.
    ``selected``: the id of the record under the cursor of the list.
    """

    by: str = ""
    cursor: int | None = None
    known_on: int | None = None
    marks: tuple[int, ...] = ()
    first_lane: int = 0
    selected: str = ""
    week_starts: str = "monday"
    labels: bool = True
    ascii_only: bool = False


_Cell = tuple[str, Role]
_BLANK: _Cell = (" ", "text")


def gutter(cells: int) -> int:
    """How many cells at the left hold the labels of the lanes, on an axis so wide in all."""
    return 15 if cells >= 150 else 11 if cells >= 100 else 9 if cells >= 72 else 7 if cells >= 40 else 0


def plot_width(cells: int) -> int:
    """How many cells are left for days: the width of the view."""
    return max(1, cells - gutter(cells))


def day_at(view: Viewport, x: int, cells: int) -> int | None:
    """The day under the cell ``x`` of the whole axis; None over the gutter and outside."""
    column = x - gutter(cells)
    return view.day_at(column) if 0 <= column < view.width else None


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
    overlay = _overlay(view, options, [tick.column for tick in marks.major if tick.column >= 0])
    room = max(0, height - HEAD - FOOT)
    shown = lanes[options.first_lane : options.first_lane + room] if room else ()
    lines = [
        _gutter_line(options.by and f"by {options.by}", side, "label", options)
        + _tick_line(marks.major, view, "heading", options),
        _gutter_line(_scale(view, side), side, "dim", options)
        + _tick_line(marks.minor, view, "tick", options),
    ][:height]
    placed = [_placed(lane, view, options) for lane in shown]
    for lane, drawn, tracks in zip(shown, placed, _share(placed, room, options), strict=True):
        body = _buckets_rows(lane, view, options) if lane.buckets else _tracks(drawn, tracks, view, options)
        for number, track in enumerate(body):
            label = _gutter_line(lane.label if number == 0 else "", side, lane.role, options)
            lines.append(label + _with_overlay(track, overlay, options))
    hidden = len(lanes) - len(shown)
    while len(lines) < height - FOOT:
        lines.append(
            _gutter_line("", side, "dim", options) + _with_overlay([_BLANK] * view.width, overlay, options)
        )
    if height > HEAD:
        counts = _counts(view, lanes, density)
        peak = max((maybe for _, maybe in counts), default=0)
        text = (
            f"+{hidden} lane{'' if hidden == 1 else 's'}"
            if hidden
            else f"max {peak:,}"
            if side >= 8
            else f"{peak:,}"
        )
        lines.append(
            _gutter_line(text, side, "dim", options)
            + _with_overlay(_density(counts, peak, options), overlay, options)
        )
    return tuple(merge(line) for line in lines[:height])


# -- what stands behind everything ---------------------------------------------------------------------------


def _overlay(view: Viewport, options: Options, grid: Sequence[int]) -> dict[int, _Cell]:
    """Lines from top to bottom by cell: the cursor over the known-on day over marks over the grid."""
    plain = options.ascii_only
    found: dict[int, _Cell] = {
        column: (":" if plain else "┊", "grid") for column in grid if column < view.width
    }
    for day in options.marks:
        if view.holds(day):
            found[view.column(day)] = ("'" if plain else "╎", "mark")
    if options.known_on is not None and view.holds(options.known_on):
        found[view.last_column(options.known_on)] = ("]" if plain else "┃", "known-on")
    if options.cursor is not None and view.holds(options.cursor):
        found[view.column(options.cursor)] = ("|" if plain else "│", "cursor")
    return found


def _with_overlay(track: Sequence[_Cell], overlay: dict[int, _Cell], options: Options) -> list[Run]:
    """A row of cells with the lines behind it; what is drawn stays, and under the cursor takes its role."""
    runs = list(track)
    for column, (char, role) in overlay.items():
        held = runs[column]
        if held == _BLANK:
            runs[column] = (char, role)
        elif role == "cursor" and held[0]:
            runs[column] = (held[0], role)
    return runs


def _gutter_line(text: str, cells: int, role: Role, options: Options) -> list[Run]:
    if cells <= 0:
        return []
    more = MORE_ASCII if options.ascii_only else MORE
    return [(fit(text, cells - 1, more=more), role), (" ", "text")]


def _scale(view: Viewport, side: int) -> str:
    """What a cell stands for, as short as the gutter asks."""
    text = view.scale()
    short = text.replace("about ", "~").replace("weeks", "wk").replace("week", "wk").replace("months", "mo")
    short = short.replace("month", "mo").replace("years", "yr").replace("year", "yr").replace("half a", "½")
    return text if width(text) < side else short


def _tick_line(marks: Sequence[Tick], view: Viewport, role: Role, options: Options) -> list[Run]:
    cells: list[_Cell] = [_BLANK] * view.width
    for tick in marks:
        if tick.column >= 0:
            cells[tick.column] = ("|" if options.ascii_only else "│", "grid")
        for step, char in enumerate(tick.label, tick.column + 1):
            cells[step] = (char, role)
    if options.cursor is not None and view.holds(options.cursor):
        column = view.column(options.cursor)
        cells[column] = (cells[column][0], "cursor")
    return list(cells)


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


def _tracks(drawn: Sequence[Drawn], number: int, view: Viewport, options: Options) -> list[list[_Cell]]:
    """The rows of a lane: its records on so many tracks, empty ones filled up."""
    rows = [_track(track, view, options) for track in _pack(drawn, number, options.labels)]
    return rows + [[_BLANK] * view.width for _ in range(number - len(rows))]


def _track(track: Sequence[Drawn], view: Viewport, options: Options) -> list[_Cell]:
    """One row: each record's own cells where it is alone, a count where several meet, titles in what is free."""
    held: list[list[tuple[Drawn, Glyph]]] = [[] for _ in range(view.width)]
    for it in track:
        for glyph in it.glyphs:
            held[glyph.column].append((it, glyph))
    cells: list[_Cell] = [_BLANK] * view.width
    for column, there in enumerate(held):
        if len(there) == 1:
            it, glyph = there[0]
            role: Role = "selected" if it.row.id == options.selected else glyph.role
            cells[column] = (glyph.char, role)
        elif there:
            chosen = any(it.row.id == options.selected for it, _ in there)
            cells[column] = (count_sign(len(there)), "selected" if chosen else "count")
    if options.labels:
        _write_labels(track, cells, options)
    return cells


def count_sign(number: int) -> str:
    """A number in one cell: ``+`` from ten on."""
    return str(number) if number < 10 else "+"


def _write_labels(track: Sequence[Drawn], cells: list[_Cell], options: Options) -> None:
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


def _write_after(it: Drawn, cells: list[_Cell], options: Options) -> bool:
    start = it.last + 2
    if start + _LEAST_LABEL > len(cells) or cells[it.last + 1] != _BLANK:
        return False
    end = start
    while end < len(cells) and end - start <= _MOST_LABEL and cells[end] == _BLANK:
        end += 1
    # one free cell before whatever comes next
    room = end - start - (1 if end < len(cells) else 0)
    if room < min(_LEAST_LABEL, width(it.label)):
        return False
    _write(it, start, room, cells, options)
    return True


def _write(
    it: Drawn, column: int, room: int, cells: list[_Cell], options: Options, *, framed: bool = False
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


def _density(counts: Sequence[tuple[int, int]], peak: int, options: Options) -> list[_Cell]:
    """Bars against the peak; a cell that nothing touches for sure is shaded instead."""
    cells: list[_Cell] = []
    for sure, maybe in counts:
        if not maybe:
            cells.append(_BLANK)
        elif not sure:
            cells.append(("." if options.ascii_only else "░", "fade"))
        elif options.ascii_only:
            cells.append((count_sign(maybe), "bar"))
        else:
            cells.append((_LEVELS[max(1, -(-maybe * 8 // peak))], "bar"))
    return cells


def _buckets_rows(lane: Lane, view: Viewport, options: Options) -> list[list[_Cell]]:
    """A lane of counts: a number to nine in its cell, above that a bar against the lane's peak."""
    counts = from_buckets(lane.buckets, view)
    peak = max((maybe for _, maybe in counts), default=0)
    if peak < 10:
        return [[(str(maybe), "count" if sure else "fade") if maybe else _BLANK for sure, maybe in counts]]
    return [_density(counts, peak, options)]
