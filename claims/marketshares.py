"""Shares of a market that no word for such a share names, but their place or the row that they stand in.

In: a sentence's view and its drafts with their metrics. Out: the drafts with `market_share` where a name
takes a place by its percentage (`云杉以24.6%居首`, `排名第一的云杉占24.6%`), where several names have their
percentages side by side (`云杉占24.6%，山桐占18.4%`), and where so much of a market is taken
(`在国内新增CT里拿下24.6%`, `占全国批签发量的24.6%`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.namesigns import HAN
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView

_WORDS = reading_words().compared
_SHARE = "market_share"
_OPEN = frozenset({None, "other", *_WORDS.ranked_by})
"""Metrics of a share that a word before the row names (`按销量计`), or none."""
_BY_PLACE = re.compile(r"(?:以|凭)$")
_PLACE = re.compile(rf"(?:的[\u4e00-\u9fff]{{0,8}})?[,，]?(?:分别)?{one_of(_WORDS.takes_place)}")
_PLACED = re.compile(rf"{one_of(_WORDS.placed)}的?$")
_HAS = re.compile(
    rf"(?:{one_of(_WORDS.times)}|的|份额|{one_of(_WORDS.adverbs)})*{one_of(_WORDS.before_numbers)}?(?:约|近|超)?"
)
"""Between a name and its number, where nothing says what the number is of."""
_HAS_SO_MUCH = re.compile(rf"{_HAS.pattern}\d[\d.,]*[万亿]*[{HAN}A-Za-z]{{1,4}}")
"""All that a clause says behind a name whose share the next clause tells (`云杉384万剂，占32.0%`)."""
_TAKEN = re.compile(
    rf"在?{one_of(_WORDS.markets)}[^,，。;；\d]{{0,6}}{one_of(_WORDS.of_markets)}[^,，。;；\d]{{0,6}}(?:里|中|内|当中|之中|上)?{one_of(_WORDS.takes)}了?(?:约|近|超)?$"
    rf"|在{one_of(_WORDS.markets)}[^,，。;；\d]{{0,6}}{one_of(_WORDS.of_markets)}[^,，。;；\d]{{0,4}}[中里内]的?{one_of(_WORDS.portions)}(?:为|是|达|约|有|到)*$"
)
"""Before how much of a market is somebody's."""
_PORTION = r"的?(?:比重|比例|份额|占比)?(?:约?为|是|达到?|约|近|超过?|接近)*"
_GIVEN = rf"(?:总量|总数|总额)?(?:约?\d[\d.,]*[万亿]*[{HAN}A-Za-z]{{1,4}})?"
_OF_ALL = re.compile(
    rf"占(?:到|了|据)?(?:约|近|超)?(?:{one_of(_WORDS.everywhere)}[^,，。;；:：\d]{{0,10}}?{one_of(_WORDS.quantities)}"
    rf"|{one_of(_WORDS.markets)}[^,，。;；:：\d]{{0,10}}?{one_of(_WORDS.market_quantities)}){_GIVEN}{_PORTION}$"
)
"""Before a part of what all do (`占全国批签发量的`, `占国内新增装机1200兆瓦的`)."""
_WHOLE = re.compile(rf"{one_of((*_WORDS.everywhere, *_WORDS.markets))}[^,，。;；]{{0,20}}\d")
"""What all do, before who does how much of it."""
_COUNTED = re.compile(
    r"[按以](?P<what>[\u4e00-\u9fff]{2,6}?)(?:计算|统计|口径|计|算|看)(?:的话)?[,，]?(?:是|为|则为|只有|仅|就是|达|约|有|占)*$"
)
"""Before a share, by what it is counted (`按金额算只有15.7%`)."""
_BASIS = "comparability"
_NEAR = 24


