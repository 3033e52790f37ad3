import numpy as np

from retrieval.evidence import SIGNALS
from retrieval.weighing import of_fitted
from training.asking import Found
from training.weigh import dial, fit


def test_the_dial_gives_the_lowest_probability_that_keeps_the_wrong_answers_within_their_share() -> None:
    sure = np.linspace(1, 0, 101)
    right = (np.arange(101) < 50).astype(float)
    thresholds = dict(dial(sure, right, np.ones(101)))
    assert thresholds[0.01] == 0.51
    assert thresholds[0.2] == round(float(sure[61]), 4)  # 12 wrong of 62
    assert list(thresholds.values()) == sorted(thresholds.values(), reverse=True)


def test_where_even_the_surest_answer_is_wrong_everything_is_declined() -> None:
    assert dial(np.array([0.9, 0.8]), np.array([0.0, 0.0]), np.ones(2))[0] == (0.01, 1.0)


def test_a_signal_that_tells_evidence_apart_gets_weight_and_another_does_not() -> None:
    rng = np.random.default_rng(7)
    rows = []
    for number in range(200):
        signals = rng.normal(size=(6, len(SIGNALS)))
        evidence = np.zeros(6)
        evidence[number % 6] = 1.0
        signals[number % 6, 0] += 3
        rows.append(Found("set", False, str(number), True, signals, evidence, evidence))
    weights = dict(zip(SIGNALS, of_fitted(fit(rows, ["sentence", "dense"])).choice.weights, strict=True))
    assert weights["sentence"] > 1
    assert abs(weights["dense"]) < 0.3


def test_what_tells_answers_from_none_need_not_tell_sentences_apart() -> None:
    rng = np.random.default_rng(8)
    rows = []
    for number in range(300):
        signals = rng.normal(size=(4, len(SIGNALS)))
        evidence = np.zeros(4)
        answered = number % 2
        signals[:, 1] = 2.0 * answered + rng.normal(size=4)
        signals[0, 0] += 4
        evidence[0] = answered
        rows.append(Found("set", False, str(number), bool(answered), signals, evidence, evidence))
    fitted = of_fitted(fit(rows, ["sentence", "answerable"]))
    sentence, answerable = SIGNALS.index("sentence"), SIGNALS.index("answerable")
    assert fitted.choice.weights[sentence] > 1 > abs(fitted.certainty.weights[sentence])
    assert fitted.certainty.weights[answerable] > 1
