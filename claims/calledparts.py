"""Parts of a business by what a clause calls them (`快递仍是集团的主业，收入258亿元`).

In: the view of a sentence and its drafts with their slices. Out: the same drafts; figures of no part behind
such a clause are of the part that it names, and ratios to the sales of a part are of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.partclauses import may_be_part
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().slices
_CALLED = re.compile(
    rf"\s*(?P<part>[\u4e00-\u9fffA-Za-z]{{2,8}}?)(?:业务|板块)?{one_of(_WORDS.still)}?[是为]"
    rf"(?:{one_of(_WORDS.whose_business)}的?)?(?:{one_of(_WORDS.kinds_of_business)}的?)*"
    rf"{one_of(_WORDS.called_business)}\s*[,，]?"
)
"""A clause that only says which part of its company's business something is."""
_TOLD = (Measure.LEVEL, Measure.GROWTH, Measure.CHANGE)
_PART_OF = frozenset({"revenue", "gross_profit", "gross_margin", "operating_profit", "net_profit"})


def name_called_parts(view: SentenceView, drafts: Sequence[Draft], main: str | None) -> None:
    """Give the figures behind a clause that calls something a part of the business that part."""
    for start, end in view.clauses:
        called = _CALLED.fullmatch(view.text, start, end)
        part = called["part"] if called is not None else ""
        if not part or view.names_between(start, end):
            continue
        if not may_be_part(view.lexicon, part, view.between(start, end)):
            continue
        stop = next((at for at in range(end, view.end) if view.text[at] in ";；"), view.end)
        for draft in drafts:
            named = draft.dimensions.get("segment", "")
            whole = not named or named not in view.text[view.start : draft.start]
            if (
                whole
                and draft.metric in _PART_OF
                and draft.entity == main
                and end <= draft.start < stop
                and draft.measure in _TOLD
            ):
                draft.dimensions["segment"] = part
                draft.why("dimensions", start, end, "clause")


_OF_PART = re.compile(
    rf"(?:{one_of(_WORDS.ratio_leads)})(?P<part>[\u4e00-\u9fff]{{2,4}}?)(?:{one_of(_WORDS.ratio_bases)})的[约近]?$"
)
"""Right before a ratio: the part of the business whose sales it is measured by."""


def name_base_part(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """A ratio to the sales of one part is none to those of the whole (`相当于产品销售的51.5%`)."""
    for draft in drafts:
        if draft.measure is not Measure.RATIO or draft.of != "revenue" or "segment" in draft.dimensions:
            continue
        found = _OF_PART.search(view.text, view.start, draft.start)
        if found is not None and found["part"] not in _WORDS.whole_bases:
            draft.dimensions["segment"] = found["part"]
            draft.why("dimensions", *found.span(), "clause")
