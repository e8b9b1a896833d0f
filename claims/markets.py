"""The market that a share or a rank is told of: `在独立厂商中`, `按收入计的工业软件市场`.

In: a draft, its view, and whom the paragraph speaks of. Out: the draft with its market as subject or slice.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.speaking import Speaking
from claims.words import Role

_WORDS = reading_words().subjects


_MARKET_STOP = re.compile(one_of(_WORDS.market_stop))


_NAMED_MARKET = re.compile(
    rf"(?:^|[,，。;；:：]|{trie(_WORDS.market_leads)})\s*"
    rf"(?P<name>(?!{trie(_WORDS.market_not)})[\u4e00-\u9fffA-Za-z0-9]{{2,16}}市场)"
    rf"(?!{trie(_WORDS.market_metrics)})"
)


_MARKET = re.compile(r"[\u4e00-\u9fffA-Za-z0-9()（）+·]{2,24}$")


_SIZE = re.compile(rf"的?(?:[\u4e00-\u9fff]{{0,6}})?市场(?={one_of(_WORDS.behind_market)}|[,，。;；、])")
"""Right behind an amount: it is what a market comes to (`2,080亿元市场中`)."""


_SHORTEST = 4
"""Code points of a market's name, at least."""
_COMES_TO = re.compile(
    rf"(?:^|[,，。;；:：])[^,，。;；:：\d]*?市场(?:的?总?(?:规模|容量|体量|盘子))?(?:{one_of(_WORDS.market_comes_to)})*$"
)
"""Before an amount, without times: what a market comes to (`面板市场2029年将达到505亿元`)."""


def be_size_of_market(view: SentenceView, draft: Draft) -> None:
    """An amount right before a market that something is a part of is its size, whatever was told before."""
    carried = draft.head is None or draft.head[0] < draft.own_start
    told = draft.kind == "money" and draft.measure is Measure.LEVEL and carried
    if not told:
        return
    start, end = view.clauses[draft.clause][0], draft.quantity.qualifier_start
    words = view.without_phrases(start, end) if draft.metric in (None, "other") else ""
    behind = _SIZE.match(view.text, draft.end, view.end) is not None
    if behind or (words.find("市场") > 0 and _COMES_TO.search(words) is not None):
        draft.metric, draft.head, draft.label, draft.carried = "market_size", None, None, False


def market_of_size(view: SentenceView, draft: Draft, speaking: Speaking) -> None:
    """The market whose size is given: the words before 规模, or the market spoken of last."""
    if draft.head is not None and view.start <= draft.head[0] < draft.end:
        start = view.clauses[view.clause_of(draft.head[0])][0]
        start = view.behind_all(start, draft.head[0])
        words = view.text[start : draft.head[0]]
        pieces = _MARKET_STOP.split(words)
        found = _MARKET.search(pieces[-1])
        if found is not None:
            name = found.group()
            slices = view.lexicon.dimensions.segment_words
            if not any(name.endswith(word) for word in slices if len(name) <= len(word) + 2):
                speaking.market = name if name.endswith(_WORDS.market_ends) else f"{name}市场"
                draft.entity = speaking.market
                draft.why("entity", draft.head[0] - len(name), draft.head[0], "clause")
                return
    named = list(_NAMED_MARKET.finditer(view.text, view.start, draft.start))
    if named:
        start, end = named[-1].span("name")
        start = view.behind_all(start, end - _SHORTEST, names=True)
        said = [m.end for m in view.between(start, end - _SHORTEST) if m.role(Role.SAYS)]
        start = max((start, *said))
        speaking.market = _MARKET_STOP.split(view.text[start:end])[-1] or named[-1]["name"]
        draft.why("entity", start, end, "sentence")
        draft.entity = speaking.market
        return
    draft.entity = speaking.market or speaking.subject
    draft.why("entity", view.start, view.start, "paragraph")
