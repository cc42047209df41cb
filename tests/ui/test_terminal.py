"""A real process in a pseudo-terminal: it starts, follows a resize, leaves, and gives the terminal back."""

import os
import re
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path

import pexpect
import pyte
import pytest

HARBOUR = Path(__file__).parents[1] / "collections" / "harbour"


class Terminal:
    """The program on a terminal of its own, with all that it has drawn."""

    def __init__(self, *arguments: str, size=(24, 80), env=None):
        self.screen = pyte.Screen(size[1], size[0])
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        self.child = pexpect.spawn(
            sys.executable, ["-m", "tradetui", *arguments], dimensions=size, timeout=20,
            env={**kept, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})},
        )  # fmt: skip
        self.before = termios.tcgetattr(self.child.child_fd)

    def read(self) -> None:
        try:
            got = self.child.read_nonblocking(65536, timeout=0.1)
        except pexpect.TIMEOUT:
            return
        self.raw += got
        self.stream.feed(got)

    def until(self, wanted: str, *, gone: bool = False) -> None:
        """Read until a text stands on the screen, or no longer does."""
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if (wanted in "\n".join(self.screen.display)) is not gone:
                return
            try:
                self.read()
            except pexpect.EOF:
                break
        pytest.fail(f"{wanted!r} never came:\n" + "\n".join(self.screen.display))

    def ended(self) -> int:
        """Read to the end; the exit status (negative: the signal that ended it)."""
        while True:
            try:
                self.read()
            except pexpect.EOF:
                break
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus

    def resize(self, rows: int, columns: int) -> None:
        """Another size, on an empty screen."""
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.child.setwinsize(rows, columns)

    def given_back(self) -> bool:
        """Whether the alternate screen, the mouse and the cursor are as they were."""
        off = ((b"\x1b[?1049", b"l", b"h"), (b"\x1b[?1000", b"l", b"h"), (b"\x1b[?25", b"h", b"l"))
        return all(self.raw.rfind(code + end) > self.raw.rfind(code + begin) for code, end, begin in off)


def test_it_starts_follows_a_resize_and_quits():
    it = Terminal(str(HARBOUR))
    it.until("1 Timeline")
    it.until("known on")
    it.child.send("?")
    it.until("type to search")
    it.child.send("\x1b")
    it.until("type to search", gone=True)
    it.resize(40, 130)
    it.until("q quit")
    it.child.send("g")
    it.until("esc leave")
    it.child.send("\x1b")
    it.until("esc leave", gone=True)
    it.child.send("q")
    assert it.ended() == 0 and it.given_back()


@pytest.mark.parametrize(("number", "statuses"), [(signal.SIGTERM, {143}), (signal.SIGINT, {0, 130, -2})])
def test_a_signal_ends_it_and_the_terminal_is_given_back(number, statuses):
    it = Terminal(str(HARBOUR))
    it.until("known on")
    it.child.kill(number)
    assert it.ended() in statuses and it.given_back()


def test_what_can_not_be_opened_is_said_on_a_plain_screen(tmp_path):
    it = Terminal(str(tmp_path))
    assert it.ended() == 2
    assert b"collection.toml" in it.raw


def test_a_collection_without_records_opens_and_says_so(tmp_path):
    (tmp_path / "collection.toml").write_text('title = "Nothing yet"')
    it = Terminal(str(tmp_path))
    it.until("Nothing yet")
    it.until("0 events")
    it.child.send("q")
    assert it.ended() == 0


def test_no_color_is_followed():
    it = Terminal(str(HARBOUR), env={"NO_COLOR": "1"})
    it.until("known on")
    it.child.send("q")
    assert it.ended() == 0
    assert not re.search(rb"\x1b\[(?:\d+;)*(?:38|48);", it.raw)


def test_bytes_that_are_no_utf_8_end_nothing():
    it = Terminal(str(HARBOUR))
    it.until("Timeline")
    it.child.send(b"/caf\xe9 \xff\xfe")
    it.until("caf�")
    it.child.send("\x1b\x1b")
    it.until("caf", gone=True)
    it.child.send("q")
    assert it.ended() == 0 and it.given_back()


def test_keys_that_come_all_at_once_are_heard_one_after_the_other():
    # with its index made, so that every view is there from the first key on
    subprocess.run(
        [sys.executable, "-m", "tradetui", "find", "--collection", HARBOUR], check=True, capture_output=True
    )
    it = Terminal(str(HARBOUR), size=(36, 120))
    it.until("known on")
    it.child.send("/ice\rj3")
    it.until("▸3 Quotes")
    it.until("filter  ice  ")
    it.child.send("/\x15\rg1 mar 2012\r+1v1 feb 2012\r")
    it.until("known on 1 February 2012")
    it.until("▸1 Timeline")
    it.child.send("?down\r")
    it.until("type to search", gone=True)
    it.child.send("q")
    assert it.ended() == 0
