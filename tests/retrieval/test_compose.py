import pytest

from retrieval.compose import Ranking, chosen, focused, spoken_of
from retrieval.question import Asked
from tests.retrieval.candidates import candidate, ranking, together

FILED = "The suit was filed on January 21, 2025."


def _quotes(question: str, *ranked: tuple[str, float]) -> list[str]:
    return [each.quote for each in chosen(ranking(question, *ranked))]


def test_nothing_is_shown_when_the_best_sentence_is_unsure() -> None:
    assert _quotes("When was it filed?", (FILED, 0.2), ("It rained.", 0.1)) == []


def test_nothing_is_shown_when_nothing_was_found() -> None:
    assert _quotes("When was it filed?") == []


def test_one_fact_gets_one_sentence() -> None:
    other = "The filing of the suit was announced in January 2025."
    assert _quotes("When was the suit filed?", (FILED, 0.9), (other, 0.8)) == [FILED]


def test_a_second_sentence_tells_what_the_lead_leaves_open() -> None:
    other = "Jane Roe is the plaintiff in the suit."
    assert _quotes("Who is the plaintiff of the suit filed in January?", (FILED, 0.9), (other, 0.8)) == [FILED, other]


def test_a_second_sentence_speaks_of_those_whom_the_lead_names() -> None:
    lead, other = "LinkedIn settled Perkins for $13 million.", "LinkedIn paid $6 million in another suit."
    assert _quotes("How much was paid in the suit of Perkins?", (lead, 0.9), (other, 0.8)) == [lead]


@pytest.mark.parametrize(("question", "first"), [("in which court?", "near"), ("in which court is Meta?", "far")])
def test_a_later_part_that_names_nobody_speaks_of_what_the_first_was_answered_about(question: str, first: str) -> None:
    near, far = candidate("It is in Ohio.", doc_id="near"), candidate("It is in Utah.", doc_id="far")
    ranked = focused(Ranking(Asked(question), [(far, 0.8), (near, 0.7)]), {"near"}).ranked
    assert ranked[0][0].hit.stored.document.doc_id == first


def test_an_answer_out_of_a_digest_speaks_of_no_document_alone() -> None:
    press, digest = candidate(FILED, doc_id="press"), candidate(FILED, doc_id="digest", reliability="digest")
    assert spoken_of([press, digest]) == {"press"}


def test_a_question_for_a_value_gets_no_second_sentence_without_one() -> None:
    question, lead, other = "When did the fine of Acme change?", "It was May.", "The fine of Acme is known."
    assert _quotes(question, (lead, 0.9), (other, 0.8)) == [lead]


def test_a_further_sentence_that_is_unsure_is_left_out() -> None:
    other = "Jane Roe is the plaintiff in the suit."
    assert _quotes("Who is the plaintiff of the suit filed in January?", (FILED, 0.9), (other, 0.2)) == [FILED]


@pytest.mark.parametrize("question", ["What are the claims?", "Which claims did it bring?", "List the claims"])
def test_a_list_gets_what_is_nearly_as_sure_and_five_sentences_at_most(question: str) -> None:
    claims = [(f"Claim {number} is different.", 0.9 - number / 100) for number in range(7)]
    assert _quotes(question, *claims, ("Claim 9 is unsure.", 0.5)) == [quote for quote, _ in claims[:5]]


@pytest.mark.parametrize("question", ["What data is not used?", "Which other information was kept?"])
def test_words_for_many_things_ask_for_a_list(question: str) -> None:
    kept = [("Passwords are kept out.", 0.9), ("Payment details are left aside.", 0.8), ("So is salary.", 0.7)]
    assert len(_quotes(question, *kept)) == 3


@pytest.mark.parametrize(
    "question",
    [
        "What happens to the claims?",
        "Which rule lets a plaintiff end the case?",
        "Which process does it use?",
        "What does LinkedIn's notice say?",
        "What about Perkins?",
    ],
)
def test_a_question_for_one_thing_gets_no_list(question: str) -> None:
    claims = [(f"Claim {number} is different.", 0.9 - number / 100) for number in range(5)]
    assert len(_quotes(question, *claims)) <= 2


def test_a_list_leaves_out_what_says_nothing_new() -> None:
    told = ("Fraud, theft and breach are the claims.", 0.9)
    assert _quotes("What are the claims?", told, ("The claims are breach and fraud.", 0.8)) == [told[0]]


def test_the_same_words_are_never_shown_twice() -> None:
    assert _quotes("What are the claims?", (FILED, 0.9), (FILED, 0.9)) == [FILED]


@pytest.mark.parametrize(("sure", "first"), [(0.8, "Filed on Tuesday."), (0.6, FILED)])
def test_a_digest_leads_only_when_no_other_source_is_about_as_sure(sure: float, first: str) -> None:
    digest, press = candidate(FILED, reliability="digest"), candidate("Filed on Tuesday.", 99, reliability="press")
    assert chosen(Ranking(Asked("When was it filed?"), [(digest, 0.9), (press, sure)]))[0].quote == first


@pytest.mark.parametrize("doubt", ["which no other source supports", "which is wrong"])
def test_words_that_their_own_source_doubts_do_not_lead_where_others_are_about_as_sure(doubt: str) -> None:
    assert _quotes("When was it filed?", (f"One site says on May 1, {doubt}.", 0.8), (FILED, 0.78))[0] == FILED


@pytest.mark.parametrize(("kind", "shown"), [(1.0, 2), (-1.0, 1), (0.0, 1)])
def test_who_differs_on_a_value_of_the_kind_asked_for_is_heard(kind: float, shown: int) -> None:
    lead, other = (
        candidate("The fine was $5."),
        candidate("A site says $7, which no other source supports.", 99, kind=kind),
    )
    assert len(chosen(Ranking(Asked("How big was the fine?"), [(lead, 0.9), (other, 0.6)]))) == shown


@pytest.mark.parametrize(
    ("question", "other", "shown"),
    [
        ("Was the sharing enabled?", "A digest says that sharing was not enabled, which no other source supports.", 2),
        ("Was the sharing enabled?", "A digest says that it rained, which no other source supports.", 1),
        ("Was it new – was the sharing enabled?", "A digest denies that sharing was enabled, which is wrong.", 1),
        ("Who enabled the sharing?", "A digest says that sharing was not enabled, which is wrong.", 1),
    ],
)
def test_who_says_no_of_the_same_where_another_says_yes_is_heard(question: str, other: str, shown: int) -> None:
    assert len(_quotes(question, ("Acme enabled the sharing.", 0.9), (other, 0.6))) == shown


@pytest.mark.parametrize(
    ("behind", "shown"),
    [
        (("However, the sum was cut to $3.",), 2),
        (("Two papers nevertheless speak of $3.",), 2),
        (("The sum was paid in May.",), 1),
        (("It rained.", "However, the sum was cut to $3."), 1),
    ],
)
def test_a_sentence_that_takes_the_lead_back_is_shown_with_it(behind: tuple[str, ...], shown: int) -> None:
    lead, *others = together("The court upheld the fine.", *behind)
    ranked = [(lead, 0.9), *((each, 0.01) for each in others)]
    assert len(chosen(Ranking(Asked("Who upheld the fine?"), ranked))) == shown


def test_a_press_report_that_is_surer_stays_in_front_of_a_digest() -> None:
    press, digest = candidate(FILED, reliability="press"), candidate("Filed on Tuesday.", 99, reliability="digest")
    assert chosen(Ranking(Asked("When was it filed?"), [(press, 0.9), (digest, 0.89)]))[0].quote == FILED
