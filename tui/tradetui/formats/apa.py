"""References and in-text citations of the APA (7th edition), in plain text.

What the manual sets in italics stands without marks. Names and titles stand as printed: which part of a name is the
family name can't be told, so only a name given as "Family, Given" is shortened to initials. Without an author the body
that published a report stands as its author, as the manual has it; else the title moves to the front.
"""

from __future__ import annotations

import re

from tradetui.formats.american import apa_date, apa_year, chicago_date
from tradetui.formats.chicago import locator, within_quotes
from tradetui.formats.markdown import web_address
from tradetui.formats.one_line import one_line
from tradetui.formats.works import Work

#: Types of which the publisher is the author where no other is named.
_OF_BODIES = ("official", "report", "dataset", "post")
_BRACKETS = {"transcript": " [Transcript]", "dataset": " [Data set]", "post": " [Post]"}
_INVERTED = re.compile(r"([^,;&]+), ([^,;&]+)")
#: So many words of a post are its title.
_POST_WORDS = 20


def reference(work: Work) -> str:
    """A work as the list of references has it."""
    author = _author(work)
    publisher = one_line(work.publisher)
    publisher = "" if publisher in (author, one_line(work.author)) else publisher
    title = _title(work)
    date = f"({apa_date(work.published)})."
    named = f"{title}{_BRACKETS.get(work.type, '')}" if title else ""
    lead = [_stopped(author), date, _stopped(named)] if author else [_stopped(named), date]
    if not author and not title:
        lead, publisher = [_stopped(publisher), date], ""
    return " ".join(filter(None, (*lead, _stopped(publisher), _address(work))))


def in_text(work: Work, at: str = "") -> str:
    """What stands in the text for a work: its author, or its title; the year; the place in it."""
    title = _title(work)
    rest = ", ".join(filter(None, (apa_year(work.published), _place(at))))
    name = _families(work) or _author(work)
    if name or not title or work.type == "law":
        return ", ".join(filter(None, (name or title or one_line(work.publisher), rest)))
    return f"“{within_quotes(title)},” {rest}"


def _author(work: Work) -> str:
    """The author with initials where the family name is told; the publisher where it stands for the author."""
    author = one_line(work.author)
    if not author:
        return one_line(work.publisher) if work.type in _OF_BODIES else ""
    if found := _INVERTED.fullmatch(author):
        initials = " ".join(f"{name[0]}." for name in found[2].split())
        return f"{found[1].strip()}, {initials}"
    return author


def _families(work: Work) -> str:
    """The family name of an author, where it is told."""
    found = _INVERTED.fullmatch(one_line(work.author))
    return found[1].strip() if found else ""


def _title(work: Work) -> str:
    title = one_line(work.title)
    if title in (work.url, work.publisher, work.key):
        return ""
    return " ".join(title.split()[:_POST_WORDS]) if work.type == "post" else title


def _address(work: Work) -> str:
    url = web_address(work.url) or one_line(work.url)
    if url and work.published is None and work.retrieved is not None:
        return f"Retrieved {chicago_date(work.retrieved)}, from {url}"
    return url


def _place(at: str) -> str:
    text = locator(at)
    return re.sub(r"\bpage(s?) (?=\d)", lambda found: "pp. " if found[1] else "p. ", text)


def _stopped(text: str) -> str:
    """With a full stop, unless it ends a sentence already."""
    return text if not text or text[-1] in ".?!" or text[-2:] in (".”", "?”", "!”") else f"{text}."
