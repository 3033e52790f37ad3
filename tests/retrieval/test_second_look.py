from dataclasses import replace

import pytest

from retrieval.evidence import AGAIN, ALONE, BESIDE, Candidate
from retrieval.question import Asked
from retrieval.reader import Reader
from retrieval.second_look import SECOND_LOOKS, read_again
from tests.retrieval.candidates import candidate

pytestmark = pytest.mark.xdist_group("model")

ASKED = Asked("How much was the fine?")
FINE = "The fine was 310 million euros."
SEAT = "The authority has its seat in Dublin."


@pytest.fixture(scope="module")
def reader() -> Reader:
    """The reader that ships."""
    return Reader()


def _again(reader: Reader, *quotes: str) -> list[Candidate]:
    return read_again(ASKED, [(candidate(quote, 1000 * n), 0.5) for n, quote in enumerate(quotes)], reader)


def _beside(found: Candidate) -> tuple[float, ...]:
    return found.signals[-len(BESIDE) :]


def test_what_a_second_look_says_is_added_and_all_else_stays(reader: Reader) -> None:
    before = candidate(FINE)
    (after,) = read_again(ASKED, [(before, 0.5)], reader)
    assert after.read_again
    assert after.signals[: -len(AGAIN)] == before.signals[: -len(AGAIN)]
    assert all(after.signals[-len(AGAIN) : -len(BESIDE)])
    assert replace(after, signals=before.signals, read_again=False) == before


def test_alone_a_sentence_reads_the_same_whatever_else_was_found(reader: Reader) -> None:
    (single,), (with_other, _) = _again(reader, FINE), _again(reader, FINE, SEAT)
    alone = slice(-len(AGAIN), -len(BESIDE))
    assert len(single.signals[alone]) == len(ALONE)
    assert with_other.signals[alone] == pytest.approx(single.signals[alone], abs=0.1)


def test_beside_the_others_the_one_that_answers_leads_and_they_are_behind(reader: Reader) -> None:
    seat, fine = _again(reader, SEAT, FINE)
    assert _beside(fine)[-1] > 0 > _beside(seat)[-1]
    assert _beside(fine)[-1] == pytest.approx(-_beside(seat)[-1])
    assert _beside(fine)[0] == _beside(seat)[0], "all of them together answer or do not"


def test_the_order_in_which_they_were_found_does_not_matter(reader: Reader) -> None:
    first, last = candidate(SEAT), candidate(FINE, 1000)
    one = read_again(ASKED, [(first, 0.5), (last, 0.4)], reader)
    other = read_again(ASKED, [(last, 0.5), (first, 0.4)], reader)
    assert {each.quote: _beside(each) for each in one} == {each.quote: _beside(each) for each in other}


def test_what_finds_no_room_counts_as_the_least_of_the_rest(reader: Reader) -> None:
    long = "The authority has many rooms, and in each of them sits somebody who writes. " * 30
    fine, seat, cut = _again(reader, FINE, SEAT, long)
    assert _beside(cut)[1:3] == _beside(seat)[1:3]
    assert _beside(fine)[-1] > 0


def test_a_sentence_longer_than_the_room_is_read_as_far_as_it_goes(reader: Reader) -> None:
    (found,) = _again(reader, FINE + " It was paid." * 300)
    assert _beside(found)[-1] == 0
    assert all(_beside(found)[:-1])


def test_only_the_best_are_read_again(reader: Reader) -> None:
    assert len(_again(reader, *(f"The fine of case {number} was {number} euros." for number in range(30)))) == (
        SECOND_LOOKS
    )


def test_of_nothing_nothing_is_read(reader: Reader) -> None:
    assert read_again(ASKED, [], reader) == []
