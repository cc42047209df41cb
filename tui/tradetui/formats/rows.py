"""What is told of each row that is read: one result a row, and the counts of them all."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, Literal, NamedTuple

from tradetui.core.records import Kind

Status = Literal["taken", "changed", "refused"]


class Reason(NamedTuple):
    """What is to be said of a field of a row, the rule's short name, the reason, and what to do about it."""

    field: str
    check: str
    reason: str
    remedy: str = ""


class Table(NamedTuple):
    """A row as keys and values with the line it begins on; None with the fault where it can't be read."""

    line: int
    values: dict[str, Any] | None
    fault: Reason | None = None


class Result(NamedTuple):
    """What became of one row. ``id`` is that of the record; ``reasons`` are all there is to say of it."""

    line: int
    status: Status
    id: str = ""
    reasons: tuple[Reason, ...] = ()

    def line_of_report(self) -> str:
        """As a line of JSON, with its line end."""
        told: dict[str, object] = {"line": self.line, "status": self.status}
        if self.id:
            told["id"] = self.id
        told["reasons"] = [
            {name: value for name, value in each._asdict().items() if value} for each in self.reasons
        ]
        # escaped: a report is often looked at in a terminal, and the rows are anyone's
        return json.dumps(told, ensure_ascii=True) + "\n"


class Taken(NamedTuple):
    """A row that became a record: the JSON of its plain table, the sources it cites, and what is new with it."""

    result: Result
    body: str
    cited: tuple[dict[str, Any], ...]
    new: tuple[tuple[Kind, dict[str, Any]], ...]

    @property
    def quote(self) -> dict[str, Any]:
        """Its plain table."""
        found: dict[str, Any] = json.loads(self.body)
        return found


class Tally:
    """The counts of a whole import: ``rows`` is always ``taken + changed + refused``."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.statuses: Counter[Status] = Counter()
        self.checks: Counter[tuple[Status, str]] = Counter()

    def count(self, result: Result) -> None:
        """Count one row, and once each rule that it met."""
        self.statuses[result.status] += 1
        if result.reasons:
            self.checks.update({(result.status, each.check) for each in result.reasons})

    @property
    def rows(self) -> int:
        """How many rows were read."""
        return self.statuses.total()

    @property
    def kept(self) -> int:
        """How many became records."""
        return self.statuses["taken"] + self.statuses["changed"]
