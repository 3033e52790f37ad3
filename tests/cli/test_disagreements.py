from __future__ import annotations

from cli.disagreements import disagreement_card
from retrieval.answer import Citation, Disagreement, DisagreementVersion


def _citation(n: int, reliability: str, published: str) -> Citation:
    return Citation(
        n=n, doc_id=f"{n}.md", title="", version="0" * 64, start=0, end=1, quote="q",
        reliability=reliability, published=published,
    )  # fmt: skip


def test_each_version_is_shown_with_the_sort_and_the_date_of_its_sources() -> None:
    card = Disagreement(
        about="the date",
        versions=(
            DisagreementVersion(value="January 21, 2025", citations=(1, 2)),
            DisagreementVersion(value="January 21, [2024]", citations=(3,)),
        ),
        why_first="more independent sources give it (2 against 1)",
    )
    cited = [_citation(1, "primary", "2025-02-06"), _citation(2, "press", ""), _citation(3, "digest", "2025-01-24")]
    assert disagreement_card(card, cited).plain == (
        "The sources disagree on the date:\n"
        "  January 21, 2025 [1][2] primary source, 2025-02-06; press report\n"
        "  January 21, [2024] [3] digest, 2025-01-24\n"
        "  The first is first because more independent sources give it (2 against 1)."
    )
