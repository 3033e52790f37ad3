from __future__ import annotations

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from evals.cases.files import load_cases
from evals.evaluate import Options, evaluate
from evals.evaluation import Evaluation
from evals.report.files import Reports
from evals.runs.run import read_run
from evals.scoring.score import Outcome
from evals.subjects.subject import Reply
from retrieval.answer import Answer, Question
from retrieval.errors import UsageError
from retrieval.index import Index
from tests.evals.answers import answered, citation, declined
from tests.evals.indexed import indexed

CASES = "- id: a\n  question: How much?\n  says:\n    - $1,000\n- id: b\n  question: Who?\n  answer: none\n"


class Says:
    """A subject that says one thing to everything, and dies at the ``last`` question."""

    name = "parrot"

    def __init__(self, answer: Answer, last: int | None = None) -> None:
        self.asked: list[str] = []
        self._answer = answer
        self._last = last

    def describe(self) -> dict[str, str]:
        return {}

    def ask(self, question: Question) -> Reply:
        if len(self.asked) == self._last:
            raise KeyboardInterrupt
        self.asked.append(question.question)
        return Reply(answer=self._answer)

    def close(self) -> None:
        pass


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "one.yaml").write_text(CASES, encoding="utf-8")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Index:
    (tmp_path / "index").mkdir()
    return Index(tmp_path / "index")


def _console() -> Console:
    return Console(file=StringIO(), width=120)


def _evaluated(subject: Says, index: Index, options: Options, reports: Reports | None = None) -> Evaluation:
    return evaluate([subject], index, _console(), options, reports or Reports())


def test_evaluating_prints_the_table_and_writes_every_report(cases: Path, tmp_path: Path, index: Index) -> None:
    console = _console()
    files = {name: tmp_path / f"report.{name}" for name in ("html", "json", "markdown", "junit")}
    with console.capture() as capture:
        found = evaluate([Says(answered("It seeks $1,000."))], index, console, Options(cases), Reports(**files))
    assert found.run.accuracy[:2] == (1, 2)
    assert "Known facts" in capture.get()
    assert json.loads(files["json"].read_text(encoding="utf-8"))["accuracy"]["n"] == 2
    assert files["html"].read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert files["markdown"].read_text(encoding="utf-8").startswith("## Known facts: 1 of 2 right")
    assert files["junit"].read_text(encoding="utf-8").startswith("<?xml")


def test_without_a_folder_the_shipped_facts_are_asked(index: Index) -> None:
    subject = Says(declined())
    run = _evaluated(subject, index, Options()).run
    assert subject.asked == [case.question for case in load_cases()]
    assert run.declined_rightly == run.accuracy.hits
    assert run.count(Outcome.NO_ANSWER) == sum(case.answerable for case in load_cases())


def test_only_what_is_named_is_asked(cases: Path, index: Index) -> None:
    subject = Says(declined())
    _evaluated(subject, index, Options(cases, only=("b",)))
    assert subject.asked == ["Who?"]
    with pytest.raises(UsageError, match="neither a case nor a category"):
        _evaluated(subject, index, Options(cases, only=("c",)))


@pytest.mark.parametrize(
    ("options", "reports", "said"),
    [
        ({"gates": ("accuracy>=",)}, {}, "is not a condition"),
        ({"gates": ("accuracy>=-1pt@95",)}, {}, "name one with --baseline"),
        ({"baseline": Path("absent.json")}, {}, "cannot be read"),
        ({}, {"json": Path("absent") / "report.json"}, "its folder does not exist"),
        ({}, {"html": Path()}, "is a folder"),
        ({}, {"junit": Path("x" * 300)}, "cannot be written"),
    ],
)
def test_what_is_wrong_is_noticed_before_anything_is_asked(
    cases: Path, index: Index, options: dict[str, object], reports: dict[str, Path], said: str
) -> None:
    subject = Says(declined())
    with pytest.raises(UsageError, match=said):
        _evaluated(subject, index, Options(cases, **options), Reports(**reports))  # type: ignore[arg-type]
    assert subject.asked == []


def test_a_run_is_read_back_as_the_baseline_of_the_next(cases: Path, tmp_path: Path, index: Index) -> None:
    before = tmp_path / "before.json"
    _evaluated(Says(answered("It seeks $1,000.")), index, Options(cases), Reports(json=before))
    gates = ("accuracy>=-1pt@95", "0.5")
    found = _evaluated(Says(declined()), index, Options(cases, baseline=before, gates=gates))
    assert found.compared is not None
    assert [after.case.id for _, after in found.compared.flipped] == ["a", "b"]
    assert [decision.verdict.value for decision in found.decisions] == ["undecided", "pass"]
    assert not found.passed


