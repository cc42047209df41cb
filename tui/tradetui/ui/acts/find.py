"""Views, filter, hits, order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tradetui.ui.session import View, ask, next_sort, show

if TYPE_CHECKING:
    from tradetui.ui.screens.main import MainScreen

_SORTS = {"when": "by date", "newest": "newest first", "rank": "best match first"}


def to_view(screen: MainScreen, view: View) -> None:
    """Show a view, with the list in focus."""
    screen.go(show(screen.session, view))
    screen.focus_list()


def _view(view: View) -> Callable[[MainScreen], None]:
    return lambda screen: to_view(screen, view)


def filter_(screen: MainScreen) -> None:
    """Open the filter."""
    screen.open_prompt("filter", screen.session.place.text)


def clear_filter(screen: MainScreen) -> None:
    """Show everything again."""
    screen.go(ask(screen.session, ""))


def _hit(by: int) -> Callable[[MainScreen], None]:
    def act(screen: MainScreen) -> None:
        """In the reader the next hit in the text, else the next record."""
        if screen.scope == "reader" and screen.reader.next_hit(by):
            return
        before = screen.rows.cursor
        screen.rows.step(by)
        if screen.rows.cursor == before:
            screen.say("that was the last hit" if by > 0 else "that was the first hit", "dim")

    return act


def sort(screen: MainScreen) -> None:
    """Put the list in the next order."""
    screen.go(next_sort(screen.session))
    screen.say(f"sorted {_SORTS[screen.session.sort]}")


def accept_filter(screen: MainScreen, text: str) -> None:
    """The filter was typed to its end."""
    session = ask(screen.session, text)
    screen.go(replace(session, jumped=""))


ACTS: dict[str, Callable[[MainScreen], None]] = {
    "view-timeline": _view("timeline"),
    "view-actors": _view("actors"),
    "view-quotes": _view("quotes"),
    "view-measures": _view("measures"),
    "view-sources": _view("sources"),
    "changes": _view("changes"),
    "conflicts": _view("conflicts"),
    "filter": filter_,
    "clear-filter": clear_filter,
    "next-hit": _hit(1),
    "former-hit": _hit(-1),
    "sort": sort,
}
