"""What stands over the list: the axis of the timeline, an actor's activity, hits over time, the chart of measures."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen, replace
from tradetui.core.query.model import Field, Query
from tradetui.present import axis, clock, dates, lanes
from tradetui.present.cells import MORE, MORE_ASCII, fit, over_line
from tradetui.present.lanes import Lane
from tradetui.present.roles import side_role
from tradetui.present.zoom import FIRST_DAY, LAST_DAY, Viewport
from tradetui.present.zoom import fit as fit_view
from tradetui.ui.panes import KINDS, query_of
from tradetui.ui.session import Session, View

if TYPE_CHECKING:
    from tradetui.core.records import CollectionInfo, Kind
    from tradetui.present.chart import Band
    from tradetui.present.roles import Line, Role
    from tradetui.store.archive import Archive, Bucket
    from tradetui.ui.desk import Desk

#: Up to so many records are drawn one by one; more are counted.
DRAWN_SINGLY = 600
#: So many actors or tags have a lane of their own where records are counted.
LANES_COUNTED = 12
#: After so many seconds the lanes that are counted by then are shown; counting the others goes on.
PATIENCE = 0.1
#: While a filter is typed, so many seconds without another letter are waited for before anything is counted: what has
#: to be stopped for a letter makes its rows come later.
REST = 0.2
#: The first of some lanes, and the one after the last.
Window = tuple[int, int]
#: The views with a time axis.
WITH_AXIS: tuple[View, ...] = ("timeline", "actors", "quotes", "sources", "measures")


@frozen
class HeadAnswer:
    """Lanes to draw, and the numbers of the last row where they are not counted from the lanes' rows.

    ``top``: only so many lanes, the fullest, are there. ``window``: the lanes from one to before another are counted,
    the others pending until they are scrolled to; None: all. ``of_days``: it holds for the days asked for only; another
    part of time must be asked for anew.
    """

    lanes: Sequence[Lane] = ()
    density: Sequence[Bucket] | None = None
    by: str = ""
    top: int = 0
    bands: Sequence[Band] = ()
    of_days: bool = True
    window: Window | None = None

    @property
    def pending(self) -> bool:
        """Whether some of the lanes asked for are still being counted."""
        return any(lane.pending for lane in self.lanes[slice(*self.window or (None,))])


def viewport(session: Session, cells: int) -> Viewport | None:
    """The days that an axis of so many cells in all shows: the place's span, else all with a little room."""
    if session.place.span is not None:
        return Viewport(session.place.span.first, session.place.span.last, axis.plot_width(cells))
    if session.extent is None:
        return None
    return fit_view(session.extent.first, session.extent.last, axis.plot_width(cells))


def head_answer(
    archive: Archive,
    session: Session,
    view: Viewport,
    enough: Callable[[], bool] = lambda: False,
    window: Window | None = None,
) -> HeadAnswer:
    """What the axis of the session's view shows; once it is ``enough``, what is still to be counted stays pending.

    ``window``: where lanes are counted, only these are (None: all); each costs a count of its own.
    """
    place = session.place
    query, known_on = query_of(session), place.known_on
    if place.view == "timeline":
        return _lanes(archive, session, query, view, enough, window)
    if place.view == "actors":
        actor = place.cursor()
        if not actor:
            return HeadAnswer((), [])
        mine = Query((Field("by", (actor,)),))
        did = _buckets(archive, mine, ("event",), known_on, view)
        said = _buckets(archive, mine, ("quote",), known_on, view)
        # two rows of counts say it all: the density under them would only repeat their sum
        return HeadAnswer(
            (Lane("did", "did", "actor", buckets=did), Lane("said", "said", "quote", buckets=said))
        )
    if place.view == "measures":
        return HeadAnswer(bands=_bands(archive, known_on, view))
    return HeadAnswer((), _buckets(archive, query, KINDS[place.view], known_on, view))


def _bands(archive: Archive, known_on: int, view: Viewport) -> list[Band]:
    """The trade that each side's measures cover, over the days shown."""
    from tradetui.present import chart

    sides = archive.info.sides
    order = tuple(side.id for side in sides)
    bands: list[Band] = []
    for side in sides:
        points = archive.series(side.id, view.first, view.last, known_on=known_on)
        if any(point.amount is not None or point.rates for point in points):
            bands += chart.bands(side.name, side_role(side.id, order), points)
    return bands


