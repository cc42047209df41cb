"""Which panes there are on a screen of a size: a pure function."""

from __future__ import annotations

from tradetui.core.frozen import frozen
from tradetui.ui.session import View

#: From this width on the reader stands beside the list.
WIDE = 100
#: Under this height there is no room for any head but the timeline's.
LOW = 22


@frozen
class Layout:
    """``wide``: list and reader stand side by side; ``rows``, ``reader``: that pane is shown; ``head``: its height."""

    wide: bool
    rows: bool
    reader: bool
    head: int


def layout(view: View, width: int, height: int, *, reader_in_front: bool) -> Layout:
    """The panes of a view; where there is no room for both list and reader, the one in front."""
    wide = width >= WIDE
    in_front = reader_in_front and not wide
    head = 0 if in_front else _head(view, height)
    return Layout(wide, not in_front, wide or in_front, head)


def _head(view: View, height: int) -> int:
    if view == "timeline":
        return 6 if height < LOW else 8 if height < 30 else 10 if height < 45 else 14
    if height < LOW:
        return 0
    return {"actors": 5, "quotes": 3, "sources": 3, "measures": 8 if height < 30 else 10}.get(view, 0)
