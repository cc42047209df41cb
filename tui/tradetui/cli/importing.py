"""From rows to an archive folder: written aside, renamed when it is whole, gone when anything stops it."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tradetui.core.files import REPORT_FILE
from tradetui.core.problems import CollectionError
from tradetui.formats.quotes import QuoteReader
from tradetui.formats.rows import Table, Taken, Tally

if TYPE_CHECKING:
    from tradetui.store.bulk import Bulk

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Where an archive goes and what its ``collection.toml`` says; ``report`` is a second place for the report."""

    into: Path
    title: str
    description: str
    report: Path | None = None


def require_free(folder: Path) -> None:
    """Raise CollectionError unless the folder is empty or doesn't exist, and could be made."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise CollectionError(
            f"{folder} is there already and is not an empty folder.",
            title="Nothing was imported",
            hint="Name a folder that does not exist yet.",
        )
    if not folder.absolute().parent.is_dir():
        raise CollectionError(
            f"{folder.absolute().parent} does not exist.", title="Nothing was imported", hint="Make it first."
        )


def import_quotes(tables: Iterable[Table], reader: QuoteReader, plan: Plan, progress: Progress) -> Tally:
    """Stream rows into a new archive folder; returns the counts. With no record at all no folder is made.

    ``progress`` is told how many rows were read, and -1 once only the index is left to be written. Raises OSError
    and sqlite3.OperationalError where nothing can be written. However it ends but well, nothing is left behind.
    """
    parent = plan.into.absolute().parent
    _sweep(parent, plan.into.name)
    aside = parent / f".{plan.into.name}.import-{os.getpid()}"
    aside.mkdir()
    try:
        tally = _fill(aside, tables, reader, plan, progress)
        if plan.report is not None:
            shutil.copyfile(aside / REPORT_FILE, plan.report)
        if tally.kept:
            _write_collection(aside, plan)
            _into_place(aside, plan.into)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return tally


def _fill(aside: Path, tables: Iterable[Table], reader: QuoteReader, plan: Plan, progress: Progress) -> Tally:
    from tradetui.core.records import CollectionInfo
    from tradetui.store.build import write_info
    from tradetui.store.bulk import Bulk
    from tradetui.store.preparing import Around
    from tradetui.store.schema import ARCHIVE_FILE
    from tradetui.store.writer import IndexWriter

    writer = IndexWriter(aside / ARCHIVE_FILE)
    try:
        write_info(writer, CollectionInfo(title=plan.title, description=plan.description))
        with (
            (aside / REPORT_FILE).open("w", encoding="utf-8", newline="\n") as report,
            Bulk(writer, Around(writer.stager.end, {}, None)) as bulk,
        ):
            tally = _rows(tables, reader, bulk, report, progress)
            bulk.finish()
        progress(-1)
        if tally.kept:
            writer.finish({"left_out": 0, "problems": 0})
        else:
            writer.abort()
    except BaseException:
        writer.abort()
        raise
    return tally


def _rows(
    tables: Iterable[Table], reader: QuoteReader, bulk: Bulk, report: TextIO, progress: Progress
) -> Tally:
    """Every row into the index and the report."""
    add = _adder(bulk)
    tally = Tally()
    rows = 0
    for table in tables:
        found = reader.read(table)
        if isinstance(found, Taken):
            result = found.result
            add(found)
        else:
            result = found
        tally.count(result)
        if result.reasons:
            report.write(result.line_of_report())
        rows += 1
        if rows % 1_000 == 0:
            progress(rows)
    progress(rows)
    return tally


def _adder(bulk: Bulk) -> Callable[[Taken], None]:
    """What puts a row into the index: new actors and sources first, then the quote."""
    from tradetui.store.entries import dumps

    def add(found: Taken) -> None:
        for kind, plain in found.new:
            body = dumps(plain)
            if kind == "actor":
                bulk.meet(kind, body)
            bulk.add(kind, body)
        for source in found.cited:
            bulk.meet_here(source["id"], source)
        bulk.add("quote", found.body)

    return add


def _write_collection(aside: Path, plan: Plan) -> None:
    import tomli_w

    from tradetui.core.files import COLLECTION_FILE

    told = {"title": plan.title, "description": plan.description}
    (aside / COLLECTION_FILE).write_text(tomli_w.dumps(told), encoding="utf-8")


def _into_place(aside: Path, into: Path) -> None:
    require_free(into)
    with contextlib.suppress(FileNotFoundError):
        into.rmdir()  # not everywhere can a folder be renamed over an empty one
    aside.rename(into)


def _sweep(parent: Path, name: str) -> None:
    """Delete what imports into the same folder left aside when they were killed."""
    for left in parent.glob(f"{_escaped(f'.{name}.import-')}*"):
        number = left.name.rpartition("-")[2]
        if number.isdigit() and not _runs(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def _escaped(text: str) -> str:
    from glob import escape

    return escape(text)


def _runs(process: int) -> bool:
    """Whether a process runs; where that can't be asked, it may."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return process != os.getpid()


@contextlib.contextmanager
def without_collector() -> Iterator[None]:
    """While this runs no cycles are looked for: rows make none, and looking through all that waits costs a fifth."""
    import gc

    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextlib.contextmanager
def stopped_softly() -> Iterator[None]:
    """While this runs, being told to end (SIGTERM, SIGHUP) is the same as Ctrl-C: what was written is cleared away."""
    import signal

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    former = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(ValueError):  # not in the main thread
                former[number] = signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def progress_on(stream: TextIO, share: Callable[[], float | None]) -> Progress:
    """How far it is, on stderr: one line that changes on a terminal, else a line every 100,000 rows."""
    live = stream.isatty()
    told = 0

    def tell(rows: int) -> None:
        nonlocal told
        if live:
            part = share()
            text = (
                "writing the index ..." if rows < 0 else f"{rows:,} rows" + (f", {part:.0%}" if part else "")
            )
            stream.write(f"\r\x1b[K{text}")
            stream.flush()
        elif rows >= told + 100_000:
            told = rows
            print(f"{rows:,} rows", file=stream)

    return tell


def progress_done(stream: TextIO = sys.stderr) -> None:
    """Clear the line that changes."""
    if stream.isatty():
        stream.write("\r\x1b[K")
        stream.flush()
