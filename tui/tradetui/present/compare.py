"""Two speakers, or two dates, side by side: the words of each in bands of time; stacked where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.core.query.highlight import hits
from tradetui.present import dates
from tradetui.present.cells import clean, highlight, merge, pad_line
from tradetui.present.links import sign_of
from tradetui.present.page import Builder, Page, Target
from tradetui.present.roles import Line, Role, Run, marks

if TYPE_CHECKING:
    from tradetui.core.query.model import Words
    from tradetui.store.archive import Row

#: From this width on the two stand side by side.
SIDE_BY_SIDE = 76
_GAP: Run = (" │ ", "rule")
_GAP_ASCII: Run = (" | ", "rule")
#: Where a row stands in time: a number to sort by, and the heading of its band.
Band = tuple[int, str]


@frozen
class Column:
    """One of the two: what it is of, its quotes in order of time, and how many there are in all, in words."""

    title: str
    rows: Sequence[Row]
    count: str
    role: Role = "actor"


def by_month(row: Row) -> Band:
    """The band of a quote by the month in which it begins."""
    if row.earliest is None:
        return (0, "no date")
    from datetime import date

    day = date.fromordinal(row.earliest)
    return (day.year * 12 + day.month, dates.words(f"{day.year:04d}-{day.month:02d}", "plain"))


def by_distance(day: int) -> Callable[[Row], Band]:
    """The bands of quotes by how far they lie from a day."""

    def band(row: Row) -> Band:
        if row.earliest is None:
            return (2, "no date")
        far = row.earliest - day
        return (0, "on the day itself") if far == 0 else (-1, "before") if far < 0 else (1, "after")

    return band


def page(
    columns: tuple[Column, Column],
    bands: tuple[Callable[[Row], Band], Callable[[Row], Band]],
    cells: int,
    *,
    words: Sequence[Words] = (),
    ascii_only: bool = False,
) -> Page:
    """The two columns at a width, the quotes of each band beside one another."""
    wide = cells >= SIDE_BY_SIDE
    size = (cells - 3) // 2 if wide else cells
    gap = _GAP_ASCII if ascii_only else _GAP
    lines: list[Line] = []
    targets: list[Target] = []
    titles = [_titles(column, size, ascii_only) for column in columns]
    if wide:
        lines += _beside(titles[0], titles[1], size, gap)
    else:
        lines += [*titles[0], *titles[1]]
    for heading, parts in _banded(columns, bands):
        lines += [(), ((heading, "heading"),)]
        blocks = [[_block(row, size, words, ascii_only) for row in rows] for rows in parts]
        if wide:
            left, right = _apart(blocks[0], blocks[1])
            base = len(lines)
            lines += _beside([line for line, _ in left], [line for line, _ in right], size, gap)
            for side, column_lines in enumerate((left, right)):
                start = side * (size + 3)
                targets += [
                    Target(base + n, start, start + size, "record", id_)
                    for n, (_, id_) in enumerate(column_lines)
                    if id_
                ]
        else:
            both = [
                pair
                for rows, made in zip(parts, blocks, strict=True)
                for pair in zip(rows, made, strict=True)
            ]
            for _, block in sorted(both, key=lambda pair: pair[0].earliest or 0):
                targets += [
                    Target(len(lines) + n, 0, size, "record", id_) for n, (_, id_) in enumerate(block) if id_
                ]
                lines += [line for line, _ in block]
    targets.sort(key=lambda target: (target.line, target.start))
    return Page(tuple(lines), tuple(targets))


#: A line with the record that begins on it ("" for none).
_Marked = tuple[Line, str]


def _titles(column: Column, size: int, ascii_only: bool) -> list[Line]:
    builder = Builder(size, ascii_only)
    builder.flow(((clean(column.title), column.role), (f"  {column.count}", "dim")))
    return list(builder.lines)


def _banded(
    columns: tuple[Column, Column], bands: tuple[Callable[[Row], Band], Callable[[Row], Band]]
) -> list[tuple[str, tuple[list[Row], list[Row]]]]:
    """Each band in order of time, with the rows of both columns in it."""
    found: dict[Band, tuple[list[Row], list[Row]]] = {}
    for side, (column, band) in enumerate(zip(columns, bands, strict=True)):
        for row in column.rows:
            found.setdefault(band(row), ([], []))[side].append(row)
    return [(band[1], rows) for band, rows in sorted(found.items(), key=lambda item: item[0])]


def _block(row: Row, size: int, words: Sequence[Words], ascii_only: bool) -> list[_Marked]:
    """One quote: its date and form, then its words, then an empty line."""
    sign, signs = sign_of(row), marks(ascii_only)
    builder = Builder(size, ascii_only)
    who = clean(row.who[0]) if row.who else ""
    lead: list[Run] = [
        (f"{sign.draw(ascii_only)} ", sign.role),
        (dates.fitted(row.when, 26), dates.role(row.when)),
    ]
    if who:
        lead += [(f" {signs.dot} ", "dim"), (who, "actor")]
    if row.status:
        lead += [(f" {signs.dot} {clean(row.status)}", "warn")]
    builder.flow(merge(lead))
    own = row.form in ("direct", "partial")
    role: Role = "quote" if own else "text"
    text = clean(row.title)
    body = highlight(text, hits(text, words) if words else (), "hit", role)
    builder.flow(((signs.opens, role), *body, (signs.closes, role)) if own else body, first=(("  ", "text"),))
    return [*((line, row.id if n == 0 else "") for n, line in enumerate(builder.lines)), ((), "")]


def _apart(left: list[list[_Marked]], right: list[list[_Marked]]) -> tuple[list[_Marked], list[_Marked]]:
    """Both columns as lines, so that no two records begin on one line: each can then be stood on."""
    first = [line for block in left for line in block]
    begins = {n for n, (_, id_) in enumerate(first) if id_}
    second: list[_Marked] = []
    for block in right:
        while len(second) in begins:
            second.append(((), ""))
        second += block
    return first, second


def _beside(left: Sequence[Line], right: Sequence[Line], size: int, gap: Run) -> list[Line]:
    return [
        merge((*pad_line(one, size), gap, *other)) for one, other in zip_longest(left, right, fillvalue=())
    ]
