"""The numbered sources of a record, and the signs that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tradetui.core.paths import NoSuchPath, value_at
from tradetui.present import dates, numbers
from tradetui.present.cells import clean, clip, line_width, merge, width
from tradetui.present.page import Builder
from tradetui.present.roles import Line, Role, Run

if TYPE_CHECKING:
    from tradetui.core.records import Citation, Record, Source

_STANCES = {"supports": "", "disputes": "disputes this", "context": "context"}


class Numbered:
    """Sources in the order in which a record first cites them, numbered from 1."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        """``sources`` are those that the record cites, by id."""
        self.sources = sources
        self.numbers: dict[str, int] = {}
        #: Each citation with the path of the entry of the record that it stands in ("steps.s2"; "" for the record).
        self.citations: dict[str, list[tuple[str, Citation]]] = {}
        self.later: set[str] = set()
        #: Passages that stand on the page already, above the list.
        self.passages: set[str] = set()

    def add(self, cites: Iterable[Citation], path: str = "", *, later: bool = False) -> tuple[int, ...]:
        """Take citations of an entry in and give their numbers, each once. ``later``: printed later."""
        found: list[int] = []
        for cite in cites:
            number = self.numbers.setdefault(cite.source, len(self.numbers) + 1)
            held = self.citations.setdefault(cite.source, [])
            if all(cite != other for _, other in held):
                held.append((path, cite))
            if later:
                self.later.add(cite.source)
            if number not in found:
                found.append(number)
        return tuple(sorted(found))


def signs(found: Iterable[int]) -> Line:
    """``[1][3]``."""
    return tuple((f"[{number}]", "link") for number in found)


def mark_signs(builder: Builder, line: Line, found: Iterable[int], start: int = 0) -> None:
    """Make the signs at the end of a line, which begins at a cell, lead to their sources."""
    found = tuple(found)
    column = start + line_width(line) - sum(len(str(number)) + 2 for number in found)
    for number in found:
        size = len(str(number)) + 2
        builder.mark(column, column + size, "source", str(number))
        column += size


def sources(builder: Builder, numbered: Numbered, record: Record, *, short_urls: bool = False) -> None:
    """The list of sources of a record: what each is, where in it, the passage, what it says otherwise, its address."""
    if not numbered.numbers:
        builder.heading("Sources")
        builder.text("No source is given.", "warn")
        return
    builder.heading("Sources", numbers.count(len(numbered.numbers), "source"))
    lead = len(str(len(numbered.numbers))) + 3
    for source_id, number in numbered.numbers.items():
        source = numbered.sources.get(source_id)
        if source_id in numbered.later:
            _later(builder, source, number, lead)
            continue
        _source(builder, numbered, source_id, number, lead, record)
        _addresses(builder, source, " " * lead, short_urls)


def _source(
    builder: Builder, numbered: Numbered, source_id: str, number: int, lead: int, record: Record
) -> None:
    source = numbered.sources.get(source_id)
    sign = f"[{number}]"
    builder.mark(0, len(sign), "source", str(number))
    builder.flow(
        title_of(source, source_id),
        first=((sign, "link"), (" " * (lead - len(sign)), "text")),
        target=("record", source_id) if source is not None else None,
    )
    indent = " " * lead
    shown: set[tuple[str, str, str]] = set()
    for path, cite in numbered.citations[source_id]:
        where = (cite.at, cite.exact, cite.stance)
        passage = cite.exact not in numbered.passages
        _citation(
            builder, cite, path, indent, record, numbered.sources, again=where in shown, passage=passage
        )
        shown.add(where)


def _later(builder: Builder, source: Source | None, number: int, lead: int) -> None:
    """A source printed after the day one stands on: who printed it and when, since its title may tell what came."""
    sign = f"[{number}]"
    builder.mark(0, len(sign), "source", str(number))
    who = clean(source.publisher) if source is not None and source.publisher else "a source"
    when = dates.of(source.published, "plain") if source is not None and source.published is not None else ""
    told = f", printed {when}" if when else ", printed later"
    builder.flow(
        ((who, "text"), (f"{told}: not shown on the day you stand on", "doubt")),
        first=((sign, "link"), (" " * (lead - len(sign)), "text")),
    )


def _addresses(builder: Builder, source: Source | None, indent: str, short: bool) -> None:
    """Where a source stands, and where a copy of it does."""
    if source is None:
        return
    for label, address in (("", source.url), ("archived ", source.archived_url)):
        if not address:
            continue
        url = clean(address)
        lead = width(indent) + len(label)
        shown = clip(url.split("://", 1)[-1], max(8, builder.width - lead), builder.cut) if short else url
        first: Line = ((indent, "text"), (label, "dim"))
        builder.flow(((shown, "link"),), first=first, indent=width(indent), target=("url", url))


def title_of(source: Source | None, source_id: str) -> Line:
    """A source as one names it: author, publisher, title, date."""
    if source is None:
        return ((clean(source_id), "warn"), (" (this source is not in the collection)", "warn"))
    publisher, author = clean(source.publisher), clean(source.author)
    by = f"{author}, {publisher}" if author and publisher else author or publisher
    runs: list[Run] = [(f"{by}: ", "text")] if by else []
    runs.append((clean(source.title), "title"))
    if source.published is not None:
        runs += [(", ", "text"), (dates.of(source.published, "plain"), dates.role(source.published.edtf))]
    else:
        runs.append((", undated", "doubt"))
    return merge(runs)


def _citation(
    builder: Builder,
    cite: Citation,
    path: str,
    indent: str,
    record: Record,
    known: Mapping[str, Source],
    *,
    again: bool,
    passage: bool = True,
) -> None:
    """Where in a source, its passage, and what it says differently; the first two once if they come again."""
    parts: list[str] = [clean(cite.at)] if cite.at else []
    stance = _STANCES.get(cite.stance, clean(cite.stance))
    if stance:
        parts.append(stance)
    if cite.via:
        via = known.get(cite.via)
        parts.append(f"read in {clean(via.title) if via is not None else clean(cite.via)}")
    first: Line = ((indent, "text"),)
    if parts and not again:
        role: Role = "warn" if cite.stance == "disputes" else "dim"
        builder.flow(((f" {builder.marks.dot} ".join(parts), role),), first=first)
    if cite.exact and passage and not again:
        builder.flow(
            ((f"{builder.marks.opens}{clean(cite.exact)}{builder.marks.closes}", "quote"),), first=first
        )
    for name, value in cite.says.items():
        said = _said(record, path, name, value)
        if said:
            builder.flow(_in_own_words(builder, said, name), first=first)
    for key, value in cite.extra.items():
        builder.flow(((f"{clean(key)}: {value_words(key, value)}", "dim"),), first=first)


def _in_own_words(builder: Builder, said: Line, name: str) -> Line:
    """The words in which a source dates something, in quotation marks; anything else as it is."""
    words = next((text for text, role in said if role == "doubt"), "")
    if name.rsplit(".", 1)[-1] != "when_text" or not words:
        return said
    quoted = f"{builder.marks.opens}{words}{builder.marks.closes}"
    return merge((("says: ", "dim"), (quoted, "quote"), (" in its words", "dim")))


def _said(record: Record, path: str, name: str, value: object) -> Line:
    """What a source says of a field: otherwise where no reading reconciles it with what the record holds, or vaguer.

    Nothing where it says the same.
    """
    from tradetui.core.conflicts import reconcile  # a few records only say anything differently

    nested = path and name.split(".", 1)[0] not in ("steps", "history")
    full = f"{path}.{name}" if nested else name
    try:
        held = value_at(record, full)
    except NoSuchPath:
        held = None
    there, here = value_words(name, value), held_words(held)
    if there == here:
        return ()
    otherwise = held not in (None, "", ()) and not reconcile(value, held)
    return merge(
        (
            ("says otherwise: " if otherwise else "says: ", "warn" if otherwise else "dim"),
            (f"{path_words(full)} ", "text"),
            (there, "doubt"),
            (f" (here: {here})" if here and otherwise else "", "dim"),
        )
    )


def held_words(value: object) -> str:
    """A value as a record holds it, in words."""
    from tradetui.core.records import Amount
    from tradetui.core.when import When

    if value is None:
        return ""
    if isinstance(value, When):
        return dates.of(value, "plain")
    return numbers.amount(value) if isinstance(value, Amount) else value_words("", value)


def path_words(path: str) -> str:
    """A path of a record as one reads it: ``steps.s2.lines`` is "step s2, lines"."""
    return clean(path).replace("steps.", "step ").replace(".", ", ").replace("_", " ")


_DATES = frozenset({"when", "said", "decided", "from", "to", "at", "as_of", "published", "on", "known_from"})


def value_words(path: str, value: object) -> str:
    """A value of a record file in words: dates as dates, the rest as it stands."""
    key = path.rsplit(".", 1)[-1]
    if isinstance(value, str):
        return (
            dates.words(value, "plain") if key in _DATES and dates.read(value) is not None else clean(value)
        )
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return numbers.number(value)
    if isinstance(value, Mapping):
        if "words" in value:
            return clean(str(value["words"]))
        return ", ".join(f"{clean(str(name))} {value_words(str(name), one)}" for name, one in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(value_words(path, one) for one in value)
    return clean(str(value))
