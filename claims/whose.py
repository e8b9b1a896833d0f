"""Whose: the entity of each number, from its own words back to the document's subject.

In: the drafts of a sentence, its view and what the paragraph has spoken of. Out: the drafts with `entity` set
and the paragraph's subject moved on. A name in subject position takes over 公司 and 其 until another does; a
name behind a preposition (与…相比, 向…披露) does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from claims.bonds import bond_of
from claims.clausesubjects import (
    HOLDS,
    OWN,
    OWN_COMPANY,
    THAT_ONE,
    WHAT_IT_IS,
    only_rates,
    own_company,
    subject_of_clause,
)
from claims.draft import Draft
from claims.heads import MOVES_FROM
from claims.lexicons import holds_any, one_of, trie
from claims.markets import market_of_size
from claims.model import Measure
from claims.places import is_place
from claims.pricemoves import PRICED
from claims.readingwords import reading_words
from claims.refining import word_of
from claims.sentence import Name, SentenceView
from claims.shares import STAKES
from claims.speaking import Speaking
from claims.stakes import company_held, company_of_shares, held_with
from claims.things import (
    industry_average,
    lasts,
    made_thing,
    named_thing,
    no_company,
    opening_thing,
    owns,
    priced_thing,
    whole_trade,
)

_WORDS = reading_words().subjects
_SET = reading_words().compared
_CORPORATE = frozenset(_WORDS.corporate)
_PARTS_MEMBERS = ("、", ",", "，")
"""Before the name of a member of a row of names with their amounts (`甲8亿元、乙6亿元`)."""
_GROUP = re.compile(
    rf"(?:前[一二两三四五六七八九十几\d]+|(?<![排列居位以为是])第[一二三四五六七八九十\d]+)"
    rf"{one_of(_WORDS.group_units)}[^,，。的占率]{{0,10}}?(?={trie(_WORDS.group_ends)}|$)"
)


_PUBLISHES = re.compile(one_of(_WORDS.publishes))
_ITS = re.compile(r"\s*其(?![中他它次实余])")
_LATTER = re.compile(r"\s*(?:而|且)?后者")
_ITSELF = re.compile(rf"\s*(?:{trie(_WORDS.leads)})?[本此]?次?公司")


def _pointed_to(
    view: SentenceView, start: int, end: int, subjects: Sequence[tuple[int, Name]]
) -> Name | None:
    """Whom 其 or 公司 that opens a later clause stands for: who was cited before it, or who announces."""
    latter = _LATTER.match(view.text, start, end)
    if latter is not None:
        before = view.names_between(view.start, start)
        return Name(*latter.span(), before[-1].canonical) if before else None
    its = _ITS.match(view.text, start, end)
    if its is not None:
        before = view.names_between(*view.clauses[view.clause_of(start) - 1])
        cited = next((n for n in before if view.text.endswith(_WORDS.told_by, view.start, n.start)), None)
        return Name(*its.span(), cited.canonical) if cited is not None else None
    itself = _ITSELF.match(view.text, start, end) if subjects else None
    if itself is None:
        return None
    first = subjects[0][1]
    told = _PUBLISHES.search(view.text, first.end, view.clauses[view.clause_of(first.start)][1])
    return Name(*itself.span(), first.canonical) if told is not None else None


def _placed(view: SentenceView, draft: Draft) -> Name | None:
    """Whose place a rank is that stands right before the name (`排名第一的云杉`), or None."""
    of = draft.kind == "rank" and view.text.startswith("的", draft.end)
    return next((n for n in view.names if n.start == draft.end + 1), None) if of else None


def resolve_entities(view: SentenceView, drafts: Sequence[Draft], speaking: Speaking) -> None:
    """Set the entity of every draft that a list has not given one."""
    subjects: list[tuple[int, Name]] = []
    things = bool(drafts) and no_company(view, speaking.main)
    for start, end in view.clauses if view.names or things or speaking.target else ():
        found = subject_of_clause(view, start, end) if view.names else None
        found = found or own_company(view, start, end, speaking)
        if found is None and speaking.aside is not None and not subjects:
            found = _that_one(view, start, end, speaking.aside)
        if found is None and start > view.start:
            found = _pointed_to(view, start, end, subjects)
        if things and (found is None or no_company(view, found.canonical)):
            found = opening_thing(view, start, end) or found
        if found is not None:
            subjects.append((found.start, found))
    things_told: set[str] = set()
    opening = speaking.subject
    if speaking.aside is not None and view.behind_semicolon:
        opening = speaking.aside
    if speaking.whole is not None and _BREAKS_DOWN.match(view.text, view.start, view.end):
        opening = speaking.whole
    for index, draft in enumerate(drafts):
        if draft.entity is not None:
            continue
        if draft.metric == "market_size":
            market_of_size(view, draft, speaking)
            continue
        passed = [name for at, name in subjects if at < draft.start and owns(view, name, draft)]
        if draft.metric in PRICED:
            priced = None if passed else speaking.priced
            before_it = [d for d in drafts[:index] if d.kind != "duration"]
            moved = priced_thing(view, draft, before_it, speaking.subject, priced)
            if moved is not None:
                draft.entity = speaking.priced = moved
                continue
        if draft.metric == "market_share" and index and _told_of_market(view, draft, drafts[index - 1]):
            draft.entity = drafts[index - 1].entity
            continue
        thing = bond_of(view, draft) if things else None
        thing = (
            thing or named_thing(view, draft, speaking.main) or industry_average(view, draft, drafts[:index])
        )
        thing = thing or whole_trade(view, draft)
        if thing is None and index and _grows_on(view, draft, drafts[index - 1], things_told):
            thing = drafts[index - 1].entity
        if thing is not None:
            draft.entity = thing
            things_told.add(thing)
            continue
        if _of_market(view, draft):
            draft.entity = _WORDS.market_of_shares
            continue
        customer = _customer_of_its(view, draft)
        if customer is not None:
            others = [name.canonical for at, name in subjects if at < customer.start]
            draft.entity = next((n for n in reversed(others) if n != customer.canonical), opening)
            if draft.entity != customer.canonical:
                draft.dimensions["customer"] = customer.canonical
            continue
        placed = _placed(view, draft)
        if placed is not None:
            draft.entity = placed.canonical
            draft.why("entity", placed.start, placed.end, "clause")
            continue
        traded = company_of_shares(view, draft)
        if traded is not None:
            draft.entity = traded.canonical
            draft.why("entity", traded.start, traded.end, "clause")
            continue
        held = company_held(view, draft)
        if held is not None:
            draft.entity, owner = held
            speaking.target = draft.entity
            before = [name for at, name in subjects if at < draft.start]
            holder = before[-1].canonical if before else opening
            if owner and holder is not None and holder != draft.entity:
                draft.dimensions.setdefault("holder", held_with(view, draft, holder))
            continue
        group = _group(view, draft) or _quoted_subject(view, draft)
        inner = None if group else _own_name(view, draft, places=things)
        if inner is not None and passed and passed[-1].start <= inner.start < passed[-1].end:
            inner = passed[-1]  # 美国 is a part of 美国原油期货
        if group is not None:
            draft.entity = group
        elif inner is not None:
            draft.entity = inner.canonical
            draft.why("entity", inner.start, inner.end, "clause")
        elif draft.kind == "rank" and (led := _led_by_rank(view, draft)) is not None:
            draft.entity = led.canonical
            draft.why("entity", led.start, led.end, "clause")
        elif passed:
            draft.entity = _company_or_none(view, draft, passed[-1].canonical)
            draft.why("entity", passed[-1].start, passed[-1].end, "sentence")
        elif (
            subjects
            and draft.clause == 0
            and MOVES_FROM.match(view.text, view.start, draft.start)
            and view.clause_of(subjects[0][0]) == 1
            and not _has_pronoun(view, draft)
        ):
            draft.entity = subjects[0][1].canonical
            draft.why("entity", subjects[0][1].start, subjects[0][1].end, "sentence")
        else:
            goods = draft.same_slice.entity if draft.same_slice is not None else None
            bare = no_company(view, opening) and not (opening and is_place(view, opening))
            of_nation = draft.metric in _OF_NATIONS and opening in view.lexicon.economies
            if goods is None and bare and not of_nation:
                goods = made_thing(view, draft, drafts[:index])
            mover = _moved_before(view, draft, drafts[:index])
            draft.entity = mover or goods or _company_or_none(view, draft, opening)
            beside = drafts[index - 1] if index and draft.entity is None else None
            own = OWN.search(view.text, view.clauses[draft.clause][0], draft.start)
            if own is not None and beside is not None and beside.metric in PRICED:
                draft.entity = beside.entity  # 甲涨5%,公司预计…
            draft.why(
                "entity", view.start, view.start, "paragraph" if opening != speaking.main else "document"
            )
    lasting = [name for _, name in subjects if lasts(view, name)]
    if (
        lasting
        and lasting[-1].canonical in speaking.others
        and not (speaking.whole is None and _is_about(view, lasting[-1], speaking.main))
    ):
        speaking.aside = lasting[-1].canonical
    elif lasting:
        speaking.subject = lasting[-1].canonical
    if drafts and all(name.canonical != speaking.aside for _, name in subjects):
        speaking.aside = speaking.aside if view.behind_semicolon else None
    if speaking.whole is None and drafts:
        speaking.whole = drafts[0].entity


def _is_about(view: SentenceView, name: Name, main: str | None) -> bool:
    """Whether a sentence opens with another company and does not speak of the text's own."""
    opens = not view.without_phrases(view.start, name.start).strip(_STOPS)
    named = any(other.canonical == main for other in view.names)
    return opens and not named and OWN_COMPANY.search(view.text, view.start, view.end) is None


