"""What a rule is, what it sees and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from tradetui.core.fields.validate import Path
from tradetui.core.load import Loaded
from tradetui.core.problems import Severity
from tradetui.core.records import (
    Actor,
    AnyRecord,
    Citation,
    Event,
    HistoryEntry,
    Measure,
    Role,
    Source,
    Step,
)
from tradetui.core.when import When

if TYPE_CHECKING:
    from tradetui.core.check.references import Mention


class Finding(NamedTuple):
    """One fault of a record: the path of keys to it, what is wrong and what to do.

    ``severity`` is that of the rule unless given.
    """

    record: AnyRecord
    path: Path
    reason: str
    remedy: str = ""
    severity: Severity | None = None


class Rule(NamedTuple):
    """A rule by the name that ``accept`` uses; ``meaning`` says in a line what it finds."""

    name: str
    severity: Severity
    meaning: str
    find: Callable[[Ground], Iterator[Finding]]


class Ground:
    """The records that the rules look at, and what several of them need."""

    def __init__(self, loaded: Loaded) -> None:
        """Nothing is worked out before it is asked for."""
        self.loaded = loaded
        self.info = loaded.collection.info
        self.records: Mapping[str, AnyRecord] = loaded.collection.records
        self._cites: dict[str, list[tuple[Path, Citation]]] = {}
        self.wrong_mentions: list[Mention] | None = None

    @cached_property
    def sides(self) -> frozenset[str]:
        """The ids of the sides."""
        return frozenset(side.id for side in self.info.sides)

    @cached_property
    def events(self) -> list[Event]:
        """All events, in file order."""
        return [record for record in self.records.values() if isinstance(record, Event)]

    @cached_property
    def measures(self) -> list[Measure]:
        """All measures, in file order."""
        return [record for record in self.records.values() if isinstance(record, Measure)]

    def cites(self, record: AnyRecord) -> list[tuple[Path, Citation]]:
        """Every citation of a record, its own and those of its steps, entries and roles, with their paths."""
        found = self._cites.get(record.id)
        if found is None:
            found = self._cites[record.id] = list(_all_cites(record))
        return found

    @property
    def end(self) -> int | None:
        """The last day that the collection claims to cover, if it says."""
        return self.info.covers.hi if self.info.covers else None

    def published(self, citation: Citation) -> When | None:
        """When the source of a citation came out, if the collection knows."""
        source = self.records.get(citation.source)
        return source.published if isinstance(source, Source) else None

    def printed(self, cites: tuple[Citation, ...]) -> list[When]:
        """When the sources that bear a record out came out, those with a date."""
        dates = (self.published(citation) for citation in cites if citation.stance == "supports")
        return [date for date in dates if date is not None]


def _all_cites(record: AnyRecord) -> Iterator[tuple[Path, Citation]]:
    for position, citation in enumerate(record.cites):
        yield ("cites", position), citation
    parts: Sequence[HistoryEntry | Step | Role] = ()
    if isinstance(record, Event):
        nested, parts = "history", record.history
    elif isinstance(record, Measure):
        nested, parts = "steps", record.steps
    elif isinstance(record, Actor):
        nested, parts = "roles", record.roles
    for outer, part in enumerate(parts):
        for position, citation in enumerate(part.cites):
            yield (nested, outer, "cites", position), citation


def a_day(when: When | None) -> str:
    """A date in words for a message."""
    return when.words("plain") if when is not None else "an unknown day"


def surely_before(one: When | None, other: When | None, *, days: int = 0) -> bool:
    """Whether ``one`` has ended more than ``days`` days before ``other`` begins, however they are read."""
    if one is None or other is None or one.hi is None or other.lo is None:
        return False
    return one.hi + days < other.lo
