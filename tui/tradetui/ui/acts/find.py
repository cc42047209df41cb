"""Views, filter, hits, order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.core.frozen import replace
from tradetui.core.query.model import Field
from tradetui.ui.chrome import SORT_WORDS
from tradetui.ui.panes import query_of
from tradetui.ui.session import View, ask, next_sort, show

if TYPE_CHECKING:
    from tradetui.ui.desk import Desk


def to_view(desk: Desk, view: View) -> None:
    """Show a view, with the list in focus."""
    desk.go(show(desk.session, view))
    desk.focus_list()


def _view(view: View) -> Callable[[Desk], None]:
    return lambda desk: to_view(desk, view)


def filter_(desk: Desk) -> None:
    """Open the filter."""
    desk.typing.open("filter", desk.session.place.text)


def clear_filter(desk: Desk) -> None:
    """Show everything again."""
    desk.go(ask(desk.session, ""))


def _hit(by: int) -> Callable[[Desk], None]:
    def act(desk: Desk) -> None:
        """In the reader the next hit in the text, else the next record."""
        if desk.scope == "reader" and desk.reader.next_hit(by):
            return
        before = desk.rows.cursor
        desk.rows.step(by)
        if desk.rows.cursor == before:
            desk.say("that was the last one" if by > 0 else "that was the first one", "dim")

    return act


def sort(desk: Desk) -> None:
    """Put the list in the next order."""
    desk.go(next_sort(desk.session))
    desk.say(f"sorted {SORT_WORDS[desk.session.sort]}")


def accept_filter(desk: Desk, text: str) -> None:
    """The filter was typed to its end: a word still finds longer ones, as was seen; a value is asked for as it is."""
    session = ask(desk.session, text)
    last = query_of(session).terms[-1:]
    place = replace(session.place, half=session.place.half and not any(isinstance(t, Field) for t in last))
    desk.go(replace(session, place=place, jumped=""))


ACTS: dict[str, Callable[[Desk], None]] = {
    "view-timeline": _view("timeline"),
    "view-actors": _view("actors"),
    "view-quotes": _view("quotes"),
    "view-measures": _view("measures"),
    "view-sources": _view("sources"),
    "filter": filter_,
    "clear-filter": clear_filter,
    "next-hit": _hit(1),
    "former-hit": _hit(-1),
    "sort": sort,
}
