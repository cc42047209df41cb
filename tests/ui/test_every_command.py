"""Every command, once, from every pane of every view, and with nothing to act on: none may end the app."""

import asyncio

import pytest

from tradetui.ui.commands import COMMANDS
from tradetui.ui.session import VIEWS

from .fakes import FakeArchive
from .helpers import running

#: These leave, or hand the terminal to another program.
LEFT_OUT = {"quit", "edit"}


async def run_all(it):
    for command in COMMANDS:
        if command.scope in ("dialog", "jump") or command.id in LEFT_OUT:
            continue
        it.app.main.action_command(command.id)
        await asyncio.sleep(0)
        while len(it.app.screen_stack) > 1:
            await it.pilot.pause(0)
            it.app.screen.action_command("close")
            await it.pilot.pause(0)
        if it.app.main.desk.typing.prompt is not None:
            it.app.main.action_command("leave")
    await it.app.settled()


@pytest.mark.parametrize("view", [*VIEWS, "changes", "conflicts"])
async def test_every_command_in_every_view(view):
    async with running(size=(110, 30)) as it:
        for pane in ("rows", "reader", "head") if view == "timeline" else ("reader",):
            it.app.main.desk.go(_in(it.session, view))
            await it.app.settled()
            it.app.main.set_focus(getattr(it.app.main, pane))
            await run_all(it)
        assert it.app.is_running


async def test_every_command_with_nothing_to_act_on():
    archive = FakeArchive()
    archive.table = []
    async with running(archive, size=(80, 24)) as it:
        await run_all(it)
        assert it.app.is_running


def _in(session, view):
    from tradetui.ui.session import show

    return show(session, view)
