"""A small made-up archive: the inquiry into a bridge. Nothing of it is real."""

from __future__ import annotations

import threading
from array import array
from datetime import date
from itertools import pairwise

from tradetui.core.in_force import InForce
from tradetui.core.knowledge import Known
from tradetui.core.query.highlight import hits
from tradetui.core.query.model import Words
from tradetui.core.records import Actor, Citation, CollectionInfo, Event, Participant, Quote, Side, Source
from tradetui.core.when import parse
from tradetui.store.archive import Bucket, Count, Dossier, Ids, Interrupted, Linked, Row, Suggestion

HOSTILE = "[sic] [b]x[/b] [@click=app.quit]press[/] [/ \x1b[31mred\x07 \u202eback 关税 [type=x, v={'a[0]'}]"
KNOWN_ON = date(2015, 12, 31).toordinal()

SOURCE = Source(
    id="s-report",
    title=f"Report of the inquiry {HOSTILE}",
    publisher="Bridge Office",
    url="https://example.org/report?a=[1]",
    published=parse("2015-06-01"),
    file="sources.toml",
)


def _event(n: int) -> Event:
    day = date.fromordinal(date(2014, 1, 1).toordinal() + n * 9)
    return Event(
        id=f"e-{n}",
        title=f"Hearing {n} of the inquiry" if n else HOSTILE,
        when=parse(day.isoformat()),
        summary=f"The {n}. hearing heard the engineers on rust.",
        kind="meeting",
        who=(Participant(actor="a-0"),),
        cites=(Citation(source="s-report", exact="heard"),),
        place="Town hall",
        file="events.toml",
        position=n,
    )


def _quote(n: int) -> Quote:
    day = date.fromordinal(date(2014, 1, 2).toordinal() + n * 9)
    return Quote(
        id=f"q-{n}",
        text=(f"We saw the rust in the year {n}",) if n else (HOSTILE,),
        by=("a-0",),
        said=parse(day.isoformat()),
        event=f"e-{n}",
        cites=(Citation(source="s-report", exact="We saw the rust"),),
        file="quotes.toml",
        position=n,
    )


ACTORS = tuple(
    Actor(id=f"a-{n}", name=name, side=side, type="person", cites=(Citation(source="s-report"),))
    for n, (name, side) in enumerate(
        (("Ada Ironside", "office"), (f"Bo {HOSTILE}", "town"), ("Cy Rivet", "town"))
    )
)
EVENTS, QUOTES = tuple(map(_event, range(60))), tuple(map(_quote, range(40)))
RECORDS = {r.id: r for r in (*EVENTS, *QUOTES, *ACTORS, SOURCE)}
INFO = CollectionInfo(
    title=f"The bridge {HOSTILE}",
    covers=parse("2014-01-01/2015-12-31"),
    sides=(
        Side(id="office", name="Bridge office", place="Capital", tz="Europe/London"),
        Side(id="town", name="Town"),
    ),
)


def _row(number: int, record: object) -> Row:
    match record:
        case Event():
            day = record.when.lo
            return Row(
                number,
                "event",
                record.id,
                record.title,
                record.when.edtf,
                earliest=day,
                latest=day,
                sure_from=day,
                sure_to=day,
                status="happened",
                event_kind=record.kind,
                who=("Ada Ironside",),
                sides=("office",),
                sources=1,
                detail=record.place,
            )
        case Quote():
            day = record.said.lo
            return Row(
                number,
                "quote",
                record.id,
                " … ".join(record.text),
                record.said.edtf,
                earliest=day,
                latest=day,
                who=("Ada Ironside",),
                sides=("office",),
                form=record.form,
                sources=1,
            )
        case Actor():
            return Row(
                number,
                "actor",
                record.id,
                record.name,
                sides=(record.side,),
                event_kind="person",
                detail="Engineer",
            )
        case Source():
            day = record.published.lo
            return Row(
                number,
                "source",
                record.id,
                record.title,
                record.published.edtf,
                earliest=day,
                latest=day,
                who=(record.publisher,),
                event_kind="report",
            )
    raise AssertionError(record)


