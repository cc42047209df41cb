"""Foreign values as records can hold them: nothing is lost without a word, and no control character stays."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import Any

from tradetui.core.fields.validate import LARGEST

#: What no honest text holds: control characters (a terminal obeys them) and halves of characters.
_BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
#: What stands in their place, so that it can be seen that something stood there.
MARK = "\ufffd"
_DEEPEST = 12


def tidy(text: str, *, prose: bool = False) -> tuple[str, str]:
    """The text without blanks around it, line ends as ``\\n`` (one blank where it isn't ``prose``).

    Beside it the first character that had to be replaced by :data:`MARK`, as ``U+0000``; empty if there was none.
    """
    if text.isprintable():
        return text.strip(), ""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _BAD.search(text)
    if found:
        text = _BAD.sub(MARK, text)
    if not prose and ("\n" in text or "\t" in text):
        text = " ".join(text.split())
    return text.strip(), f"U+{ord(found[0]):04X}" if found else ""


def plain_value(value: Any, depth: int = 0) -> Any:
    """Any JSON value as the ``extra`` of a record can hold it: bad characters marked, huge numbers as text."""
    if isinstance(value, str):
        return tidy(value, prose=True)[0]
    if isinstance(value, (dict, list)) and depth >= _DEEPEST:
        return "nested too deep to be kept"
    if isinstance(value, dict):
        return {
            plain_key(key): plain_value(item, depth + 1) for key, item in value.items() if item is not None
        }
    if isinstance(value, list):
        return [plain_value(item, depth + 1) for item in value if item is not None]
    if isinstance(value, (int, float)) and not -LARGEST <= value <= LARGEST:
        return _digits(value)
    return value


def plain_key(key: str) -> str:
    """A key as text that can be printed."""
    text = "".join(sign if sign.isprintable() else MARK for sign in key).strip()
    return text or "unnamed"


def _digits(value: float) -> str:
    try:
        return str(value)
    except ValueError:  # more digits than Python is willing to write
        return hex(int(value))


def mark_of(text: str) -> str:
    """Sixteen letters and digits that stand for a text: 64 bits, always the same."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
