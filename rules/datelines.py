"""The year of a text that names none: that of the other documents about its company.

Takes the documents of a part with their claims; gives them back, with those read anew whose dateline has a
month and a day alone (`11月8日讯`) where all dated documents beside it put it into one year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from claims.model import Claim, Document

_APART = 183
"""Days that documents about the same matter are apart, at most: beyond, the year before is as near."""


def with_years(
    claims: Iterable[Claim], documents: Sequence[Document]
) -> tuple[list[Claim], tuple[Document, ...]]:
    """The claims and documents of a part, its texts without a year dated by the others."""
    claims = list(claims)
    days = [document.published for document in documents if document.published is not None]
    if not days or len(days) == len(documents):
        return claims, tuple(documents)
    from claims.datelines import published_on, yearless_day

    of: dict[str, list[Claim]] = {document.id: [] for document in documents}
    for claim in claims:
        of[claim.document].append(claim)
    dated: list[Document] = []
    for document in documents:
        told = yearless_day(document, of[document.id])
        day = None if told is None else _nearest(*told, days)
        if day is not None:
            document, of[document.id] = published_on(document, day)
        dated.append(document)
    return [claim for own in of.values() for claim in own], tuple(dated)


def _nearest(month: int, number: int, days: Sequence[date]) -> date | None:
    """The one day of that month and number that is near to all others; None where there is none."""
    for year in sorted({day.year + shift for day in days for shift in (-1, 0, 1)}):
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if all(abs((found - day).days) <= _APART for day in days):
            return found
    return None
