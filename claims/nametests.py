"""Whether a run of characters that opens clauses is a company's name, or goods, a word, an owner in passing.

In: the run, the folded text that it stands in, and the lexicon. Out: yes or no, one test a function.
"""

from __future__ import annotations

import re
from functools import cache

from claims import namesigns as signs
from claims.lexicons import Endings, everywhere, one_of
from claims.naming import INNER, SHORT_STEM, is_common, plausible, stem_of, suffixes
from claims.readingwords import reading_words
from claims.words import Lexicon

ENOUGH = 3
"""A run of characters is a name where it opens this many clauses."""
_LONGEST_WORD = 16
"""Code points up to which a word is looked for that runs on behind what would be a name."""
_MAKING = 16
"""Code points between a verb of making and the last of its goods."""
_TIMES_BY_STEM = 2
"""How often a text calls a company by its name without the ending, at the least."""
_OF = "的"
_NOT_OF = "非"
_TRADE = reading_words().names.of_trade
_PART_OF = re.compile(
    rf"[^,，。;；\d股]{{1,6}}\d[^,，。;；股]{{0,8}}元[,，(（](?:约|仅|只|已)?占(?!{one_of(reading_words().names.not_of_whole)})"
    rf"|[^,，。;；\d股]{{1,6}}\d[^,，。;；股]{{0,8}}元[,，][^,，。;；\d]{{0,14}}{one_of(reading_words().names.called_part)}"
)
"""Behind a line of business: what it brings in and its share of the whole, or that it is a part."""


@cache
def _beginnings(lexicon: Lexicon) -> frozenset[str]:
    """The first two characters of every word of the lexicon."""
    return frozenset(word[:2] for word in lexicon.entries)


def runs_on(folded: str, lexicon: Lexicon, start: int, end: int) -> bool:
    """Whether a word of the lexicon runs on behind what would be a name (营业 of 营业成本)."""
    if folded[start : start + 2] not in _beginnings(lexicon):
        return False
    last = min(start + _LONGEST_WORD, len(folded))
    return any(folded[start:behind] in lexicon.entries for behind in range(end + 1, last + 1))


def only_owns(name: str, folded: str) -> bool:
    """Whether a run that stands but once or twice has something there and does nothing (`书店的账`)."""
    return folded.count(name) < ENOUGH and folded.startswith(_OF, folded.find(name) + len(name))


def looks_like_one(name: str, lexicon: Lexicon) -> bool:
    """Whether a run is as long as a company's name and ends like one."""
    if _ONLY_TRADES.fullmatch(name) is not None:
        return False
    return 4 <= len(name) <= 8 and suffixes(lexicon).close(name) and not INNER.search(name)


def called_by_stem(name: str, folded: str, title: str, lexicon: Lexicon) -> bool:
    """Whether the text goes on to call the bearer of a name by what stands before its ending.

    Once is enough in the title.
    """
    stem = stem_of(name, reading_words().names.stem_endings)
    if len(stem) not in SHORT_STEM or is_common(stem, lexicon) or not plausible(stem, lexicon):
        return False
    alone = folded.count(stem) - folded.count(name)
    return alone >= (1 if stem in title else _TIMES_BY_STEM)


def is_line(name: str, folded: str) -> bool:
    """Whether a name is that of a line of business: what it brings in is told as a part of a whole.

    `职业教育收入15亿元,占42%`; a trade is named like one, too (`非职业教育`, `职业教育市场`).
    """
    for start, end in everywhere((name,), folded):
        trade = folded.startswith(_TRADE, end) or folded.endswith(_NOT_OF, 0, start)
        if trade or _PART_OF.match(folded, end) is not None:
            return True
    return False


def is_made(name: str, folded: str) -> bool:
    """Whether a name is that of goods, by a verb of making before it (`生产仓储机器人和人形机器人`)."""
    place = folded.find(name)
    while place >= 0:
        if signs.MADE.search(folded, max(0, place - _MAKING), place) is not None:
            return True
        place = folded.find(name, place + 1)
    return False


def is_goods(name: str, folded: str) -> bool:
    """Whether a text speaks of a name as of goods (`出货人形机器人80台`), and not as of a company.

    Such a name closes as goods do, too.
    """
    if not _AS_GOODS.close(name):
        return False
    goods = company = 0
    for start, end in everywhere((name,), folded):
        goods += _GOODS.match(folded, end) is not None
        goods += _BEFORE_GOODS.search(folded, max(0, start - _NEAR), start) is not None
        company += _OF_COMPANY.match(folded, end) is not None
    return goods > company


_FEATURES = reading_words().features
_ONLY_TRADES = re.compile(
    rf"{one_of(reading_words().compared.trades)}{one_of((*reading_words().compared.as_goods, '连锁'))}"
)
"""What names a trade by two words (`眼科医疗`)."""
_AS_GOODS = Endings((*reading_words().compared.as_goods, *reading_words().compared.trades))
_NEAR = 6
_GOODS = re.compile(rf"{one_of(_FEATURES.goods)}(?!(?<=业务)量|(?<=市场)(?:份额|占有率|占比))")
_BEFORE_GOODS = re.compile(rf"(?:{one_of(_FEATURES.before_goods)}|\d)$")
_OF_COMPANY = re.compile(
    rf"的?{one_of(_FEATURES.offices)}|{one_of(_FEATURES.is_one)}|(?:近日|日前|今日|昨日|[今昨]晚)?{one_of(reading_words().names.announces)}"
)
