"""Cases and texts out of ragas-style JSONL, BEIR folders and SQuAD JSON."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import yaml
from pydantic import ValidationError

from evals.cases.case import Case, Evidence
from evals.cases.values import sole_value
from evals.formats.follow_ups import question
from retrieval.errors import UsageError
from retrieval.values import Kind, values

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Imported:
    """Cases, and the texts that they are about as ``pincite ingest`` reads them (``doc_id``, ``title``, ``text``)."""

    cases: tuple[Case, ...]
    texts: tuple[Row, ...] = ()


def read_ragas(file: Path) -> Imported:
    """``user_input, reference[, reference_contexts]`` a line.

    A reference is a sentence in someone's words: of one that holds dates or amounts the answer must say these values,
    of any other the whole sentence.
    """
    cases, texts = [], []
    for number, row in _lines(file):
        name, reference = f"ragas-{number}", str(row.get("reference") or "")
        fields = {"id": name, **_asked(row, _field(file, number, row, "user_input"))}
        expected: Row = {"says": _must_say(reference)} if reference else {"answer": "none"}
        cases.append(_case(file, number, {**fields, **expected}))
        contexts = _texts(file, number, row, "reference_contexts") or _texts(file, number, row, "retrieved_contexts")
        texts += [_text(f"{name}-{place}", text) for place, text in enumerate(contexts, start=1)]
    return Imported(tuple(cases), tuple(texts))


def read_beir(folder: Path) -> Imported:
    """``corpus.jsonl``, ``queries.jsonl`` and ``qrels/test.tsv``: a right answer quotes a relevant document."""
    relevant = _qrels(folder / "qrels" / "test.tsv")
    texts = tuple(
        _text(_field(folder, number, row, "_id"), str(row.get("text") or ""), str(row.get("title") or ""))
        for number, row in _lines(folder / "corpus.jsonl")
    )
    cases = []
    for number, row in _lines(folder / "queries.jsonl"):
        name = _field(folder / "queries.jsonl", number, row, "_id")
        if relevant.get(name):
            evidence = [{"document": document} for document in relevant[name]]
            asked = _asked(row, _field(folder / "queries.jsonl", number, row, "text"))
            cases.append(_case(folder / "queries.jsonl", number, {"id": name, **asked, "evidence": evidence}))
    return Imported(tuple(cases), texts)


def read_squad(file: Path) -> Imported:
    """SQuAD 1.1 or 2.0: any of the answers will do, quoted from the paragraph; impossible questions are declined."""
    cases: list[Case] = []
    texts: list[Row] = []
    try:
        articles = orjson.loads(_bytes(file))["data"]
        for article in articles:
            for paragraph in article["paragraphs"]:
                title = str(article.get("title") or "text")
                doc_id = f"{title}-{len(texts) + 1}"  # several articles may have one title
                texts.append(_text(doc_id, paragraph["context"], title))
                cases += [
                    _squad_case(file, len(cases) + place, qa, doc_id) for place, qa in enumerate(paragraph["qas"], 1)
                ]
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{file}: is not SQuAD JSON ({type(error).__name__}: {error})") from error
    return Imported(tuple(cases), tuple(texts))


READERS: dict[str, Callable[[Path], Imported]] = {"ragas": read_ragas, "beir": read_beir, "squad": read_squad}


def write_imported(imported: Imported, cases: Path, corpus: Path | None) -> None:
    """Write the cases as YAML and, where wanted, the texts as JSONL for ``pincite ingest``. Raises OSError."""
    rows = [case.model_dump(mode="json", exclude_defaults=True) for case in imported.cases]
    cases.write_text(yaml.safe_dump(rows, allow_unicode=True, sort_keys=False, width=110), encoding="utf-8")
    if corpus:
        corpus.write_bytes(b"".join(orjson.dumps(text) + b"\n" for text in imported.texts))


def _squad_case(file: Path, number: int, qa: Row, doc_id: str) -> Case:
    fields: Row = {"id": str(qa["id"]), **_asked(qa, qa["question"])}
    if qa.get("is_impossible"):
        return _case(file, number, {**fields, "answer": "none"})
    wordings = list(dict.fromkeys(answer["text"] for answer in qa["answers"]))
    evidence = [Evidence(document=doc_id).model_dump()]
    return _case(file, number, {**fields, "says": [wordings], "evidence": evidence})


def _must_say(reference: str) -> list[str]:
    found = [reference[start:end] for kind in (Kind.DATE, Kind.MONEY) for start, end in values(reference, kind)]
    return list(dict.fromkeys(value for value in found if sole_value(value))) or [re.sub(r"[.\s]+$", "", reference)]


def _qrels(file: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = csv.reader(_bytes(file).decode("utf-8", "replace").splitlines(), delimiter="\t")
    for number, row in enumerate(rows, start=1):
        if number == 1 and row[:1] == ["query-id"]:
            continue
        try:
            query, document, grade = row
            if int(grade) > 0:
                found[query].append(document)
        except ValueError as error:
            raise UsageError(f"{file}:{number}: is not a line of qrels: query-id, corpus-id, score") from error
    return found


def _lines(file: Path) -> Iterator[tuple[int, Row]]:
    for number, line in enumerate(_bytes(file).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise UsageError(f"{file}:{number}: is not JSON ({error})") from error
        if not isinstance(row, dict):
            raise UsageError(f"{file}:{number}: is not a JSON object")
        yield number, row


def _field(file: Path, number: int, row: Row, name: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{file}:{number}: {name}: is missing or is not text")
    return value


def _texts(file: Path, number: int, row: Row, name: str) -> list[str]:
    value = row.get(name) or []
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise UsageError(f"{file}:{number}: {name}: is not a list of texts")
    return value


def _asked(row: Row, text: str) -> Row:
    """The question of a row, and the earlier ones where our own export tells them."""
    history = row.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
        return {"question": text}
    return {"question": question(text, history), "history": history}


def _case(file: Path, number: int, fields: Row) -> Case:
    try:
        return Case.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError(f"{file}: question {number}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _text(doc_id: str, text: str, title: str = "") -> Row:
    return {"doc_id": doc_id, "title": title or doc_id, "text": text}


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror}); check the path") from error
