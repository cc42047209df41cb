"""The click group: finds a verb, tells errors on stderr, and sets the exit status.

Exit statuses: 0 found or fine; 1 an empty answer, or errors found by ``check``; 2 wrong use, or a collection that
can't be opened; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from tradetui import __version__
from tradetui.cli.names import VERBS
from tradetui.cli.options import Verb
from tradetui.core.problems import TradetuiError

EPILOG = """\b
Examples:
  tradetui                                     open the bundled collection
  tradetui ./my-case                           open a folder with a collection.toml
  tradetui find soybeans by:lighthizer         records that match
  tradetui find --in quotes --sort rank "some tariffs will stay"
  tradetui in-force 2019-05-10 --at 12:00 --tz America/New_York
  tradetui in-force 2019-03-02 --known-on 2019-01-15
  tradetui changes 2018-11-30 2019-05-10 --format markdown
  tradetui cite q-seed-4 --style bibtex

\b
Exit status: 0 found or fine, 1 an empty answer or errors found by check,
2 wrong use or a collection that can't be opened.
A verb wins over a folder of the same name: write ./find to open that folder."""


class Verbs(Verb, click.Group):
    """Verbs whose modules are imported only when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All verbs, in the order of the table."""
        return [name for name in VERBS if name != "open"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb."""
        module = VERBS.get(cmd_name)
        if module is None:
            return None
        command = import_module(f"tradetui.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a verb; a reader that has seen enough (`tradetui find | head`) is told apart before click hears of it."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # what is still in the buffer has nowhere to go, and must not be tried again at exit
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return result


@click.group(
    cls=Verbs,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="Show the version and exit.",
    callback=lambda ctx, _, value: _show_version(ctx, value),
)
def program() -> None:
    """Explore a sourced timeline: what happened, who said it, what was in force, what was known.

    Without a verb, opens the screens: tradetui [COLLECTION] [--known-on DATE] [--ascii] [--print-on-exit].
    COLLECTION is a folder, or the name of a bundled collection; `tradetui open --help` tells more.
    """


def _show_version(ctx: click.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"tradetui {__version__}")
        ctx.exit()


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return the exit status."""
    arguments = list(arguments)
    completing = "_TRADETUI_COMPLETE" in os.environ
    if not completing and not arguments and not (sys.stdout.isatty() and sys.stdin.isatty()):
        click.echo(
            "tradetui draws on a terminal, and this is none. Name a verb:\n  "
            + ", ".join(name for name in VERBS if name != "open")
            + "\nMore: tradetui --help",
            err=True,
        )
        return 2
    if not completing and (not arguments or arguments[0] not in (*VERBS, "-h", "--help", "--version")):
        arguments.insert(0, "open")
    try:
        result: Any = program.main(arguments, prog_name="tradetui", standalone_mode=completing)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        error.show(sys.stderr)
        return 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        return 130
    except TradetuiError as error:
        click.echo(error.told(), err=True)
        return 2
    except OSError as error:
        click.echo(refusal(error), err=True)
        return 2
    return result if isinstance(result, int) else 0


def refusal(error: OSError) -> str:
    """What the system refused, and where: a folder without permission, a full disk."""
    what = error.strerror or str(error)
    return f"{error.filename}: {what}" if error.filename else what
