import hashlib
import re

from retrieval.reader import WEIGHTS, WEIGHTS_SHA256
from training.card import CARD, with_figures
from training.from_rows import ROW_FILES
from training.from_sets import SET_USES


def test_the_card_is_about_the_weights_that_ship() -> None:
    assert hashlib.sha256(WEIGHTS.read_bytes()).hexdigest() == WEIGHTS_SHA256
    assert f"`{WEIGHTS_SHA256}`" in CARD.read_text(encoding="utf-8")


def test_the_card_names_every_source_of_the_training() -> None:
    card = CARD.read_text(encoding="utf-8")
    named = set(re.findall(r"`(\w+)`", card))
    for name in [*(each.name for each in ROW_FILES), *(each.name for each in SET_USES)]:
        assert name.removesuffix("_neg") in named


def test_writing_figures_changes_nothing_else() -> None:
    card = "before\n<!-- figures: by a command -->\nstale rows\n<!-- end of figures -->\nafter\n"
    figure = {"value": 0.5, "low": 0.4, "high": 0.6}
    missing = {"value": float("nan"), "low": float("nan"), "high": float("nan")}
    row = {"evidence_at_1": figure, "document_at_1": figure, "auroc": missing, "calibration_error": figure}
    written = with_figures(card, {"squad2/all": row})
    assert written.startswith("before\n<!-- figures: by a command -->\n")
    assert written.endswith("<!-- end of figures -->\nafter\n")
    assert "| squad2, all | 0.50 [0.40, 0.60] | 0.50 [0.40, 0.60] | - | 0.50 [0.40, 0.60] |" in written
    assert "stale rows" not in written
    assert with_figures(written, {"squad2/all": row}) == written
