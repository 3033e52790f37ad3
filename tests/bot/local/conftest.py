"""A stock Bolt app at the other end of a real socket."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.local.slack import LocalSlack

Body = dict[str, Any]


class Heard:
    """What the app's listeners were given, in order."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []
        self._changed = threading.Condition()

    def add(self, body: Body) -> None:
        with self._changed:
            self.bodies.append(body)
            self._changed.notify_all()

    def wait(self, count: int = 1) -> list[Body]:
        """The first ``count`` bodies, as soon as there are so many."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.bodies) >= count, 30)
            return self.bodies[:count]


def error_of(call: Callable[[], object]) -> str:
    """Slack's name for why a call is refused."""
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


def button(action_id: str = "go", **changes: object) -> Body:
    """A button to put into blocks."""
    return {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": "Go"},
        "value": "v",
        **changes,
    }


def modal(*blocks: Body, **changes: object) -> Body:
    """A modal as an app sends it."""
    title = {"type": "plain_text", "text": "Title"}
    shown = list(blocks) or [{"type": "divider"}]
    return {"type": "modal", "callback_id": "m", "title": title, "blocks": shown, **changes}


def asking(action_id: str = "typed", block_id: str = "asked", **changes: object) -> Body:
    """An input block."""
    label = {"type": "plain_text", "text": "Why?"}
    element = {"type": "plain_text_input", "action_id": action_id}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, **changes}


SUBMIT = {"type": "plain_text", "text": "Send"}


@contextmanager
def connected(bolt: App, slack: LocalSlack) -> Iterator[None]:
    """Hold a socket open for an app."""
    handler = SocketModeHandler(bolt, slack.app_token)
    handler.client.connect()
    slack.wait_until(lambda: slack.connections > 0)
    try:
        yield
    finally:
        # Closed from here, the client would go on waiting for a frame for three seconds; and it must have seen
        # the end before it is closed, or both of its threads close the same socket and one of them fails.
        handler.client.auto_reconnect_enabled = False
        slack.drop_sockets()
        slack.wait_until(lambda: not handler.client.is_connected())
        handler.client.close()


@pytest.fixture
def client(slack: LocalSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def app(slack: LocalSlack, client: WebClient) -> Iterator[App]:
    """A Bolt app that is connected; tests add listeners to it."""
    bolt = App(client=client)
    with connected(bolt, slack):
        yield bolt
