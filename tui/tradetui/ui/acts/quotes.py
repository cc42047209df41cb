"""What helps to find words: the spelling that was meant, hits over time, two speakers side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tradetui.core.query.model import Field, Query
from tradetui.present import dates
from tradetui.ui.panes import KINDS, query_of
from tradetui.ui.session import ask, go_to, show, stand_on

if TYPE_CHECKING:
    from tradetui.core.records import Kind
    from tradetui.store.archive import Archive
    from tradetui.ui.desk import Desk

Act = Callable[["Desk"], None]


def take_suggestion(desk: Desk) -> None:
    """Filter by what was probably meant."""
    text = desk.session.suggestion
    desk.go(ask(desk.session, text))
    desk.say(f"filter: {text}")


def _hits(later: bool) -> Act:
    def act(desk: Desk) -> None:
        """Go to the next step of the axis in which there are hits, or the one before."""
        from tradetui.ui.heads import viewport

        session = desk.session
        view = viewport(session, desk.app.size.width)
        extent, day = session.extent, session.place.day
        if view is None or extent is None:
            return
        query, kinds, known_on = query_of(session), KINDS[session.place.view], session.place.known_on
        here = (extent.first if later else extent.last) if day is None else day
        length = max(1, int(view.days_per_cell))
        ends = (extent.first, extent.last)

        def then(found: int | None) -> None:
            if found is None:
                desk.say(f"no hits {'after' if later else 'before'} {dates.day(here)}", "dim")
            else:
                desk.go(go_to(desk.session, found))
                desk.follow_day()
                desk.say(f"at {dates.day(found)}", "date")

        desk.runner.ask(
            "hits",
            lambda archive: next_hits(archive, query, kinds, known_on, here, length, ends, later=later),
            then,
            failed=desk.screen.failed,
        )

    return act


#: So many steps are counted at most; where time is longer, each is.
_STEPS = 4_000


def next_hits(
    archive: Archive,
    query: Query,
    kinds: Sequence[Kind],
    known_on: int,
    day: int,
    length: int,
    ends: tuple[int, int],
    *,
    later: bool,
) -> int | None:
    """The day of the first hit in the nearest step of ``length`` days, after that of ``day`` or before, with hits."""
    first, last = min(ends[0], day), max(ends[1], day)
    length = max(length, (last - first) // _STEPS)
    edges = list(range(first, last + 1 + length, length))
    buckets = archive.histogram(query, kinds=kinds, known_on=known_on, edges=edges)
    here = (day - first) // length
    places = range(here + 1, len(buckets)) if later else range(here - 1, -1, -1)
    found = next((buckets[n] for n in places if buckets[n].possibly), None)
    if found is None:
        return None
    span = (dates.day(found.first, "iso"), dates.day(found.last, "iso"))
    within = query.with_term(Field("after", span[:1])).with_term(Field("before", span[1:]))
    rows = archive.rows(archive.ids(within, kinds=kinds, known_on=known_on, limit=20).rows)
    begun = [row.earliest for row in rows if row.earliest is not None and row.earliest >= found.first]
    return min(begun, default=found.first)


def compare(desk: Desk) -> None:
    """Show the words of two speakers, or of two dates, side by side."""
    desk.go(show(desk.session, "compare"))
    desk.focus_list()


def to_day(desk: Desk, value: str) -> None:
    """Measures on a day, as known on that day; ``[`` comes back."""
    from datetime import date

    day = date.fromisoformat(value).toordinal()
    desk.go(stand_on(go_to(show(desk.session, "measures"), day), day, "that day"))
    desk.focus_list()
    desk.say(f"in force on {dates.day(day)}, as known that day; [ comes back", "known-on")


ACTS: dict[str, Act] = {
    "take-suggestion": take_suggestion,
    "later-hits": _hits(True),
    "earlier-hits": _hits(False),
    "compare": compare,
}
