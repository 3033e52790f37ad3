"""What the doctor says of names that look like settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.doctor.finding import State
from bot.doctor.names import look_at_names

NO_FILE = Path("none.toml")


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("PINCITE_RERANKR", "write PINCITE_RERANKER, if that is meant"),
        ("pincite_idnex", "write PINCITE_INDEX, if that is meant"),
        ("SLACK_SIGNING_SECRT", "write SLACK_SIGNING_SECRET, if that is meant"),
        ("PINCITE_WORKERS", "write SLACK_WORKERS, if that is meant"),
        ("SLACK_WEBHOOK_URL", "unset it, unless another program reads it"),
    ],
)
def test_a_name_that_is_no_setting_is_a_warning_with_the_nearest_that_is(name: str, mend: str) -> None:
    (finding,) = look_at_names({name: "x", "PATH": "/bin"}, NO_FILE)
    assert (finding.what, finding.state, finding.mend) == (name, State.LESS, mend)


def test_names_that_are_known_or_have_no_value_are_well(tmp_path: Path) -> None:
    file = tmp_path / "pincite.toml"
    file.write_text('index = "x"\nPINCITE_HOME = "y"\n')
    known = {"PINCITE_INDEX": "x", "slack_bot_token": "y", "PINCITE_RERANKR": ""}
    assert [each.state for each in look_at_names(known, file)] == [State.OK]


def test_a_key_of_the_file_that_is_no_setting_is_named(tmp_path: Path) -> None:
    file = tmp_path / "pincite.toml"
    file.write_text('rerankr = "x"\nbot_token = "y"\n[pincite]\nhome = "z"\n')
    found = {each.what.partition(" in ")[0]: each.mend for each in look_at_names({}, file)}
    assert found == {
        "rerankr": "write reranker, if that is meant",
        "bot_token": "set SLACK_BOT_TOKEN in the environment, if that is meant",
        "pincite": "take it out",
    }
