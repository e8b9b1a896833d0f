"""Names in a number's own words: whose it is by the name that stands right beside it.

In: a number's draft and its sentence's view. Out: the name, or the group that only its places name, to which
the number belongs whatever its clause is about; None where it has no such name.
"""

from __future__ import annotations

import re

from claims.clausesubjects import HOLDS, WHAT_IT_IS, only_rates
from claims.draft import Draft
from claims.lexicons import holds_any, one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView
from claims.shares import STAKES

_WORDS = reading_words().subjects
_SET = reading_words().compared
_PARTS_MEMBERS = ("、", ",", "，")
"""Before the name of a member of a row of names with their amounts (`甲8亿元、乙6亿元`)."""
_GROUP = re.compile(
    rf"(?:前[一二两三四五六七八九十几\d]+|(?<![排列居位以为是])第[一二三四五六七八九十\d]+)"
    rf"{one_of(_WORDS.group_units)}[^,，。的占率]{{0,10}}?(?={trie(_WORDS.group_ends)}|$)"
)
_OF_ITS = re.compile(one_of(_WORDS.of_its))
_QUOTED_SUBJECT = re.compile(
    rf"(?:的|^|[,，。])[“\"「](?P<name>[^“”\"「」]{{2,10}})[”\"」]{one_of(_WORDS.subject_adverbs)}"
)
_RANK_OWNER = re.compile(rf"的{one_of(_WORDS.rank_owners)}?[则也]?[是为]")
_AT = re.compile(rf"(?<![{re.escape(_WORDS.not_before_at)}])在$")
"""Before a name: something happens at or with its bearer (`在云杉电网中标`)."""
_QUOTES = '“"「'
_WITH = ("与", "和", "跟", "同")
_NEAR = 16
_BESIDE = re.compile(
    rf"(?:{one_of((*_WORDS.set_beside, *_SET.beside))}了?|\d[%元台辆家倍万亿]*[和与及、])"
    rf"(?:{one_of(_SET.kinds)})?的?$"
)
"""Before the name of one whom another is set beside, or who is named behind such a one."""
_COMPARED = re.compile(rf"[^,，。;；\d]{{0,8}}{one_of(_SET.compares)}")
_LED_IN = re.compile(rf"[\s,，、;；:：(（]*(?:{one_of((*_SET.leads, *_SET.kinds, *_SET.placed))}[,，的]?)*")
"""Between a number and a name that opens what is told next."""


_SETS_BESIDE = (*reading_words().subjects.set_beside, *reading_words().features.brings_in)
_SET_BESIDE = re.compile(rf"{one_of(_SETS_BESIDE)}[\u4e00-\u9fff]{{0,6}}?(?:为|约|达|有|占)?$")
"""Before a number: the one whose it is is set beside the one told of."""


def placed_name(view: SentenceView, draft: Draft) -> Name | None:
    """Whose place or figure it is that stands right before a name, or None.

    `排名第一的云杉`; behind what sets beside another: `仅次于份额9.8%的云杉`.
    """
    set_beside = draft.kind == "rank" or _SET_BESIDE.search(view.text, view.start, draft.start) is not None
    of = set_beside and view.text.startswith("的", draft.end)
    return next((n for n in view.names if n.start == draft.end + 1), None) if of else None


def customer_of_its(view: SentenceView, draft: Draft) -> Name | None:
    """Who makes up a share of what another brings in (`云杉占其营收约11%`), or None."""
    if draft.measure is not Measure.SHARE:
        return None
    names = view.names_between(view.clauses[draft.clause][0], draft.start)
    return names[-1] if names and _OF_ITS.match(view.text, names[-1].end, draft.start) is not None else None


def leader_by_rank(view: SentenceView, draft: Draft) -> Name | None:
    """Who takes a rank that comes first (`位列第一的是…`)."""
    if not _RANK_OWNER.match(view.text, draft.end, draft.end + 8):
        return None
    behind = [name for name in view.names if name.start >= draft.end]
    return behind[0] if behind else None


