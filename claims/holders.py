"""Who holds, pledges or trades a stake: the holder of each number that is a part of a company's capital.

In: a sentence's view, a draft whose metric is a stake, and what the paragraph has spoken of. Out: the draft
with `holder` among its dimensions, and the holder spoken of moved on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from claims.draft import Draft
from claims.heads import BRACKETS
from claims.holdernames import (
    ROLE,
    ROLE_ALONE,
    ROLE_NAMED,
    Holders,
    acting_in,
    hears,
    holder_in,
    is_holder,
    joined_in,
    known_at,
    named,
    passive_cut,
    role_name,
    says_itself,
)
from claims.lexicons import one_of, trie
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.speaking import Speaking
from claims.stakesides import bought_by, holder_behind, holder_told
from claims.words import Role

_WORDS = reading_words().holders
_COMPANY = re.compile(rf"(?<![子孙属股])公司(?:{one_of(_WORDS.capital)}|[^,，。]{{0,6}}股(?!权))")
"""Of whose capital a stake is: of the company that publishes."""
_TRADES = re.compile(trie(_WORDS.trades))
_CONTROLS = re.compile(r"控股(?:比例|权)?[约近超为达逾]*\d")
_WHICH = re.compile(rf"[\d.]*{one_of(_WORDS.which_holder)}")
_NAMED_BEFORE = re.compile(r"[是为]([^,，]{2,24})$")
_CALLED = re.compile(
    rf"[,，\s]*(?P<name>[^,，]{{2,16}}?)[是为系][^,，是为系]{{0,10}}{one_of(_WORDS.called_holders)}"
)
"""A clause that says which shareholder somebody is (`甲为最大外部股东`)."""
_AGAIN = re.compile(trie(_WORDS.again))
_JOINTLY = re.compile(
    rf"[,，\s]*(?:{trie(_WORDS.persons)}|(?P<many>[\d一二两三四五六七八九十几]{{1,2}}{one_of(_WORDS.person_counters)}"
    rf"{one_of(_WORDS.person_nouns)}))?{one_of(_WORDS.jointly)}"
)
_PLUS = re.compile(
    rf"{one_of(_WORDS.plus)}(?P<name>[^,，。;；\d]{{2,16}}?){one_of(_WORDS.plus_own)}*的(?:[约近超逾]|超过)*$"
)
"""Before a stake that is added to those told of (`加上李岚个人的5.2%`)."""
_COMES_TO = re.compile(rf"[,，\s]*{one_of(_WORDS.plus_comes_to)}*")
_APIECE = re.compile(one_of(_WORDS.apiece) + "$")
_PART_OF = re.compile(
    r"(?:^|[、,，及和与]|比例[为是]|分别[为是])(?P<name>[^、,，。;；:：占]{2,24})占[比股]?[约为]?$"
)
"""Before a part of the capital among others (`甲占40%、乙占60%`)."""
_VENTURE = re.compile(
    rf"{one_of(_WORDS.ventures)}(?P<name>(?!持有|股东|的)[\u4e00-\u9fffA-Za-z]{{2,10}}?){one_of(_WORDS.changes)}"
)
_WAIVED = re.compile(one_of(_WORDS.waived))
_CAME_TO = re.compile(one_of(_WORDS.came_to))
_PRICED = re.compile(one_of(_WORDS.trade_prices))
_MOVED_FROM = re.compile(r"\s*(?P<name>[\u4e00-\u9fff]{2,16}?)则?[由从](?:原来|原先|此前|之前|原)的?")
STAKES = frozenset({"shareholding", "pledge", "stake_change"})
"""Metrics that a holder has."""


_UNITS_HELD = frozenset({"张", "手"})
"""Classifiers of what a stake may be counted in besides shares (可转债 by 张)."""


def is_stake(draft: Draft) -> bool:
    """Whether a number is a stake or a part of one, and no count of holders or of notices."""
    classifier = draft.quantity.classifier
    return draft.metric in STAKES and (draft.kind != "count" or not classifier or classifier in _UNITS_HELD)


class _Act(NamedTuple):
    """A verb of holding or trading."""

    start: int
    end: int


class _Actor(NamedTuple):
    """Who holds or trades, and of which company where that is named in front of them."""

    name: str | None
    act: _Act | None = None
    company: str | None = None


def holder_spoken_of(view: SentenceView, holders: Callable[[], Holders]) -> str | None:
    """The last holder that a sentence without numbers names with a role, or None."""
    if ROLE_NAMED.search(view.text, view.start, view.end) is None:
        return None
    roles = [m for m in ROLE.finditer(view.text, view.start, view.end) if named(m)]
    return holders().known_as(role_name(roles[-1])) if roles else None


def company_spoken_of(view: SentenceView) -> str | None:
    """The joint venture that a sentence names, of whose capital the stakes then are, or None."""
    match = _VENTURE.search(view.text, view.start, view.end)
    return match["name"] if match else None


def resolve_holder(
    view: SentenceView, draft: Draft, before: Sequence[Draft], speaking: Speaking, holders: Holders
) -> None:
    """Who holds, pledges or trades: by the words before the verb, by office, or the one spoken of before.

    `before` are the drafts before it in its sentence.
    """
    if "holder" in draft.dimensions:
        speaking.holder = draft.dimensions["holder"]
        return
    if _WAIVED.search(view.text, view.clauses[draft.clause][0], draft.start):
        return
    actor = (
        _moved(view, draft)
        or _added(view, draft)
        or _jointly(view, draft, before)
        or _actor(view, draft, before, holders, speaking.main)
    )
    name = holders.known_as(actor.name) if actor and actor.name else speaking.holder
    name = name or holders.sole or bought_by(view, draft, speaking.main)
    if name is None:
        return
    _company_held(view, draft, actor, name, speaking)
    passive = actor is not None and actor.company is not None
    if draft.metric != "shareholding" and name == draft.entity and name not in holders.known and not passive:
        if draft.metric != "pledge" or holders.sole is None:
            return  # a company's own doing, by which nobody else comes to hold more or less
        name = holders.sole  # the company that tells of a pledge
    speaking.holder = name
    draft.dimensions = {**draft.dimensions, "holder": name}
    if draft.metric == "shareholding" and actor is not None and actor.company is None:
        told = [d for d in before if d.metric == "shareholding" and "holder" in d.dimensions]
        between = view.text[told[-1].end : draft.start] if told else ""
        named_there = draft.entity is not None and draft.entity in between
        if told and not named_there and not view.names_between(told[-1].end, draft.start):
            draft.entity = told[-1].entity


def _moved(view: SentenceView, draft: Draft) -> _Actor | None:
    """Whose stake a clause says moved, without a verb of holding (`云杉集团则由原来的31%`)."""
    match = _MOVED_FROM.fullmatch(view.text, view.clauses[draft.clause][0], draft.start)
    return _Actor(match["name"]) if match is not None and is_holder(match["name"]) else None


def _added(view: SentenceView, draft: Draft) -> _Actor | None:
    """Whose stake is added to those told of."""
    match = _PLUS.search(view.text, draft.own_start, draft.start)
    return _Actor(match["name"]) if match is not None and is_holder(match["name"]) else None


def _company_held(
    view: SentenceView, draft: Draft, actor: _Actor | None, holder: str, speaking: Speaking
) -> None:
    """Set of whose capital a stake is."""
    if speaking.main is None or draft.entity is None:
        return
    company = actor.company if actor else None
    if company is None and actor is not None and actor.act is not None:
        company = _object(view, actor.act, draft)
    if company is not None and company != holder:
        draft.entity = speaking.held = company
        return
    start = view.clauses[draft.clause][0]
    known = any(name.canonical == draft.entity for name in view.names_between(start, draft.start))
    if (
        draft.metric not in STAKES
        or draft.entity in holder
        or (speaking.venture is not None and not known)
        or holder in draft.entity
        or _COMPANY.search(view.text, start if not known else draft.own_start, draft.start)
    ):
        # a stake is the company's, whoever holds it
        draft.entity = speaking.venture or speaking.held or speaking.main


def resolve_trade_prices(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give the price of a trade its holder: that of the stake beside it in the sentence."""
    traded = [draft for draft in drafts if draft.metric == "stake_change" and "holder" in draft.dimensions]
    for draft in drafts if traded else ():
        own = view.text[draft.own_start : draft.start]
        apiece = _APIECE.search(own) is not None
        if apiece and draft.metric in (None, "other") and draft.kind in ("money", "price"):
            draft.metric, draft.label = "price", None
        amount = draft.metric == "investment" and draft.kind == "money" and _CAME_TO.search(own) is not None
        priced = amount or (
            draft.metric in ("price", "share_price") and (apiece or _PRICED.search(own) is not None)
        )
        if not priced or "holder" in draft.dimensions:
            continue
        source = min(traded, key=lambda stake: abs(stake.start - draft.start))
        draft.dimensions = {**draft.dimensions, "holder": source.dimensions["holder"]}
        draft.entity = source.entity


