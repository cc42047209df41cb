"""What changed between two days: the state on A as known on A, against the state on B as known on B."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Literal

from tradetui.core.amounts import with_unit
from tradetui.core.brief import state_words, step_words
from tradetui.core.frozen import frozen
from tradetui.core.knowledge import Known, Published, known
from tradetui.core.readings import spans
from tradetui.core.records import AnyRecord, Citation, Event, Figure, HistoryEntry, Kind, Measure, Step
from tradetui.core.states import EFFECTIVE, State, state
from tradetui.core.when import When

What = Literal["measure", "step", "event", "happened", "figure"]


@frozen
class Change:
    """One line of the answer: the record, what it was before, what it is after, and what decided it.

    ``what``: a measure's state or what is pending on it; a step decided or taking effect between the days; an
    event whose status or date differs; an event that happened between; a figure with a newer version.
    ``possibly``: one of the two sides can't be told, or whether it falls between can't. ``retroactive``: the
    step takes effect before it was decided. ``day`` is when it changed (None where several days or no day
    can be named). ``before_state`` and ``after_state`` are a measure's; ``effect`` tells of a step decided
    earlier that it is listed because it takes effect between.
    """

    what: What
    kind: Kind
    id: str
    title: str
    before: str
    after: str
    day: int | None = None
    step: str = ""
    possibly: bool = False
    retroactive: bool = False
    cites: tuple[Citation, ...] = ()
    before_state: State | None = None
    after_state: State | None = None
    effect: bool = False


NOT_KNOWN = "not known"


def changes(
    records: Iterable[AnyRecord], a: int, b: int, known_on: int, published: Published
) -> list[Change]:
    """What changed between day ``a`` and day ``b``, each as known on itself but never past ``known_on``.

    Days after the earlier one up to and including the later are between. ``a`` after ``b`` is swapped (the
    caller says so). Ordered: measures with their steps, events, figures, each in file order.
    """
    a, b = min(a, b), max(a, b)
    known_a, known_b = min(a, known_on), min(b, known_on)
    found: dict[str, list[Change]] = {"measure": [], "event": [], "figure": []}
    figures: list[tuple[Figure, Known | None, Known]] = []
    for record in records:
        if not isinstance(record, Measure | Event | Figure):
            continue
        after = known(record, known_b, published)
        if after is None:
            continue
        if isinstance(record, Measure):
            found["measure"].extend(_measure(record, after, a, b, known_a, known_b, published))
        elif isinstance(record, Event):
            found["event"].extend(_event(record, after, a, b, known_a, published))
        else:
            figures.append((record, known(record, known_a, published), after))
    found["figure"].extend(_figures(figures))
    return [change for group in found.values() for change in group]


def _measure(
    record: Measure, after: Known, a: int, b: int, known_a: int, known_b: int, published: Published
) -> Iterator[Change]:
    """A measure's change of state, then each of its steps decided or taking effect between."""
    if not record.steps:
        return
    before = known(record, known_a, published)
    old = State(a, known_a, "no") if before is None else state(_steps(before), a, known_a)
    steps = _steps(after)
    new = state(steps, b, known_b)
    unsure = "unsure" in (old.verdict, new.verdict)
    if _key(old) != _key(new) or old.disagree != new.disagree:
        yield Change(
            "measure",
            "measure",
            record.id,
            record.title,
            NOT_KNOWN if before is None else state_words(old),
            state_words(new),
            step="" if new.step is None else new.step.id,
            possibly=unsure,
            cites=() if new.step is None else new.step.cites,
            before_state=old,
            after_state=new,
        )
    replaced = {name for step in steps for name in step.replaces if name != step.id}
    for step in steps:
        change = _step(record, step, a, b, standing=step.id not in replaced)
        if change is not None:
            yield change


def _steps(told: Known) -> tuple[Step, ...]:
    assert isinstance(told.record, Measure)
    return told.record.steps


def _key(found: State) -> Hashable:
    """What must differ for a state to have changed: the answer and what is pending, not which step tells it."""
    step = found.step if found.verdict == "yes" else None
    told = None if step is None else (step.rate, step.unit, step.value, step.lines)
    return found.verdict, told, tuple(each.id for each in found.pending)


def _step(record: Measure, step: Step, a: int, b: int, *, standing: bool) -> Change | None:
    """A step decided between, or one that stands and takes effect between."""
    decided = _between(step.decided, "whole", a, b)
    start = step.start
    effect = None
    if start is not None and standing and step.status in EFFECTIVE:
        effect = _between(start, "start", a, b)
    if decided is None and effect is None:
        return None
    when = step.decided if decided is not None else start
    assert when is not None
    first = spans(step.decided)[0][0]
    retroactive = start is not None and step.status in EFFECTIVE and spans(start, "start")[-1][1] < first
    return Change(
        "step",
        "measure",
        record.id,
        record.title,
        "",
        step_words(step),
        day=_day(when),
        step=step.id,
        possibly="yes" not in (decided, effect),
        retroactive=retroactive,
        cites=step.cites,
        effect=decided is None,
    )


