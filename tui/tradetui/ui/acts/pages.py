"""The views that are come to from a record: what changed, where sources disagree, the thread of the record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.ui.session import View, show_at

if TYPE_CHECKING:
    from tradetui.ui.desk import Desk


def _from_record(view: View) -> Callable[[Desk], None]:
    def act(desk: Desk) -> None:
        """Show the view, with its cursor on the record in view where that is listed."""
        desk.go(show_at(desk.session, view, desk.session.place.record))
        desk.focus_list()

    return act


def changes(desk: Desk) -> None:
    """Show what changed, from the top: that is the answer."""
    desk.go(show_at(desk.session, "changes", ""))
    desk.focus_list()


ACTS: dict[str, Callable[[Desk], None]] = {
    "changes": changes,
    "conflicts": _from_record("conflicts"),
    "thread": _from_record("threads"),
}
