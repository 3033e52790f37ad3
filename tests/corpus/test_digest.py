from __future__ import annotations

import re

import pytest

from tests.corpus.article import MARKER, read_digest

DIGEST = read_digest()

# Every row is one sentence's key words and the markers that stand in it.
FACTS = [
    (("Microsoft subsidiary",), ""),
    (("sharing Premium users' private messages", "artificial intelligence (AI)"), ""),
    (("violations of privacy", "misuse of data"), ""),
    (("Microsoft owns LinkedIn",), "8"),
    (("class-action lawsuit", "US District Court for the Northern District of California"), "7"),
    (("Users of LinkedIn Premium brought",), "11"),
    (("plaintiffs", "Alessandro De La Torre"), "2"),
    (("filed on January 21, 2024",), ""),
    (("unlawfully disclosed", "third parties"), "7"),
    (("affiliates of Microsoft", "provider that is not specified"), "2"),
    (("purpose", "generative AI"), "1"),
    (("Stored Communications Act", "federal law"), ""),
    (("second claim", "breach of contract"), "1 2 3 5 7 10 11"),
    (("third claim", "California's unfair competition law"), "1 2 3 5 8 11"),
    (("before it updated its privacy policy",), "11"),
    (("updated its privacy policy in September 2024",), "11"),
    (("disclosed", "machine learning"), "11"),
    (("new privacy setting in August 2024",), ""),
    (("enrolled users automatically", "personal data"), ""),
    (("without notifying them properly", "explicit consent"), ""),
    (("reversed", "UK", "European Economic Area", "Switzerland"), "1 3 9 10 1 2 3 9 10"),
    (("users in the US", "opt-out policy"), ""),
    (("public only in September", "backlash"), ""),
    (("critical disclosures", "FAQ", "Privacy Policy"), "10"),
    (("minimize public scrutiny",), "3"),
    (("conceal", "privacy policy", "one month after"), "6"),
    (("eroded the trust",), ""),
    (("emphasizes how sensitive",), "8"),
    (("personal and professional", "employment", "compensation"), ""),
    (("$1,000 per user",), ""),
    (("additional damages", "breach of contract", "California's Unfair Competition Law"), ""),
    (("delete all AI models", "collected improperly"), "2"),
    (("permanently embedded",), ""),
    (("without authorization", "other Microsoft products", "breaches of privacy and misuse"), "8"),
    (("denies the claims",), "5"),
    (('"false claims with no merit"',), ""),
    (("shares no user data", "UK", "European Economic Area", "Switzerland"), "1 3 9 10 1 2 3 9 10"),
    (("more than one billion users",), "1"),
    (("significant share", "US"), "1"),
    (("2023", "$1.7 billion", "premium subscriptions"), "1"),
    (("scrutiny", "Irish Data Protection Commission"), "4"),
    (("Irish Data Protection Commission", "€310 million", "General Data Protection Regulation (GDPR)"), "4"),
    (("tension", "technological progress", "privacy"), ""),
    (("data protection law", "trust of users"), ""),
    (("precedent",), ""),
    (("stricter regulation", "more transparent"), ""),
    (("eleven numbered references",), ""),
    (("tenth reference", "2025/01/23"), ""),
]


@pytest.mark.parametrize(("words", "markers"), FACTS)
def test_digest_states_each_fact_of_its_source_with_the_same_markers(words: tuple[str, ...], markers: str) -> None:
    standing = [MARKER.findall(line) for line in DIGEST.sentences if all(word in line for word in words)]
    assert markers.split() in standing


def test_digest_states_nothing_beyond_those_facts() -> None:
    assert len(DIGEST.sentences) == len(FACTS)


def test_every_marker_is_listed_and_every_reference_is_used() -> None:
    assert DIGEST.markers == {str(number) for number in range(1, 12)}
    assert set(MARKER.findall(DIGEST.body)) == DIGEST.markers


def test_references_have_their_own_addresses() -> None:
    urls = [reference["url"] for reference in DIGEST.front["references"]]
    assert len(set(urls)) == len(urls)
    assert all(url.startswith("https://") for url in urls)
    assert "/2025/01/23/" in urls[9]


def test_front_matter_says_that_the_digest_is_a_secondary_source() -> None:
    assert DIGEST.front["kind"] == "digest"
    assert "secondary source" in DIGEST.front["publisher"]
    assert DIGEST.front["published"].isoformat() == "2025-01-24"
    assert DIGEST.front["url"].startswith("https://")


@pytest.mark.parametrize("sentence", DIGEST.sentences)
def test_each_sentence_stands_alone(sentence: str) -> None:
    assert sentence.endswith(".")
    assert not re.match(r"(It|They|This|These|He|She)\b(?! digest)", sentence)
    assert re.search(r"LinkedIn|companies|Irish Data Protection Commission", sentence)


@pytest.mark.parametrize("sentence", [line for line in DIGEST.sentences if MARKER.search(line)])
def test_markers_close_a_clause_and_never_open_a_sentence_on_a_bare_name(sentence: str) -> None:
    opening = sentence[: MARKER.search(sentence).start()].split()  # type: ignore[union-attr]
    assert len(opening) >= 3
    assert re.search(r"\](\.|,| and | or )", sentence)


def test_prose_is_plain() -> None:
    assert not re.search(r"[*_`]|\]\(|https?:", "\n".join(DIGEST.sentences))
