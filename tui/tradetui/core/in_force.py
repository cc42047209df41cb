"""What was in force on a day: every measure with its state, and totals with their arithmetic.

The goods of a parent's children are taken to be different goods, so their values add up. Whether two measures
that stand apart cover the same goods is not known, unless a ``part-of`` link says so: one whose goods are
part of another's is not added again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import time

from tradetui.core.amounts import text, total
from tradetui.core.frozen import frozen
from tradetui.core.knowledge import Published, known
from tradetui.core.readings import FIRST, LAST, spans
from tradetui.core.records import Amount, Measure, Step
from tradetui.core.states import State, Verdict, state

#: The instrument that frees goods from another measure: listed under its parent, never a leaf of it.
EXCLUSION = "exclusion"


@frozen
class MeasureState:
    """One measure and its state. A parent with children has the states of the children summed up in its
    verdict.

    ``measure`` is as known on the day. ``children`` are the ids of the parts that a parent's answer is made
    of, ``exclusions`` those of what is freed from it. ``rates`` are all rates in force: one, or of a parent
    each of its children's once. ``decides``: the verdict of a parent is "yes" where any child is in force;
    ``partly`` then says that not all are, surely.
    """

    measure: Measure
    state: State
    parent: str = ""
    children: tuple[str, ...] = ()
    rate: Amount | None = None
    unit: str = ""
    value: Amount | None = None
    currency: str = ""
    lines: Amount | None = None
    exclusions: tuple[str, ...] = ()
    rates: tuple[tuple[Amount, str], ...] = ()
    partly: bool = False


@frozen
class Addend:
    """One line of a total's arithmetic: the measure, the amount, and the sign it goes in with."""

    measure: str
    title: str
    amount: Amount
    sign: int = 1
    rate: Amount | None = None
    rate_unit: str = ""
    #: Whether this is a parent's value of which not all children are in force.
    partly: bool = False


@frozen
class Total:
    """The trade that one side's measures cover, per currency and unit, with the sum written out.

    ``by`` and ``against`` are sides where the actors have one. ``unsure`` are ids of measures that may or may
    not be in force and are not in ``amount``; ``without_value`` those in force that print no value;
    ``exclusions`` those in force without a value, so not taken off; ``within`` those in force whose goods are
    part of another addend's, so not added again; ``by_rate`` the same sum split by rate.
    ``tree``: the parent whose children alone are added here; empty for all measures of the side.
    A side of which no measure in force prints a value has a total whose amount has no value either.
    """

    by: str
    against: str
    currency: str
    unit: str
    amount: Amount
    addends: tuple[Addend, ...]
    by_rate: tuple[tuple[str, Amount], ...] = ()
    unsure: tuple[str, ...] = ()
    without_value: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    tree: str = ""


@frozen
class InForce:
    """The answer for a day as known on another; ``notes`` say what a reader must know ("after the record
    ends").

    ``hidden``: how many measures were not yet known.
    """

    day: int
    known_on: int
    at: str
    zone: str
    measures: tuple[MeasureState, ...]
    totals: tuple[Total, ...]
    notes: tuple[str, ...] = ()
    hidden: int = 0


@frozen
class Point:
    """From ``day`` on, one side's measures cover ``amount`` at ``rates``, until the next point.

    ``rates``: (measure id, rate, unit) of each measure in force that has one; ``unsure``: ids of those that
    may be.
    """

    day: int
    amount: Amount | None
    by_rate: tuple[tuple[str, Amount], ...] = ()
    rates: tuple[tuple[str, Amount, str], ...] = ()
    unsure: tuple[str, ...] = ()
    currency: str = ""
    unit: str = ""


