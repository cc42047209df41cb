"""Where the sources disagree, as lines to be read and followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.present import numbers
from tradetui.present.cells import clean, line_width
from tradetui.present.page import Builder, Page, Phrase
from tradetui.present.roles import KIND, Line
from tradetui.present.source_list import path_words, value_words

if TYPE_CHECKING:
    from tradetui.core.conflicts import Claimed, Conflict

_WHY = {
    "says": "",
    "figures": "figures differ",
    "version": "an earlier and a later version of one figure",
    "contradicts": "the records contradict each other",
}


def page(
    conflicts: Sequence[Conflict],
    cells: int,
    *,
    names: Mapping[str, str] | None = None,
    ascii_only: bool = False,
) -> Page:
    """Each point with every value, who gives it, and which one the editor chose.

    ``names`` turns ids of sources and records into what people call them.
    """
    builder = Builder(max(20, cells), ascii_only)
    for number, conflict in enumerate(conflicts):
        if number:
            builder.blank()
        _conflict(builder, conflict, names or {}, ascii_only)
    if not conflicts:
        builder.text("No source disagrees with another.", "dim")
    return builder.page()


def _conflict(builder: Builder, conflict: Conflict, names: Mapping[str, str], ascii_only: bool) -> None:
    sign = KIND[conflict.kind]
    title = Phrase(((f"{sign.draw(ascii_only)} ", sign.role),))
    title.add(clean(conflict.title), "title", ("record", conflict.id))
    title.add(f"  {path_words(conflict.field)}" if conflict.field else "", "label")
    if _WHY.get(conflict.why, conflict.why):
        title.add(f"  {_WHY.get(conflict.why, conflict.why)}", "dim")
    builder.flow(title, indent=2)
    for claimed in conflict.values:
        _claimed(builder, conflict, claimed, names, ascii_only)
    if conflict.other:
        other = Phrase((("against ", "dim"),))
        other.add(names.get(conflict.other, clean(conflict.other)), "link", ("record", conflict.other))
        builder.flow(other, first=(("    ", "text"),))


def _claimed(
    builder: Builder, conflict: Conflict, claimed: Claimed, names: Mapping[str, str], ascii_only: bool
) -> None:
    """One value: the one the editor holds is marked, with a sign and a word."""
    held = claimed.held
    lead: Line = (("  ", "text"), (f"{builder.marks.here} ", "in-force")) if held else (("    ", "text"),)
    value = Phrase(((_value(conflict.field, claimed.value), "text" if held else "doubt"),))
    if held:
        value.add(" (held)", "dim")
    for number, cite in enumerate(claimed.cites):
        value.add("  " if number == 0 else "; ", "dim")
        value.add(names.get(cite.source, clean(cite.source)), "link", ("record", cite.source))
        if cite.at:
            value.add(f" {clean(cite.at)}", "dim")
    if not claimed.cites:
        value.add("  no source named for this value", "dim")
    builder.flow(value, first=lead, indent=line_width(lead) + 2)


def _value(path: str, value: str) -> str:
    """A value in words; counts with their thousands set apart."""
    counts = path.rsplit(".", 1)[-1] in ("lines", "value", "count")
    return numbers.number(int(value)) if counts and value.isdecimal() else value_words(path, value)
