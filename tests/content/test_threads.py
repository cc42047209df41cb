"""The thread of the record: what answers what, which round follows which, which notice carries out which word.

The pairs are read off the sources; the walk is along the links as the records give them.
"""

from __future__ import annotations

import pytest

from tradetui.core.records import Collection, Event

FIRST, LAST = "2017-08-14-memo", "2026-10-07-301-continues"

#: Each retaliation and what it answers.
ANSWERS = [
    ("2018-03-23-mofcom-128", "2018-03-08-section-232"),
    ("2018-04-02-cn-232", "2018-03-08-section-232"),
    ("2018-04-02-cn-232", "2018-03-23-232-in-force"),
    ("2018-03-22-embassy", "2018-03-22-findings"),
    ("2018-04-04-cn-list", "2018-04-03-us-list"),
    ("2018-04-04-ds543", "2018-04-03-us-list"),
    ("2018-04-05-100bn", "2018-04-04-cn-list"),
    ("2018-06-15-cn-list", "2018-06-15-us-final-list1"),
    ("2018-06-18-200bn-order", "2018-06-15-cn-list"),
    ("2018-07-06-cn-list1", "2018-07-06-us-list1"),
    ("2018-07-10-200bn-process", "2018-07-06-cn-list1"),
    ("2018-07-16-wto-200bn", "2018-07-10-200bn-process"),
    ("2018-07-24-farm-aid", "2018-07-06-cn-list1"),
    ("2018-08-08-cn-final-list2", "2018-08-07-us-final-list2"),
    ("2018-08-23-cn-list2", "2018-08-23-us-list2"),
    ("2018-08-23-ds565", "2018-08-23-us-list2"),
    ("2018-09-18-cn-60bn", "2018-09-17-us-list3"),
    ("2018-09-22-talks-cancelled", "2018-09-17-us-list3"),
    ("2018-09-24-cn-60bn-in-force", "2018-09-24-us-list3-in-force"),
    ("2019-03-31-auto-extension", "2019-02-24-delay"),
    ("2019-05-13-china-60bn-rise-announced", "2019-05-10-list-3-at-25"),
    ("2019-06-02-china-white-paper", "2019-05-06-lighthizer-briefing"),
    ("2019-08-05-farm-purchases-stop", "2019-08-01-trump-10-percent"),
    ("2019-08-23-china-75bn", "2019-08-20-fr-list-4"),
    ("2019-08-23-us-five-points-more", "2019-08-23-china-75bn"),
    ("2019-09-01-china-75bn-first-part", "2019-09-01-list-4a-at-15"),
    ("2019-12-15-china-holds-december-duties", "2019-12-13-phase-one-text"),
    ("2020-02-14-china-halves", "2020-02-14-list-4a-at-7-5"),
    ("2020-09-15-wto-panel-ds543", "2018-04-04-ds543"),
    ("2025-02-04-china-energy-list", "2025-02-04-fentanyl-10"),
    ("2025-02-10-china-energy-in-force", "2025-02-04-fentanyl-10"),
    ("2025-03-04-china-farm-list", "2025-03-04-fentanyl-20"),
    ("2025-03-10-china-farm-in-force", "2025-03-04-fentanyl-20"),
    ("2025-04-04-china-34", "2025-04-02-eo-14257"),
    ("2025-04-08-eo-14259", "2025-04-04-china-34"),
    ("2025-04-09-china-84", "2025-04-08-eo-14259"),
    ("2025-04-09-eo-14266", "2025-04-09-china-84"),
    ("2025-04-11-china-125", "2025-04-10-us-125"),
    ("2025-10-10-trump-100-percent", "2025-10-09-china-rare-earth-controls"),
    ("2025-10-12-mofcom-reply", "2025-10-10-trump-100-percent"),
    ("2025-11-05-china-announcements", "2025-11-04-eos-14357-14358"),
    ("2025-11-10-china-farm-stop", "2025-11-10-fentanyl-10"),
    ("2026-02-20-supreme-court-ieepa", "2025-04-02-eo-14257"),
    ("2026-02-20-eo-14389", "2026-02-20-supreme-court-ieepa"),
]

