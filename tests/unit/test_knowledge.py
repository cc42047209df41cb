"""What could be told of a record on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetui.core.knowledge import (
    KnownFrom,
    as_printed,
    first_named,
    known,
    known_from,
    versions,
)
from tradetui.core.posts import post_on
from tradetui.core.records import (
    Actor,
    Citation,
    Event,
    Figure,
    HistoryEntry,
    Measure,
    Participant,
    Quote,
    Role,
    Source,
    Step,
)
from tradetui.core.when import When, parse


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


PUBLISHED: dict[str, When | None] = {
    "early": parse("2020-02-01"),
    "late": parse("2020-03-01"),
    "month": parse("2020-02"),
    "doubted": parse("2020-02-05?"),
    "undated": None,
}


def cites(*sources: str, **more: object) -> tuple[Citation, ...]:
    return tuple(Citation(source=source, exact=f"words of {source}", **more) for source in sources)  # type: ignore[arg-type]


def event(when: str = "2020-01-10", *sources: str, **more: object) -> Event:
    return Event(id="e", title="A flood", when=parse(when) if when else None, cites=cites(*sources), **more)  # type: ignore[arg-type]


def span(possibly: str | None, surely: str | None) -> tuple[int | None, int | None]:
    return possibly and day(possibly), surely and day(surely)  # type: ignore[return-value]


def bounds(since: KnownFrom) -> tuple[int | None, int | None]:
    return since.possibly, since.surely


PLANNED = (
    HistoryEntry(on=parse("2020-01-05"), status="planned", when=parse("2020-02-10"), cites=cites("early")),
    HistoryEntry(on=parse("2020-02-08"), status="postponed", when_text="without a date", summary="Put off."),
    HistoryEntry(on=parse("2020-03-20"), status="happened", when=parse("2020-03-20"), when_text="Friday"),
)
MEETING = Event(
    id="m",
    title="A meeting",
    when=parse("2020-03-20"),
    when_text="Friday",
    time="10:00",
    tz="UTC",
    status="happened",
    summary="They met.",
    history=PLANNED,
    cites=cites("late"),
)


@pytest.mark.parametrize(
    ("record", "possibly", "surely"),
    [
        (event("2020-01-10", "late", "early"), "2020-01-10", "2020-02-01"),
        (event("2020-01-10", "month"), "2020-01-10", "2020-02-29"),
        (event("2020-01-10", "doubted"), "2020-01-10", None),
        (event("2020-01-10", "undated"), "2020-01-10", None),
        (event("2020-01", "early"), "2020-01-01", "2020-02-01"),
        # printed before it happened: not before the act, unless it is a plan
        (event("2020-02-10", "early"), "2020-02-10", "2020-02-10"),
        (event("2020-02-10", "early", status="planned"), "2020-02-01", "2020-02-01"),
        (event("2020-01-10", "early", status="planned"), "2020-01-10", "2020-02-01"),
        # the editor's word goes first
        (event("2020-01-10", "early", known_from=parse("2020-05-01")), "2020-05-01", "2020-05-01"),
        (event("2020-01-10", "early", known_from=parse("2020-05")), "2020-05-01", "2020-05-31"),
        # without a date of its own: from print; without any: unknown
        (event("", "early"), "2020-02-01", "2020-02-01"),
        (event("", "undated"), None, None),
        (MEETING, "2020-01-05", "2020-01-05"),
        (replace(MEETING, known_from=parse("2020-02-20")), "2020-02-20", "2020-02-20"),
        # before its first entry there is nothing to tell
        (replace(MEETING, known_from=parse("2019-02-20")), "2020-01-05", "2020-01-05"),
        (Source(id="s", title="News", published=parse("2020-02")), "2020-02-01", "2020-02-29"),
        (Source(id="s", title="News"), None, None),
        (
            Quote(id="q", text=("Wet",), said=parse("2020-01-20"), cites=cites("early")),
            "2020-01-20",
            "2020-02-01",
        ),
        (Quote(id="q", text=("Wet",), cites=cites("early")), "2020-02-01", "2020-02-01"),
        (
            Figure(id="f", series="rain", at=parse("2019"), as_of=parse("2020-01-15"), cites=cites("early")),
            "2020-01-15",
            "2020-02-01",
        ),
        (
            Figure(id="f", series="rain", at=parse("2021"), planned=True, cites=cites("early")),
            "2020-02-01",
            "2020-02-01",
        ),
        (Actor(id="a", name="A mayor", cites=cites("late")), None, "2020-03-01"),
        (Actor(id="a", name="A mayor"), None, None),
        (
            Measure(
                id="x",
                title="A ban",
                steps=(
                    Step(id="s2", decided=parse("2020-03"), status="ended"),
                    Step(id="s1", decided=parse("2020-02-02"), status="adopted"),
                ),
            ),
            "2020-02-02",
            "2020-02-02",
        ),
    ],
)
def test_known_from(record, possibly, surely):
    assert bounds(known_from(record, PUBLISHED)) == span(possibly, surely)


def test_context_does_not_tell_of_a_record():
    record = Event(
        id="e",
        title="A flood",
        when=parse("2020-03-05"),
        status="planned",
        cites=(Citation(source="early", stance="context"), Citation(source="late")),
    )
    assert bounds(known_from(record, PUBLISHED)) == span("2020-03-01", "2020-03-01")


def test_not_known_before_and_unsure_between():
    record = event("2020-01-10", "early")
    assert known(record, day("2020-01-09"), PUBLISHED) is None
    between = known(record, day("2020-01-10"), PUBLISHED)
    assert between is not None and not between.sure
    after = known(record, day("2020-02-01"), PUBLISHED)
    assert after is not None and after.sure


def test_a_record_without_any_date_is_told_as_unknown_since():
    answer = known(event("", "undated"), day("1900-01-01"), PUBLISHED)
    assert answer is not None
    assert (answer.sure, answer.since) == (False, KnownFrom(None, None, "no date tells"))


def test_a_later_source_is_named_without_its_words():
    record = Event(
        id="e",
        title="A flood",
        when=parse("2020-01-10"),
        cites=(*cites("early"), *cites("late", at="page 3", says={"when": "2020-01-11"})),
    )
    answer = known(record, day("2020-02-15"), PUBLISHED)
    assert answer is not None
    assert [c.source for c in answer.cites] == ["early"]
    assert answer.later == (Citation(source="late"),)
    assert answer.record.cites == answer.cites
    after = known(record, day("2020-03-01"), PUBLISHED)
    assert after is not None
    assert (after.later, after.record) == ((), record)


@pytest.mark.parametrize(
    ("on", "status", "when", "when_text", "summary", "clock"),
    [
        ("2020-01-05", "planned", "2020-02-10", "", "", ""),
        # put off without a new date: the old one still stands beside it, in the words of the entry
        ("2020-02-08", "postponed", "2020-02-10", "without a date", "Put off.", ""),
        ("2020-03-20", "happened", "2020-03-20", "Friday", "They met.", "10:00"),
    ],
)
def test_an_event_as_its_history_told_it(on, status, when, when_text, summary, clock):
    answer = known(MEETING, day(on), PUBLISHED)
    assert answer is not None and isinstance(answer.record, Event)
    told = answer.record
    assert (told.status, told.when and told.when.edtf, told.when_text) == (status, when, when_text)
    assert (told.summary, told.time) == (summary, clock)
    assert answer.entry is not None and answer.entry.on.edtf == on


def test_entries_not_yet_known_are_gone_and_later_passages_in_entries_too():
    answer = known(MEETING, day("2020-01-20"), PUBLISHED)
    assert answer is not None and isinstance(answer.record, Event)
    assert len(answer.record.history) == 1
    assert answer.record.history[0].cites == (Citation(source="early"),)
    assert answer.later == (Citation(source="late"), Citation(source="early"))
    later = known(MEETING, day("2020-02-08"), PUBLISHED)
    assert later is not None and isinstance(later.record, Event)
    assert later.record.history[0].cites[0].exact == "words of early"


def test_fuzzy_entries_leave_the_status_open_and_stand_at_the_last_sure_one():
    record = replace(MEETING, history=(PLANNED[0], replace(PLANNED[1], on=parse("2020-02"))))
    answer = known(record, day("2020-02-10"), PUBLISHED)
    assert answer is not None and isinstance(answer.record, Event)
    assert answer.entry is None
    assert [entry.status for entry in answer.disagree] == ["planned", "postponed"]
    assert answer.record.status == "planned"


def test_under_way_while_inside_its_span():
    record = event("2020-01-10/2020-01-20", "early")
    flags = [known(record, day(f"2020-01-{d}"), PUBLISHED) for d in (10, 15, 20, 21)]
    assert [answer is not None and answer.under_way for answer in flags] == [True, True, True, False]
    single = known(event("2020-01", "early"), day("2020-01-15"), PUBLISHED)
    assert single is not None and not single.under_way
    running = known(event("2020-01-10/..", "early"), day("2030-01-01"), PUBLISHED)
    assert running is not None and running.under_way


def test_steps_and_posts_not_yet_known_are_gone():
    steps = (
        Step(id="s1", decided=parse("2020-01-01"), status="adopted"),
        Step(id="s2", decided=parse("2020-02"), status="ended"),
    )
    measure = Measure(id="x", title="A ban", steps=steps)
    for on, count in (("2020-01-31", 1), ("2020-02-01", 2)):
        answer = known(measure, day(on), PUBLISHED)
        assert answer is not None and isinstance(answer.record, Measure)
        assert len(answer.record.steps) == count
    roles = (Role(title="Clerk"), Role(title="Mayor", start=parse("2020-05-01")))
    answer = known(Actor(id="a", name="Ann", roles=roles), day("2020-01-01"), PUBLISHED)
    assert answer is not None and isinstance(answer.record, Actor)
    assert [role.title for role in answer.record.roles] == ["Clerk"]


def roles_on(on, *roles):
    answer = known(Actor(id="a", name="Ann", roles=roles), day(on), PUBLISHED)
    assert answer is not None and isinstance(answer.record, Actor)
    return [(role.title, role.end and role.end.edtf) for role in answer.record.roles], answer.hidden_posts


def test_a_post_is_not_told_before_it_was_held_or_seen_or_printed():
    seen = Role(
        title="Mayor", start=parse("[..2020-05-01]"), end=parse("[2020-05-01..]"), cites=cites("late")
    )
    # printed before that day, but not which
    assert roles_on("2020-04-30", seen) == ([], 1)
    assert roles_on("2020-05-01", seen) == ([("Mayor", "[2020-05-01..]")], 0)
    # seen, though printed only later
    assert roles_on("2020-02-10", replace(seen, start=parse("[..2020-02-10]"))) == ([("Mayor", None)], 0)
    for start, first in (("[..2020-05]", "2020-05-01"), ("[..2020]", "2020-01-01"), ("2020", "2020-01-01")):
        post = replace(seen, start=parse(start), end=None)
        before = date.fromordinal(day(first) - 1).isoformat()
        assert (roles_on(before, post)[1], roles_on(first, post)[1]) == (1, 0)
    undated = Role(title="Clerk", cites=cites("early"))
    assert roles_on("2020-01-31", undated, replace(seen, start=parse("2020-06"))) == ([], 2)
    assert roles_on("2020-02-01", undated) == ([("Clerk", None)], 0)


@pytest.mark.parametrize(
    ("first", "last", "title"),
    [
        # seen in the first in August 2017 alone, in the second from May 2018 to February 2019
        ("2018-12-01", "2018-12-01", "second"),
        ("2017-08-14", "2017-08-14", "first"),
        ("2017-09-01", "2017-09-01", "first"),
        ("2018-03-01", "2018-04-01", "second"),
        ("2018-06-01", "2020-01-01", "second"),
        ("2022-01-01", "2022-01-01", "third"),
        ("2020-06-01", "2021-03-05", "third"),
    ],
)
def test_a_post_surely_held_goes_before_one_possibly_held(first, last, title):
    roles = (
        Role(title="never dated"),
        Role(title="third", start=parse("2021-03-01")),
        Role(title="second", start=parse("[..2018-05]"), end=parse("[2019-02..]")),
        Role(title="first", start=parse("[..2017-08]"), end=parse("[2017-08..]")),
    )
    found = post_on(roles, day(first), day(last))
    assert found is not None and found.title == title


def test_no_post_before_it_began_or_after_it_ended():
    roles = (Role(title="a", start=parse("2020-02-01"), end=parse("2020-02-10")), Role(title="undated"))
    told = [post_on(roles, day(on), day(on)) for on in ("2020-01-31", "2020-02-01", "2020-02-11")]
    assert [role and role.title for role in told] == [None, "a", None]


def test_the_end_of_a_post_is_told_once_it_has_come():
    post = Role(title="Clerk", start=parse("2019"), end=parse("2020-01-20"))
    assert [roles_on(on, post)[0] for on in ("2020-01-19", "2020-01-20")] == [
        [("Clerk", None)],
        [("Clerk", "2020-01-20")],
    ]
    before = replace(post, end=parse("[..2020-01-20]"))
    assert roles_on("2020-01-19", before) == ([("Clerk", None)], 0)


def test_how_far_the_record_saw_is_no_end_before():
    step = Step(
        id="s1",
        decided=parse("2020-01-01"),
        status="adopted",
        start=parse("2020-01-05"),
        end=parse("[2020-03-01..]"),
    )
    measure = Measure(id="x", title="A ban", steps=(step,))
    for on, end in (("2020-02-29", None), ("2020-03-01", "[2020-03-01..]")):
        answer = known(measure, day(on), PUBLISHED)
        assert answer is not None and isinstance(answer.record, Measure)
        told = answer.record.steps[0].end
        assert (told and told.edtf) == end
    # a last day that was decided is a plan, and told
    planned = replace(measure, steps=(replace(step, end=parse("2020-03-01")),))
    answer = known(planned, day("2020-01-01"), PUBLISHED)
    assert answer is not None and answer.record == planned


def test_of_what_is_under_way_only_the_beginning_is_told():
    record = event("2020-01-10/2020-01-20", "early", time="10:00", tz="UTC")
    told = [known(record, day(f"2020-01-{d}"), PUBLISHED) for d in (10, 19, 20)]
    assert [answer and answer.record.when.edtf for answer in told] == [  # type: ignore[union-attr]
        "2020-01-10/",
        "2020-01-10/",
        "2020-01-10/2020-01-20",
    ]
    assert all(answer is not None and answer.under_way for answer in told)
    assert all(answer is not None and answer.record.time == "10:00" for answer in told)  # type: ignore[union-attr]


def test_an_end_that_was_set_before_is_told_while_it_is_under_way():
    planned = HistoryEntry(on=parse("2020-01-05"), status="planned", when=parse("2020-01-10/2020-01-12"))
    begun = HistoryEntry(on=parse("2020-01-10"), status="happened", when=parse("2020-01-10/2020-01-12"))
    record = event("2020-01-10/2020-01-12", history=(planned, begun))
    longer = replace(begun, when=parse("2020-01-10/2020-01-13"))
    overran = event("2020-01-10/2020-01-13", history=(planned, longer))
    for told, when in ((record, "2020-01-10/2020-01-12"), (overran, "2020-01-10/")):
        answer = known(told, day("2020-01-11"), PUBLISHED)
        assert answer is not None and isinstance(answer.record, Event) and answer.entry is not None
        assert answer.record.when is not None and answer.record.when.edtf == when
        assert [entry.when and entry.when.edtf for entry in answer.record.history][1] == when
        assert answer.entry is answer.record.history[1]


def test_a_source_printed_later_has_no_title_and_no_address():
    source = Source(
        id="s", title="They won", publisher="News", published=parse("2020-02-05"), url="https://x"
    )
    assert as_printed(source, day("2020-02-05")) is source
    named = as_printed(source, day("2020-02-04"))
    assert (named.title, named.url, named.publisher, named.published) == (
        "",
        "",
        "News",
        source.published,
    )


def test_actors_are_known_from_the_first_that_names_them():
    who = (Participant(actor="ann"),)
    records = [
        Actor(
            id="ann",
            name="Ann",
            cites=cites("late"),
            roles=(Role(title="Mayor", org="town", start=parse("2020-02-20")),),
        ),
        Actor(id="bob", name="Bob"),
        Actor(id="town", name="The town"),
        replace(event("2020-02-10", "early"), who=who),
    ]
    named = first_named(records, PUBLISHED)
    assert named == {"ann": day("2020-02-10"), "town": day("2020-02-20")}
    found = versions(records[0], PUBLISHED, named)
    assert [(first, last) for first, last, _ in found] == [
        (day("2020-02-10"), day("2020-02-19")),
        (day("2020-02-20"), day("2020-02-29")),
        (day("2020-03-01"), None),
    ]
    assert versions(records[1], PUBLISHED, named)[0][:2] == (None, None)


# -- versions --------------------------------------------------------------------------------------------------

START = date(2020, 1, 10)


def text(n: int) -> str:
    return (START + timedelta(n)).isoformat()


@st.composite
def dates(draw):
    a, b = sorted((draw(st.integers(0, 20)), draw(st.integers(0, 20))))
    shapes = (
        text(a),
        f"[{text(a)}..{text(b)}]",
        f"[{text(a)},{text(b)}]",
        f"{text(a)}/{text(b)}",
        f"[..{text(b)}]",
        f"[{text(a)}..]",
        f"{text(a)}?",
    )
    return parse(draw(st.sampled_from(shapes)))


sources = st.sampled_from(["a", "b", "c"]).map(lambda name: Citation(source=name, exact="words"))
some_cites = st.lists(sources, max_size=3).map(tuple)
statuses = st.sampled_from(["planned", "hoped", "happened", "cancelled"])


@st.composite
def records(draw):
    common = {"id": "r", "cites": draw(some_cites), "known_from": draw(st.none() | st.none() | dates())}
    kind = draw(st.sampled_from(["event", "history", "quote", "measure", "actor", "figure", "source"]))
    if kind == "event":
        return Event(title="", when=draw(st.none() | dates()), status=draw(statuses), **common)
    if kind == "history":
        entries = st.builds(
            HistoryEntry,
            on=dates(),
            status=statuses,
            when=st.none() | dates(),
            cites=some_cites,
            summary=st.sampled_from(["", "x", "y"]),
        )
        history = tuple(draw(st.lists(entries, min_size=1, max_size=3)))
        return Event(
            title="",
            when=draw(st.none() | dates()),
            status=history[-1].status,
            summary="all",
            history=history,
            **common,
        )
    if kind == "measure":
        steps = st.builds(
            Step,
            id=st.just("s"),
            decided=dates(),
            end=st.none() | dates(),
            status=st.just("adopted"),
            cites=some_cites,
        )
        return Measure(title="", steps=tuple(draw(st.lists(steps, max_size=3))), **common)
    if kind == "actor":
        roles = st.builds(
            Role,
            title=st.just("t"),
            start=st.none() | dates(),
            end=st.none() | dates(),
            cites=some_cites,
        )
        return Actor(name="", roles=tuple(draw(st.lists(roles, max_size=2))), **common)
    if kind == "figure":
        return Figure(
            series="",
            at=draw(st.none() | dates()),
            as_of=draw(st.none() | dates()),
            planned=draw(st.booleans()),
            **common,
        )
    if kind == "source":
        return Source(title="", published=draw(st.none() | dates()), **common)
    return Quote(text=("",), said=draw(st.none() | dates()), **common)


@settings(max_examples=250, deadline=None)
@given(records(), st.fixed_dictionaries({name: st.none() | dates() for name in "abc"}))
def test_versions_are_what_known_says_on_every_day(record, published):
    found = versions(record, published)
    for (_, last, _), (first, _, _) in pairwise(found):
        assert last is not None and first == last + 1
    # no hole, and open at the end
    assert not found or found[-1][1] is None
    for one, two in pairwise(found):
        assert replace(one[2], sure=True) != replace(two[2], sure=True)
    for n in [*range(-3, 26), -4000, 4000]:
        on = START.toordinal() + n
        inside = [
            told
            for first, last, told in found
            if (first is None or first <= on) and (last is None or on <= last)
        ]
        answer = known(record, on, published)
        assert len(inside) == (answer is not None)
        if answer is not None:
            assert replace(inside[0], sure=answer.sure) == answer
