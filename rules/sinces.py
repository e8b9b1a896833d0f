"""Spans since an event, and 同期: what a text says of time, against the dates and periods that it states.

`发布两个月` is held against the date of the release and that of publication. A figure that one place calls
同期's and another states for a period of another length makes a comparison of unlike periods.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import partial

from claims.calendar import CalendarPeriod, try_parse
from claims.model import Basis, Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, slice_of
from rules.identities import Identity
from rules.knowledge import cue
from rules.model import Finding, Verdict
from rules.outcome import digits, reading
from rules.surroundings import words_before, words_behind
from rules.verdicts import worded

_cue = partial(cue, "since")
_DAYS = {"day": Fraction(1), "week": Fraction(7), "month": Fraction(365, 12), "year": Fraction(365)}
"""Days of one unit."""
_EVENTS = ("released", "listed", "founded")
_SLACK = Fraction(3, 2)
"""So many units a span may be rounded by, either way."""
_LEAP = 2
"""Days by which two years or two quarters may differ."""
_DIGITS = 3
"""Digits from which on two equal figures are no chance."""


def span_since(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each span since a dated event, against the days between the event and the publication."""
    book = collection.once(FactBook)
    for claim in collection.claims:
        published = collection.document[claim.document].published
        if claim.unit not in _DAYS or claim.basis is not Basis.REPORTED or published is None:
            continue
        if claim.hard is None or not book.usable(claim):
            continue
        lead = words_before(book, claim)
        found = _cue("event").search(lead)
        event = _event(book, claim) if found else None
        if found is None or event is None:
            continue
        dated, first = event
        elapsed = (published - first).days
        if elapsed < 0:
            continue
        behind = words_behind(book, claim)
        if _cue("past").search(lead[found.start() :]) or _cue("within").search(behind):
            continue
        running = bool(_cue("so_far").search(lead[found.start() :]) or _cue("until_now").search(behind))
        verdict = _verdict(claim, Fraction(elapsed), running)
        if verdict is None:
            continue
        yield worded(
            collection,
            identity,
            verdict,
            f"since_{verdict.value}",
            (claim, dated),
            figure=claim,
            stated=claim.text,
            event=dated.text,
            published=published.isoformat(),
            days=elapsed,
        )


def _verdict(claim: Claim, elapsed: Fraction, running: bool) -> Verdict | None:
    """What a span comes to; a miss counts only where words say that it runs until now (`上线仅三个月`)."""
    figure, day = reading(claim), _DAYS[claim.unit]
    short = figure.hard.low is not None and (figure.hard.low - _SLACK) * day > elapsed
    long = figure.hard.high is not None and (figure.hard.high + _SLACK) * day < elapsed
    if not short and not long:
        return Verdict.VERIFIED
    if not running:
        return None
    return Verdict.CONTRADICTED if short else Verdict.TENSION


def _event(book: FactBook, claim: Claim) -> tuple[Claim, date] | None:
    """The one dated event of the document that a span can be counted from."""
    dated = [
        event
        for metric in _EVENTS
        for event in book.of_metric(metric, Measure.DATE)
        if event.document == claim.document
        and (event.entity is None or claim.entity is None or event.entity == claim.entity)
    ]
    days = {event.value: try_parse(event.value) for event in dated}
    if len(days) != 1:
        return None
    (day,) = days.values()
    if day is None or day.first != day.last:
        return None
    return dated[0], day.first


def same_period(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """Each figure said to be of 同期, against the period for which another place states it."""
    book = collection.once(FactBook)
    for claim in collection.claims:
        period = try_parse(claim.period) if claim.period else None
        if period is None or claim.hard is None or claim.measure is not Measure.LEVEL:
            continue
        if not book.usable(claim) or not _cue("same").search(words_before(book, claim)) or not _long(claim):
            continue
        others = [o for o in book.of_metric(claim.metric, Measure.LEVEL) if _is_it(book, claim, o)]
        periods = [(o, found) for o in others if (found := try_parse(o.period or "")) is not None]
        agreeing = next((o for o, found in periods if found == period), None)
        other = next((o for o, found in periods if _unlike(found, period)), None)
        if agreeing is None and other is None:
            continue
        witness = agreeing or other
        assert witness is not None
        verdict = Verdict.VERIFIED if agreeing is not None else Verdict.TENSION
        yield worded(
            collection,
            identity,
            verdict,
            f"same_period_{verdict.value}",
            (claim, witness),
            stated=claim.text,
            period=period.iso,
            other=witness.period,
        )


def _long(claim: Claim) -> bool:
    return digits(claim) >= _DIGITS


def _is_it(book: FactBook, claim: Claim, other: Claim) -> bool:
    """Whether another claim states the same figure of the same subject."""
    return (
        other.id != claim.id
        and (other.value, other.unit, other.basis) == (claim.value, claim.unit, claim.basis)
        and book.usable(other)
        and book.subject(other) == book.subject(claim)
        and slice_of(other) == slice_of(claim)
    )


def _unlike(one: CalendarPeriod, other: CalendarPeriod) -> bool:
    """Whether two periods can't be one told twice: of different length, neither an instant."""
    if one.is_instant or other.is_instant or one.fiscal or other.fiscal:
        return False
    return abs((one.last - one.first).days - (other.last - other.first).days) > _LEAP
