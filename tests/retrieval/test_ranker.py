from dataclasses import replace

import pytest

from retrieval.evidence import ALONE, SIGNALS, Candidate, alone
from retrieval.question import Asked
from retrieval.ranker import SECOND_LOOKS, Ranker
from retrieval.reader import Reader
from tests.retrieval.candidates import candidate

pytestmark = pytest.mark.xdist_group("model")

ASKED = Asked("How much was the fine?")


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader that ships."""
    return Reader()


def _liked(quote: str, sentence: float) -> Candidate:
    """A sentence that the reader scored so within its passage."""
    signals = tuple({"sentence": sentence, "fused": 1.0}.get(name, 0.0) for name in SIGNALS)
    return replace(candidate(quote), signals=signals)


def test_read_alone_a_sentence_is_told_apart_from_one_that_its_passage_made_look_as_good(reader: Reader) -> None:
    other, right = _liked("The authority has its seat in Dublin.", 1.0), _liked("The fine was 310 million euros.", 1.0)
    ranked = Ranker(reader).ranked(ASKED, [other, right])
    assert [each.quote for each, _ in ranked] == [right.quote, other.quote]
    assert ranked[0][1] > 2 * ranked[1][1]


def test_what_a_second_look_says_is_added_and_all_else_stays(reader: Reader) -> None:
    before = _liked("The fine was 310 million euros.", 1.0)
    (after,) = alone(ASKED, [before], reader)
    assert after.read_alone
    assert after.signals[: -len(ALONE)] == before.signals[: -len(ALONE)]
    assert all(after.signals[-len(ALONE) :])
    assert replace(after, signals=before.signals, read_alone=False) == before


def test_only_the_best_are_read_again_and_the_rest_is_never_surer_than_they_are(reader: Reader) -> None:
    found = [_liked(f"The fine of case {number} was {number} euros.", -0.1 * number) for number in range(30)]
    ranked = Ranker(reader).ranked(ASKED, found)
    assert {each.quote for each, _ in ranked} == {each.quote for each in found}
    assert [each.read_alone for each, _ in ranked] == [place < SECOND_LOOKS for place in range(30)]
    assert [sure for _, sure in ranked] == sorted((sure for _, sure in ranked), reverse=True)


def test_without_a_reader_there_is_no_second_look() -> None:
    ranked = Ranker(None).ranked(ASKED, [_liked("The fine was 310 million euros.", 0.0)])
    assert not ranked[0][0].read_alone


def test_nothing_found_is_nothing_ranked(reader: Reader) -> None:
    assert Ranker(reader).ranked(ASKED, []) == []
    assert Ranker(None).ranked(ASKED, []) == []
