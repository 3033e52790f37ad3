"""Write the figures of the shipped reader into its model card.

``python -m training.evaluate … --json FIGURES.json``, then ``python -m training.card --figures FIGURES.json``.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from pathlib import Path

from retrieval.reader import WEIGHTS, WEIGHTS_SHA256

CARD = WEIGHTS.parent / "README.md"
_BLOCK = re.compile(r"(<!-- figures: .*? -->\n).*?(<!-- end of figures -->)", re.S)
_COLUMNS = {
    "evidence_at_1": "evidence@1",
    "document_at_1": "document@1",
    "auroc": "AUROC",
    "calibration_error": "calibration error",
}
Figures = dict[str, dict[str, dict[str, float]]]


def main() -> None:
    """Read the arguments and rewrite the card."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--figures", type=Path, required=True, help="what `training.evaluate --json` wrote")
    parser.add_argument("--card", type=Path, default=CARD)
    arguments = parser.parse_args()
    figures = json.loads(arguments.figures.read_text(encoding="utf-8"))
    card = arguments.card.read_text(encoding="utf-8")
    arguments.card.write_text(with_figures(card, figures), encoding="utf-8")


def with_figures(card: str, figures: Figures) -> str:
    """The card with the block between its two comments written anew."""
    rows = [f"| {name.replace('/', ', ')} | {_row(row)} |" for name, row in figures.items()]
    block = "\n".join(
        [
            "",
            "## Figures",
            "",
            f"sha256 of the weights: `{WEIGHTS_SHA256}`",
            "",
            "Search, reader and weighing together, on documents kept out of the reader's training, 95 % intervals by",
            "resampling documents. The few weights of the weighing and its thresholds were fitted on these questions;",
            "fitted in five folds (`python -m training.compare`) they give the same within .02.",
            "",
            "*scope*: only the documents that the label speaks about were searched; *all*: the whole set.",
            "*evidence@1*: the first sentence is evidence; *AUROC*: answerable questions above unanswerable ones.",
            "",
            f"| set | {' | '.join(_COLUMNS.values())} |",
            f"|---|{'---|' * len(_COLUMNS)}",
            *rows,
            "",
            "",
        ]
    )
    return _BLOCK.sub(lambda match: f"{match[1]}{block}{match[2]}", card)


def _row(row: dict[str, dict[str, float]]) -> str:
    return " | ".join(_shown(row[name]) for name in _COLUMNS)


def _shown(figure: dict[str, float]) -> str:
    if math.isnan(figure["value"]):  # the set has no question of the kind
        return "-"
    return f"{figure['value']:.2f} [{figure['low']:.2f}, {figure['high']:.2f}]"


if __name__ == "__main__":
    main()
