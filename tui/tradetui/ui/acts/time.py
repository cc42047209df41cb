"""The day one looks at, the day one stands on, and how much of time the axis shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.present import dates
from tradetui.ui.session import fit, go_to, next_zone, stand_on, zoom

if TYPE_CHECKING:
    from tradetui.ui.screens.main import MainScreen

Act = Callable[["MainScreen"], None]


def go_to_date(screen: MainScreen) -> None:
    """Ask for a date to go to."""
    screen.open_prompt("date", "")


def known_on(screen: MainScreen) -> None:
    """Ask for a day to stand on; the cursor's stands ready."""
    day = screen.session.place.day
    screen.open_prompt("known", dates.day(day, "iso") if day is not None else "")


def known_now(screen: MainScreen) -> None:
    """Stand at the end of the record again."""
    stand(screen, screen.session.now)


def stand(screen: MainScreen, day: int, why: str = "") -> None:
    """Stand on a day, and say so."""
    screen.go(stand_on(screen.session, day, why))
    words = dates.day(screen.session.place.known_on)
    end = " (the end of the record)" if day == screen.session.now else ""
    screen.say(f"Everything is shown as known on {words}{end}", "known-on")


def went_to(screen: MainScreen, day: int) -> None:
    """Go to a day: the axis and the list follow."""
    screen.go(go_to(screen.session, day))
    screen.follow_day()


def _news(before: bool) -> Act:
    def act(screen: MainScreen) -> None:
        """Stand on the nearest day on which anything became known."""
        assert screen.runner is not None
        day = screen.session.place.known_on

        def then(days: tuple[int | None, int | None]) -> None:
            found = days[0] if before else days[1]
            if found is None:
                screen.say(f"nothing became known {'before' if before else 'after'} {dates.day(day)}", "dim")
            else:
                stand(screen, found, "news")

        screen.runner.ask("news", lambda archive: archive.known_days(day), then, failed=screen.failed)

    return act


def zone(screen: MainScreen) -> None:
    """Tell clock times in the next zone."""
    screen.go(next_zone(screen.session))
    screen.say(f"clock times in {screen.zone_words(screen.session.zone)}")


def _zoom(steps: int) -> Act:
    return lambda screen: screen.go(zoom(screen.session, steps))


ACTS: dict[str, Act] = {
    "go-to-date": go_to_date,
    "known-on": known_on,
    "known-now": known_now,
    "known-before": _news(True),
    "known-after": _news(False),
    "zone": zone,
    "zoom-in": _zoom(1),
    "zoom-out": _zoom(-1),
    "fit": lambda screen: screen.go(fit(screen.session)),
}
