"""Running the bot, from the first check of the tokens to the last answer in hand."""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.client import BaseSocketModeClient

from bot.answering import Answerer, Streaming
from bot.app import build_app
from bot.claims import Claim, Claims
from bot.clients import NO_CONNECTION, Identity, explain, identify, repeating_client, single_client
from bot.desk import Desk
from bot.inbox import Inbox
from bot.library import Ask, Library
from bot.office import Office, open_office
from bot.opened import open_question
from bot.posting import Poster
from bot.replying import Replies
from bot.rules import Rules
from bot.settings import BotSettings, check
from bot.sight import Sight
from bot.workers import Workers
from retrieval.directory import NOBODY, Directory

logger = logging.getLogger(__name__)

_REMEMBERED_SECONDS = 30 * 24 * 3600.0
_CLOSING_SECONDS = 10


def run(
    settings: BotSettings,
    ask: Ask,
    stop: threading.Event | None = None,
    directory: Directory = NOBODY,
    library: Library | None = None,
    rules: Rules | None = None,
) -> None:
    """Serve Slack until ``stop`` is set, or until SIGINT or SIGTERM when called in the main thread.

    ``directory`` says who may see what; without one, what everyone may see is all that is used. Without a ``library``
    quotes have no surroundings, and answers are not kept up to date.

    Raises UsageError for a missing or wrong token or an unusable state file, PinciteError when Slack cannot
    be reached at the start.
    """
    stop = stop or threading.Event()
    with _stop_on_signals(stop), serving(settings, ask, directory, library, rules):
        stop.wait()


@contextlib.contextmanager
def serving(
    settings: BotSettings,
    ask: Ask,
    directory: Directory = NOBODY,
    library: Library | None = None,
    rules: Rules | None = None,
) -> Iterator[None]:
    """Serve Slack inside the ``with`` block and finish what is in hand at its end. Raises as ``run``."""
    check(settings)
    identity = identify(repeating_client(settings))
    claims = Claims(settings.place)
    claims.forget(_REMEMBERED_SECONDS)
    left_behind = claims.adopt()
    logger.info("connected as %s; questions left by an earlier run: %d", identity.user, left_behind)
    sight = Sight(directory, repeating_client(settings), identity.user)
    office = open_office(settings, claims, identity, sight, library, rules)
    workers = _build_workers(settings, ask, identity, claims, office)
    try:
        with _listening(settings, Inbox(claims, office.talks, identity.user, workers.wake), office.desk):
            workers.start()
            office.start()
            yield
    finally:
        # A worker that is still at it keeps its claim until the process ends: nobody else must answer too.
        drained = workers.drain(settings.drain_seconds)
        office.stop()
        if drained:
            claims.close()
            office.close()


def _build_workers(settings: BotSettings, ask: Ask, identity: Identity, claims: Claims, office: Office) -> Workers:
    stopping = threading.Event()
    reader = repeating_client(settings)
    poster = Poster(
        sender=single_client(settings),
        reader=reader,
        identity=identity,
        stopping=stopping,
        retry_seconds=settings.retry_seconds,
    )
    replies = Replies(ask, office.desk, lambda claim: open_question(reader, claim, identity))
    tell = office.desk.library.tell if office.desk.library else None
    streaming = Streaming(single_client(settings), office.parts, tell)
    answerer = Answerer(replies, poster, claims, office.desk.transcript, streaming)

    def finish(claim: Claim) -> None:
        office.waiting.leave(claim)
        answerer.finish(claim)

    return Workers(claims, finish, stopping, settings.workers, settings.adopt_seconds)


@contextlib.contextmanager
def _listening(settings: BotSettings, inbox: Inbox, desk: Desk) -> Iterator[None]:
    client = repeating_client(settings)
    app_token = settings.app_token.get_secret_value()
    # One thread, so that questions are stored in the order in which they arrive; storing takes milliseconds.
    socket = SocketModeHandler(build_app(client, inbox, desk), app_token, concurrency=1).client
    try:
        socket.connect()
    except (SlackApiError, *NO_CONNECTION) as error:
        raise explain(error, "SLACK_APP_TOKEN", client.base_url) from error
    else:
        yield
    finally:
        close(socket)


def close(socket: BaseSocketModeClient) -> None:
    """Close a socket, also while Slack closes it; not waiting for ever on a thread of slack_sdk's that does not end."""
    closing = threading.Thread(target=_close, args=(socket,), daemon=True)
    closing.start()
    closing.join(_CLOSING_SECONDS)


def _close(socket: BaseSocketModeClient) -> None:
    try:
        socket.close()
    except AttributeError:
        # When two threads close one connection, slack_sdk's client trips over it in one of them and leaves its
        # threads running. The connection is gone by then, so the second time there is nothing to trip over.
        socket.close()


@contextlib.contextmanager
def _stop_on_signals(stop: threading.Event) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers
        return

    def set_stop(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    before = {number: signal.signal(number, set_stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
