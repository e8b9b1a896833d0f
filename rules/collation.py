"""The same fact in several documents, or twice in one: what agrees, what conflicts, what only seems to.

Takes a collection; gives findings. Claims are grouped into series and moments, each moment's claims into
sides that agree; the sides of one moment are compared, and so are neighbouring moments of standing facts.
What two series have to do with each other stands in `rules.kindred`. What is not known to be comparable stays
silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from claims.model import Basis, Claim, Measure
from rules.borrowed import borrowed
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.credible import credible
from rules.definitions import definitions
from rules.doubts import Doubts, believable, far_apart, off_by_scale, other_forecaster, own_views, preliminary
from rules.facts import FactBook
from rules.kindred import across_series
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.naming import item_of
from rules.outcome import Grade, Outcome, Strain, digits
from rules.restrictions import named_both_ways, named_wider
from rules.series import Moment, Series, SeriesKey, Stance, all_series, distinct, judged, number, told_apart
from rules.sides import Side, estimated, ranked, sides, standing
from rules.slips import SlipKind
from rules.surroundings import words_before

_TELLING = 3
"""Digits from which on two undated figures hardly agree by chance."""
_TELLING = 3
"""Digits from which on a slip between two words for one metric is no chance."""
_FAIR = 10
"""Percent up to which an estimate may miss."""
_LONG = 4
"""Digits from which on two swapped ones are no chance, even among many figures of one kind."""
_LEAP = 10
"""Times that a standing fact hardly grows by between two dates that a reader could confuse."""


def compared(collection: Collection) -> tuple[Finding, ...]:
    """Every finding of the comparison, in an order that does not depend on that of the documents."""
    series = collection.once(all_series)
    comparison = Comparison(collection, series)
    one_by_one = [finding for one in series for finding in comparison.of(one)]
    shown = {finding.claims[0] for finding in one_by_one if finding.verdict is Verdict.DISCREPANCY}
    taken = borrowed(collection, series, comparison.doubts, shown)
    return (*one_by_one, *taken, *across_series(collection, series))


class Comparison:
    """The comparison of one collection's claims, series by series."""

    def __init__(self, collection: Collection, series: Iterable[Series]) -> None:
        self._collection = collection
        self.doubts = Doubts(collection, series)
        self._report = Reporter(collection)

    def of(self, series: Series) -> Iterator[Finding]:
        """What one series gives."""
        key = series.key
        slots, rest = _placed(series)
        for claims in slots.values():
            yield from self._same(sides(claims), key)
        if key.stance is Stance.STANDING:
            if slots:
                yield from self._late(rest, slots, key)
            elif rest:
                yield from self._undated(rest, key)
            yield from self._movements(slots, key, definitions().near)
            return
        if key.measure is Measure.LEVEL and not key.ahead:
            yield from self._movements(self._standing(slots, key), key, definitions().near_balance)
        yield from self._running_totals(rest, slots, key)
        yield from self._scaled(rest, slots, key)
        yield from self._undated_counts(rest, slots, key)
        for side in sides(rest):
            if len(side.documents) > 1 and digits(side.lead) >= _TELLING:
                yield from self._report.agreement(side)

    def _same(self, parts: list[Side], key: SeriesKey) -> Iterator[Finding]:
        """The sides of one fact, the strongest against each of the others."""
        main, *others = ranked(parts, self._collection)
        yield from self._report.agreement(main)
        held = Counter(document for side in parts for document in side.documents)
        crowded = {document for document, count in held.items() if count > 2}
        for side in others:
            plain = _off_by_scale(side, main) or _swapped(side, judged(side.lead, main.lead))
            if plain or not side.documents <= crowded:
                weak, strong = (main, side) if self._misplaced(main, side, key) else (side, main)
                yield from self._conflict(weak, (strong,), key)
            elif names := self._wider(side, main):
                yield self._report.items(side, main, names)

    def _wider(self, side: Side, main: Side) -> tuple[str, str] | None:
        """The words of two sides of which one holds more, told by one document beside what it holds."""
        book = self._collection.once(FactBook)
        if any(named_both_ways(book, one.claims) for one in (side, main)) or off_by_scale(
            judged(side.lead, main.lead)
        ):
            return None
        return named_wider(book, side.lead, main.lead)

    def _misplaced(self, main: Side, side: Side, key: SeriesKey) -> bool:
        """Whether, of two sides of equal standing, the first one's figure is known to be another fact's."""
        even = standing(main, self._collection)[:-1] == standing(side, self._collection)[:-1]
        other_fact = self.doubts.other_fact
        return even and not other_fact(side, main, key) and bool(other_fact(main, side, key))

    def _conflict(self, weak: Side, strong: tuple[Side, ...], key: SeriesKey) -> Iterator[Finding]:
        """A side against those that it does not agree with, the strongest of them first."""
        outcome = believable(judged(weak.lead, strong[0].lead), weak.lead, strong[0].lead)
        against = [claim for side in strong for claim in side.claims]
        if key.ahead == Basis.FORECAST.value and not outcome.agrees and other_forecaster(weak, against, key):
            yield self._report.forecasters(weak, strong[0])
            return
        book = self._collection.once(FactBook)
        if key.ahead == Basis.FORECAST.value and _differ(outcome) and own_views(book, weak, against):
            yield self._report.forecasters(weak, strong[0])
            return
        if early := self._early(weak, strong[0], outcome):
            yield self._report.preliminary(*early)
            return
        if outcome.agrees or self.doubts.kept_apart(weak, against, key, outcome):
            return
        if weak.lead.unit == "date" and (planned(weak) or planned(strong[0])):
            if planned(weak) != planned(strong[0]):
                yield self._report.forecast(*sorted((weak, strong[0]), key=planned, reverse=True))
                return
            if self._published_apart(weak, strong[0]) or self._put_off(weak) or self._put_off(strong[0]):
                yield self._report.published_apart(weak, strong[0])
                return
        guess = next((side for side in strong if estimated(side, self._collection)), None)
        if not off_by_scale(outcome) and estimated(weak, self._collection) != (guess is not None):
            if _mistaken(outcome):
                yield self._report.differing(Verdict.TENSION, weak, against, outcome)
            else:
                yield self._report.estimate(weak, guess or strong[0])
            return
        slipped = outcome.slip is not None and outcome.slip.kind in (SlipKind.SWAPPED, SlipKind.DIGIT)
        if not off_by_scale(outcome) and not (slipped and digits(weak.lead) >= _TELLING):
            names = None if slipped else _other_item(weak.lead, strong[0].lead)
            if names is None and not any(named_both_ways(book, x) for x in (against, weak.claims)):
                names = named_wider(book, weak.lead, strong[0].lead)
            if names is not None:
                yield self._report.items(weak, strong[0], names)
                return
        other_fact = self.doubts.other_fact(weak, strong[0], key)
        if other_fact is None and not credible(book, weak.lead, strong[0].lead, outcome):
            return
        within = weak.lead.document in {claim.document for claim in against}
        slip = outcome.slip or other_fact
        if slip is not None and outcome.slip is None:
            outcome = replace(outcome, grade=Grade.CONTRADICTION, slip=slip)
        against.sort(key=lambda claim: claim.document != weak.lead.document)
        if outcome.grade is Grade.TENSION:
            yield self._report.differing(Verdict.TENSION, weak, against, outcome)
        elif self.doubts.certain(weak, against[0], key, outcome, within=within):
            yield self._report.differing(Verdict.DISCREPANCY, weak, against, outcome)
        elif _worth_saying(weak, against, outcome) and not _any_few(weak, against, key):
            yield self._report.differing(Verdict.TENSION, weak, against, outcome)

    def _early(self, weak: Side, strong: Side, outcome: Outcome) -> tuple[Side, Side] | None:
        """A side that is a first count and the final one, where they differ but a little."""
        if outcome.agrees or off_by_scale(outcome) or outcome.gap_percent > _FAIR:
            return None
        book = self._collection.once(FactBook)
        firsts = [side for side in (weak, strong) if preliminary(book, side, outcome)]
        if len(firsts) != 1:
            return None
        return (weak, strong) if firsts[0] is weak else (strong, weak)

    def _undated_counts(
        self, rest: list[Claim], slots: dict[Moment, list[Claim]], key: SeriesKey
    ) -> Iterator[Finding]:
        """First counts of which no time is said, beside the latest figure, which they come near."""
        if not slots or not rest or key.measure is not Measure.LEVEL or key.ahead:
            return
        final = ranked(sides(slots[max(slots)]), self._collection)[0]
        for side in sides(rest):
            early = self._early(side, final, judged(side.lead, final.lead))
            if early is not None and early[0] is side:
                yield self._report.preliminary(*early)

    def _late(self, rest: list[Claim], slots: dict[Moment, list[Claim]], key: SeriesKey) -> Iterator[Finding]:
        """Standing facts without a date that agree with no dated one."""
        dated = {moment: ranked(sides(claims), self._collection)[0] for moment, claims in slots.items()}
        undated = sides(rest)
        for place, side in enumerate(undated):
            yield from self._report.agreement(side)
            slipped = next(
                (x for x in undated[:place] if _same_thing(side, x) and _off_by_scale(side, x)), None
            )
            if slipped is not None:
                yield from self._conflict(side, (slipped,), key)
                continue
            outcomes = {m: believable(judged(side.lead, x.lead), side.lead, x.lead) for m, x in dated.items()}
            failing = [m for m, o in outcomes.items() if off_by_scale(o)]
            failing = failing or [m for m, o in outcomes.items() if o.strain is Strain.BOUNDS_APART]
            if failing:
                first = dated[failing[-1]]
                also = [x for x in dated.values() if x is not first and judged(x.lead, first.lead).agrees]
                yield from self._conflict(side, (first, *also), key)
            elif found := self._mislabelled(side, dated, outcomes, key):
                yield from self._conflict(*found, key)
            elif turned := [(m, o) for m, x in dated.items() if (o := _turned(side, x)) is not None]:
                moment, outcome = turned[-1]
                if key.of_plant and not self._published_apart(side, dated[moment]):
                    yield from self._conflict(side, (dated[moment],), key)
                    continue
                yield from self._hint(side, dated[moment], key, outcome)
            elif self._perhaps_of_another_date(side, dated, outcomes, key):
                latest = dated[max(dated)]
                yield self._report.unknown_date(side, latest)

    def _running_totals(
        self, rest: list[Claim], slots: dict[Moment, list[Claim]], key: SeriesKey
    ) -> Iterator[Finding]:
        """A running total of a headline against the one of its own text that says over what it ran."""
        dated = [c for claims in slots.values() for c in claims if "/" in (c.period or "") and self._runs(c)]
        for claim in rest:
            own = [c for c in dated if c.document == claim.document]
            if len({c.period for c in own}) == 1 and self._runs(claim):
                yield from self._conflict(Side((claim,)), (Side(tuple(own)),), key)

    def _scaled(
        self, rest: list[Claim], slots: dict[Moment, list[Claim]], key: SeriesKey
    ) -> Iterator[Finding]:
        """Figures without a date that have the digits of another text's, and another power of ten."""
        if not rest or key.ahead:
            return
        dated = [ranked(sides(claims), self._collection)[0] for _, claims in sorted(slots.items())]
        undated = ranked(sides(rest), self._collection)
        for place, side in enumerate(undated):
            against = (*reversed(dated), *undated[:place])
            if any(judged(side.lead, other.lead).agrees for other in against):
                continue
            slipped = next((x for x in against if _same_digits(side, x) and _off_by_scale(side, x)), None)
            if slipped is not None:
                yield from self._conflict(side, (slipped,), key)

    def _standing(self, slots: dict[Moment, list[Claim]], key: SeriesKey) -> dict[Moment, list[Claim]]:
        """What stands at a day; of what a period holds several of, only what is summed up to that day."""
        days = {at: claims for at, claims in slots.items() if at.first == at.last}
        if key.metric not in definitions().events:
            return days
        summed = {at: [claim for claim in claims if self._runs(claim)] for at, claims in days.items()}
        return {at: claims for at, claims in summed.items() if claims}

    def _runs(self, claim: Claim) -> bool:
        words = words_before(self._collection.once(FactBook), claim)
        return any(cue in words for cue in knowledge().running_cues)

    def _mislabelled(
        self, side: Side, dated: dict[Moment, Side], outcomes: dict[Moment, Outcome], key: SeriesKey
    ) -> tuple[Side, tuple[Side, ...]] | None:
        """A side and a dated one of which either gives a sibling's figure under this name."""
        for moment, other in dated.items():
            if not outcomes[moment].agrees:
                for weak, strong in ((side, other), (other, side)):
                    if self.doubts.mislabelled(weak, strong, key):
                        return weak, (strong,)
        return None

    def _hint(self, side: Side, other: Side, key: SeriesKey, outcome: Outcome) -> Iterator[Finding]:
        """A side whose digits are the other's, two of them swapped: hardly another date's figure."""
        if not self.doubts.kept_apart(side, list(other.claims), key, outcome):
            yield self._report.differing(Verdict.TENSION, side, list(other.claims), outcome)

    def _perhaps_of_another_date(
        self, side: Side, dated: dict[Moment, Side], outcomes: dict[Moment, Outcome], key: SeriesKey
    ) -> bool:
        latest = max(dated)
        ends = [number(other.lead) for other in dated.values()]
        if outcomes[latest].agrees or min(ends) <= number(side.lead) <= max(ends):
            return False
        own = any(side.documents & other.documents for other in dated.values())
        if own or far_apart(side.lead, dated[latest].lead):
            return False
        return not self.doubts.kept_apart(side, list(dated[latest].claims), key, outcomes[latest])

    def _undated(self, rest: list[Claim], key: SeriesKey) -> Iterator[Finding]:
        """Undated figures of a standing fact: compared as if of one date, and the finding says so."""
        main, *others = ranked(sides(rest), self._collection)
        yield from self._report.agreement(main)
        known = definitions()
        for place, weak in enumerate(others):
            outcome = believable(judged(weak.lead, main.lead), weak.lead, main.lead)
            lasting = key.metric in known.timeless or key.metric in known.cumulative
            lasting = lasting or key.measure is Measure.DATE
            lasting = lasting or (key.of_plant and not self._published_apart(weak, main))
            slipped = next((side for side in (main, *others[:place]) if _off_by_scale(weak, side)), None)
            if slipped is not None:
                yield from self._conflict(weak, (slipped,), key)
            elif lasting or outcome.strain is Strain.BOUNDS_APART:
                yield from self._conflict(weak, (main,), key)
            elif outcome.agrees or weak.documents & main.documents:
                continue
            elif not self.doubts.kept_apart(weak, list(main.claims), key, outcome):
                if self._published_apart(weak, main):
                    yield self._report.published_apart(weak, main)
                elif min(digits(weak.lead), digits(main.lead)) > 1:  # 4台 and 5台 are any two lots of things
                    yield self._report.differing(Verdict.TENSION, weak, list(main.claims), outcome)

    def _put_off(self, side: Side) -> bool:
        """Whether a plan's sentence says that it was another before (`推迟至2027年`)."""
        book = self._collection.once(FactBook)
        return any(definitions().put_off.search(book.words(claim)) for claim in side.claims)

    def _published_apart(self, a: Side, b: Side) -> bool:
        days = [[self._collection.document[d].published for d in side.documents] for side in (a, b)]
        gaps = [abs((x - y).days) for x in days[0] for y in days[1] if x is not None and y is not None]
        return bool(gaps) and min(gaps) >= definitions().apart

    def _movements(self, slots: dict[Moment, list[Claim]], key: SeriesKey, days: int) -> Iterator[Finding]:
        """Neighbouring dates at most so many days apart, unless the same documents speak of both."""
        if not told_apart(key.metric, (kind for kind, _ in key.slices)):
            return
        dated = [(m, self._leading(sides(claims), key)) for m, claims in sorted(slots.items())]
        for (before, earlier), (after, later) in pairwise(dated):
            near = (after.last - before.last).days <= days
            leap = far_apart(earlier.lead, later.lead, _LEAP)
            differ = not judged(earlier.lead, later.lead).agrees
            if near and differ and not leap and earlier.documents != later.documents:
                yield self._report.movement(earlier, later)

    def _leading(self, parts: list[Side], key: SeriesKey) -> Side:
        """The strongest side; of what no metric names, the largest, beside which its parts are told."""
        if key.metric == "other" and len({side.documents for side in parts}) == 1:
            return max(parts, key=lambda side: number(side.lead))
        return ranked(parts, self._collection)[0]


