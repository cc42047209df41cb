"""The time axis: nothing outside its size, every record within its days, counts that add up."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.golden_pictures import same_picture
from tradetui.core.records import CollectionInfo, Side
from tradetui.core.when import parse
from tradetui.present import axis, cells, lanes, ticks, tracks, zoom
from tradetui.present.cells import plain
from tradetui.present.roles import AXIS, NEWS, STATUS
from tradetui.present.zoom import LAST_DAY, Viewport, fit, fit_all
from tradetui.store.archive import Bucket, Row

INFO = CollectionInfo(title="A harbour", sides=(Side(id="port", name="Port"), Side(id="town", name="Town")))
DAYS = st.integers(1, LAST_DAY)
VIEWS = st.builds(
    lambda first, span, width: Viewport(
        min(first, LAST_DAY - span + 1), min(first, LAST_DAY - span + 1) + span - 1, width
    ),
    st.integers(1, LAST_DAY),
    st.one_of(st.integers(1, 400), st.integers(1, LAST_DAY)),
    st.integers(1, 240),
)


def day(year: int, month: int = 1, number: int = 1) -> int:
    return date(year, month, number).toordinal()


def event(number: int, edtf: str, **more: object) -> Row:
    """A row of an event with the bounds that the store gives it."""
    when = parse(edtf)
    sure = (when.latest_start, when.earliest_end)
    if when.uncertain or when.approximate or when.members or (None not in sure and sure[0] > sure[1]):  # type: ignore[operator]
        sure = (None, None)
    values: dict[str, object] = {
        "kind": "event",
        "id": f"e{number}",
        "title": f"Event {number}",
        "when": edtf,
        "status": "happened",
        "event_kind": "meeting",
        "earliest": when.earliest_start,
        "latest": when.latest_end,
        "sure_from": sure[0],
        "sure_to": sure[1],
    }
    return Row(row=number, **{**values, **more})  # type: ignore[arg-type]


# -- the view ------------------------------------------------------------------------------------------------


@given(VIEWS)
def test_cells_cover_every_day_once_and_in_order(view: Viewport) -> None:
    edges = view.edges()
    assert view.begins() == tuple(view.cell(x)[0] for x in range(view.width))
    assert edges[0] == view.first and edges[-1] == view.last + 1
    assert edges == sorted(set(edges))
    for x in range(min(view.width, 60)):
        first, last = view.cell(x)
        assert view.first <= first <= last <= view.last
        assert view.column(first) <= x <= view.last_column(last)


@given(VIEWS, st.integers(0, 10**7))
def test_a_day_stands_in_the_cell_that_holds_it(view: Viewport, offset: int) -> None:
    it = view.first + offset % view.span
    column, last = view.column(it), view.last_column(it)
    assert 0 <= column <= last < view.width
    for x in (column, last):
        assert view.cell(x)[0] <= it <= view.cell(x)[1]
    if column:
        assert not view.cell(column - 1)[0] <= it <= view.cell(column - 1)[1]
    assert view.day_at(column) in range(view.cell(column)[0], view.cell(column)[1] + 1)


@given(VIEWS, DAYS, DAYS)
def test_days_outside_the_view_take_no_cell(view: Viewport, one: int, two: int) -> None:
    first, last = sorted((one, two))
    found = view.columns(first, last)
    if last < view.first or first > view.last:
        assert found is None
    else:
        assert found is not None
        assert 0 <= found[0] <= found[1] < view.width


@given(VIEWS, DAYS, st.sampled_from([1, -1, 2, -3]))
def test_zooming_moves_one_way_and_keeps_the_day_where_it_was(view: Viewport, about: int, steps: int) -> None:
    about = min(max(about, view.first), view.last)
    zoomed = view.zoom(steps, about)
    assert zoomed.width == view.width
    assert 1 <= zoomed.first <= about <= zoomed.last <= LAST_DAY
    if steps > 0:
        assert zoomed.span <= view.span
    else:
        assert zoomed.span >= view.span * 0.97
    # at the ends of the calendar whole cells are kept within it
    ways = [view.zoom(number if steps > 0 else -number, about) for number in range(1, abs(steps) + 1)]
    cells_held = [(it, it.span // it.width) for it in ways]
    inside = all(it.first > 1 + cell and it.last < LAST_DAY - cell for it, cell in cells_held)
    if inside and zoomed.span >= zoomed.width:
        assert abs(zoomed.column(about) - view.column(about)) <= 1


def test_zooming_reaches_an_hour_a_cell_and_all_of_time() -> None:
    view = fit(day(2017, 8), day(2026, 11), 100)
    near = far = view
    for _ in range(40):
        near, far = near.zoom(1, day(2019, 3, 28)), far.zoom(-1, day(2019, 3, 28))
    assert near.days_per_cell == pytest.approx(1 / 24, rel=0.1)
    assert (far.first, far.last) == (1, LAST_DAY)
    assert near.scale() == "1 hour"


def test_zooming_out_and_in_again_gives_the_same_scale() -> None:
    view = fit(day(2017, 8), day(2026, 11), 100).zoom(1, day(2019, 3, 28))
    assert view.scale() == "1 month"
    assert view.zoom(1, day(2019, 3, 28)).scale() == "2 weeks"
    assert view.zoom(1, day(2019, 3, 28)).zoom(-1, day(2019, 3, 28)).scale() == "1 month"


def test_weeks_in_cells_begin_on_monday() -> None:
    view = fit(day(2017, 8), day(2026, 11), 100).at_step(7.0, day(2019, 3, 28))
    assert {date.fromordinal(view.cell(x)[0]).weekday() for x in range(100)} == {0}


@given(VIEWS, st.integers(-300, 300))
def test_panning_keeps_the_span(view: Viewport, by: int) -> None:
    panned = view.pan(by)
    assert panned.span == view.span and panned.width == view.width
    assert panned.first >= 1 and panned.last <= LAST_DAY
    if by > 0 and panned.last < LAST_DAY:
        assert panned.first > view.first


@given(VIEWS, DAYS)
def test_showing_a_day_brings_it_into_view(view: Viewport, it: int) -> None:
    assert view.showing(it).holds(it)
    assert view.showing(it).span == view.span


def test_fit_shows_all_and_asks_for_dates() -> None:
    view = fit_all([(day(2019), None), (None, day(2020)), (None, None)], 80)
    assert view is not None and view.holds(day(2019)) and view.holds(day(2020))
    assert fit_all([(None, None)], 80) is None


# -- ticks ---------------------------------------------------------------------------------------------------


@given(VIEWS)
def test_labels_never_collide_nor_leave_the_view(view: Viewport) -> None:
    found = ticks.ticks(view)
    for row in (found.major, found.minor):
        end = -2
        for tick in row:
            assert tick.column > end
            end = tick.column + len(tick.label)
            assert end < view.width


@given(VIEWS)
def test_a_view_wide_enough_has_ticks(view: Viewport) -> None:
    if view.width >= 40 and view.span > 2:
        assert ticks.ticks(view).minor


# -- records on the axis -------------------------------------------------------------------------------------

EDTF = st.sampled_from(
    [
        *(
            "2019-03-27",
            "2019-03",
            "2019-03-31~",
            "2019-03-28?",
            "2019-03-28/2019-03-29",
            "[2019-03-21..2019-03-31]",
        ),
        *(
            "[2019-04,2019-05,2019-06]",
            "{2019-01-30,2019-02-14}",
            "[..2019-03-31]",
            "2018-07-06/..",
            "2018-07-06/",
        ),
        *(
            "2018-33",
            "2019-XX-XX",
            "2018-07/2019-03",
            "2018",
            "198X",
            "2019-02-21/2019-02-24",
            "../2019-01-05",
        ),
    ]
)
ROWS = st.lists(
    st.builds(
        lambda edtf, status, sides, kind: (edtf, {"status": status, "sides": sides, "event_kind": kind}),
        EDTF,
        st.sampled_from(["happened", "planned", "missed", "", "unheard-of"]),
        st.sampled_from([(), ("port",), ("town", "port"), ("sea",)]),
        st.sampled_from(["talks", "meeting"]),
    ),
    max_size=25,
).map(lambda found: [event(number, edtf, **more) for number, (edtf, more) in enumerate(found)])
NEAR_VIEWS = st.builds(
    lambda first, span, width: Viewport(first, first + span - 1, width),
    st.integers(day(2017), day(2020)),
    st.one_of(st.integers(1, 60), st.integers(60, 4000)),
    st.integers(1, 160),
)


@given(ROWS, NEAR_VIEWS, st.booleans())
def test_every_record_lies_within_the_cells_of_its_span(rows: list[Row], view: Viewport, plain: bool) -> None:
    for row in rows:
        drawn = lanes.place(row, view, plain)
        touched = view.columns(row.earliest, row.latest)
        if touched is None:
            assert drawn is None
            continue
        assert drawn is not None
        assert (drawn.first, drawn.last) == touched
        assert [glyph.column for glyph in drawn.glyphs] == list(range(touched[0], touched[1] + 1))
        assert all(cells.width(glyph.char) == 1 for glyph in drawn.glyphs)


@given(ROWS, NEAR_VIEWS)
def test_counts_are_those_of_a_brute_force_count(rows: list[Row], view: Viewport) -> None:
    counted = lanes.touching(rows, view)
    whens = [parse(row.when) for row in rows]
    for column in range(0, view.width, 1 + view.width // 12):
        first, last = view.cell(column)
        assert counted[column] == (
            sum(when.surely(first, last) for when in whens),
            sum(when.possibly(first, last) for when in whens),
        )


@given(ROWS, st.sampled_from(lanes.LANES_BY))
def test_no_record_is_lost_in_lanes(rows: list[Row], by: lanes.By) -> None:
    held = [row.row for lane in lanes.divide(rows, by, INFO) for row in lane.rows]
    assert set(held) == {row.row for row in rows}


@given(
    ROWS,
    NEAR_VIEWS.filter(lambda view: view.width > 20),
    st.integers(0, 20),
    st.sampled_from(lanes.LANES_BY),
    st.booleans(),
    st.integers(day(2018), day(2020)),
)
@settings(max_examples=60)
def test_the_axis_keeps_to_its_size(
    rows: list[Row], view: Viewport, height: int, by: lanes.By, plain: bool, cursor: int
) -> None:
    width = view.width + 9
    options = axis.Options(
        by=by, cursor=cursor, known_on=cursor + 40, marks=(cursor - 3,), selected="e3", ascii_only=plain
    )
    lines = axis.draw(view, lanes.divide(rows, by, INFO), width, height, options=options)
    assert len(lines) == height
    assert all(cells.line_width(line) == width for line in lines)
    if plain:
        assert all(cells.plain(line).isascii() for line in lines)


def test_half_a_week_is_told_in_ascii_too() -> None:
    view = Viewport(day(2017), day(2017) + 145, 42)
    lines = axis.draw(view, [], 51, 2, options=axis.Options(ascii_only=True))
    assert "1/2 wk" in plain(lines[1])


@given(ROWS, NEAR_VIEWS, st.integers(1, 6), st.booleans())
def test_packing_keeps_every_record_and_all_but_the_last_track_apart(
    rows: list[Row], view: Viewport, most: int, labels: bool
) -> None:
    placed = tracks.placed(lanes.Lane("", "", rows=rows), view, False)
    packed = tracks.pack(placed, most, labels)
    assert len(packed) <= most
    assert sorted(it.row.row for track in packed for it in track) == sorted(it.row.row for it in placed)
    for track in packed[: most - 1]:
        assert all(one.last < two.first for one, two in pairwise(track))
        # what fades or is linked never abuts a neighbour
        for one, two in pairwise(track):
            assert one.last + 1 < two.first or not (tracks.is_loose(one) or tracks.is_loose(two))


@pytest.mark.parametrize("rows", [1, 2])
def test_a_neighbour_does_not_seem_to_be_one_of_the_days_of_another(rows: int) -> None:
    view = Viewport(day(2019), day(2019) + 29, 30)
    held = [
        event(1, "2019-01-05", status="missed"),
        event(2, "[2019-01-06..2019-01-12]"),
        event(3, "[2019-01-14,2019-01-18]"),
        event(4, "2019-01-19"),
    ]
    placed = tracks.placed(lanes.Lane("", "", rows=held), view, False)
    drawn = [
        "".join(char for char, _ in it.cells).rstrip()
        for it in tracks.tracks(placed, rows, view, False, False)
    ]
    if rows == 1:
        # no room: all on one row, as they come
        assert drawn == ["    ✗░░░●░░░ ●┈┈┈●●"]
    else:
        assert drawn == ["    ✗        ●┈┈┈●", "     ░░░●░░░      ●"]


@given(ROWS, NEAR_VIEWS)
def test_a_single_track_shows_how_many_records_touch_each_cell(rows: list[Row], view: Viewport) -> None:
    placed = tracks.placed(lanes.Lane("", "", rows=rows), view, False)
    drawn = tracks.track(placed, view, False, False).cells
    for (char, role), (_, possibly) in zip(drawn, lanes.touching(rows, view), strict=True):
        if possibly == 0:
            # nothing, or the line between two dates of one record
            assert char in (" ", AXIS["one-of"].sign, AXIS["set"].sign)
        elif possibly > 1:
            assert (char, role) == (tracks.count_sign(possibly), "count")


def test_counts_of_buckets_are_placed_by_day() -> None:
    view = Viewport(day(2019), day(2019) + 19, 10)
    buckets = [Bucket(first, first + 1, number, number) for number, first in enumerate(view.edges()[:-1])]
    assert axis.from_buckets(buckets, view) == [(number, number) for number in range(10)]
    lane = lanes.Lane("all", "all", buckets=buckets)
    lines = axis.draw(view, [lane], 10 + axis.gutter(10), 4, options=axis.Options())
    assert cells.plain(lines[2]) == "┊123456789"


def test_each_record_is_counted_once_however_many_lanes_it_stands_in() -> None:
    view = fit(day(2019, 3), day(2019, 4), 40)
    rows = [event(1, "2019-03-12", sides=("port", "town"))]
    lines = axis.draw(view, lanes.divide(rows, "side", INFO), 47, 6, options=axis.Options())
    assert "1" in cells.plain(lines[-1])[:7]


def test_the_day_under_the_mouse() -> None:
    view = Viewport(day(2019), day(2019) + 90, axis.plot_width(100))
    assert axis.day_at(view, axis.gutter(100), 100) == day(2019)
    assert axis.day_at(view, axis.gutter(100) - 1, 100) is None
    assert axis.day_at(view, 100, 100) is None


# -- pictures ------------------------------------------------------------------------------------------------

HARBOUR = [
    event(1, "2011-03-10", title="Åvik proposes a harbour fee", sides=("port",), event_kind="measure"),
    event(2, "2011-03~", title="Letter from Merisalo against the fee", sides=("town",), event_kind="letter"),
    event(3, "2011-03-28/2011-03-29", title="Talks on berths", sides=("port", "town"), event_kind="talks"),
    event(4, "[2011-04-05..2011-04-20]", title="Boats turned away", sides=("town",), event_kind="other"),
    event(5, "[2011-10,2011-11,2011-12]", title="A settlement", status="possible", sides=("port", "town")),
    event(
        6, "2011-09-01", title="The second rate", status="postponed", sides=("port",), event_kind="deadline"
    ),
    event(7, "2011-06-14/..", title="Patrols in the sound", sides=("port",), event_kind="enforcement"),
    event(8, "2011-06/2011-09-15", title="Boats stay away", sides=("town",), event_kind="other"),
    event(9, "{2011-01-30,2011-02-14}", title="Talks of the masters", sides=("port",), event_kind="talks"),
    event(10, "2011-04-01", title="Notice 7/2011", sides=("port",), event_kind="measure", time="14:00"),
    event(
        11, "2011-04-01", title="港口费的抗议 at the quay", sides=("town",), event_kind="other", time="18:30"
    ),
    event(12, "2011-04-02", title="Answer to the notice", sides=("town",), event_kind="letter"),
    event(13, "2011-05-01/2011-05-20", title="First weeks of the fee", status="under-way", sides=()),
    event(14, "[..2011-02-20]", title="First plans for a fee", status="hoped", sides=("port",)),
    event(15, "2012-03-01/", title="Ice in the sound", status="expected", sides=("town",)),
    event(16, "2011-07-04?", title="A strike", status="threatened", sides=("town",)),
    event(17, "2011-11-20", title="A blockade", status="missed", sides=("town",)),
    event(18, "2011-12-24", title="A feast for both", status="cancelled", sides=("port", "town")),
]


@pytest.mark.parametrize(
    ("name", "cells", "height", "days", "by", "plain_signs"),
    [
        ("fit", 60, 8, None, "side", False),
        ("fit", 100, 14, None, "side", False),
        ("fit", 160, 20, None, "side", False),
        ("fit-ascii", 100, 14, None, "side", True),
        ("fit-kinds", 80, 12, None, "kind", False),
        ("fit-few-rows", 80, 6, None, "kind", False),
        ("spring", 80, 16, (day(2011, 3, 1), day(2011, 5, 1)), "none", False),
        ("spring-ascii", 80, 16, (day(2011, 3, 1), day(2011, 5, 1)), "none", True),
        ("hours", 100, 9, (day(2011, 4, 1), day(2011, 4, 2)), "side", False),
        ("decades", 80, 10, (day(1960), day(2040)), "side", False),
        ("centuries", 80, 8, (day(1), day(3000)), "none", False),
    ],
)
def test_pictures_of_the_axis(
    name: str, cells: int, height: int, days: tuple[int, int] | None, by: lanes.By, plain_signs: bool
) -> None:
    width = axis.plot_width(cells)
    spans = [(row.earliest, row.latest) for row in HARBOUR]
    view = Viewport(*days, width) if days else fit_all(spans, width)
    assert view is not None
    options = axis.Options(
        by=by,
        cursor=day(2011, 4, 1),
        known_on=day(2011, 12, 1),
        marks=(day(2011, 8, 1),),
        selected="e3",
        ascii_only=plain_signs,
    )
    lines = axis.draw(view, lanes.divide(HARBOUR, by, INFO), cells, height, options=options)
    same_picture(f"axis-{name}-{cells}x{height}", lines, edge="|")
    if plain_signs:
        assert all(plain(line).replace("港口费的抗议", "").replace("Å", "").isascii() for line in lines)


def test_the_cursor_moves_over_a_prepared_axis() -> None:
    view = fit(day(2011, 1), day(2012, 1), 60)
    held = lanes.divide(HARBOUR, "side", INFO)
    drawing = axis.prepare(view, held, 69, 12)
    for cursor in (day(2011, 2), day(2011, 6, 14), day(2030)):
        options = axis.Options(cursor=cursor, selected="e7")
        assert drawing.lines(options) == axis.draw(view, held, 69, 12, options=options)


@given(ROWS, NEAR_VIEWS.filter(lambda view: view.width > 20), st.integers(0, 24), st.booleans(), st.data())
@settings(max_examples=60)
def test_what_moves_is_drawn_over_as_if_all_were_drawn_anew(
    rows: list[Row], view: Viewport, selected: int, plain: bool, data: st.DataObject
) -> None:
    days = st.one_of(st.none(), st.integers(view.first, view.last))
    options = axis.Options(
        cursor=data.draw(days),
        known_on=data.draw(days),
        marks=(view.first + view.span // 2,),
        selected=f"e{selected}",
        ascii_only=plain,
    )
    held = lanes.divide(rows, "side", INFO)
    drawing = axis.prepare(view, held, view.width + 9, 14, options=options)
    drawn = drawing.lines(options)
    assert drawing._still is not None
    behind, standing = drawing._still
    drawing._still = behind, [row._replace(begins=[]) for row in standing]
    assert drawing.lines(options) == tuple(cells.merge(line) for line in drawn)


LINES = {"known-on": "┃]", "mark": "╎'"}


@given(
    ROWS,
    NEAR_VIEWS.filter(lambda view: view.width > 20),
    st.sampled_from(lanes.LANES_BY),
    st.booleans(),
    st.integers(2, 9),
    st.data(),
)
@settings(max_examples=80)
def test_the_days_one_stands_on_and_has_marked_show_whatever_fills_their_cells(
    rows: list[Row], view: Viewport, by: lanes.By, plain: bool, height: int, data: st.DataObject
) -> None:
    inside = st.integers(view.first, view.last)
    known, marked = data.draw(inside), data.draw(inside)
    cursor = data.draw(st.one_of(st.just(known), inside))
    options = axis.Options(known_on=known, marks=(marked,), cursor=cursor, ascii_only=plain)
    cells_of = {"known-on": view.last_column(known), "mark": view.column(marked)}
    lines = axis.draw(view, lanes.divide(rows, by, INFO), view.width + 9, height, options=options)
    heads = [cells.plain(line)[9:] for line in lines[:2]]
    for role, column in cells_of.items():
        if role == "known-on" or column != cells_of["known-on"]:
            assert LINES[role][plain] in {head[column] for head in heads}
    # in the lanes they have a role of their own, as the cursor has, under what is drawn over all
    taken = {view.column(cursor), cells_of["known-on"]}
    for line in lines[2:]:
        roles = [role for text, role in line for char in text for _ in range(cells.width(char))]
        for role, column in cells_of.items():
            wide = cells.width(cells.plain(line)) != len(cells.plain(line))
            if not wide and (column not in taken or (role == "known-on" and column != view.column(cursor))):
                assert roles[9 + column] == role


def test_a_label_of_the_small_unit_gives_way_to_the_day_one_stands_on() -> None:
    view = Viewport(day(2019, 3), day(2019, 5), 60)
    bare = [plain(line)[9:] for line in axis.draw(view, (), 69, 2)]
    column = next(x for x in range(1, 60) if bare[0][x].isalnum() and bare[1][x].isalnum())
    known = view.day_at(column)
    lines = [plain(line)[9:] for line in axis.draw(view, (), 69, 2, options=axis.Options(known_on=known))]
    assert lines[0] == bare[0] and lines[1][view.last_column(known)] == "┃"
    assert len(lines[1].split()) <= len(bare[1].split())


def test_what_has_just_changed_is_seen_where_records_crowd() -> None:
    rows = [event(number, "2018-07-06", title=f"Event {number}") for number in range(3)]
    view = fit(day(2011), day(2020), 60)
    for news, sign in ((frozenset(), "3"), (frozenset({"e1"}), "N")):
        options = axis.Options(news=news, ascii_only=True)
        lines = axis.draw(view, lanes.divide(rows, "none", INFO), 69, 4, options=options)
        assert cells.plain(lines[2]).split()[1] == sign


def test_that_only_the_fullest_lanes_are_there_is_said() -> None:
    view = fit(day(2011), day(2020), 60)
    for side, said in ((16, "top 12 by actor"), (14, "top 12 actor"), (9, "top 12 …")):
        lines = axis.draw(view, (), 60 + side, 4, options=axis.Options(by="actor", top=12))
        assert cells.plain(lines[0])[:side].strip() == said


def test_the_record_selected_is_told_apart() -> None:
    view = fit(day(2011, 1), day(2012, 1), 60)
    lines = axis.draw(view, lanes.divide(HARBOUR, "side", INFO), 69, 12, options=axis.Options(selected="e7"))
    chosen = "".join(text for line in lines for text, role in line if role == "selected")
    assert "Patrols" in chosen


def test_no_two_signs_of_the_axis_are_alike() -> None:
    for plain_signs in (False, True):
        own = [sign.draw(plain_signs) for sign in AXIS.values()]
        others = {sign.draw(plain_signs) for sign in (*STATUS.values(), NEWS)}
        assert len(set(own)) == len(own)
        # what is possible has a question mark in ASCII, too, but never at the edge of the view
        assert set(own) & others <= {AXIS["unknown"].sign}
        assert all(cells.width(char) == 1 for char in own)


@pytest.mark.parametrize(
    ("edtf", "signs", "plain_signs"),
    [
        ("../2019-03-12", "←━", "{="),
        ("2019-01-05/2019-03-12", "‹━", "(="),
        ("/2019-03-12", "?░", "?."),
        ("2019-03-05/..", "━→", "=}"),
        ("2019-03-05/2019-05-12", "━›", "=)"),
        ("2019-03-05/", "░?", ".?"),
    ],
)
def test_open_unknown_and_cut_off_ends_are_told_apart(edtf: str, signs: str, plain_signs: str) -> None:
    view = Viewport(day(2019, 3), day(2019, 3, 31), 31)
    for ascii_only, wanted in ((False, signs), (True, plain_signs)):
        drawn = lanes.place(event(1, edtf), view, ascii_only)
        assert drawn is not None
        chars = "".join(glyph.char for glyph in drawn.glyphs)
        edge = chars[0] + chars[2] if drawn.first == 0 else chars[-2:]
        assert edge == wanted


def test_a_date_before_all_days_is_no_sign_in_the_first_year() -> None:
    for view in (Viewport(1, LAST_DAY, 60), Viewport(1, 300, 60)):
        for ascii_only, sign in ((False, "‹"), (True, "(")):
            drawn = lanes.place(event(1, "-0043"), view, ascii_only)
            assert drawn is not None and drawn.first == drawn.last == 0
            assert (drawn.glyphs[0].char, drawn.glyphs[0].role) == (sign, "fade")


@pytest.mark.parametrize(
    ("edtf", "signs"),
    [
        ("{2019-01..2019-03}", "░●░░●░●░░"),
        ("[2019-01..2019-03]", "░░░░●░░░░"),
        ("{2019-01,2019-03}", "░●░░─░●░░"),
        ("[2019-01,2019-03]", "┈●┈┈┈┈●┈┈"),
        ("{2019-01-01..2019-03-31}", "●━━━━━━━━"),
    ],
)
def test_all_of_some_dates_are_told_apart_from_one_of_them(edtf: str, signs: str) -> None:
    drawn = lanes.place(event(1, edtf), Viewport(day(2019), day(2019, 3, 31), 9))
    assert drawn is not None and "".join(glyph.char for glyph in drawn.glyphs) == signs


def test_zoom_steps_each_have_words() -> None:
    assert len(zoom.STEPS) == len(zoom._STEP_WORDS)
