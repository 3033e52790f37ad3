"""Cases and runs as ragas-style JSONL, BEIR folders and SQuAD JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson

from evals.cases.anchors import Anchor, read_anchors
from evals.cases.case import Case
from evals.cases.expected import said
from evals.cases.files import load_cases
from evals.cases.rot import Labels
from evals.formats.follow_ups import asked, earlier
from evals.runs.result import Result
from evals.runs.run import read_run
from evals.subjects.subject import Retrieved
from retrieval.errors import UsageError
from retrieval.markers import shown
from retrieval.rows import StoredPassage
from retrieval.store import Store

Row = dict[str, Any]
_LONGEST = 8  # words of an answer's phrase, where a value is looked for in a sentence


def write_ragas(run: Path | None, cases: Path, store: Store, out: Path) -> int:
    """One line for each case; with a run, its responses and the passages that it found. Gives how many."""
    if run is None:
        rows = [_ragas_case(case, labels) for case, labels in _labelled(cases, store)]
    else:
        rows = [_ragas_result(result, store) for result in read_run(run).results]
    _write_lines(out, rows)
    return len(rows)


def write_beir(cases: Path, store: Store, folder: Path) -> int:
    """``corpus.jsonl`` of the indexed passages, the answerable questions, and the passages that hold an anchor."""
    passages = _passages(store)
    corpus = [{"_id": each.key, "title": _title(each), "text": _shown(each, store)} for each in passages]
    queries, qrels = [], ["query-id\tcorpus-id\tscore"]
    for case, anchors in _labelled(cases, store):
        keys = [each.key for each in passages if any(_holds(each, anchor) for anchor in anchors)]
        if keys:
            queries.append({"_id": case.id, "text": asked(case), **earlier(case)})
            qrels += [f"{case.id}\t{key}\t1" for key in keys]
    try:
        (folder / "qrels").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another folder") from error
    _write_lines(folder / "corpus.jsonl", corpus)
    _write_lines(folder / "queries.jsonl", queries)
    _write(folder / "qrels" / "test.tsv", "\n".join(qrels).encode() + b"\n")
    return len(queries)


def write_squad(cases: Path, store: Store, out: Path) -> int:
    """SQuAD 2.0: paragraphs are the indexed passages; an answer is the wording of the first item in an anchor."""
    passages = _passages(store)
    questions: dict[str, list[Row]] = {}
    for case, anchors in _labelled(cases, store):
        for passage, question in _squad(case, anchors, passages, store):
            questions.setdefault(passage, []).append(question)
    by_key = {each.key: each for each in passages}
    paragraphs = [
        {"title": _title(by_key[key]), "paragraphs": [{"context": _shown(by_key[key], store), "qas": qas}]}
        for key, qas in questions.items()
    ]
    _write(out, orjson.dumps({"version": "v2.0", "data": paragraphs}, option=orjson.OPT_INDENT_2))
    return sum(map(len, questions.values()))


def _squad(
    case: Case, anchors: tuple[Anchor, ...], passages: list[StoredPassage], store: Store
) -> Iterable[tuple[str, Row]]:
    """The question under the first passage that holds an answer; one that nothing answers, under the first of all."""
    qa: Row = {"id": case.id, "question": asked(case), **earlier(case)}
    if not case.answerable:
        yield passages[0].key, {**qa, "answers": [], "is_impossible": True}
        return
    for anchor in anchors:
        passage = next((each for each in passages if _holds(each, anchor)), None)
        phrase = _phrase(anchor.quote, case)
        context = _shown(passage, store) if passage else ""
        at = context.find(anchor.quote)
        if passage and phrase and at >= 0:
            start = at + anchor.quote.index(phrase)
            answers = [{"text": phrase, "answer_start": start}]
            yield passage.key, {**qa, "answers": answers, "is_impossible": False}
            return


def _phrase(quote: str, case: Case) -> str | None:
    """The shortest run of words of a sentence that says the first item."""
    if not case.says:
        return None
    words = quote.split(" ")
    for length in range(1, _LONGEST + 1):
        for first in range(len(words) - length + 1):
            phrase = " ".join(words[first : first + length]).strip(" .,;:")
            if phrase and any(said(phrase, wording) for wording in case.says[0]):
                return phrase
    return None


def _ragas_case(case: Case, anchors: tuple[Anchor, ...]) -> Row:
    return {
        "user_input": asked(case),
        "reference": _reference(case, anchors),
        "reference_contexts": [anchor.quote for anchor in anchors],
        **earlier(case),
    }


def _reference(case: Case, anchors: tuple[Anchor, ...]) -> str:
    """The answer in the first wording of each item; without items, the words that answer."""
    return "; ".join([str(wordings[0]) for wordings in case.says] or [anchor.quote for anchor in anchors])


def _ragas_result(result: Result, store: Store) -> Row:
    return {
        **_ragas_case(result.case, result.anchors),
        "response": result.answer.answer if result.answer else "",
        "retrieved_contexts": [text for each in result.retrieved or () if (text := _words(each, store))],
    }


def _words(passage: Retrieved, store: Store) -> str:
    """A passage that was found, in the live version where none that we have is named."""
    text = store.text(passage.version) or store.text(store.current_version(passage.document) or "") or ""
    return shown(text[passage.start : passage.end])


def _labelled(cases: Path, store: Store) -> list[tuple[Case, tuple[Anchor, ...]]]:
    loaded = load_cases(cases)
    labels = Labels(loaded, read_anchors(cases), store)
    return [(case, labels.of(case)) for case in loaded]


def _passages(store: Store) -> list[StoredPassage]:
    return list(store.by_row(sorted(store.rows_of(store.current_ids()))).values())


def _holds(passage: StoredPassage, anchor: Anchor) -> bool:
    own = passage.passage
    return passage.document.doc_id == anchor.document and own.start < anchor.end and anchor.start < own.end


def _title(passage: StoredPassage) -> str:
    return " > ".join(part for part in (passage.document.title, passage.passage.section) if part)


def _shown(passage: StoredPassage, store: Store) -> str:
    return shown((store.text(passage.document.version) or "")[passage.passage.start : passage.passage.end])


def _write_lines(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    _write(file, b"".join(orjson.dumps(row) + b"\n" for row in rows))


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror}); name another file") from error
