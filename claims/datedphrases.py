"""What the time phrases of a sentence mean where they stand: their days, and what each of them dates.

In: a sentence's view and the paragraph's frame. Out: each phrase as `Dated`, and the frame moved on to the
period spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from claims.calendar import CLOSING_DAYS, CalendarPeriod, PeriodKind, day, shift_months, try_parse
from claims.lexicons import Endings, one_of
from claims.lonedays import month_of_day, year_of_day
from claims.namedyears import falls_due, names_issue
from claims.periods import Resolution, bounds
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.timephrases import TimeKind, TimePhrase
from claims.timepoints import TimePoint
from claims.timewords import Base, Edge

_WORDS = reading_words().periods
COMPARED_WITH = Endings(f"{than}{behind}" for than in _WORDS.than for behind in ("", "于", "之"))
"""Before a time phrase: it is what something is compared with."""
_CHANGE_FOLLOWS = re.compile(
    rf"(?:的?同期)?的?(?:数据|水平)?(?:相比)?[,，]?{one_of(_WORDS.change_leads)}*{one_of(_WORDS.changes)}"
)
_NEAR = 6
"""How near behind a phrase a word for what is aimed at stands."""
_SOON = timedelta(days=92)
"""How far ahead of a page a day without its year may lie: an event to come (`12月20日召开股东大会`)."""
_AT_NUMBER = re.compile(rf"{one_of(_WORDS.at_number)}*")
_COMPARED = re.compile(rf"[^,，。;；:：]{{0,24}}?{one_of(_WORDS.compared)}")
"""Behind what stands after 与: the two are compared (`与2021年同口径比较`)."""


_ALIKE = re.compile(rf"(?:的?同期)?的?(?:水平)?{one_of(_WORDS.alike_degrees)}*{one_of(_WORDS.alike)}")
"""Behind what stands after 和: it was the same then (`和去年上半年差不多`)."""
_AMONG = re.compile(r"(?<=[,，;；、\d%元亿万])\s*其中")
"""Opens, within a sentence, what is told of a part of its stretch (`全年收入8亿元,其中四季度3亿元`)."""


@dataclass(slots=True)
class Frame:
    """What a paragraph has said of time so far."""

    speaking_year: int | None
    """The year that the document speaks from."""
    published: date | None
    """The publication date."""
    spoken_of: CalendarPeriod | None = None
    """The period spoken of last, which 同期 and a bare 上半年 point to."""
    carried: CalendarPeriod | None = None
    """The period that a flow in the next sentence takes over when it says none."""
    report: CalendarPeriod | None = None
    """The period that 报告期 means."""
    looks_from: int | None = None
    """The year from which the document looks back to another, or None."""
    today: date | None = None
    """The day on which the text speaks where no publication date is known."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Days that the document gives with their year (`08-06` → 2019), for where it gives them without."""
    levels: dict[str, CalendarPeriod] = field(default_factory=dict)
    """Metric → the first period for which the paragraph gives its level."""
    row: tuple[CalendarPeriod, ...] = ()
    """The periods of the members of the last list that was dated one by one."""
    spans: tuple[CalendarPeriod, ...] = ()
    """The stretches of several years that were told of."""
    members: tuple[str, ...] = ()
    """The segments that the members of the last list were of."""
    latest: CalendarPeriod | None = None
    """The latest period spoken of, whose year 全年 means."""
    is_report: bool = False
    """Whether the document is the report on that period, not a text about it."""
    last_year: bool = False
    """Whether what was spoken of last was 去年 as a whole."""

    def opened(self) -> Frame:
        """A frame for the next paragraph: what holds for the whole document."""
        return Frame(
            self.speaking_year,
            self.published,
            report=self.report,
            looks_from=self.looks_from,
            today=self.today,
            days=self.days,
            is_report=self.is_report,
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """A time phrase of the sentence with what it means there."""

    phrase: TimePhrase
    meaning: Resolution
    base_of_comparison: bool
    """Whether it is what a change is measured against."""
    undated: bool
    """Whether it says that no date holds."""
    speech: bool
    """Whether it only dates somebody's words (`2月9日晚间公告`)."""
    at_number: bool
    """Whether it belongs to the one number right behind it."""
    ahead: bool = False
    """Whether it lies ahead of the page, behind what is over."""
    behind: int = -1
    """The end of the one number that it dates from brackets behind it (`17.55元(以7月25日计)`), else -1."""


def read_phrases(view: SentenceView, frame: Frame) -> tuple[Dated, ...]:
    """Resolve the time phrases of a sentence in their order."""
    dated: list[Dated] = []
    as_of: date | None = None
    part = part_of_stretch(view)
    whole_of_part: CalendarPeriod | None = None
    for phrase in view.phrases:
        if whole_of_part is None and phrase.start >= part:
            whole_of_part = frame.spoken_of or frame.report
        before = view.text[max(view.start, phrase.start - 6) : phrase.start]
        after = view.text[phrase.end : phrase.end + 16]
        than = COMPARED_WITH.close(before)
        following = next((q for q in view.quantities if q.start >= phrase.end), None)
        level = (
            following is not None
            and following.qualifier_start == phrase.end + after.startswith("的")
            and following.unit not in ("percent", "times")
        )
        if falls_due(view.text, phrase) or names_issue(view.text, phrase):
            continue
        if phrase.kind is TimeKind.ABSOLUTE and phrase.last is None:
            if dated and _glosses(view, phrase, dated[-1]):
                continue
            if _STILL_BEFORE.match(view.text, phrase.end, view.end) is not None:
                continue
        at_number = (
            following is not None
            and not after.startswith((",", "，"))
            and (after.startswith("的") or before.endswith(_WORDS.from_))
            and _AT_NUMBER.fullmatch(view.text, phrase.end, max(phrase.end, following.qualifier_start))
            is not None
        )
        alike = (
            before.endswith(_WORDS.alike_leads) and _ALIKE.match(view.text, phrase.end, view.end) is not None
        )
        compared = alike or (
            than
            and not level  # 较上年同期15.78亿元增加6.59% gives that level
            and (
                _CHANGE_FOLLOWS.match(after) is not None
                or (
                    before.endswith("与")
                    and not at_number  # 与上年同期的1.98亿元相比 gives that level
                    and _COMPARED.match(view.text, phrase.end, view.end) is not None
                )
                or (phrase.kind in (TimeKind.ANAPHORIC, TimeKind.RELATIVE) and not after.startswith("的"))
            )
        )
        if dated and _only_within(view, phrase, dated[-1].phrase):
            continue  # 2019年同期则录得期内利润
        if phrase.kind in (TimeKind.VAGUE, TimeKind.EVENT) and before.endswith(_WORDS.attributive):
            continue  # 占公司目前总股本, 占发行前股份 date nothing
        if phrase.kind in (TimeKind.EVENT, TimeKind.VAGUE):
            told = phrase.kind is TimeKind.VAGUE and _SPEECH.match(after) is not None
            dated.append(Dated(phrase, Resolution(None, None, None), compared, not told, told, at_number))
            continue
        partial = phrase.kind is TimeKind.PARTIAL
        ahead = partial and bool(
            view.cues(view.start, phrase.start, "forecast", "target")
            or view.cues(phrase.end, min(view.end, phrase.end + _NEAR), "target")
        )
        clause = view.clauses[view.clause_of(phrase.start)][0]
        planned = partial and bool(view.cues(clause, phrase.start, "forecast", "target"))
        whole = view.text.startswith(_WORDS.whole_year, phrase.core_start)
        meaning = _meaning(phrase, frame, as_of, ahead=ahead, planned=planned, whole=whole)
        if (behind := _number_before(view, phrase)) >= 0:
            dated.append(Dated(phrase, meaning, False, False, False, False, behind=behind))
            continue
        speech = _dates_speech(view, phrase, meaning)
        comes = partial and meaning.period is not None and _comes_next(meaning.period, frame)
        dated.append(Dated(phrase, meaning, compared, False, speech, at_number, ahead=comes))
        if speech and phrase.kind is TimeKind.ABSOLUTE and meaning.period is not None:
            frame.speaking_year = meaning.period.year  # 今年 is that of the words, not of the page
        if meaning.as_of is not None:
            as_of = meaning.as_of
        if (
            meaning.period is not None
            and not compared
            and not (at_number and than)
            and not speech
            and phrase.kind is not TimeKind.OFFSET
            and not _looks_back(phrase)
        ):
            frame.spoken_of = meaning.period
            if frame.latest is None or meaning.period.last > frame.latest.last:
                frame.latest = meaning.period
            frame.last_year = _is_last_year(phrase) and not _LATER.search(view.text, phrase.end, view.end)
    if whole_of_part is not None and lies_within(frame.spoken_of, whole_of_part):
        frame.spoken_of = whole_of_part
    return tuple(dated)


def part_of_stretch(view: SentenceView) -> int:
    """Where a sentence begins to tell of a part of what it opened with; its end where it does not."""
    among = _AMONG.search(view.text, view.start + 1, view.end) if view.phrases else None
    return among.end() if among is not None else view.end


def lies_within(part: CalendarPeriod | None, whole: CalendarPeriod | None) -> bool:
    """Whether a period is a part of a longer one, such as a year or a half."""
    if part is None or whole is None or whole.is_range:
        return False
    return part != whole and whole.first <= part.first and part.last <= whole.last


_LATER = re.compile(one_of(_WORDS.later_parts))
"""Later parts of a year, which the earlier ones beside them are of the same year as."""


def _is_last_year(phrase: TimePhrase) -> bool:
    """Whether a phrase is 去年 as a whole."""
    point = phrase.first
    whole = point is not None and phrase.last is None and not point.part and point.edge is Edge.WHOLE
    return whole and point is not None and point.base is Base.SPEAKING_YEAR and point.shift == -1


_PARTED = re.compile("[,，。;；]")


def _only_within(view: SentenceView, phrase: TimePhrase, earlier: TimePhrase) -> bool:
    """Whether 期内 only repeats that of the year named before it in its clause."""
    within = phrase.first is not None and phrase.first.base is Base.REPORT and phrase.first.shift == 0
    named = earlier.kind is TimeKind.ABSOLUTE and earlier.bound != "as_of"
    return within and named and _PARTED.search(view.text, earlier.end, phrase.start) is None


_ASIDE_OPENS = re.compile(rf"[(（]{one_of(_WORDS.aside_opens)}?$")
_ASIDE_CLOSES = re.compile(rf"{one_of(_WORDS.aside_closes)}?[)）]")


def _number_before(view: SentenceView, phrase: TimePhrase) -> int:
    """The end of the number behind which a time phrase stands alone in brackets; -1 where there is none."""
    if _ASIDE_CLOSES.match(view.text, phrase.end, view.end) is None:
        return -1
    opening = _ASIDE_OPENS.search(view.text, max(view.start, phrase.start - 4), phrase.start)
    ends = opening is not None and any(q.end == opening.start() for q in view.quantities)
    return opening.start() if opening is not None and ends else -1


def _glosses(view: SentenceView, phrase: TimePhrase, earlier: Dated) -> bool:
    """Whether a date in brackets only says when a fiscal year ends (`2019财年(截至2020年3月底)`)."""
    known = earlier.meaning.period
    between = view.text[earlier.phrase.end : phrase.start]
    return known is not None and known.fiscal and between == "("


_STILL_BEFORE = re.compile(rf"[^,，。;；\d]{{0,16}}{one_of(_WORDS.still_before)}[,，]")
"""Behind a time phrase: what follows held up to then (`在2019年发行首只债之前,…`)."""


def _looks_back(phrase: TimePhrase) -> bool:
    """Whether a phrase is the year before's (上年同期) of the stretch spoken of, which stays so."""
    point = phrase.first
    return phrase.kind is TimeKind.ANAPHORIC and point is not None and (point.same or point.shift < 0)


_SPEECH = re.compile(rf"[^,，。;；\d]{{0,16}}?{one_of(_WORDS.speech)}")
"""Behind a day that only dates an announcement or somebody's words."""


def _dates_speech(view: SentenceView, phrase: TimePhrase, meaning: Resolution) -> bool:
    """Whether a day only dates an announcement or somebody's words."""
    period = meaning.period
    short = (period is not None and period.days <= 15) or (phrase.kind is TimeKind.PARTIAL and period is None)
    if not short or phrase.bound != "none":
        return False
    return _SPEECH.match(view.text, phrase.end, min(view.end, phrase.end + 24)) is not None


def _meaning(
    phrase: TimePhrase, frame: Frame, as_of: date | None, *, ahead: bool, planned: bool, whole: bool
) -> Resolution:
    """What a phrase means; `三个月前` counts from the day that the sentence stands at.

    What is to come is told of `ahead` in the sentence before it, or `planned` in its own clause; `whole`
    tells whether it is 全年.
    """
    point = phrase.first
    if (
        phrase.kind is TimeKind.OFFSET
        and as_of is not None
        and point is not None
        and point.unit in ("month", "year", "quarter")
    ):
        months = point.shift * {"month": 1, "quarter": 3, "year": 12}[point.unit]
        moved = shift_months(as_of + timedelta(days=1), months) - timedelta(days=1)
        return Resolution(day(moved), moved, moved, as_of=moved)
    if (told := _later_than_told(phrase, frame) or _years_before(phrase, frame)) is not None:
        return told
    partial = phrase.kind is TimeKind.PARTIAL
    if (
        frame.today is not None
        and partial
        and phrase.last is None
        and point is not None
        and point.part == f"{frame.today:%m-%d}"
    ):
        return Resolution(day(frame.today), frame.today, frame.today)
    anchor = frame.latest if whole else _anchor(phrase, frame)
    meaning = bounds(
        phrase,
        year_hint=year_of_day(phrase, frame) if partial else frame.speaking_year,
        published=(frame.published or frame.today) if partial and anchor is None else frame.published,
        previous=anchor,
        report_period=frame.report,
    )
    if (
        partial
        and frame.published is not None
        and frame.spoken_of is not None
        and frame.spoken_of.last > frame.published
        and meaning.period is not None
        and meaning.period.first > frame.published
        and not planned
    ):  # 8月中旬, behind what is planned for 明年底
        again = bounds(phrase, year_hint=frame.speaking_year, published=frame.published)
        if again.period is not None and again.period.first <= frame.published:
            meaning = again
    if partial and meaning.period is None and frame.report is not None:
        reported = bounds(phrase, previous=frame.report)
        if reported.period == frame.report:
            return reported  # 第一季度 in a report on the first quarter
    return _before_page(phrase, meaning, frame, ahead=ahead)


def _later_than_told(phrase: TimePhrase, frame: Frame) -> Resolution | None:
    """The year that `三年后` means behind one that is past, unless it is still to come."""
    known, point = frame.spoken_of, phrase.first
    if phrase.kind is not TimeKind.OFFSET or point is None or point.unit != "year" or point.shift <= 0:
        return None
    if known is None or known.is_range or known.kind is not PeriodKind.YEAR or frame.speaking_year is None:
        return None
    year = known.year + point.shift
    later = try_parse(f"{year:04d}") if year <= frame.speaking_year else None
    return Resolution(later, later.first, later.last) if later is not None else None


def _years_before(phrase: TimePhrase, frame: Frame) -> Resolution | None:
    """What `一年前` means behind a part of a year that is told of: the same part of the year before."""
    known, point = frame.spoken_of, phrase.first
    if phrase.kind is not TimeKind.OFFSET or point is None or point.unit != "year" or point.shift >= 0:
        return None
    if known is None or known.kind not in _PARTS or known.fiscal:
        return None
    earlier = known.shift_years(point.shift)
    return Resolution(earlier, earlier.first, earlier.last)


_PARTS = frozenset({PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.NINE_MONTHS})
"""Parts of a year that are told of when they are over."""


def _comes_next(period: CalendarPeriod, frame: Frame) -> bool:
    """Whether a part of a year lies ahead behind an earlier one that was just spoken of (下半年要赶)."""
    known, published = frame.spoken_of, frame.published
    if known is None or published is None or known.kind not in _PARTS or period.kind not in _PARTS:
        return False
    return known.year == period.year and known.last < period.first and known.last <= published < period.last


def _before_page(phrase: TimePhrase, meaning: Resolution, frame: Frame, *, ahead: bool) -> Resolution:
    """What a phrase means, in an earlier year where it would lie ahead of the page and tells of what was."""
    period, point, published = meaning.period, phrase.first, frame.published
    if period is None or published is None or point is None:
        return meaning
    if phrase.kind is TimeKind.PARTIAL and not ahead:
        if period.kind in _PARTS:
            lies_ahead = period.last > published  # 上半年 on a page of January is the year before's
        elif period.kind in (PeriodKind.MONTH, PeriodKind.DAY) and phrase.bound in ("none", "as_of"):
            lies_ahead = period.first > published + _SOON  # 截至9月30日 on a page of January
        else:
            return meaning
        if not lies_ahead or _comes_next(period, frame):
            return meaning
        past = period.shift_years(-1)
        while (past.last if period.kind in _PARTS else past.first) > published:
            past = past.shift_years(-1)  # behind 2027年的目标
    elif point.base is Base.SPEAKING_YEAR and point.shift == 0 and period.first > published:
        past = period.shift_years(-1)  # a page of January that still speaks of the year before
    else:
        return meaning
    return Resolution(past, past.first, past.last, as_of=meaning.as_of and past.last)


_MONTH_DAY = re.compile(r"\d\d-\d\d")
_LAST_MONTHS = {"Q1": 3, "H1": 6, "Q2": 6, "Q3": 9, "9M": 9}
"""Parts of a year → the month that they close with."""
_HALVES = frozenset({"H1", "Q1", "Q2", "Q3", "9M"})
"""Parts of a year that are told of before it is over."""


_STRETCHES = _HALVES | {"H2", "Q4"}


def _is_passing(known: CalendarPeriod, point: TimePoint, frame: Frame) -> bool:
    """Whether a month or a day of an earlier year was spoken of, to which no part of a year belongs."""
    year = frame.published.year if frame.published is not None else frame.speaking_year
    brief = known.kind in (PeriodKind.MONTH, PeriodKind.DAY) and not known.iso.endswith(CLOSING_DAYS)
    return point.part in _STRETCHES and brief and year is not None and known.last.year < year


def _anchor(phrase: TimePhrase, frame: Frame) -> CalendarPeriod | None:
    """The period that a part without its year belongs to: that spoken of, unless it counts from the page.

    A day behind a row of years is none of theirs. What stands at the close of a month (`截至3月底`, `3月底`)
    does so at the latest that is past, unless it closes what was spoken of.
    """
    known, point = frame.spoken_of, phrase.first
    if point is not None and phrase.kind is TimeKind.PARTIAL and point.part.startswith("--"):
        return month_of_day(point.part[1:], frame)
    if known is None or point is None or phrase.kind is not TimeKind.PARTIAL:
        return known
    if known.fiscal and _MONTH_DAY.fullmatch(point.part):
        # 2026财年中期,…截至9月30日: a day's year is the calendar's
        return try_parse(f"{frame.speaking_year:04d}") if frame.speaking_year is not None else None
    if known.is_range and known.first.year < known.last.year:
        return None if known.last.year > (frame.speaking_year or known.last.year) else known
    today = frame.published or frame.today
    if _is_passing(known, point, frame):
        return None
    if frame.last_year and today is not None and point.part in _HALVES:
        this = try_parse(f"{today.year:04d}-{point.part}")
        return None if this is not None and this.last < today else known  # 去年占8%,上半年占15%
    month = int(point.part) if point.part.isdigit() else _LAST_MONTHS.get(point.part)
    if today is None or month is None or point.edge is not Edge.END or phrase.last is not None:
        return known
    return known if known.last.year >= today.year or known.last.month == month else None
