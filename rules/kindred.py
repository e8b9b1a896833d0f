"""Series that a reader could take for one another: definitions, scopes, forecasts, figures that moved.

Takes a collection and its series; gives findings. Two kindred figures are shown only where some document
gives one of them alone: who reads both in every text is not misled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from claims.calendar import try_parse
from claims.model import Claim, Measure
from rules.believable import slipped
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.dailies import dailies
from rules.definitions import definitions
from rules.facts import FactBook
from rules.footings import on_footings
from rules.inbreath import in_breath
from rules.issues import ISSUE
from rules.knowledge import knowledge
from rules.loosekin import with_loose
from rules.model import Finding
from rules.outcome import digits, reading
from rules.outlooks import outlooks
from rules.rates import plausible
from rules.rounded import rounded
from rules.series import Moment, Series, SeriesKey, Stance, a_year_apart, judged, number
from rules.sides import Side, ranked, sides
from rules.stages import stages
from rules.stretches import stretches
from rules.toldapart import told_apart
from rules.twounits import two_units
from rules.wholes import wholes

_PLAIN_DIGITS = 4
"""Digits from which on two different facts hardly share a figure by chance."""
_TELLING = 3
"""Digits from which on two things that nobody confuses hardly share a figure by chance."""
_SHORT = 2
"""Digits from which on two definitions of one thing hardly give one figure by chance."""
_MINORITY = 8
"""Times that what others hold of a company goes into its profit at least, where no text tells both."""
_BASIS = "comparability"
"""The dimension that says on what basis a figure is counted."""
_LATEST = 2
"""Periods of which a pair of series is shown, the latest ones: more would say nothing new."""


def across_series(collection: Collection, series: Sequence[Series]) -> Iterator[Finding]:
    """Findings that take two series."""
    report = Reporter(collection)
    for one in series:
        if one.key.stance is Stance.FLOW:
            yield from _misdated(one, report)
    yield from _definitions(collection, series, report)
    yield from _bases(collection, series, report)
    yield from _scopes(collection, series, report)
    yield from on_footings(collection, series, report)
    yield from outlooks(collection, series, report)
    yield from wholes(collection, series, report)
    yield from in_breath(collection, series, report)
    yield from dailies(collection, report)
    yield from stages(collection, series, report)
    yield from stretches(collection, series, report)
    yield from rounded(collection, series, report)
    yield from two_units(collection, series, report)
    yield from _converted(collection, series, report)


def _misdated(series: Series, report: Reporter) -> Iterator[Finding]:
    """A figure that one document gives for one period and another document for another."""
    told: dict[Fraction, list[tuple[Moment, Claim]]] = defaultdict(list)
    spoken = {m: {claim.document for claim in claims} for m, claims in series.dated.items()}
    for moment, claims in series.dated.items():
        for claim in claims:
            if claim.measure is Measure.LEVEL and digits(claim) >= _PLAIN_DIGITS:
                told[number(claim)].append((moment, claim))
    for places in told.values():
        (first, one), *others = places
        for moment, claim in others:
            apart = claim.document not in spoken[first] and one.document not in spoken[moment]
            if apart and a_year_apart(first, moment):
                yield report.moved(one, claim)
                break


def _definitions(collection: Collection, series: Iterable[Series], report: Reporter) -> Iterator[Finding]:
    """Kindred metrics of one company and period."""
    kin: dict[tuple[int, SeriesKey], list[Series]] = defaultdict(list)
    book = collection.once(FactBook)
    for one in series:
        family = definitions().family.get(one.key.metric)
        if family is not None and one.key.measure is Measure.LEVEL:
            kin[family, replace(one.key, metric="")].append(one)
    for (family, _), members in kin.items():
        kind = definitions().kin[family]
        loose, distinct = set(kind.loose), set(kind.distinct)
        for a, b in combinations(members, 2):
            for one_side, other_side in _told_apart(collection, a, b):
                pair = {a.key.metric, b.key.metric}
                if not judged(one_side.lead, other_side.lead).agrees:
                    if not pair.isdisjoint(distinct):
                        continue
                    if pair <= loose and a.key.ahead:
                        yield report.forecasters(one_side, other_side)
                    elif pair <= loose and (told := told_apart(book, one_side, other_side)) is not None:
                        yield report.footing(one_side, other_side, told)
                    elif not (
                        pair <= loose and (_same_words(a, b) or _hardly_minorities(one_side, other_side))
                    ):
                        both = (with_loose(x, members, loose) for x in (one_side, other_side))
                        yield report.definition(*both)
                elif digits(one_side.lead) >= (_SHORT if pair.isdisjoint(distinct) else _TELLING) and not (
                    pair <= loose or _tells_both(collection, one_side.lead, other_side.lead)
                ):
                    yield report.moved(one_side.lead, other_side.lead)


def _tells_both(collection: Collection, one: Claim, other: Claim) -> bool:
    """Whether the paragraph of either figure also tells the other's: then a reader sees which is meant."""
    book = collection.once(FactBook)
    return any(
        claim.metric == wanted.metric and claim.measure is wanted.measure
        for told, wanted in ((one, other), (other, one))
        for claim in book.paragraph(told)
    )


def _same_words(a: Series, b: Series) -> bool:
    """Whether both words are used for one figure: a headline's 净利 is a report's 归母净利润."""
    told = [claim for claims in b.dated.values() for claim in claims]
    return any(
        claim.period == other.period and judged(claim, other).agrees
        for claims in a.dated.values()
        for claim in claims
        for other in told
    )


