"""Records and answers as plain values for machines: the shapes of :mod:`tradetui.cli.shapes`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tradetui.cli.days import iso
from tradetui.core.fields import plain
from tradetui.core.knowledge import as_printed
from tradetui.core.records import Amount, Citation, Source, kind_of

if TYPE_CHECKING:
    from tradetui.core.in_force import MeasureState, Printed, Total
    from tradetui.core.records import AnyRecord, Step
    from tradetui.core.when import When
    from tradetui.store.archive import Archive, Dossier

Plain = dict[str, object]


def span(when: When) -> Plain:
    """A date's outer bounds (None: open) and its words."""
    from tradetui.core.when import words

    return {"earliest": iso(when.lo), "latest": iso(when.hi), "words": words(when)}


def when_of(record: AnyRecord) -> When | None:
    """The date a record is about: what it is sorted by."""
    from tradetui.core.records import Event, Figure, Measure, Quote

    match record:
        case Event():
            return record.when
        case Quote():
            return record.said
        case Figure():
            return record.at
        case Source():
            return record.published
        case Measure():
            return record.steps[0].decided if record.steps else None
        case _:
            return None


def source_brief(source: Source | None, id_: str) -> Plain:
    """A source as it stands in a resolved citation; without a title (one printed later) by who and when only."""
    if source is None:
        return {"id": id_}
    if not source.title:
        published = source.published.edtf if source.published else None
        return {"id": id_, "publisher": source.publisher, "published": published}
    return {
        "id": id_,
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": source.published.edtf if source.published else None,
        "url": source.url,
        "archived_url": source.archived_url,
    }


def citation(cite: Citation, sources: Mapping[str, Source], *, later: bool = False) -> Plain:
    """A citation with its source; one printed after the day one stands on keeps its passage to itself."""
    source = sources.get(cite.source)
    later = later or (source is not None and not source.title)
    whole: Plain = {
        "source": source_brief(source, cite.source),
        "at": cite.at,
        "stance": cite.stance,
    }
    if cite.via:
        whole["via"] = cite.via
    if later:
        whole["printed_later"] = True
        return whole
    if cite.exact:
        whole["exact"] = cite.exact
    if cite.says:
        whole["says"] = dict(cite.says)
    return whole


def record(dossier: Dossier) -> Plain:
    """A record as it could be told on the day asked for, citations and links resolved."""
    known = dossier.known
    kind = kind_of(known.record)
    body = {key: value for key, value in plain(known.record).items() if key != "cites"}
    if links := [link for link in known.record.links if link.to in dossier.names]:
        body["links"] = [{"to": link.to, "rel": link.rel, **link.extra} for link in links]
    else:
        body.pop("links", None)
    if kind == "event":
        # as in JSON Lines of records: there is one `kind`, and it is the record's
        body["event_kind"] = body.pop("kind", "other")
        # a default left out in the file is told here: whoever asks for `status` need not know it
        body.setdefault("status", "happened")
    when = when_of(known.record)
    whole: Plain = {"kind": kind, **body}
    if when is not None:
        whole["when"] = when.edtf
        whole["span"] = span(when)
    if known.under_way:
        whole["under_way"] = True
    whole["known"] = {
        "possibly": iso(known.since.possibly),
        "surely": iso(known.since.surely),
        "reason": known.since.reason,
    }
    whole["citations"] = [citation(c, dossier.sources) for c in known.cites] + [
        citation(c, dossier.sources, later=True) for c in known.later
    ]
    whole["linked"] = [
        {
            "relation": link.relation,
            "inverse": link.inverse,
            "kind": link.row.kind,
            "id": link.row.id,
            "title": link.row.title,
            "when": link.row.when,
        }
        for link in dossier.linked
    ]
    whole["hidden_links"] = dossier.hidden_links
    whole["names"] = dict(dossier.names)
    return whole


def amount(value: Amount | None) -> object:
    """A number, or ``{value, low, high, words}`` where its source hedges."""
    if value is None:
        return None
    if value.exact:
        return value.value
    return {
        key: part
        for key in ("value", "low", "high", "words")
        if (part := getattr(value, key)) not in (None, "")
    }


