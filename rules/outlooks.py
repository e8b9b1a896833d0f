"""What was expected or aimed at against what came of it, and forecasts against targets.

Takes a collection and its series; gives findings. A pair is told where some document gives one of the two
alone, or where the forecast is told beside its result: how far a house or a preview was off is what it is
told for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from claims.calendar import try_parse
from claims.model import Basis, Claim, Qualifier
from rules.believable import far_apart
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import FactBook
from rules.loosekin import loose_with, with_loose
from rules.model import Finding
from rules.series import Moment, Series, Stance, distinct, judged, number
from rules.sides import Side, ranked, sides

_HALF_AGAIN = Fraction(3, 2)
"""Times that a forecast and a result of one text are apart by at most: a forecast seldom misses by more."""
_MOST = 3
"""Forecasts of one figure that are told against it, those of the best standing."""
_LATEST = 2
"""Periods of which a pair of series is shown, the latest ones: more would say nothing new."""


def outlooks(collection: Collection, series: Sequence[Series], report: Reporter) -> Iterator[Finding]:
    """Each forecast or target against the result, each target against the forecasts."""
    told = {one.key: one for one in series}
    for one in series:
        if not one.key.ahead:
            continue
        result = told.get(replace(one.key, ahead=""))
        loose = loose_with(one.key.metric)
        results = [found for m in loose if (found := told.get(replace(one.key, ahead="", metric=m)))]
        for moment in _latest({at for found in results for at in found.dated} & one.dated.keys()):
            first = next(found for found in results if moment in found.dated)
            done = with_loose(ranked(sides(first.dated[moment]), collection)[0], results, loose)
            if not _unfinished(collection, done):
                yield from _against_result(collection, one, moment, done, report)
        if result is not None:
            yield from _set_against(collection, one, result, report)
            if one.key.ahead == Basis.TARGET.value:
                yield from _later(collection, one, result, report)
        if one.key.ahead == Basis.FORECAST.value:
            yield from _guided(one, report)
        expected = told.get(replace(one.key, ahead=Basis.FORECAST.value))
        if one.key.ahead == Basis.TARGET.value and expected is not None:
            for moment in _shared(one, expected):
                aim, *_ = ranked(sides(one.dated[moment]), collection)
                for guess in ranked(sides(expected.dated[moment]), collection)[:_MOST]:
                    if guess.documents != aim.documents and not judged(aim.lead, guess.lead).agrees:
                        yield report.target(guess, aim)


def _shared(a: Series, b: Series) -> Iterable[Moment]:
    """The latest times that both series have a figure of."""
    return _latest(a.dated.keys() & b.dated.keys())


def _latest(moments: Iterable[Moment]) -> Iterable[Moment]:
    return sorted(moments, reverse=True)[:_LATEST]


def _against_result(
    collection: Collection, ahead: Series, moment: Moment, done: Side, report: Reporter
) -> Iterator[Finding]:
    """What was expected for one time against what came: figures that it missed, ranges either way."""
    for guess in ranked(sides(ahead.dated[moment]), collection)[:_MOST]:
        ranged = guess.lead.qualifier is Qualifier.RANGE
        if guess.documents == done.documents and far_apart(guess.lead, done.lead, _HALF_AGAIN):
            continue  # in one text, hardly of one thing
        if far_apart(guess.lead, done.lead):
            continue  # no forecast of this: a slip of the pen, or of another time
        aimed = ahead.key.ahead == Basis.TARGET.value and number(guess.lead) != number(done.lead)
        if ranged or aimed or not judged(guess.lead, done.lead).agrees:  # nobody rounds an aim
            yield report.forecast(guess, done)


def _set_against(
    collection: Collection, ahead: Series, result: Series, report: Reporter
) -> Iterator[Finding]:
    """What was expected, of no time of its own, where its sentence holds the result against it (`高于`)."""
    book, done = collection.once(FactBook), {c.id: c for claims in result.dated.values() for c in claims}
    for guess in distinct(ahead.undated):
        results = [claim for claim in book.sentence(guess) if claim.id in done]
        if len(results) == 1 and _held_against(book, guess, results[0]) and not far_apart(guess, results[0]):
            yield report.forecast(Side((guess,)), Side((results[0],)))


def _held_against(book: FactBook, guess: Claim, done: Claim) -> bool:
    """Whether the words between a forecast and a result that differs hold the one against the other."""
    first, last = sorted((guess, done), key=lambda claim: claim.span.start)
    between = book.collection.document[guess.document].folded[first.span.end : last.span.start]
    return definitions().held_against.search(between) is not None and not judged(guess, done).agrees


def _guided(ahead: Series, report: Reporter) -> Iterator[Finding]:
    """A forecast that lies within the range that another text tells for the same time."""
    ranged = [at for at, told in ahead.dated.items() if any(c.qualifier is Qualifier.RANGE for c in told)]
    for moment in sorted(ranged, reverse=True)[:_LATEST]:
        claims = ahead.dated[moment]
        ranges = [claim for claim in claims if claim.qualifier is Qualifier.RANGE]
        for one in distinct(ranges):
            same = Side(tuple(claim for claim in ranges if claim.value == one.value))
            points = [
                claim
                for claim in claims
                if claim.qualifier in (Qualifier.EXACT, Qualifier.ABOUT)
                and claim.document not in same.documents
                and judged(claim, one).agrees
            ]
            if points:
                yield report.guided(same, Side(tuple(points)))
                break


def _later(collection: Collection, aim: Series, result: Series, report: Reporter) -> Iterator[Finding]:
    """What is aimed at for a later time than any result, of a rate or of what stands at a day."""
    known = definitions()
    if aim.key.metric not in known.of_stretches and aim.key.stance is Stance.FLOW:
        return
    if not result.dated or result.dated.keys() & aim.dated.keys():
        return
    last = max(result.dated)
    done = ranked(sides(result.dated[last]), collection)[0]
    aims = [at for at in aim.dated if 0 < (at.last - last.last).days <= known.near]
    claims = aim.dated[min(aims)] if aims else () if aim.dated else aim.undated
    if not claims:
        return
    goal = ranked(sides(claims), collection)[0]
    same = goal.documents == done.documents or judged(goal.lead, done.lead).agrees
    if not same and not far_apart(goal.lead, done.lead):
        yield report.aim(goal, done)


def _unfinished(collection: Collection, side: Side) -> bool:
    """Whether a figure was published before its period was over: no result, whatever its wording."""
    days = [(collection.document[c.document].published, try_parse(c.period or "")) for c in side.claims]
    return all(day is not None and span is not None and day <= span.last for day, span in days)
