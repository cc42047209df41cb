"""Listings: rows fetched when drawn, records and days found by bisection."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from tradetui.present.page import Builder, Page
from tradetui.store.archive import Ids, Row
from tradetui.ui.listing import PAGE, PAGES_KEPT, PageListing, RecordListing


class Rows:
    """An archive of rows with nothing but days."""

    def __init__(self, days):
        self.table = [
            Row(n, "event", f"e-{n}", "", earliest=day, latest=day or 9) for n, day in enumerate(days)
        ]
        self.fetched = 0
        self.days = days

    def row_on(self, day):
        return sum(1 for each in self.days if each is None or each < day)

    def rows(self, numbers):
        self.fetched += 1
        return [self.table[n] for n in numbers]

    def position(self, record_id, *, known_on):
        number = int(record_id.removeprefix("e-"))
        return self.table[number] if number < len(self.table) else None


def listing(days, kept=None, in_time_order=True):
    numbers = list(range(len(days))) if kept is None else kept
    return RecordListing(
        Rows(days), Ids(array("l", numbers)), 0, lambda row, width, unsure: ((row.id, "text"),),
        in_time_order=in_time_order,
    )  # fmt: skip


@given(st.lists(st.integers(1, 50), max_size=200), st.integers(0, 60), st.integers(0, 3))
def test_the_nearest_row_is_the_nearest(days, day, open_ones):
    days = [None] * open_ones + sorted(days)
    made = listing(days)
    found = made.nearest(day)
    dated = [d for d in days if d is not None]
    if not dated:
        assert found is None
    else:
        assert abs(days[found] - day) == min(abs(d - day) for d in dated)


@given(st.sets(st.integers(0, 300)), st.integers(0, 320), st.booleans())
def test_a_record_is_found_where_it_stands(kept, wanted, ordered):
    kept = sorted(kept, reverse=not ordered)
    made = listing([1] * 301, kept, in_time_order=ordered)
    assert made.find(f"e-{wanted}") == (kept.index(wanted) if wanted in kept else None)


def test_rows_are_fetched_by_pages_and_few_are_kept():
    made = listing([1] * 100_000)
    for n in range(PAGE):
        made.line(n, 80)
    assert made._archive.fetched == 1
    for n in range(0, 100_000, PAGE):
        made.line(n, 80)
    assert len(made._pages) < 30


def test_a_page_rests_on_its_records_only():
    def make(width: int) -> Page:
        builder = Builder(width)
        builder.text("heading")
        builder.line(())
        for id_ in ("m-1", "m-2"):
            builder.flow((("a measure with a long name", "text"),), target=("record", id_))
            builder.flow((("its source", "link"),), target=("record", "s-1"))
        return builder.page()

    made = PageListing(make, {"m-1", "m-2"})
    for width in (60, 12):
        made.lay_out(width)
        assert [made.id(n) for n in made.stops] == ["m-1", "m-2"]
        assert made.id(made.stops[0] + 1) == "m-1" and made.heading == ((("heading", "text"),),)
        assert made.find("m-2") == made.stops[1] and made.find("s-1") is None


@given(st.integers(0, 2_000), st.integers(0, 1_999), st.integers(1, 60))
def test_what_a_screen_up_or_down_shows_is_at_hand_once_it_was_fetched_ahead(number, position, height):
    made = listing([1] * number)
    position = min(position, max(0, number - 1))
    made.keep(made.fetch(made.ahead(position, height)))
    assert not made.ahead(position, height)
    fetched = made._archive.fetched
    if number:
        for at in (0, number - 1, position - 2 * height, position + 2 * height, position):
            at = max(0, min(at, number - 1))
            assert made.id(at) == f"e-{at}"
    assert made._archive.fetched == fetched


def test_few_pages_are_kept():
    made = listing([1] * (PAGES_KEPT + 9) * PAGE)
    for number in range(PAGES_KEPT + 9):
        made.row(number * PAGE)
    assert list(made._pages) == list(range(9, PAGES_KEPT + 9))
