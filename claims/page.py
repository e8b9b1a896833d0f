"""What a document says of itself: the year and day that it speaks in, its report's period, its currency.

In: the document, its time phrases and numbers. Out: what 今年, 今天 and 报告期 mean in it, and the unit of
bare amounts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from claims.calendar import CalendarPeriod, PeriodKind
from claims.draft import unit_kind
from claims.lexicons import Endings, holds_any, one_of, trie
from claims.model import Block, Document, Quantity
from claims.namedyears import falls_due, names_issue
from claims.periods import bounds
from claims.readingwords import reading_words
from claims.timephrases import TimeKind, TimePhrase
from claims.timewords import Base, Bound, Edge

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
_MONTH, _DAY = "(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"
_TODAY = re.compile(
    rf"{one_of(_WORDS.before_today)}(?:[(（][^()（）\n]{{1,20}}[)）]|[(（,，])?(?P<month>{_MONTH})月(?P<day>{_DAY})日"
    rf"|(?P<month2>{_MONTH})月(?P<day2>{_DAY})日{one_of(_WORDS.behind_today)}"
)
_ABOUT_TODAY = (*_WORDS.before_today, *_WORDS.behind_today)
"""Words of which `_TODAY` holds one."""
_REPORT = re.compile(rf"年?度?{one_of(_WORDS.reports)}")
_ANNUAL = re.compile(rf"(?:年度?|度)?{one_of(_WORDS.annual_reports)}")
_RESULTS = re.compile(one_of(_WORDS.results))
_ASIDE = re.compile(
    rf"\([^()\n]{{0,40}}(?:\b{one_of(_WORDS.markets)}\b|{trie(_WORDS.quotes)})[^()\n]{{0,60}}\)"
    r"|\([+-]?\d+\.\d+,[+-]?\d+\.\d+,[+-]?\d+\.\d+%\)"
    r"|《[^《》\n]{1,60}》"
)
_GOES_ON = re.compile(rf"\s*(?!{trie(_WORDS.not_goes_on)}){one_of(_WORDS.goes_on)}")


SET_AGAINST = Endings(
    f"{than}{behind}" for than in reading_words().periods.than if than != "同" for behind in ("", "于", "之")
)
"""Before a year: it is what something is compared with."""


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


_BEFELL = re.compile(rf"[^,，。;；:：\d]{{0,10}}?{one_of(_WORDS.befell)}")
_BEFELL_BEFORE = re.compile(rf"{one_of(_WORDS.befell)}[于在自]?$")
_FIGURE = re.compile(rf"(?!(?:度|年度)?第)(?:(?!{trie(_WORDS.ahead)})[^,，。;；:：\d]){{0,14}}\d")
"""Behind a period: what it came to, and not what is planned for it."""
_STATES = re.compile(r"[^,，。;；:：\n\d]{1,16}(?:约|超|近)?\d")
"""Behind a year: what is stated for it."""
_AHEAD = re.compile(one_of(_WORDS.ahead))
_YEARS = range(1991, 2100)
"""Years that a text may speak from."""
_ABOUT = timedelta(days=7)
"""How far behind the day of its news a page may date itself."""
_REPORTED_YEARS = 3
"""How many years before its own a page may report on."""
_HEAD = 6
"""Lines of a text's head that may say what it is."""
_HEADLINE = 40
"""Code points of such a line, at most."""
_TITLED = re.compile(
    rf"[年度]{{0,2}}(?:全年|年度)?{one_of(_WORDS.own_reports)}(?:摘要|概要|全文)?(?:[(（]{one_of(_WORDS.excerpts)}[)）])?\s*$"
    rf"|[年度]{{0,2}}{one_of(_WORDS.own_news)}(?:及|暨|以及|和)[^,，。;；\n]{{2,24}}公告\s*$"
)
_SECTION_OPENS = re.compile(
    r"\s*[#*■●◆【(（]*\s*(?:[一二三四五六七八九十\d]{1,2}[、.．)）])?\s*(?:公司|集团|关于)?"
)
_SECTION = re.compile(rf"度?的?{one_of(_WORDS.sections)}?[】)）*:：]*\s*")
"""Behind a period: all that the heading of a section on it may go on to say."""
_STOPS = ",，。;；\n"
_SENTENCE_STOPS = "。;；\n"
_MONTH_DAY = re.compile(r"\d\d-\d\d")


def asides_of(folded: str) -> list[tuple[int, int]]:
    """Quotes and codes in brackets behind a name, and titles of works: no claims of the text's own."""
    if not holds_any("(《", folded):
        return []
    return [match.span() for match in _ASIDE.finditer(folded)]


