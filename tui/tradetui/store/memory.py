"""Memory that is free is given back to the system."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

#: Blocks of so many bytes are given back as soon as they are free.
_LARGE = 1 << 19
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of <malloc.h>


def give_back() -> None:
    """Return what the allocator holds free, where it can be told to (glibc).

    What threads allocate and free stays with them otherwise: a third of what the program held after counting a million
    rows. It takes some milliseconds, in which other threads go on; so it is for after a long count, in its thread.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    try:
        import ctypes

        libc = ctypes.CDLL(None)
        trim: Callable[[int], int] = libc.malloc_trim
        # once a large block was freed glibc keeps the next as large; a list of a million rows is not to be kept
        libc.mallopt(_MMAP_THRESHOLD, _LARGE)
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    return trim
