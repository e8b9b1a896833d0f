"""What a document says of itself: its report's period, whether it is one, its sections, its currency.

In: the document, its time phrases and numbers. Out: what 报告期 means in it, and the unit of bare amounts.
The year and the day that it speaks in are told by `claims.speakingyear`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claims.calendar import CalendarPeriod, PeriodKind
from claims.draft import unit_kind
from claims.lexicons import holds_any, one_of, trie
from claims.model import Block, Document, Quantity
from claims.namedyears import names_issue
from claims.periods import bounds
from claims.readingwords import reading_words
from claims.reportnames import brings_out_report, yearless_report
from claims.speakingyear import dates_event, named_year, tells_figure
from claims.timephrases import TimeKind, TimePhrase

_WORDS = reading_words().page
_DECLARED = re.compile(rf"单位[:：为]?(?P<scale>{trie(_WORDS.scales)})?(?P<name>{trie(_WORDS.currencies)})")
_ALIKE = re.compile(
    rf"[(（](?:[^()（）]{{0,6}}[为:：])?(?P<name>{trie(_WORDS.currencies)})[.．,，、;；]?\s?下同[)）]"
    rf"|(?P<behind>{trie(_WORDS.currencies)})[(（](?:单位|币种|货币|货币单位)?下同[)）]"
)
"""A currency that all bare 元 behind it stand for."""
_LISTED_ABROAD = re.compile(r"[(（]0?\d{4}(?:[.-]HK)?[)）]|[.-]HK[)）]")
_HONG_KONG_CODE = re.compile(r"[(（]0\d{4}(?:[.-]HK)?[)）]|[.-]HK[)）]")
_LISTED_HERE = re.compile(r"[(（:：\s][036]\d{5}|(?:SZ|SH)\b")
_REPORT = re.compile(rf"年?度?{one_of(_WORDS.reports)}")
_ASIDE = re.compile(
    rf"\([^()\n]{{0,40}}(?:\b{one_of(_WORDS.markets)}\b|{trie(_WORDS.quotes)})[^()\n]{{0,60}}\)"
    r"|\([+-]?\d+\.\d+,[+-]?\d+\.\d+,[+-]?\d+\.\d+%\)"
    r"|《[^《》\n]{1,60}》"
)
_GOES_ON = re.compile(rf"\s*(?!{trie(_WORDS.not_goes_on)}){one_of(_WORDS.goes_on)}")


class Declared(NamedTuple):
    """What a table's or a page's heading says of bare amounts (`单位:亿元`)."""

    currency: str
    """ISO 4217 code."""
    scale: Decimal | None
    """What they are multiplied by, or None."""
    yuan: str = "CNY"
    """The currency that a bare 元 stands for."""
    price_yuan: str = "CNY"
    """The currency that it stands for in the price of a share."""
    since: int = 0
    """Offset from which `yuan` holds."""
    yuan_before: str = "CNY"
    """The currency that a bare 元 stands for up to there."""

    def yuan_at(self, end: int) -> str:
        """The currency of a bare 元 that ends at an offset."""
        return self.yuan if end >= self.since else self.yuan_before


_REPORTED_YEARS = 3
"""How many years before its own a page may report on."""
_HEAD = 6
"""Lines of a text's head that may say what it is."""
_HEADLINE = 40
"""Code points of such a line, at most."""
_FULL_TITLE = 72
"""Code points of one that names a company in full with its report."""
_TITLED = re.compile(
    rf"[年度]{{0,2}}(?:全年|年度)?{one_of(_WORDS.own_reports)}(?:摘要|概要|全文)?(?:[(（]{one_of(_WORDS.excerpts)}[)）])?\s*$"
    rf"|[年度]{{0,2}}{one_of(_WORDS.own_news)}(?:及|暨|以及|和)[^,，。;；\n]{{2,24}}公告\s*$"
)
_OF_RESULTS = re.compile(rf"[{_WORDS.report_ends}]|{one_of(_WORDS.results_told)}")
"""In a headline behind a period: that it tells of results."""
_SECTION_OPENS = re.compile(
    r"\s*[#*■●◆【(（]*\s*(?:[一二三四五六七八九十\d]{1,2}[、.．)）])?\s*(?:公司|集团|关于)?"
)
_SECTION = re.compile(rf"度?的?{one_of(_WORDS.sections)}?[】)）*:：]*\s*")
"""Behind a period: all that the heading of a section on it may go on to say."""


