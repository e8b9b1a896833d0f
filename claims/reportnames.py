"""Which report a text is about where its words say so without a year (`交出半年成绩表`, `公布全年业绩`).

In: the document, its time phrases and the year that it speaks from. Out: the half or the year that the report
covers, by when the page was published; and whether a text's opening says that results of a period came out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from claims.calendar import CalendarPeriod, parse
from claims.lexicons import one_of
from claims.model import Document
from claims.periods import bounds
from claims.readingwords import reading_words
from claims.timephrases import TimeKind, TimePhrase

_WORDS = reading_words().page
_LEAD = 200
"""Code points of a text's opening that say what it is about."""
_PUBLISHED = one_of(_WORDS.published_results)
_CLAUSE = "[^,，。;；:：\\n]"
_OUT = re.compile(rf"{_PUBLISHED}{_CLAUSE}{{0,16}}$")
"""Before the report: somebody brings it out."""
_COMES = re.compile(rf"(?:摘要|公告)?{one_of(_WORDS.results_out)}")
"""Behind the report: it came out."""
_NAMED = re.compile(
    rf"(?<!\d年)(?<![\d半上下])(?P<report>{one_of(tuple(_WORDS.yearless_reports))})(?!{one_of(_WORDS.no_reports)})"
)
_HEADED = re.compile(r"(?=[:：,，|｜\s\n]|$)")
"""Behind the report in a title: the title is about it."""
_YEAR_TOLD = 4
"""The month by whose end companies have told of the year before."""
_HALF_TOLD = range(7, 11)
"""The months in which they tell of the first half of the year."""


def yearless_report(document: Document) -> CalendarPeriod | None:
    """The year or half that the report covers whose coming out a text's opening tells of, or None."""
    published = document.published
    if published is None:
        return None
    text = document.folded[:_LEAD]
    for match in _NAMED.finditer(text):
        titled = match.start() < (text.find("\n") if "\n" in text else 0)
        headed = titled and (_HEADED.match(text, match.end()) or _COMES.match(text, match.end()))
        if headed or _comes_out(text, match.start(), match.end()):
            return _covered(_WORDS.yearless_reports[match["report"]], published)
    return None


def brings_out_report(
    document: Document, phrases: Sequence[TimePhrase], report: CalendarPeriod, year: int | None
) -> bool:
    """Whether a text's opening says that the results of the period that it reports on came out.

    It names the period's report with or without its year (`披露2025年半年报`, `公布全年业绩`).
    """
    return report in reports_brought_out(document, phrases, year) or yearless_report(document) == report


def reports_brought_out(
    document: Document, phrases: Sequence[TimePhrase], year: int | None
) -> tuple[CalendarPeriod, ...]:
    """The periods whose reports a text's opening says came out (`披露2024年年报和2025年一季报`)."""
    text = document.folded[:_LEAD]
    found: list[CalendarPeriod] = []
    for phrase in phrases:
        if phrase.end > len(text):
            break
        if phrase.kind is TimeKind.ANAPHORIC or not _is_report(document, phrase):
            continue
        known = bounds(phrase, year_hint=year, published=document.published).period
        published = document.published
        if known is None or published is None or known.last > published:
            continue
        if _comes_out(text, phrase.start, phrase.end):
            found.append(known)
    return tuple(found)


def _is_report(document: Document, phrase: TimePhrase) -> bool:
    """Whether a time phrase is the name of a report, or stands before it (`半年报`, `2024年业绩`)."""
    ends = document.folded[phrase.end - 1] in _WORDS.report_ends
    return ends or _REPORT.match(document.folded, phrase.end) is not None


_REPORT = re.compile(rf"年?度?{one_of((*_WORDS.reports, *_WORDS.yearless_ends))}")


def _comes_out(text: str, start: int, end: int) -> bool:
    """Whether a report that stands between two offsets is brought out."""
    return _OUT.search(text, max(0, start - 24), start) is not None or _COMES.match(text, end) is not None


def _covered(part: str, published: date) -> CalendarPeriod | None:
    """The year or its first half on which companies report when a page is published, or None."""
    if part == "H1":
        return parse(f"{published.year:04d}-H1") if published.month in _HALF_TOLD else None
    return parse(f"{published.year - 1:04d}") if published.month <= _YEAR_TOLD else None
