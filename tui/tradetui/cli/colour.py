"""Colour of the headless table: a terminal only, and never against ``NO_COLOR``."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tradetui.present.roles import Line

#: SGR codes of the roles that stand out; all else is plain text. Colour never carries meaning alone.
_CODES = {"title": "1", "heading": "1", "hit": "1;4", "dim": "2", "rule": "2", "doubt": "3", "warn": "33"}


@cache
def coloured() -> bool:
    """NO_COLOR, FORCE_COLOR, TERM=dumb, then whether stdout is a terminal, in this order."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def paint(line: Line) -> str:
    """A line as text, with SGR codes where colour is wanted."""
    if not coloured():
        return "".join(text for text, _ in line).rstrip()
    return "".join(
        f"\x1b[{_CODES[role]}m{text}\x1b[0m" if role in _CODES else text for text, role in line
    ).rstrip()
