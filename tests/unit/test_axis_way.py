"""The way of what was put off, what has just changed, and lanes with nothing in view."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.golden_pictures import same_picture
from tests.unit.test_axis import EDTF, HARBOUR, INFO, NEAR_VIEWS, day, event
from tradetui.present import axis, cells, lanes, tracks, way
from tradetui.present.cells import plain
from tradetui.present.zoom import Viewport
from tradetui.store.archive import Row

MOVED = [
    event(1, "2011-09-01", title="The second rate", status="postponed", former=("2011-04-01", "2011-06-01")),
    event(2, "2011-05", title="A hearing", status="missed", former=("2011-02-10",), sides=("port",)),
    event(3, "2011-03-15", title="Known better since", former=("2011-03",), sides=("town",)),
    event(4, "2011-03-20", title="Brought forward", former=("2011-10-20",), sides=("town",)),
    event(
        5, "2012-09-01", title="Far ahead now", status="postponed", former=("2011-07-01",), sides=("port",)
    ),
]
YEAR = Viewport(day(2011), day(2011, 12, 31), 90)


def draw(rows: Sequence[Row], height: int = 10, *, ascii_only: bool = False, **more: object) -> list[str]:
    options = axis.Options(ascii_only=ascii_only, **more)  # type: ignore[arg-type]
    lines = axis.draw(YEAR, lanes.divide(rows, "side", INFO), 99, height, options=options)
    return [plain(line) for line in lines]


@pytest.mark.parametrize("ascii_only", [False, True])
def test_the_way_of_what_was_put_off(ascii_only: bool) -> None:
    options = axis.Options(by="none", ascii_only=ascii_only)
    lines = axis.draw(YEAR, lanes.divide(MOVED, "none", INFO), 99, 9, options=options)
    same_picture(f"axis-way{'-ascii' if ascii_only else ''}", lines, edge="|")


def test_a_date_told_more_exactly_is_no_move() -> None:
    assert way.former_days(MOVED[2]) == []
    assert way.former_days(MOVED[3]) == [(day(2011, 10, 20), day(2011, 10, 20))]


def test_the_way_counts_for_nothing() -> None:
    assert lanes.touching(MOVED[:1], YEAR) == lanes.touching([event(1, "2011-09-01")], YEAR)
    crowd = [event(number, "2011-06-01") for number in range(3)]
    placed = tracks.placed(lanes.Lane("", "", rows=[*MOVED[:1], *crowd]), YEAR, False)
    column = YEAR.column(day(2011, 6, 1))
    assert tracks.track(placed, YEAR, False, False).cells[column] == ("3", "count")


@given(st.lists(st.tuples(EDTF, st.lists(EDTF, max_size=3)), max_size=12), NEAR_VIEWS)
def test_every_cell_of_a_way_is_in_view_and_its_own(
    dated: list[tuple[str, list[str]]], view: Viewport
) -> None:
    rows = [event(n, edtf, former=tuple(former)) for n, (edtf, former) in enumerate(dated)]
    for drawn in tracks.placed(lanes.Lane("", "", rows=rows), view, False):
        columns = [glyph.column for glyph in drawn.glyphs]
        assert columns == list(range(drawn.first, drawn.last + 1))
        assert 0 <= columns[0] <= columns[-1] < view.width
        assert all(cells.width(glyph.char) == 1 for glyph in drawn.glyphs)
    packed = tracks.pack(tracks.placed(lanes.Lane("", "", rows=rows), view, False), 40, True)
    for track in packed:
        assert all(one.last < two.first for one, two in pairwise(track))


@pytest.mark.parametrize("ascii_only", [False, True])
def test_what_has_just_changed_has_a_sign_before_its_title(ascii_only: bool) -> None:
    drawn = "\n".join(draw(HARBOUR[-4:], 14, ascii_only=ascii_only, news=frozenset(["e17", "e16"])))
    sign = "N" if ascii_only else "✦"
    assert f"{sign} A bl" in drawn and f"{sign} ?A strike" in drawn
    assert drawn.count(f"{sign} ") == 2


def test_empty_lanes_are_left_out_and_counted() -> None:
    rows = [event(1, "2011-03-01", sides=("port",))]
    shown = draw(rows, 6)
    assert any(line.startswith("Town") for line in shown)
    hidden = draw(rows, 6, hide_empty=True)
    assert not any(line.startswith("Town") for line in hidden)
    assert hidden[-1].startswith("1 empty")
    assert [line[10:] for line in hidden][-1] == [line[10:] for line in shown][-1]


@pytest.mark.parametrize(
    ("width", "said"), [(160, "+2, 1 empty"), (120, "+2, 1 empty"), (76, "+2 -1"), (50, "+2 -1")]
)
def test_both_lanes_out_of_view_and_empty_ones_are_told(width: int, said: str) -> None:
    rows = [
        event(1, "2011-03-01", sides=("port",), event_kind="talks"),
        event(2, "2011-04-01", event_kind="letter"),
        event(3, "2011-05-01", event_kind="measure"),
        event(4, "2013-05-01", event_kind="deadline"),
    ]
    side = axis.gutter(width)
    view = Viewport(day(2011), day(2011, 12, 31), axis.plot_width(width))
    options = axis.Options(hide_empty=True)
    lines = axis.draw(view, lanes.divide(rows, "kind", INFO), width, 4, options=options)
    assert plain(lines[-1])[:side].strip().startswith(said[: side - 1])


@given(st.integers(0, 40), st.integers(0, 12), st.integers(0, 12), st.booleans())
def test_no_lane_is_hidden_while_lines_stay_free(
    wanted: int, number: int, height: int, hide_empty: bool
) -> None:
    held = [
        lanes.Lane(f"{n}", f"lane{n}", rows=[event(n, "2011-05-01" if n % 3 else "2013-05-01")])
        for n in range(number)
    ]
    options = axis.Options(first_lane=wanted, hide_empty=hide_empty, labels=False)
    lines = [plain(line) for line in axis.draw(YEAR, held, 99, height, options=options)]
    labels = [line.split()[0] for line in lines if line.startswith("lane")]
    there = [lane.label for lane in axis.lanes_drawn(YEAR, held, hide_empty)]
    room = axis.lanes_in(height)
    assert len(labels) == min(room, len(there))
    first = min(wanted, len(there) - len(labels))
    assert labels == there[first : first + room]


def test_a_lane_with_a_former_date_in_view_is_not_empty() -> None:
    later = [event(1, "2012-05-01", former=("2011-05-01",), sides=("town",), status="postponed")]
    assert any(line.startswith("Town") and "»" in line for line in draw(later, 6, hide_empty=True))
