"""Time as arithmetic: an age against the founding year, a reported period against the day of publication."""

from __future__ import annotations

from collections.abc import Iterator

from claims.calendar import try_parse
from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook
from rules.findings import make_finding
from rules.identities import Identity
from rules.model import Finding, Verdict
from rules.outcome import reading
from rules.verdicts import phrase

_LOOSE = 1
"""`成立6年` counts calendar years or completed ones; both are in use."""


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
        years = year - int(founding.value[:4])
        stated = reading(claim)
        gaps = [abs(years - _LOOSE - stated.value), abs(years - stated.value)]
        if any(count in stated.core for count in (years - _LOOSE, years)):
            key, verdict = "age", Verdict.VERIFIED
        elif min(gaps) <= 1 or any(count in stated.hard for count in (years - _LOOSE, years)):
            key, verdict = "age_near", Verdict.TENSION
        else:
            key, verdict = "age_wrong", Verdict.CONTRADICTED
        yield make_finding(
            collection,
            rule=identity.code,
            verdict=verdict,
            message=phrase(
                key, collection.language, stated=claim.text, founded=founding.text, year=year, age=years
            ),
            claims=(claim, founding),
            stated=stated.core.stated("year"),
        )


def _foundings(book: FactBook) -> tuple[Claim, ...]:
    return book.of_metric("founded", Measure.DATE)


def _year_of(collection: Collection, claim: Claim) -> int | None:
    """The year that an age is told for: its own period's, else that of publication."""
    period = try_parse(claim.period) if claim.period else None
    if period is not None:
        return period.year
    published = collection.document[claim.document].published
    return None if published is None else published.year


def period_after_publication(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """A figure reported for a period that ends after the document was published."""
    book = collection.once(FactBook)
    for claim in collection.claims:
        published = collection.document[claim.document].published
        period = try_parse(claim.period) if claim.period else None
        if (
            published is None
            or period is None
            or period.fiscal
            or claim.basis is not Basis.REPORTED
            or claim.unit == "date"
            or period.first <= published
            or not book.usable(claim)
        ):
            continue
        yield make_finding(
            collection,
            rule=identity.code,
            verdict=Verdict.TENSION,
            message=phrase(
                "future",
                collection.language,
                stated=claim.text,
                period=period.iso,
                published=published.isoformat(),
            ),
            claims=(claim,),
        )
