"""Aims and forecasts told beside a result: what makes a number one, and which times only say when.

In: a sentence's view and a draft or time phrase. Out: the basis that a noun behind the number gives
(`110亿元的目标`, `38亿元的收入目标`, `42亿元至44亿元的指引`), whether a clause tells what came of an aim
(`目标是22万台,最后做到26.8万台`), and whether a time only dates an expectation (`我们1月预测的528亿元`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Basis, Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.timephrases import TimeKind, TimePhrase

if TYPE_CHECKING:
    from claims.datedphrases import Dated
    from claims.frames import Frame

_WORDS = reading_words().speech
_TIMES = reading_words().periods
_REACH = 16
"""Code points behind a number within which the noun stands that says what it is."""
_NOUN = re.compile(
    rf"(?:(?P<aim>{one_of(_WORDS.aimed_behind)})|(?P<foretold>{one_of(_WORDS.foretold_behind)}))"
    rf"(?!{one_of(_WORDS.not_aims)})"
)
_FILLED = re.compile(rf"{one_of(_WORDS.before_aim)}*")
_CAME_TO = re.compile(one_of(_WORDS.came_to))
_PARTED = re.compile("[,，。;；:：、()（）\\d]")

_EXPECTED_THEN = re.compile(
    rf"(?:份|初|中旬?|末|底|上旬|下旬)?[^,，。;；\d]{{0,6}}?{one_of(_TIMES.expected_then)}"
)
_EXPECTED_BEFORE = re.compile(rf"[^,，。;；\d]{{0,10}}?{one_of(_TIMES.expected_before)}")
_AIMED_AT_START = re.compile(rf"[^,，。;；\d]{{0,12}}?{one_of(_TIMES.aimed_at_start)}")
_MET = re.compile(one_of(_TIMES.aim_met))
_REPORTING = 4
"""The month by whose end companies have told of the year before."""
_EARLIER = re.compile(rf"{one_of(_TIMES.expected_since)}[^,，。;；\d]{{0,8}}$")
_OF = re.compile("的[约近超逾]?$")
_GUIDED = re.compile(rf"的?(?:{one_of(_WORDS.foretold_behind)}|{one_of(_WORDS.aimed_behind)})")


_EXPECTED = frozenset({"interest_rate"})
"""Metrics of which a change is expected as such (`加息50个基点的预期`)."""


class Footing(NamedTuple):
    """A basis with the word that gives it."""

    basis: Basis
    start: int
    end: int


def footing_behind(view: SentenceView, draft: Draft) -> Footing | None:
    """What a noun behind a number makes of it, where only a metric, a time and such words stand between."""
    if draft.measure is Measure.CHANGE and draft.metric not in _EXPECTED:
        return None
    end = min(view.end, draft.quantity.end + _REACH)
    parted = _PARTED.search(view.text, draft.quantity.end, end)
    end = parted.start() if parted is not None else end
    for noun in _NOUN.finditer(view.text, draft.quantity.end, end):
        if _only_named(view, draft.quantity.end, noun.start()):
            basis = Basis.TARGET if noun["aim"] else Basis.FORECAST
            return Footing(basis, *noun.span())
    return None


def _only_named(view: SentenceView, start: int, end: int) -> bool:
    """Whether nothing but words for a metric, times and what may stand before an aim lies between."""
    words = view.without_phrases(start, end)
    for mention in view.metrics(start, end):
        words = words.replace(mention.word, "", 1)
    return _FILLED.fullmatch(words) is not None


def came_to(view: SentenceView, draft: Draft) -> bool:
    """Whether a number's clause opens by saying that it tells what came of what was aimed at."""
    return _CAME_TO.match(view.text, *view.clauses[draft.clause]) is not None


def dates_expectation(view: SentenceView, phrase: TimePhrase) -> bool:
    """Whether a time only says when something was expected or aimed at (`7月前瞻中的预测值`, `年初定的目标`).

    A month behind which nothing but a verb stands is the one that the forecast is for (`7月预计销量2万台`).
    """
    words = view.text[phrase.start : phrase.end]
    if words.endswith(_TIMES.expected_since):
        number = next((q for q in view.quantities if q.start == phrase.end), None)
        if number is not None:
            return _GUIDED.match(view.text, number.end, view.end) is not None  # 此前39亿元的指引
        started = words.endswith(_TIMES.year_starts)
        begun = started and _AIMED_AT_START.match(view.text, phrase.end, view.end) is not None
        return begun or _EXPECTED_BEFORE.match(view.text, phrase.end, view.end) is not None
    if not words.endswith(_TIMES.expected_months):
        return False
    return _EXPECTED_THEN.match(view.text, phrase.end, view.end) is not None


def year_of_aim(view: SentenceView, draft: Draft, dated: Sequence[Dated], frame: Frame) -> str | None:
    """The year for which a number was aimed at as it began (`去年年初定的销量目标是230万台`), or None.

    Without a year of its own it is the year told of; on a page of its first months that says what came of
    the aim, the year before.
    """
    last = next((d for d in reversed(dated) if d.phrase.start < draft.start), None)
    if last is None or last.meaning.period is None or view.clause_of(last.phrase.start) != draft.clause:
        return None
    phrase = last.phrase
    if not view.text[phrase.start : phrase.end].endswith(_TIMES.year_starts):
        return None
    if _AIMED_AT_START.match(view.text, phrase.end, draft.start) is None:
        return None
    year, page = last.meaning.period.year, frame.published
    if phrase.kind is TimeKind.PARTIAL:
        if any(d is not last and not d.speech and d.phrase.start < phrase.start for d in dated):
            return None  # 上半年收入30亿元,低于年初定下的33亿元目标
        if frame.carried is not None and frame.carried.first.year == frame.carried.last.year:
            year = frame.carried.last.year
        elif page is not None and page.year == year and page.month <= _REPORTING:
            year -= _MET.search(view.text, phrase.end, view.end) is not None
    return f"{year:04d}"


def only_named(view: SentenceView, draft: Draft) -> bool:
    """Whether a number is only named a forecast, or an earlier one: what follows is then no forecast."""
    reason = next((r for r in reversed(draft.evidence) if r.field == "basis"), None)
    if reason is None:
        return False
    if reason.start >= draft.end or names_number(view, reason.end, draft):
        return True  # 高于预测的23亿元
    return _EARLIER.search(view.text, max(0, reason.start - _REACH), reason.start) is not None


def names_number(view: SentenceView, end: int, draft: Draft) -> bool:
    """Whether nothing but 的 stands between a word that ends there and a number (`预测的23亿元`)."""
    return _OF.match(view.text, end, draft.start) is not None
