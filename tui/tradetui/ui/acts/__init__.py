"""What each command of the main screen does: a table from id to a function of the desk.

Each makes a new session and hands it to ``desk.go``, or moves a widget; none keeps anything for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tradetui.ui.acts import axis, facets, find, move, pages, program, quotes, record, time, typing
from tradetui.ui.acts.move import press
from tradetui.ui.acts.record import follow_target

if TYPE_CHECKING:
    from tradetui.ui.desk import Desk

Act = Callable[["Desk"], None]

ACTS: Mapping[str, Act] = {
    **axis.ACTS,
    **facets.ACTS,
    **find.ACTS,
    **move.ACTS,
    **pages.ACTS,
    **program.ACTS,
    **quotes.ACTS,
    **record.ACTS,
    **time.ACTS,
    **typing.ACTS,
}

__all__ = ["ACTS", "Act", "follow_target", "press"]
