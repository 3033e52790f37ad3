"""``pincite corpus check`` as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.calling import Caller
from tests.ingest.lint.articles import article


def test_errors_end_with_one_and_say_file_and_line(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.md").write_text(article("The pier is of wood [7]."))
    done = call.plainly("corpus", "check")
    assert done.code == 1
    assert "corpus/a.md:13: error: [7] is not in the list of references [marker-dangling]" in done.out
    assert done.out.splitlines()[-1] == "1 error, 0 warnings in 1 source."


def test_warnings_are_shown_and_end_with_zero(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(article("Harbour has 930 members on board.", author="Somebody"))
    done = call.plainly("corpus", "check", tmp_path / "a.md")
    assert (done.code, "warning: `author`" in done.out) == (0, True)


def test_json_holds_the_same(call: Caller, tmp_path: Path) -> None:
    for name, day in (("a", "3"), ("b", "4")):
        (tmp_path / f"{name}.md").write_text(article(f"The lawsuit against Harbour was filed on March {day}, 2024."))
    done = call.plainly("corpus", "check", tmp_path, "--json")
    read = json.loads(done.out)
    [finding] = read["findings"]
    assert (done.code, read["sources"], read["errors"], read["warnings"]) == (0, 2, 0, 1)
    assert (finding["severity"], finding["rule"], finding["file"], finding["line"]) == (
        *("warning", "values-differ"),
        *("a.md", 13),
    )
    assert finding["beside"][0]["says"] == "The lawsuit against Harbour was filed on March 4, 2024."


def test_a_wrong_call_is_refused_in_one_line(call: Caller, tmp_path: Path) -> None:
    assert "no such file" in call.plainly("corpus", "check", tmp_path / "none").refusal
    assert "pincite --help" in call.plainly("corpus").refusal
