"""Messages of the local Slack: changed, deleted, shown to one person, reacted to."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.local.slack import LocalSlack
from tests.bot.local.conftest import Body, error_of
from tests.bot.local.test_socket_mode import take

DIVIDER = {"type": "divider"}


def test_new_text_takes_the_blocks_away_and_new_blocks_show_no_edit(slack: LocalSlack, client: WebClient) -> None:
    place: Body = {"channel": slack.general.id}
    ts = str(client.chat_postMessage(**place, text="one", blocks=[DIVIDER])["ts"])
    message = slack.workspace.message(slack.general.id, ts)
    client.api_call("chat.update", json={**place, "ts": ts, "blocks": [DIVIDER, DIVIDER]})
    assert (message.text, len(message.blocks), message.edited) == ("one", 2, False)
    client.chat_update(**place, ts=ts, text="two")
    assert (message.text, message.blocks, message.edited) == ("two", [], True)


def test_only_what_the_bot_said_can_it_change_or_delete(slack: LocalSlack, client: WebClient) -> None:
    channel = slack.general.id
    theirs = slack.say(slack.general, slack.person, "hello")
    assert error_of(lambda: client.chat_update(channel=channel, ts=theirs, text="x")) == "cant_update_message"
    assert error_of(lambda: client.chat_delete(channel=channel, ts=theirs)) == "cant_delete_message"
    assert error_of(lambda: client.chat_delete(channel=channel, ts="1.0")) == "message_not_found"
    own = str(client.chat_postMessage(channel=channel, text="mine")["ts"])
    client.chat_delete(channel=channel, ts=own)
    assert [message.ts for message in slack.workspace.messages(channel)] == [theirs]


def test_an_ephemeral_message_is_seen_by_one_and_kept_from_the_rest(slack: LocalSlack, client: WebClient) -> None:
    slack.subscriptions |= {"message.channels"}
    channel, person = slack.general.id, slack.person.id
    ts = str(client.chat_postEphemeral(channel=channel, user=person, text="psst")["message_ts"])
    assert slack.workspace.message(channel, ts, ephemeral=True).visible_to == person
    assert client.conversations_history(channel=channel)["messages"] == []
    assert error_of(lambda: client.chat_update(channel=channel, ts=ts, text="x")) == "message_not_found"
    assert error_of(lambda: client.chat_postEphemeral(channel=channel, user="U9", text="x")) == "user_not_in_channel"
    slack.say(slack.general, slack.person, "aloud")
    assert [envelope["payload"]["event"]["text"] for envelope in take(slack, 1)] == ["aloud"]


def test_an_edit_tells_what_it_was_and_of_a_deleted_question_with_replies_a_tombstone_stays(slack: LocalSlack) -> None:
    ts = slack.say(slack.direct, slack.person, "who?")
    slack.workspace.edit(slack.direct.id, ts, "when?")
    slack.say(slack.direct, slack.person, "well?", thread_ts=ts)
    slack.workspace.delete(slack.direct.id, ts)
    _, edit, _, deletion = [envelope["payload"]["event"] for envelope in take(slack, 4)]
    assert (edit["previous_message"]["text"], edit["message"]["text"]) == ("who?", "when?")
    assert (deletion["subtype"], deletion["message"]["subtype"]) == ("message_changed", "tombstone")
    assert deletion["previous_message"]["text"] == "when?"


def test_nothing_is_said_in_an_archived_channel(slack: LocalSlack, client: WebClient) -> None:
    slack.subscriptions |= {"channel_rename", "channel_archive"}
    slack.workspace.rename(slack.general, "law")
    slack.workspace.archive(slack.general)
    assert error_of(lambda: client.chat_postMessage(channel=slack.general.id, text="x")) == "is_archived"
    renamed, archived = [envelope["payload"]["event"] for envelope in take(slack, 2)]
    assert renamed["channel"]["name"] == "law"
    assert (archived["type"], archived["channel"]) == ("channel_archive", slack.general.id)


def test_a_reaction_is_added_once_and_taken_away(slack: LocalSlack, client: WebClient) -> None:
    ts = slack.say(slack.general, slack.person, "hello")
    place: Body = {"channel": slack.general.id, "timestamp": ts}
    client.reactions_add(**place, name="eyes")
    assert slack.workspace.message(slack.general.id, ts).reactions == {"eyes": {slack.workspace.bot.id}}
    assert error_of(lambda: client.reactions_add(**place, name="eyes")) == "already_reacted"
    assert error_of(lambda: client.reactions_add(**place, name="Not a name!")) == "invalid_name"
    client.reactions_remove(**place, name="eyes")
    assert error_of(lambda: client.reactions_remove(**place, name="eyes")) == "no_reaction"


def test_a_thread_is_read_page_by_page(slack: LocalSlack, client: WebClient) -> None:
    root = slack.say(slack.general, slack.person, "0")
    for number in range(1, 5):
        slack.say(slack.general, slack.person, str(number), thread_ts=root)
    pages = client.conversations_replies(channel=slack.general.id, ts=root, limit=2)
    assert [[message["text"] for message in page["messages"]] for page in pages] == [["0", "1"], ["2", "3"], ["4"]]
    refused = error_of(lambda: client.conversations_replies(channel=slack.general.id, ts=root, limit=1001))
    assert refused == "invalid_limit"
    assert error_of(lambda: client.conversations_replies(channel=slack.general.id, ts="1.0")) == "thread_not_found"


def test_who_is_in_a_channel_and_from_where(slack: LocalSlack, client: WebClient) -> None:
    stranger = slack.workspace.add_user("eve", team="T0000OTHER")
    shared = slack.workspace.add_channel("shared", slack.person, stranger)
    members = client.conversations_members(channel=shared.id)["members"]
    assert set(members) == {slack.person.id, stranger.id, slack.workspace.bot.id}
    assert client.conversations_info(channel=shared.id)["channel"]["is_ext_shared"] is True
    assert client.conversations_info(channel=slack.general.id)["channel"]["is_ext_shared"] is False
    assert client.conversations_info(channel=slack.direct.id)["channel"]["user"] == slack.person.id
    assert client.users_info(user=stranger.id)["user"]["is_stranger"] is True
    assert client.users_info(user=slack.workspace.bot.id)["user"]["is_bot"] is True
    assert error_of(lambda: client.users_info(user="U9")) == "user_not_found"
