"""The quick way from plain tables to rows is held against the whole one."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.fields import build
from tradetui.core.fields.validate import validate
from tradetui.core.knowledge import versions
from tradetui.core.query.directory import directory
from tradetui.core.records import Side, Source
from tradetui.core.when import parse
from tradetui.store import schema
from tradetui.store.entries import dumps, entry
from tradetui.store.quick import Quick
from tradetui.store.staging import TERMS, Stager

DATES = (
    "2019-03-05", "2019-03-08", "2019-03", "2018-33", "2019-03-05?", "2019-03-06~", "2019-03-05/2019-03-09",
    "2019-03-05/..", "../2019-03-07", "2019-03-05/", "/2019-03-08", "[2019-03-04..2019-03-09]", "[..2019-03-06]",
    "{2019-03-04,2019-03-09}", "{2019-03-04..2019-03-06}", "[2019-03-04,2019-03-09]", "2019-XX-XX", "2018/2019-03",
    "2019-03-05T09:30:00Z", "Y170000002", "2019-03-07/2019-03-07",
)  # fmt: skip
SOURCES = [
    build("source", {"id": "s0", "title": "None"}),
    build("source", {"id": "s1", "title": "One", "publisher": "P", "published": "2019-03-05"}),
    build("source", {"id": "s2", "title": "Two", "publisher": "P", "published": "2019-03-08", "url": "http://e.x"}),
    build("source", {"id": "s3", "title": "Three", "published": "2019-03~", "archived_url": "http://a.x"}),
    build("source", {"id": "s4", "title": "Four", "publisher": "Q", "published": "[..2019-03-06]"}),
    build("source", {"id": "s5", "title": "Five", "publisher": "Q", "published": "2019-03-08/2019-03-10"}),
]  # fmt: skip
ACTORS = [
    build(
        "actor", {"id": "ann", "name": "Ann Bo", "native_name": "安", "aliases": ["A. B."], "side": "north"}
    ),
    build("actor", {"id": "cy", "name": 'Cy "C" Dee', "side": "south"}),
    build("actor", {"id": "no", "name": "..."}),
]
SIDES = (Side(id="north", name="North"), Side(id="south", name="South"))
NAMES = directory([*SOURCES, *ACTORS], SIDES)
PUBLISHED = {each.id: each.published for each in SOURCES if isinstance(each, Source)}

WORDS = st.one_of(
    st.sampled_from(
        ["The fee", "", "…", "U.S. of 5,733", 'say "x"', "关税\n贸易", f"a {schema.token(3)} b", "ł"]
    ),
    st.text(alphabet=st.characters(codec="utf-8"), max_size=6),
)
DATE = st.sampled_from(DATES)
CITES = st.lists(
    st.one_of(
        st.sampled_from(["s0", "s1", "s2", "s3", "s4", "s5", "s9"]),
        st.fixed_dictionaries(
            {"source": st.sampled_from(["s1", "s2", "s5"])},
            optional={
                "at": WORDS,
                "exact": WORDS,
                "stance": st.sampled_from(["supports", "disputes", "context"]),
                "says": st.just({"when": "2018"}),
                "via": st.just("s0"),
            },
        ),
    ),
    max_size=3,
)
TAGS = st.lists(st.sampled_from(["x", "y", "z z"]), max_size=3)
LINKS = st.lists(
    st.fixed_dictionaries({"to": st.just("e1"), "rel": st.sampled_from(["about", "answers"])}), max_size=1
)
COMMON: dict[str, Any] = {
    "cites": CITES, "tags": TAGS, "known_from": DATE, "note": WORDS, "links": LINKS, "mood": st.just("glad"),
    "review": st.sampled_from(["checked", "imported", "disputed", "unsourced"]),
}  # fmt: skip
DESCRIBED = st.one_of(
    st.just("an official"),
    st.fixed_dictionaries(
        {"as": st.just('an "official"')}, optional={"side": st.just("north"), "ordinal": st.just("second")}
    ),
)
PEOPLE = st.sampled_from(["ann", "cy", "no", "nobody", "north"])
STATUSES = ("happened", "planned", "expected", "missed", "postponed", "cancelled", "threatened")
DAYS = st.sampled_from([date for date in DATES if len(date) == 10 and "X" not in date and date[4] == "-"])
HISTORY = st.lists(
    st.fixed_dictionaries(
        {"on": st.one_of(DAYS, DAYS, DAYS, DATE), "status": st.sampled_from(STATUSES)},
        optional={
            "when": DATE, "when_text": WORDS, "summary": WORDS, "event": st.just("e-2"), "note": WORDS,
            "cites": st.just(["s1"]),
        },
    ),
    min_size=1, max_size=4,
)  # fmt: skip
EVENTS = st.fixed_dictionaries(
    {"id": st.just("e-1"), "title": WORDS.filter(str.strip)},
    optional={
        **COMMON,
        "when": DATE,
        "summary": WORDS,
        "status": st.sampled_from(STATUSES),
        "kind": st.sampled_from(["talks", "other", "odd kind"]),
        "place": WORDS,
        "who": st.lists(
            st.one_of(
                PEOPLE,
                st.fixed_dictionaries({"actor": PEOPLE}, optional={"role": WORDS}),
                st.fixed_dictionaries({"described": DESCRIBED}),
            ),
            max_size=3,
        ),
        "seq": st.just(2),
        "when_text": WORDS,
        "history": HISTORY,
    },
)
QUOTES = st.builds(
    lambda table, who: {**table, **who},
    st.fixed_dictionaries(
        {"id": st.just("q-1"), "text": st.one_of(WORDS.filter(str.strip), st.lists(WORDS, min_size=1, max_size=3))},
        optional={
            **COMMON,
            "said": DATE,
            "form": st.sampled_from(["direct", "partial", "paraphrase"]),
            "attribution": st.sampled_from(["stated", "ascribed", "denied", "disputed"]),
            "medium": st.sampled_from(["spoken", "post"]),
            "event": st.sampled_from(["e-1", "e-2"]),
            **dict.fromkeys(("lang", "original", "by_title", "terms", "place", "occasion"), WORDS),
            "to": st.just(["reporters"]),
            "about": st.just(["topic"]),
        },
    ),
    st.one_of(
        st.fixed_dictionaries({"by": st.one_of(PEOPLE, st.lists(PEOPLE, min_size=1, max_size=3))}),
        st.fixed_dictionaries({"described": DESCRIBED}),
    ),
)  # fmt: skip


def in_words(stager: Stager) -> tuple[Any, ...]:
    """What a stager was given, its terms by name."""
    pairs = list(stager.terms)
    batch = stager.batch()
    rows = [(*row[:TERMS], [pairs[term] for term in row[TERMS]], *row[TERMS + 1 :]) for row in batch.rows]
    return rows, batch.quoted, batch.names


@given(
    st.one_of(EVENTS.map(lambda each: ("event", each)), QUOTES.map(lambda each: ("quote", each))),
    st.booleans(),
)
def test_both_ways_give_the_same(made: tuple[Any, dict[str, Any]], open_end: bool) -> None:
    both_ways(*made, open_end)


PLAIN_STEPS = st.lists(
    st.fixed_dictionaries(
        {"on": DAYS, "status": st.sampled_from(STATUSES[:3])},
        optional={"when": DATE, "when_text": WORDS, "summary": WORDS, "event": st.just("e-2")},
    ),
    min_size=1,
    max_size=4,
)


@given(EVENTS, PLAIN_STEPS, st.lists(st.sampled_from(["s0", "s1", "s3", "s5"]), max_size=2), st.booleans())
def test_both_ways_tell_a_history_the_same(
    table: dict[str, Any], history: list[dict[str, Any]], cites: list[str], open_end: bool
) -> None:
    plain = {key: value for key, value in table.items() if key not in ("seq", "links", "mood")}
    both_ways(
        "event", {**plain, "history": history, "cites": cites, "who": ["ann", {"actor": "cy"}]}, open_end
    )


def both_ways(kind: Any, table: dict[str, Any], open_end: bool) -> None:
    """A table gives the same rows whichever way it goes."""
    if any(fault.severity == "error" for fault in validate(kind, table)):
        return
    end = schema.OPEN_HI if open_end else parse("2019-03-07").hi
    assert end is not None
    body = dumps(table)
    quick, whole = Stager(end), Stager(end)
    ways = Quick(quick, NAMES, PUBLISHED)
    record = build(kind, table)
    whole.add(entry(record, versions(record, PUBLISHED), NAMES))
    if not ways.add(kind, table, body):
        assert (quick.rows, quick.records) == ([], [])
        return
    assert quick.records[0][:2] == (0, record.id)
    assert quick.records[0][5] == body
    assert in_words(quick) == in_words(whole)


@given(EVENTS)
def test_frequent_shapes_go_the_quick_way(table: dict[str, Any]) -> None:
    kept = {
        key: value
        for key, value in table.items()
        if key not in ("seq", "when_text", "history", "links", "who", "cites")
    }
    table = {**kept, "who": [{"actor": "ann"}], "cites": ["s1", "s2"]}
    assert Quick(Stager(schema.OPEN_HI), NAMES, PUBLISHED).add("event", table, dumps(table))
    table["history"] = [{"on": "2019-03-01", "status": "planned"}, {"on": "2019-03-05", "status": "happened"}]
    assert Quick(Stager(schema.OPEN_HI), NAMES, PUBLISHED).add("event", table, dumps(table))


def test_each_batch_tells_only_what_is_new() -> None:
    stager = Stager(schema.OPEN_HI)
    quick = Quick(stager, NAMES, PUBLISHED)
    table = {"id": "q-1", "text": "The fee", "by": "ann", "cites": ["s1"]}
    assert quick.add("quote", table, dumps(table))
    first = stager.batch()
    assert quick.add("quote", {**table, "id": "q-2", "tags": ["new"]}, "{}")
    second = stager.batch()
    assert ("by", "ann") in first.terms
    assert second.terms == [("tag", "new")]
    assert [each[0] for each in second.records] == [1]
