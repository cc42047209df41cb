"""The cursor, the panes, the axis under the hand, the reader, and places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tradetui.ui.session import LANES, VIEWS, back, forward, go_to, next_lanes, pan, step_back, zoom

if TYPE_CHECKING:
    from tradetui.ui.screens.main import MainScreen
    from tradetui.ui.widgets.pictures import Picture

Act = Callable[["MainScreen"], None]
#: By which share of the days shown a step along the axis goes, and a screen.
STEP, SCREEN = 1 / 24, 0.9


def _list(move: Callable[[MainScreen], None]) -> Act:
    return move


def _pan(share: float) -> Act:
    def act(screen: MainScreen) -> None:
        """Move the day; the list follows."""
        screen.go(pan(screen.session, share))
        screen.follow_day()

    return act


def _end(last: bool) -> Act:
    def act(screen: MainScreen) -> None:
        """Go to the first or the last day of the record."""
        extent = screen.session.extent
        if extent is not None:
            screen.go(go_to(screen.session, extent.last if last else extent.first))
            screen.follow_day()

    return act


def read(screen: MainScreen) -> None:
    """Go into the reader."""
    screen.go(replace(screen.session, reader_in_front=True))
    screen.reader.focus()


def to_list(screen: MainScreen) -> None:
    """Go to the list."""
    screen.focus_list()


def lanes(screen: MainScreen) -> None:
    """Divide the axis otherwise."""
    screen.go(next_lanes(screen.session))
    at = screen.session.lanes
    screen.say(f"lanes by {at}" if at != LANES[-1] else "no lanes")


def _walk(by: int) -> Act:
    def act(screen: MainScreen) -> None:
        """Go to another pane."""
        panes = screen.panes_to_walk()
        if not panes:
            return
        at = panes.index(screen.focused) if screen.focused in panes else -1
        screen.set_focus(panes[(at + by) % len(panes)])

    return act


def esc(screen: MainScreen) -> None:
    """One level back."""
    screen.go(step_back(screen.session))
    if not screen.session.reader_in_front:
        screen.focus_list()


def _place(step: Callable[..., object]) -> Act:
    def act(screen: MainScreen) -> None:
        """Another place: everything there is as it was left."""
        screen.go(step(screen.session))  # type: ignore[arg-type]
        if screen.session.reader_in_front and not screen.session.wide:
            screen.reader.focus()

    return act


def _lane(by: int) -> Act:
    return lambda screen: screen.heads.scroll(by)


def press(screen: MainScreen, message: Picture.Pressed) -> None:
    """The mouse on the masthead (a view), or on the axis (a day, or zoom by the wheel)."""
    if message.picture is screen.head:
        day = screen.heads.day_at(message.x)
        if day is None:
            return
        if message.turn:
            screen.go(
                zoom(replace(screen.session, place=replace(screen.session.place, day=day)), -message.turn)
            )
        else:
            screen.go(go_to(screen.session, day))
            screen.follow_day()
    elif message.picture is screen.masthead and message.y == 0 and not message.turn:
        from tradetui.ui.acts.find import to_view

        at = screen.view_at(message.x)
        if at is not None:
            to_view(screen, VIEWS[at])


ACTS: dict[str, Act] = {
    "down": lambda screen: screen.rows.step(1),
    "up": lambda screen: screen.rows.step(-1),
    "page-down": lambda screen: screen.rows.page(1),
    "page-up": lambda screen: screen.rows.page(-1),
    "first": lambda screen: screen.rows.end(False),
    "last": lambda screen: screen.rows.end(True),
    "read": read,
    "pan-left": _pan(-STEP),
    "pan-right": _pan(STEP),
    "screen-left": _pan(-SCREEN),
    "screen-right": _pan(SCREEN),
    "axis-left": _pan(-STEP),
    "axis-right": _pan(STEP),
    "axis-screen-left": _pan(-SCREEN),
    "axis-screen-right": _pan(SCREEN),
    "axis-first": _end(False),
    "axis-last": _end(True),
    "axis-read": to_list,
    "lane-down": _lane(1),
    "lane-up": _lane(-1),
    "lanes": lanes,
    "scroll-down": lambda screen: screen.reader.scroll_lines(1),
    "scroll-up": lambda screen: screen.reader.scroll_lines(-1),
    "reader-page-down": lambda screen: screen.reader.scroll_pages(1),
    "reader-page-up": lambda screen: screen.reader.scroll_pages(-1),
    "reader-top": lambda screen: screen.reader.scroll_ends(False),
    "reader-bottom": lambda screen: screen.reader.scroll_ends(True),
    "next-link": lambda screen: screen.reader.walk(1),
    "former-link": lambda screen: screen.reader.walk(-1),
    "next-pane": _walk(1),
    "former-pane": _walk(-1),
    "step-back": esc,
    "back": _place(back),
    "forward": _place(forward),
}
