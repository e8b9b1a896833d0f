"""Whose money flows into a share or a market: `北向资金净卖出35亿元`, `三机构合计净买入…`.

In: the drafts of a sentence and whom the paragraph has spoken of. Out: the drafts with `holder` set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.speaking import Speaking
from claims.things import no_company

_WORDS = reading_words().holders
_FLOW = re.compile(one_of(_WORDS.flows))
_HAN = "\u4e00-\u9fff"
_FLOWS = rf"{one_of(_WORDS.flows)}(?!型|评级)"
_BEFORE = rf"(?=(?:资金)?{one_of((*_WORDS.flow_adverbs, *_WORDS.flows))})"
_WHO = re.compile(
    rf"(?P<who>{one_of(_WORDS.flow_owners)}"
    rf"|(?<![{_HAN}])(?:(?!显示)[{_HAN}]){{2,8}}证券[{_HAN}]{{0,16}}?{_BEFORE})(?:资金)?"
    rf"(?![{_HAN}]*{one_of(_WORDS.flow_not)})[^,，。;；、]{{0,14}}?{_FLOWS}"
)
_COUNTED = frozenset({"家", "个", "名", "位"})


def resolve_flows(view: SentenceView, drafts: Sequence[Draft], speaking: Speaking) -> None:
    """Set whose money flows: by the words before the verb, else the one spoken of last."""
    for index, draft in enumerate(drafts):
        if draft.metric != "trading_volume" or _FLOW.search(draft.dimensions.get("item", "")) is None:
            continue
        start = view.clauses[draft.clause][0]
        own = max(start, drafts[index - 1].end if index else start)
        if draft.quantity.classifier in _COUNTED:
            counted = _WHO.match(view.text, draft.end, view.clauses[draft.clause][1])
            if counted is not None:
                draft.dimensions = {**draft.dimensions, "holder": counted["who"]}
            continue
        who = _who(view, own, draft.start)
        if who is None and not _itself(view, draft, own):
            who = speaking.trader
        speaking.trader = who
        nobody = no_company(view, speaking.main)
        if who in _TOLD_OF and nobody and _of_market(view, draft, own):
            draft.entity = who  # 北向资金净买入428亿元
            continue
        if who is not None and who != draft.entity:
            draft.dimensions = {**draft.dimensions, "holder": who}


def _of_market(view: SentenceView, draft: Draft, start: int) -> bool:
    """Whether a flow is into or out of a market as a whole, and so told of whose money it is."""
    whole = draft.dimensions.keys() <= {"item"} and draft.kind == "money"
    verb = _FLOW_ALONE.search(view.text, start, draft.start)
    return whole and verb is not None and (draft.entity is None or draft.entity in _MARKETS)


_FLOW_ALONE = re.compile(
    rf"{_FLOWS}(?:{one_of(reading_words().names.share_markets)}(?:市场)?)?(?:总?金?额|规模|[约超近逾达为共了])*$"
)
"""A flow right before its amount: nothing is named that is bought or sold."""
_TOLD_OF = frozenset((*_WORDS.channels, *_WORDS.from_abroad))
_MARKETS = frozenset({*reading_words().names.share_markets, "中国", "香港"})


def _who(view: SentenceView, start: int, end: int) -> str | None:
    """The last owner of money that flows between two offsets, or None."""
    found = [match["who"] for match in _WHO.finditer(view.text, start, end)]
    return _WORDS.known_as.get(found[-1], found[-1]) if found else None


def _itself(view: SentenceView, draft: Draft, start: int) -> bool:
    """Whether words of another kind stand before the verb: the flow is not that of the one spoken of last."""
    verb = _FLOW.search(view.text, start, draft.start)
    if verb is None:
        return False
    named = any(start <= name.start < verb.start() for name in view.names)
    words = view.without_phrases(start, verb.start()).strip("，,、;；:：")
    return not named and len(words) > _LONGEST_LEAD


_LONGEST_LEAD = 3
"""Code points of what may stand before a verb whose subject is the one spoken of (`其中`, `分别获`)."""
