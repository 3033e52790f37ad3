"""The shipped articles under ``pincite corpus check``."""

from __future__ import annotations

from pathlib import Path

from ingest.lint import Severity, check
from tests.corpus.article import CORPUS, DIGEST


def test_the_digests_filing_year_is_found_from_the_texts_and_nothing_else_is_wrong() -> None:
    checked = check([CORPUS])
    [error] = checked.of(Severity.ERROR)
    assert (Path(error.place.file).name, error.rule) == (DIGEST, "impossible-date")
    assert error.place.says == "The lawsuit against LinkedIn was filed on January 21, 2024."
    shown = " ".join(place.says for place in error.beside)
    for evidence in ("in August 2024", "in September 2024", "reference 10 carries January 23, 2025"):
        assert evidence in shown


def test_with_the_right_year_the_digest_is_sound(tmp_path: Path) -> None:
    for path in CORPUS.glob("*.md"):
        (tmp_path / path.name).write_text(path.read_text().replace("January 21, 2024.", "January 21, 2025."))
    assert check([tmp_path]).of(Severity.ERROR) == []


def test_the_filing_dates_and_the_members_of_several_articles_stand_side_by_side() -> None:
    warnings = check([CORPUS]).of(Severity.WARNING)
    assert [finding.rule for finding in warnings] == ["values-differ"] * 2
    filing, members = (finding.message for finding in warnings)
    assert all(day in filing for day in ("January 21, 2024", "January 21, 2025", "January 22, 2025"))
    assert "one billion / 1.2 billion" in members
