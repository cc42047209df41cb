"""Search as you type on generated quotes: from key to drawn rows per kind of query, against bare SQL and ripgrep.

    python benchmarks/generate.py FOLDER --events 2000 --quotes 100000
    python benchmarks/quotes.py FOLDER [--rounds 5] [--size 5000]

Drives the real app in a pseudo-terminal (120x36), in the quotes view: for each kind of query the text is typed letter
by letter, and each keystroke is timed from the byte written to the rows drawn (``rows``) and to the last byte of the
last frame (``all``: reader, count, facets). Beside it the bare SQL of the same keystrokes (the statements of a traced
run, run by themselves), and ripgrep counting the last word in the same words as text. With ``--size`` so many quotes
are also written by bare FTS5 insertion with the same options, and through our own writer: the build rate.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from driving import Driven, Took, Trace, empty_frame, spread

from tradetui.store import schema
from tradetui.store.schema import ARCHIVE_FILE

CLEAR = b"\x15"
BODIES = f"SELECT body FROM record WHERE kind = {schema.KIND_CODES['quote']}"


def words_of(folder: Path, into: Path) -> list[str]:
    """Write every quote's words as a line of text; the words, the most frequent first."""
    db = sqlite3.connect(folder / ARCHIVE_FILE)
    counted: Counter[str] = Counter()
    with into.open("w", encoding="utf-8") as file:
        for number, (body,) in enumerate(db.execute(BODIES)):
            text = json.loads(body).get("text", "")
            text = text if isinstance(text, str) else " ".join(text)
            file.write(text + "\n")
            if number < 20_000:
                counted.update(text.lower().rstrip(".").split())
    db.close()
    return [word for word, _ in counted.most_common() if word.isascii()]


def classes(words: list[str], phrase: str) -> dict[str, str]:
    """A query of each kind."""
    common, second = words[0], words[1]
    middling = words[300]
    rare = words[min(len(words) - 1, 15_000)]
    return {
        "one letter": common[0],
        "three letters": middling[:3],
        "common word": common,
        "rare word": rare,
        "two words": f"{common} {middling}",
        "two common words": f"{common} {second}",
        "phrase": f'"{phrase}"',
        "minus": f"{common} -{second}",
        "rare speaker and common word": f"by:a1500 {common}",
        "date range": f"{common} after:2010 before:2012",
        "CJK": "关税",
    }


def type_all(
    folder: Path, known_on: str, queries: dict[str, str], rounds: int, trace: Trace | None
) -> dict[str, list[Took]]:
    """Type every query, letter by letter; with a trace the bare time of the SQL of each letter instead."""
    arguments = [str(folder), *(["--known-on", known_on] if known_on else [])]
    app = Driven(*arguments, *(["--trace", str(trace.path)] if trace is not None else []))
    found: dict[str, list[Took]] = {name: [] for name in queries}
    try:
        app.wait(time.perf_counter())
        app.settle()
        app.press(b"3")
        app.settle()
        app.press(b"/")
        for _ in range(rounds):
            for name, query in queries.items():
                app.write(CLEAR)  # nothing is drawn where nothing was typed
                app.settle(0.15)
                for letter in query:
                    if trace is not None:
                        trace.statements()
                    took = app.press(letter.encode())
                    if trace is not None:
                        time.sleep(0.02)
                        bare = trace.bare(trace.statements())
                        took = Took(bare, bare, bare)
                    found[name].append(took)
    finally:
        app.close()
    return found


def ripgrep(text: Path, query: str) -> str:
    """Milliseconds of ripgrep counting the lines with the last word."""
    program = shutil.which("rg")
    word = query.strip('"').split()[-1].lstrip("-")
    if program is None or ":" in word:
        return "-"
    best = 1e9
    for _ in range(3):
        begun = time.perf_counter()
        subprocess.run(
            [program, "-c", "-i", "-F", "--", word, str(text)], stdout=subprocess.DEVNULL, check=False
        )
        best = min(best, 1000 * (time.perf_counter() - begun))
    return f"{best:.0f}"


