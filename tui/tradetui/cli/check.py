"""``tradetui check``: every fault of a collection at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tradetui import config
from tradetui.cli.options import FORMATS
from tradetui.cli.output import Answer, say, write

if TYPE_CHECKING:
    from tradetui.core.problems import Problem

HEADER = ("file", "line", "column", "severity", "key", "reason", "remedy", "check", "record")


@click.command("check")
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
    from tradetui.core.check import check
    from tradetui.core.load import load

    loaded = load(config.collection_path(path))
    problems = sorted(check(loaded))
    errors = [p for p in problems if p.severity == "error"]
    warnings = [p for p in problems if p.severity == "warning"]
    shown = errors if errors_only else problems
    status = 1 if errors else 0
    summary = f"{len(loaded.collection.records):,} records, {len(errors)} errors, {len(warnings)} warnings"
    if loaded.left_out:
        summary += f"; {loaded.left_out} records left out"
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
        beside={"errors": len(errors), "warnings": len(warnings), "left_out": loaded.left_out},
        empty="no faults",
    )
    write(answer, format_)
    return status


def _machine(problem: Problem) -> dict[str, object]:
    return {name: getattr(problem, name) for name in HEADER}
