"""What changed between two days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tradetui.core.records import Citation, Kind

What = Literal["measure", "step", "event", "happened", "figure"]


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the answer: the record, what it was before, what it is after, and what decided it.

    ``what``: a measure's state or what is pending on it; a step decided or taking effect between the days; an event whose
    status or date differs; an event that happened between; a figure with a newer version. ``possibly``: one of the two
    sides can't be told. ``retroactive``: the step takes effect before it was decided. ``day`` is when it changed
    (None where several days or no day can be named).
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
