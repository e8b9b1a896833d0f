"""Stakes that change hands: what a trade moves is a change of the stake, what it leads to the stake itself.

In: a draft with its metric and measure, the draft before it in its sentence, and the view. Out: the draft
with `stake_change` and `shareholding` told apart, and the direction of the change set.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().holders
_TO = reading_words().metrics.to
_TRADES = one_of(_WORDS.buys_or_sells)
_BUYS_OR_SELLS = re.compile(_TRADES)
_FRONTED = re.compile(rf"[将把][^,，。;；]{{0,16}}(?:{one_of(_WORDS.holding)}|所持)[^,，。;；]{{0,16}}$")
_GIVEN_AWAY = re.compile(rf"(?:[(（][^()（）]*[)）])?[^,，。;；]{{0,30}}?{one_of(_WORDS.sells)}(?!前|后|方)")
_TRADED_TO = re.compile(rf"{_TRADES}(?:{trie((*_TO, *reading_words().metrics.held_then))})约?$")
_STAKE = re.compile("的?股权")
_FROM_OR_TO = re.compile(
    rf"(?:{one_of(reading_words().periods.from_)}(?:{one_of(_WORDS.once)})?的?"
    rf"|{one_of(reading_words().periods.changes)}[^,，。;；\d]{{0,2}}{one_of(_TO)})约?$"
)
"""Before the ends of a stake's movement (`由35.59%增至35.62%`)."""


def resolve_trade(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """Tell what is bought or sold of a stake from the stake that it leads to (`增持至9%`)."""
    if draft.metric == "pledge" and draft.kind == "percent" and _STAKE.match(view.text, draft.quantity.end):
        draft.metric, draft.measure = "shareholding", Measure.LEVEL  # 质押某某70%股权
    before = (draft.own_start, draft.start)
    moved = draft.kind == "percent" and _FROM_OR_TO.search(view.text, *before) is not None
    if draft.metric == "stake_change" and (moved or _TRADED_TO.search(view.text, *before)):
        draft.metric, draft.measure = "shareholding", Measure.LEVEL
    elif draft.metric == "stake_change" and draft.measure in (Measure.LEVEL, Measure.SHARE):
        draft.measure = Measure.CHANGE
    if draft.kind == "share":
        _direct(view, draft)
    elif earlier is not None and draft.measure in (Measure.GROWTH, Measure.CHANGE):
        _part_traded(draft, earlier)


def _direct(view: SentenceView, draft: Draft) -> None:
    """Set whether traded shares were bought or sold."""
    if draft.metric in ("shareholding", "stake_change") and _is_given_away(view, draft):
        draft.metric, draft.measure, draft.direction = "stake_change", Measure.CHANGE, -1
    elif draft.metric == "stake_change" and draft.measure is Measure.CHANGE:
        verbs = list(_BUYS_OR_SELLS.finditer(view.text, view.clauses[draft.clause][0], draft.start))
        draft.direction = -1 if verbs and verbs[-1].group() in _WORDS.sells else 1


_PAID = re.compile(
    rf"{one_of(reading_words().metrics.paid_for_stakes)}(?:{one_of(reading_words().metrics.link)})*$"
)
"""Right before what was paid where shares were traded."""


def be_paid_for_stake(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> None:
    """What was paid beside shares that changed hands was paid for these (`减持3万股,涉资12万港元`)."""
    if draft.metric == "stake_change":
        return
    traded = draft.kind == "money" and any(d.metric == "stake_change" and d.kind == "share" for d in before)
    if traded and _PAID.search(view.text, draft.own_start, draft.quantity.qualifier_start) is not None:
        draft.metric, draft.head, draft.measure = "stake_change", None, Measure.LEVEL


def _is_given_away(view: SentenceView, draft: Draft) -> bool:
    """Whether shares are put before the verb that sells them (`将其持有的300万股股份转让给某某`)."""
    behind = _GIVEN_AWAY.match(view.text, draft.end, view.end)
    return behind is not None and _FRONTED.search(view.text, draft.own_start, draft.start) is not None


def _part_traded(draft: Draft, earlier: Draft) -> None:
    """Name the part of the capital by which a stake grew beside its shares (`增加46万股,占比增加0.2%`)."""
    part = draft.metric in ("shareholding", "share_capital") and draft.kind == "percent"
    moved = earlier.measure is Measure.CHANGE and earlier.kind == "share"
    if part and moved and earlier.metric in ("stake_change", "shareholding"):
        draft.metric = "stake_change"
