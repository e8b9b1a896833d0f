"""The rest of a whole that is told by its parts: `甲收入8亿元，乙收入5亿元，广告及其他收入1亿元`.

In: a sentence's view, its drafts with their metrics, and the levels of the paragraph so far. Out: the drafts
whose word is that of a metric of its own elsewhere (其他收入), as parts of the whole that the others are of.
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
_WHOLE = "revenue"
_REST = "other_income"
"""What the rest of it is called like."""
_FEWEST = 2
_JOINED = re.compile(rf"(?P<name>[\u4e00-\u9fff、]{{2,12}}?){one_of(_WORDS.rest_joined)}$")
"""Before 其他收入: what is told together with the rest (`广告及`)."""
_NAMED = re.compile(one_of(_WORDS.rest_openings))


def take_rest(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Give the last part of a row the metric of the others, and what is told of it behind it."""
    for index, draft in enumerate(drafts):
        if draft.metric != _REST or draft.measure is not Measure.LEVEL or draft.head is None:
            continue
        if not draft.own_start <= draft.head[0] < draft.start:
            continue
        if not _in_row(view, draft, drafts[:index], told):
            continue
        named = _NAMED.match(view.text, draft.head[0], draft.head[1])
        if named is None:
            continue
        start = view.behind_all(draft.own_start, draft.head[0], names=True)
        joined = _JOINED.search(view.text, start, draft.head[0])
        begin = joined.start() if joined is not None else named.start()
        draft.head = (named.end(), draft.head[1])
        draft.metric, draft.label, draft.listed = _WHOLE, None, True
        draft.dimensions["segment"] = view.text[begin : named.end()]
        draft.why("dimensions", begin, named.end(), "list")
        for behind in drafts[index + 1 :]:
            if any(mention.metric == _REST for mention in view.metrics(draft.end, behind.start)):
                break
            if behind.metric == _REST:
                _follow(behind, draft)


def _follow(behind: Draft, part: Draft) -> None:
    """Give what is told of a part behind it the part's metric; a part of the whole's is a share of it."""
    behind.metric, behind.head = part.metric, part.head
    if behind.measure is Measure.RATIO and behind.of == _WHOLE:
        behind.measure, behind.of, behind.head = Measure.SHARE, None, None


def _in_row(view: SentenceView, draft: Draft, before: Sequence[Draft], told: Sequence[Draft]) -> bool:
    """Whether at least two levels of the whole's metric stand before a number, each with words of its own."""
    row = [
        other
        for other in (*told, *before)
        if other.metric == _WHOLE and other.measure is Measure.LEVEL and other.unit == draft.unit
    ]
    parts = [other for other in row if _has_words(view, other)]
    return len(parts) >= _FEWEST


def _has_words(view: SentenceView, draft: Draft) -> bool:
    """Whether words that may name a part stand before the word of a number's metric."""
    if draft.head is None or not draft.own_start <= draft.head[0] < draft.start:
        return False
    if any(draft.own_start <= p.start < draft.head[0] for p in view.phrases):
        return False
    words = view.text[view.behind_all(draft.own_start, draft.head[0], names=True) : draft.head[0]]
    words = words.strip(" ,，;；、:：。")
    return len(words) > 1 and words not in view.lexicon.dimensions.whole
