"""Amounts by which something moved: `净利润增加1.45亿元`, `布油上涨0.69美元`, `指数下跌33点`.

In: a number that is no rate, with its metric, and its sentence's view. Out: the same with `measure`,
`direction` and `versus` set where it is a change of its metric, and not the level that the change leads to.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.growth import base_of_change, is_change
from claims.lexicons import holds_any, one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
_AFFECTS = re.compile(rf"{one_of(_WORDS.affects)}{one_of(_WORDS.affected)}?$")
"""What makes a level the amount by which a metric changes."""
_NET_MOVE = re.compile(rf"{one_of(list(_WORDS.net_moves))}了?$")
"""Right before a change: a net one."""
_NO_PRICE = re.compile(rf"{one_of(_WORDS.no_prices)}[约了也将会]?$")
"""Before a verb of change: what is no price."""
_BECOMES = re.compile(one_of(_WORDS.to_amount))
"""Behind a verb of change, before the level that it leads to."""


def be_movement(view: SentenceView, draft: Draft) -> None:
    """Make a level the change that its words tell, if they tell one."""
    _movement(view, draft)
    _bare_movement(view, draft)


def _movement(view: SentenceView, draft: Draft) -> None:
    """`净利润增加1.45亿元` is a change; `净利润增至1.45亿元` a level."""
    if draft.kind not in ("money", "count", "share", "price", "physical"):
        return
    if draft.head is None:
        if draft.metric == "index_level":
            _moved_points(view, draft)
        return
    start = max(draft.own_start, draft.head[1]) if draft.head[1] <= draft.start else draft.own_start
    cues = view.cues(start, draft.start, "growth")
    if draft.head[0] >= draft.own_start and _AFFECTS.search(
        view.text[max(view.start, draft.head[0] - 4) : draft.head[0]]
    ):
        draft.measure = Measure.CHANGE  # 影响净利润30亿元
        return
    if not cues or draft.head[0] > draft.end:
        return
    mention = cues[-1]
    cue = mention.cue
    if cue is None or not is_change(view, draft, mention, cue) or mention.metric:
        return
    if mention.word in _WORDS.new_levels and base_of_change(view, draft) is None:
        return
    between = view.text[mention.end : draft.start]
    if len(between) > 6 or _BECOMES.match(between):
        return
    draft.measure, draft.direction = Measure.CHANGE, cue.direction
    draft.versus = cue.versus or base_of_change(view, draft)
    if draft.versus is None and not _moves_net(view, draft):
        draft.versus = "previous_close" if draft.metric == "price" else "year_ago"
    draft.why("measure", mention.start, mention.end, "clause")


def _bare_movement(view: SentenceView, draft: Draft) -> None:
    """`布油上涨0.69美元`, `跌幅30元/吨` are changes of a price that nothing names."""
    if draft.head is not None or draft.kind not in ("money", "price"):
        return
    cues = view.cues(draft.own_start, draft.quantity.qualifier_start, "growth", "growth_noun")
    if (
        cues
        and cues[-1].cue is not None
        and is_change(view, draft, cues[-1], cues[-1].cue)
        and view.text[cues[-1].end : draft.start] in _WORDS.by
    ):
        moves = holds_any(_WORDS.prices_move, cues[-1].word)
        priced = moves and not _NO_PRICE.search(view.text, draft.own_start, cues[-1].start)
        if draft.metric in (None, "other"):
            draft.metric = "price" if priced else "other"
        draft.measure, draft.direction = Measure.CHANGE, cues[-1].cue.direction
        draft.versus = cues[-1].cue.versus or "previous_close"


def _moved_points(view: SentenceView, draft: Draft) -> None:
    """`指数下跌33点` is a change of what its unit alone tells to be an index."""
    cues = view.cues(draft.own_start, draft.quantity.qualifier_start, "growth")
    cue = cues[-1].cue if cues else None
    if cue is None or not is_change(view, draft, cues[-1], cue):
        return
    if view.text[cues[-1].end : draft.quantity.qualifier_start] in _WORDS.by:
        draft.measure, draft.direction = Measure.CHANGE, cue.direction
        draft.versus = cue.versus or base_of_change(view, draft) or "previous_close"
        draft.why("measure", cues[-1].start, cues[-1].end, "clause")


def _moves_net(view: SentenceView, draft: Draft) -> bool:
    """Whether a change is a net one, of which nobody says since when (`客户4102家,净增256家`)."""
    return _NET_MOVE.search(view.text, draft.own_start, draft.quantity.qualifier_start) is not None
