"""The roles that text on screen can play, and the signs and words that stand beside every colour.

A role says what a run of text *is*; the screens map each role to one style, a plain terminal to none. So
nothing may be told by a role alone: every status, form and verdict has a sign and a word in the tables here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from tradetui.core.frozen import frozen

Role = Literal[
    "text",
    "dim",
    "title",
    "heading",
    "label",
    "date",
    "doubt",
    "number",
    "actor",
    "quote",
    "note",
    "hit",
    "link",
    "key",
    "warn",
    "rule",
    "chip",
    # sides, in the order in which the collection names them
    "side-1",
    "side-2",
    "side-3",
    "side-4",
    # how far an event has come
    "status-happened",
    "status-under-way",
    "status-planned",
    "status-expected",
    "status-hoped",
    "status-possible",
    "status-threatened",
    "status-missed",
    "status-postponed",
    "status-cancelled",
    # verdicts on a measure
    "in-force",
    "not-in-force",
    "unsure",
    "pending",
    # the axis and the charts
    "tick",
    "grid",
    "axis-label",
    "selected",
    "bar",
    "fade",
    "count",
    "cursor",
    "known-on",
    "mark",
    "now",
]
Run = tuple[str, Role]
Line = tuple[Run, ...]


@frozen
class Sign:
    """One state as a sign, a sign in ASCII, a word, and the role that colours it. Signs are one cell wide."""

    sign: str
    ascii: str
    word: str
    role: Role

    def draw(self, ascii_only: bool = False) -> str:
        """The sign for this terminal."""
        return self.ascii if ascii_only else self.sign


#: How far an event has come; ``under-way`` is shown while the day one stands on is inside its span.
STATUS: Mapping[str, Sign] = {
    "happened": Sign("●", "*", "happened", "status-happened"),
    "under-way": Sign("◐", "%", "under way", "status-under-way"),
    "planned": Sign("○", "o", "planned", "status-planned"),
    "expected": Sign("◔", "+", "expected", "status-expected"),
    "hoped": Sign("◌", "^", "hoped for", "status-hoped"),
    "possible": Sign("◇", "?", "possible", "status-possible"),
    "threatened": Sign("▲", "!", "threatened", "status-threatened"),
    "missed": Sign("✗", "x", "missed", "status-missed"),
    "postponed": Sign("»", ">", "postponed", "status-postponed"),
    "cancelled": Sign("⊘", "/", "cancelled", "status-cancelled"),
}

#: Whether the words of a quote are the speaker's own.
FORM: Mapping[str, Sign] = {
    "direct": Sign("“", '"', "exact words", "quote"),
    "partial": Sign("‹", "'", "part of a sentence", "quote"),
    "paraphrase": Sign("≈", "~", "paraphrase", "doubt"),
    "translation": Sign("⇄", "t", "translation", "doubt"),
}

#: Whether a measure is in force.
VERDICT: Mapping[str, Sign] = {
    "yes": Sign("■", "#", "in force", "in-force"),
    "no": Sign("□", "-", "not in force", "not-in-force"),
    "unsure": Sign("◪", "?", "can't tell", "unsure"),
}

#: What a step of a measure decides.
STEP: Mapping[str, Sign] = {
    "proposed": Sign("◇", "?", "proposed", "pending"),
    "adopted": Sign("●", "*", "adopted", "in-force"),
    "postponed": Sign("»", ">", "postponed", "status-postponed"),
    "suspended": Sign("‖", "=", "suspended", "status-postponed"),
    "withdrawn": Sign("⊘", "/", "withdrawn", "status-cancelled"),
    "ended": Sign("□", "-", "ended", "not-in-force"),
}

#: How far the editor has come with a record; ``checked`` needs no sign.
REVIEW: Mapping[str, Sign] = {
    "checked": Sign(" ", " ", "checked", "dim"),
    "imported": Sign("↓", "i", "imported, not checked", "warn"),
    "disputed": Sign("≠", "d", "disputed", "warn"),
    "unsourced": Sign("∅", "u", "no source", "warn"),
}

#: A record by its kind, where it has no status of its own.
KIND: Mapping[str, Sign] = {
    "event": Sign("●", "*", "event", "status-happened"),
    "quote": Sign("“", '"', "quote", "quote"),
    "measure": Sign("▤", "%", "measure", "in-force"),
    "figure": Sign("#", "#", "figure", "number"),
    "actor": Sign("@", "@", "actor", "actor"),
    "source": Sign("§", "&", "source", "link"),
}


#: What of a record stands on the axis besides its own sign, by what it tells. No two signs are alike, in ASCII too.
AXIS: Mapping[str, Sign] = {
    "bar": Sign("━", "=", "from day to day: a span", "bar"),
    "fade": Sign("░", ".", "perhaps: its beginning or end is not known to the day", "fade"),
    "fade-2": Sign("▒", ",", "the same, nearer to what is sure", "fade"),
    "fade-3": Sign("▓", ";", "the same, nearest to what is sure", "fade"),
    "one-of": Sign("┈", "-", "one of these days, not all of them", "fade"),
    "set": Sign("─", "_", "each of these days", "fade"),
    "way": Sign("╌", "~", "the way from a date it had before to the next", "fade"),
    "open-left": Sign("←", "{", "its beginning is open", "fade"),
    "open-right": Sign("→", "}", "its end is open", "fade"),
    "unknown": Sign("?", "?", "at the edge: it began or ended nobody knows when", "fade"),
    "before": Sign("‹", "(", "it begins before the days in view", "fade"),
    "after": Sign("›", ")", "it goes on after the days in view", "fade"),
}

#: A record of which something became known with the last step of the day one stands on.
NEWS = Sign("✦", "N", "just became known, or changed", "now")


class Marks(NamedTuple):
    """What stands between and around record text, besides the signs: one set for each kind of terminal."""

    dot: str
    opens: str
    closes: str
    dash: str
    more: str
    here: str


def marks(ascii_only: bool) -> Marks:
    """The marks for this terminal."""
    return Marks("-", '"', '"', "--", "...", "*") if ascii_only else Marks("·", "“", "”", "—", "…", "▸")


#: What is not one of the known values is shown as it stands, under a sign of its own.
UNKNOWN = Sign("·", ".", "", "dim")


def status_sign(status: str) -> Sign:
    """The sign of an event's status; an unknown one keeps its own word."""
    found = STATUS.get(status.replace(" ", "-"))
    if found is not None:
        return found
    from tradetui.present.cells import clean  # which imports this module

    return Sign(UNKNOWN.sign, UNKNOWN.ascii, clean(status), UNKNOWN.role)


SIDE_ROLES: tuple[Role, ...] = ("side-1", "side-2", "side-3", "side-4")


def side_role(side: str, sides: tuple[str, ...]) -> Role:
    """The colour of a side: by its place among the collection's ``sides``; any other is plain text."""
    if side not in sides:
        return "text"
    place = sides.index(side)
    return SIDE_ROLES[place] if place < len(SIDE_ROLES) else "text"
