"""Pictures in plain text that a test holds against what is drawn now."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from tradetui.present.cells import line_width, plain
from tradetui.present.roles import Line

FOLDER = Path(__file__).parent.parent / "golden"


def same_picture(name: str, lines: Iterable[Line], *, edge: str = "") -> None:
    """The lines are those of the picture ``tests/golden/NAME.txt``; with UPDATE_PICTURES=1 it is written anew.

    ``edge`` is put at the end of each line, so that trailing spaces show.
    """
    drawn = "".join(f"{plain(line)}{edge}".rstrip(" ") + "\n" for line in lines)
    path = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_PICTURES"):
        path.write_text(drawn, encoding="utf-8")
    assert path.exists(), f"no picture {path.name}: run with UPDATE_PICTURES=1 and look at it"
    assert drawn == path.read_text(encoding="utf-8"), f"{path.name} is drawn otherwise now"


def within(lines: Iterable[Line], width: int) -> None:
    """No line is wider than the width."""
    for line in lines:
        assert line_width(line) <= width, plain(line)
