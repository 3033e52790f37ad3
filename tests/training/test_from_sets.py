import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.training.marking import marked
from training.examples import Example
from training.from_sets import SetExamples, SetUse
from training.sets import QuestionSet

USE = SetUse("made", positives=0, negatives=0, beside=0, own_documents=True, spans=True)
TEXTS = {
    "a": "The park opened in 1956. The park costs 4 euros.",
    "b": "The pool opened in 1961. The pool costs 7 euros.",
    "c": "A hall in the north costs 9 euros. It opened in 1990.",
}
PRICE = {"doc_id": "a", "start": TEXTS["a"].index("The park costs"), "end": len(TEXTS["a"])}
ASKED = {"question": "What does the park cost?", "evidence": [PRICE], "scope_doc_ids": ["a", "b"]}
SILENT = {"question": "Who runs the pool?", "evidence": [], "near": [{**PRICE, "doc_id": "b"}], "scope_doc_ids": ["b"]}


@pytest.fixture
def questions(tmp_path: Path) -> QuestionSet:
    rows = [{"doc_id": key, "title": key.upper(), "text": text} for key, text in TEXTS.items()]
    _write(tmp_path / "corpus.jsonl", rows)
    _write(tmp_path / "questions.dev.jsonl", [ASKED, SILENT])
    return QuestionSet("made", tmp_path)


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def _drawn(questions: QuestionSet, use: SetUse, kept_out: frozenset[str] = frozenset()) -> list[Example]:
    return list(SetExamples(questions, use, kept_out).draw(random.Random(7)))


def test_evidence_is_marked_in_the_windows_drawn_around_it(questions: QuestionSet) -> None:
    drawn = [each for each in _drawn(questions, replace(USE, positives=3)) if each.answerable]
    assert len(drawn) == 3
    for example in drawn:
        assert marked(example) == ["The park costs 4 euros."]


def test_a_question_that_nothing_answers_is_put_to_what_looks_like_an_answer(questions: QuestionSet) -> None:
    silent = [each for each in _drawn(questions, replace(USE, negatives=2)) if each.question == SILENT["question"]]
    assert [each.passage for each in silent] == [TEXTS["b"]] * 2
    assert not any(each.answerable for each in silent)


def test_a_question_put_elsewhere_meets_only_documents_that_it_is_not_about(questions: QuestionSet) -> None:
    drawn = _drawn(questions, replace(USE, elsewhere=4))
    met = {
        question: {each.passage for each in drawn if each.question == question}
        for question in (ASKED["question"], SILENT["question"])
    }
    assert met[ASKED["question"]] == {TEXTS["c"]}
    assert met[SILENT["question"]] == {TEXTS["a"], TEXTS["c"]}
    assert not any(each.answerable for each in drawn)


def test_nothing_is_drawn_about_documents_that_are_kept_out(questions: QuestionSet) -> None:
    use = replace(USE, positives=2, negatives=2, beside=2, elsewhere=2)
    drawn = _drawn(questions, use, frozenset({"a"}))
    assert {each.question for each in drawn} == {SILENT["question"]}
    assert not any(TEXTS["a"] in each.passage for each in drawn)
