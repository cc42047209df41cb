"""The lines around the panes: masthead, key line, and what is said in it. Pure: runs of text and roles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tradetui.core.frozen import frozen
from tradetui.present.cells import clean, clip, clip_line, line_width, width
from tradetui.present.roles import Line, Role, Run
from tradetui.ui.commands import Command
from tradetui.ui.session import VIEWS, Session, View

_NAMES: dict[View, str] = {
    "timeline": "Timeline",
    "actors": "Actors",
    "quotes": "Quotes",
    "measures": "Measures",
    "sources": "Sources",
    "changes": "Changes",
    "conflicts": "Conflicts",
    "threads": "Thread",
    "compare": "Compare",
}
_COUNTED: dict[View, tuple[str, str]] = {
    "timeline": ("event", "events"),
    "actors": ("actor", "actors"),
    "quotes": ("quote", "quotes"),
    "measures": ("measure", "measures"),
    "sources": ("source", "sources"),
    "changes": ("change", "changes"),
    "conflicts": ("disagreement", "disagreements"),
    "threads": ("record", "records"),
    "compare": ("quote", "quotes"),
}


@frozen
class Masthead:
    """All that the masthead tells besides the session.

    ``chips`` are the terms of the filter; ``count`` the number found, as shown; ``unread``: the day stood on lies past
    the end of the record; ``progress`` what the opening of the collection has come to.
    """

    title: str = ""
    chips: tuple[str, ...] = ()
    count: str = ""
    past_end: bool = False
    left_out: int = 0
    progress: str = ""
    note: str = ""


def masthead(session: Session, told: Masthead, cells: int, *, ascii_only: bool = False) -> tuple[Line, Line]:
    """Two lines: the views and the collection; the filter with what it finds, and the day one stands on."""
    place = session.place
    by = session.sort if session.sort != session.orders[0] else ""
    right = known_on_words(place.known_on, session.now, told.past_end, short=cells < 72)
    return (
        _views(place.view, told.title, cells, ascii_only),
        _state(told, place.view, by, right, cells, ascii_only),
    )


# Most keys change nothing that stands here: what is drawn from the same things is the same line.
_kept = lru_cache(maxsize=32)


@_kept
def _views(shown: View, title: str, cells: int, ascii_only: bool) -> Line:
    runs: list[Run] = []
    here = ">" if ascii_only else "▸"
    extra: tuple[View, ...] = (shown,) if shown not in VIEWS else ()
    between = "  " if cells >= 72 else ""
    for number, view in enumerate((*VIEWS, *extra), 1):
        current = view == shown
        key = f"{number} " if view in VIEWS else ""
        runs.append((here if current else " ", "key"))
        runs.append((key, "key" if not current else "title"))
        runs.append((_NAMES[view] + between, "title" if current else "dim"))
    left = line_width(tuple(runs))
    title = clip(clean(title), max(0, cells - left - 3), "~" if ascii_only else "…")
    if width(title) < 6:
        return tuple(runs)
    gap = cells - left - width(title) - 1
    return (*runs, (" " * gap, "text"), (title, "dim"))


#: What each order is called.
SORT_WORDS = {"when": "by date", "name": "by name", "newest": "newest first", "rank": "best match first"}


@_kept
def _state(told: Masthead, view: View, by: str, right: Line, cells: int, ascii_only: bool) -> Line:
    """``by``: the order where it isn't the view's own."""
    room = cells - line_width(right) - 2
    runs: list[Run] = [(" ", "text")]
    if told.progress:
        runs.append((told.progress, "note"))
    elif told.chips:
        runs.append(("filter ", "label"))
        for chip in told.chips:
            runs += [(f" {clean(chip)} ", "chip"), (" ", "text")]
    if told.count and not told.progress:
        one, many = _COUNTED[view]
        runs += [(told.count, "count"), (f" {one if told.count == '1' else many}", "label")]
        if by:
            runs.append((f", {SORT_WORDS[by]}", "label"))
    if told.note:
        runs += [("  " + clean(told.note), "warn")]
    elif told.left_out and not told.progress:
        runs += [(f"  {told.left_out:,} faulty left out: tradetui check", "warn")]
    left = clip_line(tuple(runs), max(0, room), "~" if ascii_only else "…")
    return (*left, (" " * max(1, cells - line_width(left) - line_width(right) - 1), "text"), *right)


@_kept
def known_on_words(day: int, now: int, past_end: bool = False, *, short: bool = False) -> Line:
    """The day one stands on, in words."""
    if not day:
        return ()
    from tradetui.present import dates

    words = dates.day(day, "short" if short else "long")
    if day != now:
        after = "" if not past_end else ", past the end" if short else ", after the record ends"
        return (("standing on " if not short else "on ", "label"), (words, "known-on"), (after, "warn"))
    return (("known on ", "label"), (words, "date"))


@frozen
class Said:
    """A message in the key line, in place of the keys until the next key: ``tone`` is how it is meant."""

    text: str
    tone: Role = "text"


def key_line(commands: Sequence[tuple[Command, str]], said: Said | None, cells: int) -> Line:
    """As many of the commands' keys as fit, in the order of the table; or what was said."""
    if said is not None:
        return clip_line(((" ", "text"), (clean(said.text), said.tone)), cells)
    return _line_of_keys(tuple((command.label, key, command.priority) for command, key in commands), cells)


@_kept
def _line_of_keys(commands: _Keys, cells: int) -> Line:
    shown, room, ends = _keys_shown(commands, cells)
    runs = [run for each in shown for run in _key(each)]
    runs.append((" " * room, "text"))
    runs += [run for each in ends for run in _key(each)]
    return clip_line(tuple(runs), cells)


def command_at(commands: Sequence[tuple[Command, str]], cells: int, x: int) -> str | None:
    """The id of the command whose key stands in the cell ``x`` of the key line."""
    named = {(command.label, key, command.priority): command.id for command, key in commands}
    shown, room, ends = _keys_shown(tuple(named), cells)
    position = 0
    for each in (*shown, None, *ends):
        end = position + (room if each is None else _key_width(each))
        if position <= x < end:
            return named[each] if each is not None else None
        position = end
    return None


#: A command in the key line: its label, its key, and how early it stands there.
_Key = tuple[str, str, int]
_Keys = tuple[_Key, ...]


def _keys_shown(commands: _Keys, cells: int) -> tuple[list[_Key], int, list[_Key]]:
    """The keys at the left, the cells between, and those at the right: the way out and the way to all the rest."""
    ends = [each for each in commands if each[2] >= 95]
    room = cells - sum(map(_key_width, ends))
    shown: list[_Key] = []
    for each in (each for each in commands if each[2] < 95):
        size = _key_width(each)
        if size > room or len(shown) >= KEYS_SHOWN:
            break
        shown.append(each)
        room -= size
    return shown, max(0, room), ends


#: More keys than this on one line are read by nobody.
KEYS_SHOWN = 8


def _key_width(each: _Key) -> int:
    label, key, _ = each
    return width(key) + width(label) + 4


def _key(each: _Key) -> list[Run]:
    label, key, _ = each
    return [(f" {key}", "key"), (f" {label} ", "label"), (" ", "text")]


def view_at(session: Session, told: Masthead, cells: int, x: int) -> int | None:
    """Which view (by its place in ``VIEWS``) has its name in the cell ``x`` of the masthead's first line."""
    position = 0
    view = -1
    for text, _ in _views(session.place.view, told.title, cells, False):
        view += text in ("▸", " ")
        if position <= x < position + width(text) and text.strip():
            return view if 0 <= view < len(VIEWS) else None
        position += width(text)
    return None
