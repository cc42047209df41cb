"""The one function for dated states: the state for day D, as known on day K.

An event's ``history`` and a measure's ``steps`` are the same thing. Days are proleptic ordinals. The four
rules stand in ``docs/architecture.md`` under *Two clocks*.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import time
from typing import Literal, NamedTuple

from tradetui.core.frozen import frozen, replace
from tradetui.core.readings import LAST, Unknowns, doubted, unseen
from tradetui.core.records import Event, HistoryEntry, Step

Verdict = Literal["yes", "no", "unsure"]

#: Steps that take effect over from..to; the others are told beside the answer.
EFFECTIVE = frozenset({"adopted", "suspended", "ended"})
#: More readings than this are not tried: the answer is then "can't tell", and says why.
MOST_READINGS = 20_000


@frozen
class State:
    """The answer for one measure.

    ``step`` decides (None when nothing ever covered the day); ``pending`` are the entries told beside the
    answer, each proposed, postponed or withdrawn and still standing, and those with effect that begin after
    the day; ``disagree`` the entries whose readings give different answers when the verdict is "unsure";
    ``changes`` the entries that take effect on the day itself or have their last day on it. ``plan``: the
    day is after ``known_on``. ``either``: other entries that decide in some readings, where the answer is
    the same under each. ``doubt``: deciding entries with a date marked ``?``, ``~`` or ``%``: the answer
    takes that date as it is written. ``cut``: too many fuzzy days to try every reading, so the verdict is
    "unsure".
    """

    day: int
    known_on: int
    verdict: Verdict
    step: Step | None = None
    pending: tuple[Step, ...] = ()
    disagree: tuple[Step, ...] = ()
    changes: tuple[Step, ...] = ()
    plan: bool = False
    either: tuple[Step, ...] = ()
    doubt: tuple[Step, ...] = ()
    cut: bool = False


@frozen
class EventState:
    """How far an event has come, as known on a day.

    ``entry`` is the one that counts: None where none is known yet, or where readings differ; then
    ``disagree`` holds the entries that may be the last. ``nothing``: in some reading none is known at all.
    """

    known_on: int
    entry: HistoryEntry | None = None
    disagree: tuple[HistoryEntry, ...] = ()
    nothing: bool = False


class _Entry(NamedTuple):
    """An entry with slots for its days, and the moment asked about in the entry's own zone.

    ``begun``: a slot that tells whether an entry without a time has begun at the time asked on its own day.
    """

    id: str
    status: str
    decided: int
    start: int = LAST
    end: int = LAST
    replaces: tuple[str, ...] = ()
    time: str = ""
    tz: str = ""
    day: int = 0
    clock: str | None = None
    begun: int = 1
    no_start: bool = False


class _Span(NamedTuple):
    """An entry's days in one reading."""

    place: int
    entry: _Entry
    decided: int
    start: int
    end: int
    #: Whether its start is behind the moment asked about.
    begun: bool


class _Outcome(NamedTuple):
    """What one reading gives: places of entries, None where none decides."""

    decides: int | None
    pending: tuple[int, ...]
    changes: tuple[int, ...]


def state(steps: Sequence[Step], day: int, known_on: int, *, at: time | None = None, zone: str = "") -> State:
    """The state for ``day`` as known on ``known_on``, by the four rules.

    ``at`` asks about a time of that day: in ``zone`` (an IANA name), or where that is empty in each step's
    own zone. Without it the answer is that of the day's end. Raises ``zoneinfo.ZoneInfoNotFoundError`` for
    an unknown zone.
    """
    steps = [as_seen(step, known_on) for step in steps]
    unknown = Unknowns()
    entries = [_entry(step, unknown, day, at, zone) for step in steps]
    outcomes = _outcomes(entries, unknown, known_on)
    plan = day > known_on
    if outcomes is None:
        fuzzy = tuple(
            step for step, e in zip(steps, entries, strict=True) if min(e.decided, e.start, e.end) < 0
        )
        return State(day, known_on, "unsure", disagree=fuzzy, plan=plan, cut=True)

    def answer(place: int | None) -> Hashable:
        if place is None or steps[place].status != "adopted":
            return None
        step = steps[place]
        return (step.rate, step.unit, step.value, step.lines)

    found = _gather(outcomes, answer)
    deciding = [steps[place] for place in found.deciding]
    verdict: Verdict = "unsure"
    if found.agreed:
        verdict = "no" if found.answer is None else "yes"
    disagree = () if found.agreed else tuple(deciding)
    return State(
        day,
        known_on,
        verdict,
        step=deciding[-1] if found.agreed and deciding else None,
        pending=tuple(steps[p] for p in found.pending if steps[p] not in disagree),
        disagree=disagree,
        changes=tuple(steps[p] for p in found.changes),
        plan=plan,
        either=tuple(deciding[:-1]) if found.agreed else (),
        doubt=tuple(s for s in deciding if doubted(s.decided) or doubted(s.start) or doubted(s.end)),
    )


