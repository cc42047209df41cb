"""The numbers of terms, and on how many current rows each is.

The first terms are held as they are. In a large collection most of those that come later are on a row or two (each
event is found by its id): of them only a number of 64 bits is held, and they themselves wait in a file. That two of
them share such a number happens once in some 10^19 pairs.
"""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tradetui.core.seen import Seen
from tradetui.store import schema
from tradetui.store.staging import Pair

#: Terms that are held as they are, and terms of later ones that are written at a time.
MOST = 100_000
_PIECE = 5_000
#: Tokens that are held: of the terms that came first.
_TOKENS = 10_000


class Terms:
    """Numbers terms from 0 in the order in which they come; ``path``: a file for later ones (None: all are held).

    The file is made when it is needed, and deleted by :meth:`close`. ``counts`` by number; ``tokens`` of the first.
    """

    def __init__(self, path: Path | None) -> None:
        """No term yet."""
        self.counts = array("I")
        self.tokens: list[str] = []
        self._path = path
        self._held: dict[Pair, int] = {}
        self._later = Seen()
        self._waiting: list[Pair] = []
        self._file: Any = None

    def __len__(self) -> int:
        """How many."""
        return len(self.counts)

    def numbers(self, pairs: Iterable[Pair]) -> list[int]:
        """The numbers of terms, each known or new. Raises OSError where they can't be written."""
        return [self._number(pair) for pair in pairs]

    def _number(self, pair: Pair) -> int:
        number = self._held.get(pair)
        if number is not None:
            return number
        number = len(self.counts)
        if number < MOST or self._path is None:
            self._held[pair] = number
            if number < _TOKENS:
                self.tokens.append(schema.token(number))
        else:
            known = self._later.meet(hash(pair) & 0xFFFF_FFFF_FFFF_FFFF or 1, number)
            if known is not None:
                return known
            self._waiting.append(pair)
            if len(self._waiting) >= _PIECE:
                self._write(self._path)
        self.counts.append(0)
        return number

    def _write(self, path: Path) -> None:
        if self._file is None:
            self._file = path.open("w+b")
        marshal.dump(self._waiting, self._file, 2)
        self._waiting = []

    def __iter__(self) -> Iterator[Pair]:
        """All terms in the order of their numbers."""
        yield from self._held
        if self._file is not None:
            end = self._file.tell()
            self._file.seek(0)
            while self._file.tell() < end:
                yield from marshal.load(self._file)
        yield from self._waiting

    def close(self) -> None:
        """Delete the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._path is not None:
            self._path.unlink(missing_ok=True)