def be_market_shares(view: SentenceView, drafts: Sequence[Draft], asked: Sequence[str]) -> None:
    """Make shares of a market of percentages that are told as such.

    `asked` are the metrics that the paragraph before asks after.
    """
    rates = [draft for draft in drafts if draft.kind == "percent"]
    if not rates:
        return
    owners = {id(draft): _owner(view, draft) for draft in rates}
    row = {name.canonical for draft in rates if _is_share(draft) and (name := owners[id(draft)]) is not None}
    told = any(draft.metric == _SHARE for draft in rates)
    for draft in rates:
        counted = _COUNTED.search(view.text, max(view.start, draft.start - _NEAR), draft.start)
        if counted is not None and draft.metric in (None, "other") and _SHARE in asked:
            _be_share(draft)
        if draft.metric == _SHARE:
            if counted is not None and draft.measure in (Measure.LEVEL, Measure.GROWTH):
                draft.measure, draft.versus = Measure.LEVEL, None
                draft.dimensions.setdefault(_BASIS, f"按{counted['what']}")
            continue
        if _taken(view, draft):
            _be_share(draft)
            continue
        owner = owners[id(draft)]
        if owner is None or draft.metric not in _OPEN:
            continue
        before = view.text[max(view.start, owner.start - _NEAR) : owner.start]
        placed = _PLACED.search(before) is not None or _by_place(view, draft)
        beside = _is_share(draft) and len(row) > 1
        unnamed = draft.metric in (None, "other") and draft.measure in (Measure.LEVEL, Measure.SHARE)
        of_all = draft.metric in (None, "other") and _is_share(draft) and _of_whole(view, draft, owner)
        if (placed and (unnamed or _is_share(draft))) or beside or (told and unnamed) or of_all:
            _be_share(draft)
            told = True


def go_on_with_another(view: SentenceView, drafts: Sequence[Draft], before: Draft | None) -> None:
    """Give the number of another behind a semicolon the metric told of before (`…为6.0%；对手云杉为4.1%`)."""
    first = drafts[0] if drafts else None
    if first is None or before is None or not view.behind_semicolon or first.metric not in (None, "other"):
        return
    if before.metric == _SHARE and _is_share(first) and first.kind == before.kind:
        if _owner(view, first) is not None:  # 云杉384万剂，占32.0%；山桐占26.0%
            _be_share(first)
        return
    level = first.measure is before.measure is Measure.LEVEL and first.kind == before.kind
    if level and before.metric not in (None, "other") and _owner(view, first) is not None:
        first.metric, first.label, first.head = before.metric, None, None
        first.why("metric", view.start, view.start, "sentence")


def _owner(view: SentenceView, draft: Draft) -> Name | None:
    """The name before a number, if nothing between the two says what the number is of."""
    start = max(view.clauses[draft.clause][0], draft.own_start)
    names = view.names_between(start, draft.start)
    if not names and draft.clause and start == view.clauses[draft.clause][0]:  # 居首的是云杉，占24.6%
        opened, closed = view.clauses[draft.clause - 1]
        names = [n for n in view.names if n.end == closed]
        names = names or [
            n
            for n in view.names_between(opened, closed)
            if _HAS_SO_MUCH.fullmatch(view.text, n.end, closed) is not None
        ]
        return names[0] if names and _HAS.fullmatch(view.text, start, draft.start) is not None else None
    if not names or _HAS.fullmatch(view.without_phrases(names[-1].end, draft.start)) is None:
        return None
    return names[-1]


def _is_share(draft: Draft) -> bool:
    return draft.measure is Measure.SHARE and draft.metric in _OPEN


def _of_whole(view: SentenceView, draft: Draft, owner: Name) -> bool:
    """Whether the sentence tells of all before the name of one (`全国合计1200万剂，其中云杉占32.0%`)."""
    return _WHOLE.search(view.text, view.start, owner.start) is not None and not _of_place(view, draft)


def _by_place(view: SentenceView, draft: Draft) -> bool:
    """Whether a place is taken by a number (`以24.6%居首`)."""
    by = _BY_PLACE.search(view.text, view.start, draft.start) is not None
    return by and _PLACE.match(view.text, draft.end, view.end) is not None


def _taken(view: SentenceView, draft: Draft) -> bool:
    """Whether so much of a market is somebody's."""
    if draft.measure not in (Measure.LEVEL, Measure.SHARE, Measure.GROWTH) or draft.metric not in _OPEN:
        return False
    start = view.clauses[draft.clause][0]
    if (
        draft.metric in (None, "other")
        and not _of_place(view, draft)
        and _OF_ALL.search(view.text, start, draft.start)
    ):
        return True
    return _TAKEN.search(view.text, max(start, draft.own_start), draft.start) is not None


def _of_place(view: SentenceView, draft: Draft) -> bool:
    """Whether a province or a city has the part of a country's whole, not a company."""
    before = view.text[view.start : draft.start]
    return any(place in before for place in view.lexicon.dimensions.regions if place not in _ALL)


_ALL = frozenset((*_WORDS.markets, *_WORDS.everywhere))


def _be_share(draft: Draft) -> None:
    draft.metric, draft.measure, draft.of, draft.versus = _SHARE, Measure.LEVEL, None, None
    draft.label, draft.head, draft.direction = None, None, 0
    draft.why("metric", draft.start, draft.end, "clause")
