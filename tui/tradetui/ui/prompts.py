"""The three things one types: a filter, a date to go to, a day to stand on.

Each is echoed as it was read before it acts; what can be read in two ways is asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.core.query.parse import parse
from tradetui.present import dates
from tradetui.present.cells import clean
from tradetui.present.roles import Line, Role

if TYPE_CHECKING:
    from tradetui.core.when.typed import Typed
    from tradetui.store.archive import Suggestion
    from tradetui.ui.desk import Desk

LABELS = {"filter": "filter", "date": "go to", "known": "stand on"}
HINTS = {
    "filter": 'words, "a phrase", by:liu, after:2019-01, kind:talks, -not',
    "date": "28 mar 2019, march 2019, +3 weeks",
    "known": "27 mar 2019, end of march 2019",
}


def typed(desk: Desk, purpose: str, text: str) -> None:
    """The text in the prompt changed."""
    if purpose == "filter":
        from tradetui.ui.session import ask

        desk.go(ask(desk.session, text, half=True))
        offer(desk, text)
        desk.typing.say(filter_echo(text))
    else:
        desk.typing.say(date_echo(desk, text, purpose))


def filter_echo(text: str) -> Line:
    """What of a filter was not understood, else how to write one."""
    notes = parse(text, typing=True).notes
    if notes:
        note = notes[0]
        more = f"  ({note.suggestion})" if note.suggestion else ""
        return ((clean(note.text), "warn"), (clean(more), "note"))
    return (
        ("every pane follows", "dim"),
        ("   enter", "key"),
        (" keeps it", "dim"),
        ("   esc", "key"),
        (" leaves", "dim"),
    )


def date_echo(desk: Desk, text: str, purpose: str) -> Line:
    """How a date was read, and which day of it is meant where it is several."""
    if not text.strip():
        return (("a date in words", "dim"),)
    from tradetui.core.when.typed import Ambiguous, Reading

    read = _read(desk, text)
    if isinstance(read, Reading):
        day = chosen_day(purpose, read.when.lo, read.when.hi)
        several = day is not None and read.when.lo != read.when.hi
        where = f"{'on' if purpose == 'known' else 'to'} {dates.day(day)}" if several else "there"
        does = f" {'stands' if purpose == 'known' else 'goes'} {where}"
        return (("reads as ", "label"), (read.echo, "date"), ("   enter", "key"), (does, "dim"))
    if isinstance(read, Ambiguous):
        either = " or ".join(choice.when.words("plain") for choice in read.choices)
        return ((f"{either}? ", "doubt"), ("enter", "key"), (" asks which", "dim"))
    return ((read.reason, "warn"),)


def _read(desk: Desk, text: str) -> Typed:
    """What was typed, as a date: counted from the cursor's day, with "today" as it is."""
    from tradetui.core.when.typed import read_typed

    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    starts = desk.archive.info.week_starts
    return read_typed(
        text, base_day(desk), today=desk.today, week_starts=days.index(starts) if starts in days else 0
    )


def base_day(desk: Desk) -> int:
    """The day that "+3 weeks" counts from: the cursor's, else the one stood on."""
    place = desk.session.place
    return place.day if place.day is not None else place.known_on


def accept(desk: Desk, purpose: str, text: str) -> None:
    """Take what was typed."""
    if purpose == "filter":
        from tradetui.ui.acts.find import accept_filter

        desk.typing.close()
        accept_filter(desk, text)
        return
    accept_date(desk, purpose, text)


def accept_date(desk: Desk, purpose: str, text: str) -> None:
    """Go to, or stand on, the day that was typed; ask where it can be read in two ways."""
    from tradetui.core.when.typed import Ambiguous, Reading
    from tradetui.ui.screens.choose import Choice, ChooseScreen

    if not text.strip():
        desk.typing.close()
        return
    read = _read(desk, text)
    if isinstance(read, Reading):
        when_chosen(desk, purpose, read.when.lo, read.when.hi)
    elif isinstance(read, Ambiguous):
        choices = [
            Choice(str(n), choice.when.words("long"), choice.when.edtf)
            for n, choice in enumerate(read.choices)
        ]
        whens = [choice.when for choice in read.choices]

        def then(chosen: str | None) -> None:
            if chosen is not None:
                when = whens[int(chosen)]
                when_chosen(desk, purpose, when.lo, when.hi)

        desk.app.push_screen(ChooseScreen(f"Which day is {clean(text)}?", choices), then)
    else:
        desk.typing.say(((read.reason, "warn"),))


def chosen_day(purpose: str, first: int | None, last: int | None) -> int | None:
    """The day meant by a date of several: one goes to its first, and stands on its last."""
    near, far = (first, last) if purpose == "date" else (last, first)
    return near if near is not None else far


def when_chosen(desk: Desk, purpose: str, first: int | None, last: int | None) -> None:
    """A date was settled on: go to its first day, or stand on its last."""
    from tradetui.ui.acts.time import stand, went_to

    day = chosen_day(purpose, first, last)
    desk.typing.close()
    if day is None:
        desk.say("a date without beginning or end is no day", "warn")
    elif purpose == "date":
        went_to(desk, day)
        desk.say(*_where(desk, day))
    else:
        stand(desk, day)


def _where(desk: Desk, day: int) -> tuple[str, Role]:
    """A day one went to, with a word where the record says nothing of it."""
    extent, words = desk.session.extent, dates.day(day)
    if extent is not None and day < extent.first:
        return f"at {words}: before the record begins ({dates.day(extent.first)})", "warn"
    if extent is not None and day > extent.last:
        return f"at {words}: after the record ends ({dates.day(extent.last)})", "warn"
    return f"at {words}", "date"


# --- completing the value of a field ------------------------------------------------------------------------


def field_at_end(text: str) -> tuple[str, str, int] | None:
    """The field whose value is being typed at the end: its name, the value so far, and where the value begins.

    ``by:liu-he,li`` completes ``li``. None when no field stands there.
    """
    start = max(text.rfind(" "), text.rfind("\t")) + 1
    word = text[start:].lstrip("-")
    name, colon, value = word.partition(":")
    if not colon or not name.isalpha() or '"' in value:
        return None
    part = value.rsplit(",", 1)[-1]
    return name.lower(), part, len(text) - len(part)


def offer(desk: Desk, text: str) -> None:
    """Offer values for the field being typed."""
    at = field_at_end(text)
    if at is None or desk.runner is None:
        desk.typing.offer((), ())
        if desk.runner is not None:
            desk.runner.drop("offers")
        return
    name, part, _ = at
    known_on = desk.session.place.known_on

    def then(found: list[Suggestion]) -> None:
        lines: list[Line] = []
        for it in found:
            label = clean(it.label) if it.label != it.value else ""
            lines.append(((f" {clean(it.value)}", "text"), (f"  {label}", "dim"), (f"  {it.count}", "count")))
        desk.typing.offer(tuple(it.value for it in found), tuple(lines))

    desk.runner.ask(
        "offers",
        lambda archive: archive.suggest(name, part, known_on=known_on, limit=8),
        then,
        failed=lambda _: desk.typing.offer((), ()),
    )


def completed(text: str, value: str) -> str:
    """The text with the value taken for the field at its end."""
    at = field_at_end(text)
    if at is None:
        return text
    quoted = f'"{value}"' if any(char.isspace() or char == "," for char in value) else value
    return text[: at[2]] + quoted + " "
