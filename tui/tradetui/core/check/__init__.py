"""The rules that take more than one table to see: references, sourcing, dates, dated states, near-duplicates.

Each family stands in a module of its own and lists its rules; :data:`RULES` has them all. A warning that
the editor looked at is silenced by ``accept = [{check, why}]`` in its record; an error never is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tradetui.core.check import dates, references, sourcing, states, twins
from tradetui.core.check.files import toml_1_0
from tradetui.core.check.model import Finding, Ground, Rule
from tradetui.core.fields.validate import Fault
from tradetui.core.frozen import frozen
from tradetui.core.load import Loaded
from tradetui.core.places import Places, problem
from tradetui.core.problems import Problem
from tradetui.core.records import kind_of

__all__ = ["RULES", "Report", "Rule", "check", "inspect"]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *sourcing.RULES,
    *dates.RULES,
    *states.RULES,
    *twins.RULES,
)


@frozen
class Report:
    """All problems of a collection, those of loading among them, sorted by place; and how many were
    accepted.
    """

    problems: tuple[Problem, ...]
    accepted: int


def check(loaded: Loaded) -> list[Problem]:
    """All problems of a collection, those of loading among them, sorted by place."""
    return list(inspect(loaded).problems)


def inspect(loaded: Loaded) -> Report:
    """All problems of a collection, with what the editor accepted taken out and counted."""
    places = Places(loaded.folder)
    ground = Ground(loaded)
    found = [*loaded.problems, *toml_1_0(loaded)]
    for rule in RULES:
        found.extend(_problem(finding, rule, places) for finding in rule.find(ground))
    kept, used = _accepted(found, ground)
    kept.extend(_idle(ground, used, places))
    return Report(tuple(sorted(set(kept))), used.total())


def _problem(finding: Finding, rule: Rule, places: Places) -> Problem:
    """A finding with the place it has in its file."""
    record = finding.record
    severity = finding.severity or rule.severity
    fault = Fault(finding.path, rule.name, finding.reason, finding.remedy, severity)
    place = (kind_of(record), record.position)
    return problem(fault, record.file, place, places.find(record.file, (*place, *finding.path)), record.id)


def _accepted(found: list[Problem], ground: Ground) -> tuple[list[Problem], Counter[tuple[str, str]]]:
    """The problems that no ``accept`` silences, and how many each (record, check) silences."""
    accepts = {(record.id, each.check) for record in ground.records.values() for each in record.accept}
    kept: list[Problem] = []
    used: Counter[tuple[str, str]] = Counter()
    for each in found:
        if each.severity == "warning" and (each.record, each.check) in accepts:
            used[each.record, each.check] += 1
        else:
            kept.append(each)
    return kept, used


def _idle(ground: Ground, used: Counter[tuple[str, str]], places: Places) -> Iterator[Problem]:
    """Accepts that silence nothing."""
    for record in ground.records.values():
        for position, each in enumerate(record.accept):
            if not used[record.id, each.check]:
                reason = f'nothing to accept: no warning "{each.check}" on this record'
                yield _problem(Finding(record, ("accept", position), reason, "take it out"), IDLE, places)


IDLE = Rule("idle-accept", "warning", "an `accept` that silences nothing", lambda _: iter(()))
