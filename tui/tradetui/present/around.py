"""What stands around the words of a quote: its passage, who disputes it, the occasion, the speaker before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.core.query.highlight import hits
from tradetui.core.query.model import Words
from tradetui.present import dates
from tradetui.present.cells import clean, highlight, line_width
from tradetui.present.links import date_cells, link_line
from tradetui.present.page import Phrase
from tradetui.present.source_list import title_of

if TYPE_CHECKING:
    from tradetui.core.records import Quote
    from tradetui.present.reading import Reading
    from tradetui.store.archive import Row
    from tradetui.store.surroundings import Surroundings


def terms(quote: Quote) -> str:
    """On which terms it was said: as printed, else what can be told without."""
    if quote.terms:
        return quote.terms
    if quote.described is not None:
        return "not printed"
    return "named; no terms printed" if quote.by else ""


def disputed(it: Reading, quote: Quote) -> None:
    """Who says that it was not said so: each source that disputes it."""
    for cite in it.dossier.known.cites:
        if cite.stance != "disputes":
            continue
        phrase = Phrase(title_of(it.dossier.sources.get(cite.source), cite.source))
        it.field("Disputed by", phrase.signs(it.numbered.add((cite,))), ("record", cite.source))
        if cite.exact:
            it.field("", ((it.quoted(cite.exact), "quote"),))
    # an attribution that is disputed without a source that does so is said where the attribution is told


def passages(it: Reading, quote: Quote) -> None:
    """The passage a source gives, where it says more than the words: these stand out in it."""
    wanted = tuple(Words(fragment, phrase=True) for fragment in quote.text)
    shown: set[str] = set()
    for cite in it.dossier.known.cites:
        text = clean(cite.exact, lines=True)
        spans = hits(text, wanted) if text else []
        covered = sum(end - start for start, end in spans)
        if not spans or text in shown or len(text) - covered < _WORTH_SHOWING:
            continue
        if not shown:
            it.builder.heading("The passage")
        shown.add(text)
        it.numbered.passages.add(cite.exact)
        line = highlight(text, spans, "quote", "dim")
        it.builder.flow(Phrase(line).signs(it.numbered.add((cite,))))


#: A passage that holds fewer characters besides the words says nothing more.
_WORTH_SHOWING = 12


def that_day(it: Reading, quote: Quote) -> None:
    """A way to what was in force, and known, on the day it was said."""
    day = quote.said.lo if quote.said is not None else None
    if day is None:
        return
    about = "" if quote.said is not None and quote.said.exact else ", the first day it can have been said"
    text = f"what was in force and known on {dates.day(day)}"
    it.field("That day", ((text, "link"), (about, "dim")), ("day", dates.day(day, "iso")))


def neighbours(it: Reading, quote: Quote, around: Surroundings | None) -> None:
    """The other quotes of the occasion; what the speaker said last before it, and next."""
    if around is None:
        return
    speaker = it.dossier.row.who[0] if it.dossier.row.who else ""
    if around.same:
        number = f"{len(around.same)}{' or more' if around.more else ''}" if len(around.same) > 1 else ""
        it.builder.heading("On the same occasion", number)
        cells = date_cells(around.same, it.builder.width)
        for row in around.same:
            _row(it, row, cells, "")
        if around.more and quote.event:
            it.builder.text(f"and more: filter by event:{clean(quote.event)}", "dim")
    both = [row for row in (around.before, around.after) if row is not None]
    if both:
        it.builder.heading("The same speaker")
        cells = date_cells(both, it.builder.width)
        if around.before is not None:
            it.builder.text("before:", "label")
            _row(it, around.before, cells, speaker)
        if around.after is not None:
            it.builder.text("after:", "label")
            _row(it, around.after, cells, speaker)


def _row(it: Reading, row: Row, cells: int, speaker: str) -> None:
    lead, line = link_line(row, cells, speaker, it.ascii_only)
    indent = line_width(lead) if it.builder.width >= 60 else 2
    it.builder.flow(line, first=lead, indent=indent, target=("record", row.id))
