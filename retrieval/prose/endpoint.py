"""A chat model behind an OpenAI-compatible endpoint (``POST /chat/completions``, streamed as server-sent events)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from pydantic import SecretStr

from retrieval.prose.model import ModelFailed

_MAX_BYTES = 1_000_000  # an answer has a few thousand; the rest is the protocol's own
_OK = 200
_LIMITED = 429


class Endpoint:
    """One model of one endpoint. Nothing is asked twice: who waits for an answer has another at hand."""

    def __init__(self, name: str, url: str, key: SecretStr, seconds: float) -> None:
        self.name = name
        self._url = f"{url.rstrip('/')}/chat/completions"
        self._key = key
        self._seconds = seconds
        # Made once, because reading the certificates takes longer than all the rest of a call.
        self._tls = httpx.create_ssl_context() if url.startswith("https:") else False

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The text in pieces, an empty one for each line that holds none. Raises ModelFailed."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        # No temperature and no length: some models refuse any but their own.
        body = {"model": self.name, "messages": messages, "stream": True}
        with self._opened(body) as response:
            if response.status_code != _OK:
                limited = " (rate limit)" if response.status_code == _LIMITED else ""
                raise ModelFailed(f"it answered HTTP {response.status_code}{limited}")
            if "event-stream" in response.headers.get("content-type", ""):
                yield from _streamed(_lines(response))
            else:
                yield _content(_parsed("\n".join(_lines(response))), "message")

    @contextmanager
    def _opened(self, body: dict[str, Any]) -> Iterator[httpx.Response]:
        key = self._key.get_secret_value()
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            # Not followed elsewhere: the key is meant for this address alone.
            with (
                httpx.Client(timeout=self._seconds, follow_redirects=False, verify=self._tls) as client,
                client.stream("POST", self._url, json=body, headers=headers) as response,
            ):
                yield response
        except httpx.TimeoutException as error:
            raise ModelFailed(f"it took more than {self._seconds:g} seconds") from error
        except httpx.ConnectError as error:
            raise ModelFailed("it cannot be reached") from error
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise ModelFailed(f"its answer broke off ({type(error).__name__})") from error


def _lines(response: httpx.Response) -> Iterator[str]:
    held, size = "", 0
    for piece in response.iter_text():
        size += len(piece)
        if size > _MAX_BYTES:
            raise ModelFailed("it does not come to an end")
        *lines, held = (held + piece).split("\n")
        yield from lines or [""]
    yield held


def _streamed(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        name, _, value = line.strip().partition(":")
        if name != "data":
            yield ""  # comments and empty lines keep a connection alive; time goes by all the same
            continue
        if value.strip() == "[DONE]":
            return
        event = _parsed(value)
        yield _content(event, "delta")
        if any(choice.get("finish_reason") for choice in event.get("choices", [])):
            return
    raise ModelFailed("its answer broke off")


def _parsed(text: str) -> dict[str, Any]:
    try:
        event = json.loads(text)
    except ValueError as error:
        raise ModelFailed("it answered something else than the chat protocol") from error
    if not isinstance(event, dict):
        raise ModelFailed("it answered something else than the chat protocol")
    if event.get("error"):
        raise ModelFailed("it answered with an error")
    return event


def _content(event: dict[str, Any], part: str) -> str:
    """The text of an event; some tell only numbers, at the end."""
    try:
        content = event["choices"][0][part].get("content") if event["choices"] else ""
    except (AttributeError, KeyError, IndexError, TypeError) as error:
        raise ModelFailed("it answered something else than the chat protocol") from error
    if content is not None and not isinstance(content, str):
        raise ModelFailed("it answered something else than the chat protocol")
    return content or ""
