"""How much a word tells: rare words tell more, whatever the size of the index."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from retrieval.packaged import vocabulary

# The model's word-piece vocabulary is ordered by frequency from here on; before it stand special and single signs.
_FIRST_WORD = 1996
_UNKNOWN = 30000


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """Between about 0 for "the" and 1 for a word that the vocabulary does not hold; numbers count as rare."""
    if word[:1].isdigit():
        return 0.9
    rank = _ranks().get(word, _UNKNOWN)
    return math.log1p(max(rank - _FIRST_WORD, 0)) / math.log1p(_UNKNOWN - _FIRST_WORD)


@cache
def _ranks() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(vocabulary())}
