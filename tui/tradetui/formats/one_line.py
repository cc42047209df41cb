"""Record text as one line that is safe in any file: no controls, no overrides of direction, no line ends."""

from __future__ import annotations

import unicodedata


def one_line(text: str, *, keep_lines: bool = False) -> str:
    """The text with white space as single spaces and without controls, bidi overrides and lone surrogates.

    ``keep_lines``: line ends stay, as ``\\n``. Every character that can be seen stays.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text if keep_lines else text.strip()
    if keep_lines:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return "\n".join(" ".join(_visible(line).split()) for line in lines)
    return " ".join(_visible(text).split())


def _visible(text: str) -> str:
    return "".join(filter(None, map(_character, text)))


def _character(character: str) -> str:
    if character.isspace():
        return " "
    # Cf holds the overrides of direction, and the joiners that Indic scripts and emoji are written with
    if character in "\u200c\u200d":
        return character
    return "" if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp") else character
