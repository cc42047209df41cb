"""Records of a lane on the rows that it gets: apart where there is room, counted where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.present import lanes as lanes_of
from tradetui.present.cells import MORE, MORE_ASCII, clean, clip, graphemes, width
from tradetui.present.frame import BLANK
from tradetui.present.lanes import Drawn, Glyph, Lane
from tradetui.present.roles import AXIS, NEWS, Run
from tradetui.present.way import as_news, with_way
from tradetui.present.zoom import Viewport

if TYPE_CHECKING:
    from tradetui.store.archive import Row

# Titles shorter than this say nothing; longer ones are cut.
_LEAST_LABEL, _MOST_LABEL = 6, 34
_GAP: Run = (" ", "axis-label")


@frozen
class Track:
    """One row of a lane: a run for each cell of the view, and for each record the cells that are its own."""

    cells: list[Run]
    owned: dict[str, list[int]]


def placed(
    lane: Lane, view: Viewport, ascii_only: bool, news: frozenset[str] = frozenset(), zone: str = ""
) -> list[Drawn]:
    """The records of a lane that are in view, in the order of their first cells, the longer ones first."""
    found: list[Drawn] = []
    for row in lane.rows:
        drawn = _drawn(row, view, ascii_only, zone)
        if drawn is not None:
            found.append(as_news(drawn, ascii_only) if row.id in news else drawn)
    found.sort(key=lambda it: (it.first, -it.last))
    return found


def _drawn(row: Row, view: Viewport, ascii_only: bool, zone: str) -> Drawn | None:
    """A record with the way it came; None where nothing of it is in view."""
    drawn = lanes_of.place(row, view, ascii_only, zone)
    return with_way(row, drawn, view, clean(row.title), ascii_only) if row.former else drawn


def is_empty(lane: Lane, view: Viewport, zone: str = "") -> bool:
    """Whether nothing of a lane is in view; of one that is still being counted nobody knows."""
    if lane.pending:
        return False
    if lane.buckets:
        return not any(bucket.possibly for bucket in lane.buckets)
    return not any(_drawn(row, view, False, zone) for row in lane.rows)


def is_loose(it: Drawn) -> bool:
    """Whether a record has cells that are only perhaps its own, or lines between its dates."""
    return any(glyph.between or glyph.role == "fade" for glyph in it.glyphs)


def pack(drawn: Sequence[Drawn], most: int, labels: bool) -> list[list[Drawn]]:
    """Records on as few tracks as keep them apart, on ``most`` at most; the last takes what is left over.

    A track with room for the title of its last record is taken before one without. A loose record keeps a blank to its
    neighbours: the sign of another that abuts its fade or its line would seem to be its own.
    """
    tracks: list[list[Drawn]] = []
    # of each track the last cell taken, and the last that the next record may not take; with titles, and without
    lasts: list[int] = []
    ends: list[int] = []
    wishes: list[int] = []
    for it in drawn:
        loose = is_loose(it)
        end = it.last + loose
        wish = it.last + 2 + min(len(it.label), _MOST_LABEL) if labels else end
        apart = [n for n, held in enumerate(ends) if held < it.first and lasts[n] < it.first - loose]
        number = next((n for n in apart if wishes[n] < it.first), -1)
        if number < 0 and len(tracks) < most:
            tracks.append([it])
            lasts.append(it.last)
            ends.append(end)
            wishes.append(wish)
            continue
        if number < 0:
            # over the title of another, and if need be over another record
            number = apart[0] if apart else most - 1
        tracks[number].append(it)
        lasts[number] = max(lasts[number], it.last)
        ends[number] = max(ends[number], end)
        wishes[number] = max(wishes[number], wish)
    return tracks


def share(lanes: Sequence[Sequence[Drawn]], room: int, labels: bool) -> list[int]:
    """How many tracks each lane gets: one each, and what is left where the most records still share a track."""
    given = [1] * len(lanes)
    left = room - len(lanes)
    if left <= 0:
        return given
    needs = [max(1, len(pack(drawn, left + 1, labels))) for drawn in lanes]
    while left > 0:
        wanting = [number for number in range(len(lanes)) if given[number] < needs[number]]
        if not wanting:
            break
        neediest = max(wanting, key=lambda number: (needs[number] / given[number], -number))
        given[neediest] += 1
        left -= 1
    return given


def tracks(
    drawn: Sequence[Drawn], number: int, view: Viewport, labels: bool, ascii_only: bool
) -> list[Track]:
    """The rows of a lane: its records on so many tracks, empty ones filled up."""
    rows = [track(held, view, labels, ascii_only) for held in pack(drawn, number, labels)]
    return rows + [Track([BLANK] * view.width, {}) for _ in range(number - len(rows))]


def track(drawn: Sequence[Drawn], view: Viewport, labels: bool, ascii_only: bool) -> Track:
    """One row: each record's own cells where it is alone, a count where several meet, titles in what is free.

    Where one of several has just changed its sign stands instead of their number.
    """
    held: dict[int, list[tuple[Drawn, Glyph]]] = {}
    for it in drawn:
        for glyph in it.glyphs:
            held.setdefault(glyph.column, []).append((it, glyph))
    row = Track([BLANK] * view.width, {})
    for column, there in held.items():
        shown = [pair for pair in there if not pair[1].between] or there[:1]
        for it, _ in shown:
            row.owned.setdefault(it.row.id, []).append(column)
        if len(shown) == 1:
            row.cells[column] = (shown[0][1].char, shown[0][1].role)
        elif any(glyph.role == NEWS.role for _, glyph in shown):
            # for one step what has just changed is worth more than how many there are
            row.cells[column] = (NEWS.draw(ascii_only), NEWS.role)
        else:
            row.cells[column] = (count_sign(len(shown)), "count")
    if labels:
        _write_labels(drawn, row, ascii_only)
    return row


def count_sign(number: int) -> str:
    """A number in one cell: ``+`` from ten on."""
    return str(number) if number < 10 else "+"


def _write_labels(drawn: Sequence[Drawn], row: Track, ascii_only: bool) -> None:
    """The title of each record where cells are free after it, else inside its own bar if that is long enough."""
    alone = list(row.cells)
    own = {AXIS[name].draw(ascii_only) for name in ("bar", "one-of", "set", "way")}
    for it in drawn:
        crowded = alone[it.last][1] == "count" or alone[it.last][0] == NEWS.draw(ascii_only)
        if not crowded and _write_after(it, row, ascii_only):
            continue
        if it.last - it.first < _LEAST_LABEL:
            continue
        start = column = it.first
        while column <= it.last:
            if alone[column][0] not in own:
                start = column + 1
            # a cell of the bar and a blank stay at each side
            elif column - start + 1 >= min(width(it.label), _MOST_LABEL) + 4:
                _write(it, start + 1, column - start - 1, row, ascii_only, framed=True)
                break
            column += 1


def _write_after(it: Drawn, row: Track, ascii_only: bool) -> bool:
    cells, start = row.cells, it.last + 2
    if start + _LEAST_LABEL > len(cells) or cells[it.last + 1] is not BLANK:
        return False
    limit = min(len(cells), start + _MOST_LABEL + 1)
    end = next((column for column in range(start, limit) if cells[column] is not BLANK), limit)
    # one free cell before whatever comes next
    room = end - start - (1 if end < len(cells) else 0)
    if room < min(_LEAST_LABEL, width(it.label)):
        return False
    # no line may run between a record and its title: it would seem to lie on the other side of that day
    cells[it.last + 1] = _GAP
    _write(it, start, room, row, ascii_only)
    return True


def _write(it: Drawn, column: int, room: int, row: Track, ascii_only: bool, *, framed: bool = False) -> None:
    """Write the title of a record into cells, with a blank at both ends if it is ``framed``."""
    first = column
    text = clip(it.label, min(room - 2 if framed else room, _MOST_LABEL), MORE_ASCII if ascii_only else MORE)
    for piece in graphemes(f" {text} " if framed else text):
        size = width(piece)
        if size:
            row.cells[column] = (piece, "axis-label")
            for step in range(1, size):
                row.cells[column + step] = ("", "axis-label")
        column += size
    row.owned.setdefault(it.row.id, []).extend(range(first, column))
