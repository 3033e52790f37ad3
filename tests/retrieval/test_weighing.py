import math

import pytest

from retrieval.evidence import ALONE, SIGNALS
from retrieval.weighing import Linear, Look, Weighing, weighing
from tests.retrieval.candidates import candidate


@pytest.mark.parametrize("look", ["plain", "first", "second"])
def test_the_surest_sentence_comes_first_with_a_probability(look: Look) -> None:
    low, high = candidate("low"), candidate("high")
    high = type(high)(high.hit, high.sentence, high.quote, _signals(dense=0.9, covered=1.0, sentence=5.0), None)
    ranked = weighing(look).ranked([low, high])
    assert [each.quote for each, _ in ranked] == ["high", "low"]
    assert 1 > ranked[0][1] > ranked[1][1] > 0


def test_without_a_reader_its_signals_count_nothing() -> None:
    plain = weighing("plain")
    assert {name for name, weight in zip(SIGNALS, plain.choice.weights, strict=True) if not weight} == {
        "sentence",
        "answerable",
        "phrase",
        *ALONE,
    }


def test_a_sentence_that_does_not_name_what_must_be_named_falls_behind() -> None:
    spain, norway = candidate("In Spain it costs 40."), candidate("In Norway it costs 50.")
    ranked = weighing("first").ranked([spain, norway], frozenset({"norway"}))
    assert [each for each, _ in ranked] == [norway, spain]
    assert ranked[1][1] < 0.2 * ranked[0][1]


def test_the_others_are_as_much_less_sure_as_they_are_less_likely_the_right_choice() -> None:
    near, far = (Linear(0.0, _signals(dense=weight)) for weight in (1.0, -1.0))
    low, high = candidate("low"), candidate("high")
    high = type(high)(high.hit, high.sentence, high.quote, _signals(dense=math.log(3)), None)
    ranked = Weighing(choice=near, certainty=far).ranked([low, high])
    assert [each.quote for each, _ in ranked] == ["high", "low"]
    assert [sure for _, sure in ranked] == pytest.approx([1 / 4, 1 / 4 * (1 / 2) / (3 / 4)])


def test_nothing_found_is_nothing_ranked() -> None:
    assert weighing("first").ranked([]) == []


def _signals(**values: float) -> tuple[float, ...]:
    return tuple(values.get(name, 0.0) for name in SIGNALS)
