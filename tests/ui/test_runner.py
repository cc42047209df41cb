"""Questions in threads: the newest answer wins, whatever the threads do."""

import asyncio
import threading

from tradetui.store.archive import Interrupted
from tradetui.ui.runner import Runner


class Slow:
    """An archive whose only answer waits until it is let go, or stopped."""

    def __init__(self):
        self.stop, self.stops = threading.Event(), 0

    def interrupt(self, thread=0):
        self.stops += 1
        self.stop.set()

    def wait(self, gate, value):
        self.stop.clear()
        while not gate.wait(0.002):
            if self.stop.is_set():
                raise Interrupted
        return value


def runner(archive):
    loop = asyncio.get_running_loop()
    made = Runner(archive, lambda answer: loop.call_soon_threadsafe(made.deliver, answer))
    return made


async def test_a_stale_answer_is_dropped_and_stopped():
    archive, never, now = Slow(), threading.Event(), threading.Event()
    asked, got = runner(archive), []
    asked.ask("list", lambda a: a.wait(never, "old"), got.append)
    while not any(slot.running for slot in asked._slots.values()):
        await asyncio.sleep(0)
    now.set()
    asked.ask("list", lambda a: a.wait(now, "middle"), got.append)
    asked.ask("list", lambda a: a.wait(now, "new"), got.append)
    await asked.idle()
    assert got == ["new"] and archive.stops >= 1
    asked.close()


async def test_an_answer_stopped_for_anothers_sake_is_asked_again():
    archive, gate = Slow(), threading.Event()
    asked, got = runner(archive), []
    asked.ask("axis", lambda a: a.wait(gate, "axis"), got.append)
    for number in range(5):
        asked.ask("list", lambda a, n=number: n, got.append)
        archive.interrupt()
    gate.set()
    await asked.idle()
    assert "axis" in got and got[-1] in ("axis", 4)
    asked.close()


async def test_a_question_waits_for_a_newer_one():
    archive = Slow()
    asked, got = runner(archive), []
    for number in range(20):
        asked.ask("reader", lambda a, n=number: n, got.append, delay=0.01)
    await asked.idle()
    assert got == [19]
    asked.close()


async def test_what_is_dropped_is_never_told():
    archive = Slow()
    asked, got = runner(archive), []
    asked.ask("offers", lambda a: 1, got.append, delay=0.01)
    asked.drop("offers")
    await asked.idle()
    asked.ask("other", lambda a: 2, got.append)
    await asked.idle()
    assert got == [2]
    asked.close()


async def test_a_fault_is_told():
    asked, faults = runner(Slow()), []
    asked.ask("list", lambda a: 1 / 0, lambda _: None, failed=faults.append)
    await asked.idle()
    assert isinstance(faults[0], ZeroDivisionError)
    asked.close()


async def test_after_the_end_nothing_is_asked():
    asked, got = runner(Slow()), []
    asked.close()
    asked.ask("list", lambda a: 1, got.append)
    await asked.idle()
    assert got == []


async def test_what_is_less_urgent_waits_and_is_stopped():
    archive, gate, got = Slow(), threading.Event(), []
    asked = runner(archive)
    asked.ask("facets", lambda a: a.wait(gate, "facets"), got.append)
    while not asked._slots["facets"].running:
        await asyncio.sleep(0)
    asked.ask("list", lambda a: "list", got.append)
    asked.ask("count", lambda a: "count", got.append)
    assert not asked._slots["count"].running, "the list is asked first"
    while len(got) < 2:
        await asyncio.sleep(0)
    gate.set()
    await asked.idle()
    assert got == ["list", "count", "facets"] and archive.stops >= 1
    asked.close()


async def test_nothing_else_begins_until_the_list_is_drawn():
    archive, got, drawn = Slow(), [], []
    loop = asyncio.get_running_loop()
    asked = Runner(archive, lambda answer: loop.call_soon_threadsafe(asked.deliver, answer), drawn.append)

    def listed(value):
        got.append(value)
        asked.ask("count", lambda a: "count", got.append)
        asked.ask("reader", lambda a: "reader", got.append)

    asked.ask("list", lambda a: "list", listed)
    while not drawn:
        await asyncio.sleep(0)
    assert got == ["list"] and not any(slot.running for slot in asked._slots.values())
    drawn[0]()
    await asked.idle()
    assert got == ["list", "reader", "count"]
    asked.close()


async def test_the_list_has_a_thread_to_itself():
    archive, deaf, got = Slow(), threading.Event(), []
    asked = runner(archive)
    for slot in ("reader", "count", "head", "facets"):
        # these hear of no stop
        asked.ask(slot, lambda a: deaf.wait(), got.append)
    while not any(slot.running for slot in asked._slots.values()):
        await asyncio.sleep(0)
    asked.ask("list", lambda a: "list", got.append)
    while not got:
        await asyncio.sleep(0)
    assert got == ["list"]
    deaf.set()
    await asked.idle()
    asked.close()
