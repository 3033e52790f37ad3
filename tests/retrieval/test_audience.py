from typing import Any

import pytest

from retrieval.audience import EVERYONE, Readers, audience, includes, may_see, together


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("legal", "legal"),
        ("Support,  legal ,legal", "legal, support"),
        (["Legal", "the  board"], "legal, the board"),
        ("everyone", EVERYONE),
        (["legal", "Everyone"], EVERYONE),
    ],
)
def test_an_audience_is_one_line_however_it_is_written(given: Any, kept: str) -> None:
    assert audience(given) == kept


@pytest.mark.parametrize("given", ["", " , ", [], [""], 5, None, {"legal": 1}, ["legal", 3], "x" * 300])
def test_an_audience_that_cannot_be_told_is_refused_and_never_everyone(given: Any) -> None:
    with pytest.raises(ValueError, match="audience"):
        audience(given)


@pytest.mark.parametrize(
    ("readers", "shelf", "seen"),
    [
        ((), EVERYONE, True),
        ((), "legal", False),
        (((),), "legal", False),
        ((("legal",),), "legal", True),
        ((("legal",),), "legal, support", True),
        ((("legal",), ("support",)), "legal, support", True),
        ((("legal",), ("support",)), "legal", False),
        ((("legal",), ()), "legal", False),
        ((("legal",), ()), EVERYONE, True),
        ((("leg",),), "legal", False),
    ],
)
def test_what_is_seen_is_what_every_reader_may_see(readers: Readers, shelf: str, seen: bool) -> None:
    assert may_see(readers, shelf) is seen


@pytest.mark.parametrize(
    ("readers", "others", "included"),
    [
        ((), (), True),
        ((), ((),), True),
        ((), (("legal",),), False),
        ((("legal",),), (), True),
        ((("legal",),), (("legal",), ("support",)), True),
        ((("legal",),), (("board", "legal"),), False),
        ((("board", "legal"),), (("legal",),), True),
        ((("board", "legal"), ()), (("legal",),), False),
    ],
)
def test_whoever_sees_all_that_others_see_may_read_their_answers(
    readers: Readers, others: Readers, included: bool
) -> None:
    assert includes(readers, others) is included


def test_those_who_belong_to_the_same_are_one_reader() -> None:
    assert together([["legal", "Board"], ["board", "legal"], []]) == ((), ("board", "legal"))
