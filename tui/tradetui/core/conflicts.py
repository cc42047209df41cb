"""Where the sources disagree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tradetui.core.records import Citation, Kind


@dataclass(frozen=True, slots=True)
class Claimed:
    """One value with the citations that hold it; ``held``: the value that the editor chose."""

    value: str
    cites: tuple[Citation, ...] = ()
    held: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """One point on which no reading reconciles the sources.

    ``field`` is the path ("when", "steps.s2.lines"). ``why``: a ``says`` that differs, figures of one series and date that
    differ (``version`` where only ``as_of`` differs), or a ``contradicts`` link.
    """

    kind: Kind
    id: str
    title: str
    field: str
    values: tuple[Claimed, ...]
    why: Literal["says", "figures", "version", "contradicts"]
    other: str = ""
