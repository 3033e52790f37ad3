"""What the sources do not answer, told once a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.database import open_database
from bot.gaps import digest, gaps
from bot.home.recent import asked_by
from bot.local.limits import check_blocks
from bot.local.slack import LocalSlack
from bot.tables import TABLES
from bot.transcript import Transcript, Turn
from retrieval.answer import Question, Status
from tests.bot.answers import answer, citation
from tests.bot.asking import settle
from tests.bot.conftest import Serve, SettingsFor

WEEK = 7 * 24 * 3600.0


def turn(question: str, ts: str = "1", at: float = 0.0, channel: str = "C1", **changes: object) -> Turn:
    """A question to which the sources say nothing."""
    silent = {"status": Status.NOT_FOUND, "citations": (), "nearest": (citation(title="A secret title"),)}
    given = answer("", **{**silent, "id": f"{ts}-{question[:20]}", "question": question, **changes})
    return Turn("T0000LOCAL", channel, ts, ts, "U1", Question(question=question), given, at)


def test_questions_that_ask_much_the_same_are_one_gap() -> None:
    first, second = gaps(
        [
            turn("Who is the judge?"),
            turn("How high was the fine of Harbor Foods?"),
            turn("What was the fine of Harbor Foods?"),
            turn("Who sued?", status=Status.ANSWERED),
        ]
    )
    assert (first.times, len(first.wordings)) == (2, 2)
    assert second.wordings == ["Who is the judge?"]


def last_monday() -> float:
    now = datetime.now(UTC)
    return now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() - now.weekday() * 24 * 3600


def keep(settings: SettingsFor, *turns: Turn) -> None:
    engine = open_database(settings().place, TABLES)
    for each in turns:
        Transcript(engine).keep(each)
    engine.dispose()


@pytest.mark.parametrize("number", [1, 20, 21, 500])
def test_a_digest_of_any_size_fits_and_names_no_document_and_nobody(number: int) -> None:
    hostile = "<!channel> <@U1> " + "long " * 400
    found = gaps([turn(f"word{n} {hostile} other{n}?", ts=str(n)) for n in range(number)])
    message = digest(found * number if len(found) == 1 else found, 0.0)
    check_blocks(list(message.blocks))
    shown = str(message.blocks)
    assert "<!channel>" not in shown
    assert "secret title" not in shown
    assert "<@U1>" not in shown


def test_last_week_s_gaps_are_sent_once_to_the_channel_that_a_setting_names(
    slack: LocalSlack, serve: Serve, settings: SettingsFor
) -> None:
    monday, general = last_monday(), slack.general.id
    keep(
        settings,
        turn("Who is the judge?", at=monday - WEEK / 2, channel=general),
        turn("Who is the clerk of long ago?", ts="2", at=monday - 2 * WEEK, channel=general),
    )
    keepers = slack.workspace.add_channel("keepers")
    for _ in range(2):
        with serve(lambda question: answer(question=question.question), digest_channel=keepers.id):
            slack.wait_until(lambda: bool(slack.workspace.messages(keepers.id)))
            settle(slack)
    (told,) = slack.workspace.messages(keepers.id)
    assert "Who is the judge?" in str(told.blocks)
    assert "long ago" not in str(told.blocks)


def test_what_was_asked_in_private_is_counted_and_not_repeated(
    slack: LocalSlack, serve: Serve, settings: SettingsFor
) -> None:
    room = slack.workspace.add_channel("room", slack.person)
    room.is_private = True
    at = last_monday() - WEEK / 2
    keep(
        settings,
        turn("Who is the judge?", at=at, channel=slack.general.id),
        turn("May I be dismissed?", ts="2", at=at, channel=slack.direct.id),
        turn("What does the merger cost?", ts="3", at=at, channel=room.id),
        replace(turn("How much does Jane earn?", ts="4", at=at, channel=slack.general.id), question_ts=""),
    )
    keepers = slack.workspace.add_channel("keepers")
    with serve(lambda question: answer(question=question.question), digest_channel=keepers.id):
        slack.wait_until(lambda: bool(slack.workspace.messages(keepers.id)))
    told = str(slack.workspace.messages(keepers.id)[0].blocks)
    assert "Who is the judge?" in told
    assert not any(word in told for word in ("dismissed", "merger", "Jane"))
    assert "And 3 asked in private" in told


def test_an_answer_that_changed_by_itself_counts_as_no_question(tmp_path: Path) -> None:
    engine = open_database(tmp_path / "state.sqlite3", TABLES)
    transcript = Transcript(engine)
    transcript.keep(turn("Who is the judge?", at=1.0))
    transcript.keep(replace(turn("Who is the judge?", ts="2", at=2.0), unasked=True))
    assert [gap.times for gap in gaps(transcript.since(0.0))] == [1]
    assert len(asked_by(engine, "T0000LOCAL", "U1", 10)) == 1
    engine.dispose()
