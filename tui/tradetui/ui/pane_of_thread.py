"""The view of a thread: a page of records, each with its day, under one cursor with the axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.present import threads
from tradetui.present.page import Page
from tradetui.store.archive import Archive, Count
from tradetui.ui.listing import PageListing
from tradetui.ui.panes import ViewAnswer, cursor_position, query_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tradetui.present.roles import Line
    from tradetui.ui.session import Session


class ThreadListing(PageListing):
    """A page of records that have days, so that the axis follows the cursor."""

    def __init__(self, make: Callable[[int], Page], days: Mapping[str, int | None]) -> None:
        """``days`` gives each record's."""
        self._days = days
        super().__init__(make, days)

    def day(self, position: int) -> int | None:
        """The first day of the record that a line stands for, else its last."""
        return self._days.get(self.id(position))


def thread_answer(archive: Archive, session: Session, *, ascii_only: bool = False) -> ViewAnswer:
    """The thread of the session's record, as known on the day."""
    place = session.place
    found = threads.thread(place.thread, lambda id_: archive.dossier(id_, known_on=place.known_on))
    if found is None:
        said = "Nothing was known of this record on the day you stand on."
        text = said if place.thread else "There is no record to follow."
        empty: tuple[Line, ...] = ((), ((f"  {text}", "note"),))
        return ViewAnswer(ThreadListing(lambda width: Page(), {}), Count(0), None, True, empty)
    days = {row.id: row.earliest if row.earliest is not None else row.latest for row in found.rows()}

    def make(width: int) -> Page:
        return threads.page(found, width, ascii_only=ascii_only)

    listing = ThreadListing(make, days)
    notes = ("a thread is shown whole, whatever the filter",) if query_of(session).terms else ()
    return ViewAnswer(listing, Count(len(days)), cursor_position(listing, session), True, (), notes)
