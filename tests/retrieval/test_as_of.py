"""Answers as of an earlier day, over sources that are read again and again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from retrieval.answer import Answer, Question, Status
from retrieval.assistant import Assistant
from retrieval.errors import UsageError
from retrieval.index import Index
from retrieval.markers import shown
from retrieval.search import search
from retrieval.view import View
from tests.embedder import HashEmbedding
from tests.retrieval.indexed import MODEL, ingested, written

TODAY = datetime.now(UTC).date()
FILED, WITHDRAWN = "The case against Harbour was filed in Boston.", "The case against Harbour was withdrawn in Salem."


def _article(text: str, **front: str) -> str:
    fields = "".join(f"{name}: {value}\n" for name, value in front.items())
    return f"---\ntitle: Harbour\n{fields}---\n\n{text}\n"


@pytest.fixture
def index(tmp_path: Path) -> Callable[..., Index]:
    """Bring the index up to date with some articles (and no others) and open it."""

    def build(**articles: str) -> Index:
        for old in (tmp_path / "sources").glob("*.md"):
            old.unlink()
        ingested(tmp_path / "index", written(tmp_path / "sources", **articles), prune=True)
        return Index.open(tmp_path / "index", MODEL)

    return build


def _found(index: Index, day: date | None, *scope: str, question: str = "case against Harbour") -> set[tuple[str, str]]:
    """The documents found and their sentences."""
    vector = HashEmbedding().get_query_embedding(question)
    passages = [hit.stored for hit in search(index, question, vector, 9, scope, day)]
    return {
        (
            stored.document.doc_id,
            shown((index.store.text(stored.document.version) or "")[sentence.start : sentence.end]),
        )
        for stored in passages
        for sentence in stored.passage.sentences
    }


def _quotes(index: Index, day: date | None, *scope: str, question: str = "case against Harbour") -> set[str]:
    return {quote for _, quote in _found(index, day, *scope, question=question)}


def _asked(index: Index, day: date | None, *scope: str) -> Answer:
    question = Question(question="What happened to the case against Harbour?", scope=scope, as_of=day)
    return Assistant(index, HashEmbedding(), None).ask(question)


def test_an_article_is_known_from_its_own_date(index: Callable[..., Index]) -> None:
    opened = index(
        a=_article(FILED, published="2025-01-22"), b=_article(WITHDRAWN, published="2025-01-31", as_of="2025-02-06")
    )
    assert _quotes(opened, date(2025, 1, 21)) == set()
    assert _quotes(opened, date(2025, 1, 22)) == {FILED}
    assert _quotes(opened, date(2025, 2, 5)) == {FILED}
    assert _quotes(opened, date(2025, 2, 6)) == _quotes(opened, None) == {FILED, WITHDRAWN}


def test_the_version_of_the_day_answers_after_the_article_has_changed(index: Callable[..., Index]) -> None:
    index(a=_article(FILED, published="2025-01-22"))
    opened = index(a=_article(WITHDRAWN, published="2025-01-22", as_of="2025-01-31"))
    assert _quotes(opened, None) == _quotes(opened, date(2025, 1, 31)) == {WITHDRAWN}
    then = _asked(opened, date(2025, 1, 30))
    [found] = (*then.citations, *then.nearest)
    text = opened.store.text(found.version)
    assert text is not None
    assert (found.quote, text[found.start : found.end]) == (FILED, FILED)
    assert then.as_of is not None
    assert (then.as_of.day, then.as_of.documents, then.as_of.earlier_versions) == (date(2025, 1, 30), 1, 1)


def test_a_change_that_gives_no_later_date_is_known_from_the_day_it_was_read(index: Callable[..., Index]) -> None:
    index(a=_article(FILED, published="2025-01-22"))
    opened = index(a=_article(WITHDRAWN, published="2025-01-22"))
    assert _quotes(opened, TODAY - timedelta(days=2)) == {FILED}
    assert _quotes(opened, TODAY + timedelta(days=1)) == {WITHDRAWN}


def test_an_article_without_a_date_is_known_from_the_day_it_was_read(index: Callable[..., Index]) -> None:
    opened = index(a=_article(FILED))
    assert _quotes(opened, TODAY - timedelta(days=2)) == set()
    assert _quotes(opened, TODAY + timedelta(days=1)) == {FILED}


def test_what_was_removed_since_is_still_known_then_and_can_be_named(index: Callable[..., Index]) -> None:
    index(a=_article(FILED, published="2025-01-22"), b=_article(WITHDRAWN, published="2025-01-31"))
    opened = index(b=_article(WITHDRAWN, published="2025-01-31"))
    assert _quotes(opened, date(2025, 2, 1)) == {FILED, WITHDRAWN}
    assert _quotes(opened, date(2025, 2, 1), "a.md") == {FILED}
    assert _quotes(opened, TODAY + timedelta(days=1)) == {WITHDRAWN}
    for day in (None, date(2025, 1, 1)):
        with pytest.raises(UsageError, match=r"no document 'a\.md'"):
            _asked(opened, day, "a.md")


def test_an_article_that_returns_to_its_first_words_is_found_among_the_live_ones(index: Callable[..., Index]) -> None:
    first = _article(FILED, published="2025-01-22")
    index(a=first)
    index(a=_article(WITHDRAWN, published="2025-01-22", as_of="2025-01-31"))
    opened = index(a=first)
    assert View(opened, ()).known(date(2025, 1, 25)).live == ("a.md",)
    assert _quotes(opened, date(2025, 1, 25)) == {FILED}


def test_two_articles_of_the_same_words_keep_their_own_past(index: Callable[..., Index]) -> None:
    index(a=_article(FILED, published="2025-01-22"), b=_article(FILED, published="2025-01-22"))
    opened = index(
        a=_article(WITHDRAWN, published="2025-01-22", as_of="2025-01-31"), b=_article(FILED, published="2025-01-22")
    )
    assert _found(opened, date(2025, 1, 25)) == {("a.md", FILED), ("b.md", FILED)}
    assert _found(opened, date(2025, 1, 31)) == {("a.md", WITHDRAWN), ("b.md", FILED)}


def test_nothing_known_is_said_as_such(index: Callable[..., Index]) -> None:
    answer = _asked(index(a=_article(FILED, published="2025-01-22")), date(2020, 1, 1))
    assert (answer.status, answer.reason, answer.nearest) == (Status.NOT_FOUND, "no document", ())
    assert answer.as_of is not None
    assert answer.as_of.documents == 0


def test_an_ordinary_question_says_nothing_of_days_and_finds_no_earlier_words(index: Callable[..., Index]) -> None:
    index(a=_article(FILED, published="2025-01-22"))
    opened = index(a=_article(WITHDRAWN, published="2025-01-22"))
    assert _asked(opened, None).as_of is None
    assert _quotes(opened, None, question="Boston") == {WITHDRAWN}


@pytest.fixture
def past() -> dict[str, str]:
    """What was published in January 2025: cases of several towns, some told at length."""
    towns = ("Boston", "Salem", "Dover", "Concord", "Albany", "Hartford", "Augusta", "Trenton")
    return {
        f"case{number}": _article(
            f"The case {number} against Harbour was filed in {town}."
            + f" It asks for damages of {number} dollars." * 2,
            published=f"2025-01-{number + 10}",
        )
        for number, town in enumerate(towns)
    } | {
        "long": _article(" ".join(f"Pier {n} was built for ships of {n} feet." for n in range(60)), as_of="2025-01-02")
    }


QUESTIONS = (
    "Where was the case 3 against Harbour filed?",
    "What damages does the case in Dover ask for?",
    "Which pier?",
)
DAY = date(2025, 2, 1)


def _ranked(index: Index, question: str, *scope: str) -> list[tuple[str, tuple[int, ...], tuple[float, ...]]]:
    """What was found, in its order, with its scores."""
    hits = search(index, question, HashEmbedding().get_query_embedding(question), 9, scope, DAY)
    return [
        (
            hit.stored.document.version,
            tuple(sentence.start for sentence in hit.stored.passage.sentences),
            tuple(round(score, 4) for score in (hit.dense, hit.lexical, hit.fused)),
        )
        for hit in hits
    ]


def _told(index: Index, question: str, *scope: str) -> tuple[object, ...]:
    answer = Assistant(index, HashEmbedding(), None).ask(Question(question=question, scope=scope, as_of=DAY))
    quotes = [(each.doc_id, each.quote) for each in (*answer.citations, *answer.nearest)]
    return answer.status, round(answer.confidence, 3), answer.answer, quotes


@pytest.mark.parametrize("scope", [(), ("case3.md", "case5.md", "long.md")])
def test_what_comes_later_changes_no_answer_of_a_day(
    index: Callable[..., Index], past: dict[str, str], scope: tuple[str, ...]
) -> None:
    def now(opened: Index) -> list[object]:
        return [(_ranked(opened, each, *scope), _told(opened, each, *scope)) for each in QUESTIONS]

    before = now(index(**past))
    later = {
        f"note{n}": _article(f"The damages and the case of a pier in Dover: {n}." * 3, published="2026-01-05")
        for n in range(70)
    }
    assert now(index(**past, **later)) == before
    changed = past | {
        "case3": _article("The case 3 against Harbour was withdrawn.", published="2025-01-13", as_of="2026-02-01"),
        "long": _article("Pier 3 is gone.", as_of="2026-02-01"),
    }
    del changed["case5"]
    assert now(index(**changed, **later)) == before


def test_of_many_passages_the_same_ones_are_candidates_whether_live_or_not(index: Callable[..., Index]) -> None:
    towns = [
        f"The case {number} against Harbour was filed in Boston {'again ' * (number % 7)}." for number in range(150)
    ]
    past = {f"case{number}": _article(text, published="2025-01-22") for number, text in enumerate(towns)}
    question = "Which case was filed in Boston again?"
    before = _ranked(index(**past), question)
    gone = [name for number, name in enumerate(past) if number % 3]
    assert _ranked(index(**{name: text for name, text in past.items() if name not in gone}), question) == before
