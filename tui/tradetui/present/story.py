"""How a record came to stand as it does: the history of an event, the steps of a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.present import dates, numbers
from tradetui.present.cells import clean, fit, line_width, merge, pad, width
from tradetui.present.clock import place
from tradetui.present.page import Builder, Phrase
from tradetui.present.roles import STEP, Line, Role, Run, Sign, marks, status_sign
from tradetui.present.source_list import Numbered, mark_signs, signs

if TYPE_CHECKING:
    from tradetui.core.records import CollectionInfo, Event, HistoryEntry, Measure, Step
    from tradetui.core.states import State


def history(
    builder: Builder, event: Event, numbered: Numbered, names: Mapping[str, str], ascii_only: bool
) -> None:
    """The dated entries of an event, the first known first, each with its sources and its own date."""
    if not event.history:
        return
    builder.heading("How it came")
    longest = max(width(dates.of(entry.on, "short")) for entry in event.history)
    date_cells = longest if builder.width >= 50 else 0
    for number, entry in enumerate(event.history, 1):
        sign = status_sign("under way" if _under_way(entry) else entry.status)
        lead: Line = (
            (pad(dates.of(entry.on, "short"), date_cells, "right"), dates.role(entry.on.edtf)),
            (f" {sign.draw(ascii_only)} ", sign.role),
        )
        runs: list[Run] = [(sign.word, sign.role)]
        if entry.when is not None:
            runs += [
                (", ", "dim"),
                (dates.of(entry.when, "plain"), "date"),
            ]
        if entry.when_text:
            runs.append((f", {builder.marks.opens}{clean(entry.when_text)}{builder.marks.closes}", "quote"))
        builder.flow(Phrase(merge(runs)).signs(numbered.add(entry.cites, f"history.{number}")), first=lead)
        indent: Line = ((" " * line_width(lead) if builder.width >= 50 else "  ", "text"),)
        if entry.summary:
            builder.flow(((clean(entry.summary, lines=True), "text"),), first=indent)
        if entry.event:
            _see(builder, entry.event, names, indent)
        if entry.note:
            builder.flow((("editor, later: ", "dim"), (clean(entry.note), "note")), first=indent)


def _see(builder: Builder, event: str, names: Mapping[str, str], indent: Line) -> None:
    """The event that an entry or a step leads to, by its title."""
    title = clean(names.get(event, event))
    builder.flow(((title, "link"),), first=(*indent, ("see ", "dim")), target=("record", event))


def _under_way(entry: HistoryEntry) -> bool:
    """Whether what happened was not over on the day of the entry."""
    if entry.status != "happened" or entry.when is None or entry.on.hi is None:
        return False
    return entry.when.hi is None or entry.when.hi > entry.on.hi


def steps(
    builder: Builder,
    measure: Measure,
    state: State | None,
    numbered: Numbered,
    info: CollectionInfo,
    names: Mapping[str, str],
    ascii_only: bool,
) -> None:
    """The steps of a measure as a table, the deciding one marked, or one under the other where it is narrow."""
    if not measure.steps:
        return
    mark = builder.marks.here
    said = f"{mark} decides on the day in view" if state is not None and state.step is not None else ""
    builder.heading("Steps", said)
    rows = [_cells(step, state, numbered, info, ascii_only) for step in measure.steps]
    sizes = [max(line_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    sizes = [max(size, width(title)) if size else 0 for size, title in zip(sizes, _TITLES, strict=True)]
    total = sum(sizes) + sum(1 for size in sizes if size) - 1
    if total <= builder.width:
        titles = [fit(title, size) for title, size in zip(_TITLES, sizes, strict=True) if size]
        builder.line(((" ".join(titles), "label"),))
    for step, row in zip(measure.steps, rows, strict=True):
        if total <= builder.width:
            _table_row(builder, row, sizes, numbered.add(step.cites, f"steps.{step.id}"))
        else:
            _stacked(builder, step, row, numbered)
        _step_notes(builder, step, [it.id for it in measure.steps if step.id in it.replaces], names)


_TITLES = ("", "decided", "", "", "in effect", "rate", "value", "lines", "sources")


def _cells(
    step: Step, state: State | None, numbered: Numbered, info: CollectionInfo, ascii_only: bool
) -> list[Line]:
    decides = state is not None and state.step is not None and state.step.id == step.id
    pending = state is not None and any(it.id == step.id for it in state.pending)
    doubtful = state is not None and any(it.id == step.id for it in (*state.disagree, *state.doubt))
    mark = marks(ascii_only).here if decides else "?" if doubtful else "+" if pending else " "
    role: Role = "in-force" if decides else "unsure" if doubtful else "pending"
    sign = STEP.get(step.status, Sign("·", ".", step.status, "text"))
    return [
        ((mark, role),),
        ((dates.of(step.decided, "short"), dates.role(step.decided.edtf)),),
        ((sign.draw(ascii_only), sign.role),),
        ((clean(sign.word), sign.role),),
        effect(step, info),
        ((numbers.with_unit(step.rate, step.unit), "number"),) if step.rate is not None else (),
        ((numbers.amount(step.value), "number"),) if step.value is not None else (),
        ((numbers.amount(step.lines), "number"),) if step.lines is not None else (),
        signs(numbered.add(step.cites, f"steps.{step.id}")),
    ]


def effect(step: Step, info: CollectionInfo) -> Line:
    """From when to when a step takes effect, with its clock time; "no date given" where it should and doesn't."""
    runs: list[Run] = []
    if step.start is not None:
        runs.append((f"from {dates.of(step.start, 'short')}", dates.role(step.start.edtf)))
        if step.time:
            runs.append((f", {clean(step.time)} {place(clean(step.tz), info)}", "dim"))
    if step.end is not None:
        runs.append(
            (f"{' ' if runs else ''}{dates.until(step.end, 'to', 'short')}", dates.role(step.end.edtf))
        )
    if not runs and step.status == "adopted":
        runs.append(("date not given", "doubt"))
    return merge(runs)


