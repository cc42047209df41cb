"""The session: pure steps from one value to the next."""

from hypothesis import given
from hypothesis import strategies as st

from tradetui.ui import session as s
from tradetui.ui.session import FIRST_DAY, LAST_DAY, Mark, Place, Session, Span

DAYS = st.integers(FIRST_DAY, LAST_DAY)


def session(**more: object) -> Session:
    place = Place(known_on=735_000, day=735_100)
    return Session(
        place=place, now=736_000, extent=Span(734_000, 736_000), cells=80, opened=True, found=3, **more
    )


STEPS = st.sampled_from(
    [
        lambda it: s.zoom(it, 1), lambda it: s.zoom(it, -1), s.fit, lambda it: s.pan(it, 0.1),
        lambda it: s.pan(it, -0.9),
        lambda it: s.show(it, "quotes"), lambda it: s.show(it, "measures"), lambda it: s.ask(it, "rust"),
        lambda it: s.ask(it, "rust by:ada"), lambda it: s.go_to(it, 735_500), lambda it: s.stand_on(it, 735_400),
        lambda it: s.point(it, "e-1", 735_200), lambda it: s.read(it, "q-9"), s.back, s.forward, s.step_back,
        s.next_lanes, s.next_sort, s.next_zone, lambda it: s.toggle_mark(it, Mark("e-1")),
        lambda it: s.toggle_mark(it, Mark(day=735_100)),
    ]
)  # fmt: skip


@given(st.lists(STEPS, max_size=30))
def test_whatever_one_does_the_session_stays_sound(steps):
    it = session()
    for step in steps:
        it = step(it)
        span = it.span
        assert span is not None and FIRST_DAY <= span.first <= span.last <= LAST_DAY
        assert FIRST_DAY <= it.place.known_on <= LAST_DAY
        assert len(it.past) <= s.PLACES_KEPT
        assert len({view for view, _ in it.place.cursors}) == len(it.place.cursors)
        assert it.sort in s.SORTS[it.place.view]


@given(st.lists(STEPS, max_size=12))
def test_forward_undoes_back(steps):
    it = session()
    for step in steps:
        it = step(it)
    if it.past:
        assert s.forward(s.back(it)).place == it.place


@given(st.lists(STEPS, max_size=12))
def test_esc_comes_to_an_end(steps):
    it = session()
    for step in steps:
        it = step(it)
    for _ in range(10):
        it = s.step_back(it)
    assert not s.can_step_back(it) or it.wide
    assert it.place.text == "" and it.place.reading == ""


def test_back_brings_the_zoom_and_the_cursor_back():
    it = s.point(session(), "e-7", 735_300)
    far = s.go_to(s.zoom(s.zoom(it, 1), 1), 734_500)
    assert s.back(far).place.day == 735_300 and s.back(far).place.cursor() == "e-7"
    assert s.back(s.back(far)).place == it.place


def test_a_run_of_zooms_is_one_place():
    it = s.zoom(s.zoom(s.zoom(session(), 1), 1), 1)
    assert len(it.past) == 1


def test_words_typed_one_after_another_are_one_place():
    it = session()
    for text in ("r", "ru", "rus", "rust"):
        it = s.ask(it, text)
    assert len(it.past) == 1 and s.back(it).place.text == ""


@given(DAYS, st.integers(1, 4), DAYS)
def test_zoom_stays_in_the_calendar_and_near_the_cursor(day, steps, first):
    span = Span(first, min(LAST_DAY, first + 5_000))
    it = Session(place=Place(known_on=1, day=day, span=span), extent=span, cells=100, opened=True)
    near = s.zoom(it, steps).span
    assert near.days <= span.days or span.days < 100
    if span.holds(day):
        assert near.holds(day)


def test_panning_at_the_edge_stops():
    it = session()
    for _ in range(100):
        it = s.pan(it, 0.5)
    assert it.place.day == it.extent.last


def test_the_axis_follows_the_cursor():
    it = s.zoom(s.zoom(s.zoom(session(), 1), 1), 1)
    for day in (734_001, 735_999, 735_000):
        it = s.point(it, "e-1", day)
        assert it.span.holds(day)


def test_there_is_one_marked_day_and_many_records():
    it = session()
    for mark in (Mark("a"), Mark("b"), Mark(day=1), Mark(day=2), Mark("a")):
        it = s.toggle_mark(it, mark)
    assert it.marked_records == ("b",) and it.marked_day == 2


def test_each_view_keeps_its_own_cursor():
    it = s.point(session(), "e-1", 735_000)
    it = s.point(s.show(it, "quotes"), "q-1", 735_010)
    assert s.show(it, "timeline").place.cursor() == "e-1"
