import random

from training.alone import alone
from training.examples import Example

PASSAGE = "The suit began in May. Its judge is Ann Roe. The fine was 5 euros. Nobody appealed."
SENTENCES = ((0, 22), (23, 44), (45, 66), (67, 83))


def _example(evidence: tuple[bool, ...], answer: tuple[int, int] | None) -> Example:
    return Example("How much was the fine?", "A suit", PASSAGE, SENTENCES, evidence, answer, True, "set")


def test_the_evidence_comes_with_its_phrase_and_other_sentences_as_wrong_ones() -> None:
    right, *wrong = alone(_example((False, False, True, False), (58, 65)), random.Random(1))
    assert right.passage == "The fine was 5 euros."
    assert right.answer
    assert right.passage[slice(*right.answer)] == "5 euros"
    assert right.evidence == (True,)
    assert wrong
    assert all(each.evidence == (False,) and each.answer is None and each.span_known for each in wrong)


def test_the_wrong_sentences_are_those_that_share_most_with_the_question() -> None:
    for seed in range(5):
        first, *_ = alone(_example((False,) * 4, None), random.Random(seed))
        assert first.passage == "The fine was 5 euros."


def test_a_phrase_that_goes_beyond_its_sentence_is_not_taught() -> None:
    right, *_ = alone(_example((False, False, True, False), (58, 80)), random.Random(1))
    assert right.evidence == (True,)
    assert right.answer is None
    assert not right.span_known
