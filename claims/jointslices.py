"""Slices of several things told as one: `水泥和熟料合计收入`, `食品饮料收入`.

In: the words right before a metric, of which a known slice is a part. Out: the name of all of them, for what
is of two is none of the first's.
"""

from __future__ import annotations

import re

from claims.lexicons import one_of
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Role

_WORDS = reading_words().slices
_PARTS = rf"(?:[两三四五]{one_of(_WORDS.counters_of_parts)}(?:业务|产品)?)?"
_TOGETHER = re.compile(rf"{_PARTS}{one_of(_WORDS.together)}的?$")
_THING = "[\u4e00-\u9fffA-Za-z]{1,8}?"
_JOINED = re.compile(rf"(?:{_THING}、)*{_THING}(?:以及|[和与及、]){_THING}")
_LISTED = re.compile("(?:[\u4e00-\u9fffA-Za-z]{2,8}、)+$")
_APART = re.compile("[和与及、]")
_LONGEST = 14


def joint_name(view: SentenceView, text: str, anchor: int, other: re.Pattern[str]) -> str | None:
    """The name of several slices that a number is of together, or None.

    `text` ends at `anchor`; `other` finds words that the name of a slice does not hold.
    """
    opens = anchor - len(text)
    known = [m for m in view.between(opens, anchor) if m.role(Role.SEGMENT)]
    if not known or view.text[opens:anchor] != text:
        return None
    if _all_known(known, opens, anchor):
        return text
    listed = _LISTED.search(view.text, view.clauses[view.clause_of(anchor)][0], opens)
    told = _TOGETHER.sub("", (listed.group() if listed else "") + text)
    if len(told) > _LONGEST or _JOINED.fullmatch(told) is None:
        return None
    alone = all(len(part) > 1 and other.search(part) is None for part in _APART.split(told))
    return told if alone else None


def _all_known(known: list[Mention], opens: int, anchor: int) -> bool:
    """Whether several known slices side by side are all of the words (`食品饮料`)."""
    ends = [m.end for m in known]
    starts = [m.start for m in known]
    return len(known) > 1 and [opens, *ends] == [*starts, anchor]
