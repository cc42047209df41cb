"""Best first: a bounded number of hits, scored by what stands in them."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from functools import lru_cache

from tradetui.core.frozen import replace
from tradetui.core.normalise import match_tokens, normalise
from tradetui.core.query.model import Query, Words
from tradetui.store import schema
from tradetui.store.archive import Ids
from tradetui.store.match import Plan
from tradetui.store.search import matching

#: So many of the newest hits are ranked; the others follow, newest first, and the answer says how many were ranked.
WINDOW = 200
#: Where in a face the title is.
_TITLE = 2


def ranked(db: sqlite3.Connection, query: Query, plan: Plan, *, limit: int, check: Callable[[], None]) -> Ids:
    """The rows of a plan, best first among the newest :data:`WINDOW`."""
    found = matching(db, plan, newest=True, limit=max(limit, WINDOW) if limit else 0, check=check)
    wanted = [
        Wanted(tokens)
        for term in query.terms
        if isinstance(term, Words) and not term.negated and (tokens := match_tokens(term))
    ]
    window = found.rows[:WINDOW] if wanted else array("i")
    titles = _titles(db, window)
    check()
    scored = sorted((-score(titles[row], wanted), place, row) for place, row in enumerate(window))
    rows = array("i", [row for _, _, row in scored]) + found.rows[len(scored) :]
    more = found.truncated or len(rows) > len(scored)
    truncated = found.truncated or (bool(limit) and len(rows) > limit)
    if limit:
        rows = rows[:limit]
    return replace(
        found,
        rows=rows,
        unsure=found.unsure.intersection(rows) if truncated else found.unsure,
        truncated=truncated,
        ranked=len(scored) if more and scored else None,
    )


def _titles(db: sqlite3.Connection, rows: Sequence[int]) -> dict[int, str]:
    """The title, or the words of a quote, of each of these rows, normalised."""
    marks = ", ".join("?" * len(rows))
    # CASE looks up one of the two only: the words of a quote are in its record, any other title in its face.
    # All of them in one value: at each step of a statement another thread may take its turn, and a key waits for these.
    sql = (
        f"SELECT json_group_array(json_array(v.row, CASE v.kind WHEN {schema.KIND_CODES['quote']}"
        " THEN (SELECT json_extract(body, '$.text') FROM record WHERE n = v.n)"
        f" ELSE (SELECT json_extract(face, '$[{_TITLE}]') FROM face WHERE row = v.row) END))"
        f" FROM version v WHERE v.row IN ({marks})"
    )
    (held,) = db.execute(sql, tuple(rows)).fetchone()
    return {
        row: _normalised(text if isinstance(text, str) else " ".join(text)) for row, text in json.loads(held)
    }


@lru_cache(maxsize=2_048)
def _normalised(text: str) -> str:
    """As in the index; kept, since each letter typed finds many of the records that the one before did."""
    return normalise(text)


class Wanted:
    """A word or phrase to be found in a normalised title: as whole words, or as the beginning of the last one."""

    __slots__ = ("_begin", "_whole", "size")

    def __init__(self, tokens: Sequence[str]) -> None:
        """``tokens`` as :func:`tradetui.core.normalise.match_tokens` gives them."""
        last = tokens[-1]
        half = len(last) > 1 and last.endswith("*")
        text = " ".join([*tokens[:-1], last[:-1] if half else last])
        self._whole, self._begin = f" {text} ", f" {text}" if half else ""
        self.size = len(tokens)

    def find(self, held: str) -> tuple[int, float]:
        """At which word it stands first, and for how much that counts; ``held`` has a space at each end."""
        at, points = held.find(self._whole), 2.0
        if at < 0 and self._begin:
            at, points = held.find(self._begin), 1.0
        return (0, 0.0) if at < 0 else (held.count(" ", 0, at), points)


def score(title: str, wanted: Sequence[Wanted]) -> float:
    """How well a title, or the words of a quote, normalised, hold what is wanted.

    Each word or phrase counts by whether it stands there whole (2), as the beginning of a word (1), or only
    elsewhere in the record (0); then how near one another they stand, and whether in the order asked for; then how
    much of the text they are. Equal scores stay newest first.
    """
    held = f" {title} "
    places: list[int] = []
    points = 0.0
    for each in wanted:
        place, value = each.find(held)
        points += value
        if value:
            places.append(place)
    if len(places) > 1:
        spread = max(places) - min(places) - (len(places) - 1)
        points += 1 / (1 + max(0, spread))
        points += 0.25 * (places == sorted(places))
    return points + sum(each.size for each in wanted) / (held.count(" ") + 9)
