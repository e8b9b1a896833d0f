"""Figures over time: quarters, halves and years that make the span that contains them.

A figure of a long period is the sum of its consecutive parts where every one of them is stated somewhere; a
gap keeps the check silent, as `累计` over years of which one is missing says nothing against the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from claims.calendar import CalendarPeriod, PeriodKind, try_parse
from claims.model import Claim, Measure
from rules.collection import Collection
from rules.facts import FactBook, FactKey, Slice
from rules.firmground import disputed
from rules.identities import Identity
from rules.knowledge import knowledge
from rules.model import Finding
from rules.outcome import Grade, agrees, digits, reading, slip_of
from rules.slips import SlipKind
from rules.sums import Sum, examine, suspect
from rules.surroundings import words_before
from rules.verdicts import Checked, Suspicion, finding_of

_SAME_DOCUMENT = 2
_MOST_PARTS = 12
_LONG = 3
"""Digits from which on a sum that misses by two swapped ones does so by no chance."""
_SCALE = 2
"""So many times a whole a part may be that is defined otherwise; beyond, the scale was slipped."""

_AMONG = re.compile("其中")
"""Before a figure: it is a part of what was told, whatever its claim was tied to."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One fact through time."""

    entity: str
    metric: str
    slice: Slice
    unit: str


def periods_and_span(collection: Collection, identity: Identity) -> Iterator[Finding]:
    """A figure of a span and those of the periods that make it."""
    book = collection.once(FactBook)
    for periods in _lines(book).values():
        for whole, key in periods.items():
            tilings = list(_tilings(whole, [p for p in periods if p != whole and whole.contains(p)]))
            if tilings:
                for claim in book.stating(key):
                    yield from _checked(book, identity, claim, tilings, periods)


def _lines(book: FactBook) -> Mapping[_Line, dict[CalendarPeriod, FactKey]]:
    known = knowledge()
    lines: dict[_Line, dict[CalendarPeriod, FactKey]] = defaultdict(dict)
    for key in book.variables():
        period = try_parse(key.period)
        if (
            period is not None
            and key.measure is Measure.LEVEL
            and key.metric in known.flows
            and period.kind is not PeriodKind.DAY
            and not period.fiscal
        ):
            lines[_Line(key.entity, key.metric, key.slice, key.unit)][period] = key
    return lines


def _tilings(whole: CalendarPeriod, parts: list[CalendarPeriod]) -> Iterator[tuple[CalendarPeriod, ...]]:
    """Every way to lay stated periods end to end over a span."""
    by_start: dict[object, list[CalendarPeriod]] = defaultdict(list)
    for part in parts:
        by_start[part.first].append(part)

    def lay(laid: tuple[CalendarPeriod, ...]) -> Iterator[tuple[CalendarPeriod, ...]]:
        start = whole.first if not laid else laid[-1].last + timedelta(days=1)
        if start > whole.last:
            yield laid
        elif len(laid) < _MOST_PARTS:
            for part in by_start.get(start, ()):
                yield from lay((*laid, part))

    return lay(())


def _checked(
    book: FactBook,
    identity: Identity,
    claim: Claim,
    tilings: list[tuple[CalendarPeriod, ...]],
    periods: Mapping[CalendarPeriod, FactKey],
) -> Iterator[Finding]:
    """The finding on one claim of a span: a sum that fits, else a miss within the claim's own document."""
    if not book.usable(claim) or _AMONG.search(words_before(book, claim)):
        return
    misses, far = [], []
    for tiling in tilings:
        options = [book.nearest(claim, _stating(book, claim, periods[part])) for part in tiling]
        if not all(options):
            continue
        terms = Sum(tuple(option[0] for option in options), claim)
        checked = examine(identity, terms)
        if checked.outcome.agrees:
            yield finding_of(book.collection, checked)
            return
        if all(book.distance(claim, part)[0] <= _SAME_DOCUMENT for part in terms.parts):
            misses.append((terms, checked))
        elif _running(book, claim) and (_swapped(claim, checked) or not _defined_apart(claim, terms.parts)):
            far.append(checked)
        elif (turned := _turned(book, claim, terms, checked)) is not None:
            yield finding_of(book.collection, turned)
            return
    for checked in () if misses else far[:1]:  # sums over several documents may mix definitions
        outcome = replace(checked.outcome, grade=Grade.TENSION)
        loose = None if checked.outcome.grade is Grade.TENSION else "strain_loose"
        yield finding_of(book.collection, replace(checked, outcome=outcome, strain=loose))
    for terms, checked in misses:
        ranged = claim.period is not None and "/" in claim.period and not _running(book, claim)
        slip = checked.outcome.slip
        if ranged and (slip is None or slip.kind not in (SlipKind.POWER_OF_TEN, SlipKind.SCALE)):
            continue  # a figure over a range may be an average or a list that was not told apart
        if disputed(book, claim) or any(_is_whole(claim, c, terms) for c in book.paragraph(claim)):
            continue
        if any(agrees(other, terms.careful(claim)) for other in book.disputing(claim)):
            continue  # its own document tells the same span so that it fits: this one is of another
        if checked.outcome.grade is Grade.CONTRADICTION:
            checked = replace(checked, suspicion=suspect(book, terms))
        yield finding_of(book.collection, checked)
        return


def _is_whole(claim: Claim, other: Claim, terms: Sum) -> bool:
    """Whether another figure of the paragraph is what the parts come to, whatever it was tied to."""
    alike = (other.metric, other.measure, other.unit) == (claim.metric, claim.measure, claim.unit)
    if not alike or other.period != claim.period or other.id == claim.id or other in terms.parts:
        return False
    return other.hard is not None and agrees(other, terms.careful(claim))


def _turned(book: FactBook, claim: Claim, terms: Sum, checked: Checked) -> Checked | None:
    """The miss of a sum whose whole and other parts one document states, where swapped digits explain it.

    Definitions that differ between documents do not miss by that.
    """
    strange = [part for part in terms.parts if book.distance(claim, part)[0] > _SAME_DOCUMENT]
    if len(strange) != 1 or checked.outcome.grade is not Grade.CONTRADICTION:
        return None
    slip = slip_of(reading(strange[0]), terms.careful(strange[0]))
    if slip is None or slip.kind is not SlipKind.SWAPPED:
        return None
    return replace(checked, suspicion=Suspicion(strange[0], slip.repair, slip))


def _defined_apart(claim: Claim, stated: Sequence[Claim]) -> bool:
    """Whether the parts are more than the whole without the least of them, and no slip of scale is seen."""
    whole, parts = reading(claim).value, sorted(reading(part).value for part in stated)
    return 0 < whole < sum(parts[1:]) and parts[0] > 0 and parts[-1] < _SCALE * whole


def _swapped(claim: Claim, checked: Checked) -> bool:
    """Whether two swapped digits of a long sum explain its miss, which no other definition does."""
    slip = checked.outcome.slip
    return slip is not None and slip.kind is SlipKind.SWAPPED and digits(claim) >= _LONG


def _running(book: FactBook, claim: Claim) -> bool:
    """Whether the words in front of a figure over a range make it the range's sum."""
    words = words_before(book, claim)
    return any(cue in words for cue in knowledge().running_cues)


def _stating(book: FactBook, claim: Claim, key: FactKey) -> list[Claim]:
    """The claims of a fact worth taking beside a claim."""
    found = book.candidates(claim, key.entity, key.metric, key.measure, key.period)
    return [other for other in found if book.key(other) == key]
