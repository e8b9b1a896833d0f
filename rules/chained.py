"""Shares of a share: a holding of 33% of the capital, 40% of it pledged, and so 13.2% of the capital.

What a holder pledges is told twice over, as a part of its holding and as a part of the whole capital; the
holding's own part of the capital ties the two together. It needs no number of shares, so that it holds where
these are rounded. A miss is told only where a plain slip in one of the three explains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.model import Claim
from rules.bases import Pair, is_held, pairs_by_document
from rules.collection import Collection
from rules.expression import parse
from rules.facts import core, hard
from rules.identities import Identity
from rules.model import Finding
from rules.nearby import telling
from rules.outcome import Grade, judge, reading, slip_of, written
from rules.verdicts import Checked, Suspicion, finding_of

_WHOLE = parse("holding * part / 100")
_PART = parse("100 * whole / holding")
_HOLDING = parse("100 * whole / part")


def shares_of_shares(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each part of a holding that is told as a part of the capital, too, against the holding's."""
    for pairs in collection.once(pairs_by_document).values():
        for part in pairs:
            if not is_held(part.base):
                continue
            whole = next((p for p in pairs if p.part is part.part and not is_held(p.base)), None)
            if whole is None:
                continue
            holdings = [p for p in pairs if _may_hold(p, whole)]
            checked = [_checked(identity, part.share, whole.share, p.share) for p in holdings]
            fitting = next((c for c in checked if c.outcome.agrees), None)
            if fitting is not None:
                yield finding_of(collection, fitting)
            elif len({p.share.value for p in holdings}) == 1:
                yield from _missed(collection, checked[0], (part.share, whole.share, holdings[0].share))


def _may_hold(pair: Pair, whole: Pair) -> bool:
    """Whether an amount is a part of the same capital, and larger than one that it may hold."""
    return (
        pair.base == whole.base
        and pair.part.unit == whole.part.unit
        and reading(pair.part).value > reading(whole.part).value
    )


def _checked(identity: Identity, part: Claim, whole: Claim, holding: Claim) -> Checked:
    tight, loose = (_WHOLE.over({"holding": read(holding), "part": read(part)}) for read in (core, hard))
    loose = tight.hull(loose)
    working = f"{holding.text} × {part.text}"
    return Checked(identity, whole, (holding, part), working, tight, loose, judge(whole, tight, loose))


def _missed(collection: Collection, checked: Checked, three: tuple[Claim, Claim, Claim]) -> Iterator[Finding]:
    """The miss, where a plain slip in just one of the three percentages explains it."""
    if checked.outcome.grade is not Grade.CONTRADICTION:
        return
    part, whole, holding = (written(reading(claim)).core for claim in three)
    implied = (
        _PART.over({"whole": whole, "holding": holding}),
        checked.core,
        _HOLDING.over({"whole": whole, "part": part}),
    )
    found = []
    for claim, wanted in zip(three, implied, strict=True):
        figure = reading(claim)
        slip = slip_of(figure, wanted)
        if slip is not None and telling(claim, slip):
            found.append(Suspicion(claim, slip.repair, slip))
    if found:
        yield finding_of(collection, replace(checked, suspicion=found[0]))
