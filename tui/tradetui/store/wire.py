"""Plain values from one process to another: as :mod:`marshal` writes them, with their length before them."""

from __future__ import annotations

import marshal
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    import subprocess

_LENGTH = 8


def send(stream: BinaryIO, value: Any) -> None:
    """Write a plain value. Raises OSError where nobody reads any more."""
    data = marshal.dumps(value, 2)
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: BinaryIO) -> Any:
    """The next value that was sent. Raises EOFError at the end."""
    length = stream.read(_LENGTH)
    if len(length) < _LENGTH:
        raise EOFError
    data = stream.read(int.from_bytes(length, "big"))
    return marshal.loads(data)


def reap(process: subprocess.Popen[bytes]) -> None:
    """Close the streams to a process that was ended, and wait until it is gone."""
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:
                continue
    process.wait()