def _holds(mention: Mention) -> bool:
    """Whether a word is a verb of holding, alone or with its object (`持有公司股份`)."""
    return mention.role(Role.HOLDER) is not None or (
        mention.metric == "shareholding" and any(verb in mention.word for verb in _WORDS.holding)
    )


def _acts(view: SentenceView, start: int, end: int) -> Iterator[_Act]:
    """The verbs of holding and trading between two offsets, in order."""
    found = [_Act(m.start, m.end) for m in view.between(start, end) if _holds(m)]
    found += [
        _Act(*m.span())
        for m in _TRADES.finditer(view.text, start, end)
        if not view.text.startswith(_WORDS.nominal, m.end())
    ]
    asides = [m.span() for m in BRACKETS.finditer(view.text, start, end)]
    for act in sorted(found):
        inside = any(a < act.start < b for a, b in asides)
        part = view.text.startswith("控股", act.start) and _CONTROLS.match(view.text, act.start) is None
        part = part or (
            view.text.startswith("持股", act.end - 2) and view.text.startswith(_WORDS.vehicles, act.end)
        )
        if not inside and not part and _WHICH.match(view.text, act.end) is None:
            yield act


def _actor(
    view: SentenceView, draft: Draft, before: Sequence[Draft], holders: Holders, main: str | None
) -> _Actor | None:
    """Who a number's sentence says holds or trades: by its own words, its clause, then the clauses before."""
    start, _ = view.clauses[draft.clause]
    part = (
        _PART_OF.search(view.text, draft.own_start, draft.start) if draft.metric == "shareholding" else None
    )
    if part is not None and is_holder(part["name"]):
        return _Actor(part["name"])
    aside = holder_behind(view, draft) or holder_told(view, draft)
    if aside is not None:
        return _Actor(aside)
    stretches = [(draft.own_start, draft.start)] if draft.own_start > start else []
    stretches += [(start, draft.start), *reversed(view.clauses[: draft.clause])]
    itself = draft.metric == "shareholding"
    told = [d for d in before if d.metric in STAKES and "holder" in d.dimensions]
    for start, end in stretches:
        if told and end <= told[-1].start:
            return _Actor(told[-1].dimensions["holder"])
        found = _actor_between(view, start, end, holders, main, itself=itself, acting=end < draft.start)
        if found is not None:
            draft.why("dimensions", start, end, "clause")
            return found
    role = ROLE_ALONE.search(view.text, view.start, draft.start)
    return _Actor(holders.in_role(role["role"])) if role else None


