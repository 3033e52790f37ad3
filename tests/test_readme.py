"""What the README says is so."""

import re

import pytest
from typer.testing import CliRunner

from cli.main import app
from evals.metrics.catalogue import figures
from evals.metrics.estimate import Estimate
from evals.runs.run import read_run
from retrieval.answer import Question, Status
from retrieval.assistant import Assistant
from retrieval.reader import WEIGHTS
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


def test_the_figures_of_the_known_facts_are_those_of_the_baseline() -> None:
    results = read_run(ROOT / "evals" / "baseline.json").results
    found = figures(results)
    told = [_percent(found["accuracy"]), _percent(found["declined_rightly"])]
    assert f"On our own {len(results)} known facts" in FOLDED
    assert "gives {} % right ({}–{}) and {} % of the unanswerable declined ({}–{})".format(*told[0], *told[1]) in FOLDED


@pytest.mark.parametrize(
    ("row", "wording"),
    [
        ("squad2, all", "for {} % of the questions of SQuAD 2 over its whole set ({}–{})"),
        ("contractnli, scope", "for {} % of those about a contract ({}–{})"),
    ],
)
def test_the_figures_of_the_reader_are_those_of_its_card(row: str, wording: str) -> None:
    card = (WEIGHTS.parent / "README.md").read_text(encoding="utf-8")
    figure = re.search(rf"^\| {row} \| ([\d.]+) \[([\d.]+), ([\d.]+)\]", card, re.M)
    assert figure
    assert wording.format(*(round(float(each) * 100) for each in figure.groups())) in FOLDED


def _percent(estimate: Estimate) -> tuple[int, int, int]:
    return round(estimate.value * 100), round(estimate.low * 100), round(estimate.high * 100)
