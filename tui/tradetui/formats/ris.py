"""RIS, the tagged references that every reference manager reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tradetui.core.when import When
from tradetui.formats.markdown import web_address
from tradetui.formats.one_line import one_line
from tradetui.formats.works import Work, date_parts, one_year, remarks

_TYPES = {
    "wire": "NEWS",
    "news": "NEWS",
    "official": "GOVDOC",
    "report": "RPRT",
    "law": "STAT",
    "transcript": "HEAR",
    "dataset": "DATA",
    "post": "ELEC",
}


def write(works: Iterable[Work]) -> str:
    """The works as entries, a blank line after each; every value stands on the line of its tag."""
    return "\n".join("".join(_lines(work)) for work in works)


def _lines(work: Work) -> Iterator[str]:
    yield _line("TY", _TYPES.get(work.type, "ELEC" if work.url else "GEN"))
    yield _line("ID", work.key)
    yield _line("TI", work.title)
    yield _line("AU", work.author)
    yield _line("T2" if work.type in ("wire", "news") else "PB", work.publisher)
    year = one_year(work.published)
    yield _line("PY", "" if year is None else str(year))
    yield _line("DA", _date(work.published))
    # readers take a semicolon for the end of one address and the beginning of another
    yield _line("UR", web_address(work.url).replace(";", "%3B"))
    yield _line("Y2", _date(work.retrieved))
    yield _line("LA", work.lang)
    yield from (_line("KW", keyword) for keyword in work.keywords)
    yield from (_line("N1", text) for text in (*remarks(work), *work.cited_for))
    yield "ER  - \n"


def _line(tag: str, value: str) -> str:
    value = one_line(value)
    return f"{tag}  - {value}\n" if value else ""


def _date(when: When | None) -> str:
    """``YYYY/MM/DD/`` with empty parts for what is not given, and what is doubtful in words behind.

    Nothing for a span or a date that numbers would falsify.
    """
    parts = date_parts(when)
    if when is None or parts is None or len(parts) > 1:
        return ""
    year, *rest = parts[0]
    month, day = (f"{number:02}" for number in (*rest, 0, 0)[:2])
    doubt = "uncertain" if when.uncertain else "about" if when.approximate else ""
    return f"{year:04}/{month.replace('00', '')}/{day.replace('00', '')}/{doubt}"
