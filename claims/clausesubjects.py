"""Whom a clause speaks of by its own words: its subject, the owner of what it names, what 公司 means in it.

In: the view of a sentence and a clause's bounds. Out: the name, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import Name, SentenceView
from claims.speaking import Speaking

_WORDS = reading_words().subjects
_SET = reading_words().compared
_LEAD = re.compile(
    r"(?:\d{1,2}[.、)）])?[\s“”\"「」『』‘’(（【\[*#-]*"
    rf"(?:{trie(_WORDS.leads)}|[^,，]{{0,8}}{one_of(_WORDS.lead_ends)})?"
    r"[\s“”\"「」『』,，]*"
)
"""What may stand before the name that a clause says something of."""
_LISTS = re.compile(r"^.*[:：]")
"""What leads to a list, whose first member it is no part of."""
HOLDS = re.compile(
    rf"(?:[(（][^()（）]*[)）])?\s*(?:{trie(_WORDS.or_its)})?{one_of(_WORDS.before_holds)}?{one_of(_WORDS.jointly)}?{one_of(_WORDS.holds)}"
)
_APPOSITION = re.compile(
    r"[^,，的了是在和对向为从由将与被把于不以\d]{2,14}|(?:另|又)?一[家个][^,，了是在对向]{2,14}"
)
"""What may stand before a name to say what it is (`美国AI独角兽企业Anthropic`)."""
_AMONG_PEERS = re.compile(
    rf"(?:{trie(_SET.leads)})?[,，]?[^,，\d]{{0,8}}?"
    rf"(?:{one_of((*_SET.kinds, *_SET.placed))}(?:中的?|之一的?|的)?"
    rf"|{one_of(_SET.related)}[^,，的\d]{{0,4}}的)"
)
"""What may stand before a name to say that it is another of the trade (`竞争对手云杉`, `规模相近的云杉`)."""
_AFFILIATE_IN = re.compile(
    rf"(?:公司|集团|其|旗下)?(?:位于|设于|设在|在|于)[\u4e00-\u9fff]{{2,6}}?的[^,，的]{{0,4}}{one_of(_WORDS.affiliates)}"
)
"""What may stand before the name of a company of its own to say where it is (`公司在越南的子公司某某`)."""
_PRICED_NAME = re.compile(rf"[(（\d]|20\d\d年|第?[一二三四]季|{trie(_WORDS.rated_spoken_of)}")
"""What follows a house that rates others where it is itself spoken of."""
_RATES = re.compile(r"(?:[(（][^()（）]*[)）])?将[^,，。]{2,30}评级")
_OPEN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]?")
WHAT_IT_IS = re.compile(rf"(?<=..)(?:全资|控股|参股|旗下|下属|的)*{one_of(_WORDS.affiliates)}$")
"""What a company is to its owner, right before its name (`出售子公司云杉科技`)."""
_THEIRS = re.compile("同期的|的")
"""Behind the name of another that is set beside: the number is that one's (`高于云杉智能同期的2.51亿元`)."""
_JOINED = re.compile(rf"\s*(?:并|且|同时|此次|现)?{one_of(reading_words().holders.joining)}")
"""Opens a clause that names new shareholders, who are not whom it says so of (`新增某某为股东`)."""
_TARGET = re.compile(one_of(_WORDS.targets))


def subject_of_clause(view: SentenceView, start: int, end: int) -> Name | None:
    """The name that a clause says something of, or None."""
    if _JOINED.match(view.text, start, end) is not None:
        return None
    for name in view.names_between(start, end):
        before = view.text[start : name.start]
        for phrase in view.phrases:
            if start <= phrase.start and phrase.end <= name.start:
                before = before.replace(view.text[phrase.start : phrase.end], "")
        before = _LISTS.sub("", before)
        led = WHAT_IT_IS.sub("", before.rstrip('“"「『'))
        if led.endswith(_WORDS.objects):
            continue
        if led.endswith(_WORDS.set_beside) and _THEIRS.match(view.text, name.end) is None:
            continue
        if before.endswith("作为") and view.text.startswith(_WORDS.owns_subject, name.end):
            continue
        if HOLDS.match(view.text, name.end, name.end + 24):
            continue
        if only_rates(view, name):
            continue
        after = view.text[name.end : name.end + 1]
        if after in ("、", "等") or (after in ("和", "与", "及") and before.endswith("、")):
            continue
        opens = _LEAD.fullmatch(before) or _APPOSITION.fullmatch(before) or _AMONG_PEERS.fullmatch(before)
        if len(before) <= 2 or opens:
            return _owned_by(view, name, end)
        if _AFFILIATE_IN.fullmatch(before):
            return name
        rest = view.text[name.end : end]
        if before.endswith(_WORDS.predicates) and len(_OPEN_BRACKETS.sub("", rest)) <= 2:
            return name
    return None


