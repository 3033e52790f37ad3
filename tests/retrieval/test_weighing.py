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


def test_no_sentence_is_surer_than_one_that_is_chosen_before_it() -> None:
    near, far = (Linear(0.0, _signals(dense=weight)) for weight in (1.0, -1.0))
    chosen_by_nearness = Weighing(choice=near, certainty=far)
    low, high = candidate("low"), candidate("high")
    high = type(high)(high.hit, high.sentence, high.quote, _signals(dense=0.9), None)
    ranked = chosen_by_nearness.ranked([low, high])
    assert [each.quote for each, _ in ranked] == ["high", "low"]
    assert ranked[0][1] == ranked[1][1] < 0.5


def test_nothing_found_is_nothing_ranked() -> None:
    assert weighing("first").ranked([]) == []


def _signals(**values: float) -> tuple[float, ...]:
    return tuple(values.get(name, 0.0) for name in SIGNALS)
