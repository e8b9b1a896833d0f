"""Lengths that date what came together over them: `三年研发费用累计6.99亿元` behind `2022—2024年`.

In: a number's draft, its view and the stretches of years told of in the paragraph. Out: the stretch that such
a length means, where it is known, and whether a length only says over how long other numbers ran.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from claims.calendar import CalendarPeriod, PeriodKind, between, try_parse
from claims.datedphrases import Dated
from claims.draft import Draft
from claims.frames import Frame
from claims.lexicons import one_of
from claims.model import Measure, Quantity
from claims.readingwords import reading_words
from claims.sentence import SentenceView

_WORDS = reading_words().periods
_LEADS = re.compile(rf"[\s“”]*(?:{one_of(_WORDS.span_leads)})*(?:公司|我们)?(?:{one_of(_WORDS.span_leads)})*")
_NOT_SPANS = re.compile(rf"(?!{one_of(_WORDS.all_told)}){one_of(_WORDS.not_spans)}")
_ALL = re.compile(one_of(_WORDS.all_told))
_SINCE = re.compile(rf"(?P<year>(?:19|20)\d\d)年?{one_of(_WORDS.counts_from)}[,，]?$")
"""Before a length: from which year on it is counted (`从2022年算起，三年一共…`)."""
_REACH = 20
"""Code points between a length and what came together over it, at most."""


def opens_span(view: SentenceView, length: Quantity) -> bool:
    """Whether a length opens its clause as the stretch over which a number ran (`三年累计…`)."""
    whole = length.text.endswith("年") and length.value == int(length.value) and length.value > 1
    start = view.clauses[view.clause_of(length.start)][0]
    opens = _LEADS.fullmatch(view.text, start, length.qualifier_start)
    return (
        whole
        and (opens or _SINCE.search(view.text, start, length.qualifier_start)) is not None
        and _NOT_SPANS.match(view.text, length.end, view.end) is None
        and _ALL.search(view.text, length.end, min(view.end, length.end + _REACH)) is not None
    )


def span_of(
    view: SentenceView, draft: Draft, dated: Sequence[Dated], frame: Frame
) -> tuple[bool, str | None]:
    """Whether a length dates a number, and the stretch that it means, None where none as long was told of."""
    if draft.measure is not Measure.LEVEL or draft.kind == "duration":
        return False, None
    start = view.clauses[draft.clause][0]
    lengths = [q for q in view.quantities if start <= q.start < draft.start and opens_span(view, q)]
    if not lengths or any(lengths[-1].end <= p.start < draft.start for p in view.phrases):
        return False, None
    if _ALL.search(view.text, lengths[-1].end, draft.start) is None:
        return False, None
    told = [*frame.spans, *_told(d for d in dated if d.phrase.end <= lengths[-1].start), *_row_of(frame)]
    if (since := _SINCE.search(view.text, view.start, lengths[-1].qualifier_start)) is not None:
        return True, _years_from(int(since["year"]), int(lengths[-1].value))
    known = next((span for span in reversed(told) if len(span.years()) == lengths[-1].value), None)
    return True, known.iso if known is not None else None


def _years_from(first: int, count: int) -> str | None:
    """The stretch of so many years that begins with one, or None where the calendar has none."""
    ends = try_parse(f"{first:04d}"), try_parse(f"{first + count - 1:04d}")
    return between(ends[0], ends[1]).iso if ends[0] is not None and ends[1] is not None else None


def note_spans(dated: Sequence[Dated], drafts: Sequence[Draft], frame: Frame) -> None:
    """Keep the stretches of years that a sentence told of."""
    frame.spans += (*_told(dated), *_row_of(frame))
    compound = [try_parse(d.period or "") for d in drafts if d.measure is Measure.CAGR]
    frame.spans += tuple([p for p in compound if p is not None and is_of_years(p)])


def _told(dated: Iterable[Dated]) -> Iterator[CalendarPeriod]:
    """The stretches of years among what time phrases mean."""
    for each in dated:
        if each.meaning.period is not None and is_of_years(each.meaning.period):
            yield each.meaning.period


def _row_of(frame: Frame) -> Iterator[CalendarPeriod]:
    """The stretch that the years of the last list make."""
    if frame.row and all(period.kind is PeriodKind.YEAR for period in frame.row):
        row = between(min(frame.row), max(frame.row))
        if is_of_years(row):
            yield row


def is_of_years(period: CalendarPeriod) -> bool:
    """Whether a period is several whole years."""
    return period.is_range and all(end.kind is PeriodKind.YEAR and not end.fiscal for end in period.ends)