class FakeArchive:
    """Enough of an archive for the screens. While ``gate`` is an Event, ``ids`` waits for it, or to be interrupted."""

    def __init__(self) -> None:
        self.info, self.left_out, self.end_of_record = INFO, 2, KNOWN_ON
        # rows are numbered in time order
        ordered = sorted(RECORDS.values(), key=lambda record: _row(0, record).earliest or 0)
        self.table = [_row(n, record) for n, record in enumerate(ordered)]
        self.numbers = {row.id: row.row for row in self.table}
        self.gate: threading.Event | None = None
        self.asked: list[str] = []
        self.interrupts = 0
        self._stop = threading.Event()

    def _matching(self, query, kinds):
        words = [t for t in query.terms if isinstance(t, Words)]
        for row in self.table:
            if row.kind in kinds and all(bool(hits(row.title, [w])) != w.negated for w in words):
                yield row

    def row_on(self, day):
        return sum(1 for row in self.table if row.earliest is None or row.earliest < day)

    def at_hand(self, query, *, kinds, known_on, order="when"):
        return self.ids(query, kinds=kinds, known_on=known_on, order=order)

    def ids(self, query, *, kinds, known_on, order="when", limit=0, near=None):
        self.asked.append(" ".join(getattr(t, "text", "") for t in query.terms))
        if self.gate is not None and query.terms:
            self._stop.clear()
            while not self.gate.wait(0.005):
                if self._stop.is_set():
                    raise Interrupted
        rows = [r.row for r in self._matching(query, kinds) if not r.earliest or r.earliest <= known_on]
        if order == "newest":
            rows.reverse()
        return Ids(array("l", rows[: limit or None]), truncated=bool(limit and len(rows) > limit))

    def rows(self, numbers):
        return [self.table[n] for n in numbers]

    def count(self, query, *, kinds, known_on, cap=10_000):
        return Count(len(self.ids(query, kinds=kinds, known_on=known_on).rows))

    def histogram(self, query, *, kinds, known_on, edges):
        held = [r for r in self._matching(query, kinds) if r.earliest and r.earliest <= known_on]
        return [
            Bucket(a, b - 1, n := sum(a <= (r.earliest or 0) < b for r in held), n)
            for a, b in pairwise(edges)
        ]

    def record(self, record_id):
        return RECORDS.get(record_id)

    def position(self, record_id, *, known_on):
        return self.table[self.numbers[record_id]] if record_id in self.numbers else None

    def positions(self, ids, *, known_on):
        return {id_: row for id_ in ids if (row := self.position(id_, known_on=known_on)) is not None}

    def dossier(self, record_id, *, known_on, row=None):
        record = RECORDS.get(record_id)
        if record is None:
            return None
        row = self.table[self.numbers[record_id]]
        if row.earliest and row.earliest > known_on:
            return None
        linked = []
        if isinstance(record, Quote):
            linked.append(Linked("event", False, self.table[self.numbers[record.event]]))
        if isinstance(record, Event) and (at := self.numbers.get(record.id.replace("e-", "q-"))) is not None:
            linked.append(Linked("quote", True, self.table[at]))
        names = {a.id: a.name for a in ACTORS}
        return Dossier(
            record, Known(record, cites=record.cites), row, tuple(linked), names, {"s-report": SOURCE}
        )

    def suggest(self, field, prefix, *, known_on, limit=20):
        if field != "by":
            return []
        return [
            Suggestion(a.id, a.name, Count(3))
            for a in ACTORS
            if any(w.casefold().startswith(prefix.casefold()) for w in (a.id, *a.name.split()))
        ][:limit]

    def in_force(self, day, *, known_on, at=None, zone=""):
        return InForce(day, known_on, "", "", (), ())

    def changes(self, before, after, *, known_on):
        return []

    def conflicts(self, *, known_on):
        return []

    def series(self, side, first, last, *, known_on):
        return []

    def names(self, ids, *, known_on=None):
        return {a.id: a.name for a in ACTORS if a.id in set(ids)}

    def facets(self, query, *, kind, known_on):
        return []

    def spellings(self, query, *, kinds, known_on):
        return []

    def surroundings(self, record_id, *, known_on):
        return None

    def news(self, first, last, *, limit=1_000):
        return [row.id for row in self.table if row.earliest is not None and first <= row.earliest <= last]

    def known_days(self, day):
        days = sorted({r.earliest for r in self.table if r.earliest})
        return (
            max((d for d in days if d < day), default=None),
            min((d for d in days if d > day), default=None),
        )

    def interrupt(self, thread=0):
        self.interrupts += 1
        self._stop.set()

    def close(self):
        pass
