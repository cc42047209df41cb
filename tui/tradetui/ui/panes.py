"""What each view shows: pure questions to the archive, asked in a thread, and their answers.

Nothing here touches a widget. Each function takes an archive and what it needs of a session, and gives a frozen value
that the screen shows.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from tradetui.core.frozen import frozen
from tradetui.core.normalise import normalise
from tradetui.core.query.model import Words
from tradetui.core.query.parse import parse
from tradetui.present import rows
from tradetui.present.matched import asked
from tradetui.present.roles import Line
from tradetui.present.zoom import FIRST_DAY
from tradetui.store.archive import Archive, Count, Dossier, Ids, Order, Row
from tradetui.ui.listing import Listing, PageListing, RecordListing
from tradetui.ui.session import Session, Span, View

if TYPE_CHECKING:
    from tradetui.core.query.model import Query
    from tradetui.core.records import Kind
    from tradetui.present.page import Page
    from tradetui.store.surroundings import Surroundings

#: The kinds of record that each view lists.
KINDS: dict[View, tuple[Kind, ...]] = {
    "timeline": ("event",),
    "actors": ("actor",),
    "quotes": ("quote",),
    "measures": ("measure",),
    "sources": ("source",),
    "changes": ("event", "measure", "figure"),
    "conflicts": ("event", "quote", "measure", "figure", "actor", "source"),
    "threads": ("event", "quote", "measure", "figure", "actor", "source"),
    "compare": ("quote",),
}

#: So many rows are asked for at first; how many there are, and all of them, is asked once these are drawn.
FIRST_ROWS = 400
#: So far on each side of the cursor rows are fetched with the answer, where it isn't known how many are in view.
IN_VIEW = 45


@frozen
class ViewAnswer:
    """A view's list with how many records it found (None: not counted yet); ``complete``: it holds them all.

    ``position`` is where the cursor belongs; ``empty`` says why there is nothing, where that is known already;
    ``notes`` what must be told.
    """

    listing: Listing
    count: Count | None
    position: int | None = None
    complete: bool = True
    empty: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()


def query_of(session: Session) -> Query:
    """The session's query."""
    return parse(session.place.text, typing=session.place.half).query


def words_of(query: Query) -> tuple[Words, ...]:
    """The words that are highlighted where they stand."""
    return tuple(asked(query))


def view_answer(
    archive: Archive,
    session: Session,
    *,
    typing: bool = False,
    whole: bool = False,
    ascii_only: bool = False,
    in_view: int = IN_VIEW,
) -> ViewAnswer:
    """The list of the session's view, with the cursor where the session has it.

    Of a long list only the first rows, or those around the cursor, and no count, unless the ``whole`` is asked for.
    So many rows as are ``in_view`` are fetched on each side of the cursor, so that drawing asks for nothing.
    """
    view = session.place.view
    if view == "threads":
        from tradetui.ui.pane_of_thread import thread_answer

        return thread_answer(archive, session, ascii_only=ascii_only)
    if view == "compare":
        from tradetui.ui.panes_of_quotes import compare_answer

        return compare_answer(archive, session, ascii_only=ascii_only)
    if view in ("measures", "changes", "conflicts"):
        from tradetui.ui.panes_of_pages import page_answer

        return page_answer(archive, session, ascii_only=ascii_only)
    query = query_of(session)
    kinds, known_on = KINDS[view], session.place.known_on
    words = words_of(query)
    order = _order(session, words)
    # by name all must be at hand; actors are few
    limit = 0 if whole or session.sort == "name" else FIRST_ROWS
    ids = archive.at_hand(query, kinds=kinds, known_on=known_on, order=order)
    if ids is None:
        near = _row_in_view(archive, session) if limit and order == "when" else None
        ids = archive.ids(query, kinds=kinds, known_on=known_on, order=order, limit=limit, near=near)
    if session.sort == "name":
        ids = _by_name(archive, ids)
    info = archive.info

    def draw(row: Row, width: int, unsure: bool) -> Line:
        return rows.row(
            row,
            width,
            view=cast("rows.View", view),
            info=info,
            words=words,
            unsure=unsure,
            ascii_only=ascii_only,
        )

    listing = RecordListing(
        archive, ids, known_on, draw, in_time_order=order == "when" and session.sort != "name"
    )
    number = len(ids.rows)
    count = None if ids.truncated else Count(number)
    # what is being typed is sought among the best
    if typing and order == "rank":
        position = 0 if number else None
    elif view == "actors":
        position = _actor_position(archive, listing, session)
    else:
        position = cursor_position(listing, session)
    for at in (-in_view, 0, in_view) if position is not None else ():
        listing.row(max(0, min((position or 0) + at, number - 1)))
    notes = ids.notes if ids.ranked is None else (*ids.notes, f"best of the newest {ids.ranked:,} only")
    return ViewAnswer(listing, count, position, not ids.truncated, notes=notes)