def asides_of(folded: str) -> list[tuple[int, int]]:
    """Quotes and codes in brackets behind a name, and titles of works: no claims of the text's own."""
    if not holds_any("(《", folded):
        return []
    return [match.span() for match in _ASIDE.finditer(folded)]


def goes_on(folded: str, start: int) -> bool:
    """Whether a paragraph goes on speaking of what the one before spoke of."""
    return _GOES_ON.match(folded, start) is not None


def _yuans(folded: str) -> Declared:
    """The currency of a bare 元, and that of one in the price of a share."""
    alike = _ALIKE.search(folded) if "下同" in folded else None
    abroad = ")" in folded and _LISTED_ABROAD.search(folded) and not _LISTED_HERE.search(folded)
    of_hong_kong = abroad and (_HONG_KONG_CODE.search(folded) or holds_any(_WORDS.hong_kong, folded))
    if alike is not None:
        yuan = _WORDS.currencies[alike["name"] or alike["behind"]]
        if of_hong_kong and yuan == "CNY":  # 招股价25元……收入6亿元(人民币,下同)
            return Declared("CNY", None, yuan, "HKD", since=alike.start(), yuan_before="HKD")
        return Declared("CNY", None, yuan, yuan, yuan_before=yuan)
    if "人民币" in folded:
        return Declared("CNY", None)
    if holds_any(_WORDS.hong_kong_outlets, folded):
        return Declared("CNY", None, "HKD", "HKD", yuan_before="HKD")
    return Declared("CNY", None, "CNY", "HKD" if of_hong_kong else "CNY")


def declared(folded: str, quantities: Sequence[Quantity]) -> Declared:
    """The unit of bare amounts: declared; the yuan where it occurs at all; else the commonest currency.

    A bare 元 is the yuan, unless the text says 下同 of another currency. In a text that speaks of Hong
    Kong, a share that is listed there alone is priced in dollars.
    """
    page = _yuans(folded)
    match = _DECLARED.search(folded) if "单位" in folded else None
    if match:
        scale = _WORDS.scales[match["scale"]] if match["scale"] else None
        return page._replace(currency=_WORDS.currencies[match["name"]], scale=scale)
    counted = Counter(q.unit for q in quantities if unit_kind(q.unit) == "money" and q.unit_written)
    currency = "CNY" if "CNY" in counted or not counted else counted.most_common(1)[0][0]
    return page._replace(currency=page.yuan if currency == "CNY" else currency)


def report_period(
    document: Document, phrases: Sequence[TimePhrase], year: int | None
) -> CalendarPeriod | None:
    """What 报告期 means: the period of the report that the text names (`2020年半年度报告`).

    Else that of the first figures, but the last year where those are of one before it.
    """
    for phrase in phrases:
        if _REPORT.match(document.folded, phrase.end) and phrase.kind is not TimeKind.ANAPHORIC:
            meaning = bounds(phrase, year_hint=year, published=document.published)
            if meaning.period is not None:
                return meaning.period
    for phrase in phrases:
        if phrase.kind is TimeKind.PARTIAL and document.folded[phrase.end - 1] in _WORDS.report_ends:
            meaning = bounds(phrase, year_hint=year, published=document.published)
            period, published = meaning.period, document.published
            if period is not None:
                late = published is not None and period.last > published
                period = period.shift_years(-1) if late else period  # 中报, 三季报 of the year spoken from
                return _told_of(document, phrases, period, year)
    if (named := yearless_report(document)) is not None:
        return named
    told: list[CalendarPeriod] = []
    for phrase in phrases:
        if dates_event(phrase, document.folded) or _long_past(named_year(phrase), document.published):
            continue
        single_day = phrase.last is None and phrase.first is not None and "-" in phrase.first.part
        part = None if told else _part_over(document, phrase, year)
        if part is not None:
            told.append(part)
        if (
            phrase.kind is TimeKind.ABSOLUTE
            and (phrase.length or (phrase.bound == "none" and not single_day))
            and not names_issue(document.folded, phrase)
        ):
            meaning = bounds(phrase)
            period = meaning.period
            reported = period is not None and period.months in (3, 6, 9, 12)
            day = document.published
            to_come = period is not None and day is not None and period.first > day  # 到2029年
            if (
                period is not None
                and reported
                and not (to_come or _long_past(period.year, document.published))
            ):
                told.append(period)
    whole_years = [period for period in told if period.kind is PeriodKind.YEAR]
    last = next((p for p in whole_years if year is not None and p.year == year - 1), None)
    if told and last is not None and told[0].kind is PeriodKind.YEAR and told[0].year < last.year:
        return last  # `2023年亏损…;2024年…`, told in 2025
    return told[0] if told else None


