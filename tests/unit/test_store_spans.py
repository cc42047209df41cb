"""Pairs of days counted by the spans between them, against looking at each pair; and counts worked together."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tradetui.store.day_counts import Counted, DayCounts
from tradetui.store.shapes import APART, FIRST_DAYS, FUZZY, LAST_DAYS, SURE_ENDS, SURE_STARTS
from tradetui.store.spans import Spans, _Pairs

FIRST, LAST = 700_000, 701_500
LENGTHS = st.one_of(
    st.integers(1, 800), st.sampled_from([7, 8, 27, 28, 29, 30, 31, 32, 90, 92, 93, 365, 366, 367])
)
PAIRS = st.dictionaries(
    LENGTHS,
    st.dictionaries(st.integers(FIRST, LAST), st.integers(-3, 3), min_size=1, max_size=12).map(Counter),
    max_size=12,
)
EDGES = st.one_of(
    st.lists(st.integers(FIRST - 50, LAST + 900), min_size=2, max_size=40, unique=True).map(sorted),
    st.builds(
        lambda first, step, number: [first + step * at for at in range(number)],
        st.integers(FIRST - 50, LAST),
        st.integers(1, 400),
        st.integers(2, 30),
    ),
)


@given(pairs=PAIRS, edges=EDGES)
def test_pairs_around_spans(pairs: dict[int, Counter[int]], edges: list[int]) -> None:
    found = list(_Pairs(pairs).around(edges))
    assert found == [
        sum(
            number
            for length, days in pairs.items()
            for day, number in days.items()
            if day < first and day + length >= after
        )
        for first, after in pairwise(edges)
    ]


PARTS = st.lists(
    st.tuples(
        st.integers(FIRST, LAST), st.integers(1, 400), st.sampled_from(["day", "span", "fuzzy", "apart"])
    ),
    max_size=25,
)


def counted(dates: list[tuple[int, int, str]]) -> Counted:
    counts = DayCounts()
    for day, length, what in dates:
        if what == "day":
            counts.plain[day] += 1
            continue
        ends = [(0, 0), (length, length)] if what == "apart" else [(0, length)]
        parts = [part for a, b in ends for part in ((FIRST_DAYS, a, 0, 1), (LAST_DAYS, b, 0, 1))]
        if what == "span":
            parts += [(SURE_STARTS, 0, 0, 1), (SURE_ENDS, length, 0, 1)]
        elif what == "fuzzy":
            parts.append((FUZZY, 0, length, 1))
        else:
            parts.append((APART, 0, length, -1))
        counts.add(parts, [day])
    return Counted(counts, {})


@given(held=PARTS, added=PARTS, number=st.integers(0, 25), edges=EDGES, most=st.sampled_from([0, 10, 5_000]))
def test_carried_is_counted_anew(
    held: list[tuple[int, int, str]],
    added: list[tuple[int, int, str]],
    number: int,
    edges: list[int],
    most: int,
) -> None:
    taken, kept = held[:number], held[number:]
    before = Spans(counted(held))
    with_more = before.carried(counted(added), counted(taken), most=most)
    wanted = Spans(counted([*kept, *added])).buckets(edges)
    assert with_more.buckets(edges) == wanted
    back = with_more.carried(counted(taken), counted(added), most=most)
    assert back.buckets(edges) == before.buckets(edges)
    assert sum(part.size for part in back.parts) > 0 or not held
