"""What a figure lacks and the same figure elsewhere in the document has: headlines, leads and repetitions.

In: a document's drafts, in order. Out: the same drafts. One whose metric nothing names takes that of the very
same figure elsewhere. One without a period that states, rounded or cut, what a later one of the same metric
states for a period takes that period, with `document` as its evidence. If none states it, one that is a slip
away from it gives the period, so that the two can be compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from claims.draft import Draft
from claims.heads import take_metric
from claims.model import Measure
from claims.words import Lexicon

_TELLING = 3
"""Digits of which one may be wrong and the others still tell that the figure is the same."""

_REPEATED = frozenset({"money", "share", "percent", "price"})
"""Kinds of figures that are repeated to the digit."""


def name_repetitions(drafts: Sequence[Draft]) -> None:
    """Give a figure whose metric nothing names that of the very same figure, where only one metric has it."""
    named: dict[tuple[str, Decimal], list[Draft]] = {}
    for draft in drafts:
        if draft.metric not in (None, "other") and draft.kind in _REPEATED and _is_telling(draft):
            named.setdefault((draft.unit, draft.quantity.value), []).append(draft)
    _give_units(drafts)
    for draft in drafts:
        if draft.metric != "other" or draft.measure is not Measure.LEVEL:
            continue
        others = named.get((draft.unit, draft.quantity.value), [])
        if len({(other.metric, other.measure) for other in others}) == 1:
            take_metric(draft, others[0])
            draft.measure, draft.direction = others[0].measure, others[0].direction
            draft.dimensions = {**others[0].dimensions, **draft.dimensions}
            draft.why("metric", others[0].start, others[0].end, "document")


def _give_units(drafts: Sequence[Draft]) -> None:
    """Give a number without unit what the very same shares are told of elsewhere (`减持3472.79万`)."""
    told: dict[Decimal, list[Draft]] = {}
    for draft in drafts:
        if draft.kind == "share" and draft.quantity.unit_written and _is_telling(draft):
            told.setdefault(draft.quantity.value, []).append(draft)
    for draft in drafts:
        others = told.get(draft.quantity.value, [])
        bare = draft.unit == "count" and not draft.quantity.classifier and draft.measure is Measure.LEVEL
        if bare and len({(o.metric, o.measure, o.direction) for o in others}) == 1:
            same = others[0]
            draft.metric, draft.label, draft.unit, draft.kind = same.metric, same.label, same.unit, same.kind
            draft.measure, draft.direction, draft.unit_inferred = same.measure, same.direction, True
            draft.dimensions = {**draft.dimensions, **same.dimensions}
            draft.why("metric", same.start, same.end, "document")


def _is_telling(draft: Draft) -> bool:
    """Whether a figure has so many digits that the same elsewhere is no chance."""
    return len(_digits(draft).rstrip("0")) >= _TELLING


def date_headlines(drafts: Sequence[Draft], lexicon: Lexicon) -> None:
    """Give the undated flows of a headline or a lead the period of the body's figure that they repeat."""
    dated = [draft for draft in drafts if draft.period is not None and draft.measure is Measure.LEVEL]
    for draft in drafts:
        metric = lexicon.metrics.get(draft.metric or "")
        if draft.period is not None or draft.measure is not Measure.LEVEL or metric is None:
            continue
        if metric.nature != "flow":
            continue
        alike = [other for other in dated if _alike(draft, other) and _may_date(draft, other)]
        means = [other for other in alike if _repeats(draft, other)]
        leads = min((other.start for other in dated), default=draft.start) >= draft.start
        periods = {o.period: o for o in means or (alike if leads else ()) if means or _slips(draft, o)}
        if len(periods) == 1:
            [(draft.period, other)] = periods.items()
            draft.why("period", other.start, other.end, "document")


def _may_date(draft: Draft, other: Draft) -> bool:
    """Whether a dated figure stands behind one without a date, or is the very same."""
    same = draft.quantity.value == other.quantity.value and _is_telling(draft)
    return same or other.start > draft.start


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