def _lanes(
    archive: Archive,
    session: Session,
    query: Query,
    view: Viewport,
    enough: Callable[[], bool],
    window: Window | None,
) -> HeadAnswer:
    """The events of the timeline, one by one or, where they are many, counted: so many lanes until it is enough."""
    known_on, by = session.place.known_on, session.lanes
    ids = archive.ids(query, kinds=("event",), known_on=known_on, limit=DRAWN_SINGLY)
    words = by if by != "none" else ""
    if not ids.truncated:
        return HeadAnswer(lanes.divide(archive.rows(ids.rows), by, archive.info), by=words, of_days=False)
    # the list wants them all, too: they are kept
    archive.ids(query, kinds=("event",), known_on=known_on)
    # in another zone the hours of the days next to those in view may be in view
    near = 1 if _zone(session, archive.info)[0] and view.span < view.width else 0
    begins, ends = max(view.first - near, FIRST_DAY), min(view.last + near, LAST_DAY)
    days = [begins, ends + 1]
    (in_view,) = archive.histogram(query, kinds=("event",), known_on=known_on, edges=days)
    if in_view.possibly <= DRAWN_SINGLY:
        first, last = dates.day(begins, "iso"), dates.day(ends, "iso")
        within = query.with_term(Field("after", (first,))).with_term(Field("before", (last,)))
        ids = archive.ids(within, kinds=("event",), known_on=known_on, limit=DRAWN_SINGLY)
        return HeadAnswer(lanes.divide(archive.rows(ids.rows), by, archive.info), by=words)
    density = _buckets(archive, query, ("event",), known_on, view)
    counted: list[Lane] = []
    wanted, more = _counted_lanes(archive, session)
    begin, end = window or (0, len(wanted))
    for number, (field, key, label, role) in enumerate(wanted):
        if not begin <= number < end or (number > begin and enough()):
            counted.append(Lane(key, label, role, pending=True))
            continue
        mine = query.with_term(Field(field, (key,)))
        counted.append(Lane(key, label, role, buckets=_buckets(archive, mine, ("event",), known_on, view)))
    top = len(wanted) if more else 0
    lanes_shown = counted or (Lane("", "all", buckets=density),)
    return HeadAnswer(lanes_shown, density, by=words, top=top, window=window)


def _zone(session: Session, info: CollectionInfo) -> tuple[str, str]:
    """The zone (an IANA name) that clock times are told in, and what people call it; empty: each event's own."""
    if session.zone == "own":
        return "", ""
    zone = next((side.tz for side in info.sides if side.id == session.zone), "UTC")
    return zone, clock.place(zone, info)


def _counted_lanes(archive: Archive, session: Session) -> tuple[list[tuple[str, str, str, Role]], bool]:
    """(field, value, label, role) of each lane where records are counted, and whether there would be more of them."""
    by, known_on = session.lanes, session.place.known_on
    if by == "side":
        sides = archive.info.sides
        order = tuple(side.id for side in sides)
        return [("side", side.id, side.name, side_role(side.id, order)) for side in sides], False
    if by == "none":
        return [], False
    field = {"kind": "kind", "actor": "by", "tag": "tag"}[by]
    found = archive.suggest(field, "", known_on=known_on, limit=LANES_COUNTED + 1)
    fullest: list[tuple[str, str, str, Role]] = [
        (field, it.value, it.label or it.value, "text") for it in found[:LANES_COUNTED]
    ]
    return fullest, len(found) > LANES_COUNTED


def _patience() -> Callable[[], bool]:
    """What tells, a while from now, that it is time to show what is there."""
    until = time.monotonic() + PATIENCE
    return lambda: time.monotonic() > until


def _buckets(
    archive: Archive, query: Query, kinds: Sequence[Kind], known_on: int, view: Viewport
) -> list[Bucket]:
    return archive.histogram(query, kinds=kinds, known_on=known_on, edges=view.edges())


