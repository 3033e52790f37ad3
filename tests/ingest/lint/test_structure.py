"""Front matter, markers and references."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lint import Severity, check
from retrieval.errors import UsageError
from tests.ingest.lint.articles import TODAY, article, checked, found, line_of

URL = "https://example.org/page"
FACT = "The harbour was closed to fishing boats [1]."


def test_a_sound_article_is_left_alone(tmp_path: Path) -> None:
    assert found(tmp_path, FACT, references=(URL,)) == []


def test_a_marker_without_a_reference_is_found_where_it_stands(tmp_path: Path) -> None:
    text = article(FACT, "The ferry sailed on [2][2].", references=(URL,))
    [finding] = checked(tmp_path, a=text).findings
    assert (finding.rule, finding.severity) == ("marker-dangling", Severity.ERROR)
    assert (Path(finding.place.file).name, finding.place.line) == ("a.md", line_of(text, "ferry"))


def test_a_reference_that_nothing_uses_is_found_where_it_is_listed(tmp_path: Path) -> None:
    text = article(FACT, references=(URL, f"{URL}/2"))
    [finding] = checked(tmp_path, a=text).findings
    assert (finding.rule, finding.place.line) == ("reference-unused", line_of(text, 'marker: "2"'))


def test_a_list_at_the_end_of_the_text_counts_as_one_in_the_front_matter_does(tmp_path: Path) -> None:
    text = article(FACT, "", "## References", "", f"[1] {URL}", "[2] A book of 1912")
    [finding] = checked(tmp_path, a=text).findings
    assert (finding.rule, finding.place.line) == ("reference-unused", line_of(text, "A book"))


@pytest.mark.parametrize("nothing", ["~", "NULL", "''", "[]", "{}", "false"])
def test_front_matter_without_references_leaves_those_at_the_end_of_the_text(tmp_path: Path, nothing: str) -> None:
    text = article(FACT, "", "## References", "", "[1] A book of 1912", f"[2] {URL}", references_=nothing)
    findings = checked(tmp_path, a=text.replace("references_", "references")).findings
    unused = [finding for finding in findings if finding.rule != "front-matter"]
    assert [(finding.rule, finding.place.line) for finding in unused] == [("reference-unused", line_of(text, "[2]"))]


def test_references_described_by_marker_are_found_where_they_are_listed(tmp_path: Path) -> None:
    text = article(FACT).replace("---\n\n", f"references:\n  1: {{url: {URL}}}\n  2: {{url: {URL}/2}}\n---\n\n")
    [finding] = checked(tmp_path, a=text).findings
    assert (finding.rule, finding.place.line) == ("reference-unused", line_of(text, "  2:"))


@pytest.mark.parametrize(
    "url", ["example.org/page", "htp://example.org", "https://", "'a page'", "''", "https://a b.org/"]
)
def test_an_address_that_is_none_is_found(tmp_path: Path, url: str) -> None:
    assert [finding.rule for finding in found(tmp_path, FACT, references=(url,))] == ["reference-url"]


def test_a_marker_listed_twice_is_found(tmp_path: Path) -> None:
    text = article(FACT, references=(URL, f"{URL}/2")).replace('marker: "2"', 'marker: "1"')
    assert [finding.rule for finding in checked(tmp_path, a=text).findings] == ["reference-repeated"]


@pytest.mark.parametrize(
    ("change", "line", "severity", "said"),
    [
        ({"title": None}, 1, "error", "`title` is missing"),
        ({"published": None, "as_of": None}, 1, "error", "`published` is missing"),
        ({"tags": None}, 1, "warning", "`tags` is missing"),
        ({"published": "January 2025"}, 4, "error", "`published` is 'January 2025'"),
        ({"kind": "novel"}, 6, "error", "`kind` is 'novel'"),
        ({"reliability": "high"}, 7, "error", "`reliability` is 'high'"),
        ({"url": "example.org"}, 9, "error", "`url` is 'example.org'"),
        ({"publisher": '""'}, 3, "warning", "`publisher` is empty"),
        ({"author": "Somebody"}, 9, "warning", "`author` is read by nothing"),
    ],
)
def test_front_matter_that_is_wrong_is_found_on_its_line(
    tmp_path: Path, change: dict[str, str | None], line: int, severity: str, said: str
) -> None:
    finding = checked(tmp_path, a=article("The harbour was closed.", **change)).findings[0]  # type: ignore[arg-type]
    assert (finding.place.line, finding.severity.value) == (line, severity)
    assert finding.message.startswith(said)


def test_a_digest_may_do_without_what_came_after_it(tmp_path: Path) -> None:
    assert found(tmp_path, "The harbour was closed.", kind="digest", as_of=None, reliability=None, tags=None) == []


def test_an_article_without_front_matter_is_named_and_a_plain_text_needs_none(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("The ferry sailed on.\n")
    [finding] = checked(tmp_path, a="The harbour was closed.\n").findings
    assert (Path(finding.place.file).name, finding.rule) == ("a.md", "front-matter")


def test_what_cannot_be_read_is_an_error_and_the_rest_is_checked(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"caf\xe9")
    result = checked(tmp_path, a=article(FACT))
    assert sorted(finding.rule for finding in result.findings) == ["marker-dangling", "unreadable"]
    assert result.sources == 2


def test_what_is_found_can_be_written_whatever_names_are_in_it(tmp_path: Path) -> None:
    text = article("The harbour was closed.").replace("tags:", r'"\ud83d": x' + "\ntags:")
    (tmp_path / "b\udcff.md").write_text(text)
    (tmp_path / "c\udcff.md").write_bytes(b"caf\xe9")
    findings = checked(tmp_path).findings
    assert [finding.rule for finding in findings] == ["unreadable", "front-matter"]
    assert all(f"{finding.place.file}{finding.message}".encode() for finding in findings)


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file"):
        check([tmp_path / "none"], TODAY)
