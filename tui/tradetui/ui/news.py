"""What has just changed with a step of the day one stands on: which records are marked, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen, replace
from tradetui.present.roles import NEWS
from tradetui.ui.listing import PageListing, RecordListing
from tradetui.ui.panes import KINDS, query_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tradetui.store.archive import Archive
    from tradetui.ui.desk import Desk
    from tradetui.ui.listing import Listing
    from tradetui.ui.session import Session

#: So many records that have just changed are marked at most.
MARKED = 1_000


@frozen
class Places:
    """How many of the records that have just changed are in the list: above what is on the screen, on it, below it.

    ``of_view``: how many of those that are not in it are of the kinds that the view lists.
    """

    above: int = 0
    seen: int = 0
    below: int = 0
    of_view: int = 0

    @property
    def here(self) -> int:
        """How many are in the list."""
        return self.above + self.seen + self.below


def mark_news(desk: Desk, before: int, said: Callable[[Desk], str]) -> None:
    """Mark the records that the day one stands on tells otherwise than the day before the step, once they are known.

    With more of them than can be marked the first are, and that is told; then it is told where they are. ``said`` gives
    the words that stand before.
    """
    day, last_said = desk.session.place.known_on, desk.screen.said

    def work(archive: Archive) -> tuple[str, ...]:
        return tuple(archive.news(min(before, day) + 1, max(before, day), limit=MARKED + 1))

    def then(news: tuple[str, ...]) -> None:
        if not news or desk.session.place.known_on != day:
            return
        desk.go(replace(desk.session, news=(day, frozenset(news[:MARKED]))))
        listing, session, top = desk.rows.listing, desk.session, desk.rows.scroll_offset.y
        on_screen = range(top, top + max(0, desk.rows.rows_in_view) if desk.rows.display else top)

        def tell(places: Places) -> None:
            if desk.screen.said is last_said and desk.session.changed:
                sign = NEWS.draw(desk.screen.ascii_only)
                desk.say(f"{said(desk)}; {words(len(news), places, sign)}", "known-on")

        desk.runner.ask(
            "news",
            lambda archive: places_of(archive, listing, session, news[:MARKED], on_screen),
            tell,
            failed=desk.screen.failed,
        )

    desk.runner.ask("news", work, then, failed=desk.screen.failed)


def places_of(
    archive: Archive, listing: Listing | None, session: Session, news: Sequence[str], on_screen: range
) -> Places:
    """Where in the list the records stand; ``on_screen`` are the positions that are drawn."""
    rows = archive.positions(list(news), known_on=session.place.known_on).values()
    of_view = [row for row in rows if row.kind in KINDS[session.place.view]]
    if isinstance(listing, PageListing):
        wanted = set(news)
        stops = [(listing.id(at), at) for at in listing.stops or ()]
        first = {id_: at for id_, at in reversed(stops) if id_ in wanted}
        found = _split(list(first.values()), on_screen.start, on_screen.stop - 1)
        return replace(found, of_view=sum(row.id not in first for row in of_view))
    numbers = [row.row for row in of_view]
    if not isinstance(listing, RecordListing):
        return Places(of_view=len(numbers))
    query = query_of(session)
    held = numbers
    if query.terms:
        kinds = KINDS[session.place.view]
        matching = set(archive.ids(query, kinds=kinds, known_on=session.place.known_on).rows)
        held = [number for number in numbers if number in matching]
    return replace(_split(*listing.edges(held, on_screen)), of_view=len(numbers) - len(held))


def _split(places: Sequence[int], first: int, last: int) -> Places:
    """How many places lie before the first one on the screen, up to the last, and after it."""
    above, below = sum(at < first for at in places), sum(at > last for at in places)
    return Places(above, len(places) - above - below, below)


def words(number: int, places: Places, sign: str) -> str:
    """``3 just changed: 1 here, marked ✦, further down the list; 2 in other views``: only of what can be seen."""
    counted = min(number, MARKED)
    told = (
        f"{number:,} just changed" if number <= MARKED else f"{MARKED:,}+ just changed, the first {MARKED:,}"
    )
    away = counted - places.here
    elsewhere = "not in this list" if places.of_view else "in other views"
    if not places.here:
        every = "it is" if away == 1 else "all"
        return f"{told}: {'none in this list' if places.of_view and away > 1 else f'{every} {elsewhere}'}"
    ways = [way for way, there in (("up", places.above), ("down", places.below)) if there]
    where = "" if places.seen else f", further {' and '.join(ways)} the list"
    if not away:
        return f"{told} marked {sign}{where}" if number > MARKED else f"{told}, marked {sign}{where}"
    return f"{told}: {places.here:,} here, marked {sign}{where}; {away:,} {elsewhere}"