def goes_on(folded: str, start: int) -> bool:
    """Whether a paragraph goes on speaking of what the one before spoke of."""
    return _GOES_ON.match(folded, start) is not None


def _yuans(folded: str) -> tuple[str, str]:
    """The currency of a bare 元, and that of one in the price of a share."""
    alike = _ALIKE.search(folded) if "下同" in folded else None
    if alike is not None:
        yuan = _WORDS.currencies[alike["name"] or alike["behind"]]
        return yuan, yuan
    if "人民币" in folded:
        return "CNY", "CNY"
    if holds_any(_WORDS.hong_kong_outlets, folded):
        return "HKD", "HKD"
    abroad = ")" in folded and _LISTED_ABROAD.search(folded) and not _LISTED_HERE.search(folded)
    if abroad and (_HONG_KONG_CODE.search(folded) or holds_any(_WORDS.hong_kong, folded)):
        return "CNY", "HKD"
    return "CNY", "CNY"


def declared(folded: str, quantities: Sequence[Quantity]) -> Declared:
    """The unit of bare amounts: declared; the yuan where it occurs at all; else the commonest currency.

    A bare 元 is the yuan, unless the text says 下同 of another currency. In a text that speaks of Hong
    Kong, a share that is listed there alone is priced in dollars.
    """
    yuan, price_yuan = _yuans(folded)
    match = _DECLARED.search(folded) if "单位" in folded else None
    if match:
        scale = _WORDS.scales[match["scale"]] if match["scale"] else None
        return Declared(_WORDS.currencies[match["name"]], scale, yuan, price_yuan)
    counted = Counter(q.unit for q in quantities if unit_kind(q.unit) == "money" and q.unit_written)
    currency = "CNY" if "CNY" in counted or not counted else counted.most_common(1)[0][0]
    return Declared(yuan if currency == "CNY" else currency, None, yuan, price_yuan)


def speaking_year(published: date | None, phrases: Sequence[TimePhrase], folded: str) -> int | None:
    """The year that 今年 means: the publication's, else the one that the text speaks of most.

    A text that reads the annual report of that year, or tells what stood at its close, speaks from the next.
    """
    if published is not None:
        return published.year
    reported = {
        phrase.first.shift
        for phrase in phrases
        if phrase.kind is TimeKind.ABSOLUTE
        and phrase.first is not None
        and not phrase.first.part
        and _ANNUAL.match(folded, phrase.end)
    }
    reported |= {
        phrase.first.shift
        for phrase in phrases
        if phrase.kind is TimeKind.ABSOLUTE
        and phrase.bound is Bound.AS_OF
        and phrase.first is not None
        and phrase.first.part == "12-31"
    }
    counted: Counter[int] = Counter()
    for phrase in phrases:
        if falls_due(folded, phrase):
            continue  # 2025年到期的票据 is spoken of before
        if dates_event(phrase, folded):
            continue
        if (year := _named_year(phrase)) is not None:
            partial = phrase.first is not None and phrase.first.fiscal and phrase.first.part
            counted[year - 1 if partial else year] += 1  # 2026财年中期 is told of in 2025
    since = _year_behind(phrases, folded)
    if not counted:
        return since
    most = max(counted.values())
    year = max(year for year, count in counted.items() if count == most)
    if since is not None and since > year:
        return since
    told = [
        phrase.first.shift
        for phrase in phrases
        if phrase.first is not None and _tells_of_part(phrase) and not _looks_ahead(folded, phrase)
    ]
    if told and max(told) == year + 1:
        return year + 1  # the first quarter of the next year is told of
    return year + 1 if year in reported or _this_year_beside(folded, phrases, year) else year


def looked_back_to(folded: str, phrases: Sequence[TimePhrase], *, surely: bool = False) -> int | None:
    """The latest year that what has no year of its own is set against, which then is a later one's.

    `前三季度营收5亿元,而2024年同期为4亿元`; `9月末订单较2024年末增长一成`. Only the same time of the year
    before and its close tell `surely` that it is the year before.
    """
    found: list[int] = []
    bare = -1
    for phrase in phrases:
        point = phrase.first
        if point is None or phrase.last is not None:
            continue
        start = max(folded.rfind(stop, 0, phrase.start) for stop in _SENTENCE_STOPS)
        part = phrase.kind is TimeKind.PARTIAL
        if part or (
            phrase.kind is TimeKind.RELATIVE and point.base is Base.SPEAKING_YEAR and not point.shift
        ):
            bare = phrase.start
        elif point.shift in _YEARS and phrase.kind in (TimeKind.ABSOLUTE, TimeKind.ANAPHORIC):
            before = folded[max(0, phrase.start - 4) : phrase.start]
            against = point.same or SET_AGAINST.close(before)
            if surely and not (point.same or point.edge is Edge.END):
                continue
            if against and bare > start and not holds_any(_WORDS.recovers, folded[start + 1 : phrase.start]):
                found.append(point.shift)
            elif not against:
                bare = -1
    return max(found, default=None)


