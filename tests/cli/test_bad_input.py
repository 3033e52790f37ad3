"""Bad input: one clear line, the right exit code, and nothing lost that was there before."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.passages import MAX_UNBROKEN
from retrieval.index import writing
from retrieval.settings import DEFAULT_MODEL
from tests.cli.calling import Caller
from tests.cli.conftest import versions
from tests.ingest.loaders.pdfs import SCAN, pdf


def _missing(_folder: Path) -> None:
    """Nothing is there."""


def _empty_folder(folder: Path) -> None:
    folder.mkdir()


def _no_source(folder: Path) -> None:
    folder.mkdir()
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "README.md").write_text("About this folder.\n")


def _not_utf8(folder: Path) -> None:
    folder.mkdir()
    (folder / "x.txt").write_bytes("Ein Satz über Fisch.".encode("latin-1"))


def _empty_document(folder: Path) -> None:
    folder.mkdir()
    (folder / "x.md").write_text(" \n\n")


def _only_front_matter(folder: Path) -> None:
    folder.mkdir()
    (folder / "x.md").write_text("---\ntitle: A title\n---\n")


def _only_references(folder: Path) -> None:
    folder.mkdir()
    (folder / "x.md").write_text("# References\n\n[1] https://example.org/1\n[2] https://example.org/2\n")


def _no_spaces(folder: Path) -> None:
    folder.mkdir()
    (folder / "x.txt").write_text("A" * 5_000_000)


def _broken_front_matter(folder: Path) -> None:
    folder.mkdir()
    (folder / "x.md").write_text("---\ntitle: [A\n---\n\nA fact.\n")


def _no_json(folder: Path) -> None:
    folder.mkdir()
    (folder / "x.jsonl").write_text("no json\n")


BAD: list[tuple[Callable[[Path], None], str]] = [
    (_missing, r"sources: there is no such file or folder; check"),
    (_empty_folder, r"sources: this folder holds no .*; name another"),
    (_no_source, r"sources: this folder holds no .*; name another"),
    (_not_utf8, r"x\.txt: is not UTF-8 \(byte 9, line 1\); save it as UTF-8"),
    (_empty_document, r"x\.md: is empty: .*; add text"),
    (_only_front_matter, r"x\.md: is empty: .*; add text"),
    (_only_references, r"x\.md: holds only references: .*; add text"),
    (_no_spaces, rf"x\.txt: line 1 holds more than {MAX_UNBROKEN:,} characters without a space: .*; take it out"),
    (_broken_front_matter, r"x\.md: its front matter is not readable .*; mend the YAML"),
    (_no_json, r"x\.jsonl:1: this line is not JSON .*; mend or remove it"),
]


@pytest.mark.parametrize(("make", "line"), BAD, ids=[make.__name__.strip("_") for make, _ in BAD])
@pytest.mark.parametrize("options", [(), ("--prune",)], ids=["plain", "prune"])
def test_a_source_that_cannot_be_read_is_refused_in_one_line_and_the_index_is_as_before(
    kept: Caller, tmp_path: Path, make: Callable[[Path], None], line: str, options: tuple[str, ...]
) -> None:
    before = versions(kept.index)
    make(tmp_path / "sources")
    refusal = kept("ingest", tmp_path / "sources", *options).refusal
    assert re.search(line, refusal), refusal
    assert versions(kept.index) == before
    assert set(before) == {"a.md", "b.txt"}


@pytest.mark.parametrize(("make", "line"), BAD[:3], ids=[make.__name__.strip("_") for make, _ in BAD[:3]])
def test_where_there_is_no_source_no_index_is_begun(
    call: Caller, tmp_path: Path, make: Callable[[Path], None], line: str
) -> None:
    make(tmp_path / "sources")
    assert re.search(line, call("ingest", tmp_path / "sources").refusal)
    assert not call.index.exists()
    assert "There is no index" in call("ask", "Who sold herring?").refusal


@pytest.mark.parametrize(("make", "line"), BAD[3:], ids=[make.__name__.strip("_") for make, _ in BAD[3:]])
def test_one_bad_source_is_named_and_the_rest_goes_in(
    kept: Caller, tmp_path: Path, make: Callable[[Path], None], line: str
) -> None:
    make(tmp_path / "sources")
    (tmp_path / "sources" / "good.md").write_text("A good fact is here.\n")
    done = kept("ingest", tmp_path / "sources")
    [complaint] = done.err.splitlines()
    assert re.search(line, complaint)
    assert (done.code, "1 added, 0 updated, 0 unchanged, 0 removed, 1 failed" in done.out) == (1, True)
    assert set(versions(kept.index)) == {"a.md", "b.txt", "good.md"}


def test_scanned_pages_among_others_are_a_warning_and_the_rest_goes_in(kept: Caller, tmp_path: Path) -> None:
    (tmp_path / "order.pdf").write_bytes(pdf([[("", 12, "It is ordered.")], [(SCAN, 0, "")], [(SCAN, 0, "")]]))
    done = kept("ingest", tmp_path / "order.pdf")
    assert done.code == 0
    assert re.search(r"pincite: warning: .*order\.pdf: pages 2–3 hold no text", done.err)
    [warning] = json.loads(kept("ingest", tmp_path / "order.pdf", "--json").out)["warnings"]
    assert warning["problem"].startswith("pages 2–3 hold no text")


def test_a_line_that_is_no_json_is_named_by_its_number_and_the_rest_goes_in(kept: Caller, tmp_path: Path) -> None:
    rows = [
        '{"doc_id": "r1", "text": "The first row is here."}',
        '{"doc_id": "r2", "text": ',
        "",
        '["r4"]',
        '{"doc_id": "r5"}',
        '{"doc_id": "", "text": "No name."}',
        '{"doc_id": "r7", "text": "The last row is here."}',
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(rows))
    done = kept("ingest", tmp_path / "rows.jsonl", "--json")
    lines = done.err.splitlines()
    assert [re.findall(r"rows\.jsonl:(\d+): ", line) for line in lines] == [["2"], ["4"], ["5"], ["6"]]
    summary = json.loads(done.out)
    assert (done.code, summary["added"], len(summary["failed"])) == (1, ["r1", "r7"], 4)


def test_a_source_that_can_no_longer_be_read_keeps_what_was_read_of_it(kept: Caller, tmp_path: Path) -> None:
    before = versions(kept.index)
    (tmp_path / "kept" / "b.txt").write_bytes(b"caf\xe9")
    done = kept("ingest", tmp_path / "kept", "--prune")
    assert (done.code, "b.txt: is not UTF-8" in done.err) == (1, True)
    assert versions(kept.index) == before


def test_a_name_that_is_not_utf8_is_named_and_the_rest_goes_in(kept: Caller, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a\udcff.txt").write_text("A fact is here.\n")
    (tmp_path / "sources" / "c.txt").write_text("A fact is there.\n")
    done = kept("ingest", tmp_path / "sources")
    [line] = done.err.splitlines()
    assert "its name is not UTF-8; rename it" in line
    assert "c.txt" in versions(kept.index)


def test_a_failure_whose_name_is_not_utf8_is_told_in_json_too(kept: Caller, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a\udcff.txt").write_bytes(b"caf\xe9")
    (tmp_path / "sources" / "b\udcff.jsonl").write_text("no json\n")
    (tmp_path / "sources" / "c.txt").write_text("A fact is there.\n")
    done = kept("ingest", tmp_path / "sources", "--json")
    failed = json.loads(done.out)["failed"]
    assert (done.code, [Path(each["where"]).name for each in failed]) == (1, ["a?.txt", "b?.jsonl:1"])
    assert "c.txt" in versions(kept.index)


def test_front_matter_that_is_escaped_as_in_json_stops_nothing(kept: Caller, tmp_path: Path) -> None:
    said = r'"\ud83d\ude80 and \ud83d"'
    (tmp_path / "rocket.md").write_text(f"---\ntitle: {said}\nreferences: {{1: {said}}}\n---\nThe rocket flew.\n")
    done = kept("ingest", tmp_path / "rocket.md")
    assert (done.code, done.err) == (0, "")
    assert "rocket.md" in versions(kept.index)


@pytest.mark.slow
def test_one_line_of_five_megabytes_is_taken_in(kept: Caller, tmp_path: Path) -> None:
    sentence = f"The court held that {'the messages of the members ' * 25}were not disclosed. "
    (tmp_path / "long.txt").write_text(sentence * (5_000_000 // len(sentence) + 1))
    done = kept("ingest", tmp_path / "long.txt")
    assert (done.code, done.err) == (0, "")
    assert "long.txt" in versions(kept.index)


def test_an_index_of_another_model_is_refused_and_kept(
    kept: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = versions(kept.index)
    monkeypatch.setenv("PINCITE_EMBEDDING_MODEL", "another-model")
    for call in (("ask", "Who sold herring?"), ("ingest", str(tmp_path / "kept"))):
        assert f"PINCITE_EMBEDDING_MODEL={DEFAULT_MODEL}" in kept(*call).refusal
    assert versions(kept.index) == before


def test_a_locked_index_is_refused_and_kept(kept: Caller, tmp_path: Path) -> None:
    before = versions(kept.index)
    with writing(kept.index, DEFAULT_MODEL):
        assert re.search(r"written by process \d+; wait", kept("ingest", tmp_path / "kept").refusal)
    assert versions(kept.index) == before


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("", "question is empty; ask"),
        (" \t ", "question is empty; ask"),
        ("?!", "question is empty; ask"),
        ("x" * 10_000, "10,000 characters .*; shorten it"),
        ("who \udcff sued", "not UTF-8"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused(kept: Caller, question: str, line: str) -> None:
    assert re.search(line, kept("ask", question).refusal)


def test_asking_without_a_question_or_an_index_says_what_to_do(call: Caller) -> None:
    assert "ask one" in call("ask").refusal
    assert "make one with `pincite ingest" in call("ask", "Who sued?").refusal
    assert not call.index.exists()


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["ask", "--nope"], "No such option: --nope"),
        (["frobnicate"], "No such command 'frobnicate'"),
        (["verify"], "Missing argument"),
        (["verify", "none.json"], "none.json: No such file or directory; give the file of an answer"),
        (["ask", "--batch", "none.jsonl"], "--batch needs --out"),
        (["ask", "--batch", "none.jsonl", "--out", "out.jsonl", "--doc", "a.md"], "no QUESTION, --doc, --as-of"),
        (["ask", "Who sued?", "--out", "out.jsonl"], "--out needs --batch"),
        (["log", "forget", "--days", "1000000"], "'--days': Input should be less than or equal to 36500"),
        (["feedback", "gaps", "--days", "1000000"], "'--days': Input should be less than or equal to 36500"),
        (["ask", "--batch", "none.jsonl", "--out", "out.jsonl"], "none.jsonl: No such file or directory"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(call: Caller, arguments: list[str], line: str) -> None:
    assert line in call.plainly(*arguments).refusal


def test_settings_that_cannot_be_are_refused_in_one_line(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "pincite.toml").write_text("embedding_model = [1, 2]\nhome = 3\n")
    assert "pincite.toml" in call("ask", "Who sued?").refusal
    (tmp_path / "pincite.toml").write_text("no toml")
    assert "pincite.toml" in call("ask", "Who sued?").refusal


def test_a_log_that_is_kept_longer_than_time_reaches_is_refused_in_one_line(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINCITE_LOG_DAYS", "1000000")
    assert re.search(r"log_days .*less than or equal to 36500", call("ask", "Who sued?").refusal)


def test_a_damaged_index_is_refused_in_one_line(kept: Caller) -> None:
    (kept.index / "pincite.sqlite3").write_bytes(b"rubbish" * 1000)
    assert "damaged" in kept("ask", "Who sold herring?").refusal


def test_without_arguments_the_commands_are_listed(call: Caller) -> None:
    done = call.plainly()
    assert (done.code, "ingest" in done.out, done.err) == (0, True, "")
