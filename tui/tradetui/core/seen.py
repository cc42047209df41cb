"""What was seen where, for many millions of keys: two flat arrays instead of a table of Python objects."""

from __future__ import annotations

from array import array
from hashlib import blake2b

_FIRST_SIZE = 1 << 12


def key_of(*parts: str) -> int:
    """A number of 64 bits for some texts, never 0; two different ones share it once in some 10^19 pairs."""
    digest = blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") or 1


class Seen:
    """From a key to the number (below 2^32) it was first met with; 12 bytes a place, two thirds of them used."""

    def __init__(self) -> None:
        """Empty."""
        self._size = _FIRST_SIZE
        self._keys = array("Q", bytes(8 * self._size))
        self._numbers = array("I", bytes(4 * self._size))
        self._used = 0

    def __len__(self) -> int:
        """How many keys."""
        return self._used

    def __contains__(self, key: int) -> bool:
        """Whether the key was met."""
        return self._keys[self._place(key)] == key

    def first(self, key: int) -> int | None:
        """The number the key was first met with; None for one that wasn't."""
        place = self._place(key)
        return self._numbers[place] if self._keys[place] == key else None

    def meet(self, key: int, number: int) -> int | None:
        """The number the key was first met with; None the first time, and then it is kept."""
        place = self._place(key)
        if self._keys[place] == key:
            return self._numbers[place]
        self._keys[place] = key
        self._numbers[place] = min(number, 0xFFFFFFFF)
        self._used += 1
        if self._used * 3 > self._size * 2:
            self._grow()
        return None

    def _place(self, key: int) -> int:
        keys = self._keys
        mask = self._size - 1
        place = key & mask
        while (found := keys[place]) and found != key:
            place = (place + 1) & mask
        return place

    def _grow(self) -> None:
        keys, numbers = self._keys, self._numbers
        self._size *= 2
        self._keys = array("Q", bytes(8 * self._size))
        self._numbers = array("I", bytes(4 * self._size))
        for key, number in zip(keys, numbers, strict=True):
            if key:
                place = self._place(key)
                self._keys[place] = key
                self._numbers[place] = number
