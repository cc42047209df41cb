"""What changed between two days, as lines to be read and followed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.present import dates, numbers
from tradetui.present.cells import clean, fit, line_width
from tradetui.present.measures import state_words, step_words
from tradetui.present.page import Builder, Page, Phrase
from tradetui.present.roles import Line, Role, Run

if TYPE_CHECKING:
    from tradetui.core.changes import Change
    from tradetui.core.states import State

_GROUPS = (
    ("measure", "Measures whose state differs"),
    ("step", "Steps decided or taking effect between"),
    ("happened", "What happened between"),
    ("event", "Plans and hopes that changed"),
    ("figure", "Figures with a newer version"),
)
_SIGNS: Mapping[str, tuple[str, str, Role]] = {
    "measure": ("▤", "%", "in-force"),
    "step": ("●", "*", "pending"),
    "happened": ("●", "*", "status-happened"),
    "event": ("○", "o", "status-planned"),
    "figure": ("#", "#", "number"),
}


def page(
    changes: Sequence[Change],
    cells: int,
    *,
    names: Mapping[str, str] | None = None,
    ascii_only: bool = False,
) -> Page:
    """The changes in groups, each with what it was before, what it is after, and who says so.

    ``names`` turns the ids of sources into what people call them.
    """
    builder = Builder(max(20, cells), ascii_only)
    for what, title in _GROUPS:
        group = [change for change in changes if change.what == what]
        if not group:
            continue
        builder.heading(title, str(len(group)))
        for change in group:
            _change(builder, change, names or {}, ascii_only)
    if not changes:
        builder.text("Nothing changed.", "dim")
    return builder.page()


def _change(builder: Builder, change: Change, names: Mapping[str, str], ascii_only: bool) -> None:
    sign, plain, role = _SIGNS[change.what]
    lead: Line = ((f"{plain if ascii_only else sign} ", role),)
    if builder.width >= 50:
        lead = ((fit(_day(change), 11, "right") + " ", "date"), *lead)
    title = Phrase()
    if change.possibly:
        title.add("possibly ", "doubt")
    title.add(clean(change.title), "title", ("record", change.id))
    if change.retroactive:
        title.add(" (retroactive)", "warn")
    if change.effect:
        title.add(" (decided earlier, takes effect)", "dim")
    before, after = _before(change), _after(change)
    if not before:
        title.add(f"  {after}" if after else "", "text")
        builder.flow(_with_sources(title, change, names), first=lead)
        return
    builder.flow(title, first=lead)
    under: Run = (" " * line_width(lead), "text")
    builder.flow(((before, "dim"),), first=(under, ("before ", "label")))
    builder.flow(
        _with_sources(Phrase(((after, "text"),)), change, names), first=(under, ("after  ", "label"))
    )


def _with_sources(phrase: Phrase, change: Change, names: Mapping[str, str]) -> Phrase:
    for number, cite in enumerate(change.cites):
        phrase.add("  " if number == 0 else "; ", "dim")
        phrase.add(names.get(cite.source, clean(cite.source)), "link", ("record", cite.source))
    return phrase


# As tradetui.core.changes writes them; not imported, since that would load all that reckons changes.
_NOT_KNOWN = "not known"
_HAPPENED = "happened: "


def _day(change: Change) -> str:
    """The day of a change, where it is one day."""
    return dates.day(change.day, "short") if change.day is not None else ""


def _before(change: Change) -> str:
    """What stood before; nothing where nothing was known, and for a step, which has no before."""
    if change.what == "step" or change.before == _NOT_KNOWN:
        return ""
    return whole_state(change.before_state) if change.before_state is not None else clean(change.before)


def _after(change: Change) -> str:
    """What stands after. That what happened did, and on the day at the left, goes without saying."""
    if change.after_state is not None:
        return whole_state(change.after_state)
    after = clean(change.after)
    if change.what == "happened" and change.before == _NOT_KNOWN:
        return "" if change.day is not None else after.removeprefix(_HAPPENED)
    return after


def whole_state(state: State) -> str:
    """The state of a measure and what is pending on it."""
    return "; ".join([state_words(state), *(f"pending: {step_words(step)}" for step in state.pending)])


def count_words(changes: Sequence[Change]) -> str:
    """``3 measures, 5 steps, 12 events``: what a list of changes holds."""
    groups = (
        (("measure",), "measure"),
        (("step",), "step"),
        (("happened", "event"), "event"),
        (("figure",), "figure"),
    )
    counted = ((sum(change.what in kinds for change in changes), word) for kinds, word in groups)
    return ", ".join(numbers.count(number, word) for number, word in counted if number) or "nothing"
