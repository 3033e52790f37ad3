"""Models of the user's choice come from this machine."""

from __future__ import annotations

import os


def stay_offline() -> None:
    """Set up the Hugging Face libraries, before their first import, to fetch nothing behind the user's back.

    Who wants a model from a hub sets ``HF_HUB_OFFLINE=0``.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
