"""Days that a text gives without their month or year, by what else it gives.

In: a day's phrase and the paragraph's frame. Out: its year, or the period to whose month it belongs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.calendar import CLOSING_DAYS, CalendarPeriod, PeriodKind, day, try_parse
from claims.timephrases import TimePhrase

if TYPE_CHECKING:
    from claims.frames import Frame


def month_of_day(ending: str, frame: Frame) -> CalendarPeriod | None:
    """The period to whose month a day of a month belongs, given as `-17`.

    Behind what is longer than a month or closes one it is the day that the text gives in full elsewhere
    (`2025年9月17日`), else that of the page.
    """
    known = frame.spoken_of
    if known is None:
        return None
    if known.kind in (PeriodKind.MONTH, PeriodKind.DAY) and not known.iso.endswith(CLOSING_DAYS):
        return known
    given = [f"{year:04d}-{part}" for part, year in frame.days.items() if part.endswith(ending)]
    if len(given) == 1:
        return try_parse(given[0])
    today = frame.published or frame.today
    return known if today is None or ending > f"-{today.day:02d}" else day(today)


def year_of_day(phrase: TimePhrase, frame: Frame) -> int | None:
    """The year of a day that stands without one, where the document has given it.

    Of a part of a year, too, where the document looks back from it to the year before.
    """
    point = phrase.first
    given = frame.days.get(point.part) if point is not None and phrase.last is None else None
    return given or (frame.looks_from if frame.published is None and frame.today is None else None)
