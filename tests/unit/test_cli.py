"""The command line on a made-up collection: shapes, formats, streams, exit statuses, hostile text."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from tradetui.cli.main import run
from tradetui.cli.names import VERBS
from tradetui.cli.shapes import shapes

TESTS = Path(__file__).resolve().parents[1]
HARBOUR = str(TESTS / "collections" / "harbour")

#: verb as `schema` names it -> a command line that finds something
FINDS: dict[str, list[str]] = {
    "find": ["find", "fee"],
    "show": ["show", "avik-fee-trawlers"],
    "in-force": ["in-force", "2012-04-01"],
    "changes": ["changes", "2011-06-01", "2012-04-01"],
    "conflicts": ["conflicts"],
    "thread": ["thread", "2011-06-14-duty"],
    "measures": ["measures"],
    "measures --lags": ["measures", "--lags"],
    "dates": ["dates", "courier-2011-07-20"],
}


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> tuple[str, str]:
    """Run a command line on the harbour and give stdout and stderr."""
    capsys.readouterr()
    assert run([*arguments, "--collection", HARBOUR]) == status
    out, err = capsys.readouterr()
    return out, err


def records(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    """The records of an answer in JSON."""
    out, _ = answer(capsys, *arguments, "--format", "json")
    found = json.loads(out)["records"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("verb", FINDS)
def test_json_has_the_shape_that_schema_prints(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, err = answer(capsys, *FINDS[verb], "--format", "json")
    whole = json.loads(out)
    jsonschema.Draft202012Validator(shapes()[verb]).validate(whole)
    assert whole["records"], verb
    assert err == "", "in JSON the notes stand in the object"


@pytest.mark.parametrize("verb", FINDS)
def test_json_lines_are_the_records(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole, _ = answer(capsys, *FINDS[verb], "--format", "json")
    lines, _ = answer(capsys, *FINDS[verb], "--format", "jsonl")
    assert [json.loads(line) for line in lines.splitlines()] == json.loads(whole)["records"]


@pytest.mark.parametrize("verb", [verb for verb in FINDS if verb not in ("show", "thread")])
def test_csv_and_markdown_have_the_same_cells(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(capsys, *FINDS[verb], "--format", "csv")
    table = list(csv.reader(io.StringIO(out, newline="")))
    assert len(table) > 1
    assert {len(row) for row in table} == {len(table[0])}
    marked, _ = answer(capsys, *FINDS[verb], "--format", "markdown")
    assert len(marked.strip().splitlines()) == len(table) + 1


@pytest.mark.parametrize("verb", FINDS)
def test_a_table_has_no_control_characters(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(capsys, *FINDS[verb])
    assert out.strip()
    assert not [c for c in out if ord(c) < 32 and c != "\n"]


def test_each_verb_that_writes_records_has_a_shape() -> None:
    assert set(FINDS) <= set(shapes())
    for schema in shapes().values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_an_empty_query_is_everything(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(capsys, "find", "--limit", "0", "--format", "json")
    whole = json.loads(out)
    assert whole["total"] == len(whole["records"])
    assert not whole["truncated"]
    assert {r["kind"] for r in whole["records"]} == {"event", "quote", "measure", "figure", "actor", "source"}


def test_a_limit_says_what_it_cut(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = answer(capsys, "find", "--limit", "2", "--format", "csv")
    assert len(out.splitlines()) == 3
    assert "--limit 0 for all" in err
    whole = json.loads(answer(capsys, "find", "--limit", "2", "--format", "json")[0])
    assert whole["truncated"]
    assert whole["total"] > 2
    assert any("--limit 0" in note for note in whole["notes"])


def test_in_narrows_to_a_kind(capsys: pytest.CaptureFixture[str]) -> None:
    assert {r["kind"] for r in records(capsys, "find", "--in", "quotes")} == {"quote"}
    assert {r["kind"] for r in records(capsys, "find", "--in", "quotes", "--in", "events")} == {
        "quote",
        "event",
    }


def test_a_word_with_a_minus_is_no_option(capsys: pytest.CaptureFixture[str]) -> None:
    everything = {r["id"] for r in records(capsys, "find", "berths")}
    without = {r["id"] for r in records(capsys, "find", "berths", "-ferries")}
    assert without < everything


def test_records_say_when_in_edtf_and_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    (quote,) = records(capsys, "show", "q-guild-boats")
    assert quote["kind"] == "quote"
    assert quote["when"] == quote["said"] == "[2011-07-17..2011-07-19]"
    assert quote["span"] == {
        "earliest": "2011-07-17",
        "latest": "2011-07-19",
        "words": "between 17 and 19 July 2011",
    }


def test_citations_are_resolved(capsys: pytest.CaptureFixture[str]) -> None:
    (quote,) = records(capsys, "show", "q-guild-boats")
    (cite,) = quote["citations"]  # type: ignore[misc]
    assert cite["source"]["publisher"]
    assert cite["at"] == "para. 4"
    assert cite["exact"].startswith('"Some boats will stay,"')


def test_the_kind_of_an_event_does_not_hide_the_kind_of_the_record(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (event,) = records(capsys, "show", "2011-03-10-proposal")
    assert event["kind"] == "event"
    assert event["event_kind"]


def test_show_writes_the_whole_record_as_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(capsys, "show", "q-guild-boats", "--format", "markdown")
    assert out.startswith("## ")
    assert "Some boats will stay" in out
    assert "Courier" in out
    assert "\n### " in out


def test_a_thread_is_a_tree_with_the_days_between(capsys: pytest.CaptureFixture[str]) -> None:
    found = records(capsys, "thread", "2011-06-14-duty")
    told = [(r["part"], r["depth"], r["relation"], r["id"], r["under"], r["least"], r["most"]) for r in found]
    assert told[:2] == [
        ("led", 1, "answers", "2011-04-01-notice", "2011-06-14-duty", -74, -74),
        ("led", 2, "carries out", "2011-03-10-proposal", "2011-04-01-notice", -22, -22),
    ]
    assert {part for part, *_ in told} == {"led", "came"}
    out, _ = answer(capsys, "thread", "2011-06-14-duty", "--format", "markdown")
    assert "Notice of the harbour fee" in out and "74 days earlier" in out
    _, err = answer(capsys, "thread", "2011-06-14-dut", status=1)
    assert "2011-06-14-duty" in err
    _, err = answer(capsys, "thread", "2011-06-14-duty", "--known-on", "2011-01-05", status=1)
    assert "not known on 2011-01-05" in err


def test_find_by_date_tells_people_last(capsys: pytest.CaptureFixture[str]) -> None:
    kinds = [record["kind"] for record in records(capsys, "find", "--limit", "0")]
    assert "actor" in kinds
    assert "actor" not in kinds[: kinds.index("actor")]
    assert set(kinds[kinds.index("actor") :]) == {"actor"}
    some = [record["id"] for record in records(capsys, "find", "--limit", str(len(kinds) - 2))]
    assert some == [record["id"] for record in records(capsys, "find", "--limit", "0")][:-2]


def test_nothing_in_force_is_an_empty_answer(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = answer(capsys, "in-force", "1850-01-01", status=1)
    assert "nothing was in force" in err


def test_known_on_a_day_before_it_there_is_no_record(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = answer(capsys, "show", "q-guild-boats", "--known-on", "2011-01-05", status=1)
    assert out == ""
    assert "not known on 2011-01-05" in err


def test_a_mistyped_id_is_told_what_is_near(capsys: pytest.CaptureFixture[str]) -> None:
    _, err = answer(capsys, "show", "q-guild-boat", status=1)
    assert "q-guild-boats" in err


def test_in_force_has_totals_with_their_arithmetic(capsys: pytest.CaptureFixture[str]) -> None:
    whole = json.loads(answer(capsys, "in-force", "2012-04-01", "--format", "json")[0])
    by_id = {r["id"]: r for r in whole["records"]}
    trawlers = by_id["avik-fee-trawlers"]
    assert (trawlers["state"], trawlers["rate"], trawlers["step"]["id"]) == ("in force", 12, "s7")
    assert trawlers["citation"]["source"]["id"] == "avik-gazette-2012-03-05"
    (total,) = (t for t in whole["totals"] if "avik-fee-trawlers" in {a["measure"] for a in t["addends"]})
    added = [a["amount"] for a in total["addends"]]
    assert [a if isinstance(a, int | float) else a["words"] for a in added] == [40, "about 20"]


def test_in_force_on_a_later_day_is_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("in-force", "2011-09-10", "--known-on", "2011-04-15")
    by_id = {r["id"]: r for r in records(capsys, *asked)}
    assert by_id["avik-fee-trawlers"]["plan"] is True
    assert by_id["avik-fee-trawlers"]["rate"] == 12
    out, _ = answer(capsys, *asked)
    assert "plan" in out


def test_changes_swaps_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    forward, _ = answer(capsys, "changes", "2011-06-01", "2012-04-01", "--format", "csv")
    backward, err = answer(capsys, "changes", "2012-04-01", "2011-06-01", "--format", "csv")
    assert forward == backward
    assert "swapped" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["in-force", "3/4/2019"], "2019-04-03 or 2019-03-04"),
        (["in-force", "march 2019"], "one day is needed"),
        (["in-force", "soon"], "DATE"),
        (["in-force", "2019-03-04", "--at", "12:00"], "--tz"),
        (["in-force", "2019-03-04", "--at", "12:00", "--tz", "Mars/Olympus"], "no time zone"),
        (["in-force", "2019-03-04", "--at", "25:00", "--tz", "UTC"], "no time of day"),
        (["find", "--in", "nothing"], "nothing"),
        (["find", "--limit", "-1"], "limit"),
        (["dates", "no-such-source"], "no source"),
        (["show"], "ID"),
    ],
)
def test_wrong_use_is_status_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments, "--collection", HARBOUR]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err


def test_no_such_collection_is_status_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["find", "--collection", "no/such/folder"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "no/such/folder" in err


def test_what_the_system_refuses_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run(["new", str(tmp_path / "file" / "below")]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Not a directory" in err
    assert "Traceback" not in err


def test_a_mistyped_verb_is_told_the_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fnid", "soybeans"]) == 2
    assert "'find'" in capsys.readouterr().err
    assert run([HARBOUR, HARBOUR]) == 2
    assert "one collection" in capsys.readouterr().err
    assert run(["chekc"]) == 2
    assert "'check'" in capsys.readouterr().err


def test_nothing_found_is_status_1_and_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    out, err = answer(capsys, "find", "zebra", "kind:talks", "--format", "json", status=1)
    assert json.loads(out)["records"] == []
    assert "zebra" in err


def test_check_tells_errors_by_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", HARBOUR]) == 0
    (tmp_path / "collection.toml").write_text('title = "x"\n', encoding="utf-8")
    (tmp_path / "events.toml").write_text(
        '[[event]]\nid = "a"\ntitle = "A"\nwhen = "2019-02-29"\n', encoding="utf-8"
    )
    capsys.readouterr()
    assert run(["check", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "events.toml:4:1: error: when: " in out
    assert "1 records left out" in err
    assert run(["check", str(tmp_path), "--format", "json"]) == 1
    whole = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(shapes()["check"]).validate(whole)


def test_a_collection_with_faults_opens_with_its_good_records(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "collection.toml").write_text('title = "x"\n', encoding="utf-8")
    (tmp_path / "sources.toml").write_text(
        '[[source]]\nid = "good"\ntitle = "Good"\npublished = "2019"\n\n[[source]]\nid = "bad"\n',
        encoding="utf-8",
    )
    assert run(["find", "--collection", str(tmp_path), "--format", "csv"]) == 0
    out, err = capsys.readouterr()
    assert "good" in out
    assert "1 faulty" in err
    assert "tradetui check" in err


def test_new_makes_a_valid_collection_and_never_overwrites(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "mine"
    assert run(["new", str(folder)]) == 0
    assert run(["check", str(folder)]) == 0
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert run(["new", str(folder)]) == 2
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert "nothing was written" in capsys.readouterr().err


@pytest.mark.parametrize("style", ["plain", "markdown", "chicago", "apa", "bibtex", "ris", "csl-json"])
def test_cite_has_every_style(style: str, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(capsys, "cite", "q-guild-boats", "--style", style)
    assert "Courier" in out
    out, err = answer(capsys, "cite", "q-guild-boats", "no-such", "--style", style, status=1)
    assert "Courier" in out
    assert "no-such" in err


def test_several_citations_are_a_list_in_the_order_given(capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = answer(capsys, "cite", "q-salo-denied", "q-guild-boats")
    assert out.startswith("1. ") and out.index("sound if we must") < out.index("\n\n2. ") < out.index("boats")
    out, _ = answer(capsys, "cite", "q-salo-denied", "q-guild-boats", "--style", "bibtex")
    assert out.startswith("@")


@pytest.mark.parametrize("name", ["keys", "where"])
def test_tables_of_the_program_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([name, "--format", "json"]) == 0
    jsonschema.Draft202012Validator(shapes()[name]).validate(json.loads(capsys.readouterr().out))


def test_schema_prints_each_shape_it_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema"]) == 0
    names = capsys.readouterr().out.splitlines()
    for name in names:
        assert run(["schema", name]) == 0
        jsonschema.Draft202012Validator.check_schema(json.loads(capsys.readouterr().out))
    assert run(["schema", "nonsense"]) == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert "_TRADETUI_COMPLETE" in capsys.readouterr().out


def test_completion_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tradetui"],
        env={
            "COMP_WORDS": "tradetui in-",
            "COMP_CWORD": "1",
            "_TRADETUI_COMPLETE": "bash_complete",
            "PATH": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "in-force" in done.stdout


def test_every_verb_has_help_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in VERBS:
        assert run([verb, "--help"]) == 0
        out = capsys.readouterr().out
        if verb not in ("open", "keys", "where"):
            assert "Example" in out, verb


def test_not_a_terminal_is_wrong_use_without_a_verb() -> None:
    done = subprocess.run([sys.executable, "-m", "tradetui"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "tradetui --help" in done.stderr


def test_a_closed_pipe_is_no_fault() -> None:
    code = f"{sys.executable} -m tradetui find --limit 0 --collection {HARBOUR} --format jsonl | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    from tradetui import __version__

    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"tradetui {__version__}\n"


def test_verbs_of_the_help_are_the_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    listed = [
        line.split()[0]
        for line in out.partition("Commands:")[2].partition("Examples:")[0].splitlines()
        if line.split()
    ]
    assert listed == [verb for verb in VERBS if verb != "open"]


def test_quotes_with_words_are_listed_best_first_as_on_screen(capsys):
    def ids(*args):
        out, _ = answer(capsys, "find", "--in", "quotes", *args, "--limit", "0", "--format", "json")
        told = json.loads(out)
        return told["query"]["sort"], [each["id"] for each in told["records"]]

    order, best = ids("the")
    assert order == "rank" and best == ids("the", "--sort", "rank")[1]
    assert ids("the", "--sort", "when")[0] == "when" and set(best) == set(ids("the", "--sort", "when")[1])
    assert ids()[0] == ids("form:direct")[0] == "when"


def test_words_with_a_minus_are_words_and_no_options(capsys):
    for word in ("-the", "-hope", "-h2o", '-"the harbour"', "-x"):
        out, _ = answer(capsys, "find", "harbour", word, "--format", "json", "--limit", "0")
        assert json.loads(out)["query"]["text"] == f"harbour {word}"
    assert run(["find", "--format", "json", "--collection", HARBOUR, "--", "harbour", "-the"]) == 0
    assert json.loads(capsys.readouterr().out)["query"]["text"] == "harbour -the"
    out, _ = answer(capsys, "find", "harbour", "-h")
    assert out.startswith("Usage:")
    _, err = answer(capsys, "find", "harbour", "--limt", "5", status=2)
    assert "--limt" in err and "--limit" in err
