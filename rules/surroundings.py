"""The words around a figure, by which texts say what it is.

Words reach back to the figure before and on to the next one, within the sentence and so many characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.model import Claim
from rules.collection import Collection
from rules.facts import FactBook

BOUNDARY = re.compile("[。；;!?！？\n]")
"""Where a clause of its own begins."""
_LONGEST = 40
"""So many characters in front of a figure may name it."""
_BEHIND = 16
"""So many characters behind it."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words around the figures of a collection, by their claims' ids, as far as they were asked for."""

    collection: Collection
    before: dict[str, str] = field(default_factory=dict)
    behind: dict[str, str] = field(default_factory=dict)


def words_before(book: FactBook, claim: Claim) -> str:
    """The folded words between the figure before, or the sentence's start, and a figure."""
    known = book.collection.once(_Words).before
    if claim.id not in known:
        known[claim.id] = _words_before(book, claim)
    return known[claim.id]


def told_last(patterns: Mapping[str, re.Pattern[str]], words: str, start: int, end: int) -> str | None:
    """The name of the pattern that ends last in words between two offsets, or None where none is found."""
    last = {
        name: max((found.end() for found in pattern.finditer(words, start, end)), default=-1)
        for name, pattern in patterns.items()
    }
    name = max(last, key=lambda one: last[one], default=None)
    return name if name is not None and last[name] >= 0 else None


def words_behind(book: FactBook, claim: Claim) -> str:
    """The folded words between a figure and the next one, or the sentence's end."""
    known = book.collection.once(_Words).behind
    if claim.id not in known:
        known[claim.id] = _words_behind(book, claim)
    return known[claim.id]


def _words_before(book: FactBook, claim: Claim) -> str:
    folded = book.collection.document[claim.document].folded
    start = max(book.place(claim).block_start, claim.span.start - _LONGEST)
    for other in book.sentence(claim):
        if other.span.end <= claim.span.start:
            start = max(start, other.span.end)
    found = list(BOUNDARY.finditer(folded, start, claim.span.start))
    return _unspaced(folded[found[-1].end() if found else start : claim.span.start])


def _words_behind(book: FactBook, claim: Claim) -> str:
    folded = book.collection.document[claim.document].folded
    end = claim.span.end + _BEHIND
    for other in book.sentence(claim):
        if other.span.start >= claim.span.end:
            end = min(end, other.span.start)
    found = BOUNDARY.search(folded, claim.span.end, end)
    return _unspaced(folded[claim.span.end : found.start() if found else end])


def _unspaced(words: str) -> str:
    """Words without the spaces that a page's layout left between their characters (`最低成交 价`)."""
    return "".join(words.split()).replace("：", ":")
