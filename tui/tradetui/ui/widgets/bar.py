"""A scroll bar that is drawn anew only where it looks otherwise: on a long list most steps move it by nothing."""

from __future__ import annotations

from typing import Any

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.reactive import Reactive
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip


class Bar(ScrollBar):
    """A vertical scroll bar whose cells are kept."""

    position: Reactive[float] = Reactive(0, repaint=False)
    window_size: Reactive[int] = Reactive(0, repaint=False)
    window_virtual_size: Reactive[int] = Reactive(100, repaint=False)

    def __init__(self, thickness: int) -> None:
        """So many cells wide."""
        self._cells: list[Segment] | None = None
        self._strips: list[Strip] = []
        super().__init__(vertical=True, name="vertical", thickness=thickness)

    def watch_position(self) -> None:
        """The lines in view are others."""
        self._look_again()

    def watch_window_size(self) -> None:
        """So many lines are in view."""
        self._look_again()

    def watch_window_virtual_size(self) -> None:
        """So many lines are there in all."""
        self._look_again()

    def _look_again(self) -> None:
        if self._cells is not None and self._made() != self._cells:
            self.refresh()

    def refresh(self, *regions: Region, **how: Any) -> Bar:
        """Draw it anew."""
        self._cells = None
        return super().refresh(*regions, **how)

    def notify_style_update(self) -> None:
        """The theme changed."""
        self._cells = None
        super().notify_style_update()

    def on_resize(self) -> None:
        """Another number of cells."""
        self._cells = None

    def _made(self) -> list[Segment]:
        """A cell for each row, as Textual has it."""
        bar = self.render()
        assert isinstance(bar, ScrollBarRender) and isinstance(bar.style, Style)
        return list(
            bar.render_bar(
                self.size.height,
                bar.virtual_size,
                bar.window_size,
                bar.position,
                self.size.width,
                back_color=bar.style.bgcolor or Color.default(),
                bar_color=bar.style.color or Color.default(),
            ).segments
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """The cells that are kept, as they go to the terminal."""
        if self._cells is None:
            self._cells = cells = self._made()
            # most of them are one and the same
            drawn = {key: self._drawn(cell) for key, cell in {id(cell): cell for cell in cells}.items()}
            self._strips = [drawn[id(cell)] for cell in cells]
        return self._strips[crop.y : crop.bottom]

    def _drawn(self, cell: Segment) -> Strip:
        segments = [cell]
        for each in self.get_line_filters():
            segments = each.apply(segments, self.background_colors[1])
        return Strip(segments, self.size.width)
