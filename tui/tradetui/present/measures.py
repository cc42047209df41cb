"""What was in force on a day, in words: each measure's state with the step that decides, and the totals' arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.present import dates, numbers
from tradetui.present.cells import clean, fit, join, merge, width
from tradetui.present.page import Builder, Page, Phrase
from tradetui.present.printed import printed_totals
from tradetui.present.roles import VERDICT, Line, Role, Run, Sign
from tradetui.present.totals import total_at_once, whole_total

if TYPE_CHECKING:
    from tradetui.core.in_force import InForce, MeasureState, Total
    from tradetui.core.records import Amount, Step
    from tradetui.core.states import State

_PLAN = Sign("○", "o", "a plan", "status-planned")


def verdict_sign(state: State) -> Sign:
    """In force, not in force, can't tell; one that lies ahead of the day one stands on is a plan."""
    if state.plan and state.verdict == "yes":
        return _PLAN
    return VERDICT[state.verdict]


def state_words(state: State) -> str:
    """``in force at 25 percent since 10 May 2019``, ``a plan: …``, ``can't tell: …``; without what is pending."""
    told = {"yes": _in_force, "no": _not_in_force, "unsure": _cant_tell}[state.verdict](state)
    return f"a plan: {told}" if state.plan and state.verdict == "yes" else told


def _in_force(state: State) -> str:
    step = state.step
    if step is None:
        return "in force"
    at = f" at {numbers.with_unit(step.rate, step.unit)}" if step.rate is not None else ""
    since = f" since {dates.of(step.start, 'plain')}" if step.start is not None else ""
    if state.plan and step.start is not None:
        since = f" from {dates.of(step.start, 'plain')}"
    until = ""
    if step.end is not None:
        until = f" {dates.until(step.end)}"
    return f"in force{at}{since}{until}"


def _not_in_force(state: State) -> str:
    step = state.step
    if step is None:
        return "not in force"
    since = f" since {dates.of(step.start, 'plain')}" if step.start is not None else ""
    until = f" {dates.until(step.end)}" if step.end is not None else ""
    return f"not in force: {clean(step.status)}{since}{until}"


def _cant_tell(state: State) -> str:
    if state.cut:
        return "can't tell: too many of its dates are fuzzy to try every reading"
    told = "; or ".join(step_words(step) for step in state.disagree)
    return f"can't tell: {told}" if told else "can't tell"


def step_words(step: Step) -> str:
    """``25 percent adopted on 9 May 2019, from 10 May 2019``."""
    rate = numbers.with_unit(step.rate, step.unit)
    told = f"{rate} {step.status}" if rate else step.status
    told += f" {dates.on(step.decided)}"
    if step.start is not None:
        told += f", from {dates.of(step.start, 'plain')}"
    elif step.status == "adopted":
        told += ", from a day that is not given"
    if step.end is not None:
        told += f" {dates.until(step.end, 'to')}"
    return clean(told)


def state_line(state: State, ascii_only: bool = False) -> Line:
    """The state with its sign."""
    sign = verdict_sign(state)
    line: list[Run] = [(f"{sign.draw(ascii_only)} ", sign.role), (state_words(state), sign.role)]
    if state.doubt:
        line.append((", taking a doubtful date as it is written", "doubt"))
    return merge(line)


def pending_lines(state: State) -> list[Line]:
    """What is told beside the answer: proposed, put off, withdrawn, or decided for later."""
    lines: list[Line] = []
    for step in sorted(state.pending, key=lambda it: _after(it, state.day)):
        pending = "" if step.status in ("withdrawn", "postponed") else "pending: "
        lead = "decided later: " if _after(step, state.day) else pending
        lines.append(merge(((lead, "dim"), (step_words(step), "pending"))))
    return lines


def _after(step: Step, day: int) -> bool:
    """Whether a step was surely decided only after a day."""
    return step.decided.earliest_start is not None and step.decided.earliest_start > day


# -- the whole answer ----------------------------------------------------------------------------------------


