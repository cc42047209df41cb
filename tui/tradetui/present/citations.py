"""Records as citations, ready to print: the one entry is :func:`cite`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

from tradetui.core.query.held import citations
from tradetui.core.records import Source
from tradetui.present.cited import MARKDOWN, PLAIN, Voice, once, sources_text, statement

if TYPE_CHECKING:
    from tradetui.formats.works import Work
    from tradetui.store.archive import Dossier

CitationStyle = Literal["plain", "markdown", "chicago", "apa", "bibtex", "ris", "csl-json"]
STYLES: tuple[CitationStyle, ...] = get_args(CitationStyle)


def cite(dossier: Dossier, style: str = "plain") -> str:
    """The citation of a record as known on the day of its dossier, in one of :data:`STYLES`.

    Raises ValueError for another style.
    """
    return cite_all([dossier], style)


#: The styles that are prose: several records are paragraphs, not entries.
PROSE = ("plain", "markdown", "chicago", "apa")


def as_list(dossiers: Sequence[Dossier], style: str = "plain") -> str:
    """The citations of several records as a list in the order given, numbered where the style is prose."""
    if len(dossiers) < 2 or style not in PROSE:
        return cite_all(dossiers, style)
    numbered = (
        f"{n}. " + cite(dossier, style).replace("\n", "\n" + " " * (len(str(n)) + 2))
        for n, dossier in enumerate(dossiers, 1)
    )
    return "\n\n".join(numbered)


def cite_all(dossiers: Sequence[Dossier], style: str = "plain") -> str:
    """The citations of several records in the order given.

    Plain text and Markdown: one paragraph a record. Chicago and APA: the same, with the sources on lines of their
    own. The formats of references: one entry a source, with all that it is cited for; a record without a source is
    an entry of its own.
    """
    match style:
        case "plain" | "markdown":
            voice = PLAIN if style == "plain" else MARKDOWN
            return "\n\n".join(_paragraph(dossier, voice) for dossier in dossiers)
        case "chicago":
            from tradetui.present.styled import chicago

            return "\n\n".join(map(chicago, dossiers))
        case "apa":
            from tradetui.present.styled import apa

            return "\n\n".join(map(apa, dossiers))
        case "bibtex":
            from tradetui.formats import bibtex

            return bibtex.write(_works(dossiers))
        case "ris":
            from tradetui.formats import ris

            return ris.write(_works(dossiers))
        case "csl-json":
            from tradetui.formats import csl_json

            return csl_json.write(_works(dossiers))
    raise ValueError(f"no style of citation is called {style}: one of {', '.join(STYLES)}")


def _paragraph(dossier: Dossier, voice: Voice) -> str:
    if isinstance(dossier.record, Source):
        return f"{statement(dossier, voice)}."
    told = statement(dossier, voice)
    end = "" if told.endswith(".") else "."
    return " ".join(filter(None, (f"{told}{end}", sources_text(dossier, voice))))


def _works(dossiers: Sequence[Dossier]) -> list[Work]:
    """Every source of the records as a work, each once."""
    from tradetui.formats.works import Work, merged, work_of

    works: list[Work] = []
    for dossier in dossiers:
        record = dossier.known.record
        if isinstance(record, Source):
            works.append(work_of(record, keywords=record.tags))
            continue
        told = statement(dossier)
        found = [each for each in once(citations(dossier.known)) if each.source in dossier.sources]
        for each in found:
            stance = "" if each.stance == "supports" else f" [{each.stance}]"
            cited_for = f"{told}{f' [{each.at}]' if each.at else ''}{stance}"
            works.append(work_of(dossier.sources[each.source], cited_for, record.tags))
        if not found:
            works.append(
                Work(key=record.id, title=told, keywords=record.tags, cited_for=("no source at hand",))
            )
    return merged(works)
