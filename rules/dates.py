"""Days in order: what a notice says has happened is not later than the day of the notice itself.

A term ends after it began, and one of so many months or years is as long as its two days say. Days are read
from the text itself, since most of them only date a claim. The day of a notice stands in front of it
(`8月5日丨`, `7月31日晚间发布公告`) or alone on a line below it, often without a year: the year is then that
of the events just before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from claims.calendar import shift_months
from claims.model import Document
from rules.collection import Collection
from rules.findings import make_finding
from rules.identities import Identity
from rules.knowledge import cue
from rules.model import Finding, Verdict
from rules.verdicts import phrase

_cue = partial(cue, "dated")
_DAY = re.compile(
    r"(?<![0-9.])(?:(?P<year>(?:19|20)[0-9]{2})[ ]?年[ ]?)?(?P<month>1[0-2]|0?[1-9])[ ]?月[ ]?"
    r"(?:(?P<day>3[01]|[12][0-9]|0?[1-9])[ ]?日|[底末])"
)
_UNNAMED = "[0-9 年月]{4,12}"
_TERM = re.compile(
    rf"(?P<from>{_UNNAMED}日)(?:\(含[^()]{{0,6}}\)|（含[^（）]{{0,6}}）)?起?[至到](?P<to>{_UNNAMED}日)"
)
_LENGTH = re.compile(r"(?<![0-9])(?P<count>[0-9]{1,2})[ ]?(?:个?(?P<month>月)|年)")
_OPENING = 300
"""The day of a notice stands within so many characters from its beginning."""
_WORDS = 16
"""So many characters around a day say what it is the day of."""
_NEAR = timedelta(days=62)
"""An event this long before a notice tells the year of a day that is written without it; one this long after
it is a slip, one of much later is of another year or told ahead."""
_ANY = 2000
"""A year for days of which none has its own: one with a February 29th."""
_BEFORE_TERM = 40
"""So many characters in front of two days a term's length may stand."""
_LEEWAY = timedelta(days=3)
"""Days by which terms of so many months are counted otherwise: the last day in or out, a day off."""
_LONGEST = 600
"""Months of the longest term."""
_MOST = 6
"""So many events of a document are named."""


@dataclass(frozen=True, slots=True)
class _Day:
    """A day of a text, its year None where it is not written."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None
    """None of a month's end (`3月底`)."""

    def of(self, year: int | None) -> date | None:
        """The day in its own year, else in one; None where there is no such day."""
        try:
            first = date(self.year or year or 0, self.month, self.day or 1)
            return first if self.day else shift_months(first, 1) - timedelta(days=1)
        except ValueError:
            return None


