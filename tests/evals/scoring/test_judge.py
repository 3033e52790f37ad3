"""Where failures come from, and the measures of one case."""

from __future__ import annotations

import pytest

from evals.cases.case import Case
from evals.scoring.bucket import Bucket
from evals.scoring.judge import failed, judge
from evals.scoring.score import Outcome
from evals.subjects.subject import Reply, Retrieved
from retrieval.answer import Answer, Disagreement, DisagreementVersion
from tests.evals.answers import anchor, answered, case, declined, found

GOLD = [anchor(span=(10, 28))]
HERE, ELSEWHERE = [found(span=(0, 100))], [found("x.md")]
RIGHT, WRONG = answered("It seeks $1,000."), answered("It seeks much.")
ASIDE = WRONG.model_copy(update={"citations": (WRONG.citations[0].model_copy(update={"start": 50, "end": 60}),)})
AWAY = WRONG.model_copy(update={"citations": (WRONG.citations[0].model_copy(update={"doc_id": "x.md"}),)})
TWO = ["$1,000", "$2,000"]


@pytest.mark.parametrize(
    ("asked", "answer", "ranked", "bucket"),
    [
        (case(), RIGHT, HERE, None),
        (case(answer="none"), declined(), HERE, None),
        (case(answer="none"), RIGHT, HERE, Bucket.SHOULD_HAVE_DECLINED),
        (case(), declined(), HERE, Bucket.DECLINED_WRONGLY),
        (case(), declined(), ELSEWHERE, Bucket.NOT_RETRIEVED),
        (case(), AWAY, ELSEWHERE, Bucket.NOT_RETRIEVED),
        (case(), AWAY, HERE, Bucket.NOT_CHOSEN),
        (case(), ASIDE, HERE, Bucket.WRONG_SPAN),
        (case(says=TWO), RIGHT, HERE, Bucket.INCOMPLETE),
        (case(says=TWO, conflict="required"), RIGHT, HERE, Bucket.CONFLICT_MISSED),
        (case(), AWAY, None, Bucket.UNKNOWN),
    ],
)
def test_a_failure_falls_into_the_first_step_that_went_wrong(
    asked: Case, answer: Answer, ranked: list[Retrieved] | None, bucket: Bucket | None
) -> None:
    reply = Reply(answer=answer, retrieved=None if ranked is None else tuple(ranked))
    assert judge(asked, reply, GOLD).bucket is bucket


def test_without_anchors_a_wrong_answer_cannot_be_explained() -> None:
    assert judge(case(), Reply(answer=AWAY, retrieved=tuple(HERE))).bucket is Bucket.UNKNOWN


def test_an_error_counts_as_not_correct_and_has_no_other_measure() -> None:
    result = failed(case(), "it stalled", GOLD)
    assert (result.outcome, result.bucket, result.scores) == (Outcome.ERROR, Bucket.ERROR, {"correct": 0.0})


def test_both_sides_of_a_conflict_must_be_given() -> None:
    versions = (
        DisagreementVersion(value="$1,000", citations=(1,)),
        DisagreementVersion(value="$2,000", citations=(1,)),
    )
    both = RIGHT.model_copy(update={"disagreements": (Disagreement(about="sum", versions=versions),)})
    told = answered("Some say $1,000, others $2,000.")
    disputed = case(says=TWO, conflict="required")
    for answer, shown in ((both, 1.0), (told, 0.0)):
        result = judge(disputed, Reply(answer=answer))
        assert (result.outcome, result.scores["conflict_shown"]) == (Outcome.CORRECT, shown)
    hidden = judge(disputed, Reply(answer=RIGHT))
    assert (hidden.outcome, hidden.scores["conflict_shown"]) == (Outcome.PARTLY, 0.0)
    assert judge(disputed, Reply(answer=declined())).scores["conflict_shown"] == 0.0
    assert judge(case(), Reply(answer=both)).scores["false_alarm"] == 1.0
    assert "false_alarm" not in judge(case(conflict="possible"), Reply(answer=both)).scores


def test_a_case_is_measured_only_by_what_applies_to_it() -> None:
    full = judge(case(cites=["2"]), Reply(answer=answered("$1,000", "2"), retrieved=tuple(HERE)), GOLD).scores
    assert (full["reference"], full["wrong_document"], full["citation_precision"], full["recall@1"]) == (1, 0, 1, 1)
    silent = judge(case(answer="none"), Reply(answer=declined(), retrieved=tuple(HERE))).scores
    assert silent.keys() == {"correct", "answered", "confidence", "false_alarm"}


def test_cases_are_grouped_by_the_article_that_answers() -> None:
    assert judge(case(), Reply(answer=RIGHT), GOLD).group == "digest.md"
    assert judge(case(document="a.md"), Reply(answer=RIGHT), GOLD).group == "a.md"
    assert judge(case(answer="none"), Reply(answer=declined())).group == "case c"
