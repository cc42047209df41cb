"""Rows of others as records: every row is accounted for, nothing is guessed, nothing is lost without a word."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradetui.core.fields import build, plain
from tradetui.core.fields.validate import validate
from tradetui.core.records import Quote, Source
from tradetui.core.seen import Seen, key_of
from tradetui.formats import quotes_csv, quotes_jsonl
from tradetui.formats.lines import FormatError, read_lines
from tradetui.formats.quote_dates import order_of, read_date
from tradetui.formats.quote_fields import FLAT_FIELDS
from tradetui.formats.quotes import NO_SPEAKER, QuoteReader, Taken, Wishes
from tradetui.formats.quotes_out import COLUMNS, flat, for_csv
from tradetui.formats.rows import Result, Tally


def read_csv(data: bytes | str, **wishes) -> list[Result | Taken]:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    reader = QuoteReader(Wishes(split=True, **wishes))
    names = wishes.get("names", {})
    return [reader.read(table) for table in quotes_csv.tables(read_lines(io.BytesIO(raw)), names)]


def read_json(*rows: object, **wishes) -> list[Result | Taken]:
    data = "".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows)
    reader = QuoteReader(Wishes(**wishes))
    tables = quotes_jsonl.tables(read_lines(io.BytesIO(data.encode())))
    return [reader.read(table) for table in tables]


def one(row: object, **wishes) -> Taken:
    (found,) = read_json(row, **wishes)
    assert isinstance(found, Taken), found
    return found


def why(found: Result | Taken) -> list[str]:
    result = found.result if isinstance(found, Taken) else found
    return [reason.check for reason in result.reasons]


# -- what rows say -----------------------------------------------------------------------------------------


def test_a_plain_row_becomes_a_quote_a_speaker_and_a_source():
    (found,) = read_csv(
        "Quotation,Speaker,Date,Outlet,URL,Published\r\n"
        '"We stay, and wait.",Ann Bo,2019-03-04,The Gazette,https://g.example/1,2019-03-05\r\n'
    )
    assert found.result.status == "taken"
    source = found.cited[0]
    assert found.quote == {
        "id": found.result.id, "text": "We stay, and wait.", "by": "ann-bo", "said": "2019-03-04",
        "cites": [{"source": source["id"]}], "review": "imported",
    }  # fmt: skip
    assert source == {
        "id": source["id"], "title": "https://g.example/1", "publisher": "The Gazette", "published": "2019-03-05",
        "url": "https://g.example/1", "review": "imported",
    }  # fmt: skip
    assert found.new == (
        ("actor", {"id": "ann-bo", "name": "Ann Bo", "review": "imported"}),
        ("source", source),
    )


def test_ids_stay_the_same_whatever_stands_before():
    rows = [
        {"text": f"Words {n}", "speaker": f"Person {n % 3}", "url": f"https://e.example/{n}"}
        for n in range(9)
    ]
    ids = {found.quote["text"]: (found.quote["id"], found.quote["by"]) for found in read_json(*rows)}
    turned = {found.quote["text"]: (found.quote["id"], found.quote["by"]) for found in read_json(*rows[::-1])}
    assert ids == turned


def test_without_speaker_nobody_is_made_up():
    found = one({"text": "Nobody's words", "url": "https://e.example/1"})
    assert found.quote["described"] == {"as": NO_SPEAKER}
    assert "by" not in found.quote
    assert found.result.status == "changed"
    assert why(found) == ["no-speaker"]


def test_without_source_it_is_marked():
    found = one({"text": "Words", "by": "Ann Bo", "page": "7"})
    assert found.quote["review"] == "unsourced"
    assert "cites" not in found.quote
    assert found.quote["at_given"] == "7"  # a page of nothing
    assert why(found) == ["no-source"]


def test_nobody_has_checked_an_import():
    assert (
        one({"text": "x", "by": "A", "url": "https://e.example", "review": "checked"}).quote["review"]
        == "imported"
    )
    assert (
        one({"text": "x", "by": "A", "url": "https://e.example", "review": "disputed"}).quote["review"]
        == "disputed"
    )


def test_two_speakers_of_a_like_name_are_two():
    first, second, third = read_json(
        {"text": "a", "by": "José Díaz"}, {"text": "b", "by": "Jose Diaz"}, {"text": "c", "by": "刘鹤"}
    )
    assert first.quote["by"] == "jose-diaz"
    assert second.quote["by"].startswith("jose-diaz-")
    assert third.new[0][1]["name"] == "刘鹤"


def test_several_speakers_and_those_who_heard():
    (found,) = read_csv('text,by,to,tags\n"x",Ann Bo; Cy Dee,reporters;aides,a;b\n')
    assert found.quote["by"] == ["ann-bo", "cy-dee"]
    assert found.quote["to"] == [{"text": "reporters"}, {"text": "aides"}]
    assert found.quote["tags"] == ["a", "b"]
    assert one({"text": "x", "by": "Smith; Jones"}).quote["by"] == "smith-jones", "in JSON a list is a list"


def test_what_has_no_field_is_kept():
    found = one(
        {"text": "x", "by": "A", "mood": "glad", "accept": 1, "deep": {"a": [1, 2**70, None]}, "none": None}
    )
    assert found.quote["mood"] == "glad"
    assert found.quote["accept_"] == 1, "never under a key that means something to a record"
    assert found.quote["deep"] == {"a": [1, str(2**70)]}
    assert "none" not in found.quote
    assert found.result.status == "taken"


def test_a_value_that_its_field_cannot_take_is_kept_and_told():
    found = one(
        {
            "text": "x",
            "by": "A",
            "medium": "semaphore",
            "url": "gopher://x",
            "id": "Not An Id",
            "lang": ["en"],
        }
    )
    assert found.quote["medium_given"] == "semaphore"
    assert found.quote["url_given"] == "gopher://x"
    assert found.quote["id_given"] == "Not An Id"
    assert found.quote["lang_given"] == ["en"]
    assert found.result.status == "changed"
    assert sorted(why(found)) == ["bad-id", "bad-value", "bad-value", "wrong-type"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2019", "2019"), ("2019-03", "2019-03"), ("2019-03-04?", "2019-03-04?"),
        ("[2019-03-21..2019-03-31]", "[2019-03-21..2019-03-31]"), ("2019-03-04T09:12:00Z", "2019-03-04T09:12:00Z"),
        (" 2019-03-04 09:12:00 ", "2019-03-04T09:12:00"), ("2019-03-04 09:12:00+0800", "2019-03-04T09:12:00+08:00"),
        ("2019-03-04T09:12:00.123Z", "2019-03-04T09:12:00Z"), ("2019-03-04 09:12", "2019-03-04"),
    ],
)  # fmt: skip
def test_dates_as_they_come(text, edtf):
    assert read_date(text).edtf == edtf


@pytest.mark.parametrize(
    "text", ["3/4/2019", "03.04.2019", "2019/03/04", "4 March 2019", "2019-02-29", "19", "1551690720"]
)
def test_dates_that_are_not_guessed(text):
    (found,) = read_json({"text": "x", "by": "A", "date": text})
    assert found.status == "refused"
    assert found.reasons[0].field == "said"
    kept = one({"text": "x", "by": "A", "date": text}, keep_undated=True)
    assert "said" not in kept.quote
    assert kept.quote["said_given"] == text
    assert kept.result.status == "changed"


@pytest.mark.parametrize(
    ("order", "text", "edtf"),
    [("d/m/y", "3/4/2019", "2019-04-03"), ("m/d/y", "3/4/2019", "2019-03-04"), ("%Y/%m/%d", "2019/3/4", "2019-03-04"),
     ("d.m.y", "03.04.2019", "2019-04-03"), ("dmy", "2019-03-04", "2019-03-04")],
)  # fmt: skip
def test_the_order_that_is_asked_for(order, text, edtf):
    assert read_date(text, order_of(order)).edtf == edtf


def test_an_order_does_not_make_wrong_dates_right():
    for text in ("31/2/2019", "3/13/2019", "3/4/19"):
        assert read_date(text, "dmy").check == "bad-date"
    for order in ("d/m", "ddm", "x"):
        with pytest.raises(ValueError, match="d/m/y"):
            order_of(order)


def test_a_clock_time_that_a_date_cannot_hold_is_kept():
    found = one({"text": "x", "by": "A", "date": "2019-03-04 09:12"})
    assert (found.quote["said"], found.quote["said_given"]) == ("2019-03-04", "2019-03-04 09:12")
    assert found.result.status == "taken"


def test_quotebank_gives_the_day_of_print_not_of_the_words():
    row = {"quoteID": "2019-03-14-000017", "quotation": "We would sooner be late,", "speaker": "Jane Example",
           "qids": ["Q1", "Q2"], "date": "2019-03-14 09:12:00", "numOccurrences": 3,
           "probas": [["Jane Example", "0.7"], ["None", "0.2"]], "urls": ["http://n.example/a", "http://w.example/b"],
           "phase": "E"}  # fmt: skip
    found = one(row)
    assert "said" not in found.quote
    assert [source["published"] for source in found.cited] == ["2019-03-14T09:12:00"] * 2
    assert found.quote["qids"] == ["Q1", "Q2"]
    assert one({**row, "speaker": "None"}).quote["described"] == {"as": NO_SPEAKER}


def test_a_column_can_be_called_a_field():
    (found,) = read_csv(
        "text,author,title\nx,Ann Bo,Talks\n", names={"author": "by", "title": "source_title"}
    )
    assert found.quote["by"] == "ann-bo"
    assert found.cited[0]["title"] == "Talks"


def test_two_columns_for_one_field():
    reader = QuoteReader(Wishes())
    found = reader.read(quotes_jsonl.Table(5, {"quote": "other words", "text": "words", "by": "A"}))
    assert (found.quote["text"], found.quote["quote"]) == ("words", "other words")
    assert reader.remarks == {"quote: text gives text already; kept under other": 5}


# -- duplicates --------------------------------------------------------------------------------------------


def test_duplicates_are_told_by_id_by_row_and_by_words():
    row = {"text": "x", "by": "A", "date": "2019", "url": "https://e.example/1"}
    found = read_json(
        row, row, {**row, "url": "https://e.example/2"}, {**row, "id": "q1"}, {**row, "id": "q1"}
    )
    assert [each.result.status if isinstance(each, Taken) else each.status for each in found] == [
        "taken", "refused", "taken", "taken", "refused",
    ]  # fmt: skip
    assert [why(each) for each in found] == [
        [],
        ["duplicate-row"],
        ["same-words"],
        ["same-words"],
        ["duplicate-id"],
    ]
    assert found[1].reasons[0].reason.endswith("line 1")


def test_an_id_that_a_speaker_has_is_not_taken_twice():
    first, second = read_json({"text": "x", "by": "Ann Bo"}, {"text": "y", "by": "Cy Dee", "id": "ann-bo"})
    assert first.quote["by"] == "ann-bo"
    assert second.quote["id"] == "ann-bo-q"
    assert why(second)[-1] == "taken-id"


def test_a_source_described_in_two_ways_is_two():
    first, second, third = read_json(
        {"text": "x", "by": "A", "source_id": "s", "source_title": "One"},
        {"text": "y", "by": "A", "source_id": "s", "source_title": "Two"},
        {"text": "z", "by": "A", "citations": ["s"]},
    )
    assert first.cited[0]["id"] == "s" != second.cited[0]["id"]
    assert why(second) == ["another-source"]
    assert third.cited[0]["title"] == "One"
    assert third.new == ()


# -- broken files ------------------------------------------------------------------------------------------


def test_broken_rows_are_refused_and_the_next_is_read():
    data = (
        b"\xef\xbb\xbftext,by\r\n"
        b"good,A\r\n"
        b"bad \xff bytes,A\r\n"
        b'"never closed,A\r\n'
        b"good again,A\r\n"
        b'"a ""quoted"" word\r\nand a line",A\r\n'
        b'"x"y,A\r\n'
        b"too,many,cells\r\n"
        b"\r\n"
        b"nul \x00 here,A\r\n"
        b",A\r\n" + b"x" * 2_000_000 + b"\r\nlast,A"
    )
    found = read_csv(data)
    told = [
        (each.result.line, "") if isinstance(each, Taken) else (each.line, why(each)[0]) for each in found
    ]
    assert told == [
        (2, ""), (3, "unreadable"), (4, "not-csv"), (5, ""), (6, ""), (8, "not-csv"), (9, "cells"), (11, ""),
        (12, "no-words"), (13, "unreadable"), (14, ""),
    ]  # fmt: skip
    assert found[4].quote["text"] == 'a "quoted" word\nand a line'
    assert found[7].quote["text"] == "nul \ufffd here"
    assert why(found[7]) == ["control-character"]


def test_broken_lines_of_json():
    found = read_json(
        "{nonsense\n", "[1]\n", '{"text": "x", "text": "y"}\n', '{"text": NaN}\n', "[" * 100_000 + "\n", "\n",
        '{"text": "half \\ud800", "by": "A"}\n', '{"text": ' + "9" * 5_000 + "}\n", '{"text": {"a": 1}, "by": "A"}\n',
        '{"text": 17, "by": 4}\n',
    )  # fmt: skip
    assert [why(each) for each in found] == [
        ["not-json"], ["not-json"], ["not-json"], ["not-json"], ["not-json"], ["control-character"], ["not-json"],
        ["wrong-type", "no-words"], [],
    ]  # fmt: skip
    assert found[-1].quote["text"] == "17"


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "empty"), (b"a,b\n1,2\n", "holds the words"), (b"text,a,a\nx,1,2\n", "stands twice"),
     ("text\nx".encode("utf-16"), "UTF-16"), (b"\xff\n", "no header")],
)  # fmt: skip
def test_files_that_are_no_tables(data, message):
    with pytest.raises(FormatError, match=message):
        read_csv(data)


@pytest.mark.parametrize("encoding", ["utf-16", "nonsense", "utf-32-le"])
def test_encodings_without_lines(encoding):
    with pytest.raises(FormatError, match="UTF-8"):
        list(read_lines(io.BytesIO(b"x"), encoding))


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_sign_between_cells_is_told_by_the_header(delimiter):
    (found,) = read_csv(f"text{delimiter}by\nx{delimiter}Ann Bo\n")
    assert found.quote["by"] == "ann-bo"


# -- properties --------------------------------------------------------------------------------------------

NAMES = [name for each in FLAT_FIELDS for name in (each.name, *each.others)] + [
    "odd",
    "kind",
    "known",
    "accept",
    "",
]
TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["2019-03-04", "3/4/2019", "https://e.example/1", "ann-bo", "s", "q", '["a"]', '{"as":"x"}', "a;b",
                     "disputes", "direct", "\x1b[2J", "\u202e", "None", "\ud800"]),
)  # fmt: skip
VALUES = st.recursive(
    st.one_of(
        TEXTS, st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False)
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["source", "id", "as", "actor", "says", "at", "to", "rel", "x"]),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


@given(
    st.lists(
        st.dictionaries(st.one_of(st.sampled_from(NAMES), st.text(max_size=4)), VALUES, max_size=8),
        max_size=6,
    ),
    st.booleans(),
    st.booleans(),
)
def test_every_row_is_accounted_for_and_every_record_is_valid(rows, split, keep):
    reader = QuoteReader(Wishes(split=split, keep_undated=keep))
    tally = Tally()
    ids: list[str] = []
    held: set[str] = set()
    for line, values in enumerate(rows, 1):
        found = reader.read(quotes_jsonl.Table(line, {"text": "words", **values}))
        result = found.result if isinstance(found, Taken) else found
        tally.count(result)
        assert result.line == line
        assert json.loads(result.line_of_report())["status"] == result.status
        assert result.status != "refused" or result.reasons, "never without a reason"
        if isinstance(found, Taken):
            for kind, table in (*found.new, ("quote", found.quote)):
                assert [f for f in validate(kind, table) if f.severity == "error"] == []
                json.dumps(table, ensure_ascii=False).encode()
                build(kind, table)
                ids.append(table["id"])
            held |= {table["id"] for _, table in found.new}
            assert {cite["source"] for cite in found.quote.get("cites", ())} <= held
            by = found.quote.get("by", [])
            assert set([by] if isinstance(by, str) else by) <= reader._met.actors.keys()
    assert tally.rows == len(rows) == sum(tally.statuses.values())
    assert len(ids) == len(set(ids)), "no id twice"


PLAIN = st.fixed_dictionaries(
    {"text": st.sampled_from(["Fee up.", " two\nlines ", "x", "渔业", 3]),
     "by": st.sampled_from(["Ann", ["Ann", "Bo", "Ann"], "ann", "Ann; Bo", "None", []])},
    optional={
        "id": st.sampled_from(["q1", "q2", "ann", "Not an id", "", 7]),
        "date": st.sampled_from(["2019-03-04", "2019-03", "3/4/2019", "", "2019-03-04 12:30", None]),
        "form": st.sampled_from(["direct", "Partial", "odd", ""]),
        "tags": st.sampled_from([["a", "b", "a"], "a;b", [], [1], {"x": 1}, '["a"]', 0]),
        "place": st.sampled_from(["Oslo", " ", "a\tb", 0, False, ["x"]]),
        "note": st.sampled_from(["a\nb", "\x1b", None]),
        "attribution": st.sampled_from(["stated", "denied", "nobody"]),
        "review": st.sampled_from(["disputed", "checked", 1]),
        "publisher": st.sampled_from(["Courier", "Gazette", "", 0]),
        "source_title": st.sampled_from(["Fee", "", None]),
        "url": st.sampled_from(["https://e.example/1", "e.example", ["https://e.example/1"], {}]),
        "at": st.sampled_from(["p. 7", ""]),
        "extra": st.sampled_from(["kept", "", {}]),
        "described": st.sampled_from(["an official", ""]),
        "event": st.sampled_from(["e1", ""]),
    },
)  # fmt: skip


@given(st.lists(PLAIN, min_size=2, max_size=8), st.booleans(), st.booleans(), st.sampled_from(["", "dmy"]))
def test_the_quick_way_is_the_rule(rows, split, keep, order):
    wishes = Wishes(split=split, keep_undated=keep, order=order)
    reader, slowly = QuoteReader(wishes), QuoteReader(wishes)
    for line, values in enumerate([*rows, *rows[:3]], 1):
        shape = slowly._shapes.of(line, tuple(values))
        found = reader.read(quotes_jsonl.Table(line, dict(values)))
        assert found == slowly.read_fully(line, dict(values), shape)
    assert reader.remarks == slowly.remarks


def test_most_rows_go_the_quick_way(monkeypatch: pytest.MonkeyPatch):
    row = {"text": "Fee up.", "by": "Ann", "date": "2019-03-04", "publisher": "Courier", "tags": ["a"]}
    reader = QuoteReader(Wishes())
    reader.read(quotes_jsonl.Table(1, row))
    monkeypatch.setattr(QuoteReader, "read_fully", lambda *_: pytest.fail("the long way"))
    for line, text in enumerate(("Fee down.", "Fee up again.", "Fee\nwithout end."), 2):
        assert isinstance(reader.read(quotes_jsonl.Table(line, {**row, "text": text})), Taken)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_to_the_end(data):
    lines = list(read_lines(io.BytesIO(data), most=20))
    assert (
        len(lines) == len(data.split(b"\n")) - data.endswith(b"\n") - (data == b"") or b"\xff\xfe" in data[:2]
    )
    tables = list(quotes_csv.tables(iter([*read_lines(io.BytesIO(b"text,by\n" + data))])))
    assert all(table.values is not None or table.fault for table in tables)


CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=6), st.sampled_from(["\n", "\r\n"]))
def test_what_the_csv_module_writes_is_read_back(rows, end):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(["text", "by"])
    writer.writerows(rows)
    tables = quotes_csv.tables(read_lines(io.BytesIO(out.getvalue().encode())))
    expected = [{k: v for k, v in zip(("text", "by"), row, strict=True) if v} for row in rows]
    assert [table.values for table in tables] == expected


def test_what_was_seen_is_known_again():
    pick = random.Random(7)
    keys = [key_of(str(pick.random())) for _ in range(20_000)]
    seen = Seen()
    for number, key in enumerate(keys):
        assert seen.meet(key, number) is None
    assert [seen.first(key) for key in keys] == list(range(20_000))
    assert key_of("never") not in seen
    assert len(seen) == 20_000


# -- round trips -------------------------------------------------------------------------------------------

SOURCE = build("source", {"id": "s1", "title": "A [b], “c”", "publisher": "P; Q", "published": "2019-03~",
                          "url": "https://e.example/?a=1,2", "type": "news", "retrieved": "2020-01-01"})  # fmt: skip
OTHER = build("source", {"id": "s2", "title": "Two"})
WORDS = st.text(
    alphabet=st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=9
)


@st.composite
def quotes(draw):
    table = {"id": "q.1", "text": draw(st.one_of(WORDS, st.lists(WORDS, min_size=2, max_size=3)))}
    if draw(st.booleans()):
        table["by"] = draw(st.sampled_from(["ann", ["ann", "cy"]]))
    else:
        table["described"] = {"as": draw(WORDS), "ordinal": "second", "org": "ann"}
    for key in ("occasion", "place", "by_title", "terms", "original", "note", "lang"):
        if draw(st.booleans()):
            table[key] = draw(WORDS)
    more = {
        "to": [{"text": draw(WORDS)}, {"actor": "cy"}],
        "tags": draw(st.lists(WORDS, min_size=1, max_size=2, unique=True)),
        "about": ["a;b"],
        "said": draw(st.sampled_from(["[2019-03-21..2019-03-31]", "2018", "2020-01-02"])),
        "form": "partial",
        "medium": "post",
        "event": "e-1",
        "links": [{"to": "e-1", "rel": "about"}],
        "attribution": "denied",
        "known_from": "2019",
        "mood": draw(WORDS),
    }
    table |= {key: value for key, value in more.items() if draw(st.booleans())}
    table["cites"] = draw(
        st.sampled_from([
            [{"source": "s1", "at": "p. 3", "exact": "x\ny"}],
            [{"source": "s1", "stance": "disputes", "says": {"said": "2018"}}],
            [{"source": "s1"}, {"source": "s2", "via": "s1"}],
        ])
    )  # fmt: skip
    table["review"] = draw(st.sampled_from(["imported", "disputed"]))
    return build("quote", table)


@given(quotes())
def test_what_is_written_is_read_back_the_same(quote: Quote):
    table = flat(
        quote, quote.cites, {"s1": SOURCE, "s2": OTHER}, {"ann": "Ann Bo", "cy": "Cy; Dee", "q.1": "no"}
    )
    text = ",".join(COLUMNS) + "\r\n" + quotes_csv.write(COLUMNS, for_csv(table))
    for (found,) in (read_csv(text), read_json(quotes_jsonl.write(table))):
        assert isinstance(found, Taken), found
        assert found.result.status == "taken"
        assert build("quote", found.quote) == quote
        new = {each["id"]: each for _, each in found.new}
        assert {key: new[key]["name"] for key in new if "name" in new[key]}.items() <= {
            "ann": "Ann Bo", "cy": "Cy; Dee",
        }.items()  # fmt: skip
        if len(quote.cites) == 1:
            (source,) = found.cited
            assert {**plain(build("source", source)), "review": "checked"} == {
                **plain(SOURCE),
                "review": "checked",
            }
        assert isinstance(build("source", found.cited[0]), Source)


def test_a_source_of_a_refused_row_is_made_by_the_next():
    row = {"text": "x", "by": "A", "url": "https://e.example/1", "publisher": "P"}
    refused, taken, again = read_json({**row, "date": "soon"}, row, {**row, "text": "y"})
    assert refused.status == "refused"
    assert [kind for kind, _ in taken.new] == ["actor", "source"]
    assert again.new == ()
    assert again.cited == taken.cited


def test_the_page_names_every_field_and_every_rule():
    page = (Path(__file__).resolve().parents[2] / "docs" / "import.md").read_text(encoding="utf-8")
    for each in FLAT_FIELDS:
        others = ", ".join(f"`{name}`" for name in each.others)
        assert f"| `{each.name}` | {others} | {each.meaning} |" in page
    formats = Path(quotes_csv.__file__).parent
    code = "".join(
        (formats / f"{name}.py").read_text()
        for name in ("quotes", "quote_row", "quote_dates", "quote_sources")
    )
    for check in re.findall(r'"((?:[a-z]+-)+[a-z]+)"', code):
        if check not in ("utf-8",):
            assert f"`{check}`" in page, check
