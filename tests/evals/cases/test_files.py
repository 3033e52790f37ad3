from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases.files import CaseError, load_cases
from retrieval.errors import UsageError

GOOD = "- id: owner\n  question: Who owns it?\n  says:\n    - Microsoft\n"


def _file(folder: Path, text: str, name: str = "facts.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_folder_is_read_in_the_order_of_its_file_names(tmp_path: Path) -> None:
    _file(tmp_path, GOOD.replace("owner", "second"), "b.yml")
    _file(tmp_path, GOOD.replace("owner", "first"), "a.yaml")
    _file(tmp_path, "not a case file", "notes.txt")
    assert [case.id for case in load_cases(tmp_path)] == ["first", "second"]


def test_a_date_needs_no_quotation_marks(tmp_path: Path) -> None:
    [case] = load_cases(_file(tmp_path, "- id: a\n  question: When?\n  says: [2025-01-21, {date: 2025-01-21}]\n"))
    assert [str(wording) for [wording] in case.says] == ["2025-01-21", "2025-01-21"]


@pytest.mark.parametrize("label", ["12:30", "010", "0123", "1.10", "1_000", "0x10", "1e3", "17.0", "5:25.5", "2024"])
def test_a_label_stays_what_was_written(tmp_path: Path, label: str) -> None:
    [case] = load_cases(_file(tmp_path, f"- id: a\n  question: Which?\n  says: [{label}]\n  cites: [{label}]\n"))
    assert (case.says, case.cites) == (((label,),), (label,))


def test_a_single_file_is_read(tmp_path: Path) -> None:
    assert [case.id for case in load_cases(_file(tmp_path, GOOD))] == ["owner"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("- id: a\n  question: [Who\n  says: [\n", (":3: is not valid YAML",)),
        ("- id: a\n\tquestion: Who?\n", (":2: is not valid YAML",)),
        ("- id: a\n  says: [x]\n  says: [y]\n", (":3: is not valid YAML", "`says` is given twice")),
        ("- id: a\n  question: \x00\n", ("is not valid YAML",)),
        ("cases:\n  a: b\n", ("must hold a list of cases",)),
        (GOOD + "- just text\n", ("case 2", "must be a mapping")),
        ("- id: a\n  says: [x]\n", (":1: case 'a'", "question: Field required")),
        ("- question: Who?\n  says: [x]\n", ("case 1", "id: Field required")),
        ("- id: a\n  question: Who?\n  sayz: [x]\n", (":3: case 'a'", "sayz: Extra inputs")),
        (GOOD + "- id: a\n  question: Who?\n  says:\n    - {date: soon}\n", (":8: case 'a'", "says.0.0.date.date")),
        ("- id: a\n  question: When?\n  says: [{date: 2025-02-31}]\n", (":3: case 'a'", "is not a date")),
        ("- id: yes\n  question: Who?\n  says: [x]\n", (":1: case", "id: Input should be")),
        (
            "- id: a\n  question: Who?\n  says: [x, [y, {}]]\n",
            ("case 'a'", "says.1.1: must be text, or a mapping with one of"),
        ),
        ("- id: a\n  question: Who?\n", ("case 'a'", "give `says`, or `answer: none`")),
        (GOOD + GOOD, ("case 'owner'", "id: already used")),
    ],
)
def test_a_wrong_file_is_refused_in_one_line_with_file_case_and_field(
    tmp_path: Path, text: str, parts: tuple[str, ...]
) -> None:
    file = _file(tmp_path, text)
    with pytest.raises(CaseError) as refused:
        load_cases(tmp_path)
    message = str(refused.value)
    assert message.startswith(str(file))
    assert "\n" not in message
    for part in parts:
        assert part in message


def test_an_id_used_in_two_files_names_both(tmp_path: Path) -> None:
    first, second = _file(tmp_path, GOOD, "a.yaml"), _file(tmp_path, GOOD, "b.yaml")
    with pytest.raises(CaseError) as refused:
        load_cases(tmp_path)
    assert str(first) in str(refused.value)
    assert str(second) in str(refused.value)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_bytes(b"- id: caf\xe9\n")
    with pytest.raises(CaseError, match=r"not UTF-8 \(byte 9\); save it as UTF-8"):
        load_cases(file)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").mkdir()
    with pytest.raises(CaseError, match="cannot be read"):
        load_cases(tmp_path)


def test_a_folder_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no case in it"):
        load_cases(tmp_path)


def test_a_file_without_cases_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="there is no case in it"):
        load_cases(_file(tmp_path, "[]\n"))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="must hold a list of cases"):
        load_cases(_file(tmp_path, ""))


def test_a_missing_path_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such file or folder"):
        load_cases(tmp_path / "absent")
