"""``pincite eval`` and its further commands, called as a person calls them."""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path

import pytest

from cli.subjects import open_subject
from tests.cli.calling import Caller
from tests.evals.subjects import speaker

pytestmark = pytest.mark.xdist_group("model")

CASES = """\
- id: fine
  question: How big was the fine from the Irish Data Protection Commission?
  says: [EUR 310 million]
- id: capital
  question: What is the capital of Australia?
  answer: none
"""


@pytest.fixture
def evaluated(
    corpus_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Caller:
    """Call ``pincite`` on the shipped corpus."""
    monkeypatch.setenv("PINCITE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return Caller(corpus_index, monkeypatch, capsys)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "some.yaml").write_text(CASES, encoding="utf-8")
    return folder


def test_cases_are_anchored_asked_and_reported(evaluated: Caller, cases: Path, tmp_path: Path) -> None:
    anchored = evaluated("eval", "anchor", "--cases", cases)
    assert anchored.code == 0, anchored.err
    run, page = tmp_path / "run.json", tmp_path / "page.html"
    called = evaluated("eval", "--cases", cases, "--gate", "0.8", "--json", run, "--report", page)
    assert called.code == 0, called.out
    assert "gate 0.8: pass" in called.out
    assert json.loads(run.read_bytes())["outcomes"]["correct"] == 2
    assert "<mark>" in page.read_text(encoding="utf-8")
    baseline = tmp_path / "baseline.json"
    assert evaluated.plainly("eval", "baseline", run, baseline).code == 0
    again = evaluated("eval", "--cases", cases, "--baseline", baseline, "--gate", "accuracy>=-1pt@95")
    assert again.code == 1, again.out
    assert "changed by +0.0 pt" in again.out
    assert "undecided" in again.out
    assert evaluated("eval", "--cases", cases, "--baseline", baseline, "--gate", "accuracy>=-1pt").code == 0


def test_anchoring_one_file_leaves_the_anchors_of_the_others(evaluated: Caller, cases: Path) -> None:
    (cases / "more.yaml").write_text(CASES.replace("fine\n", "fine-again\n").replace("capital\n", "capital-again\n"))
    assert evaluated("eval", "anchor", "--cases", cases).code == 0
    before = json.loads((cases / "anchors.json").read_bytes())
    assert before.keys() == {"fine", "fine-again"}
    called = evaluated("eval", "anchor", "--cases", cases / "more.yaml")
    assert "of 1 cases" in called.out
    assert json.loads((cases / "anchors.json").read_bytes()) == before


def test_a_model_is_told_without_the_secrets_of_its_address(
    corpus_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINCITE_LLM", "some-model")
    monkeypatch.setenv("PINCITE_LLM_URL", "http://me:hush@127.0.0.1:9/v1?api_key=hush")
    subject = open_subject("pincite", corpus_index)
    described = subject.describe()
    subject.close()
    assert described["llm_url"] == "http://…@127.0.0.1:9/v1"
    assert "hush" not in str(described)


def test_a_gate_that_is_not_met_ends_with_1(evaluated: Caller, cases: Path) -> None:
    called = evaluated("eval", "--cases", cases, "--gate", "coverage<=0.5")
    assert called.code == 1
    assert "gate coverage<=0.5: fail" in called.out


def test_another_system_is_asked_beside_the_baseline(evaluated: Caller, cases: Path) -> None:
    command = shlex.join([sys.executable, str(Path(speaker.__file__))])
    called = evaluated("eval", "--cases", cases, "--subject", command, "--beside", "llama-index")
    assert called.code == 0, called.err
    assert "llama-index" in called.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--gate", "much"), "is not a condition"),
        (("--gate", "7"), "lies from 0 to 1"),
        (("--gate", "accuracy>=-1pt@95"), "name one with --baseline"),
        (("--only", "nobody"), "neither a case nor a category"),
        (("--subject", "'half"), "the command cannot be read"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(
    evaluated: Caller, cases: Path, arguments: tuple[str, ...], said: str
) -> None:
    assert said in evaluated("eval", "--cases", cases, *arguments).refusal


def test_formats_go_out_and_come_in(evaluated: Caller, cases: Path, tmp_path: Path) -> None:
    evaluated("eval", "anchor", "--cases", cases)
    assert evaluated("eval", "export", "squad", tmp_path / "squad.json", "--cases", cases).code == 0
    called = evaluated.plainly("eval", "import", "squad", tmp_path / "squad.json", "--out", tmp_path / "again.yaml")
    assert called.code == 0
    assert "2 cases" in called.out


def test_cases_that_no_words_of_the_sources_answer_are_not_written_in_silence(
    evaluated: Caller, tmp_path: Path
) -> None:
    cases = tmp_path / "cases.yaml"
    cases.write_text("- id: owner\n  question: Who owns LinkedIn?\n  category: fact\n  says: [Microsoft]\n")
    refusal = evaluated("eval", "export", "beir", tmp_path / "beir", "--cases", cases).refusal
    assert "pincite eval anchor" in refusal


def test_drafts_are_proposed_for_review(evaluated: Caller, tmp_path: Path) -> None:
    out = tmp_path / "drafts.jsonl"
    called = evaluated("eval", "draft", "linkedin-lawsuit-dismissal.md", "--out", out)
    assert called.code == 0, called.err
    assert all(json.loads(line)["kind"] == "draft" for line in out.read_text(encoding="utf-8").splitlines())
