"""What a command is, and where its key is heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from tradetui.core.frozen import frozen

if TYPE_CHECKING:
    from tradetui.ui.session import Session

Scope = Literal["global", "list", "axis", "reader", "input", "dialog", "jump", "facets"]
#: Scopes in which the keys of ``global`` are heard too.
PANES: tuple[Scope, ...] = ("list", "axis", "reader", "facets")

Group = Literal["Views", "Find", "Move", "Time", "Record", "Places", "Program"]
GROUPS: tuple[Group, ...] = ("Views", "Find", "Move", "Time", "Record", "Places", "Program")

#: Why a command can't be run now; None when it can.
Rule = Callable[["Session"], "str | None"]


def always(_: Session) -> str | None:
    """It can always be run."""
    return None


@frozen
class Command:
    """One command.

    ``label`` is what the key line calls it, ``priority`` how early it stands there (0: never); ``why_not`` tells
    why it is unavailable; ``listed``: help and the palette list it (not the keys for moving inside an input).
    """

    id: str
    title: str
    help: str
    keys: tuple[str, ...]
    scope: Scope
    group: Group
    label: str = ""
    priority: int = 0
    why_not: Rule = always
    listed: bool = True
