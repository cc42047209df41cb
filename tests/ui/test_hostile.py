"""Record text is hostile until it has been cleaned: it shows as it is, and does nothing."""

from tradetui.present.cells import clean

from .fakes import HOSTILE
from .helpers import running

SHOWN = "[sic] [b]x[/b] [@click=app.quit]press[/] [/"


def sound(text: str) -> None:
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text


async def test_every_place_where_record_text_shows():
    assert SHOWN in clean(HOSTILE)
    async with running(size=(200, 50)) as it:
        for view in ("timeline", "actors", "quotes", "sources"):
            await it.command(f"view-{view}", "first", "read")
            sound(it.text())
            assert "[sic]" in it.text(), view
        await it.command("view-timeline", "first")
        assert SHOWN in it.text()
        assert "[sic]" in it.lines()[0]


async def test_dialogs_prompts_offers_and_messages():
    async with running(size=(160, 40)) as it:
        await it.press("slash", *"by:bo")
        assert "[sic]" in it.text()
        await it.press("escape", "escape")
        it.app.main.say(HOSTILE)
        await it.pilot.pause()
        assert SHOWN in it.text()
        sound(it.text())
        await it.command("view-timeline", "first", "open")
        assert "?a=[1]" in it.text() and "[sic]" in it.text()
        sound(it.text())
        await it.pilot.click(it.app.screen.choices, offset=(60, 0))
        await it.pilot.pause()
        assert it.app.is_running


async def test_clicking_record_text_runs_nothing():
    async with running(size=(160, 40)) as it:
        line = next(n for n, text in enumerate(it.lines()) if SHOWN in text)
        column = it.lines()[line].index("press")
        await it.pilot.click(offset=(column, line))
        await it.pilot.pause()
        assert it.app.is_running and it.app.return_code is None