def _actor_between(
    view: SentenceView,
    start: int,
    end: int,
    holders: Holders,
    main: str | None,
    *,
    itself: bool,
    acting: bool,
) -> _Actor | None:
    """Who acts in a stretch: named before its first verb of trade, else with a role or by a known name.

    `main` is the company that publishes, `itself` whether it may be the holder (of another's capital);
    `acting` tells whether the stretch may only say how or why somebody acts, in a later clause.
    """
    act = next(_acts(view, start, end), None)
    opened = start
    for phrase in view.phrases:
        if start <= phrase.start <= opened + 3 and phrase.end <= (act.start if act else end):
            if known_at(view.text[opened : phrase.start].lstrip(" ,，"), holders) is not None:
                break  # 李军于7月29日减持
            opened = phrase.end
    if act is not None:
        words = view.text[opened : act.start]
        passive = passive_cut(words)
        company = None
        if passive is not None:
            ahead = view.names_between(start, act.start - len(passive[1]))
            company = ahead[-1].canonical if ahead else holder_in(passive[0], holders)
            words = passive[1]
            if company is not None and not words.strip():
                return _Actor(None, act, company)
        elif (
            main is not None
            and itself
            and says_itself(words)
            and not _COMPANY.search(view.text, act.start, end)
        ):
            return _Actor(main, act)
        pieces = sorted(_between_phrases(view, act.start - len(words), act.start), key=hears, reverse=True)
        name = next((name for piece in pieces if (name := holder_in(piece, holders))), None)
        if name is not None and name not in view.lexicon.names.pronouns:
            return _Actor(name, act, company or _held_in(view, opened, act))
        if _AGAIN.match(view.text[start : act.start].lstrip(" ,，")):
            return None
        led = view.names_between(act.start - len(words), act.start)
        if led and passive is not None:
            return _Actor(view.text[led[-1].start : led[-1].end], act, company)
        if not words.strip() and (clause := view.clause_of(act.start)):
            called = _CALLED.fullmatch(view.text, *view.clauses[clause - 1])
            if called is not None and is_holder(called["name"]):
                return _Actor(called["name"], act)
            introduced = _NAMED_BEFORE.search(view.text, *view.clauses[clause - 1])
            if introduced is not None and is_holder(introduced.group(1)):
                return _Actor(introduced.group(1), act)
    roles = [m for m in ROLE.finditer(view.text, start, end) if named(m)]
    if roles:
        return _Actor(role_name(roles[-1]), act)
    known = known_at(view.text[opened:end].lstrip(" ,，"), holders)
    if known is None and acting and act is None:
        known = acting_in(view.without_phrases(opened, end), holders)
        known = None if known == main else known
    return _Actor(known, act) if known and known not in view.lexicon.names.pronouns else None


