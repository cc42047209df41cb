"""Partial frames: of what is on the screen only the cells that changed are asked for, each of the widget seen there.

For a partial update Textual draws every widget that lies in the box around all that changed, cuts each of its lines at
the edges of all widgets, and keeps the pieces in front: about half of what a key costs. Which widget is seen in which
cells depends on the layout alone, so it is worked out once a layout here.

This reaches into Textual 8.2.8, which is pinned: it overrides ``Compositor.render_partial_update``, reads its
``_dirty_regions``, and stands in a screen's ``_compositor``. A test holds that it writes what a full repaint shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult
    from textual.strip import Strip
    from textual.widget import Widget


class Seen(NamedTuple):
    """The cells ``first`` up to ``end`` of line ``y``, and the widget seen there with the whole of its region."""

    y: int
    first: int
    end: int
    widget: Widget
    region: Region


class Patches(ChopsUpdate):
    """Strips with the cells (x, y) at which they begin."""

    def __init__(self, strips: list[tuple[int, int, Strip]]) -> None:
        """In any order; none lies over another."""
        super().__init__([], [], [])
        self.strips = strips

    def render_segments(self, console: Console) -> str:
        """All of it as it goes to the terminal."""
        return "".join([f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for x, y, strip in self.strips])

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The same as segments."""
        for x, y, strip in self.strips:
            yield Control.move_to(x, y).segment
            yield from strip


class Frames(Compositor):
    """A compositor whose partial updates cost what has changed."""

    def __init__(self) -> None:
        """Of a screen that isn't laid out yet."""
        super().__init__()
        self._of_layout: object = None
        self._lines: dict[int, list[Seen]] = {}

    def render_partial_update(self) -> Patches | None:
        """What has changed since the last update; None where nothing has."""
        screen = self.size.region
        dirty = [region for each in self._dirty_regions if (region := each.intersection(screen))]
        self._dirty_regions.clear()
        wanted: dict[Widget, list[Seen]] = {}
        for y, first, end in self._regions_to_spans(dirty):
            for seen in self._seen(y):
                if seen.first < end and first < seen.end:
                    if seen.first < first or end < seen.end:
                        seen = seen._replace(first=max(first, seen.first), end=min(end, seen.end))
                    wanted.setdefault(seen.widget, []).append(seen)
        return Patches([piece for parts in wanted.values() for piece in _drawn(parts)]) if wanted else None

    def _seen(self, y: int) -> list[Seen]:
        """Which widget is seen where in a line; cells in which there is none belong to nobody."""
        visible = self.visible_widgets
        if visible is not self._of_layout:
            self._of_layout, self._lines = visible, {}
        found = self._lines.get(y)
        if found is None:
            found = self._lines[y] = []
            free = [(0, self.size.width)]
            for widget, (region, clip) in visible.items():
                part = region.intersection(clip)
                if not part.y <= y < part.bottom:
                    continue
                left: list[tuple[int, int]] = []
                for first, end in free:
                    begin, stop = max(first, part.x), min(end, part.right)
                    if begin < stop:
                        found.append(Seen(y, begin, stop, widget, region))
                        left += [gap for gap in ((first, begin), (stop, end)) if gap[0] < gap[1]]
                    else:
                        left.append((first, end))
                free = left
                if not free:
                    break
        return found


def _drawn(parts: list[Seen]) -> Iterator[tuple[int, int, Strip]]:
    """Parts of one widget, its lines from the first to the last of them drawn at once."""
    region = parts[0].region
    top, bottom = parts[0].y, parts[-1].y + 1
    left = min(part.first for part in parts)
    right = max(part.end for part in parts)
    crop = Region(left - region.x, top - region.y, right - left, bottom - top)
    strips = parts[0].widget.render_lines(crop)
    for y, first, end, _, _ in parts:
        strip = strips[y - top]
        yield first, y, strip if (first, end) == (left, right) else strip.crop(first - left, end - left)
