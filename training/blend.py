"""Blend two readers: ``python -m training.blend OLD NEW --share 0.65 --out FILE`` takes 65 % of the new one.

Between weights and what they became by further training lie others that keep more of what the old ones could do on
texts unlike those of that training (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models").
"""

from __future__ import annotations

import argparse
from pathlib import Path

from safetensors.torch import load_file, save_file

from training.export import described


def main() -> None:
    """Read the arguments and write the file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("--share", type=float, required=True, help="of the new one, from 0 to 1")
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    arguments = parser.parse_args()
    blend(arguments.old, arguments.new, arguments.share, arguments.out)
    print(described(arguments.out))


def blend(old: Path, new: Path, share: float, out: Path) -> None:
    """Write the weighted mean of two exported files. Raises KeyError when they are of different models."""
    before, after = load_file(old), load_file(new)
    mixed = {name: (1 - share) * before[name].float() + share * after[name].float() for name in before | after}
    save_file({name: tensor.half() for name, tensor in mixed.items()}, out)


if __name__ == "__main__":
    main()
