"""Train the reader: ``python -m training.train --data DIR --out DIR --minutes 70``.

``--prepared DIR`` in place of ``--data`` takes passes that ``training.prepare`` drew before.

The run ends by the clock: the learning rate rises and falls with the share of the time budget that is used.
Killed and started again with the same arguments, it goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import logging
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor

from retrieval.packaged import model_folder
from retrieval.reader import WORD_VECTORS
from training.batches import batches
from training.distill import Teachers, taught
from training.encoded import Batch, Encoded
from training.export import export
from training.model import Reader, deepened, load_weights, loss_parts
from training.prepare import drawn, kept

_LOG = logging.getLogger("training")
_WARM_UP = 0.04
_LOG_EVERY = 25


@dataclass
class Progress:
    """Where a run stands."""

    step: int = 0
    number: int = 0
    in_pass: int = 0
    seconds: float = 0.0


def main() -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--data", type=Path, help="folder of the question sets")
    source.add_argument("--prepared", type=Path, help="folder that training.prepare wrote")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoint, log and weights")
    parser.add_argument("--minutes", type=float, default=70.0)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--layers", type=int, default=6, help="more than the encoder has repeat them")
    parser.add_argument("--dropout", type=float, default=0.0)
    parser.add_argument("--teacher", type=Path, nargs="+", help="exported weights of readers to learn from")
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--start", type=Path, help="exported weights to go on from, instead of the bare encoder")
    parser.add_argument("--save-every", type=float, default=180.0, help="seconds between checkpoints")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(arguments.out / "train.log")],
    )
    _LOG.setLevel(logging.INFO)
    Trainer(arguments).run()


class Trainer:
    """One run: model, optimiser, schedule, checkpoints."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        torch.manual_seed(arguments.seed)
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        # A CPU without instructions for it would compute half precision a hundred times slower, not faster.
        self._half = self._device.type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported()
        self._model = Reader.pretrained(model_folder(), arguments.layers, arguments.dropout)
        if arguments.start:
            load_weights(self._model, deepened(load_file(arguments.start), arguments.layers), without=WORD_VECTORS)
        self._model.to(self._device).train()
        self._teachers = Teachers(arguments.teacher, self._device) if arguments.teacher else None
        self._optimizer = torch.optim.AdamW(_groups(self._model, arguments), weight_decay=0.01, fused=True)
        self._progress = Progress()
        self._checkpoint = arguments.out / "checkpoint.pt"
        if self._checkpoint.exists():
            self._load()

    def run(self) -> None:
        """Train until the time is used up, then write the weights."""
        arguments, progress = self._arguments, self._progress
        passes = kept(arguments.prepared) if arguments.prepared else drawn(arguments.data, arguments.seed)
        while progress.seconds < self._budget:
            self._train_pass(passes(progress.number).to(self._device))
            if progress.seconds < self._budget:
                progress.number, progress.in_pass = progress.number + 1, 0
        self._save()
        export(self._model, arguments.out / "reader.safetensors")
        _LOG.info("done: %d steps in %.0f seconds", progress.step, progress.seconds)

    def _train_pass(self, examples: Encoded) -> None:
        progress = self._progress
        since_log: list[Tensor] = []
        clock = saved = time.monotonic()
        for rows in batches(examples.lengths, self._arguments.batch, progress.number)[progress.in_pass :]:
            self._set_rates()
            since_log.append(self._step(examples.batch(rows.to(self._device))))
            progress.step, progress.in_pass = progress.step + 1, progress.in_pass + 1
            if len(since_log) == _LOG_EVERY:
                means = torch.stack(since_log).mean(dim=0).tolist()
                _LOG.info("%s: span %.3f evidence %.3f rank %.3f answerable %.3f", progress, *means)
                since_log.clear()
            now = time.monotonic()
            progress.seconds, clock = progress.seconds + now - clock, now
            if now - saved > self._arguments.save_every:
                self._save()
                saved = now
            if progress.seconds >= self._budget:
                return

    @property
    def _budget(self) -> float:
        return float(self._arguments.minutes * 60)

    def _step(self, batch: Batch) -> Tensor:
        """The losses of a batch, which are left on the device: to look at them would be to wait for them."""
        with torch.autocast(self._device.type, dtype=torch.bfloat16, enabled=self._half):
            scores = self._model.scores(batch)
            told = self._teachers.scores(batch) if self._teachers else None
        losses = loss_parts(scores, batch) if told is None else taught(scores, told, batch)
        torch.autograd.backward([losses.sum()])
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return losses.detach()

    def _set_rates(self) -> None:
        """Linear warm-up and decay over the time budget."""
        share = min(1.0, self._progress.seconds / self._budget)
        factor = min(share / _WARM_UP + 0.01, (1 - share) / (1 - _WARM_UP))
        for group in self._optimizer.param_groups:
            group["lr"] = group["peak"] * factor

    def _save(self) -> None:
        state = {
            "model": self._model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "progress": vars(self._progress),
        }
        partial = self._checkpoint.with_suffix(".partial")
        torch.save(state, partial)
        partial.replace(self._checkpoint)

    def _load(self) -> None:
        state = torch.load(self._checkpoint, map_location=self._device, weights_only=True)
        self._model.load_state_dict(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._progress = Progress(**state["progress"])
        _LOG.info("resumed at %s", self._progress)


def _groups(model: Reader, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """The heads start from nothing and learn faster than the encoder."""
    encoder = [parameter for parameter in model.encoder.parameters() if parameter.requires_grad]
    heads = [*model.tokens.parameters(), *model.pair.parameters()]
    return [
        {"params": encoder, "lr": 0.0, "peak": arguments.rate},
        {"params": heads, "lr": 0.0, "peak": arguments.head_rate},
    ]


if __name__ == "__main__":
    main()
