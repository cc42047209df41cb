"""The one interface through which screens and verbs read a collection.

A *day* is a proleptic ordinal (``date.toordinal()``); ``known_on`` is the day on which one stands. A *row* is the
number of one version of a record (see :mod:`tradetui.store.build`): rows are numbered in time order, so that
ids of a query come newest or oldest first for nothing. All methods may be called from any thread; each thread
gets its own read-only connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from tradetui.core.frozen import field, frozen

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import time

    from tradetui.core.changes import Change
    from tradetui.core.conflicts import Conflict
    from tradetui.core.in_force import InForce, Point
    from tradetui.core.knowledge import Known
    from tradetui.core.lags import Lag
    from tradetui.core.query.model import Query
    from tradetui.core.records import AnyRecord, CollectionInfo, Kind, Source
    from tradetui.core.source_dates import SourceDate
    from tradetui.store.facets import Facet
    from tradetui.store.spelling import Spelling
    from tradetui.store.surroundings import Surroundings

Order = Literal["when", "newest", "rank"]
LinkRelation = Literal[
    "answers", "follows", "replaces", "fulfils", "contradicts", "part-of", "about",
    "quote", "event", "step", "figure", "child", "parent", "cites", "version",
    "by", "to", "against", "org",
]  # fmt: skip
#: Counts are cut here and shown as "10,000+".
COUNT_CAP = 10_000


@frozen
class Ids:
    """Rows of the records that match, in the order asked for.

    ``unsure`` holds those of them that match only possibly (a fuzzy date at the edge of the span asked for).
    ``truncated``: there are more than the limit; ``ranked``: how many of the candidates were ranked, when the
    order is by rank and there were more than the window.
    """

    rows: array[int]
    unsure: frozenset[int] = frozenset()
    truncated: bool = False
    ranked: int | None = None
    notes: tuple[str, ...] = ()


@frozen
class Count:
    """A number of matching records; ``capped`` when counting stopped there."""

    number: int
    capped: bool = False

    def __str__(self) -> str:
        """``1,204`` or ``10,000+``."""
        return f"{self.number:,}{'+' if self.capped else ''}"


@frozen
class Row:
    """What a list or the axis draws of one record, as known on the day asked for.

    ``earliest``..``latest`` are the outer bounds as days (None: open); ``sure_from``..``sure_to`` the span it surely
    covers (None, None when nothing is sure). ``title`` of a quote is its words. ``who`` are names, ``sides`` side
    ids.
    ``status_since``: the day (EDTF) of the history entry that first gave an event the status it has had since.
    ``former``: the dates (EDTF) that an event had before, as its history tells them, the oldest first.
    ``known``/``known_surely``: from which day it could be, and surely was, known (None: not known).
    """

    row: int
    kind: Kind
    id: str
    title: str
    when: str = ""
    when_text: str = ""
    time: str = ""
    tz: str = ""
    earliest: int | None = None
    latest: int | None = None
    sure_from: int | None = None
    sure_to: int | None = None
    status: str = ""
    event_kind: str = ""
    who: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    detail: str = ""
    form: str = ""
    review: str = "checked"
    sources: int = 0
    known: int | None = None
    known_surely: int | None = None
    status_since: str = ""
    former: tuple[str, ...] = ()


@frozen
class Bucket:
    """How many matching records touch the days ``first``..``last``: surely, and possibly (the sure ones among them)."""

    first: int
    last: int
    surely: int
    possibly: int


@frozen
class Linked:
    """A record that hangs together with the one in view. ``inverse``: the link is written over there.

    Besides the written relations: of an event its ``quote`` s and the ``step`` s of measures and histories that
    name it; of a quote its ``event``; of a measure its ``child`` ren, and of a child its ``parent``; ``figure`` s
    of either;
    ``version`` s of a source, and every record that ``cites`` it. Of an actor what is ``by`` them (events they took
    part in, words, measures), said ``to`` them, aimed ``against`` them, and posts or speakers of them as an ``org``.
    """

    relation: LinkRelation
    inverse: bool
    row: Row


@frozen
class Dossier:
    """A record with all that links to it, as known on a day.

    ``known`` is the record as it could be told on that day (status, dates, summary, cites of that day);
    ``names`` turns every id the record mentions into what people call it; ``sources`` holds each cited source.
    ``posts`` and ``sides`` tell of each actor in the record the post held at the time, and the side.
    ``company``, of an actor: in how many of the events listed each other actor took part too, the most frequent first.
    ``hidden_links`` counts links to records not yet known. Of a relation with very many records only the first are in
    ``linked``; ``unlisted`` says by relation how many more there are.
    """

    record: AnyRecord
    known: Known
    row: Row
    linked: tuple[Linked, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    hidden_links: int = 0
    company: Mapping[str, int] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)
    unlisted: Mapping[str, int] = field(default_factory=dict)


@frozen
class Suggestion:
    """A value for a field with what it stands for and how many records have it (capped like any count)."""

    value: str
    label: str
    count: Count


class Archive(Protocol):
    """A collection, opened for reading."""

    @property
    def info(self) -> CollectionInfo:
        """What ``collection.toml`` says."""
        ...

    @property
    def left_out(self) -> int:
        """How many records were left out for their faults (``tradetui check`` tells why)."""
        ...

    @property
    def unread(self) -> int:
        """Of how many files or folders nothing could be read (``tradetui check`` tells why)."""
        ...

    @property
    def end_of_record(self) -> int | None:
        """The last day that ``covers`` claims, if it has one."""
        ...

    def ids(
        self,
        query: Query,
        *,
        kinds: Sequence[Kind],
        known_on: int,
        order: Order = "when",
        limit: int = 0,
        near: int | None = None,
    ) -> Ids:
        """Rows of the records of these kinds that match, in order; ``limit`` 0 is no limit.

        ``near``, in time order: of more than the limit those about a row, half of them before it.
        """
        ...

    def at_hand(
        self, query: Query, *, kinds: Sequence[Kind], known_on: int, order: Order = "when"
    ) -> Ids | None:
        """All rows that :meth:`ids` gives without a limit, where they cost next to nothing; else None."""
        ...

    def row_on(self, day: int) -> int:
        """The number from which on rows begin on a day or later, in time order."""
        ...

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """The rows with these numbers, in the order given."""
        ...

    def count(self, query: Query, *, kinds: Sequence[Kind], known_on: int, cap: int = COUNT_CAP) -> Count:
        """How many match, counting no further than ``cap`` (0: to the end)."""
        ...

    def histogram(
        self, query: Query, *, kinds: Sequence[Kind], known_on: int, edges: Sequence[int]
    ) -> list[Bucket]:
        """For each step from one edge to the day before the next: how many matching records touch it."""
        ...

    def dossier(self, record_id: str, *, known_on: int, row: Row | None = None) -> Dossier | None:
        """A record by id with all that links to it; None when there is none, or none was known on that day.

        ``row``: the record's row of that day, where it is at hand.
        """
        ...

    def record(self, record_id: str) -> AnyRecord | None:
        """A record by id as it stands in its file, whatever the day."""
        ...

    def position(self, record_id: str, *, known_on: int) -> Row | None:
        """The row of a record as known on a day."""
        ...

    def positions(self, ids: Sequence[str], *, known_on: int) -> dict[str, Row]:
        """The rows of several records as known on a day; those that are not known then are left out."""
        ...

    def suggest(self, field: str, prefix: str, *, known_on: int, limit: int = 20) -> list[Suggestion]:
        """Values of a field that begin so, the most frequent first."""
        ...

    def facets(self, query: Query, *, kind: Kind, known_on: int) -> list[Facet]:
        """The values of some fields among the records of a kind that match, with how many have each."""
        ...

    def spellings(self, query: Query, *, kinds: Sequence[Kind], known_on: int) -> list[Spelling]:
        """What was probably meant by the terms of a query that find nothing anywhere."""
        ...

    def surroundings(self, record_id: str, *, known_on: int) -> Surroundings | None:
        """What was said around a quote; None for any other record, or one not known on the day."""
        ...

    def in_force(self, day: int, *, known_on: int, at: time | None = None, zone: str = "") -> InForce:
        """The state of every measure on a day, with totals and their arithmetic."""
        ...

    def changes(self, before: int, after: int, *, known_on: int) -> list[Change]:
        """What changed between two days."""
        ...

    def conflicts(self, *, known_on: int) -> list[Conflict]:
        """Where the sources disagree."""
        ...

    def series(self, side: str, first: int, last: int, *, known_on: int) -> list[Point]:
        """The days from ``first`` to ``last`` from which the measures of a side cover something else."""
        ...

    def names(self, ids: Iterable[str], *, known_on: int | None = None) -> dict[str, str]:
        """What people call these actors, sides and sources; others, and what isn't known on the day, are left out."""
        ...

    def lags(self, *, known_on: int) -> list[Lag]:
        """For each step that was announced before it took effect, how long before."""
        ...

    def source_dates(self, source_id: str, *, known_on: int) -> list[SourceDate]:
        """What a source says happened when, beside what others say."""
        ...

    def known_days(self, day: int) -> tuple[int | None, int | None]:
        """The nearest days before and after ``day`` on which anything became known."""
        ...

    def news(self, first: int, last: int, *, limit: int = 1_000) -> list[str]:
        """The ids of records of which something became known from one day to another, at most ``limit``."""
        ...

    def interrupt(self, thread: int = 0) -> None:
        """Stop every query under way, or that of one thread; each raises :class:`Interrupted` in its own thread.

        ``thread`` as ``threading.get_ident()`` gives it.
        """
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


class Interrupted(Exception):  # noqa: N818 - not a fault
    """A query was stopped because its answer is no longer wanted."""
