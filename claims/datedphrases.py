"""What the time phrases of a sentence mean where they stand: their days, and what each of them dates.

In: a sentence's view and the paragraph's frame. Out: each phrase as `Dated`, and the frame moved on to the
period spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.aims import dates_expectation
from claims.calendar import CalendarPeriod, PeriodKind
from claims.frames import Frame
from claims.lexicons import Endings, one_of
from claims.model import Quantity
from claims.namedyears import falls_due, names_issue, sets_record
from claims.periods import Resolution
from claims.phrasemeanings import comes_next, meaning_of, of_report_year
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.timephrases import TimeKind, TimePhrase
from claims.timewords import Base, Edge

_WORDS = reading_words().periods
COMPARED_WITH = Endings(f"{than}{behind}" for than in _WORDS.than for behind in ("", "于", "之"))
"""Before a time phrase: it is what something is compared with."""
_CHANGE_FOLLOWS = re.compile(
    rf"(?:的?同期)?的?(?:数据|水平)?(?:相比)?[,，]?{one_of(_WORDS.change_leads)}*{one_of(_WORDS.changes)}"
)
_NEAR = 6
"""How near behind a phrase a word for what is aimed at stands."""
_AT_NUMBER = re.compile(rf"{one_of(_WORDS.at_number)}*")
_SET_AGAINST = re.compile(rf"[与同和跟][^,，。;；:：]{{1,14}}?{one_of(_WORDS.compared)}")
_COMPARED = re.compile(rf"[^,，。;；:：]{{0,24}}?{one_of(_WORDS.compared)}")
"""Behind what stands after 与: the two are compared (`与2021年同口径比较`)."""


_ALIKE = re.compile(rf"(?:的?同期)?的?(?:水平)?{one_of(_WORDS.alike_degrees)}*{one_of(_WORDS.alike)}")
"""Behind what stands after 和: it was the same then (`和去年上半年差不多`)."""
_GUIDED = re.compile(rf"[^,，。;；\d]{{0,8}}{one_of(_WORDS.guided)}")
"""Behind a part of a year: what its company lets expect for it, which nobody does once it is over."""
_LET_EXPECT = re.compile(rf"[^,，。;；:：\d]{{0,12}}?{one_of(_WORDS.let_expect)}")
"""Behind a part of a year: what is told of it is still to come (`下半年屠宰量有望达到…`)."""
_PARTS = frozenset({PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.NINE_MONTHS})
_REPORT_YEARS = reading_words().page.report_years
_AMONG = re.compile(r"(?<=[,，;；、\d%元亿万])\s*其中")
"""Opens, within a sentence, what is told of a part of its stretch (`全年收入8亿元,其中四季度3亿元`)."""


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
        level = following is not None and _level_of_base(view, phrase, following)
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
        compared = compared or sets_record(phrase, view.text)
        if phrase.kind in (TimeKind.VAGUE, TimeKind.EVENT) and before.endswith(_WORDS.attributive):
            continue  # 占公司目前总股本, 占发行前股份 date nothing
        if phrase.kind in (TimeKind.EVENT, TimeKind.VAGUE):
            told = phrase.kind is TimeKind.VAGUE and (
                _SPEECH.match(after) is not None or dates_expectation(view, phrase)
            )
            dated.append(Dated(phrase, Resolution(None, None, None), compared, not told, told, at_number))
            continue
        partial = phrase.kind is TimeKind.PARTIAL
        ahead = partial and bool(
            _LET_EXPECT.match(view.text, phrase.end, view.end)
            or view.cues(view.start, phrase.start, "forecast", "target")
            or view.cues(phrase.end, min(view.end, phrase.end + _NEAR), "target")
            or _GUIDED.match(view.text, phrase.end, view.end) is not None
        )
        clause = view.clauses[view.clause_of(phrase.start)][0]
        planned = partial and bool(view.cues(clause, phrase.start, "forecast", "target"))
        whole = view.text.startswith(_WORDS.whole_year, phrase.core_start)
        if whole:  # 全年54亿元的营收目标
            closes = view.clauses[view.clause_of(phrase.start)][1]
            ahead = ahead or bool(view.cues(phrase.end, closes, "forecast", "target"))
        part_told = _part_of_named_year(dated) if whole else None
        of_report = view.text.startswith(_REPORT_YEARS, phrase.core_start)
        meaning = (of_report_year(phrase, frame) if of_report else None) or meaning_of(
            phrase, frame, as_of, ahead=ahead, planned=planned, whole=whole, part=part_told
        )
        if (behind := _number_before(view, phrase)) >= 0:
            dated.append(Dated(phrase, meaning, False, False, False, False, behind=behind))
            continue
        speech = _dates_speech(view, phrase, meaning)
        comes = partial and meaning.period is not None and comes_next(meaning.period, frame)
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
            and not _only_dealt(view, phrase, meaning.period, frame)
        ):
            frame.spoken_of = meaning.period
            happened = meaning.period.kind is PeriodKind.DAY and meaning.as_of is None
            if not happened and (frame.latest is None or meaning.period.last > frame.latest.last):
                frame.latest = meaning.period
            frame.last_year = _is_last_year(phrase) and not _LATER.search(view.text, phrase.end, view.end)
    if whole_of_part is not None and lies_within(frame.spoken_of, whole_of_part):
        frame.spoken_of = whole_of_part
    return tuple(dated)


def _only_dealt(view: SentenceView, phrase: TimePhrase, period: CalendarPeriod, frame: Frame) -> bool:
    """Whether a time is that of a deal or step of the company, in a text on the results of a longer one.

    The parts of a year that are told behind it are those of the report (`2024年四季度完成合并,…。一季度…`).
    """
    report = frame.report
    if report is None or not (frame.is_report or frame.of_results) or period.is_range:
        return False
    found = _DEALT.match(view.text, phrase.end, view.end) if period.days < report.days else None
    if found is None or any(phrase.end <= q.start < found.end() for q in view.quantities):
        return False
    frame.dealt.add(period)
    return not report.contains(period)


_DEALT = re.compile(rf"[,，]?[^,，。;；:：]{{0,24}}?{one_of(reading_words().page.dealt)}")


def part_of_stretch(view: SentenceView) -> int:
    """Where a sentence begins to tell of a part of what it opened with; its end where it does not."""
    among = _AMONG.search(view.text, view.start + 1, view.end) if view.phrases else None
    return among.end() if among is not None else view.end


def lies_within(part: CalendarPeriod | None, whole: CalendarPeriod | None) -> bool:
    """Whether a period is a part of a longer one, such as a year or a half."""
    if part is None or whole is None or whole.is_range:
        return False
    return part != whole and whole.first <= part.first and part.last <= whole.last


def _level_of_base(view: SentenceView, phrase: TimePhrase, number: Quantity) -> bool:
    """Whether the number behind a time is what something had then (`较去年的1亿元`, `较去年净亏1亿元`)."""
    rate = number.unit in ("percent", "times")
    of = phrase.end + view.text.startswith("的", phrase.end)
    if number.qualifier_start == of:
        return not rate or view.text.startswith("的", number.end)  # 比去年12.7%的增速低5.5个百分点
    named = [m for m in view.metrics(of, number.qualifier_start) if m.start == of]
    if rate or not named or named[-1].word in _TURNED:
        return False
    return _IS.fullmatch(view.text, named[-1].end, number.qualifier_start) is not None


_TURNED = frozenset(reading_words().metrics.turned_results)
"""Name what became of a loss or a profit, not what it was before."""
_IS = re.compile(f"的?(?:{one_of(reading_words().metrics.link)})*")


_LATER = re.compile(one_of(_WORDS.later_parts))
"""Later parts of a year, which the earlier ones beside them are of the same year as."""


def _is_last_year(phrase: TimePhrase) -> bool:
    """Whether a phrase is 去年 as a whole."""
    point = phrase.first
    whole = point is not None and phrase.last is None and not point.part and point.edge is Edge.WHOLE
    return whole and point is not None and point.base is Base.SPEAKING_YEAR and point.shift == -1


_PARTED = re.compile("[,，。;；]")


def _part_of_named_year(dated: Sequence[Dated]) -> CalendarPeriod | None:
    """The part of a year that the phrase before names with its year (`2023年前三季度…，全年…`), or None."""
    last = dated[-1] if dated else None
    period = last.meaning.period if last is not None else None
    named = last is not None and last.phrase.kind is TimeKind.ABSOLUTE and not last.base_of_comparison
    return period if named and period is not None and period.kind in _PARTS else None


def _only_within(view: SentenceView, phrase: TimePhrase, earlier: TimePhrase) -> bool:
    """Whether 期内 only repeats that of the year named before it in its clause."""
    within = phrase.first is not None and phrase.first.base is Base.REPORT and phrase.first.shift == 0
    named = earlier.kind is TimeKind.ABSOLUTE and earlier.bound != "as_of"
    return within and named and _PARTED.search(view.text, earlier.end, phrase.start) is None


_ASIDE_OPENS = re.compile(rf"[(（]{one_of(_WORDS.aside_opens)}?$")
_ASIDE_CLOSES = re.compile(rf"{one_of(_WORDS.aside_closes)}?[)）]")


def _number_before(view: SentenceView, phrase: TimePhrase) -> int:
    """The end of the number behind which a time stands in brackets or with what is done then, or -1."""
    if _ASIDE_CLOSES.match(view.text, phrase.end, view.end) is None:
        return _done_then(view, phrase)
    opening = _ASIDE_OPENS.search(view.text, max(view.start, phrase.start - 4), phrase.start)
    ends = opening is not None and any(q.end == opening.start() for q in view.quantities)
    return opening.start() if opening is not None and ends else -1


def _done_then(view: SentenceView, phrase: TimePhrase) -> int:
    """The end of a number right behind which the clause ends by what is done with it when; -1 if none is."""
    at = _AT_TIME.search(view.text, max(view.start, phrase.start - 4), phrase.start)
    if at is None or _DONE.match(view.text, phrase.end, view.end) is None:
        return -1
    return at.start() if any(q.end == at.start() for q in view.quantities) else -1


_AT_TIME = re.compile(r"(?:预计|计划|将|拟|约)?[在于]$")
_DONE = re.compile(
    r"(?:前|底|初|年中|左右)?(?:陆续|全部|分批|逐步|完成)?[\u4e00-\u9fff]{2,4}(?=[,，。;；、]|$)"
)
"""Behind a time: what is done then, and no more (`其余5艘在2028年交付`)."""


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


_STANDS = re.compile(one_of(_WORDS.stands))
"""Behind the close of a month or a year: what stands by then is told, and nobody's words."""
_DATELINE = re.compile(rf"{one_of(_WORDS.datelines)}(?=[\s,，:：)）|]|$)")
"""Right behind the day of a report from somewhere (`3月28日电`)."""
_PUBLISHED = re.compile(rf"{one_of(_WORDS.published_then)}")
"""Right behind a month in which something was only published (`1月发布的业绩预告`)."""


def _dates_speech(view: SentenceView, phrase: TimePhrase, meaning: Resolution) -> bool:
    """Whether a day only dates an announcement or somebody's words."""
    period = meaning.period
    if dates_expectation(view, phrase):
        return True
    short = (period is not None and period.days <= 15) or (phrase.kind is TimeKind.PARTIAL and period is None)
    if period is not None and period.kind is PeriodKind.MONTH and phrase.bound == "none":
        return _PUBLISHED.match(view.text, phrase.end, view.end) is not None
    if not short or phrase.bound != "none":
        return False
    if _DATELINE.match(view.text, phrase.end, view.end) is not None:
        return True
    if _SET_AGAINST.match(view.text, phrase.end, view.end) is not None:
        return False  # 1月下旬与1月中旬相比
    ends = phrase.first is not None and phrase.first.edge is Edge.END
    if ends and _STANDS.match(view.text, phrase.end, view.end) is not None:
        return False  # 6月底已签约的门店
    return _SPEECH.match(view.text, phrase.end, min(view.end, phrase.end + 24)) is not None
