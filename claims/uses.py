"""What an amount is spent on, item by item: `资本开支23亿元,用于产线13亿元、研发中心6亿元、信息系统4亿元`.

In: the drafts of a sentence with metric and measure, and its view. Out: the items are of the metric of the
amount that they make, each with its own name, whatever words the names hold. That they make it is reckoned,
but for projects, which say by what they are called that money is put into them (`芯片研发项目26亿元`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().breakdowns
_SPENT_ON = re.compile(
    rf"[,，;；]?(?:其中)?{one_of(_WORDS.spent_on)}[:：]?(?P<name>[\u4e00-\u9fffA-Za-z0-9+-]{{2,14}}?)约?$"
)
"""Between an amount and the first of its items."""
_NEXT = re.compile(
    rf"[,，、;；]?(?:和|及|以及|与|{one_of(_WORDS.spent_on)})?(?P<name>[\u4e00-\u9fffA-Za-z0-9+-]{{2,14}}?)约?$"
)
"""Between two of them."""
_PROJECT = (
    rf"[\u4e00-\u9fffA-Za-z0-9.+·“”\"-]{{2,40}}?(?:{one_of(_WORDS.projects)})|{one_of(_WORDS.spare_uses)}"
)
_PROJECT_BEFORE = re.compile(
    rf"[)）]?[,，、;；:：\s]*(?:{one_of(_WORDS.leads_to_projects)})*(?P<name>{_PROJECT})"
    rf"(?:{one_of(_WORDS.behind_projects)})*[(（]?(?P<spare>)$"
)
"""Right before an amount, behind the one before it: the project that it goes into."""
_PROJECT_BEHIND = re.compile(
    rf"(?:(?:[拟将均]|全部)?(?:{one_of(_WORDS.spent_on)})(?P<name>{_PROJECT})|(?P<spare>{one_of(_WORDS.spare_uses)}))"
    rf"(?=[,，、;；。]|和|及|以及|$)"
)
"""Right behind an amount."""
_PLANNED = frozenset({"funding", "ipo_proceeds", "issue_size", "investment", "capex"})
"""Of what projects are planned with."""
_FEWEST = 2


def _read_projects(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Take each amount that a project is said to take for a part of what all of them do."""
    whole: Draft | None = None
    into: list[tuple[Draft, str]] = []
    end = view.start
    for draft in drafts:
        if draft.kind != "money":
            continue  # 年产2万吨功能膜项目
        behind = _PROJECT_BEHIND.match(view.text, draft.end, view.end)
        before = _PROJECT_BEFORE.fullmatch(view.text, end, draft.quantity.qualifier_start)
        told = behind or (before if whole is not None else None)
        end = draft.end if behind is None else behind.end()
        if told is not None:
            into.append((draft, told["name"] or told["spare"]))
        elif whole is None and draft.metric in _PLANNED and draft.measure is Measure.LEVEL:
            whole = draft
        elif into and _TOGETHER.search(view.text, draft.own_start, draft.start):
            whole = whole or draft
            if whole is draft:
                draft.metric, draft.label, draft.head = _INTO, None, None
    if len(into) < _FEWEST:
        return
    metric = whole.metric if whole is not None else _INTO
    for draft, name in into:
        draft.metric, draft.label, draft.head, draft.carried = metric, None, None, False
        draft.measure = Measure.LEVEL
        draft.dimensions.pop("item", None)
        if whole is not None and "item" in whole.dimensions:
            draft.dimensions["item"] = whole.dimensions["item"]
        draft.dimensions["segment"], draft.part = name, "segment"
        draft.why("dimensions", draft.own_start, draft.start, "clause")


def _read_shares(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Take percentages that say what they go into for shares of the money spoken of (`45%用于研发`)."""
    money = (d for d in drafts if d.kind == "money" and d.measure is Measure.LEVEL)
    whole = next((d for d in money if d.metric in _PLANNED), None)
    if whole is None:
        return
    told = [(d, _SHARE_GOES.match(view.text, d.end, view.end)) for d in drafts if d.kind == "percent"]
    into = [(draft, goes) for draft, goes in told if goes is not None and draft.start > whole.end]
    if len(into) < _FEWEST:
        return
    for draft, goes in into:
        draft.metric, draft.label, draft.head, draft.measure = whole.metric, None, None, Measure.SHARE
        draft.dimensions["segment"], draft.part = goes["name"], "segment"


_SHARE_GOES = re.compile(
    rf"(?:[(（][^()（）]*[)）])?[,，]?(?:[拟将]|预期|计划)*(?:{one_of(_WORDS.spent_on)}|用作|作为?)(?P<name>[^,，、;；。:：()（）]{{2,16}})"
)
"""Right behind a percentage of money raised: what it goes into."""
_INTO = "investment"
_TOGETHER = re.compile(r"(?:合计|共计|总计|合共|共)[^,，。;；]{0,8}$")


def read_uses(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give the items of an amount its metric and their names, where they add up to it or are projects."""
    _read_projects(view, drafts)
    _read_shares(view, drafts)
    for index, whole in enumerate(drafts):
        if whole.kind != "money" or whole.measure is not Measure.LEVEL or whole.metric in (None, "other"):
            continue
        items = _items(view, whole, drafts[index + 1 :])
        if len(items) < _FEWEST or not _makes(whole, [draft for draft, _ in items]):
            continue
        for draft, name in items:
            draft.metric, draft.label, draft.head, draft.carried = whole.metric, None, None, False
            draft.measure = Measure.LEVEL
            draft.dimensions["segment"], draft.part = name, "segment"
            draft.why("dimensions", draft.own_start, draft.start, "clause")


def _items(view: SentenceView, whole: Draft, behind: Sequence[Draft]) -> list[tuple[Draft, str]]:
    """The amounts right behind one that say what it is spent on, each with the name of that."""
    found: list[tuple[Draft, str]] = []
    end = whole.end
    for draft in behind:
        told = (_NEXT if found else _SPENT_ON).fullmatch(view.text, end, draft.quantity.qualifier_start)
        if told is None or draft.unit != whole.unit:
            break
        found.append((draft, told["name"]))
        end = draft.end
    return found


def _makes(whole: Draft, items: Sequence[Draft]) -> bool:
    """Whether items add up to an amount as far as their digits tell."""
    figures = [draft.quantity for draft in items]
    room = sum((figure.ulp for figure in figures), whole.quantity.ulp) / 2
    return abs(sum(figure.value for figure in figures) - whole.quantity.value) <= room
