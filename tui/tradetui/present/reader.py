"""A record in full, as lines at a width: what it is, how sure, who says so, and what hangs together with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from tradetui.core.query.highlight import hits
from tradetui.present import dates, numbers, source_list, story
from tradetui.present.cells import clean, fit, highlight, line_width, merge
from tradetui.present.clock import clocks, in_zone
from tradetui.present.links import links
from tradetui.present.page import Builder, Page, Phrase, TargetKind
from tradetui.present.roles import FORM, KIND, REVIEW, Line, Role, Run, side_role, status_sign

if TYPE_CHECKING:
    from tradetui.core.query.model import Query, Words
    from tradetui.core.records import (
        Actor,
        CollectionInfo,
        Described,
        Event,
        Figure,
        Measure,
        Quote,
        Record,
        Source,
    )
    from tradetui.core.states import State
    from tradetui.core.when import When
    from tradetui.store.archive import Dossier

#: Longer lines than this are hard to read, however wide the screen.
MOST_CELLS = 104
_LABEL_CELLS = 11


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
    ascii_only: bool = False,
) -> Page:
    """The record in full at a width of ``cells``.

    ``day`` is the day for which a measure's deciding step is marked, by default ``known_on``. ``zone`` is "own",
    "utc" or a side's id: which clock comes first. ``words`` are marked where they stand.
    ``short_urls`` keeps each address to one line; the targets hold them whole.
    """
    reading = _Reading(dossier, cells, info, known_on, ascii_only)
    reading.day = known_on if day is None else day
    reading.zone, reading.words, reading.short_urls = zone, words, short_urls
    _BODIES[dossier.row.kind](reading)
    reading.end()
    return reading.builder.page()


class _Reading:
    """One record on its way to becoming a page."""

    zone = "own"
    words: Query | Sequence[Words] = ()
    short_urls = False

    def __init__(
        self, dossier: Dossier, cells: int, info: CollectionInfo, known_on: int, ascii_only: bool
    ) -> None:
        self.dossier = dossier
        self.record: Record = dossier.known.record
        self.info = info
        self.sides = tuple(side.id for side in info.sides)
        self.known_on = self.day = known_on
        self.ascii_only = ascii_only
        self.builder = Builder(max(16, min(cells, MOST_CELLS)), ascii_only)
        self.numbered = source_list.Numbered(dossier.sources)
        self.main = self.numbered.add(dossier.known.cites)
        self.numbered.add(dossier.known.later, later=True)

    # -- small things ----------------------------------------------------------------------------------------

    def name(self, record_id: str) -> str:
        """What people call a record."""
        return clean(self.dossier.names.get(record_id, record_id))

    def dotted(self, parts: Sequence[str]) -> str:
        """Cleaned parts with a dot between them."""
        return f" {self.builder.marks.dot} ".join(parts)

    def quoted(self, text: str) -> str:
        """Text of a record in quotation marks."""
        return f"{self.builder.marks.opens}{clean(text)}{self.builder.marks.closes}"

    def marked(self, text: str, role: Role) -> Line:
        """Text with the words of the query marked; line ends stay."""
        text = clean(text, lines=True)
        return highlight(text, hits(text, self.words) if self.words else (), "hit", role)

    def title(self, text: str, role: Role = "title") -> None:
        """The first line."""
        self.builder.flow(self.marked(text, role))

    def field(self, label: str, line: Line | Phrase, target: tuple[TargetKind, str] | None = None) -> None:
        """A value beside its label; nothing for an empty one."""
        runs = line.runs if isinstance(line, Phrase) else line
        if not any(text.strip() for text, _ in runs):
            return
        narrow = self.builder.width < 44
        size = max(_LABEL_CELLS, len(label) + 1) if not narrow else len(label) + 2
        shown = fit(label, size) if not narrow else f"{label}: " if label else "  "
        first: Line = ((shown, "label"),)
        self.builder.flow(line, first=first, indent=_LABEL_CELLS if not narrow else 2, target=target)

    def plain_field(self, label: str, text: str, role: Role = "text") -> None:
        """A field of one role; the text is cleaned here."""
        self.field(label, ((clean(text), role),))

    def link_field(self, label: str, record_id: str) -> None:
        """A field that leads to another record, unless the links below lead there anyway."""
        if record_id and all(link.row.id != record_id for link in self.dossier.linked):
            self.field(label, ((self.name(record_id), "link"),), ("record", record_id))

    def date_field(self, label: str, when: When | None) -> None:
        """A field with a date."""
        if when is not None:
            self.field(label, ((dates.of(when), dates.role(when.edtf)),))

    def summary(self, text: str) -> None:
        """The editor's own words on the record, with the numbers of the sources."""
        if text:
            self.builder.blank()
            self.builder.flow(self.signed(self.marked(text, "text")))

    def signed(self, line: Line) -> Phrase:
        """A line with the numbers of the record's own sources behind it."""
        return Phrase(line).signs(self.main)

    def actor(self, actor_id: str, post: str = "") -> Line:
        """An actor with side and the post held at the time."""
        side = self.dossier.sides.get(actor_id, "")
        post = clean(post or self.dossier.posts.get(actor_id, ""))
        runs: list[Run] = [(self.name(actor_id), side_role(side, self.sides) if side else "actor")]
        if post:
            runs.append((f", {post}", "dim"))
        return tuple(runs)

    def state(self) -> State | None:
        """The state of a measure that has steps of its own."""
        from tradetui.core.states import state

        measure = cast("Measure", self.record)
        return state(measure.steps, self.day, self.known_on) if measure.steps else None

    # -- the end of every page -------------------------------------------------------------------------------

    def end(self) -> None:
        """What every kind has: links, sources, notes, review, other keys."""
        record, known = self.record, self.dossier.known
        links(
            self.builder,
            self.dossier.linked,
            self.dossier.hidden_links,
            unlisted=self.dossier.unlisted,
            speaker=getattr(record, "name", ""),
            ascii_only=self.ascii_only,
        )
        if self.numbered.numbers or self.dossier.row.kind not in ("source", "actor"):
            source_list.sources(self.builder, self.numbered, record, short_urls=self.short_urls)
        if record.note:
            self.builder.heading("Editor's note", "written later")
            self.builder.flow(((clean(record.note, lines=True), "note"),))
        self.builder.heading("Record")
        self.plain_field("id", record.id)
        self.plain_field("tags", ", ".join(record.tags))
        review = REVIEW.get(record.review)
        if record.review != "checked":
            self.plain_field("review", review.word if review else record.review, "warn")
        if self.dossier.row.kind != "actor":
            # a person is not made known by the report that names one
            self.field("known", self.known_since())
        if not known.sure and self.dossier.row.kind != "actor":
            self.field("", (("not surely known on the day you stand on", "doubt"),))
        for accept in record.accept:
            self.plain_field("accepted", f"{accept.check}: {accept.why}", "dim")
        if record.file:
            self.plain_field("file", record.file, "dim")
        if record.extra:
            self.builder.heading("Other")
            for key, value in record.extra.items():
                self.plain_field(clean(key), source_list.value_words(key, value))

    def known_since(self) -> Line:
        """From which day the record could be known, and by which rule."""
        since = self.dossier.known.since
        reason = f" ({clean(since.reason)})" if since.reason else ""
        if since.possibly is None and since.surely is None:
            return (("no date tells from when", "doubt"),)
        if since.possibly == since.surely:
            return ((f"from {dates.day(since.surely)}", "date"), (reason, "dim"))
        if since.possibly is None:
            return ((f"surely from {dates.day(since.surely)}", "doubt"), (reason, "dim"))
        text = f"possibly from {dates.day(since.possibly)}"
        if since.surely is not None:
            text += f", surely from {dates.day(since.surely)}"
        return ((text, "doubt"), (reason, "dim"))


