"""Rows of quotations as plain tables of records: quotes, and the actors and sources that they name.

Pure: a :class:`QuoteReader` remembers what it has met (ids, names, the words of each row as a number), and writes
nothing. Every row comes out as a :class:`~tradetui.formats.rows.Result`, with or without a record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tradetui.core.fields.validate import ID, slug, validate
from tradetui.core.records import Kind
from tradetui.formats.quote_fields import DERIVED, FLAT_FIELDS, field_of
from tradetui.formats.quote_row import LONGEST_ID, Refused, Row
from tradetui.formats.quote_sources import SOURCE_FIELDS, cited, id_of, with_title
from tradetui.formats.rows import Reason, Result, Status, Table
from tradetui.formats.seen import Seen, key_of
from tradetui.formats.tidy import mark_of, plain_value

Plain = dict[str, Any]
#: Sources that are new with a row, by id, and whether the row itself gives the id.
NewSources = dict[str, tuple[Plain, bool]]

#: What stands for the speaker of a row that names none.
NO_SPEAKER = "speaker not given"
#: Remarks on columns that are kept, and shapes of rows that are remembered.
_MOST_REMARKS = 100
_MOST_SHAPES = 1_000
_MOST_KEPT = 20_000
_ORDER = {each.name: place for place, each in enumerate(FLAT_FIELDS)}
_TEXT_OR_NONE = {str, type(None)}
_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How rows are to be read.

    ``names``: columns that are to be read as a field. ``order``: of day, month and year in dates such as 3/4/2019
    (``dmy``). ``form``: of rows that give none. ``split``: lists are text with ``;`` between their items.
    ``keep_undated``: take rows whose date can't be read, without it.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    form: str = "direct"
    split: bool = False
    keep_undated: bool = False


class Taken(NamedTuple):
    """A row that became a record: its plain table and its JSON, the sources it cites, and what is new with it."""

    result: Result
    quote: Plain
    body: str
    cited: tuple[Plain, ...]
    new: tuple[tuple[Kind, Plain], ...]


class QuoteReader:
    """Reads row after row. ``actors`` are the names of all actors so far, by id; ``remarks`` hold for the whole file.

    The number beside a remark is the line it was first met on.
    """

    def __init__(self, wishes: Wishes) -> None:
        """Nothing met yet."""
        self.actors: dict[str, tuple[str, ...]] = {}
        self.remarks: dict[str, int] = {}
        self._wishes = wishes
        self._shapes: dict[tuple[str, ...], tuple[tuple[tuple[str, str], ...], bool]] = {}
        self._by_name: dict[str, str] = {}
        self._ids = Seen()  # the line of a quote's id; 0: of an actor or a source
        self._words = Seen()
        self._source_ids = Seen()
        self._kept: dict[tuple[object, ...], Plain] = {}  # the source of rows that told it in the same way
        self._sources: dict[str, Plain] = {}  # those to which the file itself gives an id

    def read(self, table: Table) -> Result | Taken:
        """What becomes of one row."""
        if table.values is None:
            return Result(table.line, "refused", reasons=(table.fault,) if table.fault else ())
        row = self._row(table.line, table.values)
        try:
            return self._take(row)
        except Refused as refused:
            return Result(table.line, "refused", reasons=(*row.reasons, refused.reason))

    # -- fields --------------------------------------------------------------------------------------------

    def _row(self, line: int, values: Plain) -> Row:
        """The values by field; what has none is kept beside them."""
        keys = tuple(values)
        shape = self._shapes.get(keys)
        if shape is None:
            if len(self._shapes) >= _MOST_SHAPES:
                self._shapes.clear()
            shape = self._shapes[keys] = self._shape(line, keys)
        pairs, ours = shape
        wishes = self._wishes
        row = Row(line, {}, order=wishes.order, split=wishes.split, keep_undated=wishes.keep_undated)
        for key, name in pairs:
            value = values[key]
            if value is None or value in ("", [], {}):
                continue
            if name:
                row.fields[name] = value
            else:
                row.keep(key, value)
        if ours and values.get("kind") != "quote":
            row.fields["kind"] = values.get("kind")
        return row

    def _shape(self, line: int, keys: tuple[str, ...]) -> tuple[tuple[tuple[str, str], ...], bool]:
        """The field of each key (empty: none), those of no interest left out; whether it is our own answer."""
        ours = "citations" in keys and "known" in keys and "kind" in keys
        names = dict(self._wishes.names)
        if "quoteID" in keys and "numOccurrences" in keys and "date" not in names:
            # Quotebank: the day the article came out, which nobody said to be that of the words
            names["date"] = "published"
            self._remark("Quotebank's date is read as published: the day of the words isn't given", line)
        chosen: dict[str, str] = {}
        for key in sorted(keys, key=lambda key: key.strip().lower() not in _ORDER):
            name = field_of(key, names)
            if name and name not in chosen:
                chosen[name] = key
            elif name:
                self._remark(f"{key}: {chosen[name]} gives {name} already; kept under other", line)
            elif not (ours and key in DERIVED):
                self._remark(f"{key} is no field: kept under other", line)
        fields = {key: name for name, key in chosen.items()}
        wanted = [key for key in keys if not (ours and key in DERIVED)]
        return tuple((key, fields.get(key, "")) for key in wanted), ours

    def _remark(self, text: str, line: int) -> None:
        if len(self.remarks) < _MOST_REMARKS:
            self.remarks.setdefault(plain_value(text), line)

    # -- one row -------------------------------------------------------------------------------------------

    def _take(self, row: Row) -> Taken:
        if "kind" in row.fields:
            raise Refused(
                Reason("kind", "not-a-quote", f"not a quote: {plain_value(str(row.fields['kind']))[:40]}")
            )
        new: dict[str, Plain] = {}
        quote: Plain = {"text": self._text(row)}
        self._form(row, quote)
        nested = self._speakers(row, quote, new)
        nested |= self._about(row, quote, new)
        sources: dict[str, tuple[Plain, bool]] = {}
        cited_here = self._sources_of(row, quote, sources)
        self._review(row, quote)
        for key, value in row.mapping("other").items():
            row.keep(key, value)
        if nested:
            _require_valid(quote)
        key, whole, told = self._id(row, quote, {*new, *sources})
        self._commit(new, sources)
        if row.source_key is not None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            (self._kept[row.source_key],) = cited_here
        status: Status = "changed" if row.changed else "taken"
        made: list[tuple[Kind, Plain]] = [("actor", each) for each in new.values()]
        made += [("source", each) for each, _ in sources.values()]
        result = Result(row.line, status, key, (*row.reasons, *told))
        body = f'{{"id":"{key}",{whole[1:]}'
        return Taken(result, {"id": key, **quote}, body, tuple(cited_here), tuple(made))

    def _text(self, row: Row) -> str | list[str]:
        """The words."""
        value = row.structured("fragments")
        several = value if isinstance(value, list) else row.fields.get("text")
        if isinstance(several, list):
            texts = [row.text_of("text", item, prose=True) for item in several]
            found = [text for text in texts if text]
        else:
            found = list(filter(None, [row.text("text", prose=True)]))
        if not found:
            raise Refused(Reason("text", "no-words", "there are no words", "name them text or quote"))
        return found[0] if len(found) == 1 else found

    def _form(self, row: Row, quote: Plain) -> None:
        """The fields that are taken as they stand."""
        form = row.choice("form", row.fields["form"], "quote", "form") if "form" in row.fields else ""
        if (form or self._wishes.form) != "direct":
            quote["form"] = form or self._wishes.form
        fields = row.fields
        for key in ("lang", "by_title", "terms", "place", "occasion"):
            if key in fields and (text := row.text(key)):
                quote[key] = text
        for key in ("original", "note"):
            if key in fields and (text := row.text(key, prose=True)):
                quote[key] = text
        for key in ("medium", "attribution"):
            if key in fields and (text := row.choice(key, fields[key], "quote", key)):
                quote[key] = text
        for key in ("said", "known_from"):
            if key in fields and (text := row.date(key, fields[key])):
                quote[key] = text
        if quote.get("attribution") == "stated":
            del quote["attribution"]

    def _speakers(self, row: Row, quote: Plain, new: dict[str, Plain]) -> bool:
        """Who said it. Returns whether something nested came in from outside."""
        names = row.mapping("names") if "names" in row.fields else {}
        by = [self._actor(row, each, names, new) for each in row.texts("by") if self._named(row, each)]
        if by:
            quote["by"] = by[0] if len(by) == 1 else list(dict.fromkeys(by))
        described = row.structured("described")
        if isinstance(described, dict):
            quote["described"] = plain_value(described)
            org = described.get("org")
            if isinstance(org, str) and ID.fullmatch(org):
                self._actor(row, org, names, new)
            return True
        if described is not None and (words := row.text("described")):
            quote["described"] = {"as": words}
            return True
        if not by:
            quote["described"] = {"as": NO_SPEAKER}
            row.change("by", "no-speaker", f"no speaker is named: taken as “{NO_SPEAKER}”")
        return False

    def _named(self, row: Row, name: str) -> bool:
        """Whether a name is one: Quotebank writes None where it found none."""
        return not (name == "None" and "probas" in row.extra)

    def _actor(self, row: Row, name: str, names: Mapping[str, Any], new: dict[str, Plain]) -> str:
        """The id of an actor, who is new if not met before."""
        called = names.get(name)
        called = row.text_of("names", called) if isinstance(called, str) else ""
        if name in self.actors or name in new:
            held = self.actors[name][0] if name in self.actors else new[name]["name"]
            if called and called != held:
                row.change("names", "another-name", f"{name} is called {called} here: {held} is kept")
            return name
        if not called and name in self._by_name:
            return self._by_name[name]
        for key, each in new.items():
            if not called and each["name"] == name:
                return key
        key = (
            name
            if called and ID.fullmatch(name) and len(name) <= LONGEST_ID
            else slug(name[:200])[:80].rstrip("-._")
        )
        if not key or self._ids.first(key_of(key)) is not None or key in new:
            key = "-".join(filter(None, (key, mark_of(name))))
        while self._ids.first(key_of(key)) is not None or key in new:
            key += "-a"
        new[key] = {"id": key, "name": called or name, "review": "imported"}
        return key

    def _about(self, row: Row, quote: Plain, new: dict[str, Plain]) -> bool:
        """To whom, about what, where it belongs. Returns whether something nested came in from outside."""
        fields = row.fields
        names = row.mapping("names") if "to" in fields and "names" in fields else {}
        nested = False
        if "to" in fields:
            to: list[Plain] = []
            for item in row.items("to"):
                if isinstance(item, dict):
                    nested = True
                    to.append(plain_value(item))
                    actor = item.get("actor")
                    if isinstance(actor, str) and ID.fullmatch(actor) and len(actor) <= LONGEST_ID:
                        to[-1]["actor"] = self._actor(row, actor, {actor: actor, **names}, new)
                elif text := row.text_of("to", item):
                    to.append({"text": text})
            if to:
                quote["to"] = to
        for key in ("about", "tags"):
            if key in fields and (texts := row.texts(key)):
                quote[key] = texts
        if "event" in fields and (event := row.id("event", fields["event"])):
            quote["event"] = event
        if "links" in fields and (links := list(row.items("links"))):
            quote["links"] = plain_value(links)
            nested = True
        return nested

    def _sources_of(self, row: Row, quote: Plain, new: NewSources) -> list[Plain]:
        """The sources that a row cites; the quote gets its citations."""
        key = _key_of_source(row)
        if key is not None and (kept := self._kept.get(key)) is not None:
            quote["cites"] = [{"source": kept["id"]}]
            return [kept]
        before = (len(row.reasons), len(row.extra))
        found: dict[str, Plain] = {}
        cites: list[Plain] = []
        for told, citation in cited(row):
            source = self._source(row, told, new)
            found[source["id"]] = source
            if "via" in citation:
                via = self._source(row, {"id": row.id("via", citation["via"])}, new)
                citation["via"] = via["id"]
            if "stance" in citation and citation["stance"] not in ("disputes", "context"):
                row.aside(
                    "stance", citation.pop("stance"), "bad-value", "none of supports, disputes, context"
                )
            if "says" in citation:
                citation["says"] = plain_value(citation["says"])
                if not isinstance(citation["says"], dict):
                    row.aside("says", citation.pop("says"), "wrong-type", "not a JSON object")
            cites.append({"source": source["id"], **citation})
        if cites:
            quote["cites"] = cites
        if key is not None and len(cites) == 1 and before == (len(row.reasons), len(row.extra)):
            row.source_key = key
        return list(found.values())

    def _source(self, row: Row, told: Plain, new: NewSources) -> Plain:
        """The source that is told of, with its id: one met before, or a new one."""
        given = told.get("id", "")
        if given:
            former = self._former(given, new)
            if former is not None and (len(told) == 1 or former == _finished(told)):
                return former
            if former is not None:
                told = {**told, "id": f"{given}-{mark_of(id_of(told))}"}
                row.change(
                    "source_id", "another-source", f"{given} is described otherwise above: {told['id']} here"
                )
                if (again := self._former(told["id"], new)) is not None:
                    return again
        source = told if given else {"id": id_of(told), **told}
        while self._ids.first(key := key_of(source["id"])) is not None and key not in self._source_ids:
            source = {**source, "id": source["id"] + "-s"}
        source = _finished(source)
        if key not in self._source_ids:
            new.setdefault(source["id"], (source, bool(given)))
        return source

    def _former(self, key: str, new: NewSources) -> Plain | None:
        """The source to which the file gave an id, in this row or above."""
        return new[key][0] if key in new else self._sources.get(key)

    def _review(self, row: Row, quote: Plain) -> None:
        review = (
            row.choice("review", row.fields["review"], "quote", "review") if "review" in row.fields else ""
        )
        quote["review"] = review if review == "disputed" else "imported" if "cites" in quote else "unsourced"

    # -- ids -----------------------------------------------------------------------------------------------

    def _id(self, row: Row, quote: Plain, taken: set[str]) -> tuple[str, str, list[Reason]]:
        """The id of the record, and its JSON but for the id. Raises :class:`Refused` for a row that stands above."""
        told: list[Reason] = []
        given = row.id("id", row.fields["id"]) if "id" in row.fields else ""
        quote |= row.extra
        whole = _dumps(quote)
        key = given or f"q-{mark_of(whole)}"
        number = key_of(key)
        line = self._ids.first(number)
        if line and given:
            raise Refused(Reason("id", "duplicate-id", f"the id {given} stands on line {line} already"))
        if line:
            raise Refused(Reason("", "duplicate-row", f"the same row stands on line {line}"))
        if line is not None or key in taken:
            while self._ids.first(number) is not None or key in taken:
                key += "-q"
                number = key_of(key)
            if given:
                row.change(
                    "id", "taken-id", f"{given} is the id of a speaker or a source: {key} in its place"
                )
        self._ids.meet(number, row.line)
        speaker, text = quote.get("by") or quote["described"], quote["text"]
        said = quote.get("said", "")
        words = key_of("words", text if isinstance(text, str) else _dumps(text), str(speaker), said)
        line = self._words.meet(words, row.line)
        if line is not None:
            told.append(Reason("text", "same-words", f"the same words, speaker and day stand on line {line}"))
        return key, whole, told

    def _commit(self, new: Mapping[str, Plain], sources: NewSources) -> None:
        for key, actor in new.items():
            self._ids.meet(key_of(key), 0)
            self.actors[key] = (actor["name"],)
            self._by_name.setdefault(actor["name"], key)
        for key, (source, given) in sources.items():
            self._ids.meet(key_of(key), 0)
            self._source_ids.meet(key_of(key), 0)
            if given:
                self._sources[key] = source


def _key_of_source(row: Row) -> tuple[object, ...] | None:
    """What tells the one source of a row, where nothing else is told of it; None where there may be more."""
    fields = row.fields
    if "citations" in fields or "at" in fields or "exact" in fields:
        return None
    key = tuple(map(fields.get, SOURCE_FIELDS))
    return key if {*map(type, key)} == _TEXT_OR_NONE else None


def _finished(source: Plain) -> Plain:
    return {**with_title(source), "review": "imported"}


def _require_valid(quote: Plain) -> None:
    """Refuse what came in nested and is no valid record."""
    for fault in validate("quote", {"id": "q", **quote}):
        if fault.severity == "error":
            path = ".".join(map(str, fault.path))
            raise Refused(Reason(path, fault.check, fault.reason, fault.remedy))
