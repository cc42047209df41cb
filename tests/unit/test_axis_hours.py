"""Hours on the axis: whose zone they are in, and where an event stands in another."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_axis import INFO, day, event
from tradetui.core.when import parse
from tradetui.present import axis, clock, lanes
from tradetui.present.cells import plain
from tradetui.present.zoom import Viewport
from tradetui.store.archive import Row

ZONES = ("Asia/Shanghai", "America/New_York", "UTC", "Europe/Stockholm", "Asia/Kathmandu")
DAY = day(2019, 4, 1)
#: Two days and a half hour's cells, and one day alone.
TWO_DAYS = Viewport(DAY, DAY + 1, 96)
ONE_DAY = Viewport(DAY, DAY, 48)
TWO = (
    event(1, "2019-04-01", title="Morning there", time="14:30", tz="Asia/Shanghai"),
    event(2, "2019-04-01", title="Afternoon", time="14:45", tz="America/New_York"),
)


def column(row: Row, view: Viewport, zone: str) -> int:
    drawn = lanes.place(row, view, False, zone)
    assert drawn is not None and drawn.first == drawn.last
    return drawn.first


def test_two_moments_of_one_day_stand_apart_in_one_zone() -> None:
    own = [column(row, TWO_DAYS, "") for row in TWO]
    assert own == [29, 29]
    assert [column(row, TWO_DAYS, "Asia/Shanghai") for row in TWO] == [29, 29 + 24]


@given(
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.times().map(lambda it: it.replace(second=0, microsecond=0)),
)
def test_an_event_stands_at_its_hour_in_the_zone_chosen(own: str, zone: str, at: time) -> None:
    row = event(1, "2019-04-01", time=f"{at:%H:%M}", tz=own)
    there = datetime.combine(date(2019, 4, 1), at.replace(tzinfo=None), ZoneInfo(own)).astimezone(
        ZoneInfo(zone)
    )
    wide = Viewport(DAY - 1, DAY + 1, 3 * 48)
    half_hours = (there.date().toordinal() - wide.first) * 48 + there.hour * 2 + there.minute // 30
    assert column(row, wide, zone) == half_hours
    # what another day shows there says so, and leaves a sign at the edge where that day is out of view
    drawn = lanes.place(row, ONE_DAY, False, zone)
    assert drawn is not None
    moved = there.date() != date(2019, 4, 1)
    assert drawn.label == ("(1 Apr 2019 there) Event 1" if moved else "Event 1")
    assert (drawn.glyphs[0].char in "‹›") == moved
    next_days = Viewport(DAY + 1, DAY + 1, 48), Viewport(DAY - 1, DAY - 1, 48)
    assert any(lanes.place(row, view, False, zone) for view in next_days) == moved
    assert not any(lanes.place(row, view, False) for view in next_days)


@pytest.mark.parametrize(
    "row",
    [
        event(1, "2019-04-01~", time="14:00", tz="UTC"),
        event(1, "2019-04-01", time="14:00"),
        event(1, "2019-04-01", time="soon", tz="UTC"),
        event(1, "2019-04-01", time="14:00", tz="Nowhere/At_All"),
    ],
)
def test_what_can_not_be_told_in_another_zone_says_that_it_is_in_its_own(row: Row) -> None:
    here, there = lanes.place(row, ONE_DAY, False), lanes.place(row, ONE_DAY, False, "Asia/Shanghai")
    assert here is not None and there is not None
    assert there.glyphs == here.glyphs and there.label == f"(own zone) {here.label}"


def test_zones_change_nothing_where_no_hours_are_drawn() -> None:
    view = Viewport(DAY - 40, DAY + 40, 60)
    for row in (*TWO, event(3, "2019-04"), event(4, "2019-03-30/2019-04-02", time="10:00", tz="UTC")):
        assert lanes.place(row, view, False, "Asia/Shanghai") == lanes.place(row, view, False)


@pytest.mark.parametrize(
    ("width", "own", "chosen"),
    [(160, "30 min own zones", ""), (120, "own zones", "Bridge"), (76, "own", "Bri"), (50, "own", "")],
)
def test_the_head_says_whose_hours_they_are(width: int, own: str, chosen: str) -> None:
    view = Viewport(DAY, DAY + 1, axis.plot_width(width))
    side = axis.gutter(width)

    def head(rows: tuple[Row, ...], **more: str) -> str:
        held = lanes.divide(rows, "none", INFO)
        options = axis.Options(**more)  # type: ignore[arg-type]
        return plain(axis.draw(view, held, width, 5, options=options)[1])[:side].strip()

    assert head(TWO).split()[-1] in own.split()
    assert "own" not in head(TWO[:1]) and "own" not in head((event(3, "2019-04-01"),))
    told = head(TWO, zone="Asia/Shanghai", zone_words="Bridge time")
    assert chosen in told and "own" not in told
    # far enough out there are no hours
    far = Viewport(DAY - 400, DAY + 400, axis.plot_width(width))
    line = axis.draw(far, lanes.divide(TWO, "none", INFO), width, 5, options=axis.Options())[1]
    assert "own" not in plain(line)[:side]


def test_the_reader_tells_the_same_hour() -> None:
    for row in TWO:
        when = parse(row.when)
        for zone in ZONES:
            there = clock.moved(row.time, row.tz, when, zone)
            assert there is not None
            told = clock.clocks(row.time, row.tz, when, INFO)
            if zone == "UTC":
                shown = next(it.text for it in told if it.zone == "utc")
                assert shown.startswith(there[1])
                assert ("the day" in shown) == (there[0] != DAY)
