"""Small widgets that draw given lines and scroll nothing: the masthead, the head of a view, the key line."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tradetui.present.cells import differing
from tradetui.present.roles import Line
from tradetui.ui.keymap import bindings
from tradetui.ui.look import look_of
from tradetui.ui.widgets.line_view import note_fault
from tradetui.ui.widgets.paint import Paints, cropped
from tradetui.ui.widgets.pane import Pane


class Picture(Widget, inherit_bindings=False):
    """Lines made for its size whenever it is drawn."""

    DEFAULT_CSS = ""
    ALLOW_SELECT = False

    class Pressed(Message):
        """A cell was clicked, or the wheel turned over it (``turn`` -1 or 1)."""

        def __init__(self, picture: Picture, x: int, y: int, turn: int = 0) -> None:
            """The cell of a picture."""
            super().__init__()
            self.picture, self.x, self.y, self.turn = picture, x, y, turn

        @property
        def control(self) -> Picture:
            """The picture."""
            return self.picture

    def __init__(self, id_: str | None = None) -> None:
        """An empty picture."""
        super().__init__(id=id_)
        self._make: Callable[[int, int], tuple[Line, ...]] = lambda width, height: ()
        self._lines: tuple[Line, ...] = ()
        self._strips: dict[int, Strip] = {}
        self._paints = Paints(self, lambda: look_of(self))
        self._size_made = (-1, -1)

    def show(self, make: Callable[[int, int], tuple[Line, ...]]) -> None:
        """Draw what ``make(width, height)`` gives: of what is drawn already only the cells that differ."""
        self._make = make
        width, height = self.size
        if self._size_made != (width, height) or not self.is_mounted:
            self._size_made = (-1, -1)
            self.refresh()
            return
        before = self._lines
        self._lay_out(width, height)
        for y, (old, new) in enumerate(zip_longest(before, self._lines, fillvalue=())):
            if old is not new and (cells := differing(old, new)) is not None:
                self._strips.pop(y, None)
                first, end = cells
                self.refresh(Region(first, y, (width if end is None else end) - first, 1))

    @property
    def made_by(self) -> Callable[[int, int], tuple[Line, ...]]:
        """What makes its lines."""
        return self._make

    def _lay_out(self, width: int, height: int) -> None:
        """Make the lines."""
        self._size_made = (width, height)
        try:
            self._lines = self._make(width, height)
        except Exception as error:
            note_fault(self, error)
            self._lines = (((f" this can't be drawn: {type(error).__name__}", "warn"),),)

    def notify_style_update(self) -> None:
        """The theme changed, or the focus came or went."""
        self._paints.forget()
        self._strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines to draw: strips that are kept, as they go to the terminal."""
        width, height = self.size
        if (width, height) != self._size_made:
            self._strips.clear()
            self._lay_out(width, height)
        return cropped([self._drawn(y, width) for y in crop.line_range], crop, width)

    def _drawn(self, y: int, width: int) -> Strip:
        strip = self._strips.get(y)
        if strip is None:
            strip = self._strips[y] = self._paints.ground.strip(
                self._lines[y] if y < len(self._lines) else (), width
            )
        return strip

    def on_click(self, event: events.Click) -> None:
        """Tell of it."""
        self.post_message(self.Pressed(self, event.x, event.y))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Tell of it."""
        self.post_message(self.Pressed(self, event.x, event.y, 1))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Tell of it."""
        self.post_message(self.Pressed(self, event.x, event.y, -1))


class Masthead(Picture):
    """The views, the day one stands on, the filter and how much it finds."""


class KeyLine(Picture):
    """The keys that are most useful here."""


class Head(Pane, Picture, can_focus=True):
    """What stands over the list: the time axis, the chart of measures, an actor's activity."""

    BINDINGS = bindings("axis")
    scope = "axis"
