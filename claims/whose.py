"""Whose: the entity of each number, from its own words back to the document's subject.

In: the drafts of a sentence, its view and what the paragraph has spoken of. Out: the drafts with `entity` set
and the paragraph's subject moved on. A name in subject position takes over 公司 and 其 until another does; a
name behind a preposition (与…相比, 向…披露) does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from claims.bonds import bond_of, rate_of
from claims.clausesubjects import OWN, OWN_COMPANY, THAT_ONE, own_company, subject_of_clause
from claims.draft import Draft
from claims.groups import counted_at, group_at, is_group
from claims.heads import MOVES_FROM
from claims.industries import industry_average, whole_market, whole_trade
from claims.lexicons import holds_any, one_of, trie
from claims.markets import market_of_size
from claims.model import Measure
from claims.nationals import national
from claims.ownnames import (
    customer_of_its,
    group_by_place,
    leader_by_rank,
    own_name,
    placed_name,
    quoted_subject,
)
from claims.people import person_of
from claims.places import is_spoken_of_as_place, nation_at
from claims.pricemoves import PRICED
from claims.projects import is_of_project, speak_of_project
from claims.readingwords import reading_words
from claims.refining import word_of
from claims.sentence import Name, SentenceView
from claims.speaking import Speaking
from claims.stakes import company_held, company_of_shares, held_with
from claims.things import (
    behind_leads,
    is_goods,
    lasts,
    made_thing,
    named_thing,
    no_company,
    opening_thing,
    owns,
    priced_thing,
)

_WORDS = reading_words().subjects
_INDEX_NAMES = reading_words().things.index_names
_CORPORATE = frozenset(_WORDS.corporate)
_PUBLISHES = re.compile(one_of(_WORDS.publishes))
_ITS = re.compile(r"\s*其(?![中他它次实余])")
_LATTER = re.compile(r"\s*(?:而|且)?后者")
_ITSELF = re.compile(rf"\s*(?:{trie(_WORDS.leads)})?[本此]?次?公司")
_MOVES = (Measure.GROWTH, Measure.CHANGE, Measure.CAGR)
_FIGURES = frozenset({*_WORDS.corporate, *_WORDS.told_of_movers})
_ANY_COMPANY = 100_000_000_000
"""What of no company's shares changes hands in a day, in its currency."""
_OF_NATIONS = frozenset({"trade", "sales_amount", "fiscal", "investment"})
"""What a nation has and goods have not: goods before them are a slice (`其中，实物商品网上零售额`)."""
_SHORT_LEAD = 3
"""Code points before a verb of change that name nobody (`较去年`)."""
_BREAKS_DOWN = re.compile(rf"{one_of(_WORDS.sorts)}[^,，。]{{1,8}}看[,，]")
"""Opens a sentence that goes on with the parts of what the paragraph opened with (`分产品看`)."""
_STOPS = " ,，、;；"
_PRONOUN = re.compile(one_of(_WORDS.pronouns))


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


