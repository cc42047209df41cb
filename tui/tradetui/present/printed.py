"""What sources print as a sum of several measures, told under the total that is made here, with its own arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tradetui.present import numbers
from tradetui.present.cells import clean
from tradetui.present.page import Builder, Phrase

if TYPE_CHECKING:
    from tradetui.core.printed import Printed
    from tradetui.core.totals import Total


def printed_totals(builder: Builder, printed: Sequence[Printed], side: str, names: Mapping[str, str]) -> None:
    """The printed sums of a side's measures, each with who prints it and what the same measures come to here."""
    for each in printed:
        if each.here.by != side:
            continue
        phrase = Phrase()
        phrase.add(f"{numbers.with_unit(each.value, each.unit)} ", "number")
        for number, cite in enumerate(each.cites):
            phrase.add("(" if number == 0 else "; ", "dim")
            phrase.add(names.get(cite.source, clean(cite.source)), "link", ("record", cite.source))
            phrase.add(f", {clean(cite.at)}" if cite.at else "", "dim")
        phrase.add(") " if each.cites else "", "dim")
        phrase.add(f"for {listed([names.get(one, clean(one)) for one in each.measures])}", "text")
        phrase.add(f"; here {sum_words(each.here)}", "number")
        if each.differs:
            phrase.add(", which is another number", "warn")
        if each.rest:
            rest = listed([names.get(one, clean(one)) for one in each.rest])
            phrase.add(f"; not in it: {rest}", "doubt")
        builder.flow(phrase, first=(("    ", "text"), ("printed: ", "label")), indent=6)


def sum_words(total: Total) -> str:
    """``34 + 16 + 60 = 110``: the arithmetic of a total without its unit."""
    whole = numbers.amount(total.amount)
    if len(total.addends) < 2:
        return whole
    terms = [numbers.amount(total.addends[0].amount)]
    terms += [f"{'-' if it.sign < 0 else '+'} {numbers.amount(it.amount)}" for it in total.addends[1:]]
    return f"{' '.join(terms)} = {whole}"


def listed(words: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