def step(one: Step | None, cites: Mapping[str, Source]) -> Plain | None:
    """A step in short, with its citations."""
    if one is None:
        return None
    return {
        "id": one.id,
        "decided": one.decided.edtf,
        "status": one.status,
        "from": one.start.edtf if one.start else None,
        "to": one.end.edtf if one.end else None,
        "time": one.time or None,
        "tz": one.tz or None,
        "rate": amount(one.rate),
        "unit": one.unit,
        "value": amount(one.value),
        "legal": one.legal,
        "event": one.event or None,
        "replaces": list(one.replaces),
        "citations": [citation(c, cites) for c in one.cites],
    }


def measure_state(answer: MeasureState, sources: Mapping[str, Source]) -> Plain:
    """One measure of ``in-force``: ``state``, ``rate``, ``value``, ``step``, ``pending``, ``citation``."""
    state = answer.state
    cites = state.step.cites if state.step and state.step.cites else answer.measure.cites
    return {
        "kind": "measure",
        "id": answer.measure.id,
        "title": answer.measure.title,
        "by": answer.measure.by,
        "against": answer.measure.against,
        "parent": answer.parent or None,
        "children": list(answer.children),
        "exclusions": list(answer.exclusions),
        "state": {"yes": "in force", "no": "not in force", "unsure": "can't tell"}[state.verdict],
        "partly": answer.partly,
        "plan": state.plan,
        "rate": amount(answer.rate),
        "unit": answer.unit,
        "rates": [{"rate": amount(rate), "unit": unit} for rate, unit in answer.rates],
        "value": amount(answer.value),
        "currency": answer.currency,
        "lines": amount(answer.lines),
        "step": step(state.step, sources),
        "pending": [step(one, sources) for one in state.pending],
        "disagree": [step(one, sources) for one in state.disagree],
        "changes_that_day": [step(one, sources) for one in state.changes],
        "either": [step(one, sources) for one in state.either],
        "doubt": [step(one, sources) for one in state.doubt],
        "citation": citation(cites[0], sources) if cites else None,
    }


def total(one: Total) -> Plain:
    """A total with its arithmetic."""
    return {
        "by": one.by,
        "against": one.against,
        "currency": one.currency,
        "unit": one.unit,
        "amount": amount(one.amount),
        "by_rate": [{"rate": rate, "amount": amount(value)} for rate, value in one.by_rate],
        "addends": [
            {
                "measure": a.measure,
                "title": a.title,
                "sign": a.sign,
                "amount": amount(a.amount),
                "rate": amount(a.rate),
                "unit": a.rate_unit,
                "partly": a.partly,
            }
            for a in one.addends
        ],
        "unsure": list(one.unsure),
        "without_value": list(one.without_value),
        "exclusions": list(one.exclusions),
        "within": list(one.within),
        "parent": one.tree or None,
    }


def printed(one: Printed, sources: Mapping[str, Source]) -> Plain:
    """What a source prints for some measures together, with the same sum made from their values."""
    return {
        "figure": one.figure,
        "label": one.label,
        "amount": amount(one.value),
        "unit": one.unit,
        "measures": list(one.measures),
        "here": total(one.here),
        "differs": one.differs,
        "rest": list(one.rest),
        "citations": [citation(c, sources) for c in one.cites],
    }


class SourcesOf(Mapping[str, Source]):
    """The sources of an archive by id, each read when it is first asked for: a table asks for none."""

    def __init__(self, archive: Archive, known_on: int) -> None:
        """Of this archive, as they can be named on a day."""
        self._archive = archive
        self._known_on = known_on
        self._read: dict[str, Source | None] = {}

    def __getitem__(self, key: str) -> Source:
        """The source with an id. Raises KeyError."""
        if key not in self._read:
            record = self._archive.record(key)
            self._read[key] = as_printed(record, self._known_on) if isinstance(record, Source) else None
        found = self._read[key]
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        """The ids asked for so far."""
        return (key for key, found in self._read.items() if found is not None)

    def __len__(self) -> int:
        """How many were asked for so far."""
        return sum(1 for _ in self)
