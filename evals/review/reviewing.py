"""A person decides about candidates, one by one; every decision is kept with who made it and when."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer
import yaml
from pydantic import ValidationError
from rich.console import Console
from rich.text import Text

from evals.cases.case import Case
from evals.cases.files import CaseError, load_cases
from evals.formats.candidates import Candidate
from evals.review.editor import edited
from evals.review.showing import proposed_fields, template, told
from evals.strict_yaml import load_yaml


class Decision(StrEnum):
    """What a person decided."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(slots=True)
class Reviewer:
    """Who decides, where accepted cases go, and where the decisions are kept (beside the candidates)."""

    cases: Path
    candidates: Path
    name: str
    console: Console
    _known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        if self.cases.is_file():
            self._known = {case.id for case in load_cases(self.cases)}
        elif not self.cases.absolute().parent.is_dir() or self.cases.exists():
            raise CaseError(f"{self.cases}: name a YAML file in a folder that exists")

    @property
    def log(self) -> Path:
        """The file of decisions."""
        return self.candidates.with_suffix(".decisions.jsonl")

    def decided(self) -> set[str]:
        """The ids of the candidates that need no decision any more."""
        if not self.log.is_file():
            return set()
        rows = (json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line.strip())
        return {row["id"] for row in rows}

    def keep(self, candidate: Candidate, decision: Decision, case: Case | None) -> None:
        """Write a decision, and before it the case that it makes."""
        if case is not None:
            self._add(case)
        row = {"id": candidate.id, "decision": decision.value, "by": self.name, "at": _now(), "case": case and case.id}
        with self.log.open("a", encoding="utf-8") as log:
            log.write(json.dumps(row, ensure_ascii=False) + "\n")

    def case(self, fields: dict[str, Any], candidate: Candidate) -> Case:
        """A case from its fields, signed. Raises ValidationError, and CaseError for an id that is taken."""
        review = {"by": self.name, "on": _now()[:10], "source": f"{candidate.kind}:{candidate.id}"}
        case = Case.model_validate({**fields, "reviewed": review})
        if case.id in self._known:
            raise CaseError(f"id: {case.id!r} is used already")
        return case

    def _add(self, case: Case) -> None:
        fields = case.model_dump(mode="json", exclude_defaults=True)
        text = yaml.safe_dump([fields], allow_unicode=True, sort_keys=False, width=110)
        with self.cases.open("a", encoding="utf-8") as file:
            file.write(("\n" if file.tell() else "") + text)
        self._known.add(case.id)


def review_all(candidates: Iterable[Candidate], reviewer: Reviewer) -> Counter[str]:
    """Show every candidate that is not decided and ask; stops when the person quits."""
    counts: Counter[str] = Counter()
    done = reviewer.decided()
    for candidate in candidates:
        if candidate.id in done:
            continue
        reviewer.console.print(Text("\n".join(["", candidate.id, *(f"  {line}" for line in told(candidate))])))
        choice = _choice()
        if choice == "q":
            break
        decision = _decide(choice, candidate, reviewer)
        counts[decision.value] += 1
    return counts


def _choice() -> str:
    while True:
        try:
            given: str = typer.prompt("accept, edit, reject, skip or quit (a/e/r/s/q)")
        except typer.Abort:  # Ctrl-D, or the end of a file of decisions
            return "q"
        if given.strip().lower()[:1] in tuple("aersq"):
            return given.strip().lower()[0]


def _decide(choice: str, candidate: Candidate, reviewer: Reviewer) -> Decision:
    if choice == "s":
        return Decision.SKIPPED
    if choice == "r":
        reviewer.keep(candidate, Decision.REJECTED, None)
        return Decision.REJECTED
    # A candidate without a proposal holds nothing that could be accepted as it is.
    edit = choice == "e" or not candidate.says
    case = _edited(candidate, reviewer) if edit else _proposed(candidate, reviewer)
    if case is None:
        return Decision.SKIPPED
    decision = Decision.EDITED if edit else Decision.ACCEPTED
    reviewer.keep(candidate, decision, case)
    return decision


def _proposed(candidate: Candidate, reviewer: Reviewer) -> Case | None:
    try:
        return reviewer.case(proposed_fields(candidate), candidate)
    except (ValidationError, CaseError) as error:
        _complain(error, reviewer.console)
        return _edited(candidate, reviewer)


def _edited(candidate: Candidate, reviewer: Reviewer) -> Case | None:
    """The case as the person writes it in their editor; None when they empty it or give up."""
    text = template(candidate)
    while True:
        written = edited(text)
        if not written.strip():
            return None
        try:
            return reviewer.case(_parsed(written), candidate)
        except (yaml.YAMLError, ValidationError, CaseError) as error:
            _complain(error, reviewer.console)
            if not typer.confirm("Edit again?", default=True):
                return None
            text = written


def _parsed(written: str) -> dict[str, Any]:
    fields = load_yaml(written)
    if not isinstance(fields, dict):
        raise CaseError("write one case: `id`, `question`, and `says` or `answer: none`")
    return fields


def _complain(error: Exception, console: Console) -> None:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        said = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    else:
        said = " ".join(str(error).split())
    console.print(Text(f"Not a case yet: {said}"), style="red")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
