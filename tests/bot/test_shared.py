"""Several bot processes that share a PostgreSQL: one answer for each message, whichever of them dies."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from bot.claims import CLAIMS
from bot.local.slack import LocalSlack
from retrieval.answer import Answer, Question
from retrieval.database import open_database
from tests.bot.answers import echo
from tests.bot.asking import answers, settle
from tests.bot.conftest import Serve, SettingsFor
from tests.bot.process import BotProcess
from tests.postgres import Server


@pytest.fixture
def database(postgres: Server) -> str:
    return postgres.new_database()


def test_two_processes_that_are_sent_the_same_events_answer_each_question_once(
    slack: LocalSlack, settings: SettingsFor, tmp_path: Path, database: str
) -> None:
    shared = settings(database=database, adopt_seconds=0.2)
    with BotProcess(shared, tmp_path) as one, BotProcess(shared, tmp_path) as other:
        slack.wait_until(lambda: slack.connections >= 2)
        asked = [slack.say(slack.direct, slack.person, f"question {number}") for number in range(8)]
        for ts in asked:
            slack.redeliver(ts, times=3)  # the local Slack sends deliveries to the connections in turn
        for ts in asked:
            slack.wait_for_reply(slack.direct, ts)
        settle(slack)
        for process in (one, other):
            process.terminate()
            assert process.wait() == 0
    assert [len(answers(slack, ts)) for ts in asked] == [1] * 8
    assert not (tmp_path / "slack.sqlite").exists()
    assert _states(database) == {"answered"}


def test_what_a_killed_process_was_at_is_answered_once_by_the_other(
    slack: LocalSlack, settings: SettingsFor, tmp_path: Path, database: str
) -> None:
    shared = settings(database=database, adopt_seconds=0.2)
    with BotProcess(shared, tmp_path) as doomed:
        slack.wait_until(lambda: slack.connections >= 1)
        asked = [slack.say(slack.direct, slack.person, text) for text in ("wait: for it", "and then?", "and then?")]
        doomed.wait_until_asked()
        slack.wait_until(lambda: slack.acknowledged >= 3)
        with BotProcess(shared, tmp_path) as other:
            slack.wait_until(lambda: slack.connections >= 2)
            for ts in asked:
                slack.redeliver(ts, times=2)
            slack.wait_until(lambda: slack.acknowledged >= 9)
            assert [len(answers(slack, ts)) for ts in asked] == [0, 0, 0]  # they are the living one's
            doomed.kill()
            other.allow()
            for ts in asked:
                slack.wait_for_reply(slack.direct, ts)
            settle(slack)
    assert [len(answers(slack, ts)) for ts in asked] == [1, 1, 1]


def test_a_bot_whose_sessions_are_cut_goes_on_and_loses_nothing(
    slack: LocalSlack, serve: Serve, postgres: Server, database: str
) -> None:
    with serve(echo, database=database, adopt_seconds=0.2):
        first = slack.say(slack.direct, slack.person, "before?")
        slack.wait_for_reply(slack.direct, first)
        postgres.end_sessions()
        second = slack.say(slack.direct, slack.person, "after?")
        if slack.acknowledged < 2:
            slack.redeliver(second)  # as Slack does with what could not be stored
        slack.wait_for_reply(slack.direct, second)
        settle(slack)
    assert [len(answers(slack, ts)) for ts in (first, second)] == [1, 1]


def test_a_claim_that_cannot_be_recorded_while_the_server_is_away_is_finished_when_it_is_back(
    slack: LocalSlack, serve: Serve, postgres: Server, database: str
) -> None:
    def ask(question: Question) -> Answer:
        if not stopped:
            postgres.stop()
            stopped.append(question.question)
        return echo(question)

    stopped: list[str] = []
    with serve(ask, database=database, adopt_seconds=0.2):
        ts = slack.say(slack.direct, slack.person, "who sued?")
        slack.wait_until(lambda: bool(stopped))
        postgres.start()
        slack.wait_for_reply(slack.direct, ts)
        slack.wait_until(lambda: _states(database) == {"answered"})
        settle(slack)
    assert len(answers(slack, ts)) == 1


def _states(database: str) -> set[str]:
    engine = open_database(database, MetaData())
    with engine.connect() as connection:
        states = set(connection.execute(select(CLAIMS.c.state)).scalars())
    engine.dispose()
    return states
