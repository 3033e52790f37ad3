"""The thread that sends what the bot owes, one message after the other, each until Slack has it or refuses it."""

from __future__ import annotations

import logging
import threading

from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError

from bot.clients import NO_CONNECTION, error_code, is_refusal, retry_after
from bot.outbox import Outbox, Owed
from bot.teams import NotInstalled, Team, Teams
from retrieval.errors import PinciteError

logger = logging.getLogger(__name__)

_EVENT_TYPE = "pincite_note"
_LOOK_SECONDS = 5.0  # for what another process left, or what is due again
_LONGEST_WAIT_SECONDS = 60.0
_PAGE = 200
_CLOCKS_DIFFER_SECONDS = 120.0


class Courier:
    """Sends. Like an answer each message carries a mark, by which it is found when a reply of Slack's was lost."""

    def __init__(self, teams: Teams, outbox: Outbox, retry_seconds: float) -> None:
        self._teams = teams
        self._outbox = outbox
        self._retry_seconds = retry_seconds
        self._stopping = threading.Event()
        self._changed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="courier", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def wake(self) -> None:
        """Say that there may be something to send."""
        self._changed.set()

    def stop(self, seconds: float) -> None:
        """Stop, waiting for so long at most; what is not sent stays owed."""
        self._stopping.set()
        self.wake()
        if self._thread.is_alive():
            self._thread.join(seconds)

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._changed.clear()
            try:
                while not self._stopping.is_set() and (owed := self._outbox.take()) is not None:
                    self._deliver(owed)
            except SQLAlchemyError as error:
                logger.warning("the bot's database cannot be used, trying again: %s", type(error).__name__)
            self._changed.wait(min(_LOOK_SECONDS, self._retry_seconds))

    def _deliver(self, owed: Owed) -> None:
        wait = min(self._retry_seconds * 2**owed.tries, _LONGEST_WAIT_SECONDS)
        try:
            team = self._teams.of(owed.team)
            channel = _channel(team, owed)
            if not (owed.tries and _is_there(team, owed, channel)):
                _send(team, owed, channel)
        except NotInstalled:
            self._outbox.done(owed, sent=False)
        except SlackApiError as error:
            if is_refusal(error):
                logger.warning("Slack takes no message in %s: %s", owed.channel, error_code(error))
                self._outbox.done(owed, sent=False)
            else:
                self._outbox.later(owed, max(wait, retry_after(error)))
        except (PinciteError, *NO_CONNECTION):
            self._outbox.later(owed, wait)
        else:
            self._outbox.done(owed, sent=True)


def _channel(team: Team, owed: Owed) -> str:
    """The channel of a message; to a person it goes directly."""
    if not owed.channel.startswith(("U", "W")):
        return owed.channel
    return str(team.reader.conversations_open(users=owed.channel)["channel"]["id"])


def _send(team: Team, owed: Owed, channel: str) -> None:
    team.sender.chat_postMessage(
        channel=channel,
        thread_ts=owed.thread_ts or None,
        text=owed.message.text,
        blocks=list(owed.message.blocks),
        metadata={"event_type": _EVENT_TYPE, "event_payload": {"key": owed.key}},
        unfurl_links=False,
        unfurl_media=False,
    )


def _is_there(team: Team, owed: Owed, channel: str) -> bool:
    """Whether an earlier attempt got through. False also when that cannot be seen: twice is better than never."""
    oldest = f"{max(0.0, owed.since - _CLOCKS_DIFFER_SECONDS):.6f}"
    try:
        if owed.thread_ts:
            pages = team.reader.conversations_replies(
                channel=channel, ts=owed.thread_ts, oldest=oldest, limit=_PAGE, include_all_metadata=True
            )
        else:
            pages = team.reader.conversations_history(
                channel=channel, oldest=oldest, limit=_PAGE, include_all_metadata=True
            )
        return any(_is_it(team, message, owed) for page in pages for message in page.get("messages") or [])
    except (SlackApiError, *NO_CONNECTION) as error:
        logger.warning("cannot look for an earlier message in %s: %s", channel, type(error).__name__)
        return False


def _is_it(team: Team, message: dict[str, object], owed: Owed) -> bool:
    mark = message.get("metadata")
    if not isinstance(mark, dict) or mark.get("event_type") != _EVENT_TYPE:
        return False
    own = message.get("user") == team.identity.user or message.get("bot_id") == team.identity.bot
    return own and (mark.get("event_payload") or {}).get("key") == owed.key
