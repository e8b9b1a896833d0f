"""Exchange rates implied by paired amounts (`3亿元（约合4200万美元）`), against a plausible band.

Two amounts of different currencies that follow each other closely, the second converting the first, imply a
rate. Of the years that the text speaks of, prices are data: what lies outside theirs is tension, since the
day of the rate is rarely stated; what lies outside those of all decades is a slip of scale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache, reduce
from itertools import pairwise

from claims.calendar import try_parse
from claims.model import Basis, Claim
from rules.collection import Collection
from rules.facts import FactBook
from rules.figures import significant
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.outcome import reading, slip_of
from rules.verdicts import phrase

_ROOM = Fraction(1, 100)
"""By so much a rate may be rounded, or the year of the rate overrun."""
_YEAR = re.compile(r"(?:19|20)\d\d年")
_FARTHEST = 16
"""The most characters between an amount and its conversion."""


_ABOUT = re.compile("[,，]?(?:大约|约|即|也就是)")
"""Between an amount and its conversion, where nothing else is said of the second."""


def exchange_rates(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each pair of an amount and its conversion."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        known = [c for c in claims if c.unit == "CNY" or c.unit in knowledge().band]
        money = [c for c in known if c.metric != "exchange_rate"]
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
    said = _cue().search(between) is not None or (_ABOUT.fullmatch(between) and _alike(first, second))
    if len(units) < 2 or "CNY" not in units or len(between) > _FARTHEST or not said:
        return None
    if _named_anew(first, second):
        return None
    yuan, foreign = (first, second) if first.unit == "CNY" else (second, first)
    # A bound's generous reading has no far end and would let any rate pass, so the careful ones are compared.
    rate = reading(yuan).core / reading(foreign).core
    ever = _ever(foreign.unit)
    then = plausible(foreign.unit, _years(collection, first, second))
    fits = rate.meets(ever)
    verdict = Verdict.CONTRADICTED if not fits else Verdict.VERIFIED if rate.meets(then) else Verdict.TENSION
    priced = ever if not fits else then
    language, suggestion = collection.language, None
    figure, wanted = reading(second), _wanted(first, second, priced)
    slip = slip_of(figure, wanted) if not fits else None
    if slip and slip.repair:
        suggestion = f"{second.text} → {slip.repair}"
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(
            {Verdict.VERIFIED: "rate", Verdict.TENSION: "rate_then"}.get(verdict, "rate_out"),
            language,
            first=first.text,
            second=second.text,
            currency=foreign.unit,
            expected=_ends(rate),
            low=significant(priced.low or Fraction(0), 3),
            high=significant(priced.high or Fraction(0), 3),
            **({} if fits else {"slip": phrase(f"slip_{slip.kind}", language) if slip else ""}),
        ),
        claims=(second, first),
        expected=priced.stated(f"CNY/{foreign.unit}"),
        stated=rate.stated(f"CNY/{foreign.unit}"),
        suggestion=suggestion,
    )


def _named_anew(first: Claim, second: Claim) -> bool:
    """Whether words behind the first name the second as something else (`集资1亿元，估值折合9亿港元`)."""
    named = next((e for e in second.evidence if e.field == "metric"), None)
    return (
        second.metric not in (first.metric, "other") and named is not None and named.start >= first.span.end
    )


def _alike(first: Claim, second: Claim) -> bool:
    """Whether two amounts are of one thing, whichever the currency."""
    same = (first.entity, first.metric, first.period) == (second.entity, second.metric, second.period)
    return same and first.dimensions == second.dimensions and first.metric != "other"


def plausible(currency: str, years: range) -> Interval:
    """A currency's price in CNY in some years; over the decades where that of one of them is not known."""
    return _of_years(currency, years) or _ever(currency)


def _ever(currency: str) -> Interval:
    """A currency's price in CNY over the decades."""
    band = knowledge().band[currency]
    return Interval.of(band.low, band.high)


def _of_years(currency: str, years: range) -> Interval | None:
    """A currency's price in CNY in some years, with room for rounded rates; None where one is not known."""
    band = knowledge().band[currency]
    if band.peg is not None:
        other = _of_years(band.peg, years)
        return None if other is None else other / Interval.of(*band.at)
    known = [Interval.of(*band.years[year]) for year in years if year in band.years]
    if not known or min(years) not in band.years:
        return None
    return reduce(Interval.hull, known) * Interval.of(1 - _ROOM, 1 + _ROOM)


def _years(collection: Collection, first: Claim, second: Claim) -> range:
    """The years whose rate may have been used, from the one spoken of to that of publication."""
    last = collection.once(_present).get(first.document)
    spoken = [p.year for c in (first, second) if c.period and (p := try_parse(c.period)) is not None]
    words = collection.once(FactBook).words(first)
    if last is None or (not spoken and _YEAR.search(words)):
        return range(0)
    return range(min(spoken, default=last - 1), last + 1)


def _present(collection: Collection) -> dict[str, int]:
    """The year from which a document speaks: that of its publication, else the latest that it reports on."""
    years: dict[str, int] = {}
    for claim in collection.claims:
        period = try_parse(claim.period) if claim.period and claim.basis is Basis.REPORTED else None
        if period is not None:
            years[claim.document] = max(period.year, years.get(claim.document, period.year))
    for document in collection.documents:
        if document.published is not None:
            years[document.id] = document.published.year
    return years


def _wanted(first: Claim, second: Claim, priced: Interval) -> Interval:
    """The amounts that the conversion could have at a plausible rate."""
    amount = reading(first).core
    return amount / priced if first.unit == "CNY" else amount * priced


def _ends(rate: Interval) -> str:
    ends: list[Fraction] = [end for end in (rate.low, rate.high) if end is not None]
    return "–".join(dict.fromkeys(significant(end, 3) for end in ends)) + " CNY"
