"""The year and the day that a document speaks in: what 今年 and 今天 mean in it.

In: the document's time phrases and its folded text. Out: the year of its page, or the one that what it tells
shows, and the day where an undated page says 今天.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from claims.lexicons import Endings, holds_any, one_of, trie
from claims.model import Document
from claims.namedyears import falls_due, sets_record
from claims.periods import bounds
from claims.readingwords import reading_words
from claims.timephrases import TimeKind, TimePhrase
from claims.timewords import Base, Bound, Edge

_WORDS = reading_words().page
_MONTH, _DAY = "(?:1[0-2]|0?[1-9])", r"(?:3[01]|[12]\d|0?[1-9])"

_TODAY = re.compile(
    rf"{one_of(_WORDS.before_today)}(?:[(（][^()（）\n]{{1,20}}[)）]|[(（,，])?(?P<month>{_MONTH})月(?P<day>{_DAY})日"
    rf"|(?P<month2>{_MONTH})月(?P<day2>{_DAY})日{one_of(_WORDS.behind_today)}"
)


_ABOUT_TODAY = (*_WORDS.before_today, *_WORDS.behind_today)
"""Words of which `_TODAY` holds one."""


_ANNUAL = re.compile(rf"(?:年度?|度)?{one_of(_WORDS.annual_reports)}")


_RESULTS = re.compile(one_of(_WORDS.results))


SET_AGAINST = Endings(
    f"{than}{behind}" for than in reading_words().periods.than if than != "同" for behind in ("", "于", "之")
)
"""Before a year: it is what something is compared with."""


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


_STOPS = ",，。;；\n"


_SENTENCE_STOPS = "。;；\n"


_MONTH_DAY = re.compile(r"\d\d-\d\d")


_ISSUE = re.compile(
    rf"(?<![\d\-])(?P<year>(?:19|20)\d\d)年(?:第|总第)?(?:\d{{1,3}}|[一二三四五六七八九十]{{1,3}}){one_of(_WORDS.issues)}"
    r"(?=[)）】\]》]?[^\S\n]*(?:\n|$))"
)
"""The issue of the periodical that a page is from, where it ends a line of the head."""
_HEAD = 120
"""Code points of a page's head."""


def speaking_year(published: date | None, phrases: Sequence[TimePhrase], folded: str) -> int | None:
    """The year that 今年 means: the publication's, else the one that the text speaks of most.

    A text that reads the annual report of that year, or tells what stood at its close, speaks from the next.
    """
    if published is not None:
        return published.year
    issue = _ISSUE.search(folded, 0, min(len(folded), _HEAD))
    if issue is not None:
        return int(issue["year"])
    aims = _later_aims(phrases, folded)
    phrases = [phrase for phrase in phrases if phrase not in aims]
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
        and (phrase.first.part == "12-31" or (not phrase.first.part and phrase.first.edge is Edge.END))
    }
    counted: Counter[int] = Counter()
    for phrase in phrases:
        if falls_due(folded, phrase):
            continue  # 2025年到期的票据 is spoken of before
        if dates_event(phrase, folded) or sets_record(phrase, folded):
            continue
        if (year := named_year(phrase)) is not None:
            partial = phrase.first is not None and phrase.first.fiscal and phrase.first.part
            counted[year - 1 if partial else year] += 1  # 2026财年中期 is told of in 2025
    since = _year_behind(phrases, folded)
    if not counted:
        nearest = min((year for aim in aims if (year := named_year(aim)) is not None), default=None)
        return nearest - 1 if since is None and nearest is not None else since
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


def _later_aims(phrases: Sequence[TimePhrase], folded: str) -> list[TimePhrase]:
    """The years that are aimed at behind a sentence's own (`年底的目标为1500辆,2026年底4000辆`)."""
    aims: list[TimePhrase] = []
    own = -1
    for phrase in phrases:
        start = max(folded.rfind(stop, 0, phrase.start) for stop in _SENTENCE_STOPS)
        point = phrase.first
        closes = point is not None and point.part in ("", "12-31") and point.edge is Edge.END
        if phrase.kind is TimeKind.PARTIAL and closes:
            own = phrase.start
        elif named_year(phrase) is not None and own > start:
            aims += [phrase] if _AHEAD.search(folded, start + 1, phrase.start) else []
    return aims


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
    return part and named_year(phrase) is not None


def named_year(phrase: TimePhrase) -> int | None:
    """The year that a phrase names, where a text may speak from it."""
    point = phrase.first
    named = phrase.kind is TimeKind.ABSOLUTE and point is not None and point.shift in _YEARS
    return point.shift if named and point is not None else None


def tells_figure(phrase: TimePhrase, folded: str) -> bool:
    """Whether a figure stands right behind a phrase, and is none planned for that time."""
    return _FIGURE.match(folded, phrase.end) is not None and not _looks_ahead(folded, phrase)


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
