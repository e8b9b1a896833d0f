"""Days between two dates: how long something took against the dates of its beginning and its end.

Reads the text itself (`6月30日获受理，9月26日过会，历时88天`, `距6月30日获受理仅88天`). Days are counted with
or without the first, and dates without a year lie in one year or in two that follow each other, as it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from claims.model import Document
from rules.collection import Collection
from rules.findings import make_finding
from rules.identities import Identity
from rules.knowledge import cue
from rules.model import Finding, Verdict
from rules.verdicts import phrase

_cue = partial(cue, "days_between")
_DAY = re.compile(
    r"(?<![0-9.])(?:(?P<year>(?:19|20)[0-9]{2})[ ]?年[ ]?|同年)?(?P<month>1[0-2]|0?[1-9])[ ]?月[ ]?"
    r"(?P<day>3[01]|[12][0-9]|0?[1-9])[ ]?日"
)
_PAIR = 2
_LEEWAY = 1
"""The first day is counted or not."""
_YEAR = 365


def days_between(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """For each length told beside the two dates that it lies between whether it is that long."""
    if not collection.tells(None):
        return
    for document in collection.documents:
        if "天" in document.folded and "日" in document.folded:
            yield from _told(collection, identity, document)


def _told(collection: Collection, identity: Identity, document: Document) -> Iterator[Finding]:
    text = document.folded
    for found in _cue("length").finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in "。;；\n") + 1
        days = list(_DAY.finditer(text, start, found.start("count")))
        if len(days) != _PAIR:
            continue
        length, apart = int(found["count"]), _apart(*days)
        if not apart:
            continue
        held = any(abs(length - days_apart) <= _LEEWAY for days_apart in apart)
        yield make_finding(
            collection,
            rule=identity.code,
            verdict=Verdict.VERIFIED if held else Verdict.CONTRADICTED,
            message=phrase(
                "days_between_verified" if held else "days_between_contradicted",
                collection.language,
                told=text[found.start("count") : found.end()],
                first=text[slice(*days[0].span())],
                last=text[slice(*days[1].span())],
                days=apart[0],
            ),
            spans=[
                collection.place(document.id, found.start("count"), found.end()),
                *(collection.place(document.id, *day.span()) for day in days),
            ],
        )


def _apart(one: re.Match[str], other: re.Match[str]) -> tuple[int, ...]:
    """How many days two dates may lie apart, the likeliest first; none where there is no such date."""
    years = [int(found["year"]) if found["year"] else None for found in (one, other)]
    known = next((year for year in years if year is not None), _ANY)
    try:
        first, last = (
            date(year or known, int(found["month"]), int(found["day"]))
            for found, year in zip((one, other), years, strict=True)
        )
    except ValueError:
        return ()
    gap = abs((last - first).days)
    return (gap,) if None not in years else (gap, _YEAR - gap)


_ANY = 2023
"""A year for dates of which none has its own."""
