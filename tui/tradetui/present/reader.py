"""A record in full, as lines at a width: what it is, how sure, who says so, and what hangs together with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from tradetui.present import around, dates, numbers, story
from tradetui.present.cells import clean, merge
from tradetui.present.clock import clocks, in_zone
from tradetui.present.matched import of_record
from tradetui.present.page import Page, Phrase, TargetKind
from tradetui.present.reading import Reading
from tradetui.present.roles import FORM, Line, Role, Run, side_role, status_sign

if TYPE_CHECKING:
    from tradetui.core.query.model import Query, Words
    from tradetui.core.records import (
        Actor,
        AnyRecord,
        CollectionInfo,
        Described,
        Event,
        Figure,
        Measure,
        Quote,
        Source,
    )
    from tradetui.core.when import When
    from tradetui.store.archive import Dossier
    from tradetui.store.surroundings import Surroundings


def page(
    dossier: Dossier,
    cells: int,
    *,
    info: CollectionInfo,
    known_on: int,
    day: int | None = None,
    zone: str = "own",
    words: Query | Sequence[Words] = (),
    short_urls: bool = False,
    marked: tuple[str, str] | None = None,
    ascii_only: bool = False,
    around: Surroundings | None = None,
) -> Page:
    """The record in full at a width of ``cells``.

    ``day`` is the day for which a measure's deciding step is marked, by default ``known_on``. ``zone`` is "own",
    "utc" or a side's id: which clock comes first. ``words`` are marked where they stand.
    ``marked`` is the title and the date (EDTF) of what was marked, from which the days to this record are counted.
    ``short_urls`` keeps each address to one line; the targets hold them whole. ``around`` is what was said around a
    quote.
    """
    reading = Reading(dossier, cells, info, known_on, ascii_only)
    reading.day = known_on if day is None else day
    reading.zone, reading.words, reading.short_urls = zone, words, short_urls
    reading.around = around
    reading.counted_from = marked
    _BODIES[dossier.row.kind](reading)
    if dossier.row.kind not in ("quote", "event"):
        matched(reading)
        reading.since_mark()
    reading.end()
    return reading.builder.page()


# -- one function a kind -------------------------------------------------------------------------------------


def _event(it: Reading) -> None:
    event = cast("Event", it.record)
    it.title(event.title)
    status = "under-way" if it.dossier.known.under_way else event.status
    sign = status_sign(status)
    head: list[Run] = [
        (f"{sign.draw(it.ascii_only)} {sign.word}", sign.role),
        (f" {it.builder.marks.dot} {clean(event.kind)}", "dim"),
    ]
    if event.place:
        head.append((f" {it.builder.marks.dot} {clean(event.place)}", "dim"))
    it.builder.flow(merge(head))
    disagree = it.dossier.known.disagree
    if disagree:
        told = " or ".join(status_sign(entry.status).word for entry in disagree)
        it.builder.text(f"possibly {told}: fuzzy dates leave it open", "doubt")
    it.summary(event.summary)
    it.builder.blank()
    it.field("When", ((dates.of(event.when), dates.role(event.when.edtf if event.when else "")),))
    if event.when_text:
        it.field("", ((it.quoted(event.when_text), "quote"), (" in the words of the source", "dim")))
    for number, shown in enumerate(in_zone(clocks(event.time, event.tz, event.when, it.info), it.zone)):
        it.field("" if number else "Time", ((shown.text, "dim" if number else "date"),))
    it.since_mark()
    for number, participant in enumerate(event.who):
        line = (
            it.actor(participant.actor)
            if participant.described is None
            else _described(it, participant.described)
        )
        if participant.role:
            line = (*line, (f" ({clean(participant.role)})", "dim"))
        target: tuple[TargetKind, str] | None = ("record", participant.actor) if participant.actor else None
        it.field("" if number else "Who", line, target)
    matched(it)
    story.history(it.builder, event, it.numbered, it.dossier.names, it.ascii_only)


def _described(it: Reading, described: Described) -> Line:
    """An unnamed person in the words of the report."""
    role = side_role(described.side, it.sides) if described.side else "actor"
    runs: list[Run] = [(clean(described.as_), role)]
    aside: list[str] = []
    if described.org:
        aside.append(it.name(described.org))
    if described.count is not None and described.count != 1:
        aside.append(f"{described.count} people")
    if described.why:
        aside.append(clean(described.why))
    if aside:
        runs.append((f" ({'; '.join(aside)})", "dim"))
    return merge(runs)


def _quote(it: Reading) -> None:
    quote = cast("Quote", it.record)
    form = FORM.get(quote.form)
    own = quote.form in ("direct", "partial")
    if not own:
        word = {
            "paraphrase": "Paraphrase, not the speaker's words",
            "translation": "Translated, not the words as said",
        }
        it.builder.text(
            f"{form.draw(it.ascii_only) if form else ''} {word.get(quote.form, clean(quote.form))}".strip(),
            "doubt",
        )
    it.builder.flow(_quoted(it, quote, own))
    speaker = _speakers(it, quote)
    lead = f"   {it.builder.marks.dash} "
    it.builder.flow(
        it.signed(speaker),
        first=((lead, "dim"),),
        target=("record", quote.by[0]) if len(quote.by) == 1 else None,
    )
    if len(quote.text) > 1:
        it.builder.text("The source breaks in between the parts.", "dim")
    it.builder.blank()
    it.field("Form", ((f"{form.word if form else clean(quote.form)}", "text"),) if own else ())
    _attribution(it, quote)
    it.field("Said", ((dates.of(quote.said), dates.role(quote.said.edtf if quote.said else "")),))
    it.since_mark()
    _printed(it)
    to = [it.actor(to.actor) if to.actor else ((clean(to.text), "text"),) for to in quote.to]
    for number, line in enumerate(to):
        actor = quote.to[number].actor
        it.field("" if number else "To", line, ("record", actor) if actor else None)
    it.plain_field("Terms", around.terms(quote))
    it.plain_field("Occasion", quote.occasion)
    it.plain_field("Medium", quote.medium)
    it.plain_field("Where", quote.place)
    it.plain_field("Language", quote.lang)
    if quote.original:
        it.field("Original", it.marked(quote.original, "quote"))
    there = {link.row.id for link in it.dossier.linked}
    about = [topic for topic in quote.about if topic not in there]
    it.plain_field("About", ", ".join(it.name(topic) for topic in about))
    it.link_field("Event", quote.event)
    around.that_day(it, quote)
    matched(it)
    around.passages(it, quote)
    around.neighbours(it, quote, it.around)


def matched(it: Reading) -> None:
    """Where the words of the query stand, if not in the words or the title."""
    if not it.words:
        return
    for number, (word, where) in enumerate(
        of_record(cast("AnyRecord", it.record), it.dossier.names, it.words)
    ):
        it.field("" if number else "Found by", ((it.quoted(word), "hit"), (f" in {where}", "note")))


def _quoted(it: Reading, quote: Quote, own: bool) -> Line:
    """The exact words, each fragment in marks of its own; the reporter's break shows between them."""
    opens, closes, more = it.builder.marks.opens, it.builder.marks.closes, it.builder.marks.more
    role: Role = "quote" if own else "text"
    runs: list[Run] = []
    for number, fragment in enumerate(quote.text):
        if number:
            runs.append((f" {more} ", "dim"))
        body = it.marked(fragment, role)
        runs.extend(((opens, role), *body, (closes, role)) if own else body)
    return merge(runs)


