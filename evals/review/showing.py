"""A candidate as the person who decides sees it."""

from __future__ import annotations

from typing import Any

import yaml

from evals.formats.candidates import Candidate


def proposed_fields(candidate: Candidate) -> dict[str, Any]:
    """The fields of the case that a candidate proposes."""
    row = candidate.model_dump(mode="json", include={"id", "question", "history", "says", "document"})
    return {name: value for name, value in row.items() if value}


def template(candidate: Candidate) -> str:
    """The case as YAML to be edited, under a comment with all that is known."""
    fields = proposed_fields(candidate)
    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=110)
    if "says" not in fields:
        text += "# What must a right answer say? Or: answer: none\nsays:\n  - \n"
    shown = [f"# {line}" for line in told(candidate)]
    return "\n".join(shown) + "\n" + text


def told(candidate: Candidate) -> list[str]:
    """All that is known of a candidate, a line each."""
    answer = candidate.answer
    cited = answer.citations if answer else ()
    known = {
        "before": " / ".join(candidate.history),
        "question": candidate.question,
        "source": candidate.quote,
        "proposed": "; ".join(" | ".join(map(str, each)) for each in candidate.says),
        "answer": answer.answer if answer else "",
        "cited": "; ".join(f"[{each.n}] {each.doc_id}: {each.quote}" for each in cited),
        "verdict": candidate.verdict or "",
        "about": f"sentence [{candidate.sentence}]" if candidate.sentence else "",
        "comment": candidate.comment,
    }
    return [f"{name:9} {' '.join(said.split())}" for name, said in known.items() if said]
