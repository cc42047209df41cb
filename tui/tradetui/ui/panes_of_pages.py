"""The views that are pages of lines: measures in force, what changed, where sources disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.present import dates
from tradetui.present.called import called, change_ids, conflict_ids, in_force_ids
from tradetui.store.archive import Archive, Count
from tradetui.ui.listing import PageListing
from tradetui.ui.panes import ViewAnswer, cursor_position, query_of, why_empty

if TYPE_CHECKING:
    from tradetui.core.in_force import InForce
    from tradetui.present.page import Page
    from tradetui.present.roles import Line
    from tradetui.ui.session import Session


def page_answer(archive: Archive, session: Session, *, ascii_only: bool = False) -> ViewAnswer:
    """The page of the session's view."""
    make = {"measures": _measures, "changes": _changes, "conflicts": _conflicts}[session.place.view]
    listing, number, empty = make(archive, session, ascii_only)
    return ViewAnswer(
        listing, Count(number), cursor_position(listing, session), True, () if number else empty
    )


_Made = tuple[PageListing, int, "tuple[Line, ...]"]


def day_of(session: Session) -> int:
    """The day a question is about: the cursor's, else the one stood on."""
    return session.place.day if session.place.day is not None else session.place.known_on


def _measures(archive: Archive, session: Session, ascii_only: bool) -> _Made:
    """What was in force on the cursor's day."""
    from tradetui.core.frozen import replace
    from tradetui.present import measures

    query, known_on = query_of(session), session.place.known_on
    result: InForce = archive.in_force(day_of(session), known_on=known_on)
    if query.terms:
        rows = archive.rows(archive.ids(query, kinds=("measure",), known_on=known_on).rows)
        wanted = {row.id for row in rows}
        # totals add up what is in force, whatever the filter: they stand only over the whole
        kept = tuple(state for state in result.measures if state.measure.id in wanted)
        result = replace(result, measures=kept, totals=())
    if not result.measures:
        empty = why_empty(archive, query, ("measure",), known_on)
        return PageListing(lambda width: _no_page(), ()), 0, empty
    held = {state.measure.id for state in result.measures}
    names = called(archive, in_force_ids(result), known_on=known_on)
    sides = [side.id for side in archive.info.sides]

    def make(width: int) -> Page:
        return measures.in_force_page(
            result, width, names=names, sides=sides, all_measures=bool(query.terms), ascii_only=ascii_only
        )

    return PageListing(make, held), len(held), ()


def _changes(archive: Archive, session: Session, ascii_only: bool) -> _Made:
    """What changed between the marked day and the cursor's."""
    marked, day, known_on = session.marked_day, day_of(session), session.place.known_on
    if marked is None:
        text = "No day is marked: go to a day and press M, then to another."
        return PageListing(lambda width: _no_page(), ()), 0, ((), ((f"  {text}", "note"),))
    from tradetui.present import changes

    first, last = min(marked, day), max(marked, day)
    found = archive.changes(first, last, known_on=known_on)
    if not found:
        text = f"Nothing changed from {dates.day(first)} to {dates.day(last)}, as far as was known."
        return PageListing(lambda width: _no_page(), ()), 0, ((), ((f"  {text}", "note"),))
    names = called(archive, change_ids(found), known_on=known_on)
    held = {change.id for change in found}
    capped = f", as known on {dates.day(known_on)}" if known_on < last else ""
    heading: Line = (
        ("From ", "label"),
        (dates.day(first), "date"),
        (" to ", "label"),
        (dates.day(last), "date"),
    )

    def make(width: int) -> Page:
        return changes.page(found, width, names=names, ascii_only=ascii_only)

    return PageListing(make, held, heading=(*heading, (capped, "dim"))), len(found), ()


def _conflicts(archive: Archive, session: Session, ascii_only: bool) -> _Made:
    """Every point on which no reading reconciles the sources."""
    found = archive.conflicts(known_on=session.place.known_on)
    query = query_of(session)
    if query.terms:
        from tradetui.ui.panes import KINDS

        ids = archive.ids(query, kinds=KINDS["conflicts"], known_on=session.place.known_on).rows
        wanted = {row.id for row in archive.rows(ids)}
        found = [conflict for conflict in found if conflict.id in wanted]
    if not found:
        text = "No sources disagree" + (
            " on what the filter finds." if query.terms else ", as far as was known."
        )
        return PageListing(lambda width: _no_page(), ()), 0, ((), ((f"  {text}", "note"),))
    from tradetui.present import conflicts

    names = called(archive, conflict_ids(found), known_on=session.place.known_on)
    held = {conflict.id for conflict in found}
    return (
        PageListing(lambda width: conflicts.page(found, width, names=names, ascii_only=ascii_only), held),
        len(found),
        (),
    )


def _no_page() -> Page:
    from tradetui.present.page import Page

    return Page()