def test_of_our_sources_each_cited_quote_is_looked_up(cases: Path, tmp_path: Path) -> None:
    index = indexed(tmp_path / "made")
    sound = answered("It seeks $1,000.").model_copy(
        update={"citations": (citation("The suit seeks $1,000 per user.", doc_id="suit.md"),)}
    )
    invented = sound.model_copy(update={"citations": (citation("It seeks $1,000.", doc_id="suit.md"),)})
    outcomes = [_evaluated(Says(answer), index, Options(cases)).run.results[0].outcome for answer in (sound, invented)]
    assert outcomes == [Outcome.CORRECT, Outcome.INCORRECT]


def test_a_system_with_other_sources_is_not_judged_by_ours_and_that_is_said(cases: Path, tmp_path: Path) -> None:
    index, page = indexed(tmp_path / "made"), tmp_path / "page.html"
    console = _console()
    with console.capture() as capture:
        found = evaluate([Says(answered("It seeks $1,000."))], index, console, Options(cases), Reports(html=page))
    assert found.run.results[0].outcome is Outcome.CORRECT
    said = "No document that was cited is among the indexed sources"
    assert capture.get().count(said) == page.read_text(encoding="utf-8").count(said) == 1


def _interrupted(index: Index, options: Options) -> None:
    with pytest.raises(KeyboardInterrupt):
        _evaluated(Says(declined(), last=1), index, options)


def test_an_interrupted_run_goes_on_where_it_stopped(cases: Path, tmp_path: Path, index: Index) -> None:
    options = Options(cases, journals=tmp_path / "journals")
    _interrupted(index, options)
    second, written = Says(declined()), tmp_path / "report.md"
    run = _evaluated(second, index, options, Reports(markdown=written)).run
    assert len(run.results) == 2
    assert second.asked == ["Who?"]
    assert run.notes == ("1 of 2 answers were taken over from an interrupted run; --fresh asks for all anew.",)
    assert "1 of 2 answers were taken over" in written.read_text(encoding="utf-8")
    third = Says(declined())
    _evaluated(third, index, options)
    assert third.asked == ["How much?", "Who?"]


def test_a_fresh_run_asks_again_what_an_interrupted_one_has_answered(cases: Path, tmp_path: Path, index: Index) -> None:
    options = Options(cases, journals=tmp_path / "journals")
    _interrupted(index, options)
    subject = Says(declined())
    assert _evaluated(subject, index, replace(options, fresh=True)).run.notes == ()
    assert subject.asked == ["How much?", "Who?"]


class _Closed(StringIO):
    """What a terminal is when its reader has gone."""

    def write(self, text: str) -> int:
        raise BrokenPipeError(text)


def test_a_finished_run_is_not_lost_where_nobody_reads_what_is_printed(
    cases: Path, tmp_path: Path, index: Index
) -> None:
    options, written = Options(cases, journals=tmp_path / "journals"), tmp_path / "run.json"
    closed = Console(file=_Closed(), width=120)
    with pytest.raises((BrokenPipeError, SystemExit)):
        evaluate([Says(declined())], index, closed, options, Reports(json=written))
    assert len(read_run(written).results) == 2
    again = Says(declined())
    _evaluated(again, index, options)
    assert again.asked == []


def test_a_report_that_cannot_be_written_costs_neither_the_others_nor_the_run(
    cases: Path, tmp_path: Path, index: Index
) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full to write to")
    options, page, console = Options(cases, journals=tmp_path / "journals"), tmp_path / "page.html", _console()
    with console.capture() as capture, pytest.raises(UsageError, match=r"^/dev/full: cannot be written \(No space"):
        evaluate([Says(declined())], index, console, options, Reports(html=page, json=Path("/dev/full")))
    assert "Known facts" in capture.get()
    assert page.exists()
    again = Says(declined())
    _evaluated(again, index, options)
    assert again.asked == []


def test_trying_whether_a_report_can_be_written_changes_no_file(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept.json", tmp_path / "new.html"
    kept.write_text("before", encoding="utf-8")
    Reports(json=kept, html=new).check()
    assert kept.read_text(encoding="utf-8") == "before"
    assert not new.exists()
