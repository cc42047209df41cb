"""What is wrong with a collection, where, why, and what to do about it."""

from __future__ import annotations

from typing import Literal

from tradetui.core.frozen import frozen

Severity = Literal["error", "warning"]


@frozen(order=True)
class Problem:
    """One fault. ``line`` and ``column`` count from 1, in characters; 0 when the fault has no place in a file.

    ``check`` is the short stable name of the rule (``unknown-key``, ``end-before-start``): an ``accept`` entry
    of a record names it. ``reason`` says what is wrong, ``remedy`` what to do.
    """

    file: str
    line: int
    column: int
    key: str
    check: str
    reason: str
    remedy: str = ""
    severity: Severity = "error"
    record: str = ""

    def __str__(self) -> str:
        """``file:line:column: error: key: reason; remedy [check]``."""
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        parts = [where, self.severity, *([self.key] if self.key else []), self.reason]
        remedy = f"; {self.remedy}" if self.remedy else ""
        return ": ".join(parts) + f"{remedy} [{self.check}]"


class TradetuiError(Exception):
    """A failure to tell the user of: what went wrong, under a ``title``, with what to do in ``hint``."""

    def __init__(self, message: str, *, title: str = "tradetui can't go on", hint: str = "") -> None:
        """``message`` says what and where, ``hint`` what to do."""
        super().__init__(message)
        self.title = title
        self.hint = hint

    def told(self) -> str:
        """What a person reads: the title, the message and, on a line of its own, the hint."""
        return f"{self.title}: {self}" + (f"\n{self.hint}" if self.hint else "")


class CollectionError(TradetuiError):
    """No collection can be opened at a path at all."""
