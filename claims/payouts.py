"""What a dividend comes to in all, told behind what is paid on a share: `每股派0.30元,涉资1.56亿元`.

In: a draft with metric and measure, the numbers before it in its sentence, and the view. Out: the draft is a
dividend where nothing but a word for all of it stands before it and a dividend on a share or a lot of shares
was told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
_IN_ALL = re.compile(
    rf"(?:^|[,，;；:：(（\s])(?:公司|集团|本次|此次)?(?:{one_of(_WORDS.paid_in_all)})+"
    rf"(?:{one_of(_WORDS.paid_in)}|约|为|达|近|超|逾|将)*$"
)
"""Before what is paid on all shares together."""
_NO_TOTAL = frozenset({None, "other", "share_capital", "investment", "cash", "issue_size", "funding"})
"""What such an amount may have been taken for by a word of its clause or of the one before."""
_SMALL = 100
"""Below this a dividend is that on a share where its sentence tells of one."""
_LARGE = 1_000_000
"""What no share is paid, and all of them are."""


def be_dividends(view: SentenceView, draft: Draft, earlier: Sequence[Draft]) -> None:
    """Make an amount that only a word for all of it stands before what its sentence's dividend comes to."""
    if draft.kind == "money" and draft.metric == "dividend" and draft.quantity.value < _SMALL:
        apiece = [d.unit for d in earlier if d.metric == "dividend" and d.unit.endswith("/share")]
        if f"{draft.unit}/share" in apiece:
            draft.unit, draft.unit_inferred = apiece[-1], True  # 末期息每股0.18元,加上中期息0.12元
        return
    told = draft.kind == "money" and draft.measure is Measure.LEVEL and draft.metric in _NO_TOTAL
    if not told or draft.quantity.value < _LARGE:
        return
    paid = next(
        (d for d in reversed(earlier) if d.metric == "dividend" and d.kind in ("money", "price")), None
    )
    if paid is None:
        named = _named_before(view, draft)
    else:
        named = paid.unit[:3] == draft.unit[:3] and paid.quantity.value < _LARGE
    if named and _IN_ALL.search(
        view.text, draft.own_start - 1 if draft.own_start else 0, draft.quantity.qualifier_start
    ):
        draft.metric, draft.head, draft.label, draft.carried = "dividend", None, None, False


def _named_before(view: SentenceView, draft: Draft) -> bool:
    """Whether the clause before a number's own ends with a word for a dividend (`拟派中期息,合计1.6亿元`)."""
    start = view.clauses[draft.clause][0]
    told = view.metrics(view.start, start)
    return bool(told) and told[-1].metric == "dividend" and not view.text[told[-1].end : start].strip(" ,，")
