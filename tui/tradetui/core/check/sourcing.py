"""Rules of sourcing: who says so, and in exactly which words."""

from __future__ import annotations

from collections.abc import Iterator

from tradetui.core.check.model import Finding, Ground, Rule
from tradetui.core.records import Event, Figure, Measure, Quote, Source, kind_of


def no_source(ground: Ground) -> Iterator[Finding]:
    """An event, quote, measure or figure that no citation bears out."""
    for record in ground.records.values():
        if not isinstance(record, (Event, Quote, Measure, Figure)) or record.review == "unsourced":
            continue
        if not ground.cites(record):
            remedy = 'give a source in `cites`, or say review = "unsourced"'
            yield Finding(
                record, (), f"a {kind_of(record)} without a source".replace("a event", "an event"), remedy
            )


def no_support(ground: Ground) -> Iterator[Finding]:
    """Citations of which none supports the record."""
    for record in ground.records.values():
        cites = [citation for _, citation in ground.cites(record)]
        if cites and record.review == "checked" and all(citation.stance != "supports" for citation in cites):
            remedy = 'cite one that does, or say review = "disputed"'
            yield Finding(record, ("cites",), "no source supports the record", remedy)


def entry_without_source(ground: Ground) -> Iterator[Finding]:
    """A step or a history entry without a citation of its own."""
    for event in ground.events:
        for position, entry in enumerate(event.history):
            if not entry.cites:
                yield Finding(
                    event, ("history", position), "a history entry without a source", "give `cites`"
                )
    for measure in ground.measures:
        for position, step in enumerate(measure.steps):
            if not step.cites:
                yield Finding(measure, ("steps", position), "a step without a source", "give `cites`")


def undated_source(ground: Ground) -> Iterator[Finding]:
    """A source without the day it came out."""
    for record in ground.records.values():
        if isinstance(record, Source) and record.published is None:
            yield Finding(
                record, (), "a source without `published`: nobody can tell what was known when", "give it"
            )


def via_itself(ground: Ground) -> Iterator[Finding]:
    """A source read in itself."""
    for record in ground.records.values():
        for path, citation in ground.cites(record):
            if citation.via and citation.via == citation.source:
                yield Finding(
                    record, (*path, "via"), "the source is said to be read in itself", "take `via` out"
                )


# --- words ----------------------------------------------------------------------------------------

_ALIKE = str.maketrans(
    dict.fromkeys('"`´‘’‚‛“”„‟«»‹›「」『』＂＇', "'") | dict.fromkeys("‐‑‒–—―−", "-")  # each kind as one
)


def folded(text: str) -> str:
    """Text as compared with a passage: one quotation mark, one dash, one blank, one ellipsis for all kinds of each."""
    text = " ".join(text.translate(_ALIKE).split())
    if "-" in text:  # a dash with blanks around it, or written as two, is a dash
        text = "-".join(part for part in map(str.strip, text.split("-")) if part)
    while "''" in text:
        text = text.replace("''", "'")
    return text.replace(". . .", "…").replace("...", "…")


def holds(exact: str, fragments: tuple[str, ...]) -> bool:
    """Whether a passage holds the fragments in order.

    The stop or comma at the end of a fragment is the printer's: "we agree", she said.
    """
    passage, at = folded(exact), 0
    for fragment in fragments:
        words = folded(fragment).strip("' ").rstrip(".,;:") or folded(fragment)
        at = passage.find(words, at)
        if at < 0:
            return False
        at += len(words)
    return True


def _quoted(ground: Ground) -> Iterator[Quote]:
    """The quotes that stand in quotation marks."""
    for record in ground.records.values():
        if isinstance(record, Quote) and record.form in ("direct", "partial"):
            yield record


def no_passage(ground: Ground) -> Iterator[Finding]:
    """Words in quotation marks with no passage to hold them against."""
    for quote in _quoted(ground):
        if quote.cites and not any(citation.exact for citation in quote.cites):
            remedy = "give the passage as `exact` in the citation that prints it"
            yield Finding(quote, ("cites",), f"a {quote.form} quote whose sources give no passage", remedy)


def words_not_in_source(ground: Ground) -> Iterator[Finding]:
    """Words in quotation marks that no passage holds."""
    for quote in _quoted(ground):
        passages = [citation.exact for citation in quote.cites if citation.exact]
        if not passages or any(holds(passage, quote.text) for passage in passages):
            continue
        for position, fragment in enumerate(quote.text):
            if not any(holds(passage, (fragment,)) for passage in passages):
                path = ("text", position) if len(quote.text) > 1 else ("text",)
                reason = f"words that no `exact` of its sources holds: {_short(fragment)}"
                yield Finding(quote, path, reason, 'correct them, or say form = "paraphrase"')
                break
        else:
            yield Finding(
                quote, ("text",), "no one passage holds all fragments in order", "put them in its order"
            )


_QUOTATION = frozenset('"“”„«»「」')


def quotation_in_paraphrase(ground: Ground) -> Iterator[Finding]:
    """A paraphrase with quotation marks."""
    for record in ground.records.values():
        if isinstance(record, Quote) and record.form == "paraphrase":
            for position, fragment in enumerate(record.text):
                if not _QUOTATION.isdisjoint(fragment):
                    path = ("text", position) if len(record.text) > 1 else ("text",)
                    remedy = (
                        "only direct and partial words may stand in them: make a quote of its own of those"
                    )
                    yield Finding(record, path, "quotation marks in a paraphrase", remedy)


def _short(text: str) -> str:
    return f'"{text}"' if len(text) <= 60 else f'"{text[:57]}..."'


RULES = (
    Rule("no-source", "error", "an event, quote, measure or figure that no citation bears out", no_source),
    Rule("no-support", "warning", "no citation supports the record", no_support),
    Rule(
        "entry-without-source", "warning", "a step or history entry without a citation", entry_without_source
    ),
    Rule("undated-source", "warning", "a source without `published`", undated_source),
    Rule("via-itself", "error", "a source said to be read in itself", via_itself),
    Rule("no-passage", "warning", "direct or partial words with no `exact` to hold them against", no_passage),
    Rule(
        "words-not-in-source", "error", "direct or partial words that no `exact` holds", words_not_in_source
    ),
    Rule("quotation-in-paraphrase", "warning", "quotation marks in a paraphrase", quotation_in_paraphrase),
)
