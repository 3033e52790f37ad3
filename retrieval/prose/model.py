"""The language model that writes prose: any OpenAI-compatible endpoint, or a model of llama-index."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, Protocol
from urllib.parse import urlsplit

from retrieval.errors import PinciteError, UsageError
from retrieval.settings import Settings

_OPENAI = "https://api.openai.com/v1"
_PACKAGES = {"anthropic": "llama_index.llms.anthropic", "ollama": "llama_index.llms.ollama"}


class ModelFailed(PinciteError):
    """The model did not answer as it should; the text says why in a few words and holds no secret."""


class Model(Protocol):
    """Something that writes."""

    @property
    def name(self) -> str:
        """What it is called in what is shown."""
        ...

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The text in pieces as it is written, some of them empty. Raises ModelFailed."""
        ...


class LlamaIndexModel:
    """Any chat model of llama-index."""

    def __init__(self, name: str, llm: Any) -> None:
        self.name = name
        self._llm = llm

    def stream(self, system: str, user: str) -> Iterator[str]:
        """The text in pieces. Raises ModelFailed."""
        from llama_index.core.llms import ChatMessage, MessageRole

        messages = [
            ChatMessage(role=MessageRole.SYSTEM, content=system),
            ChatMessage(role=MessageRole.USER, content=user),
        ]
        try:
            for response in self._llm.stream_chat(messages):
                yield response.delta or ""
        except Exception as error:  # each integration has errors of its own, which may quote what was sent
            raise ModelFailed(_why(error)) from error


def load_model(settings: Settings) -> Model | None:
    """The model that the settings name, None without one. Raises UsageError when it cannot be used.

    ``PINCITE_LLM`` is ``ollama:NAME``, ``anthropic:NAME`` or the name of a model behind ``PINCITE_LLM_URL``.
    """
    if not settings.llm:
        return None
    provider, _, name = settings.llm.partition(":")
    if provider in _PACKAGES and name:
        return LlamaIndexModel(name, _integrated(provider, name, settings))
    return _endpoint(settings.llm, settings)


def _endpoint(name: str, settings: Settings) -> Model:
    # Plain HTTP and not llama-index's OpenAI package: that one takes seconds to import, and a stream that breaks off
    # ends there like one that is whole.
    from retrieval.prose.endpoint import Endpoint

    url = settings.llm_url or _OPENAI
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise UsageError(
            "PINCITE_LLM_URL is not an http(s) address; give the endpoint's base, such as http://localhost:8000/v1."
        )
    if not settings.llm_url and not settings.llm_key.get_secret_value():
        raise UsageError(
            f"PINCITE_LLM names the model {name!r}, and nothing says where it runs; set PINCITE_LLM_URL to an "
            "OpenAI-compatible endpoint, or PINCITE_LLM_KEY to use OpenAI's."
        )
    return Endpoint(name, url, settings.llm_key, settings.llm_timeout)


def _integrated(provider: str, name: str, settings: Settings) -> Any:
    if not _installed(_PACKAGES[provider]):
        raise UsageError(
            f"PINCITE_LLM names a model of {provider}; install it with `pip install 'pincite[{provider}]'`."
        )
    key = settings.llm_key.get_secret_value()
    if provider == "anthropic" and not key:
        raise UsageError("PINCITE_LLM names a model of Anthropic; set its key in PINCITE_LLM_KEY.")
    base: dict[str, Any] = {"base_url": settings.llm_url} if settings.llm_url else {}
    if provider == "ollama":
        from llama_index.llms.ollama import Ollama

        return Ollama(model=name, request_timeout=settings.llm_timeout, **base)
    from llama_index.llms.anthropic import Anthropic

    return Anthropic(model=name, api_key=key, timeout=settings.llm_timeout, max_retries=0, **base)


def _installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False


def _why(error: Exception) -> str:
    status = getattr(error, "status_code", None)
    return (
        f"it answered HTTP {status}"
        if isinstance(status, int) and status > 0
        else f"it failed ({type(error).__name__})"
    )
