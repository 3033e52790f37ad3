"""A run: every result, and what it was made with; written as JSON and read back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases.case import Case, Category
from evals.cases.rot import Rotten
from evals.intervals import Share, share
from evals.runs.provenance import Provenance, digest
from evals.runs.result import Result
from evals.scoring.score import Outcome
from retrieval.errors import UsageError

FORMAT = 1


class Run(BaseModel):
    """The results of a run, or of a part of it, in the order of the cases; ``notes`` are what a reader must know."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: int = Field(default=FORMAT, ge=FORMAT, le=FORMAT)
    started: str = ""
    made_with: Provenance = Provenance()
    rotten: tuple[Rotten, ...] = ()
    notes: tuple[str, ...] = ()
    results: tuple[Result, ...] = ()

    @property
    def accuracy(self) -> Share:
        """The share of correct results; an error is not correct."""
        return share(self.count(Outcome.CORRECT), len(self.results))

    @property
    def declined_rightly(self) -> int:
        """How many results are correct because the sources are silent and the question was declined."""
        return sum(each.outcome is Outcome.CORRECT and not each.case.answerable for each in self.results)

    @property
    def failures(self) -> tuple[Result, ...]:
        """The results that are not correct."""
        return tuple(result for result in self.results if result.outcome is not Outcome.CORRECT)

    @property
    def by_category(self) -> dict[Category, Run]:
        """The part of each category that occurs, in the order in which Category names them."""
        parts = {each: tuple(r for r in self.results if r.case.category is each) for each in Category}
        return {category: self.of(results) for category, results in parts.items() if results}

    def of(self, results: Iterable[Result]) -> Run:
        """The same run with some of its results."""
        return self.model_copy(update={"results": tuple(results)})

    def count(self, outcome: Outcome) -> int:
        """How many results have an outcome."""
        return sum(result.outcome is outcome for result in self.results)

    def slim(self) -> Run:
        """The run as a baseline: outcomes and measures of every case, without texts."""
        lean = {"answer": None, "retrieved": None, "anchors": ()}
        return self.of(result.model_copy(update=lean) for result in self.results)


def case_digest(case: Case) -> str:
    """Changes whenever a case asks or expects something else; its category and review do not matter."""
    return digest([case.model_dump_json(exclude={"category", "reviewed", "reason"})])


def read_run(file: Path) -> Run:
    """A run from its JSON file. Raises UsageError."""
    try:
        return Run.model_validate_json(file.read_bytes())
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); name a run written by --json") from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "the file"
        raise UsageError(f"{file}: is not a run: {where}: {first['msg']}; write it with --json") from error
