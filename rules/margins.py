"""A segment's margin from the total's, the other segment's and the shares: the share-weighted mean.

Where two segments make the whole, the total margin is their mean, weighted by their shares of revenue; so the
third of the margins follows for every period for which the rest is known. A claim that names no period
(`毛利率保持在60%以上`) is held against each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
from rules.verdicts import Checked, finding_of, phrase

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
    for claim in book.of_metric("gross_margin", Measure.LEVEL):
        own = slice_of(claim)
        if len(own) != 1 or claim.entity is None or claim.hard is None or not book.usable(claim):
            continue
        periods = [claim.period] if claim.period else sorted(_periods(book, claim.entity))
        derived = [d for period in periods for d in _derive(book, claim, period)]
        if derived and claim.period:
            first = derived[0]
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
    """The margin that one period implies, if its operands are known and one other segment completes it."""
    entity, (own,) = str(claim.entity), slice_of(claim)
    margins = book.sliced(entity, "gross_margin", Measure.LEVEL, period)
    totals = book.nearest(claim, (m for m in margins if not slice_of(m)))
    others = book.nearest(claim, (m for m in margins if _sibling(slice_of(m), own)))
    shares = book.nearest(
        claim, (s for s in book.sliced(entity, "revenue", Measure.SHARE, period) if slice_of(s) == (own,))
    )
    if not (totals and others and shares) or len({slice_of(other) for other in others}) != 1:
        return
    operands = (totals[0], others[0], shares[0])
    names = ("total", "other", "share")
    try:
        core = _SEGMENT.over({n: facts.core(o) for n, o in zip(names, operands, strict=True)})
        hard = _SEGMENT.over({n: facts.hard(o) for n, o in zip(names, operands, strict=True)})
    except ZeroDivisionError:
        return
    hard = core.hull(hard)
    yield _Derived(period, operands, core, hard, judge(claim, core, hard))


def _sibling(other: facts.Slice, own: tuple[str, str]) -> bool:
    return len(other) == 1 and other[0][0] == own[0] and other[0][1] != own[1]


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
