"""What a whole country or trade has, told in a company's text without being called so: by who counts it.

In: a number's draft with its metric, and its sentence's view. Out: the country or trade that the number
belongs to, where its sentence turns to it (`以全国来看，能繁母猪4000万头`) or gives a count that only
officials make of all (`官方统计9月底能繁母猪4000万头`), and names no company behind that.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.industries import speaks_of_company
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().things
_COUNTED = frozenset({*_WORDS.told_of_goods, "livestock", "capacity", "screens", "admissions"})
_ALL = rf"(?P<all>{one_of((*_WORDS.wholes, *_WORDS.nationwide, *_WORDS.home))})"
_TURNS = re.compile(
    rf"(?<=[\s,，;；。!?！？:：])(?:{one_of(_WORDS.looks_at)}{_ALL}(?:{one_of(_WORDS.looked_at)})?"
    rf"|{_ALL.replace('<all>', '<level>')}{one_of(_WORDS.looked_at)})[,，]"
)
_COUNTS = re.compile(
    rf"{one_of(_WORDS.count_all)}[^,，。;；\d]{{0,6}}?(?:{one_of((*_WORDS.data, *_WORDS.discloses))})"
)
_NATION = "全国"


def national(view: SentenceView, draft: Draft) -> str | None:
    """The country or trade whose number it is by the words before it in its sentence, or None."""
    if draft.metric not in _COUNTED or draft.measure not in (Measure.LEVEL, Measure.GROWTH):
        return None
    turned = _TURNS.search(view.text, view.start, draft.start)
    if turned is not None and not speaks_of_company(view, turned.end(), draft.start):
        return turned["all"] or turned["level"]
    counts = _COUNTS.search(view.text, view.start, draft.start)
    if counts is not None and not speaks_of_company(view, counts.end(), draft.start):
        return _NATION
    return None