def _row_in_view(archive: Archive, session: Session) -> int | None:
    """The row about which those that are drawn first lie: the cursor's, else the first of its day."""
    place = session.place
    row = archive.position(place.cursor(), known_on=place.known_on) if place.cursor() else None
    if row is not None:
        return row.row
    return None if place.day is None else archive.row_on(place.day)


def _order(session: Session, words: Sequence[Words]) -> Order:
    """The order in which the archive is asked: where no word is looked for, nothing matches better than the rest."""
    if session.sort == "name" or (session.sort == "rank" and not words):
        return "when"
    return cast("Order", session.sort)


def view_count(archive: Archive, session: Session) -> Count:
    """How many records the session's filter finds in its view."""
    query, kinds = query_of(session), KINDS[session.place.view]
    return archive.count(query, kinds=kinds, known_on=session.place.known_on)


def why_answer(archive: Archive, session: Session) -> tuple[tuple[Line, ...], str]:
    """Why the session's filter finds nothing in its view, and the filter that was probably meant."""
    query, kinds, known_on = query_of(session), KINDS[session.place.view], session.place.known_on
    lines = why_empty(archive, query, kinds, known_on)
    if known_on != session.now:
        lines = (*lines, (("V", "key"), (" stands at the end of the record again", "dim")))
    return lines, suggestion(archive, query, kinds, known_on)


def suggestion(archive: Archive, query: Query, kinds: Sequence[Kind], known_on: int) -> str:
    """The filter that was probably meant by one that finds nothing, here or else in any view; empty: none is near."""
    from tradetui.core.query.text import to_text
    from tradetui.core.records import KINDS as EVERY

    for sought in (kinds, EVERY):
        found = archive.spellings(query, kinds=sought, known_on=known_on)
        if found and found[0].count.number:
            return to_text(found[0].query)
    return ""


def _by_name(archive: Archive, ids: Ids) -> Ids:
    """The same rows in the order of their names."""
    from tradetui.core.frozen import replace

    named = sorted(archive.rows(ids.rows), key=lambda row: (normalise(row.title), row.row))
    return replace(ids, rows=array("i", [row.row for row in named]))


def cursor_position(listing: Listing, session: Session) -> int | None:
    """Where the cursor belongs: on its record, else nearest to its day, else at the end that one reads from."""
    if not len(listing):
        return None
    place = session.place
    found = listing.find(place.cursor())
    if found is None and place.day is not None:
        found = listing.nearest(place.day)
    if found is None and isinstance(listing, PageListing):
        return listing.stops[0] if listing.stops else None
    if found is None and place.day is None and listing.day(0) is not None:
        # rows whose beginning is open stand first: begin with the first that has one
        found = listing.nearest(FIRST_DAY)
    return 0 if found is None else found


def _actor_position(archive: Archive, listing: RecordListing, session: Session) -> int | None:
    """Where the cursor belongs among actors, who have no day: on its own, else on one of the record one came from."""
    if session.place.cursor() or not session.past:
        return cursor_position(listing, session)
    from tradetui.store.dossier import actors_of

    record = archive.record(session.past[-1].record)
    found = (listing.find(actor) for actor in (actors_of(record) if record is not None else ()))
    return next((at for at in found if at is not None), 0 if len(listing) else None)


def why_empty(archive: Archive, query: Query, kinds: Sequence[Kind], known_on: int) -> tuple[Line, ...]:
    """Lines that say why there is nothing."""
    from tradetui.present import answers

    lines = answers.why_empty(query, archive, kinds=kinds, known_on=known_on)
    way_out: tuple[Line, ...] = (
        ((), (("esc", "key"), (" shows everything again", "dim"))) if query.terms else ()
    )
    return ((), *(((text, "note"),) for text in lines), *way_out)


