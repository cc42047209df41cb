"""FTS5's own views of all words of an index."""

from __future__ import annotations

import sqlite3
from typing import Final, Literal

_NAMES: Final = {"row": "vocabulary", "instance": "places"}


def vocabulary(db: sqlite3.Connection, of: Literal["row", "instance"]) -> str:
    """The name of the connection's view of words (``row``) or of their places (``instance``).

    Made when first needed, in the connection's own memory.
    """
    name = _NAMES[of]
    if db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = ?", (name,)).fetchone() is None:
        # the file itself is open for reading only; what is forbidden is forbidden for temporary tables too
        db.execute("PRAGMA query_only=0")
        try:
            db.execute(f"CREATE VIRTUAL TABLE temp.{name} USING fts5vocab(main, 'text', '{of}')")
        finally:
            db.execute("PRAGMA query_only=1")
    return f"temp.{name}"
