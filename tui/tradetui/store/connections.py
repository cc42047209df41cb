"""Read-only connections to an index, one a thread, and the way to stop what they are doing."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from tradetui.store.archive import Interrupted

#: Steps of SQLite's machine between two looks at whether the answer is still wanted (about a millisecond).
_STEPS = 20_000
#: What one connection may keep of the file in memory, in KiB.
_CACHE_KIB = 3_072

Opener = Callable[[], sqlite3.Connection]


def file_opener(path: Path) -> Opener:
    """Opens a file that nobody will change: indexes are replaced whole, never written to in place."""
    name = str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    uri = f"file:{name}?mode=ro&immutable=1"
    return lambda: sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def memory_opener(image: bytes) -> Opener:
    """Opens a copy of its own of an index held in memory, so that threads share nothing."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.deserialize(image)
        return connection

    return connect


def _gaps_of(connection: sqlite3.Connection) -> Callable[[int, int, int, int], bool]:
    """The SQL function that asks a date with gaps; what it needs is loaded by the first one that is met."""

    def gaps(row: int, first: int, last: int, surely: int) -> bool:
        from tradetui.store.shapes import date_of_row

        when = date_of_row(connection, row)
        return when.surely(first, last) if surely else when.possibly(first, last)

    return gaps


class Connections:
    """Hands each thread its own connection; interrupts and closes them all."""

    def __init__(self, opener: Opener, first: sqlite3.Connection | None = None) -> None:
        """``first``: a connection already open, taken over for the thread that made it."""
        self._opener = opener
        self._local = threading.local()
        self._lock = threading.Lock()
        self._open: dict[sqlite3.Connection, threading.Thread] = {}
        self._busy: set[sqlite3.Connection] = set()
        self._closed = threading.Event()
        #: How often each thread was stopped, and (0) all of them.
        self._stops: dict[int, int] = {}
        if first is not None:
            self._adopt(first)

    def _adopt(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        connection.execute("PRAGMA query_only=1")
        connection.create_function("gaps", 4, _gaps_of(connection))
        self._local.connection = connection
        with self._lock:
            if self._closed.is_set():
                connection.close()
                raise Interrupted("the archive is closed")
            # What a thread that has ended left behind serves nobody.
            for other in [each for each, thread in self._open.items() if not thread.is_alive()]:
                del self._open[other]
                other.close()
            self._open[connection] = threading.current_thread()

    def asking(self) -> AbstractContextManager[sqlite3.Connection]:
        """This thread's connection for one question; :class:`Interrupted` is raised once it is no longer wanted.

        Also between two statements of one question, and for one that begins while :meth:`interrupt` runs.
        Questions may be asked inside one another: one record's answer asks some thirty.
        """
        inside: AbstractContextManager[sqlite3.Connection] | None = getattr(self._local, "inside", None)
        return inside or self._asking()

    @contextmanager
    def _asking(self) -> Iterator[sqlite3.Connection]:
        """The outermost question of a thread."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self._adopt(self._opener())
            connection = self._local.connection
        wanted = self._local.wanted = self._stopped()
        with self._lock:
            if self._closed.is_set():
                raise Interrupted("the archive is closed")
            self._busy.add(connection)
        connection.set_progress_handler(lambda: self._stopped() != wanted, _STEPS)
        self._local.inside = nullcontext(connection)
        try:
            yield connection
        except sqlite3.OperationalError as error:
            if "interrupt" in str(error) or self._stopped() != wanted:
                raise Interrupted("the answer is no longer wanted") from None
            raise
        finally:
            self._local.inside = None
            with self._lock:
                self._busy.discard(connection)
                closed = self._closed.is_set()
            if closed:
                connection.close()

    def _stopped(self) -> tuple[int, int]:
        """Tells whether this thread was stopped between two looks at it."""
        return self._stops.get(0, 0), self._stops.get(threading.get_ident(), 0)

    def check(self) -> None:
        """Raise :class:`Interrupted` if the question this thread is at is no longer wanted; for loops in Python."""
        stopped = self._stopped()
        if stopped != getattr(self._local, "wanted", stopped):
            raise Interrupted("the answer is no longer wanted")

    def interrupt(self, thread: int = 0) -> None:
        """Stop every question under way, in whatever thread; or only that of one thread, by its identifier."""
        with self._lock:
            self._stops[thread] = self._stops.get(thread, 0) + 1
            for connection, owner in self._open.items():
                if not thread or owner.ident == thread:
                    connection.interrupt()

    def close(self) -> None:
        """Stop everything and close every connection; one in use is closed by its own thread, at once."""
        with self._lock:
            self._closed.set()
        self.interrupt()
        with self._lock:
            for connection in self._open:
                if connection not in self._busy:
                    connection.close()
            self._open.clear()
