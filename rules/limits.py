"""What can't exceed 100%: a part of a whole, and a fall of what can't be negative."""

from __future__ import annotations

from collections.abc import Iterator

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, variable
from rules.findings import make_finding
from rules.firmground import uncertain
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.surroundings import words_before
from rules.verdicts import phrase

_WHOLE = Interval.of(None, 100)
_FALL = Interval.of(-100, None)


def beyond_hundred(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each share over 100% and each fall by more than all there was."""
    book = collection.once(FactBook)
    for claim in collection.claims:
        limit = _limit(claim)
        if limit is _WHOLE and not any(w in words_before(book, claim) for w in knowledge().bounded_cues):
            continue
        if limit is None or not book.usable(claim) or uncertain(claim):
            continue
        figure = reading(claim)
        if figure.hard.meets(limit):
            continue
        witness = next((c for c in book.stating(book.key(claim)) if reading(c).hard.meets(limit)), None)
        yield make_finding(
            collection,
            rule=identity.code,
            verdict=Verdict.CONTRADICTED,
            message=phrase(
                "share_over" if limit is _WHOLE else "fall_over", collection.language, stated=claim.text
            ),
            claims=(claim, witness) if witness else (claim,),
            expected=limit.stated("percent"),
            stated=figure.core.stated("percent"),
            suggestion=f"{claim.text} → {witness.text}" if witness else None,
        )


def _limit(claim: Claim) -> Interval | None:
    """Where a claim must lie; None where nothing bounds it."""
    known, metric = knowledge(), variable(claim.metric)[0]
    if claim.unit != "percent" or claim.hard is None or metric in known.may_be_negative:
        return None
    if claim.metric in known.bounded and claim.measure in (Measure.SHARE, Measure.LEVEL):
        return _WHOLE
    if claim.measure is Measure.SHARE and claim.dimensions and metric in known.additive:
        return _WHOLE
    if claim.measure is Measure.GROWTH and metric in known.additive:
        return _FALL
    return None
