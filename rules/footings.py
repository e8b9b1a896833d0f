"""Figures of one thing that two texts count on two footings, which their own words name.

Takes the series of a collection; gives findings, one for each pair of footings of one thing at its latest
time, where not the same documents tell both: a reader may take `新签订单64亿元` for the orders in hand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

from claims.calendar import try_parse
from claims.model import Claim, Measure
from rules.believable import far_apart, slipped
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.distinctions import Distinction, distinctions
from rules.facts import FactBook
from rules.model import Finding
from rules.plants import KIND
from rules.series import Moment, Series, SeriesKey, Stance, judged
from rules.sides import Side, ranked, sides
from rules.surroundings import words_before
from rules.toldapart import Told, footing, in_order

_FARTHEST = 12
"""Times that two footings' figures are apart by at most: more is no count of one thing."""
_NEAR = 100
"""Days between two dates that only say when a text came out, within which two footings may be confused."""
_PAYOUT = "payout_ratio"
_FREE = ("item", "comparability")
"""Slices that only say on what footing a figure is counted."""

_Thing = tuple[SeriesKey, int]
"""What figures of several footings are of, but for the footing, with the distinction's number."""
_At = tuple[SeriesKey, Moment | None]


def on_footings(collection: Collection, series: Sequence[Series], report: Reporter) -> Iterator[Finding]:
    """Each thing that texts count on several footings."""
    book = collection.once(FactBook)
    told: dict[_Thing, dict[int, dict[_At, list[Claim]]]] = defaultdict(dict)
    words: dict[str, str] = {}
    known = distinctions()
    for one in map(_as_payout, series):
        if one.key.ahead or one.key.measure not in (Measure.LEVEL, Measure.GROWTH):
            continue
        for number, distinction in enumerate(known):
            if not distinction.about(one.key.measure, one.key.metric):
                continue
            for moment, claim in _claims(one):
                found = footing(book, claim, distinction)
                if found is None and (distinction.across or not distinction.alone):
                    continue
                if definitions().to_come.search(words_before(book, claim)):
                    continue  # 年底可达290家
                pole = found.pole if found is not None else -1
                words[f"{number} {claim.id}"] = found.words if found is not None else ""
                places = told[_thing(one.key, distinction), number].setdefault(pole, {})
                places.setdefault((one.key, moment), []).append(claim)
    for (_, number), poles in told.items():
        distinction = known[number]
        named: set[int] = set()
        for one_pole, other_pole in _pairs(poles, distinction):
            if one_pole < 0 and other_pole in named:
                continue  # told against one that names its footing
            pair = _latest(
                collection, distinction, (one_pole, poles[one_pole]), (other_pole, poles[other_pole])
            )
            if pair is not None:
                named |= {one_pole, other_pole} if one_pole >= 0 else set()
                why = Told(distinction, *(words[f"{number} {side.lead.id}"] for side in pair))
                yield report.footing(*pair, why)


def _as_payout(one: Series) -> Series:
    """Dividends as a share of a profit as the payout ratio that they are."""
    key, profits = one.key, {metric for kin in definitions().kin for metric in kin.metrics}
    if key.metric != "dividend" or key.measure is not Measure.RATIO or key.of not in profits:
        return one
    return replace(one, key=replace(key, metric=_PAYOUT, measure=Measure.LEVEL))


def _claims(one: Series) -> Iterator[tuple[Moment | None, Claim]]:
    """The claims of a series with their times; of a flow without a time none, of what stands all."""
    for moment, claims in one.dated.items():
        yield from ((moment, claim) for claim in claims)
    if one.key.stance is not Stance.FLOW:
        yield from ((None, claim) for claim in one.undated)


def _thing(key: SeriesKey, distinction: Distinction) -> SeriesKey:
    """What a series is of, but for the footing: where the words name the thing, whatever its metric is."""
    rest = tuple(
        (kind, word)
        for kind, word in key.slices
        if kind not in distinction.free
        and kind not in _FREE
        and not (kind == KIND and distinction.across)
        and not any(pole.search(word) for pole in distinction.poles)
    )
    bare = replace(key, slices=rest, of="" if key.metric == _PAYOUT else key.of)
    return replace(bare, metric="", label="") if distinction.across else bare


def _pairs(poles: Iterable[int], distinction: Distinction) -> Iterator[tuple[int, int]]:
    """Footings held against each other; what says nothing last, and only against those that stand alone."""
    told = sorted(poles, key=lambda pole: (pole < 0, pole))
    for place, one in enumerate(told):
        for other in told[place + 1 :]:
            if other >= 0:
                yield one, other
            elif one in distinction.alone:
                yield other, one  # what says nothing stands for the whole


