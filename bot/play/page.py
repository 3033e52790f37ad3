"""The page's addresses on the local Slack's server."""

from __future__ import annotations

import asyncio
from importlib.resources import files

from aiohttp import web

from bot.local.model import Json, Message, WorkspaceError
from bot.local.slack import LocalSlack
from bot.local.views import View
from bot.play.answers import AnswerLog
from bot.play.feed import Feed
from bot.play.guard import add_headers, guard
from bot.play.mischief import Mischief
from bot.play.quoting import in_source
from bot.play.view import as_slack_sends, message_json, snapshot, traffic_json, view_json
from retrieval.store import Store

_TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
_LONGEST = 12_000


class Page:
    """A workspace in the browser: what is said, and the sources behind the answers."""

    def __init__(self, slack: LocalSlack, log: AnswerLog, store: Store) -> None:
        self._slack = slack
        self._log = log
        self._store = store
        self._feed = Feed()
        self._mischief = Mischief(slack)
        self._files = {file.name: file.read_bytes() for file in files("bot.play").joinpath("static").iterdir()}
        slack.workspace.observe(self._changed)
        slack.traffic.observe(lambda exchange: self._feed.publish(traffic_json(exchange)))
        slack.state.views.observe(lambda _: self._feed.publish({"type": "view", "view": view_json(slack)}))
        slack.extend(self._install)

    def _install(self, app: web.Application) -> None:
        app.middlewares.append(guard)
        app.on_response_prepare.append(add_headers)
        app.on_shutdown.append(self._feed.close)
        app.router.add_get("/", self._index)
        app.router.add_get("/static/{name}", self._file)
        app.router.add_get("/play/events", self._events)
        app.router.add_get("/play/source", self._source)
        app.router.add_post("/play/messages", self._say)
        app.router.add_post("/play/actions", self._act)
        app.router.add_post("/play/faults", self._fault)
        app.router.add_post("/play/view", self._view)

    def _changed(self, change: str, message: Message) -> None:
        if change == "posted" and message.user == self._slack.workspace.bot:
            self._log.match(self._slack.workspace, message)
        shown = message_json(message, self._log)
        self._feed.publish({**shown, "type": "deleted"} if change == "deleted" else shown)

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
            return _refused("Only the last 200 answers are kept, and this one is no longer among them; ask again.")
        source = await asyncio.to_thread(in_source, citation, self._store)
        if source is None:
            return _refused("This version of the source is no longer in the index; ask again.")
        return web.json_response(source)

    async def _say(self, request: web.Request) -> web.Response:
        body = await _json(request)
        text = str(body.get("text") or "").strip()
        if not text or len(text) > _LONGEST:
            return _refused(f"A message has 1 to {_LONGEST:,} characters; this has {len(text):,}.")
        workspace, root = self._slack.workspace, body.get("thread")
        try:
            channel = workspace.channel(str(body.get("channel")))
            if root:
                workspace.message(channel.id, str(root))
            sent = as_slack_sends(text, workspace.bot.id)
            ts = self._slack.say(channel, self._slack.person, sent, thread_ts=str(root) if root else None)
        except WorkspaceError as error:
            return _refused(f"Slack does not take this message: {error}.")
        await self._mischief.after(ts)
        return web.json_response({"ts": ts})

    async def _act(self, request: web.Request) -> web.Response:
        body, slack = await _json(request), self._slack
        try:
            place: Message | View
            if body.get("view"):
                place = slack.state.views.find(str(body["view"]))
            else:
                place = slack.workspace.message(str(body.get("channel")), str(body.get("ts")), ephemeral=True)
            action, block = str(body.get("action")), str(body.get("block") or "")
            await slack.acts.press(slack.person, place, action, body.get("choice"), block)
        except WorkspaceError as error:
            return _refused(f"Slack does not take this: {error}.")
        except TimeoutError:
            return _refused("The app did not acknowledge this in time.")
        return web.json_response({})

    async def _view(self, request: web.Request) -> web.Response:
        body, slack = await _json(request), self._slack
        try:
            if body.get("do") == "close":
                await slack.acts.close(slack.person)
                return web.json_response({})
            values = body.get("values")
            errors = await slack.acts.submit(slack.person, values if isinstance(values, dict) else {})
        except WorkspaceError as error:
            return _refused(f"Slack does not take this: {error}.")
        except TimeoutError:
            return _refused("We had some trouble connecting. Try again?")
        return web.json_response({"errors": errors})

    async def _fault(self, request: web.Request) -> web.Response:
        sentence = await self._mischief.order(str((await _json(request)).get("kind")))
        return web.json_response({"sentence": sentence}) if sentence else _refused("There is no such fault.")


async def _json(request: web.Request) -> Json:
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        body = await request.json()
    except ValueError as error:
        raise web.HTTPBadRequest from error
    if not isinstance(body, dict):
        raise web.HTTPBadRequest
    return body


def _refused(sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=400)
