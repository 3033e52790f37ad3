"""The Web API methods that the bot and Bolt call, each a function of the state and the arguments."""

from __future__ import annotations

from bot.local.methods import agents, chat, conversations, reactions, streams, users, views
from bot.local.methods.arguments import Method

METHODS: dict[str, Method] = {
    **agents.METHODS,
    **chat.METHODS,
    **conversations.METHODS,
    **reactions.METHODS,
    **streams.METHODS,
    **users.METHODS,
    **views.METHODS,
}
