import hashlib
from pathlib import Path

import pytest

from retrieval.answer import Answer, Question, Status
from retrieval.assistant import Assistant
from retrieval.embedding import Embedder
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.markers import shown
from retrieval.reader import Reader
from retrieval.settings import DEFAULT_MODEL
from retrieval.verify import Finding, verify
from tests.conftest import ROOT

DIGEST = "linkedin-premium-messages-digest.md"

pytestmark = pytest.mark.xdist_group("model")


def _ask(assistant: Assistant, question: str, *history: str) -> Answer:
    return assistant.ask(Question(question=question, history=history))


@pytest.mark.parametrize(
    "question",
    [
        "When was the lawsuit filed?",
        "how much is sought per user",
        "Who sued LinkedIn, and what do they want?",
        "What is the capital of France?",
    ],
)
def test_every_quote_stands_word_for_word_at_its_offsets(assistant: Assistant, question: str) -> None:
    answer = _ask(assistant, question)
    assert answer.citations or answer.nearest
    for citation in (*answer.citations, *answer.nearest):
        source = (ROOT / "corpus" / citation.doc_id).read_bytes()
        assert shown(source.decode()[citation.start : citation.end]) == citation.quote
        assert citation.version == hashlib.sha256(source).hexdigest()


def test_a_date_is_answered_with_the_date_as_the_short_answer(assistant: Assistant) -> None:
    answer = assistant.ask(Question(question="When was the lawsuit filed?", scope=(DIGEST,)))
    assert (answer.status, answer.short_answer) == (Status.ANSWERED, "January 21, 2024")


def test_a_question_in_two_parts_cites_a_sentence_for_each(assistant: Assistant) -> None:
    assert len(_ask(assistant, "When was the lawsuit filed, and how much is sought per user?").citations) >= 2


def test_of_many_questions_in_one_message_the_first_four_are_answered_and_the_others_named(
    assistant: Assistant,
) -> None:
    four = "Who sued LinkedIn? When was the lawsuit filed? In which court? How much is sought per user?"
    answer = _ask(assistant, four)
    assert len(answer.citations) >= 4
    assert "not read" not in (answer.reason or "")
    more = _ask(assistant, f"{four} Who is the judge? {'Why was it dismissed so very soon? ' * 20}")
    assert len(more.citations) >= 4
    reason = more.reason or ""
    assert "not read: Who is the judge; Why was it dismissed so very soon;" in reason
    assert reason.endswith("…")
    assert len(reason) < 300


@pytest.mark.parametrize(
    "around",
    [
        "Dear colleagues,\nI hope all is well\n\n{}\n\nBest regards,\nTom",
        "{} https://news.example/a?id=1",
        "We act for a shop in Leeds. {}",
        f"{'We act for a shop in Leeds that sells tea. ' * 35}{{}}",
    ],
)
@pytest.mark.parametrize("mark", ["?", ""])
def test_what_stands_around_a_question_does_not_change_its_answer(assistant: Assistant, around: str, mark: str) -> None:
    question = f"How much is sought per LinkedIn user{mark}"
    plain, within = (_ask(assistant, each) for each in (question, around.format(question)))
    assert (within.status, within.short_answer, within.reason) == (plain.status, plain.short_answer, plain.reason)
    assert within.citations[0].quote == plain.citations[0].quote


def test_long_statements_do_not_make_different_questions_one(assistant: Assistant) -> None:
    said = "We act for a shop in Leeds that sells tea. " * 35
    filed, judge = (
        _ask(assistant, f"{said}{each}") for each in ("When was the LinkedIn lawsuit filed?", "Who is the judge?")
    )
    assert filed.short_answer == "January 21, 2025"
    assert filed.answer != judge.answer


def test_a_slip_is_read_as_what_was_meant_and_the_answer_says_so(assistant: Assistant) -> None:
    slipped, right = (_ask(assistant, f"When was the {word} against LinkedIn filed?") for word in ("lawsit", "lawsuit"))
    assert (slipped.answer, slipped.reason) == (right.answer, "read “lawsit” as “lawsuit”")
    assert right.reason is None


