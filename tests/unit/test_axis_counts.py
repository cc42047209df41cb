"""The numbers of the axis on a real archive, at every zoom, against a count by hand: surely and possibly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tradetui.core.knowledge import first_named, known
from tradetui.core.load import load
from tradetui.core.query.model import Query
from tradetui.core.query.parse import parse as parse_query
from tradetui.core.records import Event, Source
from tradetui.core.when import When
from tradetui.core.when import parse as read
from tradetui.present import axis, lanes
from tradetui.present.zoom import STEPS, Viewport, fit
from tradetui.store import open_archive
from tradetui.store.archive import Archive, Row
from tradetui.ui import fitting, heads
from tradetui.ui.session import Place, Session, Span

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"
WIDTH = 70
EXTENT = Span(date(2010, 9, 1).toordinal(), date(2012, 12, 31).toordinal())
STANDING = [date(2011, 3, 31).toordinal(), date(2011, 8, 25).toordinal(), date(2012, 12, 31).toordinal()]


@pytest.fixture(scope="module")
def archive() -> Iterator[Archive]:
    found = open_archive(HARBOUR, cache_dir=None)
    yield found
    found.close()


def whens(known_on: int) -> list[When]:
    """The date of every event as it could be told on a day, read off the record files without any index."""
    records = load(HARBOUR).collection.records
    published = {key: each.published for key, each in records.items() if isinstance(each, Source)}
    told = (known(each, known_on, published) for each in records.values() if isinstance(each, Event))
    events = (each.record for each in told if each is not None)
    return [each.when for each in events if isinstance(each, Event) and each.when is not None]


def views() -> list[Viewport]:
    """Every step of the zoom about a day in the middle, about one at the edge, and all there is."""
    whole = fit(EXTENT.first, EXTENT.last, WIDTH)
    days = (date(2011, 4, 1).toordinal(), date(2012, 3, 1).toordinal())
    return [whole, *(whole.at_step(step, day) for step in STEPS for day in days)]


def by_hand(held: list[When], view: Viewport) -> list[tuple[int, int]]:
    cells = [view.cell(column) for column in range(view.width)]
    return [
        (
            sum(when.surely(first, last) for when in held),
            sum(when.possibly(first, last) for when in held),
        )
        for first, last in cells
    ]


@pytest.mark.parametrize("known_on", STANDING)
def test_counts_at_every_zoom(archive: Archive, known_on: int) -> None:
    held = whens(known_on)
    rows = archive.rows(archive.ids(Query(), kinds=("event",), known_on=known_on).rows)
    assert held
    for view in views():
        right = by_hand(held, view)
        counted = archive.histogram(Query(), kinds=("event",), known_on=known_on, edges=view.edges())
        assert axis.from_buckets(counted, view) == right, view
        assert lanes.touching(rows, view) == right, view


@pytest.mark.parametrize("by", ["side", "kind", "actor", "tag", "none"])
def test_many_records_are_counted_once_however_many_lanes(
    archive: Archive, by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "DRAWN_SINGLY", 3)
    known_on = STANDING[-1]
    session = Session(place=Place(known_on=known_on), extent=EXTENT, lanes=by)  # type: ignore[arg-type]
    held = whens(known_on)
    rows = archive.rows(archive.ids(Query(), kinds=("event",), known_on=known_on).rows)
    for view in views()[:1] + views()[9:19]:
        answer = heads.head_answer(archive, session, view)
        if answer.density is None:
            # few enough in these days to be drawn one by one
            continue
        assert axis.from_buckets(answer.density, view) == by_hand(held, view)
        for lane in answer.lanes:
            own = [read(row.when) for row in rows if by == "none" or lane.key in values(row, by)]
            if by != "actor":
                assert axis.from_buckets(lane.buckets, view) == by_hand(own, view)
        lines = axis.draw(view, answer.lanes, WIDTH + 9, 8, density=answer.density)
        assert len(lines) == 8


def test_lanes_are_shown_as_they_are_counted(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "DRAWN_SINGLY", 3)
    session = Session(place=Place(known_on=STANDING[-1]), extent=EXTENT, lanes="kind")
    view = views()[0]
    whole = heads.head_answer(archive, session, view)
    part = heads.head_answer(archive, session, view, lambda: True)
    assert part.pending and not whole.pending
    assert [lane.key for lane in part.lanes] == [lane.key for lane in whole.lanes]
    assert part.lanes[0] == whole.lanes[0] and all(lane.pending for lane in part.lanes[1:])
    assert part.density == whole.density
    lines = axis.draw(view, part.lanes, WIDTH + 9, 8, density=part.density)
    said = ["counting" in "".join(text for text, _ in line) for line in lines]
    assert said.count(True) == min(len(part.lanes) - 1, 4)
    hidden = axis.Options(hide_empty=True, ascii_only=True)
    lines = axis.draw(view, part.lanes, WIDTH + 9, 8, density=part.density, options=hidden)
    assert sum("counting ..." in "".join(text for text, _ in line) for line in lines) == said.count(True)


@pytest.mark.parametrize("window", [(0, 2), (1, 3), (2, 90)])
def test_only_the_lanes_there_is_room_for_are_counted(
    archive: Archive, window: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "DRAWN_SINGLY", 3)
    session = Session(place=Place(known_on=STANDING[-1]), extent=EXTENT, lanes="kind")
    view = views()[0]
    whole = heads.head_answer(archive, session, view)
    part = heads.head_answer(archive, session, view, window=window)
    assert len(whole.lanes) > 3 and not part.pending and part.density == whole.density
    first, after = window
    for number, (lane, counted) in enumerate(zip(part.lanes, whole.lanes, strict=True)):
        assert lane.pending if not first <= number < after else lane == counted
        assert lane.key == counted.key
    room = min(after, len(whole.lanes)) - first
    height = axis.HEAD + axis.FOOT + room
    assert axis.lanes_in(height) == room
    options = axis.Options(first_lane=first)
    shown, right = (
        axis.draw(view, it.lanes, WIDTH + 9, height, density=it.density, options=options)
        for it in (part, whole)
    )
    assert shown == right
    begun = heads.head_answer(archive, session, view, lambda: True, window)
    assert begun.lanes[first] == whole.lanes[first] and begun.pending == (
        min(after, len(whole.lanes)) - first > 1
    )


def values(row: Row, by: str) -> tuple[str, ...]:
    """The lanes that a row stands in."""
    return {"side": row.sides, "tag": row.tags, "kind": (row.event_kind,)}.get(by, ())


@pytest.mark.parametrize("text", ["", "fee", "kind:talks", "tag:fee", "nothing-like-it"])
@pytest.mark.parametrize("one_by_one", [2_000, 0])
def test_what_is_found_lies_in_the_days_that_fit(
    archive: Archive, text: str, one_by_one: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fitting, "ONE_BY_ONE", one_by_one or 1)
    known_on = STANDING[-1]
    session = Session(place=Place(text=text, known_on=known_on), extent=EXTENT)
    query = parse_query(text).query
    rows = archive.rows(archive.ids(query, kinds=("event",), known_on=known_on).rows)
    days = [day for row in rows for day in (row.earliest, row.latest) if day is not None]
    found = fitting.matched_days(archive, session)
    if one_by_one and days:
        assert found == Span(min(days), max(days))
    elif not days:
        assert found is None
    else:
        assert found is not None and EXTENT.first <= found.first <= found.last <= EXTENT.last


def test_news_are_the_records_that_are_told_otherwise(archive: Archive) -> None:
    records = load(HARBOUR).collection.records
    published = {key: each.published for key, each in records.items() if isinstance(each, Source)}
    named = first_named(records.values(), published)
    first, last = date(2011, 2, 1).toordinal(), date(2011, 11, 1).toordinal()
    seen = 0
    for day in range(first, last):
        news = set(archive.news(day, day))
        seen += len(news)
        for key in news:
            before, after = (known(records[key], on, published, named) for on in (day - 1, day))
            assert after is not None and after != before, (key, date.fromordinal(day))
    assert seen and archive.news(first, last, limit=3) != []
    assert len(archive.news(first, last, limit=3)) == 3
    assert set(archive.news(first, last)) >= set(archive.news(first + 9, first + 30))


def test_former_dates_are_those_of_the_history(archive: Archive) -> None:
    known_on = STANDING[-1]
    records = load(HARBOUR).collection.records
    rows = archive.rows(archive.ids(Query(), kinds=("event",), known_on=known_on).rows)
    for row in rows:
        event = records[row.id]
        assert isinstance(event, Event)
        told = {entry.when.edtf for entry in event.history if entry.when is not None}
        assert set(row.former) == told - {row.when}
