"""The report of 27 March 2019, from which the record grew: each thing it tells stands in at least one record.

The statements are numbered as they were when the report was taken apart, paragraph by paragraph; beside each is
where it went.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tradetui.core.records import Citation, Collection, Event, Figure, Quote

REPORT = "reuters-2019-03-27"

#: Statement of the report, its paragraph, and the records that hold it.
CLAIMS: dict[str, tuple[str, tuple[str, ...]]] = {
    "01 talks advanced in every area": ("1", ("q-seed-progress", "2019-03-27-officials")),
    "02 movement without precedent on technology transfer": (
        "1",
        ("q-seed-unprecedented", "2019-03-china-proposals"),
    ),
    "03 sticking points are left": ("1", ("q-seed-sticking-points",)),
    "04 officials speak on Wednesday": ("1", ("2019-03-27-officials",)),
    "05 arrival in Beijing on Thursday": ("2", ("2019-03-28-beijing",)),
    "06 another round in Beijing": ("2", ("2019-03-28-beijing",)),
    "07 it is to work out a deal that ends the trade war": ("2", ("2019-03-28-beijing", "2019-deal-window")),
    "08 the trade war has gone on for months": ("2", ("2018-07-06-us-list1",)),
    "09 Lighthizer's post": ("2", ("robert-lighthizer",)),
    "10 Mnuchin's post": ("2", ("steven-mnuchin",)),
    "11 a round in Washington next week": ("3", ("2019-04-03-washington",)),
    "12 first meeting in person in weeks": ("3", ("2019-03-28-beijing",)),
    "13 end-of-March goal for a summit passed": ("3", ("2019-03-summit-goal",)),
    "14 a pact was to be signed there": ("3", ("2019-03-summit-goal",)),
    "15 Trump's post": ("3", ("donald-trump",)),
    "16 Xi's post": ("3", ("xi-jinping",)),
    "17 four senior officials": ("4", ("f-report-officials-2019-03-27", "2019-03-27-officials")),
    "18 proposals that go further": ("5", ("q-seed-proposals", "2019-03-china-proposals")),
    "19 they raise hope of a deal": ("5", ("q-seed-hope", "2019-deal-window")),
    "20 structural changes demanded": ("5", ("q-seed-position-structural",)),
    "21 words on forced technology transfer": ("6", ("q-seed-1",)),
    "22 on condition of anonymity": ("6", ("q-seed-1",)),
    "23 position on theft of intellectual property": ("6", ("q-seed-position-theft",)),
    "24 position on passing of technology": ("6", ("q-seed-position-transfer",)),
    "25 position on market access": ("6", ("q-seed-position-access",)),
    "26 position on subsidies": ("6", ("q-seed-position-subsidies",)),
    "27 talks are to go on": ("7", ("2019-04-further-talks",)),
    "28 six areas under written negotiation": ("7", ("2019-02-20-six-texts", "f-draft-texts-2019-02")),
    "28-1 technology transfer and cyber theft": ("7", ("2019-02-20-six-texts",)),
    "28-2 intellectual property rights": ("7", ("2019-02-20-six-texts",)),
    "28-3 services": ("7", ("2019-02-20-six-texts",)),
    "28-4 currency": ("7", ("2019-02-20-six-texts",)),
    "28-5 agriculture": ("7", ("2019-02-20-six-texts",)),
    "28-6 non-tariff barriers": ("7", ("2019-02-20-six-texts",)),
    "29 words on the texts a month ago": ("7", ("q-seed-2",)),
    "30 texts moved forward in about a month": ("7", ("2019-03-texts-progress",)),
    "31 no timetable given": ("8", ("q-seed-no-timetable",)),
    "32 words on when a deal might come": ("9", ("q-seed-3",)),
    "33 possibly in April": ("9", ("2019-deal-window",)),
    "34 possibly in May or June": ("9", ("2019-deal-window",)),
    "35 intellectual property a sticking point": ("9", ("q-seed-sticking-ip",)),
    "36 enforcement a sticking point": ("9", ("q-seed-sticking-enforcement",)),
    "37 subheading: some tariffs stay": ("11", ("q-seed-4",)),
    "38 hundreds of billions of goods taxed": ("10", ("f-taxed-goods-both-2019-03-27",)),
    "39 China wants the tariffs lifted": ("10", ("q-seed-position-lift",)),
    "40 Washington sees leverage": ("10", ("q-seed-position-leverage",)),
    "41 Trump on a long stay of the tariffs": ("10", ("q-seed-trump-compliance", "q-seed-6")),
    "42 words on some give": ("11", ("q-seed-4",)),
    "43 tariffs to be taken up in the talks": ("12", ("2019-03-28-beijing",)),
    "44 words on an issue to resolve": ("12", ("q-seed-5",)),
    "45 duties on 250 billion": (
        "13",
        ("f-us-duties-value-2019-03-27", "us-301-list-1", "us-301-list-2", "us-301-list-3"),
    ),
    "46 of these 50 billion": ("13", ("f-us-duties-25-value-2019-03-27",)),
    "47 and 200 billion": ("13", ("f-us-duties-10-value-2019-03-27",)),
    "48 about 110 billion by China": (
        "13",
        ("f-cn-duties-value-2019-03-27", "cn-list-1", "cn-list-2", "cn-60bn"),
    ),
    "49 rate of 25 percent": ("13", ("f-us-duties-25-rate-2019-03-27",)),
    "50 rate of 10 percent": ("13", ("f-us-duties-10-rate-2019-03-27",)),
    "51 credits": ("credit line", ("jeff-mason", "peter-cooney", REPORT)),
    "52 dateline and copy": ("", (REPORT,)),
}


def citations(record: object) -> Iterator[Citation]:
    """Every citation of a record, in steps, history and roles too."""
    yield from getattr(record, "cites", ())
    for part in ("history", "steps", "roles"):
        for entry in getattr(record, part, ()):
            yield from entry.cites


def test_there_are_58_statements() -> None:
    assert len(CLAIMS) == 58


@pytest.mark.parametrize("claim", CLAIMS)
def test_each_statement_stands_in_a_record_with_its_paragraph(claim: str, record: Collection) -> None:
    paragraph, ids = CLAIMS[claim]
    for id_ in ids:
        held = record.records[id_]
        if id_ == REPORT:
            continue
        places = " ".join(cite.at for cite in citations(held) if cite.source == REPORT)
        assert _covers(places, paragraph), f"{id_}: {places!r} doesn't name paragraph {paragraph}"


def _covers(places: str, paragraph: str) -> bool:
    if not paragraph.isdigit():
        return paragraph in places
    words = places.replace(",", " ").split()
    numbers = {int(word) for word in words if word.isdigit()}
    for first, to, last in zip(words, words[1:], words[2:], strict=False):
        if to == "to" and first.isdigit() and last.isdigit():
            numbers.update(range(int(first), int(last) + 1))
    return int(paragraph) in numbers


def test_what_the_report_leaves_open_stays_open(record: Collection) -> None:
    says = {
        id_: {
            key: value
            for cite in record.records[id_].cites
            if cite.source == REPORT
            for key, value in cite.says.items()
        }
        for id_ in (
            "2019-03-28-beijing",
            "2019-04-03-washington",
            "2019-03-20-substantial-period",
            "2018-07-06-us-list1",
        )
    }
    assert says["2019-03-28-beijing"]["when_text"] == "on Thursday"
    assert says["2019-04-03-washington"] == {"when": "[2019-04-01..2019-04-05]", "when_text": "next week"}
    assert says["2019-03-20-substantial-period"]["when"] == "[2019-03-17..2019-03-23]"
    assert says["2018-07-06-us-list1"]["when_text"] == "Since July 2018"


def test_the_goal_missed_and_the_later_hope_are_two_events(record: Collection) -> None:
    goal, window = record.records["2019-03-summit-goal"], record.records["2019-deal-window"]
    assert isinstance(goal, Event) and isinstance(window, Event)
    assert goal.when is not None and goal.when.edtf == "2019-03-31~"
    assert goal.when_text == "initial end-of-March goal"
    assert goal.status == "missed"
    assert next(entry.on.edtf for entry in goal.history if entry.status == "missed") == "2019-03-14"
    assert window.history[0].when is not None and window.history[0].when.edtf == "[2019-04,2019-05,2019-06]"
    assert window.history[0].status == "possible"
    assert ("2019-03-summit-goal", "follows") in {(link.to, link.rel) for link in window.links}


def test_each_official_stands_apart_and_is_no_actor(record: Collection) -> None:
    words: dict[tuple[str, str], list[str]] = {}
    for quote in record.of_kind("quote"):
        assert isinstance(quote, Quote)
        if quote.described is not None and any(cite.source == REPORT for cite in quote.cites):
            assert not quote.by
            words.setdefault((quote.described.as_, quote.described.ordinal), []).append(quote.id)
    assert set(words) == {
        ("U.S. officials", ""),
        ("one official", ""),
        ("another administration official", ""),
        ("the second official", "second"),
        ("the first official", "first"),
    }
    assert "q-seed-3" in words["another administration official", ""]
    assert words["the second official", "second"] == ["q-seed-4"]


def test_one_utterance_is_one_quote_with_the_break_visible(record: Collection) -> None:
    quote = record.records["q-seed-4"]
    assert isinstance(quote, Quote)
    assert quote.text[0] == "Some tariffs will stay" and quote.text[1].endswith("We can't.")
    exact = quote.cites[0].exact
    assert 0 <= exact.index(quote.text[0]) < exact.index(quote.text[1])
    assert " ... and will be" in record.records["q-seed-5"].text[0]


def test_anonymity_only_where_it_is_printed(record: Collection) -> None:
    terms = {
        quote.id: quote.terms for quote in record.of_kind("quote") if isinstance(quote, Quote) and quote.terms
    }
    assert terms["q-seed-1"] == terms["q-seed-2"] == "condition of anonymity"
    assert "q-seed-3" not in terms and "q-seed-5" not in terms


def test_the_numbers(record: Collection) -> None:
    def value(id_: str) -> float | None:
        figure = record.records[id_]
        assert isinstance(figure, Figure) and figure.value is not None
        return figure.value.value

    assert value("f-us-duties-value-2019-03-27") == 250
    assert value("f-us-duties-25-value-2019-03-27") == 50
    assert value("f-us-duties-10-value-2019-03-27") == 200
    about = record.records["f-cn-duties-value-2019-03-27"]
    assert isinstance(about, Figure) and about.value is not None
    assert (about.value.value, about.value.words, about.value.exact) == (110, "about $110 billion", False)


def test_six_areas(record: Collection) -> None:
    six = record.records["2019-02-20-six-texts"]
    assert {
        "forced-technology-transfer",
        "cyber-theft",
        "intellectual-property",
        "services",
        "currency",
        "agriculture",
        "non-tariff-barriers",
    } <= set(six.tags)
