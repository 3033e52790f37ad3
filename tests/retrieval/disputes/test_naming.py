import pytest

from retrieval.disputes.naming import names_given, sought


@pytest.mark.parametrize(
    "question",
    [
        "Which judge is the case assigned to?",
        "In which court was the suit filed?",
        "Who is the chief executive of Acme?",
        "Who was appointed as arbitrator?",
        "who wrote the report",
        "What is the capital of Oberland?",
        "Which law firm represents the plaintiff?",
        "Which country's law governs the contract?",
    ],
)
def test_what_there_is_one_of_is_asked_by_its_name(question: str) -> None:
    assert sought(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who sued the company?",
        "Who signed the letter?",
        "Who are the plaintiffs?",
        "Who were the judges?",
        "Which judges heard the case?",
        "What is the difference between the plans?",
        "What is the court's reason?",
        "When did the judge rule?",
        "In which city is the court?",
    ],
)
def test_what_there_may_be_several_of_is_not(question: str) -> None:
    assert sought(question) is None


@pytest.mark.parametrize(
    ("question", "quote", "given"),
    [
        ("Which judge heard the case?", "Judge Edward J. Davila heard the case.", ["Judge Edward J. Davila"]),
        (
            "Which judge is the case assigned to?",
            "The case is assigned to Judge Davila of the Northern District of California.",
            ["Judge Davila"],
        ),
        ("Who wrote the report?", "The report was written by Maria Keller in May 2021.", ["Maria Keller"]),
        ("Who wrote the report?", "The report on Acme was written by Maria Keller and Tom Brandt.", []),
        ("Which company bought Tessel?", "Quarry Works bought Tessel.", ["Quarry Works"]),
        ("Which company bought Tessel?", "Tessel bought Larch Mills.", []),
        ("Who is the chair of Acme?", "In London, Jane Roe is the chair of Acme.", ["Jane Roe"]),
        ("Who is the chair of Acme?", "Jane Roe was the chair of Acme until 2019.", []),
        ("In which court was the suit filed?", "The suit was filed in San Jose.", []),
        ("Who owns Acme?", "Breach of contract was a claim of its own in the Acme suit.", []),
        ("Who is the plaintiff in the suit?", "Users of Halden Premium are the plaintiffs in the suit.", []),
        ("Who owns Acme?", "Borealis owns Acme.", ["Borealis"]),
        (
            "In which court was the suit filed?",
            "The suit was filed in the Northern District of California.",
            ["Northern District of California"],
        ),
    ],
)
def test_the_names_that_can_answer_are_read(question: str, quote: str, given: list[str]) -> None:
    assert [quote[slice(*span)] for span, _ in names_given(question, quote)] == given
