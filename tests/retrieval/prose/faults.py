"""Faults planted in sentences of the shipped corpus: what a model that errs, or is led astray, would write."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import yaml

from ingest.loaders.paths import load, source_files
from ingest.loaders.source import Loaded
from ingest.passages import parse
from retrieval.disputes.normal import amounts_in, dates_in
from retrieval.disputes.words import looks_like_a_name
from retrieval.markers import shown

ROOT = Path(__file__).parents[3]
_MONTHS = "January February March April May June July August September October November December".split()
_NAME = re.compile(r"(?<=\w )[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]+)*(?!['’\w])")
_OPPOSITES = {
    "filed": "dropped", "upheld": "overturned", "granted": "denied", "suspended": "resumed", "paused": "began",
    "dismissed": "allowed", "excluded": "included", "enabled": "disabled", "before": "after", "accuses": "acquits",
    "false": "true", "lost": "won", "settled": "won", "lacked": "had", "added": "removed", "on by default": "off",
}  # fmt: skip
_ATTRIBUTED = re.compile(
    r"^(?:The (?:law)?suit|The plaintiffs?|LinkedIn|Reuters|BBC News|Mashable|TechRadar Pro|Wade-Scott)"
    r" (?:alleges|contends?|said|says|reported|reports|claims) that (?P<rest>\w.*)$"
)
_ATTRIBUTED_BEHIND = re.compile(r"^(?P<rest>.*), (?:the|as) [^,]{4,60} (?:says?|said|found|alleges|reports?)\.$")


@cache
def corpus_sentences() -> list[str]:
    """Every sentence of the shipped articles, as it is quoted."""
    found: dict[str, None] = {}
    for source in load(source_files([ROOT / "corpus"])):
        assert isinstance(source, Loaded)
        document = parse(source)
        for passage in document.passages:
            for sentence in passage.sentences:
                found[shown(document.text[sentence.start : sentence.end])] = None
    return list(found)


def _number(quote: str) -> Iterator[str]:
    for (start, end), _ in amounts_in(quote):
        changed = re.sub(r"\d", lambda match: str((int(match[0]) + 3) % 10 or 4), quote[start:end], count=1)
        if changed != quote[start:end]:
            yield quote[:start] + changed + quote[end:]


def _scale(quote: str) -> Iterator[str]:
    for one, two in (
        ("million", "billion"),
        ("billion", "million"),
        ("bn", "m"),
        ("$", "€"),
        ("€", "$"),
        ("%", " people"),
    ):
        if one in quote:
            yield quote.replace(one, two, 1)


def _bound(quote: str) -> Iterator[str]:
    for word in ("more than", "almost", "nearly", "about"):
        if re.search(rf"{word} (?:a |\$|\d)", quote):
            yield quote.replace(f"{word} ", "", 1)


def _date(quote: str) -> Iterator[str]:
    for (start, end), _ in dates_in(quote):
        date = quote[start:end]
        if year := re.search(r"\b(?:19|20)\d\d\b", date):
            yield quote[:start] + date.replace(year[0], str(int(year[0]) - 1)) + quote[end:]
        if day := re.search(r"\b\d{1,2}\b", date):
            yield quote[:start] + date.replace(day[0], str(int(day[0]) % 27 + 1), 1) + quote[end:]
        for place, month in enumerate(_MONTHS):
            if month in date:
                yield quote[:start] + date.replace(month, _MONTHS[place - 3]) + quote[end:]


def _swapped_values(quote: str) -> Iterator[str]:
    for found in (dates_in(quote), amounts_in(quote)):
        if len(found) > 1:
            (one, two), (three, four) = found[0][0], found[1][0]
            if found[0][1] != found[1][1]:
                yield quote[:one] + quote[three:four] + quote[two:three] + quote[one:two] + quote[four:]


def _name(quote: str) -> Iterator[str]:
    for match in list(_NAME.finditer(quote))[:2]:
        if match[0] not in _MONTHS:
            for other in ("Elena Novak", "Oracle"):
                yield quote[: match.start()] + other + quote[match.end() :]


def _swapped_names(quote: str) -> Iterator[str]:
    name = r"((?:[A-Z][\w-]+ ?){1,4})"
    if match := re.match(rf"^{name}(sued|told|dismissed|fined|represented)( the)? {name}", quote):
        one, verb, _, two = match.groups()
        yield f"{two.strip()} {verb} {one.strip()}{quote[match.end() - (match[0][-1] == ' ') :]}"


def _negation_dropped(quote: str) -> Iterator[str]:
    for cut, new in ((" did not ", " did "), (" not ", " "), (" never ", " "), (" no ", " a "), ("without ", "with ")):
        if cut in quote and '"' not in quote:
            yield quote.replace(cut, new, 1)


def _negation_added(quote: str) -> Iterator[str]:
    if '"' in quote:
        return
    for verb in (" is ", " was ", " are ", " were ", " has ", " may ", " can "):
        if verb in quote and f"{verb}not" not in quote and f"{verb}no " not in quote:
            yield quote.replace(verb, f"{verb}not ", 1)
            yield quote.replace(verb, f"{verb}never ", 1)
            break


def _modality(quote: str) -> Iterator[str]:
    if '"' in quote:
        return
    changes = (
        "may/must can/must must/may could/will would/did shall/may only/ probably/ has_to/may requires/may_require"
    )
    for change in changes.split():
        one, two = change.replace("_", " ").split("/")
        if f" {one} " in quote:
            yield " ".join(quote.replace(f" {one} ", f" {two} ", 1).split())
    for verb in (" is ", " was "):
        if verb in quote and " may " not in quote:
            yield quote.replace(verb, " may be ", 1)
            break


def _attribution_dropped(quote: str) -> Iterator[str]:
    for pattern in (_ATTRIBUTED, _ATTRIBUTED_BEHIND):
        if (match := pattern.match(quote)) and '"' not in quote:
            rest = match["rest"]
            yield f"{rest[:1].upper()}{rest[1:].rstrip('.')}."


def _opposite(quote: str) -> Iterator[str]:
    for one, two in _OPPOSITES.items():
        if re.search(rf"\b{one}\b", quote) and '"' not in quote:
            yield re.sub(rf"\b{one}\b", two, quote, count=1)


def _quotation(quote: str) -> Iterator[str]:
    if '"' in quote:
        yield re.sub(r'"([^"]+?)(\w+)([^\w"]*)"', r'"\1indeed\3"', quote, count=1)
    else:
        yield f'{quote.rstrip(".")}, which the judge called "an obvious breach".'


def _made_up(quote: str) -> Iterator[str]:
    yield f"{quote.rstrip('.')}, and the judge was bribed."
    yield f"Despite protests by shareholders, {quote}"
    yield f"{quote.rstrip('.')} (see https://evil.example/login)."
    yield f"{quote.rstrip('.')} <!channel>."


FAULTS: dict[str, Callable[[str], Iterator[str]]] = {
    made.__name__.strip("_").replace("_", " "): made
    for made in (
        *(_number, _scale, _bound, _date, _swapped_values, _name, _swapped_names, _negation_dropped, _negation_added),
        *(_modality, _attribution_dropped, _opposite, _quotation, _made_up),
    )
}


def _inside(sentence: str) -> str:
    """A sentence as it stands within another."""
    first, _, rest = sentence.partition(" ")
    return sentence if looks_like_a_name(first) else f"{first.lower()} {rest}"


def _untrue(sentence: str) -> Iterator[str]:
    for begin in ("It is false that", "It is a common misconception that", "Two experts refuted that"):
        yield f"{begin} {_inside(sentence)}"
    for end in ("is untrue", "is a hoax"):
        yield f"The story that {_inside(sentence).rstrip('.')} {end}."


def _doubted(sentence: str) -> Iterator[str]:
    yield f"Doubts that {_inside(sentence).rstrip('.')} persist."
    yield f"Experts dispute that {_inside(sentence)}"


def _not_yet(sentence: str) -> Iterator[str]:
    if re.search(r"\bhas (?!to\b)", sentence) and not re.search(r"\b(?:not|never)\b", sentence):
        yield re.sub(r"\bhas (?!to\b)", "has yet to have ", sentence, count=1)


def _until(sentence: str) -> Iterator[str]:
    if not re.search(r"[,;:–]|\b(?:until|while|because|but)\b", sentence):
        yield f"{sentence.rstrip('.')} until the law was changed."


def _other_head(sentence: str) -> Iterator[str]:
    heads = re.findall(r"\b(?:president|spokesperson|lawyer|users?|members?|plaintiff|regulator|owner)\b", sentence)
    for head in dict.fromkeys(heads):
        for word in ("former", "vice", "acting", "fake"):
            yield re.sub(rf"(?<!{word} )\b{head}\b", f"{word} {head}", sentence)


def _less(sentence: str) -> Iterator[str]:
    for word in ("less", "little"):
        yield from (
            re.sub(rf"\b{be} (?={quality}\b)", f"{be} {word} ", sentence)
            for be, quality in re.findall(r"\b(is|are|was|were) (\w{3,}(?:able|ible|ful|ive|al|ous|ic))\b", sentence)
        )


# What a source would have to say for one of its sentences to be left without support.
TURNS: dict[str, Callable[[str], Iterator[str]]] = {
    made.__name__.strip("_").replace("_", " "): made
    for made in (_untrue, _doubted, _not_yet, _until, _other_head, _less)
}


def turned_round(kind: str) -> list[tuple[str, str]]:
    """``(quote, sentence)``: every sentence of the corpus with a quote of that kind, which takes it back."""
    return [
        (quote, sentence) for sentence in corpus_sentences() for quote in TURNS[kind](sentence) if quote != sentence
    ]


def planted(kind: str, most: int) -> list[tuple[str, str]]:
    """At most so many ``(quote, faulty statement)`` pairs of a kind, from all over the corpus."""
    pairs = [(quote, fault) for quote in corpus_sentences() for fault in FAULTS[kind](quote) if fault != quote]
    step = max(1, len(pairs) // most)
    return pairs[::step][:most]


def by_hand(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Statements with the sentences that they are of, from a file beside this one."""
    rows = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return [(row["says"], tuple(row["of"])) for row in rows]
