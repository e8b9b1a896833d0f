"""Within which scope a figure is counted: by whose standards, of one's own brand only, with a loan taken in.

In: the drafts of a sentence with their metrics, and its view. Out: those behind such words have them as their
`comparability`, so that they are not taken for the plain figure (`若只计人民币业务,净息差为1.75%`). Words
that end their clause hold for the rest of the sentence up to a semicolon or the next ones; others for their
own clause.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().slices
_KEY = "comparability"
_WHAT = r"[^,，。;；:：、()（）“”\d]"
_AFTER = rf"(?:{one_of(_WORDS.basis_ends)})"
_SCOPE = re.compile(
    rf"(?:{one_of(_WORDS.basis_leads)}(?:{_WHAT}{{1,12}}的)?)?(?P<basis>(?:(?![按依]){_WHAT}){{1,12}}?口径){_AFTER}?"
    rf"|(?:{one_of(_WORDS.by_standard)})(?P<standard>{_WHAT}{{0,10}}?{one_of(_WORDS.standards)}){_AFTER}?"
    rf"|(?:{one_of(_WORDS.supposes)})?(?P<only>{one_of(_WORDS.counts_only)}{_WHAT}{{2,14}})(?=[,，])"
    rf"|(?:{one_of(_WORDS.supposes)})(?P<supposed>(?:{one_of(_WORDS.counts_without)}|{one_of(_WORDS.counts_with)}){_WHAT}{{2,16}}?)"
    rf"(?:{one_of(_WORDS.counted_out)})?(?=[,，])"
    rf"|(?<!占)(?<!占公司)(?P<without>{one_of(_WORDS.counts_without)}{_WHAT}{{2,16}}?)(?:{one_of(_WORDS.counted_out)})"
    rf"|(?<=[,，。;；:：\s])(?P<leaving>{one_of(_WORDS.leaves_out)}{_WHAT}{{1,12}}{one_of(_WORDS.influences)})(?=[,，])"
    rf"|(?<=[,，。;；:：\s])(?P<counted>{one_of(_WORDS.counts_also)}{_WHAT}{{2,14}}?)(?=的[是有为则]|[,，])"
    rf"|(?P<taken>(?:{one_of(_WORDS.taken_in)}){_WHAT}{{2,16}}?)(?:{one_of(_WORDS.taken_ends)})(?=[,，])"
    rf"|(?<=[,，。;；:：\s])(?P<lacking>{one_of(_WORDS.leaves_out_all)}{_WHAT}{{2,12}})(?=[,，])"
    rf"|(?P<restated>{one_of(_WORDS.restated_bases)})"
)
_ASIDE = re.compile(
    rf"[(（](?!{_WHAT}{{0,10}}{one_of(_WORDS.costs_of_trade)})"
    rf"(?P<aside>(?:{one_of(_WORDS.counts_without)}|{one_of(_WORDS.counts_only)}){_WHAT}{{2,14}})[)）]"
)
"""Right behind a figure: what it leaves out (`5,200万吨(不含合营及联营企业)`)."""
_COUNTING = (
    rf"(?:{one_of(_WORDS.basis_leads)})?(?:{one_of(_WORDS.counts_without)}|{one_of(_WORDS.counts_only)})"
)
_PLAIN = re.compile(rf"(?:(?!{_COUNTING}).*(?:的|全))?(?:{one_of(_WORDS.plain_bases)})*的?口径")
"""What names no basis of its own; `不含服务费的口径` says what it leaves out."""
_ONLY = re.compile(one_of(_WORDS.counts_only))
_CLOSES = re.compile("[,，]")
_ENDS = re.compile("[;；]")
_WHOLE = frozenset({"recurring_net_profit", "adjusted_net_profit", "adjusted_net_loss", "funding"})
"""Profits that say themselves what they leave out, and money raised, of which each counts what it likes."""
_BY_BASIS = frozenset({"market_share", "market_size", "ranking"})
"""What is always told on some basis (`按销量口径`), so that one is no other figure."""
_COUNTED = (Measure.LEVEL, Measure.GROWTH, Measure.CAGR, Measure.SHARE, Measure.CHANGE, Measure.RATIO)


@dataclass(frozen=True, slots=True)
class _Scope:
    """Words that say within which scope the figures from `start` to `end` are counted."""

    words: str
    start: int
    end: int
    by_basis: bool


def mark_scopes(view: SentenceView, drafts: Sequence[Draft], before: Draft | None) -> None:
    """Give the figures of a sentence the scope that its words count them within.

    `before` is the last draft of the paragraph so far, whose scope a figure of the same slice took over.
    """
    scopes = _scopes(view) if drafts else []
    taken_over = {None, before.dimensions.get(_KEY) if before is not None else None}
    for draft in drafts:
        aside = _ASIDE.match(view.text, draft.end, view.end) if draft.end < view.end else None
        if aside is None and not scopes:
            continue
        if draft.kind == "duration" or draft.measure not in _COUNTED or draft.metric in _WHOLE:
            continue
        if draft.dimensions.get(_KEY) not in taken_over:
            continue
        if aside is not None:
            draft.dimensions[_KEY] = aside["aside"]
            continue
        held = [scope for scope in scopes if scope.start <= draft.start < scope.end]
        if held and not (held[-1].by_basis and draft.metric in _BY_BASIS):
            draft.dimensions[_KEY] = held[-1].words


def _only_when(view: SentenceView, start: int, end: int) -> bool:
    """Whether words that count only some of something name no more than a time (`单计上半年`)."""
    only = _ONLY.match(view.text, start, end)
    return only is not None and not view.without_phrases(only.end(), end).strip("的这")


def _scopes(view: SentenceView) -> list[_Scope]:
    found = []
    for match in _SCOPE.finditer(view.text, view.start, view.end):
        kind = str(match.lastgroup)
        if kind == "basis" and _PLAIN.fullmatch(match[kind]):
            continue
        if kind == "only" and _only_when(view, *match.span(kind)):
            continue
        if _CLOSES.match(view.text, match.end()):
            closed = _ENDS.search(view.text, match.end(), view.end)
            end = closed.start() if closed is not None else view.end
        else:
            end = view.clauses[view.clause_of(match.end() - 1)][1]
        found.append(_Scope(match[kind], match.end(), end, kind == "basis"))
    return found
