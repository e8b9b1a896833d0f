"""Which round of funding: that money was raised in or a valuation is of; who took a part of what was raised.

In: the drafts of a sentence with metrics, and its view. Out: the drafts of funding and valuation that name a
round in their own words, or right behind the number (`3亿元B轮融资`), with `round` among their dimensions;
what some subscribe of the money raised has them as its `holder`.
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

_WORDS = reading_words().rounds
ROUND = re.compile(
    rf"(?<![A-Za-z])(?P<name>(?:Pre-?)?[A-H](?:\d|\+{{1,3}})*|{one_of(_WORDS.names)}(?:\+{{1,2}})?)轮"
    rf"|(?P<alone>{one_of(_WORDS.alone)})"
)
"""A round by its letter or its name (`C+轮`, `天使轮`, `Pre-A轮`)."""
_BEHIND = re.compile(r"(?:人民币|美元)?的?")
_TOGETHER = re.compile(one_of(_WORDS.together))
_RESPECTIVELY = re.compile(one_of(reading_words().lists.respectively))
_METRICS = frozenset({"funding", "valuation"})
_RAISED = frozenset({"funding", "ipo_proceeds"})
_TAKERS = re.compile(
    rf"(?P<who>{one_of(_WORDS.takers)})[,，]?[^,，。;；:：\d]{{0,8}}?{one_of(_WORDS.takes)}[^,，。;；\d]{{0,8}}$"
)
"""Before what some take of all that is raised (`引入8家基石投资者，合计认购`)."""


def resolve_rounds(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give funding and valuations the round that they name, and lists theirs in order."""
    ours = [d for d in drafts if d.metric in _METRICS and d.measure is Measure.LEVEL]
    for draft in drafts:
        if draft.metric in _RAISED and draft.measure is Measure.LEVEL and "holder" not in draft.dimensions:
            taken = _TAKERS.search(view.text, view.start, draft.start)
            if taken is not None:
                draft.dimensions = {**draft.dimensions, "holder": taken["who"]}
    for draft in ours:
        own = view.text[draft.own_start : draft.start]
        if _TOGETHER.search(own):
            continue
        named = [_name(match) for match in ROUND.finditer(own)]
        behind = _BEHIND.match(view.text, draft.end, view.end)
        follows = ROUND.match(view.text, behind.end() if behind else draft.end, view.end)
        if follows is not None:
            named = [_name(follows)]
        if named and not (len(named) > 1 and _RESPECTIVELY.search(own)):
            _give(draft, named[-1])
    for first, last in itertools.pairwise(ours):
        own = view.text[first.own_start : first.start]
        named = [_name(match) for match in ROUND.finditer(own)]
        if len(named) == len((first, last)) and _RESPECTIVELY.search(own) and first.metric == last.metric:
            _give(first, named[0])
            _give(last, named[1])


def _name(match: re.Match[str]) -> str:
    return match["name"] or match["alone"]


def _give(draft: Draft, name: str) -> None:
    """Set a draft's round; its name is no slice of the business."""
    if name in draft.dimensions.get("segment", ""):
        del draft.dimensions["segment"]
    draft.dimensions = {**draft.dimensions, "round": name}
    draft.why("dimensions", draft.own_start, draft.end, "clause")
