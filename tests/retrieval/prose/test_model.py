"""Which model the settings name, and the models of llama-index over a real connection."""

from __future__ import annotations

import json
from http.server import BaseHTTPRequestHandler

import pytest
from pydantic import SecretStr

from retrieval.errors import UsageError
from retrieval.prose.endpoint import Endpoint
from retrieval.prose.model import Model, ModelFailed, load_model
from retrieval.settings import Settings
from tests.retrieval.prose.server import Behaviour, Server, body


def _loaded(llm: str, url: str = "", key: str = "") -> Model | None:
    return load_model(Settings(llm=llm, llm_url=url, llm_key=SecretStr(key), llm_timeout=5.0))


def test_without_the_setting_there_is_no_model() -> None:
    assert _loaded("") is None


@pytest.mark.parametrize("name", ["tiny", "qwen3:8b", "org/model:free"])
def test_a_name_with_an_address_is_a_model_behind_it(name: str) -> None:
    model = _loaded(name, "http://localhost:8000/v1")
    assert isinstance(model, Endpoint)
    assert model.name == name


@pytest.mark.parametrize(
    ("llm", "url", "problem"),
    [
        ("tiny", "", "PINCITE_LLM_URL"),
        ("tiny", "localhost:8000", "PINCITE_LLM_URL"),
        ("tiny", "file:///etc/passwd", "PINCITE_LLM_URL"),
        ("anthropic:claude-sonnet-4-5", "", "PINCITE_LLM_KEY"),
    ],
)
def test_a_model_that_cannot_be_used_says_which_setting_is_missing(llm: str, url: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        _loaded(llm, url)


def test_the_key_is_not_in_what_the_settings_print() -> None:
    settings = Settings(llm="m", llm_key=SecretStr("sk-secret"))
    assert "sk-secret" not in f"{settings!r}{settings}{settings.model_dump()}{settings.model_dump_json()}"


def _ollama(handler: BaseHTTPRequestHandler) -> None:
    if handler.path == "/api/show":
        body(b'{"model_info": {"m.context_length": 4096}}')(handler)
        return
    lines = [
        {"model": "m", "message": {"role": "assistant", "content": piece}, "done": done}
        | {"prompt_eval_count": 1, "eval_count": 1}
        for piece, done in (("It is", False), (" so. [1]", True))
    ]
    body("\n".join(map(json.dumps, lines)).encode(), content_type="application/x-ndjson")(handler)


def _anthropic(handler: BaseHTTPRequestHandler) -> None:
    usage = {"input_tokens": 1, "output_tokens": 1}
    message: dict[str, object] = {"id": "1", "type": "message", "role": "assistant", "model": "m", "content": []}
    message |= {"stop_reason": None, "stop_sequence": None, "usage": usage}
    events: list[dict[str, object]] = [
        {"type": "message_start", "message": message},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "It is so. [1]"}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 9}},
        {"type": "message_stop"},
    ]  # fmt: skip
    text = "".join(f"event: {each['type']}\ndata: {json.dumps(each)}\n\n" for each in events)
    body(text.encode(), content_type="text/event-stream")(handler)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("llm", "behaviour", "path"),
    [("ollama:m", _ollama, "/api/chat"), ("anthropic:claude-sonnet-4-5", _anthropic, "/v1/messages")],
)
def test_a_model_of_llama_index_writes_and_fails_like_any_other(
    server: Server, llm: str, behaviour: Behaviour, path: str
) -> None:
    model = _loaded(llm, server.url.removesuffix("/v1"), "sk-secret")
    assert model is not None
    server.behaviour = behaviour
    assert "".join(model.stream("rules", "data")) == "It is so. [1]"
    assert server.asked[-1][0] == path
    server.behaviour = body(b'{"error": "sk-secret"}', 500)
    with pytest.raises(ModelFailed) as failed:
        list(model.stream("rules", "data"))
    assert "HTTP 500" in str(failed.value)
    assert "sk-secret" not in str(failed.value)
