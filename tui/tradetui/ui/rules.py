"""Why a command can't be run now: pure questions to a session; None when it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetui.ui.session import Session


def opened(session: Session) -> str | None:
    """Something is open."""
    return None if session.opened else "the collection is still being opened"


def has_axis(session: Session) -> str | None:
    """An axis is shown."""
    if session.span is None:
        return "there is no dated record to draw an axis of"
    return None if session.cells else "no axis is shown here: press 1 for the timeline"


def on_timeline(session: Session) -> str | None:
    """The timeline is shown."""
    return has_axis(session) if session.place.view == "timeline" else "lanes are on the timeline: press 1"


def has_record(session: Session) -> str | None:
    """A record is in view."""
    return None if session.place.record else "there is no record under the cursor"


def has_link(session: Session) -> str | None:
    """The record names a web address."""
    return has_record(session) or (None if session.links else "this record names no web address")


def has_target(session: Session) -> str | None:
    """The record leads elsewhere."""
    return has_record(session) or (None if session.targets else "nothing in this record leads elsewhere")


def has_file(session: Session) -> str | None:
    """The record comes from a file."""
    return has_record(session) or (
        None if session.file else "this record comes from no file that could be edited"
    )


def has_rows(session: Session) -> str | None:
    """The list holds something."""
    return None if session.found else "the list is empty"


def has_past(session: Session) -> str | None:
    """There is a place behind."""
    return None if session.past else "there is no place to go back to"


def has_future(session: Session) -> str | None:
    """There is a place ahead."""
    return None if session.future else "there is no place to go forward to"


def sortable(session: Session) -> str | None:
    """The list has several orders."""
    return (
        None
        if session.place.view in ("timeline", "actors", "quotes", "sources")
        else "these stand in one order"
    )


def moved_in_time(session: Session) -> str | None:
    """One stands elsewhere than at the end."""
    return "you already stand at the end of the record" if session.place.known_on == session.now else None


def can_step_back(session: Session) -> str | None:
    """There is a level to step back from."""
    from tradetui.ui.session import can_step_back

    return None if can_step_back(session) else "nothing to step back from; q quits"


def has_marks(session: Session) -> str | None:
    """Something is marked."""
    return None if session.marks else "nothing is marked: m marks"


def has_marked_day(session: Session) -> str | None:
    """A day is marked, and the cursor stands on one."""
    if session.marked_day is None:
        return "mark a day first: M on its record"
    return None if session.place.day is not None else "the cursor stands on no day"


def has_facets(session: Session) -> str | None:
    """Facets are shown."""
    from tradetui.ui.layout import FACETED

    if session.place.view not in FACETED:
        return "these are not narrowed by what they have in common: press 3 for quotes"
    return opened(session)


def has_suggestion(session: Session) -> str | None:
    """A spelling is suggested."""
    return None if session.suggestion else "there is no other spelling to offer"


def has_two(session: Session) -> str | None:
    """Two things are marked."""
    days = (session.marked_day, session.place.day)
    if len(session.marked_records) > 1 or (None not in days and days[0] != days[1]):
        return None
    return "mark two speakers, or quotes of theirs (m); or a day (M), and go to another"
