"""Exchange rates implied by paired amounts (`3亿元（约合4200万美元）`), against a plausible band.

Two amounts of different currencies that follow each other closely, the second converting the first, imply a
rate. The band is data and wide, since the day of the rate is rarely stated; what lies far outside it is a
slip of scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise

from claims.model import Claim
from rules.collection import Collection
from rules.facts import FactBook, knowledge
from rules.figures import significant
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.slips import recognise
from rules.verdicts import phrase

_FARTHEST = 12
"""The most characters between an amount and its conversion."""


def exchange_rates(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each pair of an amount and its conversion."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        money = [c for c in claims if c.unit == "CNY" or c.unit in knowledge().band]
        for first, second in pairwise(money):
            finding = _pair(collection, identity, first, second)
            if finding is not None:
                yield finding


@cache
def _cue() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, knowledge().conversion_cues)))


def _pair(collection: Collection, identity: Identity, first: Claim, second: Claim) -> Finding | None:
    """The finding on two amounts; None where the second does not convert the first."""
    units = {first.unit, second.unit}
    between = collection.document[first.document].folded[first.span.end : second.span.start]
    if len(units) < 2 or "CNY" not in units or len(between) > _FARTHEST or not _cue().search(between):
        return None
    yuan, foreign = (first, second) if first.unit == "CNY" else (second, first)
    band = knowledge().band[foreign.unit]
    # A bound's generous reading has no far end and would let any rate pass, so the careful ones are compared.
    rate = reading(yuan).core / reading(foreign).core
    plausible = Interval.of(band.low, band.high)
    fits = rate.meets(plausible)
    places: dict[str, object] = {
        "first": first.text,
        "second": second.text,
        "currency": foreign.unit,
        "expected": _ends(rate),
        "low": band.low,
        "high": band.high,
    }
    language, suggestion = collection.language, None
    if not fits:
        figure, wanted = reading(second), _wanted(first, second, plausible)
        slip = recognise(figure.text, figure.value, figure.ulp, wanted, wanted)
        places["slip"] = phrase(f"slip_{slip.kind}", language) if slip else ""
        suggestion = f"{second.text} → {slip.repair}" if slip and slip.repair else None
    return make_finding(
        collection,
        rule=identity.code,
        verdict=Verdict.VERIFIED if fits else Verdict.CONTRADICTED,
        message=phrase("rate" if fits else "rate_out", language, **places),
        claims=(second, first),
        expected=plausible.stated(f"CNY/{foreign.unit}"),
        stated=rate.stated(f"CNY/{foreign.unit}"),
        suggestion=suggestion,
    )


def _wanted(first: Claim, second: Claim, plausible: Interval) -> Interval:
    """The amounts that the conversion could have at a plausible rate."""
    amount = reading(first).core
    return amount / plausible if first.unit == "CNY" else amount * plausible


def _ends(rate: Interval) -> str:
    ends: list[Fraction] = [end for end in (rate.low, rate.high) if end is not None]
    return "–".join(dict.fromkeys(significant(end, 3) for end in ends)) + " CNY"
