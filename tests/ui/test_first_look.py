"""While the index is made for the first time, the events are shown already."""

import threading
from pathlib import Path

from tradetui.ui.app import build

from .fakes import FakeArchive
from .helpers import Pilot


async def test_the_events_are_there_before_the_index_is():
    look, held = FakeArchive(), FakeArchive()
    go_on = threading.Event()
    days = []

    def opener(folder, progress, cancelled, first):
        day, show = first
        days.append(day(look.end_of_record))
        show(look)
        go_on.wait(10)
        return held

    app = build(Path("bridge"), today="2015-12-31", opener=opener)
    async with app.run_test(size=(120, 36)) as pilot:
        it = Pilot(app, pilot)
        while "Hearing 9 of the inquiry" not in it.text():
            await pilot.pause()
        assert app.main.partial and days == [app.main.session.place.known_on]
        before = it.cursor
        await it.press("down")
        assert it.cursor != before  # one can move
        await it.press("2")
        assert it.session.place.view == "timeline" and "still being made" in it.said
        stands_on = it.cursor
        go_on.set()
        await app.ready()
        assert not app.main.partial and it.cursor == stands_on
        await it.press("2")
        assert it.session.place.view == "actors"
        assert app.faults == []
