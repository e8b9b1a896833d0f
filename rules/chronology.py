"""Time as arithmetic: an age against the founding year, a reported period against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from claims.calendar import CalendarPeriod, try_parse
from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook
from rules.findings import make_finding
from rules.identities import Identity
from rules.knowledge import cue, knowledge
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.surroundings import words_before, words_behind
from rules.verdicts import phrase, worded

_LAST_DAYS = 5
"""Days before its end in which a month is spoken of as over."""
_AHEAD = re.compile("[可会将能料望](?:达到?|到|增至|升至|降至|突破|超过?|近)?$")
"""Before a figure that a text does not give as a result, whatever its sentence says."""
_YEAR = re.compile(r"\d{2,4}年|\d{2,4}财年|[明后]年")
_LOOSE = 1
"""`成立6年` counts calendar years or completed ones; both are in use."""
_PART = Fraction(1, 2)
"""A part of a year beyond the completed ones (`超过8年`, `近9年`)."""
_OF_PERSONS = ("岁", "歲")
"""What a person's years are counted in, and in play a company's."""
_LIFE = 5
"""Years by which an age so counted is hardly the company's."""


def age(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each stated age against the founding year of the same subject."""
    book = collection.once(FactBook)
    for claim in book.of_metric("age", Measure.LEVEL):
        year = _year_of(collection, claim)
        founding = next(
            iter(book.nearest(claim, (f for f in _foundings(book) if f.entity == claim.entity))), None
        )
        if claim.unit != "year" or year is None or founding is None:
            continue
        if cue("since", "then_listed").search(words_behind(book, claim)) is not None:
            continue  # 成立11年后上市 is told of the year of the listing
        years = year - int(founding.value[:4])
        stated = reading(claim)
        gaps = [abs(years - _LOOSE - stated.value), abs(years - stated.value)]
        if claim.text.endswith(_OF_PERSONS) and min(gaps) > _LIFE:
            continue
        passed = (years - _LOOSE, years, years - _PART, years + _PART)
        fits = any(count in stated.core for count in passed)
        near = min(gaps) <= _LOOSE or any(count in stated.hard for count in (years - _LOOSE, years))
        yield _told(collection, identity, (claim, founding), year, fits=fits, near=near)
    yield from _to_listing(collection, book, identity)


def _to_listing(collection: Collection, book: FactBook, identity: Identity) -> Iterator[Finding]:
    """Each span of years from a company's founding to its listing, against the two dates of its document."""
    for claim in collection.claims:
        if (
            claim.unit != "year"
            or claim.measure is Measure.DATE
            or claim.hard is None
            or not book.usable(claim)
        ):
            continue
        lead, behind = words_before(book, claim), words_behind(book, claim)
        spans = cue("since", "to_listing").search(lead) is not None or (
            cue("since", "before_listing").search(lead) is not None
            and cue("since", "then_listed").search(behind) is not None
        )
        dates = [_only_year(book, claim, metric) for metric in ("founded", "listed")] if spans else []
        if not dates or dates[0] is None or dates[1] is None:
            continue
        (founding, first), (listing, last) = dates[0], dates[1]
        stated, years = reading(claim), last - first
        fits = any(count in stated.core for count in (years, years - _LOOSE))
        near = abs(years - stated.value) <= _LOOSE
        yield _told(collection, identity, (claim, founding, listing), last, fits=fits, near=near)


def _told(
    collection: Collection,
    identity: Identity,
    claims: tuple[Claim, ...],
    year: int,
    *,
    fits: bool,
    near: bool,
) -> Finding:
    """The finding that a number of years up to one since the founding fits, nearly does, or is wrong.

    `claims` are the number, the founding and what else tells the year.
    """
    claim, founding, *_ = claims
    key, verdict = "age_wrong", Verdict.CONTRADICTED
    if fits:
        key, verdict = "age", Verdict.VERIFIED
    elif near:
        key, verdict = "age_near", Verdict.TENSION
    return make_finding(
        collection,
        rule=identity.code,
        verdict=verdict,
        message=phrase(
            key,
            collection.language,
            stated=claim.text,
            founded=founding.text,
            year=year,
            age=year - int(founding.value[:4]),
        ),
        claims=claims,
        stated=reading(claim).core.stated("year"),
    )


def _only_year(book: FactBook, claim: Claim, metric: str) -> tuple[Claim, int] | None:
    """The date of an event of a span's own company in its document, where it gives but one, with its year."""
    found = [
        event
        for event in book.of_metric(metric, Measure.DATE)
        if event.document == claim.document and event.entity == claim.entity
    ]
    years = {int(event.value[:4]) for event in found}
    return (found[0], years.pop()) if len(years) == 1 else None


def _foundings(book: FactBook) -> tuple[Claim, ...]:
    return book.of_metric("founded", Measure.DATE)


def _year_of(collection: Collection, claim: Claim) -> int | None:
    """The year that an age is told for: its own period's, else that of publication."""
    period = try_parse(claim.period) if claim.period else None
    if period is not None:
        return period.year
    published = collection.document[claim.document].published
    return None if published is None else published.year


def _month_end_ahead(period: CalendarPeriod, published: date) -> bool:
    """Whether a moment is the end of the month in whose last days the text was published (`到9月底`)."""
    following = period.last + timedelta(days=1)
    return period.is_instant and following.day == 1 and (following - published) <= timedelta(days=_LAST_DAYS)


def _says_year(collection: Collection, claim: Claim) -> bool:
    """Whether the words that date a claim hold its year: a day without one may be the year before's."""
    text = collection.document[claim.document].folded
    dated = [e for e in claim.evidence if e.field == "period"]
    return not dated or any(_YEAR.search(text, e.start, e.end) is not None for e in dated)


def _is_scheduled(book: FactBook, claim: Claim, period: CalendarPeriod, published: date) -> bool:
    """Whether the paragraph tells of another time to come, too, as what is planned year by year does.

    A slip of a year makes one such time, not two (`2026年交付9艘,2027年交付8艘`).
    """
    others = {other.period for other in book.paragraph(claim) if other.period not in (None, claim.period)}
    known = [try_parse(other) for other in others if other is not None]
    return any(other is not None and other.year != period.year and other.first > published for other in known)


def period_after_publication(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """A result reported for a period, named in words, that begins after the document was published."""
    book = collection.once(FactBook)
    ahead = re.compile("|".join(knowledge().ahead_cues))
    for claim in collection.claims:
        published = collection.document[claim.document].published
        period = try_parse(claim.period) if claim.period else None
        if (
            published is None
            or period is None
            or period.fiscal
            or claim.basis is not Basis.REPORTED
            or claim.metric not in knowledge().results
            or period.first <= published
            or _month_end_ahead(period, published)
            or not _says_year(collection, claim)
            or _is_scheduled(book, claim, period, published)
            or _AHEAD.search(words_before(book, claim)) is not None
            or ahead.search(words_before(book, claim) + words_behind(book, claim)) is not None
            or not book.usable(claim)
        ):
            continue
        yield worded(
            collection,
            identity,
            Verdict.TENSION,
            "future",
            (claim,),
            stated=claim.text,
            period=period.iso,
            published=published.isoformat(),
        )
