"""Notes of the Chicago Manual of Style (17th and 18th edition, notes and bibliography), in plain text.

What the manual sets in italics stands without marks, as in any plain text. Titles and names stand as printed: nothing
is put into headline style, and nothing that a record does not hold is made up. ``n.d.`` stands for no date, or, online,
the day it was accessed.
"""

from __future__ import annotations

import re

from tradetui.formats.american import chicago_date
from tradetui.formats.markdown import web_address
from tradetui.formats.one_line import one_line
from tradetui.formats.works import Work

#: Types whose title the manual sets in italics, as that of a book; other titles stand in quotation marks.
_BOOKS = ("official", "report", "law", "dataset")
_LOCATORS = ((re.compile(r"\bparagraph(s?) (?=\d)", re.IGNORECASE), r"para\1. "),)
_STRAIGHT = re.compile(r'"([^"]*)"')


def note(work: Work, at: str = "") -> str:
    """A work as a note cites it, with the place in it, without the full stop at the end."""
    title = own_title(work)
    publisher = one_line(work.publisher) if work.publisher != work.author else ""
    date = chicago_date(work.published)
    if work.published is None and work.retrieved is not None and work.url:
        date = f"accessed {chicago_date(work.retrieved)}"
    url = web_address(work.url) or one_line(work.url)
    archived = web_address(work.archived_url) or one_line(work.archived_url)
    behind = [locator(at), url, f"archived at {archived}" if archived else ""]
    author = one_line(work.author)
    if title and work.type in _BOOKS:
        book = f"{title} ({', '.join(filter(None, (publisher, date)))})"
        return ", ".join(filter(None, (author, book, *behind)))
    medium = "transcript" if work.type == "transcript" else ""
    rest = ", ".join(filter(None, (medium, publisher, date, *behind)))
    if not title:
        return ", ".join(filter(None, (author, rest)))
    told = f"“{title.removesuffix('.')},” {rest}"
    return f"{author}, {told}" if author else told


def own_title(work: Work) -> str:
    """The title, with single quotation marks for those inside it; empty where it is only the address or publisher."""
    title = one_line(work.title)
    if title in (work.url, work.publisher, work.key):
        return ""
    return title if work.type in _BOOKS else within_quotes(title)


def within_quotes(title: str) -> str:
    """A title as it stands in quotation marks: those inside it are single ones."""
    return _STRAIGHT.sub(r"‘\1’", title.replace("“", "‘").replace("”", "’"))


def locator(at: str) -> str:
    """The place in a work, with the usual abbreviation of paragraph."""
    text = one_line(at)
    for pattern, short in _LOCATORS:
        text = pattern.sub(short, text)
    return text
