"""What the README says is so."""

import re

import pytest
from typer.testing import CliRunner

from cli.main import app
from retrieval.answer import Question, Status
from retrieval.assistant import Assistant
from retrieval.settings import Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
FOLDED = " ".join(README.split())

pytestmark = pytest.mark.xdist_group("model")


def test_the_transcript_is_what_is_answered(assistant: Assistant) -> None:
    question = re.search(r'\$ make ask Q="([^"]+)"', README)
    assert question
    answer = assistant.ask(Question(question=question[1]))
    assert answer.status is Status.CONFLICTING
    assert " ".join(answer.answer.split()) in FOLDED
    for version in answer.disagreements[0].versions:
        assert version.value + " " + "".join(f"[{n}]" for n in version.citations) in FOLDED


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^\| `pincite ([a-z]+)", README, re.M))))
def test_every_command_of_the_table_is_there(command: str) -> None:
    assert CliRunner().invoke(app, [command, "--help"]).exit_code == 0


def test_every_setting_of_the_table_is_read() -> None:
    named = set(re.findall(r"`PINCITE_([A-Z_]+)`", README))
    assert {name.lower() for name in named} <= Settings.model_fields.keys()


def test_every_file_that_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", README):
        assert (ROOT / target).exists()
