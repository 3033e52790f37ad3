"""Learning from larger readers: their scores say more than a label does (Hinton et al. 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from retrieval.packaged import model_folder
from retrieval.reader import WORD_VECTORS
from training.encoded import NO_TARGET, Batch
from training.model import (
    EVIDENCE_WEIGHT,
    SPAN_WEIGHT,
    Reader,
    Scores,
    depth,
    load_weights,
    loss_parts,
    position_logits,
    sentence_logits,
)

_SHARE = 0.6  # of the loss that comes from the teachers; the labels keep it from repeating their mistakes


class Teachers:
    """Readers that are not trained any more; what they say together is the mean of their logits."""

    def __init__(self, weights: Sequence[Path], device: torch.device) -> None:
        self._readers = [trained(each).to(device) for each in weights]

    def scores(self, batch: Batch) -> Scores:
        """The mean logits of a batch."""
        said = [reader.scores(batch) for reader in self._readers]
        columns = zip(*((each.start, each.end, each.sentence, each.answerable) for each in said), strict=True)
        return Scores(*(torch.stack(column).mean(dim=0) for column in columns))


def trained(weights: Path) -> Reader:
    """A reader with exported weights, for inference."""
    state = load_file(weights)
    model = Reader.pretrained(model_folder(), depth(state))
    load_weights(model, state, without=WORD_VECTORS)
    return model.eval().requires_grad_(False)


def taught(scores: Scores, told: Scores, batch: Batch) -> Tensor:
    """The losses [4] of ``loss_parts``, each mixed with the distance to what the teachers say; rank has no own one."""
    own, its = sentence_logits(scores, batch), sentence_logits(told, batch)
    known = batch.evidence != NO_TARGET
    spans = [
        functional.cross_entropy(position_logits(mine, batch), position_logits(theirs, batch).softmax(dim=1))
        for mine, theirs in ((scores.start, told.start), (scores.end, told.end))
    ]
    evidence = functional.binary_cross_entropy_with_logits(own[known], its[known].sigmoid())
    answerable = functional.binary_cross_entropy_with_logits(scores.answerable, told.answerable.sigmoid())
    labels = loss_parts(scores, batch)
    told_losses = torch.stack(
        [SPAN_WEIGHT * (spans[0] + spans[1]) / 2, EVIDENCE_WEIGHT * evidence, labels[2], answerable]
    )
    return (1 - _SHARE) * labels + _SHARE * told_losses
