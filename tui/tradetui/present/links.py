"""What hangs together with a record, both ways, in words and each line to be followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.present import dates, numbers
from tradetui.present.cells import MORE, MORE_ASCII, clean, fit, line_width, merge, width
from tradetui.present.page import Builder
from tradetui.present.roles import FORM, KIND, Line, Run, Sign, marks, status_sign

if TYPE_CHECKING:
    from tradetui.store.archive import Linked, Row

# (relation, inverse) in the order in which they are listed, with the words for the record in view.
_WORDS: dict[tuple[str, bool], str] = {
    ("answers", False): "Answers",
    ("answers", True): "Answered by",
    ("follows", False): "Follows",
    ("follows", True): "Followed by",
    ("replaces", False): "Replaces",
    ("replaces", True): "Replaced by",
    ("fulfils", False): "Fulfils",
    ("fulfils", True): "Fulfilled by",
    ("contradicts", False): "Contradicts",
    ("contradicts", True): "Contradicted by",
    ("part-of", False): "Part of",
    ("part-of", True): "Its parts",
    ("parent", False): "Part of",
    ("parent", True): "Its parts",
    ("child", False): "Part of",
    ("child", True): "Its parts",
    ("event", False): "Events",
    ("event", True): "Events",
    ("step", False): "Measures decided here",
    ("step", True): "Measures decided here",
    ("about", False): "About",
    ("about", True): "What is about it",
    ("quote", False): "Quotes",
    ("quote", True): "Quotes",
    ("figure", False): "Figures",
    ("figure", True): "Figures",
    ("to", True): "Said to them",
    ("against", True): "Measures against them",
    ("org", True): "People of theirs",
    ("version", False): "Other versions",
    ("version", True): "Other versions",
    ("cites", False): "Sources",
    ("cites", True): "What it is cited for",
}


def grouped(linked: Sequence[Linked]) -> list[tuple[str, list[Row]]]:
    """Linked records under the words of their relation, in the order of the words; each record once a group.

    What is both the event of a record and what it is about stands under the first only.
    """
    groups: dict[str, list[Row]] = {}
    places: set[str] = set()
    for link in sorted(linked, key=_place):
        if link.relation in ("event", "step", "about") and not (link.relation == "about" and link.inverse):
            if link.row.id in places:
                continue
            places.add(link.row.id)
        rows = groups.setdefault(_words(link), [])
        if all(row.id != link.row.id for row in rows):
            rows.append(link.row)
    return list(groups.items())


#: What is by an actor, by the kind of record, in this order.
BY = {
    "event": "Took part in",
    "quote": "Said",
    "measure": "Measures of theirs",
    "figure": "Figures of theirs",
}


def _words(link: Linked) -> str:
    if link.relation == "by":
        return BY.get(link.row.kind, "By them")
    if link.relation == "step" and link.row.kind == "event":
        return "Decided in"
    return _WORDS.get((link.relation, link.inverse), clean(link.relation).capitalize())


def _place(link: Linked) -> tuple[int, int]:
    """Where the group of a link stands among the others."""
    kinds = list(BY)
    kind = kinds.index(link.row.kind) if link.relation == "by" and link.row.kind in kinds else len(kinds)
    keys = list(_WORDS)
    key = (link.relation, link.inverse)
    return (keys.index(key) if key in _WORDS else -1 if link.relation == "by" else len(keys)), kind


def sign_of(row: Row) -> Sign:
    """The sign of a record: an event's status, a quote's form, else its kind."""
    if row.kind == "event":
        return status_sign(row.status or "happened")
    if row.kind == "quote":
        return FORM.get(row.form, KIND["quote"])
    return KIND[row.kind]


def link_line(row: Row, date_cells: int, speaker: str = "", ascii_only: bool = False) -> tuple[Line, Line]:
    """A record in one line, to be wrapped: its date and sign, and what it is. ``speaker`` goes without saying."""
    sign = sign_of(row)
    date = dates.fitted(row.when, date_cells) if row.when else ""
    lead: list[Run] = (
        [(fit(date, date_cells, "right", MORE_ASCII if ascii_only else MORE), dates.role(row.when))]
        if date_cells
        else []
    )
    lead += [(" ", "text"), (sign.draw(ascii_only), sign.role), (" ", "text")]
    title = clean(row.title)
    signs = marks(ascii_only)
    runs: list[Run] = []
    if row.kind == "quote":
        own = row.form in ("direct", "partial")
        if row.who and row.who[0] != speaker:
            runs.append((f"{clean(row.who[0])}: ", "actor"))
        runs.append((f"{signs.opens}{title}{signs.closes}" if own else title, "quote" if own else "text"))
    else:
        runs.append((title, "actor" if row.kind == "actor" else "link"))
        if row.kind == "event" and row.status not in ("", "happened"):
            runs.append((f" ({sign.word})", sign.role))
    if row.detail and row.kind in ("measure", "figure"):
        runs.append((f" {signs.dot} {clean(row.detail)}", "dim"))
    if row.review != "checked":
        runs.append((f" ({clean(row.review)})", "warn"))
    return merge(lead), merge(runs)


def links(
    builder: Builder,
    linked: Sequence[Linked],
    hidden: int,
    *,
    unlisted: Mapping[str, int] | None = None,
    speaker: str = "",
    ascii_only: bool = False,
    most: int = 200,
) -> None:
    """All links in groups; ``hidden`` counts those to records not known yet, which are told as a number only.

    ``unlisted`` tells for a relation how many records more there are than are listed.
    """
    for words, rows in grouped(linked):
        builder.heading(words, str(len(rows)) if len(rows) > 1 else "")
        cells = date_cells(rows, builder.width)
        for row in rows[:most]:
            lead, line = link_line(row, cells, speaker, ascii_only)
            # on narrow pages what follows stands under the sign, not under the title
            indent = line_width(lead) if builder.width >= 60 else 2
            builder.flow(line, first=lead, indent=indent, target=("record", row.id))
        if len(rows) > most:
            builder.text(f"and {len(rows) - most:,} more", "dim")
    for relation, number in (unlisted or {}).items():
        builder.blank()
        builder.text(f"{number:,} more that are not listed here ({clean(relation)})", "dim")
    if hidden:
        builder.blank()
        builder.text(
            f"{numbers.count(hidden, 'link')} to what was not known yet on the day you stand on", "doubt"
        )


def date_cells(rows: Sequence[Row], cells: int) -> int:
    """How wide a column of dates needs to be for these rows on a page so wide; 0 where none has one."""
    most = 26 if cells >= 90 else 18 if cells >= 60 else 12
    return min(most, max((width(dates.fitted(row.when, most)) for row in rows if row.when), default=0))
