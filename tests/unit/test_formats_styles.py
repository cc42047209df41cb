"""Chicago notes and APA references, as fixed strings worked out by hand from the rules of the manuals."""

from __future__ import annotations

import pytest

from tests.unit.test_formats_citations import RECORDS, dossier
from tradetui.core.fields import build
from tradetui.core.when import parse
from tradetui.formats.american import apa_date, apa_year, chicago_date
from tradetui.formats.apa import in_text, reference
from tradetui.formats.chicago import note
from tradetui.formats.works import work_of
from tradetui.present.citations import cite, cite_all

KEPT = "https://example.org/1, archived at https://archive.example/1"
LIND = "Bo Lind. (2021, March 5). Bridge [to] close? Gazette. https://example.org/1"


@pytest.mark.parametrize(
    ("edtf", "chicago", "apa", "year"),
    [
        ("2019-03-27", "March 27, 2019", "2019, March 27", "2019"),
        ("2019-03", "March 2019", "2019, March", "2019"),
        ("2019", "2019", "2019", "2019"),
        ("2019-03-27T09:12:00Z", "March 27, 2019", "2019, March 27", "2019"),
        ("2019-03-28/2019-03-29", "March 28–29, 2019", "2019, March 28–29", "2019"),
        ("2019-03-28/2019-04-02", "March 28–April 2, 2019", "2019, March 28–April 2", "2019"),
        (
            "2018-12-30/2019-01-02",
            "December 30, 2018–January 2, 2019",
            "2018, December 30–2019, January 2",
            "2018–2019",
        ),
        ("2018-07/2018-09", "July–September 2018", "2018, July–September", "2018"),
        ("2018/2019", "2018–2019", "2018–2019", "2018–2019"),
        ("2019-03~", "[ca. March 2019]", "ca. 2019, March", "ca. 2019"),
        ("2019-03-04?", "[March 4, 2019?]", "ca. 2019, March 4", "ca. 2019"),
        ("2019%", "[ca. 2019?]", "ca. 2019", "ca. 2019"),
        ("[2019-03-21..2019-03-31]", *["between 21 and 31 March 2019"] * 3),
        ("2018-07-06/..", *["from 6 July 2018"] * 3),
    ],
)
def test_dates(edtf, chicago, apa, year):
    when = parse(edtf)
    assert (chicago_date(when), apa_date(when), apa_year(when)) == (chicago, apa, year)


def test_no_date():
    assert chicago_date(None) == apa_date(None) == apa_year(None) == "n.d."


def source(**keys):
    return work_of(build("source", {"id": "s", **keys}))


