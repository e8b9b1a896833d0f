"""Words that texts use for one another (净利润, 归母净利润): figures under either are held together.

Takes series; gives the metrics that go for one, and a side with the same figure told under another of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from rules.definitions import definitions
from rules.facts import account_of
from rules.series import Series, number
from rules.sides import Side


def loose_with(metric: str) -> tuple[str, ...]:
    """A metric and those that texts use for it, itself first."""
    family = definitions().family.get(metric)
    loose = definitions().kin[family].loose if family is not None else ()
    return (metric, *(other for other in loose if other != metric)) if metric in loose else (metric,)


def with_loose(side: Side, members: Iterable[Series], loose: Iterable[str]) -> Side:
    """A side with the same figure of its time where texts give it under the other of two loose words."""
    lead, words = side.lead, set(loose)
    if account_of(lead) not in words:
        return side
    same = tuple(
        claim
        for one in members
        if one.key.metric in words - {account_of(lead)}
        for claims in one.dated.values()
        for claim in claims
        if claim.period == lead.period and number(claim) == number(lead)
    )
    return Side((*side.claims, *same))
