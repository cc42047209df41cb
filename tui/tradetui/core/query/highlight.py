"""Where in a text the words of a query are found."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tradetui.core.normalise import match_tokens, tokens
from tradetui.core.query.model import Query, Term, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tradetui.core.normalise import Token


def hits(text: str, query: Query | Sequence[Words]) -> list[tuple[int, int]]:
    """The spans ``(start, end)`` of the text that the query's words match, in order and apart.

    A phrase is one span. A word whose beginning was asked for is marked whole, a Chinese, Japanese or Korean
    character by itself. Excluded words and fields mark nothing.
    """
    wanted = _wanted(tuple(query.terms if isinstance(query, Query) else query))
    if not wanted:
        return []
    held, texts = _held(text)
    return merged(span for sought in wanted for span in _found(held, texts, sought))


@lru_cache(maxsize=32)
def _wanted(terms: tuple[Term, ...]) -> tuple[tuple[str, ...], ...]:
    """What each word of a query is found by: the same for every line of a list."""
    words = [term for term in terms if isinstance(term, Words) and not term.negated]
    return tuple(tuple(found) for word in words if (found := match_tokens(word)))


@lru_cache(maxsize=512)
def _held(text: str) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """The tokens of a text, and their texts; kept, since a line is asked for several words, and drawn anew."""
    held = tuple(tokens(text))
    return held, tuple(token.text for token in held)


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


def _found(held: Sequence[Token], texts: Sequence[str], sought: Sequence[str]) -> Iterator[tuple[int, int]]:
    for place in _places(texts, sought):
        last = held[place + len(sought) - 1]
        end = last.end
        following = held[place + len(sought)] if place + len(sought) < len(held) else None
        if sought[-1][-1] == "*" and following is not None and last.start < following.start < last.end:
            end = following.start  # one character of a pair
        yield held[place].start, end
