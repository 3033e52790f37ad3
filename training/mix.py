"""The training mix: every source, newly drawn for each pass, without anything held out."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

from training.examples import Example, as_typed
from training.from_rows import ROW_FILES, row_examples
from training.from_sets import MEASURED_ONLY, SET_USES, SetExamples
from training.holdout import LeakFilter, held_out
from training.sets import QuestionSet
from training.swaps import swapped


class Mix:
    """Draws the examples of a pass; ``folder`` holds the question sets and the files under ``train``."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._seed = seed
        sets = {use.name: QuestionSet(use.name, folder / use.name) for use in SET_USES}
        kept_out = {name: held_out(each) for name, each in sets.items()}
        self._sets = [SetExamples(sets[use.name], use, kept_out[use.name]) for use in SET_USES]
        texts = [sets[name].pages[key].text for name, keys in kept_out.items() for key in keys]
        for name in MEASURED_ONLY:
            texts += [page.text for page in QuestionSet(name, folder / name).pages.values()]
        self._filter = LeakFilter(texts)

    def draw(self, number: int) -> list[Example]:
        """The examples of pass ``number``, the same for the same seed."""
        rng = random.Random(f"{self._seed} {number}")  # noqa: S311 - sampling, not cryptography
        drawn = [example for part in self._sets for example in part.draw(rng)]
        for file in ROW_FILES:
            drawn.extend(row_examples(self._folder / "train", file, rng))
        clean = [example for example in drawn if example.sentences and not self._filter.leaks(example.passage)]
        clean.extend(list(swapped(clean, rng)))
        rng.shuffle(clean)
        return [as_typed(example, rng) for example in clean]


def described(examples: list[Example]) -> str:
    """One line for each source: how many examples, and how many of them are answerable."""
    total = Counter(example.source for example in examples)
    answerable = Counter(example.source for example in examples if example.answerable)
    lines = [f"{source:28} {count:6} {answerable[source]:6} answerable" for source, count in total.most_common()]
    return "\n".join([*lines, f"{'all':28} {len(examples):6} {sum(answerable.values()):6} answerable"])
