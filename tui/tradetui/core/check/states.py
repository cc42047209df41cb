"""Rules of dated states: history and steps, and what the record itself says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tradetui.core.check.model import Finding, Ground, Rule, a_day, surely_before
from tradetui.core.fields.validate import Path
from tradetui.core.records import Amount, HistoryEntry, Measure, Step
from tradetui.core.states import event_state


def out_of_order(ground: Ground) -> Iterator[Finding]:
    """Entries that stand before others they come after."""
    for event in ground.events:
        for position, (one, other) in enumerate(pairwise(event.history), start=1):
            if surely_before(other.on, one.on):
                reason = f"dated {a_day(other.on)}, but stands after {a_day(one.on)}"
                yield Finding(event, ("history", position, "on"), reason, "put the entries in order of time")
    for measure in ground.measures:
        for position, (first, second) in enumerate(pairwise(measure.steps), start=1):
            if surely_before(second.decided, first.decided):
                reason = f"decided {a_day(second.decided)}, but stands after {a_day(first.decided)}"
                yield Finding(
                    measure, ("steps", position, "decided"), reason, "put the steps in order of time"
                )


def last_entry(ground: Ground) -> Iterator[Finding]:
    """An event whose own status or date is not that of its last history entry.

    Where fuzzy days leave open which entry is the last, the status may be that of any that may be.
    """
    for event in ground.events:
        if not event.history:
            continue
        told = event_state(event, _EVER)
        last = [told.entry] if told.entry is not None else list(told.disagree)
        if last and event.status not in {entry.status for entry in last}:
            said = '" or "'.join(dict.fromkeys(entry.status for entry in last))
            reason = f'the status is "{event.status}", but the last history entry says "{said}"'
            yield Finding(event, ("status",), reason, "make them the same")
        dated = next((e for e in sorted(event.history, key=_day)[::-1] if e.when is not None), None)
        if dated is not None and event.when != dated.when:
            own = f'"{event.when}"' if event.when else "missing"
            reason = f'`when` is {own}, but the last history entry with one says "{dated.when}"'
            yield Finding(event, ("when",), reason, "make them the same")


#: After every day that a record can tell of.
_EVER = 3_652_059


def _day(entry: HistoryEntry) -> int:
    return entry.on.hi if entry.on.hi is not None else 10**7


def early_summary(ground: Ground) -> Iterator[Finding]:
    """A summary of the outcome with no earlier one: before it was known nothing can be told."""
    for event in ground.events:
        if (
            event.summary
            and len(event.history) > 1
            and not any(entry.summary for entry in event.history[:-1])
        ):
            reason = "`summary` is told from the last history entry on, and no entry before it has one"
            yield Finding(
                event, ("history", 0), reason, "give the earlier entries a `summary` of what was known then"
            )


def retroactive(ground: Ground) -> Iterator[Finding]:
    """A step decided after it takes effect."""
    for measure, position, step in _steps(ground):
        if surely_before(step.start, step.decided) and not step.note:
            reason = f"decided {a_day(step.decided)}, after it takes effect {a_day(step.start)}"
            yield Finding(
                measure, ("steps", position, "from"), reason, "say in its `note` that it is retroactive"
            )


def nothing_replaced(ground: Ground) -> Iterator[Finding]:
    """Something put off or withdrawn, and not said what."""
    for measure, position, step in _steps(ground):
        if step.status in ("postponed", "withdrawn") and not step.replaces:
            reason = f"{step.status}, but `replaces` doesn't say what: that stays in force"
            yield Finding(
                measure, ("steps", position), reason, "name the steps it puts off or withdraws in `replaces`"
            )


def later_replaced(ground: Ground) -> Iterator[Finding]:
    """A step that replaces one decided after it."""
    for measure, position, step in _steps(ground):
        decided = {each.id: each.decided for each in measure.steps}
        for number, name in enumerate(step.replaces):
            if surely_before(step.decided, decided.get(name)):
                reason = f'replaces "{name}", which is decided later'
                path = ("steps", position, "replaces", number)
                yield Finding(measure, path, reason, "correct a day, or turn `replaces` round")


def parent_with_steps(ground: Ground) -> Iterator[Finding]:
    """A parent has no steps: its answer is that of its children. An exclusion is no such child."""
    parts: dict[str, list[str]] = {}
    for measure in ground.measures:
        if measure.parent and measure.instrument != "exclusion":
            parts.setdefault(measure.parent, []).append(measure.id)
    for measure in ground.measures:
        if measure.steps and measure.id in parts:
            children = ", ".join(parts[measure.id][:3]) + (", ..." if len(parts[measure.id]) > 3 else "")
            reason = f"it has steps and is the parent of {children}"
            yield Finding(measure, ("steps",), reason, "move the steps to the children")


def no_steps(ground: Ground) -> Iterator[Finding]:
    """A measure that can't be told to be in force or not."""
    parents = {measure.parent for measure in ground.measures if measure.instrument != "exclusion"}
    for measure in ground.measures:
        if not measure.steps and measure.id not in parents:
            yield Finding(
                measure,
                (),
                "a measure with neither steps nor children",
                "give its dated decisions as `steps`",
            )