def planned(side: Side) -> bool:
    """Whether nobody on a side says that what it dates has happened."""
    return all(claim.basis in (Basis.FORECAST, Basis.TARGET) for claim in side.claims)


def _other_item(a: Claim, b: Claim) -> tuple[str, str] | None:
    """The two names that figures go under, where one may hold more (货币资金, 现金及现金等价物)."""
    one, other = item_of(a), item_of(b)
    return (one, other) if one and other and one != other and a.metric in definitions().broad else None


def _differ(outcome: Outcome) -> bool:
    """Whether two figures differ, and no slip explains how."""
    return not outcome.agrees and outcome.slip is None


def _off_by_scale(weak: Side, other: Side) -> bool:
    return off_by_scale(believable(judged(weak.lead, other.lead), weak.lead, other.lead))


def _same_digits(side: Side, other: Side) -> bool:
    """Whether two sides of different texts have their digits in common, more than chance would give."""
    one, two = side.lead, other.lead
    same = one.value.replace(".", "").strip("-0") == two.value.replace(".", "").strip("-0")
    fewest = _TELLING if one.unit == "percent" else _TELLING - 1
    return same and digits(one) >= fewest and not side.documents & other.documents


def _same_thing(side: Side, other: Side) -> bool:
    return side.lead.dimensions == other.lead.dimensions


