"""Dates with doubt: EDTF text, four bounds, precision and flags."""

from tradetui.core.when.model import When, WhenError, parse

__all__ = ["When", "WhenError", "parse"]
