"""What a visitor of the page does, carried out in the local Slack."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from aiohttp import web

from bot.local.model import Json, Message, User, WorkspaceError
from bot.local.slack import LocalSlack
from bot.local.views import View
from bot.play.mischief import Mischief
from bot.play.view import as_slack_sends

Deed = Callable[[User, Json], Awaitable[Json]]
_LONGEST = 12_000


class Doing:
    """The addresses that the page sends to. Each body is JSON, says ``as`` whom, and is answered in JSON.

    What cannot be done is answered with status 400 and a sentence under ``error``.
    """

    def __init__(self, slack: LocalSlack) -> None:
        self._slack = slack
        self._workspace = slack.workspace
        self._mischief = Mischief(slack)

    def install(self, app: web.Application) -> None:
        """Add the addresses to the server."""
        deeds: dict[str, Deed] = {
            "actions": self._press,
            "command": self._command,
            "delete": self._delete,
            "edit": self._edit,
            "faults": self._fault,
            "home": self._open_home,
            "messages": self._say,
            "shortcut": self._shortcut,
            "stop": self._stop,
            "view": self._view,
        }
        for name, deed in deeds.items():
            app.router.add_post(f"/play/{name}", partial(self._carry_out, deed))

    async def _carry_out(self, deed: Deed, request: web.Request) -> web.Response:
        body = await _json(request)
        try:
            return web.json_response(await deed(self._person(body), body))
        except _Refused as error:
            return refused(str(error))
        except WorkspaceError as error:
            return refused(f"Slack does not take this: {error}.")
        except TimeoutError:
            return refused("The app did not acknowledge this in time. Try again?")

    async def _say(self, person: User, body: Json) -> Json:
        channel, root = self._workspace.channel(str(body.get("channel"))), str(body.get("thread") or "")
        text = self._sent(body)
        if root:
            self._workspace.message(channel.id, root, ephemeral=True)
        ts = self._slack.say(channel, person, text, thread_ts=root or None)
        await self._mischief.after(ts)
        return {"ts": ts}

    async def _edit(self, person: User, body: Json) -> Json:
        message = self._own(person, body)
        self._workspace.edit(message.channel, message.ts, self._sent(body))
        return {}

    async def _delete(self, person: User, body: Json) -> Json:
        """Of one's own message, or of one that nobody else sees."""
        message = self._seen(person, body)
        if not message.visible_to:
            self._own(person, body)
        self._workspace.delete(message.channel, message.ts)
        return {}

    async def _press(self, person: User, body: Json) -> Json:
        views = self._slack.state.views
        place: Message | View = views.find(str(body["view"])) if body.get("view") else self._seen(person, body)
        action, block = str(body.get("action")), str(body.get("block") or "")
        await self._slack.acts.press(person, place, action, body.get("choice"), block)
        return {}

    async def _view(self, person: User, body: Json) -> Json:
        if body.get("do") == "close":
            await self._slack.acts.close(person, everything=bool(body.get("everything")))
            return {}
        values = body.get("values")
        return {"errors": await self._slack.acts.submit(person, values if isinstance(values, dict) else {})}

    async def _command(self, person: User, body: Json) -> Json:
        name, _, text = str(body.get("text") or "").strip().partition(" ")
        if name not in {command.name for command in self._slack.app.commands}:
            raise _Refused(f"{name} is not a command of this app.")
        channel = self._workspace.channel(str(body.get("channel")))
        await self._slack.acts.command(person, channel, name, as_slack_sends(text.strip(), self._workspace.users))
        return {}

    async def _shortcut(self, person: User, body: Json) -> Json:
        await self._slack.acts.shortcut(person, str(body.get("shortcut")), self._seen(person, body))
        return {}

    async def _open_home(self, person: User, body: Json) -> Json:
        await self._slack.acts.open_home(person, "messages" if body.get("tab") == "messages" else "home")
        return {}

    async def _stop(self, person: User, body: Json) -> Json:
        await self._slack.acts.stop(person, self._seen(person, body))
        return {}

    async def _fault(self, person: User, body: Json) -> Json:
        del person
        sentence = await self._mischief.order(str(body.get("kind")))
        if sentence is None:
            raise _Refused("There is no such fault.")
        return {"sentence": sentence}

    def _person(self, body: Json) -> User:
        """Whom the page speaks as; the first person when it does not say."""
        person = self._workspace.user(str(body.get("as") or self._slack.person.id))
        if person.bot_id:
            raise WorkspaceError("not_allowed")
        return person

    def _sent(self, body: Json) -> str:
        text = str(body.get("text") or "").strip()
        if not text or len(text) > _LONGEST:
            raise _Refused(f"A message has 1 to {_LONGEST:,} characters; this has {len(text):,}.")
        return as_slack_sends(text, self._workspace.users)

    def _seen(self, person: User, body: Json) -> Message:
        message = self._workspace.message(str(body.get("channel")), str(body.get("ts")), ephemeral=True)
        if message.visible_to not in {"", person.id}:
            raise WorkspaceError("message_not_found")
        return message

    def _own(self, person: User, body: Json) -> Message:
        message = self._seen(person, body)
        if message.user != person or message.is_tombstone:
            raise WorkspaceError("cant_update_message")
        return message


class _Refused(Exception):
    """Why something is not done, as a sentence for the visitor."""


def refused(sentence: str) -> web.Response:
    """What the page shows of a failure."""
    return web.json_response({"error": sentence}, status=400)


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
