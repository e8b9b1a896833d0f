"""What two sides' words say of the footings that they are counted on.

Takes two sides of figures that differ; answers which of their words say why they may.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from claims.model import Claim
from rules.distinctions import Distinction, distinctions
from rules.facts import FactBook
from rules.series import number
from rules.sides import Side

_BRACKET = re.compile(r"[^,，。;；(（]{0,4}[(（][^()（）]{1,24}[)）]")
"""What a bracket right behind a figure says of it."""


class Told(NamedTuple):
    """Why two figures may differ, in the words of both."""

    distinction: Distinction
    words: str
    other: str
    """Empty where the other says nothing."""


class Footing(NamedTuple):
    """On which footing a claim is told, and in which words."""

    pole: int
    words: str


def footing(book: FactBook, claim: Claim, distinction: Distinction) -> Footing | None:
    """The footing that the words nearest a figure name; None where they name none."""
    text, behind = (book.words(claim), "") if distinction.anywhere else _words(book, claim)
    text = " ".join((*claim.dimensions.values(), text))
    found = [
        (match.end(), place, match[0])
        for place, pole in enumerate(distinction.poles)
        for match in pole.finditer(text)
    ]
    found += [
        (len(text) + match.end(), place, match[0])
        for place, pole in enumerate(distinction.poles)
        for match in pole.finditer(behind)
    ]
    if not found:
        return None
    _, place, words = max(found, key=lambda one: (one[0], -one[1]))
    return Footing(place, words)


def footings(book: FactBook, claims: Iterable[Claim], distinction: Distinction) -> dict[int, str]:
    """The footings that figures are told on with the words of the first; −1 for those that say nothing."""
    told: dict[int, str] = {}
    for claim in claims:
        one = footing(book, claim, distinction) or Footing(-1, "")
        told.setdefault(one.pole, one.words)
    return told


def told_apart(book: FactBook, one: Side, other: Side) -> Told | None:
    """Which words of two sides of one fact say why they differ; None where none do.

    A footing of one side that the other has nowhere tells them apart; what leaves out its footing may be of
    either. The larger figure must be that of the footing that holds more.
    """
    for distinction in distinctions():
        if not all(distinction.about(side.lead.measure, side.lead.metric) for side in (one, other)):
            continue
        here, there = (footings(book, side.claims, distinction) for side in (one, other))
        found = _apart(distinction, here, there)
        if found is None and (turned := _apart(distinction, there, here)) is not None:
            found = (turned[1], turned[0])
        if found is None:
            continue
        mine, theirs = found
        if distinction.unordered or in_order(distinction, (mine, one), (theirs, other)):
            return Told(distinction, here.get(mine, ""), there.get(theirs, ""))
    return None


def _apart(distinction: Distinction, here: dict[int, str], there: dict[int, str]) -> tuple[int, int] | None:
    """A footing that only one side is told on, with one of the other's."""
    for pole in here:
        if pole < 0 or pole in there:
            continue
        others = [other for other in there if other >= 0]
        if others:
            return pole, others[0]
        if pole in distinction.alone and -1 not in here:
            return pole, -1
    return None


def in_order(distinction: Distinction, one: tuple[int, Side], other: tuple[int, Side]) -> bool:
    """Whether the figure of the footing that holds more is the larger."""
    (_, large), (_, small) = sorted((one, other), key=lambda x: distinction.bare if x[0] < 0 else x[0])
    return abs(number(large.lead)) > abs(number(small.lead))


def _words(book: FactBook, claim: Claim) -> tuple[str, str]:
    """The sentence between the figure of the same unit before and a figure, and the bracket behind it."""
    sentence, at = book.words(claim), claim.span.start - book.place(claim).sentence
    start = max(
        (
            other.span.end - book.place(claim).sentence
            for other in book.sentence(claim)
            if other.span.end <= claim.span.start
            and other.unit == claim.unit
            and other.document == claim.document
        ),
        default=0,
    )
    behind = _BRACKET.match(sentence[at + len(claim.text) :])
    return sentence[start:at], behind[0] if behind else ""
