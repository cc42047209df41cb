"""Handing over to other programs: a browser for an address, an editor for a record's file."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from textual.app import App

    from tradetui.core.records import AnyRecord


def is_web(address: str) -> bool:
    """Whether an address is http or https, names a host, and holds nothing that can't be seen."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (
        parts.scheme.lower() in ("http", "https")
        and bool(parts.hostname)
        and address.isprintable()
        and " " not in address
    )


def open_address(address: str) -> bool:
    """Ask the user's browser to open an address; False where none can be started.

    Without a display no browser is started: one that runs in this terminal would draw over the screen.
    """
    if not is_web(address):
        return False
    shown = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "TRADETUI_BROWSER"))
    if sys.platform.startswith("linux") and not shown:
        return False
    import webbrowser

    try:
        return webbrowser.get(os.environ.get("TRADETUI_BROWSER") or None).open(address)
    except (webbrowser.Error, OSError):
        return False


def edit_record(app: App[int], folder: Path, record: AnyRecord) -> tuple[str, bool]:
    """Edit a record's file at its line: what is to be said afterwards, and whether the file is another one now."""
    import shlex

    path = (folder / record.file).resolve()
    if not record.file or not path.is_file() or not path.is_relative_to(folder.resolve()):
        return f"there is no file {record.file or 'of this record'} to edit", False
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(editor)
    except ValueError as error:
        return f"VISUAL or EDITOR can't be read ({error}): {editor}", False
    if not command:
        return f"set VISUAL or EDITOR to your editor; the file is {path}", False
    line = line_of(folder, record)
    before = path.stat()
    said = _edit(app, [*command, *([f"+{line}"] if line else []), str(path)])
    after = path.stat() if path.exists() else before
    changed = (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size)
    return said or ("edited: the collection is opened anew" if changed else "unchanged"), changed


def _edit(app: App[int], command: list[str]) -> str:
    """Give the terminal to an editor; what went wrong, "" when nothing did."""
    import subprocess

    from textual.app import SuspendNotSupported

    said = ""
    try:
        with app.suspend():
            # caught in here: the screen would not come back after an error
            try:
                status = subprocess.run(command, check=False).returncode
                said = f"{command[0]} ended with {status}" if status else ""
            except (OSError, ValueError) as error:
                said = f"{command[0]} can't be started: {error}"
    except SuspendNotSupported:
        return f"this terminal can't be handed to an editor; the file is {command[-1]}"
    return said


def line_of(folder: Path, record: AnyRecord) -> int:
    """The line on which a record's table begins; 0 when it can't be told."""
    from tradetui.core.places import Places
    from tradetui.core.records import kind_of

    try:
        return Places(folder).find(record.file, (kind_of(record), record.position))[0]
    except (OSError, ValueError):
        return 0
