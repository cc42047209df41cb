"""The words of an index that begin so: what a half-typed word stands for.

FTS5 finds the beginnings of a few letters in an index of its own. For a longer one it puts together the places of every
word that begins so before it gives the first row: for a common word that is most of the index. One of a few words is
found row by row instead, and the search ends with the rows that are wanted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from tradetui.store.vocabulary import vocabulary

#: The longest beginning that the index answers by itself (``prefix`` of the table ``text``).
LONGEST = 3
#: Lower than any character of a word.
_NEXT = "\x01"
#: More words than this are left to FTS5: of so many each is rare, or nearly so.
MOST = 64


def written_out(db: sqlite3.Connection, tokens: Sequence[str]) -> list[list[str]]:
    """Tokens whose last may be a beginning (``tarif*``), once for each word of the index that it may be.

    As they are where the last is no beginning, or one that the index answers by itself, or one of too many words.
    Empty: no word begins so.
    """
    last = tokens[-1]
    begin = last[:-1]
    if not (begin and last.endswith("*")) or len(begin) <= LONGEST:
        return [list(tokens)]
    words = beginning(db, begin, MOST)
    if words is None:
        return [list(tokens)]
    return [[*tokens[:-1], word] for word in words]


def beginning(db: sqlite3.Connection, begin: str, most: int) -> list[str] | None:
    """The words of the index that begin so, in order; None if there are more than ``most``."""
    sql = f"SELECT term FROM {vocabulary(db, 'instance')} WHERE term >= ? LIMIT 1"
    found: list[str] = []
    wanted = begin
    while (row := db.execute(sql, (wanted,)).fetchone()) is not None and row[0].startswith(begin):
        if len(found) == most:
            return None
        found.append(row[0])
        # each word is sought anew: going on to the next one would read all places of this one
        wanted = row[0] + _NEXT
    return found
