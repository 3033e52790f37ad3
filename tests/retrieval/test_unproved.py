"""What an answer says beyond its own citations is found without any source."""

from __future__ import annotations

import pytest

from retrieval.answer import Answer, Question, Status
from retrieval.verify import unproved
from tests.retrieval.prose.faults import corpus_sentences
from tests.retrieval.prose.given import Given

FILED = "On January 21, 2025, Alessandro De La Torre sued LinkedIn over Premium messages."
ENDED = "The LinkedIn lawsuit was dismissed without prejudice."


def _answer(text: str | None = None, **update: object) -> Answer:
    answer = Given((FILED, ENDED)).ask(Question(question="?"))
    return answer.model_copy(update={**update, **({"answer": text} if text is not None else {})})


def test_every_sentence_of_the_corpus_proves_itself() -> None:
    answer = Given(tuple(corpus_sentences())).ask(Question(question="?"))
    assert list(unproved(answer)) == []


@pytest.mark.parametrize("text", [None, "De La Torre sued LinkedIn on 21 January 2025. [1]", ""])
def test_what_the_citations_say_is_proved_in_their_words_or_others(text: str | None) -> None:
    assert list(unproved(_answer(text))) == []


@pytest.mark.parametrize(
    "text",
    [
        FILED.replace("2025", "2024") + " [1]",
        ENDED.replace("without", "with") + " [2]",
        f"{FILED} [2]",
        f"{FILED} [3]",
        FILED,
        f"{FILED} [1] It lost.",
    ],
)
def test_a_forged_sentence_is_named(text: str) -> None:
    [found] = unproved(_answer(text))
    assert found in text


def test_a_forged_short_answer_is_named() -> None:
    assert list(unproved(_answer(short_answer="January 21, 2025"))) == []
    assert list(unproved(_answer(short_answer="January 21, 2024"))) == ["January 21, 2024"]


def test_what_declines_proves_nothing() -> None:
    assert list(unproved(_answer("The sources do not answer this.", status=Status.NOT_FOUND))) == []
