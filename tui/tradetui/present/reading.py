"""One record on its way to becoming a page: what every kind of record shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from tradetui.core.query.highlight import hits
from tradetui.present import dates, source_list
from tradetui.present.cells import clean, fit, highlight
from tradetui.present.links import links
from tradetui.present.page import Builder, Phrase, TargetKind
from tradetui.present.roles import REVIEW, Line, Role, Run, side_role

if TYPE_CHECKING:
    from tradetui.core.query.model import Query, Words
    from tradetui.core.records import CollectionInfo, Measure, Record
    from tradetui.core.states import State
    from tradetui.core.when import When
    from tradetui.store.archive import Dossier
    from tradetui.store.surroundings import Surroundings

#: Longer lines than this are hard to read, however wide the screen.
MOST_CELLS = 104
_LABEL_CELLS = 11


class Reading:
    """One record on its way to becoming a page."""

    zone = "own"
    words: Query | Sequence[Words] = ()
    short_urls = False
    around: Surroundings | None = None
    #: The title and the date (EDTF) of what was marked last, from which days are counted.
    counted_from: tuple[str, str] | None = None

    def __init__(
        self, dossier: Dossier, cells: int, info: CollectionInfo, known_on: int, ascii_only: bool
    ) -> None:
        """A page with nothing on it yet, and the sources of the record numbered."""
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

    def since_mark(self) -> None:
        """How far the record lies from what was marked last: the least and the most days where dates are fuzzy."""
        if self.counted_from is None:
            return
        title, other = self.counted_from
        one, this = dates.read(other), dates.read(self.dossier.row.when)
        if one is not None and this is not None:
            since = f"{clean(title)} ({dates.words(other)})" if title else dates.words(other)
            words = dates.gap_words(one, this)
            self.field("Since mark", ((words, "number"), (f", counted from {since}", "dim")))

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