def in_force(
    measures: Iterable[Measure],
    day: int,
    known_on: int,
    *,
    at: time | None = None,
    zone: str = "",
    published: Published | None = None,
    side_of: Mapping[str, str] | None = None,
    end_of_record: int | None = None,
) -> InForce:
    """The state of every measure known on ``known_on``, on ``day``, with totals.

    ``at`` and ``zone`` as for :func:`~tradetui.core.states.state`. ``published`` of each source by id;
    ``side_of`` gives the side of an actor id, so that what several bodies of one side impose adds up.
    """
    known_measures, hidden = _known(measures, known_on, published or {})
    states = _states(known_measures, day, known_on, at, zone)
    notes = []
    if end_of_record is not None and known_on > end_of_record:
        notes.append("known on a day after the record ends")
    if end_of_record is not None and day > end_of_record:
        notes.append("after the record ends")
    if any(each.state.cut for each in states.values()):
        notes.append("too many dates in doubt to try every reading of a measure: can't tell")
    return InForce(
        day,
        known_on,
        "" if at is None else at.strftime("%H:%M"),
        zone if at is not None else "",
        tuple(states.values()),
        tuple(totals(states, side_of or {})),
        tuple(notes),
        hidden,
    )


def series(
    measures: Iterable[Measure],
    by: str,
    first: int,
    last: int,
    known_on: int,
    *,
    published: Published | None = None,
    side_of: Mapping[str, str] | None = None,
) -> list[Point]:
    """The days within ``first``..``last`` from which one side's measures cover something else, as known on
    a day.

    ``by`` is a side (or an actor without one). Where its measures are counted in several currencies or units
    there is a point for each.
    """
    side_of = side_of or {}
    known_measures, _ = _known(measures, known_on, published or {})
    own = [m for m in known_measures if side_of.get(m.by, m.by) == by]
    days = sorted(
        {first, *(day for m in own for s in m.steps for day in turning_days(s) if first < day <= last)}
    )
    points: dict[tuple[str, str], list[Point]] = {}
    for day in days:
        states = _states(own, day, known_on, None, "")
        rates = tuple(
            (each.measure.id, each.rate, each.unit)
            for each in states.values()
            if each.state.verdict == "yes" and not each.children and each.rate is not None
        )
        unsure = tuple(
            i for i, each in states.items() if each.state.verdict == "unsure" and not each.children
        )
        found = {(t.currency, t.unit): t for t in _merged(totals(states, side_of))}
        for key in found.keys() | points.keys() or {("", "")}:
            sum_ = found.get(key)
            point = Point(
                day,
                None if sum_ is None else sum_.amount,
                () if sum_ is None else sum_.by_rate,
                rates,
                unsure,
                *key,
            )
            line = points.setdefault(key, [])
            if not line or replace(line[-1], day=day) != point:
                line.append(point)
    return sorted((p for line in points.values() for p in line), key=lambda p: (p.day, p.currency, p.unit))


def turning_days(step: Step) -> set[int]:
    """The days on which a step may begin to count or cease to: its effect's first day, and the one after
    its last.
    """
    days: set[int] = set()
    for when, part in ((step.start or step.decided, "start"), (step.end, "end")):
        if when is None:
            continue
        for first, last in spans(when, "start" if part == "start" else "end"):
            days.update((first, last) if part == "start" else (first + 1, last + 1))
    return {day for day in days if FIRST < day < LAST}


def totals(states: Mapping[str, MeasureState], side_of: Mapping[str, str]) -> list[Total]:
    """The totals of each side: all its measures, then each parent alone where that is not the same sum."""
    found = []
    sides: dict[tuple[str, str], list[MeasureState]] = {}
    for each in states.values():
        if not each.parent:
            by, against = each.measure.by, each.measure.against
            sides.setdefault((side_of.get(by, by), side_of.get(against, against)), []).append(each)
    for (by, against), roots in sides.items():
        whole = _Sum(states).add(roots)
        sums = whole.totals(by, against, "")
        found.extend(sums)
        for root in roots:
            tree = _Sum(states).add([root]).totals(by, against, root.measure.id) if root.children else []
            found.extend(t for t in tree if len(t.addends) > 1 and all(t.addends != s.addends for s in sums))
    return found


def _known(measures: Iterable[Measure], known_on: int, published: Published) -> tuple[list[Measure], int]:
    """The measures known on a day, a parent with the first of its children; and how many were not."""
    all_measures = list(measures)
    told: dict[str, Measure] = {}
    for measure in all_measures:
        answer = known(measure, known_on, published)
        if answer is not None and isinstance(answer.record, Measure):
            told[measure.id] = answer.record
    by_id = {measure.id: measure for measure in all_measures}
    for measure in list(told.values()):
        above = by_id.get(measure.parent)
        while above is not None and above.id not in told:
            told[above.id] = replace(above, cites=())
            above = by_id.get(above.parent)
    return [told[m.id] for m in all_measures if m.id in told], len(all_measures) - len(told)


