"""The query language: read any text, print it back, find what it says."""

import string
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tradetui.core.normalise import match_tokens, tokens
from tradetui.core.query.fields import FIELDS, FLAGS, markdown_table, spec
from tradetui.core.query.highlight import hits, merged
from tradetui.core.query.model import Field, Query, Words
from tradetui.core.query.parse import parse
from tradetui.core.query.text import chips, to_text
from tradetui.core.query.values import FIRST_DAY, LAST_DAY, DaySpan, day_spans, read_number, resolve

HALVES = [
    "by:",
    "-",
    '"',
    "“",
    "*",
    ",",
    ":",
    "by:a,",
    "after:20",
    "on:[2019",
    "cites:>",
    "http://x",
    "tag:ip",
]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.one_of(
            st.sampled_from(
                [*HALVES, *(field.example for field in FIELDS), "C++", "U.S.-China", "刘鹤", "a*"]
            ),
            st.text('ab"”-*:,[]{} \u3000：，.5', max_size=8),
        ),
        max_size=8,
    ).map(" ".join),
)


def words(text, **marks):
    return Query((Words(text, **marks),))


@given(TEXTS, st.booleans())
@example('-"a b"* "c', True)
@example("--by:x,,y", False)
@example("a\ud800b by:\ud800", False)
@example('by:"a*"* x', False)
@example("on:[2019-03,2019-04],2019", False)
def test_any_text_is_a_query_that_prints_and_reads_back(text, typing):
    parsed = parse(text, typing=typing)
    # what is printed is whole: a value that was still being typed is one that was meant
    whole = tuple(
        Field(t.name, t.values, t.negated) if isinstance(t, Field) else t for t in parsed.query.terms
    )
    assert parse(to_text(parsed.query)).query == Query(tuple(dict.fromkeys(whole)))
    for note in parsed.notes:
        assert 0 <= note.start <= note.end <= len(text)
        assert note.text
    to_text(parsed.query).encode()


VALUES = st.text(string.ascii_letters + string.digits + " ,'-:.é刘[", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
NAMED = st.builds(
    Field,
    st.sampled_from([field.name for field in FIELDS if field.type in ("actor", "text", "tag", "source")]),
    st.lists(VALUES.filter(lambda v: any(map(str.isalnum, v))), min_size=1, max_size=3, unique=True).map(
        tuple
    ),
    st.booleans(),
)
PHRASES = st.builds(
    Words,
    VALUES.filter(lambda v: any(map(str.isalnum, v))),
    phrase=st.just(True),
    negated=st.booleans(),
    prefix=st.booleans(),
)


@given(st.lists(st.one_of(NAMED, PHRASES), unique=True, max_size=5).map(tuple).map(Query))
def test_a_query_made_by_hand_prints_and_reads_back(query):
    assert parse(to_text(query)).query == query


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("soybeans", words("soybeans")),
        ("-mexico", words("mexico", negated=True)),
        ("tarif*", words("tarif", prefix=True)),
        ('"some tariffs"', words("some tariffs", phrase=True)),
        ("“some  tariffs”", words("some tariffs", phrase=True)),
        ('"some tariffs', words("some tariffs", phrase=True)),
        ('-"some tar"*', words("some tar", phrase=True, negated=True, prefix=True)),
        ("U.S.-China", words("U.S.-China")),
        ("don't", words("don't")),
        ("C++", words("C++")),
        ("C:", words("C:")),
        ("http://x.org/a?b", words("http://x.org/a?b")),
        ("12:30", words("12:30")),
        ("by:liu-he,lighthizer", Query((Field("by", ("liu-he", "lighthizer")),))),
        ('by:"liu he",trump', Query((Field("by", ("liu he", "trump")),))),
        ("by：“刘鹤”", Query((Field("by", ("刘鹤",)),))),
        ("BY:x speaker:x who:x", Query((Field("by", ("x",)),))),
        ("-tag:ip", Query((Field("tag", ("ip",), negated=True),))),
        ("on:[2019-03,2019-04],2018", Query((Field("on", ("[2019-03,2019-04]", "2018")),))),
        ("after:2019-01..", Query((Field("after", ("2019-01..",)),))),
        ("a a", words("a")),
    ],
)
def test_reading(text, query):
    assert parse(text).query == query


