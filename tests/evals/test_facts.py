"""The shipped cases against the article they are about: labels must not rot when the article changes."""

from __future__ import annotations

import pytest

from evals.case_files import load_cases
from evals.cases import Case
from evals.text import contains
from tests.corpus.article import MARKER, read_digest

DIGEST = read_digest()
CASES = load_cases()
ANSWERABLE = [case for case in CASES if case.answerable]
CITING = [case for case in ANSWERABLE if case.cites]


def _says(sentence: str, case: Case) -> bool:
    return any(contains(sentence, wording) for wordings in case.says for wording in wordings)


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case.id)
def test_the_article_says_what_an_answer_must_say(case: Case) -> None:
    for wordings in case.says:
        assert any(contains(DIGEST.body, wording) for wording in wordings), wordings


@pytest.mark.parametrize("case", CITING, ids=lambda case: case.id)
def test_a_sentence_that_says_it_carries_each_reference_that_must_be_cited(case: Case) -> None:
    standing = {marker for line in DIGEST.sentences if _says(line, case) for marker in MARKER.findall(line)}
    assert set(case.cites) <= standing


def test_every_reference_that_must_be_cited_is_listed() -> None:
    assert {marker for case in CITING for marker in case.cites} <= DIGEST.markers


def test_there_are_enough_cases_of_both_sorts() -> None:
    assert len(ANSWERABLE) >= 46
    assert len(CASES) - len(ANSWERABLE) >= 24


def test_no_question_is_asked_twice() -> None:
    questions = [case.question.casefold() for case in CASES]
    assert len(set(questions)) == len(questions)


def test_no_right_answer_says_what_must_not_be_said() -> None:
    for case in ANSWERABLE:
        for line in DIGEST.sentences:
            assert not (_says(line, case) and any(contains(line, phrase) for phrase in case.never)), case.id
