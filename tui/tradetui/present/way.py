"""What a record's cells on the axis tell besides its date: the dates it had before, and that it has just changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tradetui.present import dates
from tradetui.present.lanes import Drawn, Glyph, sign_of
from tradetui.present.roles import AXIS, NEWS, STATUS

if TYPE_CHECKING:
    from tradetui.present.zoom import Viewport
    from tradetui.store.archive import Row


def former_days(row: Row) -> list[tuple[int, int]]:
    """The first and last day of each date that an event had before and that its date now rules out, oldest first.

    A date that was only told more exactly since is none: the event did not move.
    """
    found: list[tuple[int, int]] = []
    for edtf in row.former:
        when = dates.read(edtf)
        if when is None or when.lo is None or when.hi is None:
            continue
        after = row.latest is not None and when.lo > row.latest
        before = row.earliest is not None and when.hi < row.earliest
        if after or before:
            found.append((when.lo, when.hi))
    return found


def with_way(row: Row, drawn: Drawn | None, view: Viewport, label: str, ascii_only: bool) -> Drawn | None:
    """A record with the way it came: a sign on each of its former dates, and a thin line from each to the next.

    ``drawn`` is the record on its date now, None where that is out of view. The signs and lines of the way count for
    nothing: the record is not there any more.
    """
    former = former_days(row)
    if not former:
        return drawn
    columns = [_column(view, first, last) for first, last in former]
    inside = [column for column in columns if 0 <= column < view.width]
    if drawn is None and not inside:
        return None
    now = _now(row, drawn, view)
    first = max(0, min(*columns, now[0]))
    last = min(view.width - 1, max(*columns, now[1]))
    line = AXIS["way"].draw(ascii_only)
    cells = {column: Glyph(column, line, "fade", between=True) for column in range(first, last + 1)}
    sign = STATUS["postponed"]
    for column in inside:
        cells[column] = Glyph(column, sign.draw(ascii_only), sign.role, between=True)
    for glyph in drawn.glyphs if drawn is not None else ():
        cells[glyph.column] = glyph
    ordered = tuple(cells[column] for column in sorted(cells))
    return Drawn(row, first, last, ordered, drawn.label if drawn is not None else label)


def _column(view: Viewport, first: int, last: int) -> int:
    """The cell in the middle of a date; below 0 or from the width on where it is out of view."""
    return view.column((first + last) // 2)


def _now(row: Row, drawn: Drawn | None, view: Viewport) -> tuple[int, int]:
    """The cells of the date now, out of view where it is."""
    if drawn is not None:
        return drawn.first, drawn.last
    outside = row.latest if row.latest is not None and row.latest < view.first else row.earliest
    column = view.column(outside) if outside is not None else view.width
    return column, column


def as_news(drawn: Drawn, ascii_only: bool) -> Drawn:
    """A record of which something has just become known: in a role of its own, with a sign before its title."""
    own = sign_of(drawn.row).draw(ascii_only)
    glyphs = tuple(
        replace(glyph, role=NEWS.role) if glyph.char == own and not glyph.between else glyph
        for glyph in drawn.glyphs
    )
    return Drawn(drawn.row, drawn.first, drawn.last, glyphs, f"{NEWS.draw(ascii_only)} {drawn.label}")
