from training.lineup import lineup


def test_a_heading_stands_once_before_the_sentences_under_it() -> None:
    lines, places = lineup(
        [("Fees", "It is 5."), ("Fees", "It was 4."), ("Rooms", "Twelve."), ("Fees", "Paid in May.")]
    )
    assert lines == ["Fees:", "It is 5.", "It was 4.", "Rooms:", "Twelve.", "Fees:", "Paid in May."]
    assert places == [1, 2, 4, 6]


def test_a_sentence_without_a_heading_stands_alone() -> None:
    assert lineup([("", "It is 5."), ("", "It was 4.")]) == (["It is 5.", "It was 4."], [0, 1])


def test_a_long_heading_leaves_room_for_the_sentences() -> None:
    lines, _ = lineup([("a" * 500, "It is 5.")])
    assert len(lines[0]) < 100


def test_nothing_makes_no_lines() -> None:
    assert lineup([]) == ([], [])
