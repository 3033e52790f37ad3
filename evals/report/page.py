"""An evaluation as one HTML page: nothing is loaded from anywhere, and whatever a source or a model said is text."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from evals.cases.case import expected_text
from evals.compare.compared import Compared
from evals.compare.gate import points
from evals.evaluation import Evaluation
from evals.metrics.catalogue import METRICS, Metric, formatted
from evals.report.charts import category_chart, reliability_chart, risk_coverage_chart
from evals.report.excerpt import Texts, excerpt
from evals.runs.result import Result
from evals.scoring.ranking import holds
from evals.scoring.score import Outcome
from evals.subjects.subject import Retrieved

_FOLDER = Path(__file__).parent / "static"
_HEADLINES = ("accuracy", "selective_accuracy", "coverage", "declined_rightly", "wrong_document", "ece")


def page(evaluation: Evaluation, texts: Texts) -> str:
    """The page; ``texts`` gives a stored version's text, for the words around a quote."""
    run = evaluation.run
    given = [result for result in run.results if result.answered]
    flips = (
        {after.case.id: (before, after) for before, after in evaluation.compared.flipped} if evaluation.compared else {}
    )
    return (
        _environment()
        .get_template("report.html")
        .render(
            evaluation=evaluation,
            run=run,
            headlines=[key for key in _HEADLINES if key in evaluation.figures],
            metrics=[metric for metric in METRICS if metric.key in evaluation.figures],
            change=lambda metric: _change(evaluation.compared, metric),
            charts=_charts(evaluation) if given else [],
            flips=flips,
            texts=texts,
            style=Markup(_read("report.css")),  # noqa: S704 - our own file
            script=Markup(_read("report.js")),  # noqa: S704
        )
    )


def _charts(evaluation: Evaluation) -> list[tuple[str, str, Markup]]:
    drawn = (
        (
            "Risk and coverage",
            "If only the surest answers were given: how many questions would be answered, how many of them wrongly.",
            risk_coverage_chart(evaluation),
        ),
        (
            "Reliability",
            "Of the answers with a given confidence, how many are right. On the dashed line both are the same.",
            reliability_chart(evaluation.run.results),
        ),
        (
            "By category",
            "Accuracy with its 95 % interval; the number of cases in brackets.",
            category_chart(evaluation),
        ),
    )
    # SVG from Vega, which escapes the text in it.
    return [(title, said, Markup(svg)) for title, said, svg in drawn]  # noqa: S704


def _change(compared: Compared | None, metric: Metric) -> dict[str, Any] | None:
    found = compared.changes.get(metric.key) if compared else None
    if found is None:
        return None
    clear = found.low > 0 or found.high < 0
    better = (found.value > 0) == metric.more_is_better
    return {
        "text": points(found.value),
        "between": f"{points(found.low)} to {points(found.high)}",
        "tone": ("better" if better else "worse") if clear else "unclear",
        "p": found.p,
    }


def _gold(passage: Retrieved, result: Result) -> bool:
    return any(holds(passage, anchor) for anchor in result.anchors)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"expected": expected_text, "web": _web}
    made.globals |= {"formatted": formatted, "excerpt": excerpt, "gold": _gold, "Outcome": Outcome}
    return made


def _web(url: str) -> bool:
    """Whether an address may be a link: ``javascript:`` and its like may not."""
    return url.startswith(("https://", "http://"))


def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
