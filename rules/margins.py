"""A segment's margin from the total's, the other segment's and the shares: the share-weighted mean.

Where two segments make the whole, the total margin is their mean, weighted by their shares of revenue; so the
third of the margins follows for every period for which the rest is known. A claim that names no period
(`毛利率保持在60%以上`) is held against each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from claims.model import Claim, Measure
from rules import facts
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, slice_of
from rules.figures import show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.outcome import Grade, Outcome, judge, reading
from rules.parts import complete
from rules.verdicts import Checked, finding_of, phrase

_NAMES = ("total", "other", "share")
_CHOICES = 3
_SEGMENT = parse("(total - (100 - share) / 100 * other) * 100 / share")


@dataclass(frozen=True, slots=True)
class _Derived:
    """A segment's margin in one period, as the rest implies it."""

    period: str
    operands: tuple[Claim, ...]
    core: Interval
    hard: Interval
    outcome: Outcome

    @property
    def working(self) -> str:
        """The computation with its operands as written."""
        total, other, share = (operand.text for operand in self.operands)
        return f"({total} − (1 − {share}) × {other}) ÷ {share}"


def segment_margin(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each stated margin of one of two segments."""
    book = collection.once(FactBook)
    told: set[frozenset[str]] = set()
    for claim in book.of_metric("gross_margin", Measure.LEVEL):
        own = slice_of(claim)
        if len(own) != 1 or claim.entity is None or claim.hard is None or not book.usable(claim):
            continue
        periods = [claim.period] if claim.period else sorted(_periods(book, claim.entity))
        derived = [d for period in periods for d in _derive(book, claim, period)]
        if derived and claim.period:
            first = derived[0]
            margins = frozenset((claim.id, *(o.id for o in first.operands[:2])))
            if margins in told:
                continue  # the other segment's margin, from this one
            told.add(margins)
            yield finding_of(
                collection,
                Checked(
                    identity, claim, first.operands, first.working, first.core, first.hard, first.outcome
                ),
            )
        elif derived:
            yield _standing(collection, identity, claim, derived)


def _periods(book: FactBook, entity: str) -> set[str]:
    claims = book.of_metric("gross_margin", Measure.LEVEL)
    return {c.period for c in claims if c.entity == entity and c.period and not slice_of(c)}


def _derive(book: FactBook, claim: Claim, period: str) -> Iterator[_Derived]:
    """The margin that one period implies, if its operands are known and one other segment completes it.

    Where operands are stated more than once, the choice that fits best speaks, the nearest first.
    """
    entity, (own,) = str(claim.entity), slice_of(claim)
    margins = book.candidates(claim, entity, "gross_margin", Measure.LEVEL, period)
    shares = book.candidates(claim, entity, "revenue", Measure.SHARE, period)
    totals = book.nearest(claim, (m for m in margins if not slice_of(m)))
    others = book.nearest(claim, (m for m in margins if _completes(book, entity, slice_of(m), own)))
    own_shares = book.nearest(claim, (s for s in shares if slice_of(s) == (own,)))
    found = [
        derived
        for operands in product(totals[:_CHOICES], others[:_CHOICES], own_shares[:_CHOICES])
        if (derived := _derived(claim, period, operands)) is not None
    ]
    if found:
        yield min(found, key=lambda d: list(Grade).index(d.outcome.grade))


def _derived(claim: Claim, period: str, operands: tuple[Claim, ...]) -> _Derived | None:
    bounds = []
    for read in (facts.core, facts.hard):
        try:
            bounds.append(_SEGMENT.over(dict(zip(_NAMES, map(read, operands), strict=True))))
        except ZeroDivisionError:
            return None
    core, hard = bounds[0], bounds[0].hull(bounds[1])
    return _Derived(period, operands, core, hard, judge(claim, core, hard))


def _completes(book: FactBook, entity: str, other: facts.Slice, own: tuple[str, str]) -> bool:
    """Whether a slice is the one that makes the whole together with the claim's own."""
    if len(other) != 1 or other[0][0] != own[0] or other[0][1] == own[1]:
        return False
    return complete(book, entity, "revenue", own[0], frozenset((own[1], other[0][1])))


def _standing(collection: Collection, identity: Identity, claim: Claim, derived: list[_Derived]) -> Finding:
    """A claim of no period: a bound that fails for every known period is contradicted, else tension."""
    language = collection.language
    failing = [d for d in derived if d.outcome.grade is Grade.CONTRADICTION]
    if not failing or len(failing) == len(derived):
        chosen = (failing or [d for d in derived if not d.outcome.agrees] or derived)[-1]
        return finding_of(
            collection,
            Checked(
                identity, claim, chosen.operands, chosen.working, chosen.core, chosen.hard, chosen.outcome
            ),
        )
    worst = failing[-1]
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.TENSION,
        message=phrase(
            "margin_other_period",
            language,
            stated=claim.text,
            fitting="、".join(d.period for d in derived if d not in failing),
            failing=worst.period,
            expected=show_interval(worst.core, "percent", language),
        ),
        claims=(claim, *worst.operands),
        expected=worst.core.stated("percent"),
        stated=reading(claim).core.stated("percent"),
    )