def _any_few(weak: Side, against: list[Claim], key: SeriesKey) -> bool:
    """Whether two counts of a few, of what no metric names, are any two lots (2名 and 4名 who left)."""
    return key.metric == "other" and max(digits(weak.lead), digits(against[0])) == 1


def _worth_saying(weak: Side, against: list[Claim], outcome: Outcome) -> bool:
    """Whether a conflict that is not certain is no mere lack of context within one document."""
    if outcome.slip is not None or outcome.strain is Strain.BOUNDS_APART:
        return True
    return any(claim.document not in weak.documents for claim in against)


def _mistaken(outcome: Outcome) -> bool:
    """Whether an estimate misses what is known by a slip rather than by the estimator's error."""
    if outcome.slip is None:
        return False
    return outcome.slip.kind is SlipKind.SWAPPED or outcome.gap_percent > _FAIR


def _swapped(side: Side, outcome: Outcome) -> bool:
    """Whether two digits of many are swapped: no chance, even among many figures of one kind."""
    swapped = outcome.slip is not None and outcome.slip.kind is SlipKind.SWAPPED
    return swapped and digits(side.lead) >= _LONG


def _turned(side: Side, other: Side) -> Outcome | None:
    """What a figure comes to that has another's digits but for one, or two of them swapped; None for others.

    The other may be told with more digits in one place than in another.
    """
    for claim in distinct(other.claims):
        outcome = believable(judged(side.lead, claim), side.lead, claim)
        slip = outcome.slip
        if (
            slip is not None
            and slip.kind in (SlipKind.SWAPPED, SlipKind.DIGIT)
            and digits(side.lead) >= _TELLING
        ):
            return outcome
    return None


def _placed(series: Series) -> tuple[dict[Moment, list[Claim]], list[Claim]]:
    """A series' claims by moment, undated standing facts beside the dated ones that they agree with."""
    slots = {moment: list(claims) for moment, claims in series.dated.items()}
    if series.key.stance is not Stance.STANDING:
        return slots, list(series.undated)
    rest: list[Claim] = []
    readings = {moment: distinct(claims) for moment, claims in series.dated.items()}
    for side in sides(series.undated):
        fitting = [
            (any(claim.document in side.documents for claim in claims), moment)
            for moment, claims in series.dated.items()
            if any(judged(a, b).agrees for a in distinct(side.claims) for b in readings[moment])
        ]  # a document's own date goes before the latest one
        (slots[max(fitting)[1]] if fitting else rest).extend(side.claims)
    return slots, rest
