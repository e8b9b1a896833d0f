"""Facts, figures and dates in the reader's words, for messages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from claims.model import Claim, Measure, Qualifier
from claims.words import metrics
from rules.alignment import slices
from rules.wording import Language, catalogue, say

_PERIOD = re.compile(
    r"(?P<fiscal>FY)?(?P<year>\d{4})(?:-(?P<part>H|Q)(?P<n>\d)|-(?P<nine>9M)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
)

_FULL = 2
"""Characters from which on an item is a name by itself: 加盟 is not, 净息差 is."""


@cache
def _aliases() -> dict[str, str]:
    return {metric: spec.aliases[0] for metric, spec in metrics().items() if spec.aliases}


def metric_name(metric: str, language: Language) -> str:
    """A metric in the reader's words: its first alias; in English its name, or its id without underscores."""
    if language == "zh":
        return _aliases().get(metric, metric)
    spec = metrics().get(metric)
    return (spec and spec.english) or metric.replace("_", " ")


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
    if match["day"]:
        return _say("period_day", language, year=year, n=int(match["month"]), day=int(match["day"]))
    if match["month"]:
        return _say("period_month", language, year=year, n=int(match["month"]))
    if match["part"]:
        return _say(f"period_{match['part']}{match['n']}", language, year=year)
    return _say("period_year", language, year=year)


def fact_name(claim: Claim, entity: str, language: Language, *, dated: bool = True) -> str:
    """What a claim is about: whose, when, which slice, what and how measured."""
    told = slices(claim)
    item = dict(told).get("item", "")
    named = len(item) > _FULL and language == "zh"
    what = what_of = item if named else claim.label or metric_name(claim.metric, language)
    if f"measure_{claim.measure.value}" in catalogue("rules", "comparison"):
        of = metric_name(claim.of, language) if claim.of else ""
        what = _say(f"measure_{claim.measure.value}", language, metric=what, of=of)
    words = "、".join(word for kind, word in told if kind != "item" or word != what_of)
    parts = _say("parts", language, parts=words) if words else ""
    when = period_name(claim.period, language) if dated and claim.period else ""
    if language == "zh":
        return entity + when + parts + what
    return " ".join(word for word in (entity, what, parts, when) if word)


def slice_name(claim: Claim, language: Language) -> str:
    """Which part a figure is of, in brackets."""
    words = "、".join(word for _, word in slices(claim))
    return _say("parts", language, parts=words) if words else ""


def item_of(claim: Claim) -> str:
    """Which of the things under one metric a claim names (`货币资金`), empty where none."""
    return claim.dimensions.get("item", "")


def figure(claim: Claim, language: Language) -> str:
    """A figure as written, with the word that bounds it."""
    inside = any(c in claim.text for c in "余餘多")  # 40余款 says so itself
    if claim.qualifier in (Qualifier.EXACT, Qualifier.RANGE) or claim.measure is Measure.RANK or inside:
        return claim.text
    return _say(f"said_{claim.qualifier.value}", language, figure=claim.text)


def figures(claims: Iterable[Claim], language: Language) -> str:
    """Figures as written, each reading once: 3.12億元 beside 3.12亿元 says nothing new."""
    told: dict[tuple[str, str, Qualifier, str | None], str] = {}
    for claim in claims:
        told.setdefault((claim.value, claim.unit, claim.qualifier, claim.ulp), figure(claim, language))
    return _say("comma", language).join(dict.fromkeys(told.values()))


def figures_of(claims: Sequence[Claim], language: Language, *, most: int) -> str:
    """Figures with the document that gives them, or the first of several with their number."""
    tellers = list(dict.fromkeys(claim.document for claim in claims))
    documents = tellers[0]
    if len(tellers) > 1:
        documents = _say("several", language, document=tellers[0], count=len(tellers))
    return _say("figure", language, figures=figures(claims[:most], language), documents=documents)


def _say(key: str, language: Language, **places: object) -> str:
    return say("rules", "comparison", key, language, **places)
