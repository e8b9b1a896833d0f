"""What a question asks about, which the paragraph that answers it then tells of.

In: the view of a sentence that asks and the frame of its paragraph. Out: the one time that it asks after
(`2026财年有什么计划？`, `今年的目标？`), by which an answer without a time of its own is dated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from claims.calendar import CalendarPeriod
from claims.datedphrases import read_phrases
from claims.frames import Frame
from claims.modifiers import LEAVES, NO_OTHER, endings
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Lexicon, Role

_PAID_LATER = ("dividend", "payout_ratio")
"""Metrics of the year before that are told of as this year's (`今年分红怎么安排？`)."""
_NO_LAST = reading_words().names.no_last
_RUN = re.compile("(?:^|[:：,，])(?P<name>[\u4e00-\u9fff]{2,6})$")
_ASKS = ("?", "？")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a paragraph asks after."""

    metrics: Sequence[str] = ()
    """The metrics, the last one first."""
    of: Mapping[str, str] = field(default_factory=dict)
    """The slice of the first that it names, as a dimension."""
    period: CalendarPeriod | None = None
    """The time."""
    who: str | None = None
    """The company beside the document's own that it names last."""
    plant: str | None = None
    """The plant that it names by its place."""


def asks(text: str) -> bool:
    """Whether a paragraph ends with a question."""
    return text.rstrip().endswith(_ASKS)


def asked_of(text: str, lexicon: Lexicon) -> dict[str, str]:
    """The slice of the metric that a question asks after (`汽车毛利率还能往上走吗？`), as a dimension.

    Where it asks after one thing of several that go under a metric, that, too (`去年新签了多少？`).
    """
    named = [text[start:end] for start, end in lexicon.finder.find(text)]
    named = [word for word in named if lexicon.senses[word].metric is not None]
    item = lexicon.items.get(named[0]) if len(named) == 1 else None
    return _part_asked_of(text, lexicon) | ({"item": item} if item else {})


def _part_asked_of(text: str, lexicon: Lexicon) -> dict[str, str]:
    known = ""
    for start, end in lexicon.finder.find(text):
        word = text[start:end]
        if lexicon.senses[word].metric is not None:
            kinds = {entry.role for entry in lexicon.entries.get(known, ()) if text.endswith(known, 0, start)}
            if Role.REGION in kinds:
                return {"region": known}
            run = _RUN.search(text, 0, start)
            name = LEAVES.sub("", endings(lexicon).lead.sub("", run["name"])) if run else ""
            plain = (
                len(name) > 1
                and name[-1] not in _NO_LAST
                and name not in lexicon.dimensions.whole
                and NO_OTHER.search(name) is None
            )
            return {"segment": name} if plain else {}
        known = word
    return {}


def asked_in(view: SentenceView, frame: Frame) -> CalendarPeriod | None:
    """The one stretch of time that a question without a number asks after, or None."""
    if view.quantities or any(m.metric in _PAID_LATER for m in view.named):
        return None
    dated = [d for d in read_phrases(view, frame) if not (d.base_of_comparison or d.speech)]
    periods = {d.meaning.period for d in dated}
    period = periods.pop() if len(periods) == 1 else None
    return None if period is None or period.is_instant else period
