"""Ranks against the values that they rank: the first has the largest share, the second the next.

Takes the ranks and market shares that one document states for one market and period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, bare
from rules.findings import make_finding
from rules.identities import Identity
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.verdicts import phrase

_MOST = 12
"""So many claims a finding points at, at most."""


class _Market(NamedTuple):
    document: str
    period: str | None
    name: str


def rank_order(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """One finding a market, or one a pair that runs against its ranks."""
    book = collection.once(FactBook)
    shares = _by_market(book.of_metric("market_share", Measure.LEVEL))
    ranks = _by_market(book.of_metric("ranking", Measure.RANK))
    for market, by_entity in shares.items():
        yield from _market(collection, identity, by_entity, ranks.get(market, {}))


def _by_market(claims: Iterable[Claim]) -> Mapping[_Market, dict[str, Claim]]:
    """The first claim of each company, by document, period and market."""
    found: dict[_Market, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.entity and "market" in claim.dimensions:
            market = _Market(claim.document, claim.period, bare(claim.dimensions["market"]))
            found[market].setdefault(claim.entity, claim)
    return found


def _market(
    collection: Collection, identity: Identity, shares: Mapping[str, Claim], ranks: Mapping[str, Claim]
) -> Iterator[Finding]:
    both = [(share, ranks[entity]) for entity, share in shares.items() if entity in ranks]
    ranked = sorted(((int(rank.value), share, rank) for share, rank in both), key=lambda item: item[0])
    if len(ranked) < 2 or len({rank for rank, _, _ in ranked}) < len(ranked):
        return
    language, fine = collection.language, True
    for (upper_rank, upper, a), (lower_rank, lower, b) in pairwise(ranked):
        high, low = reading(upper).hard, reading(lower).hard
        if high.high is not None and low.low is not None and high.high < low.low:
            fine = False
            yield make_finding(
                collection,
                rule=identity.code,
                verdict=Verdict.CONTRADICTED,
                message=phrase(
                    "ranks_reversed",
                    language,
                    upper=upper.text,
                    upper_rank=upper_rank,
                    lower=lower.text,
                    lower_rank=lower_rank,
                ),
                claims=(upper, lower, a, b),
            )
    if fine:
        listed = " ≥ ".join(share.text for _, share, _ in ranked)
        claims = [share for _, share, _ in ranked] + [rank for _, _, rank in ranked]
        yield make_finding(
            collection,
            rule=identity.code,
            verdict=Verdict.VERIFIED,
            message=phrase("ranks", language, list=listed),
            claims=claims[:_MOST],
        )