def _that_one(view: SentenceView, start: int, end: int, aside: str) -> Name | None:
    """Another whom the sentence before spoke of, where a clause opens with what stands for it."""
    for phrase in view.phrases:
        if phrase.start == start:
            start = phrase.end
    found = THAT_ONE.match(view.text, start, end)
    return Name(*found.span(), aside) if found is not None else None


_MOVES = (Measure.GROWTH, Measure.CHANGE, Measure.CAGR)


def _grows_on(view: SentenceView, draft: Draft, before: Draft, things: Collection[str]) -> bool:
    """Whether a growth is of the number before it, and so of whose it is (`全国白酒收入7964亿元，增5%`).

    So is a level that goes on with one of a thing's.
    """
    moves = draft.measure in _MOVES
    goes_on = draft.measure is Measure.LEVEL and draft.carried and before.entity in things
    moves = (moves or goes_on) and draft.metric == before.metric
    named = draft.head is not None and draft.head[0] >= draft.own_start
    told = view.cues(draft.own_start, draft.start, "growth", "growth_noun")
    lead = view.without_phrases(draft.own_start, told[0].start if told else draft.start)
    named = named or len(lead.strip(_STOPS)) > _SHORT_LEAD
    others = view.names_between(before.end, draft.start) or OWN.search(view.text, before.end, draft.start)
    return moves and before.entity is not None and not named and not others