def _hardly_minorities(one: Side, other: Side) -> bool:
    """Whether two figures under such words are further apart than what others hold of a company explains.

    One of them is then a slip or another company's, which no definition excuses.
    """
    if one.documents & other.documents:
        return False
    near, far = sorted((abs(number(one.lead)), abs(number(other.lead))))
    return (far - near) * _MINORITY > far


def _bases(collection: Collection, series: Iterable[Series], report: Reporter) -> Iterator[Finding]:
    """One metric of one company and time, counted on two bases (`只计人民币业务`) or on one, none named."""
    alike: dict[SeriesKey, list[Series]] = defaultdict(list)
    for one in series:
        if one.key.measure is not Measure.RANK:
            rest = tuple(x for x in one.key.slices if x[0] != _BASIS)
            alike[replace(one.key, slices=rest)].append(one)
    for members in alike.values():
        members.sort(key=lambda one: all(kind != _BASIS for kind, _ in one.key.slices))
        for a, b in combinations(members, 2):
            for these, those in _at_one_time(a, b):
                one_side = ranked(sides(these), collection)[0]
                other_side = _nearest(one_side, sides(those))
                apart = one_side.documents != other_side.documents
                outcome = judged(one_side.lead, other_side.lead)
                if not apart or outcome.agrees or slipped(one_side.lead, other_side.lead):
                    continue
                if a.key.metric == ISSUE:
                    yield report.issue(other_side, one_side)
                else:
                    yield report.definition(one_side, other_side)


def _nearest(side: Side, others: Iterable[Side]) -> Side:
    """The side that comes nearest: what a basis leaves out or takes in is seldom the most of a figure."""
    return min(others, key=lambda other: abs(number(other.lead) - number(side.lead)))


def _at_one_time(a: Series, b: Series) -> list[tuple[Sequence[Claim], Sequence[Claim]]]:
    """The claims of two series at each of their latest times; what stands at a day may leave it out."""
    if a.key.metric == ISSUE and not a.dated and not b.dated:
        return [(a.undated, b.undated)]
    shared = sorted(a.dated.keys() & b.dated.keys(), reverse=True)[:_LATEST]
    if shared or a.key.stance is Stance.FLOW or bool(a.dated) == bool(b.dated):
        return [(a.dated[moment], b.dated[moment]) for moment in shared]
    one, other = (x.dated[max(x.dated)] if x.dated else x.undated for x in (a, b))
    return [(one, other)] if one and other else []


def _scopes(collection: Collection, series: Iterable[Series], report: Reporter) -> Iterator[Finding]:
    """Ranks of one company in two markets: first among some, second among all."""
    ranks: dict[SeriesKey, list[Series]] = defaultdict(list)
    for one in series:
        if one.key.measure is Measure.RANK and any(kind == "market" for kind, _ in one.key.slices):
            ranks[replace(one.key, slices=tuple(x for x in one.key.slices if x[0] != "market"))].append(one)
    for members in ranks.values():
        for a, b in combinations(members, 2):
            for one_side, other_side in _told_apart(collection, a, b):
                if one_side.lead.value != other_side.lead.value:
                    yield report.definition(one_side, other_side)


def _converted(collection: Collection, series: Iterable[Series], report: Reporter) -> Iterator[Finding]:
    """One amount in two currencies, at a rate that was the day's."""
    alike: dict[SeriesKey, list[Series]] = defaultdict(list)
    for one in series:
        if one.key.measure is Measure.LEVEL and (one.key.unit == "CNY" or one.key.unit in knowledge().band):
            alike[replace(one.key, unit="")].append(one)
    for members in alike.values():
        for yuan in (one for one in members if one.key.unit == "CNY"):
            for foreign in (one for one in members if one is not yuan):
                pair = _in_both(collection, yuan, foreign)
                if pair is not None and _at_a_rate(*pair):
                    yield report.currency(*pair)


def _in_both(collection: Collection, a: Series, b: Series) -> tuple[Side, Side] | None:
    """The leading sides of one fact in two currencies; of a standing one either may leave out its date."""
    if (pair := next(_told_apart(collection, a, b), None)) is not None or a.key.stance is not Stance.STANDING:
        return pair
    if a.dated and b.dated:
        return None
    one, other = (x.dated[max(x.dated)] if x.dated else x.undated for x in (a, b))
    parts = [ranked(sides(claims), collection)[0] for claims in (one, other)]
    return (parts[0], parts[1]) if parts[0].documents != parts[1].documents else None


def _at_a_rate(yuan: Side, foreign: Side) -> bool:
    """Whether two amounts come to a rate of exchange that the foreign currency had about their time."""
    worth = reading(foreign.lead).core
    if worth.low is None or worth.low <= 0:
        return False
    spans = [try_parse(claim.period) for claim in (yuan.lead, foreign.lead) if claim.period]
    years = [span.last.year for span in spans if span is not None]
    told = range(min(years), max(years) + 2) if years else range(0)
    return (reading(yuan.lead).core / worth).meets(plausible(foreign.lead.unit, told))


def _told_apart(collection: Collection, a: Series, b: Series) -> Iterator[tuple[Side, Side]]:
    """The leading sides of two series in the latest periods of which not every document gives both.

    The year before is told beside the year: it would say nothing new.
    """
    told: list[Moment] = []
    for moment in sorted(a.dated.keys() & b.dated.keys(), reverse=True):
        one, other = (ranked(sides(x.dated[moment]), collection)[0] for x in (a, b))
        if one.documents == other.documents or any(a_year_apart(moment, later) for later in told):
            continue
        yield one, other
        told.append(moment)
        if len(told) == _LATEST:
            return
