"""Sums of numbers that their sources may hedge: what is about so stays about so."""

from __future__ import annotations

from collections.abc import Iterable

from tradetui.core.records import Amount

#: How far a number of which a source says "about" may lie off where it gives no bounds, as a part of it.
ABOUT = 0.05
_ABOUT = "about"


def hedge(amount: Amount) -> str:
    """The words before the number ("about", "up to"); empty for an exact one."""
    if amount.exact:
        return ""
    before: list[str] = []
    for word in amount.words.split():
        if any(character.isdigit() for character in word):
            return " ".join(before).lower() or _ABOUT
        before.append(word)
    return _ABOUT


def total(parts: Iterable[tuple[int, Amount]]) -> Amount:
    """The sum of signed amounts, each with a value.

    Bounds add up where any part has them. The words are one hedge where all hedged parts share it and none is
    taken off ("up to 94"), else "about". What is about so is told to no more places than its hedged parts: about 50
    and 2.969 are about 53; the value itself is not rounded.
    """
    parts = list(parts)
    value = sum(sign * (amount.value or 0.0) for sign, amount in parts)
    hedges = {words for _, amount in parts if (words := hedge(amount))}
    if not hedges:
        return Amount(value)
    shared = len(hedges) == 1 and all(sign > 0 or amount.exact for sign, amount in parts)
    words = hedges.pop() if shared else _ABOUT
    told = number(round(value, _places(parts)) if words == _ABOUT else value)
    low = sum(_bound(amount, lower=sign > 0) * sign for sign, amount in parts)
    high = sum(_bound(amount, lower=sign < 0) * sign for sign, amount in parts)
    bounded = any(amount.low is not None or amount.high is not None for _, amount in parts)
    if not bounded:
        return Amount(value, words=f"{words} {told}")
    return Amount(
        value,
        low if low != value else None,
        high if high != value else None,
        f"{words} {told}",
    )


def _places(parts: Iterable[tuple[int, Amount]]) -> int:
    """How many decimal places the hedged parts have, the roughest of them."""
    hedged = (number(amount.value or 0.0) for _, amount in parts if not amount.exact)
    return min((len(told.partition(".")[2]) for told in hedged), default=0)


def bounds(amount: Amount) -> tuple[float, float]:
    """The lowest and highest number that an amount may stand for; infinite where it is open.

    An "about" without bounds reaches :data:`ABOUT` to both sides. A ceiling ("up to 60") names its number: it
    reaches down by as much and no further, since one who says "about 50" names another.
    """
    value, low, high = amount.value, amount.low, amount.high
    if amount.exact and value is not None:
        return value, value
    if low is None and high is None:
        if value is None:
            return float("-inf"), float("inf")
        return value - abs(value) * ABOUT, value + abs(value) * ABOUT
    if low is None and high is not None:
        named = value if value is not None else high
        return named - abs(named) * ABOUT, high
    assert low is not None
    return low, float("inf") if high is None else high


def overlap(one: Amount, other: Amount) -> bool:
    """Whether some number is meant by both."""
    low, high = bounds(one)
    low_2, high_2 = bounds(other)
    return low <= high_2 and low_2 <= high


def number(value: float) -> str:
    """A number without a needless fraction: ``250``, ``7.5``."""
    return f"{value:.10g}" if abs(value) < 1e15 else f"{value:g}"


def text(amount: Amount) -> str:
    """The source's words where it hedges, else the number."""
    if amount.words:
        return amount.words
    if amount.exact and amount.value is not None:
        return number(amount.value)
    if amount.low is not None and amount.high is not None:
        return f"{number(amount.low)} to {number(amount.high)}"
    if amount.low is not None:
        return f"at least {number(amount.low)}"
    return "" if amount.high is None else f"at most {number(amount.high)}"


def with_unit(amount: Amount | None, unit: str) -> str:
    """``25 percent``; empty for none. Words of a source that name the unit themselves need none after them."""
    told = "" if amount is None else text(amount)
    if not told or (amount is not None and amount.words and _names_unit(amount.words, unit)):
        return told
    return f"{told} {unit}".strip()


#: Signs and words by which a source names a currency.
_CURRENCY_WORDS = ("$", "€", "£", "¥", "dollar", "euro", "pound", "yen", "yuan")


def _names_unit(words: str, unit: str) -> bool:
    """Whether words name some part of a unit, or a currency where the unit bears the code of one ("USD billion")."""
    spoken = words.lower()
    if any(word.lower() in spoken.split() for word in unit.split()):
        return True
    coded = any(len(word) == 3 and word.isalpha() and word.isupper() for word in unit.split())
    return coded and any(word in spoken for word in _CURRENCY_WORDS)


def _bound(amount: Amount, *, lower: bool) -> float:
    bound = amount.low if lower else amount.high
    return bound if bound is not None else (amount.value or 0.0)
