"""Quotes checked after their sources really changed and were ingested again."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.answer import Answer, Citation, Status
from retrieval.index import Index
from retrieval.markers import shown
from retrieval.verify import Checked, Finding, find_quote, verify
from tests.retrieval.indexed import MODEL, ingested, written

ARTICLE = "# The fine\n\nHarbor Foods [1] paid a fine of €40,000\nin 2021 [2]. It denied it.\n"
QUOTE = "Harbor Foods paid a fine of €40,000 in 2021."


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return written(tmp_path / "sources", fine=ARTICLE, other="# Other\n\nQuite another fact is here.\n")


def _cited(index: Index) -> Answer:
    """An answer that cites the first sentence of the article, as it now stands."""
    version = index.store.current_version("fine.md") or ""
    [stored] = index.store.by_row(sorted(index.store.rows_of(["fine.md"]))).values()
    sentence = stored.passage.sentences[0]
    quote = shown((index.store.text(version) or "")[sentence.start : sentence.end])
    place = {"version": version, "start": sentence.start, "end": sentence.end, "quote": quote}
    citation = Citation.model_validate({"n": 1, "doc_id": "fine.md", "title": "The fine", **place})
    return Answer(id="1", question="?", status=Status.ANSWERED, answer=quote, confidence=1.0, citations=(citation,))


def _checked(tmp_path: Path, sources: Path, **changed: str | None) -> Checked:
    """Cite, change the sources (None: delete), ingest, verify."""
    ingested(tmp_path / "index", sources)
    index = Index.open(tmp_path / "index", MODEL)
    answer = _cited(index)
    assert answer.answer == QUOTE
    for name, text in changed.items():
        if text is None:
            (sources / f"{name}.md").unlink()
        else:
            written(sources, **{name: text})
    if changed:
        ingested(tmp_path / "index", sources, prune=True)
    [check] = verify(answer, index.store)
    return check


def test_a_quote_of_an_unchanged_source_is_verified(tmp_path: Path, sources: Path) -> None:
    check = _checked(tmp_path, sources)
    assert (check.finding, check.holds) == (Finding.VERIFIED, True)


def test_a_change_of_another_source_changes_nothing(tmp_path: Path, sources: Path) -> None:
    assert _checked(tmp_path, sources, other="Something else.\n").finding is Finding.VERIFIED


@pytest.mark.parametrize(
    "text",
    [
        f"A new first paragraph.\n\n{ARTICLE}",
        ARTICLE.replace("[1]", "[3]").replace("Harbor Foods", "News: Harbor Foods"),
        ARTICLE.replace(" [1]", "").replace("\nin", " in"),
    ],
)
def test_words_that_stand_elsewhere_in_their_source_have_moved(tmp_path: Path, sources: Path, text: str) -> None:
    check = _checked(tmp_path, sources, fine=text)
    assert (check.finding, check.holds) == (Finding.MOVED, True)
    start, end = map(int, check.where.removeprefix("now at ").split("–"))
    assert shown(text[start:end]) == QUOTE


@pytest.mark.parametrize("new", ["€50,000", "€40,000.00", "€40,000, it says,"])
def test_words_that_were_changed_do_not_hold(tmp_path: Path, sources: Path, new: str) -> None:
    check = _checked(tmp_path, sources, fine=ARTICLE.replace("€40,000", new))
    assert (check.finding, check.holds) == (Finding.CHANGED, False)


def test_a_source_that_was_removed_is_gone(tmp_path: Path, sources: Path) -> None:
    check = _checked(tmp_path, sources, fine=None)
    assert (check.finding, check.holds) == (Finding.GONE, False)


def test_words_that_stand_in_another_document_only_are_named_with_it(tmp_path: Path, sources: Path) -> None:
    check = _checked(tmp_path, sources, fine=None, renamed=ARTICLE)
    assert (check.finding, check.where, check.holds) == (Finding.OTHER_DOCUMENT, "found in renamed.md", False)


def test_a_source_that_lost_the_words_to_another_says_where_they_went(tmp_path: Path, sources: Path) -> None:
    check = _checked(tmp_path, sources, fine="# The fine\n\nNothing to see.\n", moved=ARTICLE)
    assert (check.finding, check.where) == (Finding.OTHER_DOCUMENT, "found in moved.md")


def test_an_answer_given_before_a_change_is_verified_when_the_change_is_taken_back(
    tmp_path: Path, sources: Path
) -> None:
    ingested(tmp_path / "index", sources)
    index = Index.open(tmp_path / "index", MODEL)
    answer = _cited(index)
    for text in (ARTICLE.replace("2021", "2022"), ARTICLE):
        written(sources, fine=text)
        ingested(tmp_path / "index", sources)
    assert [check.finding for check in verify(answer, index.store)] == [Finding.VERIFIED]


@pytest.mark.parametrize("change", [{"start": 0}, {"end": 10**9}, {"start": -5}, {"version": "0" * 64}])
def test_right_words_at_a_wrong_place_have_moved(tmp_path: Path, sources: Path, change: dict[str, object]) -> None:
    ingested(tmp_path / "index", sources)
    store = Index.open(tmp_path / "index", MODEL).store
    answer = _cited(Index.open(tmp_path / "index", MODEL))
    forged = answer.citations[0].model_copy(update=change)
    assert verify(answer.model_copy(update={"citations": (forged,)}), store)[0].finding is Finding.MOVED


def test_the_nearest_passages_are_checked_too(tmp_path: Path, sources: Path) -> None:
    ingested(tmp_path / "index", sources)
    index = Index.open(tmp_path / "index", MODEL)
    answer = _cited(index)
    declined = answer.model_copy(update={"citations": (), "nearest": answer.citations})
    assert [check.finding for check in verify(declined, index.store)] == [Finding.VERIFIED]


@pytest.mark.parametrize(
    "text",
    [
        "It is the regulator (the DPC) [4], which decided.",
        "It is the regulator (the DPC)[4][5], which decided [6].",
        "It\nis the [1] regulator\r\n  (the DPC), which decided.",
        "[1] It is the regulator (the DPC), which\u00a0decided.[2]",
    ],
)
def test_a_quote_is_found_whatever_markers_and_spaces_stand_in_it(text: str) -> None:
    quote = "It is the regulator (the DPC), which decided."
    found = find_quote(quote, f"Before.  {text} After. {text}")
    assert found is not None
    assert shown(f"Before.  {text}"[slice(*found)]) == quote


@pytest.mark.parametrize("quote", ["", " ", "No such words.", "it is the regulator"])
def test_a_quote_that_is_not_there_is_not_found(quote: str) -> None:
    assert find_quote(quote, "It is the regulator.\n") is None


class OneText:
    """A single document, in the version that it is given."""

    def __init__(self, text: str) -> None:
        self._text = text

    def current_version(self, doc_id: str) -> str | None:
        return "new" if doc_id == "plans.md" else None

    def current_versions(self) -> list[tuple[str, str]]:
        return [("plans.md", "new")]

    def text(self, version: str) -> str | None:
        return self._text if version == "new" else None


@pytest.mark.parametrize(
    ("quote", "text", "finding"),
    [
        ("The annual fee is $5", "- The annual fee is $500\n", Finding.CHANGED),
        ("The annual fee is $5", "- The annual fee is $5.50\n", Finding.CHANGED),
        ("The annual fee is $5", "- The annual fee is $5 million\n", Finding.CHANGED),
        ("The rate is 5", "The rate is 5% a year.\n", Finding.CHANGED),
        ("Refunds are possible", "- No Refunds are possible\n", Finding.CHANGED),
        ("The fee is $5.", "The fee is $5.50 in all.\n", Finding.CHANGED),
        ("The annual fee is $5", "Fees:\n1. The annual fee is $5 [2]\n", Finding.MOVED),
        ("The annual fee is $5", "| Plan | Fee |\n| A | The annual fee is $5 |\n", Finding.MOVED),
        ("The fee is $5.", "It was $4. “The fee is $5.” So they say.\n", Finding.MOVED),
        ("The fee is $5,", "## (a) The fee is $5, where it is due.\n", Finding.MOVED),
        ("more than 30 were left out.", "> It was so:\n> more than 30\n> were left out.\n", Finding.MOVED),
        ("it is due at once.", "The fee is $5, it is due at once.\n", Finding.MOVED),
    ],
)
def test_words_count_only_as_a_statement_of_their_own(quote: str, text: str, finding: Finding) -> None:
    citation = Citation.model_validate(
        {"n": 1, "doc_id": "plans.md", "title": "", "version": "old", "start": 0, "end": len(quote), "quote": quote}
    )
    answer = Answer(
        id="a", question="?", status=Status.ANSWERED, answer=f"{quote} [1]", confidence=1.0, citations=(citation,)
    )
    assert [check.finding for check in verify(answer, OneText(text))] == [finding]


def test_a_piece_of_a_very_long_sentence_moves_as_a_piece(tmp_path: Path, sources: Path) -> None:
    names = " and ".join(f"Anna{number} Smith{number}" for number in range(90))
    written(sources, fine=f"# The suit\n\nIt was filed by {names} in May.\n")
    ingested(tmp_path / "index", sources)
    index = Index.open(tmp_path / "index", MODEL)
    version = index.store.current_version("fine.md") or ""
    text = index.store.text(version) or ""
    stored = index.store.by_row(sorted(index.store.rows_of(["fine.md"]))).values()
    places = [(each.start, each.end) for row in stored for each in row.passage.sentences]
    cited = [
        Citation.model_validate(
            {"n": n, "doc_id": "fine.md", "title": "", "version": version, "start": start, "end": end}
            | {"quote": shown(text[start:end])}
        )
        for n, (start, end) in enumerate(places, 1)
    ]
    assert len(cited) > 1
    answer = Answer(id="1", question="?", status=Status.ANSWERED, answer="", confidence=1.0, citations=tuple(cited))
    written(sources, fine=f"# The suit\n\nA line above.\n\nIt was filed by {names} in May.\n")
    ingested(tmp_path / "index", sources)
    assert {check.finding for check in verify(answer, index.store)} == {Finding.MOVED}
