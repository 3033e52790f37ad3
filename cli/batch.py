"""Many questions from a file, one answer a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.progress import track

from cli.opening import asker
from cli.options import day
from retrieval.answer import Answer, Question, Status
from retrieval.asking import Asks
from retrieval.audience import Readers, names, together
from retrieval.errors import PinciteError, UsageError

# Whoever else speaks in a conversation asks.
_ANSWERING = frozenset({"assistant", "agent", "bot", "ai", "model"})
_SILENT = frozenset({"system", "developer", "tool", "function"})


def answer_batch(source: Path, target: Path, opened: Callable[[], Asks], readers: Readers = ()) -> int:
    """Answer every line of ``source`` into ``target``; gives how many lines could not be read as a question.

    ``readers`` are those of every line that names no `audience` of its own.
    Such lines are named on stderr and left out. A question that is refused (empty, too long) is answered with the
    status ``unclear`` and the reason. Raises UsageError when a file cannot be read or written.
    """
    try:
        lines = source.read_bytes().splitlines()
        target.open("ab").close()  # now, not after seconds of loading; what it holds stays until there is an answer
        if target.samefile(source):
            raise UsageError(f"{target}: the answers would replace the questions; give --out another name.")
    except OSError as error:
        raise UsageError(f"{error.filename}: {error.strerror}; check the path.") from error
    assistant = opened()
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    bad = 0
    with target.open("wb") as output:
        quiet = not console.is_terminal  # a bar would leave an empty line in a log
        for row in track(list(_rows(lines, readers)), "answering", console=console, transient=True, disable=quiet):
            if isinstance(row, str):
                console.print(f"pincite: {source}:{row}")
                bad += 1
                continue
            output.write(_answer(assistant, *row).model_dump_json().encode() + b"\n")
            output.flush()
    return bad


def _rows(lines: list[bytes], readers: Readers) -> Iterator[tuple[str | None, Question] | str]:
    """Each line as ``(id, question)``, or what is wrong with it, behind its number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
            yield _question(row, readers)
        except (ValueError, TypeError, KeyError) as error:
            yield f'{number}: this line is not a question ({error}); write {{"id": …, "question": …}}'


def _question(row: Any, readers: Readers) -> tuple[str | None, Question]:
    if not isinstance(row, dict) or not isinstance(row.get("question"), str):
        raise TypeError("`question` is missing or is not text")
    history = tuple(filter(None, map(_turn, _listed(row, "history"))))
    scope = tuple(str(doc_id) for doc_id in _listed(row, "scope"))
    row_id = None if row.get("id") is None else str(row["id"])
    as_of = None if row.get("as_of") is None else day(row["as_of"])
    if row.get("audience") is not None:
        named = row["audience"]
        readers = together([names([named] if isinstance(named, str) else named)])
    return row_id, Question(question=row["question"], history=history, scope=scope, as_of=as_of, readers=readers)


def _listed(row: dict[str, Any], name: str) -> list[Any]:
    value = row.get(name) or []
    if not isinstance(value, list):
        raise TypeError(f"`{name}` is not a list")
    return value


def _turn(turn: Any) -> str:
    """An earlier turn as text; empty where it is nothing that was said, such as instructions or what a tool gave."""
    if not isinstance(turn, dict):
        return str(turn)
    speaker = str(turn.get("role") or turn.get("speaker") or "").lower()
    said = "" if speaker in _SILENT else _said(turn.get("question") or turn.get("text") or turn.get("content") or "")
    return f"agent: {said}" if said and speaker in _ANSWERING else said


def _said(content: Any) -> str:
    """The text of a turn, which may come in parts."""
    if not isinstance(content, list):
        return str(content)
    texts = (part.get("text") if isinstance(part, dict) else part for part in content)
    return " ".join(text for text in texts if isinstance(text, str))


def _answer(assistant: Asks, row_id: str | None, question: Question) -> Answer:
    try:
        answer = assistant.ask(question.model_copy(update={"who": asker(), "place": "batch"}))
    except PinciteError as error:
        answer = Answer(
            id="",
            question=question.question,
            status=Status.UNCLEAR,
            answer=str(error),
            confidence=0.0,
            reason=str(error),
        )
    return answer.model_copy(update={"id": row_id}) if row_id is not None else answer
