"""Batches of similar length."""

from __future__ import annotations

import torch
from torch import Tensor

_POOL = 64


def batches(lengths: Tensor, size: int, seed: int) -> list[Tensor]:
    """The numbers of the examples in batches of similar length, in random order: little is spent on padding."""
    rng = torch.Generator().manual_seed(seed)
    shuffled = torch.randperm(len(lengths), generator=rng)
    lengths = lengths.cpu()
    made = [
        batch
        for pool in torch.split(shuffled, size * _POOL)
        for batch in torch.split(pool[lengths[pool].argsort(stable=True)], size)
    ]
    return [made[number] for number in torch.randperm(len(made), generator=rng)]
