"""The view of threads on the bundled kind of archive: from a record, along it, and back."""

from datetime import date
from pathlib import Path

from tradetui.ui.app import build

from .helpers import Pilot

CONTENT = Path(__file__).parents[2] / "content" / "us-china-trade-war"


def ordinal(text):
    return date.fromisoformat(text).toordinal()


async def test_a_thread_is_walked_and_comes_back():
    app = build(CONTENT, today="2026-11-24", known_on=ordinal("2019-03-27"))
    async with app.run_test(size=(140, 45)) as pilot:
        await app.ready()
        it = Pilot(app, pilot)
        await it.press("slash", *"id:2018-12-01-buenos-aires", "enter", "t")
        assert it.session.place.view == "threads" and it.cursor == "2018-12-01-buenos-aires"
        text = it.text()
        assert "The thread of Meeting of Trump and Xi" in text and "a thread is shown whole" in text
        assert "follows, changed by" in text and "30 days earlier" in text
        assert "followed by" in text and "decides on" in text
        assert "not known yet" in text or it.app.main.rows.line_count() > 40
        await it.press("down")
        walked = it.cursor
        assert walked != "2018-12-01-buenos-aires" and it.session.place.record == walked
        assert it.app.main.desk.reader_answer.dossier.record.id == walked
        assert it.session.place.day != ordinal("2018-12-01")
        await it.press("t")
        assert it.session.place.thread == walked and it.cursor == walked
        await it.press("left_square_bracket")
        assert it.session.place.thread == "2018-12-01-buenos-aires"
        await it.press("left_square_bracket")
        assert it.session.place.view == "timeline"
        assert app.faults == []


async def test_conflicts_begin_at_the_record_in_view():
    app = build(CONTENT, today="2026-11-24")
    async with app.run_test(size=(140, 45)) as pilot:
        await app.ready()
        it = Pilot(app, pilot)
        await it.press("x")
        listing = it.app.main.rows.listing
        # events have the year in front; the last of them, so that it is not where one begins anyway
        disagreed = [id_ for at in listing.stops if (id_ := listing.id(at))[:4].isdigit()][-1]
        assert disagreed != it.cursor
        await it.press("left_square_bracket", "slash", *f"id:{disagreed}", "enter")
        await it.command("clear-filter")
        assert it.cursor == disagreed
        await it.press("x")
        assert it.cursor == disagreed
        assert app.faults == []
