"""The keys of an input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tradetui.ui import prompts

if TYPE_CHECKING:
    from tradetui.ui.screens.main import MainScreen

Act = Callable[["MainScreen"], None]


def accept(screen: MainScreen) -> None:
    """Take what was typed."""
    if screen.prompt is not None:
        prompts.accept(screen, screen.prompt.purpose, screen.prompt.text)


def leave(screen: MainScreen) -> None:
    """Leave the input; a filter stays as it was typed."""
    if screen.prompt is None:
        return
    if screen.offers is not None:
        screen.show_offers((), ())
    elif screen.prompt.purpose == "filter":
        accept(screen)
    else:
        screen.close_prompt()


def complete(screen: MainScreen) -> None:
    """Take the value offered; without one, go to the list."""
    prompt, offers = screen.prompt, screen.offers
    if prompt is None:
        return
    if offers is not None and offers.chosen is not None:
        prompt.put(prompts.completed(prompt.text, offers.chosen))
    elif prompt.purpose == "filter":
        accept(screen)


def _offer(by: int) -> Act:
    def act(screen: MainScreen) -> None:
        """Go to another value, or, where none is offered, through the list."""
        offers = screen.offers
        if offers is not None:
            offers.put_cursor(max(0, min((offers.cursor or 0) + by, len(offers.values) - 1)))
        else:
            screen.rows.step(by)

    return act


ACTS: dict[str, Act] = {
    "accept": accept,
    "leave": leave,
    "complete": complete,
    "offer-down": _offer(1),
    "offer-up": _offer(-1),
}
