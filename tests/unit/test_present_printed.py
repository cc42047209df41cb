"""Printed totals on the page of measures in force: who prints what, and what the same measures come to here."""

from __future__ import annotations

from tests.unit.golden_pictures import within
from tradetui.core.printed import Printed
from tradetui.core.records import Amount, Citation
from tradetui.core.totals import Addend, Total
from tradetui.present.page import Builder
from tradetui.present.printed import listed, printed_totals, sum_words
from tradetui.present.totals import total_at_once, total_words

HERE = Total(
    by="port",
    against="town",
    amount=Amount(60.0, words="about 60"),
    currency="EUR",
    unit="million",
    addends=(
        Addend(measure="trawlers", title="Trawlers", amount=Amount(40.0)),
        Addend(measure="ferries", title="Ferries", amount=Amount(20.0, words="about 20")),
    ),
    by_rate=(("5 percent", Amount(60.0, words="about 60")),),
)
FIGURE = Printed(
    figure="f-fees",
    label="Boats under the fee",
    value=Amount(70.0),
    unit="EUR million",
    measures=("trawlers", "ferries"),
    here=HERE,
    differs=True,
    rest=("rowing-boats",),
    cites=(Citation(source="courier", at="paragraph 3"), Citation(source="notice")),
)
NAMES = {
    "trawlers": "Fee on trawlers",
    "ferries": "Fee on ferries",
    "courier": "The Courier",
    "notice": "Notice 7",
}


def test_a_printed_total_names_its_sources_its_measures_and_the_sum_here() -> None:
    builder = Builder(200)
    printed_totals(builder, [FIGURE], "port", NAMES)
    page = builder.page()
    assert " ".join(page.text().split()) == (
        "printed: 70 million euros (The Courier, paragraph 3; Notice 7) for Fee on trawlers and Fee on ferries;"
        " here 40 + about 20 = about 60, which is another number; not in it: rowing-boats"
    )
    assert [target.value for target in page.targets] == ["courier", "notice"]


def test_it_stands_under_its_own_side_and_fits() -> None:
    for cells in (20, 40, 80):
        builder = Builder(cells)
        printed_totals(builder, [FIGURE], "town", NAMES)
        assert builder.page().lines == ()
        printed_totals(builder, [FIGURE], "port", NAMES)
        total_at_once(builder, HERE, {"town": "Town"})
        within(builder.page().lines, cells)


def test_what_is_told_at_once_is_the_sum_without_its_terms() -> None:
    builder = Builder(100)
    total_at_once(builder, HERE, {"town": "Town"})
    assert builder.page().text() == "  Total against Town  about 60 million euros, all at 5 percent"
    assert total_words(HERE).startswith("40 + about 20 = about 60 million euros")


def test_words_of_lists_and_sums() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert sum_words(HERE) == "40 + about 20 = about 60"
