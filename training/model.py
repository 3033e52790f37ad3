"""The reader: one encoder with three heads, and its losses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from training.encoded import NO_TARGET, Batch

SPAN_WEIGHT = 0.5
EVIDENCE_WEIGHT = 2.0
_RANK_WEIGHT = 0.5
_OUT = -1e4
_LAYER = re.compile(r"(?<=encoder\.layer\.)(\d+)(?=\.)")
_UNUSED = ("pooler.", "embeddings.position_ids")


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits: start, end and sentence for each token [batch, tokens], answerable for each pair [batch]."""

    start: Tensor
    end: Tensor
    sentence: Tensor
    answerable: Tensor


class Reader(nn.Module):
    """A span head with no answer at [CLS] (Devlin et al. 2019), a sentence head, an answerability head.

    The sentence head is linear on each token, so that the mean of its scores over the tokens of a sentence is
    the score of the sentence's mean vector: the exported graph needs to know nothing about sentences.
    """

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        width: int = encoder.config.hidden_size
        self.tokens = nn.Linear(width, 3)
        self.pair = nn.Linear(width, 1)
        for layer in (self.tokens, self.pair):
            nn.init.normal_(layer.weight, std=0.02)
            nn.init.zeros_(layer.bias)

    @classmethod
    def pretrained(cls, path: Path, layers: int, dropout: float = 0.0) -> Reader:
        """A reader on the weights of an encoder, whose layers are repeated when it has fewer than ``layers``.

        Drawing the masks of ``dropout`` doubles the time of a step on a CPU, and helps only where examples are seen
        many times. The word vectors stay as they are: half the optimiser's work is saved, rare words keep their place.
        """
        config = BertConfig.from_pretrained(path)
        config.hidden_dropout_prob = config.attention_probs_dropout_prob = dropout
        config.num_hidden_layers = layers
        encoder = BertModel(config, add_pooling_layer=False)
        load_weights(encoder, deepened(load_file(path / "model.safetensors"), layers))
        encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return cls(encoder)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> tuple[Tensor, ...]:
        """Start, end and sentence logits for each token, and the answerability logit."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        start, end, sentence = self.tokens(hidden).unbind(-1)
        return start, end, sentence, self.pair(hidden[:, 0]).squeeze(-1)

    def scores(self, batch: Batch) -> Scores:
        """The logits of a batch in single precision."""
        outputs = self(batch.input_ids, batch.attention_mask, batch.token_type_ids)
        return Scores(*(output.float() for output in outputs))


def depth(weights: Mapping[str, Tensor]) -> int:
    """The number of layers among the weights of an encoder or a reader."""
    return len({found[1] for name in weights if (found := _LAYER.search(name))})


def deepened(weights: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The weights with their layers repeated, all of them in their order, until there are ``layers``.

    Layers that learned to follow each other learn the rest faster than new ones (Gong et al. 2019, "Efficient Training
    of BERT by Progressively Stacking").
    """
    there = depth(weights)
    repeated = dict(weights)
    for name, tensor in weights.items():
        if found := _LAYER.search(name):
            for copy in range(int(found[1]) + there, layers, there):
                repeated[f"{name[: found.start(1)]}{copy}{name[found.end(1) :]}"] = tensor
    return repeated


def load_weights(module: nn.Module, weights: Mapping[str, Tensor], without: str | None = None) -> None:
    """Take weights of any precision; only those whose name ends in ``without`` may be missing and stay as they are.

    Raises ValueError for weights of another model.
    """
    missing, unexpected = module.load_state_dict(
        {name: tensor.float() for name, tensor in weights.items()}, strict=False
    )
    missing = [name for name in missing if without is None or not name.endswith(without)]
    unexpected = [name for name in unexpected if not name.startswith(_UNUSED)]
    if missing or unexpected:
        raise ValueError(f"these are the weights of another model: {[*missing, *unexpected][:3]}")


def sentence_logits(scores: Scores, batch: Batch) -> Tensor:
    """The mean of the token scores over each sentence, [batch, sentences]."""
    belongs = functional.one_hot(batch.sentence_ids, batch.evidence.shape[1] + 1)[:, :, 1:].float()
    total = torch.einsum("bt,bts->bs", scores.sentence, belongs)
    return total / belongs.sum(dim=1).clamp(min=1)


def position_logits(logits: Tensor, batch: Batch) -> Tensor:
    """Start or end logits [batch, tokens] of the passage and of no answer; the others cannot be chosen."""
    allowed = batch.sentence_ids > 0
    allowed[:, 0] = True
    return logits.masked_fill(~allowed, _OUT)


def loss_parts(scores: Scores, batch: Batch) -> Tensor:
    """The weighted losses [4]: span, evidence, rank of the evidence, answerability."""
    starts = _position_loss(position_logits(scores.start, batch), batch.starts)
    ends = _position_loss(position_logits(scores.end, batch), batch.ends)
    sentences = sentence_logits(scores, batch)
    known = batch.evidence != NO_TARGET
    evidence = functional.binary_cross_entropy_with_logits(sentences[known], batch.evidence[known].float())
    rank = _rank_loss(sentences, batch.evidence)
    answerable = functional.binary_cross_entropy_with_logits(scores.answerable, batch.answerable)
    return torch.stack([SPAN_WEIGHT * (starts + ends) / 2, EVIDENCE_WEIGHT * evidence, _RANK_WEIGHT * rank, answerable])


def _position_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean cross-entropy over the known targets; zero where a batch has none."""
    total = functional.cross_entropy(logits, targets, ignore_index=NO_TARGET, reduction="sum")
    return total / (targets != NO_TARGET).sum().clamp(min=1)


def _rank_loss(sentences: Tensor, evidence: Tensor) -> Tensor:
    """Minus the log of the evidence's share of a passage, summed as in Clark and Gardner (2018)."""
    everything = sentences.masked_fill(evidence == NO_TARGET, _OUT).logsumexp(dim=1)
    right = sentences.masked_fill(evidence != 1, _OUT).logsumexp(dim=1)
    rows = (evidence == 1).any(dim=1)
    return ((everything - right) * rows).sum() / rows.sum().clamp(min=1)
