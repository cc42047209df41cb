"""The rate at which an index is built, against bare FTS5 insertion of the same rows with the same options.

    python benchmarks/build.py events 1000000
    python benchmarks/build.py quotes 1000000 [--processes 0]
    python benchmarks/build.py import 1000000

``events`` and ``quotes``: from the JSON of plain tables in a file (made beforehand) to a finished index. ``import``:
``tradetui import FILE.jsonl --as quotes``. Times are wall clock, and CPU of this process and those it started; memory
is the peak of this process and of the largest of the others.

There are two floors, both on one core, which is all that SQLite uses: *bare* inserts the same texts (normalised words
and terms) in the order of rows into the same table of FTS5 with the same options and pragmas, and commits; *joined* has
its segments joined besides (``optimize``), as an index has them when it is finished. Neither parses, normalises, sorts,
keeps records or syncs to the disk, all of which the build does. A ratio is the floor's time by ours: 0.5 is twice the
floor.
"""

from __future__ import annotations

import argparse
import json
import marshal
import os
import platform
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from generate import Maker, build_index, quotes, records

from tradetui.store import fulltext, schema
from tradetui.store.writer import IndexWriter


def maker_for(count: int) -> Maker:
    """The same actors and sources for a record at every size."""
    return Maker(1, max(20, count // 500), max(200, count // 50))


def make_tables(kind: str, count: int, into: Path) -> None:
    """A line for each record: kind, a blank, and the JSON of its plain table."""
    maker = maker_for(count)
    made = records(
        maker,
        n_events=count if kind == "events" else 0,
        n_quotes=count if kind == "quotes" else 0,
        n_measures=300 if kind == "events" else 0,
    )
    with into.open("w", encoding="utf-8") as file:
        for each, plain in made:
            file.write(f"{each} {json.dumps(plain, ensure_ascii=False, separators=(',', ':'))}\n")


def make_lines(count: int, into: Path) -> None:
    """Quotes as others have them: names instead of ids, the source told on each line."""
    maker = maker_for(count)
    found: dict[str, dict[str, Any]] = {}
    for _, plain in records(maker, n_events=0):
        found[plain["id"]] = plain
    with into.open("w", encoding="utf-8") as file:
        for _, plain in quotes(maker, count, 0):
            source = found[plain["cites"][0]]
            line = {
                "id": plain["id"],
                "text": plain["text"],
                "speaker": [found[key]["name"] for key in plain["by"]],
                "date": plain["said"],
                "form": plain["form"],
                "tags": plain["tags"],
                "source_title": source["title"],
                "publisher": source["publisher"],
                "published": source["published"],
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def tables(path: Path) -> Iterator[tuple[Any, str]]:
    """The records of a file of :func:`make_tables`."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            kind, _, body = line.rstrip("\n").partition(" ")
            yield kind, body


def build(kind: str, made: Path, into: Path, processes: int | None) -> None:
    """What is measured."""
    if kind == "import":
        from tradetui.cli.main import run

        into.parent.mkdir(exist_ok=True)
        if run(["import", str(made), "--as", "quotes", "--into", str(into), "--format", "jsonl"]) != 0:
            sys.exit("import failed")
    else:
        build_index(into, tables(made), processes)


def keep_rows(kept: Path) -> list[float]:
    """Have the writer keep what goes into FTS5, too; returns the seconds that this takes, to be taken off."""
    write = IndexWriter._put_words
    file = kept.open("wb")
    spent = [0.0]

    def both(self: IndexWriter, row: int, texts: list[str]) -> None:
        begun = time.perf_counter()
        marshal.dump(texts, file)
        spent[0] += time.perf_counter() - begun
        write(self, row, texts)

    IndexWriter._put_words = both  # type: ignore[method-assign]
    return spent


def bare(kept: Path, into: Path) -> dict[str, float]:
    """Insert the kept rows into FTS5 alone."""
    db = fulltext.opened(into)
    row, spent, cpu = 1, 0.0, 0.0
    with kept.open("rb") as file:
        while True:
            try:
                batch = list(enumerate(marshal.load(file), row))
            except EOFError:
                break
            begun, begun_cpu = time.perf_counter(), time.process_time()
            db.executemany("INSERT INTO text (rowid, t) VALUES (?, ?)", batch)
            spent += time.perf_counter() - begun
            cpu += time.process_time() - begun_cpu
            row += len(batch)
    begun, begun_cpu = time.perf_counter(), time.process_time()
    db.execute("COMMIT")
    spent += time.perf_counter() - begun
    cpu += time.process_time() - begun_cpu
    begun, begun_cpu = time.perf_counter(), time.process_time()
    fulltext.join(db)
    joined, joined_cpu = time.perf_counter() - begun, time.process_time() - begun_cpu
    db.close()
    return {"rows": row - 1, "wall": spent, "cpu": cpu, "join": joined, "join_cpu": joined_cpu}


def child(arguments: list[str]) -> None:
    """One build, in a process of its own: prints what it took as JSON."""
    kind, made, into, processes, kept = arguments
    keeping = keep_rows(Path(kept))
    begun = time.perf_counter()
    build(kind, Path(made), Path(into), int(processes) if processes else None)
    wall = time.perf_counter() - begun - keeping[0]
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(each.ru_utime + each.ru_stime for each in uses) - keeping[0]
    print(json.dumps({"wall": wall, "cpu": cpu, "peak": [each.ru_maxrss / 1024 for each in uses]}))


def started(kind: str, made: Path, into: Path, processes: str, kept: str) -> dict[str, Any]:
    arguments = [sys.executable, __file__, "--child", kind, str(made), str(into), processes, kept]
    done = subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("kind", choices=["events", "quotes", "import"])
    parser.add_argument("count", type=int)
    parser.add_argument("--processes", default="", help="how many others prepare rows; else one a core")
    parser.add_argument("--made", type=Path, help="keep what is read here, and use it if it is there")
    parser.add_argument("--keep", type=Path, help="a folder for the index, kept")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = given.made or folder / "made.jsonl"
        if not made.exists():
            if given.kind == "import":
                make_lines(given.count, made)
            else:
                make_tables(given.kind, given.count, made)
        ours = started(given.kind, made, given.keep or folder / "ours", given.processes, str(folder / "rows"))
        floor = bare(folder / "rows", folder / "bare.sqlite")
        size = ((given.keep or folder / "ours") / schema.ARCHIVE_FILE).stat().st_size / 1e6
    report(given.kind, given.count, floor, ours, size)


def report(kind: str, count: int, floor: dict[str, float], ours: dict[str, Any], size: float) -> None:
    """Print what was found; ``size`` in MB."""
    rows, whole = floor["rows"], floor["wall"] + floor["join"]
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"`build.py {kind} {count}`, {date.today()}, {platform.machine()}, Python", end=" ")
    print(f"{platform.python_version()}, SQLite {sqlite3.sqlite_version}, load {load}\n")
    print("| | rows/s | us a row | wall, s | CPU, s | peak, MiB |\n| --- | --- | --- | --- | --- | --- |")
    peak = " + ".join(f"{each:.0f}" for each in ours["peak"])
    for name, wall, cpu, memory in (
        ("bare FTS5", floor["wall"], floor["cpu"], ""),
        ("bare FTS5, joined", whole, floor["cpu"] + floor["join_cpu"], ""),
        ("the import" if kind == "import" else "the whole build", ours["wall"], ours["cpu"], peak),
    ):
        print(
            f"| {name} | {rows / wall:,.0f} | {wall / rows * 1e6:.1f} | {wall:.1f} | {cpu:.1f} | {memory} |"
        )
    print(f"\n{rows:,} rows of {count:,} records, {size:,.0f} MB.", end=" ")
    print(f"Of the rate of bare insertion {floor['wall'] / ours['wall']:.2f},", end=" ")
    print(f"of bare insertion with its segments joined {whole / ours['wall']:.2f} (must: 0.5)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2:])
    else:
        main()