@pytest.mark.parametrize(
    ("text", "said", "suggestion"),
    [
        ("speeker:trump", "there is no field “speeker”", "speaker:"),
        ("C:", "there is no field “C”", ""),
        ("by: lighthizer", "needs a value right after the colon", "by:lighthizer"),
        ("-", "a minus excludes", ""),
        ("status:mised", "knows no “mised”", "status:missed"),
        ("is:anonymous", "knows no “anonymous”", ""),
        ("after:soon", "“soon” is left out", "after:2019-03-28"),
        ("after:2019-02-30", "“2019-02-30” is left out", "after:2019-03-28"),
        ("cites:many", "“many” is left out", "cites:1"),
        ("!!!", "nothing to look for", ""),
        ("by:!!!", "nothing to look for", "by:lighthizer"),
        ("tea OR coffee", "“OR” is looked for as a word", ""),
        ("*ness", "only at a word's end", "ness"),
    ],
)
def test_what_is_not_understood_is_said(text, said, suggestion):
    (note,) = parse(text).notes
    assert said in note.text
    assert note.suggestion == suggestion


def test_an_unknown_field_is_kept_as_words():
    parsed = parse("-speeker:trump x")
    assert parsed.query == Query((Words("speeker:trump", negated=True), Words("x")))
    assert (parsed.notes[0].start, parsed.notes[0].end) == (0, 9)


def test_what_is_understood_has_no_notes():
    for field in FIELDS:
        assert parse(field.example).notes == (), field.example
        assert parse(field.example).query.terms[0].name == field.name
    assert parse("http://x", typing=True).notes == ()
    assert parse('"', typing=True).notes == ()


def test_the_last_word_is_half_typed_only_while_typing_and_at_the_end():
    assert parse("some tar", typing=True).query.terms == (Words("some"), Words("tar", prefix=True))
    assert parse("some tar ", typing=True).query.terms == (Words("some"), Words("tar"))
    assert parse('"some tar', typing=True).query == words("some tar", phrase=True, prefix=True)
    assert parse('"some tar"', typing=True).query == words("some tar", phrase=True)
    assert parse("by:li", typing=True).query.terms == (Field("by", ("li",), half=True),)
    assert parse("by:li", typing=True).query.complete() == parse("by:li").query
    for whole in ("by:li ", 'by:"li"', "by:li x"):
        assert parse(whole, typing=True).query.terms[0] == Field("by", ("li",))
    assert parse("some tar").query.terms[1] == Words("tar")


def test_chips_can_be_taken_off():
    query = parse('soy -by:"liu he",x "a b"').query
    shown = chips(query)
    assert [chip.text for chip in shown] == ["soy", '-by:"liu he",x', '"a b"']
    assert to_text(query.without(shown[1].position)) == 'soy "a b"'


# Values.


def day(text):
    from tradetui.core.when import parse as when

    return when(text).lo


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("on:2019-03", [("2019-03-01", "2019-03-31")]),
        ("after:2019-03", [("2019-03-01", None)]),
        ("before:2019-03", [(None, "2019-03-31")]),
        ("on:2019-03..2019-05", [("2019-03-01", "2019-05-31")]),
        ("on:..2019-05", [(None, "2019-05-31")]),
        ("on:2019-03..", [("2019-03-01", None)]),
        ("on:2018-07-06/2018-07-08", [("2018-07-06", "2018-07-08")]),
        ("on:[2019-03,2019-05]", [("2019-03-01", "2019-03-31"), ("2019-05-01", "2019-05-31")]),
        ("surely:2019-03-01,2019-05-01", [("2019-03-01", "2019-03-01"), ("2019-05-01", "2019-05-01")]),
    ],
)
def test_the_days_a_date_field_asks_for(text, spans):
    (term,) = parse(text).query.terms
    assert day_spans(term) == tuple(
        DaySpan(FIRST_DAY if first is None else day(first), LAST_DAY if last is None else day(last))
        for first, last in spans
    )


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1", 1, 1),
        (">2", 3, None),
        (">=2", 2, None),
        ("<2", None, 1),
        ("≤2", None, 2),
        ("2..", 2, None),
        ("..4", None, 4),
        ("2..4", 2, 4),
    ],
)
def test_numbers(text, low, high):
    inf = float("inf")
    assert read_number(text) == (-inf if low is None else low, inf if high is None else high)


