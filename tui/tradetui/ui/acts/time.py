"""The day one looks at, the day one stands on, and how much of time the axis shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.present import dates
from tradetui.ui.news import mark_news
from tradetui.ui.session import fit, go_to, next_zone, stand_on, zoom

if TYPE_CHECKING:
    from tradetui.store.archive import Archive
    from tradetui.ui.desk import Desk

Act = Callable[["Desk"], None]


def go_to_date(desk: Desk) -> None:
    """Ask for a date to go to."""
    desk.typing.open("date", "")


def known_on(desk: Desk) -> None:
    """Ask for a day to stand on; the cursor's stands ready."""
    day = desk.session.place.day
    desk.typing.open("known", dates.day(day, "iso") if day is not None else "")


def known_now(desk: Desk) -> None:
    """Stand at the end of the record again."""
    stand(desk, desk.session.now)


def stand(desk: Desk, day: int, why: str = "") -> None:
    """Stand on a day, and say so."""
    desk.go(stand_on(desk.session, day, why))
    desk.say(_stood(desk), "known-on")


def _stood(desk: Desk) -> str:
    """In words on which day one stands."""
    day = desk.session.place.known_on
    end = " (the end of the record)" if day == desk.session.now else ""
    return f"Everything is shown as known on {dates.day(day)}{end}"


def went_to(desk: Desk, day: int) -> None:
    """Go to a day: the axis and the list follow."""
    desk.go_to_day(go_to(desk.session, day))


def _news(before: bool) -> Act:
    def act(desk: Desk) -> None:
        """Stand on the nearest day on which anything became known."""
        day = desk.session.place.known_on

        def work(archive: Archive) -> int | None:
            return archive.known_days(day)[0 if before else 1]

        def then(found: int | None) -> None:
            if found is None:
                desk.say(f"nothing became known {'before' if before else 'after'} {dates.day(day)}", "dim")
            else:
                # what has changed is marked after the rows are drawn: it is told of up to a thousand records
                stand(desk, found, "news")
                mark_news(desk, day, _stood)

        desk.runner.ask("news", work, then, failed=desk.screen.failed)

    return act


def zone(desk: Desk) -> None:
    """Tell clock times in the next zone."""
    desk.go(next_zone(desk.session))
    desk.say(f"clock times in {zone_words(desk, desk.session.zone)}")


def zone_words(desk: Desk, zone: str) -> str:
    """A choice of zone in words."""
    if zone in ("own", "utc"):
        return "each event's own zone" if zone == "own" else "UTC"
    return next((f"{s.place or s.name} ({s.tz})" for s in desk.archive.info.sides if s.id == zone), zone)


def _zoom(steps: int) -> Act:
    return lambda desk: desk.go(zoom(desk.session, steps))


ACTS: dict[str, Act] = {
    "go-to-date": go_to_date,
    "known-on": known_on,
    "known-now": known_now,
    "known-before": _news(True),
    "known-after": _news(False),
    "zone": zone,
    "zoom-in": _zoom(1),
    "zoom-out": _zoom(-1),
    "fit": lambda desk: desk.go(fit(desk.session)),
}
