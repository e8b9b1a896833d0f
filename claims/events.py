"""Dates that are claims themselves: founded, listed, released.

In: a sentence's view and its dated phrases. Out: a draft for each such date. Every other date only dates a
number and becomes its period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from claims.datedphrases import Dated
from claims.draft import Draft
from claims.lexicons import one_of, trie
from claims.model import Ends, Measure, Qualifier, Quantity
from claims.readingwords import Event, reading_words
from claims.sentence import SentenceView
from claims.timephrases import TimeKind, TimePhrase

_EVENTS = reading_words().events
_NO_ENDS = Ends(None, None)
"""A date is no number between two others."""


def _told(event: Event) -> str:
    """Matches an event's words where nothing behind them makes them another thing."""
    behind = rf"(?!{trie(event.not_before)})" if event.not_before else ""
    near = rf"(?![^,，。;；]{{0,16}}{one_of(event.not_near)})" if event.not_near else ""
    return one_of(event.words) + behind + near


_BEFORE = re.compile(
    rf"(?P<event>{trie(word for event in _EVENTS if event.before_date for word in event.words)})"
    r"(?:于|时间为?|日期为?)$"
)
_GOODS = re.compile(
    rf"(?:{one_of(word for event in _EVENTS for word in event.not_of)}[“”\"「」《》A-Za-z0-9-]{{0,12}}"
    r"|(?<![A-Za-z0-9])[A-Z]{1,5}-?\d{1,4}[A-Za-z]{0,4})(?:[已也将又正式便就,，]*)[于在自]?$"
)
"""Right before the date: goods, of which 上市 only says that they are on sale (`改款S3于5月6日上市`)."""
_METRIC = {word: event.metric for event in _EVENTS for word in event.words}
_FOUNDED = one_of(word for event in _EVENTS if event.metric == "founded" for word in event.words)
_FOUNDED_NEAR = re.compile(rf"^[^的,，]{{0,6}}{_FOUNDED}")
_AFTER = re.compile(
    r"(?:[,，]?[^,，。;；\d]{0,14}?)?"
    rf"(?P<event>{'|'.join(_told(event) for event in _EVENTS if event.behind_date)})"
)
DATED_EVENT = re.compile(trie(word for event in _EVENTS for word in event.words))
"""Words without which no sentence dates an event."""
_OWNER_BEHIND = re.compile(r"[,，]?的?(?P<name>[\u4e00-\u9fffA-Za-z0-9]{2,20})")


def _names_day(phrase: TimePhrase) -> bool:
    """Whether a phrase counted from the day of speaking names a month or a day (`去年7月5日`)."""
    return phrase.first is not None and phrase.first.part[:2].isdigit()


def date_claims(view: SentenceView, dated: Sequence[Dated]) -> list[Draft]:
    """The founding, listing and release dates of a sentence."""
    found: list[Draft] = []
    for source in dated:
        phrase, meaning = source.phrase, source.meaning
        if (
            phrase.kind not in (TimeKind.ABSOLUTE, TimeKind.PARTIAL, TimeKind.RELATIVE)
            or meaning.iso is None
            or phrase.last is not None
        ):
            continue
        if (
            source.base_of_comparison
            or "/" in meaning.iso
            or meaning.as_of is not None
            or phrase.bound != "none"
        ):
            continue
        clause = view.clause_of(phrase.start)
        before = view.text[view.clauses[clause][0] : phrase.start]
        after = view.text[phrase.end : min(view.end, phrase.end + 24)]
        match = _BEFORE.search(before) or _AFTER.match(after)
        if match is None:
            continue
        event = match["event"]
        metric = _METRIC[event]
        if phrase.kind is TimeKind.RELATIVE and (metric != "listed" or not _names_day(phrase)):
            continue
        if metric == "listed" and _GOODS.search(before) is not None:
            continue
        behind = match.re is _AFTER
        if (
            any(phrase.end <= quantity.start < phrase.end + match.end() for quantity in view.quantities)
            and behind
        ):
            continue
        if behind and metric == "founded" and match.start("event") > 6:
            continue
        start, end = phrase.core_start, phrase.core_end
        quantity = Quantity(
            start=start, end=end, text="", value=Decimal(0), unit="date", qualifier=Qualifier.EXACT,
            core=_NO_ENDS, hard=_NO_ENDS, ulp=Decimal(1), ulp_significant=Decimal(1),
            qualifier_start=start, qualifier_end=end,
        )  # fmt: skip
        draft = Draft(quantity, "date", clause, view.clauses[clause][0], unit="date")
        draft.metric, draft.measure, draft.date_value = metric, Measure.DATE, meaning.iso
        draft.entity = _owner(view, phrase.end, before, behind)
        at = phrase.end + match.start("event") if behind else view.clauses[clause][0] + match.start("event")
        draft.why("metric", at, at + len(event), "clause")
        found.append(draft)
    return found


def _owner(view: SentenceView, end: int, before: str, behind: bool) -> str | None:
    """What was founded where the words behind the date say so: `成立于2019年的…`, `1996年成立的…`."""
    text = view.text[end : view.end]
    if behind:
        text = _FOUNDED_NEAR.sub("", text)
        if not text.startswith("的"):
            return None
    elif not text.startswith("的"):
        return None
    names = [name for name in view.names if end <= name.start <= end + 8]
    if names:
        return names[0].canonical
    match = _OWNER_BEHIND.match(text)
    return match["name"] if match else None
