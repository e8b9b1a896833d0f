"""Levels: the metric of money, counts, prices and lengths, and whether the number is a change of it."""

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
    metrics_behind,
    name_it,
    no_subject,
    take_metric,
    takes,
    takes_any,
    topic_before,
    without_time,
)
from claims.labels import noun_behind
from claims.lexicons import one_of
from claims.model import Measure
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
_ROUND = re.compile(r"(?:[A-Z]\d?\+?|天使|战略|种子|Pre-?[A-Z]\+?)轮?")
"""A round of funding between an amount and 融资."""
_OPENS_ROUND = re.compile(r"的|^[A-Z]\d?\+?轮?$|^Pre")
_TRADED = re.compile(rf"{one_of(reading_words().holders.buys_or_sells)}[^,，。]{{0,24}}$")
"""Before shares of some kind: somebody buys or sells them."""
_MAY_BE_TRADED = (None, "other", "shareholding", "trading_volume")
_HELD = re.compile(rf"{one_of(reading_words().holders.holding)}[^,，。]{{0,16}}$")
"""Before shares of some kind: somebody holds them."""
_INSTRUMENT = re.compile(
    rf"(?:[,，;；]?{one_of(_WORDS.made_of)}[:：]?|[、;；]|{one_of(_WORDS.and_)})"
    rf"(?P<name>[^,，\d]{{0,12}}?{one_of(_WORDS.instruments)})(?:余额)?{one_of(_WORDS.link)}?"
)
"""What leads from a debt to the amount of one of its instruments."""
_AMOUNTS = frozenset("额值款")
"""Last characters of words for amounts of money."""
_OWN_NOUN = re.compile(rf"{one_of(_WORDS.own_nouns)}(?:{one_of(_WORDS.link)}|有可能|可能|或|[约将已为达])*$")
"""Before an amount that is of no metric: what it is."""
_EXPENSE = re.compile(
    rf"(?:[\u4e00-\u9fff](?<![{_WORDS.not_expenses}])(?:{one_of(_WORDS.own_expenses)})|{one_of(_WORDS.own_payments)})(?:{one_of(_WORDS.link)}|[约将已为达])*$"
)
"""The same of one kind of expense (`燃油费58亿元`)."""
_BY_PARTS = frozenset({"debt", "share_capital"})
"""What stands at a date and is told by its instruments or by who paid it in."""
_NOUN = re.compile("[\u4e00-\u9fff]{3,8}")
_LEFT_OUT = re.compile(one_of(_WORDS.left_out))
"""At the beginning of brackets: what an amount holds or leaves out, not what it is."""
_RUNS_TO = re.compile(r"(?:从|由|至|到|为)[^,，]*$")
"""What a length moves from or to."""


