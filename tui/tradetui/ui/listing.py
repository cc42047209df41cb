"""What a list shows: a sequence of rows that are fetched when they are drawn.

A :class:`Listing` gives the number of lines, the record each stands for, its day, and the line itself at a width.
Small and flat at any length: an array of row numbers, and a page of rows around what is drawn.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Container, Mapping, Sequence
from typing import Protocol

from tradetui.present.page import Page, Target
from tradetui.present.roles import Line
from tradetui.store.archive import Archive, Ids, Row

#: Rows are fetched by pages of this size, and so many pages are kept.
PAGE, PAGES_KEPT = 32, 24
#: Among so many rows that are not in order of time the nearest to a day is looked for.
_FIRST = 64


class Listing(Protocol):
    """Lines to choose from, each standing for a record (id "" for a line that stands for none).

    ``stops`` are the positions at which the cursor may rest (None: at each).
    """

    @property
    def stops(self) -> Sequence[int] | None:
        """The positions at which the cursor may rest."""
        ...

    @property
    def heading(self) -> tuple[Line, ...]:
        """Lines that stay above the others, at the width laid out for."""
        ...

    def lay_out(self, width: int) -> None:
        """Make the lines fit a width."""
        ...

    def __len__(self) -> int:
        """How many lines there are."""
        ...

    def id(self, position: int) -> str:
        """The record that a line stands for."""
        ...

    def day(self, position: int) -> int | None:
        """The day of a line's record, if it has one."""
        ...

    def line(self, position: int, width: int) -> Line:
        """The line at a position, at most ``width`` cells wide."""
        ...

    def find(self, record: str) -> int | None:
        """The position of a record; None when it isn't there."""
        ...

    def nearest(self, day: int) -> int | None:
        """The position nearest to a day; None when there is no dated line."""
        ...


#: Draws a row at a width; ``unsure``: it matches only possibly.
DrawRow = Callable[[Row, int, bool], Line]


