"""What two sides of one fact that differ are told as: an error, a tension, two forecasts, or nothing.

In: a side, those that it does not agree with, the strongest of them first, and the fact. Out: at most one
finding. Which sides are held against which, `rules.collation` decides; whether two figures are about the same
thing at all, `rules.doubts`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from claims.model import Basis, Claim
from rules.believable import TELLING, believable, far_apart, off_by_scale, slipped
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.countings import counted_otherwise
from rules.credible import credible, outright
from rules.definitions import definitions
from rules.doubts import Doubts, of_several, other_forecaster, own_views, preliminary, revised
from rules.facts import FactBook
from rules.model import Finding, Verdict
from rules.naming import item_of
from rules.outcome import Grade, Outcome, Strain, digits
from rules.restrictions import named_both_ways, named_wider
from rules.series import SeriesKey
from rules.sides import Side, estimated
from rules.slips import SlipKind
from rules.toldapart import Told, told_apart

_FAIR = 10
"""Percent up to which an estimate may miss."""


class Conflicts:
    """What the sides of one collection's facts are told as that differ."""

    def __init__(self, collection: Collection, doubts: Doubts, report: Reporter) -> None:
        self._collection, self._doubts, self._report = collection, doubts, report

    def of(self, weak: Side, strong: tuple[Side, ...], key: SeriesKey) -> Iterator[Finding]:
        """A side against those that it does not agree with, the strongest of them first."""
        outcome = believable(weak.lead, strong[0].lead)
        against = [claim for side in strong for claim in side.claims]
        if key.ahead == Basis.FORECAST.value and not outcome.agrees and other_forecaster(weak, against, key):
            yield self._report.forecasters(weak, strong[0])
            return
        book = self._collection.once(FactBook)
        if key.ahead == Basis.FORECAST.value and not outcome.agrees and of_several(book, weak, against):
            yield self._report.forecasters(weak, strong[0])
            return
        if key.ahead == Basis.FORECAST.value and _differ(outcome) and own_views(book, weak, against):
            yield self._report.forecasters(weak, strong[0])
            return
        if key.metric in definitions().studied and not outcome.agrees and not off_by_scale(outcome):
            reason = counted_otherwise(book, weak, strong[0])
            whose = self._doubts.main_subject(weak.lead, key) and self._doubts.main_subject(against[0], key)
            if reason is not None and whose and not weak.documents & strong[0].documents:
                yield self._report.counted(weak, strong[0], reason)
                return
        if told := self._on_footings(weak, strong[0], key, outcome):
            yield self._report.footing(weak, strong[0], told)
            return
        if early := self.early(weak, strong[0], outcome):
            yield self._report.preliminary(*early)
            return
        if outcome.agrees or self._doubts.kept_apart(weak, against, key, outcome):
            return
        if weak.lead.unit == "date" and (_planned(weak) or _planned(strong[0])):
            if _planned(weak) != _planned(strong[0]):
                yield self._report.forecast(*sorted((weak, strong[0]), key=_planned, reverse=True))
                return
            if self.published_apart(weak, strong[0]) or self._put_off(weak) or self._put_off(strong[0]):
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
        other_fact = self._doubts.other_fact(weak, strong[0], key)
        misdated = other_fact is not None and other_fact.kind is SlipKind.NEIGHBOUR
        if not (off_by_scale(outcome) or misdated or (slipped and digits(weak.lead) >= TELLING)):
            alike = any(item_of(a) == item_of(b) for a in weak.claims for b in strong[0].claims)
            names = None if slipped or alike else _other_item(weak.lead, strong[0].lead)
            if names is None and not any(named_both_ways(book, x) for x in (against, weak.claims)):
                names = named_wider(book, weak.lead, strong[0].lead)
            if names is not None:
                yield self._report.items(weak, strong[0], names)
                return
        elif outcome.slip is not None and outcome.slip.kind is SlipKind.DIGIT and not misdated:
            names = named_wider(book, weak.lead, strong[0].lead)
            if names is not None and not any(named_both_ways(book, x) for x in (against, weak.claims)):
                yield self._report.items(weak, strong[0], names)
                return
        settled = len(strong[0].documents) > 1 and outright(book, weak.lead)
        if other_fact is None and not settled and not credible(book, weak.lead, strong[0].lead, outcome):
            return
        within = weak.lead.document in {claim.document for claim in against}
        slip = outcome.slip or other_fact
        if slip is not None and outcome.slip is None:
            outcome = replace(outcome, grade=Grade.CONTRADICTION, slip=slip)
        against.sort(key=lambda claim: claim.document != weak.lead.document)
        if outcome.grade is Grade.TENSION:
            yield self._report.differing(Verdict.TENSION, weak, against, outcome)
        elif self._doubts.certain(weak, against[0], key, outcome, within=within):
            yield self._report.differing(Verdict.DISCREPANCY, weak, against, outcome)
        elif _worth_saying(weak, against, outcome) and not _any_few(weak, against, key):
            yield self._report.differing(Verdict.TENSION, weak, against, outcome)

    def early(self, weak: Side, strong: Side, outcome: Outcome) -> tuple[Side, Side] | None:
        """A side that is a first count and the final one, where they differ but a little."""
        if outcome.agrees or off_by_scale(outcome) or outcome.gap_percent > _FAIR:
            return None
        book = self._collection.once(FactBook)
        known = revised(book, weak.lead, strong.lead)
        firsts = [s for s in (weak, strong) if preliminary(book, s, outcome, revised=known)]
        if len(firsts) != 1:
            return None
        return (weak, strong) if firsts[0] is weak else (strong, weak)

    def _on_footings(self, weak: Side, strong: Side, key: SeriesKey, outcome: Outcome) -> Told | None:
        """The words of two sides that say on which footings they are counted, where these explain them."""
        if outcome.agrees or weak.documents == strong.documents or slipped(weak.lead, strong.lead):
            return None
        told = told_apart(self._collection.once(FactBook), weak, strong)
        if told is None:
            return None
        exact = outcome.slip is not None and outcome.slip.repair == strong.lead.text
        exact = exact or self._doubts.other_fact(weak, strong, key) is not None
        if not (told.words and told.other) and (
            exact or far_apart(weak.lead, strong.lead, told.distinction.farthest)
        ):
            return None  # one wrong digit, beside words that only one of them has
        whose = all(self._doubts.main_subject(side.lead, key) for side in (weak, strong))
        return told if whose else None

    def _put_off(self, side: Side) -> bool:
        """Whether a plan's sentence says that it was another before (`推迟至2027年`)."""
        book = self._collection.once(FactBook)
        return any(definitions().put_off.search(book.words(claim)) for claim in side.claims)

    def published_apart(self, a: Side, b: Side) -> bool:
        """Whether all documents of two sides were published long after each other."""
        days = [[self._collection.document[d].published for d in side.documents] for side in (a, b)]
        gaps = [abs((x - y).days) for x in days[0] for y in days[1] if x is not None and y is not None]
        return bool(gaps) and min(gaps) >= definitions().apart


def _planned(side: Side) -> bool:
    """Whether nobody on a side says that what it dates has happened."""
    return all(claim.basis in (Basis.FORECAST, Basis.TARGET) for claim in side.claims)


def _other_item(a: Claim, b: Claim) -> tuple[str, str] | None:
    """The two names that figures go under, where one may hold more (货币资金, 现金及现金等价物)."""
    one, other = item_of(a), item_of(b)
    return (one, other) if one and other and one != other and a.metric in definitions().broad else None


def _differ(outcome: Outcome) -> bool:
    """Whether two figures differ, and no slip explains how."""
    return not outcome.agrees and outcome.slip is None


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
