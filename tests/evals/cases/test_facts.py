"""The shipped cases against the articles they are about: labels must not rot when an article changes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from evals.cases.case import Case, Category
from evals.cases.expected import said
from evals.cases.files import load_cases
from tests.corpus.article import MARKER, Article, read_articles

ARTICLES = {article.name: article for article in read_articles()}
CASES = load_cases()
ANSWERABLE = [case for case in CASES if case.answerable]
CITING = [case for case in ANSWERABLE if case.cites]


def _articles(case: Case) -> Iterator[Article]:
    """The articles that may answer: the one that is named, or all."""
    yield from (ARTICLES[case.document],) if case.document else ARTICLES.values()


def _sentences(case: Case) -> list[str]:
    return [line for article in _articles(case) for line in article.sentences]


def _says(sentence: str, case: Case) -> bool:
    return any(said(sentence, wording) for wordings in case.says for wording in wordings)


def _says_all(sentence: str, case: Case) -> bool:
    return all(any(said(sentence, wording) for wording in wordings) for wordings in case.says)


def test_every_article_that_must_be_quoted_exists() -> None:
    assert {case.document for case in ANSWERABLE if case.document} <= set(ARTICLES)


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case.id)
def test_a_sentence_says_what_an_answer_must_say(case: Case) -> None:
    lines = _sentences(case)
    for wordings in case.says:
        assert any(said(line, wording) for wording in wordings for line in lines), wordings


@pytest.mark.parametrize("case", ANSWERABLE, ids=lambda case: case.id)
def test_three_sentences_can_say_all_of_it(case: Case) -> None:
    """A label that no short answer could meet would fail every answer."""
    assert len(case.says) <= 3 or any(_says_all(line, case) for line in _sentences(case))


@pytest.mark.parametrize("case", CITING, ids=lambda case: case.id)
def test_a_sentence_that_says_it_carries_each_reference_that_must_be_cited(case: Case) -> None:
    standing = {marker for line in _sentences(case) if _says(line, case) for marker in MARKER.findall(line)}
    assert set(case.cites) <= standing


@pytest.mark.parametrize("case", CITING, ids=lambda case: case.id)
def test_references_that_must_be_cited_are_listed_together_in_one_article(case: Case) -> None:
    assert any(set(case.cites) <= article.markers for article in _articles(case))


def test_there_are_enough_cases_of_both_sorts() -> None:
    assert len(ANSWERABLE) >= 330
    assert len(CASES) - len(ANSWERABLE) >= 70


@pytest.mark.parametrize("category", sorted(set(Category) - {Category.OTHER}), ids=str)
def test_each_category_has_cases_enough_to_say_something(category: Category) -> None:
    assert sum(case.category is category for case in CASES) >= 8


def test_a_follow_up_has_a_history() -> None:
    assert all(bool(case.history) == (case.category is Category.FOLLOW_UP) for case in CASES)


def test_a_conflict_names_versions_that_no_single_value_covers() -> None:
    for case in CASES:
        if case.conflict == "required":
            first, *others = case.says
            assert not any(said(str(wording), value) for wording in first for each in others for value in each), case.id


def test_each_article_is_asked_about() -> None:
    asked = {case.document for case in ANSWERABLE if case.document}
    told = {
        article.name
        for article in ARTICLES.values()
        if sum(any(_says_all(line, case) for line in article.sentences) for case in ANSWERABLE) >= 3
    }
    assert asked | told == set(ARTICLES)


def test_no_question_is_asked_twice() -> None:
    questions = [case.question.casefold().rstrip("?") for case in CASES]
    assert len(set(questions)) == len(questions)


def test_no_right_answer_says_what_must_not_be_said() -> None:
    for case in ANSWERABLE:
        for line in _sentences(case):
            assert not (_says_all(line, case) and any(said(line, phrase) for phrase in case.never)), case.id
