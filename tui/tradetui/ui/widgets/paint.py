"""Lines of runs as strips: each role's style on a ground is reckoned once, not at every run of every line.

Textual adds the styles of a line up, crops and filters it each time a frame is drawn, and most of what a key costs
goes into that. A :class:`Paint` does it once a role; the strips made with it are kept and drawn as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tradetui.present.cells import line_width
from tradetui.present.roles import Line
from tradetui.ui.look import Look

if TYPE_CHECKING:
    from textual.color import Color
    from textual.filter import LineFilter
    from textual.geometry import Region
    from textual.widget import Widget


class Paint:
    """The styles of a look on one ground, as they are written to the terminal."""

    def __init__(self, look: Look, ground: Style, filters: Sequence[LineFilter], behind: Color) -> None:
        """``filters`` are the app's (ANSI to true colour, no colour), ``behind`` the colour under the widget."""
        self.look = look
        self.ground = ground
        self._filters, self._behind = filters, behind
        self._styles: dict[str, Style] = {}
        self._blanks: dict[int, Strip] = {}

    def of(self, role: str) -> Style:
        """The style of a role."""
        style = self._styles.get(role)
        if style is None:
            segments = [Segment(" ", self.ground + self.look.of(role))]
            for each in self._filters:
                segments = each.apply(segments, self._behind)
            style = self._styles[role] = segments[0].style or Style()
        return style

    def strip(self, line: Line, cells: int) -> Strip:
        """A line as a strip exactly ``cells`` wide; nothing in it is read as markup."""
        known, of = self._styles.get, self.of
        segments = [Segment(text, known(role) or of(role)) for text, role in line if text]
        missing = cells - line_width(line)
        if missing < 0:
            return Strip(segments).crop(0, cells)
        if missing:
            segments.append(Segment(" " * missing, of("text")))
        return Strip(segments, cells)

    def blank(self, cells: int) -> Strip:
        """An empty line."""
        blank = self._blanks.get(cells)
        if blank is None:
            blank = self._blanks[cells] = self.strip((), cells)
        return blank


class Paints:
    """The paints of a widget on its grounds, kept until its styles or the look change."""

    def __init__(self, widget: Widget, look: Callable[[], Look]) -> None:
        """``look`` tells what the widget's lines look like."""
        self._widget = widget
        self._look_now = look
        self._look: Look | None = None
        self._made: dict[str, Paint] = {}

    def forget(self) -> None:
        """The widget's styles have changed."""
        self._look = None

    @property
    def ground(self) -> Paint:
        """On the widget's own ground."""
        return self._on("")

    @property
    def cursor(self) -> Paint:
        """On that of the cursor's row."""
        return self._on("cursor")

    @property
    def cursor_away(self) -> Paint:
        """On that of the cursor's row where keys are heard elsewhere."""
        return self._on("cursor_away")

    def _on(self, name: str) -> Paint:
        look = self._look_now()
        if look is not self._look:
            self._look = look
            self._made.clear()
        paint = self._made.get(name)
        if paint is None:
            widget = self._widget
            ground = widget.rich_style
            if name:
                # what has a background of its own (a hit) keeps it on the cursor's row
                ground += look.cursor if name == "cursor" else look.cursor_away
                look = look.under_cursor()
            paint = Paint(look, ground, widget.get_line_filters(), widget.background_colors[1])
            self._made[name] = paint
        return paint


def cropped(strips: list[Strip], crop: Region, cells: int) -> list[Strip]:
    """The part of the lines that is to be drawn."""
    first, last = crop.column_span
    return strips if (first, last) == (0, cells) else [strip.crop(first, last) for strip in strips]
