"""The open question of a thread: the last that nobody has answered, for a mention that asks nothing itself."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.claims import Claim
from bot.clients import NO_CONNECTION, Identity, error_code
from bot.incoming import plain_text
from bot.posting import answered_question
from bot.talks import looks_like_a_question

logger = logging.getLogger(__name__)

_PAGE = 200


@dataclass(frozen=True, slots=True)
class Open:
    """A question that stands open in a thread."""

    ts: str
    who: str
    text: str


def open_question(reader: WebClient, claim: Claim, identity: Identity) -> Open | None:
    """The question that was open when ``claim`` was said. None too when the thread cannot be read."""
    try:
        pages = reader.conversations_replies(
            channel=claim.channel, ts=claim.thread_ts, limit=_PAGE, include_all_metadata=True
        )
        said = [message for page in pages for message in page.get("messages") or []]
    except SlackApiError as error:
        logger.warning("cannot read the thread in %s: %s", claim.channel, error_code(error))
        return None
    except NO_CONNECTION as error:
        logger.warning("cannot read the thread in %s: %s", claim.channel, type(error).__name__)
        return None
    return _last_open((each for each in said if str(each.get("ts") or "") < claim.ts), identity)


def _last_open(said: Iterable[Mapping[str, Any]], identity: Identity) -> Open | None:
    found: Open | None = None
    asking: set[str] = set()  # the question itself, and mentions without words, by which it was asked again
    for message in said:
        ts, who = str(message["ts"]), str(message.get("user") or "")
        text = plain_text(str(message.get("text") or ""), identity.user)
        if who == identity.user or message.get("bot_id"):
            if answered_question(message) in asking:
                found = None
        elif looks_like_a_question(text):
            found, asking = Open(ts, who, text), {ts}
        elif not text:
            asking.add(ts)
        elif found is not None and who != found.who:
            found = None  # somebody has answered
    return found
