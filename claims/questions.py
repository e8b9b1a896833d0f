"""What a question asks about, which the paragraph that answers it then tells of.

In: the view of a sentence that asks and the frame of its paragraph. Out: the one time that it asks after
(`2026财年有什么计划？`, `今年的目标？`), by which an answer without a time of its own is dated.
"""

from __future__ import annotations

from claims.calendar import CalendarPeriod
from claims.datedphrases import read_phrases
from claims.frames import Frame
from claims.sentence import SentenceView

_PAID_LATER = ("dividend", "payout_ratio")
"""Metrics of the year before that are told of as this year's (`今年分红怎么安排？`)."""
_ASKS = ("?", "？")


def asks(text: str) -> bool:
    """Whether a paragraph ends with a question."""
    return text.rstrip().endswith(_ASKS)


def asked_in(view: SentenceView, frame: Frame) -> CalendarPeriod | None:
    """The one stretch of time that a question without a number asks after, or None."""
    if view.quantities or any(m.metric in _PAID_LATER for m in view.named):
        return None
    dated = [d for d in read_phrases(view, frame) if not (d.base_of_comparison or d.speech)]
    periods = {d.meaning.period for d in dated}
    period = periods.pop() if len(periods) == 1 else None
    return None if period is None or period.is_instant else period
