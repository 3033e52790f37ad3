from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.runs.runner import run
from evals.scoring.score import Outcome
from evals.subjects.command import CommandSubject
from evals.subjects.subject import SubjectError
from retrieval.answer import Question, Status
from retrieval.errors import UsageError
from tests.evals.answers import case

LEAVES = f"{sys.executable} -c 'import os, time; os.setsid(); time.sleep(5)'"
SPEAKER = shlex.join([sys.executable, str(Path(__file__).with_name("speaker.py"))])


@pytest.fixture
def subject() -> Iterator[CommandSubject]:
    opened = CommandSubject(SPEAKER, patience=20)
    yield opened
    opened.close()


def test_a_command_is_asked_line_by_line(subject: CommandSubject) -> None:
    for word in ("one", "two"):
        reply = subject.ask(Question(question=word))
        assert (reply.answer.status, reply.answer.question, reply.retrieved) == (Status.NOT_FOUND, word, None)


def test_what_it_found_is_taken_along(subject: CommandSubject) -> None:
    [passage] = subject.ask(Question(question="found")).retrieved or ()
    assert (passage.document, passage.start, passage.end) == ("a.md", 0, 9)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("die", "ended without an answer; it said: out of memory"),
        ("garble", "the answer is not JSON"),
        ("lie", "does not keep to the schema: confidence"),
        ("mix", "belongs to another question"),
        ("list", "is not a JSON object"),
    ],
)
def test_whatever_is_no_good_answer_is_said_and_the_next_question_is_answered(
    subject: CommandSubject, word: str, said: str
) -> None:
    with pytest.raises(SubjectError, match=said):
        subject.ask(Question(question=word))
    assert subject.ask(Question(question="next")).answer.status is Status.NOT_FOUND


def test_one_that_stalls_costs_only_its_patience() -> None:
    subject = CommandSubject(SPEAKER, patience=0.5)
    with pytest.raises(SubjectError, match=r"no answer within 0\.5 seconds"):
        subject.ask(Question(question="stall"))
    subject.close()


@pytest.mark.parametrize("script", ["sleep 600 & wait", "sleep 600", LEAVES])
def test_what_a_shell_has_started_does_not_keep_a_run_waiting(tmp_path: Path, script: str) -> None:
    bot = tmp_path / "bot.sh"
    bot.write_text(f"{script}\necho too late\n", encoding="utf-8")
    subject, began = CommandSubject(f"sh {bot}", patience=0.3), time.monotonic()
    with pytest.raises(SubjectError, match=r"no answer within 0\.3 seconds"):
        subject.ask(Question(question="?"))
    assert time.monotonic() - began < 10


def test_a_child_of_the_command_ends_with_it(tmp_path: Path) -> None:
    pid, bot = tmp_path / "pid", tmp_path / "bot.sh"
    bot.write_text(f"sleep 600 & echo $! > {pid}; wait\n", encoding="utf-8")
    with pytest.raises(SubjectError):
        CommandSubject(f"sh {bot}", patience=0.5).ask(Question(question="?"))
    state = Path(f"/proc/{pid.read_text().strip()}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"


def test_a_command_is_another_once_a_file_that_it_names_has_changed(tmp_path: Path) -> None:
    bot = tmp_path / "bot.py"
    bot.write_text("old", encoding="utf-8")
    subject = CommandSubject(f"python {bot} -c '{'pass;' * 200}'")
    before = subject.describe()
    bot.write_text("new", encoding="utf-8")
    assert subject.describe()["command"] == before["command"]
    assert subject.describe() != before
    assert CommandSubject("no-such-command").describe() == {"command": "no-such-command"}


def test_a_run_goes_on_when_it_dies_half_way(subject: CommandSubject) -> None:
    cases = [case(id=word, question=word, answer="none") for word in ("one", "die", "two")]
    results = run(cases, subject.ask)
    assert [result.outcome for result in results] == [Outcome.CORRECT, Outcome.ERROR, Outcome.CORRECT]


@pytest.mark.parametrize("command", ["", "echo 'half"])
def test_a_command_that_cannot_be_read_is_refused(command: str) -> None:
    with pytest.raises(UsageError, match="--subject"):
        CommandSubject(command)


def test_a_command_that_is_not_there_costs_every_case() -> None:
    with pytest.raises(SubjectError, match="cannot be started"):
        CommandSubject("no-such-command-anywhere").ask(Question(question="?"))
