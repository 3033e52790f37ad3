"""The published schema and the models must say the same."""

from __future__ import annotations

import json

import jsonschema
import pytest
from pydantic import ValidationError

from evals.cases.case import Case
from evals.cases.files import FACTS
from evals.cases.schema import SCHEMA, case_file_schema
from evals.strict_yaml import load_yaml

PUBLISHED = json.loads(SCHEMA.read_text(encoding="utf-8"))
GOOD = {"id": "a", "question": "Who?", "says": ["x"]}


def test_the_published_schema_is_the_one_of_the_models() -> None:
    assert case_file_schema() == PUBLISHED, "run `python -m evals.cases.schema`"


@pytest.mark.parametrize("file", sorted(FACTS.glob("*.yaml")), ids=lambda file: file.name)
def test_every_shipped_file_keeps_to_the_schema(file: object) -> None:
    jsonschema.validate(load_yaml(file.read_text(encoding="utf-8")), PUBLISHED)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "case",
    [
        {**GOOD, "says": ["x", ["y", {"date": "2025-01-21"}], {"money": "$5"}, {"number": 3}, {"name": "DPC"}, 2024]},
        {**GOOD, "cites": [1], "history": ["Where?"], "conflict": "possible", "never": [{"money": "$5"}]},
        {"id": 1, "question": "Who?", "answer": "none", "reason": "nobody says"},
        {**GOOD, "evidence": [{"document": "a.md", "quote": "q"}], "reviewed": {"by": "A", "on": "2025-01-01"}},
    ],
)
def test_what_the_models_take_the_schema_takes(case: dict[str, object]) -> None:
    Case.model_validate(case)
    jsonschema.validate([case], PUBLISHED)


@pytest.mark.parametrize(
    "case",
    [
        {"id": "a"},
        {**GOOD, "sayz": ["x"]},
        {**GOOD, "says": [[]]},
        {**GOOD, "says": [{"date": "soon"}]},
        {**GOOD, "says": [{"date": "1215-06-15"}]},
        {**GOOD, "says": [{"colour": "red"}]},
        {**GOOD, "category": "facts"},
        {**GOOD, "answer": "nothing"},
        {**GOOD, "conflict": "maybe"},
    ],
)
def test_what_the_models_refuse_the_schema_refuses(case: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Case.model_validate(case)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([case], PUBLISHED)
