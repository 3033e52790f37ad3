"""Collections of any size for measurements, and questions about them; no two passages are alike."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.loaders.paths import load, source_files
from ingest.loaders.source import Loaded
from ingest.passages import PASSAGE_CHARS, parse
from retrieval.markers import shown
from retrieval.tokens import STOP_WORDS, words

CORPUS = Path(__file__).parents[1] / "corpus"
_ASKED_WORDS = 6

Sentences = Callable[[random.Random], str]  # one of them, by chance


def sentences(folder: Path = CORPUS) -> list[str]:
    """Every sentence of a folder of sources, as shown."""
    documents = [parse(loaded) for loaded in load(source_files([folder])) if isinstance(loaded, Loaded)]
    return [
        shown(document.text[sentence.start : sentence.end])
        for document in documents
        for passage in document.passages
        for sentence in passage.sentences
    ]


def mixed(folder: Path = CORPUS) -> Sentences:
    """The sentences of a folder or file of sources."""
    pool = sentences(folder)
    return lambda chance: chance.choice(pool)


def write(file: Path, passages: int, sentence: Sentences, seed: int = 1, of_one: int = 10) -> None:
    """A ``.jsonl`` file of documents of ``of_one`` passages that come to about so many; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret here
    with file.open("w", encoding="utf-8") as out:
        for first in range(0, passages, of_one):
            count = min(of_one, passages - first)
            text = "\n\n".join(_passage(chance, sentence, first + number) for number in range(count))
            out.write(json.dumps({"doc_id": f"d{first}", "title": f"Document {first}", "text": text}) + "\n")


def questions(sentence: Sentences, count: int, seed: int = 2) -> list[str]:
    """Questions in the words of sentences such as the collection has."""
    chance = random.Random(seed)  # noqa: S311
    asked: list[str] = []
    while len(asked) < count:
        said = [word for word in words(sentence(chance)) if word not in STOP_WORDS]
        if len(said) >= _ASKED_WORDS:
            first = chance.randint(0, len(said) - _ASKED_WORDS)
            asked.append(f"What is said about {' '.join(said[first : first + _ASKED_WORDS])}?")
    return asked


def _passage(chance: random.Random, sentence: Sentences, number: int) -> str:
    """Sentences that fill one passage, of which the first names it."""
    return " ".join(
        _filled(chance, sentence, f"Record {number:,} was entered under the number {chance.randrange(10**9)}.")
    )


def _filled(chance: random.Random, sentence: Sentences, first: str) -> Iterator[str]:
    yield first
    length = len(first)
    while True:
        following = sentence(chance)
        length += len(following) + 1
        if length > PASSAGE_CHARS:
            return
        yield following
