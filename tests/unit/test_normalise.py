"""The normaliser: the same words are the same tokens, whoever wrote them and however."""

import sqlite3
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tradetui.core.normalise import BREAK, Token, joined, match_tokens, normalise, sought, tokens
from tradetui.core.query.model import Words

CJK = st.characters(min_codepoint=0x4E00, max_codepoint=0x4E20)
MIXED = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aZéß’'‘`.,-–—$%+ \u00ad\u0301\u3099かカｶﾞ관ᄀ각दि関½²™İŁ5"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.-China", "US China"),
        ("U.S.–China", "us-china"),
        ("the U.S.A.", "THE USA"),
        ("don't", "don’t"),
        ("don't", "dont"),
        ("O'Brien", "O’Brien"),
        ("café", "cafe\u0301"),
        ("café", "CAFE"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("“some tariffs”", '"some tariffs"'),
        ("soya\u00adbeans", "soyabeans"),
        ("5,733 lines", "5733 lines"),
        ("ﬁne print", "fine print"),
        ("２５％", "25%"),
        ("ガス", "ｶﾞｽ"),
        ("か\u3099", "が"),
        ("관세", unicodedata.normalize("NFD", "관세")),
        ("٢٥", "25"),
        ("2½ percent", "2 1/2 percent"),
        ("product™ name", "product name"),
        ("e.g. this", "eg this"),
    ],
)
def test_the_same_words_are_the_same(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("China", "China's", True),
        ("Chinas", "China's", False),
        ("accord", "l'accord", True),
        ("unione", "dell’Unione", True),
        ("50", "$50 billion", True),
        ("$50", "$50 billion", True),
        ("$50", "50 billion", False),
        ("5%", "5% duty", True),
        ("5%", "25% duty", False),
        ("25", "25% duty", True),
        ("C++", "written in C++.", True),
        ("C++", "written in C", False),
        ("3", "3.5 percent", False),
        ("3.5", "3.5 percent", True),
        ("3.5", "3, 5 percent", False),
        ("5", "10.5.2019", True),
        ("1990", "the 1990's", True),
        ("gatsby", "‘Gatsby’", True),
        ("關", "海關稅", True),
    ],
)
def test_what_finds_what(word, text, found):
    sought_tokens, held = sought(word), normalise(text).split(" ")
    last = sought_tokens[-1]
    at = range(len(held) - len(sought_tokens) + 1)
    hit = any(
        held[place : place + len(sought_tokens) - 1] == sought_tokens[:-1]
        and (
            held[place + len(sought_tokens) - 1].startswith(last[:-1])
            if last.endswith("*")
            else held[place + len(sought_tokens) - 1] == last
        )
        for place in at
    )
    assert hit is found


def test_cjk_runs_are_pairs_with_the_last_character_alone():
    assert normalise("关税战 x") == "关税 税战 战 x"
    assert sought("关税") == ["关税"]
    assert sought("税") == ["税*"]
    assert sought("关税 x") == ["关税", "税", "x"]
    assert tokens("a关税") == [Token("a", 0, 1), Token("关税", 1, 3), Token("税", 2, 3)]


@given(st.text(CJK, min_size=1, max_size=12), st.data())
def test_any_part_of_a_cjk_run_is_found(run, data):
    start = data.draw(st.integers(0, len(run) - 1))
    end = data.draw(st.integers(start + 1, len(run)))
    with_fts = sqlite3.connect(":memory:")
    with_fts.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 0')")
    with_fts.execute("INSERT INTO t VALUES (?)", (normalise(f"so {run}, x"),))
    phrase = "+".join(
        f'"{token.removesuffix("*")}"{"*" if token.endswith("*") else ""}' for token in sought(run[start:end])
    )
    assert with_fts.execute("SELECT count(*) FROM t WHERE t MATCH ?", (phrase,)).fetchone() == (1,)
    with_fts.close()


@given(st.one_of(MIXED, st.text("aZé59 .,'\"-_$%\n’—", max_size=20)))
@example("İ ß ŉ ΐ ﷺ ½")
def test_tokens_are_the_normalised_text_with_places_in_the_original(text):
    found = tokens(text)
    assert " ".join(token.text for token in found) == normalise(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(MIXED.filter(lambda text: not any("\u2e80" <= c <= "\ud7ff" or c >= "\U00020000" for c in text)))
def test_normalising_twice_changes_nothing_outside_cjk(text):
    # a run of CJK characters becomes pairs, so its pairs would become pairs again
    once = normalise(text)
    if not any("\u2e80" <= c <= "\ud7ff" or "\uf900" <= c <= "\uffff" for c in once):
        assert normalise(once) == once


@given(MIXED)
def test_upper_case_makes_no_difference(text):
    if text.isascii():
        assert normalise(text.upper()) == normalise(text)


def test_sqlite_takes_the_tokens_as_they_are():
    """Every character there is, as a word: FTS5 splits where we do, and nowhere else."""
    words = (
        normalise(f"a{chr(code)}b {chr(code)}")
        for code in range(1, 0x110000)
        if not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code)) not in ("Cn", "Co")
    )
    wanted = sorted({token for text in words for token in text.split(" ") if token})
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='unicode61 remove_diacritics 0')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, 'row')")
    connection.execute("INSERT INTO t VALUES (?)", (" ".join(wanted),))
    assert sorted(term for (term,) in connection.execute("SELECT term FROM v")) == wanted
    connection.close()


def test_no_phrase_runs_over_a_break():
    text = joined(["Some tariffs will stay", "", "They will go"])
    assert text == f"some tariffs will stay {BREAK} they will go"
    assert normalise(text) == text


@pytest.mark.parametrize("text", ["", " ", "…", "—“”", "'''", ".,.,", "\ud800", "\x00", "\u200b"])
def test_text_without_words_has_no_tokens(text):
    assert normalise(text) == ""
    assert tokens(text) == []
    assert match_tokens(Words(text)) == []


def test_a_half_typed_word_is_the_beginning_of_one():
    assert match_tokens(Words("some tar", prefix=True)) == ["some", "tar*"]
    assert match_tokens(Words("U.", prefix=True)) == ["u*"]
    assert match_tokens(Words("关税", prefix=True)) == ["关税"]
