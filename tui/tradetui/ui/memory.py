"""What the program remembers of how the axis was last divided: one small file in the state folder.

Reading makes nothing; writing puts the new file aside and renames it, so that there is always a whole one.
"""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import cast

from tradetui import config
from tradetui.core.frozen import frozen
from tradetui.ui.session import LANES, Lanes

FILE = "axis.json"


@frozen
class Remembered:
    """How the axis is divided into lanes, and whether lanes with nothing in view are left out."""

    lanes: Lanes = "side"
    hide_empty: bool = False


def recall() -> Remembered:
    """What was remembered; the defaults where there is nothing, or nothing that can be read."""
    try:
        held = json.loads((config.state_dir() / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Remembered()
    if not isinstance(held, dict):
        return Remembered()
    lanes = held.get("lanes")
    return Remembered(cast("Lanes", lanes) if lanes in LANES else "side", held.get("hide_empty") is True)


def remember(what: Remembered) -> str:
    """Keep it for the next time; why it could not be kept, if it could not."""
    folder = config.state_dir()
    aside = folder / f"{FILE}.{os.getpid()}"
    text = json.dumps({"lanes": what.lanes, "hide_empty": what.hide_empty})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_text(text + "\n", encoding="utf-8")
        aside.replace(folder / FILE)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(aside).unlink(missing_ok=True)
        return f"can't be remembered: {error.strerror or error}"
    return ""
