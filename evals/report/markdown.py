"""An evaluation as Markdown, short enough for a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evals.compare.compared import Compared
from evals.evaluation import Evaluation
from evals.report.rows import figure_rows
from evals.runs.result import Result
from evals.scoring.score import Outcome

_MOST = 50
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!@])")


def markdown(evaluation: Evaluation) -> str:
    """Gates, notes, figures, flipped cases, failures by bucket, rotten labels."""
    blocks = [
        _headline(evaluation),
        *(
            f"**Gate** {_plain(each.gate.text)}: **{each.verdict.value}**. {_plain(each.why)}"
            for each in evaluation.decisions
        ),
        *(f"**Note** {_plain(note)}" for note in evaluation.notes),
        _figures(evaluation),
        _categories(evaluation),
        *(_comparison(evaluation.compared) if evaluation.compared else ()),
        *_failures(evaluation),
        *_labels(evaluation),
        _made_with(evaluation),
    ]
    return "\n\n".join(blocks) + "\n"


def _headline(evaluation: Evaluation) -> str:
    found = evaluation.run.accuracy
    between = f"{found.low:.1%} to {found.high:.1%}"
    return f"## Known facts: {found.hits} of {found.n} right, {found.value:.1%} ({between})"


def _figures(evaluation: Evaluation) -> str:
    head, rows = figure_rows(evaluation)
    return _table([_plain(name) for name in head], rows)


def _categories(evaluation: Evaluation) -> str:
    outcomes = (Outcome.CORRECT, Outcome.PARTLY, Outcome.INCORRECT, Outcome.NO_ANSWER, Outcome.ERROR)
    head = ["category", "cases", *(outcome.value.replace("_", " ") for outcome in outcomes), "accuracy"]
    rows = []
    for category, part in evaluation.run.by_category.items():
        right = f"{part.accuracy.value:.0%} ({part.accuracy.low:.0%}–{part.accuracy.high:.0%})"
        counts = (str(part.count(outcome)) for outcome in outcomes)
        rows.append([category.value, str(len(part.results)), *counts, right])
    return _table(head, rows)


def _comparison(compared: Compared) -> Iterator[str]:
    yield f"### Against {_plain(compared.label)}"
    if compared.unlike:
        yield "\n".join(f"- **unlike:** {_plain(text)}" for text in compared.unlike)
    flips = [_flip(*pair) for pair in compared.flipped]
    yield _cut(flips) if flips else "No case flipped."


def _flip(before: Result, after: Result) -> str:
    gained = "gained" if after.outcome is Outcome.CORRECT else "**lost**"
    change = f"{before.outcome.value} → {after.outcome.value}"
    return f"- {gained} `{_code(after.case.id)}` {_plain(after.case.question)} ({change})"


def _failures(evaluation: Evaluation) -> Iterator[str]:
    for bucket, results in evaluation.buckets.items():
        listed = _cut(map(_failure, results))
        yield f"<details><summary>{bucket.value}: {len(results)}</summary>\n\n{listed}\n\n</details>"


def _failure(result: Result) -> str:
    return f"- `{_code(result.case.id)}` {_plain(result.case.question)}: {_plain('; '.join(result.problems))}"


def _labels(evaluation: Evaluation) -> Iterator[str]:
    rotten = evaluation.run.rotten
    if rotten:
        lines = (
            f"- `{_code(r.case)}` {r.rot.value} {_plain(r.document)} {_plain(r.quote[:80])}".rstrip() for r in rotten
        )
        yield f"### Labels to look at again: {len(rotten)}\n\n{_cut(lines)}"


def _made_with(evaluation: Evaluation) -> str:
    made = evaluation.run.made_with
    settings = ", ".join(f"{name} {value}" for name, value in made.settings.items())
    changed = " with changes" if made.changed else ""
    said = f"{made.subject} at {made.commit[:10]}{changed}; {made.documents} documents ({made.corpus}); {settings}"
    return f"<sub>{_plain(said)}</sub>"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _cut(lines: Iterable[str]) -> str:
    listed = list(lines)
    more = [f"- and {len(listed) - _MOST} more"] if len(listed) > _MOST else []
    return "\n".join(listed[:_MOST] + more)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, in one line: a case or an answer is no markup, and mentions nobody."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("\\@", "@\u200b")


def _code(text: str) -> str:
    return text.replace("`", "'")
