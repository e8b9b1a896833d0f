"""Claims of one thing over time, across documents: what may be compared with what.

Takes a collection; gives its series, each the claims of one entity, metric, measure, slice and unit, with the
moments that they speak of. What a reader would not take for one fact is kept apart here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from claims.calendar import try_parse
from claims.model import Claim, Measure, Qualifier
from rules.alignment import Slices
from rules.definitions import definitions
from rules.facts import period_of, variable
from rules.issues import ISSUE
from rules.outcome import Grade, Outcome, Reading, compare_readings, reading
from rules.plants import KIND

_YEAR = 12
"""Months."""


class Stance(StrEnum):
    """How a metric stands in time."""

    FLOW = "flow"
    """Over a period, and nothing without it."""
    BALANCE = "balance"
    """At a date, and nothing without it."""
    STANDING = "standing"
    """At a date, which a text often leaves out."""


@dataclass(frozen=True, slots=True)
class SeriesKey:
    """What claims of one series have in common."""

    entity: str
    metric: str
    """The variable: a level of `net_loss` is one of `net_profit`, negated."""
    label: str
    measure: Measure
    of: str
    versus: str
    slices: Slices
    unit: str
    ahead: str
    """`forecast` or `target`, empty for what is given as fact or estimate."""

    @property
    def of_plant(self) -> bool:
        """Whether it is what a plant or a kind of goods has for good."""
        return any(kind == KIND for kind, _ in self.slices)

    @property
    def stance(self) -> Stance:
        """How the metric stands in time."""
        level = self.measure in (Measure.LEVEL, Measure.DATE)
        stands = self.metric in definitions().standing or self.measure is Measure.DATE or self.of_plant
        runs = definitions().flow_items.get(self.metric, frozenset())
        if runs and any(kind == "item" and word in runs for kind, word in self.slices):
            return Stance.FLOW
        if level and stands:
            return Stance.STANDING
        items = definitions().balance_items.get(self.metric, frozenset())
        stands = self.metric in definitions().balance or any(
            kind == "item" and word in items for kind, word in self.slices
        )
        return Stance.BALANCE if level and stands else Stance.FLOW


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """The time that a figure speaks of: a day for what stands, a stretch of days for what flows."""

    last: date
    first: date
    fiscal: str = ""


def a_year_apart(one: Moment, other: Moment) -> bool:
    """Whether two times are the same stretch of neighbouring years, of which one may be a slip."""
    if one.fiscal or other.fiscal or abs(one.last.year - other.last.year) != 1:
        return False
    stretches = [
        ((m.first.month, m.first.day), m.last.month, m.last.year - m.first.year) for m in (one, other)
    ]
    return stretches[0] == stretches[1]


@dataclass(frozen=True, slots=True)
class Series:
    """The claims of one series by their moments."""

    key: SeriesKey
    dated: dict[Moment, tuple[Claim, ...]]
    """In the order of time."""
    undated: tuple[Claim, ...]


SOLD = frozenset({"sales_volume", "shipments", "deliveries"})
"""Counts of goods that leave a company, which writers use for one another."""


def told_apart(metric: str, keys: Iterable[str]) -> bool:
    """Whether slices of these kinds tell the metric's figures apart."""
    needed = definitions().needs.get(metric)
    return needed is None or not set(needed).isdisjoint(keys)


def moment(claim: Claim, key: SeriesKey) -> Moment | None:
    """The time that a claim speaks of; None where it does not say, as for a running total."""
    period = period_of(claim)
    span = try_parse(period) if period else None
    if span is None or claim.metric in definitions().timeless or key.metric == ISSUE:
        return None
    if claim.metric in definitions().plants.amounts and key.stance is Stance.STANDING:
        return None  # what a plant costs in all
    if key.of_plant and not (span.is_instant or span.months == _YEAR):
        return None  # 三月点火,一年能造160万台
    if span.fiscal:
        return Moment(span.last, span.first, span.iso)
    if key.stance is Stance.FLOW and not _grew_to_a_day(key):
        return Moment(span.last, span.first)
    if span.is_range and claim.metric in definitions().cumulative:
        return None
    return Moment(span.last, span.last)


def _grew_to_a_day(key: SeriesKey) -> bool:
    """Whether a growth is that of what stands at a day, over the year up to it."""
    level = replace(key, measure=Measure.LEVEL)
    return key.measure is Measure.GROWTH and key.versus == "year_ago" and level.stance is not Stance.FLOW


def in_times(claim: Claim) -> bool:
    """Whether a claim says in times what others say in percent."""
    return claim.unit == "times" and claim.measure in (Measure.GROWTH, Measure.RATIO, Measure.SHARE)


def variable_reading(claim: Claim) -> Reading:
    """A claim's numbers as its series has them: a loss as a negative profit, times as percent."""
    read = reading(claim)
    if in_times(claim):
        read = Reading(
            read.value * 100,
            read.core.scale(100),
            read.hard.scale(100),
            read.ulp * 100,
            read.ulp_significant * 100,
            read.qualifier,
            read.text,
        )
    if claim.measure is Measure.LEVEL and variable(claim.metric)[1] < 0:
        turned = {Qualifier.MORE_THAN: Qualifier.LESS_THAN, Qualifier.LESS_THAN: Qualifier.MORE_THAN}
        read = replace(
            read,
            value=-read.value,
            core=-read.core,
            hard=-read.hard,
            qualifier=turned.get(read.qualifier, read.qualifier),
        )
    return read


def judged(a: Claim, b: Claim) -> Outcome:
    """What two claims of one series come to, whatever their moments."""
    if a.unit in ("date", "rank"):
        if a.value == b.value:
            return Outcome(Grade.AGREE_EXACT)
        nested = a.unit == "date" and _within(a.value, b.value)
        return Outcome(Grade.AGREE_ROUNDING if nested else Grade.CONTRADICTION)
    return _compared(variable_reading(a), variable_reading(b))


def _within(one: str, other: str) -> bool:
    """Whether one date lies within the other, told less precisely (2025-05 in 2025-H1)."""
    a, b = try_parse(one), try_parse(other)
    return a is not None and b is not None and (a.contains(b) or b.contains(a))


@lru_cache(maxsize=16384)
def _compared(a: Reading, b: Reading) -> Outcome:
    return compare_readings(a, b)


def distinct(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim for each reading: what holds for one holds for all that say the same."""
    return tuple(
        {(c.metric, c.unit, c.value, c.low, c.high, c.low_open, c.high_open): c for c in claims}.values()
    )


def number(claim: Claim) -> Fraction:
    """A claim's value as its series has it; 0 for dates."""
    return Fraction(0) if claim.unit == "date" else variable_reading(claim).value