#: The rounds of talks and the meetings and calls between them, each after the one it follows.
ROUNDS = [
    ("2018-02-27-liu-he-washington", "2017-11-08-beijing-visit"),
    ("2018-05-03-beijing-round", "2018-02-27-liu-he-washington"),
    ("2018-05-17-washington-round", "2018-05-03-beijing-round"),
    ("2018-06-02-ross-beijing", "2018-05-17-washington-round"),
    ("2018-08-22-washington-round", "2018-06-02-ross-beijing"),
    ("2018-09-22-talks-cancelled", "2018-08-22-washington-round"),
    ("2018-11-01-call", "2018-09-22-talks-cancelled"),
    ("2018-12-01-buenos-aires", "2018-11-01-call"),
    ("2018-12-29-call", "2018-12-01-buenos-aires"),
    ("2019-01-07-beijing", "2018-08-22-washington-round"),
    ("2019-01-07-beijing", "2018-12-01-buenos-aires"),
    ("2019-01-30-washington", "2019-01-07-beijing"),
    ("2019-02-14-beijing", "2019-01-30-washington"),
    ("2019-02-21-washington", "2019-02-14-beijing"),
    ("2019-03-28-beijing", "2019-02-21-washington"),
    ("2019-04-03-washington", "2019-03-28-beijing"),
    ("2019-04-30-beijing", "2019-04-03-washington"),
    ("2019-05-09-washington-round-11", "2019-04-30-beijing"),
    ("2019-06-18-trump-xi-call", "2019-05-09-washington-round-11"),
    ("2019-06-29-osaka-truce", "2019-06-18-trump-xi-call"),
    ("2019-07-18-negotiators-call", "2019-06-29-osaka-truce"),
    ("2019-07-30-shanghai-round-12", "2019-05-09-washington-round-11"),
    ("2019-08-13-negotiators-call", "2019-07-30-shanghai-round-12"),
    ("2019-10-10-washington-round-13", "2019-07-30-shanghai-round-12"),
    ("2019-10-11-phase-one-in-principle", "2019-10-10-washington-round-13"),
    ("2019-11-26-negotiators-call", "2019-10-10-washington-round-13"),
    ("2019-12-13-phase-one-text", "2019-11-26-negotiators-call"),
    ("2020-01-15-phase-one-signed", "2019-12-13-phase-one-text"),
    ("2020-05-07-negotiators-call", "2020-01-15-phase-one-signed"),
    ("2020-08-24-negotiators-call", "2020-05-07-negotiators-call"),
    ("2025-05-10-geneva-talks", "2020-08-24-negotiators-call"),
    ("2025-05-12-geneva-statement", "2025-05-10-geneva-talks"),
    ("2025-06-09-london-talks", "2025-05-10-geneva-talks"),
    ("2025-07-28-stockholm-talks", "2025-06-09-london-talks"),
    ("2025-09-14-madrid-talks", "2025-07-28-stockholm-talks"),
    ("2025-10-25-kuala-lumpur-talks", "2025-09-14-madrid-talks"),
    ("2025-10-30-busan-summit", "2025-10-25-kuala-lumpur-talks"),
    ("2026-03-15-paris-talks", "2025-10-25-kuala-lumpur-talks"),
    ("2026-05-13-beijing-summit", "2026-03-15-paris-talks"),
]

#: Each notice and order, and the announcement that it carries out.
NOTICES = [
    ("2018-03-23-232-in-force", "2018-03-08-section-232"),
    ("2018-04-03-us-list", "2018-03-22-findings"),
    ("2018-06-15-us-final-list1", "2018-05-29-tariffs-revived"),
    ("2018-07-06-us-list1", "2018-06-15-us-final-list1"),
    ("2018-07-10-200bn-process", "2018-06-18-200bn-order"),
    ("2018-08-23-us-list2", "2018-08-07-us-final-list2"),
    ("2018-09-17-us-list3", "2018-07-10-200bn-process"),
    ("2018-12-19-notice", "2018-12-01-buenos-aires"),
    ("2019-02-28-csms", "2019-02-24-delay"),
    ("2019-05-09-fr-list-3-25", "2019-05-05-trump-tweets"),
    ("2019-05-10-list-3-at-25", "2019-05-09-fr-list-3-25"),
    ("2019-06-01-china-60bn-in-force", "2019-05-13-china-60bn-rise-announced"),
    ("2019-08-20-fr-list-4", "2019-08-13-list-4-split"),
    ("2019-08-30-fr-15-percent", "2019-08-23-us-five-points-more"),
    ("2019-09-03-fr-30-percent-proposal", "2019-08-23-us-five-points-more"),
    ("2019-12-18-fr-4b-suspended", "2019-12-13-phase-one-text"),
    ("2020-01-22-fr-list-4a-cut", "2019-12-13-phase-one-text"),
    ("2024-05-28-fr-proposal", "2024-05-14-biden-301-increases"),
    ("2024-09-18-fr-final", "2024-05-28-fr-proposal"),
    ("2024-09-27-301-increases-start", "2024-09-18-fr-final"),
    ("2025-02-04-fentanyl-10", "2025-02-01-eo-14195"),
    ("2025-05-14-rates-cut-to-10", "2025-05-12-geneva-statement"),
    ("2025-11-04-eos-14357-14358", "2025-10-30-busan-summit"),
    ("2026-02-24-ieepa-duties-end", "2026-02-20-eo-14389"),
    ("2026-07-24-section-122-expires", "2026-06-02-forced-labour-proposal"),
]

