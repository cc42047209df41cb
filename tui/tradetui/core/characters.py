"""What single characters come to: their plain letters, and what stands for them in a token of the index.

Everything is filled in as characters are met: most texts need few of them.
"""

from __future__ import annotations

import unicodedata

# Chinese, Japanese and Korean characters, written without spaces; the marks among the kana are left out.
# First and last of each run. No class of a pattern: one of so many characters takes 6 ms to compile.
_CJK = (
    (0x3005, 0x3005), (0x3007, 0x3007), (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF),
    (0x3105, 0x312F), (0x31A0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
_APOSTROPHES = frozenset("'\u2018\u2019\u201b\u02bb\u02bc\uff07")
# Letters that Unicode does not take apart but readers of English type without their strokes.
_STROKES = {
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
}


class _Fold(dict[int, str]):
    """Character to folded text, filled as characters are met; what is neither word nor sign is a space."""

    def __missing__(self, code: int) -> str:
        value = self[code] = _fold(chr(code))
        return value


class _Safe(dict[int, str]):
    """Character to what stands for it in a token."""

    def __missing__(self, code: int) -> str:
        value = self[code] = _encode(code)
        return value


class _IsCjk(dict[str, bool]):
    """Whether a character is Chinese, Japanese or Korean, filled as characters are met."""

    def __missing__(self, character: str) -> bool:
        value = self[character] = any(first <= ord(character) <= last for first, last in _CJK)
        return value


class _Kind(dict[int, str]):
    """``c`` for a Chinese, Japanese or Korean character and a blank for any other, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        value = self[code] = "c" if IS_CJK[chr(code)] else " "
        return value


#: By character.
IS_CJK = _IsCjk()
#: By code, for :meth:`str.translate`: one kind of character or the other, folded text, what is written in a token.
KIND = _Kind()
FOLD = _Fold()
SAFE = _Safe()


def all_cjk(text: str) -> bool:
    """Whether a text is a run of Chinese, Japanese or Korean characters."""
    return bool(text) and all(map(IS_CJK.__getitem__, text))


def _fold(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if 0xE000 <= ord(character) <= 0xF8FF:
        return character
    category = unicodedata.category(character)
    if category == "Cf" or character == "\u0640":
        return ""  # soft hyphens, joiners, direction marks, the Arabic lengthening stroke
    if character in "\u2122\u2120":
        return " "  # the trade mark signs would otherwise read as letters of the word before
    if all_cjk(unicodedata.normalize("NFKC", character)):
        return unicodedata.normalize("NFKC", character)
    taken_apart = unicodedata.decomposition(character)
    apart = " " if taken_apart.startswith(("<fraction>", "<super>")) and category == "No" else ""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    return apart + "".join(map(_part, plain))


def _part(character: str) -> str:
    """One character of a decomposition: accents go, vowel signs and signs stay, digits become plain ones."""
    category = unicodedata.category(character)
    if category[0] == "M":
        keep = category != "Me" and unicodedata.combining(character) in (0, 9) and not _selects(character)
        return _encode(ord(character)) if keep else ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category[0] in "LN":
        return _STROKES.get(character, character)
    if category in ("Sc", "Sm", "So"):
        return " " if character == "\u2044" else character
    return character if character in "%&@#.,\u2030\u00a7\u00b6\u2020\u2021" else " "


def _selects(character: str) -> bool:
    """Whether a mark only chooses a glyph (variation selectors, the grapheme joiner)."""
    return (
        character in "\u034f\u180b\u180c\u180d"
        or "\ufe00" <= character <= "\ufe0f"
        or character >= "\U000e0100"
    )


def _encode(code: int) -> str:
    character = chr(code)
    if 0xE000 <= code <= 0xF8FF or (character.isascii() and character.isalnum()):
        return character
    # Unicode 3.2 is older than any table SQLite has had: its letters and digits are unicode61's too.
    if unicodedata.ucd_3_2_0.category(character)[0] in "LN":
        return character
    if code < 0x800:
        return chr(0xF000 + code)
    return chr(0xE000 + (code >> 11)) + chr(0xE800 + (code & 0x7FF))
