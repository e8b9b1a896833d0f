"""Facts, figures and dates in the reader's words, for messages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from claims.model import Claim, Measure, Qualifier
from rules.alignment import slices
from rules.wording import Language, catalogue, say

_PERIOD = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4})(?:-(?P<part>H|Q)(?P<n>\d)|-(?P<nine>9M)|-(?P<month>\d\d))?"
)


@cache
def _aliases() -> dict[str, str]:
    text = (resources.files("claims") / "lexicon" / "metrics.toml").read_text(encoding="utf-8")
    return {
        metric: entry["aliases"][0] for metric, entry in tomllib.loads(text).items() if entry.get("aliases")
    }


def metric_name(metric: str, language: Language) -> str:
    """A metric in the reader's words: its first alias, or its id without underscores."""
    return _aliases().get(metric, metric) if language == "zh" else metric.replace("_", " ")


def period_name(period: str, language: Language) -> str:
    """A period in the reader's words: `2025-H1` is `2025年上半年`."""
    if "/" in period:
        first, last = (period_name(part, language) for part in period.split("/", 1))
        return _say("period_range", language, first=first, last=last)
    match = _PERIOD.fullmatch(period)
    if match is None:
        return period
    year = (match["fiscal"] or "") + match["year"]
    if match["nine"]:
        return _say("period_9M", language, year=year)
    if match["month"]:
        return _say("period_month", language, year=year, n=int(match["month"]))
    if match["part"]:
        return _say(f"period_{match['part']}{match['n']}", language, year=year)
    return _say("period_year", language, year=year)


def fact_name(claim: Claim, entity: str, language: Language, *, dated: bool = True) -> str:
    """What a claim is about: whose, when, which slice, what and how measured."""
    what = claim.label if claim.metric == "other" and claim.label else metric_name(claim.metric, language)
    if f"measure_{claim.measure.value}" in catalogue("rules", "comparison"):
        of = metric_name(claim.of, language) if claim.of else ""
        what = _say(f"measure_{claim.measure.value}", language, metric=what, of=of)
    parts = "、".join(word for _, word in slices(claim))
    when = period_name(claim.period, language) if dated and claim.period else ""
    if language == "zh":
        return entity + when + (f"({parts})" if parts else "") + what
    return " ".join(word for word in (entity, what, f"({parts})" if parts else "", when) if word)


def figure(claim: Claim, language: Language) -> str:
    """A figure as written, with the word that bounds it."""
    inside = any(c in claim.text for c in "余餘多")  # 40余款 says so itself
    if claim.qualifier in (Qualifier.EXACT, Qualifier.RANGE) or claim.measure is Measure.RANK or inside:
        return claim.text
    return _say(f"said_{claim.qualifier.value}", language, figure=claim.text)


def figures(claims: Iterable[Claim], language: Language, *, documents: bool = True) -> str:
    """Figures, each with the documents that give it unless they are left out."""
    told: dict[str, list[str]] = {}
    for claim in claims:
        tellers = told.setdefault(figure(claim, language), [])
        if claim.document not in tellers:
            tellers.append(claim.document)
    if not documents:
        return _say("comma", language).join(told)
    comma = _say("comma", language)
    return _say("semicolon", language).join(
        _say("figure", language, figure=said, documents=comma.join(tellers)) for said, tellers in told.items()
    )


def _say(key: str, language: Language, **places: object) -> str:
    return say("rules", "comparison", key, language, **places)
