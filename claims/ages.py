"""How old a company is: lengths that are its age by the words before them and the founding told of before.

In: a length's draft and its sentence. Out: whether it is the age of what began (`2009年成立,今年16岁`), and
neither a person's nor another length.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.heads import without_time
from claims.lexicons import one_of
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().metrics
_AS_OLD = re.compile(
    rf"(?:{one_of(_WORDS.as_old)}了?|{one_of(_WORDS.up_to_now)}[,，]?(?:{one_of(_WORDS.age_adverbs)})*)$"
)
"""Before a length: so old is what began on a day told of."""
_BEGAN = re.compile(
    one_of(word for event in reading_words().events if event.metric == "founded" for word in event.words)
)
_ELSE = re.compile(
    one_of(
        word
        for event in reading_words().events
        if event.metric != "founded" and not event.label
        for word in event.words
    )
)
"""What else happened to a company, so that a length is counted from then (`2017年上市,至今已有八年`)."""
_YEARS_OLD = "岁"
_IT_IS = re.compile(rf"(?:{one_of(_WORDS.aged)})?(?:{one_of(_WORDS.age_adverbs)})*")


def is_age(view: SentenceView, draft: Draft) -> bool:
    """Whether a length is the age of what the sentence said before that it began."""
    began = _BEGAN.search(view.text, view.start, draft.start)
    if began is None or _ELSE.search(view.text, began.end(), draft.start) is not None:
        return False
    if _AS_OLD.search(view.text, draft.own_start, draft.start) is not None:
        return True
    if not view.text.startswith(_YEARS_OLD, draft.quantity.end - 1):
        return False
    start = view.clauses[draft.clause][0]
    words = without_time(view, start, draft.quantity.qualifier_start)
    for name in view.names_between(start, draft.start):
        words = words.replace(view.text[name.start : name.end], "", 1)
    return _IT_IS.fullmatch(words.strip()) is not None
