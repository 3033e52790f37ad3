"""What an answer says beyond its own citations is found without any source."""

from __future__ import annotations

import pytest

from retrieval.answer import Answer, Disagreement, DisagreementVersion, Question, Status
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


def test_what_declines_proves_nothing_and_cites_nothing() -> None:
    declined = _answer("The sources do not answer this.", status=Status.NOT_FOUND)
    assert list(unproved(declined.model_copy(update={"citations": ()}))) == []
    [found] = unproved(declined)
    assert "nothing to cite" in found


def _disputed(*versions: tuple[str, int]) -> Answer:
    told = tuple(DisagreementVersion(value=value, citations=(n,)) for value, n in versions)
    return _answer(status=Status.CONFLICTING, disagreements=(Disagreement(about="it", versions=told),))


def test_each_side_of_a_disagreement_stands_in_its_own_citations() -> None:
    assert list(unproved(_disputed(("January 21, 2025", 1), ("without prejudice", 2)))) == []
    assert list(unproved(_disputed(("January 21, 2025", 2), ("with costs", 2)))) == ["January 21, 2025", "with costs"]


def test_a_disagreement_and_its_status_go_together() -> None:
    for answer in (
        _disputed(("January 21, 2025", 1)).model_copy(update={"status": Status.ANSWERED}),
        _answer(status=Status.CONFLICTING),
    ):
        [found] = unproved(answer)
        assert found.startswith("the status")
