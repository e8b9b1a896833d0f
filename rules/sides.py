"""The sides of one fact: claims that agree with one another, against claims that don't.

A side is led by its clearest claim. Sides are ranked by what arithmetic says of their figures, whether the
filing itself holds them, how many independent origins they have, whose word they are, how many documents hold
them, and how precisely they speak; the weaker side is the suspect.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from claims.model import Basis, BlockKind, Claim, Qualifier, Source
from rules.authority import authority
from rules.collection import Collection
from rules.filings import OwnWord, own_word
from rules.leads import Leads
from rules.origins import Origins, origins_of
from rules.outcome import Mark, digits
from rules.series import judged
from rules.vouching import vouched


@dataclass(frozen=True, slots=True)
class Side:
    """Claims that agree, the clearest first."""

    claims: tuple[Claim, ...]

    @property
    def lead(self) -> Claim:
        """The clearest claim."""
        return self.claims[0]

    @property
    def documents(self) -> frozenset[str]:
        """Ids of the documents that hold the side."""
        return frozenset(claim.document for claim in self.claims)

    @property
    def estimates(self) -> tuple[Claim, ...]:
        """The claims that are given as estimates."""
        return tuple(claim for claim in self.claims if claim.basis is Basis.ESTIMATED)

    @property
    def marks(self) -> dict[Mark, tuple[Claim, ...]]:
        """Coarser claims by how they came from the leading one."""
        marked: dict[Mark, list[Claim]] = {}
        for claim in self.claims[1:]:
            mark = judged(claim, self.lead).mark
            if mark is not None and claim.value != self.lead.value:
                marked.setdefault(mark, []).append(claim)
        return {mark: tuple(marked[mark]) for mark in sorted(marked)}


def clarity(claim: Claim) -> tuple[bool, bool, int, str, int]:
    """Orders claims from the clearest: plain words, many digits, then by place."""
    plain = claim.qualifier in (Qualifier.EXACT, Qualifier.UP_TO)
    hedged = claim.basis is not Basis.REPORTED
    length = digits(claim) if claim.unit != "date" else len(claim.value)
    return not plain, hedged, -length, claim.document, claim.span.start


def sides(claims: Iterable[Claim]) -> list[Side]:
    """Group claims into sides, each joining the first whose leading claim it agrees with."""
    grouped: list[list[Claim]] = []
    leads = Leads()
    for claim in sorted(claims, key=clarity):
        for number in leads.near(claim):
            if judged(claim, grouped[number][0]).agrees:
                grouped[number].append(claim)
                break
        else:
            grouped.append([claim])
            leads.add(claim)
    return [Side(tuple(side)) for side in grouped]


def estimated(side: Side, collection: Collection) -> bool:
    """Whether the figure is an estimate: no more texts give it flatly than only as one."""
    text = collection.once(Origins).text
    flat = {text(claim.document) for claim in side.claims if claim.basis is not Basis.ESTIMATED}
    hedged = {text(claim.document) for claim in side.estimates} - flat
    return bool(hedged) and len(hedged) >= len(flat)


Standing = tuple[int, bool, int, int, int]
"""What a side's word is worth: what arithmetic says of it, whether the filing itself holds it, how many
origins it has, the weightiest authority that it names, and how many texts hold it. Less is stronger."""


def standing(side: Side, collection: Collection) -> Standing:
    """What a side's word is worth, before precision and place decide between equals."""
    sums, own = collection.once(vouched), collection.once(own_word)
    rank, text = authority().rank, collection.once(Origins).text
    primary = any(
        claim.document in own.filings
        and claim.attribution.kind in (Source.NONE, Source.FILING, Source.COMPANY)
        for claim in side.claims
    )
    return (
        sums.of(side.claims),
        not primary,
        -origins_of(collection, side.claims),
        min(_rank(claim, own, rank, collection) for claim in side.claims),
        -len({text(document) for document in side.documents}),
    )


Weight = tuple[Standing, int, bool, bool, tuple[date, str], int]
"""What a side's word is worth, and what decides between equals; less is stronger."""


def weight(side: Side, collection: Collection) -> Weight:
    """Orders sides from the strongest: standing, precision, dates, who may have said it first, place."""
    return (
        standing(side, collection),
        -max(digits(claim) for claim in side.claims),
        all(claim.period is None for claim in side.claims),
        all(_headline(claim, collection) for claim in side.claims),
        min((collection.document[name].published or date.max, name) for name in side.documents),
        side.lead.span.start,
    )


def _rank(claim: Claim, own: OwnWord, rank: dict[Source, int], collection: Collection) -> int:
    """The place of whoever is said to say it; a document that is somebody's own word needs not say so.

    A headline weighs nothing by whom it names: `年报:营收…` is an editor's shortening of the text below it.
    """
    kind = claim.attribution.kind
    if claim.document not in own.filings and _headline(claim, collection):
        return max(rank.values())
    return rank[own.kind(claim.document) or kind] if kind is Source.NONE else rank[kind]


def ranked(parts: list[Side], collection: Collection) -> list[Side]:
    """Sides from the strongest to the weakest."""
    return parts if len(parts) < 2 else sorted(parts, key=lambda side: weight(side, collection))


def _headline(claim: Claim, collection: Collection) -> bool:
    """Whether a claim stands in a title or heading, which are written last and shortest."""
    blocks = collection.document[claim.document].blocks
    index = bisect_right(blocks, claim.span.start, key=lambda block: block.start) - 1
    if index < 0 or claim.span.start >= blocks[index].end:
        return False
    return blocks[index].kind in (BlockKind.TITLE, BlockKind.HEADING)


def clearest(claims: Iterable[Claim], most: int) -> tuple[Claim, ...]:
    """At most so many claims: the clearest of each document first, then the next ones."""
    turns: dict[str, int] = {}
    ordered = []
    for claim in sorted(claims, key=clarity):
        turn = turns.get(claim.document, 0)
        turns[claim.document] = turn + 1
        ordered.append((turn, claim))
    return tuple(claim for _, claim in sorted(ordered, key=lambda x: x[0])[:most])
