"""The front door: ``tradetui``, and ``python -m tradetui``, the same program."""

from __future__ import annotations

import sys


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
    from tradetui.cli.main import run

    sys.exit(run(arguments))


def _refused(message: str) -> int:
    """Say why on stderr; wrong use is status 2."""
    print(message, file=sys.stderr)  # noqa: T201
    return 2


if __name__ == "__main__":
    main()
