"""The one normaliser: what counts as the same word, for the index, the query and the highlight alike.

Text becomes *tokens*. Case, accents, and the kinds of quotation marks, dashes and spaces make no difference.

- A run of letters and digits is one token. An apostrophe inside it is left out (``don't``, ``O'Brien``), but
  the ``'s`` of ``China's`` and what follows an elided article (``l'accord``) are tokens of their own, so that
  the name or noun is found.
- Letters with periods between them are one token without the periods: ``U.S.`` is ``us``.
- ``5,733`` is one token without its comma, ``2.5`` one token with its point.
- A currency sign, a sign of mathematics, ``%``, ``#``, ``@``, ``&``, an emoji: one token each, so that
  ``$50``, ``5%`` and ``C++`` find what they say and ``50`` finds ``$50``.
- A run of Chinese, Japanese or Korean characters becomes its overlapping pairs, and its last character also
  alone: each character begins a token, so a single one is found as the beginning of a token.

Tokens hold no character that SQLite's ``unicode61`` tokenizer (``remove_diacritics 0``, default categories)
would split at or change: signs, and letters that an older Unicode table does not know, are written in the
private use area. What :func:`normalise` returns can therefore be handed to any version of FTS5 as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from tradetui.core.characters import FOLD, IS_CJK, KIND, SAFE, all_cjk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tradetui.core.query.model import Words

#: A token that no text contains: put between the texts of one record, so that no phrase is found across them.
BREAK = "\uf8ff"


class Token(NamedTuple):
    """One token, and the span of the original text it stands for (in characters, ``end`` excluded)."""

    text: str
    start: int
    end: int


_PRIVATE = "\ue000-\uf7ff"
_SIGNS = "$+<=>|~%#@&"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+(?!\.?[0-9]))?|(?<![0-9]\.)[0-9]+\.[0-9]+(?!\.?[0-9])"
# The order matters: initials before words, numbers before words.
_ASCII_TOKEN = rf"[a-z](?:\.[a-z])+(?![a-z0-9])|{_NUMBER}|[a-z0-9]+(?:'[a-z0-9]+)*|[{_SIGNS}]"
_LETTER = r"[^\W\d_]"
_CHARACTER = rf"(?:[^\W_]|[{_PRIVATE}])"
# Of folded text in which no Chinese, Japanese or Korean character stands.
_TOKEN = (
    rf"{_LETTER}(?:\.{_LETTER})+(?!{_CHARACTER})|{_NUMBER}"
    rf"|{_CHARACTER}+(?:'{_CHARACTER}+)*|[^\w\s'.,]"
)
# Sequences that one character each can't be folded from: Korean letters, and kana with a voicing mark.
_SEQUENCE = (
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\u3041-\u30ff\uff66-\uff9d][\u3099\u309a\uff9e\uff9f]"
)


# Compiled on first use: a start without a query pays for none of them.
@cache
def _ascii_token() -> re.Pattern[str]:
    return re.compile(_ASCII_TOKEN)


#: Marks that may stand within a word or number.
_INNER = b".,'"


def _table(letters: str, inner: str = " ", sign: str = " ") -> bytes:
    """A table for :meth:`bytes.translate` of ASCII: ``letters`` for its letters and digits, else blanks."""
    given = {**dict.fromkeys(_INNER, ord(inner)), **dict.fromkeys(_SIGNS.encode(), ord(sign))}
    small = (chr(code).lower().encode() for code in range(128))
    return bytes(
        [ord(letters or each) if each.isalnum() else given.get(each[0], 32) for each in small] + [32] * 128
    )


#: What each character of ASCII is: a letter or digit (a), a mark that may stand within a word (p), a sign (s).
_SORTS = _table("a", "p", "s")
#: Small letters and digits, and blanks for all others.
_LETTERS = _table("")


@cache
def _token() -> re.Pattern[str]:
    return re.compile(_TOKEN)


@cache
def _chunk() -> re.Pattern[str]:
    return re.compile(r"\S+")


@cache
def _of_one_kind() -> re.Pattern[str]:
    return re.compile("c+| +")


@cache
def _foreign() -> re.Pattern[str]:
    return re.compile(r"[^\x00-\x7f]+")


@cache
def _sequence() -> re.Pattern[str]:
    return re.compile(_SEQUENCE)


@cache
def _cluster() -> re.Pattern[str]:
    return re.compile(rf"{_SEQUENCE}|[\s\S]")


# What may stand before an apostrophe as an elided word of its own (French, Italian), besides single letters.
_ELIDED = frozenset({"qu", "dell", "all", "dall", "nell", "sull", "un", "quell", "lorsqu", "jusqu", "puisqu"})


def normalise(text: str) -> str:
    """The tokens of a text, joined by one space: what goes into the index."""
    if not text.isascii():
        # Most such texts hold but a few dashes, quotation marks and accents.
        folded = _foreign().sub(_folded_run, text)
        if not folded.isascii():
            folded = _composed(text).translate(FOLD)
            return " ".join([_written(word) for word, _ in _matches(folded)])
        text = folded
    raw = text.encode()
    sorts = raw.translate(_SORTS)
    if sorts.rfind(b"pa") >= 0 or sorts.find(b"s") >= 0:  # quicker than `in`
        # No token runs across a blank, and the same words come again with the same marks about them.
        found = [each if each.isalnum() else _ascii_words(each) for each in text.lower().split()]
        return " ".join(filter(None, found))
    # Runs of letters and digits with anything else between them: the common case by far. A mark before no letter or
    # digit is gone without a blank in its place, since another blank follows.
    words = raw.translate(_LETTERS, _INNER)
    return (words.strip() if words.rfind(b"  ") < 0 else b" ".join(words.split())).decode()


def _folded_run(match: re.Match[str]) -> str:
    return _composed(match[0]).translate(FOLD)


def _composed(text: str) -> str:
    """A text with one character for each sequence that stands for one."""
    if _sequence().search(text):
        return _sequence().sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return text


def _is_plain(word: str) -> bool:
    """Whether a word is one token as it stands."""
    return word.isascii() and word.isalnum()


@lru_cache(maxsize=8192)
def _ascii_words(chunk: str) -> str:
    """The tokens of a run of ASCII characters without blanks."""
    return " ".join([word if word.isalnum() else _mended(word) for word in _ascii_token().findall(chunk)])


def _written(word: str) -> str:
    """The tokens of one match of the token pattern, whatever it is of, joined by one space."""
    if _is_plain(word):
        return word
    # a run of Chinese, Japanese or Korean characters is a match of its own, and seldom comes again
    return " ".join(_pairs(word)) if IS_CJK[word[0]] else _mended(word)


def _pairs(run: str) -> list[str]:
    """The tokens of a run of Chinese, Japanese and Korean characters: each with the next one, and the last alone."""
    safe: str | list[str] = run.translate(SAFE)
    if len(safe) != len(run):
        safe = [_safe(character) for character in run]
    return [*map(add, safe, safe[1:]), safe[-1]]


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """The tokens of one match of the token pattern, joined by one space."""
    return " ".join([token for token, _, _ in _expand(word)])


def _matches(folded: str) -> Iterator[tuple[str, int]]:
    """Each match of the token pattern in a folded text, and where it begins."""
    if folded.isascii():
        for match in _ascii_token().finditer(folded):
            yield match[0], match.start()
        return
    # No match runs across a space, and a run of CJK is one of its own: few texts need the pattern for all letters.
    for chunk in _chunk().finditer(folded):
        base = chunk.start()
        for run, is_cjk in _runs(chunk[0]):
            if is_cjk:
                yield run, base
            else:
                for match in (_ascii_token() if run.isascii() else _token()).finditer(run):
                    yield match[0], base + match.start()
            base += len(run)


def _runs(chunk: str) -> Iterator[tuple[str, bool]]:
    """A text as runs of Chinese, Japanese and Korean characters, and of others."""
    if chunk.isascii():
        yield chunk, False
        return
    for run in _of_one_kind().finditer(chunk.translate(KIND)):
        yield chunk[run.start() : run.end()], run[0][0] == "c"


def joined(texts: Iterable[str]) -> str:
    """Several texts of one record, normalised, with a break between them that no phrase crosses."""
    return f" {BREAK} ".join(filter(None, map(normalise, texts)))


def tokens(text: str) -> list[Token]:
    """The tokens of a text with their places in it. Their texts, joined by spaces, are :func:`normalise`."""
    folded, starts, ends = _folded(text)
    result = []
    for word, base in _matches(folded):
        if _is_plain(word):
            result.append(Token(word, starts[base], ends[base + len(word) - 1]))
            continue
        for token, first, last in _expand(word):
            result.append(Token(token, starts[base + first], ends[base + last - 1]))
    return result


def match_tokens(words: Words) -> list[str]:
    """The tokens that must follow one another in a normalised text for ``words`` to be found in it.

    The last may end in ``*``: then it is the beginning of a token. That is so for a half-typed word, and for
    a single Chinese, Japanese or Korean character, which begins a pair wherever it stands. An empty list:
    there is nothing to find.
    """
    return sought(words.text, prefix=words.prefix)


def sought(text: str, *, prefix: bool = False) -> list[str]:
    """As :func:`match_tokens`, for a plain text."""
    found = tokens(text)
    if not found:
        return []
    last = found[-1]
    run = text[last.start : last.end]
    if all_cjk(_folded(run)[0]):
        # The text may go on where the query ends: the last character alone would ask that it doesn't.
        if len(found) > 1 and found[-2].end == last.end:
            return [token.text for token in found[:-1]]
        prefix = True
    return [token.text for token in found[:-1]] + [last.text + ("*" if prefix else "")]


def _expand(word: str) -> Iterator[tuple[str, int, int]]:
    """The tokens of one match of the token pattern, with their places in it."""
    if word.isalnum() and word.isascii():
        yield word, 0, len(word)
    elif all_cjk(word):
        *pairs, last = _pairs(word)
        for place, pair in enumerate(pairs):
            yield pair, place, place + 2
        yield last, len(word) - 1, len(word)
    elif "'" in word:
        yield from _apostrophes(word)
    elif word[0].isdecimal() and ("." in word or "," in word):
        yield _safe(word.replace(",", "")), 0, len(word)
    else:
        yield _safe(word.replace(".", "") if len(word) > 1 else word), 0, len(word)


def _apostrophes(word: str) -> Iterator[tuple[str, int, int]]:
    """The tokens of a word with apostrophes in it."""
    parts = word.split("'")
    begin = place = 0
    held = parts[0]
    for position, part in enumerate(parts[1:], 1):
        former, place = parts[position - 1], place + len(parts[position - 1]) + 1
        apart = (
            (part == "s" and position == len(parts) - 1)
            or (len(former) == 1 and former != "o")
            or former in _ELIDED
            or former[-1].isdecimal()
        )
        if apart:
            yield _safe(held), begin, place - 1
            held, begin = part, place
        else:
            held += part
    yield _safe(held), begin, len(word)


def _safe(token: str) -> str:
    """The token as written in an index: what ``unicode61`` might split at goes into the private use area."""
    return token if token.isascii() and token.isalnum() else token.translate(SAFE)


def _folded(text: str) -> tuple[str, range | list[int], range | list[int]]:
    """The folded text, and for each of its characters the start and the end in the original."""
    if text.isascii():
        return text.lower(), range(len(text)), range(1, len(text) + 1)
    if all(len(FOLD[ord(character)]) == 1 for character in set(text)):
        return text.translate(FOLD), range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _cluster().finditer(text):
        cluster = match[0]
        if len(cluster) > 1:
            cluster = unicodedata.normalize("NFKC", cluster)
        folded = cluster.translate(FOLD)
        if folded:
            pieces.append(folded)
            starts.extend([match.start()] * len(folded))
            ends.extend([match.end()] * len(folded))
        elif ends and pieces[-1] != " ":
            # An accent written as a character of its own belongs to the letter before it.
            ends[-1] = match.end()
    return "".join(pieces), starts, ends
