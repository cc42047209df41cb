"""The axis under the hand: lanes and what is remembered of them, and the days of what matches."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.core.frozen import replace
from tradetui.present import dates
from tradetui.ui.session import LANES, Span, fit_to, next_lanes

if TYPE_CHECKING:
    from tradetui.ui.desk import Desk
    from tradetui.ui.session import Session


def _remembered(desk: Desk, session: Session, said: str) -> None:
    """Show other lanes, and keep them for the next time."""
    from tradetui.ui.memory import Remembered, remember

    desk.go(session)
    fault = remember(Remembered(session.lanes, session.hide_empty))
    desk.say(f"{said}; {fault}" if fault else said, "warn" if fault else "text")


def lanes(desk: Desk) -> None:
    """Divide the axis otherwise."""
    session = next_lanes(desk.session)
    _remembered(desk, session, f"lanes by {session.lanes}" if session.lanes != LANES[-1] else "no lanes")


def hide_empty(desk: Desk) -> None:
    """Leave out the lanes with nothing in view, or show them again."""
    session = replace(desk.session, hide_empty=not desk.session.hide_empty)
    said = "empty lanes are left out, and counted below" if session.hide_empty else "every lane is shown"
    _remembered(desk, session, said)


def fit_matches(desk: Desk) -> None:
    """Show the days in which what is found lies."""
    from tradetui.ui.fitting import matched_days

    session = desk.session

    def then(found: Span | None) -> None:
        if found is None:
            desk.say("nothing that is found has a date", "dim")
            return
        desk.go(fit_to(desk.session, found))
        desk.say(f"what is found lies in {dates.span(found.first, found.last)}", "date")

    desk.runner.ask("fit", lambda archive: matched_days(archive, session), then, failed=desk.screen.failed)


ACTS: dict[str, Callable[[Desk], None]] = {
    "lanes": lanes,
    "hide-empty": hide_empty,
    "fit-matches": fit_matches,
}
