"""The main screen: masthead, head, list and reader, key line; what they show comes from the desk.

Only what the first frame needs is imported here. The desk, which asks the archive, comes with the archive.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen

from tradetui.core.frozen import replace
from tradetui.ui.chrome import Masthead as Told
from tradetui.ui.chrome import Said, command_at, key_line, masthead
from tradetui.ui.commands import BY_ID, Command
from tradetui.ui.keymap import Keymap, bindings, key_line_commands
from tradetui.ui.layout import layout
from tradetui.ui.session import Session
from tradetui.ui.widgets.frames import Frames
from tradetui.ui.widgets.line_view import note_fault
from tradetui.ui.widgets.pictures import Head, KeyLine, Masthead, Picture
from tradetui.ui.widgets.reader import Reader
from tradetui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tradetui.present.roles import Line, Role
    from tradetui.store.archive import Archive
    from tradetui.ui.app import TradetuiApp
    from tradetui.ui.commands import Scope
    from tradetui.ui.desk import Answered, Desk


#: What one may do besides moving while the index is made: what opens an input, so that no letter typed after it is a
#: command, and what leads away.
MEANWHILE = frozenset(("help", "filter", "go-to-date", "step-back"))


#: What opens an input.
OPEN_INPUTS = frozenset(("filter", "go-to-date", "known-on"))


class Body(Horizontal):
    """List, facets and reader side by side; all of it is covered by them."""

    BLANK = True


class MainScreen(Screen[None]):
    """The panes of every view, which cover all of it."""

    BLANK = True
    BINDINGS: ClassVar = bindings("global")
    AUTO_FOCUS = "RecordList"

    masthead: Masthead
    head: Head
    rows: RecordList
    reader: Reader
    keys: KeyLine

    def __init__(self, keymap: Keymap, folder: Path, *, ascii_only: bool = False) -> None:
        """On a collection's folder, which is its name until it has been opened."""
        super().__init__()
        self._compositor = Frames()
        self.keymap = keymap
        self.folder = folder
        self.ascii_only = ascii_only
        self.session = Session()
        self.told = Told(title=folder.name, progress="opening ..." if ascii_only else "opening …")
        self.said: Said | None = None
        self.desk: Desk | None = None
        #: Only a first look is shown: the events, while the index is made.
        self.partial = False
        self.held: list[events.Key] | None = None
        self._wanted = ""
        #: The view whose rows the list holds, and the moves through the list that wait for those of another view.
        self._view_shown = ""
        self._moves: list[str] = []
        #: How many lines the head of the view has, as soon as that is decided.
        self.head_height = 0
        #: A command is being run: what changes around the panes is drawn once it is done.
        self._commanded = False

    # --- the widgets ----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Few widgets: each costs time before the first frame."""
        self.masthead = Masthead("masthead")
        self.head = Head("head")
        self.rows = RecordList("list")
        self.rows.moved = self._moved
        self.reader = Reader("reader")
        self.keys = KeyLine("keys")
        self.masthead.show(self._masthead)
        self.keys.show(self._key_line)
        yield self.masthead
        yield self.head
        with Body(id="body"):
            yield self.rows
            yield self.reader
        yield self.keys

    def on_mount(self) -> None:
        """Lay out before the first frame."""
        self.fit_panes()

    def on_resize(self) -> None:
        """Another size: other panes side by side."""
        self.fit_panes()
        if self.desk is not None:
            self.desk.heads.refresh()

    def fit_panes(self) -> None:
        """Show the panes there is room for."""
        session = self.session
        found = layout(
            session.place.view,
            *self.app.size,
            reader_in_front=session.reader_in_front,
            facets_in_front=session.facets_in_front,
        )
        if found.wide != session.wide:
            self.session = replace(session, wide=found.wide)
        self.reader.display, self.rows.display = found.reader, found.rows
        self.head.display = found.head > 0
        self.head_height = self.head.styles.height = found.head
        if self.desk is not None:
            self.desk.facets.fit()

    # --- what is drawn around the panes ---------------------------------------------------------------------

    def _masthead(self, width: int, height: int) -> tuple[Line, ...]:
        return masthead(self.session, self.told, width, ascii_only=self.ascii_only)

    def _key_line(self, width: int, height: int) -> tuple[Line, ...]:
        return (key_line(self.useful_keys(), self.said, width),)

    @property
    def scope(self) -> Scope:
        """Where keys are heard now."""
        return getattr(self.focused, "scope", "list")

    def useful_keys(self) -> list[tuple[Command, str]]:
        """What the key line shows."""
        return key_line_commands(self.scope, self.keymap, self.session)

    def say(self, text: str, tone: Role = "text") -> None:
        """Say something in the key line, until the next command."""
        self.said = Said(text, tone)
        self.keys.show(self._key_line)

    def refresh_chrome(self) -> None:
        """Draw masthead and key line anew; while a command is being run, once it is done."""
        if self._commanded:
            return
        self.masthead.show(self._masthead)
        self.keys.show(self._key_line)

    def progressed(self, done: int, total: int) -> None:
        """So much of the index is made."""
        self.told = replace(self.told, progress=f"making the index: {done:,} of {total:,} records")
        self.masthead.show(self._masthead)

    # --- commands -------------------------------------------------------------------------------------------

    @property
    def tradetui(self) -> TradetuiApp:
        """The app."""
        from tradetui.ui.app import TradetuiApp

        assert isinstance(self.app, TradetuiApp)
        return self.app

    def action_copy_text(self) -> None:
        """Copy the selected text, and say so."""
        text = self.get_selected_text()
        if text:
            self.app.copy_to_clipboard(text)
            self.say(f"sent {len(text):,} selected characters to the clipboard by OSC 52", "now")
        else:
            self.tradetui.action_help_quit()

    def opened(self, archive: Archive, session: Session, today: int, *, partial: bool = False) -> None:
        """The collection is open: fill everything in; where it was open before, at the same place."""
        from tradetui.ui.desk import Desk

        self.partial = partial
        if self.desk is not None:
            self.desk.reopened(archive, session)
            return
        self.desk = Desk(self, archive, session, today)
        self.desk.begin()
        if self._wanted:
            self.call_after_refresh(self.action_command, self._wanted)

    def rows_shown(self) -> None:
        """The rows of the list are there, or the reason why they aren't."""
        self._view_shown = self.session.place.view
        if self._moves:
            self.call_later(self._move_on)
        if self.partial:
            self.call_after_refresh(self.tradetui.first_rows_drawn)

    def _waits_for_rows(self, command: Command) -> bool:
        """Whether a command moves through rows of another view than those that are still shown."""
        other = self._view_shown != self.session.place.view
        return (other or bool(self._moves)) and command.group == "Move" and command.scope == "list"

    def _move_on(self) -> None:
        """Do the moves that were waiting for the rows: what one sees doesn't hang on how quickly they came."""
        moves, self._moves = self._moves, []
        for id_ in moves:
            self.action_command(id_)

    def _why_not_yet(self, command: Command) -> str:
        """Why a command must wait for the collection: before it is all there one can look at the events, no more."""
        if self.desk is None:
            return "the collection is still being opened"
        if (
            self.partial
            and command.group != "Move"
            and command.scope != "input"
            and command.id not in MEANWHILE
        ):
            return "the index is still being made"
        return ""

    def action_command(self, id_: str) -> None:
        """Run a command, or say why it can't be run now."""
        command = BY_ID[id_]
        self.said = None
        reason = self._why_not_yet(command) or command.why_not(self.session)
        if id_ == "quit":
            self.app.exit()
        elif self.desk is None and id_ in OPEN_INPUTS:
            # what is typed next is text for the input to come, never commands
            self.held, self._wanted = [], id_
            self.say(f"{command.title}: the collection is still being opened; what you type is kept", "dim")
        elif not self._why_not_yet(command) and self._waits_for_rows(command):
            self._moves.append(id_)
        elif reason or self.desk is None:
            self.say(f"{command.title}: {reason}", "warn")
        else:
            nested, self._commanded = self._commanded, True
            try:
                self.desk.run(id_)
            except Exception as error:
                self.failed(error)
            finally:
                self._commanded = nested
            self.refresh_chrome()

    def failed(self, error: Exception) -> None:
        """Something went wrong: say so calmly, and go on."""
        note_fault(self, error)
        self.say(f"That could not be done: {error or type(error).__name__}", "warn")

    # --- what the widgets and the threads tell: all of it is the desk's affair ------------------------------

    def on_answered(self, message: Answered) -> None:
        """A question to the archive was answered."""
        if self.desk is not None:
            self.desk.runner.deliver(message.answer)

    def _moved(self, position: int) -> None:
        """The cursor of the list went to another row: called straight, so that all of it is one frame."""
        if self.desk is not None:
            self.desk.moved(position)

    def on_record_list_chosen(self) -> None:
        """The row under the cursor was clicked again."""
        self.action_command("read")

    def on_reader_page_made(self, message: Reader.PageMade) -> None:
        """Another page is shown: other links lead away from it."""
        self.session = replace(self.session, targets=len(message.page.targets))
        self.keys.show(self._key_line)

    def on_reader_followed(self, message: Reader.Followed) -> None:
        """A link was clicked."""
        if self.desk is not None:
            self.desk.follow(message.target)
            self.refresh_chrome()

    def on_facet_list_chosen(self) -> None:
        """A value of the facets was clicked."""
        self.action_command("facet-take")

    def on_picture_pressed(self, message: Picture.Pressed) -> None:
        """The mouse was pressed on the masthead, the axis or the key line."""
        if message.picture is self.keys:
            id_ = command_at(self.useful_keys(), self.keys.size.width, message.x)
            if id_ is not None and not message.turn:
                self.action_command(id_)
            return
        if self.desk is not None:
            self.desk.pressed(message)
            self.refresh_chrome()

    def on_descendant_focus(self) -> None:
        """Other keys are useful in another pane."""
        if self.session.wide and self.scope in ("list", "axis", "reader"):
            self.session = replace(self.session, reader_in_front=self.scope == "reader")
        self.keys.show(self._key_line)
