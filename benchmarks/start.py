"""How long a start takes, from an installed wheel, in a real pseudo-terminal, as ratios against floors of the same run.

    python benchmarks/start.py [--rounds 9] [--only PATTERN]

Builds the wheel, installs it into a new environment (with byte code), and measures in rounds, each case once a round:

- first paint: from spawning the process to the byte that ends the first frame showing the case's own text, at 80x24,
  against an empty Textual app; with a built index, and with none (the first start on a machine: first the frame, then
  the record in it);
- every headless verb, whole process, against ``python -c "import sqlite3, click"``;
- peak memory of each (the child's maximum resident set).

Prints a Markdown table; it stands in benchmarks/README.md with date, machine and command.
"""

from __future__ import annotations

import argparse
import os
import platform
import pty
import re
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
import venv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fcntl import ioctl
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EMPTY = """
from textual.app import App

class Empty(App):
    pass

Empty().run()
"""
ESCAPES = re.compile(rb"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[@-_]|\x1b\][^\x07]*\x07")


@dataclass
class Case:
    """One thing that is timed; ``run`` gives (milliseconds, peak KiB)."""

    name: str
    floor: str
    run: Callable[[], tuple[float, int]]
    times: list[float] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)


def environment(folder: Path) -> dict[str, str]:
    """A clean environment: nothing of the developer's, byte code written."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "TRADETUI", "TEXTUAL", "XDG"))}
    return env | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "XDG_STATE_HOME": str(folder / "state"),
        "TRADETUI_TODAY": "2026-11-24",
    }


def headless(arguments: list[str], env: dict[str, str], cwd: Path) -> tuple[float, int]:
    """Run a process to its end with output thrown away."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        arguments, env=env, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(child.pid, 0)
    taken = (time.perf_counter() - begun) * 1000
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise SystemExit(f"{arguments} ended with {child.returncode}")
    return taken, usage.ru_maxrss


def first_paint(
    arguments: list[str], env: dict[str, str], cwd: Path, wanted: bytes | None
) -> tuple[float, int]:
    """Run in a pseudo-terminal until ``wanted`` is drawn (None: until a whole frame is), then stop it."""
    begun = time.perf_counter()
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.execve(arguments[0], arguments, env)
    ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    painted = 0.0
    deadline = begun + 30
    while not painted and time.perf_counter() < deadline:
        ready, _, _ = select.select([master], [], [], 0.5)
        if ready:
            try:
                seen += os.read(master, 1 << 16)
            except OSError:
                break
            # Textual brackets a frame in synchronised-output marks; cursor addressing tells a frame from the set-up
            drawn = ESCAPES.sub(b"", seen)
            if wanted in drawn if wanted is not None else _frame_ended(seen):
                painted = time.perf_counter()
    if not painted:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        raise SystemExit(f"{arguments} never drew {wanted!r}: {ESCAPES.sub(b'', seen)[-500:]!r}")
    os.kill(pid, signal.SIGTERM)
    _drain(master)
    _, _, usage = os.wait4(pid, 0)
    os.close(master)
    return (painted - begun) * 1000, usage.ru_maxrss


def _frame_ended(seen: bytes) -> bool:
    """Whether a whole screen of cells has been written: at least one blank or text cell for most of 80x24."""
    return len(ESCAPES.sub(b"", seen)) >= 80 * 20


def _drain(master: int) -> None:
    """Read what is left until the child closes its end."""
    while True:
        ready, _, _ = select.select([master], [], [], 2)
        if not ready:
            return
        try:
            if not os.read(master, 1 << 16):
                return
        except OSError:
            return


def install(folder: Path) -> Path:
    """An environment with the wheel and its byte code."""
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, ROOT], check=True)
    (wheel,) = folder.glob("tradetui-*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([python, "-m", "pip", "install", "-q", "--compile", wheel], check=True, env=env)
    return python


VERBS: list[list[str]] = [
    ["--version"],
    ["find"],
    ["find", "soybeans by:lighthizer"],
    ["find", "--in", "quotes", "--sort", "rank", "tariffs"],
    ["find", "tariffs", "--format", "json"],
    ["show", "2019-03-28-beijing"],
    ["in-force", "2019-05-10"],
    ["changes", "2018-11-30", "2019-05-10"],
    ["conflicts"],
    ["thread", "2019-03-28-beijing"],
    ["measures"],
    ["measures", "--lags"],
    ["dates", "reuters-2019-03-27"],
    ["cite", "q-seed-4"],
    ["check"],
    ["keys"],
    ["where"],
    ["schema", "find"],
    ["completion", "bash"],
]


def cases(python: Path, folder: Path) -> list[Case]:
    """Everything that is timed."""
    env = environment(folder)
    program = str(python.with_name("tradetui"))
    empty = folder / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")

    def cold(wanted: bytes) -> tuple[float, int]:
        shutil.rmtree(folder / "cold", ignore_errors=True)
        return first_paint([program], env | {"XDG_CACHE_HOME": str(folder / "cold")}, folder, wanted)

    made = [
        Case("empty Textual app", "", lambda: first_paint([str(python), str(empty)], env, folder, None)),
        Case("tradetui, first frame", "empty Textual app", lambda: first_paint([program], env, folder, None)),
        Case(
            "tradetui, the record in it",
            "empty Textual app",
            lambda: first_paint([program], env, folder, b"2018"),
        ),
        Case("no index yet, first frame", "empty Textual app", lambda: cold(b"Timeline")),
        Case("no index yet, the record in it", "empty Textual app", lambda: cold(b"2018")),
        Case(
            'python -c "import sqlite3, click"',
            "",
            lambda: headless([str(python), "-c", "import sqlite3, click"], env, folder),
        ),
    ]
    floor = made[-1].name
    return made + [
        Case(" ".join(["tradetui", *verb]), floor, partial(headless, [program, *verb], env, folder))
        for verb in VERBS
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument(
        "--only", default="", help="a pattern: only the cases whose name has it, and the floors"
    )
    given = parser.parse_args()
    rounds = given.rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = install(folder)
        timed = [case for case in cases(python, folder) if not case.floor or re.search(given.only, case.name)]
        # the app is stopped as soon as it shows something: the index of "a built index" must be there by then
        headless([str(python.with_name("tradetui")), "find"], environment(folder), folder)
        for case in timed:  # once outside the count: byte code, index, disk
            case.run()
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            for case in timed:
                taken, peak = case.run()
                case.times.append(taken)
                case.peaks.append(peak)
    floors = {case.name: statistics.median(case.times) for case in timed if not case.floor}
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print(f"{date.today()}, {machine}, {rounds} rounds\n")
    print("| case | median, ms | least, ms | ratio | peak RSS, MiB |\n| --- | --- | --- | --- | --- |")
    for case in timed:
        middle = statistics.median(case.times)
        ratio = f"{middle / floors[case.floor]:.2f}" if case.floor else "1.00"
        peak = statistics.median(case.peaks) / 1024
        print(f"| {case.name} | {middle:.0f} | {min(case.times):.0f} | {ratio} | {peak:.0f} |")


if __name__ == "__main__":
    main()
