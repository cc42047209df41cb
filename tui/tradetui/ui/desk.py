"""The desk: takes a new session, asks the archive for whatever the change touches, and lays the answers out.

A key runs a command, the command makes a new session (:mod:`tradetui.ui.session`) and hands it to :meth:`Desk.go`.
Answers come back by :class:`Answered` on the loop's thread; a stale one is dropped before it gets here.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual.message import Message

from tradetui.core.frozen import replace
from tradetui.core.query.parse import parse
from tradetui.core.query.text import chips
from tradetui.present import rows as present_rows
from tradetui.ui import acts, panes
from tradetui.ui.acts.typing import TypingLine
from tradetui.ui.chrome import Masthead as Told
from tradetui.ui.commands import BY_ID
from tradetui.ui.facets import FacetAsker
from tradetui.ui.heads import HeadAsker
from tradetui.ui.listing import RecordListing
from tradetui.ui.runner import Answer, Runner
from tradetui.ui.session import Session, point, rest_on, showing

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.widget import Widget

    from tradetui.present.page import Page, Target
    from tradetui.present.roles import Line, Role
    from tradetui.store.archive import Archive, Count
    from tradetui.ui.commands import Scope
    from tradetui.ui.screens.main import MainScreen
    from tradetui.ui.widgets.pictures import Picture
    from tradetui.ui.widgets.reader import Reader
    from tradetui.ui.widgets.record_list import RecordList

#: While the cursor moves on within this many seconds, the reader waits so long before it follows.
FOLLOW = 0.06
#: So near to the end of a part of a list all of it is fetched.
_SPARE = 100
#: So many seconds without another change are waited for before all rows of a long list are fetched.
REST = 0.25


class Answered(Message):
    """A question to the archive was answered."""

    def __init__(self, answer: Answer) -> None:
        """With its answer."""
        super().__init__()
        self.answer = answer


class Desk:
    """What a screen shows of an open archive."""

    rows: RecordList
    reader: Reader

    def __init__(self, screen: MainScreen, archive: Archive, session: Session, today: int) -> None:
        """On a screen, from a first session on; ``today`` is a day."""
        self.today = today
        self.screen = screen
        self.archive = archive
        self.app = screen.app
        self.rows, self.reader = screen.rows, screen.reader
        self.runner = self._runner(archive)
        self.heads = HeadAsker(self)
        self.facets = FacetAsker(self)
        self.typing = TypingLine(self)
        self.reader_answer: panes.ReaderAnswer | None = None
        self._followed = 0.0
        self._text_shown = ""
        self._listed: panes.ViewAnswer | None = None
        screen.told = Told(title=archive.info.title, left_out=archive.left_out)
        screen.session = replace(session, wide=screen.session.wide, opened=True)

    @property
    def session(self) -> Session:
        """What the screen shows."""
        return self.screen.session

    @session.setter
    def session(self, session: Session) -> None:
        self.screen.session = session

    def _runner(self, archive: Archive) -> Runner:
        screen = self.screen

        def drawn(then: Callable[[], object]) -> None:
            # By way of the list: the screen alone may find nothing to draw before the list has told that it changed.
            # A frame that was due already may come before the screen has heard of it: the next one then.
            screen.rows.call_after_refresh(screen.call_after_refresh, then)

        return Runner(archive, lambda answer: screen.post_message(Answered(answer)), drawn)

    def begin(self) -> None:
        """Fill everything in."""
        self.ask_list()
        self.heads.refresh()
        self.screen.refresh_chrome()
        self.facets.fit()
        self.screen.call_after_refresh(self.typing.prepare)

    def reopened(self, archive: Archive, session: Session) -> None:
        """The collection was opened anew: ask everything again, at the same place."""
        self.runner.close()
        self.archive.close()
        self.archive = archive
        self.runner = self._runner(archive)
        self.session = replace(self.session, now=session.now, extent=session.extent, found=None)
        self.screen.told = Told(title=archive.info.title, left_out=archive.left_out)
        self.heads.forget()
        self.begin()

    # --- commands -------------------------------------------------------------------------------------------

    def run(self, id_: str) -> None:
        """Run a command."""
        acts.ACTS[id_](self)

    def run_listed(self, id_: str) -> None:
        """Run a command chosen from help, in the pane it belongs to."""
        panes_of = {
            "list": self.rows,
            "reader": self.reader,
            "axis": self.screen.head,
            "facets": self.facets.pane,
        }
        pane = panes_of.get(BY_ID[id_].scope)
        if pane is not None and pane.display:
            self.screen.set_focus(pane)
        self.screen.action_command(id_)

    def say(self, text: str, tone: Role = "text") -> None:
        """Say something in the key line."""
        self.screen.say(text, tone)

    def go(self, session: Session) -> None:
        """Show another session: ask anew for what has changed, and leave the rest."""
        before, self.session = self.session, session
        if _panes_key(before) != _panes_key(session):
            self.screen.fit_panes()
        asked = _list_key(before) != _list_key(self.session)
        if asked:
            self.ask_list()
        elif before.place.cursor() != session.place.cursor():
            self._find_cursor()
        self.heads.refresh_if(before, self.session)
        self.facets.refresh()
        if _reader_key(before) != _reader_key(self.session):
            self.ask_reader()
        if before.changed != session.changed:
            self.rows.news = session.changed
            self.rows.lines_changed()
        if before.marks != session.marks:
            self.rows.marked = session.marked_records
            self.rows.lines_changed()
        # what it tells of comes with the rows
        if not (asked and self.typing.filtering):
            self.screen.refresh_chrome()

    # --- the list -------------------------------------------------------------------------------------------

    def ask_list(self) -> None:
        """Ask for the rows of the view: what is drawn first; then how many there are, and all of them."""
        session, typing, ascii_only = self.session, self.typing.filtering, self.screen.ascii_only
        in_view = max(1, self.rows.rows_in_view)
        self._listed = None
        self.runner.drop("why")
        self.runner.drop("count")
        self.runner.drop("all")
        self.runner.drop("ahead")
        self.runner.ask(
            "list",
            lambda archive: panes.view_answer(
                archive, session, typing=typing, ascii_only=ascii_only, in_view=in_view
            ),
            self._show_list,
            failed=self._no_list,
        )

    def _show_list(self, answer: panes.ViewAnswer) -> None:
        """Rows came: show them, with the cursor where it belongs."""
        session = self.session
        listing, position, view = answer.listing, answer.position, session.place.view
        self._listed = answer
        self.rows.head = None
        if isinstance(listing, RecordListing):
            self.rows.head = lambda cells: present_rows.header(cells, view)  # type: ignore[arg-type]
        self.rows.marked, self.rows.news = session.marked_records, session.changed
        record = listing.id(position) if position is not None else ""
        unsaid = not len(listing) and not answer.empty and isinstance(listing, RecordListing)
        self.rows.show(
            listing if len(listing) else None, empty=self._nothing_found() if unsaid else answer.empty
        )
        if position is not None and listing.stops is not None:
            # lines laid out for this width stand elsewhere
            position = listing.find(record)
        self.rows.put_cursor(position, spare=3)
        found = len(listing) if answer.count is None else answer.count.number
        before = replace(session, found=found, suggestion="")
        after = rest_on(before, record)
        day = session.place.day
        # a filter that moves the cursor moves the day with it: list and axis share one cursor
        filtered = session.place.text != self._text_shown and after.place.cursor() != session.place.cursor()
        if position is not None and (day is None or filtered):
            at = listing.day(position)
            day = day if at is None else at
        self._text_shown = session.place.text
        place = replace(after.place, reading=session.place.reading, day=day)
        self.session = showing(replace(after, place=place), day)
        self._tell_filter(answer)
        self.ask_reader(at_once=not self.typing.filtering)
        self.heads.refresh_if(before, self.session)
        self.screen.refresh_chrome()
        self.screen.rows_shown()
        if unsaid:
            self._ask_why()
        if answer.count is None:
            self._ask_count()
        if not answer.complete:
            self._ask_whole(delay=REST)
        elif position is not None:
            self._look_ahead(position, delay=REST)

    def _nothing_found(self) -> tuple[Line, ...]:
        """What stands in place of the rows until it is known why there are none."""
        return (), (("  nothing found; looking for the reason ", "dim"), (self._counting, "dim"))

    def _ask_why(self) -> None:
        """Ask why nothing is found, and what was probably meant."""
        session = self.session

        def told(found: tuple[tuple[Line, ...], str]) -> None:
            lines, meant = found
            self.rows.show(None, empty=lines)
            self.session = replace(self.session, suggestion=meant)
            self.screen.refresh_chrome()

        self.runner.ask(
            "why", lambda archive: panes.why_answer(archive, session), told, failed=self.screen.failed
        )

    def _ask_count(self) -> None:
        """Ask how many records there are in a list of which only a part is shown."""
        session = self.session
        self.runner.ask(
            "count",
            lambda archive: panes.view_count(archive, session),
            self._tell_count,
            failed=self.screen.failed,
        )

    def _tell_count(self, count: Count) -> None:
        """Tell in the masthead how many records the filter finds."""
        self.session = replace(self.session, found=count.number)
        self.screen.told = replace(self.screen.told, count=str(count))
        self.screen.refresh_chrome()

    def _ask_whole(self, then: Callable[[], object] | None = None, *, delay: float = 0.0) -> None:
        """Ask for all the rows of a list of which only a part is shown; ``then`` is done once they are there."""
        session, ascii_only = self.session, self.screen.ascii_only

        def came(answer: panes.ViewAnswer) -> None:
            self._show_whole(answer)
            if then is not None:
                then()

        self.runner.ask(
            "all",
            lambda archive: panes.view_answer(archive, session, whole=True, ascii_only=ascii_only),
            came,
            failed=self.screen.failed,
            delay=delay,
        )

    def _show_whole(self, answer: panes.ViewAnswer) -> None:
        """All rows came: the part that is shown stays where it is on the screen."""
        listing, rows, id_ = answer.listing, self.rows, self.session.place.cursor()
        self._listed = answer
        on_screen = (rows.cursor or 0) - rows.scroll_offset.y
        position = answer.position
        if position is None or listing.id(position) != id_:
            position = listing.find(id_)
        rows.show(listing if len(listing) else None, empty=answer.empty)
        rows.put_cursor(position, reveal=False)
        if position is not None:
            rows.scroll_to(y=max(0, position - on_screen), animate=False, force=True, immediate=True)
            rows.reveal(position)
        if answer.count is not None:
            self._tell_count(answer.count)
        if position is not None:
            self._look_ahead(position)

    def _is_part(self) -> bool:
        """Whether only a part of the list is there."""
        return self._listed is not None and not self._listed.complete

    def to_end(self, *, last: bool) -> None:
        """The cursor goes to the first or the last record there is."""
        if self._is_part():
            self._ask_whole(lambda: self.rows.end(last))
        else:
            self.rows.end(last)

    def _no_list(self, error: Exception) -> None:
        """The rows could not be had: say so where they would stand."""
        self.rows.head = None
        text = f"  This could not be answered: {error or type(error).__name__}"
        self.rows.show(None, empty=((), ((text, "warn"),)))
        self.session = replace(self.session, found=0)
        self.screen.told = replace(self.screen.told, count="", progress="")
        self.screen.rows_shown()
        self.screen.failed(error)

    def _tell_filter(self, answer: panes.ViewAnswer) -> None:
        """Tell in the masthead what the filter is and what it finds."""
        typing = self.typing.filtering
        parsed = parse(self.session.place.text, typing=self.session.place.half)
        notes = answer.notes if typing else (*answer.notes, *(note.text for note in parsed.notes))
        self.screen.told = replace(
            self.screen.told,
            chips=tuple(chip.text for chip in chips(parsed.query.complete())),
            count=self._counting if answer.count is None else str(answer.count),
            past_end=self._past_end(),
            progress="",
            note=notes[0] if notes else "",
        )

    @property
    def _counting(self) -> str:
        """What stands for a number that is still to come."""
        return "..." if self.screen.ascii_only else "…"

    def _past_end(self) -> bool:
        """Whether the day stood on lies after all that the record claims to cover."""
        end = self.archive.end_of_record
        return end is not None and self.session.place.known_on > end

    def _find_cursor(self) -> None:
        """Put the list's cursor on the session's record."""
        listing, cursor, record = self.rows.listing, self.rows.cursor, self.session.place.cursor()
        if listing is None or (cursor is not None and listing.id(cursor) == record):
            return
        if (at := listing.find(record)) is not None:
            self.rows.put_cursor(at, spare=1)

    def moved(self, position: int) -> None:
        """The list's cursor went to another row: the axis and the reader follow."""
        listing = self.rows.listing
        if listing is not None and (record := listing.id(position)):
            self.screen.said = None
            if self._is_part() and not _SPARE <= position <= len(listing) - _SPARE:
                self._ask_whole()
            self.go(point(self.session, record, listing.day(position)))
            self._look_ahead(position)

    def _look_ahead(self, position: int, *, delay: float = 0.0) -> None:
        """Fetch the rows that the next key may show."""
        listing = self.rows.listing
        if not isinstance(listing, RecordListing):
            return
        pages, held = listing.ahead(position, self.rows.size.height), listing
        if pages:
            self.runner.ask("ahead", lambda archive: held.fetch(pages), held.keep, delay=delay)

    def follow_day(self) -> None:
        """The list's cursor goes to the row nearest to the day."""
        self.go_to_day(self.session)

    def go_to_day(self, session: Session) -> None:
        """Show a session with another day: the list's cursor goes to the row nearest to it."""
        listing, day = self.rows.listing, session.place.day
        if listing is None or day is None or (at := listing.nearest(day)) is None:
            self.go(session)
        elif self._is_part() and at in (0, len(listing) - 1):
            self.go(session)
            self._ask_whole(self.follow_day)
        else:
            # all at once: what is asked for a step in between would only be in the way
            self.rows.put_cursor(at, spare=3)
            self.go(rest_on(session, listing.id(at)))

    # --- the reader -----------------------------------------------------------------------------------------

    def ask_reader(self, *, at_once: bool = False) -> None:
        """Ask for the record to read; while the cursor runs on, the reader waits for it to rest."""
        session, moment = self.session, time.monotonic()
        rests = moment - self._followed > 3 * FOLLOW and not self.typing.filtering
        delay = 0.0 if at_once or rests else FOLLOW
        self._followed = moment
        width, ascii_only = self.reader.text_width, self.screen.ascii_only

        def work(archive: Archive) -> tuple[panes.ReaderAnswer, int, Page | None]:
            answer = panes.reader_answer(archive, session)
            try:
                return answer, width, panes.reader_page(answer, archive, session, width, ascii_only)
            except Exception:
                # the reader says so itself where it makes the page
                return answer, width, None

        self.runner.ask(
            "reader",
            work,
            self._show_reader,
            failed=self.screen.failed,
            delay=delay,
        )

    def _show_reader(self, made: tuple[panes.ReaderAnswer, int, Page | None]) -> None:
        """A record came, with its page at a width: show it."""
        answer, made_for, page = made
        archive, session, ascii_only = self.archive, self.session, self.screen.ascii_only
        record = answer.dossier.record if answer.dossier else None
        links = panes.addresses(answer.dossier)
        self.session = replace(session, links=len(links), file=record.file if record else "")
        self.reader_answer = answer

        def make(width: int) -> Page:
            if width == made_for and page is not None:
                return page
            return panes.reader_page(answer, archive, session, width, ascii_only)

        self.reader.show(make, (answer.record, session.place.known_on))
        self.screen.refresh_chrome()

    def follow(self, target: Target) -> None:
        """Go where a link leads."""
        acts.follow_target(self, target)

    def follow_number(self, number: int) -> None:
        """Go where a link of the reader leads, by its number."""
        self.reader.stand_on(number)
        if self.reader.target is not None:
            self.follow(self.reader.target)

    # --- focus and mouse ------------------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """Where keys are heard now."""
        return self.screen.scope

    def focus_list(self) -> None:
        """Give the list the focus (or the reader, where only it is shown)."""
        self.screen.set_focus(self.rows if self.rows.display else self.reader)

    def panes_to_walk(self) -> list[Widget]:
        """The panes that can have the focus, in the order of tab."""
        panes_held = (self.rows, self.reader, self.facets.pane, self.screen.head)
        return [pane for pane in panes_held if pane is not None and pane.display]

    def pressed(self, message: Picture.Pressed) -> None:
        """The mouse was pressed on the masthead or the axis."""
        acts.press(self, message)


def _panes_key(session: Session) -> tuple[object, ...]:
    """What decides which panes there are."""
    return (session.place.view, session.reader_in_front, session.facets_in_front, session.wide)


def _list_key(session: Session) -> tuple[object, ...]:
    """What the rows of the list depend on."""
    place = session.place
    key: tuple[object, ...] = (place.view, place.text, place.half, place.known_on, session.sort)
    if place.view == "measures":
        return (*key, place.day)
    if place.view == "compare":
        return (*key, place.day, session.marks)
    if place.view == "threads":
        return (*key, place.thread)
    return (*key, place.day, session.marked_day) if place.view == "changes" else key


def _reader_key(session: Session) -> tuple[object, ...]:
    """What the reader depends on."""
    place = session.place
    day = place.day if place.view == "measures" else None
    return (place.record, place.known_on, session.zone, place.text, day, session.marks[-1:])
