from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from evals.cases.case import Case, Category

FACT: dict[str, Any] = {"id": "a", "question": "Who?", "says": ["Microsoft"]}
SILENT: dict[str, Any] = {"id": "a", "question": "Who?", "answer": "none"}


def test_a_phrase_alone_is_a_list_of_one_wording() -> None:
    assert Case.model_validate({**FACT, "says": ["UK", ["EEA", "Europe"]]}).says == (
        ("UK",),
        ("EEA", "Europe"),
    )


def test_numbers_need_no_quotation_marks() -> None:
    case = Case.model_validate({**FACT, "says": [2023], "cites": [1, 11]})
    assert (case.says, case.cites) == ((("2023",),), ("1", "11"))


def test_a_case_without_category_is_reported_under_other() -> None:
    assert Case.model_validate(FACT).category is Category.OTHER


@pytest.mark.parametrize(("fields", "answerable"), [(FACT, True), (SILENT, False)])
def test_a_case_expects_facts_or_silence(fields: dict[str, Any], answerable: bool) -> None:
    assert Case.model_validate(fields).answerable is answerable


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({**FACT, "question": "  "}, "question"),
        ({**FACT, "id": ""}, "id"),
        ({**FACT, "says": [[]]}, "says"),
        ({**FACT, "says": [["–"]]}, "says"),
        ({**FACT, "never": ["[3]"]}, "never"),
        ({**FACT, "category": "facts"}, "category"),
        ({**FACT, "cite": ["1"]}, "cite"),
        ({**SILENT, "answer": "nothing"}, "answer"),
    ],
)
def test_a_wrong_field_is_refused_by_name(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Case.model_validate(fields)
    assert refused.value.errors()[0]["loc"][0] == field


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "a", "question": "Who?"},
        {**SILENT, "says": ["Microsoft"]},
        {**SILENT, "cites": ["1"]},
        {**SILENT, "document": "digest.md"},
        {**SILENT, "never": ["Microsoft"]},
    ],
)
def test_a_case_that_expects_nothing_or_two_things_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="answer: none"):
        Case.model_validate(fields)


def test_a_known_conflict_names_its_versions() -> None:
    with pytest.raises(ValidationError, match="give at least two items"):
        Case.model_validate({**FACT, "conflict": "required"})


def test_a_reason_goes_with_declining() -> None:
    assert Case.model_validate({**SILENT, "reason": "nobody says"}).reason == "nobody says"
    with pytest.raises(ValidationError, match="why a question is declined"):
        Case.model_validate({**FACT, "reason": "nobody says"})
