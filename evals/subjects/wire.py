"""How a system outside this process is asked: one JSON object to it, one back.

It is sent ``{"id", "question", "history"}``. It gives the answer's JSON with the same ``id``, or with none, to which it
may add ``"retrieved"``: the passages that it found, best first, each ``{"document", "start", "end"}`` and, if it likes,
``"section"`` and ``"scores"``.

Each quote is looked up in the document that its citation names: in the ``"version"`` that is named, or, where that is
empty or none of ours, in the live one. Only where no answer of the whole run cites a document of the index is that left
out: the system then has sources of its own.
"""

from __future__ import annotations

import uuid
from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from evals.subjects.subject import Reply, Retrieved, SubjectError
from retrieval.answer import Answer, Question

MAX_BYTES = 10_000_000
_PASSAGES = TypeAdapter(tuple[Retrieved, ...])


def request(question: Question) -> tuple[str, bytes]:
    """The id and the bytes of what is sent."""
    asked = uuid.uuid4().hex
    body = {"id": asked, "question": question.question, "history": list(question.history)}
    return asked, orjson.dumps(body)


def read_reply(body: bytes, asked: str, question: Question) -> Reply:
    """The reply in some bytes. Raises SubjectError for what does not keep to the schema."""
    if len(body) > MAX_BYTES:
        raise SubjectError(f"the answer has more than {MAX_BYTES:,} bytes")
    try:
        row: Any = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise SubjectError(f"the answer is not JSON: {error}") from error
    if not isinstance(row, dict):
        raise SubjectError("the answer is not a JSON object")
    if row.get("id", asked) != asked:
        raise SubjectError("the answer belongs to another question: its id is not the one that was asked")
    try:
        answer = Answer.model_validate({"id": asked, "question": question.question, **row})
        found = row.get("retrieved")
        return Reply(answer=answer, retrieved=None if found is None else _PASSAGES.validate_python(found))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "answer"
        raise SubjectError(f"the answer does not keep to the schema: {where}: {first['msg']}") from error