def _between_phrases(view: SentenceView, start: int, end: int) -> Iterator[str]:
    """The words between two offsets, parted by the time phrases among them."""
    for phrase in view.phrases:
        if start <= phrase.start and phrase.end <= end:
            yield view.text[start : phrase.start]
            start = phrase.end
    yield view.text[start:end]


def _held_in(view: SentenceView, start: int, act: _Act) -> str | None:
    """The company in which somebody holds, named before the verb (`在云杉科技的持股比例`)."""
    place = view.text.rfind("在", start, act.start)
    inside = view.names_between(place, act.start) if place >= 0 else []
    if inside and view.text[inside[-1].end : act.start] in ("", "的", "中", "最新"):
        return inside[-1].canonical
    return None


def _object(view: SentenceView, act: _Act, draft: Draft) -> str | None:
    """The company whose shares are traded, named right behind the verb (`增持云杉科技100万股`)."""
    for name in view.names_between(act.end, draft.start):
        if view.text[act.end : name.start] in ("", "了"):
            return name.canonical
    return None


def _jointly(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> _Actor | None:
    """Those of whom the sentence has told one by one, where they then are told together (`共计减持…`)."""
    start = view.clauses[draft.clause][0]
    last = before[-1] if before else None
    added = (
        last is not None
        and _PLUS.search(view.text, last.own_start, last.start) is not None
        and _COMES_TO.fullmatch(view.text, last.end, draft.start) is not None
    )
    if not added and _JOINTLY.match(view.text, start, draft.start) is None:
        return None
    holders = [d.dimensions["holder"] for d in before if d.metric in STAKES and "holder" in d.dimensions]
    each = list(dict.fromkeys(holders))
    if len(each) > 1 or not draft.clause:
        return _Actor("、".join(each)) if len(each) > 1 else None
    related = joined_in(view.text[slice(*view.clauses[draft.clause - 1])])
    return _Actor(related) if related else None


def be_of_held(drafts: Sequence[Draft], main: str | None) -> None:
    """Give stakes that no company is named for to the one that a text is about, never to who holds them.

    In: the drafts of a sentence with entity and holder (`红杉中国、高瓴分别持有11.8%和7.3%`).
    """
    holders = tuple([holder for d in drafts if (holder := d.dimensions.get("holder")) is not None])
    if main is None or not holders:
        return
    for draft in drafts:
        whose = draft.entity
        if draft.metric != "shareholding" or whose is None or main.startswith(whose):
            continue
        if any(holder.startswith(whose) for holder in holders) and not main.startswith(holders):
            draft.entity = main
