"""Examples become word pieces with their targets, alone, in batches and from a file."""

from __future__ import annotations

from pathlib import Path

import torch

from retrieval.packaged import model_folder
from training.batches import batches
from training.encode import Encoder
from training.encoded import NO_TARGET, Encoded
from training.examples import Example

FERRY = "The ferry sails at nine. It returns at noon."
SPANS = ((0, 24), (25, 44))


def example(question: str, *, answered: bool) -> Example:
    return Example(question, "Timetable", FERRY, SPANS, (False, answered), (39, 43) if answered else None, True, "here")


def encoded() -> Encoded:
    examples = [example("When does it come back?", answered=True), example("Who steers?", answered=False)]
    return Encoder(model_folder()).encode(examples)


def test_a_batch_pads_to_a_multiple_of_sixteen_and_marks_what_is_padding() -> None:
    batch = encoded().batch(torch.tensor([0, 1]))
    assert batch.input_ids.shape == (2, 32)
    assert batch.attention_mask.sum(dim=1).tolist() == encoded().lengths.tolist()
    assert not (batch.input_ids * (1 - batch.attention_mask)).any()
    assert batch.token_type_ids[0].sum() == len(
        "timetable : the ferry sails at nine . it returns at noon . [SEP]".split()
    )


def test_the_tokens_of_a_sentence_bear_its_number() -> None:
    batch = encoded().batch(torch.tensor([0]))
    counts = [int((batch.sentence_ids[0] == number).sum()) for number in (1, 2)]
    assert counts == [6, 5]


def test_the_phrase_and_the_evidence_are_targets_and_no_answer_points_at_the_start() -> None:
    batch = encoded().batch(torch.tensor([0, 1]))
    noon = batch.input_ids[0, batch.starts[0]]
    assert noon == batch.input_ids[0, batch.ends[0]] == 11501  # "noon" in the vocabulary
    assert [int(batch.starts[1]), int(batch.ends[1])] == [0, 0]
    assert batch.evidence.tolist() == [[0, 1], [0, 0]]
    assert batch.answerable.tolist() == [1.0, 0.0]


def test_evidence_beyond_the_longest_input_is_no_evidence() -> None:
    text = "Gulls cry. " * 200 + "The ferry returns at noon."
    start = text.index("The ferry")
    cut = Example("When?", "", text, ((0, 10), (start, len(text))), (False, True), None, False, "here")
    batch = Encoder(model_folder()).encode([cut]).batch(torch.tensor([0]))
    assert batch.evidence.tolist() == [[0, NO_TARGET]]
    assert batch.answerable.tolist() == [0.0]


def test_a_question_of_many_pieces_is_cut_and_leaves_the_passage_its_room() -> None:
    batch = Encoder(model_folder()).encode([example("谁" * 400, answered=True)]).batch(torch.tensor([0]))
    assert int((batch.sentence_ids[0] == 2).sum()) == 5


def test_a_file_gives_back_what_was_saved(tmp_path: Path) -> None:
    encoded().save(tmp_path / "pass")
    kept = Encoded.load(tmp_path / "pass").batch(torch.tensor([1]))
    assert torch.equal(kept.input_ids, encoded().batch(torch.tensor([1])).input_ids)


def test_batches_hold_every_example_once_and_neighbours_in_length() -> None:
    lengths = torch.arange(100).flip(0)
    made = batches(lengths, 8, seed=1)
    assert sorted(int(row) for rows in made for row in rows) == list(range(100))
    assert max(int(lengths[rows].max() - lengths[rows].min()) for rows in made) == 7
    assert [rows.tolist() for rows in made] == [rows.tolist() for rows in batches(lengths, 8, seed=1)]
