"""Rows of lists: aligned, cut by cells, never surer than the record."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.query.model import Words
from tradetui.core.records import CollectionInfo, Side
from tradetui.present import rows
from tradetui.present.cells import line_width, plain
from tradetui.present.roles import FORM, KIND, REVIEW, STATUS, STEP, VERDICT, Role, side_role, status_sign
from tradetui.store.archive import Row

from .golden_pictures import same_picture

INFO = CollectionInfo(
    title="A harbour", sides=(Side(id="port", name="Port"), Side(id="town", name="Town of Å"))
)


def event(number: int, when: str, title: str, status: str = "happened", **more: object) -> Row:
    values = {"event_kind": "talks", "who": ("Inga Dahl", "Bo Lind"), "sides": ("port", "town"), "sources": 2}
    return Row(
        row=number, kind="event", id=f"e{number}", title=title, when=when, status=status, **{**values, **more}
    )  # type: ignore[arg-type]


def quote(number: int, when: str, words: str, form: str, **more: object) -> Row:
    values = {
        "who": ("one official of the harbour board",),
        "sides": ("port",),
        "sources": 1,
        "detail": "the Courier",
    }
    return Row(
        row=number, kind="quote", id=f"q{number}", title=words, when=when, form=form, **{**values, **more}
    )  # type: ignore[arg-type]


EVENTS = [
    event(1, "2011-03-10", "Åvik proposes a harbour fee of 5 percent of the catch on boats from Merisalo"),
    event(2, "2011-03~", "Letter from Merisalo against the fee", event_kind="letter"),
    event(3, "2011-03-28/2011-03-29", "Second round of talks on berths"),
    event(4, "[2011-10,2011-11,2011-12]", "A settlement", "possible", event_kind="agreement", who=()),
    event(5, "2011-09-01", "The second rate", "postponed", event_kind="deadline", review="disputed"),
    event(6, "2011-06-14/..", "Patrols in the sound", "happened", review="imported", sources=0),
    event(7, "", "A meeting that nobody dates", "missed"),
    event(8, "2011-07-01", "港口费谈判 in the new hall", "planned", sides=("sea",)),
]
QUOTES = [
    quote(
        1, "2011-10-04", "They talk about berths in a way that they've never talked before [sic]", "direct"
    ),
    quote(2, "2011-10-04", "Åvik wants the duty on ice gone before it signs anything.", "paraphrase"),
    quote(
        3,
        "[2011-07-17..2011-07-19]",
        "Some boats will stay. … There's going to be some give on that",
        "partial",
    ),
    quote(4, "2011-07-08", "渡輪運載的是人，不是魚。", "translation", review="unsourced", sources=0),
]


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_pictures_of_lists(width: int) -> None:
    lines = [rows.header(width, "timeline")]
    lines += [rows.row(row, width, info=INFO, unsure=row.row == 4, words=(Words("fee"),)) for row in EVENTS]
    lines += [rows.header(width, "quotes")]
    lines += [rows.row(row, width, view="quotes", info=INFO, words=(Words("give"),)) for row in QUOTES]
    same_picture(f"rows-{width}", lines, edge="|")


def test_picture_of_rows_of_two_lines() -> None:
    lines = [line for row in EVENTS + QUOTES for line in rows.two_lines(row, 46, info=INFO)]
    same_picture("rows-two-lines-46", lines, edge="|")


TEXT = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\u202e中👨\u200de \u0301[]/")), max_size=40)
ROWS = st.builds(
    Row,
    row=st.integers(1, 9),
    kind=st.sampled_from(["event", "quote", "measure", "figure", "actor", "source"]),
    id=TEXT,
    title=TEXT,
    when=st.sampled_from(
        ["", "2019-03-27", "2019-03-31~", "[2019-04,2019-05,2019-06]", "no date", "2018-07-06/.."]
    ),
    status=st.sampled_from(["", "happened", "missed", "strange \x1b[31m"]),
    event_kind=TEXT,
    who=st.lists(TEXT, max_size=3).map(tuple),
    sides=st.lists(st.sampled_from(["port", "town", "\u202esea"]), max_size=3).map(tuple),
    detail=TEXT,
    form=st.sampled_from(["", "direct", "partial", "paraphrase", "translation", "other"]),
    review=st.sampled_from(["checked", "imported", "disputed", "unsourced", "odd"]),
    sources=st.integers(0, 2000),
)


@given(ROWS, st.integers(20, 250), st.sampled_from(get_args(rows.View)), st.booleans(), st.booleans())
def test_rows_are_as_wide_as_asked_and_safe(
    row: Row, width: int, view: rows.View, unsure: bool, plain_signs: bool
) -> None:
    line = rows.row(
        row,
        width,
        view=view,
        info=INFO,
        words=(Words("e", prefix=True),),
        unsure=unsure,
        ascii_only=plain_signs,
    )
    assert line_width(line) == width
    assert not any(char in plain(line) for char in "\x1b\u202e\n")
    for line in rows.two_lines(row, width, info=INFO, unsure=unsure, ascii_only=plain_signs):
        assert line_width(line) == width
    assert line_width(rows.header(width, view)) == width


def test_a_fuzzy_date_has_the_role_of_doubt_and_an_exact_one_has_not() -> None:
    roles = {row.row: {role for _, role in rows.row(row, 100, info=INFO)} for row in EVENTS}
    assert "date" in roles[1] and "doubt" not in roles[1]
    for number in (2, 4):
        assert "doubt" in roles[number] and "date" not in roles[number]
    assert "date" in roles[3]


def test_a_date_that_does_not_fit_shows_that_it_was_cut() -> None:
    row = event(1, "[2011-10,2011-11,2011-12]", "x")
    assert "…" in plain(rows.row(row, 40, info=INFO))[:12]


def test_words_of_others_stand_in_no_quotation_marks() -> None:
    for form, marked in (("direct", True), ("partial", True), ("paraphrase", False), ("translation", False)):
        text = plain(rows.row(quote(1, "2011-10-04", "No boats", form), 90, view="quotes", info=INFO))
        assert ("“No boats”" in text) is marked


def test_the_first_hit_is_in_view_and_marked() -> None:
    words = "a long way round before anybody says the one thing that matters, which is berths and no more"
    line = rows.row(
        quote(1, "2011-10-04", words, "direct"), 70, view="quotes", info=INFO, words=(Words("berths"),)
    )
    assert ("berths", "hit") in line
    assert "“…" in plain(line)


def test_hits_change_no_word_of_a_quote_that_fits() -> None:
    line = rows.row(
        quote(1, "2011-10-04", "Some [boats] will stay", "direct"),
        120,
        view="quotes",
        info=INFO,
        words=(Words("boats"),),
    )
    assert "“Some [boats] will stay”" in plain(line)


def test_doubt_and_review_are_said_in_words() -> None:
    assert "possibly " in plain(rows.row(EVENTS[3], 80, info=INFO, unsure=True))
    assert "disputed" in plain(rows.row(EVENTS[4], 80, info=INFO))
    assert "disputed" not in plain(rows.row(EVENTS[0], 200, info=INFO))


def test_those_who_do_not_fit_are_counted() -> None:
    row = event(
        1, "2011-03-10", "x", who=("Inga Dahl", "Bo Lind of the Harbour Board of Åvik", "Veikko Salo")
    )
    assert "Inga Dahl +2" in plain(rows.row(row, 130, info=INFO))


def test_signs_are_one_cell_wide_told_apart_and_have_words() -> None:
    for table in (STATUS, FORM, VERDICT, REVIEW, KIND, STEP):
        for sign in table.values():
            assert line_width(((sign.sign, "text"),)) == len(sign.ascii) == 1
            assert sign.ascii.isascii() and sign.word
            assert sign.role in get_args(Role)
    for table in (STATUS, VERDICT, FORM):
        for signs in ({sign.sign for sign in table.values()}, {sign.ascii for sign in table.values()}):
            assert len(signs) == len(table)


def test_an_unknown_status_keeps_its_word() -> None:
    assert status_sign("adjourned").word == "adjourned"
    assert status_sign("under way").word == "under way"


def test_sides_have_colours_by_their_place() -> None:
    assert [side_role(side, ("a", "b")) for side in ("a", "b", "c")] == ["side-1", "side-2", "text"]
