"""A Chroma server: where it is, how to reach it, and what to say when that fails."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from retrieval.errors import ChromaUnusable, IndexMissing, PinciteError, UsageError
from retrieval.unused import leave_out_unused

if TYPE_CHECKING:
    import httpx
    from chromadb.api import ClientAPI
    from chromadb.api.client import Client

_CONNECTING, _GREETING, _ANSWERING = 5.0, 10.0, 60.0  # seconds; Chroma's own client waits without end
_SAID = 200  # characters of what a server says that are repeated


@dataclass(frozen=True, slots=True)
class ChromaServer:
    """Its address, which may be shown, and the headers with which Pincite signs in, which may not."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    def connected(self) -> ClientAPI:
        """A client of the server. Raises ChromaUnusable when it cannot be reached or is something else."""
        leave_out_unused()
        # Imported here because it takes half a second, in which other threads can load the models.
        import chromadb
        import httpx
        from chromadb.config import Settings as ChromaSettings

        settings = ChromaSettings(anonymized_telemetry=False)
        if self.url.startswith("http:"):
            settings.chroma_server_ssl_verify = False  # or certificates are loaded that nobody asks for
        with self.reaching():
            self._check()
            client = chromadb.HttpClient(self.url, headers=dict(self.headers), settings=settings)
        # Chroma has no setting for it, and a question must not hang with its server.
        _session(client).timeout = httpx.Timeout(_ANSWERING, connect=_CONNECTING)
        return client

    @contextmanager
    def reaching(self) -> Iterator[None]:
        """Say in one sentence why the server did not do what it was asked for."""
        try:
            yield
        except PinciteError:
            raise
        except Exception as error:  # Chroma's client raises Exception itself for what it does not understand
            raise self._told(error) from error

    def _check(self) -> None:
        """Raises when what answers is not Chroma; without this one would wait for it without end."""
        import httpx

        verify: ssl.SSLContext | bool = httpx.create_ssl_context() if self.url.startswith("https:") else False
        timeout = httpx.Timeout(_GREETING, connect=_CONNECTING)
        address = f"{self.url}/api/v2/heartbeat"
        answer = httpx.get(address, headers=dict(self.headers), timeout=timeout, verify=verify)
        if answer.status_code in {401, 403} or answer.status_code >= 500:
            answer.raise_for_status()
        if not answer.is_success or "nanosecond heartbeat" not in answer.text:
            raise ChromaUnusable(
                f"What answers at {self.url} is not Chroma, or one older than release 1; mend PINCITE_CHROMA_URL."
            )

    def _told(self, error: Exception) -> PinciteError:
        import httpx
        from chromadb.errors import AuthorizationError, ChromaAuthError, NotFoundError

        # Chroma's client forgets the response but for the exception in whose handling it raises its own.
        response = getattr(error, "response", None) or getattr(error.__context__, "response", None)
        status = response.status_code if response is not None else None
        if status in {401, 403} or isinstance(error, AuthorizationError | ChromaAuthError):
            return ChromaUnusable(
                f"The Chroma server at {self.url} refuses who asks; set PINCITE_CHROMA_TOKEN to a token that it takes."
            )
        if isinstance(error, NotFoundError):
            return IndexMissing(
                f"The Chroma server at {self.url} has lost vectors; run `pincite ingest` again, which embeds nothing "
                "anew."
            )
        if isinstance(error, httpx.TransportError):
            reason = str(error) or type(error).__name__
            return ChromaUnusable(
                f"The Chroma server at {self.url} cannot be reached ({reason}); start it or mend PINCITE_CHROMA_URL, "
                "and try again."
            )
        said = " ".join(str(response.text if response is not None else error).split())[:_SAID]
        return ChromaUnusable(
            f"The Chroma server at {self.url} fails ({f'{status}: ' if status else ''}{said}); look into its log and "
            "try again."
        )


def chroma_server(url: str, token: str) -> ChromaServer:
    """The server at a URL. Raises UsageError for what is no URL or cannot be sent as a token."""
    parts = urlsplit(url)
    try:
        parts.port  # noqa: B018 - read for what it raises
        known = parts.scheme in {"http", "https"} and parts.hostname
    except ValueError:
        known = False
    if not known or parts.query or parts.fragment:
        raise UsageError("PINCITE_CHROMA_URL is not the address of a server; write it as http://HOST:8000.")
    if not (token.isascii() and token.isprintable()):
        raise UsageError("PINCITE_CHROMA_TOKEN holds characters that no token has; copy it again.")
    user, at, host = parts.netloc.rpartition("@")
    # Who signs in goes into a header, so that no log and no error that names the address can repeat it.
    headers = {"Authorization": f"Basic {base64.b64encode(unquote(user).encode()).decode()}"} if at else {}
    if token:
        headers = {"Authorization": f"Bearer {token}"}
    return ChromaServer(f"{parts.scheme}://{host}{parts.path.rstrip('/')}", headers)


def disconnect(client: ClientAPI) -> None:
    """Close a client and its connections, which Chroma leaves open."""
    for each in (client, cast(Any, client)._admin_client):
        _session(each).close()
    cast("Client", client).close()


def _session(client: Any) -> httpx.Client:
    session: httpx.Client = client._server._session
    return session
