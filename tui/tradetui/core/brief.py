"""States in a few plain words, for answers that list many of them side by side.

The screens' own sentences are made in ``present``; these are the values that machines read too.
"""

from __future__ import annotations

from tradetui.core.amounts import with_unit
from tradetui.core.records import Step
from tradetui.core.states import State


def step_words(step: Step) -> str:
    """``adopted: 25 percent from 10 May 2019``."""
    parts = [with_unit(step.rate, step.unit)]
    if step.start is not None:
        parts.append(f"from {step.start.words('plain')}")
    if step.end is not None:
        parts.append(f"to {step.end.words('plain')}")
    told = " ".join(part for part in parts if part)
    return f"{step.status}: {told}" if told else step.status


def state_words(state: State) -> str:
    """``in force: 10 percent; postponed``: the verdict, and what is pending beside it."""
    plan = "a plan: " if state.plan else ""
    if state.verdict == "unsure":
        told = "can't tell: " + " or ".join(step_words(step) for step in state.disagree)
    elif state.verdict == "no":
        stopped = f" ({state.step.status})" if state.step is not None else ""
        told = f"not in force{stopped}"
    else:
        rate = "" if state.step is None else with_unit(state.step.rate, state.step.unit)
        told = f"in force: {rate}" if rate else "in force"
    return "; ".join([plan + told, *(step_words(step) for step in state.pending)])
