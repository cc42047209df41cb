"""What the tests of the screens share."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tradetui import config
from tradetui.ui.app import TradetuiApp, build

from .fakes import FakeArchive

SIZES = ((60, 20), (80, 24), (120, 36), (200, 60))


class Pilot:
    """An app under test: keys, and what is drawn."""

    def __init__(self, app: TradetuiApp, pilot: object) -> None:
        self.app, self.pilot = app, pilot

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.app.settled()

    async def command(self, *ids: str) -> None:
        """Run commands without the cost of keys."""
        for id_ in ids:
            self.app.main.action_command(id_)
            await self.app.settled()

    def text(self) -> str:
        """All that is drawn, as plain text."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())

    def lines(self) -> list[str]:
        return self.text().split("\n")

    @property
    def session(self):
        return self.app.main.session

    @property
    def said(self) -> str:
        return self.app.main.said.text if self.app.main.said else ""

    @property
    def cursor(self) -> str:
        return self.session.place.cursor()


@asynccontextmanager
async def running(
    archive: FakeArchive | None = None,
    *,
    size: tuple[int, int] = (120, 36),
    ascii_only: bool = False,
    settings: config.Settings | None = None,
    faults: bool = False,
) -> AsyncIterator[Pilot]:
    """The app on a made-up archive, filled in; no fault may stay unnoticed unless ``faults``."""
    held = archive or FakeArchive()
    app = build(
        Path("bridge"), today="2015-12-31", opener=lambda *_: held, ascii_only=ascii_only, settings=settings
    )
    async with app.run_test(size=size) as pilot:
        await app.ready()
        yield Pilot(app, pilot)
        if not faults:
            assert app.faults == []
