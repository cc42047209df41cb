"""The bytes a terminal sends: not all of them are UTF-8, and none of them may end the program."""

from __future__ import annotations

import codecs
import sys
from functools import partial


def read_any_bytes() -> None:
    """Have bytes that aren't UTF-8 (pasted from another encoding, or typed in it) read as U+FFFD.

    Textual decodes what the terminal sends strictly and has no setting for it: the first such byte would be a
    traceback. Its driver takes the decoder from this name of its module; a test in a real terminal holds it.
    """
    driver = sys.modules.get("textual.drivers.linux_driver")
    if driver is not None:
        driver.__dict__["getincrementaldecoder"] = _lenient


def _lenient(encoding: str) -> partial[codecs.IncrementalDecoder]:
    return partial(codecs.getincrementaldecoder(encoding), errors="replace")