@pytest.mark.parametrize(
    ("keys", "chicago", "apa", "short"),
    [
        (
            {"title": "Talks to resume", "author": "Ann Bo", "publisher": "The Gazette", "type": "news",
             "published": "2019-03-27", "url": "https://g.example/1"},
            "Ann Bo, “Talks to resume,” The Gazette, March 27, 2019, https://g.example/1",
            "Ann Bo. (2019, March 27). Talks to resume. The Gazette. https://g.example/1",
            "Ann Bo, 2019",
        ),
        (
            {"title": "Talks “to” resume.", "publisher": "Wire", "type": "wire", "published": "2019-03-27"},
            "“Talks ‘to’ resume,” Wire, March 27, 2019",
            "Talks “to” resume. (2019, March 27). Wire.",
            "“Talks ‘to’ resume.,” 2019",
        ),
        (
            {"title": "Findings", "author": "Bo, Ann Cy", "publisher": "Port Authority", "type": "report",
             "published": "2018"},
            "Bo, Ann Cy, Findings (Port Authority, 2018)",
            "Bo, A. C. (2018). Findings. Port Authority.",
            "Bo, 2018",
        ),
        (
            {"title": "Findings", "publisher": "Port Authority", "type": "official", "published": "2018-03-22",
             "url": "https://p.example/f.pdf"},
            "Findings (Port Authority, March 22, 2018), https://p.example/f.pdf",
            "Port Authority. (2018, March 22). Findings. https://p.example/f.pdf",
            "Port Authority, 2018",
        ),
        (
            {"title": "About the port", "publisher": "Port", "url": "https://p.example", "retrieved": "2026-11-24"},
            "“About the port,” Port, accessed November 24, 2026, https://p.example",
            "About the port. (n.d.). Port. Retrieved November 24, 2026, from https://p.example",
            "“About the port,” n.d.",
        ),
        (
            {"title": "Remarks at the port", "publisher": "Town Council", "type": "transcript", "published": "2021-03"},
            "“Remarks at the port,” transcript, Town Council, March 2021",
            "Remarks at the port [Transcript]. (2021, March). Town Council.",
            "“Remarks at the port,” 2021",
        ),
        (
            {"title": "Port dues", "author": "Port", "publisher": "Port", "type": "dataset", "published": "2020"},
            "Port, Port dues (2020)",
            "Port. (2020). Port dues [Data set].",
            "Port, 2020",
        ),
        (
            {"title": " ".join(["word"] * 30), "author": "Ann Bo", "publisher": "Birdsite", "type": "post",
             "published": "2019-05-05T16:08:00Z", "url": "https://b.example/1"},
            f"Ann Bo, “{' '.join(['word'] * 30)},” Birdsite, May 5, 2019, https://b.example/1",
            f"Ann Bo. (2019, May 5). {' '.join(['word'] * 20)} [Post]. Birdsite. https://b.example/1",
            "Ann Bo, 2019",
        ),
        (
            # as an import makes it: the address stands in the place of the title, and is no title
            {"title": "https://g.example/1", "publisher": "The Gazette", "url": "https://g.example/1"},
            "The Gazette, n.d., https://g.example/1",
            "The Gazette. (n.d.). https://g.example/1",
            "The Gazette, n.d.",
        ),
    ],
)  # fmt: skip
def test_sources(keys, chicago, apa, short):
    work = source(**keys)
    assert note(work) == chicago
    assert reference(work) == apa
    assert in_text(work) == short


def test_places_in_a_work():
    work = source(title="T", publisher="P", type="news", published="2019")
    assert note(work, "paragraph 5") == "“T,” P, 2019, para. 5"
    assert in_text(work, "pages 5 and 6") == "“T,” 2019, pp. 5 and 6"


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("gazette-1", f"Bo Lind, “Bridge [to] close?,” Gazette, March 5, 2021, {KEPT}."),
        ("q-1", "“We will not close it,” … “Not [sic] this year.”\n"
                "Ada Okafor, mayor, to reporters and Town Council, news conference, [March 4, 2021?], quoted in "
                f"Bo Lind, “Bridge [to] close?,” Gazette, March 5, 2021, p. 1, {KEPT}."),
        ("q-2", "The bridge is safe\n"
                "A town official (the second of those unnamed in the report; Town Council; on condition of anonymity), "
                "between 21 and 31 March 2021, paraphrased in Minutes (Town Council, [ca. April 2021]) "
                "(as read in Bridge [to] close?).\n"
                "The attribution is denied; disputed."),
        ("q-3", "No more tolls\n"
                "Town Council, n.d., position ascribed in Bo Lind, “Bridge [to] close?,” Gazette, March 5, 2021, "
                f"{KEPT}."),
        ("q-4", "We shall see\n"
                "Ada Okafor and Town Council, n.d., quoted in translation in “gone,” n.d.\n"
                "Original: 走着瞧."),
        ("closure", "Closure of the bridge, March 2021, Northtown, missed\n"
                    f"Bo Lind, “Bridge [to] close?,” Gazette, March 5, 2021, p. 3, p. 4, {KEPT} "
                    "(which has when as 2021-02); disputed in Minutes (Town Council, [ca. April 2021])."),
        ("rumour", "A new bridge, one day\nNo source."),
    ],
)  # fmt: skip
def test_chicago_notes(key, text):
    assert cite(dossier(RECORDS[key]), "chicago") == text


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("gazette-1", LIND),
        ("q-1", "“We will not close it,” … “Not [sic] this year.” "
                f"(Ada Okafor, [March 4, 2021?], as cited in Bo Lind, 2021, p. 1)\n{LIND}"),
        ("q-2", "The bridge is safe [paraphrase] (a town official [the second of those unnamed in the report; "
                "Town Council; on condition of anonymity], between 21 and 31 March 2021, as cited in Town Council, "
                "ca. 2021 [as read in Bridge [to] close?])\n"
                "Town Council. (ca. 2021, April). Minutes.\n"
                "The attribution is denied; disputed."),
        ("q-3", "No more tolls [position ascribed] (Town Council, n.d., as cited in Bo Lind, 2021)\n" + LIND),
        ("q-4", "We shall see [translation] (Ada Okafor and Town Council, n.d., as cited in “gone,” n.d.)\n"
                "gone. (n.d.).\n"
                "Original: 走着瞧."),
        ("closure", "Closure of the bridge, March 2021, Northtown, missed (Bo Lind, 2021, p. 3, p. 4 "
                    "[which has when as 2021-02]; but see Town Council, ca. 2021)\n"
                    f"{LIND}\nTown Council. (ca. 2021, April). Minutes."),
        ("rumour", "A new bridge, one day (no source)"),
    ],
)  # fmt: skip
def test_apa(key, text):
    assert cite(dossier(RECORDS[key]), "apa") == text


