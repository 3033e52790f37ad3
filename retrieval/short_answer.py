"""The phrase of the lead sentence that answers, to be marked in it; none where it would mark the wrong words."""

from __future__ import annotations

import re

from retrieval.disputes.asking import asks_who_says
from retrieval.disputes.claims import stems
from retrieval.disputes.clauses import attribution_at, clause_at, dates_the_report
from retrieval.disputes.polarity import NEGATION, asks_yes_or_no, polarity
from retrieval.disputes.verbs import begins_with_verb
from retrieval.evidence import SIGNALS, Candidate
from retrieval.question import Asked
from retrieval.reader import Span
from retrieval.tokens import STOP_WORDS, words
from retrieval.values import Kind, values

_LONGEST_PHRASE = 60
_PHRASE = SIGNALS.index("phrase")
_AROUND = " .,;:"
_QUOTES = (('"', '"'), ("“", "”"))
# A follow-up stands behind the question that it leans on: "Was it sold – by whom?"
_ALLOWED = re.compile(r"\b(?:(?:im)?possible|allowed|permitted|required|forbidden|optional)\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\baccording\s+to\b|\balleg", re.IGNORECASE)
_JOINT = re.compile(r",?\s+(?:and|but)\s+")
# "No less than $5" and "not until May" deny nothing.
_NO_DENIAL = re.compile(
    r"\b(?:not?|in\s+no\s+case)\W+(?:less|more|fewer|later|earlier|only)\b|\bnot\b(?=[^,.;]*\buntil\b)", re.IGNORECASE
)
_RELATIVE = re.compile(r"\b(?:that|which|who|whom|whose|where)\b", re.IGNORECASE)
_OFFERS = re.compile(r"(?P<one>[^\W_]+)\s+or\s+(?P<behind>[^?]*)", re.IGNORECASE)
_BARE_DENIALS = frozenset({"no", "not", "never", "cannot", "none"})  # "does not" denies who knows what
_ARTICLES = frozenset({"a", "an", "the"})
# An item of an enumeration: a name, a number, or a few small words that no other part of the sentence follows.
_LINK = (
    "of|in|at|on|for|from|to|with|by|under|among|against|between|through|as|is|are|was|were|be|been|has|have|had|may"
    "|must|can|will|that|which|who|when|because|while|and|or|not|include|includes"
)
_ARTICLE = r"(?:(?:the|an?|its|their|his|her)\s+)?"
_NAME_WORD = r"[A-Z\d](?:[\w&'’/-]|\.(?=\w))*(?:\(\w+\))*"
_NAME = rf"{_NAME_WORD}(?:\s+(?:(?:of|for|the)\s+)*{_NAME_WORD})*"
_SMALL_WORD = rf"(?!(?:{_LINK})\b)[a-z][\w'’-]*"
_SMALL = rf"{_SMALL_WORD}(?:\s+{_SMALL_WORD}){{0,3}}(?=\s*[,.;:)]|\s*$|\s+(?:{_LINK})\b)"
_ITEM = rf"{_ARTICLE}(?:{_NAME}|{_SMALL}(?:\s+of\s+{_ARTICLE}(?:{_NAME}|{_SMALL}))?)"
_BEHIND = re.compile(rf"(?:,\s+{_ITEM})*,?\s+(?:and|or)\s+{_ITEM}")
_BEFORE = re.compile(
    rf"(?:(?:^|[:;(]\s*|\b(?:{_LINK})\s+)(?={_ARTICLE}[a-z])|(?:^|\s)(?={_ARTICLE}[A-Z\d]))"
    rf"(?P<items>{_ITEM}(?:,\s+{_ITEM})*(?:,\s+|,?\s+(?P<joined>and|or)\s+))$"
)
_JOINED = re.compile(r"\b(?:and|or)\b")
_GOES_ON = re.compile(rf"\s*(?:[,.;:)\"”]|$)|\s+(?:{_LINK})\b")
_JOINS_NEXT, _JOINS_LAST = re.compile(r",?\s+(?:and|or)\s+"), re.compile(r"\b(?:and|or)\s+$")
_PARAGRAPHS = re.compile(r"(?:\(\w{1,4}\))*")
_APPOSED = re.compile(r"an?\s")  # "Jane Roe, a lawyer and author"
_OPENER = re.compile(r"(?:In|On|At|By|For|From|After|Before|Since|Under)\s+")


