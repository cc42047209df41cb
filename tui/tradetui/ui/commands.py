"""The one registry of commands: bindings, key line, palette, help, ``tradetui keys`` and the docs all read it.

Pure: it imports neither Textual nor the archive. A *scope* is where a key is heard; keys of the scope ``global``
are heard in every pane that is no input and no dialog. Key names are Textual's (``left_square_bracket``);
:func:`key_words` says them as people do (``[``).
"""

from __future__ import annotations

from collections.abc import Mapping

from tradetui.ui import rules
from tradetui.ui.command import GROUPS, PANES, Command, Group, Rule, Scope

__all__ = [
    "BY_ID", "COMMANDS", "GROUPS", "PANES", "RESERVED", "SAME_KEY", "Command", "Group", "Rule", "Scope",
    "clashes", "default_keys", "heard_in", "key_name", "key_words",
]  # fmt: skip


def _view(number: int, name: str, help_: str) -> Command:
    return Command(f"view-{name}", name.capitalize(), help_, (str(number),), "global", "Views")


COMMANDS: tuple[Command, ...] = (
    _view(1, "timeline", "What happened when: the axis with its lanes, and the events in step with it."),
    _view(2, "actors", "Who: on which side, in which post when, what they did and said."),
    _view(3, "quotes", "Who said what in which words: type to search them."),
    _view(4, "measures", "What was in force on the cursor's day, at what rate, on how much trade."),
    _view(5, "sources", "Every document, what it supports, what hangs on it alone, where it disagrees."),
    Command("filter", "Filter",
        'Type words, "phrases" or fields such as by:liu or after:2019-01; every pane follows.', ("slash",),
        "global", "Find", "filter", 90, rules.opened),
    Command("next-hit", "Next", "The next record; in the reader, under a filter, the next place in the text.",
        ("n",), "global", "Find", "next", 20, rules.has_rows),
    Command("former-hit", "Former", "The record, or the place in the text, before this one.", ("N",), "global",
        "Find", why_not=rules.has_rows),
    Command("clear-filter", "Clear the filter", "Show everything again.", (), "global", "Find",
        why_not=lambda s: None if s.place.text else "nothing is filtered"),
    Command("go-to-date", "Go to a date", "Type a date in words: 28 mar 2019, march 2019, +3 weeks.", ("g",),
        "global", "Time", "date", 70, rules.opened),
    Command("known-on", "Stand on a day", "Show everything as it could be known on a day: plans are plans again.",
        ("v",), "global", "Time", "known on", 50, rules.opened),
    Command("known-now", "Stand at the end", "Show everything as known at the end of the record.", ("V",), "global",
        "Time", why_not=rules.moved_in_time),
    Command("known-before", "News before", "Stand on the day before on which anything became known.", ("comma",),
        "global", "Time", why_not=rules.opened),
    Command("known-after", "News after", "Stand on the next day on which anything became known.", ("full_stop",),
        "global", "Time", why_not=rules.opened),
    Command("zone", "Clock zone", "Tell clock times in the event's own zone, in each capital's, or in UTC.", ("z",),
        "global", "Time", why_not=rules.opened),
    Command("zoom-in", "Zoom in", "Show fewer days about the cursor.", ("plus", "equals_sign"), "global", "Time",
        "zoom", 40, rules.has_axis),
    Command("zoom-out", "Zoom out", "Show more days about the cursor.", ("minus",), "global", "Time",
        why_not=rules.has_axis),
    Command("fit", "Fit all", "Show the whole record on the axis.", ("0",), "global", "Time", why_not=rules.has_axis),
    Command("fit-matches", "Fit what is found",
        "Show on the axis the days in which what the filter finds lies; [ goes back to the former days.", ("9",),
        "global", "Time", why_not=rules.has_axis),
    Command("hide-empty", "Hide empty lanes",
        "Leave out the lanes with nothing in view, or show them again; remembered.", ("E",), "global", "Time",
        why_not=rules.on_timeline),
    Command("lanes", "Lanes", "Divide the axis by side, kind, actor or tag, or not at all; remembered.", ("L",),
        "global", "Time", why_not=rules.on_timeline),
    Command("take-suggestion", "What was meant",
        "Filter by the spelling that was probably meant, where a filter finds nothing.", ("a",), "global", "Find",
        "did you mean", 92, rules.has_suggestion),
    Command("facets", "Narrow",
        "What the hits have in common, with counts: speaker, side, year, source, form; each narrows the filter.",
        ("F",), "global", "Find", "narrow", 44, rules.has_facets),
    Command("later-hits", "Later hits", "The next step along the axis in which there are hits.",
        ("right_curly_bracket",), "global", "Time", why_not=rules.has_axis),
    Command("earlier-hits", "Earlier hits", "The step along the axis before this one in which there are hits.",
        ("left_curly_bracket",), "global", "Time", why_not=rules.has_axis),
    Command("compare", "Compare",
        "The words of two marked speakers, or of the marked day and the cursor's, side by side.", ("C",), "global",
        "Record", why_not=rules.has_two),
    Command("sort", "Sort", "Put the list in another order.", ("s",), "global", "Find", why_not=rules.sortable),
    Command("mark", "Mark", "Mark the record under the cursor, to copy several at once or compare.", ("m",),
        "global", "Record", why_not=rules.has_record),
    Command("mark-day", "Mark the day",
        "Mark the cursor's day: c then tells what changed between it and the cursor's.", ("M",), "global", "Record",
        why_not=lambda s: None if s.place.day is not None else "the cursor stands on no day"),
    Command("unmark", "Clear marks", "Take every mark away.", ("U",), "global", "Record", why_not=rules.has_marks),
    Command("changes", "What changed", "What changed from the marked day to the cursor's.", ("c",), "global",
        "Record", why_not=rules.has_marked_day),
    Command("conflicts", "Where sources disagree", "Every point on which no reading reconciles the sources.",
        ("x",), "global", "Record", why_not=rules.opened),
    Command("thread", "Thread",
        "What the record answers, what answers it, what came of it: a tree to walk; t goes on from its cursor.",
        ("t",), "global", "Record", "thread", 45, rules.has_record),
    Command("back", "Back", "The place before this one, zoom included.", ("left_square_bracket",), "global",
        "Places", why_not=rules.has_past),
    Command("forward", "Forward", "The place you stepped back from.", ("right_square_bracket",), "global", "Places",
        why_not=rules.has_future),
    Command("copy", "Copy with citation", "Copy the words or the record with its citation.", ("y",), "global",
        "Record", "copy", 60, rules.has_record),
    Command("copy-as", "Copy as ...", "Choose the style of citation, or write it to a file.", ("Y",), "global",
        "Record", why_not=rules.has_record),
    Command("open", "Open a source", "Open the source's web page; the address is shown first.", ("o",), "global",
        "Record", "open", 30, rules.has_link),
    Command("edit", "Edit", "Edit the record's file at its line in your editor.", ("e",), "global", "Record",
        why_not=rules.has_file),
    Command("jump", "Jump", "Label everything one can go to; type a label to go there.", ("f",), "global", "Places",
        why_not=rules.opened),
    Command("theme", "Theme", "Choose the colours.", ("T",), "global", "Program"),
    Command("help", "Help", "Every key and command, what it does, and why it is unavailable now.",
        ("question_mark",), "global", "Program", "help", 95),
    Command("palette", "Any command", "Find a command by name and run it.", ("colon", "ctrl+p"), "global", "Program"),
    Command("step-back", "Step back", "One level back: from the reader to the list, from a filter to everything.",
        ("escape",), "global", "Places", "back", 85, rules.can_step_back),
    Command("next-pane", "Next pane", "Move to the next pane.", ("tab",), "global", "Move", "pane", 35),
    Command("former-pane", "Former pane", "Move to the pane before.", ("shift+tab",), "global", "Move"),
    Command("quit", "Quit", "Leave tradetui.", ("q",), "global", "Program", "quit", 99),
    # the list
    Command("down", "Down", "The next record.", ("down", "j"), "list", "Move", why_not=rules.has_rows),
    Command("up", "Up", "The record before.", ("up", "k"), "list", "Move", why_not=rules.has_rows),
    Command("page-down", "Page down", "A screen further.", ("pagedown", "space"), "list", "Move",
        why_not=rules.has_rows),
    Command("page-up", "Page up", "A screen back.", ("pageup", "b"), "list", "Move", why_not=rules.has_rows),
    Command("first", "First", "The first record.", ("home",), "list", "Move", why_not=rules.has_rows),
    Command("last", "Last", "The last record.", ("G", "end"), "list", "Move", why_not=rules.has_rows),
    Command("read", "Read", "Open the record in the reader.", ("enter",), "list", "Record", "read", 80,
        rules.has_record),
    Command("pan-left", "Earlier", "Move along the axis to earlier days; the list follows.", ("left", "h"), "list",
        "Time", why_not=rules.has_axis),
    Command("pan-right", "Later", "Move along the axis to later days; the list follows.", ("right", "l"), "list",
        "Time", why_not=rules.has_axis),
    Command("screen-left", "A screen earlier", "Move along the axis by all that it shows.",
        ("shift+left", "less_than_sign"), "list", "Time", why_not=rules.has_axis),
    Command("screen-right", "A screen later", "Move along the axis by all that it shows.",
        ("shift+right", "greater_than_sign"), "list", "Time", why_not=rules.has_axis),
    # the axis
    Command("axis-left", "Earlier", "Move to earlier days; the list follows.", ("left", "h"), "axis", "Time",
        "earlier", 75, rules.has_axis),
    Command("axis-right", "Later", "Move to later days; the list follows.", ("right", "l"), "axis", "Time", "later",
        74, rules.has_axis),
    Command("axis-screen-left", "A screen earlier", "Move by all that the axis shows.",
        ("shift+left", "less_than_sign", "pageup"), "axis", "Time", why_not=rules.has_axis),
    Command("axis-screen-right", "A screen later", "Move by all that the axis shows.",
        ("shift+right", "greater_than_sign", "pagedown"), "axis", "Time", why_not=rules.has_axis),
    Command("lane-down", "Lanes further down", "Show the lanes that don't fit.", ("down", "j"), "axis", "Move",
        why_not=rules.on_timeline),
    Command("lane-up", "Lanes further up", "Show the lanes above.", ("up", "k"), "axis", "Move",
        why_not=rules.on_timeline),
    Command("axis-first", "To the beginning", "The first day of the record.", ("home",), "axis", "Time",
        why_not=rules.has_axis),
    Command("axis-last", "To the end", "The last day of the record.", ("G", "end"), "axis", "Time",
        why_not=rules.has_axis),
    Command("axis-read", "To the list", "Go to the list at this day.", ("enter",), "axis", "Move", "list", 80),
    # the reader
    Command("scroll-down", "Down", "Scroll the text.", ("down", "j"), "reader", "Move"),
    Command("scroll-up", "Up", "Scroll the text back.", ("up", "k"), "reader", "Move"),
    Command("reader-page-down", "Page down", "A screen further.", ("pagedown", "space"), "reader", "Move"),
    Command("reader-page-up", "Page up", "A screen back.", ("pageup", "b"), "reader", "Move"),
    Command("reader-top", "Top", "The beginning of the text.", ("home",), "reader", "Move"),
    Command("reader-bottom", "Bottom", "The end of the text.", ("G", "end"), "reader", "Move"),
    Command("next-link", "Next link", "The next thing in the text that leads elsewhere.", ("right", "l"), "reader",
        "Move", "next link", 75, rules.has_target),
    Command("former-link", "Former link", "The link before.", ("left", "h"), "reader", "Move",
        why_not=rules.has_target),
    Command("follow", "Follow", "Go where the link leads; [ comes back.", ("enter",), "reader", "Record", "follow",
        80, rules.has_target),
    # the facets
    Command("facet-down", "Down", "The next value.", ("down", "j"), "facets", "Move"),
    Command("facet-up", "Up", "The value before.", ("up", "k"), "facets", "Move"),
    Command("facet-next", "Next field", "The next kind of value.", ("right", "l", "pagedown"), "facets", "Move"),
    Command("facet-former", "Former field", "The kind of value before.", ("left", "h", "pageup"), "facets", "Move"),
    Command("facet-take", "Narrow by it",
        "Filter by the value, as one of several where others are chosen; a chosen one is given up.",
        ("enter", "space"), "facets", "Find", "narrow by it", 88),
    Command("facet-leave-out", "Leave it out", "Filter by all but the value.", ("exclamation_mark",), "facets",
        "Find", "leave out", 87),
    # an input
    Command("accept", "Take it", "Take what was typed.", ("enter",), "input", "Find", "take it", 90, listed=False),
    Command("leave", "Leave", "Leave the input.", ("escape",), "input", "Find", "leave", 85, listed=False),
    Command("complete", "Complete", "Take the value offered.", ("tab",), "input", "Find", "complete", 80,
        listed=False),
    Command("offer-down", "Next", "The next value offered, or the list.", ("down",), "input", "Find", listed=False),
    Command("offer-up", "Former", "The value before.", ("up",), "input", "Find", listed=False),
    # a dialog
    Command("choose", "Choose", "Take the line under the cursor.", ("enter",), "dialog", "Move", "choose", 90,
        listed=False),
    Command("close", "Close", "Close the dialog.", ("escape",), "dialog", "Move", "close", 85, listed=False),
    Command("dialog-down", "Down", "The next line.", ("down",), "dialog", "Move", listed=False),
    Command("dialog-up", "Up", "The line before.", ("up",), "dialog", "Move", listed=False),
    Command("dialog-page-down", "Page down", "A screen further.", ("pagedown",), "dialog", "Move", listed=False),
    Command("dialog-page-up", "Page up", "A screen back.", ("pageup",), "dialog", "Move", listed=False),
    # jump labels
    Command("jump-leave", "Leave", "Take the labels away.", ("escape",), "jump", "Places", "leave", 85, listed=False),
)  # fmt: skip

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

