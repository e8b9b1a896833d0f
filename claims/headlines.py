"""Headlines and leads name a figure whose period only the body gives.

In: a document's drafts, in order. Out: the same drafts; one without a period that states, rounded or cut,
what a later one of the same metric states for a period takes that period, with `document` as its evidence. If
none states it, one that is a slip away from it gives the period, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.draft import Draft
from claims.model import Measure
from claims.words import Lexicon

_TELLING = 3
"""Digits of which one may be wrong and the others still tell that the figure is the same."""


def date_headlines(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Give the undated flows of a headline or a lead the period of the body's figure that they repeat."""
    dated = [draft for draft in drafts if draft.period is not None and draft.measure is Measure.LEVEL]
    for draft in drafts:
        metric = lexicon.metrics.get(draft.metric or "")
        if draft.period is not None or draft.measure is not Measure.LEVEL or metric is None:
            continue
        if metric.nature != "flow":
            continue
        alike = [other for other in dated if other.start > draft.start and _alike(draft, other)]
        means = [other for other in alike if _repeats(draft, other)]
        periods = {other.period: other for other in means or alike if means or _slips(draft, other)}
        if len(periods) == 1:
            [(draft.period, other)] = periods.items()
            draft.why("period", other.start, other.end, "document")


def _alike(headline: Draft, body: Draft) -> bool:
    """Whether two figures tell of one subject's metric."""
    return (
        headline.metric == body.metric
        and headline.entity == body.entity
        and headline.unit == body.unit
        and headline.dimensions == body.dimensions
    )


def _repeats(headline: Draft, body: Draft) -> bool:
    """Whether a headline's figure is the body's, to its own last digit."""
    return (
        headline.quantity.ulp >= body.quantity.ulp
        and abs(headline.quantity.value - body.quantity.value) < headline.quantity.ulp
    )


def _slips(headline: Draft, body: Draft) -> bool:
    """Whether a headline's figure is the body's but for one digit, two neighbours, or the power of ten."""
    said, meant = _digits(headline), _digits(body)
    if len(said) < 2 or len(meant) < len(said):
        return False
    cut = meant[: len(said)]
    apart = [at for at, (one, other) in enumerate(zip(said, cut, strict=True)) if one != other]
    if not apart:
        return headline.quantity.value.adjusted() != body.quantity.value.adjusted()
    if len(said) < _TELLING or headline.quantity.value.adjusted() != body.quantity.value.adjusted():
        return False
    swapped = len(apart) == 2 and apart[1] == apart[0] + 1 and said[apart[0]] == cut[apart[1]]
    return len(apart) == 1 or (swapped and said[apart[1]] == cut[apart[0]])


def _digits(draft: Draft) -> str:
    """The digits of a figure as far as they are stated."""
    return str(abs(int(draft.quantity.value / draft.quantity.ulp)))