@frozen
class ReaderAnswer:
    """A record for the reader; ``dossier`` None: there is none, or none was known on the day."""

    record: str
    dossier: Dossier | None
    words: tuple[Words, ...] = ()
    written: bool = False
    marked: tuple[str, str] | None = None
    around: Surroundings | None = None


def reader_answer(archive: Archive, session: Session) -> ReaderAnswer:
    """The record that the reader shows, with all that hangs together with it."""
    record = session.place.record
    dossier = archive.dossier(record, known_on=session.place.known_on) if record else None
    written = dossier is None and bool(record) and archive.record(record) is not None
    is_quote = dossier is not None and dossier.row.kind == "quote"
    around = archive.surroundings(record, known_on=session.place.known_on) if is_quote else None
    marked = last_mark(archive, session)
    return ReaderAnswer(
        record, dossier, words_of(query_of(session)), written=written, marked=marked, around=around
    )


def last_mark(archive: Archive, session: Session) -> tuple[str, str] | None:
    """The title and the date of what was marked last, unless it is the record in view; a day has no title."""
    if not session.marks:
        return None
    mark = session.marks[-1]
    if mark.day is not None:
        from tradetui.present import dates

        return "", dates.day(mark.day, "iso")
    row = archive.position(mark.id, known_on=session.place.known_on)
    return (row.title, row.when) if row is not None and mark.id != session.place.record else None


#: The first and the last rows, in which the first and the last day are looked for.
_ENDS: tuple[tuple[Order, int], ...] = (("when", 32), ("newest", 64))


def extent(archive: Archive, known_on: int) -> Span | None:
    """The days that the collection spans: what it claims to cover, widened to the events it dates."""
    from tradetui.core.query.model import Query

    ends = [
        archive.ids(Query(), kinds=("event",), known_on=known_on, order=order, limit=limit).rows
        for order, limit in _ENDS
    ]
    dated = [row for rows in ends for row in archive.rows(rows) if row.earliest or row.latest]
    lows = [r.earliest or r.latest or 0 for r in dated]
    highs = [r.latest if r.latest is not None else r.earliest or 0 for r in dated]
    covers = archive.info.covers
    if covers is not None and covers.lo is not None:
        lows.append(covers.lo)
    if covers is not None and covers.hi is not None:
        highs.append(covers.hi)
    if not lows or not highs:
        return None
    first, last = min(lows), max(highs)
    return Span(first, max(last, first))


def day_of_measures(session: Session) -> int | None:
    """The day for which the reader tells a measure's state; None: the day one stands on."""
    place = session.place
    if place.view == "changes" and place.day is not None and session.marked_day is not None:
        return max(place.day, session.marked_day)
    return place.day if place.view == "measures" else None


def reader_page(
    answer: ReaderAnswer, archive: Archive, session: Session, width: int, ascii_only: bool
) -> Page:
    """The reader's page at a width."""
    from tradetui.present import reader
    from tradetui.present.page import Builder

    if answer.dossier is None:
        builder = Builder(width)
        if answer.written:
            from tradetui.present import dates

            day = dates.day(session.place.known_on)
            builder.text(f"Nothing was known of this on {day}.", "note")
            builder.text("V stands at the end of the record again; . goes to the next day with news.", "dim")
        return builder.page()
    return reader.page(
        answer.dossier,
        width,
        info=archive.info,
        known_on=session.place.known_on,
        day=day_of_measures(session),
        marked=answer.marked,
        zone=session.zone,
        words=answer.words,
        ascii_only=ascii_only,
        around=answer.around,
    )


def addresses(dossier: Dossier | None) -> list[tuple[str, str]]:
    """The web addresses that a record leads to, each with the title of its source; http and https only."""
    if dossier is None:
        return []
    from tradetui.core.records import Source

    sources = [dossier.record] if isinstance(dossier.record, Source) else list(dossier.sources.values())
    found: list[tuple[str, str]] = []
    for source in sources:
        if isinstance(source, Source):
            for url in (source.url, source.archived_url):
                if url.lower().startswith(("https://", "http://")) and (url, source.title) not in found:
                    found.append((url, source.title))
    return found


def citation_styles() -> tuple[str, ...]:
    """The styles in which a record can be cited."""
    from tradetui.present import citations

    return tuple(citations.STYLES)
