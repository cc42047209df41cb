"""What stands over the list: the axis of the timeline, and what other views put there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetui.ui.screens.main import MainScreen
    from tradetui.ui.session import Session


class HeadAsker:
    """Asks for the head of the view and draws it."""

    def __init__(self, screen: MainScreen) -> None:
        """For a screen."""
        self._screen = screen

    def height(self, width: int, height: int) -> int:
        """How many rows the head of this view takes on a screen of this size."""
        view = self._screen.session.place.view
        if view == "timeline":
            return 5 if height < 22 else 7 if height < 30 else 9 if height < 45 else 12
        return 0

    def refresh(self) -> None:
        """Ask for the head anew."""

    def refresh_if(self, before: Session, after: Session) -> None:
        """Ask anew where the change touches the head."""

    def scroll(self, by: int) -> None:
        """Show lanes further down, or up."""

    def day_at(self, x: int) -> int | None:
        """The day that a cell of the head stands for."""
        return None
