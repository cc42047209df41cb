"""Rows of quotations as plain tables of records: quotes, and the actors and sources that they name.

Pure: a :class:`QuoteReader` remembers what it has met (ids, names, the words of each row as a number), and writes
nothing. Every row comes out as a :class:`~tradetui.formats.rows.Result`, with or without a record.
"""

from __future__ import annotations

from tradetui.core.fields.validate import ID, validate
from tradetui.core.records import Kind
from tradetui.formats.met import Met, NewSources, Plain
from tradetui.formats.quote_plain import plain_quote
from tradetui.formats.quote_row import LONGEST_ID, Refused, Row, Wishes
from tradetui.formats.quote_shapes import CHOICES, DATES, PROSE, TEXTS, Shape, Shapes
from tradetui.formats.quote_sources import SOURCE_FIELDS, cited
from tradetui.formats.rows import Reason, Result, Status, Table, Taken
from tradetui.formats.tidy import plain_value

#: What stands for the speaker of a row that names none.
NO_SPEAKER = "speaker not given"
_TEXT_OR_NONE = {str, type(None)}


class QuoteReader:
    """Reads row after row. ``remarks`` hold for the whole file; the number is the line they were first met on."""

    def __init__(self, wishes: Wishes) -> None:
        """Nothing met yet."""
        self._wishes = wishes
        self._shapes = Shapes(wishes.names)
        self._met = Met()
        self.remarks = self._shapes.remarks

    def read(self, table: Table) -> Result | Taken:
        """What becomes of one row."""
        line, values = table.line, table.values
        if values is None:
            return Result(line, "refused", reasons=(table.fault,) if table.fault else ())
        shape = self._shapes.of(line, tuple(values))
        found = plain_quote(line, values, shape, self._wishes, self._met)
        return self.read_fully(line, values, shape) if found is None else found

    def read_fully(self, line: int, values: Plain, shape: Shape) -> Result | Taken:
        """What becomes of a row of any kind: the rule, of which :func:`plain_quote` is the quick way for many."""
        row = self._row(line, values, shape)
        try:
            return self._take(row)
        except Refused as refused:
            return Result(line, "refused", reasons=(*row.reasons, refused.reason))

    def _row(self, line: int, values: Plain, shape: Shape) -> Row:
        """The values by field; what has none is kept beside them."""
        wishes = self._wishes
        row = Row(line, {}, order=wishes.order, split=wishes.split, keep_undated=wishes.keep_undated)
        for key, name in shape.pairs:
            value = values[key]
            if value is None or value in ("", [], {}):
                continue
            if name:
                row.fields[name] = value
            else:
                row.keep(key, value)
        if shape.ours and values.get("kind") != "quote":
            row.fields["kind"] = values.get("kind")
        return row

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
        key, whole, told = self._met.quote_id(row, quote, {*new, *sources})
        self._met.commit(new, sources)
        if row.source_key is not None:
            (source,) = cited_here
            self._met.keep(row.source_key, source)
        status: Status = "changed" if row.changed else "taken"
        made: list[tuple[Kind, Plain]] = [("actor", each) for each in new.values()]
        made += [("source", each) for each, _ in sources.values()]
        result = Result(row.line, status, key, (*row.reasons, *told))
        body = f'{{"id":"{key}",{whole[1:]}'
        return Taken(result, body, tuple(cited_here), tuple(made))

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
        for key in TEXTS:
            if key in fields and (text := row.text(key)):
                quote[key] = text
        for key in PROSE:
            if key in fields and (text := row.text(key, prose=True)):
                quote[key] = text
        for key in CHOICES:
            if key in fields and (text := row.choice(key, fields[key], "quote", key)):
                quote[key] = text
        for key in DATES:
            if key in fields and (text := row.date(key, fields[key])):
                quote[key] = text
        if quote.get("attribution") == "stated":
            del quote["attribution"]

    def _speakers(self, row: Row, quote: Plain, new: dict[str, Plain]) -> bool:
        """Who said it. Returns whether something nested came in from outside."""
        names = row.mapping("names") if "names" in row.fields else {}
        by = [self._met.actor(row, each, names, new) for each in row.texts("by") if self._named(row, each)]
        if by:
            quote["by"] = by[0] if len(by) == 1 else list(dict.fromkeys(by))
        described = row.structured("described")
        if isinstance(described, dict):
            quote["described"] = plain_value(described)
            org = described.get("org")
            if isinstance(org, str) and ID.fullmatch(org):
                self._met.actor(row, org, names, new)
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
                        to[-1]["actor"] = self._met.actor(row, actor, {actor: actor, **names}, new)
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
        if key is not None and (kept := self._met.kept.get(key)) is not None:
            quote["cites"] = [{"source": kept["id"]}]
            return [kept]
        before = (len(row.reasons), len(row.extra))
        found: dict[str, Plain] = {}
        cites: list[Plain] = []
        for told, citation in cited(row):
            source = self._met.source(row, told, new)
            found[source["id"]] = source
            if "via" in citation:
                via = self._met.source(row, {"id": row.id("via", citation["via"])}, new)
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

    def _review(self, row: Row, quote: Plain) -> None:
        review = (
            row.choice("review", row.fields["review"], "quote", "review") if "review" in row.fields else ""
        )
        quote["review"] = review if review == "disputed" else "imported" if "cites" in quote else "unsourced"


def _key_of_source(row: Row) -> tuple[object, ...] | None:
    """What tells the one source of a row, where nothing else is told of it; None where there may be more."""
    fields = row.fields
    if "citations" in fields or "at" in fields or "exact" in fields:
        return None
    key = tuple(map(fields.get, SOURCE_FIELDS))
    return key if {*map(type, key)} == _TEXT_OR_NONE else None


def _require_valid(quote: Plain) -> None:
    """Refuse what came in nested and is no valid record."""
    for fault in validate("quote", {"id": "q", **quote}):
        if fault.severity == "error":
            path = ".".join(map(str, fault.path))
            raise Refused(Reason(path, fault.check, fault.reason, fault.remedy))
