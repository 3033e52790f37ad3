"""What a message asks, apart from what is said around it: greetings, circumstances, orders on how to answer."""

from __future__ import annotations

import re

from retrieval.question import is_address

_INTERROGATIVE = r"(?:who|whom|whose|what|when|where|which|why|how)\b"
_INDIRECT = re.compile(
    r"(?:\b(?:please|pls|kindly|(?:can|could|will|would)\s+you(?:\s+please)?)\s+)?"
    r"\b(?:(?:tell|show|remind|inform)\s+(?:me|us)|let\s+(?:me|us)\s+know|(?:do|would)\s+you\s+know|any\s+idea"
    r"|(?:I|we)(?:['’]d|\s+would)?\s+(?:like|want|need)\s+to\s+know"
    r"|(?:I|we)(?:['’]m|['’]re|\s+am|\s+are|\s+was)?\s+wonder(?:ing)?)\b[,:]?\s+"
    rf"(?P<asked>(?:{_INTERROGATIVE}|(?:if|whether)\b).*)",
    re.IGNORECASE | re.DOTALL,
)
# "They did not tell us why" and "let me know if you need more" ask nothing.
_STATED = re.compile(
    r"(?:\b(?:not|never|(?:refus|declin|fail)\w*\s+to)|n['’]t)\s+(?:tell|show|remind|inform|let)\s+(?:me|us)\b"
    r"|\b(?:tell\s+(?:me|us)|let\s+(?:me|us)\s+know)\s+(?:if|when|whether)\s+you\b",
    re.IGNORECASE,
)
# A question without its mark: "When was it" asks; "When it was", "Will Smith was", "Do not" and "Should you" do not.
_SUBJECT = r"(?:I|we|you|he|she|it|they|this|that|my|our|his|her|its|their|the|an?)\b"
_AUXILIARY = r"(?:is|are|was|were|did|does|do|has|have|had|can|could|would|must|should)"
_WHO = (
    r"(?:(?:in|on|at|by|for|from|to|with|under|of|since|until|against)\s+)?"
    rf"(?:who|whom|whose|what|which|why)\b(?!\s+(?:{_SUBJECT}|is\s+why\b))"
)
_WHEN = (
    rf"(?:when|where|how)(?:\s+exactly)?(?:\s+(?:{_AUXILIARY}|will|may)\b|\W*$)"
    r"|how\s+(?:many|much|long|often|far|old|big)\b"
)
_WHETHER = (
    r"(?!have\s+an?\b|do\s+(?:it|this|that)\b|should\s+you\b)(?:"
    rf"(?:{_AUXILIARY}|will|may)\s+(?:there|any\w*|these|those|{_SUBJECT})|{_AUXILIARY}\s+(?-i:[A-Z]))"
)
_UNMARKED = re.compile(rf"\W*(?:(?:and|but|so|also|then)\s+)?(?:{_WHO}|{_WHEN}|{_WHETHER})", re.IGNORECASE)
_GREETING = re.compile(
    r"\W*(?:hi|hello|hey|dear|good\s+(?:morning|afternoon|evening|day))\b"
    r"(?:[^\S\n]+(?:(?:dr|mrs?|ms|prof)\.|\w[\w'’&-]*)){0,3}[^\S\n]*(?:[,!.:–-]+\s*|\n\s*)"
    r"(?:(?:I\s+)?hope\s+(?:you|this|all|everyone)\b[^?.!\n]*(?:[.!]\s*|\n\s*))?",
    re.IGNORECASE,
)
# Up to the end of the message: the lines of a signature are short, and no sentences.
_CLOSING = re.compile(
    r"(?:(?<=[.?!])\s+|(?<=\S)[^\S\n]*\n\s*)(?:(?:many\s+)?thanks|thank\s+you|thx|cheers|sincerely|yours|best"
    r"|(?:(?:best|kind|warm)\s+)*(?:regards|wishes))\b"
    r"(?:\s+(?:in\s+advance|a\s+lot|(?:so|very)\s+much|again|sincerely|truly|for\s+(?:your|any|the|all)(?:\s+\w+){1,3}))?"
    rf"[,.!]*(?:[^\S\n]+(?-i:[A-Z])[\w.'’-]*){{0,3}}[^\S\n]*(?:\n(?!\W*{_INTERROGATIVE})[^?!\n]{{0,60}}(?<![.?!]))*\s*\Z",
    re.IGNORECASE,
)
# A full stop behind one of these, or behind an initial, ends no sentence.
_SHORT = """v vs Inc Corp Ltd Co No Nos Art Arts Sec Dr Mr Mrs Ms St
Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec""".split()
_NO_END = "".join(rf"(?<!\b{word}\.)" for word in ("[A-Za-z]", *_SHORT))
_END = re.compile(
    rf"\n[^\S\n]*\n|(?:(?<=[?!])|(?<=\.){_NO_END})\s+(?=[\"“(]?[A-Z0-9]|<?(?:https?://|www\.))"
    rf"|(?<=\.){_NO_END}\s+(?={_INTERROGATIVE})"
)
_POLITE = re.compile(r"[\s,;]*\b(?:please|pls|thanks|thank\s+you|thx)\b[\s.!]*(?=\?|$)", re.IGNORECASE)


def question_of(message: str) -> tuple[str, str]:
    """The question of a message, and the statements beside it; a message that states nothing else is its question.

    "My client has a free account. Was he part of the class?" asks the second and says the first. A greeting, a
    signature and the address of a page are neither.
    """
    found = [sentence.strip() for sentence in _END.split(_bare(message)) if _says(sentence)] or [message.strip()]
    asking = [sentence for sentence in found if _asks(sentence)]
    if not asking:
        return _direct(" ".join(found))
    said = [sentence for sentence in found if sentence not in asking]
    *earlier, (last, _) = direct = [_direct(sentence) for sentence in asking]
    questions = [*(_marked(question) for question, _ in earlier), last]
    return " ".join(questions), " ".join([*said, *(before for _, before in direct if before)])


def _bare(message: str) -> str:
    """A message without its greeting and its signature."""
    greeting = _GREETING.match(message)
    return _CLOSING.sub("", message[greeting.end() :] if greeting else message)


def _says(sentence: str) -> bool:
    """Whether there is more than the address of a page, or the number of what follows."""
    return any(map(str.isalpha, sentence)) and not is_address(sentence)


def _asks(sentence: str) -> bool:
    if _is_marked(sentence) or _UNMARKED.match(sentence):
        return True
    return bool(_INDIRECT.search(sentence)) and not _STATED.search(sentence)


def _is_marked(sentence: str) -> bool:
    return sentence.rstrip('"”) ').endswith("?")


def _marked(question: str) -> str:
    """A question with its mark, which tells it from the next one."""
    return question if _is_marked(question) else f"{question.rstrip(' .!')}?"


def _direct(sentence: str) -> tuple[str, str]:
    """A question without "please tell me" around it, and what stands before that."""
    sentence = _POLITE.sub("", sentence) or sentence
    found = _INDIRECT.search(sentence)
    return (found["asked"], sentence[: found.start()].strip(" ,;:")) if found else (sentence, "")
