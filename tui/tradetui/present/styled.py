"""Records in the styles of manuals: the words or what happened on one line, the sources on the lines below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from tradetui.core.query.held import citations
from tradetui.core.records import Citation, Event, Quote, Source
from tradetui.formats.american import chicago_date
from tradetui.formats.works import Work, work_of
from tradetui.present.cells import clean
from tradetui.present.cited import and_, described, marks_of, once, statement, words_of

if TYPE_CHECKING:
    from tradetui.store.archive import Dossier

_QUOTED = {"paraphrase": "paraphrased in", "translation": "quoted in translation in"}
_BRACKETS = {"paraphrase": " [paraphrase]", "translation": " [translation]"}


def chicago(dossier: Dossier) -> str:
    """A full note of the Chicago Manual of Style; of anything but a source below the words it is the note of."""
    from tradetui.formats.chicago import note

    record = dossier.known.record
    if isinstance(record, Source):
        return f"{note(work_of(record))}."
    by_stance = _by_stance(dossier, note)
    supporting = "; ".join(by_stance["supports"])
    others = [f"disputed in {each}" for each in by_stance["disputes"]]
    others += [f"see also {each}" for each in by_stance["context"]]
    if isinstance(record, Quote):
        words = words_of(record)
        who = "" if _is_own_post(dossier) else ", ".join(_attribution(record, dossier))
        quoted = (
            "position ascribed in"
            if record.attribution == "ascribed"
            else _QUOTED.get(record.form, "quoted in")
        )
        told = f"{who}, {quoted} {supporting}" if who and supporting else who or supporting
    else:
        words, told = _told(dossier), supporting
    whole = "; ".join(filter(None, (told, *others))) or "no source"
    return "\n".join(filter(None, (words, _sentence(whole), *_remarks(dossier))))


def apa(dossier: Dossier) -> str:
    """The words with an in-text citation as the APA has it, and the references below, in the order of the alphabet."""
    from tradetui.formats.apa import in_text, reference

    record = dossier.known.record
    if isinstance(record, Source):
        return reference(work_of(record))
    by_stance = _by_stance(dossier, in_text, "[", "]")
    cited = [*sorted(by_stance["supports"], key=str.casefold)]
    cited += [f"but see {each}" for each in by_stance["disputes"]]
    cited += [f"see also {each}" for each in by_stance["context"]]
    if isinstance(record, Quote):
        bracket = (
            " [position ascribed]" if record.attribution == "ascribed" else _BRACKETS.get(record.form, "")
        )
        who = "" if _is_own_post(dossier) else ", ".join(_attribution(record, dossier, short=True))
        link = ", as cited in " if by_stance["supports"] else "; "
        found = link.join(filter(None, (who, "; ".join(cited))))
        words = f"{words_of(record)}{bracket} ({found})"
    else:
        words = f"{_told(dossier)} ({'; '.join(cited) or 'no source'})"
    references = {reference(work): None for work, _, _ in _works(dossier)}
    return "\n".join((words, *sorted(references, key=str.casefold), *_remarks(dossier)))


def _works(dossier: Dossier) -> Iterator[tuple[Work, Citation, str]]:
    """Each source that could be read, with its citation, and the one it was read in."""
    poster = _poster(dossier) if _is_own_post(dossier) else ""
    for cite in once(citations(dossier.known)):
        source = dossier.sources.get(cite.source)
        work = work_of(source) if source is not None else Work(key="", title=cite.source)
        yield replace(work, author=poster) if poster and work.type == "post" else work, cite, cite.via


def _poster(dossier: Dossier) -> str:
    quote = dossier.known.record
    by = quote.by if isinstance(quote, Quote) else ()
    return dossier.names.get(by[0], by[0]) if len(by) == 1 else ""


def _is_own_post(dossier: Dossier) -> bool:
    """Whether the words are a post, and the source is that very post: then nobody quotes anybody."""
    quote = dossier.known.record
    sources = [
        dossier.sources.get(each.source) for each in citations(dossier.known) if each.stance == "supports"
    ]
    if not isinstance(quote, Quote) or quote.medium != "post" or not sources or not _poster(dossier):
        return False
    return all(
        each is not None and each.type == "post" and each.author in ("", _poster(dossier)) for each in sources
    )


def _by_stance(
    dossier: Dossier, write: Callable[[Work, str], str], left: str = "(", right: str = ")"
) -> dict[str, list[str]]:
    """The sources as they are cited, by stance; what is to be said besides stands in parentheses."""
    found: dict[str, list[str]] = {"supports": [], "disputes": [], "context": []}
    for work, cite, via in _works(dossier):
        asides = [f"as read in {clean(dossier.names.get(via, via))}"] if via else []
        asides += [f"which has {field} as {value}" for field, value in cite.says.items()]
        aside = clean("; ".join(asides))
        found[cite.stance].append(write(work, cite.at) + (f" {left}{aside}{right}" if aside else ""))
    return found


def _attribution(quote: Quote, dossier: Dossier, *, short: bool = False) -> Iterator[str]:
    """Who said it, and to whom, where and when unless ``short``; as the record has it, no more."""
    names = dossier.names
    if quote.described:
        text = described(quote.described, quote.terms, dossier)
        behind = text[len(quote.described.as_) + 2 : -1]
        # within parentheses stand brackets; a note begins with a capital letter
        yield clean(f"{quote.described.as_} [{behind}]" if short else text[:1].upper() + text[1:])
    else:
        yield clean(and_(names.get(actor, actor) for actor in quote.by))
        post = quote.by_title or (dossier.posts.get(quote.by[0], "") if len(quote.by) == 1 else "")
        if post and not short:
            yield clean(post)
    if not short:
        if quote.to:
            yield "to " + clean(and_(each.text or names.get(each.actor, each.actor) for each in quote.to))
        yield from filter(None, (clean(quote.occasion), clean(quote.place)))
    yield clean(chicago_date(quote.said))


def _told(dossier: Dossier) -> str:
    """What anything but a quote says, with the date as the manuals write it."""
    event = dossier.known.record
    if not isinstance(event, Event):
        return statement(dossier)
    when = chicago_date(event.when) if event.when is not None else event.when_text or "n.d."
    status = "under way" if dossier.known.under_way else "" if event.status == "happened" else event.status
    return clean(
        ", ".join(filter(None, (event.title, when, f"{event.time} {event.tz}".strip(), event.place, status)))
    )


def _remarks(dossier: Dossier) -> Iterator[str]:
    """What its reader must know besides: what is disputed or unchecked, and what was printed later."""
    record = dossier.known.record
    # that there is no source is told where the source would stand; the others tell their marks themselves
    marks = (
        [mark for mark in marks_of(record) if mark != "no source"]
        if isinstance(record, (Quote, Event))
        else []
    )
    if marks:
        yield clean(_sentence("; ".join(marks)))
    later = [
        dossier.sources[each.source] for each in once(dossier.known.later) if each.source in dossier.sources
    ]
    if later:
        told = [f"{source.publisher or source.id}, {chicago_date(source.published)}" for source in later]
        yield clean(f"Printed later: {'; '.join(told)}.")


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:] if not text.startswith("http") else text
    return text if text.endswith(".") else f"{text}."
