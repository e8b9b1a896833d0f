"""A total over a stretch and what it comes to a day or a month: `全年128亿件，摊到每天3,500万件`.

Both stand side by side in a sentence and count the same thing, and words before the second say that it is so
much a day. A fit is verified; a miss is told only where one plain slip explains it, since an average may be
of working days or of something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from itertools import pairwise

from claims.calendar import CalendarPeriod, try_parse
from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.expression import parse
from rules.facts import FactBook, core, hard
from rules.identities import Identity
from rules.interval import Interval
from rules.knowledge import cue
from rules.model import Finding
from rules.nearby import telling
from rules.outcome import Grade, judge, reading
from rules.surroundings import words_before
from rules.verdicts import Checked, finding_of

_cue = partial(cue, "averages")
_EACH = parse("total / lengths")
_SHORTEST = 28
"""Days that a stretch has at least whose total is told by the day."""


def averages(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each average by the day or month behind the total that it is of."""
    book = collection.once(FactBook)
    for claims in book.sentences():
        figures = [c for c in claims if c.hard is not None and c.measure is Measure.LEVEL]
        for total, each in pairwise(figures):
            lengths = _lengths(book, total, each)
            if lengths is None or not _alike(book, total, each):
                continue
            checked = _checked(identity, total, each, lengths)
            slip = checked.outcome.slip
            missed = checked.outcome.grade is Grade.CONTRADICTION and slip is not None and telling(each, slip)
            if checked.outcome.agrees or missed:
                yield finding_of(collection, checked)


def _lengths(book: FactBook, total: Claim, each: Claim) -> Interval | None:
    """How many days or months a total ran over, where words before the next figure say that it is of one."""
    period = try_parse(total.period) if total.period is not None else None
    words = words_before(book, each)
    if period is None or period.fiscal or period.days < _SHORTEST or _cue("others").search(words):
        return None
    if _cue("day").search(words):
        days = Interval.point(Fraction(period.days))
        return days.hull(Interval.point(Fraction(_YEAR))) if _is_year(period) else days
    months = period.months
    if _cue("month").search(words) and months is not None and months > 1:
        return Interval.point(Fraction(months))
    return None


_YEAR = 365
"""The days that a leap year may be taken for, too."""


def _is_year(period: CalendarPeriod) -> bool:
    return period.months == 12


def _alike(book: FactBook, total: Claim, each: Claim) -> bool:
    """Whether two figures count the same thing, and the second can be an average of the first."""
    same_word = _word(book, total) == _word(book, each)
    reported = total.basis is each.basis is Basis.REPORTED
    return (
        total.unit == each.unit not in ("percent", "times", "date", "rank")
        and reported
        and same_word
        and reading(total).value > 0 < reading(each).value
    )


def _word(book: FactBook, claim: Claim) -> str:
    """The last character of a figure's unit, or the one behind it where it ends with a scale."""
    folded, end = book.collection.document[claim.document].folded, claim.span.end
    return folded[end : end + 1] if folded[end - 1] in _SCALES else folded[end - 1]


_SCALES = "十百千万亿0123456789"


def _checked(identity: Identity, total: Claim, each: Claim, lengths: Interval) -> Checked:
    tight = _EACH.over({"total": core(total), "lengths": lengths})
    loose = tight.hull(_EACH.over({"total": hard(total), "lengths": lengths}))
    days = lengths.high if lengths.high is not None else lengths.low
    working = f"{total.text} ÷ {days}"
    return Checked(identity, each, (total,), working, tight, loose, judge(each, tight, loose))
