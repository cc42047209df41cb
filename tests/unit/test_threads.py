"""Threads: every link told once in its direction, nothing lost, and pages that fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.golden_pictures import same_picture, within
from tradetui.core.knowledge import Known
from tradetui.core.records import Event
from tradetui.core.when import parse
from tradetui.present import threads
from tradetui.present.threads import Node, thread
from tradetui.store.archive import Dossier, Linked, Row

RELATIONS = ("answers", "follows", "fulfils", "replaces", "part-of", "step")
#: (the record that points, its relation, the record it points at), by the number of each.
Links = frozenset[tuple[int, str, int]]


def row(number: int, **more: object) -> Row:
    day = date(2011, 3, 1).toordinal() + number * 3
    values: dict[str, object] = {
        "kind": "event",
        "id": f"e{number}",
        "title": f"Event {number}",
        "when": date.fromordinal(day).isoformat(),
        "earliest": day,
        "latest": day,
        "status": "happened",
    }
    return Row(row=number, **{**values, **more})  # type: ignore[arg-type]


def dossiers(links: Links, rows: Mapping[int, Row], hidden: int = 0) -> dict[str, Dossier]:
    """As the archive gives them: each link at both of its ends."""
    found: dict[str, Dossier] = {}
    for number, own in rows.items():
        event = Event(id=own.id, title=own.title, when=parse(own.when) if own.when else None)
        linked = [Linked(r, False, rows[b]) for a, r, b in sorted(links) if a == number]  # type: ignore[arg-type]
        linked += [Linked(r, True, rows[a]) for a, r, b in sorted(links) if b == number]  # type: ignore[arg-type]
        found[own.id] = Dossier(event, Known(event), own, tuple(linked), hidden_links=hidden)
    return found


def nodes(found: tuple[Node, ...], depth: int = 1) -> Iterator[tuple[int, Node]]:
    for node in found:
        yield depth, node
        yield from nodes(node.branches, depth + 1)


LINKS = st.frozensets(
    st.tuples(st.integers(0, 9), st.sampled_from(RELATIONS), st.integers(0, 9)).filter(
        lambda it: it[0] != it[2]
    ),
    max_size=25,
)


def reached(links: Links, root: int, forward: bool, depth: int) -> set[int]:
    """What can be come to from a record within so many links, by brute force."""
    found, edge = {root}, {root}
    for _ in range(depth):
        edge = {b if forward else a for a, _, b in links if (a if forward else b) in edge} - found
        found |= edge
    return found - {root}


@given(LINKS, st.integers(0, 9), st.integers(1, 5))
def test_the_tree_holds_what_can_be_reached_each_with_its_branches_once(
    links: Links, root: int, depth: int
) -> None:
    held = dossiers(links, {n: row(n) for n in range(10)})
    found = thread(f"e{root}", held.get, depth=depth)
    assert found is not None
    for forward, tree in ((True, found.led), (False, (*found.answers, *found.came))):
        told = list(nodes(tree))
        assert {node.row.row for _, node in told} - {root} == reached(links, root, forward, depth)
        own = [node.row.id for _, node in told if not node.again]
        assert len(own) == len(set(own))
        assert all(level <= depth for level, _ in told)
    assert {node.row.row for node in found.answers} == {
        a for a, r, b in links if r == "answers" and b == root
    }


@given(LINKS, st.integers(0, 9), st.integers(20, 120), st.booleans())
def test_a_page_fits_and_leads_to_every_record(links: Links, root: int, cells: int, plain: bool) -> None:
    held = dossiers(links, {n: row(n) for n in range(10)})
    found = thread(f"e{root}", held.get)
    assert found is not None
    page = threads.page(found, cells, ascii_only=plain)
    within(page.lines, cells)
    assert {target.value for target in page.targets} == {each.id for each in found.rows()}
    assert all(0 <= target.start < target.end <= cells for target in page.targets)
    if plain:
        assert page.text().isascii()


def test_what_is_further_on_is_counted() -> None:
    links = frozenset((n + 1, "follows", n) for n in range(9))
    held = dossiers(links, {n: row(n) for n in range(10)})
    found = thread("e0", held.get, depth=2)
    assert found is not None
    (first,) = found.came
    assert first.branches[0].more == 1 and not first.branches[0].branches
    many = dossiers(frozenset((n, "answers", 0) for n in range(1, 10)), {n: row(n) for n in range(10)})
    assert len(thread("e0", many.get, most=3).answers) == 9  # type: ignore[union-attr]


def test_a_record_that_is_not_known_has_no_thread() -> None:
    assert thread("e0", lambda _: None) is None


ROWS = {
    0: row(0, title="Åvik proposes a harbour fee"),
    1: row(1, title="Letter from Merisalo against the fee", when="2011-03~"),
    2: row(2, title="Talks on berths", when="2011-03-28/2011-03-29", status="planned"),
    3: row(3, title="Notice 7/2011"),
    4: row(4, title="Fee on trawlers", kind="measure", when="", earliest=None, latest=None),
    5: row(5, title="Boats turned away, [b]and[/b] not for the first time in a year of many such days"),
    6: row(6, title="港口费的抗议 at the quay"),
    7: row(7, title="The second rate", status="postponed"),
}
THREAD: Links = frozenset(
    {
        (1, "answers", 0),
        (2, "follows", 1),
        (3, "fulfils", 0),
        (4, "step", 3),
        (5, "follows", 3),
        (6, "answers", 5),
        (7, "step", 3),
        (5, "follows", 1),
        (7, "follows", 5),
    }
)


@pytest.mark.parametrize(
    ("root", "cells", "plain"), [("e3", 80, False), ("e0", 60, True), ("e7", 100, False)]
)
def test_pictures_of_threads(root: str, cells: int, plain: bool) -> None:
    found = thread(root, dossiers(THREAD, ROWS, hidden=int(root == "e3")).get)
    assert found is not None
    lines = threads.page(found, cells, ascii_only=plain).lines
    same_picture(f"thread-{root}-{cells}{'-ascii' if plain else ''}", lines)
