"""Write the table of keys in docs/guide.md from the table of commands.

    python docs/keys.py

A test says when it is stale.
"""

from __future__ import annotations

from pathlib import Path

from tradetui.ui.commands import COMMANDS
from tradetui.ui.keymap import keys_of

GUIDE = Path(__file__).with_name("guide.md")
BEGIN, END = "<!-- keys: begin -->\n", "<!-- keys: end -->\n"


def _cell(text: str) -> str:
    """Text that can't end a cell of a Markdown table."""
    return text.replace("|", r"\|")


def table() -> str:
    """Every command in the order of the registry: keys, title, where, id, what it does."""
    lines = ["| keys | command | where | id | |", "| --- | --- | --- | --- | --- |"]
    for command in COMMANDS:
        keys = " ".join(f"`{_cell(key)}`" for key in keys_of(command, {}))
        told = f"{_cell(command.title)} | {command.scope} | `{command.id}` | {_cell(command.help)}"
        lines.append(f"| {keys} | {told} |")
    return "\n".join(lines) + "\n"


def renewed(text: str) -> str:
    """The guide with the table as it is now; ValueError where the marks are missing."""
    before, rest = text.split(BEGIN, 1)
    _, after = rest.split(END, 1)
    return before + BEGIN + table() + END + after


def main() -> None:
    """Write it."""
    GUIDE.write_text(renewed(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