class RecordListing:
    """Records by the numbers of their rows, in the order in which the archive gave them."""

    stops: Sequence[int] | None = None
    heading: tuple[Line, ...] = ()

    def __init__(
        self, archive: Archive, ids: Ids, known_on: int, draw: DrawRow, *, in_time_order: bool
    ) -> None:
        """``in_time_order``: the numbers ascend, so that a record or a day is found by bisection."""
        self._archive = archive
        self._rows: array[int] = ids.rows
        self._unsure = ids.unsure
        self._known_on = known_on
        self._draw = draw
        self._ascending = in_time_order
        self._pages: dict[int, Sequence[Row]] = {}
        self.truncated = ids.truncated
        self.ranked = ids.ranked
        self.notes = ids.notes

    def __len__(self) -> int:
        """How many records match."""
        return len(self._rows)

    def lay_out(self, width: int) -> None:
        """A row is drawn at whatever width it is asked for."""

    def row(self, position: int) -> Row | None:
        """The row at a position; None where the archive has lost it."""
        if not 0 <= position < len(self._rows):
            return None
        number, offset = divmod(position, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self.fetch([number])[number]
            self.keep({number: page})
        return page[offset] if offset < len(page) else None

    def ahead(self, position: int, height: int) -> list[int]:
        """The pages that are not at hand of those that a key leads to: a screen up or down, and both ends."""
        last = len(self._rows) - 1
        reach = min(2 * height, (PAGES_KEPT // 2 - 2) * PAGE)
        near = (max(0, position - reach), min(last, position + reach))
        wanted = {0, last // PAGE, *range(near[0] // PAGE, near[1] // PAGE + 1)}
        return sorted(wanted.difference(self._pages)) if last >= 0 else []

    def fetch(self, pages: Sequence[int]) -> dict[int, Sequence[Row]]:
        """The rows of some pages; from any thread."""
        return {
            number: self._archive.rows(self._rows[number * PAGE : (number + 1) * PAGE]) for number in pages
        }

    def keep(self, pages: Mapping[int, Sequence[Row]]) -> None:
        """Have pages at hand; those fetched longest ago are dropped."""
        self._pages |= pages
        while len(self._pages) > PAGES_KEPT:
            del self._pages[next(iter(self._pages))]

    def id(self, position: int) -> str:
        """The record at a position."""
        row = self.row(position)
        return row.id if row else ""

    def day(self, position: int) -> int | None:
        """The first day of the record at a position, else its last."""
        row = self.row(position)
        if row is None:
            return None
        return row.earliest if row.earliest is not None else row.latest

    def line(self, position: int, width: int) -> Line:
        """The record as one line."""
        row = self.row(position)
        return self._draw(row, width, row.row in self._unsure) if row else ()

    def find(self, record: str) -> int | None:
        """The position of a record; None when it doesn't match or isn't known yet."""
        row = self._archive.position(record, known_on=self._known_on) if record else None
        if row is None:
            return None
        if self._ascending:
            at = bisect_left(self._rows, row.row)
            return at if at < len(self._rows) and self._rows[at] == row.row else None
        try:
            return self._rows.index(row.row)
        except ValueError:
            return None

    def edges(self, rows: Sequence[int], on_screen: range) -> tuple[list[int], int, int]:
        """Where rows stand, as numbers that compare with those of the first and the last row on the screen.

        Of a list of which only a part is at hand, and that is not in time order, the rest stands below.
        """
        shown = on_screen[: max(0, len(self._rows) - on_screen.start)]
        if self._ascending and shown:
            return list(rows), self._rows[shown[0]], self._rows[shown[-1]]
        wanted = set(rows)
        at = {number: position for position, number in enumerate(self._rows) if number in wanted}
        last = len(self._rows)
        return [at.get(number, last) for number in rows], on_screen.start, on_screen.stop - 1

    def nearest(self, day: int) -> int | None:
        """The first record on or after a day, or the one before it where that is nearer; only in time order."""
        if not self._rows:
            return None
        if not self._ascending:
            return self._nearest_of_page(day)
        # rows whose beginning is open, or that have no date, stand before all others
        at_day = bisect_left(self._rows, self._archive.row_on(day))
        near = [
            (abs(at - day), -n)
            for n in (at_day - 1, at_day)
            if 0 <= n < len(self._rows) and (at := self._first_day(n)) is not None
        ]
        return -min(near)[1] if near else None

    def _first_day(self, position: int) -> int | None:
        row = self.row(position)
        return row.earliest if row else None

    def _nearest_of_page(self, day: int) -> int | None:
        """The nearest among the first rows, for orders that are not by time."""
        dated = [
            (abs(at - day), n) for n in range(min(len(self._rows), _FIRST)) if (at := self.day(n)) is not None
        ]
        return min(dated)[1] if dated else None


class PageListing:
    """A page of lines whose targets are the records to choose from; laid out anew at each width."""

    def __init__(self, make: Callable[[int], Page], rests_on: Container[str], *, heading: Line = ()) -> None:
        """``make(width)`` gives the page; the cursor rests where one of the records ``rests_on`` is named first.

        The lines that follow, up to the next empty one, belong to that record too. ``heading`` stands above the page
        where the page has none of its own.
        """
        self._make = make
        self._heading = heading
        self._rests_on = rests_on
        self._width = 0
        self._page = Page()
        self.heading: tuple[Line, ...] = ()
        self._ids: list[str] = []
        self.stops: Sequence[int] | None = ()
        self.lay_out(80)

    def lay_out(self, width: int) -> None:
        """Make the page for a width."""
        if width == self._width:
            return
        self._width, page = width, self._make(width)
        self._page, self.heading = _parted(page)
        if self._heading:
            self.heading = (self._heading,)
        stops: dict[int, str] = {}
        before = (-2, "")
        for target in self._page.targets:
            if target.kind == "record" and target.value in self._rests_on:
                # what is wrapped over several lines is named once
                if before != (target.line - 1, target.value):
                    stops.setdefault(target.line, target.value)
                before = (target.line, target.value)
        self.stops = sorted(stops)
        owner = ""
        self._ids = [
            owner := ("" if not line else stops.get(n, owner)) for n, line in enumerate(self._page.lines)
        ]

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._page.lines)

    def id(self, position: int) -> str:
        """The record that a line stands for."""
        return self._ids[position] if 0 <= position < len(self._ids) else ""

    def day(self, position: int) -> int | None:
        """These lines are about one day, or about two."""
        return None

    def line(self, position: int, width: int) -> Line:
        """The line at a position."""
        return self._page.lines[position] if 0 <= position < len(self._page.lines) else ()

    def find(self, record: str) -> int | None:
        """The first line of a record."""
        return self._ids.index(record) if record and record in self._ids else None

    def nearest(self, day: int) -> int | None:
        """These lines stand in an order of their own."""
        return None


def _parted(page: Page) -> tuple[Page, tuple[Line, ...]]:
    """A page without its first lines, up to the first empty one, and those: they say what it is about."""
    lines = page.lines
    at = next((n for n, line in enumerate(lines[:6]) if not line), 0)
    if not at or any(target.line < at and target.kind == "record" for target in page.targets):
        return page, ()
    rest = tuple(Target(t.line - at - 1, t.start, t.end, t.kind, t.value) for t in page.targets)
    return Page(lines[at + 1 :], rest), lines[:at]
