"""What names a number's metric: the words before and behind it, and the number that it continues.

Shared by the modules that find metric and measure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView

_WORDS = reading_words().metrics
_RATINGS = frozenset(reading_words().names.ratings)
"""Right behind a price at the end of its clause, these are what a house says of the share."""
RATE_KINDS = frozenset({"percent", "times", "points"})
"""Kinds of unit that measure one number by another."""
POST_GAP = re.compile(rf"{one_of(_WORDS.behind_number)}*")
"""What may stand between a number and the noun phrase behind it."""
PHRASE_END = re.compile(r"[,，。;；:：!！?？\n、()（）“”「」《》]")
"""Where a noun phrase ends at the latest."""
BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
MOVES_FROM = re.compile(r"[,，\s]*(?:从|由)")
"""What opens a movement from one level to another."""
_REACHED = re.compile(rf"(?:{one_of((*_WORDS.link, *_WORDS.reached))}|\s)*")
"""Before a number: nothing but that there is so much of it."""


def before_gloss(view: SentenceView, earlier: Sequence[Draft], draft: Draft) -> Draft | None:
    """The last number before those that only gloss one, in brackets or as a rate of exchange, or None.

    `收入158亿元(约172亿港元,按1元兑1.09港元计),按年升12%` tells how the income grew. None where the last
    number before is no gloss, or where nothing stands before it.
    """
    if not earlier or view.metrics(draft.own_start, draft.start):
        return None
    kept = list(earlier)
    while kept and (kept[-1].metric == "exchange_rate" or _is_bracketed(view, kept[-1], draft.start)):
        kept.pop()
    glossed = len(kept) < len(earlier) and draft.start >= kept[-1].end if kept else False
    inside = glossed and _is_bracketed(view, draft, view.end)
    return kept[-1] if glossed and not inside else None


def _is_bracketed(view: SentenceView, draft: Draft, before: int) -> bool:
    """Whether a number stands in brackets that close before an offset."""
    return any(
        m.start() < draft.quantity.start < m.end() <= before
        for m in BRACKETS.finditer(view.text, view.start, view.end)
    )


def name_it(draft: Draft, mention: Mention, how: str) -> None:
    """Take the metric that a mention names, and keep where it stands."""
    draft.metric = mention.metric
    draft.head = (mention.start, mention.end)
    draft.why("metric", mention.start, mention.end, how)


def carry(draft: Draft, source: Draft) -> None:
    """Take metric and measure over from another draft."""
    draft.metric, draft.measure, draft.of = source.metric, source.measure, source.of
    draft.versus, draft.direction, draft.head = source.versus, source.direction, source.head
    draft.label = source.label
    draft.carried = True
    if source.head:
        draft.why("metric", *source.head, "list")


def take_metric(draft: Draft, source: Draft) -> None:
    """Take the metric over from another draft, its measure left as it is."""
    draft.metric, draft.head, draft.label, draft.of = source.metric, source.head, source.label, None
    draft.carried = True
    if source.head:
        draft.why("metric", *source.head, "sentence")


def metrics_before(view: SentenceView, start: int, end: int) -> list[Mention]:
    """Metrics named before a number, without the words that count only behind one."""
    return [m for m in view.metrics(start, end) if m.word not in _WORDS.only_behind]


def metrics_behind(view: SentenceView, draft: Draft, reach: int = 14) -> list[Mention]:
    """Metrics in the noun phrase right behind a number (`8000家机构客户`), up to punctuation or a number."""
    if not view.named:
        return []
    start = draft.end
    bracket = BRACKETS.match(view.text, start, view.end)
    if bracket and bracket.end() - start < 20:
        start = bracket.end()
    end = min(view.end, start + reach)
    stop = PHRASE_END.search(view.text, start, end)
    if stop:
        end = stop.start()
    for quantity in view.quantities:
        if start <= quantity.start < end:
            end = quantity.start
    for phrase in view.phrases:
        if start <= phrase.start < end:
            end = phrase.start
    return [m for m in view.metrics(start, end) if not (m.word in _RATINGS and m.end == end)]


def topic_before(view: SentenceView, draft: Draft, kinds: Sequence[str]) -> Mention | None:
    """The metric that the clause before a number's closes with, where its own only says how much there is.

    `公司的会员,到6月底已有328万人`: a clause without a number of its own.
    """
    start = view.clauses[draft.clause][0]
    if draft.clause == 0 or draft.own_start > start:
        return None
    if _REACHED.fullmatch(without_time(view, start, draft.quantity.qualifier_start).strip(" ,，")) is None:
        return None
    before = view.clauses[draft.clause - 1][0]
    end = before + len(view.text[before:start].rstrip(" ,，"))
    if any(before <= quantity.start < start for quantity in view.quantities):
        return None
    return next((m for m in view.metrics(before, end) if m.end == end and takes_any(view, m, kinds)), None)


def takes(view: SentenceView, mention: Mention, kind: str) -> bool:
    """Whether a mention names a metric whose level comes in a kind of unit."""
    return mention.metric is not None and view.lexicon.compatible(mention.metric, kind)


def takes_any(view: SentenceView, mention: Mention, kinds: Sequence[str]) -> bool:
    """Whether a mention names a metric whose level comes in one of several kinds of unit."""
    if mention.metric is None:
        return False
    known = view.lexicon.metrics[mention.metric].kinds
    for kind in kinds:  # noqa: SIM110  # asked for every word beside a number
        if kind in known:
            return True
    return False


def can_grow(view: SentenceView, mention: Mention) -> bool:
    """Whether a mention names a metric whose growth is told."""
    return mention.metric not in (
        None,
        "stake_change",
        "ranking",
        "founded",
        "listed",
        "released",
        "stock_move",
    )


def is_bare(draft: Draft) -> bool:
    """Whether a number stands without unit or classifier (`83亿`)."""
    return draft.kind == "count" and not draft.quantity.classifier


def previous_rate(earlier: Draft | None, previous: Draft | None) -> Draft | None:
    """The rate that a rate without a head noun goes on with: a number before it that is no growth."""
    for draft in (earlier, previous):
        if draft is not None and draft.kind in RATE_KINDS and draft.measure != Measure.GROWTH:
            return draft
    return None


def without_time(view: SentenceView, start: int, end: int) -> str:
    """The text between two offsets, its time phrases and brackets left out (`提升至2025年上半年的`)."""
    return BRACKETS.sub("", view.without_phrases(start, end)).removesuffix("的")


def no_subject(view: SentenceView, draft: Draft) -> bool:
    """Whether nothing but time, attribution and cues stands before a number in its sentence."""
    return not view.names_between(view.start, draft.start) and draft.start - view.start < 24
