"""Where claims stand in their documents, and which stand near each other.

In: the claims and documents of a collection. Out: the place of each claim (document, block, sentence), how
far two places lie apart, the words of the sentence at one, and of claims in their order those around one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.model import BlockKind, Claim, Document
from rules.collection import Collection

_NEAR = 40
"""So many claims on each side of one are its neighbours; a list of thousands says nothing more of it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands, for telling near from far."""

    document: int
    block: int
    sentence: int
    start: int
    block_start: int


def places(collection: Collection) -> dict[str, Place]:
    """Where each claim stands, by its id; block −1 is the page's furniture."""
    return dict(_places(collection))


def _places(collection: Collection) -> Iterator[tuple[str, Place]]:
    for number, document in enumerate(collection.documents):
        starts = [block.start for block in document.blocks]
        for claim in collection.by_document.get(document.id, ()):
            at = claim.span.start
            index = bisect_right(starts, at) - 1
            sentence = opening = at
            if index >= 0:
                block = document.blocks[index]
                if block.kind in (BlockKind.FURNITURE, BlockKind.REFERENCE):
                    index = -1
                inside = bisect_right(block.sentences, at, key=lambda s: s.start)
                sentence = block.sentences[inside - 1].start if inside else block.start
                opening = block.start
            yield claim.id, Place(number, index, sentence, at, opening)


def distance(a: Place, b: Place) -> tuple[int, int, int]:
    """How far apart two places are: same sentence, paragraph, document, or not; then in characters."""
    if a.document != b.document:
        return (3, b.document, b.start)
    apart = abs(a.start - b.start)
    if a.sentence == b.sentence:
        return (0, 0, apart)
    return (1 if a.block == b.block else 2, 0, apart)


def sentence_at(document: Document, place: Place) -> str:
    """The folded sentence at a place."""
    if place.block < 0:
        return ""
    block = document.blocks[place.block]
    inside = bisect_left(block.sentences, place.sentence, key=lambda s: s.start)
    known = inside < len(block.sentences) and block.sentences[inside].start == place.sentence
    return document.folded[place.sentence : block.sentences[inside].end if known else block.end]


def around(claims: Sequence[Claim], claim: Claim) -> tuple[Claim, ...]:
    """Of one document's claims in their order the nearest ones before and behind a place, itself included."""
    at = bisect_left(claims, claim.span.start, key=lambda other: other.span.start)
    return tuple(claims[max(0, at - _NEAR) : at + _NEAR + 1])
