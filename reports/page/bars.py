"""Intervals drawn on one axis, in hundredths of a percent of its width: whole numbers decide, no float."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from reports.page.desk import suspected
from reports.places import compares
from reports.text import one_line
from reports.values import Scale, parse
from rules.interval import Interval

if TYPE_CHECKING:
    from claims.model import Claim
    from reports.page.desk import Desk, Link
    from rules.model import Finding, StatedInterval

MOST = 12
"""Intervals of one finding that are drawn."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the axis; places are percentages, ends that lie outside it are not drawn as ends."""

    left: str
    right: str
    width: str
    low: str
    """How the lower end is drawn: `closed`, `open`, or `none` where the interval goes on."""
    high: str
    """How the upper end is drawn."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One interval."""

    kind: str
    """`suspect`, `source` or `derived`."""
    label: str
    """Whose it is: the figure as written, or what it was derived as."""
    where: Link | None
    """The place that states it."""
    core: Stretch
    """The careful reading."""
    hard: Stretch | None
    """The most generous reading; None where it is not known."""
    text: str
    """The interval in words."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis."""

    at: str
    text: str
    align: str
    """`start`, `middle` or `end`, so that the text stays inside."""


@dataclass(frozen=True, slots=True)
class Chart:
    """Several intervals on one axis."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def chart(finding: Finding, desk: Desk) -> Chart | None:
    """The intervals that a finding holds against one another; None where nothing can be drawn."""
    entries = list(_entries(finding, desk))[:MOST]
    cores = [entry.core for entry in entries]
    ends = [end for core in cores for end in (core.low, core.high) if end is not None]
    if len(entries) < 2 or len(set(ends)) < 2:
        return None
    unit = finding.stated.unit if finding.stated else desk.claims_of(finding)[0].unit
    scale = Scale.of(ends, unit, desk.language)
    low, high = min(ends), max(ends)
    margin = (high - low) / 8
    axis = _Axis(low - margin, high + margin)
    bars = tuple(
        Bar(
            entry.kind,
            entry.label,
            entry.where,
            axis.stretch(entry.core),
            axis.stretch(entry.hard) if entry.hard is not None else None,
            scale.interval(entry.core),
        )
        for entry in entries
    )
    return Chart(bars, tuple(axis.ticks(scale)))


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    label: str
    where: Link | None
    core: Interval
    hard: Interval | None


def _entries(finding: Finding, desk: Desk) -> Iterable[_Entry]:
    claims = [claim for claim in desk.claims_of(finding) if claim.unit not in ("date", "rank")]
    unit = finding.stated.unit if finding.stated else (claims[0].unit if claims else "")
    same = [claim for claim in claims if claim.unit == unit and (claim.low or claim.high)]
    if compares(finding, claims):
        for index, claim in enumerate(same):
            yield _of_claim(claim, "suspect" if index == 0 and suspected(finding) else "source", desk)
        return
    if same and claims[0] is same[0]:
        yield _of_claim(same[0], "suspect" if suspected(finding) else "source", desk)
    elif finding.stated:
        yield _Entry("suspect", desk.say("stated"), None, _interval(finding.stated), None)
    if finding.expected:
        yield _Entry("derived", desk.say("expected"), None, _interval(finding.expected), None)


def _of_claim(claim: Claim, kind: str, desk: Desk) -> _Entry:
    hard = Interval.from_bounds(claim.hard) if claim.hard is not None else None
    core = Interval.from_bounds(claim.core)
    return _Entry(kind, one_line(claim.text), desk.to_claim(claim), core, None if hard == core else hard)


def _interval(stated: StatedInterval) -> Interval:
    return Interval.of(parse(stated.low), parse(stated.high), stated.low_open, stated.high_open)


@dataclass(frozen=True, slots=True)
class _Axis:
    low: Fraction
    high: Fraction

    def stretch(self, interval: Interval) -> Stretch:
        left = Fraction(0) if interval.low is None else self._share(interval.low)
        right = Fraction(1) if interval.high is None else self._share(interval.high)
        inside = Fraction(0), Fraction(1)
        return Stretch(
            _percent(left),
            _percent(right),
            _percent(right - left),
            _end(interval.low_open, interval.low is not None and left not in inside),
            _end(interval.high_open, interval.high is not None and right not in inside),
        )

    def ticks(self, scale: Scale) -> Iterable[Tick]:
        """Round numbers along the axis, two to six of them, the unit at the last."""
        step = _round_step((self.high - self.low) / 6)
        first = -(-self.low // step)
        last = self.high // step
        for index in range(first, last + 1):
            share = self._share(index * step)
            align = "start" if share < Fraction(1, 25) else "end" if share > Fraction(24, 25) else "middle"
            number = scale.number(index * step / 1)
            yield Tick(_percent(share), number + (scale.suffix if index == last else ""), align)

    def _share(self, value: Fraction) -> Fraction:
        return min(max((value - self.low) / (self.high - self.low), Fraction(0)), Fraction(1))


def _end(is_open: bool, drawn: bool) -> str:
    return "none" if not drawn else "open" if is_open else "closed"


def _round_step(least: Fraction) -> Fraction:
    """The least of 1, 2 and 5 times a power of ten that is no less than a number."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= least)


def _percent(share: Fraction) -> str:
    hundredths = round(share * 10000)
    return f"{hundredths // 100}.{hundredths % 100:02}%"
