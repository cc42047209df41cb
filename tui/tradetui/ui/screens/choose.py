"""A dialog of a few lines, one of which is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen

from tradetui.core.frozen import frozen
from tradetui.present.cells import clean, fit_line
from tradetui.present.roles import Line
from tradetui.present.wrapping import wrap
from tradetui.ui.keymap import bindings
from tradetui.ui.widgets.line_view import LineView
from tradetui.ui.widgets.pictures import Picture


@frozen
class Choice:
    """One of the lines: what choosing it gives, its title, and something said beside it."""

    value: str
    title: str
    aside: str = ""


class Choices(LineView):
    """Lines of which one is chosen; a title too long for the line goes on in the next."""

    BINDINGS: ClassVar = bindings("dialog")
    scope = "dialog"

    class Chosen(Message):
        """A line was clicked."""

        def __init__(self, value: str) -> None:
            """What it gives."""
            super().__init__()
            self.value = value

    class Looked(Message):
        """The cursor went to another line."""

        def __init__(self, value: str) -> None:
            """What it would give."""
            super().__init__()
            self.value = value

    def __init__(self, choices: Sequence[Choice], chosen: str = "") -> None:
        """``chosen`` is the value the cursor begins on."""
        super().__init__("choices")
        self.choices = list(choices)
        self._lines: list[tuple[int, Line]] = []
        self._begin = next((n for n, choice in enumerate(choices) if choice.value == chosen), 0)

    def lay_out(self) -> None:
        """Make the lines fit the width."""
        width = max(10, self.cells)
        at = self.chosen_number if self._lines else self._begin
        self._lines = []
        for number, choice in enumerate(self.choices):
            # an address is shown whole, over as many lines as it takes
            for part, text in enumerate(wrap(clean(choice.title), width - 4)):
                aside = f"  {clean(choice.aside)}" if part == 0 and choice.aside else ""
                self._lines.append(
                    (number, (("  " if part == 0 else "    ", "text"), (text, "text"), (aside, "dim")))
                )
        self.lines_changed()
        if self.choices:
            self.put_cursor(self._first_line(min(at, len(self.choices) - 1)))

    def line_count(self) -> int:
        """How many lines they take."""
        return len(self._lines)

    def line(self, y: int, width: int) -> Line:
        """One of the lines."""
        return fit_line(self._lines[y][1], width, self.more)

    @property
    def chosen_number(self) -> int:
        """The choice under the cursor."""
        return self._lines[self.cursor][0] if self.cursor is not None and self._lines else 0

    @property
    def chosen(self) -> str | None:
        """The value under the cursor."""
        return self.choices[self.chosen_number].value if self.choices else None

    def _first_line(self, number: int) -> int:
        return next((n for n, (owner, _) in enumerate(self._lines) if owner == number), 0)

    def step(self, by: int) -> None:
        """Go to another choice."""
        if self.choices:
            self.put_cursor(self._first_line(max(0, min(self.chosen_number + by, len(self.choices) - 1))))
            self.post_message(self.Looked(self.chosen or ""))

    def on_resize(self) -> None:
        """Another width, other lines."""
        self.lay_out()

    def on_click(self, event: events.Click) -> None:
        """Choose by the mouse."""
        if (line := self.line_at(event.y)) is not None:
            self.put_cursor(line)
            self.post_message(self.Chosen(self.chosen or ""))


class ChooseScreen(ModalScreen["str | None"]):
    """Choose one of a few lines; None when nothing was chosen."""

    AUTO_FOCUS = "Choices"

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        chosen: str = "",
        look: Callable[[str], None] | None = None,
    ) -> None:
        """``look`` is called with each value the cursor comes to."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._chosen = chosen
        self._look = look

    def compose(self) -> ComposeResult:
        """Title, lines, keys."""
        title, keys = Picture("dialog-title"), Picture("dialog-keys")
        title.show(lambda width, _: (((f" {self._title}", "heading"),),))
        keys.show(
            lambda width, _: (
                ((" enter", "key"), (" choose   ", "label"), ("esc", "key"), (" close", "label")),
            )
        )
        self.choices = Choices(self._choices, self._chosen)
        with Vertical(id="dialog"):
            yield title
            yield self.choices
            yield keys

    def action_command(self, id_: str) -> None:
        """The keys of a dialog."""
        match id_:
            case "close":
                self.dismiss(None)
            case "choose":
                self.dismiss(self.choices.chosen)
            case "dialog-down" | "dialog-up":
                self.choices.step(1 if id_ == "dialog-down" else -1)
            case "dialog-page-down" | "dialog-page-up":
                self.choices.step(
                    (1 if id_ == "dialog-page-down" else -1) * max(1, self.choices.size.height - 1)
                )

    @on(Choices.Chosen)
    def _clicked(self, message: Choices.Chosen) -> None:
        self.dismiss(message.value)

    @on(Choices.Looked)
    def _looked(self, message: Choices.Looked) -> None:
        if self._look is not None:
            self._look(message.value)
