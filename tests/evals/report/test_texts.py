"""Markdown and JUnit XML: complete, and no text of a case or an answer becomes markup."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from evals.evaluation import Evaluation
from evals.report.excerpt import excerpt
from evals.report.junit import junit_xml
from evals.report.markdown import markdown
from evals.runs.run import Run
from tests.evals.answers import citation, result
from tests.evals.report.made import evaluation, texts


def test_markdown_tells_gates_figures_flips_failures_and_labels() -> None:
    said = markdown(evaluation())
    for part in (
        "## Known facts: 3 of 5 right, 60.0% (23.1% to 88.2%)",
        "**Gate** 0.1: **pass**",
        "**Gate** 0.9: **fail**",
        "**undecided**",
        "| Accuracy | 60.0% | 23.1% – 88.2% | 5 | +0.0 pt | 60.0% |",
        "- **lost** `half`",
        "- gained `amount`",
        "<summary>error: 1</summary>",
        "Labels to look at again: 1",
    ):
        assert part in said, part


def test_nothing_said_becomes_markup_in_markdown() -> None:
    said = markdown(evaluation())
    assert "<script" not in said.replace("\\<", "")
    assert not re.search(r"(?<!\\)\]\(", said)
    assert "@all" not in said
    assert not re.search(r"(?<!\\)<(?!/?(details|summary|sub)>)", said)


def test_a_long_list_is_cut_and_counted() -> None:
    results = [result(f"c{n}", right=False, problems=("no",)) for n in range(60)]
    assert "- and 10 more" in markdown(Evaluation(Run(results=tuple(results))))


def test_junit_holds_a_test_for_each_case_and_gate() -> None:
    root = ElementTree.fromstring(junit_xml(evaluation()))  # noqa: S314 - we wrote it
    suites = {suite.get("name"): suite for suite in root}
    assert suites["amount"].get("failures") == "0"
    assert suites["fact"].get("errors") == "1"
    assert [case.get("name") for case in suites["gates"]] == ["0.1", "0.9", "accuracy>=-1pt@95"]
    assert [len(case) for case in suites["gates"]] == [0, 1, 1]
    assert "question: How much?" in (suites["two-part"][0][0].text or "")


@pytest.mark.parametrize("forbidden", ["\x00", "\x1b", "\ud800", "￿"])
def test_what_xml_cannot_hold_is_replaced(forbidden: str) -> None:
    broken = result("c", right=False, problems=(f"a{forbidden}b",))
    root = ElementTree.fromstring(junit_xml(Evaluation(Run(results=(broken,)))))  # noqa: S314
    assert root[0][0][0].get("message") == "a�b"


def test_a_quote_is_shown_in_its_paragraph() -> None:
    cited = citation("LinkedIn was sued.", span=(18, 36))
    shown = excerpt(cited, texts)
    assert (shown.before, shown.quote, shown.sound) == ("Before the quote. ", "LinkedIn was sued.", True)
    text = f"# Heading\n\nA word. LinkedIn was sued.{' And so on' * 50}.\n"
    apart = excerpt(citation("LinkedIn was sued.", span=(19, 37)), lambda _: text)
    assert (apart.before, apart.quote) == ("A word. ", "LinkedIn was sued.")
    assert apart.after.startswith(" And so on")
    assert apart.after.endswith("…")


def test_a_quote_whose_source_is_not_stored_is_shown_alone() -> None:
    assert not excerpt(citation("q"), lambda _: None).sound
    assert not excerpt(citation("q", span=(10, 9999)), texts).sound
