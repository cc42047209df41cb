"""Numbers in words: with their unit, and never surer than their source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tradetui.present.cells import clean

if TYPE_CHECKING:
    from tradetui.core.records import Amount, Base, Measure

# What people call the currencies that a collection is most likely to count in; any other keeps its code.
_CURRENCIES = {
    "USD": "US dollars",
    "EUR": "euros",
    "CNY": "yuan",
    "RMB": "yuan",
    "GBP": "pounds",
    "JPY": "yen",
    "CHF": "Swiss francs",
    "CAD": "Canadian dollars",
    "AUD": "Australian dollars",
    "INR": "rupees",
}

_SCALES = ("thousand", "million", "billion", "trillion")
_CURRENCY_SIGNS = ("$", "€", "£", "¥", "dollar", "euro", "yuan", "yen", "pound")


def number(value: float) -> str:
    """``5,745``, ``7.5``: thousands set apart, no needless fraction."""
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"


def amount(value: Amount | None) -> str:
    """A number as its source gives it: exact, or in the source's words ("about 110"); empty for none."""
    if value is None:
        return ""
    if value.words:
        return clean(value.words)
    if value.exact and value.value is not None:
        return number(value.value)
    if value.low is not None and value.high is not None:
        return f"{number(value.low)} to {number(value.high)}"
    if value.low is not None:
        return f"at least {number(value.low)}"
    if value.high is not None:
        return f"at most {number(value.high)}"
    return ""


def with_unit(value: Amount | None, unit: str) -> str:
    """A number with its unit: ``25 percent``, ``250 billion US dollars``; words that hold the unit need no more."""
    text = amount(value)
    unit = clean(unit)
    if not text or not unit or (value is not None and value.words and _says_unit(text, unit)):
        return text
    words = unit.split()
    codes = [word for word in words if word in _CURRENCIES]
    rest = [word for word in words if word not in codes]
    # "USD billion" and "USD", but not "EUR a passenger", which is told as it stands
    if len(codes) == 1 and all(word in _SCALES for word in rest):
        unit = currency_unit(codes[0], " ".join(rest))
    return f"{text} {unit}"


def _says_unit(words: str, unit: str) -> bool:
    """Whether words of a source name a unit, or its currency, themselves."""
    spoken = words.lower()
    if any(word.lower() in spoken.split() for word in unit.split()):
        return True
    return any(word in _CURRENCIES for word in unit.split()) and any(
        sign in spoken for sign in _CURRENCY_SIGNS
    )


def currency_unit(currency: str, unit: str) -> str:
    """``billion US dollars``."""
    return f"{clean(unit)} {_CURRENCIES.get(currency.upper(), clean(currency))}".strip()


def money(value: Amount | None, currency: str, unit: str) -> str:
    """An amount of money: ``250 billion US dollars``; empty for none."""
    text = amount(value)
    if not text:
        return ""
    if value is not None and value.words and _says_unit(text, f"{unit} {currency}"):
        return text
    return f"{text} {currency_unit(currency, unit)}".strip()


def base(value: Base | None) -> str:
    """The trade that a measure covers: ``200 billion US dollars (trade of 2017)``."""
    if value is None:
        return ""
    text = money(value.value, value.currency, value.unit)
    return f"{text} (trade of {value.year})" if text and value.year else text


def count(number_of: int, what: str, many: str = "") -> str:
    """``1 source``, ``3 sources``."""
    return f"{number_of:,} {what if number_of == 1 else many or what + 's'}"


def measure_value(measure: Measure) -> str:
    """Goods of a measure in money and tariff lines."""
    parts = [base(measure.base), with_unit(measure.lines, "lines")]
    return ", ".join(part for part in parts if part)
