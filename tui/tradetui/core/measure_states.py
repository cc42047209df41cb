"""The state of every measure on a day; a parent's is made of its children's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from tradetui.core.frozen import frozen, replace
from tradetui.core.knowledge import Published, known
from tradetui.core.readings import first_day
from tradetui.core.records import Amount, Measure
from tradetui.core.states import State, Verdict

#: The instrument that frees goods from another measure: listed under its parent, never a leaf of it.
EXCLUSION = "exclusion"


@frozen
class MeasureState:
    """One measure and its state. A parent with children has the states of the children summed up in its
    verdict.

    ``measure`` is as known on the day. ``children`` are the ids of the parts that a parent's answer is made
    of, ``exclusions`` those of what is freed from it. ``rates`` are all rates in force: one, or of a parent
    each of its children's once. The verdict of a parent is "yes" where any child is in force;
    ``partly`` then says that not all are, surely. ``later``: it was not in force, and all was decided only after the
    day.
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
    later: bool = False
    side: str = ""

    @property
    def tells(self) -> bool:
        """Whether the answer for the day lists it: it was, or may have been, in force, or something was pending."""
        return self.state.verdict != "no" or (bool(self.state.pending) and not self.later)


def known_measures(
    measures: Iterable[Measure], known_on: int, published: Published
) -> tuple[list[Measure], int]:
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


def measure_states(
    measures: Sequence[Measure],
    day: int,
    known_on: int,
    of_steps: Callable[[Measure], State],
    side_of: Mapping[str, str],
) -> dict[str, MeasureState]:
    """The state of each measure by id, in file order.

    ``of_steps`` answers for one that has steps of its own; ``side_of`` gives the side of an actor id.
    """
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
            each = _of_steps(measure, of_steps(measure))
        side = side_of.get(measure.by, measure.by)
        found[measure.id] = replace(each, parent=parent, exclusions=exclusions, side=side)
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
        later=found.verdict == "no"
        and bool(measure.steps)
        and all(first_day(each.decided) > found.day for each in measure.steps),
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
        later=all(child.later for child in children),
    )
