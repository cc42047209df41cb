"""What a check found, in a form that can be kept: the same content and rules need not be checked again."""

from __future__ import annotations

import os

from tradetui.core.frozen import frozen
from tradetui.core.problems import Problem

#: Changes with the shape of what is kept.
VERSION = 1


@frozen
class Report:
    """All problems of a collection, those of loading among them, sorted by place.

    ``accepted`` counts the warnings that the editor accepted, ``records`` the good records, ``left_out`` those that
    were left out for their errors.
    """

    problems: tuple[Problem, ...]
    accepted: int = 0
    records: int = 0
    left_out: int = 0


def to_json(report: Report) -> str:
    """A report as text; :func:`from_json` gives it back."""
    import json

    problems = [
        [p.file, p.line, p.column, p.key, p.check, p.reason, p.remedy, p.severity, p.record]
        for p in report.problems
    ]
    return json.dumps(
        [VERSION, problems, report.accepted, report.records, report.left_out], ensure_ascii=False
    )


def from_json(text: str) -> Report | None:
    """A report that was kept; None if the text is damaged or of another version."""
    import json

    try:
        version, problems, accepted, records, left_out = json.loads(text)
        if version != VERSION:
            return None
        return Report(tuple(Problem(*each) for each in problems), int(accepted), int(records), int(left_out))
    except (ValueError, TypeError):
        return None


def stamp() -> str:
    """A hash of what decides a report beside the content: the program's version and Python's, and its own files.

    The files, by size and time, so that whoever edits a rule is not shown what the former one found.
    """
    import sys

    from tradetui import __version__
    from tradetui.core.files import hasher

    hashed = hasher(8)
    hashed.update(f"{VERSION} {__version__} {sys.version}".encode())
    waiting = [os.path.dirname(__file__)]  # noqa: PTH120  # pathlib costs more than all of this
    while waiting:
        for entry in sorted(os.scandir(waiting.pop()), key=lambda each: each.name):
            if entry.is_dir():
                waiting.append(entry.path)
            elif entry.name.endswith(".py"):
                status = entry.stat()
                hashed.update(f"{entry.name} {status.st_size} {status.st_mtime_ns}".encode())
    return hashed.hexdigest()
