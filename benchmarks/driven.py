"""The app with marks: writes to its terminal when rows and when all answers of a key are drawn.

    python benchmarks/driven.py FOLDER [--known-on DAY] [--trace FILE]
    python benchmarks/driven.py --empty | --list

Run by ``driving.py`` in a pseudo-terminal. ``--trace`` also appends every SQL statement to a file. ``--empty`` is the
floor: an app that draws a screen full of text anew at each key, and does nothing else. ``--list`` is the floor of a
key in a list: a million rows by Textual's Line API, with a cursor, and nothing else on the screen.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

ROWS, IDLE = "\x1b]9999;rows\x07", "\x1b]9999;idle\x07"
#: In a trace: the list is asked for.
LIST = "list"
#: As ``IDLE``, where the reader waited for the cursor to rest.
RESTED = "\x1b]9999;idle, rested\x07"
#: What is fetched for later: the rows that are not in view.
UNSEEN = frozenset(("all", "ahead"))


def marked(app: Any, note: Callable[[str], object] = lambda text: None) -> None:
    """Have the app write its marks once what they tell is drawn; ``note`` is told of them, too."""
    from tradetui.ui import panes
    from tradetui.ui.runner import Runner
    from tradetui.ui.screens.main import MainScreen
    from tradetui.ui.widgets.record_list import RecordList

    rested = [False]
    #: The rows are there but not on the screen yet; they are in the frame that is being made.
    awaited, in_frame = [False], [False]

    def write(text: str) -> None:
        app._driver.write(text)
        note(text)

    def mark(text: str) -> None:
        app.main.call_after_refresh(write, text)

    def displayed() -> None:
        if in_frame[0]:
            awaited[0] = in_frame[0] = False
            write(ROWS)

    shown, deliver, ask, render = MainScreen.rows_shown, Runner.deliver, Runner.ask, RecordList.render_lines

    def rendered(self: Any, crop: Any) -> Any:
        in_frame[0] = awaited[0]
        return render(self, crop)

    def asked(self: Any, slot: str, *arguments: Any, **more: Any) -> None:
        if slot == "reader":
            rested[0] = more.get("delay", 0.0) > 0
        ask(self, slot, *arguments, **more)

    def rows_shown(self: Any) -> None:
        shown(self)
        awaited[0] = True

    def delivered(self: Any, answer: Any) -> None:
        deliver(self, answer)
        if not any(
            slot.wanted is not None or slot.running
            for name, slot in self._slots.items()
            if name not in UNSEEN
        ):
            mark(RESTED if rested[0] else IDLE)
            rested[0] = False

    answer = panes.view_answer

    def answered(*arguments: Any, **more: Any) -> Any:
        note(LIST)
        return answer(*arguments, **more)

    panes.view_answer = answered
    app.post_display_hook = displayed
    Runner.ask = asked  # type: ignore[method-assign]
    RecordList.render_lines = rendered  # type: ignore[method-assign]
    MainScreen.rows_shown = rows_shown  # type: ignore[method-assign]
    Runner.deliver = delivered  # type: ignore[method-assign]


def traced(path: Path) -> Callable[[str], object]:
    """Write down every statement that a connection of the archive runs; returns what writes a line beside them."""
    from tradetui.store.connections import Connections

    file = path.open("a", encoding="utf-8", buffering=1)
    adopt = Connections._adopt

    def adopted(self: Any, connection: Any) -> None:
        adopt(self, connection)
        connection.set_trace_callback(lambda sql: file.write(sql.replace("\n", " ") + "\n"))

    Connections._adopt = adopted  # type: ignore[method-assign]
    return lambda text: file.write(f"-- {'rows' if text == ROWS else LIST if text == LIST else 'idle'}\n")


def empty() -> None:
    """A full screen drawn anew at each key."""
    from rich.segment import Segment
    from textual import events
    from textual.app import App, ComposeResult
    from textual.geometry import Size
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    class Lines(ScrollView):
        count = 0

        def render_line(self, y: int) -> Strip:
            text = f"{self.count:6} line {y:3} " * 40
            return Strip([Segment(text[: self.size.width])])

    class Empty(App[None]):
        def compose(self) -> ComposeResult:
            self.lines = Lines()
            self.lines.virtual_size = Size(10, 10)
            yield self.lines

        def on_key(self, event: events.Key) -> None:
            self.lines.count += 1
            self.lines.refresh()
            self.call_after_refresh(lambda: self._driver.write(ROWS + IDLE))

    Empty().run()


def bare_list() -> None:
    """A million rows under a cursor that goes down and up."""
    from rich.segment import Segment
    from rich.style import Style
    from textual.app import App, ComposeResult
    from textual.geometry import Size
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

    class Rows(ScrollView, can_focus=True):
        BINDINGS: ClassVar = [("down", "step(1)", "Down"), ("up", "step(-1)", "Up")]
        cursor = 0

        def on_mount(self) -> None:
            self.virtual_size = Size(80, 1_000_000)

        def render_line(self, y: int) -> Strip:
            number, width = y + self.scroll_offset.y, self.size.width
            text = f"row {number:9} and words that stand in it " * 4
            style = Style(reverse=True) if number == self.cursor else Style()
            return Strip([Segment(text[:width].ljust(width), style)], width)

        def action_step(self, by: int) -> None:
            old, self.cursor = self.cursor, max(0, self.cursor + by)
            self.refresh_line(old)
            self.refresh_line(self.cursor)
            top, height = self.scroll_offset.y, self.size.height
            wanted = min(max(top, self.cursor - height + 1), self.cursor)
            if wanted != top:
                self.scroll_to(y=wanted, animate=False, force=True, immediate=True)

    class Bare(App[None]):
        def compose(self) -> ComposeResult:
            yield Rows()

    Bare().run()


def main() -> None:
    """Run one of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--known-on")
    parser.add_argument("--trace", type=Path)
    parser.add_argument("--empty", action="store_true")
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    if given.empty or given.list:
        empty() if given.empty else bare_list()
        return
    from tradetui.ui.app import build

    note = traced(given.trace) if given.trace else None
    day = date.fromisoformat(given.known_on).toordinal() if given.known_on else None
    app = build(given.folder, today="2026-01-01", cache_dir=None, known_on=day)
    marked(app, *((note,) if note else ()))
    app.run()


if __name__ == "__main__":
    main()
