"""Several parts taken together: `东区和西区合计收入31亿元` is of both, not of one and not of the whole.

In: a sentence's view and its drafts with metric and slices. Out: a number that words say is of several named
parts together has their row as its slice, the names parted by 、.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Measure
from claims.modifiers import TOGETHER
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Role

_WORDS = reading_words().slices
_TOGETHER = re.compile(one_of(_WORDS.taken_together))
_ADDED = re.compile(one_of(_WORDS.added_to))
_PARTED = re.compile(rf"、|{one_of(_WORDS.row_joins)}")
_COUNTED = re.compile(
    rf"[这等]?(?:[两二三四五六七八九十]|[2-9])(?:{one_of(_WORDS.row_kinds)})+|{one_of(_WORDS.behind_row)}"
)
"""Behind the last of a row: how many they are and of what kind, or what they do."""
_ITS_SHARE = re.compile(rf"[,，](?:{one_of(_WORDS.taken_together)})?{one_of(_WORDS.makes_up)}")
"""Right behind an amount: what part of the whole it is."""
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9+-]{1,7}")
_LEAD = re.compile(rf"(?:{one_of(_WORDS.row_leads)}|[,，:：\s])+")
_MEASURES = (Measure.LEVEL, Measure.SHARE)
_PART = ("segment", "product")
JOINT = "、"
"""What parts the names of a row that is one slice."""


def mark_joint(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Give numbers that are of several named parts together the row of them as their slice."""
    before: tuple[Draft, str, str] | None = None
    for draft in drafts:
        spec = view.lexicon.metrics.get(draft.metric or "")
        if spec is None or draft.metric == "other" or spec.sliced is False or draft.measure not in _MEASURES:
            continue
        row = _row(view, draft)
        if row is not None:
            _give(draft, *row)
            before = (draft, *row)
        elif before is not None:
            alike = draft.measure is Measure.SHARE and draft.metric == before[0].metric
            if alike and _ITS_SHARE.match(view.text, before[0].end, draft.start) is not None:
                _give(draft, *before[1:])  # …合计收入31亿元,占58%
            before = None
        else:
            _leave_sum(view, draft, drafts)


def _leave_sum(view: SentenceView, draft: Draft, drafts: Sequence[Draft]) -> None:
    """The share of a sum of parts is no share of the last of them (`两项合计31亿元,占58%`)."""
    total = next((d for d in reversed(drafts) if d.end <= draft.start), None)
    if draft.measure is not Measure.SHARE or total is None or total.dimensions.get("item") != TOGETHER:
        return
    if not any(key in total.dimensions for key in (*_PART, "region")) and _ITS_SHARE.match(
        view.text, total.end, draft.start
    ):
        for key in (*_PART, "region"):
            draft.dimensions.pop(key, None)


def _give(draft: Draft, key: str, row: str) -> None:
    for other in (*_PART, "region"):
        draft.dimensions.pop(other, None)
    draft.dimensions[key] = row


def _row(view: SentenceView, draft: Draft) -> tuple[str, str] | None:
    """The dimension and the row of the parts that a number is of together, or None."""
    start = view.clauses[draft.clause][0]
    before = (q for q in view.quantities if start <= q.end <= draft.start and q.unit != "count")
    start = max([start, *(q.end for q in before if _COUNTED.match(view.text, q.start) is None)])
    start = max([start, *(p.end for p in view.phrases if start <= p.start < draft.start)])
    lead = _LEAD.match(view.text, start, draft.start)
    start = lead.end() if lead is not None else start
    together = _TOGETHER.search(view.text, start, draft.start)
    if together is None and _ADDED.search(view.text, start, draft.start) is None:
        return None
    ends = [
        together.start() if together is not None else draft.start,
        *(m.start for m in view.metrics(start, draft.start)),
    ]
    counted = _COUNTED.search(view.text, start, draft.start)
    ends += [counted.start()] if counted is not None else []
    end = min(ends)
    names = _PARTED.split(view.text[start:end])
    if len(names) < 2 or any(_NAME.fullmatch(name) is None for name in names):
        return None
    if view.names_between(start, end) or any(m.cue for m in view.between(start, end)):
        return None
    places = [m.word for m in view.between(start, end) if m.role(Role.REGION)]
    alike = all(any(name.startswith(place) for place in places) for name in names)
    return ("region" if alike else "segment"), JOINT.join(names)