#: Keys that always do this, whatever the user sets: there must be a way out, and a way to leave an input.
RESERVED: Mapping[str, str] = {"ctrl+q": "quits at once", "ctrl+c": "copies the selected text"}
#: Keys that terminals can't tell from others: they would do something else as well.
SAME_KEY: Mapping[str, str] = {
    "ctrl+h": "backspace",
    "ctrl+i": "tab",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
    "shift+enter": "enter",
    "ctrl+left_square_bracket": "escape",
}

_WORDS: Mapping[str, str] = {
    "slash": "/",
    "comma": ",",
    "full_stop": ".",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "question_mark": "?",
    "colon": ":",
    "escape": "esc",
    "pagedown": "page down",
    "pageup": "page up",
    "exclamation_mark": "!",
    "number_sign": "#",
    "asterisk": "*",
    "apostrophe": "'",
    "quotation_mark": '"',
    "semicolon": ";",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "underscore": "_",
    "vertical_line": "|",
    "tilde": "~",
    "at": "@",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "backslash": "\\",
    "circumflex_accent": "^",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "right_curly_bracket": "}",
}
_KEYS: Mapping[str, str] = {word: key for key, word in _WORDS.items()}


def key_words(key: str) -> str:
    """A key as people write it: ``[`` for ``left_square_bracket``, ``esc`` for ``escape``."""
    *modifiers, last = key.split("+") if key != "+" else ["plus"]
    return "+".join([*modifiers, _WORDS.get(last, last)])