def _year_behind(phrases: Sequence[TimePhrase], folded: str) -> int | None:
    """The year behind the last one that a text compares its own with, or looks back on as over; else None.

    It compares with `2024年同期` (as `looked_back_to`, or where nothing of its own stands before), and looks
    back on `2024年全年` where it opens with a part of its own year.
    """
    opens_with = next(
        (phrase.kind for phrase in phrases if phrase.first is not None and phrase.first.part), None
    )
    back = looked_back_to(folded, phrases)
    over = [] if back is None else [back]
    for phrase in phrases:
        point = phrase.first
        if point is None or point.part or point.fiscal or point.base is not Base.ABSOLUTE:
            continue
        if point.shift not in _YEARS:
            continue
        compared = phrase.kind is TimeKind.ANAPHORIC and point.same
        whole = phrase.kind is TimeKind.ABSOLUTE and folded.endswith(
            _WORDS.whole_years, phrase.start, phrase.end
        )
        if compared or (whole and opens_with is TimeKind.PARTIAL and not _looks_ahead(folded, phrase)):
            over.append(point.shift)
    return max(over) + 1 if over else None


def is_this_year(phrases: Sequence[TimePhrase], year: int) -> bool:
    """Whether a text calls the same part of a year by its number and by 今年, so that 今年 is that year."""
    points = [(p.kind, p.first) for p in phrases if p.first is not None and p.first.part]
    named = {point.part for kind, point in points if kind is TimeKind.ABSOLUTE and point.shift == year}
    return any(
        kind is TimeKind.RELATIVE
        and point.base is Base.SPEAKING_YEAR
        and point.shift == 0
        and point.part in named
        for kind, point in points
    )


def _tells_of_part(phrase: TimePhrase) -> bool:
    """Whether a phrase names a quarter, a half or nine months of its calendar year."""
    point = phrase.first
    part = point is not None and not point.fiscal and point.part.startswith(("Q", "H", "9"))
    return part and _named_year(phrase) is not None


def _named_year(phrase: TimePhrase) -> int | None:
    """The year that a phrase names, where a text may speak from it."""
    point = phrase.first
    named = phrase.kind is TimeKind.ABSOLUTE and point is not None and point.shift in _YEARS
    return point.shift if named and point is not None else None


def _looks_ahead(folded: str, phrase: TimePhrase) -> bool:
    """Whether the clause of a phrase tells of what is to come or falls due."""
    start = max(folded.rfind(stop, 0, phrase.start) for stop in _STOPS)
    ends = [at for at in (folded.find(stop, phrase.end) for stop in _STOPS) if at >= 0]
    return _AHEAD.search(folded, start + 1, min(ends, default=len(folded))) is not None


def _this_year_beside(folded: str, phrases: Sequence[TimePhrase], year: int) -> bool:
    """Whether a text that gives figures for a whole year speaks of a part of 今年, which then is the next.

    One that says 去年 of the year before would have said it of that year.
    """
    spoken = [
        phrase.first
        for phrase in phrases
        if phrase.kind is TimeKind.RELATIVE
        and phrase.first is not None
        and phrase.first.base is Base.SPEAKING_YEAR
    ]
    if any(point.shift < 0 for point in spoken) or not any(point.part for point in spoken):
        return False
    return any(
        phrase.kind is TimeKind.ABSOLUTE
        and phrase.first is not None
        and phrase.first.shift == year
        and not phrase.first.part
        and phrase.last is None
        and phrase.bound is Bound.NONE
        and _STATES.match(folded, phrase.end) is not None
        and not _looks_ahead(folded, phrase)
        for phrase in phrases
    )


def dates_event(phrase: TimePhrase, folded: str) -> bool:
    """Whether a year only dates what befell somebody once (`1978年出生`, `成立于1996年`)."""
    before = folded[max(0, phrase.start - 6) : phrase.start]
    return _BEFELL.match(folded, phrase.end) is not None or _BEFELL_BEFORE.search(before) is not None


def titled_year(phrases: Sequence[TimePhrase], asides: Sequence[tuple[int, int]], folded: str) -> int | None:
    """The year after that of whose results a title tells (`《2021年销售业绩》`), or None."""
    for phrase in phrases:
        inside = next((span for span in asides if span[0] < phrase.start < span[1]), None)
        whole = phrase.kind is TimeKind.ABSOLUTE and phrase.first is not None and not phrase.first.part
        if inside is None or not whole or phrase.first is None or phrase.last is not None:
            continue
        if _RESULTS.search(folded, phrase.end, inside[1]) is not None:
            return phrase.first.shift + 1
    return None