def short_answer(asked: Asked, lead: Candidate) -> str | None:
    """The phrase of the lead sentence that answers.

    Where the question asks for a kind of value it is the one value of that kind, None when there are several; else
    the phrase that the reader found, if it is sure and short and nothing around it turns what it says.
    """
    yes_or_no = asks_yes_or_no(asked.asks)
    if asked.kind is not None and not yes_or_no:
        return _value(asked, asked.kind, lead)
    if asked.asks != asked.text and not asks_yes_or_no(asked.text):
        return None  # whatever was found may answer what was asked before
    if lead.phrase is None or lead.signals[_PHRASE] <= 0:
        return None
    span = _trimmed(lead.quote, *lead.phrase)
    if _misleads(asked, lead.quote, span, yes_or_no=yes_or_no):
        return None
    whole = _enumeration(lead.quote, *span) if asked.several else span
    phrase = lead.quote[slice(*whole)] if whole else ""
    return phrase if 0 < len(phrase) <= min(_LONGEST_PHRASE, len(lead.quote) // 2) else None


def _value(asked: Asked, kind: Kind, lead: Candidate) -> str | None:
    """The one value that is new to the question; of several, the one in the phrase that the reader found."""
    question, quote = asked.text, lead.quote
    new = [span for span in values(quote, kind) if quote[slice(*span)].lower() not in question.lower()]
    new = [span for span in new if not _is_denied(asked, quote, span) and not _dates_the_report(asked, quote, span)]
    told = {quote[slice(*span)] for span in new}
    if len(told) > 1 and lead.phrase is not None and lead.signals[_PHRASE] > 0:
        first, behind = lead.phrase
        told = {quote[start:end] for start, end in new if start < behind and first < end}
    return told.pop() if len(told) == 1 else None


def _trimmed(quote: str, start: int, end: int) -> Span:
    """The span without white space, stops and quotation marks that have no partner at its ends."""
    start += len(quote[start:end]) - len(quote[start:end].lstrip(_AROUND))
    end -= len(quote[start:end]) - len(quote[start:end].rstrip(_AROUND))
    for opening, closing in _QUOTES:
        phrase = quote[start:end]
        if phrase.count(opening) + (phrase.count(closing) if opening != closing else 0) != 1:
            continue
        start += phrase.startswith(opening)
        end -= phrase.endswith(closing)
    return start, end


def _misleads(asked: Asked, quote: str, span: Span, *, yes_or_no: bool) -> bool:
    """Whether marking a phrase would say something else than the sentence says, or nothing."""
    question, phrase = asked.text, quote[slice(*span)]
    if not _is_offered(question, phrase):
        if {*words(phrase)} <= {*words(question)}:
            return True
        if yes_or_no and not _says_yes_or_no(asked, quote, span):
            return True
    return _is_denied(asked, quote, span) or _only_reports(asked, quote, span)


def _is_offered(question: str, phrase: str) -> bool:
    """Whether a phrase takes one side of two that a question offers: "with or without prejudice"."""
    offer = _OFFERS.search(question)
    if offer is None:
        return False
    before = words(question[: offer.end("one")])
    other = next((word for word in words(offer["behind"]) if word not in _ARTICLES.union(before)), None)
    return (before[-1] in words(phrase)) != (other in words(phrase))


def _says_yes_or_no(asked: Asked, quote: str, span: Span) -> bool:
    """Whether a phrase says so by itself, and as a fact rather than as somebody's word."""
    keep = frozenset(asked.weights)
    asks_for_word = asks_who_says(asked.text) or _ACCORDING.search(asked.text)
    if clause_at(quote, *span, keep).reported and not asks_for_word:
        return False
    phrase = quote[slice(*span)]
    if not set(words(phrase)) - STOP_WORDS - _BARE_DENIALS:
        return False
    return bool(NEGATION.search(phrase) or _ALLOWED.search(phrase) or polarity(phrase, keep).cue)


def _is_denied(asked: Asked, quote: str, span: Span) -> bool:
    """Whether the clause is negated outside the phrase, and the question is not."""
    if any(NEGATION.search(text) for text in (quote[slice(*span)], asked.text)) or "without" in words(asked.text):
        return False
    clause = clause_at(quote, *span, frozenset(asked.weights))
    joints = [match.span() for match in _JOINT.finditer(quote) if begins_with_verb(quote[match.end() :])]
    start = max((behind for _, behind in joints if clause.start < behind <= span[0]), default=clause.start)
    ends = [before for before, _ in joints] + [match.start() for match in _RELATIVE.finditer(quote)]
    end = min((before for before in ends if span[1] <= before < clause.end), default=clause.end)
    return polarity(_NO_DENIAL.sub("", quote[start:end]), frozenset()).negated


def _only_reports(asked: Asked, quote: str, span: Span) -> bool:
    """Whether a phrase belongs to what names the source, and the question asks neither for it nor about it."""
    attribution = attribution_at(quote, *span, frozenset(asked.weights))
    return bool(attribution) and not _asks_for_source(asked, attribution)


def _dates_the_report(asked: Asked, quote: str, span: Span) -> bool:
    return dates_the_report(quote, *span) and not _asks_for_source(asked, attribution_at(quote, *span))


def _asks_for_source(asked: Asked, attribution: str) -> bool:
    """Whether a question asks who says something, or is about whoever does."""
    return asks_who_says(asked.text) or (bool(asked.whom) and asked.whom <= stems(attribution))


def _enumeration(quote: str, start: int, end: int) -> Span | None:
    """All of the enumeration in which a phrase stands, the phrase alone where it stands in none.

    None where it stands in one, but where that begins or ends is not clear.
    """
    if paragraphs := _PARAGRAPHS.match(quote, end):  # "5" of "5(1)(a)"
        end = paragraphs.end()
    behind = _BEHIND.match(quote, end)
    before = _BEFORE.search(quote, max(0, start - 2 * _LONGEST_PHRASE), start)  # what is longer is not marked anyway
    last = behind.end() if behind else end
    opener = _OPENER.match(quote)
    if before and before.start("items") > (opener.end() if opener else -1):
        inside = _JOINED.search(quote[start:end]) and not _APPOSED.match(quote, start)
        joined = before["joined"] or behind or inside
        first = before.start("items") if joined else start
    else:
        first = start
    return None if _goes_further(quote, first, last) else (first, last)


def _goes_further(quote: str, first: int, last: int) -> bool:
    """Whether what stands around a part of a sentence is enumerated with it."""
    before, behind = quote[:first], quote[last:]
    if _JOINS_LAST.search(before):
        return True
    if next_ := _JOINS_NEXT.match(behind):
        return not begins_with_verb(behind[next_.end() :])
    if _JOINED.search(quote[first:last]):
        return not (_GOES_ON.match(behind) or begins_with_verb(behind))
    return bool(behind.startswith(",") and _JOINED.search(behind))
