"""What was in force on a day, in words: each measure's state with the step that decides, and the totals' arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.present import dates, numbers
from tradetui.present.cells import clean, merge
from tradetui.present.roles import VERDICT, Line, Run, Sign

if TYPE_CHECKING:
    from tradetui.core.records import Step
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
    return f"a plan: {told}" if state.plan else told


def _in_force(state: State) -> str:
    step = state.step
    if step is None:
        return "in force"
    at = f" at {numbers.with_unit(step.rate, step.unit)}" if step.rate is not None else ""
    since = f" since {dates.of(step.start, 'plain')}" if step.start is not None else ""
    if state.plan and step.start is not None:
        since = f" from {dates.of(step.start, 'plain')}"
    until = f" until {dates.of(step.end, 'plain')}" if step.end is not None else ""
    return f"in force{at}{since}{until}"


def _not_in_force(state: State) -> str:
    step = state.step
    if step is None:
        return "not in force"
    since = f" since {dates.of(step.start, 'plain')}" if step.start is not None else ""
    until = f" until {dates.of(step.end, 'plain')}" if step.end is not None else ""
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
    told += f" on {dates.of(step.decided, 'plain')}"
    if step.start is not None:
        told += f", from {dates.of(step.start, 'plain')}"
    if step.end is not None:
        told += f" to {dates.of(step.end, 'plain')}"
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
    return [(("pending: ", "dim"), (step_words(step), "pending")) for step in state.pending]
