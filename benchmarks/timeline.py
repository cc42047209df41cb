"""From key to drawn frame on a generated collection, each action against its floor in the same run.

    python benchmarks/generate.py FOLDER --events 1000000 --measures 300
    python benchmarks/timeline.py FOLDER [--rounds 20] [--known-on 2012-06-15]

Drives the real app in a pseudo-terminal (120x36) and prints p50, p95 and worst for each zoom, pan, change of lanes,
filter, move in the list and step of the known-on day. ``frame`` is the time to the frame that shows what the key asks
for: the list's new rows where it is another list, else the first frame. ``all`` is the time to the last byte of the
last frame: axis, counts and reader too, less the 60 ms for which the reader waits for the cursor to rest.

The floor of each is an empty frame (an app that draws a screen full of text at each key) plus the bare SQL that the
answers need: the statements of a traced run up to the rows, and all of them, run by themselves. What the program keeps
in memory and need not ask is not in the floor. A key held down in the list is told by itself, in milliseconds of the
processor, beside that of a bare list of a million rows by Textual's Line API. Keys marked *first time* are pressed
before anything is kept.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from driving import Driven, Took, Trace, empty_frame, held_keys, memory_of_empty, spread

from tradetui.store.schema import ARCHIVE_FILE

UP, DOWN, LEFT, RIGHT, PAGE_DOWN = b"\x1b[A", b"\x1b[B", b"\x1b[D", b"\x1b[C", b"\x1b[6~"
#: What the reader waits for the cursor to rest, in milliseconds.
REST = 60.0


class Action(NamedTuple):
    """``keys`` in turn, each timed; ``before`` and ``after`` each of them keys that aren't, ``reset`` at the end.

    ``times``: so often, and not as often as asked for; ``rows``: it shows another list.
    """

    name: str
    keys: Sequence[bytes]
    before: bytes = b""
    after: bytes = b""
    reset: bytes = b""
    times: int = 0
    rows: bool = False


def actions(common: str) -> list[Action]:
    """What is measured; ``common`` is a very common word."""
    word, last = common[:-1].encode(), common[-1:].encode()
    return [
        Action("lanes, first time", [b"L"], times=5),
        Action("lanes", [b"L"]),
        Action("list: down", [DOWN]),
        Action("list: page down", [PAGE_DOWN]),
        Action("list: ends", [b"G", b"\x1b[H"]),
        Action("zoom", [b"+", b"+", b"+", b"-", b"-", b"-"], reset=b"0"),
        Action("pan by a step", [RIGHT, LEFT]),
        Action("pan, zoomed in", [RIGHT, RIGHT, LEFT], before=b"+", reset=b"0"),
        Action("filter by a field, its last letter", [b"1"], before=b"/by:a", after=b"\x15\r", rows=True),
        Action(
            "filter by a very common word, its last letter",
            [last],
            before=b"/" + word,
            after=b"\x15\r",
            rows=True,
        ),
        Action("filter taken away", [b"["], before=b"/by:a1\r", rows=True),
        Action("known-on day, a step back", [b","], rows=True),
        Action("known-on day, a step on", [b"."], rows=True),
        Action("known-on day, a step back under a filter", [b","], reset=b"V", rows=True),
    ]


def common_word(index: Path) -> str:
    """A word that very many events have."""
    db = sqlite3.connect(f"file:{index}?mode=ro&immutable=1", uri=True)
    (rows,) = db.execute("SELECT max(row) FROM version").fetchone()
    words: Counter[str] = Counter()
    for row in range(1, rows, max(1, rows // 2_000)):
        (face,) = db.execute("SELECT face FROM face WHERE row = ?", (row,)).fetchone()
        words.update(set(re.findall(r"[a-z]{3,}", face.lower())))
    found = [word for word, _ in words.most_common(60) if _titled(db, word)]
    db.close()
    return found[0]


def _titled(db: sqlite3.Connection, word: str) -> bool:
    """Whether it is a word of texts, and not a name of the generator's."""
    (number,) = db.execute("SELECT count(*) FROM text WHERE text MATCH ?", (f'"{word}"',)).fetchone()
    (rows,) = db.execute("SELECT max(row) FROM version").fetchone()
    return bool(number > rows // 10)


def drive(
    folder: Path, known_on: str, rounds: int, trace: Trace | None, todo: Sequence[Action]
) -> dict[str, list[Took]]:
    """Every action in turn; with a trace the bare time of its SQL instead."""
    arguments = [str(folder), *(["--known-on", known_on] if known_on else [])]
    if trace is not None:
        arguments += ["--trace", str(trace.path)]
    app = Driven(*arguments)
    found: dict[str, list[Took]] = {}
    try:
        found["opening"] = [app.wait(time.perf_counter())]
        app.settle()
        if trace is not None:
            to_rows, everything = trace.both(trace.statements())
            found["opening"] = [Took(to_rows, to_rows, everything)]
        for action in todo:
            if action.name.endswith("under a filter"):
                app.press(b"/by:a1\r")
            times = found[action.name] = []
            for number in range(action.times or rounds):
                if action.before:
                    app.press(action.before)
                    app.settle(0.3)
                if trace is not None:
                    trace.statements()
                took = app.press(action.keys[number % len(action.keys)], rows=action.rows)
                if trace is not None:
                    time.sleep(0.02)
                    to_rows, everything = trace.both(trace.statements())
                    took = Took(to_rows, to_rows, everything)
                times.append(took)
                if action.after:
                    app.press(action.after)
                    app.settle(0.3)
            if action.reset:
                app.press(action.reset)
            app.settle(0.3)
        if trace is None:
            print(f"memory: {app.memory():.0f} MiB, empty app {memory_of_empty():.0f} MiB\n")
            app.press(b"0\x1b[H")
            ours, bare = (spread(values)[0] for values in held_keys(app, DOWN, UP))
            print(f"list key held: CPU {ours:.1f} ms, bare list {bare:.1f} ms, ratio {ours / bare:.2f}\n")
    finally:
        app.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--known-on", default="")
    parser.add_argument("--only", default="", help="a regular expression for the actions")
    given = parser.parse_args()
    index = given.folder / ARCHIVE_FILE
    todo = [each for each in actions(common_word(index)) if re.search(given.only, each.name)]
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    size = index.stat().st_size / 2**20
    print(
        f"{date.today()}, {machine}, {given.rounds} rounds, index {size:.0f} MiB, load {os.getloadavg()[0]:.1f}"
    )
    frame = empty_frame(max(20, given.rounds))
    timed = drive(given.folder, given.known_on, given.rounds, None, todo)
    with tempfile.TemporaryDirectory() as name:
        trace = Trace(Path(name) / "trace.sql", index)
        bare = drive(given.folder, given.known_on, max(5, given.rounds // 2), trace, todo)
    print(f"empty frame: p50 {frame[0]:.1f}, p95 {frame[1]:.1f}, worst {frame[2]:.1f} ms\n")
    print(
        "| action | frame p50 | p95 | worst | floor p95 | ratio | all p50 | p95 | floor p95 | ratio | CPU p50 |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, times in timed.items():
        cells = row(times, bare[name], frame[1])
        print(f"| {name} | {' | '.join(cells)} |")


def row(times: Sequence[Took], bare: Sequence[Took], frame: float) -> list[str]:
    """The cells of one action; ``frame``: p95 of the empty one."""
    shown = spread([each.frame for each in times])
    every = spread([each.last - (REST if each.rested else 0.0) for each in times])
    floor = frame + spread([each.rows for each in bare])[1]
    floor_of_all = frame + spread([each.last for each in bare])[1]
    return [
        *(f"{each:.0f}" for each in shown),
        f"{floor:.1f}",
        f"{shown[1] / floor:.1f}",
        *(f"{each:.0f}" for each in every[:2]),
        f"{floor_of_all:.1f}",
        f"{every[1] / floor_of_all:.1f}",
        f"{spread([each.cpu for each in times])[0]:.0f}",
    ]


if __name__ == "__main__":
    main()
