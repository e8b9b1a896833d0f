"""What the words around a figure restrict it to, where the claim was not tied to it.

Takes a claim with the series that it was put in; answers whether its sentence speaks of a part, a place or a
thing of its own. Each predicate is one cause; only the words before the figure can restrict it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from claims.model import Claim, Measure
from claims.words import metrics
from rules.definitions import definitions
from rules.facts import FactBook, account_of
from rules.series import SeriesKey

_PARTS = ("segment", "product", "model", "customer")
"""Slices that a sentence may name without the claim being tied to them."""
_CLAUSE = re.compile("[,\uff0c。;\uff1b:\uff1a!?\n]")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_LIST = "分别"
_CHOSEN = re.compile("其中")


def is_part(kind: str, word: str) -> bool:
    """Whether a slice is one that a sentence may name in passing."""
    return kind in _PARTS and len(word) > 1 and definitions().plain.fullmatch(word + "年") is None


def names_a_part(
    book: FactBook, claim: Claim, key: SeriesKey, parts: Iterable[str], other: Claim | None = None
) -> bool:
    """Whether the sentence names, before the figure, a part of the whole that the claim was not tied to.

    One that the words before the figure which it is compared with name, too, tells the two not apart.
    """
    shares = (c for c in book.sentence(claim) if c.measure is Measure.SHARE and c.metric == claim.metric)
    if key.measure is Measure.LEVEL and not key.slices and any(shares):  # 实现收入1.6亿元,占总收入85%
        return True
    told = definitions().itself.sub(_blank, _before(book, claim))  # 这家面板厂 names no part 面板
    before = aliases(claim.metric).sub("|", told)  # 付费会员 names no part 会员
    open_words = _BRACKETS.sub(_blank, before)  # (含API调用) names no other part
    own = [word for kind, word in key.slices if kind in _PARTS]
    known = (*own, key.entity, claim.entity or key.entity)  # 食品 in 麓川食品 names no part
    whole = definitions().dimension.of_metric.get(claim.metric, frozenset())  # 寿险 of 新业务价值
    others = {part for part in parts if not any(part in word or word in part for word in known)} - whole
    if other is not None and others:
        beside = _before(book, other)
        others = {part for part in others if part not in beside}
    if own and _LIST in before:  # 电站、户用和运维业务收入分别为…
        return False
    since = max((before.rfind(word) for word in own), default=-1)
    if not own:
        since = max((found.end() for found in definitions().total.finditer(before)), default=-1)
    return any(open_words.rfind(part) > since for part in others)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def elsewhere(book: FactBook, claim: Claim, key: SeriesKey, other: Claim) -> bool:
    """Whether the words before the figure name a place that the claim was not tied to.

    One that the words before the figure which it is compared with name, too, tells the two not apart.
    """
    if any(kind == "region" for kind, _ in key.slices):
        return False
    places = [name for name in definitions().places.findall(_before(book, claim)) if name not in key.entity]
    return bool(places) and places[-1] not in _CLAUSE.split(_before(book, other))[-1]


def of_another(book: FactBook, claim: Claim, key: SeriesKey) -> bool:
    """Whether the sentence turned to a rival before the figure, and not back to the company."""
    before = _before(book, claim)
    turned = max((found.end() for found in definitions().rivals.finditer(before)), default=-1)
    return turned > before.rfind(key.entity) and turned > before.rfind("公司")


def narrowed(book: FactBook, claim: Claim, key: SeriesKey, other: Claim) -> bool:
    """Whether a thing of its own stands right before the metric's word (`巡检机收入`, `线上渠道毛利率`).

    A clause that opens with the metric (`巡检机收入2亿元,毛利率40%`) goes on with the one before. What stands
    so before the other figure, too, is none of its own.
    """
    if key.slices or key.measure is not Measure.LEVEL or claim.metric == "other":
        return False
    thing = _thing(book, claim, key)
    return thing is not None and thing != _thing(book, other, key) and thing not in _before(book, other)


def _thing(book: FactBook, claim: Claim, key: SeriesKey) -> str | None:
    """What stands right before the metric's word, in the claim's clause or the one that it goes on from."""
    earlier = [other for other in book.sentence(claim) if other.span.start < claim.span.start]
    for one in (claim, *reversed(earlier)):
        ahead = _ahead(book, one, key)
        if ahead is None:
            return None
        if ahead:
            last = re.split("[^\u4e00-\u9fff]", ahead)[-1]
            return last if len(last) > 1 else None
    return None


def named_wider(book: FactBook, a: Claim, b: Claim) -> tuple[str, str] | None:
    """The words for two figures' metric where one may hold more than the other (研发投入, 研发费用)."""
    wide = definitions().wider.get(a.metric, frozenset())
    one, other = (_word(book, claim) if wide else "" for claim in (a, b))
    return (one, other) if one and other and (one in wide) != (other in wide) else None


def named_both_ways(book: FactBook, claims: Iterable[Claim]) -> bool:
    """Whether one figure goes under the wider word and the narrower alike, so that both hold the same."""
    widths = set()
    for claim in claims:
        wide, word = definitions().wider.get(claim.metric, frozenset()), _word(book, claim)
        widths |= {word in wide} if wide and word else set()
    return len(widths) > 1


def _word(book: FactBook, claim: Claim) -> str:
    """The word for a figure's metric that stands last before it; empty where there is none.

    Of a figure that is some of what the word names (`研发投入4亿元,其中3亿元计入费用`) it is none.
    """
    *_, own = _CHOSEN.split(_before(book, claim))
    found = aliases(claim.metric).findall(own)
    return found[-1] if found else ""


def _ahead(book: FactBook, claim: Claim, key: SeriesKey) -> str | None:
    """What stands before the metric's word in the claim's clause, bars for what restricts nothing.

    Empty where the clause opens with the metric; None where its word is not found.
    """
    clause = _CLAUSE.split(_before(book, claim))[-1]
    found = [match.start() for match in aliases(claim.metric).finditer(clause)]
    if item := claim.dimensions.get("item"):
        found += [match.start() for match in _names(item).finditer(clause)]  # 城市商业银行不良贷款率
    if not found:
        return None
    ahead = clause[: max(found)]
    for name in sorted({name for name in (claim.entity, key.entity) if name}, key=len, reverse=True):
        ahead = ahead.replace(name, "|")
    if (account := account_of(claim)) != claim.metric:
        ahead = aliases(account).sub("|", ahead)  # 归母净利润亏损
    return definitions().plain.sub("|", definitions().itself.sub("|", ahead))


def _before(book: FactBook, claim: Claim) -> str:
    """The sentence up to the figure."""
    return book.words(claim)[: claim.span.start - book.place(claim).sentence]


@cache
def _names(item: str) -> re.Pattern[str]:
    """The words that are one with an item's."""
    groups = definitions().dimension.same.get("item", ())
    words = next((group for group in groups if item in group), (item,))
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


@cache
def aliases(metric: str) -> re.Pattern[str]:
    """The words that name a metric, the longest first."""
    spec = metrics().get(metric)
    words = spec.words if spec else ()
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")