def _states(
    measures: Sequence[Measure], day: int, known_on: int, at: time | None, zone: str
) -> dict[str, MeasureState]:
    """The state of each measure by id, in file order; parents after their children have been answered."""
    ids = {measure.id for measure in measures}
    parts: dict[str, list[Measure]] = {}
    freed: dict[str, list[str]] = {}
    for measure in measures:
        if measure.parent in ids and measure.instrument == EXCLUSION:
            freed.setdefault(measure.parent, []).append(measure.id)
        elif measure.parent in ids:
            parts.setdefault(measure.parent, []).append(measure)
    found: dict[str, MeasureState] = {}

    def answer(measure: Measure, above: frozenset[str]) -> MeasureState:
        if measure.id in found:
            return found[measure.id]
        parent = measure.parent if measure.parent in ids else ""
        exclusions = tuple(freed.get(measure.id, ()))
        children = [c for c in parts.get(measure.id, ()) if c.id not in above]
        if children:
            answers = [answer(child, above | {measure.id}) for child in children]
            each = _of_children(measure, answers, day, known_on)
        else:
            each = _of_steps(measure, state(measure.steps, day, known_on, at=at, zone=zone))
        found[measure.id] = replace(each, parent=parent, exclusions=exclusions)
        return found[measure.id]

    return {measure.id: answer(measure, frozenset({measure.id})) for measure in measures}


def _of_steps(measure: Measure, found: State) -> MeasureState:
    """A measure's state with rate, value and lines: the deciding step's own, else the measure's."""
    step = found.step if found.verdict == "yes" else None
    base = measure.base
    rate = None if step is None else step.rate
    unit = "" if step is None else step.unit
    return MeasureState(
        measure,
        found,
        rate=rate,
        unit=unit,
        value=step.value if step is not None and step.value is not None else (base.value if base else None),
        currency=base.currency if base else "",
        lines=step.lines if step is not None and step.lines is not None else measure.lines,
        rates=() if rate is None else ((rate, unit),),
    )


def _of_children(measure: Measure, children: list[MeasureState], day: int, known_on: int) -> MeasureState:
    """A parent's state: in force where any child is, not where none is, and else it can't be told."""
    verdicts = [child.state.verdict for child in children]
    verdict: Verdict = "yes" if "yes" in verdicts else "unsure" if "unsure" in verdicts else "no"
    rates: dict[tuple[Amount, str], None] = {}
    for child in children:
        rates.update(dict.fromkeys(child.rates))
    plan = day > known_on
    (rate, unit) = next(iter(rates)) if len(rates) == 1 else (None, "")
    base = measure.base
    return MeasureState(
        measure,
        State(day, known_on, verdict, plan=plan),
        children=tuple(child.measure.id for child in children),
        rate=rate,
        unit=unit,
        value=base.value if base else None,
        currency=base.currency if base else "",
        lines=measure.lines,
        rates=tuple(rates),
        partly=verdict == "yes" and (set(verdicts) != {"yes"} or any(child.partly for child in children)),
    )


