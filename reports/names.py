"""Ids of a report in the reader's words: metrics, units, periods, and the fact that a claim speaks of."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claims.model import Basis, Measure
from rules.wording import catalogue, say

if TYPE_CHECKING:
    from claims.model import Claim
    from rules.wording import Language

_PERIOD = re.compile(
    r"(?P<fiscal>FY)?(?P<y>\d{4})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<months>\d{1,2})M))?$"
)
_MONTH = re.compile(r"(?P<y>\d{4})-(?P<n>\d{2})$")


@cache
def name(kind: str, key: str, language: Language) -> str:
    """What an id is called; the id itself, blanks for underscores, where the catalogue has no name."""
    forms = catalogue("reports", "names").get(f"{kind}/{key}")
    return forms[language] if forms else key.replace("_", " ")


@cache
def unit(code: str, language: Language) -> str:
    """A unit as it is set behind a number, with the blank that English wants; quotients by their parts."""
    above, slash, below = code.partition("/")
    return _unit(above, language) + (slash + _unit(below, language).strip() if slash else "")


def _unit(code: str, language: Language) -> str:
    known = f"unit/{code}" in catalogue("reports", "names")
    return name("unit", code, language) if known else " " + name("unit", code, language)


@cache
def period(iso: str, language: Language) -> str:
    """A period of the contract's notation as a reader says it; days and what is unknown stay as they are."""
    first, slash, last = iso.partition("/")
    if slash:
        a, b = period(first, language), period(last, language)
        return say("reports", "names", "period/span", language, a=a, b=b)
    if month := _MONTH.match(iso):
        n = month["n"] if language == "en" else month["n"].lstrip("0")
        return say("reports", "names", "period/month", language, y=month["y"], n=n)
    match = _PERIOD.match(iso)
    if match is None:
        return iso
    year = (match["fiscal"] or "") + match["y"]
    if match["half"]:
        return say("reports", "names", f"period/half{match['half']}", language, y=year)
    if match["quarter"]:
        return say("reports", "names", "period/quarter", language, y=year, n=match["quarter"])
    if match["months"]:
        return say("reports", "names", "period/months", language, y=year, n=match["months"])
    return say("reports", "names", "period/year", language, y=year)


def metric(claim: Claim, language: Language) -> str:
    """What a claim measures and how: `营业收入增长率`, `研发费用与营业收入之比`."""
    measured = claim.label or name("metric", claim.metric, language)
    if claim.measure in (Measure.LEVEL, Measure.DATE) or (
        claim.measure is Measure.RANK and (claim.metric == "ranking")
    ):
        return measured
    other = name("metric", claim.of, language) if claim.of else "?"
    return catalogue("reports", "names")[f"measure/{claim.measure}"][language].format(
        metric=measured, of=other
    )


def fact(claim: Claim, language: Language) -> str:
    """The fact that a claim bounds, in one line: whose, which slice, what, when, and on what footing."""
    parts = [claim.entity or "", "·".join(claim.dimensions.values()), metric(claim, language)]
    if claim.versus and claim.versus != "year_ago":
        known = f"versus/{claim.versus}" in catalogue("reports", "names")
        parts.append(
            name("versus", claim.versus, language) if known else f"vs {period(claim.versus, language)}"
        )
    if claim.period:
        parts.append(period(claim.period, language))
    if claim.basis is not Basis.REPORTED:
        parts.append(name("basis", claim.basis, language))
    return (" " if language == "zh" else ", ").join(part for part in parts if part)


def speaker(claim: Claim, language: Language) -> str:
    """Who is said to have said it: the name as written, else the kind; empty where nobody is."""
    if claim.attribution.name:
        return claim.attribution.name
    return "" if claim.attribution.kind == "none" else name("source", claim.attribution.kind, language)
