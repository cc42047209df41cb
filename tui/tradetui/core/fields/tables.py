"""The table of each kind by its name."""

from __future__ import annotations

from collections.abc import Mapping

from tradetui.core.fields.event import EVENT
from tradetui.core.fields.measure import MEASURE
from tradetui.core.fields.model import Table
from tradetui.core.fields.others import ACTOR, COLLECTION, FIGURE, SOURCE
from tradetui.core.fields.quote import QUOTE
from tradetui.core.records import Kind

__all__ = ["COLLECTION", "TABLES"]

TABLES: Mapping[Kind, Table] = {
    "event": EVENT,
    "quote": QUOTE,
    "measure": MEASURE,
    "figure": FIGURE,
    "actor": ACTOR,
    "source": SOURCE,
}
