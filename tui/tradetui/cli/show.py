"""``tradetui show``: one record in full."""

from __future__ import annotations

import click

from tradetui.cli.days import iso
from tradetui.cli.opening import Opened, open_collection
from tradetui.cli.options import Verb, reading
from tradetui.cli.output import Answer, put, say, write
from tradetui.core.records import KINDS

#: Cells of a line that is not to be broken.
WIDE = 10_000


@click.command("show", cls=Verb)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@reading
def command(ids: tuple[str, ...], collection: str | None, known_on: str | None, format_: str) -> int:
    """Show records in full: dates, history, who, words, links both ways, numbered sources.

    \b
    Example:
      tradetui show 2019-03-28-beijing
    """
    from tradetui.cli.machine import record
    from tradetui.present.reader import page
    from tradetui.present.roles import Line

    opened = open_collection(collection, known_on)
    found = [d for id_ in ids if (d := opened.archive.dossier(id_, known_on=opened.known_on)) is not None]
    absent = [missing(opened, id_) for id_ in ids if id_ not in {d.record.id for d in found}]

    def lines(width: int) -> list[Line]:
        drawn: list[Line] = []
        for number, dossier in enumerate(found):
            if number:
                drawn += [(), ()]
            drawn += page(
                dossier,
                min(width, 100),
                info=opened.archive.info,
                known_on=opened.known_on,
                around=opened.archive.surroundings(dossier.record.id, known_on=opened.known_on),
            ).lines
        return drawn

    answer = Answer(
        schema="tradetui/show/1",
        query={"ids": list(ids), "known_on": iso(opened.known_on)},
        records=lambda: (record(d) for d in found),
        header=("id", "kind", "when", "title", "citations"),
        rows=lambda: (
            (d.record.id, d.row.kind, d.row.when, d.row.title, "; ".join(c.source for c in d.known.cites))
            for d in found
        ),
        total=len(found),
        notes=[*opened.notes, *absent],
        lines=lines,
        empty="nothing to show",
    )
    if format_ == "markdown" and found:
        from tradetui.cli.markdown import markdown_page

        for number, dossier in enumerate(found):
            whole = page(dossier, WIDE, info=opened.archive.info, known_on=opened.known_on)
            put("".join((("\n" if number else ""), *markdown_page(whole.lines))))
        for note in answer.notes:
            say(note)
        return 1 if absent else 0
    status = write(answer, format_)
    return 1 if absent else status


def missing(opened: Opened, id_: str) -> str:
    """Why an id shows nothing: not known on that day, or a slip of the pen."""
    if opened.archive.record(id_) is not None:
        from datetime import date

        return f"{id_}: not known on {date.fromordinal(opened.known_on).isoformat()}"
    from tradetui.core.query.model import Query

    # a slip is looked for among the first thousands of ids: enough for a person to have typed one of them
    first = opened.archive.ids(Query(), kinds=KINDS, known_on=opened.known_on, limit=20_000)
    near = [row.id for row in opened.archive.rows(first.rows)]
    import difflib

    close = difflib.get_close_matches(id_, near, n=3)
    return f"{id_}: there is no such record" + (f"; did you mean {', '.join(close)}?" if close else "")