def _latest(
    collection: Collection,
    distinction: Distinction,
    one: tuple[int, dict[_At, list[Claim]]],
    other: tuple[int, dict[_At, list[Claim]]],
) -> tuple[Side, Side] | None:
    """The sides of two footings at the latest time that a reader may take for one."""
    sure = min(one[0], other[0]) >= 0
    met = [
        (max((m.last for m in (a[1], b[1]) if m is not None), default=None), a, b)
        for a, b in product(one[1], other[1])
        if a != b and _at_one_time(a, b, distinction, sure=sure) and _alike(a, b, distinction, sure=sure)
    ]
    if not met:
        return None
    last = max((day for day, _, _ in met if day is not None), default=None)
    latest = sorted(((a, b) for day, a, b in met if day == last), key=repr)
    if not sure:  # the whole is what most texts tell
        most = max(latest, key=lambda x: len({claim.document for claim in one[1][x[0]]}))[0]
        latest = [(a, b) for a, b in latest if a == most and not _ahead(collection, one[1][a])]
    for a, b in latest:
        here, there = sides(one[1][a]), sides(other[1][b])
        if (a[0].metric != b[0].metric or distinction.free) and max(len(here), len(there)) > 1:
            continue  # several things under such words, or several companies' shares
        pair = ranked(here, collection)[0], ranked(there, collection)[0]
        if _mistakable(*pair, _FARTHEST if sure else distinction.farthest) and (
            distinction.unordered or in_order(distinction, (one[0], pair[0]), (other[0], pair[1]))
        ):
            return pair
    return None


def _at_one_time(a: _At, b: _At, distinction: Distinction, *, sure: bool) -> bool:
    """Whether two figures are of one stretch, or stand at the day on which the other's stretch ends.

    Where both name their footing, a day may be that of the text: those of two texts are near each other.
    Where the first does not, its time must be known: it may be another's than that of the part beside it.
    """
    one, other = a[1], b[1]
    if one is None or other is None:
        return sure or one is not None or other is None  # a stands for the whole
    days = [moment.first == moment.last for moment in (one, other)]
    if sure and distinction.within:
        return one.first <= other.last and other.first <= one.last
    if sure and all(days):
        return abs((one.last - other.last).days) <= _NEAR
    return (one.first == other.first or any(days)) and one.last == other.last


def _alike(a: _At, b: _At, distinction: Distinction, *, sure: bool) -> bool:
    """Whether two things differ in nothing that their slices say beyond the footing."""
    if not sure and not _one_item(a[0], b[0], distinction):
        return False
    things = [{word for kind, word in key.slices if kind == KIND} for key, _ in (a, b)]
    if distinction.across and all(things) and things[0].isdisjoint(things[1]):
        return any(pole.search(word) for pole in distinction.poles for word in things[0] | things[1])
    if not distinction.free:
        return True
    left = [
        {
            rest
            for kind, word in key.slices
            if kind in distinction.free and (rest := _without(word, distinction))
        }
        for key, _ in (a, b)
    ]
    return not all(left) or not left[0].isdisjoint(left[1])


def _ahead(collection: Collection, claims: Iterable[Claim]) -> bool:
    """Whether all of some figures are of a time that was not over when they came out."""
    days = [(collection.document[c.document].published, try_parse(c.period or "")) for c in claims]
    return all(day is not None and span is not None and day < span.last for day, span in days)


def _one_item(one: SeriesKey, other: SeriesKey, distinction: Distinction) -> bool:
    """Whether the words under which two figures go may name one thing (会员, 活跃会员)."""
    items = [_without(dict(key.slices).get("item", ""), distinction) for key in (one, other)]
    if not all(items):
        return not any(items) or one.metric in definitions().scoped_counts
    return items[0] in items[1] or items[1] in items[0]


def _without(word: str, distinction: Distinction) -> str:
    """A slice without the words of the footings and what goes with them."""
    for pattern in (*distinction.poles, distinction.plain):
        word = pattern.sub("", word)
    return word


def _mistakable(one: Side, other: Side, farthest: Fraction | int) -> bool:
    """Whether two figures differ, no slip makes them one, and not the same documents tell both."""
    if one.documents == other.documents or one.lead.unit != other.lead.unit:
        return False
    if judged(one.lead, other.lead).agrees or slipped(one.lead, other.lead):
        return False
    return not far_apart(one.lead, other.lead, farthest)
