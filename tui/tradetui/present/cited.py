"""What a citation says of a record and of its sources, in one line of plain text or Markdown.

A fuzzy date stands in words, never as an exact one. Only direct and partial quotations stand in quotation
marks; a break between two fragments stays visible. What is disputed, unchecked or printed later is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from tradetui.core.amounts import text as amount_text
from tradetui.core.brief import step_words
from tradetui.core.frozen import frozen
from tradetui.core.query.held import citations
from tradetui.core.records import Actor, Citation, Event, Figure, Measure, Quote, Source, Step
from tradetui.formats.markdown import escape_markdown, markdown_link, web_address
from tradetui.present import dates
from tradetui.present.cells import clean

if TYPE_CHECKING:
    from tradetui.core.records import AnyRecord, Described
    from tradetui.core.when import When
    from tradetui.store.archive import Dossier


@frozen
class Voice:
    """How text, the title of a source and an address are written; whether a title carries its address."""

    text: Callable[[str], str]
    title: Callable[[str, str], str]
    address: Callable[[str], str]
    links: Callable[[str], bool]


def _plain_title(title: str, url: str) -> str:
    return f"“{clean(title)}”"


def _markdown_title(title: str, url: str) -> str:
    return markdown_link(f"“{escape_markdown(clean(title))}”", url)


def _markdown_address(url: str) -> str:
    address = web_address(url)
    return f"<{address}>" if address else escape_markdown(clean(url))


PLAIN = Voice(clean, _plain_title, clean, lambda url: False)
MARKDOWN = Voice(
    lambda text: escape_markdown(clean(text)),
    _markdown_title,
    _markdown_address,
    lambda url: bool(web_address(url)),
)

_MEDIA = {
    "post": "in a post",
    "letter": "in a letter",
    "statement": "in a statement",
    "transcript": "in a transcript",
}
_FORMS = {
    "partial": "quoted in part",
    "paraphrase": "reported, not in the speaker's own words",
    "translation": "in translation",
}
_ATTRIBUTIONS = {
    "ascribed": "a position that the source ascribes, nobody is quoted",
    "denied": "the attribution is denied",
    "disputed": "the attribution is disputed",
    "misattributed": "misattributed",
    "guessed": "the speaker is a guess",
}
_REVIEWS = {"imported": "imported, not checked", "disputed": "disputed", "unsourced": "no source"}
_STANCES = (("supports", "Source"), ("disputes", "Disputed by"), ("context", "Context"))


def statement(dossier: Dossier, voice: Voice = PLAIN) -> str:
    """What the record says: the words with who, to whom, when; the event with its date; and so on."""
    record = dossier.known.record
    match record:
        case Quote():
            parts = _quote(record, dossier, voice)
        case Event():
            parts = _event(record, dossier)
        case Measure():
            parts = _measure(record, dossier)
        case Figure():
            parts = _figure(record, dossier)
        case Actor():
            parts = _actor(record, dossier)
        case Source():
            return source_text(record, voice)
    marks = [_REVIEWS.get(record.review, "")]
    if isinstance(record, Quote):
        return (
            f"{words_of(record, voice)} — {_sentence(parts, voice)}{_marked((*_form(record), *marks), voice)}"
        )
    return f"{_sentence(parts, voice)}{_marked(marks, voice)}"


def marks_of(record: AnyRecord) -> tuple[str, ...]:
    """What is doubted of a record, or of who said it, in words."""
    marks = [_REVIEWS.get(record.review, "")]
    if isinstance(record, Quote):
        original = f"original: {record.original}" if record.form == "translation" and record.original else ""
        doubt = "" if record.attribution == "ascribed" else _ATTRIBUTIONS.get(record.attribution, "")
        marks = [original, doubt, *marks]
    return tuple(filter(None, marks))


def _sentence(parts: Iterable[str], voice: Voice) -> str:
    return voice.text(", ".join(filter(None, parts)))


def _marked(marks: Iterable[str], voice: Voice) -> str:
    told = "; ".join(filter(None, marks))
    return f" ({voice.text(told)})" if told else ""


def _said(when: When | None, before: str = "") -> str:
    """A date in words that leave no doubt what is not known of it."""
    return f"{before} {when.words('long')}".strip() if when is not None else ""


# Quotes.


def words_of(quote: Quote, voice: Voice = PLAIN) -> str:
    """The words: each fragment in quotation marks of its own, where they are the speaker's own words."""
    if quote.form in ("direct", "partial") and quote.attribution != "ascribed":
        return " … ".join(f"“{voice.text(fragment)}”" for fragment in quote.text)
    return " … ".join(map(voice.text, quote.text))


def _form(quote: Quote) -> Iterator[str]:
    if quote.attribution != "ascribed":
        yield _FORMS.get(quote.form, "")
    if quote.form == "translation" and quote.original:
        yield f"original: {quote.original}"
    yield _ATTRIBUTIONS.get(quote.attribution, "")


def _quote(quote: Quote, dossier: Dossier, voice: Voice) -> Iterator[str]:
    names = dossier.names
    if quote.described:
        yield described(quote.described, quote.terms, dossier)
    elif len(quote.by) == 1:
        post = quote.by_title or dossier.posts.get(quote.by[0], "")
        yield ", ".join(filter(None, (names.get(quote.by[0], quote.by[0]), post)))
    else:
        yield and_(names.get(actor, actor) for actor in quote.by)
        yield quote.by_title
    if quote.to:
        yield "to " + and_(each.text or names.get(each.actor, each.actor) for each in quote.to)
    # "in a statement, statement of the ministry" says it twice
    yield "" if quote.medium in quote.occasion.lower() else _MEDIA.get(quote.medium, "")
    yield quote.occasion
    yield quote.place
    yield _said(quote.said, "said") or "day not given"


