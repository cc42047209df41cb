"""The one function for dated states: the state for day D, as known on day K.

An event's ``history`` and a measure's ``steps`` are the same thing. Days are proleptic ordinals. The four rules
stand in ``docs/architecture.md`` under *Two clocks*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tradetui.core.records import Step

Verdict = Literal["yes", "no", "unsure"]


@dataclass(frozen=True, slots=True)
class State:
    """The answer for one measure.

    ``step`` decides (None when nothing ever covered the day); ``pending`` are the entries told beside the answer,
    each proposed, postponed or withdrawn and still standing, and adopted ones that begin after the day;
    ``disagree`` the entries whose readings give different answers when the verdict is "unsure";
    ``changes`` the entries that take effect or end on the day itself. ``plan``: the day is after ``known_on``.
    """

    day: int
    known_on: int
    verdict: Verdict
    step: Step | None = None
    pending: tuple[Step, ...] = ()
    disagree: tuple[Step, ...] = ()
    changes: tuple[Step, ...] = ()
    plan: bool = False
