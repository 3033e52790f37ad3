"""``assistant.threads.*`` and ``agents.sessions.*``: what a thread with an agent shows besides messages."""

from __future__ import annotations

from bot.local.limits import parsed
from bot.local.methods.arguments import Method, channel_of, needed
from bot.local.model import Json, WorkspaceError
from bot.local.state import State

_PROMPTS = 4
_LOADING_MESSAGES = 10
_TITLE = 200
_STATES = frozenset({"active", "closed", "processing", "suspended"})


def set_status(state: State, args: Json) -> Json:
    channel_id, thread_ts = needed(args, "channel_id", "thread_ts")
    if "status" not in args:
        raise WorkspaceError("invalid_arguments", "[ERROR] missing required field: status")
    loading = parsed(args.get("loading_messages") or [], "invalid_arguments")
    if not isinstance(loading, list) or len(loading) > _LOADING_MESSAGES:
        raise WorkspaceError("invalid_arguments", "[ERROR] no more than 10 items allowed: loading_messages")
    state.workspace.set_status(channel_id, thread_ts, str(args["status"]))
    return {}


def set_title(state: State, args: Json) -> Json:
    channel_id, thread_ts, title = needed(args, "channel_id", "thread_ts", "title")
    message = state.workspace.message(channel_id, thread_ts)
    state.sessions.titles[channel_id, thread_ts] = title
    state.workspace.tell("status", message)
    return {}


def set_suggested_prompts(state: State, args: Json) -> Json:
    channel = channel_of(state, args, "channel_id")
    prompts = parsed(args.get("prompts") or [], "invalid_arguments")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= _PROMPTS or not all(map(_is_prompt, prompts)):
        raise WorkspaceError("invalid_arguments", f"[ERROR] 1 to {_PROMPTS} prompts with title and message: prompts")
    # With thread_ts an app with an agent_view is told that all is well, and nothing is shown.
    if not args.get("thread_ts"):
        state.sessions.prompts[channel.id] = {"title": str(args.get("title") or ""), "prompts": prompts}
        with state.workspace.changed:
            state.workspace.tell_of_channel("prompts", channel)
    return {}


def set_session_status(state: State, args: Json) -> Json:
    channel_id, status = needed(args, "channel_id", "status")
    if status not in _STATES or len(str(args.get("title") or "")) > _TITLE:
        raise WorkspaceError("invalid_arguments", "[ERROR] invalid enum value: status")
    thread_ts = str(args.get("thread_ts") or "")
    message = state.workspace.message(channel_id, thread_ts)
    state.sessions.status[channel_id, thread_ts] = status
    state.workspace.tell("status", message)
    return {}


def _is_prompt(prompt: object) -> bool:
    return isinstance(prompt, dict) and bool(prompt.get("title")) and bool(prompt.get("message"))


METHODS: dict[str, Method] = {
    "agents.sessions.setStatus": set_session_status,
    "assistant.threads.setStatus": set_status,
    "assistant.threads.setSuggestedPrompts": set_suggested_prompts,
    "assistant.threads.setTitle": set_title,
}
