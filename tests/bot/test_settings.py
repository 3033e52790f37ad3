"""Missing and wrong settings get one line that says what, where and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import BotSettings, check, load_bot_settings
from retrieval.errors import UsageError


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "BOT_TOKEN",
        "APP_TOKEN",
        "API_URL",
        "STATE",
        "WORKERS",
        "SIGNING_SECRET",
        "CLIENT_ID",
        "CLIENT_SECRET",
    ):
        monkeypatch.delenv(f"SLACK_{name}", raising=False)


def settings(**changes: object) -> BotSettings:
    return BotSettings.model_validate({"bot_token": "xoxb-1", "app_token": "xapp-1", **changes})


@pytest.mark.parametrize("field", ["bot_token", "app_token"])
@pytest.mark.parametrize("token", ["", "  "])
def test_a_missing_token_is_named(field: str, token: str) -> None:
    with pytest.raises(UsageError, match=rf"^SLACK_{field.upper()} is not set: copy it from https://[^\n]+$"):
        check(settings(**{field: token}))


@pytest.mark.parametrize(
    ("field", "token"),
    [
        ("bot_token", "xapp-secret"),
        ("bot_token", "xoxp-secret"),
        ("bot_token", " xoxb-secret"),
        ("bot_token", "xoxb-secret\n"),
        ("bot_token", "xoxb-sécret"),
        ("app_token", "xoxb-secret"),
        ("app_token", "xapp-se cret"),
    ],
)
def test_a_token_of_the_wrong_kind_is_named_and_not_shown(field: str, token: str) -> None:
    with pytest.raises(UsageError, match=rf"SLACK_{field.upper()} is not such a token") as caught:
        check(settings(**{field: token}))
    assert "cret" not in str(caught.value)


@pytest.mark.parametrize("url", ["slack.com/api", "file:///etc/passwd", "http://", "http://[", "https://slack.com/a b"])
def test_an_impossible_address_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="SLACK_API_URL"):
        check(settings(api_url=url))


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-1")
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:1/api/")
    found = load_bot_settings(tmp_path)
    assert found.bot_token.get_secret_value() == "xoxb-1"
    assert found.api_url == "http://127.0.0.1:1/api/"
    assert found.state == tmp_path / "slack.sqlite"
    monkeypatch.setenv("SLACK_STATE", str(tmp_path / "elsewhere"))
    assert load_bot_settings(tmp_path).state == tmp_path / "elsewhere"


def test_a_value_of_the_wrong_type_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_WORKERS", "many")
    with pytest.raises(UsageError, match=r"^SLACK_WORKERS is wrong: "):
        load_bot_settings()


def test_tokens_are_not_shown_with_the_settings() -> None:
    assert "xoxb-1" not in repr(settings())


def test_with_a_signing_secret_no_app_token_is_needed() -> None:
    chosen = settings(app_token="", signing_secret="s")
    check(chosen)
    assert chosen.over_http
    assert not settings(signing_secret="s").over_http  # a socket where both are there


@pytest.mark.parametrize("secret", ["  ", "hidden ", "hid den", "hídden", "hidden\n"])
def test_a_signing_secret_that_cannot_be_one_is_refused_and_not_shown(secret: str) -> None:
    with pytest.raises(UsageError, match="SLACK_SIGNING_SECRET is not such a secret") as caught:
        check(settings(app_token="", signing_secret=secret))
    assert "dden" not in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"client_secret": ""}, "SLACK_CLIENT_SECRET is not"),
        ({"bot_token": "xoxb-1"}, "SLACK_BOT_TOKEN are both set"),
        ({"signing_secret": ""}, "needs SLACK_SIGNING_SECRET"),
        ({"app_token": "xapp-1"}, "needs SLACK_SIGNING_SECRET and no SLACK_APP_TOKEN"),
    ],
)
def test_what_contradicts_an_installation_by_others_is_named(changes: dict[str, str], named: str) -> None:
    many = {"bot_token": "", "app_token": "", "signing_secret": "s", "client_id": "1.2", "client_secret": "c"}
    check(settings(**many))
    with pytest.raises(UsageError, match=named):
        check(settings(**{**many, **changes}))


def test_admins_are_named_by_their_ids() -> None:
    assert settings(admins="U1, U2 U3").admin_ids == {"U1", "U2", "U3"}
