"""The axis as one works with it: zoom, pan, fit, lanes, and history played forward."""

from __future__ import annotations

import json
import threading
from datetime import date
from pathlib import Path

import pytest

from tradetui import config
from tradetui.present import axis
from tradetui.ui import heads, memory
from tradetui.ui.app import TradetuiApp, build
from tradetui.ui.memory import Remembered, recall, remember

from .fakes import FakeArchive
from .helpers import Pilot, running

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"


def app_on_harbour(**more: object) -> TradetuiApp:
    return build(HARBOUR, today="2012-12-31", **more)  # type: ignore[arg-type]


def ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()


async def test_zooming_keeps_the_day_and_comes_back() -> None:
    async with running() as it:
        await it.press("down", "down", "down")
        day, whole = it.session.place.day, it.session.span
        await it.press("plus", "plus")
        near = it.session.span
        assert near.days < whole.days and near.holds(day) and it.session.place.day == day
        await it.press("minus")
        assert near.days < it.session.span.days
        await it.press("left_square_bracket")
        assert it.session.span == whole


async def test_from_decades_to_hours_and_all() -> None:
    async with running() as it:
        whole = it.session.span
        for _ in range(30):
            await it.command("zoom-in")
        assert it.session.span.days <= 14 and "1 hour" in it.text()
        for _ in range(30):
            await it.command("zoom-out")
        assert it.session.span.days > 100_000
        await it.press("0")
        assert it.session.span == whole


async def test_a_screen_is_further_than_a_step() -> None:
    async with running() as it:
        await it.press("home", "plus", "plus", "plus")
        first = it.session.place.day
        await it.press("right")
        step = it.session.place.day - first
        await it.press("greater_than_sign")
        assert it.session.place.day - first - step > 10 * step > 0


async def test_what_is_found_fits_and_the_former_days_come_back() -> None:
    async with running() as it:
        whole = it.session.span
        await it.press("slash", *"hearing 9", "enter")
        await it.press("9")
        assert it.session.span.days < whole.days / 5
        assert it.session.span.holds(it.session.place.day) and "is found lies in" in it.said
        await it.press("left_square_bracket")
        assert it.session.span == whole


async def test_an_ambiguous_date_is_asked_about() -> None:
    async with running() as it:
        before = it.session.place.day
        await it.press("g", *"3/4/2014", "enter")
        assert "Which day is 3/4/2014?" in it.text() and it.session.place.day == before
        await it.press("down", "enter")
        assert it.session.place.day in (ordinal("2014-03-04"), ordinal("2014-04-03"))


async def test_lanes_are_remembered() -> None:
    async with running() as it:
        assert it.session.lanes == "side" and not (config.state_dir() / memory.FILE).exists()
        await it.press("L")
        assert it.session.lanes == "kind"
        await it.press("E")
        assert it.session.hide_empty
    assert recall() == Remembered("kind", True)
    async with running() as it:
        assert it.session.lanes == "kind" and it.session.hide_empty


async def test_an_empty_lane_is_left_out() -> None:
    async with running() as it:
        assert any(line.startswith("Town") for line in it.lines()[:12])
        await it.press("E")
        assert not any(line.startswith("Town") for line in it.lines()[:12]) and "1 empty" in it.text()
        await it.press("E")
        assert any(line.startswith("Town") for line in it.lines()[:12])


async def test_lanes_are_counted_when_they_are_scrolled_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "DRAWN_SINGLY", 1)
    app = app_on_harbour()
    async with app.run_test(size=(120, 20)) as pilot:
        await app.ready()
        it = Pilot(app, pilot)
        await it.press("L")
        asker = app.main.desk.heads
        room = axis.lanes_in(app.main.head_height)
        number = len(asker._answer.lanes)
        assert app.main.head_height == app.main.head.size.height
        assert number > room > 0 and f"+{number - room} lane" in it.text() and "counting" not in it.text()
        assert [lane.pending for lane in asker._answer.lanes] == [at >= room for at in range(number)]
        for first in range(1, number):
            asker.scroll(1)
            await it.press()
            assert not any(lane.pending for lane in asker._answer.lanes[first : first + room])
            assert "counting" not in it.text()
        await pilot.resize_terminal(120, 46)
        await app.settled()
        assert "counting" not in it.text()
        asker.scroll(-number)
        await it.press("E")
        assert not any(lane.pending for lane in asker._answer.lanes)


