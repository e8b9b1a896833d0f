"""The same fact in several documents, or twice in one: what agrees, what conflicts, what only seems to.

Takes a collection; gives findings. Claims are grouped into series and moments, each moment's claims into
sides that agree; the sides of one moment are compared, and so are neighbouring moments of standing facts.
What a pair of sides that differ is told as stands in `rules.conflicts`, what two series have to do with each
other in `rules.kindred`. What is not known to be comparable stays silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from claims.model import Claim, Measure
from rules.believable import TELLING, believable, far_apart, off_by_scale
from rules.borrowed import borrowed
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.conflicts import Conflicts
from rules.definitions import definitions
from rules.doubts import Doubts
from rules.facts import FactBook
from rules.grouping import all_series
from rules.issues import ISSUE, STAGE
from rules.kindred import across_series
from rules.knowledge import knowledge
from rules.model import Finding, Verdict
from rules.outcome import Outcome, Strain, digits
from rules.ownwords import in_own_words
from rules.restrictions import named_both_ways, named_wider
from rules.series import Moment, Series, SeriesKey, Stance, distinct, judged, number, told_apart
from rules.sides import Side, ranked, sides, standing
from rules.slips import SlipKind
from rules.soldcounts import misplaced_points
from rules.surroundings import words_before

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
    taken = tuple(borrowed(collection, series, comparison.doubts, shown))
    moved = tuple(misplaced_points(collection, series, comparison.doubts, shown))
    told = {*shown, *(finding.claims[0] for finding in (*taken, *moved))}
    worded = in_own_words(collection, series, comparison.doubts, told)
    explained = {_pair(collection, finding) for finding in one_by_one if finding.verdict is Verdict.EXPLAINED}
    return (
        *one_by_one,
        *taken,
        *moved,
        *worded,
        *_once(collection, across_series(collection, series), explained),
    )


_Pair = tuple[str, frozenset[tuple[str, str]]]


def _pair(collection: Collection, finding: Finding) -> _Pair:
    """The rule of a finding with its figures, by which an explanation is known again."""
    claims = (collection.claim[claim] for claim in finding.claims)
    return finding.rule, frozenset((claim.value, claim.unit) for claim in claims)


def _once(collection: Collection, findings: Iterable[Finding], explained: set[_Pair]) -> Iterator[Finding]:
    """Findings without those that explain by one rule a pair of figures that one before them explains.

    A profit that texts give under two words differs from the adjusted one but once.
    """
    told = set(explained)
    for finding in findings:
        if finding.verdict is Verdict.EXPLAINED:
            key = _pair(collection, finding)
            if key in told:
                continue
            told.add(key)
        yield finding


class Comparison:
    """The comparison of one collection's claims, series by series."""

    def __init__(self, collection: Collection, series: Iterable[Series]) -> None:
        self._collection = collection
        self._report = Reporter(collection)
        self.doubts = Doubts(collection, series)
        self._conflicts = Conflicts(collection, self.doubts, self._report)

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
        if any(kind == STAGE for kind, _ in key.slices) and rest:
            yield from self._same(sides(rest), key)
            return
        yield from self._running_totals(rest, slots, key)
        yield from self._scaled(rest, slots, key)
        yield from self._undated_counts(rest, slots, key)
        for side in sides(rest):
            if len(side.documents) > 1 and digits(side.lead) >= TELLING:
                yield from self._report.agreement(side)

    def _same(self, parts: list[Side], key: SeriesKey) -> Iterator[Finding]:
        """The sides of one fact, the strongest against each of the others."""
        main, *others = ranked(parts, self._collection)
        yield from self._report.agreement(main)
        held = Counter(document for side in parts for document in side.documents)
        crowded = {document for document, count in held.items() if count > 2}
        for place, side in enumerate(others):
            twin = next((x for x in (main, *others[:place]) if _slipped(side, x)), None)
            if twin is not None or not side.documents <= crowded:
                other = twin or main
                weak, strong = (other, side) if self._misplaced(other, side, key) else (side, other)
                yield from self._conflicts.of(weak, (strong,), key)
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

    def _undated_counts(
        self, rest: list[Claim], slots: dict[Moment, list[Claim]], key: SeriesKey
    ) -> Iterator[Finding]:
        """First counts of which no time is said, beside the latest figure, which they come near."""
        if not slots or not rest or key.measure is not Measure.LEVEL or key.ahead:
            return
        final = ranked(sides(slots[max(slots)]), self._collection)[0]
        for side in sides(rest):
            early = self._conflicts.early(side, final, judged(side.lead, final.lead))
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
                yield from self._conflicts.of(side, (slipped,), key)
                continue
            outcomes = {m: believable(side.lead, x.lead) for m, x in dated.items()}
            failing = [m for m, o in outcomes.items() if off_by_scale(o)]
            failing = failing or [m for m, o in outcomes.items() if o.strain is Strain.BOUNDS_APART]
            if failing:
                first = dated[failing[-1]]
                also = [x for x in dated.values() if x is not first and judged(x.lead, first.lead).agrees]
                yield from self._conflicts.of(side, (first, *also), key)
            elif found := self._mislabelled(side, dated, outcomes, key):
                yield from self._conflicts.of(*found, key)
            elif turned := [(m, o) for m, x in dated.items() if (o := _turned(side, x)) is not None]:
                moment, outcome = turned[-1]
                swapped = _outvoted(side, dated[moment]) and _swapped(side, dated[moment])
                if (key.of_plant or swapped) and not self._conflicts.published_apart(side, dated[moment]):
                    yield from self._conflicts.of(side, (dated[moment],), key)
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
                yield from self._conflicts.of(Side((claim,)), (Side(tuple(own)),), key)

    def _scaled(
        self, rest: list[Claim], slots: dict[Moment, list[Claim]], key: SeriesKey
    ) -> Iterator[Finding]:
        """Figures without a date that have the digits of another text's, and another power of ten."""
        if not rest or key.ahead:
            return
        dated = [ranked(sides(claims), self._collection)[0] for _, claims in sorted(slots.items())]
        undated = ranked(sides(rest), self._collection)
        stands = key.stance is not Stance.FLOW  # of another year 57.85亿元 may be right beside 58.75亿元
        for place, side in enumerate(undated):
            against = (*reversed(dated), *undated[:place])
            if any(judged(side.lead, other.lead).agrees for other in against):
                continue
            slipped = next(
                (
                    x
                    for x in against
                    if (_same_digits(side, x) and _off_by_scale(side, x))
                    or (stands and (digits(side.lead) >= _LONG or _outvoted(side, x)) and _swapped(side, x))
                ),
                None,
            )
            if slipped is not None:
                yield from self._conflicts.of(side, (slipped,), key)

    def _standing(self, slots: dict[Moment, list[Claim]], key: SeriesKey) -> dict[Moment, list[Claim]]:
        """What stands at a day; of what a period holds several of, only what is summed up to that day."""
        days = {at: claims for at, claims in slots.items() if at.first == at.last}
        if key.metric not in definitions().events:
            return days
        if key.stance is Stance.BALANCE:  # 在手订单
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
            outcome = believable(weak.lead, main.lead)
            lasting = key.metric in known.timeless or key.metric in known.cumulative
            lasting = lasting or key.measure is Measure.DATE or key.metric == ISSUE
            lasting = lasting or (key.of_plant and not self._conflicts.published_apart(weak, main))
            slipped = next((side for side in (main, *others[:place]) if _off_by_scale(weak, side)), None)
            if slipped is not None:
                yield from self._conflicts.of(weak, (slipped,), key)
            elif lasting or outcome.strain is Strain.BOUNDS_APART:
                yield from self._conflicts.of(weak, (main,), key)
            elif outcome.agrees or weak.documents & main.documents:
                continue
            elif not self.doubts.kept_apart(weak, list(main.claims), key, outcome):
                if self._conflicts.published_apart(weak, main):
                    yield self._report.published_apart(weak, main)
                elif min(digits(weak.lead), digits(main.lead)) > 1:  # 4台 and 5台 are any two lots of things
                    yield self._report.differing(Verdict.TENSION, weak, list(main.claims), outcome)

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


