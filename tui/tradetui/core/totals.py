"""The trade that the measures in force cover, with the sum written out.

The goods of a parent's children are taken to be different goods, so their values add up. Whether two measures
that stand apart cover the same goods is not known, unless a ``part-of`` link says so: one whose goods are part of
another's is not added again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tradetui.core.amounts import text, total, with_unit
from tradetui.core.frozen import frozen
from tradetui.core.measure_states import EXCLUSION, MeasureState
from tradetui.core.records import Amount


@frozen
class Addend:
    """One line of a total's arithmetic: the measure, the amount, and the sign it goes in with."""

    measure: str
    title: str
    amount: Amount
    sign: int = 1
    rate: Amount | None = None
    rate_unit: str = ""
    #: Whether this is a parent's value of which not all children are in force.
    partly: bool = False


@frozen
class Total:
    """The trade that one side's measures cover, per currency and unit, with the sum written out.

    ``by`` and ``against`` are sides where the actors have one. ``unsure`` are ids of measures (of a parent those of
    its parts, exclusions too) that may or may not be in force and are not in ``amount``;
    ``without_value`` those in force that print no value;
    ``exclusions`` those in force without a value, so not taken off; ``within`` those in force whose goods are
    part of another addend's, so not added again; ``by_rate`` the same sum split by rate.
    ``tree``: the parent whose children alone are added here; empty for all measures of the side.
    A side of which no measure in force prints a value has a total whose amount has no value either.
    """

    by: str
    against: str
    currency: str
    unit: str
    amount: Amount
    addends: tuple[Addend, ...]
    by_rate: tuple[tuple[str, Amount], ...] = ()
    unsure: tuple[str, ...] = ()
    without_value: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    tree: str = ""


def totals(states: Mapping[str, MeasureState], side_of: Mapping[str, str]) -> list[Total]:
    """The totals of each side: all its measures, then each parent alone where that is not the same sum."""
    found = []
    sides: dict[tuple[str, str], list[MeasureState]] = {}
    for each in states.values():
        if not each.parent:
            against = each.measure.against
            sides.setdefault((each.side, side_of.get(against, against)), []).append(each)
    for (by, against), roots in sides.items():
        whole = _Sum(states).add(roots)
        sums = whole.totals(by, against, "")
        found.extend(sums)
        for root in roots:
            tree = _Sum(states).add([root]).totals(by, against, root.measure.id) if root.children else []
            found.extend(t for t in tree if len(t.addends) > 1 and all(t.addends != s.addends for s in sums))
    return found


def total_of(
    measures: Sequence[MeasureState],
    states: Mapping[str, MeasureState],
    side_of: Mapping[str, str],
    unit: str,
) -> Total | None:
    """The sum of some measures of one side alone, in the currency and unit that are written ``unit`` ("USD billion").

    None where none of them has a value in it.
    """
    against = measures[0].measure.against
    sums = _Sum(states).add(measures).totals(measures[0].side, side_of.get(against, against), "")
    return next((each for each in sums if f"{each.currency} {each.unit}".split() == unit.split()), None)