class HeadAsker:
    """Asks for the head of the view and draws it; redraws without asking where nothing new is needed."""

    def __init__(self, desk: Desk) -> None:
        """For a desk."""
        self._desk = desk
        self._answer = HeadAnswer()
        self._asked: object = None
        #: What the answer is an answer to; and whether it is drawn as one that is still to come.
        self._answered: object = None
        self._told_counting = False
        self._first_lane = 0
        self._drawing: axis.Drawing | None = None
        self._drawn: object = None

    # --- asking ---------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask for what is new, and draw."""
        desk = self._desk
        shown = desk.screen.head.display and desk.session.place.view in WITH_AXIS
        cells = axis.plot_width(desk.app.size.width) if shown else 0
        if desk.session.cells != cells:
            desk.session = replace(desk.session, cells=cells)
        session = desk.session
        view = viewport(session, desk.app.size.width)
        if not shown or view is None:
            self._show()
            return
        window = self._window(session)
        wanted = self._key(session, view, window)
        if wanted == self._asked:
            self._show()
            return
        self._asked = wanted
        if self._counting() and not self._told_counting:
            self._show()
        desk.runner.ask(
            "head",
            lambda archive: head_answer(archive, session, view, _patience(), window),
            lambda answer: self._came(answer, session, view, window),
            failed=desk.screen.failed,
            delay=REST if desk.typing.filtering else 0.0,
        )

    def _window(self, session: Session) -> Window | None:
        """The lanes there is room for; None where all must be counted: to tell which are empty, or as yet unknown."""
        room = axis.lanes_in(self._desk.screen.head_height)
        if session.hide_empty or not room:
            return None
        first = self._within(self._first_lane)
        return first, first + room

    def _key(self, session: Session, view: Viewport, window: Window | None) -> tuple[object, ...]:
        """What must be asked anew."""
        place = session.place
        actor = place.cursor() if place.view == "actors" else ""
        days = view if self._answer.of_days else None
        zone = session.zone if view.span < view.width else ""
        lanes_asked = window if self._answer.window is not None else None
        return (
            place.view,
            place.text,
            place.known_on,
            session.lanes,
            session.opened,
            actor,
            days,
            zone,
            lanes_asked,
        )

    def _came(self, answer: HeadAnswer, session: Session, view: Viewport, window: Window | None) -> None:
        self._answer, self._answered = answer, _question(session)
        self._first_lane = self._within(self._first_lane)
        # whether the days matter is known only now; they may have changed meanwhile
        self._asked = None if answer.pending else self._key(session, view, window)
        if answer.pending:
            self._show()
        self.refresh()

    def forget(self) -> None:
        """Whatever was answered is no longer true."""
        self._answer, self._asked, self._answered = HeadAnswer(), None, None

    def refresh_if(self, before: Session, after: Session) -> None:
        """Ask or draw anew where the change touches the head."""
        if before.place.view != after.place.view:
            self._answer, self._asked, self._answered, self._first_lane = HeadAnswer(), None, None, 0
        if _shown(before) != _shown(after):
            self.refresh()

    # --- drawing --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._told_counting = self._counting()
        self._desk.screen.head.show(self._draw)

    def _counting(self) -> bool:
        """Whether what is drawn answers another question than the one that stands."""
        return self._answered != _question(self._desk.session)

    def _draw(self, width: int, height: int) -> tuple[Line, ...]:
        session = self._desk.session
        view = viewport(session, width)
        if view is None or not session.opened:
            return ()
        place, answer = session.place, self._answer
        info = self._desk.archive.info
        zone, zone_words = _zone(session, info)
        options = axis.Options(
            by=answer.by,
            top=answer.top,
            cursor=place.day,
            known_on=place.known_on,
            marks=(session.marked_day,) if session.marked_day is not None else (),
            first_lane=self._first_lane,
            selected=place.cursor(),
            week_starts=info.week_starts,
            ascii_only=self._desk.screen.ascii_only,
            news=session.changed,
            hide_empty=session.hide_empty,
            zone=zone,
            zone_words=zone_words,
        )
        if place.view == "measures":
            from tradetui.present import chart

            return chart.chart(view, answer.bands, width, height, options=options)
        size = (view, width, height, self._first_lane)
        drawn = (id(answer), *size, session.changed, session.hide_empty, zone)
        if self._drawing is None or drawn != self._drawn:
            self._drawing = axis.prepare(
                view, answer.lanes, width, height, options=options, density=answer.density
            )
            self._drawn = drawn
        lines = self._drawing.lines(options)
        if not self._counting() or not lines:
            return lines
        # its numbers are of another question: none may be read as the answer to this one
        side, more = axis.gutter(width), MORE_ASCII if options.ascii_only else MORE
        words = f"counting {more}" if side > 11 else more
        return (*lines[:-1], over_line(lines[-1], 0, fit(words, side - 1), "dim"))

    def scroll(self, by: int) -> None:
        """Show lanes further down, or up, as far as there are any out of view."""
        self._first_lane = self._within(self._within(self._first_lane) + by)
        self.refresh()

    def _within(self, first: int) -> int:
        """The first lane to draw where one is wanted: the last lanes fill the axis. It stays while none is known."""
        session, screen = self._desk.session, self._desk.screen
        view, held = viewport(session, self._desk.app.size.width), self._answer.lanes
        if view is None or not held:
            return max(0, first)
        zone, _ = _zone(session, self._desk.archive.info)
        there = axis.lanes_drawn(view, held, session.hide_empty, zone)
        return axis.first_of(first, len(there), axis.lanes_in(screen.head_height))

    def day_at(self, x: int) -> int | None:
        """The day that a cell of the head stands for."""
        width = self._desk.screen.head.size.width
        view = viewport(self._desk.session, width)
        return axis.day_at(view, x, width) if view is not None else None


def _question(session: Session) -> tuple[object, ...]:
    """What numbers are numbers of."""
    return (session.place.view, session.place.text, session.place.known_on)


def _shown(session: Session) -> tuple[object, ...]:
    """All that the head shows."""
    place = session.place
    return (
        place.view,
        place.text,
        place.known_on,
        place.day,
        place.span,
        place.cursor(),
        session.lanes,
        session.hide_empty,
        session.zone,
        session.changed,
        session.marked_day,
        session.extent,
        session.opened,
    )