def _off_by_scale(weak: Side, other: Side) -> bool:
    return off_by_scale(believable(weak.lead, other.lead))


def _same_digits(side: Side, other: Side) -> bool:
    """Whether two sides of different texts have their digits in common, more than chance would give."""
    one, two = side.lead, other.lead
    same = one.value.replace(".", "").strip("-0") == two.value.replace(".", "").strip("-0")
    fewest = TELLING if one.unit == "percent" else TELLING - 1
    return same and digits(one) >= fewest and not side.documents & other.documents


def _same_thing(side: Side, other: Side) -> bool:
    return side.lead.dimensions == other.lead.dimensions


def _slipped(side: Side, other: Side) -> bool:
    """Whether two sides are one figure but for its scale or two digits, even among many of one kind."""
    return _off_by_scale(side, other) or _swapped(side, other)


def _swapped(side: Side, other: Side) -> bool:
    """Whether two digits of many are swapped; of three only between documents."""
    slip = judged(side.lead, other.lead).slip
    fewest = _LONG if side.documents & other.documents else TELLING
    return slip is not None and slip.kind is SlipKind.SWAPPED and digits(side.lead) >= fewest


def _outvoted(side: Side, other: Side) -> bool:
    """Whether several texts hold one figure and a single one the other."""
    return len(side.documents) == 1 and len(other.documents) > 1


def _turned(side: Side, other: Side) -> Outcome | None:
    """What a figure comes to that has another's digits but for one, or two of them swapped; None for others.

    The other may be told with more digits in one place than in another.
    """
    for claim in distinct(other.claims):
        outcome = believable(side.lead, claim)
        slip = outcome.slip
        if (
            slip is not None
            and slip.kind in (SlipKind.SWAPPED, SlipKind.DIGIT)
            and digits(side.lead) >= TELLING
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
