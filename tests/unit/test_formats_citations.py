"""Citations of every kind of record, in every style."""

import json

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tradetui.core.fields import build
from tradetui.core.knowledge import known
from tradetui.core.records import Source
from tradetui.core.when import parse as when
from tradetui.present.citations import STYLES, cite, cite_all
from tradetui.store.archive import Dossier, Row

PLAIN = [
    ("actor", {"id": "ada", "name": "Ada Okafor", "native_name": "Àda", "type": "person",
               "roles": [{"title": "mayor", "org": "council", "from": "2020-05", "to": "2024"}],
               "cites": [{"source": "minutes"}]}),
    ("actor", {"id": "council", "name": "Town Council"}),
    ("source", {"id": "gazette-1", "title": "Bridge [to] close?", "publisher": "Gazette", "type": "news",
                "author": "Bo Lind", "published": "2021-03-05", "url": "https://example.org/1",
                "archived_url": "https://archive.example/1", "retrieved": "2026-11-24"}),
    ("source", {"id": "minutes", "title": "Minutes", "publisher": "Town Council", "type": "official",
                "published": "2021-04~"}),
    ("source", {"id": "letter", "title": "A letter", "published": "2022-01-01"}),
    ("event", {"id": "closure", "title": "Closure of the bridge", "when": "2021-03", "status": "missed",
               "place": "Northtown", "history": [{"on": "2021-01-10", "status": "planned", "when": "2021-03"},
                                                 {"on": "2021-04-01", "status": "missed", "when": "2021-03"}],
               "cites": [{"source": "gazette-1", "at": "p. 3", "says": {"when": "2021-02"}},
                         {"source": "gazette-1", "at": "p. 4"}, {"source": "minutes", "stance": "disputes"}]}),
    ("event", {"id": "rumour", "title": "A new bridge", "when_text": "one day", "review": "unsourced"}),
    ("quote", {"id": "q-1", "text": ["We will not close it,", "Not [sic] this year."], "form": "direct", "by": ["ada"],
               "by_title": "mayor", "to": [{"text": "reporters"}, {"actor": "council"}], "said": "2021-03-04?",
               "occasion": "news conference", "medium": "spoken", "cites": [{"source": "gazette-1", "at": "p. 1"}]}),
    ("quote", {"id": "q-2", "text": "The bridge is safe", "form": "paraphrase", "terms": "on condition of anonymity",
               "described": {"as": "a town official", "ordinal": "second", "org": "council"},
               "attribution": "denied", "review": "disputed", "said": "[2021-03-21..2021-03-31]", "medium": "letter",
               "cites": [{"source": "minutes", "via": "gazette-1"}]}),
    ("quote", {"id": "q-3", "text": "No more tolls", "form": "direct", "by": ["council"], "attribution": "ascribed",
               "cites": [{"source": "gazette-1"}]}),
    ("quote", {"id": "q-4", "text": "We shall see", "form": "translation", "original": "走着瞧",
               "by": ["ada", "council"],
               "cites": [{"source": "gone"}]}),
    ("measure", {"id": "toll", "title": "Bridge toll", "by": "council", "instrument": "tariff", "legal": "Order 7",
                 "steps": [{"id": "s1", "decided": "2021-01-10", "status": "adopted", "from": "2021-02-01",
                            "rate": 5, "unit": "percent", "legal": "Order 8", "cites": [{"source": "minutes"}]}]}),
    ("figure", {"id": "f-1", "series": "crossings", "value": {"value": 110, "words": "about 110"}, "unit": "a day",
                "of": "toll", "at": "2020", "as_of": "2021-03", "cites": [{"source": "gazette-1"}]}),
]  # fmt: skip
RECORDS = {plain["id"]: build(kind, plain) for kind, plain in PLAIN}
SOURCES = {key: record for key, record in RECORDS.items() if isinstance(record, Source)}
NAMES = {key: getattr(record, "name", getattr(record, "title", key)) for key, record in RECORDS.items()}
NOW = when("2026-11-24").lo