def test_what_the_sources_do_not_say_is_declined_with_the_nearest_passages(assistant: Assistant) -> None:
    answer = _ask(assistant, "What is the capital of France?")
    assert (answer.status, answer.citations, answer.reason) == (Status.NOT_FOUND, (), "weak match")
    assert len(answer.nearest) == 3


@pytest.mark.parametrize("question", ["", "  ?!", "x " * 5000])
def test_a_question_that_cannot_be_read_is_refused(assistant: Assistant, question: str) -> None:
    with pytest.raises(UsageError, match="question"):
        _ask(assistant, question)


def test_an_unknown_document_is_refused_with_a_near_name(assistant: Assistant) -> None:
    with pytest.raises(UsageError, match=r"is it linkedin-premium-messages-digest\.md"):
        assistant.ask(Question(question="Who sued?", scope=("linkedin-digest.md",)))


def test_an_answer_verifies_against_the_index_and_a_changed_quote_does_not(
    assistant: Assistant, corpus_index: Path
) -> None:
    answer = _ask(assistant, "When was the lawsuit filed?")
    store = Index.open(corpus_index, DEFAULT_MODEL).store
    assert {check.finding for check in verify(answer, store)} == {Finding.VERIFIED}
    citation = answer.citations[0]
    moved = citation.model_copy(update={"start": citation.start + 1})
    forged = citation.model_copy(update={"quote": "The lawsuit was filed on May 1, 1999."})
    gone = citation.model_copy(update={"doc_id": "x.md", "quote": "Nothing of the kind."})
    other = citation.model_copy(update={"doc_id": "x.md"})
    findings = [
        check.finding for check in verify(answer.model_copy(update={"citations": (moved, forged, gone, other)}), store)
    ]
    assert findings == [Finding.MOVED, Finding.CHANGED, Finding.GONE, Finding.OTHER_DOCUMENT]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Does this zoning ordinance have exceptions?", "this zoning ordinance"),
        ("Did it win any awards?", "it"),
        ("Hello!", "Hello"),
    ],
)
def test_words_that_point_to_nothing_are_asked_about(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(Question(question=question))
    assert answer.status is Status.UNCLEAR
    assert words in answer.answer
    assert words in (answer.reason or "")
    assert not answer.citations


def test_the_less_it_may_err_the_less_it_answers(corpus_index: Path, embedder: Embedder) -> None:
    index = Index.open(corpus_index, DEFAULT_MODEL)
    questions = [
        "When was the lawsuit filed?",
        "Who owns LinkedIn?",
        "How many members does LinkedIn have?",
        "What is the capital of Mongolia?",
    ]
    bold, careful = (
        [Assistant(index, embedder, Reader(), max_error=share).ask(Question(question=each)) for each in questions]
        for share in (0.4, 0.01)
    )
    declined = [{a.question for a in answers if a.status is Status.NOT_FOUND} for answers in (bold, careful)]
    assert declined[0] < declined[1]


@pytest.mark.parametrize("question", ["When was the lawsuit filed?", "When was the suit filed?"])
def test_a_disputed_date_is_shown_in_every_version_best_supported_first(assistant: Assistant, question: str) -> None:
    answer = _ask(assistant, question)
    assert (answer.status, answer.short_answer) == (Status.CONFLICTING, "January 21, 2025")
    (card,) = answer.disagreements
    assert card.versions[0].value == "January 21, 2025"
    assert "January 21, 2024" in {version.value for version in card.versions}
    assert card.why_first
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for version in card.versions:
        assert version.citations
        assert all(version.value in quotes[n] for n in version.citations)


def test_sources_that_agree_are_no_disagreement(assistant: Assistant) -> None:
    answer = _ask(assistant, "How much revenue did LinkedIn's premium subscriptions bring in in 2023?")
    assert (answer.status, answer.disagreements) == (Status.ANSWERED, ())
