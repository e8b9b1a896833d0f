"""The rules that recompute figures, one an identity, in one visible tuple."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from rules import (
    averages,
    bases,
    between,
    capital,
    chained,
    chronology,
    counted,
    dates,
    daysbetween,
    decided,
    derived,
    directions,
    dividends,
    extremes,
    formulas,
    headcounts,
    headline,
    holdings,
    itemised,
    limits,
    lists,
    margins,
    market,
    moves,
    namedspans,
    nearby,
    parts,
    pershare,
    pricemoves,
    quotes,
    ranges,
    ranks,
    rates,
    restated,
    rests,
    sinces,
    spans,
    turns,
    weekdays,
    within,
)
from rules.collection import Collection
from rules.identities import Identity, identities
from rules.model import Finding, Rule, Severity

Form = Callable[[Collection, Identity], Iterator[Finding]]

FORMS: dict[str, Form] = {
    "formula": formulas.check,
    "shares": parts.shares_of_one_whole,
    "shares_within": parts.shares_within_whole,
    "parts": parts.parts_and_total,
    "list": lists.stated_sum,
    "between": between.between_parts,
    "itemised": itemised.itemised_total,
    "span": spans.periods_and_span,
    "market": market.market_share,
    "rates": rates.exchange_rates,
    "ranks": ranks.rank_order,
    "age": chronology.age,
    "future": chronology.period_after_publication,
    "margins": margins.segment_margin,
    "derived": derived.excluded,
    "nearby": nearby.named_in_words,
    "bases": bases.one_base,
    "held": holdings.held_part,
    "from_to": moves.from_to,
    "change": moves.change_and_rate,
    "ranges": ranges.one_base,
    "pershare": pershare.one_count,
    "turns": turns.signs,
    "limits": limits.beyond_hundred,
    "counts": headcounts.parts_of_counts,
    "since": sinces.span_since,
    "per_ten": dividends.per_ten,
    "capital": capital.by_capital,
    "same_period": sinces.same_period,
    "decided": decided.decided,
    "headline": headline.headline_and_text,
    "restated": restated.restated,
    "ends": restated.ends,
    "quotes": quotes.quoted_moves,
    "chained": chained.shares_of_shares,
    "named_count": counted.named_count,
    "counts_within": counted.counts_within,
    "per_share_sign": turns.per_share_signs,
    "directions": directions.directions,
    "set_beside": directions.set_beside,
    "valuations": ranges.valuations,
    "named_spans": namedspans.named_spans,
    "price_moves": pricemoves.price_moves,
    "within": within.within_whole,
    "days": dates.days_in_order,
    "averages": averages.averages,
    "weekdays": weekdays.weekdays,
    "days_between": daysbetween.days_between,
    "extremes": extremes.extremes,
    "rest": rests.rest_of_counts,
    "gap": rests.gap_between,
}
"""What an identity's `form` names."""


def _bound(form: Form, identity: Identity) -> Callable[[Collection], Iterable[Finding]]:
    return lambda collection: form(collection, identity)


def rule_of(identity: Identity) -> Rule:
    """The rule that an identity makes; ValueError where its form is unknown."""
    if identity.form not in FORMS:
        raise ValueError(f"{identity.code}: no form {identity.form!r}; known are {', '.join(FORMS)}")
    return Rule(
        code=identity.code,
        slug=identity.slug,
        severity=Severity.ERROR if identity.strict or identity.beside else Severity.WARNING,
        checks=identity.checks.model_dump(),
        misleads=identity.misleads.model_dump(),
        fails=identity.fails,
        passes=identity.passes,
        run=_bound(FORMS[identity.form], identity),
    )


ARITHMETIC_RULES: tuple[Rule, ...] = tuple(rule_of(identity) for identity in identities())
"""Every arithmetic rule, by code."""
