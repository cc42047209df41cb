"""The app: opens a collection beside the first frame, and keeps theme, keys and clipboard."""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import App
from textual.message import Message

from tradetui import config
from tradetui.core.problems import TradetuiError
from tradetui.ui import keymap, look
from tradetui.ui.screens.main import MainScreen
from tradetui.ui.session import Place, Session
from tradetui.ui.terminal import read_any_bytes
from tradetui.ui.widgets.pane import Pane
from tradetui.ui.widgets.text_input import TextInput

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

    from tradetui.store.archive import Archive

#: A first look at the events while the index is made: the day for it, given the end of the record; who takes it.
Look = tuple[Callable[[int | None], int], Callable[["Archive"], None]]
#: Opens an archive: (folder, told of progress, asked whether to stop, first look) -> archive.
Opener = Callable[[Path, Callable[[int, int], None], Callable[[], bool], Look], "Archive"]
#: So many objects are made before the collector looks at them, and how often it looks at the older ones.
YOUNG = (10_000, 20, 20)
#: Seconds that the building of the index waits for a first look to be drawn.
LOOK = 1.0


def _open(cache_dir: Path | None) -> Opener:
    def opener(
        folder: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool], look: Look
    ) -> Archive:
        from tradetui.store import open_archive

        return open_archive(folder, cache_dir=cache_dir, progress=progress, cancelled=cancelled, look=look)

    return opener