#: A thread of its own: the cases and the listing of Huawei and of other firms.
HUAWEI = {
    "2018-12-01-meng-arrest",
    "2019-01-28-huawei-charges",
    "2019-05-16-huawei-entity-list",
    "2019-05-21-huawei-rule-published",
    "2019-08-19-huawei-46-more",
    "2019-10-07-entity-list-28",
}


def events(record: Collection) -> dict[str, Event]:
    return {held.id: held for held in record.of_kind("event") if isinstance(held, Event)}


def reached(record: Collection, start: str, rels: set[str]) -> set[str]:
    """All events that one can walk to from ``start`` along these links, either way."""
    known = events(record)
    near: dict[str, set[str]] = {id_: set() for id_ in known}
    for id_, held in known.items():
        for link in held.links:
            if link.rel in rels and link.to in known:
                near[id_].add(link.to)
                near[link.to].add(id_)
    found, edge = {start}, [start]
    while edge:
        for other in near[edge.pop()] - found:
            found.add(other)
            edge.append(other)
    return found


def linked(record: Collection, id_: str, rels: set[str]) -> set[str]:
    return {link.to for link in events(record)[id_].links if link.rel in rels}


def test_one_can_walk_from_the_first_event_to_the_last_along_answers_and_follows(
    record: Collection,
) -> None:
    known = [held for held in events(record).values() if held.status == "happened"]
    assert min(known, key=lambda held: _first(held)).id == FIRST
    assert max(known, key=lambda held: _first(held)).id == LAST
    thread = reached(record, FIRST, {"answers", "follows"})
    assert LAST in thread
    assert "2026-11-10-truce-end-date" in thread
    for pairs in (ANSWERS, ROUNDS):
        assert [id_ for pair in pairs for id_ in pair if id_ not in thread] == []


def _first(held: Event) -> int:
    assert held.when is not None
    first = held.when.earliest_start
    return first if first is not None else (held.when.latest_end or 0)


def test_nothing_but_the_huawei_cases_is_off_the_thread(record: Collection) -> None:
    thread = reached(record, FIRST, {"answers", "follows", "fulfils", "replaces", "part-of"})
    off = set(events(record)) - thread
    assert off - HUAWEI <= {"2018-03-02-trade-wars-easy"}
    assert reached(record, "2018-12-01-meng-arrest", {"follows", "fulfils"}) >= HUAWEI


@pytest.mark.parametrize(("answer", "cause"), ANSWERS)
def test_a_retaliation_answers_its_cause(record: Collection, answer: str, cause: str) -> None:
    assert cause in linked(record, answer, {"answers"})


@pytest.mark.parametrize(("later", "earlier"), ROUNDS)
def test_a_round_follows_the_one_before(record: Collection, later: str, earlier: str) -> None:
    assert earlier in linked(record, later, {"follows"})


@pytest.mark.parametrize(("notice", "word"), NOTICES)
def test_a_notice_fulfils_or_replaces_an_announcement(record: Collection, notice: str, word: str) -> None:
    assert word in linked(record, notice, {"fulfils", "replaces"})


def test_every_round_and_meeting_follows_an_earlier_one(record: Collection) -> None:
    known = events(record)
    first = "2017-11-08-beijing-visit"
    for id_, held in known.items():
        if held.kind == "talks" and id_ != first and held.place:
            before = linked(record, id_, {"follows"})
            assert before, id_
            assert all(_first(known[other]) <= _first(held) for other in before), id_


def test_no_event_answers_or_fulfils_what_came_after_it(record: Collection) -> None:
    known = events(record)
    for id_, held in known.items():
        for link in held.links:
            if link.rel in {"answers", "follows", "fulfils", "replaces"} and link.to in known:
                assert _first(known[link.to]) <= _first(held), (id_, link)