@pytest.mark.parametrize("text", ["", "x", "..", ">", "1.5", "=3", "2-3"])
def test_what_is_no_number(text):
    assert read_number(text) is None


NAMES = {
    "liu-he": ("Liu He", "刘鹤"),
    "robert-lighthizer": ("Robert Lighthizer", "Bob Lighthizer"),
    "li-keqiang": ("Li Keqiang", "李克强"),
    "us": ("United States", "USA"),
    "us-steel": ("US Steel",),
}


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("liu-he", {"liu-he"}),
        ("li", {"liu-he", "robert-lighthizer", "li-keqiang"}),
        ("Lighthizer", {"robert-lighthizer"}),
        ("he liu", {"liu-he"}),
        ("us", {"us"}),
        ("us*", {"us", "us-steel"}),
        ("U.S.A.", {"us"}),
        ("刘", {"liu-he"}),
        ("鹤", {"liu-he"}),
        ("hthizer", set()),
        ("!", set()),
    ],
)
def test_what_a_value_names(value, ids):
    assert resolve(value, NAMES) == ids


# The highlight.


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("tariff* china 50", "The U.S.–China tariffs of $50, China’s", ["China", "tariffs", "50", "China"]),
        ('"some tariffs will"', "“Some  tariffs\nwill stay”", ["Some  tariffs\nwill"]),
        ("us", "U.S. and US and Usa", ["U.S", "US"]),
        ("-us by:x", "U.S. x", []),
        ("café", "cafe cafe\u0301.", ["cafe", "cafe\u0301"]),
        ("税", "对华关税战", ["税"]),
        ("战", "对华关税战", ["战"]),
        ("关税战", "对华关税战", ["关税战"]),
        ('"a b" "b c"', "a b c", ["a b c"]),
        ("C++", "C, C++", ["C++"]),
    ],
)
def test_hits(query, text, marked):
    assert [text[start:end] for start, end in hits(text, parse(query).query)] == marked


@given(st.text(max_size=60), TEXTS)
def test_hits_lie_in_the_text_and_apart(text, query):
    spans = hits(text, parse(query, typing=True).query)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(former[1] <= later[0] for former, later in pairwise(spans))


def hits_by_tokens(text, words):
    """What the spans are, told by the tokens of the whole text."""
    sought, held = match_tokens(words), tokens(text)
    spans = []
    for place in range(len(held) - len(sought) + 1) if sought else ():
        found = held[place : place + len(sought)]
        *first, last = (token.text for token in found)
        whole = last == sought[-1] or (
            len(sought[-1]) > 1 and sought[-1][-1] == "*" and last.startswith(sought[-1][:-1])
        )
        if first == sought[:-1] and whole:
            after = held[place + len(sought) :][:1]
            cut = sought[-1][-1] == "*" and after and found[-1].start < after[0].start < found[-1].end
            spans.append((found[0].start, after[0].start if cut else found[-1].end))
    return merged(spans)


WORDY = st.lists(
    st.sampled_from(["us", "U.S.", "don't", "5,733", "2.5", "l'accord", "$", "é", "关税", "a", ".", " ", "-"])
).map("".join)


@given(
    WORDY | st.text(max_size=60),
    st.sampled_from(["us", "a", "dont", "5", "s", "t u", "accord", "关", "税", "e"]),
    st.booleans(),
)
def test_hits_are_those_of_the_tokens(text, word, prefix):
    words = Words(word, prefix=prefix)
    assert hits(text, [words]) == hits_by_tokens(text, words)


@given(st.text(max_size=40))
def test_a_text_finds_itself(text):
    sought = parse(f'"{text}"').query
    if len(sought.terms) == 1 and not any(quote in text for quote in '"“”„‟＂«»*'):
        assert hits(text, sought)


# The page.


def test_the_page_has_the_table():
    page = (Path(__file__).parents[2] / "docs" / "query.md").read_text(encoding="utf-8")
    assert markdown_table() in page, "write fields.markdown_table() into docs/query.md"


def test_names_and_aliases_are_one_each():
    typed = [name for field in FIELDS for name in (field.name, *field.aliases)]
    assert len(typed) == len(set(typed))
    assert spec("BY") is spec("speaker") is FIELDS[0]
    assert all(spec(name).values == tuple(FLAGS[name]) for name in FLAGS)
