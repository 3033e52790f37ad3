"""Dates that cannot be, and those that only look so."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.lint import Severity
from tests.ingest.lint.articles import article, checked, found, line_of

FILED = "The lawsuit against Harbour Ltd was filed on March 3, 2024."
ABOUT = "The plaintiffs argue that Harbour Ltd closed the pier in August 2024."


def _errors(folder: Path, *sentences: str, **fields: object) -> list[str]:
    return [finding.message for finding in found(folder, *sentences, **fields) if finding.severity is Severity.ERROR]


def test_a_lawsuit_cannot_be_older_than_what_it_is_about(tmp_path: Path) -> None:
    text = article(FILED, "The pier is of wood.", ABOUT)
    [finding] = checked(tmp_path, a=text).findings
    assert (finding.severity, finding.rule) == (Severity.ERROR, "impossible-date")
    assert finding.place.line == line_of(text, "filed")
    assert [place.line for place in finding.beside] == [line_of(text, "plaintiffs")]


@pytest.mark.parametrize(
    "about",
    [
        "The lawsuit says that Harbour Ltd closed the pier in August 2024.",
        "According to the complaint, Harbour Ltd closed the pier on 4 August 2024.",
        "Harbour Ltd closed the pier in August 2024, according to the lawsuit.",
        "In August 2024, the suit alleges, Harbour Ltd closed the pier.",
        "The suit against Harbour Ltd complains of rent that Harbour Ltd raised in 2025.",
    ],
)
def test_whatever_way_the_event_is_told(tmp_path: Path, about: str) -> None:
    assert len(_errors(tmp_path, FILED, about)) == 1


@pytest.mark.parametrize(
    "filed",
    [
        "A class action was filed against Harbour Ltd on 3 March 2024.",
        "On March 3, 2024, a fisherman sued Harbour Ltd.",
        "A fisherman sued Harbour Ltd in March 2024.",
        "Fisher v. Harbour was brought before the court on March 3, 2024.",
    ],
)
def test_whatever_way_the_filing_is_told(tmp_path: Path, filed: str) -> None:
    about = "The lawsuit alleges that Harbour Ltd closed the pier in August 2024."
    assert len(_errors(tmp_path, filed, about)) == 1


@pytest.mark.parametrize(
    "sentences",
    [
        (FILED.replace("2024", "2025"), ABOUT),
        (FILED, "The plaintiffs argue that Harbour Ltd will close the pier in August 2024."),
        (FILED, "The lawsuit asks the court to keep the pier open until August 2024."),
        (FILED, "Harbour Ltd closed the pier in August 2024."),
        ("One paper says that the lawsuit against Harbour Ltd was filed on March 3, 2024.", ABOUT),
        ("Sources disagree whether the lawsuit was filed on March 3, 2024 or later.", ABOUT),
        (
            FILED,
            "Cod v. Trawler alleges that Trawler sank a boat in August 2024.",
            "Cod v. Trawler was filed on May 2, 2025.",
        ),
    ],
)
def test_what_fits_together_is_left_alone(tmp_path: Path, sentences: tuple[str, ...]) -> None:
    assert _errors(tmp_path, *sentences, as_of="2025-05-30") == []


def test_an_event_that_another_sentence_dates_makes_a_date_doubtful(tmp_path: Path) -> None:
    dated = "Harbour Ltd changed its mooring rules in September 2024."
    told = "The plaintiffs contend that Harbour Ltd lost boats before it changed its mooring rules."
    [finding] = found(tmp_path, FILED, dated, told)
    assert (finding.severity, finding.rule) == (Severity.WARNING, "doubtful-date")


def test_references_of_a_year_later_stand_beside_the_error_or_make_a_date_doubtful(tmp_path: Path) -> None:
    url = "https://example.org/2025/03/04/harbour"
    cited = FILED.replace(".", " [1].")
    [error] = found(tmp_path, cited, ABOUT, references=(url,), as_of="2025-03-05")
    assert [place.says for place in error.beside][-1] == "reference 1 carries March 4, 2025 in its address"
    [warning] = found(tmp_path, cited, references=(url,), as_of="2025-03-05")
    assert (warning.severity, warning.rule) == (Severity.WARNING, "doubtful-date")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("The pier was closed on February 30, 2024.", "is in no calendar"),
        ("The pier was closed on Monday, January 21, 2025.", "was a Tuesday, not a Monday"),
        ("Harbour Ltd was fined on April 2, 2025.", "is later than the article itself (March 1, 2025)"),
    ],
)
def test_a_day_that_cannot_be_is_found(tmp_path: Path, sentence: str, said: str) -> None:
    [message] = _errors(tmp_path, sentence)
    assert said in message


@pytest.mark.parametrize(
    "sentence",
    [
        "The pier was closed on Tuesday, January 21, 2025.",
        "The pier was closed on February 29, 2024.",
        "The pier will be closed on April 2, 2025.",
        "Harbour Ltd expects that the case was settled by April 2, 2025.",
    ],
)
def test_a_day_that_can_be_is_left_alone(tmp_path: Path, sentence: str) -> None:
    assert _errors(tmp_path, sentence) == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"published": "2025-02-01", "as_of": "2025-01-01"}, "lies before `published`"),
        ({"as_of": "2031-01-01"}, "lies in the future"),
        ({"as_of": "9999-12-31", "reference_date": "2025-02-01"}, "lies in the future"),
        ({"reference_date": "2025-04-01"}, "later than the article itself"),
        ({"reference_date": "2024-01-23", "references": ("https://example.org/2025/01/23/a",)}, "in its own address"),
        ({"reference_date": "23 January"}, "is not a date"),
    ],
)
def test_a_date_of_the_front_matter_that_cannot_be_is_found(
    tmp_path: Path, fields: dict[str, object], said: str
) -> None:
    [message] = _errors(tmp_path, "The pier is of wood [1].", **({"references": ("https://example.org/a",)} | fields))
    assert said in message


def test_a_source_cannot_report_what_had_not_happened(tmp_path: Path) -> None:
    fields = {"references": ("https://example.org/a",), "reference_date": "2024-02-01"}
    [finding] = found(tmp_path, "Harbour Ltd was fined on May 3, 2024 [1].", **fields)
    assert (finding.severity, finding.rule) == (Severity.WARNING, "impossible-date")
    assert found(tmp_path, "Harbour Ltd was fined on January 30, 2024 [1].", **fields) == []


def test_a_reference_of_the_last_day_that_there_is_is_dated_wrongly_and_no_more(tmp_path: Path) -> None:
    fields = {"references": ("https://example.org/a",), "reference_date": "9999-12-31"}
    [message] = _errors(tmp_path, "Harbour Ltd was fined on January 30, 2024 [1].", **fields)
    assert "later than the article itself" in message
