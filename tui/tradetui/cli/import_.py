"""``tradetui import``: a file of others into an archive folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from tradetui.cli.options import Verb
from tradetui.cli.output import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tradetui.cli.importing import Plan
    from tradetui.formats.quotes import QuoteReader
    from tradetui.formats.rows import Table, Tally

ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
}
FORMS = ("direct", "partial", "paraphrase", "translation")


@click.command("import", cls=Verb)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--as", "as_", type=click.Choice(["quotes"]), required=True, help="What the rows are.")
@click.option(
    "--into", required=True, type=click.Path(path_type=Path), metavar="DIR", help="A folder still to be made."
)
@click.option("--title", default="", help="The title of the collection; the file's name when not given.")
@click.option(
    "--format", "format_", type=click.Choice(["csv", "jsonl"]), help="Else the file's ending tells."
)
@click.option("--encoding", default="utf-8", show_default=True)
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Read a column as this field; may be repeated.",
)
@click.option(
    "--date-format", default="", metavar="ORDER", help="How 3/4/2019 is meant: d/m/y, m/d/y or y/m/d."
)
@click.option(
    "--bad-dates",
    type=click.Choice(["refuse", "keep"]),
    default="refuse",
    show_default=True,
    help="Refuse a row whose date can't be read, or keep it without a date.",
)
@click.option(
    "--form", type=click.Choice(FORMS), default="direct", show_default=True, help="Of rows that give none."
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report on rows here too; it always stands in DIR/import-report.jsonl.",
)
def command(
    file: Path,
    as_: str,
    into: Path,
    title: str,
    format_: str | None,
    encoding: str,
    fields: tuple[str, ...],
    date_format: str,
    bad_dates: str,
    form: str,
    report: Path | None,
) -> int:
    """Import the rows of FILE (CSV with a header, or one JSON object a line; - is stdin) into the new folder DIR.

    Columns are known by name: text, by, said, source, url, published and others (docs/import.md has the table; what
    has no field is kept). Status 1 when a row was refused: the report says which and why.

    \b
    Examples:
      tradetui import quotes.csv --as quotes --into ./quotes && tradetui ./quotes
      tradetui import quotes.csv --as quotes --into ./quotes --date-format d/m/y --field author=by
    """
    from tradetui.cli.importing import Plan, require_free
    from tradetui.formats.quote_row import Wishes
    from tradetui.formats.quotes import QuoteReader
    from tradetui.formats.tidy import tidy

    kind = format_ or ENDINGS.get(file.suffix.lower())
    if kind is None:
        raise click.UsageError(f"what is {file}? Say --format csv or --format jsonl")
    names = _names(fields)
    wishes = Wishes(
        names=names,
        order=_order(date_format),
        form=form,
        split=kind == "csv",
        keep_undated=bad_dates == "keep",
    )
    require_free(into)
    reader = QuoteReader(wishes)
    shown = tidy("stdin" if str(file) == "-" else file.name)[0]
    plan = Plan(
        into=into,
        title=tidy(title)[0] or Path(shown).stem or shown,
        description=f"Imported from {shown}. Nobody has checked these records against their sources.",
        report=report,
    )
    tally = _imported(file, shown, lambda stream: _tables(stream, encoding, kind, names), reader, plan)
    _summary(tally, reader, into, report)
    return 0 if tally.kept and not tally.statuses["refused"] else 1


def _imported(
    file: Path, shown: str, tables: Callable[[BinaryIO], Iterator[Table]], reader: QuoteReader, plan: Plan
) -> Tally:
    """Write the archive, telling how far it is; whatever stops it is told as what was wrong with the call."""
    import sqlite3

    from tradetui.cli.importing import (
        import_quotes,
        progress_done,
        progress_on,
        stopped_softly,
        without_collector,
    )
    from tradetui.formats.lines import FormatError

    stream = sys.stdin.buffer if str(file) == "-" else file.open("rb")
    with stream, stopped_softly(), without_collector():
        progress = progress_on(sys.stderr, _share(stream, file))
        try:
            return import_quotes(tables(stream), reader, plan, progress)
        except FormatError as error:
            raise click.UsageError(f"{shown}: {error}") from None
        except (OSError, sqlite3.Error) as error:
            raise click.UsageError(f"nothing was imported: {error}") from None
        finally:
            progress_done(sys.stderr)


def _tables(stream: BinaryIO, encoding: str, kind: str, names: Mapping[str, str]) -> Iterator[Table]:
    from tradetui.formats import quotes_csv, quotes_jsonl
    from tradetui.formats.lines import read_lines

    lines = read_lines(stream, encoding)
    return quotes_csv.tables(lines, names) if kind == "csv" else quotes_jsonl.tables(lines)


def _names(fields: tuple[str, ...]) -> dict[str, str]:
    from tradetui.formats.quote_fields import FLAT_FIELDS

    known = [each.name for each in FLAT_FIELDS]
    names: dict[str, str] = {}
    for given in fields:
        column, equals, name = given.rpartition("=")
        if not equals or name not in known:
            raise click.UsageError(
                f"--field {given}: write COLUMN=FIELD with one of the fields {', '.join(known)}"
            )
        names[column] = name
    return names


def _order(date_format: str) -> str:
    from tradetui.formats.quote_dates import order_of

    if not date_format:
        return ""
    try:
        return order_of(date_format)
    except ValueError as error:
        raise click.UsageError(f"--date-format {error}") from None


def _share(stream: BinaryIO, file: Path) -> Callable[[], float | None]:
    """How much of the file is read; None where that can't be told."""
    size = file.stat().st_size if str(file) != "-" else 0

    def share() -> float | None:
        return stream.tell() / size if size else None

    return share


def _summary(tally: Tally, reader: QuoteReader, into: Path, report: Path | None) -> None:
    """What became of the rows, on stderr."""
    counts = tally.statuses
    say(
        f"{tally.rows:,} rows: {counts['taken']:,} taken, {counts['changed']:,} changed, "
        f"{counts['refused']:,} refused"
    )
    for (status, check), number in sorted(tally.checks.items(), key=lambda each: (each[0][0], -each[1])):
        say(f"  {status}: {check} {number:,}")
    for remark, line in reader.remarks.items():
        say(f"  line {line}: {remark}")
    if tally.kept:
        from tradetui.core.files import REPORT_FILE

        say(f"every changed and refused row: {into / REPORT_FILE}")
        say(f"open it with: tradetui {into}")
    else:
        say("nothing was imported: no folder was made" + ("" if report else "; --report PATH says why"))
