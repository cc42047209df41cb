"""Foreign formats: what is written reads back in other programs, whatever the text."""

import csv
import io
import json
import re
import unicodedata

import bibtexparser
import pytest
import rispy
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tradetui.core.records import Source
from tradetui.core.when import parse as when
from tradetui.formats import bibtex, csl_json, ris
from tradetui.formats.csv_text import csv_rows, inert
from tradetui.formats.markdown import escape_markdown, markdown_link, markdown_table, web_address
from tradetui.formats.one_line import one_line
from tradetui.formats.works import Work, date_parts, merged, one_year, work_of

HOSTILE = [
    "}} @comment{x",
    "{unbalanced",
    "back\\slash \\input{/etc/passwd}",
    "100% & $5_000 #1 ~x^2",
    "line\nER  - \nTY  - JOUR",
    "\r\nUR  - http://evil",
    "[x](javascript:alert(1)) **bold** <b>",
    "=1+1",
    "esc \x1b[31m red \x07",
    "over\u202eride \u2066x\u2069 \u200fz",
    "\"quoted\", 'so'",
    "| a | b |",
    "# heading",
    "1. list",
    "&lt; &amp;",
    "\ud800 lone",
    "贸易战 “关税” é",
]
ANY = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30))
DATES = st.sampled_from(
    [
        "2019-03-28",
        "2019-03",
        "2019",
        "2019-03-28?",
        "2019~",
        "[2019-04,2019-05]",
        "2018-12/2019-02",
        "2018-33",
        None,
    ]
)
WORKS = st.builds(
    Work,
    key=st.from_regex(r"[a-z][a-z0-9.-]{0,8}", fullmatch=True),
    title=ANY.filter(lambda text: bool(one_line(text))),
    type=st.sampled_from(
        ["wire", "news", "official", "law", "transcript", "report", "dataset", "post", "", "odd"]
    ),
    publisher=ANY,
    author=ANY,
    published=DATES.map(lambda text: when(text) if text else None),
    url=st.one_of(
        st.sampled_from(["", "https://example.org/a{b}%20c_d", "javascript:x"]), ANY.map("https://x/".__add__)
    ),
    archived_url=st.sampled_from(["", "https://archive.example/1"]),
    retrieved=st.sampled_from([None, when("2026-11-24")]),
    cited_for=st.lists(ANY, max_size=2).map(tuple),
    keywords=st.lists(ANY, max_size=2).map(tuple),
)


def untex(text):
    """LaTeX as written here, back to text."""
    text = text.removeprefix("{").removesuffix("}") if text.startswith("{") and text.endswith("}") else text
    for command, sign in {
        r"{\textbackslash}": "\\",
        r"{\textbraceleft}": "{",
        r"{\textbraceright}": "}",
        r"\^{}": "^",
        r"\~{}": "~",
        "{''}": '"',
    }.items():
        text = text.replace(command, f"\0{ord(sign):03}")
    text = re.sub(r"\\([$&#%_])", r"\1", text)
    return re.sub("\0(\\d{3})", lambda match: chr(int(match[1])), text)


@given(st.lists(WORKS, max_size=3, unique_by=lambda work: work.key))
def test_bibtex_reads_back(works):
    read = bibtexparser.parse_string(bibtex.write(works))
    assert not read.failed_blocks
    assert [entry.key for entry in read.entries] == [work.key for work in works]
    for entry, work in zip(read.entries, works, strict=True):
        title = entry.fields_dict["title"].value
        assert untex(f"{{{title}}}") == one_line(work.title) or untex(title) == one_line(work.title)
        if "url" in entry.fields_dict:
            assert entry.fields_dict["url"].value == web_address(work.url)


@given(st.lists(WORKS, max_size=3))
def test_ris_reads_back(works):
    text = ris.write(works)
    read = rispy.loads(text)
    assert len(read) == len(works)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) or not line for line in text.split("\n"))
    for entry, work in zip(read, works, strict=True):
        assert entry["title"].strip() == one_line(work.title)
        # an address that holds a semicolon is encoded, since readers cut there
        assert entry.get("urls", [""]) == [web_address(work.url).replace(";", "%3B")]


@given(st.lists(WORKS, max_size=3))
def test_csl_json_reads_back(works):
    read = json.loads(csl_json.write(works))
    assert [item["title"] for item in read] == [one_line(work.title) for work in works]
    for item, work in zip(read, works, strict=True):
        assert item["id"] == work.key
        if work.published is not None:
            issued = item["issued"]
            assert ("literal" in issued) is (date_parts(work.published) is None or work.published.uncertain)


