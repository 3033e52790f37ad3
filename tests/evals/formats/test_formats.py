from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.cases.anchors import find_anchors, write_anchors
from evals.cases.files import load_cases
from evals.cases.sources import read_sources
from evals.evaluation import Evaluation
from evals.formats.candidates import Candidate, read_candidates, write_candidates
from evals.formats.exporting import write_beir, write_ragas, write_squad
from evals.formats.importing import READERS, write_imported
from evals.report.machine import json_bytes
from evals.runs.run import Run
from evals.scoring.judge import judge
from evals.subjects.subject import Reply, Retrieved
from retrieval.errors import UsageError
from retrieval.index import Index
from tests.evals.answers import answered
from tests.evals.indexed import indexed

CASES = """\
- id: sum
  question: How much does the suit seek?
  says: ["$1,000"]
- id: day
  question: When was the suit filed?
  says: [{date: 2025-01}]
- id: judge
  question: Which judge?
  answer: none
- id: earlier
  question: And how much does it seek?
  history: ["Who sued?", "When was it filed?"]
  says: [["$1,000", "a thousand dollars"], {date: 2025-01}]
"""
ASKED = "Who sued? — When was it filed? — And how much does it seek?"
HISTORY = ("Who sued?", "When was it filed?")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return indexed(tmp_path / "made")


@pytest.fixture
def cases(tmp_path: Path, index: Index) -> Path:
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "suit.yaml").write_text(CASES, encoding="utf-8")
    sources = list(read_sources(index.store))
    write_anchors(folder, {case.id: find_anchors(case, sources) for case in load_cases(folder) if case.answerable})
    return folder


