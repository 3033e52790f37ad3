import random

from tests.training.marking import marked
from training.examples import Example
from training.from_rivals import Rivals
from training.pages import Page
from training.sets import Question

PARK = "The park opened in 1956. The park costs 4 euros. Dogs pay nothing. The park closes at dusk."
POOL = "The pool opened in 1961. The pool costs 7 euros. Caps must be worn. The pool closes at eight."
PAGES = {"a": Page.of("a", "Park", PARK), "b": Page.of("b", "Pool", POOL)}
PRICE = (PARK.index("The park costs"), PARK.index(" Dogs"))
SUM = (PARK.index("4 euros"), PARK.index("4 euros") + len("4 euros"))
ASKED = Question("What does the park cost?", {"a": (PRICE,)}, {"a": (SUM,)}, ("a", "b"))
SILENT = Question("Who runs the pool?", {}, {}, ("a", "b"), near={"b": ((0, POOL.index(" The pool costs")),)})


def _drawn(question: Question, *, phrases: bool = True, scope: tuple[str, ...] = ("a", "b")) -> list[Example]:
    rng = random.Random(3)
    rivals = Rivals(PAGES, "made", phrases=phrases)
    return [example for _ in range(40) for example in rivals.drawn(question, scope, rng)]


def test_only_the_evidence_is_marked_among_sentences_of_all_documents() -> None:
    with_evidence = [example for example in _drawn(ASKED) if example.answerable]
    assert with_evidence
    assert {text for example in with_evidence for text in marked(example)} == {"The park costs 4 euros."}
    assert any("The pool costs 7 euros." in example.passage for example in with_evidence)


def test_the_phrase_is_found_again_where_the_sentence_stands_now() -> None:
    for example in _drawn(ASKED):
        found = example.answer and example.passage[slice(*example.answer)]
        assert found == ("4 euros" if example.answerable else None)
        assert example.span_known


def test_now_and_then_the_evidence_is_missing_and_nothing_answers() -> None:
    drawn = _drawn(ASKED)
    silent = [example for example in drawn if not example.answerable]
    assert 0 < len(silent) < len(drawn) / 3
    assert not any("4 euros" in example.passage for example in silent)


def test_what_looks_like_an_answer_stands_in_every_lineup_that_nothing_answers() -> None:
    for example in _drawn(SILENT):
        assert not example.answerable
        assert "The pool opened in 1961." in example.passage


def test_each_document_has_its_heading_in_front_and_headings_are_no_sentences() -> None:
    for example in _drawn(ASKED):
        sentences = {example.passage[start:end] for start, end in example.sentences}
        assert sentences <= {PARK[slice(*span)] for span in PAGES["a"].sentences} | {
            POOL[slice(*span)] for span in PAGES["b"].sentences
        }
        assert example.passage.startswith(("Park:", "Pool:"))


def test_a_sentence_that_holds_the_answer_elsewhere_is_no_rival() -> None:
    other = {**PAGES, "c": Page.of("c", "News", "A walk in the park now costs 4 euros. It was 3.")}
    rng = random.Random(5)
    rivals = Rivals(other, "made", phrases=True)
    drawn = [example for _ in range(20) for example in rivals.drawn(ASKED, (), rng)]
    assert drawn
    assert not any("A walk in the park" in example.passage for example in drawn)


def test_without_known_phrases_none_is_taught() -> None:
    assert all(example.answer is None for example in _drawn(ASKED, phrases=False))
    assert {example.span_known for example in _drawn(ASKED, phrases=False) if example.answerable} == {False}
