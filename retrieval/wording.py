"""What a message asks, apart from what is said around it: greetings, circumstances, orders on how to answer."""

from __future__ import annotations

import re

_INTERROGATIVE = r"(?:who|whom|whose|what|when|where|which|why|how|if|whether)\b"
_INDIRECT = re.compile(
    r"\b(?:(?:tell|show|remind|inform)\s+(?:me|us)|let\s+(?:me|us)\s+know|(?:do|would)\s+you\s+know|any\s+idea"
    r"|(?:I|we)(?:['’]d|\s+would)?\s+(?:like|want|need)\s+to\s+know"
    rf"|(?:I|we)(?:['’]m|['’]re|\s+am|\s+are|\s+was)?\s+wonder(?:ing)?)\b[,:]?\s+(?P<asked>{_INTERROGATIVE}.*)",
    re.IGNORECASE | re.DOTALL,
)
# A full stop behind one of these, or behind an initial, ends no sentence.
_SHORT = """v vs Inc Corp Ltd Co No Nos Art Arts Sec Dr Mr Mrs Ms St
Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec""".split()
_NO_END = "".join(rf"(?<!\b{word}\.)" for word in ("[A-Za-z]", *_SHORT))
_END = re.compile(rf"(?:(?<=[?!])|(?<=\.){_NO_END})\s+(?=[\"“(]?[A-Z0-9])")
_POLITE = re.compile(r"[\s,;]*\b(?:please|pls|thanks|thank\s+you|thx)\b[\s.!]*(?=\?|$)", re.IGNORECASE)


def question_of(message: str) -> tuple[str, str]:
    """The question of a message, and the statements beside it; a message that states nothing else is its question.

    "My client has a free account. Was he part of the class?" asks the second and says the first.
    """
    sentences = _END.split(message.strip())
    asking = [sentence for sentence in sentences if sentence.rstrip('"”) ').endswith("?")]
    if not asking:
        asking = sentences
    said = [sentence for sentence in sentences if sentence not in asking]
    direct = [_direct(sentence) for sentence in asking]
    return " ".join(question for question, _ in direct), " ".join([*said, *(before for _, before in direct if before)])


def _direct(sentence: str) -> tuple[str, str]:
    """A question without "please tell me" around it, and what stands before that."""
    sentence = _POLITE.sub("", sentence)
    found = _INDIRECT.search(sentence)
    return (found["asked"], sentence[: found.start()].strip(" ,;:")) if found else (sentence, "")
