"""Settings, read from the environment (``PINCITE_…``) and then from ``pincite.toml`` in the working folder."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from retrieval.chroma_server import ChromaServer, chroma_server
from retrieval.errors import UsageError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
MAX_DAYS = 36_500  # a hundred years; what is to be kept longer is kept for ever


class Keep(StrEnum):
    """What the log keeps of an answer."""

    ALL = "all"
    ANSWERS = "answers"
    OFF = "off"


class Settings(BaseSettings):
    """Where things are kept and which model reads them.

    ``home`` holds the index, the state and the exported model; ``index`` moves the index elsewhere;
    ``embedding_model`` is the packaged default or any sentence-transformers name or path, ``reranker`` any
    cross-encoder likewise; ``max_error`` is the share of answers that may be wrong, which decides when to decline;
    ``allow_private`` lets ``ingest`` fetch from addresses of private networks.

    ``llm`` is the language model that writes prose (none without it): a model behind the OpenAI-compatible endpoint
    ``llm_url``, or ``ollama:NAME`` or ``anthropic:NAME``; ``llm_key`` is its key, and after ``llm_timeout`` seconds
    the answer goes out without it.

    ``database_url`` names a PostgreSQL (``postgresql://…``) that holds the log, the standing answers and the bot's
    state for several processes, in place of files in ``home``.

    ``chroma_url`` names a Chroma server (``http://host:8000``) that keeps the vectors in place of files in the index,
    and ``chroma_token`` what it wants to see of whoever asks.

    ``audiences`` is the file that says who in Slack may see which documents (``retrieval.directory``).

    ``log`` says what is kept of each answer: all of it, the answer without who asked and where, or nothing; after
    ``log_days`` it is deleted for good (0: never).
    """

    model_config = SettingsConfigDict(
        env_prefix="PINCITE_", env_ignore_empty=True, toml_file="pincite.toml", extra="ignore", frozen=True
    )

    home: Path = Path(".pincite")
    index: Path | None = None
    embedding_model: str = DEFAULT_MODEL
    reranker: str | None = None
    max_error: float | None = Field(default=None, gt=0, le=0.5)
    allow_private: bool = False
    llm: str = ""
    llm_url: str = ""
    llm_key: SecretStr = SecretStr("")
    llm_timeout: float = Field(default=20.0, gt=0)
    database_url: SecretStr = SecretStr("")
    chroma_url: SecretStr = SecretStr("")
    chroma_token: SecretStr = SecretStr("")
    audiences: Path | None = None
    log: Keep = Keep.ALL
    log_days: int = Field(default=365, ge=0, le=MAX_DAYS)

    @property
    def index_dir(self) -> Path:
        """The folder of the index."""
        return self.index or self.home / "index"

    @property
    def chroma(self) -> ChromaServer | None:
        """The server that keeps the vectors, if any. Raises UsageError for a URL that cannot be."""
        url = self.chroma_url.get_secret_value()
        return chroma_server(url, self.chroma_token.get_secret_value()) if url else None

    @property
    def log_place(self) -> Path | str:
        """The log of answers: a file, or the database's URL."""
        return self.database_url.get_secret_value() or self.home / "answers.sqlite3"

    @property
    def watches_place(self) -> Path | str:
        """The standing answers, likewise."""
        return self.database_url.get_secret_value() or self.home / "watches.sqlite3"

    @property
    def models_dir(self) -> Path:
        """Exported graphs, one folder for each set of weights."""
        return self.home / "models"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def shown_url(url: str) -> str:
    """An address as it may be shown: without who signs in, and without what follows its path, which may be a key."""
    address = re.split(r"[?#]", url, maxsplit=1)[0]
    scheme, mark, place = address.rpartition("://")
    _, at, place = place.rpartition("@")
    return f"{scheme}{mark}{f'…{at}' if at else ''}{place}"


def load_settings(index: Path | None = None) -> Settings:
    """Read the settings; ``index`` (from the command line) wins. Raises UsageError on a value that cannot be."""
    try:
        return Settings(index=index) if index is not None else Settings()
    except (ValidationError, ValueError) as error:
        raise UsageError(f"The settings are wrong; mend the environment or pincite.toml: {error}") from error
