"""Of which plant or project, or of which goods, a capacity or an investment is.

Takes a claim with the index of its collection; gives the name that its sentence has for the plant (罗勇 of
`泰国罗勇工厂设计年产能150万台`), else the goods named right before the metric's word (骨料 of `骨料年产能`).
Such a figure is one for good, so that texts that give it without a date can be compared. Without a name
nothing is known of whose it is.
"""

from __future__ import annotations

import re
from functools import cache

from claims.model import Basis, Claim, Measure
from claims.words import metrics
from rules.definitions import Plants, definitions
from rules.facts import FactBook

_STOPS = re.compile('[,，。;；:：、!！?？()（）“”"\\s]')
_SHORTEST = 2
"""Characters of a name, at least."""
_LONGEST = 12
"""Characters before a word for a plant that can be its name, at most."""
_BEHIND = 24
"""Characters behind an amount within which the thing is named that it was spent on."""
_YEAR = len("2025")
"""Characters of a year."""
KIND = "thing"
"""The kind of slice that a plant or its goods make."""


def thing_of(book: FactBook, claim: Claim) -> str | None:
    """The plant, project or goods that a claim's figure is of for good; None where its words name none."""
    known = definitions().plants
    if (
        claim.measure is not Measure.LEVEL
        or claim.metric not in known.metrics
        or claim.basis is Basis.FORECAST
    ):
        return None
    words = book.words(claim)
    at = claim.span.start - book.place(claim).sentence
    before, behind = words[:at], words[at + len(claim.text) :]
    spent = claim.metric in known.amounts
    site = _site(before, claim.entity, known)
    said = before
    if site is not None:
        said = before[site[1] :]
    elif spent and (built := known.built.match(behind[:_BEHIND])) is not None:
        site = _site(behind[: _end_of_clause(behind)], claim.entity, known, built.end())
        said = before + built.group() if site is not None else before
    if spent and _dated(claim):
        return None
    if spent:
        whole = (
            site is not None and known.total.search(said) is not None and known.partly.search(said) is None
        )
        return site[0] if whole and site is not None else None
    if known.phase.search(said) is not None:
        return None
    if site is not None:
        return site[0]
    return _right_before(before, claim)


def owner_of(book: FactBook, claim: Claim) -> str | None:
    """The member of a group that a figure is of, where its name stands right before the metric's word.

    Of what a group and each of its companies have (`财险公司的综合偿付能力充足率`).
    """
    if claim.metric not in definitions().plants.owned or "segment" in claim.dimensions:
        return None
    words = book.words(claim)
    return _right_before(words[: claim.span.start - book.place(claim).sentence], claim)


def _dated(claim: Claim) -> bool:
    """Whether the claim's own clause says in which year or years an amount was spent."""
    told = any(evidence.field == "period" and evidence.how == "clause" for evidence in claim.evidence)
    period = claim.period or ""
    return told and ("/" in period or len(period) == _YEAR)


def _end_of_clause(words: str) -> int:
    stop = _STOPS.search(words)
    return stop.start() if stop else len(words)


def _site(words: str, whose: str | None, known: Plants, start: int = 0) -> tuple[str, int] | None:
    """The plant named last in some words, without its country and its kind, and where its name ends."""
    for found in reversed(list(known.kinds.finditer(words, start))):
        lead = _STOPS.split(words[max(start, found.start() - _LONGEST) : found.start()])[-1]
        named = known.kinds.sub("的", lead.replace(whose, "的") if whose else lead)
        pieces = [piece for piece in known.parts.split(named) if piece]
        if not pieces or (lead and known.pointing.search(lead)):
            continue
        local = [known.country.sub("", piece) for piece in pieces[-2:]]
        told = next((piece for piece in reversed(local) if len(piece) >= _SHORTEST), None)
        if told is None:
            land = known.country.search(lead)
            told = land.group() if land else None
        if told is not None:
            return told, found.end()
    return None


def _right_before(before: str, claim: Claim) -> str | None:
    """The noun right before the metric's word in the claim's clause (骨料 of `公司骨料年产能`)."""
    clause = _STOPS.split(before)[-1]
    found = list(_words(claim.metric).finditer(clause))
    if not found:
        return None
    ahead = clause[: found[-1].start()].removesuffix("的").removesuffix("公司")
    ahead = ahead.replace(claim.entity or "\n", "|")
    goods = re.split("[^\u4e00-\u9fff]", definitions().plain.sub("|", ahead))[-1]
    return goods if _SHORTEST <= len(goods) <= _LONGEST // 2 else None


@cache
def _words(metric: str) -> re.Pattern[str]:
    """The words that name a metric, the longest first."""
    spec = metrics().get(metric)
    words = spec.words if spec else ()
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")
