"""Where in a text the words of a query are found."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tradetui.core.normalise import match_tokens, normalise, tokens
from tradetui.core.query.model import Query, Term, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def hits(text: str, query: Query | Sequence[Words]) -> list[tuple[int, int]]:
    """The spans ``(start, end)`` of the text that the query's words match, in order and apart.

    A phrase is one span. A word whose beginning was asked for is marked whole, a Chinese, Japanese or Korean
    character by itself. Excluded words and fields mark nothing.
    """
    wanted = _wanted(tuple(query.terms if isinstance(query, Query) else query))
    if not wanted:
        return []
    return merged(span for sought in wanted for span in _found(text, sought))


@lru_cache(maxsize=32)
def _wanted(terms: tuple[Term, ...]) -> tuple[tuple[str, ...], ...]:
    """What each word of a query is found by: the same for every line of a list."""
    words = [term for term in terms if isinstance(term, Words) and not term.negated]
    return tuple(tuple(found) for word in words if (found := match_tokens(word)))


@lru_cache(maxsize=512)
def _texts(text: str) -> tuple[str, ...]:
    """The texts of a text's tokens; kept, since a line is asked for several words, and drawn anew."""
    return tuple(normalise(text).split())


@cache
def _runs() -> re.Pattern[str]:
    return re.compile("[a-z0-9]+")


@lru_cache(maxsize=512)
def _spans(text: str) -> tuple[tuple[int, int], ...]:
    """For each token of a text the span of the text that it stands for."""
    if text.isascii():
        # where each run of letters and digits is one token, as nearly everywhere, they need not be told apart
        text = text.lower()
        runs = _runs().findall(text)
        if tuple(runs) == _texts(text):
            return tuple(_following(text, runs))
    return tuple((token.start, token.end) for token in tokens(text))


def _following(text: str, parts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The spans of parts of a text that follow one another, each the first of its kind from the end of the last on."""
    end = 0
    for part in parts:
        start = text.index(part, end)
        end = start + len(part)
        yield start, end


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, with those that overlap made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def found_in(held: Sequence[str], sought: Sequence[str]) -> bool:
    """Whether the tokens sought (as :func:`match_tokens` gives them) follow one another among those held."""
    return any(_at(held, sought, place) for place in range(len(held) - len(sought) + 1))


def _at(held: Sequence[str], sought: Sequence[str], place: int) -> bool:
    last = sought[-1]
    final = held[place + len(sought) - 1]
    return (final.startswith(last[:-1]) if last[-1] == "*" else final == last) and all(
        held[place + offset] == token for offset, token in enumerate(sought[:-1])
    )


def _places(texts: Sequence[str], sought: Sequence[str]) -> list[int]:
    """Where the tokens sought follow one another."""
    first = sought[0]
    if len(sought) > 1:
        most = range(len(texts) - len(sought) + 1)
        return [place for place in most if texts[place] == first and _at(texts, sought, place)]
    if first[-1] == "*":
        begin = first[:-1]
        return [place for place, text in enumerate(texts) if text.startswith(begin)]
    return [place for place, text in enumerate(texts) if text == first]


def _found(text: str, sought: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The spans of a text in which the tokens sought follow one another."""
    places = _places(_texts(text), sought)
    if not places:
        return
    spans = _spans(text)
    for place in places:
        after = place + len(sought)
        start, end = spans[after - 1]
        if sought[-1][-1] == "*" and after < len(spans) and start < spans[after][0] < end:
            end = spans[after][0]  # one character of a pair
        yield spans[place][0], end
