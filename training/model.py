"""The reader: one encoder with three heads, and its losses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertModel

from training.encode import NO_TARGET, Batch

_SPAN_WEIGHT = 0.5
_EVIDENCE_WEIGHT = 2.0
_RANK_WEIGHT = 0.5
_OUT = -1e4


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
    def pretrained(cls, path: Path) -> Reader:
        """A reader on the weights of an encoder.

        No dropout: hardly any example is seen twice, and drawing masks doubles the time of a step on a CPU.
        The word vectors stay as they are: half the optimiser's work is saved, rare words keep their place.
        """
        config = BertConfig.from_pretrained(path)
        config.hidden_dropout_prob = 0.0
        config.attention_probs_dropout_prob = 0.0
        encoder = BertModel.from_pretrained(
            path, config=config, add_pooling_layer=False, attn_implementation="sdpa", dtype=torch.float32
        )
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


def sentence_logits(scores: Scores, batch: Batch) -> Tensor:
    """The mean of the token scores over each sentence, [batch, sentences]."""
    belongs = functional.one_hot(batch.sentence_ids, batch.evidence.shape[1] + 1)[:, :, 1:].float()
    total = torch.einsum("bt,bts->bs", scores.sentence, belongs)
    return total / belongs.sum(dim=1).clamp(min=1)


def loss_parts(scores: Scores, batch: Batch) -> dict[str, Tensor]:
    """The weighted losses: span, evidence, rank of the evidence, answerability."""
    allowed = batch.sentence_ids > 0
    allowed[:, 0] = True
    starts = _position_loss(scores.start.masked_fill(~allowed, _OUT), batch.starts)
    ends = _position_loss(scores.end.masked_fill(~allowed, _OUT), batch.ends)
    sentences = sentence_logits(scores, batch)
    known = batch.evidence != NO_TARGET
    evidence = functional.binary_cross_entropy_with_logits(sentences[known], batch.evidence[known].float())
    return {
        "span": _SPAN_WEIGHT * (starts + ends) / 2,
        "evidence": _EVIDENCE_WEIGHT * evidence,
        "rank": _RANK_WEIGHT * _rank_loss(sentences, batch.evidence),
        "answerable": functional.binary_cross_entropy_with_logits(scores.answerable, batch.answerable),
    }


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
