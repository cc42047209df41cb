"""Cells in columns, for a terminal: aligned, measured in cells, cut only where the width asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tradetui.present.cells import clean, fit, merge, width
from tradetui.present.roles import Line, Role, Run

_GAP = 2


def table(header: Sequence[str], rows: Sequence[Sequence[str]], cells: int = 0) -> Iterator[Line]:
    """A header and rows as lines; at most ``cells`` wide, or as wide as they are with 0.

    The widest columns give way first. Columns of numbers stand to the right, empty ones are left out.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    used = [place for place in range(len(header)) if any(place < len(row) and row[place] for row in cleaned)]
    if not used:
        return
    columns = [[row[place] if place < len(row) else "" for row in cleaned] for place in used]
    titles = [clean(header[place]) for place in used]
    natural = [max(width(title), *map(width, column)) for title, column in zip(titles, columns, strict=True)]
    sizes = shrink(natural, cells - _GAP * (len(used) - 1)) if cells else natural
    right = [all(_number(cell) for cell in column) for column in columns]
    yield _row(titles, sizes, right, "label")
    for row in zip(*columns, strict=True):
        yield _row(row, sizes, right, "text")


def _row(cells: Sequence[str], sizes: Sequence[int], right: Sequence[bool], role: Role) -> Line:
    runs: list[Run] = []
    last = len(sizes) - 1
    for place, (cell, size) in enumerate(zip(cells, sizes, strict=True)):
        text = fit(cell, size, "right" if right[place] else "left")
        runs.append((text.rstrip() if place == last else text + " " * _GAP, role))
    return merge(runs)


def shrink(sizes: Sequence[int], room: int) -> list[int]:
    """Widths that fit into so many cells together: the widest are cut to one common width, the rest are kept."""
    if sum(sizes) <= room:
        return list(sizes)
    cap = max(sizes)
    while cap > 1 and sum(min(size, cap) for size in sizes) > room:
        cap -= 1
    cut = [min(size, cap) for size in sizes]
    # what rounding left over goes to the first of those that were cut
    for place, size in enumerate(sizes):
        if sum(cut) < room and cut[place] < size:
            cut[place] += 1
    return cut


def _number(cell: str) -> bool:
    """Whether a cell is a number, or empty."""
    digits = cell.replace(",", "").replace(".", "", 1).lstrip("+-−").rstrip(" %")
    return not digits or digits.isdecimal()
