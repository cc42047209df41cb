"""Search as you type on generated quotes: from key to drawn rows per kind of query, against bare SQL and ripgrep.

    python benchmarks/generate.py FOLDER --events 2000 --quotes 100000
    python benchmarks/quotes.py FOLDER [--rounds 3] [--text FILE]

Drives the real app in a pseudo-terminal (120x36), in the quotes view: each query is typed letter by letter, a letter
every 150 ms (a quick typist), so that what the letter before still asks (count, reader, hits over time, the whole list)
is under way when the next one comes. Each letter is timed from the byte written to the rows drawn, and the processor
time that the whole process takes for it is read. After the last letter of a query everything is waited for (``all``).
Beside it the bare SQL of the same letters (every statement from key to rows of a traced run, run by itself the second
time), and ripgrep counting the last word in the same words as text (kept in ``--text`` for another run). A round before
those that count brings what they read of the file into memory: it is the program that is measured, not the disc.
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
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from driven import ROWS
from driving import Driven, Trace, empty_frame, spread

from tradetui.store import schema
from tradetui.store.schema import ARCHIVE_FILE

CLEAR = b"\x15"
BODIES = f"SELECT body FROM record WHERE kind = {schema.KIND_CODES['quote']}"


def write_text(folder: Path, into: Path) -> None:
    """Write every quote's words as a line of text."""
    db = sqlite3.connect(folder / ARCHIVE_FILE)
    with into.open("w", encoding="utf-8") as file:
        for (body,) in db.execute(BODIES):
            text = json.loads(body).get("text", "")
            file.write((text if isinstance(text, str) else " ".join(text)) + "\n")
    db.close()


def words_of(text: Path) -> list[str]:
    """The words of the first lines of a text, the most frequent first."""
    counted: Counter[str] = Counter()
    with text.open(encoding="utf-8") as file:
        for line in islice(file, 20_000):
            counted.update(line.lower().rstrip(".\n").split())
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


#: Between two letters, in seconds.
PACE = 0.15
#: What is typed as known on another day is typed in a run of its own.
KNOWN_ON, DAY = "known-on 2005-06-30", "2005-06-30"


class Typed(NamedTuple):
    """Milliseconds of a letter to the rows drawn, and of the processor until then; ``all``: to the last frame, or 0."""

    rows: float
    cpu: float
    all: float = 0.0


def typed(app: Driven, letter: str, *, last: bool) -> Typed:
    """Type one letter."""
    before, begun = app.busy(), time.perf_counter()
    app.write(letter.encode())
    rows = app.seen(ROWS, begun)
    cpu = app.busy() - before
    if last:
        return Typed(rows, cpu, max(rows, app.wait(begun).last))
    app.read_until(begun + PACE)
    return Typed(rows, cpu)


def opened(folder: Path, known_on: str, *arguments: str) -> Driven:
    """The app in the quotes view, with the filter open."""
    app = Driven(str(folder), *(["--known-on", known_on] if known_on else []), *arguments)
    app.wait(time.perf_counter())
    app.settle()
    app.press(b"3")
    app.settle()
    app.press(b"/")
    return app


def cleared(app: Driven) -> None:
    """Empty the filter again."""
    app.write(CLEAR)
    app.settle(0.4)


def type_all(folder: Path, known_on: str, queries: dict[str, str], rounds: int) -> dict[str, list[Typed]]:
    """Type every query, letter by letter, in so many rounds after a first one that doesn't count."""
    app = opened(folder, known_on)
    found: dict[str, list[Typed]] = {name: [] for name in queries}
    try:
        for number in range(rounds + 1):
            for name, query in queries.items():
                cleared(app)
                letters = [
                    typed(app, letter, last=place == len(query)) for place, letter in enumerate(query, 1)
                ]
                if number:
                    found[name] += letters
    finally:
        app.close()
    return found


def bare_sql(folder: Path, known_on: str, queries: dict[str, str], trace: Trace) -> dict[str, list[float]]:
    """Milliseconds of the statements from each letter to its rows, run by themselves."""
    app = opened(folder, known_on, "--trace", str(trace.path))
    found: dict[str, list[float]] = {name: [] for name in queries}
    try:
        for name, query in queries.items():
            cleared(app)
            for letter in query:
                trace.statements()
                begun = time.perf_counter()
                app.write(letter.encode())
                app.seen(ROWS, begun)
                time.sleep(0.02)
                asked = trace.statements()
                app.read_until(time.perf_counter() + PACE)
                found[name].append(trace.bare(of_list(asked)))
    finally:
        app.close()
    return found


def of_list(asked: list[str]) -> list[str]:
    """The statements of a trace that the rows come from: while the list is asked for, all else is stopped."""
    begin = next((n for n, each in enumerate(asked) if each == "-- list"), 0)
    end = next((n for n, each in enumerate(asked) if n > begin and each == "-- rows"), len(asked))
    return [each for each in asked[begin:end] if not each.startswith("--")]


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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="a pattern: only the kinds of query whose name has it")
    parser.add_argument("--text", type=Path, help="where the words are, or else are kept, as text")
    given = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    size = (given.folder / ARCHIVE_FILE).stat().st_size / 2**20
    print(
        f"{date.today()}, {machine}, {given.rounds} rounds, index {size:.0f} MiB, load {os.getloadavg()[0]:.1f}\n"
    )
    frame = empty_frame(20)
    print(f"empty frame: p50 {frame[0]:.1f}, p95 {frame[1]:.1f}, worst {frame[2]:.1f} ms\n")
    with tempfile.TemporaryDirectory() as name:
        text = given.text or Path(name) / "quotes.txt"
        if not text.exists():
            write_text(given.folder, text)
        words = words_of(text)
        with text.open(encoding="utf-8") as file:
            phrase = " ".join(next(line for line in file if line.isascii()).split()[1:4])
        every_kind = classes(words, phrase)
        runs = [("", every_kind), (DAY, {KNOWN_ON: every_kind["two words"]})]
        print(
            "| kind of query | rows p50 | p95 | worst | CPU p50 | p95 | all | bare SQL p50 | p95 | ripgrep |"
        )
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        every: list[Typed] = []
        for day, kinds in runs:
            queries = {kind: query for kind, query in kinds.items() if re.search(given.only, kind)}
            if not queries:
                continue
            timed = type_all(given.folder, day, queries, given.rounds)
            bare = bare_sql(
                given.folder, day, queries, Trace(Path(name) / "trace.sql", given.folder / ARCHIVE_FILE)
            )
            for kind, query in queries.items():
                every += timed[kind]
                print(f"| {kind} | {row(timed[kind], bare[kind])} | {ripgrep(text, query)} |", flush=True)
        print(f"| **all** | {row(every, [])} | |")


def row(letters: list[Typed], bare: list[float]) -> str:
    """The cells of a kind of query."""
    cells = [f"{value:.0f}" for value in spread([each.rows for each in letters])]
    cells += [f"{value:.0f}" for value in spread([each.cpu for each in letters])[:2]]
    cells.append(f"{max(each.all for each in letters):.0f}")
    cells += [f"{value:.1f}" for value in spread(bare)[:2]] if bare else ["", ""]
    return " | ".join(cells)


if __name__ == "__main__":
    main()
