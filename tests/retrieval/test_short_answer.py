import pytest

from retrieval.question import Asked
from retrieval.short_answer import short_answer
from tests.retrieval.candidates import candidate

FILED = "The suit was filed on January 21, 2025."


def test_of_several_values_the_one_that_the_reader_found_is_the_short_answer() -> None:
    quote = "The suit of January 21, 2025 was dropped on January 30, 2025."
    lead = candidate(quote, phrase=(quote.index("January 30"), len(quote) - 1), margin=2.0)
    assert short_answer(Asked("When was it dropped?"), lead) == "January 30, 2025"


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("When was the suit filed?", FILED, "January 21, 2025"),
        ("When was it filed after January 21, 2025?", FILED, None),
        ("When was it filed?", "It was filed in May 2024 or in June 2024.", None),
        ("How much is sought?", "The suit seeks $1,000 per user.", "$1,000"),
    ],
)
def test_a_kind_of_value_is_the_only_new_one_of_its_kind(question: str, quote: str, expected: str | None) -> None:
    assert short_answer(Asked(question), candidate(quote)) == expected


@pytest.mark.parametrize(
    ("phrase", "margin", "expected"),
    [((24, 33), 2.0, "Jane Roe."[:-1]), ((24, 33), -1.0, None), ((0, 33), 2.0, None)],
)
def test_the_readers_phrase_is_taken_when_it_is_sure_and_short(
    phrase: tuple[int, int], margin: float, expected: str | None
) -> None:
    lead = candidate("The suit was brought by Jane Roe.", phrase=phrase, margin=margin)
    assert short_answer(Asked("Who sued?"), lead) == expected


def _short(question: str, quote: str, phrase: str) -> str | None:
    """The short answer where the reader surely found the phrase."""
    start = quote.index(phrase)
    return short_answer(Asked(question), candidate(quote, phrase=(start, start + len(phrase)), margin=2.0))


@pytest.mark.parametrize(
    ("quote", "phrase", "expected"),
    [
        ("The tenant of the upper flat keeps two dogs in the garden.", "two dogs", None),
        ("The tenant of the upper flat keeps no dogs in the garden.", "no dogs", "no dogs"),
        ("Whoever rents the upper flat must keep dogs out of it.", "must keep dogs out", "must keep dogs out"),
        ("Keeping dogs was not the reason for the notice to the tenant.", "not the reason", "not the reason"),
        ("Keeping dogs in the upper flat is still possible on request.", "still possible", "still possible"),
        ("The tenant was noisy at night, but never kept dogs in the flat.", "never kept dogs", "never kept dogs"),
        ("The landlord says that the tenant never kept dogs in the flat.", "never kept dogs", None),
        ("The tenant insists that there are no dogs in the upper flat.", "no dogs", None),
    ],
)
def test_yes_or_no_is_told_by_a_phrase_that_says_so_as_a_fact(quote: str, phrase: str, expected: str | None) -> None:
    assert _short("Does the tenant keep dogs?", quote, phrase) == expected


@pytest.mark.parametrize(
    "question",
    ["Did the landlord say that dogs were kept?", "Were dogs kept in the flat, according to the landlord?"],
)
def test_a_question_whether_somebody_says_so_is_answered_by_what_they_say(question: str) -> None:
    quote = "The landlord says that the tenant never kept dogs in the flat."
    assert _short(question, quote, "never kept dogs") == "never kept dogs"


def test_a_follow_up_that_asks_for_a_name_is_no_question_for_yes_or_no() -> None:
    quote = "Ruth Abel closed the theatre on the quay in the spring."
    assert _short("Was the theatre closed – by whom?", quote, "Ruth Abel") == "Ruth Abel"


def test_a_phrase_that_only_repeats_the_question_is_no_answer() -> None:
    quote = "The toll of the old bridge at Wye was doubled by the council last year."
    assert _short("Who sets the toll of the old bridge?", quote, "The toll of the old bridge") is None
    assert _short("Who sets the toll of the old bridge?", quote, "the council") == "the council"


@pytest.mark.parametrize(
    ("question", "quote", "phrase", "expected"),
    [
        ("Was it sold with or without the farm?", "The mill was sold without the farm.", "without the farm", True),
        ("Is the hearing in Leeds or in York?", "The next hearing of the appeal is in York.", "York", True),
        ("Is the fee of the club for a month or a year?", "The fee of the club is collected by a bank.", "fee", False),
    ],
)
def test_one_of_two_that_a_question_offers_is_an_answer(question: str, quote: str, phrase: str, expected: bool) -> None:
    assert _short(question, quote, phrase) == (phrase if expected else None)


@pytest.mark.parametrize(
    ("question", "expected"),
    [("Which country joined the treaty?", None), ("Which country did not join the treaty?", "Norway")],
)
def test_what_a_sentence_denies_is_no_answer_unless_that_is_asked(question: str, expected: str | None) -> None:
    assert _short(question, "The treaty as it was signed in May does not bind Norway.", "Norway") == expected


def test_a_value_in_a_denial_is_no_answer() -> None:
    assert _short("When was the plan approved?", "The letter of May 3, 2021 is no approval.", "May 3, 2021") is None


def test_what_is_denied_beside_a_phrase_leaves_it_an_answer() -> None:
    quote = "The cook hid the key in a jar on the shelf and did not leave it in the lock."
    assert _short("Where did the cook put the key?", quote, "in a jar") == "in a jar"
    assert _short("Where did the cook put the key?", quote, "in the lock") is None


