"""What an amount is spent on, item by item: `资本开支23亿元,用于产线13亿元、研发中心6亿元、信息系统4亿元`.

In: the drafts of a sentence with metric and measure, and its view. Out: the items are of the metric of the
amount that they make, each with its own name, whatever words the names hold. That they make it is reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().breakdowns
_SPENT_ON = re.compile(
    rf"[,，;；]?(?:其中)?{one_of(_WORDS.spent_on)}[:：]?(?P<name>[\u4e00-\u9fffA-Za-z0-9+-]{{2,14}}?)约?$"
)
"""Between an amount and the first of its items."""
_NEXT = re.compile(
    rf"[,，、;；]?(?:和|及|以及|与|{one_of(_WORDS.spent_on)})?(?P<name>[\u4e00-\u9fffA-Za-z0-9+-]{{2,14}}?)约?$"
)
"""Between two of them."""
_FEWEST = 2


def read_uses(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give the items of an amount its metric and their names, where they add up to it."""
    for index, whole in enumerate(drafts):
        if whole.kind != "money" or whole.measure is not Measure.LEVEL or whole.metric in (None, "other"):
            continue
        items = _items(view, whole, drafts[index + 1 :])
        if len(items) < _FEWEST or not _makes(whole, [draft for draft, _ in items]):
            continue
        for draft, name in items:
            draft.metric, draft.label, draft.head, draft.carried = whole.metric, None, None, False
            draft.measure = Measure.LEVEL
            draft.dimensions["segment"], draft.part = name, "segment"
            draft.why("dimensions", draft.own_start, draft.start, "clause")


def _items(view: SentenceView, whole: Draft, behind: Sequence[Draft]) -> list[tuple[Draft, str]]:
    """The amounts right behind one that say what it is spent on, each with the name of that."""
    found: list[tuple[Draft, str]] = []
    end = whole.end
    for draft in behind:
        told = (_NEXT if found else _SPENT_ON).fullmatch(view.text, end, draft.quantity.qualifier_start)
        if told is None or draft.unit != whole.unit:
            break
        found.append((draft, told["name"]))
        end = draft.end
    return found


def _makes(whole: Draft, items: Sequence[Draft]) -> bool:
    """Whether items add up to an amount as far as their digits tell."""
    figures = [draft.quantity for draft in items]
    room = sum((figure.ulp for figure in figures), whole.quantity.ulp) / 2
    return abs(sum(figure.value for figure in figures) - whole.quantity.value) <= room