def resolve_level(view: SentenceView, draft: Draft, before: Sequence[Draft], previous: Draft | None) -> None:
    """Find the metric of a number that is no rate: behind it, before it, then in its context.

    `before` are the drafts before it in its sentence, `previous` is the last one of the paragraph so far.
    """
    earlier = before[-1] if before else None
    kinds = _kinds(draft)
    if earlier is not None and _led_to(view, draft, earlier, kinds):
        take_metric(draft, earlier)
        return
    told = _told_level(before)
    if told is not None and _of_then(view, draft, told, kinds):
        take_metric(draft, told)
        return
    whole = next((d for d in reversed(before) if d.kind == draft.kind), None)
    if whole is not None and _among_them(view, draft, whole):
        take_metric(draft, whole)
        return
    if whole is not None and (instrument := _instrument_of(view, draft, whole)) is not None:
        draft.metric, draft.dimensions["item"] = whole.metric, instrument
        return
    if earlier is None and previous is not None and _part_of(view, draft, previous):
        take_metric(draft, previous)
        return
    behind = [m for m in metrics_behind(view, draft) if takes_any(view, m, kinds)]
    own = [
        m
        for m in _named(view, draft.own_start, draft.start)
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
        _level_from_context(view, draft, earlier, previous, kinds)
    if draft.kind == "share" and draft.metric in _MAY_BE_TRADED and _is_traded(view, draft):
        draft.metric, draft.head = "stake_change", None
    draft.of_money = draft.head is not None and view.text[draft.head[1] - 1] in _AMOUNTS
    be_movement(view, draft)


_OWN_COUNTED = re.compile("的?[\u4e00-\u9fff]{2}")


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


def _led_to(view: SentenceView, draft: Draft, earlier: Draft, kinds: tuple[str, ...]) -> bool:
    """Whether a number is the level that the growth before it leads to (`用户增长34%,至1.86亿户`)."""
    return (
        earlier.measure in (Measure.GROWTH, Measure.CHANGE)
        and any(
            view.text[earlier.end : end].strip(" ,，") in _WORDS.leads_to
            for end in (draft.quantity.start, draft.quantity.qualifier_start)
        )
        and _could_be(view, earlier, kinds)
    )


def _told_level(before: Sequence[Draft]) -> Draft | None:
    """The level told last, where nothing stands behind it but how it moved (`出货6吉瓦,同比增长12%`)."""
    for draft in reversed(before):
        if draft.measure is Measure.LEVEL:
            return draft if draft.metric == before[-1].metric else None
        if draft.measure not in (Measure.GROWTH, Measure.CHANGE):
            return None
    return None


def _of_then(view: SentenceView, draft: Draft, earlier: Draft, kinds: tuple[str, ...]) -> bool:
    """Whether only a time stands before a number, so that its metric is that before it (`上年同期1.2元`)."""
    if earlier.measure is not Measure.LEVEL or earlier.unit.split("/")[0] != draft.unit:
        return False
    return (
        any(draft.own_start <= phrase.start and phrase.end <= draft.start for phrase in view.phrases)
        and without_time(view, draft.own_start, draft.start) in _WORDS.link_only
        and _could_be(view, earlier, kinds)
    )


def _part_of(view: SentenceView, draft: Draft, previous: Draft) -> bool:
    """Whether a sentence opens with 其中 and a quantity of the unit before it, no metric named."""
    return (
        view.text.startswith("其中", view.start)
        and draft.kind == "physical"
        and draft.unit == previous.unit
        and previous.measure is Measure.LEVEL
        and previous.metric not in (None, "other")
        and not view.metrics(view.start, draft.start)
    )


def _among_them(view: SentenceView, draft: Draft, earlier: Draft) -> bool:
    """Whether a count behind 其中 is a part of the level before it (`其中新能源车7.8万辆`)."""
    own = view.text[draft.own_start : draft.start]
    return (
        draft.kind == "count"
        and own.lstrip(" ,，;；").startswith("其中")
        and draft.quantity.classifier == earlier.quantity.classifier != ""
        and earlier.measure is Measure.LEVEL
        and earlier.metric not in (None, "other")
        and not view.metrics(draft.own_start, draft.start)
    )


def _instrument_of(view: SentenceView, draft: Draft, whole: Draft) -> str | None:
    """The instrument of a debt that an amount is of (`债务5亿元,包括:公司债2亿元`), or None."""
    if draft.kind != "money" or whole.metric != "debt" or whole.measure is not Measure.LEVEL:
        return None
    match = _INSTRUMENT.fullmatch(view.text, whole.end, draft.start)
    return match["name"] if match is not None else None


def _could_be(view: SentenceView, source: Draft, kinds: tuple[str, ...]) -> bool:
    """Whether the metric of another number is known and given in one of some kinds of unit."""
    metric = source.metric
    return metric not in (None, "other") and any(
        view.lexicon.compatible(metric or "", kind) for kind in kinds
    )


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


def _named(view: SentenceView, start: int, end: int) -> list[Mention]:
    """Metrics named before a number, without the words that count only behind one."""
    return [m for m in view.metrics(start, end) if m.word not in _WORDS.only_behind]


def _level_from_context(
    view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None, kinds: tuple[str, ...]
) -> None:
    """Look further left: the clause, the number before, the sentence, the paragraph's last number.

    Not where a noun of its own says what an amount is (`每张面值100元`, `损失额高达3亿元`).
    """
    own = draft.own_start, draft.quantity.qualifier_start
    if draft.kind == "money" and (_OWN_NOUN.search(view.text, *own) or _EXPENSE.search(view.text, *own)):
        return
    clause_start = view.clauses[draft.clause][0]
    heads = [m for m in _named(view, clause_start, draft.own_start) if takes_any(view, m, kinds)]
    same_kind = earlier is not None and (earlier.kind == draft.kind or earlier.kind in kinds)
    if (
        same_kind
        and earlier is not None
        and earlier.metric not in (None, "other")
        and earlier.measure == Measure.LEVEL
    ):
        if not _is_another(view, draft, earlier):
            take_metric(draft, earlier)
        return
    if heads:
        name_it(draft, heads[-1], "clause")
        return
    for mention in reversed(_named(view, view.start, draft.own_start)):
        if draft.kind == "money" and takes(view, mention, "price"):
            continue  # a total is no price
        if draft.kind == "money" and _is_base_of(view, mention, earlier):
            continue  # 投入7.7亿元,占营收8.0%,今年预算8.5亿元
        if takes_any(view, mention, kinds):
            name_it(draft, mention, "sentence")
            return
    if (
        draft.kind == "money"
        and earlier is not None
        and earlier.measure in (Measure.SHARE, Measure.RATIO)
        and _could_be(view, earlier, kinds)
    ):
        take_metric(draft, earlier)
        return
    if (
        earlier is None
        and previous is not None
        and previous.metric not in (None, "other")
        and previous.kind == draft.kind
        and previous.measure == Measure.LEVEL
        and no_subject(view, draft)
        and draft.kind == "money"
        and not _is_another(view, draft, previous)
    ) or (
        earlier is None
        and previous is not None
        and draft.kind == previous.kind == "share"
        and previous.metric == "shareholding"
    ):
        take_metric(draft, previous)


def _is_base_of(view: SentenceView, mention: Mention, earlier: Draft | None) -> bool:
    """Whether a metric is only what the ratio told last is of, and not what it was of something else."""
    if earlier is None or earlier.measure is not Measure.RATIO or earlier.of != mention.metric:
        return False
    return earlier.own_start <= mention.start < earlier.start


def _is_another(view: SentenceView, draft: Draft, before: Draft) -> bool:
    """Whether an amount has a noun of its own, which no metric knows, behind one that is not told in parts.

    `总资产20亿元,押金结余3亿元`: the second is no part of the first, nor the first again.
    """
    spec = view.lexicon.metrics[before.metric or "other"]
    if draft.kind != "money" or spec.nature != "stock" or spec.parted or before.metric in _BY_PARTS:
        return False
    words = view.without_phrases(draft.own_start, draft.start).lstrip(",，、;；:： ")
    plain = _NOUN.fullmatch(words) is not None
    return (
        plain
        and not view.between(draft.own_start, draft.start)
        and not view.names_between(draft.own_start, draft.start)
    )


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
