"""Dates with doubt: EDTF text, four bounds, precision and flags.

``parse`` reads a date, ``When`` answers questions of it, ``words`` says it in English. What a person types
is read by :mod:`tradetui.core.when.typed`.
"""

from tradetui.core.when.grammar import parse
from tradetui.core.when.model import DayRange, When, WhenError, days_between, words

__all__ = ["DayRange", "When", "WhenError", "days_between", "parse", "words"]
