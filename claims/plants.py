"""What a plant or a subsidiary known by its place makes is not the company's: `泰国工厂上半年亏损0.46亿元`.

In: a sentence's drafts with entity and dimensions, and the plant that its paragraph was asked about. Out: the
drafts with the plant as their segment, from the clause that it opens to where the company is spoken of again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from claims.clausesubjects import OWN_COMPANY
from claims.draft import Draft
from claims.lexicons import holds_any, one_of
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.slicesagain import PARTS
from claims.words import Lexicon

_WORDS = reading_words().compared
_OF_PLANTS = frozenset(
    {"revenue", "net_profit", "net_loss", "gross_margin", "net_margin", "operating_profit", "gross_profit"}
)
"""What both a plant and its company have."""
_SIGNS = (*_WORDS.plants, *_WORDS.brands)

_BRAND = re.compile(
    rf"(?:公司|集团)?的?{one_of(_WORDS.brands)}[“\"「]?(?P<name>[\u4e00-\u9fffA-Za-z]{{2,6}}?)[”\"」]?(?:品牌|系列)?"
    rf"(?:{one_of(_WORDS.times)}|20\d\d年|的|实现|贡献|录得)*(?:收入|营收|毛利|销售)"
)
"""A clause that opens with a brand of the company and what it brings in."""


@cache
def _plant(lexicon: Lexicon, kinds: tuple[str, ...] = _WORDS.plants) -> re.Pattern[str]:
    places = one_of((*reading_words().things.cities, *lexicon.dimensions.regions, *lexicon.economies))
    return re.compile(
        rf"(?:公司|集团|旗下|其|它)?(?:在|的)*(?P<name>{places}[\u4e00-\u9fff]{{0,4}}?{one_of(kinds)})"
    )


def plant_in(text: str, lexicon: Lexicon, kinds: tuple[str, ...] = _WORDS.plants) -> str | None:
    """The one plant that a text names by its place, or None; `kinds` are what plants' names end with."""
    if not holds_any(kinds, text):
        return None
    named = {match["name"] for match in _plant(lexicon, kinds).finditer(text)}
    return named.pop() if len(named) == 1 else None


def mark_plants(
    view: SentenceView, drafts: Sequence[Draft], main: str | None, asked: str | None
) -> str | None:
    """Set the segment of what is a plant's; the plant that what follows in the paragraph is still about."""
    plant = asked
    told = _topics(view)
    if not told and plant is None:
        return None
    passed = -1
    for draft in drafts:
        for clause in range(passed + 1, draft.clause + 1):
            start, end = view.clauses[clause]
            if clause in told:
                plant = told[clause]
            elif OWN_COMPANY.search(view.text, start, min(end, draft.start)) or view.names_between(
                start, min(end, draft.start)
            ):
                plant = None
        passed = max(passed, draft.clause)
        bare = draft.dimensions.keys().isdisjoint(PARTS)
        if plant is not None and draft.metric in _OF_PLANTS and bare and draft.entity in (main, None):
            draft.dimensions["segment"] = plant
    return plant if asked is not None else None


def _topics(view: SentenceView) -> dict[int, str]:
    """Clause → the plant or brand that opens it, behind when it was and whose it is."""
    if not holds_any(_SIGNS, view.text[view.start : view.end]):
        return {}
    ends = {phrase.start: phrase.end for phrase in view.phrases}
    ends |= {name.start: name.end for name in view.names}
    found: dict[int, str] = {}
    for index, (start, end) in enumerate(view.clauses):
        behind_when = ends.get(start, start)
        subject = ends.get(behind_when, behind_when)
        opens = _plant(view.lexicon).match(view.text, subject, end) or _BRAND.match(view.text, subject, end)
        if opens is not None:
            found[index] = opens["name"]
    return found