_OWNED = re.compile(one_of(_WORDS.owned))


def _owned_by(view: SentenceView, owner: Name, end: int) -> Name:
    """What belongs to a name, where another name follows as its own (`甲控股的乙`), else the name itself."""
    own = _OWNED.match(view.text, owner.end, end)
    following = view.names_between(own.end(), end) if own is not None else ()
    if own is None or not following or following[0].start != own.end():
        return owner
    return following[0]


OWN = re.compile(r"(?<![\u4e00-\u9fff])公司")


_ITS_STAKE = re.compile(r"其(?:\d+(?:\.\d+)?%|全部|部分|控股权|控制权)")
_OWN_COMPANY = re.compile(one_of(_WORDS.own_company))


def own_company(view: SentenceView, start: int, end: int, speaking: Speaking) -> Name | None:
    """公司 where it opens a clause: the document's own company, or the one that is bought (`目标公司`)."""
    for phrase in view.phrases:
        if phrase.start == start:
            start = phrase.end
    if speaking.main is not None and (own := _OWN_COMPANY.match(view.text, start, end)):
        return Name(*own.span(), speaking.main)
    its = _ITS_STAKE.search(view.text, start, end) if start == view.start else None
    if speaking.main is not None and its is not None and (own := OWN.match(view.text, start)):
        return Name(*own.span(), speaking.main)  # 公司以6亿元取得其70%股权
    if speaking.main is not None and (own := OWN.match(view.text, start)) and _after_affiliate(view, start):
        return Name(*own.span(), speaking.main)  # 子公司云杉传感中标…；公司终止…
    if speaking.others and (own := _OWN_AGAIN.match(view.text, start, end)) and speaking.main is not None:
        before = view.names_between(view.start, start)
        told_of = before[-1].canonical if before else speaking.aside
        paragraphs = speaking.subject in speaking.others or (
            speaking.whole is None and bool(before) and before[0].start == view.start
        )
        if told_of in speaking.others and told_of != speaking.target and not paragraphs:
            return Name(*own.span(), speaking.main)  # 对手云杉能源毛利率为22%，公司为28%
    behind = start > view.start or view.behind_semicolon
    if speaking.main is not None and behind and (own := _OWN_PLACE.match(view.text, start, end)):
        return Name(*own.span(), speaking.main)  # 云杉科技份额21%居首；公司以14%位列第二
    if speaking.target is not None and (target := _TARGET.match(view.text, start, end)):
        return Name(*target.span(), speaking.target)
    return None


_OWN_PLACE = re.compile(
    rf"(?:{one_of(_SET.leads)})?(?:公司|集团)(?=(?:则|仅)?以[^,，。;；]{{0,16}}?{one_of(_SET.takes_place)})"
)
"""公司 that takes a place behind another."""
_OWN_AGAIN = re.compile(
    rf"(?:{one_of(_SET.leads)})?(?:公司|集团)(?!{one_of(_WORDS.owned)}?{one_of(_WORDS.affiliates)})"
)
"""公司 that opens a clause, where another was spoken of."""
OWN_COMPANY = re.compile(r"(?<![该这那家一两])公司")
"""公司 as the text's own, which 该 or 这家 before it does not make."""
THAT_ONE = re.compile(rf"(?:而|但)?{one_of(_SET.that_one)}(?![中他次实余])")
"""Opens a sentence about the one whom the sentence before brought in."""


def _after_affiliate(view: SentenceView, start: int) -> bool:
    """Whether the last company named before an offset is one that the text names as somebody's own."""
    before = view.names_between(view.start, start)
    written = view.text[before[-1].start : before[-1].end] if before else ""
    return bool(before) and any(word + written in view.text for word in _WORDS.affiliates)


def only_rates(view: SentenceView, name: Name) -> bool:
    """Whether a name is that of a house which rates others and is not itself spoken of here."""
    if _RATES.match(view.text, name.end, view.end) is not None:
        return True
    known = name.canonical in view.lexicon.researchers
    return known and _PRICED_NAME.match(view.text, name.end, name.end + 12) is None


def turns_away(view: SentenceView, drafts: Sequence[Draft], main: str | None) -> bool:
    """Whether all numbers of a sentence that opens with another company are that one's."""
    opens = any(name.start == view.start and name.canonical != main for name in view.names)
    return opens and main is not None and bool(drafts) and all(d.entity not in (None, main) for d in drafts)


def returns_to(view: SentenceView, main: str | None) -> bool:
    """Whether a sentence opens with the document's own company."""
    named = any(name.start == view.start and name.canonical == main for name in view.names)
    return named or OWN.match(view.text, view.start) is not None
