"""The reader: one record in full, whose links can be walked by key and clicked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events
from textual.message import Message

from tradetui.present.cells import cells_of, over_line
from tradetui.present.page import Page, Target
from tradetui.present.roles import Line
from tradetui.ui.keymap import bindings
from tradetui.ui.widgets.line_view import LineView, note_fault

#: Cells left free on both sides of the text; lines longer than this read badly.
MARGIN, LONGEST = 1, 100


class Reader(LineView):
    """The page of a record, made anew at each width."""

    BINDINGS = bindings("reader")
    scope = "reader"

    class Followed(Message):
        """A link was clicked."""

        def __init__(self, target: Target) -> None:
            """With where it leads."""
            super().__init__()
            self.target = target

    class PageMade(Message):
        """Another page is shown."""

        def __init__(self, page: Page) -> None:
            """The page."""
            super().__init__()
            self.page = page

    def __init__(self, id_: str | None = None) -> None:
        """An empty reader."""
        super().__init__(id_)
        self._make: Callable[[int], Page] | None = None
        self._key: object = None
        self._width = -1
        self.page_shown = Page()
        self.at: int | None = None
        self.labels: Mapping[int, str] = {}

    def show(self, make: Callable[[int], Page] | None, key: object = None) -> None:
        """Show what ``make(width)`` gives; a page of another ``key`` is shown from its top."""
        fresh = key != self._key
        self._make, self._key, self._width = make, key, -1
        if fresh:
            self.at = None
            self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.lay_out()

    @property
    def text_width(self) -> int:
        """How many cells a line of text may take."""
        return max(10, min(self.cells - 2 * MARGIN, LONGEST))

    def lay_out(self) -> None:
        """Make the page fit the width."""
        if self.cells == 0 or self.cells == self._width:
            return
        self._width = self.cells
        try:
            self.page_shown = self._make(self.text_width) if self._make else Page()
        except Exception as error:
            note_fault(self, error)
            self.page_shown = Page((((f"This record can't be shown: {type(error).__name__}", "warn"),),))
        if self.at is not None and self.at >= len(self.page_shown.targets):
            self.at = None
        self.lines_changed()
        self.post_message(self.PageMade(self.page_shown))

    def line_count(self) -> int:
        """The lines of the page."""
        return len(self.page_shown.lines)

    def line(self, y: int, width: int) -> Line:
        """A line of the page between its margins."""
        return ((" " * MARGIN, "text"), *self.page_shown.lines[y])

    def dressed(self, y: int, line: Line, at_cursor: bool) -> Line:
        """The link one stands on, the labels to jump to, and an edge in the margin while keys are heard here."""
        for number, target in enumerate(self.page_shown.targets):
            if target.line != y:
                continue
            start, end = target.start + MARGIN, target.end + MARGIN
            if number == self.at:
                line = over_line(line, start, cells_of(line, start, end), "cursor")
            if (label := self.labels.get(number)) is not None:
                line = over_line(line, start, label, "hit")
        return over_line(line, 0, "|" if self.look().ascii else "▎", "key") if self.has_focus else line

    def on_focus(self) -> None:
        """Draw the edge."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the edge away."""
        self.refresh()

    # --- moving ---------------------------------------------------------------------------------------------

    @property
    def target(self) -> Target | None:
        """The link one stands on."""
        return self.page_shown.targets[self.at] if self.at is not None else None

    def walk(self, by: int) -> None:
        """Go to the next link, or the one before; from none, to the first in view."""
        targets = self.page_shown.targets
        if not targets:
            return
        if self.at is None:
            top = self.scroll_offset.y
            seen = [n for n, target in enumerate(targets) if target.line >= top]
            at = (
                (seen[0] if seen else len(targets) - 1)
                if by > 0
                else (seen[0] - 1 if seen else len(targets) - 1)
            )
        else:
            at = self.at + by
        self.stand_on(max(0, min(at, len(targets) - 1)))

    def stand_on(self, number: int | None) -> None:
        """Stand on a link and bring it into view."""
        self.at = number
        self._forget()
        self.refresh()
        if number is not None:
            self.reveal(self.page_shown.targets[number].line, spare=2)

    def next_hit(self, by: int) -> bool:
        """Bring the next line with a hit to the top (by 1), or the one before (by -1); False when there is none."""
        top = self.scroll_offset.y
        hits = [n for n, line in enumerate(self.page_shown.lines) if any(role == "hit" for _, role in line)]
        found = [n for n in hits if n > top] if by > 0 else [n for n in reversed(hits) if n < top]
        if not found or (by > 0 and top >= self.max_scroll_y):
            return False
        self.scroll_to(y=found[0], animate=False, force=True, immediate=True)
        return True

    def scroll_lines(self, by: int) -> None:
        """Scroll by so many lines."""
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True, immediate=True)

    def scroll_pages(self, by: int) -> None:
        """Scroll by so many screens, one line of which stays in view."""
        self.scroll_lines(by * max(1, self.size.height - 1))

    def scroll_ends(self, last: bool) -> None:
        """Scroll to the top or the bottom."""
        self.scroll_to(y=self.line_count() if last else 0, animate=False, force=True, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        line = self.line_at(event.y)
        x = event.x - MARGIN
        for number, target in enumerate(self.page_shown.targets):
            if target.line == line and target.start <= x < target.end:
                self.stand_on(number)
                self.post_message(self.Followed(target))
                return

    def on_resize(self) -> None:
        """Another width, another page."""
        self.lay_out()
