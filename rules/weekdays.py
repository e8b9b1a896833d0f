"""Days of the week: a date and the weekday that stands beside it must be one day.

Reads the text itself (`11月3日（周日）`, `星期四（2021年8月5日）`). A date without a year has that of the
document's publication, or the one before or after where it lies nearer to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from claims.model import Document
from rules.collection import Collection
from rules.findings import make_finding
from rules.identities import Identity
from rules.model import Finding, Verdict
from rules.verdicts import phrase

_NAMES = "一二三四五六日"
"""The days of the week from Monday on."""
_WEEKDAY = r"(?:星期|礼拜|[这本上下]?周)(?P<{}>[一二三四五六日天])(?![线期年报K])"
_DATE = (
    r"(?<![0-9.])(?:(?P<year{0}>(?:19|20)[0-9]{{2}})[ ]?年[ ]?)?(?P<month{0}>1[0-2]|0?[1-9])[ ]?月[ ]?"
    r"(?P<day{0}>3[01]|[12][0-9]|0?[1-9])[ ]?日"
)
_BESIDE = re.compile(
    rf"{_DATE.format(1)}[ ]?(?:[(（]?[ ]?|是|为)?{_WEEKDAY.format('named1')}"
    rf"|{_WEEKDAY.format('named2')}[ ]?[(（]?[ ]?{_DATE.format(2)}"
)


def weekdays(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """For each date that names its weekday whether it falls on it."""
    if not collection.tells(None):
        return
    for document in collection.documents:
        if "周" in document.folded or "星期" in document.folded or "礼拜" in document.folded:
            yield from _told(collection, identity, document)


def _told(collection: Collection, identity: Identity, document: Document) -> Iterator[Finding]:
    for found in _BESIDE.finditer(document.folded):
        side = "1" if found["named1"] else "2"
        named = _NAMES.index(found[f"named{side}"].replace("天", "日"))
        year = int(found[f"year{side}"]) if found[f"year{side}"] else None
        day = _day(year, int(found[f"month{side}"]), int(found[f"day{side}"]), document.published)
        if day is None:
            continue
        held = day.weekday() == named
        at = found.span(f"named{side}")
        yield make_finding(
            collection,
            rule=identity.code,
            verdict=Verdict.VERIFIED if held else Verdict.CONTRADICTED,
            message=phrase(
                "weekday_verified" if held else "weekday_contradicted",
                collection.language,
                told=document.text[found.start() : found.end()],
                day=day.isoformat(),
                weekday=f"星期{_NAMES[day.weekday()]}" if collection.language == "zh" else f"{day:%A}",
            ),
            spans=[
                collection.place(document.id, found.start(), found.end()),
                collection.place(document.id, *at),
            ],
        )


def _day(year: int | None, month: int, day: int, published: date | None) -> date | None:
    """The date that is meant; None where there is none, or nothing tells its year."""
    if year is None and published is None:
        return None
    around = (published.year - 1, published.year, published.year + 1) if published is not None else ()
    known = [found for one in ((year,) if year else around) if (found := _date(one, month, day)) is not None]
    if published is None:
        return known[0] if known else None
    return min(known, key=lambda found: abs(found - published), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
