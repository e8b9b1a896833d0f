"""Parts of a whole told by their names alone: `分产品:云服务24亿元,软件13亿元`, `其中材料25亿元、人工4亿元`.

In: the drafts of a sentence with metric and measure, its view, and the levels that the paragraph has told so
far. Out: the drafts that only the name of a part stands before have the metric of the whole and their slice,
and so has the rate right behind each (`云服务24亿元(占52%)`). What is a whole is told by how the sentence
opens, by 其中, or by the share that each part has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Role

_WORDS = reading_words().breakdowns
_SORTED = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:从|按照|按|分)?{one_of(_WORDS.by)}(?:{trie(_WORDS.sorts)})?"
    rf"(?P<named>[\u4e00-\u9fff]{{0,8}})[,，:：]"
)
"""Opens a row of parts (`分产品看,`, `按地区划分的收入:`)."""
_WITHIN = re.compile(rf"(?:{trie(_WORDS.within)})[,，]?")
"""Behind the metric whose parts follow (`收入中,`)."""
_AMONG = re.compile(rf"^[,，;；、\s]*{one_of(_WORDS.among)}[,，:：]?")
_LEADS = re.compile(rf"^(?:[、,，;；:：\s]|{trie(_WORDS.leads)})+")
_ASIDE = re.compile(r"^[(（][^()（）]*[)）]")
_ENDS = re.compile(rf"(?:{one_of(_WORDS.ends)}|\s)+$")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+&·/-]{1,11}")
_NOT_IN = re.compile(one_of(_WORDS.not_in_names))
_BRACKET = re.compile(r"\s*[(（]\s*(?:占(?:比)?)?约?$")
_STAFF = re.compile(rf"{one_of(_WORDS.staff)}(?:为|有|约|则为)?$")
_SEMICOLONS = ";；"
_SLICES = frozenset({"segment", "region"})
_UNITS = frozenset({"money", "count", "physical"})
_ROW = 2
"""Parts of which each has its share that make a breakdown by themselves."""


@dataclass(slots=True)
class _Part:
    """A number that only the name of a part stands before."""

    draft: Draft
    name: str
    among: bool
    """Whether 其中 stands before it."""
    rates: list[Draft] = field(default_factory=list)
    """The rates right behind it."""


def read_breakdowns(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give parts of a whole its metric and their names; `told` are the levels of the paragraph so far."""
    for run in _runs(view, drafts):
        first = run[0].draft
        before = [d for d in (*told, *drafts) if d.start < first.start and d.measure is Measure.LEVEL]
        metric = _whole(view, drafts, run, before)
        if metric is None or not view.lexicon.compatible(metric, first.kind):
            continue
        for part in run:
            _give(view, part, metric)


def _runs(view: SentenceView, drafts: Sequence[Draft]) -> Iterator[list[_Part]]:
    """Rows of parts that only their own rates part."""
    run: list[_Part] = []
    for draft in drafts:
        rate = draft.kind in ("percent", "points")
        if rate and run:
            run[-1].rates.append(draft)
            continue
        name, among = _name_of(view, draft)
        goes_on = run and draft.unit == run[-1].draft.unit and not among
        if run and (name is None or not goes_on):
            yield run
            run = []
        if name is not None:
            run.append(_Part(draft, name, among))
    if run:
        yield run


def _name_of(view: SentenceView, draft: Draft) -> tuple[str | None, bool]:
    """The name of the part that alone stands before a number, and whether 其中 stands before that."""
    told = draft.kind in _UNITS and draft.quantity.classifier not in _WORDS.not_counted
    if not told or draft.measure is not Measure.LEVEL:
        return None, False
    among = _AMONG.match(view.text[draft.own_start : draft.start])
    start = draft.own_start + (among.end() if among else 0)
    start = view.behind_all(start, draft.start, names=True)  # 云杉科技(600998.SH)2024年云服务贡献
    words = _LEADS.sub("", _ASIDE.sub("", view.text[start : draft.start]))
    of_staff = _STAFF.search(words) is not None and draft.metric == "employees"
    name = _ENDS.sub("", words)
    if name in _WORDS.rest:
        return name, among is not None
    if (
        _NAME.fullmatch(name) is None
        or _NOT_IN.search(name) is not None
        or name.startswith(_WORDS.never_first)
    ):
        return None, False
    named = (
        draft.metric not in (None, "other") and draft.head is not None and draft.head[0] >= draft.own_start
    )
    inside = [m for m in view.between(draft.own_start, draft.start) if m.word in name]
    people = draft.quantity.classifier in _WORDS.people and draft.metric in (None, "other")
    if not (of_staff or people) and (named or any(_tells_more(view, m, draft.kind) for m in inside)):
        return None, False
    return name, among is not None


