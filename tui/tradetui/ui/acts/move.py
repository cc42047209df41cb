"""The cursor, the panes, the axis under the hand, the reader, and places."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.core.frozen import replace
from tradetui.ui.session import VIEWS, back, forward, go_to, pan, step_back, zoom

if TYPE_CHECKING:
    from tradetui.ui.desk import Desk
    from tradetui.ui.widgets.pictures import Picture

Act = Callable[["Desk"], None]
#: By which share of the days shown a step along the axis goes, and a desk.
STEP, SCREEN = 1 / 24, 0.9


def _pan(share: float) -> Act:
    def act(desk: Desk) -> None:
        """Move the day; the list follows."""
        desk.go_to_day(pan(desk.session, share))

    return act


def _end(last: bool) -> Act:
    def act(desk: Desk) -> None:
        """Go to the first or the last day of the record."""
        extent = desk.session.extent
        if extent is not None:
            desk.go_to_day(go_to(desk.session, extent.last if last else extent.first))

    return act


def read(desk: Desk) -> None:
    """Go into the reader."""
    desk.go(replace(desk.session, reader_in_front=True, facets_in_front=False))
    desk.screen.set_focus(desk.reader)


def to_list(desk: Desk) -> None:
    """Go to the list."""
    desk.focus_list()


def _walk(by: int) -> Act:
    def act(desk: Desk) -> None:
        """Go to another pane."""
        panes = desk.panes_to_walk()
        if not panes:
            return
        at = panes.index(desk.screen.focused) if desk.screen.focused in panes else -1
        desk.screen.set_focus(panes[(at + by) % len(panes)])

    return act


def esc(desk: Desk) -> None:
    """One level back."""
    desk.go(step_back(desk.session))
    if not desk.session.reader_in_front:
        desk.focus_list()


def _place(step: Callable[..., object]) -> Act:
    def act(desk: Desk) -> None:
        """Another place: everything there is as it was left."""
        desk.go(step(desk.session))  # type: ignore[arg-type]
        if desk.session.reader_in_front and not desk.session.wide:
            desk.screen.set_focus(desk.reader)

    return act


def _lane(by: int) -> Act:
    return lambda desk: desk.heads.scroll(by)


def press(desk: Desk, message: Picture.Pressed) -> None:
    """The mouse on the masthead (a view), or on the axis (a day, or zoom by the wheel)."""
    if message.picture is desk.screen.head:
        day = desk.heads.day_at(message.x)
        if day is None:
            return
        if message.turn:
            desk.go(zoom(replace(desk.session, place=replace(desk.session.place, day=day)), -message.turn))
        else:
            desk.go_to_day(go_to(desk.session, day))
    elif message.picture is desk.screen.masthead and message.y == 0 and not message.turn:
        from tradetui.ui.acts.find import to_view
        from tradetui.ui.chrome import view_at

        at = view_at(desk.session, desk.screen.told, message.picture.size.width, message.x)
        if at is not None:
            to_view(desk, VIEWS[at])


ACTS: dict[str, Act] = {
    "down": lambda desk: desk.rows.step(1),
    "up": lambda desk: desk.rows.step(-1),
    "page-down": lambda desk: desk.rows.page(1),
    "page-up": lambda desk: desk.rows.page(-1),
    "first": lambda desk: desk.to_end(last=False),
    "last": lambda desk: desk.to_end(last=True),
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
    "scroll-down": lambda desk: desk.reader.scroll_lines(1),
    "scroll-up": lambda desk: desk.reader.scroll_lines(-1),
    "reader-page-down": lambda desk: desk.reader.scroll_pages(1),
    "reader-page-up": lambda desk: desk.reader.scroll_pages(-1),
    "reader-top": lambda desk: desk.reader.scroll_ends(False),
    "reader-bottom": lambda desk: desk.reader.scroll_ends(True),
    "next-link": lambda desk: desk.reader.walk(1),
    "former-link": lambda desk: desk.reader.walk(-1),
    "next-pane": _walk(1),
    "former-pane": _walk(-1),
    "step-back": esc,
    "back": _place(back),
    "forward": _place(forward),
}