class _Sum:
    """Gathers the addends of some measures and what stays out."""

    def __init__(self, states: Mapping[str, MeasureState]) -> None:
        """Nothing added yet."""
        self.states = states
        self.addends: dict[tuple[str, str], list[Addend]] = {}
        self.unsure: list[str] = []
        self.without_value: list[str] = []
        self.exclusions: list[str] = []
        self.within: list[str] = []

    def add(self, roots: Iterable[MeasureState]) -> _Sum:
        """Add trees of measures."""
        for root in roots:
            if root.measure.instrument != EXCLUSION:
                self._tree(root)
            elif root.state.verdict == "unsure":
                self.unsure.append(root.measure.id)
        return self

    def totals(self, by: str, against: str, tree: str) -> list[Total]:
        """One total for each currency and unit; one without an amount where nothing has a value."""
        out = (
            tuple(self.unsure),
            tuple(self.without_value),
            tuple(self.exclusions),
            tuple(self.within),
            tree,
        )
        if not self.addends:
            any_out = self.unsure or self.without_value
            return [Total(by, against, "", "", Amount(), (), (), *out)] if any_out else []
        return [
            Total(by, against, currency, unit, _sum(addends), tuple(addends), _by_rate(addends), *out)
            for (currency, unit), addends in self.addends.items()
        ]

    def _tree(self, each: MeasureState) -> None:
        for freed in each.exclusions:
            self._exclusion(self.states[freed], each)
        children = [self.states[child] for child in each.children]
        if children and any(_has_value(leaf) for child in children for leaf in self._leaves(child)):
            for child in children:
                self._tree(child)
        elif each.state.verdict == "unsure":
            self._cant_tell(each)
        elif each.state.verdict == "yes":
            self._leaf(each)

    def _cant_tell(self, each: MeasureState) -> None:
        """Note the leaves of a tree of which nobody can tell."""
        self.unsure.extend(leaf.measure.id for leaf in self._leaves(each) if leaf.state.verdict == "unsure")

    def _leaf(self, each: MeasureState) -> None:
        """Add a measure in force; of a parent whose leaves have no values its own value, once."""
        if each.children:
            self._cant_tell(each)
        if self._is_part(each):
            self.within.append(each.measure.id)
        elif not _has_value(each):
            self.without_value.append(each.measure.id)
        else:
            self._enter(each, 1)

    def _exclusion(self, each: MeasureState, parent: MeasureState) -> None:
        if each.state.verdict == "unsure":
            self.unsure.append(each.measure.id)
        elif parent.state.verdict != "yes" or each.state.verdict == "no":
            return
        elif _has_value(each):
            self._enter(each, -1, parent)
        else:
            self.exclusions.append(each.measure.id)

    def _enter(self, each: MeasureState, sign: int, rated: MeasureState | None = None) -> None:
        """One addend; an exclusion is taken off at the rate of what it frees from."""
        base = each.measure.base
        assert base is not None or each.value is not None
        key = ("", "") if base is None else (base.currency, base.unit)
        amount = each.value
        assert amount is not None
        at = rated or each
        rate = at.rate
        if rate is None and at.rates:
            rate = Amount(words=_listed([text(r) for r, _ in at.rates]))
        unit = at.unit or next((u for _, u in at.rates), "")
        entry = Addend(each.measure.id, each.measure.title, amount, sign, rate, unit, each.partly)
        self.addends.setdefault(key, []).append(entry)

    def _leaves(self, each: MeasureState) -> Iterable[MeasureState]:
        if not each.children:
            yield each
        for child in each.children:
            yield from self._leaves(self.states[child])

    def _is_part(self, each: MeasureState) -> bool:
        """Whether its goods are part of those of another measure in force that has a value."""
        for link in each.measure.links:
            other = self.states.get(link.to) if link.rel == "part-of" else None
            if other is not None and other.state.verdict == "yes" and _has_value(other):
                return True
        return False


def _has_value(each: MeasureState) -> bool:
    return each.value is not None and each.value.value is not None


def _sum(addends: Iterable[Addend]) -> Amount:
    return total((addend.sign, addend.amount) for addend in addends)


def _by_rate(addends: Iterable[Addend]) -> tuple[tuple[str, Amount], ...]:
    """The sum split by rate, the highest first; those without a rate last, under an empty one."""
    groups: dict[str, list[Addend]] = {}
    for addend in addends:
        label = with_unit(addend.rate, addend.rate_unit)
        groups.setdefault(label, []).append(addend)

    def height(group: tuple[str, list[Addend]]) -> float:
        rate = group[1][0].rate
        return -1.0 if rate is None else rate.value if rate.value is not None else 0.0

    return tuple((label, _sum(group)) for label, group in sorted(groups.items(), key=height, reverse=True))


def _listed(words: list[str]) -> str:
    """``25, 20 and 10``."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def merged(sums: Iterable[Total]) -> Iterable[Total]:
    """One total for each currency and unit, whatever it is against; parents' own left out."""
    groups: dict[tuple[str, str], list[Total]] = {}
    for each in sums:
        if not each.tree and each.amount.value is not None:
            groups.setdefault((each.currency, each.unit), []).append(each)
    for (currency, unit), group in groups.items():
        addends = tuple(addend for each in group for addend in each.addends)
        yield Total(group[0].by, "", currency, unit, _sum(addends), addends, _by_rate(addends))
