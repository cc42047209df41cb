"""Where the words of a query stand in a text, by the normaliser of the index: what was found is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tradetui.core.normalise import match_tokens, tokens

if TYPE_CHECKING:
    from tradetui.core.normalise import Token
    from tradetui.core.query.model import Query, Words

Span = tuple[int, int]


def words_of(query: Query) -> tuple[Words, ...]:
    """The words of a query that a hit can show: those that are not negated."""
    from tradetui.core.query.model import Words

    return tuple(term for term in query.terms if isinstance(term, Words) and not term.negated)


def spans(text: str, words: Sequence[Words]) -> list[Span]:
    """The spans (character offsets) of a text that match any of the words, in order, merged where they touch.

    The text must be the one that is drawn: cleaned first, searched after.
    """
    sought = [found for word in words if not word.negated and (found := match_tokens(word))]
    if not sought or not text:
        return []
    held = tokens(text)
    hits = [hit for wanted in sought for hit in _runs(held, wanted)]
    return _merged(hits)


def _runs(held: Sequence[Token], wanted: Sequence[str]) -> list[Span]:
    first, size = wanted[0], len(wanted)
    return [
        (held[place].start, held[place + size - 1].end)
        for place in range(len(held) - size + 1)
        if _matches(held[place].text, first)
        and all(_matches(held[place + step].text, wanted[step]) for step in range(1, size))
    ]


def _matches(token: str, wanted: str) -> bool:
    return token.startswith(wanted[:-1]) if wanted.endswith("*") else token == wanted


def _merged(hits: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(hits):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
