"""Running the bot, from the first check of the tokens to the last answer in hand."""

from __future__ import annotations

import contextlib
import logging
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.client import BaseSocketModeClient
from sqlalchemy import Engine

from bot.app import keep_quiet, listen
from bot.bolt import make_app
from bot.channels.asking import Asking
from bot.channels.store import Channels
from bot.claims import Claims
from bot.clients import NO_CONNECTION, explain
from bot.corpus import Corpus
from bot.database import open_database
from bot.finishing import Finisher
from bot.front import Front
from bot.holdings import Ask, Holdings
from bot.inbox import Inbox
from bot.office import furnished
from bot.settings import BotSettings, check
from bot.tables import TABLES
from bot.teams import OneTeam, Teams
from bot.web.installs import Installs
from bot.web.server import EVENTS, listening
from bot.workers import Workers
from retrieval.directory import NOBODY, Directory
from retrieval.watches import Watches

logger = logging.getLogger(__name__)

_REMEMBERED_SECONDS = 30 * 24 * 3600.0
_CLOSING_SECONDS = 10


def run(
    settings: BotSettings,
    ask: Ask,
    stop: threading.Event | None = None,
    directory: Directory = NOBODY,
    corpus: Corpus | None = None,
    watches: Watches | None = None,
    holdings: Holdings | None = None,
) -> None:
    """Serve Slack until ``stop`` is set, or until SIGINT or SIGTERM when called in the main thread.

    ``directory`` says who may see what; without one, what everyone may see is all that is used. ``corpus`` and
    ``watches`` let people see what there is to ask and what they have saved. Without a ``holdings`` quotes have no
    surroundings, and answers are not kept up to date.

    Raises UsageError for a missing or wrong token or an unusable state file, PinciteError when Slack cannot be reached
    at the start.
    """
    stop = stop or threading.Event()
    with _stop_on_signals(stop), serving(settings, ask, directory, corpus, watches, holdings):
        stop.wait()


@contextlib.contextmanager
def serving(
    settings: BotSettings,
    ask: Ask,
    directory: Directory = NOBODY,
    corpus: Corpus | None = None,
    watches: Watches | None = None,
    holdings: Holdings | None = None,
) -> Iterator[int]:
    """Serve Slack inside the ``with`` block and finish what is in hand at its end. Raises as ``run``.

    Gives the port on which Slack may call; 0 over a socket.
    """
    check(settings)
    keep_quiet()
    claims, engine = Claims(settings.place), open_database(settings.place, TABLES)
    teams, channels, stopping = _teams(settings, engine), Channels(engine), threading.Event()
    asking = Asking(ask, teams, channels, directory, corpus)
    office = furnished(settings, engine, claims, teams, asking, holdings)
    finisher = Finisher(settings, teams, asking, claims, office, stopping)
    workers = Workers(claims, finisher.finish, stopping, settings.workers, settings.adopt_seconds)
    inbox = Inbox(claims, channels, office.talks, workers.wake)
    front = Front(inbox, claims, channels, asking.places, engine, settings.admin_ids, corpus, watches)
    claims.forget(_REMEMBERED_SECONDS)
    logger.info("questions left by an earlier run: %d", claims.adopt())
    try:
        app = make_app(settings, teams)
        listen(app, front, office.desk)
        with _connected(settings, app) as port:
            workers.start()
            office.start()
            yield port
    finally:
        # A worker that is still at it keeps its claim until the process ends: nobody else must answer too.
        drained = workers.drain(settings.drain_seconds)
        office.stop()
        if drained:
            claims.close()
            engine.dispose()


def _teams(settings: BotSettings, engine: Engine) -> Teams:
    return Installs(settings, engine) if settings.for_many else OneTeam(settings)


@contextlib.contextmanager
def _connected(settings: BotSettings, app: App) -> Iterator[int]:
    if settings.over_http:
        with listening(app, settings.signing_secret.get_secret_value(), settings.port) as port:
            logger.info("Slack may call port %d, at %s", port, EVENTS)
            yield port
        return
    app_token = settings.app_token.get_secret_value()
    # One thread, so that questions are stored in the order in which they arrive; storing takes milliseconds.
    socket = SocketModeHandler(app, app_token, concurrency=1).client
    try:
        socket.connect()
    except (SlackApiError, *NO_CONNECTION) as error:
        raise explain(error, "SLACK_APP_TOKEN", settings.api_url) from error
    else:
        yield 0
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
