"""Best first: a bounded number of hits, scored by what stands in them."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tradetui.core.frozen import replace
from tradetui.core.normalise import match_tokens, normalise
from tradetui.core.query.model import Query, Words
from tradetui.store.archive import Ids
from tradetui.store.match import Plan
from tradetui.store.search import matching

if TYPE_CHECKING:
    from tradetui.store.sqlite import SqliteArchive

#: So many of the newest hits are ranked; the others follow, newest first, and the answer says how many were ranked.
WINDOW = 300


def ranked(
    archive: SqliteArchive,
    db: sqlite3.Connection,
    query: Query,
    plan: Plan,
    *,
    limit: int,
    check: Callable[[], None],
) -> Ids:
    """The rows of a plan, best first among the newest :data:`WINDOW`."""
    found = matching(db, plan, newest=True, limit=max(limit, WINDOW) if limit else 0, check=check)
    wanted = [
        tokens
        for term in query.terms
        if isinstance(term, Words) and not term.negated and (tokens := match_tokens(term))
    ]
    window = found.rows[:WINDOW] if wanted else array("i")
    titles = archive.titles(window)
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


def score(title: str, wanted: Sequence[Sequence[str]]) -> float:
    """How well a title, or the words of a quote, hold what is wanted.

    Each word or phrase counts by whether it stands there whole (2), as the beginning of a word (1), or only
    elsewhere in the record (0); then how near one another they stand, and whether in the order asked for; then how
    much of the text they are. Equal scores stay newest first.
    """
    held = normalise(title).split(" ")
    places: list[int] = []
    points = 0.0
    for tokens in wanted:
        place, value = _find(held, tokens)
        points += value
        if value:
            places.append(place)
    if len(places) > 1:
        spread = max(places) - min(places) - (len(places) - 1)
        points += 1 / (1 + max(0, spread))
        points += 0.25 * (places == sorted(places))
    return points + sum(map(len, wanted)) / (len(held) + 10)


def _find(held: Sequence[str], tokens: Sequence[str]) -> tuple[int, float]:
    """Where a word or phrase stands first, and for how much it counts."""
    last = tokens[-1]
    half = len(last) > 1 and last.endswith("*")
    whole = [*tokens[:-1], last[:-1] if half else last]
    first: tuple[int, float] = (0, 0.0)
    for place in range(len(held) - len(whole) + 1):
        if held[place : place + len(whole)] == whole:
            return place, 2.0
        final = held[place + len(whole) - 1]
        begins = half and held[place : place + len(whole) - 1] == whole[:-1] and final.startswith(whole[-1])
        if begins and not first[1]:
            first = (place, 1.0)
    return first
