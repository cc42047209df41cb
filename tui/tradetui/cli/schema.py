"""``tradetui schema``: the documented shapes of what is read and written."""

from __future__ import annotations

import json
from typing import Literal

import click

from tradetui.cli.options import Verb
from tradetui.cli.output import put

#: The files that a person writes.
FILES: dict[str, Literal["records", "collection"]] = {"records": "records", "collection": "collection"}


@click.command("schema", cls=Verb)
@click.argument("name", required=False)
def command(name: str | None) -> int:
    """Print a JSON Schema: of the machine-read answer of a verb, or of the record files.

    NAME is a verb ("find", "measures --lags"), or "records" or "collection" for the TOML files. Without it: the names.

    \b
    Examples:
      tradetui schema find
      tradetui schema records > records.schema.json
    """
    from tradetui.cli.shapes import shapes

    known = shapes()
    if name is None:
        put("\n".join([*known, *FILES]) + "\n")
        return 0
    if name in FILES:
        from tradetui.core.schema import json_schema

        put(json.dumps(json_schema(FILES[name]), ensure_ascii=False, indent=2) + "\n")
        return 0
    if name not in known:
        raise click.UsageError(f"there is no schema {name!r}; there are {', '.join([*known, *FILES])}")
    put(json.dumps(known[name], ensure_ascii=False, indent=2) + "\n")
    return 0
