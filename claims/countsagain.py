"""Counts that go on with the count before them: `门店431家。国内388家,海外43家,净增19家`.

In: a count that nothing names, its view, and the numbers before it. Out: it is of what the count of the same
counter before it is of, in the region that alone stands before it, or opened, closed or added up so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.headcounts import SHOPS_BEHIND, is_opened_or_closed, sort_counted
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Role

_WORDS = reading_words().metrics
_DEEDS = sorted(
    {word for words in _WORDS.opened_or_closed.values() for word in words} | set(_WORDS.net_moves),
    key=len,
    reverse=True,
)
_DEED = re.compile(rf"(?:{one_of(_WORDS.who_counts)}|[,，、;；\s])*(?P<deed>{one_of(_DEEDS)})?[了约]?")
_LEADS = re.compile(r"(?:其中|而|当中|包括|含|[,，、;；:：\s])*")
_ENDS = re.compile(rf"(?:{trie(_WORDS.link)}|则|就|则有|各)*")
_PLACES = "stores"
_TOPIC = re.compile(r"(?:方面|情况)?[,，:：]")
_STOPS = ",，。;；、)） ）"


def count_again(view: SentenceView, drafts: Sequence[Draft], before: Draft | None) -> None:
    """Give bare counts the metric of the count before them, or of the topic that opens their sentence.

    `before` is the last draft of the paragraph so far.
    """
    for index, draft in enumerate(drafts):
        counter = draft.quantity.classifier
        bare = draft.kind == "count" and counter in _WORDS.shop_counters and draft.metric in (None, "other")
        if bare and draft.measure is Measure.LEVEL:
            told = (*((before,) if before is not None else ()), *drafts[:index])
            _count(view, draft, _told_before(told, counter))


def _count(view: SentenceView, draft: Draft, before: Draft | None) -> None:
    """Name a bare count by what is counted behind it, by the count `before`, or by its sentence's topic."""
    metric = before.metric if before is not None else None
    start = max(draft.own_start, view.start)
    behind = next((m for m in view.mentions if m.start == draft.end and m.role(Role.REGION)), None)
    shops = behind is not None and SHOPS_BEHIND.match(view.text, behind.end, view.end) is not None
    words = view.without_phrases(start, draft.quantity.qualifier_start)
    region = behind.word if behind is not None and shops else _region(view, draft, words)
    deed = _DEED.fullmatch(words)
    if metric is None and not shops:
        metric = _topic(view, draft) or _told_behind(view, draft)
        deed = deed if deed is not None and deed["deed"] else None
    if shops:
        metric = _PLACES
    elif metric is None or not (region or deed) or not _closes(view, draft):
        return
    draft.metric, draft.label, draft.head = metric, None, None
    if region:
        draft.dimensions["region"] = region
        kind = before.dimensions.get("item") if before is not None and not shops else None
        if kind is not None and not is_opened_or_closed(kind):
            draft.dimensions["item"] = kind
    if deed is not None and deed["deed"] in _WORDS.net_moves:
        draft.measure, draft.direction = Measure.CHANGE, _WORDS.net_moves[deed["deed"]]
    sort_counted(view, draft)


def _told_before(numbers: Sequence[Draft], counter: str) -> Draft | None:
    """The last of some numbers that count by the same counter, where it counts places; or None."""
    last = next(
        (d for d in reversed(numbers) if d.kind == "count" and d.quantity.classifier == counter), None
    )
    return last if last is not None and last.metric == _PLACES else None


def _region(view: SentenceView, draft: Draft, words: str) -> str | None:
    """The region that alone stands before a count, or None."""
    name = _ENDS.sub("", _LEADS.sub("", words, count=1)).strip()
    inside = [m for m in view.between(draft.own_start, draft.start) if m.role(Role.REGION)]
    return name if any(m.word == name for m in inside) else None


def _topic(view: SentenceView, draft: Draft) -> str | None:
    """The metric that opens a count's sentence as what it tells of (`门店方面,新开78家`), or None."""
    named = [m for m in view.metrics(view.start, draft.start) if m.metric == _PLACES]
    opens = bool(named) and named[0].start <= view.start + 1
    return _PLACES if opens and _TOPIC.match(view.text, named[0].end) is not None else None


def _told_behind(view: SentenceView, draft: Draft) -> str | None:
    """The metric of the shops that a sentence counts behind what was opened and closed of them, or None.

    `全年新开23家、关闭41家,年底在营门店386家`.
    """
    return _PLACES if any(m.metric == _PLACES for m in view.metrics(draft.end, view.end)) else None


def _closes(view: SentenceView, draft: Draft) -> bool:
    """Whether nothing that is counted stands behind a number."""
    return draft.end >= view.end or view.text[draft.end] in _STOPS
