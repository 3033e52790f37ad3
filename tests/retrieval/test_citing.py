import pytest

from ingest.loaders.source import Loaded
from ingest.passages import parse
from retrieval.answer import Scope
from retrieval.citing import cite, cited_references
from retrieval.errors import PinciteError
from retrieval.question import Asked
from tests.retrieval.candidates import candidate

RUN = " ".join(f"[{number}]" for number in range(1, 7))
LIST = "\n".join(f"[{number}] https://example.org/{number}" for number in range(1, 7))


def _cited(question: str, words: str) -> list[tuple[str, Scope]]:
    """The references of the one sentence of a document, closest first."""
    text = f"{words}\n\n## References\n\n{LIST}\n"
    document = parse(Loaded("a", text, "a", markdown=True))
    [sentence] = document.passages[0].sentences
    found = cited_references(sentence, document.references, Asked(question), text)
    assert all(reference.url == f"https://example.org/{reference.marker}" for reference in found)
    return [(reference.marker, reference.scope) for reference in found]


SENTENCE = f"Harbor Foods {RUN} sold herring as sardines [2], bought from a broker [3], and paid a fine of €40,000 [4]."


@pytest.mark.parametrize(
    ("question", "marker"),
    [
        ("What did they sell as sardines?", "2"),
        ("From which broker was it bought?", "3"),
        ("How high was the fine?", "4"),
    ],
)
def test_the_reference_of_the_clause_that_answers_comes_first_and_those_of_the_document_last(
    question: str, marker: str
) -> None:
    found = _cited(question, SENTENCE)
    others = [number for number in "234" if number != marker]
    assert found == [
        (marker, Scope.CLAUSE),
        *((number, Scope.SENTENCE) for number in others),
        *((number, Scope.DOCUMENT) for number in "156"),
    ]


def test_markers_that_close_one_clause_are_all_of_it() -> None:
    found = _cited("How high was the fine?", "It sold herring [1], and paid a fine of €40,000 [4] [5].")
    assert found == [("4", Scope.CLAUSE), ("5", Scope.CLAUSE), ("1", Scope.SENTENCE)]


def test_a_clause_without_a_marker_has_no_reference_of_its_own() -> None:
    found = _cited("Who denied it?", "It sold herring [1], bought from a broker [2], which the company denied.")
    assert found == [("1", Scope.SENTENCE), ("2", Scope.SENTENCE)]


def test_a_marker_behind_the_full_stop_closes_the_last_clause() -> None:
    assert _cited("What did the company deny?", "The company denied it. [5]") == [("5", Scope.CLAUSE)]


def test_a_marker_without_a_reference_is_not_cited() -> None:
    assert _cited("How high was the fine?", "It paid a fine of €40,000 [99].") == []


def test_a_reference_is_cited_once_at_its_closest() -> None:
    found = _cited("How high was the fine?", "It sold herring [4], and paid a fine of €40,000 [4].")
    assert found == [("4", Scope.CLAUSE)]


def test_a_citation_says_where_its_words_stand() -> None:
    citation = cite(candidate("A fact is here.", 5), Asked("What is here?"), "Well.A fact is here. More.", 2)
    assert (citation.n, citation.quote, citation.start, citation.end) == (2, "A fact is here.", 5, 20)


@pytest.mark.parametrize("text", ["Well.A fact was here. More.", "A fact is here.", ""])
def test_words_that_do_not_stand_there_are_never_cited(text: str) -> None:
    with pytest.raises(PinciteError, match=r"a\.md no longer matches its stored text"):
        cite(candidate("A fact is here.", 5), Asked("What is here?"), text, 1)
