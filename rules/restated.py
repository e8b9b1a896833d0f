"""A figure said again in another unit, and the two ends of a range.

`133.34万平方米（约2000亩）` states one area twice, and `11.06万港元至11.16港元` has a 万 too many: neither
takes more than the figures themselves. A miss is told only where a plain slip explains it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise

from claims.model import Claim, Measure
from rules.collection import Collection
from rules.evaluation import is_range, two_scales
from rules.facts import FactBook
from rules.figures import show
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.nearby import telling
from rules.outcome import Grade, judge, reading, slip_of
from rules.slips import SlipKind
from rules.verdicts import Checked, Suspicion, finding_of, phrase, worded

_UNCONVERTED = ("date", "rank", "percent", "percentage_point", "times", "count")


@cache
def _again() -> re.Pattern[str]:
    return re.compile(rf"[(（,，]?(?:{'|'.join(knowledge().again_in_unit)})+[(（]?|[(（]")


def restated(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each figure that is said again in another unit right behind it."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None and c.unit not in _UNCONVERTED]
        for first, again in pairwise(figures):
            worth = _worth(first, again)
            if worth is None or is_range(first) or is_range(again) or not _behind(book, first, again):
                continue
            checked = _checked(identity, first, again, worth)
            if checked.outcome.grade is not Grade.CONTRADICTION:
                yield finding_of(collection, checked)
            elif checked.outcome.slip is not None and telling(again, checked.outcome.slip):
                slip = checked.outcome.slip
                yield finding_of(collection, replace(checked, suspicion=Suspicion(again, slip.repair, slip)))


def _worth(first: Claim, again: Claim) -> Fraction | None:
    """What one of the first figure's unit is worth in the second's; None where they don't convert."""
    if Measure.CHANGE in (first.measure, again.measure):
        return None
    written = [re.sub(r"[\d.,，\s]", "", claim.text) for claim in (first, again)]
    if first.unit == again.unit:
        return Fraction(1) if written[0] != written[1] else None
    known = knowledge().worth
    worths = [known.get(claim.unit, {}) for claim in (first, again)]
    if again.unit in worths[0]:
        return Fraction(worths[0][again.unit])
    return 1 / Fraction(worths[1][first.unit]) if first.unit in worths[1] else None


def _behind(book: FactBook, first: Claim, again: Claim) -> bool:
    """Whether the second figure says the first again: behind such a word, or alone in brackets."""
    folded = book.collection.document[first.document].folded
    gap = folded[first.span.end : again.span.start].strip()
    if not _again().fullmatch(gap):
        return False
    return not gap.endswith(("(", "（")) or folded[again.span.end : again.span.end + 1] in (")", "）")


def _checked(identity: Identity, first: Claim, again: Claim, worth: Fraction) -> Checked:
    figure = reading(first)
    core, hard = (interval * Interval.point(worth) for interval in (figure.core, figure.hard))
    outcome = judge(again, core, core.hull(hard))
    if outcome.grade is Grade.CONTRADICTION and outcome.slip is None:
        own = reading(again)
        outcome = replace(outcome, slip=slip_of(own, core))
    return Checked(identity, again, (first,), first.text, core, core.hull(hard), outcome)


def ends(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each range one of whose ends has a 万 or 亿 that makes them of two scales."""
    for claim in collection.claims:
        if claim.low and claim.high and two_scales(claim):
            yield worded(
                collection,
                identity,
                Verdict.CONTRADICTED,
                "ends_apart",
                (claim,),
                range=claim.text,
                low=show(Fraction(claim.low), claim.unit, collection.language),
                high=show(Fraction(claim.high), claim.unit, collection.language),
                slip=phrase(f"slip_{SlipKind.SCALE}", collection.language),
            )
