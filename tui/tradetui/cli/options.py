"""The options that all reading verbs share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

FORMATS = ("table", "json", "jsonl", "csv", "markdown")
_F = TypeVar("_F", bound=Callable[..., Any])


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
