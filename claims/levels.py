"""Levels: the metric of money, counts, prices and lengths, and whether the number is a change of it.

In: a number's draft, those before it in its sentence, the last one of the paragraph and the view. Out: the
draft with `metric` and `head` set, from what stands right behind the number or before it; what neither names
goes on with what was told (`levelsagain.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.ages import is_age
from claims.changes import be_movement
from claims.draft import Draft
from claims.heads import (
    BRACKETS,
    MOVES_FROM,
    POST_GAP,
    carry,
    is_bare,
    metrics_before,
    metrics_behind,
    name_it,
    takes,
    takes_any,
    topic_before,
)
from claims.labels import noun_behind
from claims.levelsagain import go_on, take_from_context
from claims.lexicons import one_of
from claims.numerals import ends_in_scale
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Role

_WORDS = reading_words().metrics
_LINK = re.compile(rf"(?:{one_of(_WORDS.link)}\s*)*")
"""Words that may stand between a metric and its number without parting them."""
_PARTS_NOUN = re.compile(one_of(_WORDS.parts_noun))
"""Verbs that part a counted thing from a metric behind it."""
_LONGEST_OBJECT = 10
"""Code points of what a contract is for, between its amount and the word for it."""
_ROUND = re.compile(rf"(?:[A-Z]\d?\+?|{one_of(_WORDS.kinds_of_rounds)}|Pre-?[A-Z]\+?)轮?")
"""A round of funding between an amount and 融资."""
_OPENS_ROUND = re.compile(r"的|^[A-Z]\d?\+?轮?$|^Pre")
_TRADED = re.compile(rf"{one_of(reading_words().holders.buys_or_sells)}[^,，。]{{0,24}}$")
"""Before shares of some kind: somebody buys or sells them."""
_MAY_BE_TRADED = (None, "other", "shareholding", "trading_volume")
_HELD = re.compile(rf"{one_of(reading_words().holders.holding)}[^,，。]{{0,16}}$")
"""Before shares of some kind: somebody holds them."""
_AMOUNTS = frozenset("额值款")
"""Last characters of words for amounts of money."""
_LEFT_OUT = re.compile(one_of(_WORDS.left_out))
"""At the beginning of brackets: what an amount holds or leaves out, not what it is."""
_RUNS_TO = re.compile(r"(?:从|由|至|到|为)[^,，]*$")
"""What a length moves from or to."""
_OWN_COUNTED = re.compile("的?[\u4e00-\u9fff]{2}")


def resolve_level(view: SentenceView, draft: Draft, before: Sequence[Draft], previous: Draft | None) -> None:
    """Find the metric of a number that is no rate: behind it, before it, then in its context.

    `before` are the drafts before it in its sentence, `previous` is the last one of the paragraph so far.
    """
    earlier = before[-1] if before else None
    kinds = _kinds(draft)
    if go_on(view, draft, before, previous, kinds):
        return
    behind = [m for m in metrics_behind(view, draft) if takes_any(view, m, kinds)]
    own = [
        m
        for m in metrics_before(view, draft.own_start, draft.start)
        if takes_any(view, m, kinds) and not view.lexicon.metrics[m.metric or ""].after
    ]
    if is_bare(draft) and earlier is not None and _may_be_money(view, earlier):
        own = [m for m in own if takes(view, m, "money")]  # C端客户仅占6亿, behind a size in yuan
    if own and "(" in view.text[draft.own_start : draft.start]:
        asides = list(BRACKETS.finditer(view.text, draft.own_start, draft.start))
        outside = [m for m in own if not any(a.start() <= m.start < a.end() for a in asides)]
        left_out = [a for a in asides if _LEFT_OUT.match(a.group(), 1)]  # (不含佣金、税费)
        own = (
            _glosses(own, outside, [a.span() for a in asides])
            or outside
            or [m for m in own if not any(a.start() <= m.start < a.end() for a in left_out)]
        )
    close = own[-1] if own and _linked(view, own[-1], draft) else None
    adjacent = [m for m in behind if _adjacent(view, draft, m)]
    by_classifier = _by_classifier(view, draft, earlier)
    clause_start = view.clauses[draft.clause][0]
    traded_before = any(m.metric == "buyback" for m in view.metrics(clause_start, draft.start))
    if by_classifier is not None:
        draft.metric = by_classifier
    elif (
        draft.kind in ("count", "share", "token", "physical")
        and draft.quantity.classifier
        and adjacent
        and close is None
    ):
        name_it(draft, adjacent[-1], "clause")
        _capital_or_stake(view, draft, adjacent[-1], earlier)
    elif close is not None and not (draft.kind == "count" and adjacent and draft.quantity.classifier):
        name_it(draft, close, "clause")
        _capital_or_stake(view, draft, close, earlier)
    elif adjacent:
        name_it(draft, adjacent[-1] if draft.kind != "money" else adjacent[0], "clause")
    elif draft.kind == "duration":
        _duration(view, draft, own, earlier)
    elif draft.kind == "token":
        draft.metric = "token_usage"
    elif draft.kind == "share" and any(
        m.role(Role.HOLDER) and (not traded_before or _says_who_holds(view, m))
        for m in view.between(draft.own_start, draft.start)
    ):
        draft.metric = "shareholding"
    elif own and _counts_another(view, draft):
        return
    elif own:
        name_it(draft, own[-1], "clause")
    elif draft.kind == "count" and (topic := topic_before(view, draft, kinds)) is not None:
        name_it(draft, topic, "clause")
    elif (
        draft.kind in ("count", "physical")
        and draft.quantity.classifier
        and not (
            _counts_again(view, draft, earlier) or MOVES_FROM.match(view.text, draft.own_start, draft.start)
        )
    ):
        return
    else:
        take_from_context(view, draft, earlier, previous, kinds)
    if draft.kind == "share" and draft.metric in _MAY_BE_TRADED and _is_traded(view, draft):
        draft.metric, draft.head = "stake_change", None
    draft.of_money = draft.head is not None and view.text[draft.head[1] - 1] in _AMOUNTS
    be_movement(view, draft)


def _counts_another(view: SentenceView, draft: Draft) -> bool:
    """Whether a count has a noun of its own behind it, none of what was named (`门店要有20个品种`)."""
    counted = draft.kind == "count" and draft.quantity.classifier
    return (
        bool(counted)
        and _OWN_COUNTED.match(view.text, draft.end) is not None
        and bool(noun_behind(view, draft))
    )


def _glosses(own: list[Mention], outside: list[Mention], asides: list[tuple[int, int]]) -> list[Mention]:
    """Words in brackets of their own that say which metric the word before them is (`总成交额(GMV)`)."""
    named = {mention.end: mention.metric for mention in outside}
    inside = [m for m in own if (m.start - 1, m.end + 1) in asides]
    return [m for m in inside if named.get(m.start - 1) not in (None, m.metric)]


def _is_traded(view: SentenceView, draft: Draft) -> bool:
    """Whether shares are bought or sold rather than held, by the last verb before them."""
    traded = _TRADED.search(view.text, draft.own_start, draft.start)
    if traded is None or any(_says_who_holds(view, m) for m in view.between(traded.start(), draft.start)):
        return False
    named = draft.metric == "shareholding" and draft.head is not None
    return not (named and draft.head is not None and traded.start() < draft.head[0] < draft.start)


def _says_who_holds(view: SentenceView, mention: Mention) -> bool:
    """Whether a verb of holding says that somebody holds, and not which shares are meant (`所持有的公司`)."""
    attributive = view.text[mention.start - 1] == "所" or view.text.startswith("的", mention.end)
    return mention.role(Role.HOLDER) is not None and not attributive


def _capital_or_stake(view: SentenceView, draft: Draft, head: Mention, earlier: Draft | None) -> None:
    """`占总股本7.26亿股` is the capital; `持有流通股5.94亿股` a stake, and so is what it goes on with."""
    if draft.kind != "share":
        return
    if head.metric == "shareholding" and head.word.startswith("占"):
        draft.metric = "share_capital"
    elif head.metric in ("share_capital", "unlocked_shares"):
        own = view.text[draft.own_start : min(head.start, draft.start)]
        if _TRADED.search(own) and "总" not in head.word:
            draft.metric = "stake_change"
            return
        held = _HELD.search(own) is not None and "总" not in head.word
        goes_on = (
            earlier is not None and earlier.metric == "shareholding" and not earlier.dimensions.get("item")
        )
        if held or (goes_on and not own.strip(",，、") and "总" not in head.word):
            draft.metric = "shareholding"


def _may_be_money(view: SentenceView, draft: Draft) -> bool:
    """Whether a number is money, or a bare one of a metric given in money."""
    return draft.kind == "money" or (
        is_bare(draft)
        and draft.metric not in (None, "other")
        and view.lexicon.compatible(draft.metric or "", "money")
    )


def _kinds(draft: Draft) -> tuple[str, ...]:
    """The kinds that a number may be of: a bare `83亿` may be money or a count."""
    if is_bare(draft):
        return (
            ("money", "count", "token", "share", "points")
            if draft.quantity.ulp >= 1000 or ends_in_scale(draft.quantity.text)
            else ("count", "token", "points", "price")
        )
    if draft.kind == "token":
        return ("token",)
    if draft.kind == "count":
        return ("count",)
    if draft.kind == "price":
        return ("price", "money")
    return (draft.kind,)


def _linked(view: SentenceView, mention: Mention, draft: Draft) -> bool:
    """Whether a metric leads straight to a number."""
    between = view.text[mention.end : draft.start]
    if between in _WORDS.than:
        return False  # 收盘价较28.6元的发行价
    if _LINK.fullmatch(between):
        return True
    for phrase in view.phrases:
        if mention.end <= phrase.start and phrase.end <= draft.start:
            between = between.replace(view.text[phrase.start : phrase.end], "", 1)
    for cue in view.cues(
        mention.end, draft.start, "growth", "growth_noun", "cumulative", "forecast", "respectively"
    ):
        between = between.replace(cue.word, "", 1)
    return _LINK.fullmatch(between) is not None or len(between) <= 3


def _adjacent(view: SentenceView, draft: Draft, mention: Mention) -> bool:
    """Whether a metric closes the noun phrase that a number opens."""
    counted_in = view.lexicon.metrics[mention.metric or "other"].counted_in
    if counted_in and draft.quantity.classifier not in counted_in:
        return False
    between = BRACKETS.sub("", view.text[draft.quantity.end : mention.start])
    gap = POST_GAP.match(between)
    between = between[gap.end() :] if gap else between
    if draft.kind == "money":
        if mention.metric == "orders" and len(between) <= _LONGEST_OBJECT:
            return True  # 签2.19亿元军用无人机合同
        return (
            between in ("", "的")
            or (
                len(between) <= 4
                and _OPENS_ROUND.search(view.text[draft.quantity.end : mention.start]) is not None
            )
            or _ROUND.fullmatch(between) is not None
        )
    return len(between) <= 8 and not _PARTS_NOUN.search(between)


def _counts_again(view: SentenceView, draft: Draft, earlier: Draft | None) -> bool:
    return earlier is not None and earlier.quantity.classifier == draft.quantity.classifier


def _by_classifier(view: SentenceView, draft: Draft, earlier: Draft | None) -> str | None:
    """The metric of a classifier beside a word of its field (`融资8轮`), or behind the same metric."""
    classifier = draft.quantity.classifier
    if draft.quantity.text.startswith("前") or classifier == "大":
        return "other"  # 前五大客户 counts a group's places, not customers
    if draft.kind != "count" or not classifier:
        return None
    start, end = view.clauses[draft.clause]
    for metric, words in view.lexicon.by_classifier.get(classifier, ()):
        if any(word in view.text[start:end] for word in words) or (
            earlier is not None and earlier.metric == metric
        ):
            return metric
    return None


def _duration(view: SentenceView, draft: Draft, own: list[Mention], earlier: Draft | None) -> None:
    """`成立6年` is an age; other lengths keep their head noun."""
    near = list(view.metrics(max(view.clauses[draft.clause][0], draft.start - 8), draft.start))
    if near and near[-1].metric == "founded":
        draft.metric = "age"
        draft.head = (near[-1].start, near[-1].end)
    elif is_age(view, draft):
        draft.metric = "age"
    elif own:
        name_it(draft, own[-1], "clause")
    elif earlier is not None and earlier.kind == "duration" and earlier.metric != "age":
        carry(draft, earlier)
    else:
        heads = [m for m in view.metrics(view.start, draft.start) if takes(view, m, "duration")]
        if heads and _RUNS_TO.search(view.text, draft.own_start, draft.start):
            name_it(draft, heads[-1], "sentence")
