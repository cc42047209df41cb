"""BibTeX, with the fields of biblatex where classic BibTeX has none (``date``, ``urldate``, ``annotation``)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tradetui.core.when import When
from tradetui.formats.markdown import web_address
from tradetui.formats.one_line import one_line
from tradetui.formats.works import Work, date_parts, one_year, remarks

# Entry type, and the field that holds the publisher there.
_TYPES = {
    "wire": ("article", "journal"),
    "news": ("article", "journal"),
    "official": ("techreport", "institution"),
    "report": ("techreport", "institution"),
    "post": ("online", "organization"),
}
# A brace counts for the balance of braces even after a backslash, so it is written as a command.
_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\^{}",
        "~": r"\~{}",
        '"': "{''}",
    }
)
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._:/+-]+")


def write(works: Iterable[Work]) -> str:
    """The works as entries, a blank line between two."""
    return "\n".join(map(_entry, works))


def _entry(work: Work) -> str:
    kind, publisher = _TYPES.get(work.type, ("misc", "howpublished"))
    year = one_year(work.published)
    fields = {
        "title": f"{{{_text(work.title)}}}",
        "author": f"{{{_text(work.author)}}}" if work.author else "",
        publisher: _text(work.publisher),
        "date": _date(work.published),
        "year": "" if year is None else str(year),
        "url": web_address(work.url),
        "urldate": _date(work.retrieved),
        "language": _text(work.lang),
        "keywords": _text(", ".join(work.keywords)),
        "note": _text("; ".join(remarks(work))),
        "annotation": _text("; ".join(work.cited_for)),
    }
    key = _NOT_IN_KEYS.sub("-", work.key) or "source"
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


def _text(text: str) -> str:
    return one_line(text).translate(_ESCAPES)


def _date(when: When | None) -> str:
    """The date where biblatex reads the same EDTF (plain and flagged dates, spans of two), else nothing."""
    return when.edtf if when is not None and date_parts(when) is not None else ""
