import pytest

from ingest.blocks import Block, markdown_blocks, text_blocks


def _cut(text: str, blocks: list[Block]) -> list[tuple[int, str]]:
    """Each block's level and its very words, read by its offsets."""
    return [(block.level, text[block.start : block.end]) for block in blocks]


def _markdown(text: str, start: int = 0) -> list[tuple[int, str]]:
    return _cut(text, list(markdown_blocks(text, start)))


def _plain(text: str) -> list[tuple[int, str]]:
    return _cut(text, list(text_blocks(text, 0)))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("# Claims\n", (1, "Claims")),
        ("### The *first* claim ###\n", (3, "The *first* claim")),
        ("Claims\n======\n", (1, "Claims")),
        ("Claims of\nthe class\n---------\n", (2, "Claims of\nthe class")),
        ("> ## Quoted\n", (2, "Quoted")),
    ],
)
def test_a_heading_is_its_words_without_its_signs(text: str, heading: tuple[int, str]) -> None:
    assert _markdown(text) == [heading]


def test_the_items_of_a_list_stand_alone_without_bullets() -> None:
    text = "- one\n- two\n  goes on\n    - inner\n1. first\n\n   second paragraph\n- [x] done\n"
    words = ["one", "two\n  goes on", "inner", "first", "second paragraph", "done"]
    assert _markdown(text) == [(0, item) for item in words]


def test_the_rows_of_a_table_stand_alone_and_the_rule_is_left_out() -> None:
    text = "Before.\n\n| Year | Fine |\n|------|------|\n| 2024 | €310 million |\n\nAfter.\n"
    rows = ["Before.", "| Year | Fine |", "| 2024 | €310 million |", "After."]
    assert _markdown(text) == [(0, row) for row in rows]


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    text = "The complaint says that the\nmessages were disclosed\nto others.\n\nLinkedIn denies it.\n"
    paragraphs = ["The complaint says that the\nmessages were disclosed\nto others.", "LinkedIn denies it."]
    assert _markdown(text) == [(0, paragraph) for paragraph in paragraphs]


@pytest.mark.parametrize("text", ["```py\na = 1\nb = 2\n```\n", "~~~\na = 1\n\nb = 2\n~~~\n", "    a = 1\n    b = 2\n"])
def test_the_lines_of_code_are_kept_and_its_fences_are_not(text: str) -> None:
    assert _markdown(text) == [(0, "a = 1"), (0, "b = 2")]


@pytest.mark.parametrize("text", ["```\na = 1\nb = 2\n", "```\na = 1\nb = 2", "````\na = 1\nb = 2\n"])
def test_code_that_nobody_closed_loses_no_line(text: str) -> None:
    assert _markdown(text) == [(0, "a = 1"), (0, "b = 2")]


def test_front_matter_is_not_read_and_offsets_count_from_the_start_of_the_file() -> None:
    front = "---\ntitle: A title\n---\n"
    [block] = markdown_blocks(f"{front}The fact.\n", len(front))
    assert (block.start, block.end) == (len(front), len(front) + len("The fact."))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_offsets_are_exact_whatever_ends_the_lines(end: str) -> None:
    text = end.join(["# Head", "", "One é.", "goes on.", "", "- item", "", "Last."])
    assert _markdown(text) == [(1, "Head"), (0, f"One é.{end}goes on."), (0, "item"), (0, "Last.")]


def test_line_ends_may_be_mixed() -> None:
    assert _markdown("One\r\r\nTwo\r\rThree\n\nFour\n") == [(0, "One"), (0, "Two"), (0, "Three"), (0, "Four")]


def test_characters_beyond_the_basic_plane_count_as_one() -> None:
    assert _markdown("𝄞 music 🎵\n\nNext.\n") == [(0, "𝄞 music 🎵"), (0, "Next.")]


def test_a_short_line_alone_is_a_heading_of_plain_text() -> None:
    text = "The Claims\n\nThe first claim is here.\n\nnot a heading\n\nSee https://example.org\n"
    assert _plain(text) == [
        (1, "The Claims"),
        (0, "The first claim is here."),
        (0, "not a heading"),
        (0, "See https://example.org"),
    ]


def test_plain_text_is_cut_by_line_unless_it_is_hard_wrapped() -> None:
    lines = "First line of it.\nSecond line of it.\n"
    assert _plain(lines) == [(0, "First line of it."), (0, "Second line of it.")]
    wrapped = "The complaint says that the messages of the members were shared\n" * 4
    assert len(_plain(wrapped.replace("The", "the"))) == 1


def test_nothing_gives_no_block() -> None:
    assert _markdown(" \n\n\t\n") == _plain(" \n\n\t\n") == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p align=center>The deadline is June 5.</p>", ["The deadline is June 5."]),
        (
            "<details>\n<summary>How much?</summary>\nIt costs\n5 dollars.\n</details>",
            ["How much?", "It costs\n5 dollars."],
        ),
        ("<table>\n<tr><td>The fee</td>\n<td>is 5.</td></tr>\n</table>", ["The fee", "is 5."]),
        ("<div>\nIt may <b>not</b> be sold.\n</div>", ["It may <b>not</b> be sold."]),
        ("<div title='a > b'>\nIt may be sold.\n</div>", ["It may be sold."]),
        ("> <div>\n> It may be sold.\n> </div>", ["It may be sold.\n>"]),
        ("<p><a href='https://a.org'><img src='a.png'></a></p>", []),
        ("<p>&nbsp;</p>", []),
        ("<!-- A comment\n\nof two paragraphs. -->", []),
        ("<script>\nlet fee = 5\n\nlet day = 6\n</script>", []),
        ("<style>\np { color: red }\n</style>", []),
    ],
)
def test_raw_html_is_read_without_its_tags(html: str, words: list[str]) -> None:
    assert _markdown(f"Before.\n\n{html}\n\nAfter.\n") == [(0, part) for part in ["Before.", *words, "After."]]


def test_a_heading_in_raw_html_is_one() -> None:
    assert _markdown("<h2 align='center'>Fees</h2>\n<p>None.</p>\n") == [(2, "Fees"), (0, "None.")]


def test_a_line_of_its_own_keeps_the_sign_that_says_more_than() -> None:
    text = "Left out was an index\n> 30 or an age\n> 90.\n\n> Quoted is\n> 30.\n"
    kept = ["Left out was an index", "> 30 or an age", "> 90.", "Quoted is", "30."]
    assert _plain(text) == [(0, words) for words in kept]


def test_a_quoted_paragraph_keeps_the_sign_that_tells_what_the_next_one_says() -> None:
    assert _markdown("> A fine of\n> 30 million.\n") == [(0, "> A fine of\n> 30 million.")]
    assert _markdown("> A fine of\n> many millions.\n") == [(0, "A fine of\n> many millions.")]


def test_a_long_paragraph_of_lines_is_cut_into_each() -> None:
    lines = [f"Record {number} was stored and nothing went wrong with it." for number in range(2000)]
    assert _plain("\n".join(lines)) == [(0, line) for line in lines]


def test_each_of_many_short_paragraphs_is_a_heading_or_not_as_it_would_be_alone() -> None:
    parts = [part for number in range(1000) for part in (f"Record {number}", f"Nothing went wrong with {number}.")]
    assert _plain("\n\n".join(parts)) == [(1 - place % 2, part) for place, part in enumerate(parts)]
