"""Files of questions: what is wrong in them is named, and no file is lost to it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.batch import answer_batch
from retrieval.answer import Answer, Question, Status
from retrieval.assistant import Assistant
from retrieval.errors import IndexMissing, UsageError
from tests.cli.calling import Caller


class _Echo:
    """Answers with what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        """Keep the question."""
        self.asked.append(question)
        return Answer(id="own", question=question.question, status=Status.ANSWERED, answer="Yes.", confidence=1.0)


def _answers(tmp_path: Path, *lines: object) -> tuple[int, list[Question], list[Answer]]:
    echo = _Echo()
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (tmp_path / "in.jsonl").write_text("\n".join(written))
    bad = answer_batch(tmp_path / "in.jsonl", tmp_path / "out.jsonl", lambda: echo)  # type: ignore[arg-type,return-value]
    answered = (tmp_path / "out.jsonl").read_text().splitlines()
    return bad, echo.asked, [Answer.model_validate_json(line) for line in answered]


def test_a_question_comes_with_its_conversation_and_its_documents(tmp_path: Path) -> None:
    turns = ["Who sued?", {"question": "When?"}, {"role": "assistant", "content": "In 2025."}, {"content": "Why?"}]
    _, [asked], [answer] = _answers(
        tmp_path, {"id": 7, "question": "And where?", "history": turns, "scope": ["a.md", "b.md"]}
    )
    assert asked.history == ("Who sued?", "When?", "agent: In 2025.", "Why?")
    assert (asked.scope, answer.id) == (("a.md", "b.md"), "7")


@pytest.mark.parametrize(
    ("turn", "history"),
    [
        ({"role": "user", "content": "Who appealed?"}, ("Who appealed?",)),
        ({"speaker": "Human", "text": "Who appealed?"}, ("Who appealed?",)),
        ({"speaker": "customer", "text": "Who appealed?"}, ("Who appealed?",)),
        ({"speaker": "agent", "text": "The shop."}, ("agent: The shop.",)),
        ({"role": "bot", "content": "The shop."}, ("agent: The shop.",)),
        ({"role": "system", "content": "You are careful."}, ()),
        ({"role": "developer", "content": "You are careful."}, ()),
        ({"role": "tool", "content": "3 hits"}, ()),
        (
            {"role": "user", "content": [{"type": "text", "text": "Who"}, {"type": "text", "text": "paid?"}]},
            ("Who paid?",),
        ),
        ({"role": "user", "content": ["Who paid?", {"type": "image_url", "image_url": {"url": "x"}}]}, ("Who paid?",)),
        ({"role": "assistant", "content": [{"type": "text", "text": "The shop."}]}, ("agent: The shop.",)),
        ({"role": "assistant", "content": None}, ()),
        ("agent: The shop.", ("agent: The shop.",)),
    ],
)
def test_a_turn_of_the_conversation_is_his_who_spoke_it(tmp_path: Path, turn: object, history: tuple[str, ...]) -> None:
    assert _answers(tmp_path, {"question": "When?", "history": [turn]})[1][0].history == history


def test_a_question_without_an_id_gets_one(tmp_path: Path) -> None:
    assert _answers(tmp_path, {"question": "Who?", "history": None, "scope": None})[2][0].id == "own"


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[]",
        '"Who?"',
        {"id": 1},
        {"question": 3},
        {"question": "Who?", "history": "When?"},
        {"question": "Who?", "scope": "a.md"},
        {"question": "Who?", "history": 3},
    ],
)
def test_a_line_that_is_no_question_is_named_by_its_number_and_the_rest_is_answered(
    tmp_path: Path, line: object, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, _, answers = _answers(tmp_path, {"id": "a", "question": "Who?"}, "", line, {"id": "b", "question": "When?"})
    assert (bad, [answer.id for answer in answers]) == (1, ["a", "b"])
    [complaint] = capsys.readouterr().err.splitlines()
    assert "in.jsonl:3: this line is not a question" in complaint


def test_answers_of_another_day_stay_when_there_is_nobody_to_ask(tmp_path: Path, call: Caller) -> None:
    (tmp_path / "in.jsonl").write_text('{"question": "Who?"}')
    (tmp_path / "out.jsonl").write_text("earlier")
    done = call("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    assert "There is no index" in done.refusal
    assert (tmp_path / "out.jsonl").read_text() == "earlier"


def test_answers_do_not_replace_the_questions(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("{}")
    with pytest.raises(UsageError, match="another name"):
        answer_batch(tmp_path / "in.jsonl", tmp_path / "in.jsonl", _nobody)
    assert (tmp_path / "in.jsonl").read_text() == "{}"


def test_a_folder_that_is_not_there_is_said_before_anything_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text("{}")
    with pytest.raises(UsageError, match="No such file"):
        answer_batch(tmp_path / "in.jsonl", tmp_path / "none" / "out.jsonl", _nobody)


def _nobody() -> Assistant:
    raise IndexMissing("it was loaded")
