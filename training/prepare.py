"""Draw and encode passes ahead of a run: ``python -m training.prepare --data DIR --out DIR --passes 8``.

A GPU reads examples faster than they can be drawn beside it. ``training.train --prepared DIR`` goes through the passes
one after the other, and through all of them again, until its time is used up.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from pathlib import Path

from retrieval.packaged import model_folder
from training.encode import Encoder
from training.encoded import Encoded
from training.mix import Mix, described

_LOG = logging.getLogger("training")


def main() -> None:
    """Read the arguments and write the passes."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True, help="folder of the question sets")
    parser.add_argument("--out", type=Path, required=True, help="folder of the passes")
    parser.add_argument("--passes", type=int, default=8)
    parser.add_argument("--first", type=int, default=0, help="number of the first pass")
    parser.add_argument("--seed", type=int, default=17)
    arguments = parser.parse_args()
    logging.basicConfig(format="%(asctime)s %(message)s")
    _LOG.setLevel(logging.INFO)
    arguments.out.mkdir(parents=True, exist_ok=True)
    passes = drawn(arguments.data, arguments.seed)
    for number in range(arguments.first, arguments.first + arguments.passes):
        passes(number).save(arguments.out / f"pass-{number:03}.safetensors")


def drawn(data: Path, seed: int) -> Callable[[int], Encoded]:
    """Passes by number, each drawn from the data when it is asked for."""
    mix, encoder = Mix(data, seed), Encoder(model_folder())

    def draw(number: int) -> Encoded:
        examples = mix.draw(number)
        _LOG.info("pass %d\n%s", number, described(examples))
        # Neighbours in the file share their passages, so that it can be packed small; batches are shuffled anyway.
        return encoder.encode(sorted(examples, key=lambda example: (example.heading, example.passage)))

    return draw


def kept(folder: Path) -> Callable[[int], Encoded]:
    """Passes by number out of a folder that ``main`` wrote; after the last one comes the first again."""
    files = sorted(folder.glob("pass-*.safetensors"))
    if not files:
        raise SystemExit(f"{folder} holds no passes; write them with: python -m training.prepare --out {folder}")
    return lambda number: Encoded.load(files[number % len(files)])


if __name__ == "__main__":
    main()
