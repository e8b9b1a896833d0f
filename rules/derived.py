"""Stated figures that the network excludes by more than one step: what only all claims together show.

What one identity shows is told by that identity. Here stands what takes two or more, such as a loss ratio
against a loss and a revenue that itself follows from a growth. Claims that a single step already faults, or
that their own document disputes, carry no further conclusions; a claim takes part in one finding only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, variable
from rules.figures import show_interval
from rules.findings import make_finding
from rules.firmground import disputed, uncertain
from rules.identities import Identity
from rules.misreadings import of_either_time
from rules.model import Finding, Verdict
from rules.network import Bound, Conflict, tied
from rules.outcome import Grade, judge, reading
from rules.release import releases
from rules.verdicts import phrase

_SHORTEST = 2
"""What one step shows is told by its own identity."""

_ORDERS = 1_000_000
"""So many times less than what the others give no slip of a unit makes a figure."""

_LONGEST = 4
"""The most steps that a reader follows."""


def excluded(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each fact that the network leaves no room for, with its trail."""
    book, net = collection.once(FactBook), tied(collection)
    faulted = {claim for c in net.conflicts if _steps(c) < _SHORTEST for claim in _touched(c)}
    told: set[str] = set()
    for conflict in net.conflicts:
        claims = [collection.claim[name] for name in sorted(_touched(conflict))]
        if (
            _touched(conflict) & told
            or not _SHORTEST <= _steps(conflict) <= _LONGEST
            or conflict.stated.claims & conflict.derived.claims
            or _touched(conflict) & faulted
            or not all(_firm(book, claim) for claim in claims)
        ):
            continue
        stated = net.stating.get(conflict.fact, ())
        if stated and not conflict.stated.steps and _of_another_order(conflict, stated[0]):
            continue
        told |= _touched(conflict)
        if stated and not conflict.stated.steps:
            yield _against_stated(collection, identity, conflict, _excluded_one(conflict, stated))
        else:
            yield _against_each_other(collection, identity, conflict)


def _of_another_order(conflict: Conflict, claim: Claim) -> bool:
    """Whether a figure lies so far below what the others give that it is of something else (16元 a tonne)."""
    middle = conflict.derived.core.middle
    return middle is not None and 0 < abs(Fraction(claim.value)) * _ORDERS < abs(middle)


def _excluded_one(conflict: Conflict, stated: Sequence[Claim]) -> Claim:
    """Of the figures stated of a fact the first that what follows from the others leaves no room for."""
    sign = variable(stated[0].metric)[1]
    core, hard = conflict.derived.core.scale(sign), conflict.derived.hard.scale(sign)
    return next((claim for claim in stated if not judge(claim, core, hard).agrees), stated[0])


def _suspects_first(collection: Collection, claims: Sequence[Claim]) -> list[Claim]:
    """The claims of a conflict, those first whose release would mend it."""
    mending = {claim.id for release in releases(collection, claims) for claim in release}
    return sorted(claims, key=lambda claim: bool(mending) and claim.id not in mending)


def _would_mend(collection: Collection, claims: Sequence[Claim]) -> str:
    """What it would take, where the conflict does not name one figure: any of the least releases."""
    found = releases(collection, claims)
    if not found or len(found) == len(claims):
        return ""
    texts = ["、".join(dict.fromkeys(claim.text for claim in release)) for release in found]
    language = collection.language
    either = phrase("either", language)
    return phrase("release", language, figures=either.join(dict.fromkeys(texts)))


def _steps(conflict: Conflict) -> int:
    return len(conflict.stated.steps) + len(conflict.derived.steps)


def _claims(collection: Collection, bound: Bound) -> list[Claim]:
    """A bound's claims, rates before levels: a rate is what a writer computes."""
    claims = [claim for claim in collection.claims if claim.id in bound.claims]
    return sorted(claims, key=lambda claim: claim.measure is Measure.LEVEL)


def _against_each_other(collection: Collection, identity: Identity, conflict: Conflict) -> Finding:
    """Two ways to the same fact that exclude each other."""
    language, unit = collection.language, conflict.fact.unit
    one, other = _claims(collection, conflict.stated), _claims(collection, conflict.derived)
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED,
        message=phrase(
            "excluded_between",
            language,
            one="、".join(c.text for c in one),
            first=show_interval(conflict.stated.core, unit, language),
            other="、".join(c.text for c in other),
            second=show_interval(conflict.derived.core, unit, language),
            release=_would_mend(collection, (*one, *other)),
        ),
        claims=_suspects_first(
            collection, sorted((*one, *other), key=lambda claim: claim.measure is Measure.LEVEL)
        ),
        expected=conflict.derived.core.stated(unit),
        stated=conflict.stated.core.stated(unit),
    )


def _touched(conflict: Conflict) -> frozenset[str]:
    return conflict.stated.claims | conflict.derived.claims


def _firm(book: FactBook, claim: Claim) -> bool:
    named = claim.entity is not None and claim.period is not None and claim.metric != "other"
    vanishing = claim.measure is Measure.GROWTH and Fraction(claim.value) <= -100
    open_ = uncertain(claim) or of_either_time(book, claim)
    return named and not vanishing and not open_ and not disputed(book, claim)


def _against_stated(collection: Collection, identity: Identity, conflict: Conflict, claim: Claim) -> Finding:
    """A stated figure that what follows from the others excludes."""
    trail = _claims(collection, conflict.derived)
    sign = variable(claim.metric)[1]
    core, hard = conflict.derived.core.scale(sign), conflict.derived.hard.scale(sign)
    outcome = judge(claim, core, hard)
    repair = outcome.slip.repair if outcome.slip else None
    suspects = _suspects_first(collection, (claim, *trail))
    first = suspects[0]
    codes = " → ".join(dict.fromkeys(step.relation.code for step in conflict.derived.steps))
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.CONTRADICTED if outcome.grade is Grade.CONTRADICTION else Verdict.TENSION,
        message=phrase(
            "excluded",
            collection.language,
            stated=claim.text,
            trail="、".join(c.text for c in trail),
            codes=codes,
            expected=show_interval(core, claim.unit, collection.language),
            release=_would_mend(collection, (claim, *trail)),
        ),
        claims=suspects,
        expected=core.stated(claim.unit),
        stated=reading(claim).core.stated(claim.unit),
        suggestion=f"{claim.text} → {repair}" if repair and first is claim else None,
    )
