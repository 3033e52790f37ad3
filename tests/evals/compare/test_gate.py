from __future__ import annotations

import pytest

from evals.compare.compared import Compared, compare
from evals.compare.gate import Decision, Verdict, decide, parse_gate
from evals.compare.paired import cases_needed, change, mcnemar
from evals.metrics.catalogue import BY_KEY
from evals.runs.provenance import Provenance
from evals.runs.run import Run
from retrieval.errors import UsageError
from tests.evals.answers import case, result


def _run(marks: str, **made_with: object) -> Run:
    """A run in which each case is right where its mark is a plus."""
    made = Provenance.model_validate({"subject": "pincite", **made_with})
    return Run(made_with=made, results=tuple(result(f"c{n}", right=mark == "+") for n, mark in enumerate(marks)))


def _verdict(gate: str, before: str, after: str) -> Verdict:
    run = _run(after)
    return decide(parse_gate(gate), run, compare(_run(before), run)).verdict


@pytest.mark.parametrize(
    ("text", "metric", "bound", "relative", "sure"),
    [
        ("0.8", "accuracy", 0.8, False, None),
        ("accuracy>=80%@95", "accuracy", 0.8, False, 0.95),
        ("accuracy >= -1pt@95", "accuracy", -0.01, True, 0.95),
        ("latency_p95<=900", "latency_p95", 900.0, False, None),
        ("recall@5>=90%", "recall@5", 0.9, False, None),
        ("ndcg@10>=-0.5pt@90", "ndcg@10", -0.005, True, 0.9),
    ],
)
def test_a_gate_is_read(text: str, metric: str, bound: float, relative: bool, sure: float | None) -> None:
    gate = parse_gate(text)
    assert (gate.metric.key, gate.bound, gate.relative, gate.sure) == (metric, bound, relative, sure)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a condition"),
        ("accuracy", "not a condition"),
        ("accuracy=0.8", "not a condition"),
        ("precision>=0.8", "there is no metric 'precision'"),
        ("accuracy>=0.8@100", "is not a confidence"),
        ("accuracy>=80", "lies from 0 to 1"),
        ("7", "lies from 0 to 1"),
        ("ece<=1pt@95", "cannot be paired"),
    ],
)
def test_a_wrong_gate_is_refused(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        parse_gate(text)


@pytest.mark.parametrize(
    ("gate", "marks", "verdict"),
    [
        ("0.8", "++++-", Verdict.PASS),
        ("0.81", "++++-", Verdict.FAIL),
        ("accuracy>=80%@95", "++++-", Verdict.UNDECIDED),
        ("accuracy>=30%@95", "++++-", Verdict.PASS),
        ("accuracy>=98%@95", "++++-", Verdict.FAIL),
        ("accuracy<=80%@95", "++++-", Verdict.UNDECIDED),
        ("accuracy<=90%", "++++-", Verdict.PASS),
        ("wrong_document<=0.1", "+", Verdict.FAIL),
    ],
)
def test_a_figure_meets_its_bound_or_not(gate: str, marks: str, verdict: Verdict) -> None:
    assert decide(parse_gate(gate), _run(marks), None).verdict is verdict


def test_a_figure_is_as_sure_as_the_gate_says() -> None:
    run = _run("+" * 85 + "-" * 15)  # from 76.7 % at 95 % confidence, from 69.9 % at 99.9 %
    passed, unsure = (decide(parse_gate(f"accuracy>=76%@{sure}"), run, None) for sure in ("95", "99.9"))
    assert (passed.verdict, unsure.verdict) == (Verdict.PASS, Verdict.UNDECIDED)
    assert "85.0% (69.9% to 93.3%)" in unsure.why


@pytest.mark.parametrize("metric", ["accuracy", "citation_precision"])
def test_the_cases_that_a_figure_needs_would_decide_it(metric: str) -> None:
    def verdict(times: int) -> Decision:
        results = [
            result(f"c{n}", scores={metric: float(n % 20 < 17), "correct": float(n % 20 < 17)}) for n in range(times)
        ]
        return decide(parse_gate(f"{metric}>=80%@95"), Run(results=tuple(results)), None)

    unsure = verdict(100)
    assert unsure.more is not None
    assert verdict(round((100 + unsure.more) * 1.2 / 20) * 20).passed


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("+" * 400, "+" * 400, Verdict.PASS),
        ("-" * 400, "-" * 400, Verdict.PASS),
        ("+" * 60, "+" * 60, Verdict.UNDECIDED),
        ("+", "+", Verdict.UNDECIDED),
        ("-" * 30 + "+" * 30, "+" * 60, Verdict.PASS),
        ("+" * 60, "-" * 30 + "+" * 30, Verdict.FAIL),
        ("+" * 30 + "-" * 30, "-" + "+" * 30 + "-" * 29, Verdict.UNDECIDED),
    ],
)
def test_a_change_passes_fails_or_needs_more_cases(before: str, after: str, verdict: Verdict) -> None:
    assert _verdict("accuracy>=-1pt@95", before, after) is verdict


