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
from tradetui.core.load import Loaded
from tradetui.core.places import Places, problem
from tradetui.core.problems import Problem
from tradetui.core.records import kind_of
from tradetui.core.report import Report

__all__ = ["RULES", "Report", "Rule", "check", "inspect"]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *sourcing.RULES,
    *dates.RULES,
    *states.RULES,
    *twins.RULES,
)


def check(loaded: Loaded) -> list[Problem]:
    """All problems of a collection, those of loading among them, sorted by place."""
    return list(inspect(loaded).problems)


def inspect(loaded: Loaded) -> Report:
    """All problems of a collection, with what the editor accepted taken out and counted."""
    ground, places = Ground(loaded), Places(loaded.folder)
    accepts = _Accepts(ground)
    found = [each for each in (*loaded.problems, *toml_1_0(loaded)) if not accepts.take_problem(each)]
    for rule in RULES:
        # Where it stands in its file is worked out for what is kept only: that takes a scan of the file.
        found.extend(
            _problem(each, rule, places) for each in rule.find(ground) if not accepts.take(each, rule)
        )
    found.extend(_problem(each, IDLE, places) for each in accepts.idle())
    return Report(tuple(sorted(set(found))), accepts.used.total(), len(ground.records), loaded.left_out)


def _problem(finding: Finding, rule: Rule, places: Places) -> Problem:
    """A finding with the place it has in its file."""
    record = finding.record
    severity = finding.severity or rule.severity
    fault = Fault(finding.path, rule.name, finding.reason, finding.remedy, severity)
    place = (kind_of(record), record.position)
    return problem(fault, record.file, place, places.find(record.file, (*place, *finding.path)), record.id)


class _Accepts:
    """What the editor accepted, and how often each of it was of use."""

    def __init__(self, ground: Ground) -> None:
        self._records = ground.records
        self._accepted = {(r.id, each.check) for r in ground.records.values() for each in r.accept}
        self.used: Counter[tuple[str, str]] = Counter()

    def take(self, finding: Finding, rule: Rule) -> bool:
        """Whether a finding is accepted; it counts as used then."""
        return self._take(finding.severity or rule.severity, finding.record.id, rule.name)

    def take_problem(self, problem: Problem) -> bool:
        """The same for a problem of loading."""
        return self._take(problem.severity, problem.record, problem.check)

    def _take(self, severity: str, record: str, check: str) -> bool:
        if severity == "error" or (record, check) not in self._accepted:
            return False
        self.used[record, check] += 1
        return True

    def idle(self) -> Iterator[Finding]:
        """Accepts that silence nothing."""
        for record in self._records.values():
            for position, each in enumerate(record.accept):
                if not self.used[record.id, each.check]:
                    reason = f'nothing to accept: no warning "{each.check}" on this record'
                    yield Finding(record, ("accept", position), reason, "take it out")


IDLE = Rule("idle-accept", "warning", "an `accept` that silences nothing", lambda _: iter(()))