async def test_lanes_that_fit_stay_and_the_last_ends_the_scrolling() -> None:
    app = app_on_harbour()
    async with app.run_test(size=(120, 20)) as pilot:
        await app.ready()
        it, asker = Pilot(app, pilot), app.main.desk.heads
        app.main.set_focus(app.main.head)
        before = it.lines()[:12]
        await it.press("j", "j", "down")
        assert it.lines()[:12] == before and "+1 lane" not in it.text()
        for hide in (False, True):
            while it.session.lanes != "tag":
                await it.press("L")
            if hide:
                await it.press("E")
            room = axis.lanes_in(app.main.head_height)
            lanes_there = len(asker._answer.lanes)
            assert room and lanes_there > room
            await it.press(*["down"] * (lanes_there + 3))
            shown = [line for line in it.text().split("\n")[: app.main.head_height + 4] if line.strip()]
            first = asker._first_lane
            assert 0 < first <= lanes_there - room
            await it.press("up")
            assert asker._first_lane == first - 1
            assert [
                line for line in it.text().split("\n")[: app.main.head_height + 4] if line.strip()
            ] != shown


def test_reading_what_is_remembered_makes_nothing(tmp_path: Path) -> None:
    assert recall() == Remembered()
    assert not config.state_dir().exists()


@pytest.mark.parametrize("text", ["", "[", "[]", '{"lanes": 3}', '{"lanes": "colour"}', "\x00"])
def test_what_was_damaged_is_forgotten(text: str) -> None:
    config.state_dir().mkdir(parents=True)
    (config.state_dir() / memory.FILE).write_text(text, encoding="utf-8")
    assert recall() == Remembered()
    assert remember(Remembered("tag", False)) == ""
    assert recall() == Remembered("tag", False)
    assert [path.name for path in config.state_dir().iterdir()] == [memory.FILE]
    assert json.loads((config.state_dir() / memory.FILE).read_text(encoding="utf-8"))["lanes"] == "tag"


def test_what_can_not_be_kept_is_said() -> None:
    config.state_dir().parent.mkdir(parents=True, exist_ok=True)
    config.state_dir().write_text("in the way", encoding="utf-8")
    assert "can't be remembered" in remember(Remembered())


async def test_history_is_played_and_what_changed_is_marked() -> None:
    app = app_on_harbour(known_on=ordinal("2011-03-31"))
    async with app.run_test(size=(120, 36)) as pilot:
        await app.ready()
        it = Pilot(app, pilot)
        assert "standing on 31 March 2011" in it.lines()[1]
        await it.press("full_stop")
        assert it.session.place.known_on > ordinal("2011-03-31") and it.session.changed
        assert "just changed" in it.said
        marked = [line for line in it.lines() if line.startswith(("✦", "▌✦"))]
        listed = [app.main.rows.listing.id(n) for n in range(len(app.main.rows.listing))]
        assert len(marked) == sum(id_ in it.session.changed for id_ in listed)
        changed = it.session.changed
        await it.press("full_stop")
        assert it.session.changed != changed
        await it.press("V")
        assert not it.session.changed and "✦" not in it.text()
        assert app.faults == []


async def test_days_since_what_was_marked() -> None:
    async with running() as it:
        await it.press("home", "m", "down", "down")
        assert "Since mark 18 days later, counted from" in it.text()
        await it.press("U")
        assert "Since mark" not in it.text()
        await it.press("M", "down")
        assert "Since mark 9 days later, counted from 19 January 2014" in it.text()


async def test_hours_on_the_axis_follow_the_zone_chosen() -> None:
    app = app_on_harbour()
    async with app.run_test(size=(120, 36)) as pilot:
        await app.ready()
        it = Pilot(app, pilot)
        await it.press("g", *"2012-01-01", "enter")
        day = next(row.earliest for row in app.main.desk.heads._answer.lanes[0].rows if row.time)
        await it.press("g", *date.fromordinal(day).isoformat(), "enter")
        for _ in range(30):
            await it.command("zoom-in")
        shown = []
        for zone in it.session.zones:
            assert it.session.zone == zone
            shown.append(it.lines()[:10])
            await it.press("z")
        assert len({tuple(lines) for lines in shown}) > 1
        assert any("UTC" in line[:14] for line in shown[-1])


async def test_an_axis_that_answers_another_question_claims_no_number():
    archive = FakeArchive()
    async with running(archive) as it:
        assert "max " in it.text() and "counting" not in it.text()
        archive.gate = threading.Event()
        await it.pilot.press("slash", *"rust")
        await it.pilot.pause()
        assert "counting …" in it.text() and "max " not in it.text()
        archive.gate.set()
        await it.app.settled()
        assert "counting" not in it.text() and "max " in it.text()
