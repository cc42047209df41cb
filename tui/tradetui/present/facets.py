"""The values that hits have in common, as lines to choose from; and the query that choosing one makes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.core.frozen import frozen
from tradetui.core.query.model import Field, Query
from tradetui.present.cells import MORE, MORE_ASCII, clean, clip, width
from tradetui.present.roles import FORM, Line, Role, side_role, status_sign

if TYPE_CHECKING:
    from tradetui.core.records import CollectionInfo, Kind
    from tradetui.store.facets import Facet, FacetValue

_TITLES: Mapping[str, str] = {
    "by": "Who",
    "side": "Side",
    "on": "Year",
    "source": "Source",
    "form": "Form",
    "kind": "Kind",
    "status": "Status",
    "type": "Type",
    "publisher": "Publisher",
    "instrument": "Instrument",
}


@frozen
class FacetLine:
    """A line; with a value of a field, one that can be chosen. ``chosen``: the query asks for it already."""

    line: Line
    field: str = ""
    value: str = ""
    chosen: bool = False


def title(field: str, kind: Kind) -> str:
    """What a field is called above its values."""
    return "Speaker" if field == "by" and kind == "quote" else _TITLES.get(field, field)


def lines(
    facets: Sequence[Facet], cells: int, *, kind: Kind, info: CollectionInfo, ascii_only: bool = False
) -> tuple[FacetLine, ...]:
    """The facets one under the other: a heading each, its values with their counts at the right edge."""
    found: list[FacetLine] = []
    sides = tuple(side.id for side in info.sides)
    for facet in facets:
        if found:
            found.append(FacetLine(()))
        found.append(FacetLine(((title(facet.field, kind), "heading"),)))
        found.extend(
            FacetLine(
                _value_line(facet, value, cells, sides, ascii_only), facet.field, value.value, value.chosen
            )
            for value in facet.values
        )
        if facet.more or facet.partial:
            more = MORE_ASCII * 3 if ascii_only else MORE
            words = (
                "not all counted in time"
                if facet.partial
                else f"{facet.more:,} other{'' if facet.more == 1 else 's'} or more"
            )
            found.append(FacetLine(((f"  {more} {words}"[:cells], "dim"),)))
    return tuple(found)


def _value_line(
    facet: Facet, value: FacetValue, cells: int, sides: tuple[str, ...], ascii_only: bool
) -> Line:
    count = str(value.count)
    mark = ("x " if ascii_only else "✓ ") if value.chosen else "  "
    label, role = _told(facet.field, value, sides)
    room = max(1, cells - width(count) - width(mark) - 1)
    label = clip(label, room, MORE_ASCII if ascii_only else MORE)
    gap = " " * (cells - width(mark) - width(label) - width(count))
    return ((mark, "key"), (label, role), (gap, "text"), (count, "count"))


def _told(field: str, value: FacetValue, sides: tuple[str, ...]) -> tuple[str, Role]:
    """A value in words, with its role."""
    if field == "form" and value.value in FORM:
        return FORM[value.value].word, "text"
    if field == "status":
        return status_sign(value.value).word, "text"
    if field == "side":
        return clean(value.label), side_role(value.value, sides)
    return clean(value.label), "actor" if field == "by" else "date" if field == "on" else "text"


def taken(query: Query, field: str, value: str, chosen: Collection[str]) -> Query:
    """The query that asks for a value too, as one of several; or no longer, if it is one of those ``chosen``.

    ``chosen`` are the values that the query asks for now, however they were typed.
    """
    values = [each for each in chosen if each != value]
    if value not in chosen:
        values.append(value)
    place = next((n for n, term in enumerate(query.terms) if _asks(term, field)), len(query.terms))
    kept = [term for term in query.terms if not _asks(term, field)]
    if values:
        kept.insert(min(place, len(kept)), Field(field, tuple(values)))
    return Query(tuple(kept))


def left_out(query: Query, field: str, value: str, chosen: Collection[str]) -> Query:
    """The query that excludes a value."""
    if value in chosen:
        query = taken(query, field, value, chosen)
    return query.with_term(Field(field, (value,), negated=True))


def _asks(term: object, field: str) -> bool:
    return isinstance(term, Field) and term.name == field and not term.negated