@given(WORKS)
def test_nothing_that_steers_a_terminal_is_written(work):
    for text in (bibtex.write([work]), ris.write([work]), csl_json.write([work])):
        steering = [char for char in text if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"]
        assert not steering
        assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f") & set(text)


@pytest.mark.parametrize(
    ("edtf", "parts", "year", "da", "csl"),
    [
        ("2019-03-28", ((2019, 3, 28),), 2019, "2019/03/28/", {"date-parts": [[2019, 3, 28]]}),
        ("2019-03", ((2019, 3),), 2019, "2019/03//", {"date-parts": [[2019, 3]]}),
        ("2019", ((2019,),), 2019, "2019///", {"date-parts": [[2019]]}),
        ("2019-03~", ((2019, 3),), 2019, "2019/03//about", {"date-parts": [[2019, 3]], "circa": True}),
        (
            "2019-03-28?",
            ((2019, 3, 28),),
            2019,
            "2019/03/28/uncertain",
            {"literal": "28 March 2019, uncertain"},
        ),
        ("2018-12/2019-02", ((2018, 12), (2019, 2)), None, "", {"date-parts": [[2018, 12], [2019, 2]]}),
        ("[2019-04,2019-05]", None, 2019, "", {"literal": "April or May 2019"}),
        ("2018-33", None, 2018, "", {"literal": "first quarter of 2018"}),
        ("2018-07-06/..", None, None, "", {"literal": "from 6 July 2018"}),
    ],
)
def test_fuzzy_dates_are_never_exact_ones(edtf, parts, year, da, csl):
    published = when(edtf)
    work = Work(key="k", title="t", published=published)
    assert date_parts(published) == parts
    assert one_year(published) == year
    assert rispy.loads(ris.write([work]))[0].get("date", "") == da
    assert json.loads(csl_json.write([work]))[0]["issued"] == csl
    entry = bibtexparser.parse_string(bibtex.write([work])).entries[0].fields_dict
    assert ("date" in entry) is (parts is not None)
    plain = parts is not None and not published.flagged
    assert ("note" in entry) is not plain


def test_a_source_is_one_entry_with_all_it_is_cited_for():
    source = Source(id="s", title="Title", type="news")
    works = merged(
        [work_of(source, "one", ("a",)), work_of(source, "two", ("a", "b")), work_of(source, "one")]
    )
    assert len(works) == 1
    assert works[0].cited_for == ("one", "two")
    assert works[0].keywords == ("a", "b")


# Comma-separated values.


@given(st.lists(st.lists(ANY, min_size=2, max_size=2), max_size=4))
def test_csv_reads_back_and_runs_nothing(rows):
    text = "".join(csv_rows(["a", "b"], rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert read[1:] == [[inert(one_line(cell, keep_lines=True)) for cell in row] for row in rows]
    for row in read[1:]:
        for cell in row:
            number = re.fullmatch(r"[+-]?[\d,]+(\.\d+)?%?", cell)
            assert cell.lstrip()[:1] not in tuple("=+-@\t\r") or cell == "" or number


@pytest.mark.parametrize(
    "text", ["=1+1", "+x", "-x", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "-1+cmd|' /C calc'!A0"]
)
def test_formulas_are_made_inert(text):
    assert inert(text).startswith("'")


@pytest.mark.parametrize("text", ["", "x=1", "-5", "+3.5%", "-1,000", "5 - 3"])
def test_other_text_and_numbers_stay(text):
    assert inert(text) == text


def test_csv_lines():
    assert list(csv_rows(["a", "b"], [[None, 'say "hi", you'], [1.5, "two\nlines"]])) == [
        "a,b\r\n",
        ',"say ""hi"", you"\r\n',
        '1.5,"two\nlines"\r\n',
    ]


# Markdown.


def rendered(text):
    """The plain text that Markdown shows, and the kinds of markup found in it."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    shown, markup = [], set()
    for block in reader.parse(text):
        if block.type != "inline":
            markup.add(block.type)
            continue
        for part in block.children:
            markup.add(part.type)
            shown.append("\n" if part.type == "softbreak" else part.content)
    return "".join(shown), markup


@given(ANY)
@example("a_b_c *x* `y` [z](w) <u> ~~s~~ \\ & &amp; ![i](j)")
@example("- item")
@example("+ item")
@example("1) item")
@example("===")
@example("http://x.y")
def test_escaped_markdown_shows_the_text_and_no_markup(text):
    line = one_line(text)
    shown, markup = rendered(escape_markdown(text))
    assert shown == line
    assert markup <= {"paragraph_open", "paragraph_close", "text", "text_special"}


@given(st.lists(st.lists(ANY, min_size=2, max_size=2), min_size=1, max_size=3))
def test_markdown_tables_hold_their_cells(rows):
    reader = MarkdownIt("commonmark").enable("table")
    cells = [
        "".join(part.content for part in block.children)
        for block in reader.parse(markdown_table(["a", "b"], rows))
        if block.type == "inline"
    ]
    assert cells == ["a", "b", *(one_line(cell) for row in rows for cell in row)]


def test_links_lead_to_the_web_only():
    assert markdown_link("x", "javascript:alert(1)") == "x"
    assert markdown_link("x", "https://e.org/a b>(c)") == "[x](<https://e.org/a%20b%3E(c)>)"
    html = MarkdownIt().render(markdown_link("x", "https://e.org/a b>(c)"))
    assert html == '<p><a href="https://e.org/a%20b%3E(c)">x</a></p>\n'


@given(ANY)
def test_one_line_is_one_line(text):
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line
    assert line == line.strip()