def quoted_subject(view: SentenceView, draft: Draft) -> str | None:
    """A group under its catchword that the sentence says something of (`“AI四小龙”就是…`)."""
    if not holds_any(_QUOTES, view.text[view.start : draft.start]):
        return None
    match = _QUOTED_SUBJECT.search(view.text, view.start, draft.start)
    return match["name"] if match and not view.names_between(match.end(), draft.start) else None


def group_by_place(view: SentenceView, draft: Draft) -> str | None:
    """Whose a market share is whom only their places name (`前五家主要服务商的市场份额`, `第四名的4.9%`)."""
    if draft.metric != "market_share":
        return None
    start = view.clauses[draft.clause][0]
    match = _GROUP.search(view.text, start, draft.start)
    return match.group() if match and not view.names_between(match.start(), draft.start) else None


def _own_quote(view: SentenceView, draft: Draft, name: Name) -> bool:
    """Whether a price is a name's own, whatever stands before the name (`较云杉科技昨日收市价0.24港元`)."""
    if draft.head is None or not name.end <= draft.head[0] < draft.head[1] == draft.start:
        return False
    return view.without_phrases(name.end, draft.head[0]) in ("", "的")


def _is_set_beside(view: SentenceView, draft: Draft, name: Name) -> bool:
    """Whether a number is that of one whom another is set beside (`高于云杉科技同期的2.5亿元`)."""
    if draft.kind == "points" or view.without_phrases(name.end, draft.start).replace("同期", "") != "的":
        return False
    before = view.text[max(view.start, name.start - _NEAR) : name.start]
    if _BESIDE.search(before) is not None:
        return True
    return before.endswith(_WITH) and _COMPARED.match(view.text, draft.end) is not None


def own_name(view: SentenceView, draft: Draft, *, places: bool) -> Name | None:
    """A name between a number and the one before it that owns the number (`Anthropic则为1.04:1`).

    `places` tells whether a place can be whose it is, where it is given in brackets behind its name.
    """
    opened = view.text.rfind("(", view.start, draft.start)
    if opened >= 0 and ")" not in view.text[opened : draft.start]:
        ending = [name for name in view.names if name.end == opened]
        economies = view.lexicon.economies if places else ()
        ending += [
            Name(opened - len(word), opened, view.lexicon.economies[word])
            for word in economies
            if view.text.startswith(word, opened - len(word))
        ]
        glossed = next(iter(ending), None)
        if glossed is not None:
            return glossed
    start = max(draft.own_start, view.clauses[draft.clause][0])
    for name in reversed(view.names_between(start, draft.start)):
        before = view.text[max(view.start, name.start - 8) : name.start]
        after = view.text[name.end : name.end + 24]
        if draft.metric == "share_price" and _own_quote(view, draft, name):
            return name
        if view.text[name.end : draft.start].strip() in ("(", "（", ":", "："):
            return name
        if _is_set_beside(view, draft, name):
            return name
        member = name.end == draft.start and view.text[draft.own_start : name.start] in _PARTS_MEMBERS
        if member and draft.metric not in STAKES:
            return name
        if (
            WHAT_IT_IS.sub("", before).endswith(_WORDS.objects)
            or _AT.search(before)
            or HOLDS.match(after)
            or after[:1] in ("、", "等")
        ):
            continue
        if only_rates(view, name) or (before.endswith(_WORDS.set_beside) and draft.kind == "points"):
            continue
        if after[:1] in ("的", "则", "(", "（", "“") or name.start == draft.own_start or draft.head is None:
            return name
        opens = _LED_IN.fullmatch(view.without_phrases(draft.own_start, name.start)) is not None
        if opens and view.text[name.end : draft.start].strip() in _WORDS.is_at:
            return name  # 甲银行不良率为1.08%，乙银行为1.27%
        if draft.head[0] >= name.end:
            return name
        if before.endswith(_WORDS.predicates) and not view.text[name.end : draft.start].strip():
            return name  # 研发费用最高的是甲4.9亿元
    return None