def build_rate(folder: Path, count: int) -> str:
    """Quotes a second into bare FTS5 with our options, and through load, versions and writer."""
    from tradetui.core.fields import build
    from tradetui.core.knowledge import versions
    from tradetui.core.query.directory import Directory
    from tradetui.core.records import CollectionInfo
    from tradetui.store.build import write_info
    from tradetui.store.entries import entry
    from tradetui.store.writer import IndexWriter

    db = sqlite3.connect(folder / ARCHIVE_FILE)
    bodies = [json.loads(body) for (body,) in db.execute(f"{BODIES} LIMIT ?", (count,))]
    (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'text'").fetchone()
    db.close()
    with tempfile.TemporaryDirectory() as name:
        bare = sqlite3.connect(Path(name) / "bare.sqlite", isolation_level=None)
        bare.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF")
        bare.execute(sql)
        bare.execute("BEGIN")
        begun = time.process_time()
        bare.executemany(
            "INSERT INTO text (rowid, t) VALUES (?, ?)",
            [(n, str(b["text"])) for n, b in enumerate(bodies, 1)],
        )
        bare.execute("COMMIT")
        floor = len(bodies) / (time.process_time() - begun)
        bare.close()
        begun = time.process_time()
        writer = IndexWriter(Path(name) / "ours.sqlite")
        write_info(writer, CollectionInfo(title="rate"))
        names = Directory()
        for body in bodies:
            record = build("quote", body)
            writer.add(entry(record, versions(record, {}), names))
        writer.finish({})
        ours = len(bodies) / (time.process_time() - begun)
    return f"build: {ours:,.0f} quotes/s against {floor:,.0f} of bare FTS5 insertion: {ours / floor:.2f}x"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--known-on", default="")
    parser.add_argument("--only", default="", help="a pattern: only the kinds of query whose name has it")
    parser.add_argument("--size", type=int, default=0)
    given = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    size = (given.folder / ARCHIVE_FILE).stat().st_size / 2**20
    print(
        f"{date.today()}, {machine}, {given.rounds} rounds, index {size:.0f} MiB, load {os.getloadavg()[0]:.1f}\n"
    )
    if given.size:
        print(build_rate(given.folder, given.size) + "\n")
    frame = empty_frame(20)
    print(f"empty frame: p50 {frame[0]:.1f}, p95 {frame[1]:.1f}, worst {frame[2]:.1f} ms\n")
    with tempfile.TemporaryDirectory() as name:
        text = Path(name) / "quotes.txt"
        words = words_of(given.folder, text)
        with text.open(encoding="utf-8") as file:
            phrase = " ".join(next(line for line in file if line.isascii()).split()[1:4])
        every_kind = classes(words, phrase).items()
        queries = {kind: query for kind, query in every_kind if re.search(given.only, kind)}
        timed = type_all(given.folder, given.known_on, queries, given.rounds, None)
        trace = Trace(Path(name) / "trace.sql", given.folder / ARCHIVE_FILE)
        bare = type_all(given.folder, given.known_on, queries, 1, trace)
        print("| kind of query | rows p50 | p95 | worst | all p50 | p95 | bare SQL p50 | p95 | ripgrep |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for kind, query in queries.items():
            rows = spread([each.rows or each.last for each in timed[kind]])
            whole = spread([each.last for each in timed[kind]])
            sql = spread([each.last for each in bare[kind]])
            cells = [
                *(f"{v:.0f}" for v in rows),
                *(f"{v:.0f}" for v in whole[:2]),
                *(f"{v:.1f}" for v in sql[:2]),
            ]
            print(f"| {kind} | {' | '.join(cells)} | {ripgrep(text, query)} |")
        every = [each.rows or each.last for times in timed.values() for each in times]
        p50, p95, worst = spread(every)
        print(f"| **all** | {p50:.0f} | {p95:.0f} | {worst:.0f} | | | | | |")


if __name__ == "__main__":
    main()
