"""``pincite ask --as-of`` over articles that were read, changed and read again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from retrieval.answer import Answer
from retrieval.embedding import Embedder
from tests.cli.calling import Caller

QUESTION = "Where was the lawsuit against Harbour Ltd filed?"
BOSTON, SALEM = (f"The lawsuit against Harbour Ltd was filed in {town}." for town in ("Boston", "Salem"))

pytestmark = pytest.mark.xdist_group("model")


@pytest.fixture
def twice(call: Caller, tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> Caller:
    """Calls on an index whose one article was corrected at the end of January 2025."""
    for opened in ("cli.ingest", "cli.opening"):
        monkeypatch.setattr(f"{opened}.load_embedder", lambda _model: embedder)
    for as_of, text in (("2025-01-22", BOSTON), ("2025-01-31", SALEM)):
        article = f"---\ntitle: The Harbour case\npublished: 2025-01-22\nas_of: {as_of}\n---\n\n{text}\n"
        (tmp_path / "harbour.md").write_text(article)
        assert call("ingest", tmp_path / "harbour.md").code == 0
    return call


def test_the_answer_is_that_of_the_day_and_says_so(twice: Caller) -> None:
    then = twice("ask", QUESTION, "--as-of", "2025-01-25")
    assert then.code == 0
    assert "As known on January 25, 2025: 1 document, 1 of them in an earlier version." in then.out
    assert (BOSTON in then.out, SALEM in then.out) == (True, False)
    now = twice("ask", QUESTION)
    assert (BOSTON in now.out, SALEM in now.out, "As known on" in now.out) == (False, True, False)


def test_json_carries_the_day_and_what_was_known(twice: Caller) -> None:
    read = json.loads(twice("ask", QUESTION, "--as-of", "2025-01-25", "--json").out)
    assert read["as_of"] == {"day": "2025-01-25", "documents": 1, "earlier_versions": 1}
    assert json.loads(twice("ask", QUESTION, "--json").out)["as_of"] is None


def test_before_the_first_article_nothing_was_known(twice: Caller) -> None:
    then = twice("ask", QUESTION, "--as-of", "2024-12-31")
    assert (then.code, "As known on December 31, 2024: no document." in then.out) == (0, True)
    assert "The sources do not answer this question." in then.out


def test_each_line_of_a_batch_may_ask_for_its_own_day(twice: Caller, tmp_path: Path) -> None:
    rows = [{"id": "then", "question": QUESTION, "as_of": "2025-01-25"}, {"id": "now", "question": QUESTION}]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, [*rows, {"question": QUESTION, "as_of": "soon"}])))
    done = twice("ask", "--batch", tmp_path / "in.jsonl", "--out", tmp_path / "out.jsonl")
    answers = [Answer.model_validate_json(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [(answer.id, answer.citations[0].quote) for answer in answers] == [("then", BOSTON), ("now", SALEM)]
    assert done.code == 1
    assert "in.jsonl:3: this line is not a question ('soon' is not a day; write it as 2025-01-23)" in done.err


@pytest.mark.parametrize("day", ["", "soon", "2025", "2025-02-30", "23.01.2025", "20250123", "2025-1-23"])
def test_a_day_that_is_none_is_refused(call: Caller, day: str) -> None:
    assert "--as-of: " in (refusal := call("ask", QUESTION, "--as-of", day).refusal)
    assert "write it as 2025-01-23" in refusal
