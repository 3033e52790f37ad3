"""An evaluation with a bit of everything, hostile texts among it."""

from __future__ import annotations

from evals.cases.rot import Rot, Rotten
from evals.compare.compared import compare
from evals.compare.gate import decide, parse_gate
from evals.evaluation import Evaluation
from evals.runs.provenance import Provenance
from evals.runs.result import Result
from evals.runs.run import Run
from evals.runs.runner import run
from evals.scoring.score import Outcome
from evals.subjects.subject import Reply, Retrieved
from retrieval.answer import Answer, CitedReference, Question
from tests.evals.answers import anchor, answered, case, declined

HOSTILE = (
    "</script><script>document.title='owned'</script><img src=x onerror=alert(1)> | `@all` [x](javascript:alert(1))"
)
SOURCE = "Before the quote. LinkedIn was sued. After the quote [2]."
CASES = [
    case(id="amount", category="amount"),
    case(id="half", says=["$1,000", "$2,000"], category="two-part"),
    case(id="silent", question="Which judge?", answer="none", category="near-miss"),
    case(id="hostile", question=f"Who? {HOSTILE}", says=[HOSTILE], history=[HOSTILE], category="injection"),
    case(id="stalls", question="Break!", category="fact"),
]


def texts(version: str) -> str | None:
    """The stored text of every version."""
    return SOURCE if version == "0" * 64 else None


def _answer(question: str) -> Answer:
    if "judge" in question:
        return declined()
    given = answered(HOSTILE if "Who?" in question else "It seeks $1,000.", "2")
    bad = CitedReference(marker="9", url="javascript:alert(1)")
    place = {
        "start": SOURCE.index("LinkedIn"),
        "end": SOURCE.index(" After"),
        "title": HOSTILE,
        "url": "javascript:alert(1)",
    }
    cited = given.citations[0].model_copy(update={**place, "references": (*given.citations[0].references, bad)})
    return given.model_copy(update={"citations": (cited,)})


def _ask(question: Question) -> Reply:
    if question.question == "Break!":
        raise TimeoutError("it stalled")
    found = Retrieved(document="digest.md", start=0, end=50, section=HOSTILE, scores={"fused": 0.5})
    return Reply(answer=_answer(question.question), retrieved=(found,))


def evaluation() -> Evaluation:
    """A run with failures, rotten labels, gates, a baseline in which one case was right and one was wrong."""
    results = run(CASES, _ask, lambda asked: (anchor(),) if asked.answerable else ())
    made = Run(
        made_with=Provenance(subject="pincite", commit="abc", settings={"model": HOSTILE}),
        results=results,
        rotten=(Rotten("amount", Rot.CHANGED, "digest.md", HOSTILE),),
    )
    flipped = {"amount": False, "half": True}
    before = [_turned(each, flipped[each.case.id]) if each.case.id in flipped else each for each in results]
    compared = compare(made.of(before), made)
    decisions = tuple(decide(parse_gate(text), made, compared) for text in ("0.1", "0.9", "accuracy>=-1pt@95"))
    beside = made.model_copy(update={"made_with": Provenance(subject="llama-index")})
    return Evaluation(made, compared, decisions, (beside,))


def _turned(before: Result, right: bool) -> Result:
    scores = {**before.scores, "correct": float(right)}
    return before.model_copy(update={"scores": scores, "outcome": Outcome.CORRECT if right else Outcome.INCORRECT})