def _speakers(it: Reading, quote: Quote) -> Line:
    if quote.described is not None:
        line = _described(it, quote.described)
        aside = " as the source names the speaker" if not quote.by_title else f", {clean(quote.by_title)}"
        return (*line, (f",{aside}" if not quote.by_title else aside, "dim"))
    if not quote.by:
        return (("speaker not given", "doubt"),)
    runs: list[Run] = []
    for number, actor in enumerate(quote.by):
        runs += [(" and ", "dim")] if number else []
        runs += it.actor(actor, quote.by_title if len(quote.by) == 1 else "")
    return merge(runs)


_ATTRIBUTIONS: Mapping[str, str] = {
    "ascribed": "a position that the source states of the speaker; nobody is quoted",
    "denied": "the speaker denies it",
    "disputed": "whether it was said is disputed",
    "misattributed": "wrongly attributed to the speaker",
    "guessed": "the speaker is a guess",
}


def _attribution(it: Reading, quote: Quote) -> None:
    if quote.attribution != "stated":
        text = _ATTRIBUTIONS.get(quote.attribution, clean(quote.attribution))
        it.field("Attributed", ((text, "warn"),))
    around.disputed(it, quote)


def _printed(it: Reading) -> None:
    """The first day on which a source that is cited printed it."""
    dated = [
        source.published
        for cite in it.dossier.known.cites
        if (source := it.dossier.sources.get(cite.source)) is not None and source.published is not None
    ]
    if dated:
        first = min(dated, key=lambda when: when.sort_key())
        it.field(
            "Printed",
            (
                (dates.of(first), dates.role(first.edtf)),
                (" at the earliest" if len(dated) > 1 else "", "dim"),
            ),
        )


def _measure(it: Reading) -> None:
    from tradetui.present.measures import pending_lines, state_line

    measure = cast("Measure", it.record)
    it.title(measure.title)
    head = [clean(measure.instrument)] if measure.instrument else []
    if measure.by or measure.against:
        against = next((side.name for side in it.info.sides if side.id == measure.against), "")
        head.append(
            " against ".join(
                name for name in (it.name(measure.by), clean(against) or it.name(measure.against)) if name
            )
        )
    it.builder.flow(it.signed(((it.dotted(head), "dim"),)))
    state = it.state()
    it.builder.blank()
    if state is not None:
        it.field(dates.day(it.day, "short"), state_line(state, it.ascii_only))
        for line in pending_lines(state):
            it.field("", line)
    it.builder.blank()
    it.plain_field("Goods", measure.goods)
    it.plain_field("Value", numbers.base(measure.base))
    it.plain_field("Lines", numbers.amount(measure.lines))
    it.plain_field("Legal", measure.legal)
    it.link_field("Part of", measure.parent)
    story.steps(it.builder, measure, state, it.numbered, it.info, it.dossier.names, it.ascii_only)


