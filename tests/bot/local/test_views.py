"""Modals and Home tabs of the local Slack, with a stock Bolt app at the other end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.local.slack import LocalSlack
from tests.bot.local.conftest import SUBMIT, Body, Heard, asking, button, error_of, modal


@pytest.fixture
def opener(slack: LocalSlack, client: WebClient, app: App) -> Callable[[Body], None]:
    """Open a modal as an app does: in answer to a button."""
    views: list[Body] = []

    @app.action("go")
    def pressed(ack: Ack, body: Body) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=views[-1])
        ack()

    def open_view(view: Body) -> None:
        views.append(view)
        row = {"type": "actions", "elements": [button()]}
        ts = client.chat_postMessage(channel=slack.general.id, text="x", blocks=[row])["ts"]
        slack.do(slack.acts.press(slack.person, slack.workspace.message(slack.general.id, str(ts)), "go"))

    return open_view


def test_a_modal_is_opened_filled_in_and_sent(
    slack: LocalSlack, app: App, heard: Heard, opener: Callable[[Body], None]
) -> None:
    @app.view("m")
    def sent(ack: Ack, body: Body) -> None:
        ack()
        heard.add(body)

    opener(modal(asking(), submit=SUBMIT, private_metadata="kept"))
    assert slack.modal() is not None
    assert slack.do(slack.acts.submit(slack.person, {"typed": "because"})) == {}
    view = heard.wait()[0]["view"]
    assert view["state"]["values"] == {"asked": {"typed": {"type": "plain_text_input", "value": "because"}}}
    assert (view["private_metadata"], view["callback_id"]) == ("kept", "m")
    assert slack.modal() is None


def test_errors_keep_the_modal_open(slack: LocalSlack, app: App, opener: Callable[[Body], None]) -> None:
    @app.view("m")
    def sent(ack: Ack) -> None:
        ack(response_action="errors", errors={"asked": "too short"})

    opener(modal(asking(), submit=SUBMIT))
    assert slack.do(slack.acts.submit(slack.person, {"typed": "x"})) == {"asked": "too short"}
    assert slack.modal() is not None


def test_a_modal_is_updated_and_others_put_on_top_and_cleared(
    slack: LocalSlack, app: App, opener: Callable[[Body], None]
) -> None:
    answers: Iterator[Body] = iter(
        [
            {"response_action": "update", "view": modal(asking(), submit=SUBMIT, private_metadata="2")},
            {"response_action": "push", "view": modal(asking(), submit=SUBMIT, private_metadata="3")},
            {"response_action": "clear"},
        ]
    )

    @app.view("m")
    def sent(ack: Ack) -> None:
        ack(**next(answers))

    opener(modal(asking(), submit=SUBMIT, private_metadata="1"))
    seen = []
    for _ in range(3):
        slack.do(slack.acts.submit(slack.person, {}))
        top = slack.modal()
        seen.append(top and top.given["private_metadata"])
    assert seen == ["2", "3", None]


def test_closing_is_told_only_when_asked_for(
    slack: LocalSlack, app: App, heard: Heard, opener: Callable[[Body], None]
) -> None:
    @app.view_closed("m")
    def closed(ack: Ack, body: Body) -> None:
        ack()
        heard.add(body)

    opener(modal())
    slack.do(slack.acts.close(slack.person))
    opener(modal(notify_on_close=True))
    slack.do(slack.acts.close(slack.person))
    assert slack.modal() is None
    assert [body["view"]["notify_on_close"] for body in heard.wait()] == [True]
    assert len(heard.bodies) == 1


def test_what_is_chosen_in_a_modal_is_told_and_kept_in_its_state(
    slack: LocalSlack, client: WebClient, app: App, heard: Heard, opener: Callable[[Body], None]
) -> None:
    @app.action("who")
    def chosen(ack: Ack, body: Body) -> None:
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=modal(private_metadata="new"))
        ack()
        heard.add(body)

    select = {"type": "users_select", "action_id": "who"}
    opener(modal({"type": "actions", "block_id": "row", "elements": [select]}))
    view = slack.modal()
    assert view is not None
    slack.do(slack.acts.press(slack.person, view, "who", slack.person.id))
    state = heard.wait()[0]["view"]["state"]["values"]
    assert state == {"row": {"who": {"type": "users_select", "selected_user": slack.person.id}}}
    assert view.given["private_metadata"] == "new"


def test_a_trigger_is_good_once_and_not_for_ever(slack: LocalSlack, client: WebClient) -> None:
    assert error_of(lambda: client.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"
    assert error_of(lambda: client.api_call("views.open", json={"view": modal()})) == "invalid_arguments"
    trigger = slack.state.triggers.issue(slack.person.id)
    client.views_open(trigger_id=trigger, view=modal())
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    late = slack.state.triggers.issue(slack.person.id)
    slack.state.triggers.seconds = 0.0
    assert error_of(lambda: client.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"


def test_three_modals_may_lie_on_top_of_each_other(slack: LocalSlack, client: WebClient) -> None:
    def trigger() -> str:
        return slack.state.triggers.issue(slack.person.id)

    assert error_of(lambda: client.views_push(trigger_id=trigger(), view=modal())) == "not_found"
    first = client.views_open(trigger_id=trigger(), view=modal())["view"]
    second = client.views_push(trigger_id=trigger(), view=modal())["view"]
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    client.views_push(trigger_id=trigger(), view=modal())
    assert error_of(lambda: client.views_push(trigger_id=trigger(), view=modal())) == "push_limit_reached"


@pytest.mark.parametrize(
    ("view", "error"),
    [
        (modal(title={"type": "plain_text", "text": "x" * 25}), "invalid_arguments"),
        (modal(title=None), "invalid_arguments"),
        (modal(asking()), "invalid_arguments"),
        (modal(callback_id="x" * 256), "invalid_arguments"),
        (modal(private_metadata="x" * 3001), "invalid_arguments"),
        (modal(*[{"type": "divider"}] * 101), "invalid_arguments"),
        (modal({"type": "unheard_of"}), "invalid_arguments"),
        ({**modal(), "type": "home"}, "invalid_arguments"),
        ("{", "invalid_arguments"),
        (modal({"type": "image", "alt_text": "x" * 250_000, "image_url": "https://a.example"}), "view_too_large"),
    ],
)
def test_a_view_beyond_the_limits_is_refused_and_leaves_the_trigger(
    slack: LocalSlack, client: WebClient, view: Body, error: str
) -> None:
    trigger = slack.state.triggers.issue(slack.person.id)
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=view)) == error
    client.views_open(trigger_id=trigger, view=modal(*[{"type": "divider"}] * 100))


def test_the_home_tab_is_asked_for_published_and_guarded_by_its_hash(
    slack: LocalSlack, client: WebClient, app: App, heard: Heard
) -> None:
    slack.subscriptions |= {"app_home_opened"}
    home = {"type": "home", "blocks": [{"type": "divider"}]}

    @app.event("app_home_opened")
    def opened(event: Body) -> None:
        if "view" not in event:
            client.views_publish(user_id=event["user"], view=home)
        heard.add(event)

    slack.do(slack.acts.open_home(slack.person))
    (first,) = heard.wait()
    assert (first["tab"], first["user"], first["channel"]) == ("home", slack.person.id, slack.direct.id)
    published = slack.state.views.home(slack.person.id)
    assert published is not None
    slack.do(slack.acts.open_home(slack.person))
    assert heard.wait(2)[1]["view"]["id"] == published.id
    old = published.hash
    client.views_publish(user_id=slack.person.id, view=home, hash=old)
    assert error_of(lambda: client.views_publish(user_id=slack.person.id, view=home, hash=old)) == "hash_conflict"
    assert error_of(lambda: client.views_publish(user_id="U9", view=home)) == "user_not_found"
