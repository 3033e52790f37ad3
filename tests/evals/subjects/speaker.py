"""A system that speaks the answer's JSON on its standard streams, and misbehaves as it is told by each question."""

from __future__ import annotations

import json
import sys
import time
from typing import Any


def answer(asked: dict[str, Any]) -> dict[str, Any]:
    """A declining answer."""
    return {"id": asked["id"], "status": "not_found", "answer": "I do not know.", "confidence": 0.2}


def main() -> None:
    """One line for each question."""
    for line in sys.stdin:
        asked = json.loads(line)
        word = asked["question"]
        if word == "die":
            sys.exit("out of memory")
        if word == "stall":
            time.sleep(60)
        given: object = answer(asked)
        if word == "garble":
            sys.stdout.write("Traceback!\n")
        elif word == "lie":
            given = {**answer(asked), "confidence": 7}
        elif word == "mix":
            given = {**answer(asked), "id": "another"}
        elif word == "found":
            given = {**answer(asked), "retrieved": [{"document": "a.md", "start": 0, "end": 9}]}
        elif word == "list":
            given = [1]
        if word != "garble":
            sys.stdout.write(json.dumps(given) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
