"""Levels that go on with what was told: the metric of a number whose own words name none.

In: a number's draft, those before it in its sentence, the last one of the paragraph and the view. Out: the
draft with the metric of the number, the clause or the sentence that it goes on with, where it does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.heads import metrics_before, name_it, no_subject, take_metric, takes, takes_any, without_time
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView

_WORDS = reading_words().metrics
_INSTRUMENT = re.compile(
    rf"(?:[,，;；]?{one_of(_WORDS.made_of)}[:：]?|[、;；]|{one_of(_WORDS.and_)})"
    rf"(?P<name>[^,，\d]{{0,12}}?{one_of(_WORDS.instruments)})(?:余额)?{one_of(_WORDS.link)}?"
)
"""What leads from a debt to the amount of one of its instruments."""
_OWN_NOUN = re.compile(rf"{one_of(_WORDS.own_nouns)}(?:{one_of(_WORDS.link)}|有可能|可能|或|[约将已为达])*$")
"""Before an amount that is of no metric: what it is."""
_EXPENSE = re.compile(
    rf"(?:[\u4e00-\u9fff](?<![{_WORDS.not_expenses}])(?:{one_of(_WORDS.own_expenses)})|{one_of(_WORDS.own_payments)})(?:{one_of(_WORDS.link)}|[约将已为达])*$"
)
"""The same of one kind of expense (`燃油费58亿元`)."""
_BY_PARTS = frozenset({"debt", "share_capital"})
"""What stands at a date and is told by its instruments or by who paid it in."""
_NOUN = re.compile("[\u4e00-\u9fff]{3,8}")


def go_on(
    view: SentenceView, draft: Draft, before: Sequence[Draft], previous: Draft | None, kinds: tuple[str, ...]
) -> bool:
    """Take the metric of the number that a number leads on from or is a part of; whether there is one.

    `before` are the drafts before it in its sentence, `previous` is the last one of the paragraph so far.
    """
    earlier = before[-1] if before else None
    told = _told_level(before)
    whole = next((d for d in reversed(before) if d.kind == draft.kind), None)
    if earlier is not None and _led_to(view, draft, earlier, kinds):
        take_metric(draft, earlier)
    elif told is not None and _of_then(view, draft, told, kinds):
        take_metric(draft, told)
    elif whole is not None and _among_them(view, draft, whole):
        take_metric(draft, whole)
    elif whole is not None and (instrument := _instrument_of(view, draft, whole)) is not None:
        draft.metric, draft.dimensions["item"] = whole.metric, instrument
    elif earlier is None and previous is not None and _part_of(view, draft, previous):
        take_metric(draft, previous)
    else:
        return False
    return True


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
    """Whether only a time stands before a number, so that its metric is that before it (`上年同期1.2元`).

    The time may be what the next number is measured against (`较9月的74.0万头增长5.9%`).
    """
    if earlier.measure is not Measure.LEVEL or earlier.unit.split("/")[0] != draft.unit:
        return False
    if len({earlier.quantity.classifier, draft.quantity.classifier} - {""}) > 1:
        return False
    words = without_time(view, draft.own_start, draft.start)
    return (
        any(draft.own_start <= phrase.start and phrase.end <= draft.start for phrase in view.phrases)
        and (words in _WORDS.link_only or words.lstrip(",， ") in _WORDS.than)
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


def take_from_context(
    view: SentenceView, draft: Draft, earlier: Draft | None, previous: Draft | None, kinds: tuple[str, ...]
) -> None:
    """Look further left: the clause, the number before, the sentence, the paragraph's last number.

    Not where a noun of its own says what an amount is (`每张面值100元`, `损失额高达3亿元`).
    """
    own = draft.own_start, draft.quantity.qualifier_start
    if draft.kind == "money" and (_OWN_NOUN.search(view.text, *own) or _EXPENSE.search(view.text, *own)):
        return
    clause_start = view.clauses[draft.clause][0]
    heads = [m for m in metrics_before(view, clause_start, draft.own_start) if takes_any(view, m, kinds)]
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
    for mention in reversed(metrics_before(view, view.start, draft.own_start)):
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
