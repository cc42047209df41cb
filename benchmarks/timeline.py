"""From key to drawn frame on a generated collection, each action against its floor in the same run.

    python benchmarks/generate.py FOLDER --events 100000 --measures 300
    python benchmarks/timeline.py FOLDER [--rounds 20] [--known-on 2012-06-15]

Drives the real app in a pseudo-terminal (120x36) and prints p50, p95 and worst for each zoom, pan, change of lanes,
filter, move in the list and step of the known-on day. The floor is an empty frame (an app that draws a screen full of
text at each key) plus the bare SQL that the answers need: the statements of a traced run, run by themselves. ``first``
is the time to the first frame (the cursor has moved), ``rows`` to the list's new rows, ``all`` to the last byte of the
last frame: rows, axis, reader and counts. While the cursor moves on the reader waits 60 ms for it to rest.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
import time
from datetime import date
from pathlib import Path

from driving import Driven, Took, Trace, empty_frame, memory_of_empty, spread

from tradetui.store.schema import ARCHIVE_FILE

UP, DOWN, LEFT, RIGHT, PAGE_DOWN = b"\x1b[A", b"\x1b[B", b"\x1b[D", b"\x1b[C", b"\x1b[6~"
#: Name, keys in turn, keys afterwards that aren't timed.
ACTIONS: list[tuple[str, list[bytes], list[bytes]]] = [
    ("list: down", [DOWN], []),
    ("list: page down", [PAGE_DOWN], []),
    ("list: ends", [b"G", b"\x1b[H"], []),
    ("zoom in", [b"+", b"+", b"+", b"-", b"-", b"-"], [b"0"]),
    ("pan by a step", [RIGHT, LEFT], []),
    ("zoom in, then pan", [b"+", RIGHT, RIGHT, LEFT, b"-"], [b"0"]),
    ("lanes", [b"L"], []),
    ("filter by a field", [b"/by:a1\r", b"/\x15\r"], []),
    ("known-on day, a step back", [b","], []),
    ("known-on day, a step on", [b"."], []),
]


def drive(folder: Path, known_on: str, rounds: int, trace: Trace | None) -> dict[str, list[Took]]:
    """Every action in turn; with a trace the bare time of its SQL instead."""
    arguments = [str(folder), *(["--known-on", known_on] if known_on else [])]
    if trace is not None:
        arguments += ["--trace", str(trace.path)]
    app = Driven(*arguments)
    found: dict[str, list[Took]] = {}
    try:
        opened = app.wait(time.perf_counter())
        found["opening, to its rows"] = [opened]
        app.settle()
        for name, keys, afterwards in ACTIONS:
            times = found[name] = []
            before = app.cpu()
            for number in range(rounds):
                if trace is not None:
                    trace.statements()
                took = app.press(keys[number % len(keys)])
                if trace is not None:
                    time.sleep(0.02)
                    bare = trace.bare(trace.statements())
                    took = Took(bare, bare, bare)
                times.append(took)
            if trace is None and name == "list: down":
                print(f"list: down: {(app.cpu() - before) / rounds:.1f} ms of CPU a key", end="; ")
            for key in afterwards:
                app.press(key)
            app.settle(0.2)
        if trace is None:
            print(f"memory: {app.memory():.0f} MiB, empty app {memory_of_empty():.0f} MiB\n")
    finally:
        app.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--known-on", default="")
    given = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    size = (given.folder / ARCHIVE_FILE).stat().st_size / 2**20
    print(
        f"{date.today()}, {machine}, {given.rounds} rounds, index {size:.0f} MiB, load {os.getloadavg()[0]:.1f}"
    )
    frame = empty_frame(given.rounds)
    timed = drive(given.folder, given.known_on, given.rounds, None)
    with tempfile.TemporaryDirectory() as name:
        trace = Trace(Path(name) / "trace.sql", given.folder / ARCHIVE_FILE)
        bare = drive(given.folder, given.known_on, max(3, given.rounds // 2), trace)
    print(f"empty frame: p50 {frame[0]:.1f}, p95 {frame[1]:.1f}, worst {frame[2]:.1f} ms\n")
    print(
        "| action | first p50 | rows p50 | all p50 | p95 | worst | bare SQL p50 | p95 | p95 against the floor |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for name, times in timed.items():
        first, rows = (spread([each[place] for each in times])[0] for place in (0, 1))
        p50, p95, worst = spread([each.last for each in times])
        sql50, sql95, _ = spread([each.last for each in bare[name]])
        ratio = "" if name.startswith("opening") else f"{p95 / (frame[1] + sql95):.1f}"
        cells = [
            *(f"{each:.0f}" for each in (first, rows, p50, p95, worst)),
            f"{sql50:.1f}",
            f"{sql95:.1f}",
            ratio,
        ]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
