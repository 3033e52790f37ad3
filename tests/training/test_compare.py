import pytest

from retrieval.question import Asked
from retrieval.reader import Reader
from tests.retrieval.candidates import candidate
from training.asking import Trial
from training.compare import answered
from training.sets import Question

pytestmark = pytest.mark.xdist_group("model")

ASKED = "How much was the fine?"
FINE = "The fine was 310 million euros."
SEAT = "The authority has its seat in Dublin."


def _trial(number: int) -> Trial:
    """A document of two sentences, of which the second answers; every third document lacks it."""
    doc_id, silent = f"d{number}", number % 3 == 0
    found = [candidate(SEAT, 0, doc_id=doc_id), candidate("It met in May." if silent else FINE, 100, doc_id=doc_id)]
    evidence: dict[str, tuple[tuple[int, int], ...]] = {} if silent else {doc_id: ((100, 100 + len(FINE)),)}
    return Trial("made", Question(ASKED, evidence, {}, (doc_id,)), (doc_id,), Asked(ASKED), found)


def test_each_question_is_answered_once_by_a_weighing_of_other_documents() -> None:
    put = [_trial(number) for number in range(30)]
    told = list(answered(put, Reader()))
    assert sorted(row.group for row, _ in told) == sorted(f"d{number}" for number in range(30))
    answerable = [(row, sure) for row, sure in told if row.answerable]
    assert all(row.evidence[0] == 1 for row, _ in answerable)
    assert min(sure for _, sure in answerable) > max(sure for row, sure in told if not row.answerable)
