from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from ingest.blocks import markdown_blocks
from ingest.sentences import split_sentences
from retrieval.markers import shown
from tests.corpus import checks
from tests.corpus.article import CORPUS, DIGEST, Article, read_articles

ARTICLES = read_articles()
OURS = [article for article in ARTICLES if article.name != DIGEST]
BY_NAME = {article.name: article for article in ARTICLES}


def test_there_are_enough_articles() -> None:
    assert len(ARTICLES) >= 15


@pytest.mark.parametrize("name", BY_NAME)
def test_front_matter_is_complete_and_markers_match_the_references(name: str) -> None:
    assert list(checks.front_matter(BY_NAME[name])) == []


@pytest.mark.parametrize("name", BY_NAME)
def test_each_sentence_stands_alone_with_its_markers_behind_what_they_support(name: str) -> None:
    problems = [(line, problem) for line in BY_NAME[name].sentences for problem in checks.sentence(line)]
    assert problems == []


@pytest.mark.parametrize("name", [article.name for article in OURS])
def test_an_article_has_sections_and_a_readable_length(name: str) -> None:
    assert 20 <= len(BY_NAME[name].sentences) <= 45
    assert len(BY_NAME[name].sections) >= 3
    assert all(section.startswith("## ") for section in BY_NAME[name].sections)


@pytest.mark.parametrize("name", BY_NAME)
def test_each_line_is_read_as_one_sentence(name: str) -> None:
    article = BY_NAME[name]
    blocks = [block for block in markdown_blocks(article.body, 0) if block.level == 0]
    numbers = frozenset(article.markers)
    spans = [span for block in blocks for span in split_sentences(article.body, block.start, block.end, numbers)]
    assert [article.body[span.start : span.end] for span in spans] == article.sentences


def test_no_sentence_and_no_title_stands_twice() -> None:
    lines = Counter(shown(line).casefold() for article in ARTICLES for line in article.sentences)
    titles = Counter(article.front["title"] for article in ARTICLES)
    assert [line for line, times in (lines + titles).items() if times > 1] == []


def test_every_kind_and_reliability_is_explained() -> None:
    explained = (CORPUS / "README.md").read_text(encoding="utf-8")
    for word in checks.KINDS | checks.RELIABILITIES:
        assert f"`{word}`" in explained


DISAGREEMENTS = [
    (("filed on January 21, 2024",), ("filed on January 21, 2025",)),
    (("filing", "January 22, 2025"), ("filed on January 21, 2025",)),
    (("August 2022",), ("August 2023",), ("August 2024",)),
    (('"enable or disable"',), ("opted users in automatically",)),
    (("Michael O'Neill",), ("one named plaintiff",)),
    (("$1,000", "alone"), ("$1,000", "also", "Unfair Competition Law"), ("$1,000", "for each plaintiff")),
    (("false claims with no merit",), ("claims baseless",), ("we are not using member messages",)),
    (("UK", "EEA and Switzerland as regions"), ("Mainland China",), ("Hong Kong", "only from October 11, 2024")),
    (("with prejudice",), ("dismissed without prejudice",), ("thrown out",)),
    (("dismissal", "to January 31, 2025"), ("dismissed", "January 30, 2025")),
    (('leaves out the word "not"',), ("evidence that it did not use private messages",)),
    (("associate general counsel",), ("vice president of legal",), ("LinkedIn's general counsel", "Wight")),
    (("does not list the UK",), ("count the UK",), ("in the coming weeks",)),
    (("only data collected after November 3, 2025",), ("only new content",), ("training that has taken place stays",)),
    (("175 million",), ("millions of LinkedIn Premium customers",)),
    (("$1.7 billion in 2023",), ("twelve months before March 2024",)),
    (("May 28, 2018",), ("to August 2018",)),
    (("€215 million",), ("total of €310 million",)),
    (("private messages were never used",), ("messages were disclosed for AI training",)),
    (("1.7 million", "no second source"),),
]


@pytest.mark.parametrize("sides", DISAGREEMENTS)
def test_each_side_of_a_disagreement_is_stated(sides: tuple[tuple[str, ...], ...]) -> None:
    lines = [line for article in ARTICLES for line in article.sentences]
    for words in sides:
        assert any(all(word in line for word in words) for line in lines), words


GOOD = "The lawsuit against LinkedIn was filed on January 21, 2025 [1]."


@pytest.mark.parametrize(
    "line",
    [
        "The lawsuit against LinkedIn was filed on January 21, 2025 [1]",
        "It was filed against LinkedIn on January 21, 2025 [1].",
        "LinkedIn [1][2][3] was sued over private messages.",
        "LinkedIn Corporation and the Microsoft Corporation [1], were sued.",
        "The lawsuit against LinkedIn was filed[1].",
        "The lawsuit against LinkedIn [1] was filed on January 21, 2025.",
        "The lawsuit against LinkedIn was filed last month [1].",
        "LinkedIn Premium brought in $1.7bn in 2023 [1].",
        "The lawsuit against LinkedIn was *filed* [1].",
        'LinkedIn said "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen" [1].',
        'LinkedIn said "no [1].',
        "The suit was filed in a court.",
    ],
)
def test_a_bad_sentence_is_found(line: str) -> None:
    assert not list(checks.sentence(GOOD))
    assert list(checks.sentence(line))


@pytest.mark.parametrize(
    "change",
    [
        {"title": None},
        {"published": "January 2025"},
        {"published": date(2019, 1, 1)},
        {"as_of": date(2019, 1, 1)},
        {"as_of": None},
        {"kind": "novel"},
        {"reliability": "high"},
        {"tags": []},
    ],
)
def test_bad_front_matter_is_found(change: dict[str, object]) -> None:
    article = OURS[0]
    assert list(checks.front_matter(replace(article, front=article.front | change)))


def _listing(**change: object) -> Article:
    reference = {
        "marker": "1",
        "url": "https://example.org/page",
        "publisher": "The Example",
        "date": date(2025, 1, 21),
    }
    return Article("x.md", {"published": date(2025, 1, 21), "references": [reference | change]}, GOOD)


@pytest.mark.parametrize(
    "change",
    [
        {"marker": "2"},
        {"marker": 1},
        {"url": "example.org"},
        {"url": "https://example.org/"},
        {"publisher": ""},
        {"date": "January 21, 2025"},
        {"author": "Somebody"},
    ],
)
def test_a_bad_reference_is_found(change: dict[str, object]) -> None:
    assert not list(checks.references(_listing()))
    assert list(checks.references(_listing(**change)))
