"""Answers in words: in force, changes, conflicts, tables, charts, and why there is nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core import changes as core_changes
from tradetui.core.in_force import Addend, Point, Total
from tradetui.core.query.parse import parse as query
from tradetui.core.records import Amount, Step
from tradetui.core.states import State
from tradetui.core.when import parse
from tradetui.present import answers, changes, chart, conflicts, dates, measures, numbers, table, totals
from tradetui.present.axis import Options
from tradetui.present.cells import plain, width
from tradetui.present.zoom import fit
from tradetui.store import open_archive
from tradetui.store.archive import Archive, Count
from tradetui.ui.legend import legend

from .golden_pictures import same_picture, within

HARBOUR = Path(__file__).parent.parent / "collections" / "harbour"
END = date(2012, 12, 31).toordinal()


def day(year: int, month: int, number: int) -> int:
    return date(year, month, number).toordinal()


@pytest.fixture(scope="module")
def harbour() -> Iterator[Archive]:
    archive = open_archive(HARBOUR, cache_dir=None)
    yield archive
    archive.close()


@pytest.fixture(scope="module")
def names(harbour: Archive) -> dict[str, str]:
    sides = {side.id: side.name for side in harbour.info.sides}
    rows = harbour.rows(harbour.ids(query("").query, kinds=("actor", "source"), known_on=END).rows)
    return {**{row.id: row.title for row in rows}, **sides}


# -- measures in force ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "known", "cells"), [
    ((2011, 6, 20), END, 104),
    ((2011, 6, 20), END, 56),
    ((2011, 10, 15), day(2011, 8, 25), 80),
    ((2012, 6, 1), END, 80),
])  # fmt: skip
def test_pictures_of_what_was_in_force(
    harbour: Archive, names: dict[str, str], on: tuple[int, int, int], known: int, cells: int
) -> None:
    answer = harbour.in_force(day(*on), known_on=known)
    page = measures.in_force_page(answer, cells, names=names, sides=("avik", "merisalo"), all_measures=True)
    within(page.lines, cells)
    same_picture(f"in-force-{date(*on)}-known-{dates.day(known, 'iso')}-{cells}", page.lines)
    for target in page.targets:
        assert 0 <= target.start < target.end <= cells


def test_what_is_not_in_force_is_counted_unless_asked_for(harbour: Archive, names: dict[str, str]) -> None:
    answer = harbour.in_force(day(2012, 12, 31), known_on=END)
    short = measures.in_force_page(answer, 80, names=names).text()
    assert "not in force" in short
    whole = measures.in_force_page(answer, 80, names=names, all_measures=True).text()
    assert len(whole) > len(short)


def step(status: str = "adopted", **more: object) -> Step:
    values: dict[str, object] = {
        "id": "s1",
        "decided": parse("2019-05-09"),
        "rate": Amount(25.0),
        "unit": "percent",
    }
    return Step(status=status, **{**values, **more})  # type: ignore[arg-type]


def test_states_in_words() -> None:
    on = day(2019, 6, 1)
    risen = step(start=parse("2019-05-10"))
    assert measures.state_words(State(on, on, "yes", risen)) == "in force at 25 percent since 10 May 2019"
    planned = State(on, day(2019, 5, 9), "yes", risen, plan=True)
    assert measures.state_words(planned) == "a plan: in force at 25 percent from 10 May 2019"
    assert measures.verdict_sign(planned).word == "a plan"
    assert measures.state_words(State(on, on, "no")) == "not in force"
    assert (
        measures.state_words(State(on, on, "no", step("ended", start=parse("2019-05-30"))))
        == "not in force: ended since 30 May 2019"
    )
    unsure = State(on, on, "unsure", disagree=(risen, step("suspended", start=parse("2019-06~"))))
    assert measures.state_words(unsure).startswith(
        "can't tell: 25 percent adopted on 9 May 2019, from 10 May 2019; or "
    )
    assert "fuzzy" in measures.state_words(State(on, on, "unsure", cut=True))


def test_a_total_writes_its_sum_out() -> None:
    addends = tuple(
        Addend(f"list-{n}", f"List {n}", Amount(value)) for n, value in ((1, 34.0), (2, 16.0), (3, 200.0))
    )
    rates = (("25 percent", Amount(50.0)), ("10 percent", Amount(200.0)))
    total = Total("us", "china", "USD", "billion", Amount(250.0), addends, rates)
    assert (
        totals.total_words(total)
        == "34 + 16 + 200 = 250 billion US dollars: 50 at 25 percent, 200 at 10 percent"
    )
    one = Total("us", "china", "USD", "billion", Amount(34.0), addends[:1], (("25 percent", Amount(34.0)),))
    assert totals.total_words(one) == "34 billion US dollars, at 25 percent"
    none = Total("us", "china", "", "", Amount(), ())
    assert totals.total_words(none) == "no measure in force prints a value"


# -- numbers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (Amount(5745.0), "5,745"),
        (Amount(7.5), "7.5"),
        (Amount(-3.0), "-3"),
        (Amount(110.0, words="about 110"), "about 110"),
        (Amount(None, 100.0, None), "at least 100"),
        (Amount(None, None, 60.0), "at most 60"),
        (Amount(None, 50.0, 60.0), "50 to 60"),
        (None, ""),
    ],
)
def test_numbers_are_never_surer_than_their_source(amount: Amount | None, shown: str) -> None:
    assert numbers.amount(amount) == shown


def test_money_names_its_currency_once() -> None:
    assert numbers.money(Amount(250.0), "USD", "billion") == "250 billion US dollars"
    assert numbers.money(Amount(60.0, words="up to $60 billion"), "USD", "billion") == "up to $60 billion"
    assert numbers.money(Amount(60.0, words="up to 60"), "XYZ", "million") == "up to 60 million XYZ"
    assert numbers.with_unit(Amount(25.0), "percent") == "25 percent"
    assert numbers.with_unit(Amount(250.0), "USD billion") == "250 billion US dollars"
    assert numbers.with_unit(Amount(110.0, words="about $110 billion"), "USD billion") == "about $110 billion"
    assert numbers.with_unit(Amount(200.0, words="fewer than 200 boats"), "boats") == "fewer than 200 boats"
    assert numbers.with_unit(Amount(3.0, words="about 3"), "boats") == "about 3 boats"
    assert numbers.with_unit(Amount(34.0), "EUR a passenger") == "34 EUR a passenger"
    assert numbers.with_unit(Amount(1.4), "million EUR") == "1.4 million euros"


# -- changes and conflicts -----------------------------------------------------------------------------------


def test_picture_of_changes(harbour: Archive, names: dict[str, str]) -> None:
    found = harbour.changes(day(2011, 8, 1), day(2012, 4, 1), known_on=END)
    page = changes.page(found, 90, names=names)
    within(page.lines, 90)
    same_picture("changes-90", page.lines)
    assert "measure" in changes.count_words(found)
    assert changes.count_words([]) == "nothing"


def test_changes_write_as_the_core_does() -> None:
    assert changes._NOT_KNOWN == core_changes.NOT_KNOWN


def test_every_change_leads_to_its_record(harbour: Archive) -> None:
    found = harbour.changes(day(2011, 3, 1), END, known_on=END)
    page = changes.page(found, 40)
    within(page.lines, 40)
    assert {change.id for change in found} <= {target.value for target in page.targets}


def test_picture_of_conflicts(harbour: Archive, names: dict[str, str]) -> None:
    found = harbour.conflicts(known_on=END)
    assert found
    page = conflicts.page(found, 80, names=names)
    within(page.lines, 80)
    same_picture("conflicts-80", page.lines)
    text = page.text()
    assert text.count("(held)") >= 1
    assert {conflict.id for conflict in found} <= {target.value for target in page.targets}


# -- why there is nothing ------------------------------------------------------------------------------------


def why(harbour: Archive, text: str, kinds: tuple[str, ...] = ("event",), known_on: int = END) -> str:
    return "\n".join(answers.why_empty(query(text).query, harbour, kinds=kinds, known_on=known_on))  # type: ignore[arg-type]


def test_the_term_that_empties_an_answer_is_named(harbour: Archive) -> None:
    text = why(harbour, "fee zeppelin")
    assert "No event found for fee zeppelin." in text
    assert 'Without the word "zeppelin" there would be' in text
    assert 'fee" there' not in text


def test_a_term_that_finds_nothing_alone_is_named(harbour: Archive) -> None:
    text = why(harbour, "zeppelin airship fee")
    assert 'The word "zeppelin" alone finds nothing.' in text


def test_what_is_known_only_later_is_counted(harbour: Archive) -> None:
    text = why(harbour, "judgment", known_on=day(2011, 3, 15))
    assert "known only after 15 March 2011" in text
    assert "No event was known on 1 January 2000" in why(harbour, "", known_on=day(2000, 1, 1))


def test_other_kinds_that_match_are_named(harbour: Archive) -> None:
    assert "quote" in why(harbour, "“who knows”", kinds=("event",))


def test_a_spelling_that_only_other_kinds_hold_is_offered_with_what_it_finds(harbour: Archive) -> None:
    text = why(harbour, "regata", kinds=("quote",))
    assert "regata: did you mean regatta? With it there would be no quote, but " in text
    assert "event" in text.partition("but ")[2].splitlines()[0]
    # where the kinds asked for hold it, and where all kinds are asked for, nothing is said of others
    assert "With it" not in why(harbour, "regata", kinds=("event",))
    every = why(harbour, "regata", kinds=("event", "quote", "measure", "figure", "actor", "source"))
    assert "regata: did you mean regatta?" in every and "With it" not in every


def test_what_several_spellings_find_elsewhere_is_told_of_all_of_them(harbour: Archive) -> None:
    text = why(harbour, "regata yealry", kinds=("quote",))
    first, second = (line for line in text.splitlines() if "did you mean" in line)
    assert "With" not in first and "? With both there would be no quote, but " in second


def test_what_is_half_typed_is_counted_as_the_lists_show_it(harbour: Archive) -> None:
    def told(typing: bool) -> str:
        typed = query("reg", typing=typing).query
        return "\n".join(answers.why_empty(typed, harbour, kinds=("quote",), known_on=END))

    found = harbour.count(query("reg", typing=True).query, kinds=("event",), known_on=END)
    assert found.number and "No quote found for reg." in told(True)
    assert f"The same words find {found} event" in told(True)
    assert "The same words find" not in told(False)


def test_each_term_is_told_the_spelling_of_the_kinds_that_hold_it(harbour: Archive) -> None:
    text = why(harbour, "by:dhal regata", kinds=("quote",))
    assert text.count("by:dhal: did you mean") == 1 and text.count("regata: did you mean") == 1


def test_the_word_that_empties_a_phrase_is_named(harbour: Archive) -> None:
    assert 'Without the word "zeppelin" there would be' in why(harbour, '"the zeppelin"')
    assert 'The word "airship" alone finds nothing.' in why(harbour, '"zeppelin airship"')
    text = why(harbour, '"fee the"')
    assert "Without the quotation marks" in text and "alone" not in text


def test_counts_and_days_in_words() -> None:
    assert answers.counted(Count(1), "event") == "1 event"
    assert answers.counted(Count(1204), "event") == "1,204 events"
    assert answers.counted(Count(10_000, True), "event") == "10,000+ events"
    assert answers.known_on_words(5, None, 5) == "as known now"
    assert (
        answers.known_on_words(END, END, END + 400) == "as known at the end of the record, 31 December 2012"
    )
    assert answers.known_on_words(day(2012, 1, 1), END, END) == "as known on 1 January 2012"
    assert answers.after_end(END + 1, END) == "1 January 2013 is after the record ends (31 December 2012)"
    assert answers.after_end(END, END) == answers.after_end(END, None) == ""


# -- tables --------------------------------------------------------------------------------------------------

CELL = st.text(st.one_of(st.characters(), st.sampled_from("中\x1b\u202e ")), max_size=30)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), st.integers(20, 90))
def test_tables_keep_to_their_width(rows: list[list[str]], cells: int) -> None:
    lines = list(table.table(("one", "two", "three"), rows, cells))
    within(lines, cells)
    if lines:
        assert len(lines) == len(rows) + 1


def test_tables_align_and_leave_out_empty_columns() -> None:
    lines = list(
        table.table(("day", "title", "n", "none"), [["2019-01-01", "中文", "3", ""], ["2019", "x", "12", ""]])
    )
    assert [plain(line) for line in lines] == [
        "day         title   n",
        "2019-01-01  中文    3",
        "2019        x      12",
    ]


@given(st.lists(st.integers(0, 80), min_size=1, max_size=6), st.integers(6, 100))
def test_the_widest_columns_give_way_first(sizes: list[int], room: int) -> None:
    cut = table.shrink(sizes, room)
    assert sum(cut) <= max(room, len(sizes))
    assert all(small <= size for small, size in zip(cut, sizes, strict=True))
    kept = [size for small, size in zip(cut, sizes, strict=True) if small == size]
    assert not kept or max(kept) <= max(cut)


# -- the stepped chart ---------------------------------------------------------------------------------------


def points(*held: tuple[int, float, float]) -> list[Point]:
    return [
        Point(
            on,
            Amount(value),
            rates=(("m", Amount(rate), "percent"),) if rate else (),
            currency="EUR",
            unit="million",
        )
        for on, value, rate in held
    ]


SERIES = chart.bands(
    "Port", "side-1", points((day(2011, 1, 1), 0, 0), (day(2011, 5, 1), 40, 5), (day(2011, 9, 1), 60, 12))
)
SERIES += chart.bands("Town", "side-2", points((day(2011, 1, 1), 0, 0), (day(2011, 7, 1), 15, 10)))


@pytest.mark.parametrize("plain_signs", [False, True])
def test_picture_of_the_chart(plain_signs: bool) -> None:
    view = fit(day(2011, 1, 1), day(2012, 1, 1), 69)
    lines = chart.chart(
        view, SERIES, 80, 12, options=Options(cursor=day(2011, 6, 15), ascii_only=plain_signs)
    )
    assert all(width(plain(line)) == 80 for line in lines)
    same_picture(f"chart-80{'-ascii' if plain_signs else ''}", lines, edge="|")
    if plain_signs:
        assert all(plain(line).isascii() for line in lines)


def test_what_nobody_can_tell_is_not_drawn_as_nothing_and_plans_fade() -> None:
    held = [Point(day(2011, 1, 1), None, unsure=("ice",)), *points((day(2011, 6, 1), 40, 5))]
    series = [chart.Band("Port", "side-1", tuple(held))]
    view = fit(day(2011, 1, 1), day(2012, 1, 1), 60)
    lines = chart.chart(view, series, 69, 6, options=Options(known_on=day(2011, 9, 1)))
    lowest = lines[4]
    roles = {role for _, role in lowest}
    assert {"unsure", "side-1", "fade"} <= roles
    assert "╱" in plain(lowest)


@pytest.mark.parametrize("plain_signs", [False, True])
def test_no_sign_of_the_chart_has_two_meanings(plain_signs: bool) -> None:
    held = [Point(day(2011, 1, 1), None, unsure=("ice",)), *points((day(2011, 4, 1), 40, 5))]
    high = chart.bands("Town", "side-2", points((day(2011, 1, 1), 100, 5)))
    series = [chart.Band("Port", "side-1", tuple(held)), *high]
    view = fit(day(2011, 1, 1), day(2012, 1, 1), 60)
    options = Options(known_on=day(2011, 7, 1), ascii_only=plain_signs)
    # 40 of 100 in eight rows end a quarter up the cell; in ten rows at its top
    drawn = {
        (role, sign)
        for height in (20, 24)
        for line in chart.chart(view, series, 69, height, options=options)[2:]
        for text, role in line
        if role not in ("number", "dim")
        for sign in text.strip()
    }
    told = {
        role: {sign for each, sign in drawn if each == role} for role in ("unsure", "fade", "side-1", "grid")
    }
    assert all(told[role] for role in ("unsure", "fade"))
    for one in told:
        for other in told:
            assert one == other or not told[one] & told[other], (one, other, told)
    known = {each.sign for each in legend(plain_signs) if each.about == "in the chart of measures"}
    assert told["unsure"] | told["fade"] <= known


def test_the_chart_keeps_to_any_height() -> None:
    view = fit(day(2011, 1, 1), day(2012, 1, 1), 30)
    for height in range(14):
        lines = chart.chart(view, SERIES, 37, height)
        assert len(lines) == height
        assert all(width(plain(line)) == 37 for line in lines)


def test_the_point_of_a_day() -> None:
    band = SERIES[0]
    assert chart.at(band, day(2010, 1, 1)) is None
    assert chart.at(band, day(2011, 5, 1)) is band.points[1]
    assert chart.at(band, day(2020, 5, 1)) is band.points[2]


def test_a_series_without_values_shows_only_where_there_is_no_other() -> None:
    empty = Point(day(2011, 1, 1), None)
    assert len(chart.bands("Port", "side-1", [empty, *points((day(2011, 5, 1), 40, 5))])) == 1
    assert len(chart.bands("Port", "side-1", [empty])) == 1


def test_rates_in_words() -> None:
    point = Point(
        1,
        Amount(1.0),
        rates=(
            ("a", Amount(25.0), "percent"),
            ("b", Amount(10.0), "percent"),
            ("c", Amount(10.0), "percent"),
        ),
    )
    assert chart.rate_words(point) == ("10 and 25 percent", "10, 25 %")
    assert chart.rate_words(Point(1, None, unsure=("x",))) == ("1 can't tell", "1 can't tell", "1?")
    assert chart.rate_words(None) == ()
