"""The published JSON schema of a case file: ``python -m evals.cases.schema`` writes it anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from evals.cases.case import Case

SCHEMA = Path(__file__).parents[1] / "cases.schema.json"


def case_file_schema() -> dict[str, Any]:
    """The schema, made from the models that read the files."""
    schema = TypeAdapter(list[Case]).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Pincite cases",
        "description": "A YAML file of known facts: one list of cases.",
        **schema,
    }


def write_schema(file: Path = SCHEMA) -> None:
    """Write the schema. Raises OSError."""
    file.write_text(json.dumps(case_file_schema(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_schema()