def days_in_order(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """What each document's days come to: its terms, then its events against its own day."""
    if not collection.tells(None):
        return
    for document in collection.documents:
        if "日" in document.folded:
            yield from _terms(collection, identity, document)
            yield from _events(collection, identity, document)


def _days(text: str) -> list[_Day]:
    return [_read(found) for found in _DAY.finditer(text)]


def _read(found: re.Match[str]) -> _Day:
    year = int(found["year"]) if found["year"] else None
    day = int(found["day"]) if found["day"] else None
    return _Day(found.start(), found.end(), year, int(found["month"]), day)


def _own(text: str, days: list[_Day]) -> _Day | None:
    """The day of a notice itself: in front of its text, else alone on a line below it."""
    for day in days:
        if day.start > _OPENING:
            break
        before, behind = text[max(0, day.start - _WORDS) : day.start], text[day.end : day.end + _WORDS]
        opening = _cue("line_before").search(before) or _cue("line_behind").search(behind)
        if day.day and opening and not _cue("happened").search(before):
            return day
    for day in reversed(days):
        line = text[text.rfind("\n", 0, day.start) + 1 : (text + "\n").index("\n", day.end)]
        if day.day and day.year and line.strip() == text[day.start : day.end]:
            return day
    return None


def _events(collection: Collection, identity: Identity, document: Document) -> Iterator[Finding]:
    """The finding on the days on which a document says that something happened."""
    text = document.folded
    days = _days(text)
    own = _own(text, days)
    if own is None:
        return
    opens = own.start <= _OPENING
    told = [d for d in days if d != own and (not opens or d.start > own.start) and _may_be_past(text, d)]
    year = own.year or _year_of(own, told)
    limit = own.of(year or _ANY)
    if limit is None:
        return
    when = [(day, moment) for day in told if (moment := day.of(year or _ANY)) is not None]
    dated = [(day, moment) for day, moment in when if day.year]
    late = [d for d, moment in dated if limit < moment <= limit + _NEAR and _is_past(text, d)]
    later = any(moment.year > limit.year for _, moment in dated)
    held = [d for d, moment in when if moment <= limit and (d.year or limit - moment <= _NEAR)]
    if late and year and not later:
        yield _finding(collection, identity, document, Verdict.CONTRADICTED, (late[0], own))
    elif held and not late:
        yield _finding(collection, identity, document, Verdict.VERIFIED, (*held[:_MOST], own))


def _year_of(own: _Day, told: list[_Day]) -> int | None:
    """The year of a day that is written without it: that of the last events before it."""
    years = []
    for day in told:
        moment = day.of(None)
        for year in (moment.year, moment.year + 1) if moment else ():
            limit = own.of(year)
            if moment and limit and timedelta(0) <= limit - moment <= _NEAR:
                years.append(year)
    return max(years, default=None)


def _may_be_past(text: str, day: _Day) -> bool:
    """Whether no words beside a day put it ahead; one without its year must be told as an event's."""
    before, behind = text[max(0, day.start - _WORDS) : day.start], text[day.end : day.end + _WORDS]
    ahead = _cue("ahead_before").search(before) or _cue("ahead_behind").search(behind)
    if _cue("ends").search(before) and not _cue("so_far").search(behind):
        return False
    return not ahead and bool(day.year or _cue("happened").search(before))


def _is_past(text: str, day: _Day) -> bool:
    """Whether words say surely that something happened on a day."""
    start = max(text.rfind(mark, 0, day.start) for mark in "。;；\n")
    behind = re.split("[。;；\n]", text[day.end :], maxsplit=1)[0]
    sentence = text[start + 1 : day.start] + behind
    past = _cue("happened").search(text[start + 1 : day.start]) and _cue("done").search(behind)
    return bool(past) and not _cue("to_come").search(sentence)


def _finding(
    collection: Collection, identity: Identity, document: Document, verdict: Verdict, days: tuple[_Day, ...]
) -> Finding:
    *told, own = (document.text[day.start : day.end] for day in days)
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(f"days_{verdict.value}", collection.language, days="、".join(told), own=own),
        spans=[collection.place(document.id, day.start, day.end) for day in days],
    )


def _terms(collection: Collection, identity: Identity, document: Document) -> Iterator[Finding]:
    """The finding on each term from one day to another, with its length where that is told."""
    text = document.folded
    for found in _TERM.finditer(text):
        first, last = (_DAY.fullmatch(text, *found.span(name)) for name in ("from", "to"))
        if first is None or last is None or first["year"] is None:
            continue
        begins, stops = _read(first).of(None), _read(last).of(int(first["year"]))
        if begins is None or stops is None or (stops < begins and last["year"] is None):
            continue
        length = _length(text, found.start(), begins, stops) if begins <= stops else None
        verdict = Verdict.VERIFIED if begins <= stops else Verdict.CONTRADICTED
        spans = (*([length] if length else []), last.span(), first.span())
        yield make_finding(
            collection,
            rule=identity.code,
            verdict=verdict,
            message=phrase(
                "term_length" if length else f"term_{verdict.value}",
                collection.language,
                first=document.text[slice(*first.span())],
                last=document.text[slice(*last.span())],
                **({"length": document.text[slice(*length)]} if length else {}),
            ),
            spans=[collection.place(document.id, *span) for span in spans],
        )


def _length(text: str, start: int, begins: date, stops: date) -> tuple[int, int] | None:
    """Where the length of a term is told in front of its days, as the days have it; None where it isn't."""
    before = re.split("[。；\n]", text[max(0, start - _BEFORE_TERM) : start])[-1]
    for found in _LENGTH.finditer(before):
        months = int(found["count"]) * (1 if found["month"] else 12)
        if months <= _LONGEST and abs(shift_months(begins, months) - stops) <= _LEEWAY:
            return start - len(before) + found.start(), start - len(before) + found.end()
    return None
