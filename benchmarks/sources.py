"""Collections of any size for measurements: the words of ``corpus/``, mixed so that no two passages are alike."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.loaders.paths import load, source_files
from ingest.loaders.source import Loaded
from ingest.passages import PASSAGE_CHARS, parse
from retrieval.markers import shown

CORPUS = Path(__file__).parents[1] / "corpus"
_PASSAGES = 10  # of one document


def sentences(folder: Path = CORPUS) -> list[str]:
    """Every sentence of a folder of sources, as shown."""
    documents = [parse(loaded) for loaded in load(source_files([folder])) if isinstance(loaded, Loaded)]
    return [
        shown(document.text[sentence.start : sentence.end])
        for document in documents
        for passage in document.passages
        for sentence in passage.sentences
    ]


def write(file: Path, passages: int, pool: Sequence[str], seed: int = 1) -> None:
    """A ``.jsonl`` file whose documents come to about so many passages, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret here
    with file.open("w", encoding="utf-8") as out:
        for first in range(0, passages, _PASSAGES):
            count = min(_PASSAGES, passages - first)
            text = "\n\n".join(_passage(chance, pool, first + number) for number in range(count))
            out.write(json.dumps({"doc_id": f"d{first}", "title": f"Document {first}", "text": text}) + "\n")


def _passage(chance: random.Random, pool: Sequence[str], number: int) -> str:
    """Sentences that fill one passage, of which the first names it."""
    return " ".join(_filled(chance, pool, f"Record {number:,} was entered under the number {chance.randrange(10**9)}."))


def _filled(chance: random.Random, pool: Sequence[str], first: str) -> Iterator[str]:
    yield first
    length = len(first)
    while True:
        sentence = chance.choice(pool)
        length += len(sentence) + 1
        if length > PASSAGE_CHARS:
            return
        yield sentence
