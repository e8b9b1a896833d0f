"""Financial years told by their days in one place and by their name in another, brought to one form.

In: the claims of some documents. Out: the same, those of a stretch of twelve months that is a named financial
year (`截至2025年8月31日止年度` beside `2025财年`) dated by its name. That it is one is shown by a telling
figure of the same thing that is given for both.
"""

from __future__ import annotations

from collections.abc import Sequence

from claims.calendar import CalendarPeriod, parse, try_parse
from claims.model import Claim
from rules.outcome import digits

_YEAR = 12
_TELLING = 3
"""Digits that a figure must have to be known again."""
_END = tuple[int, int]
"""The month and day with which a financial year closes."""


def in_fiscal_years(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, the stretches that are financial years named as such."""
    stretches = {p: span for p in {c.period for c in claims if c.period} if (span := _stretch(p)) is not None}
    names = _names(claims, stretches) if stretches else {}
    if not names:
        return list(claims)
    return [_renamed(claim, stretches, names) for claim in claims]


def _stretch(period: str) -> CalendarPeriod | None:
    """Twelve months that are no calendar year, or None."""
    span = try_parse(period) if "/" in period else None
    whole = span is not None and not span.fiscal and span.months == _YEAR and span.last.month < _YEAR
    return span if whole else None


def _names(claims: Sequence[Claim], stretches: dict[str, CalendarPeriod]) -> dict[_END, int]:
    """Closing day → how far the year's name is ahead of the year that it closes in."""
    named = {_figure(c): c.period for c in claims if c.period and c.period.startswith("FY") and _tells(c)}
    found: dict[_END, set[int]] = {}
    for claim in claims:
        span = stretches.get(claim.period or "")
        name = try_parse(named.get(_figure(claim), "")) if span is not None and _tells(claim) else None
        if span is not None and name is not None and len(name.iso) == len("FY2025"):
            found.setdefault((span.last.month, span.last.day), set()).add(name.year - span.last.year)
    return {end: next(iter(offsets)) for end, offsets in found.items() if len(offsets) == 1}


def _figure(claim: Claim) -> tuple[object, ...]:
    return claim.metric, claim.measure, claim.unit, claim.value


def _tells(claim: Claim) -> bool:
    return claim.metric != "other" and claim.unit != "percent" and digits(claim) >= _TELLING


def _renamed(claim: Claim, stretches: dict[str, CalendarPeriod], names: dict[_END, int]) -> Claim:
    span = stretches.get(claim.period or "")
    offset = names.get((span.last.month, span.last.day)) if span is not None else None
    if span is None or offset is None:
        return claim
    return claim.model_copy(update={"period": parse(f"FY{span.last.year + offset:04d}").iso})
