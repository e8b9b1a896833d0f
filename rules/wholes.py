"""A part's figure against the whole's: a line's margin and the company's, stores of one kind and all stores.

Takes a collection and its series; gives findings, one for each fact of the whole, where a document gives
one of the two without the other, so that its reader may take the one for the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from claims.model import Measure
from rules.believable import slipped
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.model import Finding
from rules.series import Moment, Series, SeriesKey, Stance, a_year_apart, judged, number
from rules.sides import Side, ranked, sides

_PARTING = ("segment", "region", "product", "channel", "customer")
"""Dimensions of which one alone makes a figure a part's."""
_MOST = 3
"""Parts that are told against one whole."""
_HALF = Fraction(1, 2)
"""Of what is counted, only a part of at least a half may be taken for the whole."""
_MOST_OF = Fraction(4, 5)
"""Of an amount of money only one that comes near the whole's may."""


def wholes(collection: Collection, series: Sequence[Series], report: Reporter) -> Iterator[Finding]:
    """Each whole with its parts."""
    known = definitions()
    scoped = known.scoped_rates | known.scoped_counts | known.scoped_amounts
    parts: dict[SeriesKey, list[Series]] = defaultdict(list)
    for one in series:
        key = one.key
        if key.measure is Measure.LEVEL and key.metric in scoped and not key.ahead:
            for kind, word in key.slices:
                if kind in _PARTING:
                    rest = tuple(x for x in key.slices if x != (kind, word))
                    parts[replace(key, slices=rest)].append(one)
    for whole in series:
        if whole.key in parts:
            yield from _beside_parts(collection, whole, parts[whole.key], report)


def _beside_parts(
    collection: Collection, whole: Series, parts: Sequence[Series], report: Reporter
) -> Iterator[Finding]:
    """A whole with those of its parts that may be taken for it, at its latest times; an amount at one."""
    told: list[Moment] = []
    amount = whole.key.metric in definitions().scoped_amounts
    for moment in sorted(whole.dated, reverse=True):
        if any(amount or a_year_apart(moment, later) for later in told):
            continue
        main = ranked(sides(whole.dated[moment]), collection)[0]
        latest = moment == max(whole.dated)
        beside = _tells_undated(whole, main) if latest else frozenset()
        found = [
            part
            for one in parts
            for part in _parts(collection, one, moment, latest=latest, beside=beside)
            if _mistakable(part, main, whole.key.metric in definitions().scoped_counts)
            and (not amount or _share(part, main, _MOST_OF))
        ]
        found.sort(key=lambda part: part.documents <= main.documents)
        if found:
            told.append(moment)
            yield report.part(main, _distinct(found)[:_MOST])


def _distinct(parts: Iterable[Side]) -> list[Side]:
    """Parts without those that give one's figure under another name (线上, 线上渠道)."""
    return list({number(part.lead): part for part in reversed(tuple(parts))}.values())[::-1]


def _tells_undated(whole: Series, main: Side) -> frozenset[str]:
    """The documents that tell the whole's figure without a time: what they tell beside it is of its time."""
    return frozenset(claim.document for claim in whole.undated if judged(claim, main.lead).agrees)


def _parts(
    collection: Collection, part: Series, moment: Moment, *, latest: bool, beside: frozenset[str]
) -> Iterator[Side]:
    """The side of a part at the whole's time; of what is told without one, beside the latest."""
    claims = part.dated.get(moment, ())
    if not claims and latest and not part.dated:
        standing = part.key.stance is Stance.STANDING
        claims = tuple(claim for claim in part.undated if standing or claim.document in beside)
    if claims:
        yield ranked(sides(claims), collection)[0]


def _mistakable(part: Side, whole: Side, counted: bool) -> bool:
    """Whether a document's reader may take a part's figure for the whole's, which differs.

    Of a rate it is enough that one document gives one of the two alone; of counts a document that gives the
    part's must leave out the whole's.
    """
    together = part.documents <= whole.documents if counted else part.documents == whole.documents
    if together or judged(part.lead, whole.lead).agrees or slipped(part.lead, whole.lead):
        return False
    return not counted or _share(part, whole, _HALF)


def _share(part: Side, whole: Side, least: Fraction) -> bool:
    """Whether a part is at least such a share of the whole, and no more than all of it."""
    return least * number(whole.lead) <= number(part.lead) <= number(whole.lead)
