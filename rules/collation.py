"""The same fact in several documents, or twice in one: what agrees, what conflicts, what only seems to.

Takes a collection; gives findings. Claims are grouped into series and moments, each moment's claims into
sides that agree; the sides of one moment are compared, and so are neighbouring moments, definitions and bases
that a reader could take for the same fact. What is not known to be comparable stays silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from claims.model import Claim, Measure
from rules.collation_messages import Wording
from rules.collection import Collection
from rules.definitions import definitions
from rules.facts import FactBook
from rules.findings import make_finding
from rules.model import Finding, Verdict
from rules.origins import origins_of
from rules.outcome import Grade, Outcome, Strain, reading
from rules.series import Moment, Series, SeriesKey, Stance, all_series, judged, number, told_apart
from rules.sides import Side, clearest, sides, weight
from rules.slips import Slip, SlipKind

MOST_CLAIMS = 16
"""A finding that points everywhere points nowhere."""
_TELLING = 3
"""Digits that a figure must have to be known again elsewhere."""
_PARTS = ("segment", "product", "model", "customer")
"""Slices that a sentence may name without the claim being tied to them."""
_LEAP = 10
"""Times that a standing fact hardly grows by between two dates that a reader could confuse."""
_PLAIN_DIGITS = 4
"""Digits from which on two different facts hardly share a figure by chance."""


def compared(collection: Collection) -> tuple[Finding, ...]:
    """Every finding of the comparison, in an order that does not depend on that of the documents."""
    return tuple(Comparison(collection).findings())


class Comparison:
    """The comparison of one collection's claims."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.book = collection.once(FactBook)
        self.wording = Wording(collection)
        self.series = all_series(collection)
        self._known: dict[tuple[str, Measure, str, object], list[tuple[Series, Moment, Claim]]] = defaultdict(
            list
        )
        self._parts: dict[str, set[str]] = defaultdict(set)
        for series in self.series:
            key = series.key
            self._parts[key.entity].update(
                word for kind, word in key.slices if kind in _PARTS and len(word) > 1
            )
            for moment, claims in series.dated.items():
                for claim in claims:
                    if digits(claim) >= _TELLING:
                        place = (key.entity, key.measure, key.unit, number(claim))
                        self._known[place].append((series, moment, claim))

    def findings(self) -> Iterator[Finding]:
        """All findings, series by series, then across series."""
        for series in self.series:
            slots, rest = self._placed(series)
            for claims in slots.values():
                yield from self._same(sides(claims), series.key)
            if series.key.stance is Stance.STANDING:
                yield from self._undated(rest, slots, series.key)
                yield from self._movements(slots, series.key)
            else:
                for side in sides(rest):
                    if len(side.documents) > 1 and digits(side.lead) >= _TELLING:
                        yield from self._agreement(side, ())
            if series.key.stance is Stance.FLOW:
                yield from self._misdated(series)
        yield from self._definitions()
        yield from self._forecasts()

    def _placed(self, series: Series) -> tuple[dict[Moment, list[Claim]], list[Claim]]:
        """A series' claims by moment, undated standing facts beside the dated ones that they agree with."""
        slots = {moment: list(claims) for moment, claims in series.dated.items()}
        if series.key.stance is not Stance.STANDING:
            return slots, list(series.undated)
        rest: list[Claim] = []
        for side in sides(series.undated):
            fitting = [
                moment
                for moment, claims in series.dated.items()
                if any(judged(a, b).agrees for a in side.claims for b in claims)
            ]
            (slots[max(fitting)] if fitting else rest).extend(side.claims)
        return slots, rest

    def _ranked(self, parts: list[Side]) -> list[Side]:
        return parts if len(parts) < 2 else sorted(parts, key=lambda side: weight(side, self.collection))

    def _same(self, parts: list[Side], key: SeriesKey) -> Iterator[Finding]:
        """The sides of one fact, the strongest against each of the others."""
        main, *others = self._ranked(parts)
        yield from self._agreement(main, others)
        crowded = {
            document
            for document in main.documents.union(*(side.documents for side in others))
            if sum(document in side.documents for side in parts) > 2
        }
        for side in others:
            if not side.documents <= crowded:
                weak, strong = (main, side) if self._misplaced(main, side, key) else (side, main)
                yield from self._conflict(weak, (strong,), key)

    def _misplaced(self, main: Side, side: Side, key: SeriesKey) -> bool:
        """Whether, of two sides of equal standing, the first one's figure is known to be another fact's."""
        even = weight(main, self.collection)[:3] == weight(side, self.collection)[:3]
        return even and not self._elsewhere(side, main, key) and bool(self._elsewhere(main, side, key))

    def _agreement(self, side: Side, others: Iterable[Side]) -> Iterator[Finding]:
        """One finding for all claims that agree."""
        places = {(claim.document, self.book.place(claim).sentence) for claim in side.claims}
        within = len(side.documents) == 1
        if len(places) < 2 or (within and (any(others) or side.lead.unit in ("date", "rank"))):
            return
        claims = clearest(side.claims, MOST_CLAIMS)
        origins = origins_of(self.collection, side.claims)
        yield make_finding(
            self.collection,
            rule="C202" if within else "C201",
            verdict=Verdict.AGREEMENT,
            message=self.wording.agreement(side, origins),
            claims=claims,
            origins=origins,
        )

    def _conflict(self, weak: Side, strong: tuple[Side, ...], key: SeriesKey) -> Iterator[Finding]:
        """A side against those that it does not agree with, the strongest of them first."""
        outcome = _believable(judged(weak.lead, strong[0].lead), weak.lead, strong[0].lead)
        against = [claim for side in strong for claim in side.claims]
        if outcome.agrees or self._kept_apart(weak, against, key, outcome):
            return
        within = weak.lead.document in {claim.document for claim in against}
        against.sort(key=lambda claim: claim.document != weak.lead.document)
        if bool(weak.estimates) != any(side.estimates for side in strong):
            yield self._estimate(weak, strong)
            return
        slip = outcome.slip or self._elsewhere(weak, strong[0], key)
        if slip is not None and outcome.slip is None:
            outcome = replace(outcome, grade=Grade.CONTRADICTION, slip=slip)
        verdict = Verdict.DISCREPANCY if outcome.grade is Grade.CONTRADICTION else Verdict.TENSION
        if verdict is Verdict.DISCREPANCY and not self._certain(
            weak, against[0], key, outcome, within=within
        ):
            if within:
                return
            verdict = Verdict.TENSION
        claims = [weak.lead, *_nearest_first(against, weak), *weak.claims[1:]][:MOST_CLAIMS]
        yield self._differing(verdict, "C202" if within else "C201", weak, claims, against, outcome)

    def _differing(
        self,
        verdict: Verdict,
        rule: str,
        weak: Side,
        claims: list[Claim],
        against: list[Claim],
        outcome: Outcome,
    ) -> Finding:
        dates = weak.lead.unit in ("date", "rank")
        expected = None if dates else reading(against[0]).core.stated(against[0].unit)
        stated = None if dates else reading(weak.lead).core.stated(weak.lead.unit)
        slip = outcome.slip
        repair = slip.repair if slip is not None else None
        return make_finding(
            self.collection,
            rule=rule,
            verdict=verdict,
            message=self.wording.conflict(verdict, weak, against, outcome),
            claims=claims,
            expected=expected if verdict is Verdict.DISCREPANCY else None,
            stated=stated if verdict is Verdict.DISCREPANCY else None,
            suggestion=f"{weak.lead.text} → {repair}" if repair and verdict is Verdict.DISCREPANCY else None,
            origins=origins_of(self.collection, weak.claims),
        )

    # What keeps two sides from being compared, one cause a predicate.

    def _kept_apart(self, weak: Side, against: list[Claim], key: SeriesKey, outcome: Outcome) -> bool:
        return (
            self._one_breath(weak.claims, against)
            or not told_apart(key.metric, (kind for kind, _ in key.slices))
            or (not _off_by_scale(outcome) and self._names_a_part(weak, key))
            or self._in_doubt_whose(weak.lead)
            or (key.metric in definitions().events and not _off_by_scale(outcome) and not key.slices)
            or _other_forecaster(weak, against, key)
        )

    def _one_breath(self, claims: Iterable[Claim], others: Iterable[Claim]) -> bool:
        """Whether one sentence holds both: nobody contradicts himself in one breath, so they differ."""
        here = {(claim.document, self.book.place(claim).sentence) for claim in claims}
        return any((claim.document, self.book.place(claim).sentence) in here for claim in others)

    def _names_a_part(self, side: Side, key: SeriesKey) -> bool:
        """Whether the suspect's sentence names a part of the whole that the claim was not tied to."""
        words = self.book.words(side.lead)
        return any(part in words for part in self._parts[key.entity] - {word for _, word in key.slices})

    def _in_doubt_whose(self, claim: Claim) -> bool:
        """Whether a sentence that does not name the company also speaks of another one."""
        named = claim.entity is not None and claim.entity in self.book.words(claim)
        return not named and any(
            other.entity is not None and other.entity != claim.entity for other in self.book.sentence(claim)
        )

    def _certain(self, weak: Side, against: Claim, key: SeriesKey, outcome: Outcome, *, within: bool) -> bool:
        """Whether a contradiction is plain enough to be called one."""
        if outcome.slip is not None:
            return True
        if key.metric == "other" or key.ahead:
            return False
        if weak.lead.unit == "date":
            return True
        return outcome.gap_percent <= 25 if within else not _far_apart(weak.lead, against)

    def _elsewhere(self, weak: Side, strong: Side, key: SeriesKey) -> Slip | None:
        """The slip of a figure that belongs to another period, slice or definition of the same company."""
        if weak.lead.unit in ("date", "rank") or digits(weak.lead) < _TELLING:
            return None
        family = definitions().family
        for series, _, claim in self._known[key.entity, key.measure, key.unit, number(weak.lead)]:
            if claim.document in weak.documents:
                continue
            if series.key == key:
                if claim.period != weak.lead.period:
                    return Slip(SlipKind.NEIGHBOUR, strong.lead.text)
            elif series.key.metric == key.metric:
                return Slip(SlipKind.SIBLING, strong.lead.text)
            elif key.metric in family and family.get(series.key.metric) == family[key.metric]:
                return Slip(SlipKind.ADJUSTED, strong.lead.text)
        return None

    def _estimate(self, weak: Side, strong: tuple[Side, ...]) -> Finding:
        guess, known = (weak, strong[0]) if weak.estimates else (strong[0], weak)
        flat = [claim for claim in guess.claims if claim not in guess.estimates]
        claims = [*clearest(flat, 5), *clearest(guess.estimates, 5), *clearest(known.claims, 6)]
        return make_finding(
            self.collection,
            rule="C205",
            verdict=Verdict.EXPLAINED,
            message=self.wording.estimate(guess, known),
            claims=claims,
            origins=origins_of(self.collection, guess.claims),
        )

    def _undated(
        self, rest: list[Claim], slots: dict[Moment, list[Claim]], key: SeriesKey
    ) -> Iterator[Finding]:
        """Standing facts without a date that agree with no dated one."""
        if not rest:
            return
        if not slots:
            main, *others = self._ranked(sides(rest))
            yield from self._agreement(main, others)
            for side in others:
                yield from self._undated_pair(side, main, key)
            return
        dated = {moment: self._ranked(sides(claims))[0] for moment, claims in slots.items()}
        for side in sides(rest):
            yield from self._agreement(side, ())
            outcomes = {
                moment: _believable(judged(side.lead, other.lead), side.lead, other.lead)
                for moment, other in dated.items()
            }
            slipped = [m for m, o in outcomes.items() if _off_by_scale(o)]
            apart = [m for m, o in outcomes.items() if o.strain is Strain.BOUNDS_APART]
            if not told_apart(key.metric, (kind for kind, _ in key.slices)):
                continue
            if slipped or apart:
                against = [dated[m] for m in reversed(slipped or apart)]
                against += [
                    other
                    for other in dated.values()
                    if other not in against and judged(other.lead, against[0].lead).agrees
                ]
                yield from self._conflict(side, tuple(against), key)
                continue
            latest = max(dated)
            ends = [number(other.lead) for other in dated.values()]
            within = side.documents & dated[latest].documents
            between = min(ends) <= number(side.lead) <= max(ends)
            known = outcomes[latest].agrees or between or within or _far_apart(side.lead, dated[latest].lead)
            if not known and not self._names_a_part(side, key):
                message = self.wording.unknown_date(side, dated[latest])
                yield self._explained("C203", message, side, dated[latest])

    def _undated_pair(self, weak: Side, main: Side, key: SeriesKey) -> Iterator[Finding]:
        """Two undated figures of a standing fact: compared as if of one date, and the finding says so."""
        outcome = _believable(judged(weak.lead, main.lead), weak.lead, main.lead)
        scale = _off_by_scale(outcome)
        lasting = key.metric in definitions().timeless or key.metric in definitions().cumulative
        if scale or lasting or outcome.strain is Strain.BOUNDS_APART:
            yield from self._conflict(weak, (main,), key)
        elif (
            outcome.agrees
            or weak.documents & main.documents
            or self._kept_apart(weak, list(main.claims), key, outcome)
        ):
            return
        elif self._published_apart(weak, main):
            yield self._explained("C203", self.wording.published_apart(weak, main), weak, main)
        else:
            claims = [weak.lead, *_nearest_first(main.claims, weak), *weak.claims[1:]][:MOST_CLAIMS]
            yield self._differing(Verdict.TENSION, "C201", weak, claims, list(main.claims), outcome)

    def _published_apart(self, a: Side, b: Side) -> bool:
        days = [[self.collection.document[d].published for d in side.documents] for side in (a, b)]
        gaps = [abs((x - y).days) for x in days[0] for y in days[1] if x is not None and y is not None]
        return bool(gaps) and min(gaps) >= definitions().apart

    def _explained(self, rule: str, message: str, first: Side, second: Side) -> Finding:
        claims = [*clearest(first.claims, MOST_CLAIMS // 2), *clearest(second.claims, MOST_CLAIMS // 2)]
        return make_finding(
            self.collection,
            rule=rule,
            verdict=Verdict.EXPLAINED,
            message=message,
            claims=claims,
            origins=origins_of(self.collection, first.claims),
        )

    def _movements(self, slots: dict[Moment, list[Claim]], key: SeriesKey) -> Iterator[Finding]:
        """Neighbouring dates of a standing fact that different documents speak of."""
        if not told_apart(key.metric, (kind for kind, _ in key.slices)):
            return
        dated = [(m, self._ranked(sides(claims))[0]) for m, claims in sorted(slots.items())]
        for (before, earlier), (after, later) in pairwise(dated):
            if (after.last - before.last).days > definitions().near or _told_together(earlier, later):
                continue
            leap = _far_apart(earlier.lead, later.lead, _LEAP)
            if not leap and not judged(earlier.lead, later.lead).agrees:
                yield self._explained("C203", self.wording.movement(earlier, later), earlier, later)

    def _misdated(self, series: Series) -> Iterator[Finding]:
        """A figure that one document gives for one period and another document for another."""
        told: dict[object, list[tuple[Moment, Claim]]] = defaultdict(list)
        spoken = {m: {claim.document for claim in claims} for m, claims in series.dated.items()}
        for moment, claims in series.dated.items():
            for claim in claims:
                if claim.measure is Measure.LEVEL and digits(claim) >= _PLAIN_DIGITS:
                    told[number(claim)].append((moment, claim))
        for places in told.values():
            first, *others = places
            for moment, claim in others:
                apart = claim.document not in spoken[first[0]] and first[1].document not in spoken[moment]
                if moment != first[0] and apart:
                    yield self._moved(first[1], claim)
                    break

    def _moved(self, one: Claim, other: Claim) -> Finding:
        return make_finding(
            self.collection,
            rule="C206",
            verdict=Verdict.TENSION,
            message=self.wording.moved(one, other),
            claims=(one, other),
        )

    def _definitions(self) -> Iterator[Finding]:
        """Kindred metrics of one company and period, each given by documents that lack the other."""
        kin: dict[tuple[int, SeriesKey], list[Series]] = defaultdict(list)
        for series in self.series:
            family = definitions().family.get(series.key.metric)
            if family is not None and series.key.measure is Measure.LEVEL:
                kin[family, replace(series.key, metric="")].append(series)
        for (family, _), members in kin.items():
            loose = definitions().kin[family].loose
            for a, b in combinations(members, 2):
                for moment in sorted(a.dated.keys() & b.dated.keys(), reverse=True)[:2]:
                    one, other = (self._ranked(sides(x.dated[moment]))[0] for x in (a, b))
                    if not (one.documents - other.documents and other.documents - one.documents):
                        continue
                    if not judged(one.lead, other.lead).agrees:
                        yield self._explained("C204", self.wording.definition(one, other), one, other)
                    elif digits(one.lead) >= _PLAIN_DIGITS and not {a.key.metric, b.key.metric} <= set(loose):
                        yield self._moved(one.lead, other.lead)

    def _forecasts(self) -> Iterator[Finding]:
        """A forecast or target in one document against the result in another."""
        known = {series.key: series for series in self.series if not series.key.ahead}
        for series in self.series:
            result = known.get(replace(series.key, ahead="")) if series.key.ahead else None
            if result is None:
                continue
            for moment in sorted(series.dated.keys() & result.dated.keys(), reverse=True)[:2]:
                ahead, done = (self._ranked(sides(x.dated[moment]))[0] for x in (series, result))
                if ahead.documents & done.documents or judged(ahead.lead, done.lead).agrees:
                    continue
                yield self._explained("C205", self.wording.forecast(ahead, done), ahead, done)


def digits(claim: Claim) -> int:
    """Significant digits of a figure, zeros at its end left out."""
    return len(claim.value.replace(".", "").strip("-0"))


def _off_by_scale(outcome: Outcome) -> bool:
    return outcome.slip is not None and outcome.slip.kind in (SlipKind.POWER_OF_TEN, SlipKind.SCALE)


def _believable(outcome: Outcome, claim: Claim, other: Claim) -> Outcome:
    """The outcome without a slip that any two short figures would show.

    One changed digit explains every pair of figures of one or two digits, and a power of ten nearly every
    pair of which one has a single digit.
    """
    slip = outcome.slip
    if slip is None:
        return outcome
    chance = slip.kind is SlipKind.DIGIT and digits(claim) < _TELLING
    if _off_by_scale(outcome):
        ratio = abs(number(claim) / number(other)) if number(other) else Fraction(0)
        chance = all(abs(ratio / Fraction(10) ** k - 1) > Fraction(1, 10) for k in range(-4, 5))
    return replace(outcome, slip=None) if chance else outcome


def _far_apart(a: Claim, b: Claim, times: int = 3) -> bool:
    """Whether two figures are so far apart, and no slip to explain it, that they hardly mean one thing."""
    near, far = sorted((abs(number(a)), abs(number(b))))
    return far > times * near


def _told_together(a: Side, b: Side) -> bool:
    """Whether every document gives both figures, or one document alone gives both."""
    return a.documents == b.documents


def _other_forecaster(weak: Side, against: list[Claim], key: SeriesKey) -> bool:
    """Whether two forecasts are two people's: they may differ."""
    names = {claim.attribution.name for claim in weak.claims}
    return bool(key.ahead) and names.isdisjoint(claim.attribution.name for claim in against)


def _nearest_first(claims: Iterable[Claim], side: Side) -> list[Claim]:
    """Claims of the side's own document first, then the clearest of each other document."""
    picked = clearest(claims, MOST_CLAIMS - 1)
    return sorted(picked, key=lambda claim: claim.document not in side.documents)
