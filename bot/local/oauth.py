"""Installing an app by OAuth: codes for consent, tokens for codes, other tokens when those run out."""

from __future__ import annotations

import base64
import binascii
import itertools
import time
from dataclasses import dataclass, field

from bot.local.model import APP, Json, User, WorkspaceError
from bot.local.state import State

CLIENT_ID = "111.222"
CLIENT_SECRET = "local-secret"  # noqa: S105 - opens nothing but this
_LIFE_SECONDS = 12 * 3600
_CODE_SECONDS = 600.0


@dataclass(slots=True)
class _Grant:
    """One installation of the app in a workspace, by whoever consented."""

    state: State
    user: User
    scopes: str
    tokens: list[str] = field(default_factory=list)  # with rotation the last of them is good
    refresh: str = ""


@dataclass(slots=True)
class _Code:
    grant: _Grant
    issued: float
    used: bool = False


class OAuth:
    """What Slack knows of installations. To be used with the workspace's lock held.

    With ``rotating`` tokens end after ``life_seconds`` and are renewed with another that is good once.
    """

    def __init__(self) -> None:
        self.rotating = False
        self.life_seconds = _LIFE_SECONDS
        self._codes: dict[str, _Code] = {}
        self._grants: list[_Grant] = []
        self._revoked: set[str] = set()
        self._numbers = itertools.count(1)

    def consent(self, state: State, user: User, scopes: str) -> str:
        """Somebody allows the app into their workspace; the code goes to the app by their browser."""
        name = f"code-{next(self._numbers)}"
        self._codes[name] = _Code(_Grant(state, user, scopes), time.monotonic())
        return name

    def revoke(self, state: State) -> None:
        """Remove the app from a workspace."""
        for grant in [grant for grant in self._grants if grant.state is state]:
            self._grants.remove(grant)
            self._revoked.update(grant.tokens)

    def state_of(self, token: str) -> State | None:
        """The workspace of a token; None when it is none of an installation. Raises WorkspaceError."""
        if token in self._revoked:
            raise WorkspaceError("token_revoked")
        for grant in self._grants:
            if token in grant.tokens:
                if token != grant.tokens[-1]:
                    raise WorkspaceError("token_expired")
                return grant.state
        return None

    def access(self, args: Json, authorization: str) -> Json:
        """``oauth.v2.access``. Raises WorkspaceError."""
        _check_client(authorization, args)
        kind = str(args.get("grant_type") or "authorization_code")
        if kind == "refresh_token":
            refresh = str(args.get("refresh_token") or "")
            grant = next((grant for grant in self._grants if refresh and grant.refresh == refresh), None)
            if grant is None:
                raise WorkspaceError("invalid_refresh_token")
        elif kind == "authorization_code":
            grant = self._exchange(str(args.get("code") or ""))
        else:
            raise WorkspaceError("invalid_grant_type")
        return self._token(grant)

    def _exchange(self, name: str) -> _Grant:
        code = self._codes.get(name)
        if code is None or time.monotonic() - code.issued > _CODE_SECONDS:
            raise WorkspaceError("invalid_code")
        if code.used:
            raise WorkspaceError("code_already_used")
        code.used = True
        self._grants.append(code.grant)
        return code.grant

    def _token(self, grant: _Grant) -> Json:
        workspace, number = grant.state.workspace, next(self._numbers)
        grant.tokens.append(f"xoxe.xoxb-{number}" if self.rotating else f"xoxb-{number}")
        renewal: Json = {}
        if self.rotating:
            grant.refresh = f"xoxe-{number}"
            renewal = {"refresh_token": grant.refresh, "expires_in": self.life_seconds}
        return {
            "app_id": APP,
            "access_token": grant.tokens[-1],
            "token_type": "bot",
            "scope": grant.scopes,
            "bot_user_id": workspace.bot.id,
            "team": {"id": workspace.team, "name": workspace.team.title()},
            "enterprise": None,
            "is_enterprise_install": False,
            "authed_user": {"id": grant.user.id},
            **renewal,
        }


def _check_client(authorization: str, args: Json) -> None:
    client_id, secret = str(args.get("client_id") or ""), str(args.get("client_secret") or "")
    if authorization.startswith("Basic "):
        try:
            client_id, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            raise WorkspaceError("invalid_client_id") from None
    if client_id != CLIENT_ID:
        raise WorkspaceError("invalid_client_id")
    if secret != CLIENT_SECRET:
        raise WorkspaceError("bad_client_secret")
