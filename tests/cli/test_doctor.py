"""``pincite doctor`` as it is called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.local.slack import LocalSlack
from bot.scopes import NEEDED, SCOPES
from cli.main import app

pytestmark = [pytest.mark.xdist_group("model"), pytest.mark.usefixtures("slack")]


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LocalSlack]:
    """A Slack that the environment points at."""
    with LocalSlack() as local:
        local.grant(frozenset(SCOPES))
        given = {"BOT_TOKEN": local.bot_token, "APP_TOKEN": local.app_token, "API_URL": local.api_url}
        for name, value in {**given, "STATE": str(tmp_path / "slack.sqlite")}.items():
            monkeypatch.setenv(f"SLACK_{name}", value)
        yield local


def doctor(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["doctor", *arguments])


def test_a_set_up_that_is_well_ends_with_0(corpus_index: Path) -> None:
    result = doctor("--index", str(corpus_index))
    assert result.exit_code == 0, result.output
    assert "✗" not in result.output
    assert "Settings in force:" in result.output


def test_secrets_are_shown_as_set_or_not_set_only(slack: LocalSlack, corpus_index: Path) -> None:
    result = doctor("--index", str(corpus_index))
    assert "SLACK_BOT_TOKEN = set" in result.output
    assert "SLACK_SIGNING_SECRET = not set" in result.output
    assert slack.bot_token not in result.output
    assert slack.app_token not in result.output


def test_a_password_within_an_address_is_not_shown(corpus_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCITE_LLM_URL", "https://me:hidden@models.example/v1")
    output = doctor("--index", str(corpus_index)).output
    assert "https://…@models.example/v1" in output
    assert "hidden" not in output


def test_a_key_behind_an_address_is_not_shown(corpus_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCITE_LLM_URL", "https://models.example:8443/v1?api-key=hidden#part")
    output = doctor("--index", str(corpus_index)).output
    assert "PINCITE_LLM_URL = https://models.example:8443/v1\n" in output
    assert "hidden" not in output


def test_a_lack_that_only_costs_something_ends_with_0_and_one_that_matters_with_1(
    slack: LocalSlack, corpus_index: Path
) -> None:
    slack.grant(frozenset(NEEDED))
    result = doctor("--index", str(corpus_index))
    assert result.exit_code == 0
    assert SCOPES["commands"] in result.output
    slack.grant(frozenset())
    assert doctor("--index", str(corpus_index)).exit_code == 1


def test_a_missing_index_says_how_to_make_one(tmp_path: Path) -> None:
    result = doctor("--index", str(tmp_path / "none"))
    assert result.exit_code == 1
    assert "to mend it: make one with `pincite ingest --index" in result.output


def test_a_setting_that_cannot_be_is_one_of_the_lines(corpus_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_WORKERS", "many")
    result = doctor("--index", str(corpus_index))
    assert (result.exit_code, "SLACK_WORKERS is wrong" in result.output) == (1, True)


def test_a_misspelt_setting_is_named_and_does_not_fail(
    corpus_index: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PINCITE_RERANKR", "some/model")
    (tmp_path / "pincite.toml").write_text("log_day = 3\n")
    result = doctor("--index", str(corpus_index))
    assert result.exit_code == 0, result.output
    assert re.search("– PINCITE_RERANKR: .*\n.* write PINCITE_RERANKER, .*\n", result.output)
    assert re.search("– log_day in pincite.toml: .*\n.* write log_days, .*\n", result.output)


def test_json_says_the_same(slack: LocalSlack, corpus_index: Path) -> None:
    slack.grant(frozenset(SCOPES) - {"commands"})
    given = json.loads(doctor("--json", "--index", str(corpus_index)).output)
    lacks = [each for each in given["checks"] if each["state"] != "ok"]
    assert [each["what"] for each in lacks] == ["scope commands"]
    assert given["settings"]["SLACK_APP_TOKEN"] == "set"
