"""What was in force on a day: states of many measures, parents, exclusions, totals, the series of days."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradetui.core.amounts import bounds, hedge, overlap, text, total, with_unit
from tradetui.core.in_force import InForce, Total, in_force, series
from tradetui.core.records import Amount, Base, Citation, Figure, Link, Measure, Step
from tradetui.core.when import parse

NOW = date(2020, 12, 31).toordinal()


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def base(value: float | Amount | None, currency: str = "EUR", unit: str = "million") -> Base:
    amount = value if isinstance(value, Amount) or value is None else Amount(float(value))
    return Base(value=amount, currency=currency, unit=unit)


def adopted(start: str, rate: float | None = None, name: str = "s1", **more: object) -> Step:
    return Step(
        id=name,
        decided=parse("2020-01-01"),
        status="adopted",
        start=parse(start) if start else None,
        rate=None if rate is None else Amount(rate),
        unit="percent",
        **more,  # type: ignore[arg-type]
    )


def ended(start: str, name: str = "s9") -> Step:
    return Step(id=name, decided=parse("2020-01-01"), status="ended", start=parse(start))


def measure(name: str, *steps: Step, value: float | Amount | None = None, **more: object) -> Measure:
    more.setdefault("by", "port")
    more.setdefault("against", "ships")
    return Measure(
        id=name, title=name.upper(), steps=steps, base=None if value is None else base(value), **more
    )  # type: ignore[arg-type]


def ask(*measures: Measure, about: str = "2020-06-01", known_on: int = NOW, **more) -> InForce:
    return in_force(measures, day(about), known_on, **more)


def only(answer: InForce) -> Total:
    (found,) = (each for each in answer.totals if not each.tree)
    return found


def verdicts(answer: InForce) -> dict[str, str]:
    return {each.measure.id: each.state.verdict for each in answer.measures}


A = measure("a", adopted("2020-02-01", 25), value=34)
B = measure("b", adopted("2020-03-01", 25), value=16)
C = measure("c", adopted("2020-04-01", 10), value=200)


def test_a_total_adds_values_and_splits_them_by_rate():
    found = only(ask(A, B, C))
    assert found.amount == Amount(250.0)
    assert [(each.measure, each.amount.value, each.sign) for each in found.addends] == [
        ("a", 34, 1),
        ("b", 16, 1),
        ("c", 200, 1),
    ]
    assert found.by_rate == (("25 percent", Amount(50.0)), ("10 percent", Amount(200.0)))


def test_what_is_not_in_force_is_listed_and_not_added():
    answer = ask(A, B, C, about="2020-03-15")
    assert verdicts(answer) == {"a": "yes", "b": "yes", "c": "no"}
    assert only(answer).amount == Amount(50.0)


def test_the_steps_own_value_wins():
    widened = measure("a", adopted("2020-02-01", 25, value=Amount(40.0)), value=34)
    assert only(ask(widened)).amount == Amount(40.0)


def test_what_cant_be_told_is_named_and_not_added():
    fuzzy = measure("f", adopted("2020-06", 5), value=7)
    found = only(ask(A, fuzzy, about="2020-06-10"))
    assert (found.amount, found.unsure) == (Amount(34.0), ("f",))


def test_what_has_no_value_is_named():
    found = only(ask(A, measure("all", adopted("2020-02-01", 10))))
    assert (found.amount, found.without_value) == (Amount(34.0), ("all",))
    alone = only(ask(measure("all", adopted("2020-02-01", 10))))
    assert (alone.amount.value, alone.without_value) == (None, ("all",))
    words = measure("w", adopted("2020-02-01"), value=Amount(words="billions"))
    assert only(ask(words)).without_value == ("w",)


def test_sides_currencies_and_units_are_never_mixed():
    other = measure("o", adopted("2020-02-01"), by="crew", value=5)
    dollars = Measure(
        id="d", title="D", by="port", against="ships", steps=(adopted("2020-02-01"),), base=base(3, "USD")
    )
    found = {(each.by, each.currency): each.amount.value for each in ask(A, other, dollars).totals}
    assert found == {("port", "EUR"): 34, ("crew", "EUR"): 5, ("port", "USD"): 3}


def test_bodies_of_one_side_add_up():
    other = measure("o", adopted("2020-02-01"), by="harbour-master", value=5)
    answer = ask(A, other, side_of={"port": "city", "harbour-master": "city"})
    assert [each.side for each in answer.measures] == ["city", "city"]
    found = only(answer)
    assert (found.by, found.amount.value) == ("city", 39)


# -- parents ---------------------------------------------------------------------------------------------------


def family(**parent: object) -> list[Measure]:
    return [
        measure("p", **parent),
        measure("x", adopted("2020-02-01", 10), parent="p"),
        measure("y", adopted("2020-03-01", 5), parent="p"),
    ]


def test_a_parents_answer_is_its_childrens():
    answer = ask(*family(value=60))
    parent = answer.measures[0]
    assert (parent.state.verdict, parent.children, parent.partly) == ("yes", ("x", "y"), False)
    assert (parent.rate, parent.rates) == (None, ((Amount(10), "percent"), (Amount(5), "percent")))
    assert answer.measures[1].parent == "p"


def test_where_leaves_have_no_value_the_parents_counts_once():
    found = only(ask(*family(value=60)))
    assert (found.amount, [each.measure for each in found.addends]) == (Amount(60.0), ["p"])
    assert found.by_rate == (("10 and 5 percent", Amount(60.0)),)


def test_a_parent_of_which_only_part_is_in_force_says_so():
    answer = ask(*family(value=60), about="2020-02-15")
    assert answer.measures[0].partly
    (addend,) = only(answer).addends
    assert (addend.measure, addend.partly) == ("p", True)


def test_where_leaves_have_values_the_parents_is_left_out():
    measures = family(value=60)
    measures[1] = measure("x", adopted("2020-02-01", 10), parent="p", value=40)
    found = only(ask(*measures))
    assert (found.amount, found.without_value) == (Amount(40.0), ("y",))


def test_a_parent_alone_has_its_own_total_beside_the_sides():
    measures = [measure("p"), measure("x", adopted("2020-02-01", 10), parent="p", value=40)]
    measures.append(measure("y", adopted("2020-02-01", 10), parent="p", value=2))
    totals = ask(*measures, A).totals
    assert [(each.tree, each.amount.value) for each in totals] == [("", 76), ("p", 42)]
    assert [each.tree for each in ask(*measures).totals] == [""]


@pytest.mark.parametrize(
    ("about", "verdict"),
    [("2020-01-15", "no"), ("2020-02-15", "yes"), ("2020-12-15", "no"), ("2020-11-15", "unsure")],
)
def test_the_verdict_of_a_parent(about, verdict):
    measures = [
        measure("p"),
        measure("x", adopted("2020-02-01"), ended("2020-05-01"), parent="p"),
        measure("y", adopted("2020-02-01", end=parse("2020-11")), parent="p"),
    ]
    assert ask(*measures, about=about).measures[0].state.verdict == verdict


def test_parents_that_name_each_other_do_no_harm():
    answer = ask(measure("p", parent="q"), measure("q", parent="p"))
    assert len(answer.measures) == 2


# -- exclusions ------------------------------------------------------------------------------------------------


def exclusion(**more: object) -> Measure:
    return measure("free", adopted("2020-04-01"), instrument="exclusion", parent="a", **more)


def test_an_exclusion_with_a_value_is_taken_off():
    answer = ask(A, exclusion(value=4))
    found = only(answer)
    assert found.amount == Amount(30.0)
    assert [(each.measure, each.sign) for each in found.addends] == [("free", -1), ("a", 1)]
    assert found.by_rate == (("25 percent", Amount(30.0)),)
    assert answer.measures[0].exclusions == ("free",)
    assert answer.measures[0].state.step is not None


def test_an_exclusion_without_a_value_is_said():
    found = only(ask(A, exclusion()))
    assert (found.amount, found.exclusions) == (Amount(34.0), ("free",))


def test_an_exclusion_counts_only_while_in_force_and_its_parent_is():
    assert only(ask(A, exclusion(value=4), about="2020-03-01")).amount == Amount(34.0)
    gone = measure("a", adopted("2020-02-01"), ended("2020-05-01"), value=34)
    assert ask(gone, exclusion(value=4)).totals == ()


# -- goods of goods --------------------------------------------------------------------------------------------


def test_part_of_anothers_goods_is_not_added_again():
    raised = measure("raise", adopted("2020-02-01", 100), value=5, links=(Link("a", "part-of"),))
    found = only(ask(A, raised))
    assert (found.amount, found.within) == (Amount(34.0), ("raise",))
    later = measure("raise", adopted("2020-01-05", 100), value=5, links=(Link("c", "part-of"),))
    assert only(ask(A, C, later, about="2020-03-01")).amount == Amount(39.0)


# -- what was known --------------------------------------------------------------------------------------------


def test_a_measure_not_yet_known_is_hidden_and_counted():
    answer = ask(A, known_on=day("2019-12-31"))
    assert (answer.measures, answer.hidden, answer.totals) == ((), 1, ())


def test_a_parent_is_known_with_its_first_child():
    parent = measure("p", cites=(Citation(source="late"),), value=60)
    child = measure("x", adopted("2020-02-01"), parent="p")
    answer = ask(parent, child, published={"late": parse("2020-09-01")}, known_on=day("2020-03-01"))
    assert [each.measure.id for each in answer.measures] == ["p", "x"]
    assert answer.measures[0].measure.cites == ()


def test_what_was_decided_only_after_the_day_is_told_apart():
    answer = ask(A, *family(), about="2019-12-31")
    assert [each.later for each in answer.measures] == [True] * 4
    assert [each.later for each in ask(A, about="2020-01-01").measures] == [False]


def test_a_plan_is_a_plan():
    answer = ask(A, about="2020-02-01", known_on=day("2020-01-15"))
    assert answer.measures[0].state.plan


def test_after_the_record_ends_it_says_so():
    assert ask(A, about="2021-01-01", end_of_record=NOW).notes == ("after the record ends",)
    assert ask(A).notes == ()
    later = ask(A, known_on=NOW + 5, end_of_record=NOW)
    assert later.notes == ("known on a day after the record ends",)


def test_a_time_is_passed_on():
    answer = ask(A, about="2020-02-01", at=time(12), zone="UTC")
    assert (answer.at, answer.zone, verdicts(answer)) == ("12:00", "UTC", {"a": "unsure"})


# -- the series ------------------------------------------------------------------------------------------------


def test_the_series_has_a_point_for_each_day_on_which_the_answer_changes():
    stopped = measure("b", adopted("2020-03-01", 25), ended("2020-05-01"), value=16)
    points = series([A, stopped, C], "port", day("2020-01-01"), day("2020-12-31"), NOW)
    assert [
        (date.fromordinal(each.day).isoformat(), each.amount and each.amount.value) for each in points[1:]
    ] == [
        ("2020-02-01", 34),
        ("2020-03-01", 50),
        ("2020-04-01", 250),
        ("2020-05-01", 234),
    ]
    assert (points[0].amount, points[0].day) == (None, day("2020-01-01"))
    assert points[2].rates == (("a", Amount(25), "percent"), ("b", Amount(25), "percent"))


def test_the_series_marks_what_cant_be_told():
    fuzzy = measure("f", adopted("2020-06", 5), value=7)
    points = series([fuzzy], "port", day("2020-01-01"), day("2020-12-31"), NOW)
    assert [(date.fromordinal(each.day).isoformat(), each.unsure) for each in points] == [
        ("2020-01-01", ()),
        ("2020-06-01", ("f",)),
        ("2020-06-30", ()),
    ]


dates = st.dates(date(2020, 1, 1), date(2020, 3, 1)).map(date.isoformat)
fuzzy_dates = dates | st.sampled_from(["2020-02", "[2020-01-10,2020-02-20]", "2020-01"])


@st.composite
def small_measures(draw):
    steps = []
    for place in range(draw(st.integers(1, 3))):
        status = draw(st.sampled_from(["adopted", "adopted", "suspended"]))
        end = draw(st.none() | fuzzy_dates)
        steps.append(
            Step(
                id=f"s{place}",
                decided=parse(draw(dates)),
                status=status,
                start=parse(draw(fuzzy_dates)),
                end=None if end is None else parse(end),
                rate=Amount(float(draw(st.integers(1, 3)))),
            )
        )
    return steps


@settings(max_examples=60, deadline=None)
@given(st.lists(small_measures(), min_size=1, max_size=3), st.integers(0, 75))
def test_the_series_says_what_each_day_says(all_steps, offset):
    measures = [measure(f"m{n}", *steps, value=10**n) for n, steps in enumerate(all_steps)]
    first, last = day("2020-01-01"), day("2020-03-15")
    points = series(measures, "port", first, last, NOW)
    on = first + offset
    point = [each for each in points if each.day <= on][-1]
    answer = in_force(measures, on, NOW)
    sums = [each for each in answer.totals if each.amount.value is not None]
    assert (point.amount and point.amount.value) == (sums[0].amount.value if sums else None)
    assert point.unsure == tuple(m.measure.id for m in answer.measures if m.state.verdict == "unsure")


# -- amounts ---------------------------------------------------------------------------------------------------

ABOUT_110 = Amount(110.0, words="about 110")
UP_TO_60 = Amount(60.0, high=60.0, words="up to 60")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([Amount(1.0), Amount(2.5)], Amount(3.5)),
        ([ABOUT_110, Amount(3.0)], Amount(113.0, words="about 113")),
        ([ABOUT_110, Amount(2.969)], Amount(112.969, words="about 113")),
        ([UP_TO_60, Amount(34.0)], Amount(94.0, words="up to 94")),
        ([UP_TO_60, ABOUT_110], Amount(170.0, words="about 170")),
        (
            [Amount(100.0, low=90.0, high=120.0, words="90 to 120"), Amount(1.0)],
            Amount(101.0, 91.0, 121.0, "about 101"),
        ),
    ],
)
def test_a_sum_of_hedged_numbers_stays_hedged(parts, expected):
    assert total((1, part) for part in parts) == expected


def test_what_is_taken_off_widens_the_other_way():
    part = Amount(10.0, low=8.0, high=15.0, words="about 10")
    assert total([(1, Amount(100.0)), (-1, part)]) == Amount(90.0, 85.0, 92.0, "about 90")


@pytest.mark.parametrize(
    ("amount", "expected", "words"),
    [
        (Amount(5.0), (5.0, 5.0), "5"),
        (ABOUT_110, (104.5, 115.5), "about 110"),
        (UP_TO_60, (57.0, 60.0), "up to 60"),
        (Amount(100.0, low=100.0, words="over 100"), (100.0, float("inf")), "over 100"),
        (Amount(None, 3.0, 4.0), (3.0, 4.0), "3 to 4"),
        (Amount(words="dozens"), (float("-inf"), float("inf")), "dozens"),
    ],
)
def test_bounds_and_words(amount, expected, words):
    assert bounds(amount) == expected
    assert text(amount) == words


def test_hedges():
    assert [hedge(each) for each in (Amount(5.0), ABOUT_110, UP_TO_60, Amount(5.0, words="five"))] == [
        "",
        "about",
        "up to",
        "about",
    ]


# -- printed totals --------------------------------------------------------------------------------------------

FIFTY = Amount(50.0)
PUBLISHED = {"paper": parse("2020-06-01")}


def figure(*about: str, value: Amount = FIFTY, at: str = "2020-02/2020-12", **more: object) -> Figure:
    more.setdefault("unit", "EUR million")
    return Figure(
        id="f",
        series="catch",
        label="Catch under fees",
        value=value,
        at=parse(at),
        links=tuple(Link(name, "about") for name in about),
        cites=(Citation(source="paper", at="page 3"),),
        **more,  # type: ignore[arg-type]
    )


def told_of(*figures: Figure, about: str = "2020-06-01", **more) -> list[tuple[float | None, bool]]:
    found = ask(A, B, C, about=about, figures=figures, published=PUBLISHED, **more).printed
    return [(each.here.amount.value, each.differs) for each in found]


def test_a_printed_total_stands_beside_the_sum_of_the_measures_it_names():
    (found,) = ask(A, B, C, figures=[figure("a", "b")], published=PUBLISHED).printed
    assert (found.figure, found.value, found.measures, found.rest) == ("f", Amount(50.0), ("a", "b"), ("c",))
    assert [addend.measure for addend in found.here.addends] == ["a", "b"]
    assert (found.here.amount, found.differs) == (Amount(50.0), False)
    assert found.cites == (Citation(source="paper", at="page 3"),)


@pytest.mark.parametrize(
    ("value", "differs"),
    [
        (Amount(51.0), True),
        (Amount(51.0, words="about 51"), False),
        (Amount(60.0, words="about 60"), True),
        (Amount(low=45.0, words="over 45"), False),
    ],
)
def test_a_printed_total_differs_where_no_reading_makes_it_our_sum(value, differs):
    assert told_of(figure("a", "b", value=value)) == [(50.0, differs)]


def test_a_figure_is_no_printed_total_of_the_day():
    assert told_of(figure("a", "b")) == [(50.0, False)]
    # not all in force; not of this day; in another unit; of nothing known here; printed later
    assert told_of(figure("a", "b"), about="2020-02-15") == []
    assert told_of(figure("a", "b", at="2020-07")) == []
    assert told_of(figure("a", "b", unit="USD million")) == []
    assert told_of(figure("a", "x"), figure()) == []
    assert told_of(figure("a", "b"), known_on=day("2020-05-31")) == []
    # of both sides
    other = measure("z", adopted("2020-02-01", 5), value=1, by="ships", against="port")
    assert ask(A, other, figures=[figure("a", "z")], published=PUBLISHED).printed == ()


def test_what_a_figure_is_of_counts_too():
    assert told_of(figure(of="a", value=Amount(34.0))) == [(34.0, False)]


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (None, "percent", ""),
        (Amount(25.0), "percent", "25 percent"),
        (Amount(110.0, words="about $110 billion"), "USD billion", "about $110 billion"),
        (Amount(110.0, words="about 110"), "USD billion", "about 110 USD billion"),
        (Amount(5.0, words="some 5 percent"), "percent", "some 5 percent"),
        (Amount(5.0, words="a fee of $5"), "percent", "a fee of $5 percent"),
    ],
)
def test_words_that_name_their_unit_need_none_after_them(amount, unit, words):
    assert with_unit(amount, unit) == words


hedged = st.builds(
    Amount,
    st.integers(-9, 9).map(float),
    st.none() | st.just(-9.0),
    st.none() | st.just(9.0),
    st.sampled_from(["", "about"]),
)


@given(hedged, hedged)
def test_overlap_is_the_same_both_ways(one, other):
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one)