def in_force_page(
    answer: InForce,
    cells: int,
    *,
    names: Mapping[str, str],
    sides: Sequence[str] = (),
    all_measures: bool = False,
    ascii_only: bool = False,
) -> Page:
    """Every side's measures in force on the day: state, rate, value, the step that decides and its source.

    ``names`` turns ids into what people call them; ``sides`` are the sides in the order to show. Measures
    that are not in force and of which nothing is pending are counted only, unless ``all_measures``.
    """
    builder = Builder(max(20, cells), ascii_only)
    at = f", {clean(answer.at)}{' ' + clean(answer.zone) if answer.zone else ''}" if answer.at else ""
    builder.flow(
        (
            (
                f"{'A plan for' if answer.day > answer.known_on else 'In force on'} {dates.day(answer.day)}{at}",
                "heading",
            ),
            (f", as known on {dates.day(answer.known_on)}", "dim"),
        )
    )
    for note in answer.notes:
        builder.text(clean(note), "warn")
    titles = {each.measure.id: clean(each.measure.title) for each in answer.measures}
    known = {**{key: clean(name) for key, name in names.items()}, **titles}
    grouped = by_side(answer)
    order = {side: place for place, side in enumerate(sides)}
    for side in sorted(grouped, key=lambda it: order.get(it, len(order))):
        states = grouped[side]
        totals = [total for total in answer.totals if total.by == side]
        _heading(builder, known.get(side, clean(side)), states, totals, known, all_measures)
        _states(builder, states, known, all_measures, ascii_only)
        for total in totals:
            whole_total(builder, total, known)
        printed_totals(builder, answer.printed, side, known)
    if not answer.measures:
        builder.blank()
        builder.text("No measure was known yet.", "dim")
    if answer.hidden:
        builder.blank()
        builder.text(
            f"{numbers.count(answer.hidden, 'measure')} not known yet on {dates.day(answer.known_on)}",
            "doubt",
        )
    return builder.page()


def by_side(answer: InForce) -> dict[str, list[MeasureState]]:
    """The measures of each side, in the order of the answer; of an actor without a side under its own id."""
    grouped: dict[str, list[MeasureState]] = {}
    for each in answer.measures:
        grouped.setdefault(each.side or each.measure.by, []).append(each)
    return grouped


def _shown(states: Sequence[MeasureState], all_measures: bool) -> list[MeasureState]:
    """The measures that are listed."""
    return [it for it in states if all_measures or it.tells]


def _one_unit(shown: Sequence[MeasureState]) -> str:
    """The unit in which all values are counted; none where they differ."""
    units = {value_unit(it) for it in shown if it.value is not None}
    return units.pop() if len(units) == 1 else ""


def _heading(
    builder: Builder,
    side: str,
    states: Sequence[MeasureState],
    totals: Sequence[Total],
    names: Mapping[str, str],
    all_measures: bool,
) -> None:
    """Whose measures follow, and what they come to: that is what most look for."""
    unit = _one_unit(_shown(states, all_measures))
    builder.heading(side, f"values in {unit}" if unit else "")
    for total in totals:
        if not total.tree and total.addends:
            total_at_once(builder, total, names)


def _states(
    builder: Builder,
    states: Sequence[MeasureState],
    names: Mapping[str, str],
    all_measures: bool,
    ascii_only: bool,
) -> None:
    shown = _shown(states, all_measures)
    unit = _one_unit(shown)
    facts = [_facts(it, unit) for it in shown if it.state.verdict == "yes"]
    columns = _Columns(unit, facts, builder)
    if facts and columns.room:
        builder.line(columns.header())
    before: MeasureState | None = None
    for each in _under_parents(shown):
        _measure(builder, each, before, columns, names, ascii_only)
        before = each
    _left_out(builder, states, shown)


def _left_out(builder: Builder, states: Sequence[MeasureState], shown: Sequence[MeasureState]) -> None:
    """How many measures are not listed, and why."""
    listed = {it.measure.id for it in shown}
    left = [it for it in states if it.measure.id not in listed]
    later = sum(it.later for it in left)
    others = "other measure" if shown else "measure"
    if len(left) > later:
        builder.text(f"{numbers.count(len(left) - later, others)} not in force", "dim", indent=2)
    if later:
        builder.text(f"{numbers.count(later, others)} decided only after that day", "dim", indent=2)


def _under_parents(states: Sequence[MeasureState]) -> list[MeasureState]:
    """Children right after their parents, all else in its order."""
    there = {it.measure.id for it in states}
    below: dict[str, list[MeasureState]] = {}
    for each in states:
        below.setdefault(each.parent if each.parent in there else "", []).append(each)
    ordered: list[MeasureState] = []

    def add(parent: str) -> None:
        for each in below.get(parent, ()):
            ordered.append(each)
            add(each.measure.id)

    add("")
    return ordered


_Facts = tuple[str, str, str, str]
_ROLES: tuple[Role, ...] = ("number", "number", "dim", "date")
# A column is cut at these widths, and titles need so many cells beside them.
_MOST = (26, 22, 12, 24)
_LEAST_TITLE = 24
_LEAST_RATE = 12


