"""A system behind an address: each question is one POST."""

from __future__ import annotations

import time

import httpx

from evals.runs.provenance import digest
from evals.subjects.subject import Reply, SubjectError
from evals.subjects.wire import MAX_BYTES, read_reply, request
from retrieval.answer import Question
from retrieval.settings import shown_url


class HttpSubject:
    """Asks an ``http(s)`` address. An answer may take ``patience`` seconds in all, however slowly it drips in."""

    def __init__(self, url: str, patience: float = 60.0) -> None:
        self.name = shown_url(url)
        self._url = url
        self._patience = patience
        self._client = httpx.Client(timeout=httpx.Timeout(patience, connect=min(patience, 10.0)))

    def describe(self) -> dict[str, str]:
        """Where it was asked; of the parts that may hold a secret, only whether they are the same."""
        if self._url == self.name:
            return {"address": self.name}
        # Few enough digits that no secret is found by trying which ones lead to them.
        return {"address": self.name, "address in full": digest([self._url])[:4]}

    def ask(self, question: Question) -> Reply:
        """Post a question. Raises SubjectError for whatever is not a good answer in time."""
        asked, body = request(question)
        try:
            given = self._post(body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise SubjectError(f"{self.name}: {error or type(error).__name__}") from error
        return read_reply(given, asked, question)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _post(self, body: bytes) -> bytes:
        until, given = time.monotonic() + self._patience, b""
        with self._client.stream(
            "POST", self._url, content=body, headers={"content-type": "application/json"}
        ) as response:
            if not response.is_success:
                raise SubjectError(f"{self.name}: HTTP {response.status_code} {response.reason_phrase}")
            for part in response.iter_bytes():
                given += part
                if time.monotonic() > until:
                    raise SubjectError(f"no whole answer within {self._patience:g} seconds")
                if len(given) > MAX_BYTES:
                    break
        return given