def _figure(it: Reading) -> None:
    figure = cast("Figure", it.record)
    it.title(figure.label or figure.series)
    it.builder.flow(
        (
            (numbers.with_unit(figure.value, figure.unit) or "no value", "number"),
            (f" {it.builder.marks.dot} planned" if figure.planned else "", "status-planned"),
        )
    )
    it.builder.blank()
    it.date_field("At", figure.at)
    it.date_field("As of", figure.as_of)
    it.plain_field("Basis", figure.basis)
    it.link_field("Of", figure.of)
    it.plain_field("Series", figure.series, "dim")


def _actor(it: Reading) -> None:
    actor = cast("Actor", it.record)
    it.title(actor.name, "actor")
    head: list[Run] = [(clean(actor.native_name), "text")] if actor.native_name else []
    if actor.type:
        head += [(it.dotted(["", ""]) if head else "", "dim"), (clean(actor.type), "dim")]
    if actor.side:
        name = next((side.name for side in it.info.sides if side.id == actor.side), actor.side)
        head += [(it.dotted(["", ""]) if head else "", "dim"), (clean(name), side_role(actor.side, it.sides))]
    if head:
        it.builder.flow(merge(head))
    it.builder.blank()
    it.plain_field("Also", ", ".join(actor.aliases))
    it.plain_field("Here", _activity(it))
    company = list(it.dossier.company.items())
    if company:
        phrase = Phrase()
        for number, (other, shared) in enumerate(company[:_MOST_COMPANY]):
            phrase.add(", " if number else "").add(it.name(other), "actor", ("record", other)).add(
                f" {shared:,}", "number"
            )
        phrase.add(
            f", and {len(company) - _MOST_COMPANY:,} others" if len(company) > _MOST_COMPANY else "", "dim"
        )
        it.field("With", phrase)
    for number, role in enumerate(actor.roles):
        span = _role_span(role.start, role.end)
        org = f", {it.name(role.org)}" if role.org else ""
        found = it.numbered.add(role.cites, f"roles.{number + 1}")
        line: Line = ((clean(role.title) + org, "text"), (f"  {span}" if span else "", "doubt"))
        it.field("" if number else "Posts", Phrase(line).signs(found))
    if hidden := it.dossier.known.hidden_posts:
        text = f"{numbers.count(hidden, 'post')} not known yet on the day you stand on"
        it.field("" if actor.roles else "Posts", ((text, "doubt"),))
    if actor.wikidata:
        it.plain_field("Wikidata", actor.wikidata, "dim")


_MOST_COMPANY = 12


def _activity(it: Reading) -> str:
    """How many events, quotes and measures are the actor's."""
    counts: dict[str, int] = {}
    for link in it.dossier.linked:
        if link.relation == "by":
            counts[link.row.kind] = counts.get(link.row.kind, 0) + 1
    more = it.dossier.unlisted.get("by", 0)
    told = [
        numbers.count(counts[kind], kind)
        for kind in ("event", "quote", "measure", "figure")
        if kind in counts
    ]
    return ", ".join(told) + (f" and {more:,} more" if more else "")


def _role_span(start: When | None, end: When | None) -> str:
    """From when to when a post was held, and which of it nobody tells."""
    parts = [f"from {dates.of(start, 'plain')}"] if start is not None else []
    if end is not None:
        parts.append(dates.until(end, "to"))
    return " ".join(parts) or "dates not given"


def _source(it: Reading) -> None:
    source = cast("Source", it.record)
    it.title(source.title)
    by = [clean(part) for part in (source.author, source.publisher, source.type) if part]
    it.builder.flow(((it.dotted(by), "dim"),))
    it.builder.blank()
    if source.published is None:
        it.field("Published", (("no date given", "doubt"),))
    it.date_field("Published", source.published)
    if source.url:
        it.field("Address", ((clean(source.url), "link"),), ("url", clean(source.url)))
    if source.archived_url:
        it.field("Archived", ((clean(source.archived_url), "link"),), ("url", clean(source.archived_url)))
    it.date_field("Retrieved", source.retrieved)
    it.plain_field("Language", source.lang)
    it.link_field("Version of", source.version_of)


_BODIES: Mapping[str, Callable[[Reading], None]] = {
    "event": _event,
    "quote": _quote,
    "measure": _measure,
    "figure": _figure,
    "actor": _actor,
    "source": _source,
}