class _Columns:
    """Where rate, value, tariff lines and the day stand, beside the titles of one side's measures."""

    def __init__(self, unit: str, facts: Sequence[_Facts], builder: Builder) -> None:
        """As wide as the facts ask for; ``room`` is what is left for titles, 0 if that is too little."""
        self.unit = unit
        self.titles = ("rate", "value", "lines", "since")
        used = [any(row[place] for row in facts) for place in range(4)]
        self.sizes = [
            min(most, max(width(title), *(width(row[place]) for row in facts))) if there else 0
            for place, (title, most, there) in enumerate(zip(self.titles, _MOST, used, strict=True))
        ]
        self.cut = builder.cut
        room = builder.width - sum(size + 2 for size in self.sizes if size)
        if room < _LEAST_TITLE and self.sizes[0] > _LEAST_RATE:
            # several rates of one parent may be cut: its parts tell them
            given = min(_LEAST_TITLE - room, self.sizes[0] - _LEAST_RATE)
            self.sizes[0] -= given
            room += given
        self.room = room if room >= _LEAST_TITLE else 0

    def header(self) -> Line:
        """The titles of the columns."""
        return ((" " * self.room + self._row(self.titles), "label"),)

    def line(self, facts: _Facts) -> Line:
        """The facts of one measure, in their columns."""
        parts = zip(facts, self.sizes, _ROLES, strict=True)
        return merge(("  " + fit(part, size, "right", self.cut), role) for part, size, role in parts if size)

    def _row(self, parts: Sequence[str]) -> str:
        return "".join(
            "  " + fit(part, size, "right") for part, size in zip(parts, self.sizes, strict=True) if size
        )


def _measure(
    builder: Builder,
    each: MeasureState,
    before: MeasureState | None,
    columns: _Columns,
    names: Mapping[str, str],
    ascii_only: bool,
) -> None:
    """One measure: its state in columns, and under it what decides, by which source, and what is pending."""
    sign = verdict_sign(each.state)
    indent = 2 if each.parent else 0
    title = Phrase(((" " * indent, "text"), (f"{sign.draw(ascii_only)} ", sign.role)))
    title.add(clean(each.measure.title), "title", ("record", each.measure.id))
    under: Line = ((" " * (indent + 2), "text"),)
    facts = _facts(each, columns.unit)
    if each.state.verdict != "yes":
        title.add("  ").add(state_words(each.state), sign.role)
        builder.flow(title, indent=indent + 2)
    elif columns.room:
        builder.beside(title, columns.room, columns.line(facts), indent + 2)
    else:
        builder.flow(title, indent=indent + 2)
        rate, _, lines, since = facts
        whole = numbers.money(each.value, each.currency, _scale(each))
        parts = (rate, whole, f"{lines} lines" if lines else "", f"since {since}" if since else "")
        packed = [(part, role) for part, role in zip(parts, _ROLES, strict=True) if part]
        builder.flow(join([(run,) for run in packed], ((f" {builder.marks.dot} ", "dim"),)), first=under)
    if each.partly:
        builder.flow((("not all of its parts are surely in force", "doubt"),), first=under)
    _decided(builder, each, before, names, under)
    for line in pending_lines(each.state):
        builder.flow(line, first=under)


def _facts(each: MeasureState, unit: str) -> _Facts:
    """Rate, value (its unit left out where it is the ``unit`` of all), tariff lines, since when."""
    rate = numbers.with_unit(each.rate, each.unit)
    if not rate and each.rates:
        rate = rates_words(each.rates)
    own = value_unit(each)
    value = (
        numbers.amount(each.value) if own == unit else numbers.money(each.value, each.currency, _scale(each))
    )
    step = each.state.step
    since = dates.of(step.start, "short") if step is not None and step.start is not None else ""
    return rate, value, numbers.amount(each.lines), since


def rates_words(rates: Sequence[tuple[Amount, str]]) -> str:
    """Several rates, each unit once: ``5, 10 percent; 34 EUR a passenger``."""
    by_unit: dict[str, list[str]] = {}
    for rate, unit in rates:
        by_unit.setdefault(unit if rate.exact else "", []).append(
            numbers.amount(rate) if rate.exact else numbers.with_unit(rate, unit)
        )
    return "; ".join(
        f"{', '.join(dict.fromkeys(held))} {clean(unit)}".strip() for unit, held in by_unit.items()
    )


def _scale(each: MeasureState) -> str:
    return each.measure.base.unit if each.measure.base is not None else ""


def value_unit(each: MeasureState) -> str:
    """The unit in which the goods of a measure are counted: ``billion US dollars``."""
    return numbers.currency_unit(each.currency, _scale(each))


def _decided(
    builder: Builder,
    each: MeasureState,
    before: MeasureState | None,
    names: Mapping[str, str],
    under: Line,
) -> None:
    """The step that decides, with the day it was decided and each of its sources."""
    step = each.state.step
    if step is None:
        return
    told = f"decided {dates.on(step.decided)}"
    former = before.state.step if before is not None else None
    if former is not None and (former.decided, former.cites, former.legal) == (
        step.decided,
        step.cites,
        step.legal,
    ):
        builder.flow(((f"{told}, with the one above", "dim"),), first=under)
        return
    phrase = Phrase(((told, "dim"),))
    if step.legal:
        phrase.add(f", {clean(step.legal)}", "dim")
    for number, cite in enumerate(step.cites):
        phrase.add(": " if number == 0 else "; ", "dim")
        phrase.add(names.get(cite.source, clean(cite.source)), "link", ("record", cite.source))
    if not step.cites:
        phrase.add(": no source for this step", "warn")
    builder.flow(phrase, first=under)