def rate_without_unit(ground: Ground) -> Iterator[Finding]:
    """A rate of what?"""
    for measure, position, step in _steps(ground):
        if step.rate is not None and not step.unit:
            yield Finding(
                measure, ("steps", position, "rate"), "a rate without `unit`", 'say unit = "percent"'
            )
        elif step.rate is None and step.status == "adopted" and measure.instrument == "tariff":
            yield Finding(
                measure, ("steps", position), "an adopted step of a tariff without `rate`", "give it"
            )


def numbers(ground: Ground) -> Iterator[Finding]:
    """Numbers that can't be: below nought, parts of a line."""
    for measure in ground.measures:
        covered = measure.base.value if measure.base is not None else None
        amounts: list[tuple[Path, Amount | None]] = [
            (("lines",), measure.lines),
            (("base", "value"), covered),
        ]
        for position, step in enumerate(measure.steps):
            amounts += [
                (("steps", position, "rate"), step.rate),
                (("steps", position, "value"), step.value),
                (("steps", position, "lines"), step.lines),
            ]
        for path, amount in amounts:
            for number in _numbers(amount):
                if number < 0:
                    yield Finding(measure, path, f"{number} is below nought", "write it without a sign")
                elif path[-1] == "lines" and number != int(number):
                    yield Finding(measure, path, f"{number} lines: not a whole number", "correct it")


def _numbers(amount: Amount | None) -> list[float]:
    if amount is None:
        return []
    return [number for number in (amount.value, amount.low, amount.high) if number is not None]


def units_differ(ground: Ground) -> Iterator[Finding]:
    """A child whose value can't be added to that of its siblings."""
    measures = {measure.id: measure for measure in ground.measures}
    for measure in ground.measures:
        parent = measures.get(measure.parent)
        if parent is None or parent.base is None or measure.base is None or measure.base.value is None:
            continue
        own, above = (measure.base.unit, measure.base.currency), (parent.base.unit, parent.base.currency)
        if parent.base.value is not None and own != above:
            reason = f"counted in {' '.join(own)}, its parent in {' '.join(above)}"
            yield Finding(measure, ("base",), reason, "give both in one unit, so that they can be added")


def _steps(ground: Ground) -> Iterator[tuple[Measure, int, Step]]:
    for measure in ground.measures:
        for position, step in enumerate(measure.steps):
            yield measure, position, step


RULES = (
    Rule("out-of-order", "warning", "history entries or steps that are not in order of time", out_of_order),
    Rule("last-entry", "error", "`status` or `when` differs from the last history entry", last_entry),
    Rule(
        "early-summary",
        "warning",
        "`summary` tells the outcome and no earlier history entry has one",
        early_summary,
    ),
    Rule("retroactive", "warning", "a step decided after its `from`, without a note", retroactive),
    Rule(
        "nothing-replaced",
        "warning",
        "a step postponed or withdrawn that names no other in `replaces`",
        nothing_replaced,
    ),
    Rule("later-replaced", "warning", "a step that replaces one decided after it", later_replaced),
    Rule(
        "parent-with-steps", "error", "a measure with children that has steps of its own", parent_with_steps
    ),
    Rule("no-steps", "warning", "a measure with neither steps nor children", no_steps),
    Rule(
        "no-rate",
        "warning",
        "a rate without unit, or an adopted step of a tariff without rate",
        rate_without_unit,
    ),
    Rule("bad-number", "error", "a number below nought, or a part of a line", numbers),
    Rule("units-differ", "warning", "a child counted in another unit than its parent", units_differ),
)
