"""What has just changed with a step of the day: it is told of what can be seen, and where the rest is."""

from __future__ import annotations

import re

import pytest

from tradetui.ui.news import MARKED, Places, words

from .helpers import Pilot
from .test_axis_screen import app_on_harbour, ordinal


@pytest.mark.parametrize(
    ("number", "places", "told"),
    [
        (3, Places(seen=3), "3 just changed, marked ✦"),
        (3, Places(seen=1), "3 just changed: 1 here, marked ✦; 2 in other views"),
        (3, Places(seen=1, of_view=1), "3 just changed: 1 here, marked ✦; 2 not in this list"),
        (3, Places(), "3 just changed: all in other views"),
        (4, Places(of_view=1), "4 just changed: none in this list"),
        (1, Places(of_view=1), "1 just changed: it is not in this list"),
        (2, Places(below=2), "2 just changed, marked ✦, further down the list"),
        (
            3,
            Places(above=1, below=1),
            "3 just changed: 2 here, marked ✦, further up and down the list; 1 in other views",
        ),
        (2, Places(above=1, seen=1), "2 just changed, marked ✦"),
        (MARKED + 1, Places(seen=MARKED), "1,000+ just changed, the first 1,000 marked ✦"),
        (
            MARKED + 1,
            Places(above=2),
            "1,000+ just changed, the first 1,000: 2 here, marked ✦, further up the list; 998 in other views",
        ),
    ],
)
def test_where_what_just_changed_stands_in_words(number: int, places: Places, told: str) -> None:
    assert words(number, places, "✦") == told


@pytest.mark.parametrize("view", ["1", "2", "3", "4", "5", "t"])
@pytest.mark.parametrize("height", [14, 60])
@pytest.mark.parametrize("text", ["", "fee"])
async def test_as_many_are_marked_as_are_told_of(view: str, height: int, text: str) -> None:
    app = app_on_harbour(known_on=ordinal("2011-03-31"))
    async with app.run_test(size=(100, height)) as pilot:
        await app.ready()
        it = Pilot(app, pilot)
        if text:
            await it.press("slash", *text, "enter")
        await it.press(view)
        for key in ("full_stop", "full_stop", "comma", "full_stop", "full_stop"):
            await it.press(key)
            changed, rows = it.session.changed, app.main.rows
            assert f"{len(changed)} just changed" in it.said
            listing = rows.listing
            stops = [] if listing is None else listing.stops
            places = range(len(listing or ())) if stops is None else stops
            here = {listing.id(n) for n in places if listing.id(n) in changed} if listing else set()
            told = re.search(r"just changed(?:: (\d+) here)?(, marked)?", it.said)
            assert told is not None
            if told[1] is not None:
                assert int(told[1]) == len(here)
            else:
                assert len(here) == (len(changed) if told[2] else 0)
            top = rows.scroll_offset.y
            seen = [n for n in places if top <= n < top + rows.rows_in_view and listing.id(n) in changed]
            assert ("the list" in it.said.replace("this list", "")) == (bool(here) and not seen)
            drawn = [line for line in it.lines() if line.startswith(("✦", "▌✦"))]
            assert bool(drawn) == bool(seen)
        assert app.faults == []
