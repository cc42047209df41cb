"""One line to type in, with a label before it and what was understood under it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.widgets import Input

from tradetui.present.cells import fit_line
from tradetui.present.roles import Line
from tradetui.ui.keymap import bindings
from tradetui.ui.widgets.line_view import LineView
from tradetui.ui.widgets.pictures import Picture
from tradetui.ui.widgets.text_input import TextInput


class Typing(TextInput):
    """An input whose own keys are those of the registry; every printable key is text."""

    BINDINGS: ClassVar = bindings("input")
    scope = "input"
    #: Told of each change of the text, straight: what it asks is under way before the letter is drawn.
    typed: Callable[[str], None] = staticmethod(lambda text: None)

    def watch_value(self, value: str) -> None:
        """The text is another one."""
        self.typed(value)


class Label(Picture):
    """What the input asks for."""


class Echo(Picture):
    """How what was typed was read."""


class Prompt(Container):
    """An input of some ``purpose``: filter, date or known."""

    def __init__(self, typed: Callable[[str], None]) -> None:
        """Hidden, until it is opened; ``typed`` is told of each change of the text."""
        super().__init__(id="prompt")
        self.purpose = ""
        self.display = False
        self.label = Label("prompt-label")
        self.input = Typing(id="prompt-input", select_on_focus=False, compact=True)
        self.input.typed = typed
        self.echo_line = Echo("prompt-echo")

    def compose(self) -> ComposeResult:
        """Label and input on one line, the echo under them."""
        yield self.label
        yield self.input
        yield self.echo_line

    def open(self, purpose: str, label: str, text: str, hint: str, *, selected: bool) -> None:
        """Ask for something; ``hint`` stands in the empty input, ``selected``: the first key replaces the text."""
        self.purpose = purpose
        self.input.placeholder = hint
        self.put(text)
        self.display = True
        self.label.show(lambda width, _: (((f" {label}", "label"),),))
        # at once, so that the very next key is text already
        self.screen.set_focus(self.input)
        if selected:
            self.input.select_all()

    @property
    def text(self) -> str:
        """What stands in the input."""
        return self.input.value

    def say(self, line: Line) -> None:
        """Say under the input how it was read."""
        self.echo_line.show(lambda width, _: (fit_line(((" ", "text"), *line), width),))

    def put(self, text: str, cursor: int | None = None) -> None:
        """Put another text into the input."""
        self.input.value = text
        self.input.cursor_position = len(text) if cursor is None else cursor

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """Nobody else need hear of it."""
        event.stop()


class Offers(LineView, can_focus=False):
    """Values offered for what is being typed."""

    MOST: ClassVar = 8
    always_lit = True

    def __init__(self) -> None:
        """Nothing is offered yet."""
        super().__init__("offers")
        self.display = False
        self.lines: tuple[Line, ...] = ()
        self.values: tuple[str, ...] = ()

    def show(self, values: tuple[str, ...], lines: tuple[Line, ...]) -> None:
        """Offer values, each drawn as a line."""
        self.values, self.lines = values, lines
        self.display = bool(values)
        self.styles.height = min(self.MOST, len(values)) or 1
        self.cursor = 0 if values else None
        self.lines_changed()

    def line_count(self) -> int:
        """How many values are offered."""
        return len(self.lines)

    def line(self, y: int, width: int) -> Line:
        """One of them."""
        return fit_line(self.lines[y], width, self.more)

    @property
    def chosen(self) -> str | None:
        """The value under the cursor."""
        return self.values[self.cursor] if self.values and self.cursor is not None else None
