"""Settings, read from the environment (``PINCITE_…``) and then from ``pincite.toml`` in the working folder."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from retrieval.errors import UsageError

DEFAULT_MODEL = "all-MiniLM-L6-v2"


class Settings(BaseSettings):
    """Where things are kept and which model reads them.

    ``home`` holds the index, the state and the exported model; ``index`` moves the index elsewhere;
    ``embedding_model`` is the packaged default or any sentence-transformers name or path; ``allow_private`` lets
    ``ingest`` fetch from addresses of private networks.
    """

    model_config = SettingsConfigDict(env_prefix="PINCITE_", toml_file="pincite.toml", extra="ignore", frozen=True)

    home: Path = Path(".pincite")
    index: Path | None = None
    embedding_model: str = DEFAULT_MODEL
    allow_private: bool = False

    @property
    def index_dir(self) -> Path:
        """The folder of the index."""
        return self.index or self.home / "index"

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


def load_settings(index: Path | None = None) -> Settings:
    """Read the settings; ``index`` (from the command line) wins. Raises UsageError on a value that cannot be."""
    try:
        return Settings(index=index) if index is not None else Settings()
    except (ValidationError, ValueError) as error:
        raise UsageError(f"The settings are wrong; mend the environment or pincite.toml: {error}") from error
