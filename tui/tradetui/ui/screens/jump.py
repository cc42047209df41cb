"""Jump labels: everything in view that one can go to gets a label; typing it goes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen

from tradetui.core.frozen import frozen
from tradetui.ui.keymap import bindings

if TYPE_CHECKING:
    from tradetui.present.page import Target
    from tradetui.ui.desk import Desk

#: The letters of labels, those under the resting fingers first.
LETTERS = "asdfghjklqwertyuiopzxcvbnm"


@frozen
class Place:
    """Something to go to: a row of the list or a link of the reader, by number."""

    pane: str
    number: int
    go: Callable[[], None]


def labels(count: int) -> list[str]:
    """So many labels, none of which begins another: single letters as far as they go, then pairs."""
    most = len(LETTERS)
    # each letter that begins pairs is one that can't stand alone
    pairs = min(most, max(0, -(-(count - most) // (most - 1))))
    alone = LETTERS[: most - pairs]
    return [*alone, *(a + b for a in LETTERS[most - pairs :] for b in LETTERS)][:count]


def goes_on(targets: Sequence[Target], number: int) -> bool:
    """Whether a target is the rest of a link that begins on the line before."""
    it, before = targets[number], targets[number - 1] if number else None
    return before is not None and (before.kind, before.value, before.line) == (it.kind, it.value, it.line - 1)


def label_places(desk: Desk) -> dict[str, Place]:
    """Every row and link in view by its label."""
    found: list[Place] = []
    rows, reader = desk.rows, desk.reader
    if rows.display and rows.listing is not None:
        top = rows.scroll_offset.y
        stops = rows.listing.stops
        numbers = range(top, min(top + rows.rows_in_view, rows.line_count()))
        found += [Place("list", n, partial(rows.move_to, n)) for n in numbers if stops is None or n in stops]
    if reader.display:
        top = reader.scroll_offset.y
        found += [
            Place("reader", number, partial(desk.follow_number, number))
            for number, target in enumerate(reader.page_shown.targets)
            if top <= target.line < top + reader.size.height
            and not goes_on(reader.page_shown.targets, number)
        ]
    return dict(zip(labels(len(found)), found, strict=False))


class JumpScreen(ModalScreen[None]):
    """Waits for a label over the main screen, which shows them."""

    BINDINGS: ClassVar = [
        *bindings("jump"),
        *(
            Binding(letter, f"label('{letter}')", show=False, id=f"label-{letter}")
            for letter in ascii_lowercase
        ),
    ]

    def __init__(self, desk: Desk, places: dict[str, Place]) -> None:
        """``places`` by their labels."""
        super().__init__()
        self._desk = desk
        self._places = places
        self._typed = ""

    def on_mount(self) -> None:
        """Draw the labels."""
        self._show()
        self._desk.say("type a label to go there; esc takes them away", "dim")

    def _show(self) -> None:
        for pane, widget in (("list", self._desk.rows), ("reader", self._desk.reader)):
            widget.labels = {
                place.number: label[len(self._typed) :]
                for label, place in self._places.items()
                if place.pane == pane and label.startswith(self._typed)
            }
            widget.lines_changed()

    def action_label(self, letter: str) -> None:
        """A letter of a label."""
        self._typed += letter
        place = self._places.get(self._typed)
        if place is not None or not any(label.startswith(self._typed) for label in self._places):
            self._leave()
            if place is not None:
                place.go()
            return
        self._show()

    def action_command(self, id_: str) -> None:
        """Leave without going anywhere."""
        self._leave()

    def _leave(self) -> None:
        self._desk.rows.labels = self._desk.reader.labels = {}
        self._desk.rows.lines_changed()
        self._desk.reader.lines_changed()
        self._desk.screen.said = None
        self._desk.screen.refresh_chrome()
        self.dismiss(None)
