"""What partial frames leave on a terminal is what drawing everything anew shows, after any keys.

It also fails when Textual no longer calls, or no longer has, what :mod:`tradetui.ui.widgets.frames` reaches into.
"""

import random

import pyte
import pytest
from textual._compositor import CompositorUpdate, LayoutUpdate

from tradetui.ui.app import TradetuiApp
from tradetui.ui.widgets.frames import Patches

from .helpers import running

#: Typed in panes and in the input alike; what opens a dialog is closed by "escape".
KEYS = (
    *("down", "down", "down", "up", "pagedown", "pageup", "home", "end", "tab", "tab", "enter", "escape"),
    *("left", "right", "plus", "minus", "0", "1", "2", "3", "4", "5", "L", "slash", "m", "M", "comma"),
    *(
        "full_stop",
        "V",
        "v",
        "left_square_bracket",
        "right_square_bracket",
        "s",
        "f",
        "question_mark",
        "t",
        "a",
    ),
    *("space", "n", "N", "backspace", "ctrl+u", "H", "x"),
)


class Terminal:
    """A terminal that is given what the app writes."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.screen = pyte.Screen(*size)
        self.stream = pyte.Stream(self.screen)
        self.kinds: list[type] = []

    def take(self, app: TradetuiApp, screen: object, update: object) -> None:
        """In place of ``App._display``, which writes nothing where there is no terminal."""
        if isinstance(update, CompositorUpdate) and not app._batch_count:
            self.kinds.append(type(update))
            self.stream.feed(update.render_segments(app.console))

    def cells(self) -> list[list[pyte.screens.Char]]:
        """Each line with all that can be seen of it: characters, colours, bold and the rest."""
        return [
            [self.screen.buffer[y][x] for x in range(self.screen.columns)] for y in range(self.screen.lines)
        ]


def drawn_anew(app: TradetuiApp, size: tuple[int, int]) -> list[list[pyte.screens.Char]]:
    """A terminal that is shown everything at once, with nothing kept from before."""
    for screen in app.screen_stack:
        for widget in (screen, *screen.walk_children()):
            widget.notify_style_update()
    terminal = Terminal(size)
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(update, LayoutUpdate)
    terminal.stream.feed(update.render_segments(app.console))
    return terminal.cells()


@pytest.mark.parametrize(
    ("seed", "size"),
    [(1, (120, 36)), (2, (80, 24)), (3, (200, 50)), (4, (60, 20)), (5, (120, 36)), (6, (170, 40))],
)
async def test_the_screen_after_any_keys_is_as_drawn_anew(seed, size, monkeypatch):
    terminal = Terminal(size)
    monkeypatch.setattr(TradetuiApp, "_display", lambda app, *shown: terminal.take(app, *shown))
    chosen = random.Random(seed)
    async with running(size=size, ascii_only=seed == 5, faults=True) as it:
        for _ in range(15):
            keys = chosen.choices(KEYS, k=chosen.randint(1, 4))
            for key in keys:
                it.app.simulate_key(key)
            await it.app.settled()
            seen = terminal.cells()
            assert seen == drawn_anew(it.app, size), keys
            await it.app.settled()
        assert it.app.faults == []
    assert Patches in terminal.kinds