def days_of(phrases: Sequence[TimePhrase]) -> dict[str, int]:
    """The days that a text gives with one year only, as `08-06` → 2019."""
    years: dict[str, set[int]] = {}
    for phrase in phrases:
        for point in (phrase.first, phrase.last):
            if phrase.kind is TimeKind.ABSOLUTE and point is not None and _MONTH_DAY.fullmatch(point.part):
                years.setdefault(point.part, set()).add(point.shift)
    return {part: next(iter(found)) for part, found in years.items() if len(found) == 1}


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
                return period.shift_years(-1) if late else period  # 中报, 三季报 of the year spoken from
    told: list[CalendarPeriod] = []
    for phrase in phrases:
        if dates_event(phrase, document.folded) or _long_past(phrase, document.published):
            continue
        single_day = phrase.last is None and phrase.first is not None and "-" in phrase.first.part
        if (
            phrase.kind is TimeKind.ABSOLUTE
            and (phrase.length or (phrase.bound == "none" and not single_day))
            and not names_issue(document.folded, phrase)
        ):
            meaning = bounds(phrase)
            reported = meaning.period is not None and meaning.period.months in (3, 6, 9, 12)
            if meaning.period is not None and reported and not _before_reports(meaning.period, document):
                told.append(meaning.period)
    whole_years = [period for period in told if period.kind is PeriodKind.YEAR]
    last = next((p for p in whole_years if year is not None and p.year == year - 1), None)
    if told and last is not None and told[0].kind is PeriodKind.YEAR and told[0].year < last.year:
        return last  # `2023年亏损…;2024年…`, told in 2025
    return told[0] if told else None


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


def _long_past(phrase: TimePhrase, published: date | None) -> bool:
    """Whether a phrase tells of a year that no page still reports on."""
    year = _named_year(phrase)
    return published is not None and year is not None and year < published.year - _REPORTED_YEARS


def _before_reports(period: CalendarPeriod, document: Document) -> bool:
    """Whether a period is so long past that no page still reports on it (`前身是1958年的…`)."""
    published = document.published
    return published is not None and period.year < published.year - _REPORTED_YEARS


def is_report(document: Document, phrases: Sequence[TimePhrase]) -> bool:
    """Whether a text's head says that it reports on a period (`2024年年度报告摘要`, alone on its line)."""
    end, reports = 0, False
    for line in document.folded.split("\n", _HEAD)[:_HEAD]:
        start, end = end, end + len(line) + 1
        if len(line) > _HEADLINE or "。" in line:
            break
        named = [p for p in phrases if start <= p.start < end and p.kind is not TimeKind.ANAPHORIC]
        reports = reports or any(_TITLED.match(document.folded, p.end, end) for p in named)
    return reports


def month_and_day(folded: str) -> tuple[int, int] | None:
    """The month and day that a text says are its own (`11月8日讯`, `今天(1月8日)`), or None."""
    told = "日" in folded and holds_any(_ABOUT_TODAY, folded)
    match = _TODAY.search(folded) if told else None
    if match is None:
        return None
    return int(match["month"] or match["month2"]), int(match["day"] or match["day2"])


def day_of_speaking(document: Document, phrases: Sequence[TimePhrase], year: int | None) -> date | None:
    """The day on which an undated page speaks: `今天(1月8日)` on or after the latest month told of."""
    if document.published is not None:
        return None
    today = month_and_day(document.folded)
    if today is None:
        return None
    month, number = today
    latest = date.min
    for phrase in phrases:
        if phrase.kind is TimeKind.ABSOLUTE and phrase.first is not None and not phrase.first.fiscal:
            meaning = bounds(phrase)
            forecast = meaning.first is not None and year is not None and meaning.first.year > year
            if dates_event(phrase, document.folded):
                continue
            if meaning.period is not None and meaning.first is not None and not forecast:
                told = _FIGURE.match(document.folded, phrase.end) is not None
                ahead = holds_any(_WORDS.ahead, document.folded[max(0, phrase.start - 10) : phrase.start])
                closed = told and not ahead and meaning.period.months in (3, 6, 9, 12)
                latest = max(latest, meaning.period.last if closed else meaning.first)
    since = _year_behind(phrases, document.folded)
    if since is not None:
        latest = max(latest, date(since, 1, 1))
    if latest == date.min:
        return None
    first = max(latest.year, year) if year is not None and year - latest.year <= 1 else latest.year
    for candidate in (first, first + 1):
        try:
            found = date(candidate, month, number)
        except ValueError:
            continue
        if found + _ABOUT >= latest:
            return found
    return None