def _event(
    record: Event, after: Known, a: int, b: int, known_a: int, published: Published
) -> Iterator[Change]:
    """An event that happened between, else one whose status or date as known differs."""
    new = after.record
    assert isinstance(new, Event)
    before = known(record, known_a, published)
    old = None if before is None else before.record
    assert old is None or isinstance(old, Event)
    words = NOT_KNOWN if before is None or old is None else _event_words(old, before)
    cites, day = _entry_cites(record, after)
    between = None if new.when is None else _touches(new.when, a, b)
    if new.status == "happened" and between is not None:
        if old is not None and old.status == "happened" and _same_date(old, new):
            return
        possibly = between == "maybe" or bool(after.disagree)
        yield Change(
            "happened",
            "event",
            record.id,
            record.title,
            words,
            _event_words(new, after),
            day=_day(new.when) if new.when is not None else None,
            possibly=possibly,
            cites=cites,
        )
        return
    unsure = bool(after.disagree) or (before is not None and bool(before.disagree))
    same = old is not None and before is not None and old.status == new.status and _same_date(old, new)
    if same and before is not None and before.disagree == after.disagree:
        return
    yield Change(
        "event",
        "event",
        record.id,
        record.title,
        words,
        _event_words(new, after),
        day=day,
        possibly=unsure or not after.sure,
        cites=cites,
    )


def _event_words(event: Event, told: Known) -> str:
    """``planned: 2 March 2019``; where fuzzy days leave it open, each entry that may be the last."""
    if told.disagree:
        return "can't tell: " + " or ".join(_entry_words(entry) for entry in told.disagree)
    return event.status if event.when is None else f"{event.status}: {event.when.words('plain')}"


def _entry_words(entry: HistoryEntry) -> str:
    return entry.status if entry.when is None else f"{entry.status}: {entry.when.words('plain')}"


def _entry_cites(record: Event, after: Known) -> tuple[tuple[Citation, ...], int | None]:
    """The citations and the day of the entry that brought an event where it stands; its own without a history."""
    if not record.history:
        return after.cites, after.since.possibly if after.since.possibly == after.since.surely else None
    if after.entry is None:
        return after.cites, None
    first = _first_so(after)
    return first.cites or after.cites, _day(first.on)


def _first_so(after: Known) -> HistoryEntry:
    """The first of the entries, back from the last, that give the status and the date it stands at."""
    assert isinstance(after.record, Event) and after.entry is not None
    first = after.entry
    when = first.when
    for entry in sorted(after.record.history, key=lambda entry: spans(entry.on)[0][0], reverse=True):
        if entry.status != first.status or (entry.when and when and entry.when.edtf != when.edtf):
            break
        first, when = entry, when or entry.when
    return first


def _same_date(old: Event, new: Event) -> bool:
    return (old.when and old.when.edtf) == (new.when and new.when.edtf)


def _figures(figures: list[tuple[Figure, Known | None, Known]]) -> Iterator[Change]:
    """Each series and date whose latest version known is another one than before."""
    groups: dict[tuple[str, str, str], list[tuple[Figure, Known | None, Known]]] = {}
    for figure, before, after in figures:
        at = "" if figure.at is None else figure.at.edtf
        groups.setdefault((figure.series, at, figure.of), []).append((figure, before, after))
    for group in groups.values():
        old = _newest([figure for figure, before, _ in group if before is not None])
        new = _newest([figure for figure, _, _ in group])
        if old is None or new is None or old.id == new.id:
            continue
        told = next(after for figure, _, after in group if figure.id == new.id)
        yield Change(
            "figure",
            "figure",
            new.id,
            new.label or new.series,
            with_unit(old.value, old.unit),
            with_unit(new.value, new.unit),
            day=None if new.as_of is None else _day(new.as_of),
            possibly=not told.sure,
            cites=told.cites,
        )


def _newest(figures: list[Figure]) -> Figure | None:
    """The one published last; in file order where that is the same or not given."""

    def published(place: int) -> tuple[int, int]:
        as_of = figures[place].as_of
        return (spans(as_of)[-1][1] if as_of is not None else 0), place

    return figures[max(range(len(figures)), key=published)] if figures else None


def _between(when: When, part: Literal["whole", "start"], a: int, b: int) -> Literal["yes", "maybe"] | None:
    """Whether a day lies after ``a`` and not after ``b``: surely, possibly, or not at all (None)."""
    days = spans(when, part)
    if not any(max(first, a + 1) <= min(last, b) for first, last in days):
        return None
    sure = not when.flagged and when.shape != "label" and all(first > a and last <= b for first, last in days)
    return "yes" if sure else "maybe"


def _touches(when: When, a: int, b: int) -> Literal["yes", "maybe"] | None:
    """Whether a date touches the days after ``a`` up to ``b``: surely, possibly, or not at all (None)."""
    if a >= b or not when.possibly(a + 1, b):
        return None
    return "yes" if when.surely(a + 1, b) else "maybe"


def _day(when: When) -> int | None:
    """The day of a date that is one day."""
    return when.earliest_start if when.earliest_start == when.latest_end else None