def _moved_before(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> str | None:
    """Whose share the sentence says moved right before it tells its figures (`云杉跌3%,季度销售额降2%`)."""
    last = before[-1] if before else None
    if last is None or last.metric != "share_price" or last.entity is None or last.kind != "percent":
        return None
    if view.names_between(view.start, draft.start) or no_company(view, last.entity):
        return None
    return last.entity if draft.metric in _FIGURES else None


_FIGURES = frozenset({*_WORDS.corporate, *_WORDS.told_of_movers})
_ANY_COMPANY = 100_000_000_000
"""What of no company's shares changes hands in a day, in its currency."""


def _of_market(view: SentenceView, draft: Draft) -> bool:
    """Whether so much changed hands that it is the market's in all (`上午半天成交近5900亿元`)."""
    if draft.metric != "trading_volume" or draft.unit != "CNY" or draft.measure is not Measure.LEVEL:
        return False
    own = view.clauses[draft.clause][0]
    bare = not view.names_between(own, draft.start) and not draft.dimensions and draft.period is None
    signs = any(word in view.text for word in _WORDS.market_signs)
    return bare and signs and draft.quantity.value >= _ANY_COMPANY


_OF_NATIONS = frozenset({"trade", "sales_amount", "fiscal", "investment"})
"""What a nation has and goods have not: goods before them are a slice (`其中，实物商品网上零售额`)."""
_STOPS = " ,，、;；:："
_SHORT_LEAD = 3
"""Code points before a verb of change that name nobody (`较去年`)."""
_OF_ITS = re.compile(one_of(_WORDS.of_its))


def _customer_of_its(view: SentenceView, draft: Draft) -> Name | None:
    """Who makes up a share of what another brings in (`云杉占其营收约11%`), or None."""
    if draft.measure is not Measure.SHARE:
        return None
    names = view.names_between(view.clauses[draft.clause][0], draft.start)
    return names[-1] if names and _OF_ITS.match(view.text, names[-1].end, draft.start) is not None else None


def _told_of_market(view: SentenceView, draft: Draft, earlier: Draft) -> bool:
    """Whether a share goes on with the market of the number before it (`…市场销量…,占…份额达5.8%`)."""
    goes_on = (earlier.entity or "").endswith(_WORDS.market_ends)
    if OWN.search(view.text, earlier.end, draft.start) is not None:
        return False
    return goes_on and not view.names_between(earlier.end, draft.start)


def _company_or_none(view: SentenceView, draft: Draft, subject: str | None) -> str | None:
    """A subject, unless it is an economy and the metric one that only companies have."""
    corporate = draft.metric in _CORPORATE and word_of(view, draft) not in _WORDS.of_economies
    return None if corporate and subject in view.lexicon.economies else subject


def _led_by_rank(view: SentenceView, draft: Draft) -> Name | None:
    """Who takes a rank that comes first (`位列第一的是…`)."""
    if not _RANK_OWNER.match(view.text, draft.end, draft.end + 8):
        return None
    behind = [name for name in view.names if name.start >= draft.end]
    return behind[0] if behind else None


def _has_pronoun(view: SentenceView, draft: Draft) -> bool:
    return _PRONOUN.search(view.text, view.start, draft.start) is not None


_QUOTED_SUBJECT = re.compile(
    rf"(?:的|^|[,，。])[“\"「](?P<name>[^“”\"「」]{{2,10}})[”\"」]{one_of(_WORDS.subject_adverbs)}"
)


def _quoted_subject(view: SentenceView, draft: Draft) -> str | None:
    """A group under its catchword that the sentence says something of (`“AI四小龙”就是…`)."""
    if not holds_any(_QUOTES, view.text[view.start : draft.start]):
        return None
    match = _QUOTED_SUBJECT.search(view.text, view.start, draft.start)
    return match["name"] if match and not view.names_between(match.end(), draft.start) else None


_BREAKS_DOWN = re.compile(rf"{one_of(_WORDS.sorts)}[^,，。]{{1,8}}看[,，]")
"""Opens a sentence that goes on with the parts of what the paragraph opened with (`分产品看`)."""
_RANK_OWNER = re.compile(rf"的{one_of(_WORDS.rank_owners)}?[则也]?[是为]")
_AT = re.compile(rf"(?<![{re.escape(_WORDS.not_before_at)}])在$")
"""Before a name: something happens at or with its bearer (`在云杉电网中标`)."""
_STOPS = " ,，、;；"
_QUOTES = '“"「'
_PRONOUN = re.compile(one_of(_WORDS.pronouns))


def _group(view: SentenceView, draft: Draft) -> str | None:
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


def _own_name(view: SentenceView, draft: Draft, *, places: bool) -> Name | None:
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
