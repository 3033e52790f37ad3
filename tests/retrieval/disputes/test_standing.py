from __future__ import annotations

from retrieval.disputes.asking import About
from retrieval.disputes.claims import Claim, claim_of
from retrieval.disputes.standing import level, support, why_first
from retrieval.evidence import Candidate
from retrieval.question import Asked
from tests.retrieval.disputes.claiming import candidate

FILED = "The suit was filed on May 2, 2022."


def _claim(found: Candidate) -> Claim:
    claim = claim_of(Asked("When was the suit filed?"), About.DATE, found, 0.9)
    assert claim is not None
    return claim


def test_a_primary_source_stands_before_the_press_and_the_press_before_a_digest() -> None:
    levels = [level(_claim(candidate(FILED, reliability=each))) for each in ("primary", "press", "secondary", "digest")]
    assert levels == [0, 1, 2, 3]


def test_a_source_that_says_nothing_of_itself_counts_as_secondary() -> None:
    assert level(_claim(candidate(FILED))) == level(_claim(candidate(FILED, reliability="secondary")))


def test_what_a_web_site_says_is_no_better_for_being_passed_on() -> None:
    retold = candidate("The website Lawfeed says that the suit was filed on May 2, 2022.", reliability="primary")
    assert level(_claim(retold)) == level(_claim(candidate(FILED, reliability="secondary")))


def test_references_count_once_however_often_they_are_cited() -> None:
    one = _claim(candidate(FILED, markers=("1", "2")))
    assert support([one, one]).sources == 2
    assert support([_claim(candidate(FILED))]).sources == 1


def test_the_reason_names_what_decided() -> None:
    primary = support([_claim(candidate(FILED, reliability="primary"))])
    plain = support([_claim(candidate(FILED))])
    cited = support([_claim(candidate(FILED, markers=("1", "2")))])
    newer = support([_claim(candidate(FILED, published="2025-02-06"))])
    doubted = support([_claim(candidate("One firm gives May 2, 2022, which no other source supports."))])
    assert why_first(primary, plain) == "it rests on a primary source, the next on a secondary source"
    assert why_first(cited, plain) == "more independent sources give it (2 against 1)"
    assert why_first(newer, plain) == "its latest source is newer (2025-02-06 against undated)"
    assert why_first(plain, doubted) == "those who give the next say themselves that others differ"
    assert "closely" in why_first(plain, plain)
    retold = support([_claim(candidate("The website Lawfeed gives May 2, 2022.", reliability="press"))])
    assert why_first(primary, retold).endswith("the next on what another source is only said to say")
    for better in (primary, cited, newer):
        assert better.order > plain.order
    assert plain.order > doubted.order
