"""The user's own keys: checked against the registry first, then turned into Textual's bindings.

Textual ignores an unknown id and lets a clashing key fall silently; so everything is checked here, once, and told.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from tradetui.core.frozen import field, frozen
from tradetui.ui.commands import (
    BY_ID,
    COMMANDS,
    RESERVED,
    SAME_KEY,
    Command,
    Scope,
    clashes,
    default_keys,
    heard_in,
    key_name,
    key_words,
)

if TYPE_CHECKING:
    from textual.binding import BindingType

    from tradetui.ui.session import Session

_NAMED = frozenset(
    [
        "escape",
        "enter",
        "tab",
        "space",
        "backspace",
        "delete",
        "insert",
        "home",
        "end",
        "pageup",
        "pagedown",
        "up",
        "down",
        "left",
        "right",
    ]
    + [f"f{n}" for n in range(1, 25)]
)
_MODIFIERS = frozenset(("ctrl", "shift", "alt", "super", "meta", "hyper"))
#: Every key a plain terminal can send for punctuation, by Textual's name.
_PUNCTUATION = frozenset(
    [
        "slash",
        "comma",
        "full_stop",
        "plus",
        "equals_sign",
        "minus",
        "left_square_bracket",
        "right_square_bracket",
        "question_mark",
        "colon",
        "exclamation_mark",
        "number_sign",
        "asterisk",
        "apostrophe",
        "quotation_mark",
        "semicolon",
        "less_than_sign",
        "greater_than_sign",
        "underscore",
        "vertical_line",
        "tilde",
        "at",
        "dollar_sign",
        "percent_sign",
        "ampersand",
        "left_parenthesis",
        "right_parenthesis",
        "backslash",
        "circumflex_accent",
        "grave_accent",
        "left_curly_bracket",
        "right_curly_bracket",
    ]
)


@frozen
class Keymap:
    """The keys of every command, and what of the user's wishes could not be followed."""

    keys: Mapping[str, tuple[str, ...]] = field(hashed=False)
    warnings: tuple[str, ...] = ()

    def of(self, command: str) -> tuple[str, ...]:
        """The keys of a command."""
        return self.keys.get(command, ())

    def first(self, command: str) -> str:
        """The first key of a command as people write it; "" when it has none."""
        keys = self.of(command)
        return key_words(keys[0]) if keys else ""


def why_no_key(key: str) -> str | None:
    """Why a key can't be bound; None when it can."""
    *modifiers, last = key.split("+")
    if unknown := [m for m in modifiers if m not in _MODIFIERS]:
        return f"{key!r} is no key: {unknown[0]!r} is none of {', '.join(sorted(_MODIFIERS))}"
    if not (
        last in _NAMED
        or last in _PUNCTUATION
        or (len(last) == 1 and last.isprintable() and not last.isspace())
    ):
        return f"{key!r} is no key; keys are written as a, A, [, esc, page down (pagedown), ctrl+a or f5"
    if key in RESERVED:
        return f"{key} {RESERVED[key]} and stays so"
    if key in SAME_KEY:
        return f"terminals send the same for {key} and {SAME_KEY[key]}"
    return None


def build(overrides: Mapping[str, str]) -> Keymap:
    """The keys with the user's own; each wish that can't be followed is told and its default kept.

    An override is ``command id = "key, key"``; an empty text takes the keys away. A comma itself is written ``comma``.
    """
    keys, warnings = default_keys(), []
    for id_, text in overrides.items():
        problem = _override(keys, id_, text)
        if problem:
            warnings.append(f"keys.{id_}: {problem}; the default is kept")
    return Keymap(keys, tuple(warnings))


def _override(keys: dict[str, tuple[str, ...]], id_: str, text: str) -> str | None:
    """Follow one wish in place, or say why not."""
    if id_ not in BY_ID:
        import difflib

        near = difflib.get_close_matches(id_, BY_ID, 1)
        hint = f"; did you mean {near[0]}?" if near else "; `tradetui keys` lists them"
        return f"there is no such command{hint}"
    wanted = tuple(key_name(part) for part in text.split(",") if part.strip())
    for key in wanted:
        if (reason := why_no_key(key)) is not None:
            return reason
    if not wanted and id_ in ("quit", "leave", "close", "step-back"):
        return "this one needs a key"
    before, keys[id_] = keys[id_], wanted
    if BY_ID[id_].scope == "input" and (typed := [k for k in wanted if len(k) == 1 or k in _PUNCTUATION]):
        keys[id_] = before
        return f"{key_words(typed[0])} is text in an input"
    found = [c for c in clashes(keys) if id_ in c[2:]]
    if found:
        keys[id_] = before
        _, key, one, other = found[0]
        taken = other if one == id_ else one
        return (
            f"{key_words(key)} is the key of {taken} ({BY_ID[taken].title}); give that one another key first"
        )
    return None


def bindings(scope: Scope, keymap: Keymap | None = None) -> list[BindingType]:
    """Textual's bindings of a scope, each with its id; the action is ``command('<id>')`` of the screen."""
    from textual.binding import Binding

    made: list[BindingType] = []
    for command in COMMANDS:
        keys = command.keys if keymap is None else keymap.of(command.id)
        if command.scope == scope and keys:
            made.append(
                Binding(
                    ",".join(keys),
                    f"screen.command('{command.id}')",
                    command.title,
                    show=False,
                    id=command.id,
                )
            )
    return made


def for_textual(keymap: Keymap) -> dict[str, str]:
    """What ``App.set_keymap`` takes: the ids whose keys are not the default ones."""
    return {c.id: ",".join(keymap.of(c.id)) for c in COMMANDS if keymap.of(c.id) != c.keys}


def key_line_commands(scope: Scope, keymap: Keymap, session: Session) -> list[tuple[Command, str]]:
    """The most useful commands of a scope that can be run now, each with its key, the best first.

    ``help`` and ``quit`` come last, so that they stand at the end of the line; both are always there.
    """
    return [pair for pair in _best_first(scope, keymap) if pair[0].why_not(session) is None]


@lru_cache(maxsize=32)
def _best_first(scope: Scope, keymap: Keymap) -> tuple[tuple[Command, str], ...]:
    """The commands of a scope that the key line may show, in its order, each with its key."""
    shown = [command for command in heard_in(scope) if command.priority and keymap.of(command.id)]
    shown.sort(key=lambda c: (c.priority >= 95, -c.priority))
    return tuple((command, keymap.first(command.id)) for command in shown)


def keys_of(command: Command, overrides: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a command under the user's own, as people write them."""
    return tuple(key_words(key) for key in build(overrides).of(command.id))