def as_seen(step: Step, known_on: int) -> Step:
    """A step as it stood on a day: without an end that only tells how far the record saw later."""
    return replace(step, end=None) if step.end is not None and unseen(step.end, known_on) else step


def event_state(event: Event, known_on: int) -> EventState:
    """The entry of an event's history that counts on a day: the last known, entries of one day in file order."""
    days = [(entry.on.day, place) for place, entry in enumerate(event.history)]
    if all(day is not None for day, _ in days):
        # nothing to try: by far the most frequent case
        told = [(day, place) for day, place in days if day is not None and day <= known_on]
        return EventState(known_on, event.history[max(told)[1]] if told else None, nothing=not told)
    unknown = Unknowns()
    entries = []
    for entry in event.history:
        slot = unknown.slot(entry.on, "decided", "start")
        if slot < 0:
            unknown.slot(entry.on, "start", "start")
        entries.append(_Entry("", "adopted", slot, slot, day=known_on))
    outcomes = _outcomes(entries, unknown, known_on)
    if outcomes is None:
        return EventState(known_on, disagree=event.history, nothing=True)
    found = _gather(outcomes, lambda place: place)
    deciding = tuple(event.history[place] for place in found.deciding)
    if found.agreed:
        return EventState(known_on, entry=deciding[0] if deciding else None, nothing=not deciding)
    return EventState(known_on, disagree=deciding, nothing=found.undecided)


class _Found(NamedTuple):
    """The outcomes of all readings taken together; places in file order."""

    answer: Hashable
    agreed: bool
    undecided: bool
    deciding: list[int]
    pending: list[int]
    changes: list[int]


def _gather(outcomes: Iterator[_Outcome], answer: Callable[[int | None], Hashable]) -> _Found:
    """What all readings come to; ``answer`` tells which deciding entries come to the same thing."""
    decides: set[int | None] = set()
    pending: set[int] = set()
    changes: set[int] = set()
    for outcome in outcomes:
        decides.add(outcome.decides)
        pending.update(outcome.pending)
        changes.update(outcome.changes)
    answers = {answer(place) for place in decides}
    deciding = sorted(place for place in decides if place is not None)
    first = next(iter(answers), None)
    return _Found(first, len(answers) <= 1, None in decides, deciding, sorted(pending), sorted(changes))


def _entry(step: Step, unknown: Unknowns, day: int, at: time | None, zone: str) -> _Entry:
    decided = unknown.slot(step.decided, "decided")
    if step.status not in EFFECTIVE:
        return _Entry(step.id, step.status, decided, replaces=step.replaces, day=day)
    no_start = step.start is None
    if step.start is None:
        # not before it was decided; a step of an unknown start can't tell from then on
        start = unknown.free(unknown.earliest(decided), LAST, "start", "decided")
    else:
        start = unknown.slot(step.start, "start", "start")
    end = LAST if step.end is None else unknown.slot(step.end, "end", "end")
    clock = None
    begun = 1
    if at is not None:
        day, clock = _local(day, at, zone, step.tz)
        if not step.time and unknown.may_be(start, day):
            begun = unknown.free(0, 1, "end")
    return _Entry(
        step.id,
        step.status,
        decided,
        start,
        end,
        step.replaces,
        step.time,
        step.tz,
        day,
        clock,
        begun,
        no_start,
    )


