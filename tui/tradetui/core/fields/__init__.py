"""One table for each kind of record: the only place that says which keys there are.

From it come validation (:func:`validate`), building (:func:`build`) and its inverse (:func:`plain`), the JSON
Schema (:mod:`tradetui.core.schema`), the reference page and the templates (:mod:`tradetui.core.template`).
"""

from __future__ import annotations

from tradetui.core.fields.build import build, build_collection, plain
from tradetui.core.fields.model import Field, Table
from tradetui.core.fields.tables import COLLECTION, TABLES
from tradetui.core.fields.take import take
from tradetui.core.fields.validate import Fault, validate, validate_collection

__all__ = [
    "COLLECTION",
    "TABLES",
    "Fault",
    "Field",
    "Table",
    "build",
    "build_collection",
    "plain",
    "take",
    "validate",
    "validate_collection",
]
