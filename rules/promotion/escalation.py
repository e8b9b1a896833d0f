"""Finds what one source words more strongly than another that reports the same material."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from claims.model import Document
from rules.promotion.detection import lines
from rules.promotion.lexicon import lexicon

_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]{2,}")
_CHINESE = re.compile(r"[一-鿿]+")
_SHARED = 2
"""So many names, or pairs of characters out of names, must two sentences share to speak of one thing."""
_SHOWN = 4
"""An escalation shows at most this many weaker wordings."""
_MOST = 200
"""Of the wordings that share a name at most this many are compared; keeps hostile text linear."""
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


def degrees(document: Document) -> frozenset[tuple[str, bool]]:
    """The ladders and nouns of which a document gives a degree, and whether it is one of the upper rungs."""
    return frozenset(
        (_rung(number, degree), words is strong)
        for number, (weak, strong) in enumerate(lexicon().ladders)
        for words in (weak, strong)
        for degree in _degrees(document, words)
    )


def _rung(number: int, degree: Degree) -> str:
    return f"{number} {degree.head}"


def escalations(
    documents: tuple[Document, ...], ladders: frozenset[str] | None = None
) -> Iterator[Escalation]:
    """The escalations between documents, in the order of the strong wordings; of some ladders only."""
    for number, (weak_words, strong_words) in enumerate(lexicon().ladders):
        strong = [
            degree
            for document in documents
            for degree in _degrees(document, strong_words)
            if ladders is None or _rung(number, degree) in ladders
        ]
        if not strong:
            continue
        named: dict[tuple[str, str, str], list[Degree]] = defaultdict(list)
        for document in documents:
            for degree in _degrees(document, weak_words):
                for material in degree.materials:
                    for name in degree.names:
                        named[degree.head, material, name].append(degree)
        for degree in strong:
            found = _same_matter(degree, named)
            if found:
                yield Escalation(degree, found)


def _same_matter(strong: Degree, named: dict[tuple[str, str, str], list[Degree]]) -> tuple[Degree, ...]:
    """The weaker wordings of other documents that report the same material about the same names."""
    shared: dict[tuple[str, int], set[str]] = defaultdict(set)
    weak: dict[tuple[str, int], Degree] = {}
    for material, name in product(strong.materials, strong.names):
        for degree in named.get((strong.head, material, name), ())[:_MOST]:
            if degree.document.id != strong.document.id:
                key = (degree.document.id, degree.start)
                shared[key].add(name)
                weak[key] = degree
    return tuple(weak[key] for key in sorted(shared) if len(shared[key]) >= _SHARED)[:_SHOWN]


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
