"""An answer as it is printed."""

from __future__ import annotations

from datetime import date

import pytest

from cli.show import print_answer
from retrieval.answer import AsOf
from tests.bot.answers import answer, citation


@pytest.mark.parametrize(
    ("reliability", "shown"),
    [("primary", "(primary source)"), ("digest", "(digest)"), ("", "(unclassified source)")],
)
def test_each_citation_says_what_sort_of_source_it_is(
    reliability: str, shown: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    print_answer(answer(citations=(citation(reliability=reliability),)))
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("[1] "))
    assert line.rstrip().endswith(shown)


@pytest.mark.parametrize(
    ("documents", "earlier", "line"),
    [
        (12, 0, "As known on January 5, 2025: 12 documents."),
        (1, 1, "As known on January 5, 2025: 1 document, 1 of them in an earlier version."),
        (0, 0, "As known on January 5, 2025: no document."),
    ],
)
def test_an_answer_of_an_earlier_day_says_so_first(
    documents: int, earlier: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    print_answer(answer(as_of=AsOf(day=date(2025, 1, 5), documents=documents, earlier_versions=earlier)))
    assert capsys.readouterr().out.splitlines()[0] == line