def dossier(record, on=NOW, names=NAMES, sources=SOURCES):
    as_known = known(record, on, {key: source.published for key, source in sources.items()})
    row = Row(
        row=1,
        kind="event",
        id=record.id,
        title="",
        status_since="2021-04-01" if record.id == "closure" else "",
    )
    return Dossier(record=record, known=as_known, row=row, names=names, sources=sources)


GAZETTE = (
    "Bo Lind, “Bridge [to] close?”, Gazette, published 5 March 2021{at}, https://example.org/1 "
    "(archived https://archive.example/1; read 24 November 2026)"
)
MINUTES = "“Minutes”, Town Council, published about April 2021"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("q-1", "“We will not close it,” … “Not [sic] this year.” — Ada Okafor, mayor, to reporters and "
                "Town Council, news conference, said 4 March 2021, uncertain. "
                "Source: " + GAZETTE.format(at=", p. 1") + "."),
        ("q-2", "The bridge is safe — a town official (the second of those unnamed in the report; Town Council; "
                "on condition of anonymity), in a letter, said between 21 and 31 March 2021 (reported, not in the "
                "speaker's own words; the attribution is denied; disputed). "
                f"Source: {MINUTES} (as read in Bridge [to] close?)."),
        ("q-3", "No more tolls — Town Council, day not given (a position that the source ascribes, nobody is quoted). "
                "Source: " + GAZETTE.format(at="") + "."),
        ("q-4", "We shall see — Ada Okafor and Town Council, day not given (in translation; original: 走着瞧). "
                "Source: gone."),
        ("closure", "Closure of the bridge, March 2021 (day not given), Northtown, missed (since 1 April 2021). "
                    "Source: " + GAZETTE.format(at=", p. 3, p. 4") + " (which has when as 2021-02). "
                    f"Disputed by: {MINUTES}."),
        ("rumour", "A new bridge, one day (no source)."),
        ("toll", "Bridge toll (tariff by Town Council), last step adopted: 5 percent from 1 February 2021, "
                 f"decided 10 January 2021, Order 8. Source: {MINUTES}."),
        ("f-1", "crossings: about 110 a day, of Bridge toll, for 2020 (day not given), as published March 2021 "
                "(day not given). Source: " + GAZETTE.format(at="") + "."),
        ("ada", "Ada Okafor (Àda), mayor at Town Council (from May 2020 (day not given) to 2024 (day not given)). "
                f"Source: {MINUTES}."),
        ("gazette-1", GAZETTE.format(at="") + "."),
        ("letter", "“A letter”, published 1 January 2022."),
    ],
)  # fmt: skip
def test_plain(key, text):
    assert cite(dossier(RECORDS[key])) == text


def test_what_is_printed_later_is_named_with_its_date_only():
    event = build("event", {"id": "e", "title": "Fire", "when": "2021-03-01", "known_from": "2021-03-01",
                            "cites": [{"source": "letter", "exact": "secret"}, {"source": "gazette-1"}]})  # fmt: skip
    text = cite(dossier(event, on=when("2021-03-10").lo))
    assert text.endswith("Printed later: A letter, 1 January 2022.")
    assert "secret" not in text


def test_a_source_of_a_step_that_is_printed_later_is_no_source_yet():
    step = {
        "id": "s1",
        "decided": "2021-03-01",
        "status": "adopted",
        "cites": [{"source": "letter", "at": "p. 9"}],
    }
    measure = build(
        "measure", {"id": "m", "title": "Toll", "steps": [step], "cites": [{"source": "gazette-1"}]}
    )
    text = cite(dossier(measure, on=when("2021-03-10").lo))
    assert text.count("A letter") == 1
    assert text.endswith("Printed later: A letter, 1 January 2022.")
    assert "p. 9" not in text


