"""A market share against revenue and the market's size, and which market it fits.

The size that stands beside a share is often that of another market than the one the share was counted in. A
share that misses is therefore never a contradiction: if it fits another stated market, that is named;
otherwise the size that it implies is.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from claims.model import Basis, Claim, Measure
from rules import facts
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, slice_of
from rules.figures import show, show_interval
from rules.findings import make_finding
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.outcome import Outcome, judge, reading
from rules.surroundings import words_before
from rules.verdicts import phrase

_SALES = ("sales_amount", "gmv")
_LINES = {"segment", "product"}
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
            if size.period == claim.period and size.unit == revenue.unit and not _elsewhere(book, claim, size)
        ]
        if sizes:
            yield _finding(collection, identity, claim, _fitting(book, claim, revenue, sizes), sizes)
    for claim in collection.claims:
        pair = _volumes(book, claim) if claim.unit == "percent" else None
        if pair is not None:
            yield _finding(collection, identity, claim, pair[0], [pair[1]])


def _elsewhere(book: FactBook, share: Claim, size: Claim) -> bool:
    """Whether a share's sentence speaks of another part of the world than the market whose size is given."""
    told, market = book.words(share), size.entity or ""
    for here, there in (
        (knowledge().worldwide, knowledge().at_home),
        (knowledge().at_home, knowledge().worldwide),
    ):
        if market.startswith(here) and any(w in told for w in there) and not any(w in told for w in here):
            return True
    return False


def _fitting(book: FactBook, claim: Claim, revenue: Claim, sizes: list[Claim]) -> Claim:
    """The revenue that a share was counted by: the whole one, else that of one line where only that fits.

    A market for one of a company's goods takes what the company makes with these.
    """
    if slice_of(revenue) or any(_judged(claim, revenue, size)[1].agrees for size in sizes):
        return revenue
    lines = [
        c
        for c in book.of_metric("revenue", Measure.LEVEL)
        if book.subject(c) == book.subject(revenue) and c.period == revenue.period and c.unit == revenue.unit
        if set(dict(slice_of(c))) & _LINES and c.hard is not None and book.usable(c)
    ]
    fit = (c for c in lines if any(_judged(claim, c, size)[1].agrees for size in sizes))
    return next(fit, revenue)


def _volumes(book: FactBook, claim: Claim) -> tuple[Claim, Claim] | None:
    """A company's own volume and that of all, told right before its part of it (`全国132亿件,公司占5%`)."""
    part = claim.measure is Measure.SHARE and not slice_of(claim)
    if not (part or (claim.metric == "market_share" and claim.measure is Measure.LEVEL)):
        return None
    before = [c for c in book.paragraph(claim) if c.span.end <= claim.span.start]
    levels = [c for c in before if c.measure is Measure.LEVEL and c.period == claim.period]
    whole = next((c for c in reversed(levels) if _is_of_all(c)), None)
    named = whole is not None and (whole.metric == claim.metric or not part)
    if whole is None or not named or claim.entity is None or _is_of_all(claim) or claim.period is None:
        return None
    own = book.candidates(claim, book.subject(claim), whole.metric, Measure.LEVEL, claim.period)
    told = [c for c in own if c.unit == whole.unit and c.basis is Basis.REPORTED]
    words = words_before(book, claim)  # 公司财险市场份额
    lines = [c for c in told if any(name in words for _, name in slice_of(c))]
    fit = lines or [c for c in told if not slice_of(c)]
    return (fit[0], whole) if fit else None


def _is_of_all(claim: Claim) -> bool:
    """Whether a figure is of all that is done of something in a country or a trade."""
    return claim.entity is not None and claim.entity.startswith(knowledge().nationwide)


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
