from __future__ import annotations

from dataclasses import replace

from retrieval.answer import Answer, Citation, Status
from retrieval.compose import Ranking
from retrieval.conflicts import conflict, disputed, with_versions
from retrieval.evidence import SIGNALS, Candidate
from tests.retrieval.disputes.claiming import candidate, ranking

FILED = "When was the suit filed?"
PRESS = candidate("The suit against Acme was filed on January 21, 2025.", "press.md", reliability="press")
AGREES = candidate(
    "Reuters gives January 21, 2025 as the filing date of the Acme suit.", "wire.md", reliability="press"
)
DIGEST = candidate("The suit against Acme was filed on January 21, 2024.", "digest.md", reliability="digest")
ELSE = candidate("The suit against Acme was brought in San Jose.", "court.md")


def _values(found: Ranking) -> list[str]:
    dispute = conflict(found)
    return [version.claims[0].shown for version in dispute.versions] if dispute else []


def test_the_better_supported_version_is_first_though_another_answers_more_surely() -> None:
    dispute = conflict(ranking(FILED, DIGEST, PRESS, ELSE))
    assert dispute is not None
    assert [version.claims[0].shown for version in dispute.versions] == ["January 21, 2025", "January 21, 2024"]
    assert dispute.why_first == "it rests on press reports, the next on a digest"
    assert dispute.about == f"the date ({FILED})"


def test_two_places_of_one_document_can_disagree() -> None:
    other = candidate("The suit against Acme was filed on May 3, 2025.", "press.md", reliability="press")
    assert len(_values(ranking(FILED, PRESS, other))) == 2


def test_sources_that_agree_are_no_conflict() -> None:
    month = candidate("The suit against Acme was filed in January 2025.", "month.md")
    assert _values(ranking(FILED, PRESS, AGREES, month)) == []


def test_one_answer_or_none_is_no_conflict() -> None:
    assert _values(ranking(FILED, PRESS, ELSE)) == []
    assert _values(ranking(FILED, ELSE)) == []
    assert _values(ranking(FILED)) == []


def test_a_question_for_no_value_has_no_conflict() -> None:
    assert _values(ranking("Why was the suit filed?", PRESS, DIGEST)) == []


def test_a_sentence_that_hardly_answers_is_no_other_side() -> None:
    asked = ranking(FILED, PRESS).asked
    assert conflict(Ranking(asked, [(PRESS, 0.9), (DIGEST, 0.01)])) is None
    assert conflict(Ranking(asked, [(PRESS, 0.9), (DIGEST, 0.2)])) is not None


def test_every_version_is_shown_and_the_first_by_two_documents() -> None:
    shown = with_versions([DIGEST], conflict(ranking(FILED, DIGEST, PRESS, AGREES)))
    assert shown == [PRESS, AGREES, DIGEST]


def test_a_lead_that_is_no_version_stays_behind_them() -> None:
    shown = with_versions([ELSE, PRESS], conflict(ranking(FILED, DIGEST, PRESS, ELSE)))
    assert shown == [PRESS, DIGEST, ELSE]
    assert with_versions([ELSE, PRESS], None) == [ELSE, PRESS]


def test_a_lead_that_dates_something_else_is_left_out() -> None:
    notice = candidate("The notice of Acme is dated May 3, 2025.", "notice.md")
    dated = replace(notice, signals=tuple(1.0 if name == "kind" else 0.0 for name in SIGNALS))
    dispute = conflict(ranking(FILED, DIGEST, PRESS, ELSE))
    assert with_versions([dated], dispute) == [PRESS, DIGEST]


def _cited(*found: Candidate) -> Answer:
    citations = tuple(
        Citation(n=n, doc_id=doc.doc_id, title="", version=doc.version, start=0, end=len(each.quote), quote=each.quote)
        for n, each in enumerate(found, 1)
        for doc in [each.hit.stored.document]
    )
    return Answer(
        id="a", question=FILED, status=Status.ANSWERED, answer="", short_answer="x", confidence=0.9, citations=citations
    )


def test_an_answer_carries_each_version_with_its_citations() -> None:
    answer = disputed(_cited(PRESS, AGREES, DIGEST), [conflict(ranking(FILED, DIGEST, PRESS, AGREES))])
    assert (answer.status, answer.short_answer) == (Status.CONFLICTING, "January 21, 2025")
    (card,) = answer.disagreements
    assert [(version.value, version.citations) for version in card.versions] == [
        ("January 21, 2025", (1, 2)),
        ("January 21, 2024", (3,)),
    ]
    assert card.why_first


def test_without_a_conflict_an_answer_stays_as_it_is() -> None:
    answer = _cited(PRESS)
    assert disputed(answer, [None]) is answer


SURVEY = candidate(
    "Sources disagree on the day of the Acme suit, given as January 21, 2025 or January 22, 2025.", "s.md"
)


def test_a_sentence_that_tells_of_a_difference_itself_gives_the_versions_in_its_order() -> None:
    asked = ranking(FILED, SURVEY, ELSE)
    dispute = conflict(asked, [SURVEY, ELSE])
    assert dispute is not None
    assert [version.claims[0].shown for version in dispute.versions] == ["January 21, 2025", "January 22, 2025"]
    assert dispute.why_first == "the sentence that tells of the difference names it first"
    assert with_versions([SURVEY, ELSE], dispute) == [SURVEY, ELSE]
    answer = disputed(_cited(SURVEY, ELSE), [dispute])
    assert answer.status is Status.CONFLICTING
    assert [version.citations for version in answer.disagreements[0].versions] == [(1,), (1,)]


def test_a_sentence_that_tells_of_a_difference_has_no_short_answer() -> None:
    assert disputed(_cited(SURVEY, ELSE), [conflict(ranking(FILED, SURVEY, ELSE), [SURVEY])]).short_answer is None


def test_of_two_sides_that_are_told_the_one_of_record_is_first() -> None:
    told = candidate("The Post dates the Acme suit to May 3, 2021, whereas the docket says May 2, 2021.", "post.md")
    dispute = conflict(ranking(FILED, told), [told])
    assert dispute is not None
    assert dispute.told
    assert [version.claims[0].shown for version in dispute.versions] == ["May 2, 2021", "May 3, 2021"]
    assert "a court or a record" in dispute.why_first


def test_a_difference_that_is_told_where_nothing_of_it_is_shown_is_none() -> None:
    assert conflict(ranking(FILED, PRESS, SURVEY), [PRESS]) is None