def key_name(words: str) -> str:
    """The key that a person means by ``[``, ``esc`` or ``ctrl+/``."""
    words = words.strip()
    if words in _KEYS:
        return _KEYS[words]
    *modifiers, last = words.split("+")
    return "+".join(
        [*(m.lower() for m in modifiers), _KEYS.get(last, last if len(last) == 1 else last.lower())]
    )


def heard_in(scope: Scope) -> tuple[Command, ...]:
    """The commands whose keys are heard in a scope, its own first."""
    own = tuple(command for command in COMMANDS if command.scope == scope)
    return own + tuple(c for c in COMMANDS if c.scope == "global") if scope in PANES else own


_HEARD: tuple[Scope, ...] = ("list", "axis", "reader", "facets", "input", "dialog", "jump")


def clashes(keys: Mapping[str, tuple[str, ...]]) -> list[tuple[Scope, str, str, str]]:
    """Each (scope, key, command, other command) where a key would mean two things in one scope.

    ``keys`` gives the keys of each command id.
    """
    found: list[tuple[Scope, str, str, str]] = []
    for scope in _HEARD:
        taken: dict[str, str] = {}
        for command in heard_in(scope):
            for key in keys.get(command.id, command.keys):
                other = taken.setdefault(key, command.id)
                clash = (scope, key, other, command.id)
                # a clash between two global keys is told once, not once a pane
                if other != command.id and not any(c[1:] == clash[1:] for c in found):
                    found.append(clash)
    return found


def default_keys() -> dict[str, tuple[str, ...]]:
    """The keys of every command, before the user's own."""
    return {command.id: command.keys for command in COMMANDS}
