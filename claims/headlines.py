"""Headlines and leads name a figure whose period only the body gives.

In: a document's drafts, in order. Out: the same drafts; one without a period that states, rounded or cut,
what a later one of the same metric states for a period takes that period, with `document` as its evidence.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.draft import Draft
from claims.model import Measure
from claims.words import Lexicon


def date_headlines(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Give the undated flows of a headline or a lead the period of the body's figure that they repeat."""
    dated = [draft for draft in drafts if draft.period is not None and draft.measure is Measure.LEVEL]
    for draft in drafts:
        metric = lexicon.metrics.get(draft.metric or "")
        if draft.period is not None or draft.measure is not Measure.LEVEL or metric is None:
            continue
        if metric.nature != "flow":
            continue
        periods = {
            other.period: other for other in dated if other.start > draft.start and _repeats(draft, other)
        }
        if len(periods) == 1:
            [(draft.period, other)] = periods.items()
            draft.why("period", other.start, other.end, "document")


def _repeats(headline: Draft, body: Draft) -> bool:
    """Whether a headline's figure is the body's, to its own last digit."""
    return (
        headline.metric == body.metric
        and headline.entity == body.entity
        and headline.unit == body.unit
        and headline.dimensions == body.dimensions
        and headline.quantity.ulp >= body.quantity.ulp
        and abs(headline.quantity.value - body.quantity.value) < headline.quantity.ulp
    )
