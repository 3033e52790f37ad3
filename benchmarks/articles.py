"""Articles that say nothing: as many as asked for, with words as rare and as common as in real ones.

A collection mixed from few sentences has few words, each of them in a large share of its passages, and a lexical index
of it is unlike any real one. Here the words follow Zipf's law as Mandelbrot corrected it (1953).
"""

from __future__ import annotations

import random
from itertools import accumulate

from retrieval.packaged import vocabulary

_WORDS = 60_000
_SENTENCES = 300_000
_COMMON = 200  # words so frequent that they name nothing
_SHIFT, _SLOPE = 2.7, 1.05
_LENGTHS = (8, 28)
_NAMED, _DATED = 0.4, 0.25  # shares of the sentences


class Language:
    """Sentences of English words, the most frequent first, and of rare compounds that the seed decides."""

    def __init__(self, seed: int = 1) -> None:
        chance = random.Random(seed)  # noqa: S311 - nothing is kept secret here
        known = [piece for piece in vocabulary() if piece.isascii() and piece.isalpha() and len(piece) > 1]
        made = dict.fromkeys(known)
        while len(made) < _WORDS:
            made[chance.choice(known) + chance.choice(known)] = None
        self._words = list(made)
        self._made: dict[int, str] = {}
        self._weights = list(accumulate((rank + _SHIFT) ** -_SLOPE for rank in range(len(made))))

    def sentence(self, chance: random.Random) -> str:
        """A sentence of 8 to 28 words, now and then with a name and a year; of many, some come again."""
        number = chance.randrange(_SENTENCES)
        if number not in self._made:
            self._made[number] = self._sentence(random.Random(number))  # noqa: S311
        return self._made[number]

    def _sentence(self, chance: random.Random) -> str:
        words = chance.choices(self._words, cum_weights=self._weights, k=chance.randint(*_LENGTHS))
        words[0] = words[0].capitalize()
        if chance.random() < _NAMED:
            words.insert(len(words) // 2, chance.choice(self._words[_COMMON:]).capitalize())
        if chance.random() < _DATED:
            words.append(f"in {chance.randint(1950, 2025)}")
        return f"{' '.join(words)}."
