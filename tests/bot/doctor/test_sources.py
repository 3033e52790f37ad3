"""What the doctor sees on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.doctor.finding import Finding, State
from bot.doctor.sources import look_at_sources
from bot.settings import BotSettings
from retrieval.settings import Settings
from tests.bot.conftest import SettingsFor

pytestmark = pytest.mark.xdist_group("model")


def looked(tmp_path: Path, bot: BotSettings | None = None, **changes: object) -> dict[str, Finding]:
    own = Settings.model_validate({"home": tmp_path / "home", "index": tmp_path / "index", **changes})
    return {each.what: each for each in look_at_sources(own, bot)}


def test_a_damaged_index_is_one_finding_and_the_rest_is_looked_at_too(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "pincite.sqlite3").write_bytes(b"rubbish" * 1000)
    found = looked(tmp_path)
    assert found["index"].state is State.FAILS
    assert "damaged (file is not a database)" in found["index"].says
    assert "ingest anew" in found["index"].mend
    assert (found["reader"].state, found["log"].state) == (State.OK, State.OK)


def test_what_would_stop_a_question_fails_here_too(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file in the place of a folder")
    found = looked(tmp_path, reranker=str(tmp_path / "no-model"), llm="foo", home=tmp_path / "taken")
    for what, mend in {
        "reranker": "unset PINCITE_RERANKER",
        "language model": "set PINCITE_LLM_URL",
        "log": "set PINCITE_LOG=off",
        "standing answers": "mend or remove the file",
    }.items():
        assert (found[what].state, mend in found[what].mend) == (State.FAILS, True), found[what]


def test_a_database_that_is_none_fails_with_how_to_mend_it(tmp_path: Path, settings: SettingsFor) -> None:
    (tmp_path / "home").mkdir()
    for file in ("home/answers.sqlite3", "home/watches.sqlite3", "slack.sqlite"):
        (tmp_path / file).write_text("certainly not a database " * 100)
    found = looked(tmp_path, settings())
    for what in ("log", "standing answers", "bot's memory"):
        assert (found[what].state, "not a database" in found[what].says) == (State.FAILS, True), found[what]
        assert found[what].mend


def test_looking_makes_nothing(tmp_path: Path, settings: SettingsFor) -> None:
    before = sorted(tmp_path.iterdir())
    found = looked(tmp_path, settings())
    assert "made when something is to be kept" in found["bot's memory"].says
    assert sorted(tmp_path.iterdir()) == before
