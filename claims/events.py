"""Dates that are claims themselves: founded, listed, released.

In: a sentence's view and its dated phrases. Out: a draft for each such date. Every other date only dates a
number and becomes its period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from claims.draft import Draft
from claims.model import Measure, Qualifier, Quantity
from claims.sentence import SentenceView
from claims.timephrases import TimeKind
from claims.timing import Dated

_BEFORE = re.compile(
    r"(?P<event>成立(?!\s*(?:\d|[一二三四五六七八九十两]))|创立|创办|始建|创建|设立|上市|挂牌)(?:于|时间为?|日期为?)$"
)
_AFTER = re.compile(
    r"^(?:[,，]?[^,，。;；\d]{0,14}?)?(?P<event>成立|创立|创办|始建|创建|挂牌上市|挂牌|正式上市|上市(?!公司|以来|前|后|申请|流通|规则|企业|地|进程|首日|许可)|登陆(?:港交所|科创板|创业板|纳斯达克|纽交所|资本市场)|发布了?(?!公告|业绩|报告|消息|声明|会|通知|的|《|[^,，。;；]{0,16}(?:报告|业绩|快报|公告|财报|数据|成绩单|情况|经营|简报|年报))|推出了?|上线了?|开源(?!大))"
)
DATED_EVENT = re.compile(r"成立|创立|创办|始建|创建|设立|上市|挂牌|登陆|发布|推出|上线|开源")
"""Words without which no sentence dates an event."""
_METRIC = dict.fromkeys(("成立", "创立", "创办", "始建", "创建", "设立"), "founded") | dict.fromkeys(
    ("上市", "挂牌", "登陆", "正式"), "listed"
)
_OWNER_BEHIND = re.compile(r"^[,，]?的?(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,20})")


def date_claims(view: SentenceView, dated: Sequence[Dated]) -> list[Draft]:
    """The founding, listing and release dates of a sentence."""
    found: list[Draft] = []
    for source in dated:
        phrase, meaning = source.phrase, source.meaning
        if (
            phrase.kind not in (TimeKind.ABSOLUTE, TimeKind.PARTIAL)
            or meaning.iso is None
            or phrase.last is not None
        ):
            continue
        if (
            source.base_of_comparison
            or "/" in meaning.iso
            or meaning.as_of is not None
            or phrase.bound != "none"
        ):
            continue
        clause = view.clause_of(phrase.start)
        before = view.text[view.clauses[clause][0] : phrase.start]
        after = view.text[phrase.end : min(view.end, phrase.end + 24)]
        match = _BEFORE.search(before) or _AFTER.match(after)
        if match is None:
            continue
        event = match["event"]
        metric = _METRIC.get(event[:2], "released")
        behind = match.re is _AFTER
        if (
            any(phrase.end <= quantity.start < phrase.end + match.end() for quantity in view.quantities)
            and behind
        ):
            continue
        if behind and metric == "founded" and match.start("event") > 6:
            continue
        start, end = phrase.core_start, phrase.core_end
        quantity = Quantity(
            start=start, end=end, text="", value=Decimal(0), unit="date", qualifier=Qualifier.EXACT,
            low=None, high=None, low_open=False, high_open=False, hard_low=None, hard_high=None,
            hard_low_open=False, hard_high_open=False, ulp=Decimal(1), ulp_significant=Decimal(1),
            qualifier_start=start, qualifier_end=end,
        )  # fmt: skip
        draft = Draft(quantity, "date", clause, view.clauses[clause][0], unit="date")
        draft.metric, draft.measure, draft.date_value = metric, Measure.DATE, meaning.iso
        draft.entity = _owner(view, phrase.end, before, behind)
        at = phrase.end + match.start("event") if behind else view.clauses[clause][0] + match.start("event")
        draft.why("metric", at, at + len(event), "clause")
        found.append(draft)
    return found


def _owner(view: SentenceView, end: int, before: str, behind: bool) -> str | None:
    """What was founded where the words behind the date say so: `成立于2019年的…`, `1996年成立的…`."""
    text = view.text[end : view.end]
    if behind:
        text = re.sub(r"^[^的,，]{0,6}(?:成立|创立|创办|始建|创建)", "", text)
        if not text.startswith("的"):
            return None
    elif not text.startswith("的"):
        return None
    names = [name for name in view.names if end <= name.start <= end + 8]
    if names:
        return names[0].canonical
    match = _OWNER_BEHIND.match(text)
    return match["name"] if match else None
