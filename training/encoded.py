"""Examples as arrays of word pieces, and the batches cut from them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

NO_TARGET = -100
_WIDTHS = 16  # what computes prepares, and keeps in memory, each width anew: multiples of this are few


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs [batch, tokens] and targets.

    ``sentence_ids`` numbers the sentence of each token from 1; 0 is no token of the passage. ``starts`` and
    ``ends`` are token positions, 0 ([CLS]) for no answer and NO_TARGET for unknown. ``evidence`` is
    [batch, sentences], NO_TARGET where there is no sentence.
    """

    input_ids: Tensor
    attention_mask: Tensor
    token_type_ids: Tensor
    sentence_ids: Tensor
    starts: Tensor
    ends: Tensor
    evidence: Tensor
    answerable: Tensor


@dataclass(frozen=True, slots=True)
class Encoded:
    """Examples one behind the other, so that they can be kept in a file and cut into batches where they lie.

    ``tokens`` and ``sentence_ids`` [tokens of all examples] start for example ``n`` at ``token_bounds[n]``, its
    passage ``passage_at[n]`` further on; ``evidence`` [sentences of all] starts at ``sentence_bounds[n]``.
    """

    tokens: Tensor
    sentence_ids: Tensor
    token_bounds: Tensor
    passage_at: Tensor
    starts: Tensor
    ends: Tensor
    evidence: Tensor
    sentence_bounds: Tensor

    @classmethod
    def load(cls, path: Path) -> Encoded:
        """What ``save`` wrote."""
        return cls(**load_file(path))

    def save(self, path: Path) -> None:
        """Write all to one file."""
        save_file({field.name: getattr(self, field.name).contiguous() for field in fields(self)}, path)

    def to(self, device: torch.device) -> Encoded:
        """The same on a device."""
        return Encoded(**{field.name: getattr(self, field.name).to(device) for field in fields(self)})

    @property
    def lengths(self) -> Tensor:
        """The number of tokens of each example."""
        return self.token_bounds.diff()

    def batch(self, rows: Tensor) -> Batch:
        """Some examples padded to the longest of them, or a little more."""
        input_ids, inside = _padded(self.tokens, self.token_bounds, rows, 0, _WIDTHS)
        sentence_ids, _ = _padded(self.sentence_ids, self.token_bounds, rows, 0, _WIDTHS)
        evidence, _ = _padded(self.evidence, self.sentence_bounds, rows, NO_TARGET, 1)
        in_passage = torch.arange(input_ids.shape[1], device=rows.device) >= self.passage_at[rows][:, None]
        return Batch(
            input_ids,
            inside.long(),
            (in_passage & inside).long(),
            sentence_ids,
            self.starts[rows].long(),
            self.ends[rows].long(),
            evidence,
            # Evidence that was truncated away is no evidence.
            (evidence == 1).any(dim=1).float(),
        )


def _padded(values: Tensor, bounds: Tensor, rows: Tensor, padding: int, multiple: int) -> tuple[Tensor, Tensor]:
    """The values of each row [rows, width], and which of them are not padding."""
    first, lengths = bounds[rows], (bounds[rows + 1] - bounds[rows])[:, None]
    width = -(-int(lengths.max()) // multiple) * multiple
    places = torch.arange(width, device=rows.device)
    inside = places < lengths
    found = values[(first[:, None] + places).clamp(max=len(values) - 1)].long()
    return torch.where(inside, found, padding), inside
