"""The dates of one source in its own words: "end of March", "next week", and which days are meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tradetui.core.conflicts import reconcile, title_of
from tradetui.core.frozen import frozen
from tradetui.core.knowledge import Published, known
from tradetui.core.records import AnyRecord, Citation, Event, Figure, Kind, Measure, Quote, kind_of
from tradetui.core.when import When, WhenError, parse


@frozen
class SourceDate:
    """One date that a source gives, or that the editor read out of it.

    ``words`` are the source's own for the date (``when_text``), empty where none are recorded; ``passage``
    the words it stands in, ``at`` where in the source. ``when`` is the reading; ``says``: the source dates
    it otherwise than the record, which holds ``held``. ``others`` are further citations of the same date,
    ``differ`` those that date it so that no reading reconciles them. ``note`` is the editor's.
    """

    kind: Kind
    id: str
    title: str
    field: str
    words: str
    when: When
    at: str = ""
    passage: str = ""
    note: str = ""
    says: bool = False
    held: When | None = None
    others: tuple[Citation, ...] = ()
    differ: tuple[Citation, ...] = ()


@frozen
class _Dated:
    """A date of a record with the citations that it hangs on."""

    field: str
    when: When
    words: str
    cites: tuple[Citation, ...]
    note: str


def source_dates(
    records: Iterable[AnyRecord], source: str, known_on: int, published: Published
) -> list[SourceDate]:
    """Every date that hangs on a source, records in file order."""
    found: list[SourceDate] = []
    for record in records:
        told = known(record, known_on, published)
        if told is not None:
            rows = [row for dated in _dates(told.record) for row in _of_source(told.record, dated, source)]
            # a passage may be cited for a record and again for one of its entries
            once: dict[object, SourceDate] = {}
            for row in rows:
                once.setdefault((row.field, row.words, row.when, row.at, row.passage), row)
            found.extend(once.values())
    return found


def _dates(record: AnyRecord) -> Iterator[_Dated]:
    """The dates of a record that its sources tell: not when a source was printed or a page was fetched."""
    if isinstance(record, Event):
        if not record.history and record.when is not None:
            yield _Dated("when", record.when, record.when_text, record.cites, record.note)
        for place, entry in enumerate(record.history, 1):
            cites = (*entry.cites, *(c for c in record.cites if f"history.{place}.when" in c.says))
            if place == len(record.history):
                cites = (*cites, *(c for c in record.cites if c not in cites))
            if entry.when is not None:
                yield _Dated(
                    f"history.{place}.when", entry.when, entry.when_text, cites, entry.note or record.note
                )
    elif isinstance(record, Quote) and record.said is not None:
        yield _Dated("said", record.said, "", record.cites, record.note)
    elif isinstance(record, Figure) and record.at is not None:
        yield _Dated("at", record.at, "", record.cites, record.note)
    elif isinstance(record, Measure):
        for step in record.steps:
            for name, when in (("decided", step.decided), ("from", step.start), ("to", step.end)):
                if when is not None:
                    cites = step.cites or record.cites
                    yield _Dated(f"steps.{step.id}.{name}", when, "", cites, step.note or record.note)


def _of_source(record: AnyRecord, dated: _Dated, source: str) -> Iterator[SourceDate]:
    own = [cite for cite in dated.cites if cite.source == source]
    others = tuple(cite for cite in dated.cites if cite.source != source)
    for cite in own:
        said = _said(cite, dated.field)
        when = said or dated.when
        yield SourceDate(
            kind_of(record),
            record.id,
            title_of(record),
            dated.field,
            str(cite.says.get("when_text", "")) or ("" if said is not None else dated.words),
            when,
            cite.at,
            cite.exact,
            dated.note,
            says=said is not None,
            held=dated.when if said is not None else None,
            others=others,
            differ=tuple(c for c in others if not reconcile(when, _said(c, dated.field) or dated.when)),
        )


def _said(cite: Citation, field: str) -> When | None:
    """The date that a citation gives for a field, by the whole path or by its last part."""
    value = cite.says.get(field, cite.says.get(field.rsplit(".", 1)[-1]))
    if not isinstance(value, str):
        return None
    try:
        return parse(value)
    except WhenError:
        return None
