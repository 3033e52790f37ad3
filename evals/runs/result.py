"""What a run found for one case."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from evals.cases.anchors import Anchor
from evals.cases.case import Case
from evals.scoring.bucket import Bucket
from evals.scoring.score import Outcome
from evals.subjects.subject import Retrieved
from retrieval.answer import Answer


class Result(BaseModel):
    """One case asked.

    ``scores`` holds every measure that applies to it, from 0 to 1, so that figures and comparisons need nothing
    else; ``group`` is the article that it is resampled with. ``answer`` is None when asking failed, and in a
    baseline, which keeps no texts.
    """

    model_config = ConfigDict(frozen=True)

    case: Case
    group: str
    outcome: Outcome
    problems: tuple[str, ...] = ()
    bucket: Bucket | None = None
    scores: dict[str, float] = {}
    elapsed_ms: float = 0.0
    answer: Answer | None = None
    retrieved: tuple[Retrieved, ...] | None = None
    anchors: tuple[Anchor, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the subject gave an answer and did not decline."""
        return self.scores.get("answered") == 1.0
