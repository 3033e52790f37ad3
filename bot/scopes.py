"""What the bot asks of Slack: each scope and event with what the bot loses without it. The one place that says so.

``manifest.json`` is compared with it by a test, an installed app by ``pincite doctor``.
"""

from __future__ import annotations

# Without these there is no bot.
NEEDED = {
    "app_mentions:read": "nobody can ask by mentioning the bot",
    "chat:write": "nothing can be answered",
    "im:history": "direct messages to the bot do not arrive",
}
# Without these there is less of it.
USEFUL = {
    "assistant:write": "no status is shown while the bot works, no suggested prompts, and no Stop",
    "channels:history": "in public channels: no answers to questions or follow-ups without a mention, edited and"
    " deleted questions keep their answers, and after a crash an answer may be given twice",
    "channels:read": "in public channels nobody knows who reads along, so only documents open to all are used; whoever"
    " made a channel cannot change its settings; its archiving is not noticed",
    "commands": "no `/pincite`, and no “Find the answer” in the menu of a message",
    "groups:history": "the same in private channels as without channels:history in public ones",
    "groups:read": "the same in private channels as without channels:read in public ones",
    "mpim:history": "the same in group messages as without channels:history in public channels",
    "im:write": "nobody can be written to directly, so “Ask a person” asks a person only in channels",
    "im:read": "in direct messages only documents open to all are used",
    "mpim:read": "in group messages nobody knows who reads along, so only documents open to all are used",
    "users:read": "admins of the workspace are not known, so only whoever is named in SLACK_ADMINS, or made a channel,"
    " can change settings",
}
SCOPES = NEEDED | USEFUL

# Each event with the scopes any one of which delivers it; none is needed where there is none.
EVENTS: dict[str, tuple[str, ...]] = {
    "agent_session_stopped": ("assistant:write",),
    "app_home_opened": (),
    "app_mention": ("app_mentions:read",),
    "app_uninstalled": (),
    "channel_archive": ("channels:read",),
    "channel_deleted": ("channels:read",),
    "channel_rename": ("channels:read",),
    "channel_shared": ("channels:read", "groups:read"),
    "channel_unarchive": ("channels:read",),
    "channel_unshared": ("channels:read", "groups:read"),
    "group_archive": ("groups:read",),
    "group_deleted": ("groups:read",),
    "group_rename": ("groups:read",),
    "message.channels": ("channels:history",),
    "message.groups": ("groups:history",),
    "message.im": ("im:history",),
    "message.mpim": ("mpim:history",),
    "tokens_revoked": (),
}

# Each method of the Web API that the bot calls, with the scopes that allow it.
METHODS: dict[str, tuple[str, ...]] = {
    "agents.sessions.setStatus": ("assistant:write",),
    "apps.connections.open": (),
    "assistant.threads.setStatus": ("assistant:write",),
    "assistant.threads.setSuggestedPrompts": ("assistant:write",),
    "auth.test": (),
    "chat.appendStream": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "chat.postMessage": ("chat:write",),
    "chat.startStream": ("chat:write",),
    "chat.stopStream": ("chat:write",),
    "chat.update": ("chat:write",),
    "conversations.history": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "conversations.members": ("channels:read", "groups:read", "im:read", "mpim:read"),
    "conversations.info": ("channels:read", "groups:read", "mpim:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history", "mpim:history"),
    "oauth.v2.access": (),
    "users.info": ("users:read",),
    "views.open": (),
    "views.publish": (),
    "views.update": (),
}
