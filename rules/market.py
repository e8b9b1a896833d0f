"""A market share against revenue and the market's size, and which market it fits.

The size that stands beside a share is often that of another market than the one the share was counted in. A
share that misses is therefore never a contradiction: if it fits another stated market, that is named;
otherwise the size that it implies is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from claims.model import Claim, Measure
from rules import facts
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, slice_of
from rules.figures import show, show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.model import Finding, Verdict
from rules.outcome import Outcome, judge, reading
from rules.verdicts import phrase

_SALES = ("sales_amount", "gmv")
_SHARE = parse("100 * revenue / market")


def market_share(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each stated market share of a company whose revenue and market are known."""
    book = collection.once(FactBook)
    for claim in book.of_metric("market_share", Measure.LEVEL):
        if claim.unit != "percent" or claim.entity is None or claim.period is None:
            continue
        told = [c for c in book.sentence(claim) if _sells(book, c, claim)]
        revenues = told or book.candidates(claim, claim.entity, "revenue", Measure.LEVEL, claim.period)
        revenue = next(iter(book.nearest(claim, (r for r in revenues if told or not slice_of(r)))), None)
        if revenue is None:
            continue
        sizes = [
            size
            for size in book.nearest(claim, book.of_metric("market_size", Measure.LEVEL))
            if size.period == claim.period and size.unit == revenue.unit
        ]
        if sizes:
            yield _finding(collection, identity, claim, revenue, sizes)


def _sells(book: FactBook, amount: Claim, share: Claim) -> bool:
    """Whether an amount beside a share is what it was reckoned by (`以终端零售额计，市占率约7%`)."""
    own = book.subject(amount) == book.subject(share) and amount.hard is not None
    return own and amount.metric in _SALES and amount.measure is Measure.LEVEL and book.usable(amount)


def _finding(
    collection: Collection, identity: Identity, claim: Claim, revenue: Claim, sizes: list[Claim]
) -> Finding:
    whole = next((size for size in sizes if not slice_of(size)), sizes[0])
    core, outcome = _judged(claim, revenue, whole)
    others = [(size, _judged(claim, revenue, size)) for size in sizes if size.value != whole.value]
    fitting = next((size for size, (_, other) in others if other.agrees), None)
    language = collection.language
    places = {
        "stated": claim.text,
        "revenue": revenue.text,
        "market": _named(whole),
        "expected": show_interval(core, "percent", language),
    }
    claims = [claim, revenue, whole]
    if outcome.agrees:
        verdict, message = Verdict.VERIFIED, phrase("market_fits", language, **places)
    elif fitting is not None:
        verdict = Verdict.EXPLAINED
        claims.append(fitting)
        message = phrase("market_other", language, other=_named(fitting), **places)
    else:
        verdict = Verdict.TENSION
        implied = Fraction(revenue.value) / Fraction(claim.value) * 100
        message = phrase("market_none", language, implied=show(implied, revenue.unit, language, 3), **places)
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=message,
        claims=claims,
        expected=core.stated("percent"),
        stated=reading(claim).core.stated("percent"),
    )


def _named(size: Claim) -> str:
    """A market's size with the name of its slice, if it has one."""
    return " ".join([*(name for _, name in sorted(size.dimensions.items())), size.text])


def _judged(claim: Claim, revenue: Claim, size: Claim) -> tuple[Interval, Outcome]:
    core = _SHARE.over({"revenue": facts.core(revenue), "market": facts.core(size)})
    hard = _SHARE.over({"revenue": facts.hard(revenue), "market": facts.hard(size)})
    return core, judge(claim, core, core.hull(hard))
