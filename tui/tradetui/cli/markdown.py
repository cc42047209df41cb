"""Pages of records as Markdown: the same lines as on screen, with headings and emphasis."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tradetui.formats.markdown import escape_markdown

if TYPE_CHECKING:
    from tradetui.present.roles import Line


def markdown_page(lines: Iterable[Line]) -> Iterator[str]:
    """Lines of Markdown (with line ends): the title as a heading, each headed part below one, all else as lines."""
    for number, line in enumerate(lines):
        text = "".join(part for part, _ in line).rstrip()
        roles = {role for part, role in line if part.strip()}
        if not text:
            yield "\n"
        elif number == 0:
            yield f"## {escape_markdown(text)}\n\n"
        elif roles and roles <= {"heading", "dim"} and "heading" in roles:
            yield f"### {escape_markdown(text.strip())}\n\n"
        else:
            # two spaces at the end keep the line a line of its own
            yield f"{escape_markdown(text.strip())}  \n"
