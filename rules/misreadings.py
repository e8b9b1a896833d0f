"""Figures whose words may mean something else than what they were read as: another time, or a part.

In: a claim with the collection that it comes from. Out: whether its period was only taken from its page or
from words without a year, so that it may be of another; whether its sentence names a part before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claims.calendar import CalendarPeriod, try_parse
from claims.model import Claim
from rules.definitions import definitions
from rules.facts import FactBook
from rules.restrictions import aliases
from rules.surroundings import words_before

_ADDED = re.compile("合计|合共|共计")
"""Words for a total that a part has of its own (`车规产品散见各类,合计收入2.6亿元`)."""

_BACK = 3
"""So many figures back another may go on with one that is named."""


def names_all(book: FactBook, claim: Claim, parts: Iterable[str]) -> bool:
    """Whether the words that name a figure's metric, or those before them, name all of some parts.

    A figure that goes on with the one before it (`…收入3亿元,去年则为2亿元`) is named where that one is.
    """
    earlier = [other for other in book.paragraph(claim) if other.span.start < claim.span.start]
    metric = aliases(claim.metric)
    for one in (claim, *reversed(earlier[-_BACK:])):
        words = words_before(book, one)
        if metric.search(words) is not None:
            own = definitions().total.split(_ADDED.sub("", words))[-1]
            return all(part in own for part in parts)
    return False


def may_be_of(book: FactBook, claim: Claim, period: str) -> bool:
    """Whether a claim's words do not keep it from being of a period that others give its figure for.

    That is a later year's where they name none, or another stretch up to the same day where only the page
    dates it.
    """
    own, other = (try_parse(x) if x else None for x in (claim.period, period))
    if own is None or other is None or own == other or own.is_instant or other.is_instant:
        return False
    if own.last == other.last:
        return _dated_by_page(claim)
    document = book.collection.document[claim.document]
    if own.months != other.months or not own.last < other.last or document.published is None:
        return False
    told = [e for e in claim.evidence if e.field == "period"]
    bare = all(_YEAR.search(document.folded, e.start, e.end) is None for e in told)
    return bool(told) and bare and other.last < document.published and _years_apart(own, other)


_YEAR = re.compile("[0-9]{4}|[今去本当前上次]年|同期|年前")


def _years_apart(one: CalendarPeriod, other: CalendarPeriod) -> bool:
    """Whether two stretches are the same one of two years."""
    return (one.last.month, one.last.day) == (other.last.month, other.last.day)


def _dated_by_page(claim: Claim) -> bool:
    return any(e.field == "period" and e.how == "document" for e in claim.evidence)


def of_either_time(book: FactBook, claim: Claim) -> bool:
    """Whether only the page dates a claim, and its text tells of another stretch that ends the same day.

    In `2025年中报点评:Q2收入6.9亿元…上半年收入12.5亿元…` a figure behind that says neither may be of both.
    """
    own = try_parse(claim.period) if claim.period else None
    if own is None or own.is_instant or not _dated_by_page(claim):
        return False
    told = {c.period for c in book.collection.by_document[claim.document]} - {None, claim.period}
    others = (try_parse(period) for period in told if period)
    return any(o is not None and not o.is_instant and o.last == own.last for o in others)
