"""Rates that no word of the lexicon names: `自供率72%` is neither the margin before it nor any other rate.

In: a rate's draft and the cue that governs it. Out: whether it is of such a rate; then the draft has no
metric but its noun as label, and its measure.
"""

from __future__ import annotations

import re

from claims.draft import Draft
from claims.growth import is_change
from claims.heads import PHRASE_END, carry, without_time
from claims.lexicons import one_of
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import Mention, SentenceView
from claims.words import Cue

_WORDS = reading_words().metrics
_ENDING = "率"
_NOUN = re.compile(rf"[\u4e00-\u9fff]{{1,9}}(?<!{')(?<!'.join(_WORDS.no_rates)}){_ENDING}(?!先|领)")
_LEADS = re.compile(rf"^{one_of(_WORDS.label_leads)}+")
_COMES_TO = re.compile(rf"[,，;；、\s]*(?:{one_of(_WORDS.leads_to)}|{one_of(_WORDS.on_the_way)})*")
"""Between a rate and the next of the same: nothing but what it comes to."""


def of_unnamed_rate(
    view: SentenceView, draft: Draft, cue: tuple[Mention, Cue] | None, earlier: Draft | None
) -> bool:
    """Take a rate that a noun in -率 of its own stands before, or that goes on with such a one."""
    if draft.kind not in ("percent", "points"):
        return False
    noun = next(iter(reversed(list(_NOUN.finditer(view.text, draft.own_start, draft.start)))), None)
    if noun is None:
        return _goes_on(view, draft, cue, earlier)
    known = [m for m in view.between(draft.own_start, draft.start) if m.metric or m.cue]
    if any(m.end >= noun.end() and (m.start < noun.end() or m.metric) for m in known):
        return False
    if PHRASE_END.search(without_time(view, noun.end(), draft.start)) is not None:
        return False
    behind = cue if cue is not None and cue[0].start >= noun.end() else None
    if behind is not None and behind[1].kind not in ("growth", "growth_noun"):
        return False
    draft.metric, draft.label, draft.head = "other", _LEADS.sub("", noun.group().split("的")[-1]), None
    _move(view, draft, behind)
    return True


def _move(view: SentenceView, draft: Draft, cue: tuple[Mention, Cue] | None) -> None:
    """Make a rate that a cue of change leads to the change or the growth of what it is of."""
    if cue is not None and is_change(view, draft, *cue):
        draft.measure = Measure.CHANGE if draft.kind == "points" else Measure.GROWTH
        draft.direction, draft.versus = cue[1].direction, cue[1].versus or "year_ago"


def _goes_on(
    view: SentenceView, draft: Draft, cue: tuple[Mention, Cue] | None, earlier: Draft | None
) -> bool:
    """Whether nothing but time and a verb parts a rate from an unnamed one, which it then is of, too."""
    told = earlier is not None and earlier.metric == "other" and (earlier.label or "").endswith(_ENDING)
    words = without_time(view, draft.own_start, draft.start)
    if earlier is None or not told or _COMES_TO.fullmatch(words) is None:
        return False
    carry(draft, earlier)
    draft.measure, draft.versus, draft.direction = Measure.LEVEL, None, 0
    _move(view, draft, cue)
    return True
