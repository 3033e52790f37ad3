import pytest

from retrieval.disputes.asking import About
from retrieval.disputes.told import about_of, of_record, told_claims
from retrieval.question import Asked
from tests.retrieval.disputes.claiming import candidate

YEAR = "Which years are given for the opening of the bridge?"


def _told(question: str, quote: str) -> list[str]:
    return [claim.shown for claim in told_claims(Asked(question), candidate(quote), 0.9)]


@pytest.mark.parametrize(
    ("question", "quote", "values"),
    [
        (YEAR, "Sources disagree on the year of the bridge, which is given as 1931 or 1932.", ["1931", "1932"]),
        (
            "Do the papers agree on the day of the strike?",
            "Reports on the first day of the strike differ: the Post has May 3, 1988, the Herald May 4, 1988.",
            ["May 3, 1988", "May 4, 1988"],
        ),
        (
            "How much did the tower cost?",
            "Accounts of the cost of the tower vary between the sources, from $3 million to $5 million.",
            [],  # a range is one value
        ),
        (
            "How much did the tower cost?",
            "Accounts of the cost of the tower vary: it is put at $3 million by the city and $5 million by the union.",
            ["$3 million", "$5 million"],
        ),
        (
            "On which day did the strike end?",
            "The Post dates the end of the strike to June 1, 1988, whereas the union says June 3, 1988.",
            ["June 1, 1988", "June 3, 1988"],
        ),
    ],
)
def test_the_values_that_a_sentence_sets_against_each_other_are_told(
    question: str, quote: str, values: list[str]
) -> None:
    assert _told(question, quote) == values


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        (YEAR, "The bridge was begun in 1929 and opened in 1931."),
        (YEAR, "Sources agree that the bridge was opened in 1931 and not in 1932."),
        (YEAR, "Sources disagree on the year of the bridge."),
        (YEAR, "Reports of 1931 and 1932 differ on who paid for the bridge."),
        (YEAR, "The bridge opened in May 1931, whereas the city says only that it was 1931."),
        ("Who designed the bridge?", "Sources disagree on the year of the bridge, which is given as 1931 or 1932."),
        ("What did the tower cost?", "The strike began on May 3, 1988, whereas the union says May 4, 1988."),
        (
            "When did the strike end?",
            "The strike of May 3 and the strike of June 4 ended alike, but the union reported a vote on July 5.",
        ),
    ],
)
def test_other_sentences_tell_of_no_difference(question: str, quote: str) -> None:
    assert _told(question, quote) == []


@pytest.mark.parametrize(
    ("quote", "about"),
    [
        ("Sources disagree on the year of the bridge, given as 1931 or 1932.", About.DATE),
        ("Sources disagree on the docket number, given as 12-cv-03088 or 12-cv-03089.", About.CASE_NUMBER),
        ("Sources disagree on the price, given as $3 million or $5 million.", About.AMOUNT),
        ("Sources disagree on the visitors, given as 3,000 or 5,000.", About.NUMBER),
    ],
)
def test_what_is_told_says_what_kind_of_thing_differs(quote: str, about: About) -> None:
    assert about_of(told_claims(Asked("Do the sources agree?"), candidate(quote), 0.9)) is about


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("The Post dates the strike to May 3, 1988, whereas the court record says May 4, 1988.", "May 4, 1988"),
        ("The register dates the strike to May 3, 1988, while the union says May 4, 1988.", "May 3, 1988"),
        ("The Post dates the strike to May 3, 1988, whereas the union says May 4, 1988.", None),
        ("The Post dates the court filing to May 3, 1988, whereas the union says May 4, 1988.", None),
        ("The docket dates the strike to May 3, 1988, whereas the court says May 4, 1988.", None),
        ("The Daily Record dates the strike to May 3, 1988, whereas the union says May 4, 1988.", None),
        ("A blog on court gossip dates the strike to May 3, 1988, whereas the union says May 4, 1988.", None),
        ("The union told the court that it was May 3, 1988, whereas the Post says May 4, 1988.", None),
        ("Court records disagree on the day, given as May 3, 1988 or May 4, 1988.", None),
    ],
)
def test_one_side_alone_can_be_of_record(quote: str, expected: str | None) -> None:
    found = of_record(told_claims(Asked("When was the strike?"), candidate(quote), 0.9))
    assert (found.shown if found else None) == expected