def _table_row(builder: Builder, row: Sequence[Line], sizes: Sequence[int], found: tuple[int, ...]) -> None:
    runs: list[Run] = []
    for cell, size in zip(row, sizes, strict=True):
        if size:
            runs += [*cell, (" " * (size - line_width(cell) + 1), "text")]
    line = merge(runs[:-1])
    last = row[-1]
    if last:
        start = sum(size + 1 for size in sizes[:-1] if size)
        mark_signs(builder, last, found, start)
    builder.line(line)


def _stacked(builder: Builder, step: Step, row: Sequence[Line], numbered: Numbered) -> None:
    mark, decided, sign, word, takes, rate, value, lines, _ = row
    lead = merge((*mark, (" ", "text"), *decided, (" ", "text"), *sign, (" ", "text")))
    runs: list[Run] = list(word)
    for part, what in ((rate, ""), (takes, ""), (value, " value"), (lines, " lines")):
        if part:
            runs += [(", ", "dim"), *part, (what, "dim")]
    builder.flow(
        Phrase(merge(runs)).signs(numbered.add(step.cites, f"steps.{step.id}")), first=lead, indent=4
    )


def _step_notes(builder: Builder, step: Step, replaced_by: Sequence[str], names: Mapping[str, str]) -> None:
    parts: list[str] = []
    if replaced_by:
        parts.append("replaced by " + ", ".join(clean(name) for name in replaced_by))
    if step.legal:
        parts.append(clean(step.legal))
    if step.by:
        parts.append(f"by {clean(step.by)}")
    indent: Line = (("    ", "text"),)
    if parts:
        builder.flow(((f"{clean(step.id)}: " + "; ".join(parts), "dim"),), first=indent)
    if step.event:
        _see(builder, step.event, names, indent)
    if step.note:
        builder.flow((("editor: ", "dim"), (clean(step.note), "note")), first=indent)
    for key, value in step.extra.items():
        builder.flow(((f"{clean(key)}: {clean(str(value))}", "dim"),), first=indent)
