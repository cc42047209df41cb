"""Help and the palette: every command, those of the pane in focus first; type to search, enter to run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from tradetui.core.normalise import normalise
from tradetui.present.cells import fit, fit_line
from tradetui.present.roles import Line, Role, Run
from tradetui.present.wrapping import wrap
from tradetui.ui.commands import COMMANDS, GROUPS, Command, Scope, key_words
from tradetui.ui.keymap import Keymap, bindings
from tradetui.ui.legend import Meaning, legend, mentioned
from tradetui.ui.session import Session
from tradetui.ui.widgets.line_view import LineView
from tradetui.ui.widgets.pictures import Picture
from tradetui.ui.widgets.text_input import TextInput

_SCOPES: dict[Scope, str] = {
    "list": "In the list",
    "axis": "On the axis",
    "reader": "In the reader",
    "facets": "Among the facets",
    "global": "Everywhere",
}
#: In lines narrower than this, in cells, what a command does would be cut to nothing.
_ROOM_FOR_HELP = 60


def found(text: str, scope: Scope, session: Session) -> list[tuple[Command, str | None]]:
    """The commands that a text finds, each with why it can't be run now.

    Those of the scope in focus come first, then those heard everywhere, then those of other panes; within each a
    title that begins with the text comes before a mere mention.
    """
    wanted = normalise(text).split()

    def place(command: Command) -> tuple[int, int, int]:
        near = 0 if command.scope == scope else 1 if command.scope == "global" else 2
        title = normalise(command.title)
        begins = 0 if wanted and title.startswith(" ".join(wanted)) else 1
        return (begins, near, GROUPS.index(command.group))

    matching = [
        c for c in COMMANDS if c.listed and (text.strip() in map(key_words, c.keys) or _mentions(c, wanted))
    ]
    return [(command, _why_not(command, scope, session)) for command in sorted(matching, key=place)]


def _mentions(command: Command, wanted: list[str]) -> bool:
    held = normalise(f"{command.title} {command.help} {command.id} {command.group}").split()
    return all(any(word.startswith(part) for word in held) for part in wanted)


def _why_not(command: Command, scope: Scope, session: Session) -> str | None:
    reason = command.why_not(session)
    if reason is None and command.scope not in ("global", scope):
        return f"{_SCOPES[command.scope].lower()} only: tab goes there"
    return reason


class CommandList(LineView, can_focus=False):
    """Commands with their keys; what the one under the cursor does is told in full below."""

    always_lit = True

    def __init__(self, keymap: Keymap, scope: Scope) -> None:
        """Nothing is found yet."""
        super().__init__("choices")
        self._keymap = keymap
        self._scope = scope
        self.commands: list[tuple[Command, str | None]] = []
        self._lines: list[tuple[int | None, Line]] = []

    def show(
        self, commands: list[tuple[Command, str | None]], signs: Sequence[Meaning], *, grouped: bool
    ) -> None:
        """Show commands, then signs; ``grouped``: commands under the name of where they are heard."""
        self.commands, self._lines = commands, []
        before: Scope | None = None
        for number, (command, reason) in enumerate(commands):
            if grouped and command.scope != before:
                before = command.scope
                if self._lines:
                    self._lines.append((None, ()))
                self._lines.append((None, ((f" {_SCOPES[command.scope]}", "heading"),)))
            self._lines.append((number, self._line(command, reason)))
        about = ""
        for meaning in signs:
            if meaning.about != about:
                about = meaning.about
                self._lines += [(None, ()), (None, ((f" Signs: {about}", "heading"),))]
            self._lines.append(
                (None, (("  ", "text"), (meaning.sign, meaning.role), (f"  {meaning.word}", "text")))
            )
        self.cursor = None
        self.lines_changed()
        self.scroll_to(y=0, animate=False, force=True, immediate=True)
        self.put_cursor(next((n for n, (number, _) in enumerate(self._lines) if number is not None), None))

    def _line(self, command: Command, reason: str | None) -> Line:
        keys = " ".join(key_words(key) for key in self._keymap.of(command.id))
        title: Role = "text" if reason is None else "dim"
        runs: list[Run] = [
            ("  ", "text"),
            (fit(keys, 15, more=self.more), "key" if reason is None else "dim"),
            (" ", "text"),
        ]
        runs.append((fit(command.title, 23, more=self.more), title))
        runs.append(
            (
                f" {command.help}" if reason is None else f" not now: {reason}",
                "dim" if reason is None else "warn",
            )
        )
        return tuple(runs)

    def line_count(self) -> int:
        """Commands and headings."""
        return len(self._lines)

    def line(self, y: int, width: int) -> Line:
        """One of them; where there is no room for what it does, that stands below for the one under the cursor."""
        number, line = self._lines[y]
        if number is not None and width < _ROOM_FOR_HELP:
            line = line[:-1]
        return fit_line(line, width, self.more)

    @property
    def chosen(self) -> Command | None:
        """The command under the cursor."""
        number = self._lines[self.cursor][0] if self.cursor is not None and self._lines else None
        return self.commands[number][0] if number is not None else None

    def step(self, by: int) -> None:
        """Go to another command, over the headings."""
        stops = [n for n, (number, _) in enumerate(self._lines) if number is not None]
        if stops and self.cursor is not None:
            at = stops.index(self.cursor)
            to = max(0, min(at + by, len(stops) - 1))
            if by > 0 and to == at:
                # below the last command stand the signs: on through them
                self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True, immediate=True)
                return
            if by < 0 and self.cursor < self.scroll_offset.y:
                self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True, immediate=True)
                return
            self.put_cursor(stops[to], spare=1)
            if to == 0:
                self.reveal(0)


class Search(TextInput):
    """What to look for among the commands."""

    BINDINGS: ClassVar = bindings("dialog")
    scope = "dialog"


class CommandScreen(ModalScreen["str | None"]):
    """Find a command; gives the id of the one to run, or None."""

    AUTO_FOCUS = "Search"

    def __init__(
        self,
        title: str,
        scope: Scope,
        session: Session,
        keymap: Keymap,
        *,
        with_signs: bool = True,
        ascii_only: bool = False,
    ) -> None:
        """As things stand in a session, with the focus in a scope."""
        super().__init__()
        self._with_signs, self._ascii_only = with_signs, ascii_only
        self._title = title
        self._scope: Scope = scope if scope in _SCOPES else "list"
        self._session = session
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """Title, what to look for, the commands, and the one under the cursor in full."""
        title, self.detail = Picture("dialog-title"), Picture("dialog-detail")
        title.show(
            lambda width, _: (
                ((f" {self._title}", "heading"), ("   type to search, enter runs it, esc closes", "dim")),
            )
        )
        self.lines = CommandList(self._keymap, self._scope)
        self.search = Search(placeholder="what do you want to do?", id="dialog-search", compact=True)
        with Vertical(id="dialog", classes="large"):
            yield title
            yield self.search
            yield self.lines
            yield self.detail

    def on_mount(self) -> None:
        """Everything is found at first."""
        self._find("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._find(event.value)

    def _find(self, text: str) -> None:
        commands, signs = found(text, self._scope, self._session), legend(self._ascii_only)
        if text.strip():
            signs = [meaning for meaning in signs if mentioned(meaning, text)]
        self.lines.show(commands, signs if self._with_signs else (), grouped=not text.strip())
        self._tell()

    def _tell(self) -> None:
        """Tell in full what the command under the cursor does."""
        command = self.lines.chosen
        if command is None:
            self.detail.show(lambda width, _: (((" no command is called so", "note"),),))
            return
        reason = _why_not(command, self._scope, self._session)

        def make(width: int, height: int) -> tuple[Line, ...]:
            text = f"{command.title}. {command.help}" + (f" Not now: {reason}." if reason else "")
            lines: list[Line] = [((f" {part}", "text"),) for part in wrap(text, max(10, width - 2))]
            return tuple(lines[:height])

        self.detail.show(make)

    def action_command(self, id_: str) -> None:
        """The keys of a dialog."""
        match id_:
            case "close":
                self.dismiss(None)
            case "choose":
                self.dismiss(self.lines.chosen.id if self.lines.chosen else None)
            case "dialog-down" | "dialog-up":
                self.lines.step(1 if id_ == "dialog-down" else -1)
            case "dialog-page-down" | "dialog-page-up":
                self.lines.step((1 if id_ == "dialog-page-down" else -1) * max(1, self.lines.size.height - 1))
        if self.is_current:
            self._tell()
