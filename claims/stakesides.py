"""Whose a stake is where no verb before it says so: `5%的股东甲`, `由甲100%控股`, `新增甲为股东`.

In: a sentence's view and a draft whose metric is a stake. Out: the holder's name as words give it, or None.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.holdernames import ROLE, is_holder, named, role_name
from claims.lexicons import one_of
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().holders
_REACH = 64
_BEHIND = re.compile(r"(?:以上)?(?:[(（][^()（）]*[)）])?[)）]?的?(?:公司|非)?[—\-:：]{0,2}")
"""Between a stake and the role of whoever has it (`持股5.6%的股东某某`)."""
_BY = re.compile(r"由(?P<name>[^,，。;；、由]{2,30}?)(?:全资|直接|间接|合计)?(?:持有|持股|控股)?(?:约|其)?$")
_CONTROLLED = re.compile(rf"\s*(?:的股[份权])?{one_of(_WORDS.controlled)}")
_JOINED = re.compile(
    rf"{one_of(_WORDS.joining)}了?(?P<name>[^,，。;；、]{{2,36}}?)(?:为(?:公司)?(?:新)?(?:大)?股东)?[,，]"
    rf"{one_of(_WORDS.holding)}(?:比例)?(?:[为约近达]|超过?)*$"
)
"""Whoever has become a shareholder, in the clause before the stake (`新增某某为股东,持股20%`)."""
_OWNED = re.compile(rf"^.*(?:{one_of(_WORDS.belonging)})(?=.{{4}})")
"""Before a company: whose it is (`甲关联公司乙`)."""


def holder_behind(view: SentenceView, draft: Draft) -> str | None:
    """Who holds a stake that stands before their role and name (`公司持股7.1%的股东某某`), or None."""
    role = ROLE.search(view.text, draft.end, min(view.end, draft.end + _REACH))
    if role is None or _BEHIND.fullmatch(view.text, draft.end, role.start()) is None or not named(role):
        return None
    return role_name(role)


def holder_told(view: SentenceView, draft: Draft) -> str | None:
    """Who is said to control a company in part or whole, or to have joined its shareholders, or None."""
    by = _BY.search(view.text, draft.own_start, draft.start)
    if by is not None and _CONTROLLED.match(view.text, draft.end) is None:
        by = None
    told = by or _JOINED.search(view.text, view.start, draft.start)
    name = _OWNED.sub("", told["name"]) if told is not None else ""
    return name if is_holder(name) else None


def bought_by(view: SentenceView, draft: Draft, main: str | None) -> str | None:
    """The company that publishes, where it buys or sells a stake in another by its sentence, or None."""
    if main is None or draft.metric != "shareholding" or draft.kind != "percent":
        return None
    other = draft.entity is not None and draft.entity not in main and main not in draft.entity
    traded = _TRADED.search(view.text, view.start, view.end)
    if not other or traded is None or _STAKE.match(view.text, draft.end) is None:
        return None
    names = view.names_between(view.start, min(traded.start(), draft.start))
    return main if (names and names[0].canonical == main) or _ITSELF.match(view.text, view.start) else None


_TRADED = re.compile(one_of((*_WORDS.buys_or_sells, *_WORDS.disposes)))
_STAKE = re.compile(r"\s*的?(?:股[权份]|权益|合伙份额)")
_ITSELF = re.compile(r"[^,，。;；]{0,8}(?:本?公司|本?集团)(?![\u4e00-\u9fff]*[会、])")
"""A sentence that the company opens that publishes (`本公司拟转让…`)."""
