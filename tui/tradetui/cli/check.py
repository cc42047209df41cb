"""``tradetui check``: every fault of a collection at once."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tradetui import config
from tradetui.cli.options import FORMATS, Verb
from tradetui.cli.output import Answer, say, write

if TYPE_CHECKING:
    from tradetui.core.problems import Problem
    from tradetui.core.report import Report

#: Reports of former contents that are kept beside the newest.
KEPT = 8

HEADER = ("file", "line", "column", "severity", "key", "reason", "remedy", "check", "record")


@click.command("check", cls=Verb)
@click.argument("path", required=False)
@click.option("--errors", "errors_only", is_flag=True, help="Leave warnings out.")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True)
def command(path: str | None, errors_only: bool, format_: str) -> int:
    """Check the records of a collection: PATH is its folder; the bundled one when not given.

    Each fault stands on a line as file:line:column: severity: key: reason; what to do [check]. Status 1 when there is
    an error; warnings alone are 0.

    \b
    Examples:
      tradetui check ./my-case
      tradetui check --format json | jq .records
    """
    from tradetui.store.schema import ARCHIVE_FILE

    folder = config.collection_path(path)
    if (folder / ARCHIVE_FILE).is_file():
        from tradetui.core.files import REPORT_FILE

        say(
            f"{folder} is an archive: its records were checked row by row when they were imported ({REPORT_FILE})"
        )
        return 0
    report = kept_report(folder, config.cache_dir())
    errors = [p for p in report.problems if p.severity == "error"]
    warnings = [p for p in report.problems if p.severity == "warning"]
    shown = errors if errors_only else report.problems
    status = 1 if errors else 0
    summary = f"{report.records:,} records, {len(errors)} errors, {len(warnings)} warnings"
    if report.accepted:
        summary += f", {report.accepted} accepted"
    if report.left_out:
        summary += f"; {report.left_out} records left out"
    if format_ == "table":
        from tradetui.cli.output import put
        from tradetui.present.cells import clean

        for problem in shown:
            put(clean(str(problem)) + "\n")
        say(summary)
        return status
    answer = Answer(
        schema="tradetui/check/1",
        query={"path": path, "errors_only": errors_only},
        records=lambda: (_machine(p) for p in shown),
        header=HEADER,
        rows=lambda: (
            (p.file, str(p.line), str(p.column), p.severity, p.key, p.reason, p.remedy, p.check, p.record)
            for p in shown
        ),
        total=len(shown),
        notes=[summary],
        beside={
            "errors": len(errors),
            "warnings": len(warnings),
            "accepted": report.accepted,
            "left_out": report.left_out,
        },
        empty="no faults",
    )
    write(answer, format_)
    return status


def kept_report(folder: Path, cache: Path) -> Report:
    """What a check finds; the same content under the same rules is checked once, and the report kept in the cache.

    Raises CollectionError when there is no collection. A cache that can't be read or written only costs time.
    """
    from tradetui.core.files import content_hash
    from tradetui.core.report import from_json, stamp, to_json

    kept = cache / f"check-{content_hash(folder)}-{stamp()}.json"
    try:
        report = from_json(kept.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        report = None
    if report is None:
        from tradetui.core.check import inspect
        from tradetui.core.load import load

        report = inspect(load(folder))
        with contextlib.suppress(OSError):
            cache.mkdir(parents=True, exist_ok=True)
            for old in sorted(cache.glob("check-*.json"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
                old.unlink(missing_ok=True)
            aside = kept.with_name(f"{kept.name}.{os.getpid()}")
            aside.write_text(to_json(report), encoding="utf-8")
            aside.replace(kept)
    return report


def _machine(problem: Problem) -> dict[str, object]:
    return {name: getattr(problem, name) for name in HEADER}