def test_markdown_links_and_escapes():
    text = cite(dossier(RECORDS["q-1"]), "markdown")
    assert "“Not \\[sic\\] this year.”" in text
    assert "[“Bridge \\[to\\] close?”](<https://example.org/1>)" in text
    assert "(archived <https://archive.example/1>; read 24 November 2026)" in text


def test_references_hold_what_they_are_cited_for():
    both = [dossier(RECORDS["q-1"]), dossier(RECORDS["closure"])]
    entries = bibtexparser.parse_string(cite_all(both, "bibtex")).entries
    assert [entry.key for entry in entries] == ["gazette-1", "minutes"]
    assert entries[0].entry_type == "article"
    assert entries[0].fields_dict["journal"].value == "Gazette"
    first, second = json.loads(cite_all(both, "csl-json"))
    assert first["note"].startswith("archived: https://archive.example/1; “We will not close it,” … ")
    assert "[p. 1]; Closure of the bridge" in first["note"]
    assert second["note"].endswith("[disputes]")
    assert second["issued"] == {"date-parts": [[2021, 4]], "circa": True}
    ris = rispy.loads(cite_all(both, "ris"))
    assert [entry["title"] for entry in ris] == ["Bridge [to] close?", "Minutes"]


def test_a_record_without_a_source_is_an_entry_of_its_own():
    (entry,) = json.loads(cite(dossier(RECORDS["rumour"]), "csl-json"))
    assert entry["id"] == "rumour"
    assert "no source at hand" in entry["note"]


def test_an_unknown_style_is_refused():
    with pytest.raises(ValueError, match="plain, markdown, chicago, apa, bibtex, ris, csl-json"):
        cite(dossier(RECORDS["q-1"]), "harvard")


def test_several_are_in_the_order_given():
    text = cite_all([dossier(RECORDS["rumour"]), dossier(RECORDS["letter"])])
    assert text == "A new bridge, one day (no source).\n\n“A letter”, published 1 January 2022."


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("key", RECORDS)
def test_every_kind_in_every_style(style, key):
    text = cite(dossier(RECORDS[key]), style)
    assert text.strip()
    match style:
        case "bibtex":
            assert not bibtexparser.parse_string(text).failed_blocks
        case "ris":
            assert rispy.loads(text)
        case "csl-json":
            assert json.loads(text)


HOSTILE = st.sampled_from(
    [
        "a\nb\rc",
        "\x1b]52;c;x\x07",
        "\u202eabc",
        "[x](javascript:y)",
        "*a* _b_ `c`",
        "}{\\",
        "<script>",
        "TY  - X\nER  - ",
    ]
)


@given(st.builds(str.__add__, st.text(max_size=8), HOSTILE), st.sampled_from(STYLES))
def test_hostile_text_stays_text(text, style):
    quote = build("quote", {"id": "q", "text": f"x{text}", "form": "direct", "by": ["ada"], "place": text,
                            "occasion": text, "by_title": text, "cites": [{"source": "s", "at": text}]})  # fmt: skip
    source = build("source", {"id": "s", "title": f"y{text}", "publisher": text, "author": text,
                              "url": f"https://e.org/{text}"})  # fmt: skip
    cited = cite(dossier(quote, names={"ada": text}, sources={"s": source}), style)
    assert not {"\x1b", "\x07", "\r", "\u202e"} & set(cited)
    match style:
        case "plain":
            assert "\n" not in cited
        case "markdown":
            parts = [part for block in MarkdownIt().parse(cited) for part in block.children or ()]
            assert {part.type for part in parts} <= {"text", "text_special", "link_open", "link_close"}
            links = [part.attrs["href"] for part in parts if part.type == "link_open"]
            assert len(links) == 1
            assert links[0].startswith("https://e.org/")
        case "bibtex":
            read = bibtexparser.parse_string(cited)
            assert not read.failed_blocks
            assert len(read.entries) == 1
        case "ris":
            assert len(rispy.loads(cited)) == 1
        case "csl-json":
            assert len(json.loads(cited)) == 1
