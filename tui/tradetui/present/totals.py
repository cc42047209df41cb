"""The totals of a side's measures: at once, and with their arithmetic and all that is not in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tradetui.present import numbers
from tradetui.present.cells import clean
from tradetui.present.page import Builder
from tradetui.present.printed import sum_words

if TYPE_CHECKING:
    from tradetui.core.totals import Total


def total_at_once(builder: Builder, total: Total, names: Mapping[str, str]) -> None:
    """What a side's measures cover in all, at which rates; the arithmetic stands below the measures."""
    words = total_words(total)
    if len(total.addends) > 1:
        words = words.partition(" = ")[2]
    builder.flow(
        ((words, "number"),), first=(("  ", "text"), (f"{_what(total, names)}  ", "label")), indent=4
    )


def _what(total: Total, names: Mapping[str, str]) -> str:
    """``Total against China``, or the measure whose parts are added."""
    what = names.get(total.tree, clean(total.tree)) if total.tree else "Total"
    against = f" against {names.get(total.against, clean(total.against))}" if total.against else ""
    return what + against


def total_words(total: Total) -> str:
    """``34 + 16 + 200 = 250 billion US dollars: 50 at 25 percent, 200 at 10 percent``."""
    if not total.addends or total.amount.value is None:
        return "no measure in force prints a value"
    whole = numbers.money(total.amount, total.currency, total.unit)
    if len(total.addends) > 1:
        # the whole is told with its unit
        whole = f"{sum_words(total).rpartition(' = ')[0]} = {whole}"
    if len(total.by_rate) == 1:
        all_ = "all at" if len(total.addends) > 1 else "at"
        return f"{whole}, {all_} {clean(total.by_rate[0][0])}"
    rates = ", ".join(f"{numbers.amount(amount)} at {clean(rate)}" for rate, amount in total.by_rate)
    return f"{whole}: {rates}" if rates else whole


def whole_total(builder: Builder, total: Total, names: Mapping[str, str]) -> None:
    """A total with its arithmetic, and all that is not in it."""
    builder.flow(
        ((total_words(total), "number"),),
        first=(("  ", "text"), (f"{_what(total, names)}  ", "label")),
        indent=4,
    )
    for ids, text in (
        (total.unsure, "not added, since nobody can tell whether in force"),
        (total.without_value, "in force, but no value is printed"),
        (total.exclusions, "exclusions in force without a value, so not taken off"),
        (total.within, "in force on goods already counted, so not added again"),
    ):
        if ids:
            told = ", ".join(names.get(one, clean(one)) for one in ids)
            builder.flow(((f"{text}: {told}", "doubt"),), first=(("    ", "text"),))
    if any(addend.partly for addend in total.addends):
        told = ", ".join(clean(addend.title) for addend in total.addends if addend.partly)
        builder.flow(
            ((f"counted whole though only some parts are in force: {told}", "doubt"),),
            first=(("    ", "text"),),
        )
