"""Kinds of income by a noun alone: what stands right before the bare word for it (`培训收入3亿元`).

In: the view of a sentence, the draft of a revenue and the words before its metric. Out: whether those words
name what the income is from, so that it is a part of a company's revenue and not all of it.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.lexicons import one_of
from claims.modifiers import Modifier
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Role

_WORDS = reading_words().slices
_INCOME = frozenset(_WORDS.bare_income)
_POINTED_TO = (*reading_words().asserting.pointed_to, "各", "每", "该", "此")
_NOUN = re.compile(rf"(?!{one_of(_WORDS.no_kinds_of_income)})[\u4e00-\u9fff]{{2,4}}")


def is_kind_of_income(view: SentenceView, draft: Draft, modifier: Modifier) -> bool:
    """Whether revenue is that of one kind by the noun right before its bare word.

    The noun holds no word that says anything else, but may be one that names a metric itself (`投资收入`) or
    somebody who speaks elsewhere (`投行收入`).
    """
    if draft.head is None or view.text[draft.head[0] : draft.head[1]] not in _INCOME:
        return False
    if modifier.end != draft.head[0] or _NOUN.fullmatch(modifier.text) is None:
        return False
    if view.text.endswith(_POINTED_TO, view.start, modifier.start):
        return False  # 上述航线收入
    if view.names_between(modifier.start, modifier.end):
        return False
    within = [m for m in view.between(modifier.start, modifier.end) if m.start >= modifier.start]
    return all((m.metric or m.role(Role.SPEAKER)) and m.end == modifier.end for m in within)
