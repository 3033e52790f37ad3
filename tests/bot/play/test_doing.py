"""What the page may send: as whom, and to which messages."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from bot.local.model import User
from bot.play.run import Playground, playground
from bot.play.view import as_slack_sends
from retrieval.store import Store
from tests.bot.answers import echo


@pytest.fixture
def local(store: Store) -> Iterator[Playground]:
    with playground(echo, store) as running:
        yield running


@pytest.fixture
def client(local: Playground) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=local.slack.address, trust_env=False) as opened:
        yield opened


def maria(local: Playground) -> User:
    return next(user for user in local.slack.workspace.users.values() if user.name == "maria")


def refusal(client: httpx.Client, address: str, **body: object) -> str:
    """Why something is refused."""
    got = client.post(f"/play/{address}", json=body)
    assert got.status_code == 400
    return str(got.json()["error"])


def test_nobody_speaks_as_the_bot_or_as_somebody_who_is_not_there(client: httpx.Client, local: Playground) -> None:
    slack, place = local.slack, {"channel": local.slack.general.id, "text": "hello"}
    assert "not_allowed" in refusal(client, "messages", **place, **{"as": slack.workspace.bot.id})
    assert "user_not_found" in refusal(client, "messages", **place, **{"as": "U9"})
    assert slack.workspace.messages(slack.general.id) == []


def test_nobody_speaks_in_the_direct_messages_of_another(client: httpx.Client, local: Playground) -> None:
    body = {"channel": local.slack.direct.id, "text": "hello", "as": maria(local).id}
    assert "not_in_channel" in refusal(client, "messages", **body)


@pytest.mark.parametrize("deed", ["edit", "delete"])
def test_nobody_changes_what_another_said(client: httpx.Client, local: Playground, deed: str) -> None:
    slack = local.slack
    for author in (maria(local), slack.workspace.bot):
        ts = slack.say(slack.general, author, "mine")
        assert "cant_update_message" in refusal(client, deed, channel=slack.general.id, ts=ts, text="yours")
        assert slack.workspace.message(slack.general.id, ts).text == "mine"


def test_nobody_uses_what_only_another_sees(client: httpx.Client, local: Playground) -> None:
    slack = local.slack
    post, bot = slack.workspace.post, slack.workspace.bot
    whispered = post(bot, slack.general.id, "for Maria", visible_to=maria(local).id)
    place = {"channel": slack.general.id, "ts": whispered.ts}
    for deed in ("delete", "shortcut", "stop", "actions"):
        assert "message_not_found" in refusal(client, deed, **place)


def test_a_command_that_the_app_does_not_have_is_refused(client: httpx.Client, local: Playground) -> None:
    body = {"channel": local.slack.general.id, "text": "/pancake now"}
    assert "/pancake is not a command" in refusal(client, "command", **body)


def test_what_the_app_does_not_take_in_time_is_told(client: httpx.Client, local: Playground) -> None:
    body = {"channel": local.slack.general.id, "text": "/pincite who?"}
    assert "not acknowledge" in refusal(client, "command", **body)


def test_what_is_typed_is_escaped_and_names_become_mentions(local: Playground) -> None:
    users = local.slack.workspace.users
    assert (
        as_slack_sends("@Maria & <all> @nobody a@maria", users)
        == f"<@{maria(local).id}> &amp; &lt;all&gt; @nobody a@maria"
    )
