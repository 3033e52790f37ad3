"""The record of a run: written, read back, and continued."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest

from evals.evaluation import Evaluation
from evals.report.machine import as_json, json_bytes
from evals.runs.journal import Journal
from evals.runs.provenance import Provenance, digest, file_digest
from evals.runs.result import Result
from evals.runs.run import Run, case_digest, read_run
from evals.runs.runner import run
from retrieval.errors import UsageError
from tests.evals.answers import case, result
from tests.evals.runs.test_runner import CASES, ask

MADE = Provenance(subject="pincite", corpus="c", settings={"a": "b"})


def _run() -> Run:
    return Run(made_with=MADE, results=run(CASES, ask))


def test_a_run_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_bytes(json_bytes(Evaluation(_run())))
    again = read_run(file)
    assert again.made_with == MADE
    assert [each.model_copy(update={"elapsed_ms": 0}) for each in again.results] == [
        each.model_copy(update={"elapsed_ms": 0}) for each in _run().results
    ]


def test_the_json_holds_figures_and_every_case_with_its_answer() -> None:
    written = as_json(Evaluation(_run()))
    assert written["accuracy"]["value"] == 0.5
    assert written["outcomes"] == {"correct": 2, "partly": 0, "incorrect": 0, "no_answer": 1, "error": 1}
    assert written["buckets"] == {"error": 1, "declined wrongly": 1}
    assert written["categories"]["near-miss"]["declined_rightly"]["value"] == 1.0
    assert [entry["case"]["id"] for entry in written["results"]] == [case.id for case in CASES]
    assert written["results"][0]["answer"]["citations"][0]["quote"] == "It seeks $1,000."
    assert written["results"][3]["answer"] is None


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "is not a run"), ("[]", "is not a run"), ('{"format": 9}', "is not a run: format"), ("{", "is not a run")],
)
def test_a_file_that_is_no_run_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "run.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_run(file)


def test_a_baseline_keeps_no_text_of_an_answer() -> None:
    slim = _run().slim()
    assert "It seeks" not in slim.model_dump_json()
    assert [each.scores for each in slim.results] == [each.scores for each in _run().results]


def test_a_case_is_another_when_it_asks_or_expects_something_else() -> None:
    same = case_digest(case())
    assert case_digest(case(category="amount", reviewed={"by": "A", "on": "2025-01-01"})) == same
    assert case_digest(case(question="How little?")) != same
    assert case_digest(case(says=["$2,000"])) != same


def test_digests_tell_contents_apart(tmp_path: Path) -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"])
    (tmp_path / "a").write_text("1")
    before = file_digest(tmp_path.iterdir())
    (tmp_path / "a").write_text("2")
    assert file_digest(tmp_path.iterdir()) != before


def _journal(folder: Path) -> Journal:
    return Journal(folder, MADE, CASES, folder)


def _stop_after(folder: Path, results: Iterable[Result]) -> set[str]:
    """Add results to the journal until the run is interrupted; gives what was known at its start."""
    known: set[str] = set()
    with suppress(KeyboardInterrupt), _journal(folder) as journal:
        known.update(journal.known)
        for each in results:
            journal.add(each)
        raise KeyboardInterrupt
    return known


def _interrupted(folder: Path) -> Path:
    _stop_after(folder, run(CASES[:2] + CASES[3:], ask))
    [file] = folder.glob("*.jsonl")
    return file


def test_an_interrupted_run_is_known_again_except_for_errors(tmp_path: Path) -> None:
    _interrupted(tmp_path)
    with _journal(tmp_path) as journal:
        assert set(journal.known) == {"amount", "owner"}
    assert list(tmp_path.glob("*.jsonl")) == []


def test_a_run_with_errors_is_known_again_and_forgotten_once_all_is_answered(tmp_path: Path) -> None:
    with _journal(tmp_path) as journal:
        for each in run(CASES, ask):
            journal.add(each)
    with _journal(tmp_path) as journal:
        assert set(journal.known) == {"amount", "judge", "owner"}
    assert list(tmp_path.glob("*.jsonl")) == []


def test_a_half_written_line_is_dropped(tmp_path: Path) -> None:
    file = _interrupted(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:50])
    assert _stop_after(tmp_path, [result("new")]) == {"amount", "owner"}
    assert file.read_bytes().startswith(whole)
    assert file.read_bytes().count(b"\n") == whole.count(b"\n") + 1


def test_a_case_that_has_changed_is_asked_again(tmp_path: Path) -> None:
    _interrupted(tmp_path)
    changed = [CASES[0].model_copy(update={"question": "How much now?"}), *CASES[1:]]
    with Journal(tmp_path, MADE, changed, tmp_path) as journal:
        assert set(journal.known) == {"owner"}


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    with _journal(tmp_path) as first, _journal(tmp_path) as second:
        second.add(result("owner"))
        first.add(run(CASES[:1], ask)[0])
        [file] = tmp_path.glob("*.jsonl")
        assert file.read_bytes().count(b"\n") == 1


def test_a_folder_that_cannot_be_written_costs_only_the_resuming(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with _journal(tmp_path / "file") as journal:
        journal.add(result("a"))
        assert journal.known == {}