def _part_over(document: Document, phrase: TimePhrase, year: int | None) -> CalendarPeriod | None:
    """The part of its year whose figure a page tells, once it is over (`上半年收入8亿元`), or None."""
    published = document.published
    if published is None or phrase.kind is not TimeKind.PARTIAL or phrase.last is not None:
        return None
    period = bounds(phrase, year_hint=year, published=published).period
    if period is None or period.months not in (3, 6, 9) or period.last >= published:
        return None
    return period if phrase.length or tells_figure(phrase, document.folded) else None  # 6月底止六个月,…


def _told_of(
    document: Document, phrases: Sequence[TimePhrase], report: CalendarPeriod, year: int | None
) -> CalendarPeriod:
    """A report's stretch, or its last quarter where that comes first (`公布三季报。三季度收入…`)."""
    if report.kind is not PeriodKind.NINE_MONTHS:
        return report
    for phrase in phrases:
        named = document.folded[phrase.end - 1] in _WORDS.report_ends
        if phrase.kind in (TimeKind.PARTIAL, TimeKind.ABSOLUTE, TimeKind.RELATIVE) and not named:
            period = bounds(phrase, year_hint=year, published=document.published).period
            if period is not None and period.last == report.last:
                return period if period.kind is PeriodKind.QUARTER else report
    return report


def section_period(
    document: Document, block: Block, phrases: Sequence[TimePhrase], year: int | None
) -> CalendarPeriod | None:
    """The period that a heading says its section is about (`2025年第一季度`, `上半年经营情况`), or None."""
    inside = [phrase for phrase in phrases if block.start <= phrase.start and phrase.end <= block.end]
    if len(inside) != 1 or inside[0].kind not in (TimeKind.ABSOLUTE, TimeKind.PARTIAL, TimeKind.RELATIVE):
        return None
    phrase = inside[0]
    if _SECTION.fullmatch(document.folded, phrase.end, block.end) is None:
        return None
    if _SECTION_OPENS.fullmatch(document.folded, block.start, phrase.start) is None:
        return None
    period = bounds(phrase, year_hint=year, published=document.published).period
    return period if period is not None and period.months in (3, 6, 9, 12) else None


def _long_past(year: int | None, published: date | None) -> bool:
    """Whether a year is so long past that no page still reports on it (`前身是1958年的…`)."""
    return published is not None and year is not None and year < published.year - _REPORTED_YEARS


def tells_results(document: Document, phrases: Sequence[TimePhrase], report: CalendarPeriod | None) -> bool:
    """Whether a text's headline or opening says that it is about the results of the period it reports on.

    `report` is that of `report_period`. What the text then tells of results without a time is of that period
    (`某某2025年中报点评`, `某某上半年净利增三成`).
    """
    if report is None:
        return False
    if brings_out_report(document, phrases, report, report.year):
        return True
    line = document.folded.partition("\n")[0]
    if len(line) > _HEADLINE or "。" in line:
        return False
    named = [p for p in phrases if p.start < len(line) and p.kind is not TimeKind.ANAPHORIC]
    if len(named) != 1 or _OF_RESULTS.search(line, named[0].end - 1) is None:
        return False
    return bounds(named[0], year_hint=report.year, published=document.published).period == report


def is_report(document: Document, phrases: Sequence[TimePhrase]) -> bool:
    """Whether a text's head says that it reports on a period (`2024年年度报告摘要`, alone on its line)."""
    end, reports = 0, False
    for line in document.folded.split("\n", _HEAD)[:_HEAD]:
        start, end = end, end + len(line) + 1
        if len(line) > _FULL_TITLE or "。" in line:
            break
        named = [p for p in phrases if start <= p.start < end and p.kind is not TimeKind.ANAPHORIC]
        reports = reports or any(_titles(document.folded, p, end) for p in named)
    return reports


def _titles(folded: str, phrase: TimePhrase, end: int) -> bool:
    """Whether a report's name stands behind a period and ends the line that ends at an offset."""
    ended = phrase.length and folded[phrase.end : end].strip() in _WORDS.own_news  # 止年度业绩
    return bool(ended) or _TITLED.match(folded, phrase.end, end) is not None
