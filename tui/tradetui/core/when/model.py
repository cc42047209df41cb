"""The date type (placeholder with the agreed face; the room behind it is being built)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "month", "season", "quarter", "year", "decade", "century", "none"]
Shape = Literal["single", "interval", "one-of", "set", "label"]
End = Literal["known", "open", "unknown"]


class WhenError(ValueError):
    """Text that is not a date; the message says why."""


@dataclass(frozen=True, slots=True)
class When:
    """A date. Days are proleptic ordinals (``date.toordinal()``); None is open.

    ``earliest_start``..``latest_start`` and ``earliest_end``..``latest_end`` are the four bounds. ``lo`` and ``hi`` are the outer two.
    ``members`` are the (lo, hi) of each member of a set or a one-of. ``start``/``end`` tell a known end from an open and an unknown one.
    """

    edtf: str
    shape: Shape
    precision: Precision
    earliest_start: int | None
    latest_start: int | None
    earliest_end: int | None
    latest_end: int | None
    members: tuple[tuple[int | None, int | None], ...] = ()
    start: End = "known"
    end: End = "known"
    uncertain: bool = False
    approximate: bool = False

    @property
    def lo(self) -> int | None: return self.earliest_start
    @property
    def hi(self) -> int | None: return self.latest_end

    def possibly(self, first: int, last: int) -> bool:
        """Whether some reading touches the days first..last."""
        raise NotImplementedError

    def surely(self, first: int, last: int) -> bool:
        """Whether every reading touches them; never for a date with ``?``, ``~`` or ``%``."""
        raise NotImplementedError

    def sort_key(self) -> tuple[int, int, int]: raise NotImplementedError
    def words(self, style: str = "long") -> str: raise NotImplementedError
    def readings(self) -> int: raise NotImplementedError


def parse(text: str) -> When:
    """Read EDTF; raises WhenError with the reason. Valid EDTF outside level 1 comes back with shape "label"."""
    raise NotImplementedError