def described(person: Described, terms: str, dossier: Dossier) -> str:
    """An unnamed person as the report names him, told apart by the ordinal, with the ground rule."""
    ordinal = person.ordinal if person.ordinal and person.ordinal not in person.as_ else ""
    org = dossier.names.get(person.org, person.org)
    of = f"the {ordinal} of those unnamed in the report" if ordinal else "unnamed"
    return f"{person.as_} ({'; '.join(filter(None, (of, org, terms)))})"


def and_(names: Iterable[str]) -> str:
    """Names as one says them: commas, and "and" before the last."""
    *former, last = [*names] or [""]
    return f"{', '.join(former)} and {last}" if former else last


# The other kinds.


def _event(event: Event, dossier: Dossier) -> Iterator[str]:
    yield event.title
    yield _said(event.when) or event.when_text or "no date given"
    yield f"{event.time} {event.tz}".strip()
    yield event.place
    if dossier.known.under_way:
        yield "under way"
    elif event.status != "happened":
        since = dates.words(dossier.row.status_since, "plain") if dossier.row.status_since else ""
        yield f"{event.status} (since {since})" if since else event.status


def _measure(measure: Measure, dossier: Dossier) -> Iterator[str]:
    names = dossier.names
    by = f"by {names.get(measure.by, measure.by)}" if measure.by else ""
    against = f"against {names.get(measure.against, measure.against)}" if measure.against else ""
    told = " ".join(filter(None, (measure.instrument, by, against)))
    yield f"{measure.title} ({told})" if told else measure.title
    step = last_step(measure)
    if step is not None:
        yield f"last step {step_words(step)}, decided {step.decided.words('long')}"
    yield (step.legal if step is not None else "") or measure.legal


def last_step(measure: Measure) -> Step | None:
    """The step decided last, of those known; the last in the file where several share the day."""
    in_order = sorted(measure.steps, key=lambda step: step.decided.lo or 0)
    return in_order[-1] if in_order else None


def _figure(figure: Figure, dossier: Dossier) -> Iterator[str]:
    value = f"{amount_text(figure.value)} {figure.unit}".strip() if figure.value else "no number"
    yield f"{figure.label or figure.series}: {value}"
    yield f"of {dossier.names.get(figure.of, figure.of)}" if figure.of else ""
    yield _said(figure.at, "for")
    yield _said(figure.as_of, "as published")
    yield figure.basis
    yield "planned" if figure.planned else ""


def _actor(actor: Actor, dossier: Dossier) -> Iterator[str]:
    yield f"{actor.name} ({actor.native_name})" if actor.native_name else actor.name
    for role in actor.roles:
        org = dossier.names.get(role.org, role.org)
        held = " ".join(filter(None, (_said(role.start, "from"), _said(role.end, "to"))))
        yield " ".join(filter(None, (role.title, f"at {org}" if org else "", f"({held})" if held else "")))
    yield f"Wikidata {actor.wikidata}" if actor.wikidata else ""


# Sources.


def source_text(source: Source, voice: Voice = PLAIN, at: str = "") -> str:
    """A source: author, title, publisher, date, locator, address, archived copy, day it was read."""
    parts = [
        voice.text(source.author),
        voice.title(source.title, source.url),
        voice.text(source.publisher),
        voice.text(_said(source.published, "published") or "publication day not given"),
        voice.text(at),
        "" if not source.url or voice.links(source.url) else voice.address(source.url),
    ]
    kept = [
        f"archived {voice.address(source.archived_url)}" if source.archived_url else "",
        voice.text(_said(source.retrieved, "read")),
    ]
    aside = "; ".join(filter(None, kept))
    return ", ".join(filter(None, parts)) + (f" ({aside})" if aside else "")


def sources_text(dossier: Dossier, voice: Voice = PLAIN) -> str:
    """The sources that could be read, by stance, each once with its locators; then those printed later."""
    told = []
    cites = citations(dossier.known)
    for stance, label in _STANCES:
        texts = [_cited(each, dossier, voice) for each in once(cites) if each.stance == stance]
        if texts:
            plural = "s" if label == "Source" and len(texts) > 1 else ""
            told.append(f"{label}{plural}: {'; '.join(texts)}.")
    later = [_later(cite, dossier, voice) for cite in once(dossier.known.later)]
    if later:
        told.append(f"Printed later: {'; '.join(later)}.")
    return " ".join(told)


def once(cites: Iterable[Citation]) -> list[Citation]:
    """The citations with each source and stance once, their locators together."""
    found: dict[tuple[str, str], list[Citation]] = {}
    for cite in cites:
        found.setdefault((cite.source, cite.stance), []).append(cite)
    return [
        Citation(
            source=source,
            stance=same[0].stance,
            at=", ".join(dict.fromkeys(cite.at for cite in same if cite.at)),
            via=next((cite.via for cite in same if cite.via), ""),
            says={field: value for cite in same for field, value in cite.says.items()},
        )
        for (source, _), same in found.items()
    ]


def _cited(cite: Citation, dossier: Dossier, voice: Voice) -> str:
    source = dossier.sources.get(cite.source)
    told = source_text(source, voice, cite.at) if source else _sentence((cite.source, cite.at), voice)
    says = [f"which has {field} as {value}" for field, value in cite.says.items()]
    via = [f"as read in {dossier.names.get(cite.via, cite.via)}"] if cite.via else []
    aside = "; ".join((*via, *says))
    return f"{told} ({voice.text(aside)})" if aside else told


def _later(cite: Citation, dossier: Dossier, voice: Voice) -> str:
    source = dossier.sources.get(cite.source)
    if source is None:
        return voice.text(cite.source)
    return _sentence((source.publisher or source.title, _said(source.published)), voice)
