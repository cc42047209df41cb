"""Everything the screens show, as one immutable value, and the pure steps from one such value to the next.

A *day* is a proleptic ordinal. A :class:`Place` is what ``[`` and ``]`` walk through: view, query, known-on day,
cursor, span of the axis and the record being read. Nothing here knows Textual or an archive; what the screens
find out (how many records match, how long the record is) is written into the session by the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tradetui.core.frozen import frozen, replace

if TYPE_CHECKING:
    from tradetui.present.zoom import Viewport


View = Literal[
    "timeline", "actors", "quotes", "measures", "sources", "changes", "conflicts", "threads", "compare"
]
#: The five views with a key of their own; changes, conflicts, threads and compared words are come to from them.
VIEWS: tuple[View, ...] = ("timeline", "actors", "quotes", "measures", "sources")

Lanes = Literal["side", "kind", "actor", "tag", "none"]
LANES: tuple[Lanes, ...] = ("side", "kind", "actor", "tag", "none")

#: The orders each view offers, the first by default; ``rank`` is one only where there is a filter.
SORTS: dict[View, tuple[str, ...]] = {
    "timeline": ("when", "newest", "rank"),
    "actors": ("name", "rank"),
    "quotes": ("rank", "when", "newest"),
    "measures": ("when",),
    "sources": ("when", "newest", "rank"),
    "changes": ("when",),
    "conflicts": ("when",),
    "threads": ("when",),
    "compare": ("when",),
}

#: The days that can be written, as in :mod:`tradetui.present.zoom`: 1 January of the year 1 to 31 December 9999.
FIRST_DAY, LAST_DAY = 1, 3_652_059
#: How many places are kept behind and ahead.
PLACES_KEPT = 200


@frozen
class Span:
    """The days ``first``..``last``, both included, that the axis shows."""

    first: int
    last: int

    @property
    def days(self) -> int:
        """How many days it holds."""
        return self.last - self.first + 1

    def holds(self, day: int) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last

    def shifted(self, by: int) -> Span:
        """The same length, so many days later; kept within the calendar."""
        by = max(FIRST_DAY - self.first, min(by, LAST_DAY - self.last))
        return Span(self.first + by, self.last + by)


@frozen
class Mark:
    """Something marked to compare or copy: a record by id, or (no id) a day."""

    id: str = ""
    day: int | None = None


@frozen
class Place:
    """Where one stands. ``reading`` is a record opened by a link ("" is: the one under the cursor).

    ``half``: the last word of the ``text`` may go on, since it was typed and every letter shown what it finds.

    ``thread`` is the record whose thread the view of threads shows.
    """

    view: View = "timeline"
    text: str = ""
    half: bool = False
    known_on: int = 0
    cursors: tuple[tuple[View, str], ...] = ()
    day: int | None = None
    span: Span | None = None
    reading: str = ""
    thread: str = ""

    def cursor(self, view: View | None = None) -> str:
        """The record under the cursor of a view (this one's, when none is given); "" when there is none."""
        wanted = view or self.view
        return next((id_ for name, id_ in self.cursors if name == wanted), "")

    @property
    def record(self) -> str:
        """The record that the reader shows."""
        return self.reading or self.cursor()


@frozen
class Session:
    """A place, where one came from, and what stays the same from place to place.

    ``now`` is the day on which one stands by default; ``extent`` the days the collection spans; ``found`` how many
    records the list holds (None while it is not known); ``cells`` how many cells the axis has for days (0: no axis);
    ``targets`` and ``links`` how many links, and how many
    web addresses, the reader shows; ``news`` is the day last stepped to, with the ids of the records that changed with
    it; ``visible`` which panes there are: on narrow screens one at a time;
    ``facets_in_front``: the facets were asked for by hand; ``suggestion`` is a filter that was probably meant, where
    this one finds nothing.
    """

    place: Place = Place()
    now: int = 0
    extent: Span | None = None
    past: tuple[Place, ...] = ()
    future: tuple[Place, ...] = ()
    jumped: str = ""
    marks: tuple[Mark, ...] = ()
    lanes: Lanes = "side"
    hide_empty: bool = False
    news: tuple[int, frozenset[str]] = (0, frozenset())
    sorts: tuple[tuple[View, str], ...] = ()
    zone: str = "own"
    zones: tuple[str, ...] = ("own", "utc")
    found: int | None = None
    cells: int = 0
    targets: int = 0
    links: int = 0
    file: str = ""
    wide: bool = True
    reader_in_front: bool = False
    facets_in_front: bool = False
    suggestion: str = ""
    opened: bool = False

    @property
    def sort(self) -> str:
        """The order of this view's list."""
        chosen = next((s for view, s in self.sorts if view == self.place.view), "")
        return chosen if chosen in self.orders else self.orders[0]

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders that this view offers now: without a filter nothing matches better than anything else."""
        return tuple(order for order in SORTS[self.place.view] if order != "rank" or self.place.text)

    @property
    def changed(self) -> frozenset[str]:
        """The records of which something became known with the last step of the day one stands on."""
        day, ids = self.news
        return ids if day == self.place.known_on else frozenset()

    @property
    def span(self) -> Span | None:
        """The days the axis shows: the place's own, else all the collection spans."""
        return self.place.span or self.extent

    @property
    def marked_day(self) -> int | None:
        """The day marked last."""
        return next((mark.day for mark in reversed(self.marks) if mark.day is not None), None)

    @property
    def marked_records(self) -> tuple[str, ...]:
        """The records marked, in the order they were."""
        return tuple(mark.id for mark in self.marks if mark.id)


# --- places -------------------------------------------------------------------------------------------------


def jump(session: Session, place: Place, why: str) -> Session:
    """Go to a place and remember the one left; steps of the same ``why`` in a row count as one."""
    if place == session.place:
        return session
    past = session.past
    # a run of zooms is one place to come back to, not twenty
    if not why or why != session.jumped:
        past = (*past, session.place)[-PLACES_KEPT:]
    return replace(session, place=place, past=past, future=(), jumped=why)


def back(session: Session) -> Session:
    """The place before this one."""
    if not session.past:
        return session
    *past, place = session.past
    future = (session.place, *session.future)[:PLACES_KEPT]
    return replace(session, place=place, past=tuple(past), future=future, jumped="")


def forward(session: Session) -> Session:
    """The place that was stepped back from."""
    if not session.future:
        return session
    place, *future = session.future
    past = (*session.past, session.place)[-PLACES_KEPT:]
    return replace(session, place=place, past=past, future=tuple(future), jumped="")


def show(session: Session, view: View) -> Session:
    """Another view, under the same query, day and known-on day."""
    place = replace(session.place, view=view, reading="")
    if view == session.place.view:
        return replace(jump(session, place, ""), reader_in_front=False, facets_in_front=False)
    return replace(jump(session, place, ""), reader_in_front=False, facets_in_front=False, found=None)


def show_at(session: Session, view: View, record: str) -> Session:
    """Another view, with its cursor on a record; of threads, that of the record."""
    place = session.place
    others = tuple(pair for pair in place.cursors if pair[0] != view)
    place = replace(place, view=view, reading="", cursors=(*others, (view, record)) if record else others)
    if view == "threads":
        place = replace(place, thread=record)
    return replace(jump(session, place, ""), reader_in_front=False, facets_in_front=False, found=None)


def read(session: Session, record: str) -> Session:
    """Open a record in the reader without moving the list."""
    reading = "" if record == session.place.cursor() else record
    return replace(
        jump(session, replace(session.place, reading=reading), ""),
        reader_in_front=True,
        facets_in_front=False,
    )


# --- query and known-on -------------------------------------------------------------------------------------


def ask(session: Session, text: str, *, half: bool = False) -> Session:
    """Filter every pane by a query text; the words typed one after another count as one place.

    ``half``: its last word may go on.
    """
    if text == session.place.text:
        return session
    place = replace(session.place, text=text, half=half and bool(text), reading="")
    return replace(jump(session, place, "ask"), found=None)


def stand_on(session: Session, day: int, why: str = "") -> Session:
    """Stand on another day: everything shown is as known on it."""
    place = replace(session.place, known_on=max(FIRST_DAY, min(day, LAST_DAY)))
    if place == session.place:
        return session
    return replace(jump(session, place, why), found=None)


# --- the cursor ---------------------------------------------------------------------------------------------


def point(session: Session, record: str, day: int | None) -> Session:
    """Put the list's cursor on a record; the axis follows to its day (and stays where it was if it has none)."""
    place = session.place
    others = tuple(pair for pair in place.cursors if pair[0] != place.view)
    cursors = (*others, (place.view, record)) if record else others
    at = place.day if day is None else day
    return replace(
        session,
        place=replace(place, cursors=cursors, day=at, span=_following(session, at), reading=""),
        jumped="",
    )


def rest_on(session: Session, record: str) -> Session:
    """Put the list's cursor on a record without moving the day (the list follows the axis)."""
    place = session.place
    others = tuple(pair for pair in place.cursors if pair[0] != place.view)
    cursors = (*others, (place.view, record)) if record else others
    return replace(session, place=replace(place, cursors=cursors, reading=""))


def showing(session: Session, day: int | None) -> Session:
    """The axis moved just so far that it shows a day."""
    return replace(session, place=replace(session.place, span=_following(session, day)))


def go_to(session: Session, day: int) -> Session:
    """Go to a day; the axis keeps its zoom."""
    day = max(FIRST_DAY, min(day, LAST_DAY))
    place = replace(session.place, day=day, span=_following(session, day), reading="")
    return jump(session, place, "")


def _following(session: Session, day: int | None) -> Span | None:
    """The place's span moved just so far that it holds the day."""
    span = session.place.span
    if span is None or day is None:
        return span
    return _span(_viewport(span, session.cells).showing(day))


# --- the axis -----------------------------------------------------------------------------------------------


def _viewport(span: Span, cells: int) -> Viewport:
    from tradetui.present.zoom import Viewport

    return Viewport(span.first, span.last, max(1, cells))


def _span(view: Viewport) -> Span:
    return Span(view.first, view.last)


def cursor_day(session: Session) -> int:
    """The day the axis turns about: the cursor's, kept in view, else the middle of what is shown."""
    span = session.span
    if span is None:
        return session.place.known_on
    day = session.place.day
    return (span.first + span.last) // 2 if day is None else max(span.first, min(day, span.last))


def zoom(session: Session, steps: int) -> Session:
    """Show fewer days about the cursor (``steps`` above 0) or more, in steps of the calendar's units."""
    span = session.span
    if span is None:
        return session
    view = _viewport(span, session.cells).zoom(steps, cursor_day(session))
    return jump(session, replace(session.place, span=_span(view)), "zoom")


def fit(session: Session) -> Session:
    """Show all the days that the collection spans."""
    return jump(session, replace(session.place, span=None), "zoom")


def fit_to(session: Session, days: Span) -> Session:
    """Show these days with a little room at both ends."""
    from tradetui.present.zoom import fit

    view = fit(days.first, days.last, max(1, session.cells))
    return jump(session, replace(session.place, span=_span(view)), "zoom")


def pan(session: Session, share: float) -> Session:
    """Move the cursor's day, and the axis with it, by a share of the days shown (negative: earlier).

    Where the axis already shows all there is, only the day moves; it stays within what the collection spans and the
    axis shows.
    """
    span, extent = session.span, session.extent
    if span is None or extent is None:
        return session
    step = round(span.days * share) or (1 if share > 0 else -1)
    low, high = min(extent.first, span.first), max(extent.last, span.last)
    day = max(low, min(cursor_day(session) + step, high))
    moved = session.place.span
    if moved is not None:
        moved = moved.shifted(step) if span.days < extent.days else moved
        moved = _span(_viewport(moved, session.cells).showing(day))
    return replace(session, place=replace(session.place, day=day, span=moved), jumped="")


# --- what stays from place to place -------------------------------------------------------------------------


def next_lanes(session: Session) -> Session:
    """The next way of dividing the axis into lanes."""
    return replace(session, lanes=LANES[(LANES.index(session.lanes) + 1) % len(LANES)])


def next_sort(session: Session) -> Session:
    """The next order of this view's list."""
    orders = session.orders
    order = orders[(orders.index(session.sort) + 1) % len(orders)]
    others = tuple(pair for pair in session.sorts if pair[0] != session.place.view)
    return replace(session, sorts=(*others, (session.place.view, order)), found=None)


def next_zone(session: Session) -> Session:
    """The next zone that clock times are told in."""
    zones = session.zones
    at = zones.index(session.zone) if session.zone in zones else -1
    return replace(session, zone=zones[(at + 1) % len(zones)])


def toggle_mark(session: Session, mark: Mark) -> Session:
    """Mark a record or a day, or take the mark away; there is one marked day at a time."""
    if mark in session.marks:
        return replace(session, marks=tuple(m for m in session.marks if m != mark))
    kept = session.marks
    if not mark.id:
        kept = tuple(m for m in kept if m.id)
    return replace(session, marks=(*kept, mark))


# --- stepping back ------------------------------------------------------------------------------------------


def step_back(session: Session) -> Session:
    """One level back: from a followed link to the cursor, from the reader to the list, from a filter to all."""
    place = session.place
    if session.facets_in_front:
        return replace(session, facets_in_front=False)
    if place.reading:
        return replace(session, place=replace(place, reading=""), reader_in_front=session.wide)
    if session.reader_in_front:
        return replace(session, reader_in_front=False)
    if place.text:
        return ask(session, "")
    return session


def can_step_back(session: Session) -> bool:
    """Whether :func:`step_back` would change anything."""
    return bool(
        session.facets_in_front or session.place.reading or session.reader_in_front or session.place.text
    )
