"""The list of every view: one widget over a listing, at the same cost for ten records as for a million."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping

from textual import events
from textual.message import Message

from tradetui.present.cells import fit_line, over_line
from tradetui.present.roles import NEWS, Line
from tradetui.present.wrapping import wrap_line
from tradetui.ui.keymap import bindings
from tradetui.ui.listing import Listing
from tradetui.ui.look import Look
from tradetui.ui.widgets.line_view import LineView

#: The gutter before each row: the cursor's or the mark's sign, and a space.
GUTTER = 2


class RecordList(LineView):
    """Rows of a listing under a cursor."""

    BINDINGS = bindings("list")
    scope = "list"

    class Chosen(Message):
        """A row was clicked that the cursor stood on already."""

        def __init__(self, position: int) -> None:
            """At a position of the listing."""
            super().__init__()
            self.position = position

    def __init__(self, id_: str | None = None) -> None:
        """An empty list."""
        super().__init__(id_)
        self.listing: Listing | None = None
        self.marked: Collection[str] = ()
        self.news: Collection[str] = ()
        self.empty: tuple[Line, ...] = ()
        self._empty: list[Line] = []
        self.labels: Mapping[int, str] = {}
        self.head: Callable[[int], Line] | None = None
        self._look: Look | None = None
        #: Told of each row that the cursor is moved to by hand.
        self.moved: Callable[[int], None] = lambda position: None

    def show(self, listing: Listing | None, *, empty: tuple[Line, ...] = ()) -> None:
        """Show a listing; ``empty`` are the lines that say why there is nothing, when there is nothing."""
        self.listing, self.empty = listing, empty
        self.lay_out()

    def lay_out(self) -> None:
        """Make the lines fit the width, and draw them."""
        width = max(1, self.cells - GUTTER)
        if self.listing is not None:
            self.listing.lay_out(width)
        self._empty = [part for line in self.empty for part in wrap_line(line, max(10, width - GUTTER))]
        self.lines_changed()

    def look(self) -> Look:
        """Titles are not bold in a list."""
        look = super().look()
        if look is not self._look:
            self._look, self._quiet = look, look.quiet()
        return self._quiet

    def line_count(self) -> int:
        """The rows, or the lines that say why there are none."""
        return len(self.listing) if self.listing else len(self._empty)

    def line(self, y: int, width: int) -> Line:
        """The row with its gutter."""
        if not self.listing:
            return fit_line(((" " * GUTTER, "text"), *self._empty[y]), width)
        return fit_line(
            ((" " * GUTTER, "text"), *self.listing.line(y, max(1, width - GUTTER))), width, self.more
        )

    def pinned(self, width: int) -> tuple[Line, ...]:
        """The titles of the columns, or what a page is about."""
        if self.head is not None:
            lines: tuple[Line, ...] = (self.head(max(1, width - GUTTER)),)
        else:
            lines = self.listing.heading if self.listing is not None else ()
        return tuple(fit_line(((" " * GUTTER, "text"), *line), width) for line in lines)

    def dressed(self, y: int, line: Line, at_cursor: bool) -> Line:
        """The cursor's sign, the mark, or the label to jump to, in the gutter."""
        look = self.look()
        marked = bool(self.marked and self.listing and self.listing.id(y) in self.marked)
        if (label := self.labels.get(y)) is not None:
            return over_line(line, 0, label[:GUTTER].ljust(GUTTER), "hit")
        if at_cursor:
            # a sign for those who see no colour
            sign = look.mark if marked else NEWS.draw(look.ascii) if self._is_news(y) else " "
            return over_line(line, 0, look.gutter + sign, "text")
        if marked:
            return over_line(line, 0, look.mark + " ", "mark")
        if self._is_news(y):
            return over_line(line, 0, NEWS.draw(look.ascii) + " ", NEWS.role)
        return line

    def _is_news(self, y: int) -> bool:
        """Whether a record that has just changed begins on a line."""
        if not self.news or not self.listing or self.listing.id(y) not in self.news:
            return False
        return self.listing.stops is None or y in self.listing.stops

    # --- moving ---------------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Move the cursor by so many records."""
        if not self.listing or not len(self.listing):
            return
        stops = self.listing.stops
        if stops is None:
            self.move_to((self.cursor or 0) + by if self.cursor is not None else 0)
        elif stops:
            at = bisect_left(stops, self.cursor or 0)
            on_stop = at < len(stops) and stops[at] == self.cursor
            target = at + by if on_stop or by < 0 else at + by - 1
            self.move_to(stops[max(0, min(target, len(stops) - 1))])

    def page(self, by: int) -> None:
        """Move by so many screens: the cursor, and where it can't rest on each line, what is in view."""
        if not self.listing or not len(self.listing):
            return
        whole = max(1, self.rows_in_view - 1)
        stops = self.listing.stops
        if stops is None:
            self.step(by * whole)
            return
        top = self.scroll_offset.y
        self.scroll_to(y=top + by * whole, animate=False, force=True, immediate=True)
        seen = range(self.scroll_offset.y, self.scroll_offset.y + self.rows_in_view)
        within = [n for n in stops if n in seen]
        if self.scroll_offset.y == top:
            self.end(last=by > 0)
        elif within:
            self.move_to(within[0 if by > 0 else -1], reveal=False)

    def end(self, last: bool) -> None:
        """Move the cursor to the first or the last record."""
        if self.listing and len(self.listing):
            stops = self.listing.stops
            if stops is not None:
                self.move_to(stops[-1 if last else 0] if stops else 0)
            else:
                self.move_to(len(self.listing) - 1 if last else 0)

    def move_to(self, position: int, *, reveal: bool = True) -> None:
        """Move the cursor by hand, and tell of it; at the first and the last record all there is comes into view."""
        before = self.cursor
        self.put_cursor(position, spare=1, reveal=reveal)
        stops = self.listing.stops if self.listing is not None else None
        if stops and reveal and self.cursor in (stops[0], stops[-1]):
            self.reveal(0 if self.cursor == stops[0] else self.line_count() - 1)
            self.reveal(self.cursor or 0)
        if self.cursor is not None and self.cursor != before:
            self.moved(self.cursor)

    async def _on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse points; a click on the cursor reads the record."""
        position = self.line_at(event.y)
        if position is None or not self.listing:
            return
        if self.listing.stops is not None:
            earlier = [n for n in self.listing.stops if n <= position]
            if not earlier:
                return
            position = earlier[-1]
        if position == self.cursor and event.chain > 1:
            self.post_message(self.Chosen(position))
        else:
            self.move_to(position)

    def on_focus(self) -> None:
        """The cursor's row looks otherwise with focus."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor's row looks otherwise without focus."""
        self.refresh()

    def on_resize(self) -> None:
        """Another width, other lines; the cursor stays on its record, and in view."""
        listing, at = self.listing, self.cursor
        record = listing.id(at) if listing is not None and at is not None else ""
        self.lay_out()
        if listing is not None and listing.stops is not None and record:
            at = listing.find(record)
        if at is not None:
            self.put_cursor(at, spare=1)
