"""The curves of the report, drawn by Altair into SVG: no script and no network, and the page's own colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt
import vl_convert

from evals.evaluation import Evaluation
from evals.metrics.calibration import reliability
from evals.metrics.catalogue import confidences, rightness
from evals.metrics.selective import risk_coverage
from evals.runs.result import Result
from evals.runs.run import Run

Row = dict[str, Any]
_SIZE = {"width": 430, "height": 260}
_WIDE = 860
# Seen well on white and on near-black; the page sets the colour of text.
_BLUE, _ORANGE, _GREY = "#3b7dd8", "#d9722e", "#8a8f98"
_AXIS = {
    "gridColor": _GREY,
    "gridOpacity": 0.25,
    "domainColor": _GREY,
    "tickColor": _GREY,
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
}
_CONFIG = {
    "background": "transparent",
    "font": "system-ui, sans-serif",
    "padding": {"left": 24, "right": 12, "top": 4, "bottom": 4},  # the reader's font may be wider than ours
    "view": {"stroke": None},
    "axis": _AXIS,
    "legend": {"orient": "top", "title": None, "labelFontSize": 12},
}
_SHARE = alt.Scale(domain=[0, 1])


def risk_coverage_chart(evaluation: Evaluation) -> str:
    """Risk over coverage of the run, and of whatever stands beside it."""
    runs = (evaluation.run, *evaluation.beside)
    rows = [row for run in runs for row in _risks(run)]
    names = [_named(run) for run in runs]
    colour = alt.Color(
        "subject:N",
        scale=alt.Scale(domain=names, range=[_BLUE, _ORANGE, _GREY]),
        legend=alt.Legend() if len(runs) > 1 else None,
    )
    line = alt.Chart(_data(rows)).mark_line(interpolate="step-after", strokeWidth=2)
    encoded = line.encode(
        x=_axis("coverage:Q", "share of all questions answered", ".0%", _SHARE),
        y=_axis("risk:Q", "wrong among those answered", ".0%", alt.Scale(domainMin=0)),
        color=colour,
    )
    points = (
        alt.Chart(_data(rows))
        .mark_circle(size=18, opacity=0.9)
        .encode(x="coverage:Q", y="risk:Q", color=colour, description="label:N")
    )
    return _svg(encoded + points)


def reliability_chart(results: Sequence[Result]) -> str:
    """Accuracy over confidence in tenths with Wilson intervals, beside the diagonal of perfect calibration."""
    given = [result for result in results if result.answered]
    rows = [
        {
            "confidence": each.confidence,
            "accuracy": each.right.value,
            "low": each.right.low,
            "high": each.right.high,
            "n": each.right.n,
            "label": f"confidence {each.confidence:.2f}: {each.right.hits} of {each.right.n} right",
        }
        for each in reliability(confidences(given), rightness(given))
    ]
    diagonal = alt.Chart(_data([{"x": 0, "y": 0}, {"x": 1, "y": 1}])).mark_line(color=_GREY, strokeDash=[4, 4])
    base = alt.Chart(_data(rows)).encode(x=_axis("confidence:Q", "confidence", ".0%", _SHARE), description="label:N")
    bars = base.mark_rule(color=_BLUE, strokeWidth=2, opacity=0.5).encode(
        y=_axis("low:Q", "right", ".0%", _SHARE), y2="high:Q"
    )
    size = alt.Size("n:Q", scale=alt.Scale(range=[30, 260]), legend=None)
    return _svg(
        diagonal.encode(x="x:Q", y="y:Q")
        + bars
        + base.mark_circle(color=_BLUE, opacity=1).encode(y="accuracy:Q", size=size)
    )


def category_chart(evaluation: Evaluation) -> str:
    """Accuracy by category with Wilson intervals, and a tick where the baseline was."""
    rows = []
    for category, part in evaluation.run.by_category.items():
        found = part.accuracy
        label = f"{category.value}: {found.hits} of {found.n} right"
        rows.append(
            {
                "category": f"{category.value} ({found.n})",
                **_interval(found.value, found.low, found.high),
                "label": label,
            }
        )
    base = alt.Chart(_data(rows)).encode(
        y=alt.Y("category:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)), description="label:N"
    )
    rules = base.mark_rule(color=_BLUE, strokeWidth=2, opacity=0.5).encode(
        x=_axis("low:Q", "accuracy", ".0%", _SHARE), x2="high:Q"
    )
    return _svg(
        rules + base.mark_circle(color=_BLUE, size=70, opacity=1).encode(x="value:Q"),
        width=_WIDE,
        height=24 * len(rows) + 10,
    )


def _risks(run: Run) -> Iterable[Row]:
    given = [result for result in run.results if result.answered]
    for point in risk_coverage(confidences(given), rightness(given), len(run.results)):
        label = f"from confidence {point.confidence:.2f}: {point.coverage:.0%} answered, {point.risk:.1%} wrong"
        yield {"coverage": point.coverage, "risk": point.risk, "subject": _named(run), "label": label}


def _named(run: Run) -> str:
    return run.made_with.subject or "this run"


def _interval(value: float, low: float, high: float) -> Row:
    return {"value": value, "low": low, "high": high}


def _axis(field: str, title: str, format_: str, scale: alt.Scale) -> Any:
    channel = alt.X if field.startswith(("coverage", "confidence")) or title == "accuracy" else alt.Y
    return channel(field, title=title, axis=alt.Axis(format=format_, tickCount=5), scale=scale)


def _data(rows: Iterable[Row]) -> alt.InlineData:
    return alt.InlineData(values=list(rows))


def _svg(chart: Any, **size: int) -> str:
    spec = chart.properties(**{**_SIZE, **size}).to_dict()
    return str(vl_convert.vegalite_to_svg({**spec, "config": _CONFIG}))
