"""A resolved draft in, a claim out: signs, plain decimals, the place in the text."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from claims.draft import Draft
from claims.model import Claim, Document, Ends, Measure


def finished(draft: Draft, document: Document) -> Claim:
    """The finished claim of a draft."""
    quantity = draft.quantity
    dated = draft.date_value is not None
    sign = -1 if _flips(draft) else 1
    core, hard = quantity.core, quantity.hard
    if sign < 0:
        core, hard = _negative(core), _negative(hard)
    line, column = document.line_and_column(quantity.start)
    metric = draft.metric or "other"
    # Validated as a whole: a claim of models made one by one costs several times as much.
    return Claim.model_validate(
        {
            "id": claim_id(document.id, quantity.start, quantity.end),
            "document": document.id,
            "span": {"start": quantity.start, "end": quantity.end, "line": line, "column": column},
            "text": document.text[quantity.start : quantity.end],
            "value": draft.date_value or _plain(-quantity.value if sign < 0 else quantity.value),
            "low": _plain_or_none(core.low),
            "high": _plain_or_none(core.high),
            "low_open": core.low_open,
            "high_open": core.high_open,
            "hard": None
            if dated
            else {
                "low": _plain_or_none(hard.low),
                "high": _plain_or_none(hard.high),
                "low_open": hard.low_open,
                "high_open": hard.high_open,
            },
            "ulp": None if dated else _plain(quantity.ulp),
            "ulp_significant": None if dated else _plain(quantity.ulp_significant),
            "unit": draft.unit,
            "unit_inferred": draft.unit_inferred,
            "qualifier": quantity.qualifier,
            "entity": draft.entity,
            "metric": metric,
            "label": draft.label if metric == "other" else None,
            "measure": draft.measure,
            "of": draft.of,
            "versus": draft.versus if _is_measured_against(draft) else None,
            "dimensions": draft.dimensions,
            "period": None if dated else draft.period,
            "basis": draft.basis,
            "attribution": draft.attribution,
            "evidence": [
                {"field": field, "start": start, "end": end, "how": how}
                for field, start, end, how in draft.evidence
            ],
        }
    )


def _flips(draft: Draft) -> bool:
    """Whether words turn the sign: `下降12%` is -12, `经营亏损5亿元` an operating profit of -5亿元."""
    if draft.quantity.value <= 0:
        return False
    moved = draft.measure in (Measure.GROWTH, Measure.CHANGE)
    return draft.direction < 0 if moved else draft.negated


def claim_id(document: str, start: int, end: int) -> str:
    """The id of a claim: from its document's id and its place."""
    return hashlib.sha256(f"{document}\x00{start}\x00{end}".encode(errors="surrogatepass")).hexdigest()[:16]


def _negative(ends: Ends) -> Ends:
    low, high = ends.low, ends.high
    return Ends(None if high is None else -high, None if low is None else -low, ends.high_open, ends.low_open)


def _plain_or_none(value: Decimal | None) -> str | None:
    return None if value is None else _plain(value)


def _plain(value: Decimal) -> str:
    """A plain decimal without exponent or trailing zeros."""
    text = str(value)
    if "E" in text:
        text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _is_measured_against(draft: Draft) -> bool:
    """Whether a number is measured against another: a growth, a change, so much of an earlier level."""
    return draft.measure in (Measure.GROWTH, Measure.CHANGE) or draft.base_at >= 0
