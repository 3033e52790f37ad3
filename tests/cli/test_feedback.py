"""`pincite feedback`: from what people pressed in Slack to candidates that `pincite eval review` reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.database import open_database
from bot.feedback import Opinion, Opinions, Verdict
from bot.tables import TABLES
from bot.transcript import Transcript, Turn
from evals.formats.candidates import read_candidates
from retrieval.answer import Question, Status
from tests.bot.answers import answer, citation
from tests.cli.calling import Caller

GIVEN = answer(id="a1", question="And when?")
SILENT = answer("", status=Status.NOT_FOUND, citations=(), nearest=(citation(title="The filing"),))


def turn(ts: str, question: str, **changes: object) -> Turn:
    """A question to which the sources say nothing."""
    given = SILENT.model_copy(update={"id": ts, "question": question, **changes})
    return Turn("T1", "C1", ts, ts, "U1", Question(question=question), given)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a bot has kept: an answer of which three people said something, and questions without an answer."""
    path = tmp_path / "slack.sqlite"
    monkeypatch.setenv("SLACK_STATE", str(path))
    engine = open_database(path, TABLES)
    transcript, opinions = Transcript(engine), Opinions(engine)
    asked = Question(question="And when?", history=("user: Who sued?", "assistant: Ann. [1]"))
    transcript.keep(Turn("T1", "C1", "1", "2", "U1", asked, GIVEN))
    opinions.add(Opinion("a1", "U2", Verdict.BAD))
    opinions.add(Opinion("a1", "U2", Verdict.OUT_OF_DATE, 1, "It was 2025."))
    opinions.add(Opinion("a1", "U3", Verdict.HELPFUL))
    opinions.add(Opinion("forgotten", "U3", Verdict.MISSING))
    transcript.keep(turn("3", "How high was the fine of Harbor Foods?"))
    transcript.keep(turn("4", "What was the fine of Harbor Foods, how high?"))
    transcript.keep(turn("5", "Who is the judge?"))
    engine.dispose()
    return path


def test_what_was_said_becomes_candidates_that_a_person_can_review(call: Caller, state: Path, tmp_path: Path) -> None:
    assert state.is_file()
    file = tmp_path / "candidates.jsonl"
    told = call.plainly("feedback", "export", file)
    assert told.out.startswith(f"2 candidates are in {file}")
    bad, good = read_candidates(file)
    assert (bad.verdict, bad.sentence, bad.comment, bad.kind) == ("outdated", 1, "It was 2025.", "feedback")
    assert (bad.question, bad.history, bad.answer) == ("And when?", ("Who sued?",), GIVEN)
    assert good.verdict == "helpful"
    assert "U2" not in file.read_text()


def test_an_export_gives_the_same_ids_again(call: Caller, state: Path, tmp_path: Path) -> None:
    assert state.is_file()
    for name in ("one.jsonl", "two.jsonl"):
        call.plainly("feedback", "export", tmp_path / name)
    assert (tmp_path / "one.jsonl").read_text() == (tmp_path / "two.jsonl").read_text()


def test_gaps_are_grouped_and_the_most_asked_comes_first(call: Caller, state: Path) -> None:
    assert state.is_file()
    first, second = json.loads(call.plainly("feedback", "gaps", "--json").out)
    assert (first["times"], first["people"], len(first["questions"])) == (2, 1, 2)
    assert second == {"times": 1, "people": 1, "questions": ["Who is the judge?"], "nearest": "The filing"}
    assert "   2×  How high was the fine of Harbor Foods?" in call.plainly("feedback", "gaps").out


def test_without_a_bot_there_is_nothing_to_export(call: Caller, tmp_path: Path) -> None:
    assert "begins with `pincite serve`" in call.plainly("feedback", "export", tmp_path / "x.jsonl").refusal