def _tells_more(view: SentenceView, mention: Mention, kind: str) -> bool:
    """Whether a word in a part's name says of the number what no name does."""
    if mention.role(Role.SEGMENT) or mention.role(Role.REGION) or len(mention.word) == 1:
        return False
    return mention.metric is None or view.lexicon.compatible(mention.metric, kind)


def _whole(
    view: SentenceView, drafts: Sequence[Draft], run: Sequence[_Part], before: Sequence[Draft]
) -> str | None:
    """The metric of the whole that a row of numbers are parts of, or None."""
    first = run[0].draft
    sorted_by = _SORTED.search(view.text, view.start, first.start)
    most = max(abs(part.draft.quantity.value) for part in run)
    wholes = [
        d
        for d in before
        if d.metric in _WORDS.wholes and d.unit == first.unit and abs(d.quantity.value) >= most
    ]
    if sorted_by is not None:
        named = view.metrics(*sorted_by.span("named"))
        shared = [d.metric for d in drafts if d.measure is Measure.SHARE and d.metric in _WORDS.wholes]
        if named:
            return named[-1].metric
        if shared:
            return shared[0]
        return wholes[-1].metric if wholes else "revenue" if first.kind == "money" else None
    heads = [m for m in view.metrics(view.start, first.own_start) if m.metric in _WORDS.wholes]
    within = _WITHIN.match(view.text, heads[-1].end) if heads else None
    if heads and within is not None and within.end() >= first.own_start:
        return heads[-1].metric
    last = before[-1] if before else None
    goes_on = last is not None and first.unit == last.unit and view.text[view.start - 1] in _SEMICOLONS
    if goes_on and last is not None and run[0].draft is drafts[0] and _SLICES & last.dimensions.keys():
        return last.metric  # 常温奶33亿元,同比…;奶粉8亿元
    if run[0].among:
        return wholes[-1].metric if wholes else None
    shares = [part for part in run if any(_is_share(view, part, rate) for rate in part.rates[:1])]
    if len(shares) == len(run) >= _ROW and first.kind == "money" and first.metric in (None, "other"):
        return "revenue"
    return None


def _is_share(view: SentenceView, part: _Part, rate: Draft) -> bool:
    """Whether a rate is the share of the part that it stands behind."""
    between = view.text[part.draft.end : rate.start]
    return rate.kind == "percent" and (rate.measure is Measure.SHARE or _BRACKET.match(between) is not None)


def _give(view: SentenceView, part: _Part, metric: str) -> None:
    """Give a part and the rates right behind it the metric of the whole, and the part its slice."""
    draft = part.draft
    draft.metric, draft.label, draft.head, draft.carried = metric, None, None, False
    name = part.name
    region = next((m for m in view.between(draft.own_start, draft.start) if m.role(Role.REGION)), None)
    if metric == "employees":
        draft.dimensions["item"] = name
    elif region is not None and region.word == name:
        draft.dimensions["region"] = name
    else:
        draft.dimensions["segment"] = name
    draft.why("dimensions", draft.own_start, draft.start, "clause")
    for rate in part.rates:
        listed = "分别" in view.text[draft.end : rate.start]
        if listed or rate.metric not in (None, "other", metric):
            continue
        if _is_share(view, part, rate) and rate.measure is Measure.LEVEL:
            rate.measure = Measure.SHARE
        if rate.measure is not Measure.LEVEL:
            rate.metric, rate.label, rate.same_slice = metric, None, draft
