"""Markets, trades and industries as a whole: figures of all who are in one, and of no company among them.

In: a number's draft and its sentence's view. Out: the market, trade or industry that the number belongs to
(`全球纯电动车市场销量`, `全国快递业务量`, `水泥行业平均净利率`), or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.things import INDUSTRY, MADE, behind_leads, no_company
from claims.words import Role

_WORDS = reading_words().things
_OF_A_COUNTRY = frozenset({"capacity", "screens", "admissions"})
"""What else a country or a trade has as a whole."""
_AVERAGE = re.compile(rf"{one_of(_WORDS.averages)}[^,，。;；\d]{{0,6}}$")
_OF_PEERS = re.compile(
    rf"(?P<name>{one_of(_WORDS.peers)})的?{one_of(_WORDS.averages)}(?:市盈率|PE|的|为|是|在|约|只有|仅|水平)*$"
)
"""Before a number that is others' on average (`高于可比公司均值的48倍`)."""
_PEERS_ON_AVERAGE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:同期|而|但|同行业|同|A股)?(?P<name>{one_of(_WORDS.peers)}(?:公司|企业|上市公司)?)的?{one_of(_WORDS.averages)}(?:的|水平|综合|销售)*$"
)
"""The same before the metric (`同行平均毛利率为48%`)."""
_AVERAGE_OF = re.compile(rf"[,，]?(?:其|公司)?(?:{trie(_WORDS.belonging)}的?)?")
_WHOLE_MARKET = re.compile(
    rf"(?P<name>(?:{trie(_WORDS.wholes)})(?:(?![的在占])[\u4e00-\u9fffA-Za-z]){{2,14}}市场)(?:的|整体)?"
)
"""A market as a whole, of which a quantity is told (`全球纯电动车市场销量`)."""
_NATIONWIDE = re.compile(
    rf"(?P<name>(?:{trie(_WORDS.nationwide)})(?:(?![的在])[\u4e00-\u9fffA-Za-z]){{0,10}}?)(?:累计|合计|共)?的?"
)
"""All that is done of something in a country or a trade, in a company's text (`全国快递业务量`)."""
_WORLDWIDE = re.compile(
    rf"(?P<name>(?:{trie(_WORDS.wholes)})(?:(?![的在])[\u4e00-\u9fffA-Za-z]){{0,12}}?)(?:累计|合计|共)?的?"
)
"""The same of the world, which a company may be active in, too: only where somebody counts it."""
_CITES = re.compile(
    rf"{one_of((*reading_words().names.institutes, '咨询', '机构'))}[^,，。;；\d]{{0,12}}?"
    rf"{one_of((*reading_words().names.cited_shows, *reading_words().names.cited, '预计', '预测', '料'))}"
    rf"|(?<!{')(?<!'.join(_WORDS.own_data)})(?:的|最新|新|初步)*{one_of(_WORDS.data)}(?:均|也)?{one_of(_WORDS.data_shows)}"
)
_WHOLE_TRADE = re.compile(
    rf"(?P<name>(?:{trie((*_WORDS.wholes, *_WORDS.nationwide, *_WORDS.home))})"
    rf"(?:(?![的在])[\u4e00-\u9fff]){{2,8}}?(?:行业|市场|业))(?:的|总|整体|全年|合计)*"
)
_ALL_OF_THEM = re.compile(
    rf"(?P<name>(?:{trie((*_WORDS.nationwide, *_WORDS.home, *_WORDS.listed_on))})(?:的|内|中|上市的|共有)?"
    rf"\d[\d,]*家[\u4e00-\u9fff]{{0,8}}?{one_of(_WORDS.members)})"
    rf"(?:去年|今年|上半年|全年|当年|同期)?(?:合计|共|共计|总共|一共|累计)?(?:实现|录得|取得)?的?总?"
)
"""So many companies, all of a trade, by what they have together (`全行业150家证券公司实现净利润`)."""
_OF_TRADES = frozenset({"revenue", "sales_amount", "premiums", "net_profit", "attributable_net_profit"})
"""What a trade as a whole has, in money."""
_BY_TRADE = re.compile(rf"\s*(?:{one_of(_WORDS.by_trade)})?(?P<name>{one_of(_WORDS.whole_trades)})")
"""A clause that opens with the trade itself, or figures by it (`按行业2025年收入约1.8万亿元计算`)."""
_SLICE_ENDS = re.compile(rf"{one_of(reading_words().slices.sure_endings)}$")


def cites(view: SentenceView, end: int) -> bool:
    """Whether a sentence says before an offset who counts whole markets, or behind it what its first have."""
    if _CITES.search(view.text, view.start, end) is not None:
        return True
    if _SHARED_OUT.search(view.text, end, view.end) is not None:
        return True
    told = (mention.role(Role.SPEAKER) for mention in view.between(view.start, end))
    return any(entry is not None and entry.key in _COUNTERS for entry in told)