@pytest.mark.parametrize(
    "quote",
    [
        "The guild set the fine at €310 in a matter that was not about the boats.",
        "The guild took €310 from keepers who had not been told.",
        "The fine did not reach €310 until the guild met again in the town hall.",
    ],
)
def test_what_another_clause_denies_leaves_a_value_an_answer(quote: str) -> None:
    assert _short("How much was the fine?", quote, "€310") == "€310"


def test_a_question_for_what_is_so_without_something_is_no_yes() -> None:
    quote = "The ferry to Skye needs no ticket on a Sunday in winter."
    assert _short("Which ferry can be used without a ticket?", quote, "to Skye") == "to Skye"


def test_no_less_than_denies_nothing() -> None:
    quote = "The guard is paid, under clause nine, no less than the tariff wage."
    assert _short("What is the guard paid?", quote, "the tariff wage") == "the tariff wage"


@pytest.mark.parametrize(
    ("quote", "phrase", "expected"),
    [
        (
            "The recipe on the label needs flour, butter and salt, as any baker will tell you.",
            "flour",
            "flour, butter and salt",
        ),
        ("The recipe on the label needs butter and Dijon mustard in winter.", "Dijon mustard", None),
        (
            "In winter the label names Acme Foods, Bolt Dairy and Crane Mills as its makers.",
            "Bolt Dairy",
            "Acme Foods, Bolt Dairy and Crane Mills",
        ),
        ("What the label leaves out is told in rules 4(1)(b), 9 and 12 of that code.", "4", "4(1)(b), 9 and 12"),
        ("The label names flour, which is milled in Lyon, for every loaf.", "flour", "flour"),
        ("The label names flour and was printed by a shop in Lyon last year.", "flour", "flour"),
        (
            "Ann Hill, a baker and owner of the mill, told the makers what the label names.",
            "a baker and owner of the mill",
            "a baker and owner of the mill",
        ),
        ("On Monday, Acme and Bolt told the reporters what the label of the recipe names.", "Acme", "Acme and Bolt"),
    ],
)
def test_of_several_things_all_that_are_enumerated_are_marked_or_none(
    quote: str, phrase: str, expected: str | None
) -> None:
    assert _short("Which things are named?", quote, phrase) == expected


def test_one_item_answers_a_question_for_one() -> None:
    quote = "The recipe on the label needs flour, butter and salt."
    assert _short("Which fat does the recipe need?", quote, "butter") == "butter"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who opened the dam?", None),
        ("Who says that the dam was opened?", "The Evening Post"),
        ("Which papers report the opening of the dam?", "The Evening Post"),
    ],
)
@pytest.mark.parametrize(
    "quote",
    [
        "The Evening Post says that the dam was opened at night.",
        "The Evening Post dates the opening of the dam to a night in June.",
        "In a special issue, The Evening Post, citing a guard, said that the dam was opened at night.",
    ],
)
def test_who_reports_is_an_answer_only_where_that_is_asked(question: str, quote: str, expected: str | None) -> None:
    assert _short(question, quote, "The Evening Post") == expected


def test_what_a_sentence_says_of_its_source_answers_a_question_about_that_source() -> None:
    quote = "The chief engineer Ida Holm said that the dam was opened at night by two guards."
    assert _short("Who is Ida Holm?", quote, "chief engineer") == "chief engineer"


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ('silent as a fish"', "silent as a fish"),
        ('"silent as a fish"', '"silent as a fish"'),
        ('"silent', "silent"),
    ],
)
def test_a_quotation_mark_without_its_partner_is_left_out(phrase: str, expected: str) -> None:
    quote = 'What the witness was, in the words of the judge, was "silent as a fish".'
    assert _short("What was the witness?", quote, phrase) == expected


def test_a_sum_keeps_the_sign_of_its_currency() -> None:
    assert short_answer(Asked("How much does a seat cost?"), candidate("A seat costs €40 on Fridays.")) == "€40"
    quote = "A seat costs €40, which the Post puts at $45."
    assert _short("How much does a seat cost?", quote, "45") == "$45"


@pytest.mark.parametrize(
    ("question", "quote", "expected"),
    [
        ("When did the trams stop?", "For all lines, the city said on March 4, 2020 that trams would stop soon.", None),
        ("When did the trams stop?", "The city announced on March 4, 2020 that the trams would stop.", None),
        ("When did the trams stop?", "The trams stopped for good, the Post wrote on March 4, 2020.", None),
        ("When did the trams stop?", "The city said that the trams stopped on March 4, 2020.", "March 4, 2020"),
        ("When did Ida Holm blog?", "Ida Holm wrote in a blog on March 4, 2020 that trams had gone.", "March 4, 2020"),
        (
            "When did the city announce the end of the trams?",
            "The city announced on March 4, 2020 that the trams would stop.",
            "March 4, 2020",
        ),
    ],
)
def test_the_date_of_a_report_is_not_that_of_what_it_reports(question: str, quote: str, expected: str | None) -> None:
    assert short_answer(Asked(question), candidate(quote)) == expected


def test_a_denial_without_what_it_denies_is_no_answer() -> None:
    quote = "The notice of the guild does not list the isles among its ports."
    assert _short("Did the guild tell the isles?", quote, "does not") is None


@pytest.mark.parametrize(
    ("question", "phrase", "expected"),
    [
        ("Who sued the guild – for what?", "Jane Roe", None),
        ("Who sued the guild – and when?", "Jane Roe", "May 3, 1988"),
        ("Who sued the guild – and in York?", "Jane Roe", "Jane Roe"),
    ],
)
def test_a_follow_up_that_asks_for_something_else_is_not_answered_with_what_was_asked_before(
    question: str, phrase: str, expected: str | None
) -> None:
    quote = "On May 3, 1988 Jane Roe sued the guild of the keepers over the boats in the harbour."
    assert _short(question, quote, phrase) == expected
