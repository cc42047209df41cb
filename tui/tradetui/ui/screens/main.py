"""The main screen: five views over one list and one reader, all drawn from one session.

A key runs a command, the command makes a new session (:mod:`tradetui.ui.session`), and :meth:`MainScreen.go` asks
anew for whatever the change touches. Answers come back by :class:`Answered`; a stale one never gets here.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget

from tradetui.core.query.parse import parse
from tradetui.core.query.text import chips
from tradetui.present import rows as present_rows
from tradetui.present.page import Page
from tradetui.ui import acts, panes
from tradetui.ui.chrome import Masthead as Told
from tradetui.ui.chrome import Said, key_line, masthead
from tradetui.ui.commands import BY_ID, Command
from tradetui.ui.heads import HeadAsker
from tradetui.ui.keymap import Keymap, bindings, key_line_commands
from tradetui.ui.listing import RecordListing
from tradetui.ui.runner import Answer, Runner
from tradetui.ui.session import Session, point, rest_on
from tradetui.ui.widgets.line_view import note_fault
from tradetui.ui.widgets.pictures import Head, KeyLine, Masthead, Picture
from tradetui.ui.widgets.reader import Reader
from tradetui.ui.widgets.record_list import RecordList

if TYPE_CHECKING:
    from tradetui.present.roles import Line, Role
    from tradetui.store.archive import Archive
    from tradetui.ui.commands import Scope
    from tradetui.ui.widgets.prompt import Offers, Prompt

#: From this width on the reader stands beside the list.
WIDE = 100
#: While the cursor moves on within this many seconds, the reader waits so long before it follows.
FOLLOW = 0.06


class MainScreen(Screen[None]):
    """List, reader and head of every view."""

    BINDINGS: ClassVar = bindings("global")
    AUTO_FOCUS = "RecordList"

    session: Session
    masthead: Masthead
    head: Head
    rows: RecordList
    reader: Reader
    keys: KeyLine

    @dataclass
    class Answered(Message):
        """A question to the archive was answered."""

        answer: Answer

    def __init__(self, session: Session, keymap: Keymap, folder: Path, *, ascii_only: bool = False) -> None:
        """On a collection's folder, which is its name until it has been opened."""
        super().__init__()
        self.folder = folder
        self.session = session
        self.keymap = keymap
        self.ascii_only = ascii_only
        self.runner: Runner | None = None
        self.told = Told(title=folder.name, progress="opening …" if not ascii_only else "opening ...")
        self.said: Said | None = None
        self.typing = False
        self.answer: panes.ViewAnswer | None = None
        self.reader_answer: panes.ReaderAnswer | None = None
        self.prompt: Prompt | None = None
        self.heads = HeadAsker(self)
        self._followed = 0.0

    # --- the widgets ----------------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """Few widgets: each costs time before the first frame."""
        self.masthead = Masthead("masthead")
        self.head = Head("head")
        self.rows = RecordList("list")
        self.reader = Reader("reader")
        self.keys = KeyLine("keys")
        self.masthead.show(self._masthead)
        self.keys.show(lambda width, _: (key_line(self._useful_keys(), self.said, width),))
        yield self.masthead
        yield self.head
        with Horizontal(id="body"):
            yield self.rows
            yield self.reader
        yield self.keys

    def on_mount(self) -> None:
        """Lay out before the first frame."""
        self.fit_panes()

    def on_resize(self) -> None:
        """Another size: other panes side by side."""
        self.fit_panes()
        self.heads.refresh()

    def fit_panes(self) -> None:
        """Show the panes there is room for."""
        width, height = self.app.size
        wide = width >= WIDE
        if wide != self.session.wide:
            self.session = replace(self.session, wide=wide)
        in_front = self.session.reader_in_front
        self.reader.display = wide or in_front
        self.rows.display = wide or not in_front
        self.set_class(not wide, "narrow")
        rows = self.heads.height(width, height)
        self.head.display = rows > 0 and (wide or not in_front)
        self.head.styles.height = rows

    # --- what is drawn around the panes ---------------------------------------------------------------------

    def _masthead(self, width: int, height: int) -> tuple[Line, ...]:
        return masthead(self.session, self.told, width, ascii_only=self.ascii_only)

    @property
    def scope(self) -> Scope:
        """Where keys are heard now."""
        return getattr(self.focused, "scope", "list")

    def _useful_keys(self) -> list[tuple[Command, str]]:
        return key_line_commands(self.scope, self.keymap, self.session)

    def say(self, text: str, tone: Role = "text") -> None:
        """Say something in the key line, until the next command."""
        self.said = Said(text, tone)
        self.keys.show(self.keys.made_by)

    def refresh_chrome(self) -> None:
        """Draw masthead and key line anew."""
        self.masthead.show(self._masthead)
        self.keys.show(self.keys.made_by)

    # --- commands -------------------------------------------------------------------------------------------

    def action_command(self, id_: str) -> None:
        """Run a command, or say why it can't be run now."""
        command = BY_ID[id_]
        self.said = None
        reason = command.why_not(self.session)
        if reason is not None:
            self.say(f"{command.title}: {reason}", "warn")
            return
        try:
            acts.ACTS[id_](self)
        except Exception as error:
            self.failed(error)
        self.refresh_chrome()

    def go(self, session: Session, *, typing: bool = False) -> None:
        """Show another session: ask anew for what has changed, and leave the rest."""
        before, self.session = self.session, session
        self.typing = typing
        if (before.reader_in_front, before.wide) != (session.reader_in_front, session.wide) or (
            before.place.view != session.place.view
        ):
            self.fit_panes()
        if _list_key(before) != _list_key(session):
            self.ask_list()
        elif before.place.cursor() != session.place.cursor():
            self._find_cursor()
        self.heads.refresh_if(before, session)
        if _reader_key(before) != _reader_key(session):
            self.ask_reader()
        self.rows.marked = session.marked_records
        if before.marks != session.marks:
            self.rows.lines_changed()
        self.refresh_chrome()

    def _find_cursor(self) -> None:
        """Put the list's cursor on the session's record."""
        listing = self.rows.listing
        if listing is not None and (at := listing.find(self.session.place.cursor())) is not None:
            self.rows.put_cursor(at, spare=1)

    # --- the archive ----------------------------------------------------------------------------------------

    @property
    def archive(self) -> Archive:
        """The open archive."""
        assert self.runner is not None
        return self.runner.archive

    def opened(self, archive: Archive, session: Session) -> None:
        """The collection is open: fill everything in."""
        self.runner = Runner(archive, lambda answer: self.post_message(self.Answered(answer)))
        self.told = Told(title=archive.info.title, left_out=archive.left_out)
        self.session = replace(session, wide=self.session.wide, opened=True)
        self.ask_list()
        self.heads.refresh()
        self.refresh_chrome()

    def progressed(self, done: int, total: int) -> None:
        """So much of the index is made."""
        self.told = replace(self.told, progress=f"making the index: {done:,} of {total:,} records")
        self.masthead.show(self._masthead)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        if self.runner is not None:
            self.runner.deliver(message.answer)

    def failed(self, error: Exception) -> None:
        """Something went wrong: say so calmly, and go on."""
        note_fault(self, error)
        self.say(f"That could not be answered: {error or type(error).__name__}", "warn")

    def ask_list(self, *, all_rows: bool = False) -> None:
        """Ask for the rows of the view."""
        if self.runner is None:
            return
        session, typing, ascii_only = self.session, self.typing, self.ascii_only
        self.runner.ask(
            "list",
            lambda archive: panes.view_answer(
                archive, session, typing=typing, all_rows=all_rows, ascii_only=ascii_only
            ),
            self._show_list,
            failed=self.failed,
        )

    def _show_list(self, answer: panes.ViewAnswer) -> None:
        """Rows came: show them, with the cursor where it belongs."""
        self.answer = answer
        view = self.session.place.view
        self.rows.head = None
        if isinstance(answer.listing, RecordListing):
            self.rows.head = lambda cells: present_rows.header(cells, view)  # type: ignore[arg-type]
        self.rows.marked = self.session.marked_records
        self.rows.show(answer.listing if len(answer.listing) else None, empty=answer.empty)
        self.rows.put_cursor(answer.position, spare=3)
        session = replace(self.session, found=answer.count.number)
        position = answer.position
        record = answer.listing.id(position) if position is not None else ""
        reading = session.place.reading
        session = rest_on(session, record)
        day = session.place.day
        if day is None and position is not None:
            day = answer.listing.day(position)
        session = replace(session, place=replace(session.place, reading=reading, day=day))
        parsed = parse(session.place.text, typing=self.typing)
        notes = (*answer.notes, *(note.text for note in parsed.notes)) if not self.typing else answer.notes
        self.told = replace(
            self.told,
            chips=tuple(chip.text for chip in chips(parsed.query.complete())),
            count=str(answer.count),
            progress="",
            note=notes[0] if notes else "",
        )
        before, self.session = self.session, session
        self.ask_reader(at_once=True)
        self.heads.refresh_if(before, session)
        self.refresh_chrome()
        if not answer.complete:
            self.ask_list(all_rows=True)

    # --- the cursor and the reader --------------------------------------------------------------------------

    @on(RecordList.Moved)
    def _moved(self, message: RecordList.Moved) -> None:
        """The cursor went to another row: the axis and the reader follow."""
        listing = self.rows.listing
        if listing is not None and (record := listing.id(message.position)):
            self.said = None
            self.go(point(self.session, record, listing.day(message.position)))

    @on(RecordList.Chosen)
    def _chosen(self) -> None:
        self.action_command("read")

    def follow_day(self) -> None:
        """The list's cursor goes to the row nearest to the day."""
        listing, day = self.rows.listing, self.session.place.day
        if listing is None or day is None or (at := listing.nearest(day)) is None:
            return
        self.rows.put_cursor(at, spare=3)
        self.go(rest_on(self.session, listing.id(at)))

    def ask_reader(self, *, at_once: bool = False) -> None:
        """Ask for the record to read; while the cursor runs on, the reader waits for it to rest."""
        if self.runner is None:
            return
        session = self.session
        moment = time.monotonic()
        delay = 0.0 if at_once or moment - self._followed > 3 * FOLLOW else FOLLOW
        self._followed = moment
        self.runner.ask(
            "reader",
            lambda archive: panes.reader_answer(archive, session),
            self._show_reader,
            failed=self.failed,
            delay=delay,
        )

    def _show_reader(self, answer: panes.ReaderAnswer) -> None:
        """A record came: show it."""
        archive, session, ascii_only = self.archive, self.session, self.ascii_only
        record = answer.dossier.record if answer.dossier else None
        links = panes.addresses(answer.dossier)
        self.session = replace(session, links=len(links), file=record.file if record else "")
        self.reader_answer = answer

        def make(width: int) -> Page:
            return panes.reader_page(answer, archive, session, width, ascii_only)

        self.reader.show(make, (answer.record, session.place.known_on))
        self.heads.refresh()

    @on(Reader.PageMade)
    def _page_made(self, message: Reader.PageMade) -> None:
        self.session = replace(self.session, targets=len(message.page.targets))
        self.keys.show(self.keys.made_by)

    @on(Reader.Followed)
    def _followed_link(self, message: Reader.Followed) -> None:
        acts.follow_target(self, message.target)

    def follow_number(self, number: int) -> None:
        """Follow a link of the reader by its number."""
        self.reader.stand_on(number)
        if self.reader.target is not None:
            acts.follow_target(self, self.reader.target)

    # --- what one types -------------------------------------------------------------------------------------

    def open_prompt(self, purpose: str, text: str) -> None:
        """Open the line to type in; its widgets are made when first needed."""
        from tradetui.ui import prompts
        from tradetui.ui.widgets.prompt import Prompt

        if self.prompt is not None:
            return
        self.prompt = Prompt(purpose, prompts.LABELS[purpose], text, prompts.HINTS[purpose])
        self.mount(self.prompt, after=self.masthead)
        self.call_after_refresh(self._prompt_ready, self.prompt)

    def _prompt_ready(self, prompt: Prompt) -> None:
        from tradetui.ui import prompts

        prompt.input.focus()
        prompt.put(prompt.text)
        if prompt.purpose != "filter":
            prompt.input.select_all()
            self.prompt_say(prompts.date_echo(self, prompt.text))
        else:
            self.prompt_say(prompts.filter_echo(prompt.text))

    def prompt_say(self, line: Line) -> None:
        """Say under the input how it was read."""
        if self.prompt is not None:
            self.prompt.say(line)

    def prompt_typed(self, message: Message) -> None:
        """The text in the prompt changed."""
        from tradetui.ui import prompts

        prompt = self.prompt
        if prompt is not None and getattr(message, "prompt", None) is prompt:
            prompts.typed(self, prompt.purpose, prompt.text)

    def on_prompt_typed(self, message: Message) -> None:
        """Textual's name for the handler of ``Prompt.Typed``."""
        self.prompt_typed(message)

    def show_offers(self, values: tuple[str, ...], lines: tuple[Line, ...]) -> None:
        """Offer values under the input."""
        from tradetui.ui.widgets.prompt import Offers

        offers = self.query_one_optional(Offers)
        if offers is None:
            if not values:
                return
            offers = Offers()
            self.mount(offers)
        offers.show(values, lines)

    @property
    def offers(self) -> Offers | None:
        """The values offered now."""
        from tradetui.ui.widgets.prompt import Offers

        found = self.query_one_optional(Offers)
        return found if found is not None and found.display else None

    def close_prompt(self) -> None:
        """Take the input away; the list has the focus again."""
        if self.prompt is not None:
            self.show_offers((), ())
            self.prompt.remove()
            self.prompt = None
            self.typing = False
            self.focus_list()

    # --- the mouse and the focus ----------------------------------------------------------------------------

    def focus_list(self) -> None:
        """Give the list the focus (or the reader, where only it is shown)."""
        (self.rows if self.rows.display else self.reader).focus()

    def view_at(self, x: int) -> int | None:
        """Which view's name stands in a cell of the masthead."""
        from tradetui.ui.chrome import view_at

        return view_at(self.session, self.told, self.masthead.size.width, x)

    def zone_words(self, zone: str) -> str:
        """A choice of zone in words."""
        if zone in ("own", "utc"):
            return "each event's own zone" if zone == "own" else "UTC"
        return next((f"{s.place or s.name} ({s.tz})" for s in self.archive.info.sides if s.id == zone), zone)

    def run_listed(self, id_: str) -> None:
        """Run a command chosen from help, in the pane it belongs to."""
        scope = BY_ID[id_].scope
        pane = {"list": self.rows, "reader": self.reader, "axis": self.head}.get(scope)
        if pane is not None and pane.display:
            pane.focus()
        self.action_command(id_)

    @on(Picture.Pressed)
    def _pressed(self, message: Picture.Pressed) -> None:
        acts.press(self, message)
        self.refresh_chrome()

    def on_descendant_focus(self) -> None:
        """Other keys are useful in another pane."""
        if self.session.wide and self.scope in ("list", "axis", "reader"):
            self.session = replace(self.session, reader_in_front=self.scope == "reader")
        self.keys.show(self.keys.made_by)

    def panes_to_walk(self) -> list[Widget]:
        """The panes that can have the focus, in the order of tab."""
        return [pane for pane in (self.rows, self.reader, self.head) if pane.display and pane.can_focus]


def _list_key(session: Session) -> tuple[object, ...]:
    """What the rows of the list depend on."""
    place = session.place
    key: tuple[object, ...] = (place.view, place.text, place.known_on, session.sort)
    if place.view == "measures":
        return (*key, place.day)
    return (*key, place.day, session.marked_day) if place.view == "changes" else key


def _reader_key(session: Session) -> tuple[object, ...]:
    """What the reader depends on."""
    place = session.place
    day = place.day if place.view == "measures" else None
    return (place.record, place.known_on, session.zone, place.text, day)
