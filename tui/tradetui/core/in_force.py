"""What was in force on a day: every measure with its state, and totals with their arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from tradetui.core.records import Amount, Measure
from tradetui.core.states import State


@dataclass(frozen=True, slots=True)
class MeasureState:
    """One measure and its state. A parent with children has the states of the children summed up in ``verdict``."""

    measure: Measure
    state: State
    parent: str = ""
    children: tuple[str, ...] = ()
    rate: Amount | None = None
    unit: str = ""
    value: Amount | None = None
    currency: str = ""
    lines: Amount | None = None


@dataclass(frozen=True, slots=True)
class Addend:
    """One line of a total's arithmetic: the measure, the amount, and the sign it goes in with."""

    measure: str
    title: str
    amount: Amount
    sign: int = 1
    rate: Amount | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The trade that one side's measures cover, per currency and unit, with the sum written out.

    ``unsure`` are ids of measures that may or may not be in force and are not in ``amount``; ``without_value``
    those in force that print no value; ``exclusions`` those in force without a value, so not taken off;
    ``by_rate`` the same sum split by rate.
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


@dataclass(frozen=True, slots=True)
class InForce:
    """The answer for a day as known on another; ``notes`` say what a reader must know ("after the record ends")."""

    day: int
    known_on: int
    at: str
    zone: str
    measures: tuple[MeasureState, ...]
    totals: tuple[Total, ...]
    notes: tuple[str, ...] = ()
