"""Lanes of the axis: which record is drawn in which, and the cells that one record takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from tradetui.core.frozen import frozen, replace
from tradetui.present import clock, dates
from tradetui.present.cells import clean
from tradetui.present.roles import AXIS, FORM, KIND, Role, Sign, side_role, status_sign
from tradetui.present.zoom import LAST_DAY, Viewport

if TYPE_CHECKING:
    from tradetui.core.records import CollectionInfo
    from tradetui.core.when import When
    from tradetui.store.archive import Bucket, Row

By = Literal["side", "kind", "actor", "tag", "none"]
#: In the order in which one key goes through them.
LANES_BY: tuple[By, ...] = ("side", "kind", "actor", "tag", "none")


@frozen
class Lane:
    """One lane: its label, and either the rows to be drawn one by one, or counts where there are too many of them.

    ``pending``: it is still being counted.
    """

    key: str
    label: str
    role: Role = "text"
    rows: Sequence[Row] = ()
    buckets: Sequence[Bucket] = ()
    pending: bool = False


@frozen
class Glyph:
    """What stands in one cell of the axis. ``between``: a line between two dates, where the record itself is not."""

    column: int
    char: str
    role: Role
    between: bool = False


@frozen
class Drawn:
    """One record on the axis: the cells ``first``..``last`` that its span touches, what stands in them, its label."""

    row: Row
    first: int
    last: int
    glyphs: tuple[Glyph, ...]
    label: str


def divide(rows: Iterable[Row], by: By, info: CollectionInfo) -> list[Lane]:
    """Rows in lanes. A row with several sides, actors or tags stands in each of theirs; one with none in "other".

    Sides come in the collection's order and always; kinds, actors and tags come the fullest first.
    """
    sides = tuple(side.id for side in info.sides)
    names = {side.id: clean(side.name) for side in info.sides}
    held: dict[str, list[Row]] = {side: [] for side in sides} if by == "side" else {}
    for row in rows:
        for key in _KEYS[by](row) or ("",):
            held.setdefault(key, []).append(row)
    if by == "side":
        order = sorted(
            held, key=lambda key: (sides.index(key) if key in sides else len(sides), key == "", key)
        )
    else:
        order = sorted(held, key=lambda key: (key == "", -len(held[key]), key))
    return [
        Lane(
            key,
            clean(names.get(key, key)) or ("all" if by == "none" else "other"),
            side_role(key, sides) if by == "side" else "text",
            held[key],
        )
        for key in order
    ]


_KEYS: dict[By, Callable[[Row], tuple[str, ...]]] = {
    "side": lambda row: row.sides,
    "kind": lambda row: (row.event_kind if row.kind == "event" else row.kind,),
    "actor": lambda row: row.who,
    "tag": lambda row: row.tags,
    "none": lambda row: (),
}


def sign_of(row: Row) -> Sign:
    """The sign of a record: an event's status, a quote's form, else its kind."""
    if row.kind == "event":
        return status_sign(row.status or "happened")
    if row.kind == "quote":
        return FORM.get(row.form, KIND["quote"])
    return KIND[row.kind]


def dated(row: Row) -> bool:
    """Whether a record has a place on the axis at all."""
    return row.earliest is not None or row.latest is not None


def has_hour(row: Row, view: Viewport) -> bool:
    """Whether a record stands at an hour of its day, in a view in which a day has several cells."""
    return (
        bool(row.time) and view.span < view.width and row.earliest == row.latest and row.earliest is not None
    )


def place(row: Row, view: Viewport, ascii_only: bool = False, zone: str = "") -> Drawn | None:
    """A record on the axis; None when it is out of view or has no date.

    Where hours are drawn, they are those of ``zone`` (an IANA name), each record's own where it is empty.
    """
    if zone and has_hour(row, view):
        return _in_zone(row, view, ascii_only, zone)
    touched = view.columns(row.earliest, row.latest) if dated(row) else None
    if touched is None:
        return None
    first, last = touched
    when = dates.read(row.when)
    sign = sign_of(row)
    mark = sign.draw(ascii_only)
    label = _label(row)
    if has_hour(row, view):
        first = last = _at_time(row.time, first, last)
    if first == last:
        beyond = _lies_beyond(row, when, view, first)
        if beyond:
            return Drawn(row, first, last, (Glyph(first, AXIS[beyond].draw(ascii_only), "fade"),), label)
        return Drawn(row, first, last, (Glyph(first, mark, sign.role),), label)
    if when is not None and (when.shape == "set" or (len(when.members) > 1 and when.shape == "one-of")):
        glyphs = _members(when, view, first, last, mark, sign.role, ascii_only)
    else:
        certain = when is None or not (when.uncertain or when.approximate)
        glyphs = _bar(row, view, first, last, mark, sign.role, ascii_only, certain)
        if when is not None:
            _end_signs(glyphs, row, view, (when.start, when.end), ascii_only)
    ordered = tuple(glyphs[column] for column in sorted(glyphs))
    return Drawn(row, first, last, ordered, label)


def _lies_beyond(row: Row, when: When | None, view: Viewport, column: int) -> str:
    """Which sign of :data:`AXIS` stands for a record before or after all days that can be written; "" for others."""
    if when is None or when.shape != "label":
        return ""
    if row.earliest is None and column == 0:
        return "before"
    return "after" if row.latest is None and column == view.width - 1 else ""


def _in_zone(row: Row, view: Viewport, ascii_only: bool, zone: str) -> Drawn | None:
    """A record at its hour in a zone; its title says so where that is another day there, or where nobody knows it.

    One that leaves the days in view for those next to them leaves a sign at the edge.
    """
    drawn = place(row, view, ascii_only)
    there = clock.moved(row.time, row.tz, dates.read(row.when), zone)
    if there is None:
        return replace(drawn, label=f"(own zone) {drawn.label}") if drawn is not None else None
    day, time = there
    if drawn is None and not view.holds(day):
        return None
    sign = sign_of(row)
    if not view.holds(day):
        edge, name = (0, "before") if day < view.first else (view.width - 1, "after")
        glyph = Glyph(edge, AXIS[name].draw(ascii_only), sign.role)
    else:
        column = _at_time(time, view.column(day), view.last_column(day))
        glyph = Glyph(column, sign.draw(ascii_only), sign.role)
    own = f"({dates.day(row.earliest, 'short')} there) " if day != row.earliest else ""
    return Drawn(row, glyph.column, glyph.column, (glyph,), own + _label(row))


def _label(row: Row) -> str:
    """The title of a record, after a sign of doubt where its date is doubtful."""
    when = dates.read(row.when)
    doubt = "" if when is None else "?" if when.uncertain else "~" if when.approximate else ""
    return doubt + clean(row.title)


def _at_time(time: str, first: int, last: int) -> int:
    """The cell of a clock time among those of its day; the first where the time can't be read."""
    hours, _, minutes = time.partition(":")
    if not (hours.isdecimal() and minutes[:2].isdecimal()):
        return first
    return first + min((int(hours) * 60 + int(minutes[:2])) * (last - first + 1) // 1440, last - first)


def _members(
    when: When,
    view: Viewport,
    first: int,
    last: int,
    mark: str,
    role: Role,
    ascii_only: bool,
) -> dict[int, Glyph]:
    """A sign for each date that it may be, or is, with a thin line that holds them together."""
    line = AXIS[when.shape].draw(ascii_only)
    fade = AXIS["fade"].draw(ascii_only) if when.shape == "set" else line
    glyphs = {column: Glyph(column, line, "fade", between=True) for column in range(first, last + 1)}
    for low, high in _each(when):
        cells = view.columns(low, high)
        if cells is not None and when.shape == "set" and _covers(when, view, cells):
            # every cell of it surely: a span, as any other
            for column in range(cells[0], cells[1] + 1):
                glyphs[column] = Glyph(column, AXIS["bar"].draw(ascii_only), role)
            glyphs[cells[0]] = Glyph(cells[0], mark, role)
        elif cells is not None:
            for column in range(cells[0], cells[1] + 1):
                glyphs[column] = Glyph(column, fade, "fade")
            middle = (cells[0] + cells[1]) // 2
            glyphs[middle] = Glyph(middle, mark, role)
    return glyphs


def _each(when: When) -> list[tuple[int | None, int | None]]:
    """The members of a date: of a set that is written as a span of months or years each of them, if they are few."""
    found: list[tuple[int | None, int | None]] = []
    for (low, high), unit in zip(when.members, when.units, strict=True):
        months = {"month": 1, "year": 12}.get(unit, 0)
        few = low is not None and high is not None and high - low <= 31 * 60 * months
        if when.shape != "set" or not months or not few or low is None or high is None:
            found.append((low, high))
            continue
        begin = date.fromordinal(low)
        number = begin.year * 12 + begin.month - 1
        while low <= high:
            number += months
            after = date(number // 12, number % 12 + 1, 1).toordinal() if number < 120000 else LAST_DAY + 1
            found.append((low, after - 1))
            low = after
    return found


def _covers(when: When, view: Viewport, cells: tuple[int, int]) -> bool:
    """Whether a date surely touches each of some cells, more than one."""
    return cells[0] < cells[1] and all(
        when.surely(*view.cell(column)) for column in range(cells[0], cells[1] + 1)
    )


def _bar(
    row: Row, view: Viewport, first: int, last: int, mark: str, role: Role, ascii_only: bool, certain: bool
) -> dict[int, Glyph]:
    """The sure part as a bar that begins with the sign; what is in doubt fades out from it."""
    sure = None
    if certain and (row.sure_from is not None or row.sure_to is not None):
        sure = view.columns(row.sure_from, row.sure_to)
    if sure is None and certain and row.sure_from is not None and row.sure_to is not None:
        # the sure part is out of view: what is in view is all doubt, thinner the farther away
        before = row.sure_to < view.first
        sure = (first - 1, first - 1) if before else (last + 1, last + 1)
    bar = AXIS["bar"].draw(ascii_only)
    shades = [AXIS[name].draw(ascii_only) for name in ("fade", "fade-2", "fade-3")]
    glyphs: dict[int, Glyph] = {}
    if sure is None:
        for column in range(first, last + 1):
            glyphs[column] = Glyph(column, shades[0], "fade")
        middle = _middle(row, view, first, last)
        glyphs[middle] = Glyph(middle, mark, role)
        return glyphs
    begin, end = sure
    for column in range(first, last + 1):
        if column < begin:
            glyphs[column] = Glyph(column, shades[(column - first) * 3 // (begin - first)], "fade")
        elif column > end:
            glyphs[column] = Glyph(column, shades[(last - column) * 3 // (last - end)], "fade")
        else:
            glyphs[column] = Glyph(column, bar, role)
    start = min(max(begin, first), last)
    glyphs[start] = Glyph(start, mark, role)
    return glyphs


def _middle(row: Row, view: Viewport, first: int, last: int) -> int:
    """Where the sign of a wholly doubtful date stands: in its middle, or at the end that is known."""
    if row.earliest is None:
        return last
    if row.latest is None:
        return first
    return min(max(view.column((row.earliest + row.latest) // 2), first), last)


def _end_signs(
    glyphs: dict[int, Glyph], row: Row, view: Viewport, ends: tuple[str, str], ascii_only: bool
) -> None:
    """Signs at the edges of the view for what goes on: to a known day, without end, or nobody knows how long."""
    sides = (
        (
            0,
            row.earliest is None or row.earliest < view.first,
            ends[0],
            row.earliest is None,
            "before",
            "left",
        ),
        (
            view.width - 1,
            row.latest is None or row.latest > view.last,
            ends[1],
            row.latest is None,
            "after",
            "right",
        ),
    )
    for column, beyond, end, endless, on, side in sides:
        if not beyond or column not in glyphs:
            continue
        held = glyphs[column]
        unknown = end == "unknown" and endless
        char = AXIS["unknown" if unknown else f"open-{side}" if endless else on].draw(ascii_only)
        # the sign of the record gives way to the sign of the edge by one cell
        if held.char == sign_of(row).draw(ascii_only):
            step = column + (1 if column == 0 else -1)
            if step in glyphs:
                glyphs[step] = Glyph(step, held.char, held.role)
        glyphs[column] = Glyph(column, char, "fade" if unknown else held.role)


def touching(rows: Iterable[Row], view: Viewport) -> list[tuple[int, int]]:
    """For each cell how many records touch it: surely, and possibly (surely included)."""
    surely = [0] * (view.width + 1)
    possibly = [0] * (view.width + 1)
    for row in rows:
        touched = view.columns(row.earliest, row.latest) if dated(row) else None
        if touched is None:
            continue
        for counts, runs in (
            (possibly, _possibly(row, view, touched)),
            (surely, _surely(row, view, touched)),
        ):
            for first, last in runs:
                counts[first] += 1
                counts[last + 1] -= 1
    result: list[tuple[int, int]] = []
    sure = maybe = 0
    for column in range(view.width):
        sure += surely[column]
        maybe += possibly[column]
        result.append((sure, maybe))
    return result


def _possibly(row: Row, view: Viewport, touched: tuple[int, int]) -> list[tuple[int, int]]:
    """The runs of cells that a record's date may touch: all from the first to the last, but for what lies between
    several dates.
    """
    when = dates.read(row.when)
    if when is None or len(when.members) < 2:
        return [touched]
    cells = range(touched[0], touched[1] + 1)
    return [(column, column) for column in cells if when.possibly(*view.cell(column))]


def _surely(row: Row, view: Viewport, touched: tuple[int, int]) -> list[tuple[int, int]]:
    """The runs of cells that every reading of a record's date touches."""
    when = dates.read(row.when)
    if when is None:
        sure = (
            None
            if row.sure_from is None and row.sure_to is None
            else view.columns(row.sure_from, row.sure_to)
        )
        return [sure] if sure else []
    if when.members:
        cells = range(touched[0], touched[1] + 1)
        return [(column, column) for column in cells if when.surely(*view.cell(column))]
    if when.uncertain or when.approximate:
        return []
    begin, end = when.latest_start, when.earliest_end
    first = (
        0 if begin is None and when.start == "open" else -1 if begin is None else max(view.column(begin), 0)
    )
    last = (
        view.width - 1 if end is None and when.end == "open" else -1 if end is None else view.last_column(end)
    )
    last = min(last, view.width - 1)
    return [(first, last)] if 0 <= first <= last else []
