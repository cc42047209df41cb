"""The front door: ``tradetui``, and ``python -m tradetui``, the same program."""

from __future__ import annotations

import gc
import os
import sys
import threading
from typing import NoReturn

#: Objects made between two searches for unreachable ones: what a verb makes, it mostly needs to its end.
_OBJECTS = 50_000


def main() -> None:
    """Open the screens when called bare or with one folder, else let the command line have its say."""
    arguments = sys.argv[1:]
    if sys.stdout is None or sys.stdin is None:
        # closed by the caller: >&- or <&-
        sys.exit(2 if sys.stderr is None else _refused("tradetui needs standard input and output to be open"))
    if len(arguments) <= 1 and sys.stdout.isatty() and sys.stdin.isatty():
        from tradetui.cli.names import VERBS

        # the way to the first frame: click is not on it
        if not arguments or (arguments[0] not in VERBS and not arguments[0].startswith("-")):
            from tradetui.cli.opening import open_screens
            from tradetui.core.problems import TradetuiError

            try:
                sys.exit(open_screens(arguments[0] if arguments else None))
            except TradetuiError as error:
                sys.exit(_refused(error.told()))
            except OSError as error:
                sys.exit(_refused(f"{error.filename}: {error.strerror}"))
    gc.set_threshold(_OBJECTS)
    from tradetui.cli.main import run

    _leave(run(arguments))


def _leave(status: int) -> NoReturn:
    """End with a status, without taking the interpreter apart: a tenth of what a verb costs, and nobody waits for it.

    Only where nothing is left to do: all is written, no other thread or process is at work.
    """
    alone = threading.active_count() == 1 and "multiprocessing" not in sys.modules
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        alone = False  # the interpreter tells of it as it always does
    if alone:
        os._exit(status)
    sys.exit(status)


def _refused(message: str) -> int:
    """Say why on stderr; wrong use is status 2."""
    print(message, file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    main()
