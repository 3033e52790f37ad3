"""The store of claims."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.claims import CLAIMS, Claim, Claims
from bot.incoming import Incoming
from retrieval.database import Place
from retrieval.errors import UsageError


def message(ts: str, channel: str = "C1", team: str = "T1") -> Incoming:
    return Incoming(team, channel, ts, ts, f"question {ts}")


@pytest.fixture
def claims(place: Place) -> Iterator[Claims]:
    store = Claims(place)
    yield store
    store.close()


def take(claims: Claims) -> Claim:
    claim = claims.take()
    assert claim is not None
    return claim


def test_a_message_is_claimed_once_by_team_channel_and_ts(claims: Claims) -> None:
    assert claims.claim(message("1"))
    assert not claims.claim(message("1"))
    assert claims.claim(message("2"))
    assert claims.claim(message("1", channel="C2"))
    assert claims.claim(message("1", team="T2"))


def test_what_was_said_to_nobody_waits_without_a_word_of_its_place(claims: Claims) -> None:
    for each in (message("1"), replace(message("2"), unprompted=True), message("3")):
        claims.claim(each)
    assert [(each.ts, each.ahead) for each in claims.queued()] == [("3", 2)]


def test_many_threads_with_two_stores_claim_a_message_once(claims: Claims, place: Place) -> None:
    other = Claims(place)
    won: list[bool] = []
    threads = [
        threading.Thread(target=lambda store=store: won.append(store.claim(message("1"))))
        for store in (claims, other) * 8
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert sorted(won) == [False] * 15 + [True]


def test_a_channel_is_served_in_order_and_one_message_at_a_time(claims: Claims) -> None:
    for ts in ("2", "1"):
        claims.claim(message(ts))
    claims.claim(message("3", channel="C2"))
    first, other = take(claims), take(claims)
    assert (first.ts, other.ts) == ("2", "3")
    assert claims.take() is None
    claims.answered(first, "9")
    assert take(claims).ts == "1"


def test_a_claim_that_cannot_be_delivered_frees_its_channel(claims: Claims) -> None:
    claims.claim(message("1"))
    claims.claim(message("2"))
    claims.undeliverable(take(claims))
    assert take(claims).ts == "2"


def test_a_claim_handed_back_is_taken_again_as_resumed(claims: Claims) -> None:
    claims.claim(message("1"))
    claim = take(claims)
    assert not claim.resumed
    claims.hand_back(claim)
    assert take(claims).resumed


def test_only_what_a_dead_process_left_is_adopted(claims: Claims, place: Place) -> None:
    other = Claims(place)
    for ts in ("1", "2", "3"):
        other.claim(message(ts))
    other.answered(take(other), "9")
    take(other)
    assert claims.adopt() == 0
    other.close()
    assert claims.adopt() == 2
    assert take(claims) == Claim("T1", "C1", "2", "2", "question 2", resumed=True)


def test_the_question_is_forgotten_with_its_answer(claims: Claims, place: Place) -> None:
    claims.claim(message("1"))
    stored = select(CLAIMS.c.text, CLAIMS.c.answer_ts)
    reader = Claims(place)
    assert reader._change(stored) == [("question 1", None)]
    claims.answered(take(claims), "9")
    assert reader._change(stored) == [("", "9")]
    reader.close()
    assert not isinstance(place, Path) or b"question 1" not in place.read_bytes()


def test_old_finished_claims_are_dropped_and_open_ones_kept(claims: Claims) -> None:
    claims.claim(message("1"))
    claims.answered(take(claims), "9")
    claims.claim(message("2"))
    claims.forget(3600)
    assert not claims.claim(message("1"))
    claims.forget(-1)
    assert claims.claim(message("1"))
    assert not claims.claim(message("2"))


@pytest.mark.parametrize("content", [b"this is no database, but long enough to be looked at" * 40, None])
def test_a_state_file_that_cannot_be_used_is_named_and_kept(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "slack.sqlite"
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=r"slack\.sqlite cannot be used .* SLACK_STATE"):
        Claims(path)
    assert content is None or path.read_bytes() == content


def test_a_state_file_of_an_earlier_version_is_brought_up_to_date_with_its_claims(claims: Claims, place: Place) -> None:
    claims.claim(message("1"))
    with claims._engine.begin() as connection:
        for column in ("who", "changed_ts", "deleted"):
            connection.exec_driver_sql(f"ALTER TABLE claims DROP COLUMN {column}")
    claims.close()
    later = Claims(place)
    assert later.adopt() == 1
    assert take(later) == Claim("T1", "C1", "1", "1", "question 1", resumed=True)
    later.close()


def test_what_another_process_took_over_is_not_answered_here_any_more(claims: Claims, place: Place) -> None:
    claims.claim(message("1"))
    claim = take(claims)
    other = Claims(place)
    claims._presence.close()  # as when the session with the database breaks
    assert other.adopt() == 1
    assert not claims.is_current(claim)
    claims.answered(claim, "9")
    claims.hand_back(claim)
    taken = take(other)
    assert (taken.ts, taken.resumed) == ("1", True)
    assert other.is_current(taken)
    other.close()


def test_characters_that_a_database_may_refuse_are_no_reason_to_lose_a_question(claims: Claims) -> None:
    assert claims.claim(Incoming("T1", "C1", "1", "1", "who\0 sued? 🦊 '; DROP TABLE claims"))
    assert take(claims).text == "who\ufffd sued? 🦊 '; DROP TABLE claims"
