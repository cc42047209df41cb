"""Printing a query: as text that reads back the same, and as chips that can be taken off one by one."""

from __future__ import annotations

from tradetui.core.frozen import frozen
from tradetui.core.query.model import Field, Query, Term, Words
from tradetui.core.query.parse import QUOTES

_NO_QUOTES = str.maketrans(dict.fromkeys(QUOTES, " "))


@frozen
class Chip:
    """One term as shown: ``query.without(position)`` takes it off."""

    position: int
    text: str
    negated: bool


def to_text(query: Query) -> str:
    """The query as one would type it: ``parse(to_text(q)).query == q`` for any that ``parse`` gave."""
    return " ".join(map(term_text, query.terms))


def chips(query: Query) -> tuple[Chip, ...]:
    """The query's terms, to be shown and taken off one by one."""
    return tuple(Chip(place, term_text(term), term.negated) for place, term in enumerate(query.terms))


def term_text(term: Term) -> str:
    """One term as one would type it."""
    minus = "-" if term.negated else ""
    if isinstance(term, Field):
        return f"{minus}{term.name}:{','.join(map(_value, term.values))}"
    return minus + _words(term)


def _words(words: Words) -> str:
    star = "*" if words.prefix else ""
    return (_quoted(words.text) if words.phrase or _needs_quotes(words.text) else words.text) + star


def _value(value: str) -> str:
    bracketed = value[:1] in "[{" and value.find("]" if value[0] == "[" else "}") == len(value) - 1
    if _needs_quotes(value) or (any(comma in value for comma in ",，") and not bracketed):
        return _quoted(value)
    return value


def _needs_quotes(text: str) -> bool:
    return not text or text[0] in QUOTES or any(map(str.isspace, text))


def _quoted(text: str) -> str:
    return f'"{" ".join(text.translate(_NO_QUOTES).split())}"'
