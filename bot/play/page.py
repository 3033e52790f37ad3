"""The page's addresses on the local Slack's server: its files, what happens, and the sources behind the answers."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from importlib.resources.abc import Traversable

from aiohttp import web

from bot.local.model import Channel, Message
from bot.local.slack import LocalSlack
from bot.play.answers import AnswerLog
from bot.play.doing import Doing, refused
from bot.play.feed import Feed
from bot.play.guard import add_headers, guard
from bot.play.quoting import in_source
from bot.play.view import channel_json, message_json, snapshot, traffic_json, views_json
from retrieval.store import Store

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


class Page:
    """A workspace in the browser: what is said, and the sources behind the answers."""

    def __init__(self, slack: LocalSlack, log: AnswerLog, store: Store) -> None:
        self._slack = slack
        self._log = log
        self._store = store
        self._feed = Feed()
        self._doing = Doing(slack)
        self._files = _read(files("bot.play").joinpath("static"))
        slack.workspace.observe(self._changed)
        slack.workspace.observe_channels(self._changed_channel)
        slack.traffic.observe(lambda exchange: self._feed.publish(traffic_json(exchange)))
        slack.state.views.observe(lambda user: self._feed.publish(views_json(slack, user)))
        slack.extend(self._install)

    def _install(self, app: web.Application) -> None:
        app.middlewares.append(guard)
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(self._feed.close)
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{name:.+}", self._file)
        app.router.add_get("/play/events", self._events)
        app.router.add_get("/play/source", self._source)
        self._doing.install(app)

    def _changed(self, change: str, message: Message) -> None:
        if change in {"changed", "posted"} and message.user == self._slack.workspace.bot:
            self._log.match(self._slack.workspace, message)
        shown = message_json(self._slack, message, self._log)
        self._feed.publish({**shown, "type": "deleted"} if change == "deleted" else shown)

    def _changed_channel(self, change: str, channel: Channel) -> None:
        del change
        self._feed.publish({"type": "channel", **channel_json(self._slack, channel)})

    async def _index(self, request: web.Request) -> web.Response:
        del request
        return self._sent("index.html")

    async def _file(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in self._files:
            raise web.HTTPNotFound
        return self._sent(name)

    def _sent(self, name: str) -> web.Response:
        kind = _TYPES[name.rpartition(".")[2]]
        return web.Response(body=self._files[name], content_type=kind, charset="utf-8")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        return await self._feed.serve(request, lambda: snapshot(self._slack, self._log, self._store))

    async def _source(self, request: web.Request) -> web.Response:
        given = self._log.citations(request.query.get("channel", ""), request.query.get("ts", ""))
        citation = next((citation for citation in given if str(citation.n) == request.query.get("n")), None)
        if citation is None:
            return refused("Only the last 200 answers are kept, and this one is no longer among them; ask again.")
        source = await asyncio.to_thread(in_source, citation, self._store)
        if source is None:
            return refused("This version of the source is no longer in the index; ask again.")
        return web.json_response(source)


def _read(folder: Traversable, under: str = "") -> dict[str, bytes]:
    """The files in a folder, by the path that they are asked for under."""
    found: dict[str, bytes] = {}
    for entry in folder.iterdir():
        name = f"{under}{entry.name}"
        found |= _read(entry, f"{name}/") if entry.is_dir() else {name: entry.read_bytes()}
    return found