class TradetuiApp(App[int]):
    """tradetui on one collection."""

    CSS_PATH = "tradetui.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "tradetui"
    BINDINGS: ClassVar = []

    class Opened(Message):
        """The collection is open."""

        def __init__(self, archive: Archive, session: Session, *, partial: bool = False) -> None:
            """With the first session on it; ``partial``: a first look, while the index is made."""
            super().__init__()
            self.archive, self.session, self.partial = archive, session, partial

    class OpeningFailed(Message):
        """The collection can't be opened."""

        def __init__(self, error: Exception) -> None:
            """For a reason."""
            super().__init__()
            self.error = error

    class Progress(Message):
        """So many records of so many are in the index."""

        def __init__(self, done: int, total: int) -> None:
            """In records."""
            super().__init__()
            self.done, self.total = done, total

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, TradetuiApp.Progress)

    def __init__(
        self,
        folder: Path,
        *,
        opener: Opener,
        today: int,
        known_on: int | None = None,
        settings: config.Settings | None = None,
        ascii_only: bool = False,
    ) -> None:
        """``today`` and ``known_on`` are days; ``settings`` what the user has set."""
        self.settings = settings or config.Settings()
        self.ascii_only = ascii_only or self.settings.ascii
        self.colourless = bool(os.environ.get("NO_COLOR"))
        # without colour the terminal's own foreground and background are used, with bold, dim and reverse alone
        super().__init__(ansi_color=True if self.colourless else None)
        self.folder = folder
        self.opener = opener
        self.today = today
        self.known_on = known_on
        self.keymap = keymap.build(self.settings.keys)
        self.warnings = (*self.settings.warnings, *self.keymap.warnings)
        self.failure: Exception | None = None
        #: What was copied, in order: printed when the program is left, where that is asked for.
        self.copied: list[str] = []
        self.faults: list[Exception] = []
        #: Keys that were held back while there was nothing to hear them.
        self.handed: list[events.Key] = []
        self.panicked = False
        self._open = asyncio.Event()
        self._looked = threading.Event()
        self._closing = False
        self.register_theme(look.DARK)
        self.register_theme(look.LIGHT)
        self.set_keymap(keymap.for_textual(self.keymap))
        self._choose_theme(self.settings.theme)
        if self.ascii_only:
            self.add_class("ascii")
        self.main = MainScreen(self.keymap, folder, ascii_only=self.ascii_only)

    def _choose_theme(self, name: str) -> None:
        """The user's theme where there is one of that name that can be used here."""
        wanted = name or ("ansi-dark" if self.colourless else look.DARK.name)
        if wanted not in self.available_themes:
            self.warnings = (*self.warnings, f"there is no theme {wanted!r}; T lists them")
            wanted = look.DARK.name
        self.theme = wanted

    def get_default_screen(self) -> MainScreen:
        """The one screen under the dialogs."""
        return self.main

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, of which our own look is made as well."""
        variables = super().get_css_variables()
        ansi = self.colourless or bool(self.current_theme.ansi)
        self.look = look.make(variables, ansi=ansi, ascii_only=self.ascii_only)
        return variables

    # --- opening --------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Open the collection once the first frame is drawn: never between key and frame."""
        self.call_after_refresh(self._begin)

        if not self.is_headless:
            self._mind_signals()

    def _mind_signals(self) -> None:
        """Leave in good order when told to: the terminal is given back."""
        import signal

        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError):
                    asyncio.get_running_loop().add_signal_handler(number, self.exit, 128 + number)

    def _begin(self) -> None:
        threading.Thread(target=self._open_archive, name="tradetui-open", daemon=True).start()

    def _open_archive(self) -> None:
        """In a thread: open, look how long the record is, and tell the screen."""
        try:
            archive = self.opener(
                self.folder, self._progressed, lambda: self._closing, (self._day, self._look)
            )
            message: Message = self.Opened(archive, self._first_session(archive))
        except Exception as error:
            message = self.OpeningFailed(error)
        try:
            self.post_message(message)
        except RuntimeError:
            return

    def _look(self, archive: Archive) -> None:
        """In the thread that makes the index: show what there is, and wait until it is drawn."""
        self._looked.clear()
        try:
            self.post_message(self.Opened(archive, self._first_session(archive), partial=True))
        except RuntimeError:
            return
        self._looked.wait(LOOK)

    def _progressed(self, done: int, total: int) -> None:
        self.post_message(self.Progress(done, total))

    def _first_session(self, archive: Archive) -> Session:
        """Where one stands at first: at the end of the record, on the day asked for."""
        from tradetui.ui.memory import recall
        from tradetui.ui.panes import extent

        end = archive.end_of_record
        now = self.today if end is None else min(self.today, end)
        known_on = self._day(end)
        zones = ("own", *(side.id for side in archive.info.sides if side.tz), "utc")
        held = recall()
        return Session(
            place=Place(known_on=known_on),
            now=now,
            extent=extent(archive, known_on),
            zones=zones,
            lanes=held.lanes,
            hide_empty=held.hide_empty,
        )

    def _day(self, end: int | None) -> int:
        """The day to stand on at first, given the end of the record."""
        if self.known_on is not None:
            return self.known_on
        return self.today if end is None else min(self.today, end)

    def reopen(self) -> None:
        """Open the collection anew, where one stands: its files have changed."""
        self._begin()

    def action_help_quit(self) -> None:
        """What ctrl+c does when nothing is selected."""
        self.main.say(f"nothing is selected to copy; {self.keymap.first('quit')} quits", "dim")

    @on(Opened)
    def _opened(self, message: Opened) -> None:
        self.main.opened(message.archive, message.session, self.today, partial=message.partial)
        if message.partial:
            return
        if self.warnings:
            self.main.say("; ".join(self.warnings), "warn")
        self._open.set()
        self.call_after_refresh(self._keep_memory)

    def _keep_memory(self) -> None:
        """What stands now stands for good: the collector of cycles need not go through it between a key and its frame.

        Going through all that a running app holds takes some 60 ms. In tests, where one app follows another in one
        process, nothing stands for good.
        """
        if not self.is_headless:
            import gc

            gc.freeze()
            gc.set_threshold(*YOUNG)

    @on(Progress)
    def _show_progress(self, message: Progress) -> None:
        self.main.progressed(message.done, message.total)

    @on(OpeningFailed)
    def _failed(self, message: OpeningFailed) -> None:
        """There is nothing to show: leave, and say why on stderr."""
        self.failure = message.error
        self._open.set()
        self.exit(2)

    def first_rows_drawn(self) -> None:
        """A first look has been drawn: the index may be made."""
        self._looked.set()

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal's clipboard, and keep it."""
        self.copied.append(text)
        super().copy_to_clipboard(text)

    # --- keys -----------------------------------------------------------------------------------------------

    async def on_event(self, event: events.Event) -> None:
        """Keys are done here, each before the next: what one opens hears the following, however fast they come."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.app_focus = True
            await self.hear_handed()
            if await self._hear(event):
                return
        await super().on_event(event)

    async def _hear(self, event: events.Key) -> bool:
        """Do what a key is bound to where the focus is, or type it; False: Textual takes it its own way.

        Textual hands a key through the queues of the pane and of all it stands in, before its binding is looked up.
        """
        if await self._check_bindings(event.key, priority=True):
            return True
        if self.main.held is not None and self.screen is self.main:
            self.main.held.append(event)
            return True
        focused = self.focused
        if isinstance(focused, TextInput) and event.is_printable:
            focused.type_in(event.character or "")
            return True
        return isinstance(focused, (TextInput, Pane)) and await self._check_bindings(event.key)

    async def hear_handed(self) -> None:
        """Hear the keys that were held back, where no newer key has had them heard."""
        while self.handed:
            await self._hear(self.handed.pop(0))

    def get_driver_class(self) -> type[Driver]:
        """That of Textual for the platform, reading any bytes."""
        found = super().get_driver_class()
        read_any_bytes()
        return found

    def panic(self, *renderables: RenderableType) -> None:
        """A fault of which nothing can be made: it is told, and the status is no success."""
        self.panicked = True
        super().panic(*renderables)

    # --- waiting, for tests and pictures --------------------------------------------------------------------

    async def ready(self) -> None:
        """Wait until the collection is open and the first view filled."""
        await self._open.wait()
        await self.settled()

    async def settled(self) -> None:
        """Wait until every message is heard, no answer is to come, and all is drawn."""
        quiet = 0
        while quiet < 2:
            desk = self.main.desk
            if desk is not None:
                await desk.runner.idle()
            for widget in (self.screen, *self.screen.walk_children()):
                if widget.is_running:
                    heard = asyncio.Event()
                    widget.call_later(heard.set)
                    # a widget that is taken away meanwhile hears nothing more
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(heard.wait(), 1)
            drawn = asyncio.Event()
            self.screen.call_after_refresh(drawn.set)
            await drawn.wait()
            quiet = 0 if desk is not None and desk.runner.busy else quiet + 1

    def on_unmount(self) -> None:
        """Stop what is under way."""
        self._closing = True
        if self.main.desk is not None:
            self.main.desk.runner.close()


def build(
    folder: Path,
    *,
    today: str | None = None,
    cache_dir: Path | None = None,
    known_on: int | None = None,
    ascii_only: bool = False,
    opener: Opener | None = None,
    settings: config.Settings | None = None,
) -> TradetuiApp:
    """The app on a folder; ``today`` as 2019-03-27 (else what the environment or the clock says)."""
    day = date.fromisoformat(today) if today else config.today()
    return TradetuiApp(
        folder,
        opener=opener or _open(cache_dir),
        today=day.toordinal(),
        known_on=known_on,
        settings=settings,
        ascii_only=ascii_only,
    )


def run(
    folder: Path,
    *,
    known_on: int | None = None,
    ascii_only: bool = False,
    copied: Callable[[str], None] | None = None,
) -> int:
    """Run the app until it is left; the exit status. Raises TradetuiError when the collection can't be opened.

    ``copied`` is told each text that was copied once the screen is given back, each once.
    """
    settings = config.settings()
    app = build(
        folder, cache_dir=config.cache_dir(), known_on=known_on, ascii_only=ascii_only, settings=settings
    )
    status = app.run(mouse=settings.mouse)
    if copied is not None:
        for text in dict.fromkeys(app.copied):
            copied(text)
    if isinstance(app.failure, TradetuiError):
        raise app.failure
    if app.failure is not None:
        raise TradetuiError(
            str(app.failure) or type(app.failure).__name__, title="The collection can't be opened"
        )
    return status or app.return_code or int(app.panicked)