def test_what_is_not_decided_is_not_passed_and_says_how_many_cases_would_decide() -> None:
    run = _run("-" + "+" * 30 + "-" * 29)
    decision = decide(parse_gate("accuracy>=-1pt@95"), run, compare(_run("+" * 30 + "-" * 30), run))
    assert not decision.passed
    assert decision.more is not None
    assert f"needs {decision.more:,} more cases" in decision.why
    assert "1 rose, 1 fell" in decision.why
    assert "exact McNemar p = 1" in decision.why


def test_the_cases_that_a_change_needs_would_decide_it() -> None:
    needed = decide(parse_gate("accuracy>=-1pt@95"), _run("+" * 60), compare(_run("+" * 60), _run("+" * 60))).more
    assert needed is not None
    assert _verdict("accuracy>=-1pt@95", "+" * (60 + needed), "+" * (60 + needed)) is Verdict.PASS
    assert _verdict("accuracy>=-1pt@95", "+" * (40 + needed), "+" * (40 + needed)) is Verdict.UNDECIDED


def _given(answered: int, right: int) -> Run:
    """A hundred cases, the first of them answered and the first of these rightly; declining is no answer."""
    wrong = range(right, answered)
    return Run(
        results=tuple(
            result(
                f"c{n}",
                right=n < right,
                scores={"correct": float(n < right), "answered": float(n < answered), "confidence": 0.9}
                | (
                    {"citation_precision": float(n < right), "wrong_document": float(n in wrong)}
                    if n < answered
                    else {}
                ),
            )
            for n in range(100)
        )
    )


@pytest.mark.parametrize(
    "gate", ["selective_accuracy>=-1pt@95", "citation_precision>=-4pt@95", "wrong_document<=1pt@95"]
)
def test_answers_that_are_given_only_now_count_though_the_baseline_declined(gate: str) -> None:
    before, after = _given(answered=50, right=50), _given(answered=100, right=50)
    decision = decide(parse_gate(gate), after, compare(before, after))
    assert decision.verdict is Verdict.FAIL
    assert "50.0 pt" in decision.why
    assert "100 cases, 50 of them in both runs" in decision.why


def test_the_change_of_a_figure_is_the_difference_of_the_figures() -> None:
    before, after = _given(answered=60, right=40), _given(answered=90, right=45)
    found = compare(before, after)
    for key in ("selective_accuracy", "citation_precision", "wrong_document", "accuracy"):
        old, new = BY_KEY[key].measure(before.results), BY_KEY[key].measure(after.results)
        assert old is not None
        assert new is not None
        assert found.changes[key].value == pytest.approx(new.value - old.value)


def test_a_figure_that_one_run_has_on_no_case_has_no_change() -> None:
    assert "selective_accuracy" not in compare(_given(answered=0, right=0), _given(answered=9, right=9)).changes


def test_a_gate_on_the_change_needs_a_baseline() -> None:
    with pytest.raises(UsageError, match="name one with --baseline"):
        decide(parse_gate("accuracy>=-1pt"), _run("+"), None)


@pytest.mark.parametrize(("gained", "lost", "p"), [(0, 0, 1.0), (5, 5, 1.0), (1, 9, 0.0215), (0, 6, 0.03125)])
def test_mcnemar_is_exact(gained: int, lost: int, p: float) -> None:
    assert mcnemar(gained, lost) == pytest.approx(p, abs=1e-4)


def test_the_cases_needed_shrink_with_the_distance() -> None:
    rows = [(1.0, float(place % 10 != 0), str(place)) for place in range(50)]
    found = change(rows)
    assert found is not None
    near, far = (cases_needed(found, bound, 0.95) for bound in (-0.11, -0.2))
    assert near is not None
    assert far is not None
    assert near > far
    assert cases_needed(found, found.value, 0.95) is None


def _compared(**made_with: object) -> Compared:
    return compare(_run("++-"), _run("+-+", **made_with))


def test_flipped_cases_are_listed_losses_first() -> None:
    assert [after.case.id for _, after in _compared().flipped] == ["c1", "c2"]


def test_runs_of_one_kind_have_nothing_unlike() -> None:
    assert _compared().unlike == ()


@pytest.mark.parametrize(
    ("made_with", "said"),
    [
        ({"corpus": "other"}, "the sources differ"),
        ({"subject": "llama-index"}, "the subjects differ: pincite, now llama-index"),
        ({"settings": {"max_error": "0.02"}}, "max_error differs: not set, now 0.02"),
    ],
)
def test_unlike_runs_are_not_compared_in_silence(made_with: dict[str, object], said: str) -> None:
    [unlike] = _compared(**made_with).unlike
    assert said in unlike


def test_only_the_same_cases_are_compared() -> None:
    changed = _run("++").of([result("c0"), result("c1", case=case(id="c1", question="How little?")), result("c9")])
    found = compare(_run("++-"), changed)
    assert [after.case.id for _, after in found.pairs] == ["c0"]
    assert found.unlike == ("1 cases are the same; 2 here are new or changed, 2 of the baseline's are not asked",)


def test_runs_without_a_case_in_common_are_refused() -> None:
    with pytest.raises(UsageError, match="asked none of these cases"):
        compare(_run("+"), _run("+").of([result("other")]))


def test_a_slim_baseline_compares_like_the_whole_run() -> None:
    whole, run = _run("++-"), _run("+-+")
    assert compare(whole.slim(), run).changes == compare(whole, run).changes
