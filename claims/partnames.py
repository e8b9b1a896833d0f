"""Parts told by their name alone: `收入69.6亿元，其中常温奶33.2亿元；奶粉8亿元` names the metric once.

In: a number that names no metric, the numbers before it, its view. Out: whether it is a part of what a number
before it is the whole of; it then has that one's metric, and its own name as its slice. So are the parts of
what a sentence says that it sorts (`按地区：华东31亿元，华中15亿元`), which are of the revenue.

And people counted beside a kind of work (`员工1128名，其中研发486名，销售375名`), which are of the staff.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.heads import BRACKETS, take_metric
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Role

_WORDS = reading_words().parts
_NAME = re.compile(
    rf"[\s,，、;；:：和及与]*(?:{trie(_WORDS.leads)})*(?P<name>[\u4e00-\u9fffA-Za-z®&()（）“”\"+-]{{2,12}}?)"
    rf"(?:{trie(_WORDS.links)})*"
)
_NONE = re.compile(rf"^{one_of(_WORDS.not_first)}|{one_of(_WORDS.not_inside)}|{one_of(_WORDS.not_last)}$")
_AMONG = re.compile(one_of(_WORDS.among))
_SORTED = re.compile(rf"(?:^|\d[、.．]|[,，])\s*[按分]{one_of(_WORDS.sorts)}[^,，:：。;；\d]{{0,4}}[:：,，]")
_SEMICOLONS = (";", "；")
_MARKS = str.maketrans("", "", '®“”"')


def part_of_named(view: SentenceView, draft: Draft, before: Sequence[Draft], previous: Draft | None) -> bool:
    """Give a part that is told by its name alone the metric of its whole and its name; whether it is one.

    `before` are the drafts before it in its sentence, `previous` is the last one of the paragraph so far.
    """
    if draft.kind != "money" or view.metrics(draft.own_start, draft.start):
        return False
    name = _name_of(view, draft)
    if name is None:
        return False
    source = _source(view, draft, before, previous)
    if source is not None:
        take_metric(draft, source)
    elif _SORTED.search(view.text, view.start, draft.own_start + len(name) + 8) is not None and not before:
        draft.metric = "revenue"
    elif before and before[-1].dimensions.get(_PART) and before[-1].kind == "money":
        take_metric(draft, before[-1])
    else:
        return False
    places = [m.word for m in view.between(draft.own_start, draft.start) if m.role(Role.REGION)]
    draft.dimensions["region" if name in places else _PART] = name
    return True


_PART = "segment"


def _source(
    view: SentenceView, draft: Draft, before: Sequence[Draft], previous: Draft | None
) -> Draft | None:
    """The whole that a named part belongs to, else the part before it in the row, else None."""
    for earlier in reversed(before):
        if earlier.metric not in _SLICED or earlier.measure is not Measure.LEVEL:
            continue
        if earlier.dimensions.get(_PART):
            return earlier
        return earlier if _AMONG.search(view.text, earlier.end, draft.start) else None
    goes_on = view.text[max(0, view.start - 1) : view.start] in _SEMICOLONS
    if previous is None or before or not goes_on or previous.metric not in _SLICED:
        return None
    return previous if {_PART, "region"} & previous.dimensions.keys() else None


_SLICED = frozenset({"revenue", "gross_profit", "sales_amount", "cost", "gmv"})
"""What is told of the parts of a business."""


def _name_of(view: SentenceView, draft: Draft) -> str | None:
    """The noun that alone stands before a number, behind the number before it, or None."""
    start = max(view.clauses[draft.clause][0], draft.own_start)
    words = BRACKETS.sub("", view.without_phrases(start, draft.start))
    found = _NAME.fullmatch(words)
    if found is None:
        return None
    name = found["name"].translate(_MARKS)
    at = view.text.find(found["name"], start, draft.start)
    own = view.between(at, draft.start)
    known = any(m.metric or m.cue or not (m.role(Role.SEGMENT) or m.role(Role.REGION)) for m in own)
    if known or len(name) < 2 or view.names_between(start, draft.start) or _NONE.search(name):
        return None
    return name


def staff_of(view: SentenceView, draft: Draft, before: Sequence[Draft]) -> bool:
    """Give people counted beside a kind of work the metric of the staff before them, if they are such."""
    if draft.kind != "count" or draft.quantity.classifier not in _WORDS.people:
        return False
    earlier = before[-1] if before else None
    if earlier is None or earlier.metric != "employees" or earlier.quantity.classifier not in _WORDS.people:
        return False
    words = _NAME.fullmatch(view.without_phrases(draft.own_start, draft.start))
    if words is None:
        return False
    take_metric(draft, earlier)
    draft.dimensions["item"] = words["name"]
    return True
