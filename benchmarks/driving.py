"""Drives a program in a pseudo-terminal key by key, and times each from the byte written to the frame drawn."""

from __future__ import annotations

import os
import pty
import select
import signal
import sqlite3
import statistics
import struct
import sys
import termios
import time
from collections.abc import Iterable, Sequence
from fcntl import ioctl
from pathlib import Path
from typing import NamedTuple

from driven import IDLE, RESTED, ROWS

#: So long nothing more must come for a frame to be the last, in seconds.
QUIET = 0.05
PATIENCE = 20.0
SIZE = (36, 120)


class Took(NamedTuple):
    """Milliseconds from a key to its first frame, to its rows (0: none came), to the last byte of its last frame.

    ``rested``: for some of them the reader waited for the cursor to rest. ``cpu``: of the processor.
    """

    first: float
    rows: float
    last: float
    rested: bool = False
    cpu: float = 0.0

    @property
    def frame(self) -> float:
        """To the frame that shows what the key asks for: its rows, where the list is another one."""
        return self.rows or self.first


class Driven:
    """One run of ``driven.py``."""

    def __init__(self, *arguments: str) -> None:
        program = [sys.executable, str(Path(__file__).with_name("driven.py")), *arguments]
        env = {k: v for k, v in os.environ.items() if not k.startswith(("TEXTUAL", "TRADETUI", "XDG"))}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_FPS": "1000"}
        env |= {"XDG_STATE_HOME": "/nonexistent", "XDG_CONFIG_HOME": "/nonexistent"}
        self.pid, self.master = pty.fork()
        if self.pid == 0:
            os.execve(program[0], program, env)
        ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))

    def wait(self, begun: float, patience: float = PATIENCE, *, rows: bool = False) -> Took:
        """Read until all is drawn; ``rows``: not before other rows of the list are."""
        seen = b""
        first = to_rows = last = 0.0
        while time.perf_counter() - begun < patience:
            ready, _, _ = select.select([self.master], [], [], QUIET)
            if not ready:
                after = seen.rpartition(ROWS.encode())[2] if rows else seen
                done = (ROWS.encode() in seen or not rows) and (
                    IDLE.encode() in after or RESTED.encode() in after
                )
                if done or (not rows and last and time.perf_counter() - last > 1.0):
                    break
                continue
            got = os.read(self.master, 1 << 16)
            last = time.perf_counter()
            seen += got
            first = first or last
            if not to_rows and ROWS.encode() in seen:
                to_rows = last
        to_rows = 1000 * (to_rows - begun) if to_rows else 0.0
        return Took(1000 * (first - begun), to_rows, 1000 * (last - begun), RESTED.encode() in seen)

    def seen(self, mark: str, begun: float, patience: float = PATIENCE) -> float:
        """Read until a mark comes; milliseconds since ``begun``."""
        held = b""
        while time.perf_counter() - begun < patience:
            if select.select([self.master], [], [], QUIET)[0]:
                held = held[-len(mark) :] + os.read(self.master, 1 << 16)
                if mark.encode() in held:
                    break
        return 1000 * (time.perf_counter() - begun)

    def read_until(self, moment: float) -> None:
        """Read what is drawn until a moment of the clock."""
        while (left := moment - time.perf_counter()) > 0:
            if select.select([self.master], [], [], left)[0]:
                os.read(self.master, 1 << 16)

    def settle(self, quiet: float = 1.5) -> None:
        """Wait until nothing more is drawn and nothing more reckoned."""
        spent = -1.0
        while select.select([self.master], [], [], quiet)[0] or self.cpu() - spent > 30:
            spent = self.cpu()
            while select.select([self.master], [], [], 0)[0]:
                os.read(self.master, 1 << 16)

    def write(self, keys: bytes) -> None:
        """Write the bytes of a key, and don't wait."""
        os.write(self.master, keys)

    def press(self, keys: bytes, *, rows: bool = False) -> Took:
        """Write the bytes of a key and wait until what it does is drawn; ``rows``: it shows other rows of the list."""
        spent = self.busy()
        begun = time.perf_counter()
        os.write(self.master, keys)
        took = self.wait(begun, rows=rows)
        return took._replace(cpu=self.busy() - spent)

    def hold(self, keys: bytes, times: int = 40, pace: float = 0.02) -> float:
        """Milliseconds of the processor a key, all threads together, of one that is held down."""
        self.settle(0.3)
        spent, begun = self.busy(), time.perf_counter()
        for number in range(1, times + 1):
            self.write(keys)
            self.read_until(begun + number * pace)
        self.read_until(time.perf_counter() + pace)
        return (self.busy() - spent) / times

    def memory(self) -> float:
        """What the process holds now, in MiB (resident)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def cpu(self) -> float:
        """Milliseconds of processor time used so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def busy(self) -> float:
        """Milliseconds of processor time used so far by all threads, finely; as :meth:`cpu` where it isn't told so."""
        try:
            tasks = Path(f"/proc/{self.pid}/task").iterdir()
            return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e6
        except OSError:
            return self.cpu()

    def close(self) -> None:
        """Stop it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.master)


class Trace:
    """The SQL of a traced run: what each key asked, to be run bare."""

    def __init__(self, path: Path, index: Path) -> None:
        from tradetui.store.connections import _gaps_of, file_opener
        from tradetui.store.vocabulary import vocabulary

        self.path = path
        self.path.touch()
        self.offset = 0
        self.db: sqlite3.Connection = file_opener(index)()
        self.db.create_function("gaps", 4, _gaps_of(self.db))
        vocabulary(self.db, "instance")
        vocabulary(self.db, "row")

    def statements(self) -> list[str]:
        """What was asked since the last time."""
        with self.path.open(encoding="utf-8") as file:
            file.seek(self.offset)
            text = file.read()
            self.offset = file.tell()
        return [each for each in text.splitlines() if each.lstrip().startswith(("SELECT", "WITH", "--"))]

    def both(self, statements: Sequence[str]) -> tuple[float, float]:
        """Milliseconds that the statements up to the rows take by themselves, and all of them."""
        to_rows = taken = 0.0
        for statement in statements:
            if statement.startswith("--"):
                to_rows = to_rows or (taken if statement.startswith("-- rows") else 0.0)
                continue
            begun = time.perf_counter()
            self.db.execute(statement).fetchall()
            taken += 1000 * (time.perf_counter() - begun)
        return to_rows, taken

    def bare(self, statements: Iterable[str]) -> float:
        """Milliseconds that these statements take by themselves, the second time."""
        taken = 0.0
        for _ in range(2):
            begun = time.perf_counter()
            for statement in statements:
                self.db.execute(statement).fetchall()
            taken = 1000 * (time.perf_counter() - begun)
        return taken


def spread(values: Sequence[float]) -> tuple[float, float, float]:
    """Median, 95th percentile and worst."""
    ordered = sorted(values)
    return statistics.median(ordered), ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], ordered[-1]


def empty_frame(rounds: int) -> tuple[float, float, float]:
    """Key to frame of an app that only draws a screen full of text."""
    app = Driven("--empty")
    try:
        app.wait(time.perf_counter(), 3)
        return spread([app.press(b"x").last for _ in range(rounds)])
    finally:
        app.close()


def memory_of_empty() -> float:
    """Resident MiB of the empty app."""
    app = Driven("--empty")
    try:
        app.wait(time.perf_counter(), 3)
        app.press(b"x")
        return app.memory()
    finally:
        app.close()


def held_keys(app: Driven, down: bytes, up: bytes, rounds: int = 4) -> tuple[list[float], list[float]]:
    """Milliseconds of the processor for each key held down in a list, and in a bare list of a million rows beside it.

    Taken in turn, since a machine's speed changes; both lists scroll.
    """
    bare = Driven("--list")
    try:
        bare.wait(time.perf_counter(), 3)
        for each in (app, bare):
            each.hold(down, 2 * SIZE[0])
        found: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for key in (down, up):
                for values, each in zip(found, (app, bare), strict=True):
                    values.append(each.hold(key, 2 * SIZE[0]))
        return found
    finally:
        bare.close()
