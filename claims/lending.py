"""What a lender lends and takes: a bank's 贷款 is no debt of its own.

In: the drafts of a sentence with their metrics. Out: the drafts whose metric depends on whose it is, and
kinds of loans as slices: those that have a name of their own, and 公司, which elsewhere only points to the
subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.labels import label_of
from claims.lexicons import holds_any, one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.refining import word_of
from claims.sentence import SentenceView

_WORDS = reading_words().subjects
_TO_COMPANIES = re.compile(rf"(?P<kind>公司){one_of(_WORDS.lent)}?$")
_ASKED = re.compile(
    rf"的?(?P<noun>[^,，。;；\d]{{0,6}}?{one_of(_WORDS.asked_by)}[^,，。;；\d]{{0,4}}?{one_of(_WORDS.asked)})"
)
_OTHER = "other"
_TAKEN = "deposits"
_MONEY_AT_BANK = "存款"
"""What anybody may have at a bank."""


def set_standards_aside(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """What a rule asks for is no figure of the subject's own (`高于10.5%的监管要求`)."""
    for draft in drafts:
        asked = _ASKED.match(view.text, draft.end, view.end)
        if asked is not None and draft.kind in ("percent", "times") and draft.measure is not Measure.GROWTH:
            draft.metric, draft.head, draft.label = _OTHER, None, asked["noun"]
            draft.measure, draft.of = Measure.LEVEL, None
            draft.dimensions.clear()


def be_of_lenders(view: SentenceView, drafts: Sequence[Draft], main: str | None) -> None:
    """Give the drafts of a text about a lender, `main`, the metrics that their words have there."""
    for draft in drafts:
        metric = view.lexicon.metrics.get(draft.metric or "")
        of_kind = metric is not None and draft.of in metric.of_lenders.values()
        if of_kind and draft.measure is Measure.RATIO and view.cues(draft.own_start, draft.start, "share"):
            _be_share(view, draft)  # 房地产贷款占贷款总额4.2%
    of_place = main is None or main in view.lexicon.economies or main in view.lexicon.dimensions.regions
    all_lend = of_place and bool(drafts) and holds_any(_WORDS.all_lenders, view.text)
    if not all_lend and (main is None or not main.endswith(_WORDS.lenders)):
        for draft in drafts:
            if draft.metric == _TAKEN and word_of(view, draft) == _MONEY_AT_BANK:
                draft.metric, draft.head, draft.label = _OTHER, None, label_of(view, draft)
        return
    for draft in drafts:
        metric = view.lexicon.metrics.get(draft.metric or "")
        if metric is None or not metric.of_lenders:
            continue
        item = draft.dimensions.get("item") or view.lexicon.items.get(word_of(view, draft), "")
        if item not in metric.of_lenders:
            continue
        draft.metric = metric.of_lenders[item]
        draft.dimensions.pop("item", None)


def _be_share(view: SentenceView, draft: Draft) -> None:
    """Make of what one kind of loans is of all loans a share of these, of the kind named before the verb."""
    parts = view.metrics(draft.own_start, view.cues(draft.own_start, draft.start, "share")[0].start)
    draft.measure, draft.metric, draft.of = Measure.SHARE, draft.of, None
    draft.dimensions.pop("item", None)
    if parts:
        draft.head = (parts[-1].start, parts[-1].end)


def name_kinds(view: SentenceView, drafts: Sequence[Draft], before: Draft | None) -> None:
    """Make slices of the kinds of loans and deposits that have a word of their own (对公贷款, 公司存款).

    `before` is the draft before the sentence: behind a semicolon shares go on being of the kind told there.
    """
    told = before is not None and before.measure is Measure.SHARE and before.metric == _OTHER
    of_kind = told and view.behind_semicolon
    for draft in drafts:
        metric = view.lexicon.metrics.get(draft.metric or "")
        if metric is None or not metric.sorted:
            continue
        item = draft.dimensions.pop("item", None)
        if draft.head is None or not draft.own_start <= draft.head[0] < draft.start:
            if of_kind and draft.measure is Measure.SHARE:
                draft.metric, draft.head, draft.label = _OTHER, None, label_of(view, draft)
            continue
        shared = draft.measure is Measure.SHARE and view.cues(draft.own_start, draft.head[0], "share")
        kind = _TO_COMPANIES.search(view.text, draft.own_start, draft.head[0])
        if shared:
            of_kind = item is not None or kind is not None
            if of_kind:
                draft.label = label_of(view, draft)
                draft.metric, draft.head = _OTHER, None  # 占个人贷款的47.6% is no share of all loans
        elif item is not None:
            draft.dimensions["segment"] = item
        elif kind is not None:
            draft.dimensions["segment"] = kind["kind"]
            draft.why("dimensions", *kind.span("kind"), "clause")
