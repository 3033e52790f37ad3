"""What Slack shows of an agent at work: its own Stop while it works, and prompts to begin with.

All of it is a courtesy: where Slack refuses it, for want of a scope or of an agent view, the answer comes all the same.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator, Sequence

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.claims import Claim
from bot.clients import NO_CONNECTION

logger = logging.getLogger(__name__)

_PROMPTS = 4
_TITLE = "Ask what the sources say"


@contextlib.contextmanager
def at_work(client: WebClient, claim: Claim) -> Iterator[None]:
    """Show inside the ``with`` block that a thread is being worked on; with it comes Slack's Stop."""
    where = {"channel_id": claim.channel, "thread_ts": claim.thread_ts}
    _try(lambda: client.agents_sessions_setStatus(status="processing", **where))
    try:
        yield
    finally:
        # It does not clear itself.
        _try(lambda: client.agents_sessions_setStatus(status="active", **where))


def suggest(client: WebClient, channel: str, questions: Sequence[str]) -> None:
    """Offer questions above an empty conversation."""
    prompts = [{"title": question, "message": question} for question in questions[:_PROMPTS]]
    if prompts:
        _try(lambda: client.assistant_threads_setSuggestedPrompts(channel_id=channel, title=_TITLE, prompts=prompts))


def _try(call: Callable[[], object]) -> None:
    try:
        call()
    except (SlackClientError, *NO_CONNECTION) as error:
        logger.debug("not shown: %s", type(error).__name__)
