"""Markdown-like texts made from a seed: every kind of block, markers anywhere, and characters that trip offsets."""

from __future__ import annotations

import random

_WORDS = (
    "court fine LinkedIn § 3.2 €310 million Art. 6(1)(f) U.S.C. No. 5:25-cv-00709 naïve 𝄞 “quoted” e\u0301t\u00e9 "
    "member's data\u00a0base v. Mr. and, but; which: (the DPC) *said* `code` [2026] a\u200bb 1,000 – — … the of"
).split(" ")
_ENDS = (". ", "? ", "! ", ".” ", ".) ", ".\n", "; ", ".[1] ", ". [2][3] ", " [4]. ", ".\t")
_MARKERS = ("[1]", " [2]", " [3] [4]", "[1][2]", "\n[3]", " [9]")
_OPENINGS = ("", "# ", "## ", "### ", "- ", "1. ", "> ", "    ", "| ", "```\n", "<b>", "- [ ] ", "\ufeff", "* * *\n")
_GAPS = ("\n\n", "\n", "\r\n\r\n", "\n \n", "\n\n\n", "\r\r", "\r\n")


def random_text(seed: int) -> str:
    """A text; the same for the same seed."""
    chance = random.Random(seed)
    text = "".join(_block(chance) + chance.choice(_GAPS) for _ in range(chance.randint(1, 12)))
    if chance.random() < 0.5:
        text += "\n\n## References\n\n" + "".join(f"[{n}] https://example.org/{n}\n" for n in range(1, 5))
    return text


def _block(chance: random.Random) -> str:
    sentences = "".join(_sentence(chance) for _ in range(chance.choice((1, 1, 2, 5, 30))))
    return chance.choice(_OPENINGS) + sentences


def _sentence(chance: random.Random) -> str:
    words = [
        chance.choice(_WORDS) + (chance.choice(_MARKERS) if chance.random() < 0.1 else "")
        for _ in range(chance.choice((0, 1, 4, 9, 25, 400)) if chance.random() < 0.3 else 8)
    ]
    return chance.choice((" ", " ", "\n", "  ")).join(words) + chance.choice(_ENDS)