# -- one function a kind -------------------------------------------------------------------------------------


def _event(it: _Reading) -> None:
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
    story.history(it.builder, event, it.numbered, it.ascii_only)


def _described(it: _Reading, described: Described) -> Line:
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


def _quote(it: _Reading) -> None:
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
    _printed(it)
    to = [it.actor(to.actor) if to.actor else ((clean(to.text), "text"),) for to in quote.to]
    for number, line in enumerate(to):
        actor = quote.to[number].actor
        it.field("" if number else "To", line, ("record", actor) if actor else None)
    it.plain_field("Terms", quote.terms or ("not printed" if quote.described is not None else ""))
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


def _quoted(it: _Reading, quote: Quote, own: bool) -> Line:
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


def _speakers(it: _Reading, quote: Quote) -> Line:
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


def _attribution(it: _Reading, quote: Quote) -> None:
    if quote.attribution != "stated":
        text = _ATTRIBUTIONS.get(quote.attribution, clean(quote.attribution))
        it.field("Attributed", ((text, "warn"),))


def _printed(it: _Reading) -> None:
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


def _measure(it: _Reading) -> None:
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
    story.steps(it.builder, measure, state, it.numbered, it.info, it.ascii_only)


def _figure(it: _Reading) -> None:
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


def _actor(it: _Reading) -> None:
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
        span = _role_span(role.start, role.end, it.known_on)
        org = f", {it.name(role.org)}" if role.org else ""
        found = it.numbered.add(role.cites, f"roles.{number}")
        line: Line = ((clean(role.title) + org, "text"), (f"  {span}" if span else "", "doubt"))
        it.field("" if number else "Posts", Phrase(line).signs(found))
    if actor.wikidata:
        it.plain_field("Wikidata", actor.wikidata, "dim")


_MOST_COMPANY = 12


def _activity(it: _Reading) -> str:
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


def _role_span(start: When | None, end: When | None, known_on: int) -> str:
    """From when to when a post was held, and which of it nobody tells."""
    parts = [f"from {dates.of(start, 'plain')}"] if start is not None else []
    if end is not None and not dates.not_yet_seen(end, known_on):
        parts.append(f"to {dates.of(end, 'plain')}")
    return " ".join(parts) or "dates not given"


def _source(it: _Reading) -> None:
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


_BODIES: Mapping[str, Callable[[_Reading], None]] = {
    "event": _event,
    "quote": _quote,
    "measure": _measure,
    "figure": _figure,
    "actor": _actor,
    "source": _source,
}
assert set(_BODIES) == set(KIND)
__all__ = ["MOST_CELLS", "line_width", "page"]