def resolve_entities(view: SentenceView, drafts: Sequence[Draft], speaking: Speaking) -> None:
    """Set the entity of every draft that a list has not given one."""
    subjects: list[tuple[int, Name]] = []
    things = bool(drafts) and no_company(view, speaking.main)
    goes_on = view.behind_semicolon and speaking.aside is not None
    after_another = goes_on or (view.behind_semicolon and bool(speaking.others))
    for start, end in view.clauses if view.names or things or speaking.target or after_another else ():
        found = subject_of_clause(view, start, end) if view.names else None
        found = found or own_company(view, start, end, speaking)
        if found is None and speaking.aside is not None and not subjects:
            found = _that_one(view, start, end, speaking.aside)
        if found is None and start > view.start:
            found = _pointed_to(view, start, end, subjects)
        if things and (found is None or no_company(view, found.canonical)):
            told_together = group_at(view, behind_leads(view, start, end), end)
            found = told_together or opening_thing(view, start, end) or found
        elif found is None and drafts:
            found = counted_at(view, behind_leads(view, start, end), end)
        if found is not None:
            subjects.append((found.start, found))
    if drafts and not subjects and not things:
        subjects = _not_the_company(view)
    speak_of_project(view, speaking)
    things_told: set[str] = set()
    people: set[str] = set()
    opening = speaking.subject
    if goes_on:
        opening = speaking.aside
    if speaking.whole is not None and _BREAKS_DOWN.match(view.text, view.start, view.end):
        opening = speaking.whole
    for index, draft in enumerate(drafts):
        if draft.entity is not None:
            continue
        if draft.metric == "market_size":
            market_of_size(view, draft, speaking)
            continue
        passed = [
            name
            for at, name in subjects
            if (at < draft.start or (at == draft.start and is_group(name.canonical)))
            and owns(view, name, draft)
        ]
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
        if speaking.project is not None and is_of_project(view, draft):
            draft.entity = speaking.project
            continue
        person = person_of(view, draft, drafts[index - 1] if index else None, people, nobody=things)
        if person is not None:
            draft.entity = person
            continue
        thing = bond_of(view, draft) if things else None
        if thing is None and things and (thing := rate_of(view, draft)) is not None:
            _keep_place(view, draft, opening if not passed else passed[-1].canonical)
        thing = thing or whole_market(view, draft, speaking.main) or named_thing(view, draft, speaking.main)
        thing = thing or industry_average(view, draft, drafts[:index]) or whole_trade(view, draft)
        if thing is None and not things:
            thing = national(view, draft)
        if thing is None and index and _grows_on(view, draft, drafts[index - 1], things_told):
            thing = drafts[index - 1].entity
        if thing is not None:
            draft.entity = thing
            things_told.add(thing)
            continue
        if _of_market(view, draft):
            draft.entity = _WORDS.market_of_shares
            continue
        customer = customer_of_its(view, draft)
        if customer is not None:
            others = [name.canonical for at, name in subjects if at < customer.start]
            draft.entity = next((n for n in reversed(others) if n != customer.canonical), opening)
            if draft.entity != customer.canonical:
                draft.dimensions["customer"] = customer.canonical
            continue
        placed = placed_name(view, draft)
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
        group = group_by_place(view, draft) or quoted_subject(view, draft)
        inner = None if group else own_name(view, draft, places=things)
        if inner is not None and passed and _is_part(view, inner, passed[-1], draft):
            inner = passed[-1]
        if group is not None:
            draft.entity = group
        elif inner is not None:
            draft.entity = inner.canonical
            draft.why("entity", inner.start, inner.end, "clause")
        elif draft.kind == "rank" and (led := leader_by_rank(view, draft)) is not None:
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
            bare = no_company(view, opening) and not (opening and is_spoken_of_as_place(view, opening))
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
    for draft in drafts:
        if draft.metric == "index_level":
            draft.entity = _INDEX_NAMES.get(draft.entity or "", draft.entity)
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


def _not_the_company(view: SentenceView) -> list[tuple[int, Name]]:
    """Whom a sentence of a company's text that names nobody tells of besides: nations, kinds of companies."""
    worldwide = holds_any(_WORLDS, view.text[view.start : view.end])
    found: list[tuple[int, Name]] = []
    for start, end in view.clauses:
        at = behind_leads(view, start, end)
        told = (nation_at(view, at, end) if worldwide else None) or counted_at(view, at, end)
        if told is not None:
            found.append((told.start, told))
    return found


_WORLDS = reading_words().things.worlds


def _is_part(view: SentenceView, inner: Name, outer: Name, draft: Draft) -> bool:
    """Whether a name only is a part of the clause's subject, or what a place makes (`苏州天然气产量`)."""
    if outer.start <= inner.start < outer.end:
        return True  # 美国 is a part of 美国原油期货
    made = is_spoken_of_as_place(view, outer.canonical) and view.clause_of(outer.start) == draft.clause
    return made and draft.metric not in PRICED and is_goods(view, inner.canonical)


def _keep_place(view: SentenceView, draft: Draft, place: str | None) -> None:
    """Make the place that a rate is told for a slice of it (`深圳首套房贷利率`)."""
    if place is not None and is_spoken_of_as_place(view, place) and place not in view.lexicon.economies:
        draft.dimensions.setdefault("region", place)


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


def _of_market(view: SentenceView, draft: Draft) -> bool:
    """Whether so much changed hands that it is the market's in all (`上午半天成交近5900亿元`)."""
    if draft.metric != "trading_volume" or draft.unit != "CNY" or draft.measure is not Measure.LEVEL:
        return False
    own = view.clauses[draft.clause][0]
    bare = not view.names_between(own, draft.start) and not draft.dimensions and draft.period is None
    signs = any(word in view.text for word in _WORDS.market_signs)
    return bare and signs and draft.quantity.value >= _ANY_COMPANY


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


def _has_pronoun(view: SentenceView, draft: Draft) -> bool:
    return _PRONOUN.search(view.text, view.start, draft.start) is not None
