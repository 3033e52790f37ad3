import pytest

from retrieval.evidence import SIGNALS
from retrieval.weighing import weighing
from tests.retrieval.candidates import candidate


@pytest.mark.parametrize("read", [True, False])
def test_the_surest_sentence_comes_first_with_a_probability(read: bool) -> None:
    low, high = candidate("low"), candidate("high")
    high = type(high)(high.hit, high.sentence, high.quote, _signals(dense=0.9, covered=1.0, sentence=5.0), None)
    ranked = weighing(read=read).ranked([low, high])
    assert [each.quote for each, _ in ranked] == ["high", "low"]
    assert 1 > ranked[0][1] > ranked[1][1] > 0


def test_without_a_reader_its_signals_count_nothing() -> None:
    plain = weighing(read=False)
    assert {name for name, weight in zip(SIGNALS, plain.weights, strict=True) if not weight} == {
        "sentence",
        "answerable",
        "phrase",
    }


def test_nothing_found_is_nothing_ranked() -> None:
    assert weighing(read=True).ranked([]) == []


def _signals(**values: float) -> tuple[float, ...]:
    return tuple(values.get(name, 0.0) for name in SIGNALS)
