"""A reader is deepened by repeating layers, and refuses the weights of another."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from retrieval.packaged import model_folder
from retrieval.reader import WEIGHTS, WORD_VECTORS
from training.blend import blend
from training.distill import trained
from training.encode import Encoder
from training.examples import Example
from training.model import Reader, deepened, depth, load_weights


def test_layers_are_repeated_in_their_order() -> None:
    weights = {f"encoder.layer.{number}.x": torch.tensor(number) for number in range(3)} | {"other": torch.tensor(9)}
    deep = deepened(weights, 5)
    assert depth(deep) == 5
    assert [int(deep[f"encoder.layer.{number}.x"]) for number in range(5)] == [0, 1, 2, 0, 1]
    assert deep["other"] == 9


def test_a_blend_lies_between_two_readers_as_near_to_the_new_one_as_asked(tmp_path: Path) -> None:
    for name, value in (("old", 1.0), ("new", 3.0)):
        save_file({"weight": torch.full((2,), value).half()}, tmp_path / name)
    blend(tmp_path / "old", tmp_path / "new", 0.75, tmp_path / "both")
    assert load_file(tmp_path / "both")["weight"].tolist() == [2.5, 2.5]


def test_the_weights_of_another_model_are_refused() -> None:
    model = Reader.pretrained(model_folder(), layers=12)
    with pytest.raises(ValueError, match="another model"):
        load_weights(model, load_file(WEIGHTS), without=WORD_VECTORS)


def test_the_shipped_weights_read_in_training_as_they_do_in_the_product() -> None:
    from retrieval.reader import Passage
    from retrieval.reader import Reader as Shipped

    sentences = ("The ferry sails at nine.", "It returns at noon.")
    question, text = "When does the ferry return?", " ".join(sentences)
    spans = ((0, len(sentences[0])), (len(sentences[0]) + 1, len(text)))
    example = Example(question, "Timetable", text, spans, (False, True), None, False, "here")
    batch = Encoder(model_folder()).encode([example]).batch(torch.tensor([0]))
    with torch.no_grad():
        answerable = float(trained(WEIGHTS).scores(batch).answerable)
    assert Shipped().read(question, [Passage("Timetable", sentences)])[0].answerable == pytest.approx(
        answerable, abs=0.1
    )
