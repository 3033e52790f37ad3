"""An evaluation as JUnit XML, which every build server shows."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from evals.cases.case import expected_text
from evals.evaluation import Evaluation
from evals.runs.result import Result
from evals.scoring.score import Outcome

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(evaluation: Evaluation) -> bytes:
    """One suite for each category, one test for each case; gates are a suite of their own."""
    run = evaluation.run
    root = Element("testsuites", name="pincite eval")
    for category, part in run.by_category.items():
        suite = _suite(root, category.value, len(part.results), len(part.failures), part.count(Outcome.ERROR))
        for result in part.results:
            _case(suite, result)
    if evaluation.decisions:
        failed = [decision for decision in evaluation.decisions if not decision.passed]
        suite = _suite(root, "gates", len(evaluation.decisions), len(failed), 0)
        for decision in evaluation.decisions:
            case = SubElement(suite, "testcase", classname="gates", name=_clean(decision.gate.text))
            if not decision.passed:
                SubElement(case, "failure", message=_clean(decision.why), type=decision.verdict.value)
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _suite(root: Element, name: str, tests: int, failed: int, errors: int) -> Element:
    counts = {"tests": tests, "failures": failed - errors, "errors": errors}
    return SubElement(root, "testsuite", {"name": name, **{each: str(count) for each, count in counts.items()}})


def _case(suite: Element, result: Result) -> None:
    case = SubElement(
        suite,
        "testcase",
        classname=result.case.category.value,
        name=_clean(result.case.id),
        time=f"{result.elapsed_ms / 1000:.3f}",
    )
    if result.outcome is Outcome.CORRECT:
        return
    kind = "error" if result.outcome is Outcome.ERROR else "failure"
    said = result.answer.answer if result.answer else ""
    lines = [f"question: {result.case.question}", f"expected: {expected_text(result.case)}", f"answer: {said}"]
    failure = SubElement(case, kind, message=_clean("; ".join(result.problems)), type=result.outcome.value)
    failure.text = _clean("\n".join(lines))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("�", text)