def _rows(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_cases_are_written_for_ragas(cases: Path, index: Index, tmp_path: Path) -> None:
    assert write_ragas(None, cases, index.store, tmp_path / "out.jsonl") == 4
    assert _rows(tmp_path / "out.jsonl")[0] == {
        "user_input": "How much does the suit seek?",
        "reference": "$1,000",
        "reference_contexts": ["The suit seeks $1,000 per user."],
    }


def test_the_reference_of_a_case_is_its_first_wordings_and_nothing_else(
    cases: Path, index: Index, tmp_path: Path
) -> None:
    write_ragas(None, cases, index.store, tmp_path / "out.jsonl")
    row = _rows(tmp_path / "out.jsonl")[3]
    assert row["reference"] == "$1,000; 2025-01"


def test_a_follow_up_keeps_what_was_asked_before(cases: Path, index: Index, tmp_path: Path) -> None:
    write_ragas(None, cases, index.store, tmp_path / "ragas")
    write_beir(cases, index.store, tmp_path / "beir")
    write_squad(cases, index.store, tmp_path / "squad")
    assert _rows(tmp_path / "ragas")[3]["user_input"] == ASKED
    assert _rows(tmp_path / "beir" / "queries.jsonl")[2]["text"] == ASKED
    assert json.dumps(ASKED, ensure_ascii=False) in (tmp_path / "squad").read_text(encoding="utf-8")
    for name, reader in READERS.items():
        [again] = [case for case in reader(tmp_path / name).cases if case.history]
        assert (again.question, again.history) == ("And how much does it seek?", HISTORY)


@pytest.mark.parametrize("version", ["live", "", "f" * 64])
def test_a_run_is_written_for_ragas_with_what_was_found(
    cases: Path, index: Index, tmp_path: Path, version: str
) -> None:
    version = (index.store.current_version("suit.md") or "") if version == "live" else version
    found = Retrieved(document="suit.md", version=version, start=8, end=39)
    result = judge(load_cases(cases)[0], Reply(answer=answered("It seeks $1,000."), retrieved=(found,)))
    run = tmp_path / "run.json"
    run.write_bytes(json_bytes(Evaluation(Run(results=(result,)))))
    assert write_ragas(run, cases, index.store, tmp_path / "out.jsonl") == 1
    [row] = _rows(tmp_path / "out.jsonl")
    assert row["response"] == "It seeks $1,000. [1]"
    assert row["retrieved_contexts"] == ["The suit seeks $1,000 per user."]


def test_cases_are_written_as_a_beir_folder_and_read_back(cases: Path, index: Index, tmp_path: Path) -> None:
    folder = tmp_path / "beir"
    assert write_beir(cases, index.store, folder) == 3
    imported = READERS["beir"](folder)
    assert [case.question for case in imported.cases][:2] == [
        "How much does the suit seek?",
        "When was the suit filed?",
    ]
    texts = {str(row["doc_id"]): str(row["text"]) for row in imported.texts}
    [relevant] = imported.cases[0].evidence
    assert "seeks $1,000" in texts[relevant.document]


def test_cases_are_written_as_squad_and_read_back(cases: Path, index: Index, tmp_path: Path) -> None:
    file = tmp_path / "squad.json"
    assert write_squad(cases, index.store, file) == 4
    for article in json.loads(file.read_bytes())["data"]:
        for paragraph in article["paragraphs"]:
            for qa in paragraph["qas"]:
                for answer in qa["answers"]:
                    start = answer["answer_start"]
                    assert paragraph["context"][start : start + len(answer["text"])] == answer["text"]
    again = {case.id: case for case in READERS["squad"](file).cases}
    assert again["sum"].says == (("$1,000",),)
    assert again["day"].says == (("January 2025",),)
    assert not again["judge"].answerable


def test_articles_of_one_title_are_kept_apart(tmp_path: Path) -> None:
    qa = {"id": "{}", "question": "Who?", "answers": [{"text": "A", "answer_start": 0}]}
    articles = [
        {"title": "Same", "paragraphs": [{"context": f"A {n}", "qas": [{**qa, "id": str(n)}]}]} for n in range(3)
    ]
    (tmp_path / "in").write_text(json.dumps({"data": articles}), encoding="utf-8")
    imported = READERS["squad"](tmp_path / "in")
    texts = {row["doc_id"]: row["text"] for row in imported.texts}
    assert [texts[case.evidence[0].document] for case in imported.cases] == ["A 0", "A 1", "A 2"]


def test_ragas_rows_become_cases_by_their_values(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    rows = [
        {"user_input": "How much?", "reference": "It seeks $1,000, filed on January 21, 2025."},
        {"user_input": "Who?", "reference": "A user of Premium.", "retrieved_contexts": ["A user sued."]},
        {"user_input": "Which judge?", "reference": ""},
    ]
    file.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    imported = READERS["ragas"](file)
    assert [case.says for case in imported.cases] == [
        (("January 21, 2025",), ("$1,000",)),
        (("A user of Premium",),),
        (),
    ]
    assert [text["text"] for text in imported.texts] == ["A user sued."]


def test_imported_cases_and_texts_are_read_by_our_own_loaders(cases: Path, index: Index, tmp_path: Path) -> None:
    write_squad(cases, index.store, tmp_path / "squad.json")
    imported = READERS["squad"](tmp_path / "squad.json")
    write_imported(imported, tmp_path / "squad.yaml", tmp_path / "squad.jsonl")
    assert load_cases(tmp_path / "squad.yaml") == imported.cases
    assert all(row.keys() == {"doc_id", "title", "text"} for row in _rows(tmp_path / "squad.jsonl"))


@pytest.mark.parametrize(
    ("format_", "text", "said"),
    [
        ("ragas", "{", ":1: is not JSON"),
        ("ragas", "[1]", ":1: is not a JSON object"),
        ("ragas", '{"reference": "x"}', ":1: user_input: is missing"),
        (
            "ragas",
            '{"user_input": "x", "reference_contexts": "text"}',
            ":1: reference_contexts: is not a list of texts",
        ),
        ("ragas", '{"user_input": "x", "reference_contexts": 5}', ":1: reference_contexts: is not a list of texts"),
        ("ragas", '{"user_input": "x", "retrieved_contexts": [1]}', ":1: retrieved_contexts: is not a list of texts"),
        ("squad", "{}", "is not SQuAD JSON"),
        ("squad", '{"data": [{"paragraphs": [{"context": "c", "qas": [{}]}]}]}', "is not SQuAD JSON"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, format_: str, text: str, said: str) -> None:
    file = tmp_path / "in"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        READERS[format_](file)


def test_a_folder_that_is_not_beir_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"test\.tsv: cannot be read"):
        READERS["beir"](tmp_path)


def test_candidates_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "candidates.jsonl"
    made = (
        Candidate(
            id="fb-1", question="When?", verdict="wrong", comment="2025!", answer=answered("In 2024."), sentence=1
        ),
        Candidate(id="draft-1", question="Which date?", kind="draft", says=(("January 2025",),), document="suit.md"),
    )
    write_candidates(made, file)
    assert read_candidates(file) == made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nonsense\n", ":1: line: Invalid JSON"),
        ('{"id": "a"}\n', ":1: question: Field required"),
        ('{"id": "a", "question": "?"}\n{"id": "a", "question": "?"}\n', ":2: id: 'a' is used twice"),
        ('{"id": "a", "question": "?", "verdict": "awful"}\n', ":1: verdict: Input should be"),
    ],
)
def test_a_wrong_candidate_is_refused_with_line_and_field(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "candidates.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_candidates(file)
