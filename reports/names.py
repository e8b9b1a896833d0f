"""Ids of a report in the reader's words: metrics, units, periods, and the fact that a claim speaks of."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from claims.model import Basis, Measure
from reports.text import one_line
from rules.naming import metric_name, period_name
from rules.wording import catalogue

if TYPE_CHECKING:
    from claims.model import Claim
    from rules.wording import Language


@cache
def name(kind: str, key: str, language: Language) -> str:
    """What an id is called; the id itself, blanks for underscores, where the catalogue has no name."""
    forms = catalogue("reports", "names").get(f"{kind}/{key}")
    return forms[language] if forms else one_line(key.replace("_", " "))


@cache
def unit(code: str, language: Language) -> str:
    """A unit as it is set behind a number, with the blank that English wants; quotients by their parts."""
    above, slash, below = code.partition("/")
    if not slash:
        return _unit(above, language)
    per = _unit(below, language).strip() if language == "zh" else one_line(below.replace("_", " "))
    return f"{_unit(above, language)}/{per}"


def _unit(code: str, language: Language) -> str:
    known = f"unit/{code}" in catalogue("reports", "names")
    return name("unit", code, language) if known else " " + name("unit", code, language)


def metric(claim: Claim, language: Language) -> str:
    """What a claim measures and how: `营业收入增长率`, `研发费用与营业收入之比`."""
    measured = claim.label or (
        name("metric", "other", language) if claim.metric == "other" else metric_name(claim.metric, language)
    )
    if claim.measure in (Measure.LEVEL, Measure.DATE) or (
        claim.measure is Measure.RANK and (claim.metric == "ranking")
    ):
        return measured
    other = metric_name(claim.of, language) if claim.of else "?"
    return catalogue("reports", "names")[f"measure/{claim.measure}"][language].format(
        metric=measured, of=other
    )


def fact(claim: Claim, language: Language) -> str:
    """The fact that a claim bounds, in one line: whose, which slice, what, when, and on what footing."""
    parts = [claim.entity or "", "·".join(claim.dimensions.values()), metric(claim, language)]
    if claim.versus and claim.versus != "year_ago":
        known = f"versus/{claim.versus}" in catalogue("reports", "names")
        parts.append(
            name("versus", claim.versus, language) if known else f"vs {period_name(claim.versus, language)}"
        )
    if claim.period:
        parts.append(period_name(claim.period, language))
    if claim.basis is not Basis.REPORTED:
        parts.append(name("basis", claim.basis, language))
    return (" " if language == "zh" else ", ").join(part for part in parts if part)


def speaker(claim: Claim, language: Language) -> str:
    """Who is said to have said it: the name as written, else the kind; empty where nobody is."""
    if claim.attribution.name:
        return claim.attribution.name
    return "" if claim.attribution.kind == "none" else name("source", claim.attribution.kind, language)