def test_a_post_that_is_its_own_source_is_quoted_in_nothing():
    post = build("source", {"id": "p", "title": "We stay. No!", "type": "post", "publisher": "Birdsite",
                            "published": "2019-05-05", "url": "https://b.example/1"})  # fmt: skip
    plain = {
        "id": "q",
        "text": "We stay. No!",
        "by": ["ada"],
        "medium": "post",
        "said": "2019-05-05",
        "cites": ["p"],
    }
    quote = build("quote", plain)
    told = dossier(quote, sources={"p": post})
    assert cite(told, "chicago") == (
        "“We stay. No!”\nAda Okafor, “We stay. No!,” Birdsite, May 5, 2019, https://b.example/1."
    )
    assert cite(told, "apa") == (
        "“We stay. No!” (Ada Okafor, 2019)\nAda Okafor. (2019, May 5). We stay. No! [Post]. Birdsite. https://b.example/1"
    )
    carried = dossier(quote, sources={"p": build("source", {"id": "p", "title": "T", "type": "news"})})
    assert "Ada Okafor, May 5, 2019, quoted in “T,” n.d." in cite(carried, "chicago")


def test_what_is_not_checked_is_said():
    quote = build(
        "quote", {"id": "q", "text": "x", "by": ["ada"], "review": "imported", "cites": ["gazette-1"]}
    )
    for style in ("chicago", "apa"):
        assert cite(dossier(quote), style).endswith("\nImported, not checked.")


@pytest.mark.parametrize("style", ["chicago", "apa"])
def test_what_is_printed_later_is_named_only(style):
    event = build("event", {"id": "e", "title": "Fire", "when": "2021-03-01", "known_from": "2021-03-01",
                            "cites": [{"source": "letter", "at": "p. 9"}]})  # fmt: skip
    text = cite(dossier(event, on=parse("2021-03-10").lo), style)
    assert text.endswith("Printed later: letter, January 1, 2022.")
    assert "p. 9" not in text


@pytest.mark.parametrize("style", ["chicago", "apa"])
def test_several_are_a_list_in_the_order_given(style):
    text = cite_all([dossier(RECORDS[key]) for key in ("letter", "q-3", "closure")], style)
    first, second, third = text.split("\n\n")
    assert "letter" in first
    assert second.startswith("No more tolls")
    assert third.startswith("Closure")
