"""Finds what one source words more strongly than another that reports the same material."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from claims.model import Document
from rules.promotion.detection import lines
from rules.promotion.lexicon import lexicon

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
_CHINESE = re.compile(r"[一-鿿]+")
_SHARED = 2
"""So many names, or pairs of characters out of names, must two sentences share to speak of one thing."""
_LONGEST = 400
"""A sentence is read no further than this, in code points."""


@dataclass(frozen=True, slots=True)
class Degree:
    """A phrase on a ladder of degrees, in its sentence."""

    document: Document
    start: int
    end: int
    head: str
    """The noun that the degree belongs to."""
    materials: frozenset[str]
    """The kinds of material that the sentence says it reports."""
    names: frozenset[str]
    """What the sentence names: Latin words, and pairs of Chinese characters out of uncommon words."""


@dataclass(frozen=True, slots=True)
class Escalation:
    """A strong wording and the weaker ones of other sources."""

    strong: Degree
    weak: tuple[Degree, ...]


def escalations(documents: tuple[Document, ...]) -> Iterator[Escalation]:
    """The escalations between documents, in the order of the strong wordings."""
    for weak_words, strong_words in lexicon().ladders:
        strong = [degree for document in documents for degree in _degrees(document, strong_words)]
        if not strong:
            continue
        by_head: dict[tuple[str, str], list[Degree]] = defaultdict(list)
        for document in documents:
            for degree in _degrees(document, weak_words):
                for material in degree.materials:
                    by_head[degree.head, material].append(degree)
        for degree in strong:
            found = {
                (other.document.id, other.start): other
                for material in sorted(degree.materials)
                for other in by_head[degree.head, material]
                if other.document.id != degree.document.id and len(other.names & degree.names) >= _SHARED
            }
            if found:
                yield Escalation(degree, tuple(found[key] for key in sorted(found))[:4])


def _degrees(document: Document, words: re.Pattern[str]) -> Iterator[Degree]:
    text = document.folded
    if words.search(text) is None:
        return
    lists = lexicon().lists
    for line in lines(document):
        sentence = text[line.start : min(line.end, line.start + _LONGEST)]
        for match in words.finditer(sentence):
            materials = frozenset(found.group() for found in lists["material"].finditer(sentence))
            if materials:
                yield Degree(
                    document,
                    line.start + match.start(),
                    line.start + match.end(),
                    match.group("head"),
                    materials,
                    _names(sentence[: match.start()] + " " + sentence[match.end() :]),
                )


def _names(sentence: str) -> frozenset[str]:
    common = lexicon().lists["common"].sub(" ", sentence)
    pairs = (run[i : i + 2] for run in _CHINESE.findall(common) for i in range(len(run) - 1))
    return frozenset((*_LATIN.findall(common), *pairs))
