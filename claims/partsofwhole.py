"""Amounts that are parts of the whole because the text says of what share: `上半年收入3600万元,占集团不到1%`.

In: the drafts of a sentence with metrics and slices, and its view. Out: those without a slice of their own
whose share of the company's total stands right behind them, with the slice that the sentence opens with; the
share has it, too.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().slices
_SHARE = re.compile(
    rf"[,，、(（]?\s*(?:约|大约|仅|只|合计|也|已|还)?占(?:到|了|比)?(?:{one_of(_WORDS.own_wholes)})*的?(?:比例|比重|份额)?"
    rf"(?:{one_of(reading_words().metrics.link)}|不到|近|超|将近)*$"
)
"""Between an amount and its share of the company's own total."""
_MODE = re.compile(rf"[\s,，、;；]*(?:其中|具体来看)?[,，:：]?(?P<mode>{one_of(_WORDS.modes)})(?![部局网])")
_SEVERAL = 2
_SPEAKER = re.compile(r"^[^,，。;；\d]{1,12}[:：]")
_OPENS = re.compile(r"[“\"]?(?P<name>[\u4e00-\u9fffA-Za-z]{2,8})")
_SLICES = frozenset({"segment", "region", "product", "customer", "market", "item"})
_SLICED = frozenset({"revenue", "cost", "gross_profit", "orders", "sales_volume", "shipments", "net_profit"})
_COUNTED_IN_ALL = frozenset({"stores", "employees", "customers", "users"})
_SEGMENTED = _SLICES - {"item"}
_PART = "部分"
_HELD_AGAINST = re.compile(
    rf"[,，]?(?:这)?(?:已|也|仍|均|都|明显|大幅|远|略|显著)*(?:比|较|[高低]于|优于|好于|不及)(?:{one_of(_WORDS.averages_of)})的?(?:平均|均值)"
)
"""Behind a figure that is held against the company's average."""
_TOLD_OF_ASSOCIATES = frozenset({"revenue", "net_profit", "net_loss", "attributable_net_profit"})
_HELD = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,12}})[(（](?:公司|集团|其)?(?:{one_of(_WORDS.held_by)})[^()（）,，]{{0,8}}%[^()（）]{{0,4}}[)）]"
)
"""An associate's name with how much of it the company has."""
_INVOLVES = re.compile(rf"{one_of(_WORDS.involves)}[^,，。;；\d]{{0,8}}$")
_ONE_OF_ITS = re.compile(
    rf"(?:其中[,，]?)?(?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:仍|依旧|依然|目前|也|则)*[是为](?:{one_of(_WORDS.averages_of)}|旗下)"
    rf"[^,，。;；\d]{{0,10}}?{one_of(_WORDS.most)}的[^,，。;；\d]{{1,10}}[,，]"
)
"""What opens a sentence on the largest of a company's own plants or shops."""


def mark_parts(view: SentenceView, drafts: Sequence[Draft], topic: str | None) -> None:
    """Give amounts that are only a share of the whole a slice; `topic` is the one spoken of last, if any."""
    for draft, share in itertools.pairwise(drafts):
        whole = draft.metric in _SLICED and draft.measure is Measure.LEVEL and draft.kind != "percent"
        if not whole or not _SLICES.isdisjoint(draft.dimensions) or share.kind != "percent":
            continue
        if share.measure is not Measure.SHARE or share.metric != draft.metric:
            continue
        if _SHARE.fullmatch(view.text, draft.end, share.quantity.qualifier_start) is None:
            continue
        name = share.dimensions.get("segment") or topic or _opening(view, draft)
        draft.dimensions["segment"] = name
        share.dimensions.setdefault("segment", name)
    _mark_told_apart(view, drafts, topic)


def _mark_told_apart(view: SentenceView, drafts: Sequence[Draft], topic: str | None) -> None:
    """Give a slice to figures that words set apart from the company's own.

    What is held against its average (`262元,比集团平均水平高`), what a deal is about (`涉及门店118家`), and
    those of a thing that is the largest of its own (`甲院区是集团收入最高的单院,上半年收入3亿元`).
    """
    unit = _ONE_OF_ITS.match(view.text, view.start, view.end) if drafts else None
    end = view.text.find("；", view.start, view.end) if unit is not None else -1
    for draft in drafts:
        if not _SLICES.isdisjoint(draft.dimensions) or draft.measure is Measure.SHARE:
            continue
        if unit is not None and (end < 0 or draft.start < end) and draft.start >= unit.end():
            draft.dimensions["segment"] = unit["name"]
        elif (held := _held(view, draft)) is not None:
            draft.dimensions["segment"] = held
        elif draft.measure is not Measure.LEVEL or draft.kind == "percent":
            continue
        elif _HELD_AGAINST.match(view.text, draft.end, view.end) is not None:
            draft.dimensions["segment"] = topic or _PART


def _held(view: SentenceView, draft: Draft) -> str | None:
    """The associate that a figure right behind its bracket is of (`参股的甲矿业（持股28%）净利润4亿元`)."""
    if draft.metric not in _TOLD_OF_ASSOCIATES:
        return None
    start = view.clauses[draft.clause][0]
    found = next(iter(reversed(list(_HELD.finditer(view.text, start, draft.start)))), None)
    if found is None or view.names_between(found.start(), draft.start):
        return None
    return found["name"]


def be_of_deal(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Make counts of what a deal is about a part of what there is (`涉及门店118家`)."""
    for draft in drafts:
        told = draft.metric in _COUNTED_IN_ALL and draft.measure is Measure.LEVEL
        told = told and _SEGMENTED.isdisjoint(draft.dimensions)
        if told and _INVOLVES.search(view.text, draft.own_start, draft.start) is not None:
            draft.dimensions["segment"] = _PART


def mark_modes(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give what is carried its mode, where several are told (`铁路8万人次,公路20万人次`)."""
    found = [(draft, _MODE.match(view.text, draft.own_start, draft.start)) for draft in drafts]
    told = [(draft, mode) for draft, mode in found if mode is not None and draft.metric == "shipments"]
    if len(told) < _SEVERAL:
        return
    mode = None
    for draft, named in found:
        mode = named or mode
        if mode is None or draft.metric != "shipments" or draft.dimensions.keys() & {"segment", "product"}:
            continue
        if named is not None or draft.measure in (Measure.GROWTH, Measure.CHANGE):
            draft.dimensions["segment"] = mode["mode"]
            draft.why("dimensions", *mode.span("mode"), "clause")


def _opening(view: SentenceView, draft: Draft) -> str:
    """What the sentence opens with, for want of a better name."""
    words = _SPEAKER.sub("", view.without_phrases(view.start, draft.start))
    words = words.lstrip(",，、 ")
    told = next((m.word for m in view.named if words.endswith(m.word)), "")
    found = _OPENS.match(words.removesuffix(told))
    known = found is not None and any(m.word in found["name"] for m in view.named)
    return found["name"] if found is not None and not known else _PART
