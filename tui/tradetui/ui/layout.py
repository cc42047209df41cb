"""Which panes there are on a screen of a size: a pure function."""

from __future__ import annotations

from tradetui.core.frozen import frozen
from tradetui.ui.session import View

#: From this width on the reader stands beside the list.
WIDE = 100
#: From this width on the facets stand beside list and reader.
BESIDE = 160
#: The views whose hits can be narrowed by what they have in common.
FACETED: tuple[View, ...] = ("timeline", "actors", "quotes", "measures", "sources")
#: Under this height there is no room for any head but the timeline's.
LOW = 22


@frozen
class Layout:
    """``wide``: list and reader stand side by side; ``rows``, ``reader``: that pane is shown; ``head``: its height.

    ``facets``: they are shown, beside list and reader where there is room, else in the reader's place, or alone.
    """

    wide: bool
    rows: bool
    reader: bool
    head: int
    facets: bool = False


def layout(
    view: View, width: int, height: int, *, reader_in_front: bool, facets_in_front: bool = False
) -> Layout:
    """The panes of a view; where there is no room for both list and reader, the one in front.

    Two compared need the whole width: there the reader is in front, or not shown.
    """
    wide = width >= WIDE and view != "compare"
    roomy = wide and width >= BESIDE
    facets = view in FACETED and (facets_in_front or (roomy and view == "quotes"))
    instead = facets and not roomy
    in_front = reader_in_front and not wide and not instead
    rows = not in_front and (wide or not instead)
    head = _head(view, height) if rows else 0
    return Layout(wide, rows, (wide and not instead) or in_front, head, facets)


def _head(view: View, height: int) -> int:
    if view == "timeline":
        return 6 if height < LOW else 8 if height < 30 else 10 if height < 45 else 14
    if height < LOW:
        return 0
    return {"actors": 5, "quotes": 3, "sources": 3, "measures": 8 if height < 30 else 10}.get(view, 0)
