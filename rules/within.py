"""Parts that are at most their whole: shares pledged and shares held, net assets and total assets.

Which figures are parts and which is the whole is told by the words beside them, as in the form `nearby`.
Several parts may each be as large as the whole; they are not added, since what was released may be pledged
again. A part beyond the whole is contradicted where a slip of scale explains it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from claims.model import Claim
from rules.collection import Collection
from rules.facts import FactBook
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.nearby import grouped, named
from rules.outcome import reading
from rules.verdicts import phrase

_PART, _WHOLE, _OTHER = "part", "whole", "other"
_BEYOND = 2
"""So many times its whole a part must be for a slip of scale to be the cause."""
_SCALES = (10, 100, 1000, 10_000)
"""How many times too large a slip of scale makes a figure."""
_MOST = 8
"""So many parts are named."""


def within_whole(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """The finding on the parts of each whole."""
    book = collection.once(FactBook)
    for group in grouped(collection, identity):
        figures = named(book, identity, group)
        wholes = {claim.value: claim for claim in figures[_WHOLE]}
        if len(wholes) != 1 or figures.get(_OTHER):
            continue
        (whole,) = wholes.values()
        parts = [claim for claim in figures[_PART] if _may_be_part(claim, whole)]
        if parts:
            yield from judged(collection, identity, parts, whole)


def _may_be_part(part: Claim, whole: Claim) -> bool:
    return part.id != whole.id and part.unit == whole.unit and part.value != whole.value


def judged(collection: Collection, identity: Identity, parts: list[Claim], whole: Claim) -> Iterator[Finding]:
    """That parts are at most their whole, or that one is not where a slip of scale explains it."""
    limit = reading(whole).hard.high
    beyond = [part for part in parts if _exceeds(part, limit)]
    if limit is None or len(beyond) > 1:
        return
    slipped = beyond and _is_slip(beyond[0], limit)
    if beyond and not slipped:
        return
    told = beyond or parts[:_MOST]
    verdict = Verdict.CONTRADICTED if beyond else Verdict.VERIFIED
    expected = Interval(Fraction(0), limit)
    yield make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(
            f"within_{verdict.value}",
            collection.language,
            title=getattr(identity.title, collection.language),
            parts="、".join(part.text for part in told),
            whole=whole.text,
        ),
        claims=(*told, whole),
        expected=expected.stated(whole.unit),
        stated=reading(told[0]).core.stated(told[0].unit),
    )


def _exceeds(part: Claim, limit: Fraction | None) -> bool:
    low = reading(part).hard.low
    return limit is not None and low is not None and low > limit


def _is_slip(part: Claim, limit: Fraction) -> bool:
    """Whether a part lies so far beyond its whole that it must be of another scale."""
    value = reading(part).value
    return value > _BEYOND * limit and any(value <= limit * scale for scale in _SCALES)
