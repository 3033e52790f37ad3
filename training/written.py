"""What was written for this project, as a question set: ``python -m training.written --out DIR/written``.

``texts/`` holds them. A collection is a few documents on one affair and the questions about them:

    # a Title of a document
    a1 A sentence of it.
    a2 The next one of the same paragraph.

    ## A section's heading
    a3 A sentence of the next paragraph.

    ? a question = a3 [phrase in a3]
    ? a question that two sentences answer = a3 b7
    ? a question that nothing answers = none a2

Behind ``none`` stand the sentences that look most like an answer.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).parent / "texts"
# Stands between the name of a collection and its document: collections are kept in or out of the training as a whole.
SEPARATOR = "#"
_TITLE = re.compile(r"# ([a-z]) (.+)")
_SENTENCE = re.compile(r"([a-z]\d+) (.+)")
_QUESTION = re.compile(r"\? (.+?) = (none )?([a-z]\d+(?: [a-z]\d+)*)(?: \[(.+)\])?")
_HEADING = "## "
_LIST_ITEM = "- "
Row = dict[str, Any]


@dataclass
class Document:
    """A document as it is read: its text so far."""

    title: str
    text: str = ""
    paragraph: bool = True

    def add(self, piece: str) -> tuple[int, int]:
        """Append a sentence, and say where it stands."""
        own_line = self.paragraph or piece.startswith(_LIST_ITEM)
        self.text += ("\n" if own_line else " ") if self.text else ""
        start = len(self.text)
        self.text += piece
        self.paragraph = False
        return start, len(self.text)


@dataclass
class Collection:
    """The documents of a file by letter, where its sentences stand, and its questions."""

    name: str
    documents: dict[str, Document] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    questions: list[re.Match[str]] = field(default_factory=list)

    @classmethod
    def parsed(cls, name: str, lines: Iterable[str]) -> Collection:
        """A collection from the lines of its file. Raises ValueError for a line that is not in the format."""
        made, current = cls(name), Document("")
        for number, line in enumerate(lines, 1):
            if title := _TITLE.fullmatch(line):
                current = made.documents[title[1]] = Document(title[2])
            elif sentence := _SENTENCE.fullmatch(line):
                made.places[sentence[1]] = current.add(sentence[2])
            elif question := _QUESTION.fullmatch(line):
                made.questions.append(question)
            elif line.startswith(_HEADING):
                current.paragraph = True
                current.add(line.removeprefix(_HEADING))
                current.paragraph = True
            elif not line.strip():
                current.paragraph = True
            else:
                raise ValueError(f"{name}, line {number}: neither title, heading, sentence nor question: {line[:60]}")
        return made

    def corpus(self) -> list[Row]:
        """The documents as rows of a question set."""
        return [
            {"doc_id": self._id(letter), "title": document.title, "text": document.text}
            for letter, document in self.documents.items()
        ]

    def asked(self) -> list[Row]:
        """The questions as rows of a question set; each is put to the whole collection."""
        return [self._asked(question) for question in self.questions]

    def _asked(self, question: re.Match[str]) -> Row:
        text, none, labels, phrase = question.groups()
        spans = [self._span(label) for label in labels.split()]
        row: Row = {"question": text, "scope_doc_ids": [self._id(letter) for letter in self.documents]}
        if none:
            return {**row, "evidence": [], "near": spans}
        return {**row, "evidence": spans, "answer_spans": [self._phrase(spans[0], phrase)] if phrase else []}

    def _span(self, label: str) -> Row:
        if label not in self.places:
            raise ValueError(f"{self.name}: a question names sentence {label}, which is not there")
        start, end = self.places[label]
        return {"doc_id": self._id(label[0]), "start": start, "end": end}

    def _phrase(self, sentence: Row, phrase: str) -> Row:
        text = self.documents[sentence["doc_id"][-1]].text
        start = text.find(phrase, sentence["start"], sentence["end"])
        if start < 0:
            raise ValueError(f"{self.name}: the phrase {phrase!r} does not stand in the sentence named first")
        return {"doc_id": sentence["doc_id"], "start": start, "end": start + len(phrase)}

    def _id(self, letter: str) -> str:
        return f"{self.name}{SEPARATOR}{letter}"


def collections() -> list[Collection]:
    """All that were written, by name."""
    files = sorted(TEXTS.glob("*.txt"))
    return [Collection.parsed(file.stem, file.read_text(encoding="utf-8").splitlines()) for file in files]


def main() -> None:
    """Read the arguments and write the two files of a question set."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, required=True, help="folder of the question set")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    written = collections()
    _write(arguments.out / "corpus.jsonl", (row for each in written for row in each.corpus()))
    _write(arguments.out / "questions.dev.jsonl", (row for each in written for row in each.asked()))


def _write(path: Path, rows: Iterable[Row]) -> None:
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path}: {len(lines)} rows")


if __name__ == "__main__":
    main()
