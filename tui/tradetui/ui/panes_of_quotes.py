"""The words of two speakers, or of two dates, side by side."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.core.query.model import Field, Query
from tradetui.core.records import Actor, Quote
from tradetui.present import dates
from tradetui.store.archive import Archive, Count
from tradetui.ui.listing import PageListing
from tradetui.ui.panes import ViewAnswer, cursor_position, query_of, why_empty, words_of

if TYPE_CHECKING:
    from tradetui.present.compare import Band, Column
    from tradetui.present.page import Page
    from tradetui.store.archive import Row
    from tradetui.ui.session import Session

#: So many quotes of each are shown: the latest.
MOST = 300
#: The words of a date are those of so many days before and after it too.
AROUND = 7


@frozen
class Compared:
    """One of the two: its title, what is asked besides the filter, and its bands of time."""

    title: str
    terms: tuple[Field, ...]
    bands: Callable[[Row], Band]
    actor: bool = True


def compare_answer(archive: Archive, session: Session, *, ascii_only: bool = False) -> ViewAnswer:
    """The page of what is compared; empty, with what to mark, where the marks don't tell."""
    from tradetui.present import compare

    known_on, query = session.place.known_on, query_of(session)
    both, note = compared(archive, session)
    if len(both) < 2:
        return _nothing(note)
    made = [_column(archive, query, each, known_on) for each in both]
    columns, held = (made[0][0], made[1][0]), {row.id for column, _ in made for row in column.rows}
    number = sum(count for _, count in made)
    if not held:
        only = Query((*query.terms, *both[0].terms))
        return ViewAnswer(
            _listing(None, set()), Count(0), empty=why_empty(archive, only, ("quote",), known_on)
        )
    words, bands = words_of(query), (both[0].bands, both[1].bands)

    def make(width: int) -> Page:
        return compare.page(columns, bands, width, words=words, ascii_only=ascii_only)

    listing = _listing(make, held)
    return ViewAnswer(
        listing, Count(number), cursor_position(listing, session), notes=(note,) if note else ()
    )


def compared(archive: Archive, session: Session) -> tuple[list[Compared], str]:
    """What the marks say is to be compared: two speakers, else a marked day and the cursor's; and what is left out."""
    from tradetui.present import compare

    speakers: dict[str, None] = {}
    for id_ in session.marked_records:
        record = archive.record(id_)
        if isinstance(record, Actor):
            speakers[record.id] = None
        elif isinstance(record, Quote) and record.by:
            speakers[record.by[0]] = None
    if len(speakers) >= 2:
        names = archive.names(speakers, known_on=session.place.known_on)
        both = [
            Compared(names.get(key, key), (Field("by", (key,)),), compare.by_month)
            for key in list(speakers)[:2]
        ]
        return both, f"{len(speakers)} speakers are marked: the first two" if len(speakers) > 2 else ""
    first, second = session.marked_day, session.place.day
    if first is None or second is None or first == second:
        return [], "Mark two speakers, or quotes of theirs (m); or a day (M), and go to another."
    return [_day(first), _day(second)], ""


def _day(day: int) -> Compared:
    from tradetui.present import compare

    terms = (
        Field("after", (dates.day(day - AROUND, "iso"),)),
        Field("before", (dates.day(day + AROUND, "iso"),)),
    )
    title = f"{dates.day(day)}, and {AROUND} days before and after"
    return Compared(title, terms, compare.by_distance(day), actor=False)


def _column(archive: Archive, query: Query, each: Compared, known_on: int) -> tuple[Column, int]:
    """The quotes of one of the two, and how many there are (no further than is counted)."""
    from tradetui.present.compare import Column

    asked = Query((*query.terms, *each.terms))
    ids = archive.ids(asked, kinds=("quote",), known_on=known_on, order="newest", limit=MOST)
    count = archive.count(asked, kinds=("quote",), known_on=known_on)
    rows = archive.rows(list(reversed(ids.rows)))
    words = f"{count} quote{'' if count.number == 1 else 's'}"
    if ids.truncated:
        words += f", the latest {MOST}"
    return Column(each.title, rows, words, "actor" if each.actor else "date"), count.number


def _listing(make: Callable[[int], Page] | None, held: set[str]) -> PageListing:
    from tradetui.present.page import Page

    return PageListing(make or (lambda width: Page()), held)


def _nothing(note: str) -> ViewAnswer:
    return ViewAnswer(_listing(None, set()), Count(0), empty=((), ((f"  {note}", "note"),)))
