"""The gate for untrusted text: what comes out is safe, measured in cells, and loses nothing visible."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tradetui.present import cells, wrapping
from tradetui.present.cells import clean, clip, fit, graphemes, highlight, merge, plain, take, width
from tradetui.present.roles import Line
from tradetui.present.wrapping import wrap, wrap_line

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x1b\x00\x9b\u202e\u2066\u200b\u200d\ufe0f\u0301中👨👩🏽e [](/)\n\t\ud800“”…—"),
    ),
    max_size=60,
)
CLEAN = HOSTILE.map(clean)
INVISIBLE = {"Cc", "Cs"}


def test_what_counts_as_narrow_takes_one_cell() -> None:
    narrow = [char for number in range(0x3000) if cells._NARROW.fullmatch(char := chr(number))]
    assert len(narrow) > 1000 and all(cell_len(char) == 1 for char in narrow)
    assert cell_len("".join(narrow)) == len(narrow)


@given(HOSTILE)
def test_cleaned_text_holds_nothing_that_steers_a_terminal(text: str) -> None:
    cleaned = clean(text)
    for char in cleaned:
        assert unicodedata.category(char) not in INVISIBLE
        assert (
            char
            not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\u200b\u2060\ufeff"
        )
    assert "\n" not in cleaned
    cleaned.encode("utf-8")


@given(HOSTILE)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "[sic]",
        "[/]",
        "[@click=app.quit]x[/]",
        "[China] ... and [we] will",
        "we need to resolve ... and",
        "“curly” ‘too’ — dash",
        "中美经贸高级别磋商",
        "naïve café",
        "👨\u200d👩\u200d👧 family",
        "a\u0301\u0302 marks",
        "\\[escaped]",
    ],
)
def test_visible_text_stays_as_it_was_typed(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\nb\tc\r\nd", "a b c d"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("abc\u202edef\u202c", "abcdef"),
        ("zero\u200bwidth\u200djoin", "zerowidthjoin"),
        ("lone \ud800 half", "lone  half"),
        ("e" + "\u0301" * 40, "e" + "\u0301" * 6),
        ("\u0301stray", "◌\u0301stray"),
    ],
)
def test_what_is_not_safe_is_stripped(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_line_ends_can_be_kept() -> None:
    assert clean("one\r\ntwo\x0bthree\tfour", lines=True) == "one\ntwo\nthree four"


@given(CLEAN)
def test_width_is_that_of_rich_and_adds_up_over_graphemes(text: str) -> None:
    assert width(text) == cell_len(text) == sum(map(width, graphemes(text)))
    assert "".join(graphemes(text)) == text


@given(CLEAN, st.integers(0, 40))
def test_taking_splits_and_loses_nothing(text: str, room: int) -> None:
    head, tail = take(text, room)
    assert head + tail == text
    assert width(head) <= room


@given(CLEAN, st.integers(0, 40))
def test_clipped_and_fitted_text_keeps_to_its_cells(text: str, room: int) -> None:
    assert width(clip(text, room)) <= room
    assert width(cells.clip_left(text, room)) <= room
    assert width(fit(text, room)) == room
    if width(text) <= room:
        assert clip(text, room) == text
    elif room:
        assert clip(text, room).endswith("…")


@given(HOSTILE.map(lambda text: clean(text, lines=True)), st.integers(2, 40))
def test_wrapping_keeps_to_the_width_and_every_visible_character(text: str, room: int) -> None:
    lines = wrap(text, room)
    assert all(width(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.text("abcdefg", min_size=1, max_size=9), min_size=1), st.integers(9, 30))
def test_wrapping_breaks_at_spaces_only_where_words_fit(words: list[str], room: int) -> None:
    assert [word for line in wrap(" ".join(words), room) for word in line.split(" ")] == words


@given(st.lists(st.text("ab.", min_size=1, max_size=12), min_size=2), st.integers(2, 30))
def test_plain_words_wrap_as_any_others_do(words: list[str], room: int) -> None:
    text = " ".join(words)
    if len(text) > room and (lines := wrapping._wrap_ascii(text, room)):
        assert lines == wrapping._wrap_units(text, room)


def test_chinese_breaks_anywhere_but_not_before_closing_punctuation() -> None:
    lines = wrap("双方关注的重要问题，进行了「坦诚」讨论。", 18)
    assert lines == ["双方关注的重要问", "题，进行了「坦诚」", "讨论。"]


def test_long_words_are_split() -> None:
    assert wrap("https://example.org/abcdef end", 10) == ["https://ex", "ample.org/", "abcdef end"]


@given(CLEAN, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_highlighting_changes_no_character(text: str, spans: list[tuple[int, int]]) -> None:
    assert plain(highlight(text, spans)) == text


def test_highlighting_marks_the_spans() -> None:
    assert highlight("some tariffs stay", [(5, 12), (8, 12)]) == (
        ("some ", "text"),
        ("tariffs", "hit"),
        (" stay", "text"),
    )


LINES = st.lists(st.tuples(CLEAN, st.sampled_from(["text", "dim", "hit"])), max_size=5).map(tuple)


@given(LINES, st.integers(0, 40))
def test_lines_keep_to_their_cells(line: Line, room: int) -> None:
    assert cells.line_width(cells.clip_line(line, room)) <= room
    assert cells.line_width(cells.fit_line(line, room)) == room


@given(LINES, st.integers(2, 40))
def test_a_wrapped_line_keeps_its_roles(line: Line, room: int) -> None:
    wrapped = wrap_line(line, room)
    assert all(cells.line_width(piece) <= room for piece in wrapped)
    roles = [role for text, role in line for char in text if not char.isspace()]
    kept = [role for piece in wrapped for text, role in piece for char in text if not char.isspace()]
    assert kept == roles


def test_merging_joins_neighbours_of_one_role() -> None:
    assert merge([("a", "text"), ("", "dim"), ("b", "text"), ("c", "dim")]) == (("ab", "text"), ("c", "dim"))


@given(CLEAN)
@settings(deadline=None)  # the first example imports Textual
def test_content_is_the_text_untouched(text: str) -> None:
    assert cells.to_content(((text, "quote"),)).plain == text


def test_content_of_several_lines_and_styles() -> None:
    content = cells.to_content((("[b]x[/b]", "hit"),), (("y", "text"),), styles={"hit": "bold"})
    assert content.plain == "[b]x[/b]\ny"
    assert [(span.start, span.end, str(span.style)) for span in content.spans] == [(0, 8, "bold")]


LINES = st.lists(st.tuples(CLEAN, st.sampled_from(["text", "dim", "hit"])), max_size=5).map(tuple)


@given(LINES, st.integers(0, 70))
def test_a_line_in_two_takes_the_cells_of_the_whole(line: tuple, at: int) -> None:
    before, after = cells.split_line(line, at)
    whole = cells.line_width(line)
    assert cells.line_width(before) == min(at, whole)
    assert cells.line_width(before) + cells.line_width(after) == whole


@given(LINES, st.integers(0, 70), st.sampled_from(["a", "ab", "» "]))
def test_what_is_written_over_a_line_stands_in_its_cells(line: tuple, at: int, text: str) -> None:
    written = cells.over_line(line, at, text, "key")
    if at + width(text) <= cells.line_width(line):
        assert cells.line_width(written) == cells.line_width(line)
        assert cells.cells_of(written, at, at + width(text)) == text


ROLES = st.sampled_from(("text", "dim", "cursor"))
LINES = st.lists(st.tuples(st.one_of(st.sampled_from(("│ ", "中", "ab", " " * 9)), CLEAN), ROLES), max_size=6)


def cell_by_cell(line: Line) -> list[tuple[str, str]]:
    """The run and its place in it for each cell of a wide character, else the character, with its role."""
    return [
        (f"{number} {piece}" if width(piece) > 1 else piece, role)
        for text, role in line
        for piece in graphemes(text)
        for number in range(width(piece))
    ]


@given(LINES.map(merge), LINES.map(merge), st.integers(0, 9))
def test_lines_differ_only_between_the_cells_told(old: Line, new: Line, kept: int) -> None:
    new = merge((*old[:kept], *new, *old[kept + 1 :]))
    found = cells.differing(old, new)
    before, after = cell_by_cell(old), cell_by_cell(new)
    if found is None:
        assert old == new
        return
    first, end = found
    assert 0 <= first <= len(after)
    assert before[:first] == after[:first]
    if end is not None:
        assert len(before) == len(after) and first <= end
        assert before[end:] == after[end:]


def test_a_cursor_moved_by_a_cell_changes_two_cells() -> None:
    old = merge((("a" * 20, "text"), ("│", "cursor"), ("b" * 30, "dim")))
    new = merge((("a" * 20, "text"), ("b", "dim"), ("│", "cursor"), ("b" * 29, "dim")))
    assert cells.differing(old, new) == (20, 22)
    blank = merge(((" " * 60, "text"),))
    assert cells.differing(blank, merge(((" " * 12, "text"), ("│", "cursor"), (" " * 47, "text")))) == (
        12,
        13,
    )
