from pathlib import Path

import pytest

from retrieval.directory import load_directory
from retrieval.errors import UsageError

FILE = """
[users]
ada = ["legal"]
ben = ["Support ", "legal, board"]

[groups.lawyers]
members = ["ada", "cy"]
audiences = ["board"]

[channels]
trial = ["case"]
"""


def _written(folder: Path, text: str) -> Path:
    path = folder / "audiences.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_somebody_belongs_to_their_own_audiences_and_to_those_of_their_groups(tmp_path: Path) -> None:
    directory = load_directory(_written(tmp_path, FILE))
    assert {who: sorted(directory.of_user(who)) for who in ("ada", "ben", "cy", "dan")} == {
        "ada": ["board", "legal"],
        "ben": ["board", "legal", "support"],
        "cy": ["board"],
        "dan": [],
    }


def test_those_who_may_see_the_same_are_one_reader(tmp_path: Path) -> None:
    directory = load_directory(_written(tmp_path, FILE))
    assert directory.readers(["dan", "ada", "eve"]) == ((), ("board", "legal"))
    assert directory.readers(["dan", "cy"], "trial") == (("board", "case"), ("case",))
    assert directory.readers([]) == ()


def test_without_a_file_nobody_belongs_to_anything() -> None:
    directory = load_directory(None)
    assert (directory.is_empty, directory.readers(["ada"])) == (True, ((),))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[users", "not TOML"),
        ('[users]\nada = "legal"', "users"),
        ("[users]\nada = [3]", "users"),
        ('[people]\nada = ["legal"]', "people"),
        ('[groups.lawyers]\nmembers = ["ada"]', "groups.lawyers.audiences"),
        ("users = 3", "users"),
        ("\ud800".encode(errors="surrogatepass").decode(errors="replace"), "not TOML"),
    ],
)
def test_a_file_that_cannot_be_read_opens_nothing_and_says_where(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        load_directory(_written(tmp_path, text))
    with pytest.raises(UsageError, match="check the path"):
        load_directory(tmp_path / "gone.toml")
