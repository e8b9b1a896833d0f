"""Periods that date nothing: the year in the name of a bond or a plan, a day on which something falls due.

In: a folded text and a time phrase in it. Out: whether the phrase is part of a name or of a term.
"""

from __future__ import annotations

import re

from claims.lexicons import one_of
from claims.readingwords import reading_words
from claims.timephrases import TimeKind, TimePhrase
from claims.timewords import Base

_WORDS = reading_words().periods
_ISSUED = re.compile(
    rf"度?(?:第[一二三四五六七八九十\d]+期|第[一二三四五六七八九十\d]+[次批][^,，。;；:：]{{0,30}}?{one_of(_WORDS.tenders)}|[^,，。;；:：的\d]{{0,10}}?{one_of(_WORDS.plans)})"
)
"""Behind the year by which an issue of bonds or a plan is called (`2020年度第六期融资券`)."""
_QUOTED_NAME = re.compile(
    rf"[^,，。;；“”\"「」]{{0,50}}?{one_of(_WORDS.projects)}(?:[(（][^()（）]{{1,16}}[)）])?[”\"」]"
)
"""Behind a year in quotation marks that hold the name of a project."""
_OPEN_QUOTE = re.compile(r"[“\"「][^,，。;；“”\"「」]*$")
_RECORD = re.compile(rf"[^,，。;；\d]{{0,4}}?{one_of(_WORDS.records)}")
_RECORD_SINCE = re.compile(
    rf"[^,，。;；\d]{{1,6}}?{one_of(_WORDS.up_to_now)}[^,，。;；\d]{{0,4}}?{one_of(_WORDS.records)}"
)
"""Behind a time since which nothing was so high or low, with 以来 in or behind it (`1993年成立以来最低`)."""
_THIS_ISSUE = re.compile(one_of(_WORDS.this_issue))
_MATURES = re.compile(one_of(_WORDS.matures))
_PUT_OFF = re.compile(rf"{one_of(_WORDS.put_off)}$")


def names_issue(text: str, phrase: TimePhrase) -> bool:
    """Whether a year or 本期 is only part of the name of a bond or a plan (`发行2017年可交换公司债券`)."""
    point = phrase.first
    if point is None or phrase.last is not None:
        return False
    if point.base is Base.REPORT:
        return point.shift == 0 and _THIS_ISSUE.match(text, phrase.end) is not None
    if phrase.kind is not TimeKind.ABSOLUTE or point.part:
        return False
    issued = text.endswith(_WORDS.issues, 0, phrase.start)
    return issued or _ISSUED.match(text, phrase.end) is not None or _in_quoted_name(text, phrase)


def _in_quoted_name(text: str, phrase: TimePhrase) -> bool:
    """Whether a year stands in quotation marks with the name of a project (`“云阳市2023年电网改造项目”`)."""
    close = _QUOTED_NAME.match(text, phrase.end)
    return close is not None and _OPEN_QUOTE.search(text, max(0, phrase.start - 30), phrase.start) is not None


def falls_due(text: str, phrase: TimePhrase) -> bool:
    """Whether something only ends then (`2025年到期`, `延期至2021年10月22日`)."""
    if phrase.kind is not TimeKind.ABSOLUTE or phrase.last is not None:
        return False
    ends = _MATURES.match(text, phrase.end) is not None
    return ends or _PUT_OFF.search(text, max(0, phrase.start - 6), phrase.start) is not None


def sets_record(phrase: TimePhrase, folded: str) -> bool:
    """Whether a time is only that since which nothing was so high or low (`为2011年8月以来最低`)."""
    if phrase.kind is not TimeKind.ABSOLUTE or phrase.last is not None:
        return False
    since = folded.endswith(_WORDS.up_to_now, phrase.core_end, phrase.end)
    return (_RECORD if since else _RECORD_SINCE).match(folded, phrase.end) is not None
