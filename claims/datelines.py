"""The day of a text that names no year: a dateline (`记者 林岚 11月8日讯`), read anew once its year is known.

In: a document and its claims. Out: the month and day of its dateline, where nothing in it tells the year; and
its claims as of a day of publication that others have told. A document that names a year is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from claims.calendar import try_parse
from claims.extracting import extract
from claims.model import Claim, Document
from claims.speakingyear import month_and_day

_OPENING = 160
"""Code points at the start of a document in which its dateline stands."""


def yearless_day(document: Document, claims: Sequence[Claim]) -> tuple[int, int] | None:
    """The month and day of the dateline of a document none of whose claims has a period; None for others."""
    if document.published is not None or any(try_parse(claim.period or "") for claim in claims):
        return None
    return month_and_day(document.folded[:_OPENING])


def published_on(document: Document, day: date) -> tuple[Document, list[Claim]]:
    """A document taken to be published on a day, and its claims, whose ids remain."""
    dated = replace(document, published=day)
    return dated, extract(dated)
