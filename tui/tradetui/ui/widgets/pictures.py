"""Small widgets that draw given lines and scroll nothing: the masthead, the head of a view, the key line."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tradetui.present.roles import Line
from tradetui.ui.keymap import bindings
from tradetui.ui.look import look_of
from tradetui.ui.widgets.line_view import note_fault, strip_of


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
        self._size_made = (-1, -1)

    def show(self, make: Callable[[int, int], tuple[Line, ...]]) -> None:
        """Draw what ``make(width, height)`` gives."""
        self._make, self._size_made = make, (-1, -1)
        self.refresh()

    @property
    def made_by(self) -> Callable[[int, int], tuple[Line, ...]]:
        """What makes its lines."""
        return self._make

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        width, height = self.size
        if (width, height) != self._size_made:
            self._size_made = (width, height)
            try:
                self._lines = self._make(width, height)
            except Exception as error:
                note_fault(self, error)
                self._lines = (((f" this can't be drawn: {type(error).__name__}", "warn"),),)
        base, look = self.rich_style, look_of(self)
        return (
            strip_of(self._lines[y], look, base, width) if y < len(self._lines) else Strip.blank(width, base)
        )

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


class Head(Picture, can_focus=True):
    """What stands over the list: the time axis, the chart of measures, an actor's activity."""

    BINDINGS = bindings("axis")
    scope = "axis"
