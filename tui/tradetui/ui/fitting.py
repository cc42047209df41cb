"""Which days the records that match lie in: a pure question to the archive, at a cost that does not grow with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetui.core.query.model import Field, Query
from tradetui.ui.panes import KINDS, query_of
from tradetui.ui.session import Session, Span

if TYPE_CHECKING:
    from tradetui.core.records import Kind
    from tradetui.store.archive import Archive

#: Up to so many records are looked at one by one; of more, counts in so many steps of time are.
ONE_BY_ONE, STEPS = 2_000, 400


def matched_days(archive: Archive, session: Session) -> Span | None:
    """From the first to the last day that a record of the view touches under the filter; open ends aside.

    Of an actor in view it is what they did and said.
    """
    place = session.place
    query, kinds = query_of(session), KINDS[place.view]
    if place.view == "actors" and place.cursor():
        query, kinds = Query((Field("by", (place.cursor(),)),)), ("event", "quote")
    ids = archive.ids(query, kinds=kinds, known_on=place.known_on, limit=ONE_BY_ONE)
    if ids.truncated:
        return _counted(archive, query, kinds, session)
    days = [day for row in archive.rows(ids.rows) for day in (row.earliest, row.latest) if day is not None]
    return Span(min(days), max(days)) if days else None


def _counted(archive: Archive, query: Query, kinds: Sequence[Kind], session: Session) -> Span | None:
    """The same for very many, within what the collection spans, from counts that are asked for twice."""
    whole = session.extent
    if whole is None:
        return None
    first = _touched(archive, query, kinds, session, whole)
    if first is None:
        return None
    # nearer to the day at both ends
    begin = _touched(archive, query, kinds, session, Span(first[0].first, first[0].last))
    end = _touched(archive, query, kinds, session, Span(first[1].first, first[1].last))
    return Span((begin or first)[0].first, (end or first)[1].last)


def _touched(
    archive: Archive, query: Query, kinds: Sequence[Kind], session: Session, within: Span
) -> tuple[Span, Span] | None:
    """The first and the last step of time that a record surely touches, or else possibly."""
    step = max(1, -(-within.days // STEPS))
    edges = [*range(within.first, within.last + 1, step), within.last + 1]
    found = archive.histogram(query, kinds=kinds, known_on=session.place.known_on, edges=edges)
    held = [it for it in found if it.surely] or [it for it in found if it.possibly]
    if not held:
        return None
    return Span(held[0].first, held[0].last), Span(held[-1].first, held[-1].last)
