"""The table of words of an index: filled in its own file, or in another by a process of its own, and copied.

Of all that is written this takes longest, and none of it depends on the rest: a second core can do it meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tradetui.store import schema
from tradetui.store.wire import reap, receive, send

#: How files of an index are written.
PRAGMAS = (
    "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE", "secure_delete=OFF", "cache_size=-16384",
    "temp_store=FILE",
)  # fmt: skip
#: The index of words gathers 32 MB before it writes a segment, and joins them all once, at the end.
OPTIONS = (("hashsize", 32 << 20), ("automerge", 0), ("crisismerge", 100))
#: What FTS5 keeps of a table without content and sizes; copied as they are, as VACUUM does.
_SHADOWS = ("text_data", "text_idx", "text_config")
_SERVE = "import sys; sys.path[:] = {path!r}; from tradetui.store.fulltext import serve; serve()"


def opened(path: Path | None, tables: str = schema.WORDS) -> sqlite3.Connection:
    """A new file (None: in memory) with its tables, among them that of words, a transaction begun."""
    db = sqlite3.connect(":memory:" if path is None else path, isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    db.executescript(tables)
    for option, value in OPTIONS:
        db.execute("INSERT INTO text (text, rank) VALUES (?, ?)", (option, value))
    db.execute("BEGIN")
    return db


def put(db: sqlite3.Connection, row: int, texts: Sequence[str]) -> None:
    """Write the texts of rows, the first of which has the number ``row``."""
    db.executemany("INSERT INTO text (rowid, t) VALUES (?, ?)", enumerate(texts, row))


def join(db: sqlite3.Connection) -> None:
    """Join the segments, after the transaction."""
    db.execute("INSERT INTO text (text) VALUES ('optimize')")


class Apart:
    """A process that fills a table of words in a file beside the index; :meth:`close` ends it and deletes the file."""

    def __init__(self, path: Path) -> None:
        """Start it. Raises OSError where that can't be."""
        if not sys.executable:
            raise OSError("no interpreter to start")
        self._path = path
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE.format(path=sys.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._failed = False
        self._send(os.fspath(path))

    def put(self, row: int, texts: Sequence[str]) -> None:
        """Have the texts of rows written; whether they were is told by :meth:`into`."""
        self._send((row, [text.encode() for text in texts]))

    def finish(self) -> None:
        """There are no more rows: the segments can be joined."""
        self._send(None)

    def into(self, db: sqlite3.Connection) -> bool:
        """Wait for the words, and copy them into an index that has none and no transaction; False: they failed."""
        stream: Any = self._process.stdout
        try:
            if self._failed or receive(stream) is not True:
                return False
            db.execute("ATTACH ? AS words", (os.fspath(self._path),))
            for name in _SHADOWS:
                db.execute(f"DELETE FROM main.{name}")
                db.execute(f"INSERT INTO main.{name} SELECT * FROM words.{name}")
            db.execute("DETACH words")
        except (OSError, EOFError, ValueError, sqlite3.Error):
            return False
        return True

    def _send(self, value: Any) -> None:
        stream: Any = self._process.stdin
        if not self._failed:
            try:
                send(stream, value)
            except OSError:
                self._failed = True

    def close(self) -> None:
        """End the process, whatever it does, and have no file of it."""
        self._process.kill()
        reap(self._process)
        self._path.unlink(missing_ok=True)


def serve() -> None:
    """Be the process of an :class:`Apart`: a path, then rows, then None; answers True, and goes when it may."""
    import gc
    import signal

    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C is for the one who started this; the input then ends
    gc.disable()
    rows, answers = sys.stdin.buffer, sys.stdout.buffer
    path = Path(receive(rows))
    try:
        db = opened(path)
        while (told := receive(rows)) is not None:
            row, texts = told
            # text as UTF-8, as SQLite wants it: it need not be made anew here, where time is short
            db.executemany("INSERT INTO text (rowid, t) VALUES (?, CAST(? AS TEXT))", enumerate(texts, row))
        db.execute("COMMIT")
        join(db)
        db.close()
        send(answers, True)
        receive(rows)
    except (EOFError, OSError, sqlite3.Error):
        path.unlink(missing_ok=True)