class _Sum:
    """Gathers the addends of some measures and what stays out."""

    def __init__(self, states: Mapping[str, MeasureState]) -> None:
        """Nothing added yet."""
        self.states = states
        self.addends: dict[tuple[str, str], list[Addend]] = {}
        self.unsure: list[str] = []
        self.without_value: list[str] = []
        self.exclusions: list[str] = []
        self.within: list[str] = []

    def add(self, roots: Iterable[MeasureState]) -> _Sum:
        """Add trees of measures."""
        for root in roots:
            if root.measure.instrument != EXCLUSION:
                self._tree(root)
        return self

    def totals(self, by: str, against: str, tree: str) -> list[Total]:
        """One total for each currency and unit; one without an amount where nothing has a value."""
        out = (
            tuple(self.unsure),
            tuple(self.without_value),
            tuple(self.exclusions),
            tuple(self.within),
            tree,
        )
        if not self.addends:
            any_out = self.unsure or self.without_value
            return [Total(by, against, "", "", Amount(), (), (), *out)] if any_out else []
        return [
            Total(by, against, currency, unit, _sum(addends), tuple(addends), _by_rate(addends), *out)
            for (currency, unit), addends in self.addends.items()
        ]

    def _tree(self, each: MeasureState) -> None:
        for freed in each.exclusions:
            self._exclusion(self.states[freed], each)
        children = [self.states[child] for child in each.children]
        if children and any(_has_value(leaf) for child in children for leaf in self._leaves(child)):
            for child in children:
                self._tree(child)
        elif each.state.verdict == "unsure":
            self.unsure.append(each.measure.id)
        elif each.state.verdict == "yes":
            self._leaf(each, children)

    def _leaf(self, each: MeasureState, children: list[MeasureState]) -> None:
        """Add a measure in force; of a parent whose leaves have no values its own value, once."""
        self.unsure.extend(child.measure.id for child in children if child.state.verdict == "unsure")
        if self._is_part(each):
            self.within.append(each.measure.id)
        elif not _has_value(each):
            self.without_value.append(each.measure.id)
        else:
            self._enter(each, 1)

    def _exclusion(self, each: MeasureState, parent: MeasureState) -> None:
        if parent.state.verdict != "yes" or each.state.verdict == "no":
            return
        if each.state.verdict == "unsure":
            self.unsure.append(each.measure.id)
        elif _has_value(each):
            self._enter(each, -1, parent)
        else:
            self.exclusions.append(each.measure.id)

    def _enter(self, each: MeasureState, sign: int, rated: MeasureState | None = None) -> None:
        """One addend; an exclusion is taken off at the rate of what it frees from."""
        base = each.measure.base
        assert base is not None or each.value is not None
        key = ("", "") if base is None else (base.currency, base.unit)
        amount = each.value
        assert amount is not None
        at = rated or each
        rate = at.rate
        if rate is None and at.rates:
            rate = Amount(words=" and ".join(text(r) for r, _ in at.rates))
        unit = at.unit or next((u for _, u in at.rates), "")
        entry = Addend(each.measure.id, each.measure.title, amount, sign, rate, unit, each.partly)
        self.addends.setdefault(key, []).append(entry)

    def _leaves(self, each: MeasureState) -> Iterable[MeasureState]:
        if not each.children:
            yield each
        for child in each.children:
            yield from self._leaves(self.states[child])

    def _is_part(self, each: MeasureState) -> bool:
        """Whether its goods are part of those of another measure in force that has a value."""
        for link in each.measure.links:
            other = self.states.get(link.to) if link.rel == "part-of" else None
            if other is not None and other.state.verdict == "yes" and _has_value(other):
                return True
        return False


def _has_value(each: MeasureState) -> bool:
    return each.value is not None and each.value.value is not None


def _sum(addends: Iterable[Addend]) -> Amount:
    return total((addend.sign, addend.amount) for addend in addends)


def _by_rate(addends: Iterable[Addend]) -> tuple[tuple[str, Amount], ...]:
    """The sum split by rate, the highest first; those without a rate last, under an empty one."""
    groups: dict[str, list[Addend]] = {}
    for addend in addends:
        label = "" if addend.rate is None else f"{text(addend.rate)} {addend.rate_unit}".strip()
        groups.setdefault(label, []).append(addend)

    def height(group: tuple[str, list[Addend]]) -> float:
        rate = group[1][0].rate
        return -1.0 if rate is None else rate.value if rate.value is not None else 0.0

    return tuple((label, _sum(group)) for label, group in sorted(groups.items(), key=height, reverse=True))


def _merged(sums: Iterable[Total]) -> Iterable[Total]:
    """One total for each currency and unit, whatever it is against; parents' own left out."""
    groups: dict[tuple[str, str], list[Total]] = {}
    for each in sums:
        if not each.tree and each.amount.value is not None:
            groups.setdefault((each.currency, each.unit), []).append(each)
    for (currency, unit), group in groups.items():
        addends = tuple(addend for each in group for addend in each.addends)
        yield Total(group[0].by, "", currency, unit, _sum(addends), addends, _by_rate(addends))