def _local(day: int, at: time, zone: str, own: str) -> tuple[int, str]:
    """A day and time in ``zone`` as day and ``HH:MM:SS`` in a step's own zone."""
    if zone and own and zone != own:
        from datetime import date, datetime
        from zoneinfo import ZoneInfo

        moment = datetime.combine(date.fromordinal(day), at, ZoneInfo(zone)).astimezone(ZoneInfo(own))
        return moment.toordinal(), moment.strftime("%H:%M:%S")
    return day, at.strftime("%H:%M:%S")


def _outcomes(entries: list[_Entry], unknown: Unknowns, known_on: int) -> Iterator[_Outcome] | None:
    """What each reading gives; None where there are too many."""
    readings = unknown.readings(
        {
            "decided": [known_on, *(entry.decided for entry in entries)],
            "start": [
                slot for entry in entries for slot in (entry.day, entry.start) if entry.status in EFFECTIVE
            ],
            "end": [0, 1, *(entry.day for entry in entries)],
        },
        MOST_READINGS,
    )
    if readings is None:
        return None
    outcomes = (_read(entries, reading, known_on) for reading in readings)
    return (outcome for outcome in outcomes if outcome is not None)


def _read(entries: list[_Entry], reading: tuple[int, ...], known_on: int) -> _Outcome | None:
    """Rules 1 and 2 for one reading; None for a reading that can't be (begun before it was decided)."""

    def day(slot: int) -> int:
        return slot if slot >= 0 else reading[~slot]

    taken: list[_Span] = []
    for place, entry in enumerate(entries):
        decided, start = day(entry.decided), day(entry.start)
        if entry.no_start and start < decided:
            return None
        if decided <= known_on:
            begun = start <= entry.day
            if entry.clock is not None and start == entry.day:
                begun = entry.time <= entry.clock if entry.time else day(entry.begun) == 1
            taken.append(_Span(place, entry, decided, start, day(entry.end), begun))
    dropped = {name for span in taken for name in span.entry.replaces if name != span.entry.id}
    live = [span for span in taken if not span.entry.id or span.entry.id not in dropped]
    effective = [span for span in live if span.entry.status in EFFECTIVE]
    return _Outcome(
        _deciding([span for span in effective if span.begun and span.entry.day <= span.end]),
        tuple(span.place for span in live if _is_pending(span, taken)),
        tuple(span.place for span in effective if span.entry.day in (span.start, span.end)),
    )


def _deciding(covering: list[_Span]) -> int | None:
    """Rule 2: which of the entries that cover the day decides."""
    if not covering:
        return None
    adopted = [span for span in covering if span.entry.status == "adopted"]
    stops = [
        stop
        for stop in covering
        if stop.entry.status != "adopted"
        and not any(span.decided > stop.decided and _begins_later(span, stop) for span in adopted)
    ]
    return _latest(stops or covering)


def _latest(covering: list[_Span]) -> int:
    """The latest from, then the latest decided, then the last in the file."""
    latest = max(span.start for span in covering)
    ties = [span for span in covering if span.start == latest]
    if len(ties) > 1 and all(span.entry.time for span in ties):
        # the time belongs to the day; one without a time can't be put before or after the others
        clocks = [_instant(span) for span in ties]
        ties = [span for span, clock in zip(ties, clocks, strict=True) if clock == max(clocks)]
    return max(ties, key=lambda span: (span.decided, span.place)).place


def _begins_later(span: _Span, other: _Span) -> bool:
    if span.start != other.start or not (span.entry.time and other.entry.time):
        return span.start > other.start
    return _instant(span) > _instant(other)


def _instant(span: _Span) -> float:
    """When an entry with a time begins, in seconds: comparable across zones."""
    from datetime import UTC, date, datetime
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(span.entry.tz) if span.entry.tz else UTC
    clock = time.fromisoformat(span.entry.time)
    return datetime.combine(date.fromordinal(span.start), clock, zone).timestamp()


def _is_pending(span: _Span, taken: list[_Span]) -> bool:
    """Whether a standing entry is told beside the answer.

    A later decision to adopt answers a proposal; a putting-off or a withdrawal stands until it is replaced.
    """
    if span.entry.status in EFFECTIVE:
        return not span.begun
    return span.entry.status != "proposed" or not any(
        other.entry.status == "adopted" and (other.decided, other.place) > (span.decided, span.place)
        for other in taken
    )
