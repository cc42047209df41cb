"""One table for each kind of record: the only place that says which keys there are.

From it come building (:func:`build`) and its inverse (:func:`plain`), validation
(:mod:`tradetui.core.fields.validate`), the quick way for faultless tables (:mod:`tradetui.core.fields.take`), the JSON
Schema (:mod:`tradetui.core.schema`), the reference page and the templates (:mod:`tradetui.core.template`). What only
reading and checking files needs isn't imported here, since every verb builds records.
"""

from __future__ import annotations

from tradetui.core.fields.build import build, build_collection, plain
from tradetui.core.fields.model import Field, Table
from tradetui.core.fields.tables import COLLECTION, TABLES

__all__ = ["COLLECTION", "TABLES", "Field", "Table", "build", "build_collection", "plain"]
