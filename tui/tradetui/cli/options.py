"""The options that all reading verbs share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
_F = TypeVar("_F", bound=Callable[..., Any])


class Verb(click.Command):
    """A verb, whose ``--help`` is described in English, as everything here is.

    click asks gettext for its description, which loads ``locale`` and searches the disk: 4 ms for each run.
    """

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option that shows the help."""
        names = self.get_help_option_names(ctx)
        if not names:
            return None
        if self._own_help is None:
            self._own_help = click.Option(
                names,
                is_flag=True,
                expose_value=False,
                is_eager=True,
                help="Show this message and exit.",
                callback=_show_help,
            )
        return self._own_help

    #: Kept, since click compares parameters by what they are.
    _own_help: click.Option | None = None


def _show_help(ctx: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(ctx.get_help(), color=ctx.color)
        ctx.exit()


def reading(command: _F) -> _F:
    """``--collection``, ``--known-on`` and ``--format``."""
    for option in (
        click.option(
            "--format",
            "format_",
            type=click.Choice(FORMATS),
            default="table",
            show_default=True,
            help="How the answer is written; `tradetui schema` prints the machine-read shapes.",
        ),
        known_on_option,
        collection_option,
    ):
        command = option(command)
    return command


def collection_option(command: _F) -> _F:
    """``--collection``."""
    return click.option(
        "--collection",
        metavar="PATH",
        default=None,
        help="The folder to read; the bundled collection when not given.",
    )(command)


def known_on_option(command: _F) -> _F:
    """``--known-on``."""
    return click.option(
        "--known-on",
        metavar="DATE",
        default=None,
        help="Stand on this day: later sources are gone, later outcomes unknown.",
    )(command)
