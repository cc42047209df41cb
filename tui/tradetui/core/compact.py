"""Compact JSON, quickly: without blanks, characters as they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from json import encoder


def _made() -> Callable[[object], str]:
    """One encoder for all: :mod:`json` makes a new one for each value, which takes as long as the value itself."""
    slow = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
    make = getattr(encoder, "c_make_encoder", None)
    if make is None:
        return slow.encode
    try:
        pieces = make(None, slow.default, encoder.encode_basestring, None, ":", ",", False, False, True)
        if "".join(pieces({"a": ["é", 1.5, None]}, 0)) != '{"a":["é",1.5,null]}':
            return slow.encode
    except TypeError:  # another version of Python, which takes other arguments
        return slow.encode
    return lambda value: "".join(pieces(value, 0))


#: A value of dicts, lists, texts, numbers, truth values and None, none inside itself, as JSON.
dumps: Callable[[object], str] = _made()