_SHARED_OUT = re.compile(
    r"前[一二三四五六七八九十\d]+(?:家|名|大|强)[^,，。;；\d]{0,8}(?:合计|共|占|份额)|CR\d"
)
"""Says what the first of a market have of it (`前三家合计占45%`)."""
_COUNTERS = frozenset({"research", "official"})
"""Kinds of sources that count a whole market."""


def speaks_of_company(view: SentenceView, start: int, end: int) -> bool:
    """Whether a company is named or pointed to between two offsets."""
    named = bool(view.names_between(start, end))
    return named or any(mention.role(Role.PRONOUN) for mention in view.between(start, end))


def whole_market(view: SentenceView, draft: Draft, main: str | None) -> str | None:
    """The market or country in which all that is made or sold of something is told of, or None.

    `main` is what the document is about: in a company's own text a bare market is what the company tells of.
    """
    if draft.metric not in MADE and draft.metric not in _OF_A_COUNTRY:
        return None
    head = draft.head
    if head is not None and view.start <= head[0] < draft.start:
        opened = behind_leads(view, view.clauses[view.clause_of(head[0])][0], head[0])
        market = _WHOLE_MARKET.fullmatch(view.text, opened, head[0])
        if market is None and not no_company(view, main):
            market = _NATIONWIDE.fullmatch(view.text, opened, head[0])
            if market is None and cites(view, opened):
                market = _WORLDWIDE.fullmatch(view.text, opened, head[0])
            if market is not None and speaks_of_company(view, head[1], draft.start):
                return None  # 全国业务量A,公司占B
        if market is not None and not view.names_between(opened, head[0]):
            draft.why("entity", *market.span("name"), "clause")
            return market["name"]
    behind = head is None or head[0] >= draft.end
    if behind and not draft.carried and not no_company(view, main):
        opened = behind_leads(view, view.clauses[draft.clause][0], draft.start)
        words = view.text[opened : draft.start].removesuffix("的")
        if words in _WORDS.nationwide:
            return words  # 全国1,320亿件快递
    return None


def whole_trade(view: SentenceView, draft: Draft) -> str | None:
    """The trade in a country whose takings as a whole are told of (`内地快递业收入约1.4万亿元`), or None."""
    if draft.metric not in _OF_TRADES or draft.head is None or draft.kind != "money":
        return None
    if not draft.own_start <= draft.head[0] < draft.start:
        return None
    by_it = _BY_TRADE.match(view.text, view.clauses[view.clause_of(draft.head[0])][0], draft.head[0])
    if by_it is not None and not view.without_phrases(by_it.end(), draft.head[0]).strip("的总"):
        draft.why("entity", *by_it.span("name"), "clause")
        return by_it["name"]
    opened = behind_leads(view, view.clauses[view.clause_of(draft.head[0])][0], draft.head[0])
    trade = _WHOLE_TRADE.fullmatch(view.text, opened, draft.head[0])
    trade = trade or _ALL_OF_THEM.fullmatch(view.text, opened, draft.head[0])
    if trade is None or view.names_between(opened, draft.head[0]):
        return None
    draft.why("entity", *trade.span("name"), "clause")
    return trade["name"]


def industry_average(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> str | None:
    """The industry of which an average is given beside a company's own figure (`水泥行业平均净利率为9%`)."""
    head = draft.head
    others = _OF_PEERS.search(view.text, max(draft.own_start, view.clauses[draft.clause][0]), draft.start)
    if others is not None:
        return others["name"]
    if head is None or not view.start <= head[0] < draft.start:
        return None
    start = view.clauses[view.clause_of(head[0])][0]
    of_peers = _PEERS_ON_AVERAGE.search(view.text, start, head[0])
    if (
        of_peers is not None
        and head[0] >= draft.own_start
        and INDUSTRY.search(view.text, start, of_peers.end("name")) is None
    ):
        return of_peers["name"]
    average = _AVERAGE.search(view.text, start, head[0])
    if average is None:
        return None
    opened = _AVERAGE_OF.match(view.text, behind_leads(view, start, head[0]), head[0])
    found = INDUSTRY.match(view.text, opened.end() if opened else start, average.start())
    if found is not None:
        draft.why("entity", *found.span("name"), "clause")
        return found["name"]
    before = earlier[-1].entity if earlier else None
    if average.start() == start and before is not None and before.endswith(_WORDS.industries):
        return before
    return None


def repeats(segment: str, entity: str | None) -> bool:
    """Whether a slice only repeats what a number is of (软件业务 of the software industry, 客车 of 客车)."""
    if entity is None or segment == entity:
        return entity is not None
    whole = (
        not entity.endswith(reading_words().subjects.market_ends)
        and _WHOLE_TRADE.fullmatch(entity) is not None
    )
    trade = whole or entity.endswith(_WORDS.industries)
    return trade and _SLICE_ENDS.sub("", segment) in entity
