"""Buttons and selects of the local Slack, pressed with a stock Bolt app at the other end."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot.local.faults import Fault
from bot.local.model import WorkspaceError
from bot.local.slack import LocalSlack
from tests.bot.local.conftest import Body, Heard, button

OPTIONS = [{"text": {"type": "plain_text", "text": each}, "value": each} for each in ("one", "two")]


def posted(slack: LocalSlack, client: WebClient, *elements: Body) -> Any:
    """A message of the bot with these elements."""
    blocks = [{"type": "actions", "block_id": "row", "elements": list(elements)}]
    ts = client.chat_postMessage(channel=slack.general.id, text="choose", blocks=blocks)["ts"]
    return slack.workspace.message(slack.general.id, str(ts))


def test_a_button_tells_what_was_pressed_where_and_by_whom(
    slack: LocalSlack, client: WebClient, app: App, heard: Heard
) -> None:
    @app.action("go")
    def pressed(ack: Ack, body: Body) -> None:
        ack()
        heard.add(body)

    message = posted(slack, client, button())
    slack.do(slack.acts.press(slack.person, message, "go"))
    (body,) = heard.wait()
    assert body["actions"][0] | {"action_ts": ""} == {
        "type": "button",
        "action_id": "go",
        "block_id": "row",
        "text": {"type": "plain_text", "text": "Go"},
        "value": "v",
        "action_ts": "",
    }
    assert (body["user"]["id"], body["channel"]["id"]) == (slack.person.id, slack.general.id)
    assert body["message"]["ts"] == body["container"]["message_ts"] == message.ts


@pytest.mark.parametrize(
    ("element", "choice", "expected"),
    [
        ({"type": "static_select", "options": OPTIONS}, "two", {"selected_option": OPTIONS[1]}),
        ({"type": "overflow", "options": OPTIONS}, "one", {"selected_option": OPTIONS[0]}),
        ({"type": "checkboxes", "options": OPTIONS}, ["one", "two"], {"selected_options": OPTIONS}),
        ({"type": "radio_buttons", "options": OPTIONS}, "one", {"selected_option": OPTIONS[0]}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
        ({"type": "datepicker"}, "2025-01-23", {"selected_date": "2025-01-23"}),
    ],
)
def test_each_kind_of_element_tells_what_was_chosen(
    slack: LocalSlack, client: WebClient, app: App, heard: Heard, element: Body, choice: Any, expected: Body
) -> None:
    @app.action("pick")
    def picked(ack: Ack, body: Body) -> None:
        ack()
        heard.add(body)

    message = posted(slack, client, {**element, "action_id": "pick"})
    slack.do(slack.acts.press(slack.person, message, "pick", choice))
    assert expected.items() <= heard.wait()[0]["actions"][0].items()


@pytest.mark.parametrize(("choice", "value"), [("positive", "good"), ("negative", "bad")])
def test_feedback_buttons_tell_which_thumb(
    slack: LocalSlack, client: WebClient, app: App, heard: Heard, choice: str, value: str
) -> None:
    @app.action("feedback")
    def given(ack: Ack, body: Body) -> None:
        ack()
        heard.add(body)

    thumbs = {
        name: {"text": {"type": "plain_text", "text": name}, "value": each}
        for name, each in (("positive_button", "good"), ("negative_button", "bad"))
    }
    row = {
        "type": "context_actions",
        "elements": [{"type": "feedback_buttons", "action_id": "feedback", **thumbs}],
    }
    ts = client.chat_postMessage(channel=slack.general.id, text="rate", blocks=[row])["ts"]
    message = slack.workspace.message(slack.general.id, str(ts))
    slack.do(slack.acts.press(slack.person, message, "feedback", choice))
    action = heard.wait()[0]["actions"][0]
    assert (action["type"], action["value"]) == ("feedback_buttons", value)


def test_an_answer_to_a_button_replaces_deletes_or_adds(slack: LocalSlack, client: WebClient, app: App) -> None:
    @app.action("go")
    def pressed(ack: Ack, respond: Respond) -> None:
        respond(text="for you", response_type="ephemeral", replace_original=False)
        respond(text="instead", replace_original=True)
        respond(text="for all", response_type="in_channel", replace_original=False)
        ack()

    @app.action("away")
    def away(ack: Ack, respond: Respond) -> None:
        respond(delete_original=True)
        ack()

    message = posted(slack, client, button(), button("away"))
    slack.do(slack.acts.press(slack.person, message, "go"))
    assert message.text == "instead"
    texts = [each.text for each in slack.workspace.messages(slack.general.id)]
    assert texts == ["instead", "for all"]
    seen = slack.workspace.messages(slack.general.id, ephemeral=True)
    assert [each.visible_to for each in seen if each.text == "for you"] == [slack.person.id]
    other = posted(slack, client, button("away"))
    slack.do(slack.acts.press(slack.person, other, "away"))
    assert other not in slack.workspace.messages(slack.general.id)


def test_a_response_address_is_good_for_five_answers(
    slack: LocalSlack, client: WebClient, app: App, heard: Heard
) -> None:
    @app.action("go")
    def pressed(ack: Ack, respond: Respond) -> None:
        results = [respond(text="again", replace_original=False) for _ in range(6)]
        ack()
        heard.add({"codes": [each.status_code for each in results], "last": results[-1].body})

    slack.do(slack.acts.press(slack.person, posted(slack, client, button()), "go"))
    (told,) = heard.wait()
    assert told["codes"] == [200] * 5 + [404]
    assert "used_url" in told["last"]


def test_an_answer_can_be_made_to_fail(slack: LocalSlack, client: WebClient, app: App, heard: Heard) -> None:
    @app.action("go")
    def pressed(ack: Ack, respond: Respond) -> None:
        ack()
        heard.add({"code": respond(text="x").status_code})

    slack.faults.add("response_url", Fault(status=500))
    slack.do(slack.acts.press(slack.person, posted(slack, client, button()), "go"))
    assert heard.wait()[0]["code"] == 500


def test_pressing_what_is_not_there_is_an_error(slack: LocalSlack, client: WebClient) -> None:
    message = posted(slack, client, button())
    with pytest.raises(WorkspaceError, match="action_not_found"):
        slack.do(slack.acts.press(slack.person, message, "gone"))


def test_an_app_that_does_not_acknowledge_is_noticed() -> None:
    with LocalSlack(seconds=0.1) as slack:
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        message = posted(slack, client, button())
        with pytest.raises(TimeoutError):
            slack.do(slack.acts.press(slack.person, message, "go"))
