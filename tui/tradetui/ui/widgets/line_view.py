"""The one way in which screens draw many lines: lines of runs, made when they are drawn, at a fixed height of one.

A :class:`LineView` asks its subclass for line ``y`` at a width and turns it into a strip. What it costs does not
depend on how many lines there are. Text in it can be selected with the mouse.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tradetui.present.cells import MORE, MORE_ASCII, plain
from tradetui.present.roles import Line
from tradetui.ui.look import Look, look_of
from tradetui.ui.widgets.bar import Bar
from tradetui.ui.widgets.paint import Paints, cropped
from tradetui.ui.widgets.pane import Pane

#: How many drawn strips are kept; a screen has no more rows than this.
_STRIPS_KEPT = 400


def note_fault(widget: Widget, error: Exception) -> None:
    """Keep a fault where the app (and a test) finds it."""
    faults = getattr(widget.app, "faults", None)
    if isinstance(faults, list):
        faults.append(error)


class _View(NamedTuple):
    """What every line of a frame depends on.

    ``cells`` are those of a line, ``across`` those of the widget with the room for a scroll bar; ``top`` is the line
    under the pinned ones.
    """

    cells: int
    across: int
    top: int
    lines: int
    focus: bool
    selection: Selection | None


class LineView(Pane, ScrollView, inherit_bindings=False, can_focus=True):
    """Lines of runs under a cursor that may be hidden (``cursor`` None)."""

    DEFAULT_CSS = """
    LineView { overflow-y: scroll; overflow-x: hidden; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = set()
    ALLOW_MAXIMIZE = False
    #: The cursor looks as with the focus even where an input beside it has that.
    always_lit: ClassVar[bool] = False

    def __init__(self, id_: str | None = None) -> None:
        """An empty view."""
        super().__init__(id=id_)
        self.cursor: int | None = None
        self.pins = 0
        self._strips: dict[tuple[int, int, bool, bool], Strip] = {}
        self._made: dict[tuple[int, int], Line] = {}
        self._paints = Paints(self, self.look)
        self._heads: tuple[int, list[Strip]] = (-1, [])

    # --- what a subclass tells ------------------------------------------------------------------------------

    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    def line(self, y: int, width: int) -> Line:
        """Line ``y``, at most ``width`` cells wide."""
        raise NotImplementedError

    def pinned(self, width: int) -> tuple[Line, ...]:
        """Lines that stay above those that scroll (titles of columns)."""
        return ()

    def look(self) -> Look:
        """The look its lines have."""
        return look_of(self)

    @property
    def more(self) -> str:
        """What stands where a line is cut."""
        return MORE_ASCII if look_of(self).ascii else MORE

    def dressed(self, y: int, line: Line, at_cursor: bool) -> Line:
        """The line with what a subclass draws over it: marks, labels, a sign in the gutter."""
        return line

    @property
    def cells(self) -> int:
        """How many cells a line may take, beside the scroll bar."""
        return self.scrollable_content_region.width

    # --- drawing --------------------------------------------------------------------------------------------

    def lines_changed(self) -> None:
        """Draw everything anew: the lines, or their number, are other ones."""
        self._forget()
        self.pins = len(self.pinned(max(1, self.cells)))
        count = self.line_count() + self.pins
        if self.virtual_size.height != count:
            self._resize_to(count)
        self.refresh()

    def _resize_to(self, count: int) -> None:
        """So many lines are there now. With room for a scroll bar at all times the screen needs no new layout.

        Where the height is that of the lines (a dialog) it does.
        """
        if not self.is_mounted or not self.show_vertical_scrollbar or self.styles.is_auto_height:
            self.virtual_size = Size(0, count)
            return
        self.set_reactive(Widget.virtual_size, Size(0, count))
        self.vertical_scrollbar.window_virtual_size = count
        if self.scroll_offset.y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, force=True, immediate=True)

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scroll bar, made when first needed, as in Textual; but it is one that is cheap to draw."""
        if self._vertical_scrollbar is None:
            self._vertical_scrollbar = Bar(self.scrollbar_size_vertical)
            self._vertical_scrollbar.display = False
            self.app._start_widget(self, self._vertical_scrollbar)
        return self._vertical_scrollbar

    def _forget(self) -> None:
        """What was drawn is no longer true."""
        self._strips.clear()
        self._made.clear()
        self._heads = (-1, [])

    def notify_style_update(self) -> None:
        """The theme changed, or the focus came or went."""
        self._paints.forget()
        self._forget()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines to draw: strips that are kept, as they go to the terminal."""
        view = self._view()
        strips = [self._drawn(y, view) for y in crop.line_range]
        if crop.column_span == (0, view.cells):
            # beside a scroll bar that is seen: what lies under that is not asked for
            return strips
        return cropped([self._with_room(strip, view) for strip in strips], crop, view.across)

    def render_line(self, y: int) -> Strip:
        """As drawn, with where each cell belongs: asked for by the mouse that selects text."""
        view = self._view()
        number = y - self.pins + view.top
        strip = self._with_room(self._drawn(y, view), view)
        return strip.apply_offsets(0, number) if y >= self.pins and 0 <= number < view.lines else strip

    def _view(self) -> _View:
        """All that every line of a frame depends on."""
        return _View(
            self.cells,
            self.content_region.width,
            self.scroll_offset.y,
            self.line_count(),
            self.has_focus,
            self.text_selection,
        )

    def _with_room(self, strip: Strip, view: _View) -> Strip:
        """The strip with the room in which a scroll bar may stand."""
        missing = view.across - view.cells
        return Strip.join([strip, self._paints.ground.blank(missing)]) if missing else strip

    def _drawn(self, y: int, view: _View) -> Strip:
        """The strip that stands ``y`` rows below the upper edge, as wide as a line."""
        if y < self.pins:
            return self._pinned(y, view)
        number = y - self.pins + view.top
        if not 0 <= number < view.lines:
            return self._paints.ground.blank(view.cells)
        at_cursor = number == self.cursor
        key = (number, view.cells, at_cursor, view.focus)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
                self._made.clear()
            strip = self._strips[key] = self._make_strip(number, view, at_cursor)
        if view.selection is not None and (span := view.selection.get_span(number)) is not None:
            strip = self._selected(strip, span)
        return strip

    def _pinned(self, y: int, view: _View) -> Strip:
        if self._heads[0] != view.cells:
            paint = self._paints.ground
            lines = self.pinned(view.cells)
            self._heads = (view.cells, [paint.strip(line, view.cells) for line in lines])
        strips = self._heads[1]
        return strips[y] if y < len(strips) else self._paints.ground.blank(view.cells)

    def _make_strip(self, number: int, view: _View, at_cursor: bool) -> Strip:
        paints, lit = self._paints, view.focus or self.always_lit
        paint = paints.ground if not at_cursor else paints.cursor if lit else paints.cursor_away
        return paint.strip(self.dressed(number, self._safe_line(number, view.cells), at_cursor), view.cells)

    def _safe_line(self, number: int, width: int) -> Line:
        """The line; one that can't be drawn says so, and the others are drawn all the same."""
        if (number, width) not in self._made:
            try:
                made = self.line(number, width)
            except Exception as error:
                note_fault(self, error)
                made = ((f"  this line can't be drawn: {type(error).__name__}", "warn"),)
            self._made[number, width] = made
        return self._made[number, width]

    def _selected(self, strip: Strip, span: tuple[int, int]) -> Strip:
        """The strip with the selected cells shown so."""
        start, end = span
        length = strip.cell_length
        end = length if end == -1 else min(end, length)
        style = self.screen.get_component_rich_style("screen--selection")
        before, middle, after = strip.crop(0, start), strip.crop(start, end), strip.crop(end, length)
        return Strip.join(
            [before, Strip([Segment(s.text, (s.style or Style()) + style) for s in middle]), after]
        )

    # --- selection with the mouse ---------------------------------------------------------------------------

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text: only the lines it touches are made."""
        first = selection.start.y if selection.start else 0
        last = selection.end.y if selection.end else self.line_count() - 1
        lines: list[str] = []
        for number in range(max(0, first), min(last, self.line_count() - 1) + 1):
            span = selection.get_span(number)
            if span is None:
                continue
            start, end = span
            # offsets count cells, as the strips do
            strip = Strip([Segment(plain(self.line(number, self.cells)))])
            lines.append(strip.crop(start, strip.cell_length if end == -1 else end).text.rstrip())
        return "\n".join(lines), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show the new selection."""
        self.refresh()

    # --- the cursor -----------------------------------------------------------------------------------------

    def put_cursor(self, number: int | None, *, spare: int = 0, reveal: bool = True) -> None:
        """Put the cursor on a line and bring it into view, with ``spare`` lines around it where there is room."""
        count = self.line_count()
        if number is not None:
            number = max(0, min(number, count - 1)) if count else None
        old, self.cursor = self.cursor, number
        for changed in (old, number):
            if changed is not None:
                self.refresh_line(changed + self.pins)
        if number is not None and reveal:
            self.reveal(number, spare=spare)

    @property
    def rows_in_view(self) -> int:
        """How many lines that scroll fit in."""
        return self.size.height - self.pins

    def line_at(self, y: int) -> int | None:
        """The line drawn ``y`` rows below the upper edge; None where there is none."""
        number = y - self.pins + self.scroll_offset.y
        return number if y >= self.pins and 0 <= number < self.line_count() else None

    def reveal(self, number: int, *, spare: int = 0) -> None:
        """Scroll just so far that a line is in view."""
        height = self.rows_in_view
        if height <= 0:
            return
        spare = min(spare, (height - 1) // 2)
        top = self.scroll_offset.y
        if number < top + spare:
            top = number - spare
        elif number > top + height - 1 - spare:
            top = number - height + 1 + spare
        else:
            return
        self.scroll_to(y=max(0, top), animate=False, force=True, immediate=True)
