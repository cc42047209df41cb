"""``tradetui cite``: a record with its sources, ready to print."""

from __future__ import annotations

import click

from tradetui.cli.opening import open_collection
from tradetui.cli.options import Verb, collection_option, known_on_option
from tradetui.cli.output import put, say

STYLES = ("plain", "markdown", "chicago", "apa", "bibtex", "ris", "csl-json")


@click.command("cite", cls=Verb)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--style", type=click.Choice(STYLES), default="plain", show_default=True)
@collection_option
@known_on_option
def command(ids: tuple[str, ...], style: str, collection: str | None, known_on: str | None) -> int:
    """Print the citation of one or more records, in the order given.

    Several are numbered where the style is prose.

    chicago is a full note of the Chicago Manual of Style, apa the words with an in-text citation and the references
    of the APA's 7th edition; names and titles stand as printed.

    \b
    Examples:
      tradetui cite q-seed-4
      tradetui cite q-seed-4 q-seed-5 --style chicago
      tradetui cite q-seed-4 --style bibtex >> references.bib
    """
    from tradetui.present.citations import as_list

    opened = open_collection(collection, known_on)
    found = [d for id_ in ids if (d := opened.archive.dossier(id_, known_on=opened.known_on)) is not None]
    here = {d.record.id for d in found}
    for id_ in ids:
        if id_ not in here:
            known = opened.archive.record(id_) is not None
            say(f"{id_}: " + ("not known on that day" if known else "there is no such record"))
    for note in opened.notes:
        say(note)
    if found:
        put(as_list(found, style).rstrip("\n") + "\n")
    return 0 if len(here) == len(set(ids)) else 1
