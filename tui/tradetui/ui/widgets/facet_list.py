"""The values that the hits have in common, one of which is chosen to narrow the filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message

from tradetui.present.cells import fit_line
from tradetui.present.facets import FacetLine
from tradetui.present.roles import Line
from tradetui.ui.keymap import bindings
from tradetui.ui.widgets.line_view import LineView

#: Cells left free on both sides.
MARGIN = 1


class FacetList(LineView):
    """Facets under a cursor that rests on their values only."""

    BINDINGS = bindings("facets")
    scope = "facets"

    class Chosen(Message):
        """A value was clicked."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        super().__init__("facets")
        self.display = False
        self._make: Callable[[int], Sequence[FacetLine]] = lambda width: ()
        self._lines: Sequence[FacetLine] = ()
        self.heading: Line = ()

    def show(self, make: Callable[[int], Sequence[FacetLine]]) -> None:
        """Show what ``make(width)`` gives; the cursor stays on its value where that is still there."""
        self._make = make
        self.lay_out()

    def say(self, heading: Line) -> None:
        """Say something above the values."""
        self.heading = heading
        self.lines_changed()

    def lay_out(self) -> None:
        """Make the lines fit the width."""
        before = self.chosen
        self._lines = self._make(max(8, self.cells - 2 * MARGIN)) if self.cells else ()
        self.lines_changed()
        stops = self._stops()
        same = [n for n in stops if before is not None and self._key(n) == before[:2]]
        self.put_cursor(same[0] if same else stops[0] if stops else None)

    def line_count(self) -> int:
        """The headings and the values."""
        return len(self._lines)

    def line(self, y: int, width: int) -> Line:
        """One of them, with its margin."""
        return fit_line(((" " * MARGIN, "text"), *self._lines[y].line), width)

    def pinned(self, width: int) -> tuple[Line, ...]:
        """What is said above."""
        return (fit_line(((" " * MARGIN, "text"), *self.heading), width),)

    def _key(self, number: int) -> tuple[str, str]:
        return self._lines[number].field, self._lines[number].value

    def _stops(self) -> list[int]:
        return [n for n, each in enumerate(self._lines) if each.field]

    @property
    def chosen(self) -> tuple[str, str] | None:
        """Field and value under the cursor."""
        if self.cursor is None or self.cursor >= len(self._lines) or not self._lines[self.cursor].field:
            return None
        return self._key(self.cursor)

    def taken(self, field: str) -> tuple[str, ...]:
        """The values of a field that the filter asks for now."""
        return tuple(each.value for each in self._lines if each.field == field and each.chosen)

    def step(self, by: int) -> None:
        """Go to another value."""
        stops = self._stops()
        if stops:
            at = stops.index(self.cursor) if self.cursor in stops else -1 if by > 0 else 0
            self.put_cursor(stops[max(0, min(at + by, len(stops) - 1))], spare=2)

    def next_field(self, by: int) -> None:
        """Go to the first value of the next field, or of the one before."""
        stops = self._stops()
        firsts = [n for n in stops if n == 0 or not self._lines[n - 1].field]
        if not firsts or self.cursor is None:
            return
        found = [n for n in firsts if (n > self.cursor if by > 0 else n < self.cursor)]
        if found:
            self.put_cursor(found[0] if by > 0 else found[-1], spare=2)

    def on_click(self, event: events.Click) -> None:
        """Choose by the mouse."""
        line = self.line_at(event.y)
        if line is not None and self._lines[line].field:
            self.put_cursor(line)
            self.post_message(self.Chosen())

    def on_focus(self) -> None:
        """The cursor appears."""
        self._forget()
        self.refresh()

    def on_blur(self) -> None:
        """The cursor goes."""
        self._forget()
        self.refresh()

    def on_resize(self) -> None:
        """Another width, other lines."""
        self.lay_out()
