"""One thing in each writer's own words (覆盖医院, 进院, 医院), one of them with a slip in its figure.

Takes a collection, its series, the doubts and the suspects found before; gives findings. What no metric names
goes under as many labels as there are writers. That two of them mean one thing shows where the labels share
what they count and the figures are the same; a single text that gives, under such a label, that figure with a
slip in it, the figure of another year or another company's has made a mistake.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection as Items
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from claims.calendar import try_parse
from claims.model import Claim, Measure
from rules.believable import TELLING, believable, off_by_scale
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.doubts import Doubts
from rules.facts import FactBook
from rules.model import Finding, Verdict
from rules.outcome import Grade, Outcome, digits
from rules.series import Series, SeriesKey, number
from rules.sides import Side, clarity
from rules.slips import Slip, SlipKind
from rules.twounits import names_unit

_LONG = 4
"""Digits from which on a changed one is no chance among figures of one kind."""
_SHORTEST = 2
"""Characters that two names must share in a row, or one of them have in all."""
_MOST = 400
"""Figures of one company and unit, beyond which texts list things of one kind."""
_CURRENCY = re.compile("[A-Z]{3}")
_COUNTER = re.compile(r"[\d,.\s]+[百千万亿]*(?P<counter>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure with what it is called."""

    key: SeriesKey
    claim: Claim
    name: str
    counter: str


def in_own_words(
    collection: Collection, series: Sequence[Series], doubts: Doubts, shown: Items[str]
) -> Iterator[Finding]:
    """Slips in figures that no metric names; `shown` are the suspects that were found to be wrong before."""
    told: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    book = collection.once(FactBook)
    for one in series:
        key = one.key
        if key.measure is not Measure.LEVEL or key.ahead or key.unit in ("date", "rank"):
            continue
        for claims in (*one.dated.values(), one.undated):
            for claim in claims:
                name = _name(book, key, claim)
                if len(name) >= _SHORTEST and digits(claim) >= TELLING:
                    told[key.entity, key.unit].append(_Told(key, claim, name, _counter(book, claim)))
    report = Reporter(collection)
    yield from _in_two_currencies(collection, told, report)
    for members in told.values():
        if 2 < len(members) <= _MOST and any(one.key.metric == "other" for one in members):
            for weak, strong, outcome in _slips(members):
                against = [one.claim for one in strong]
                kept = doubts.kept_apart(Side((weak.claim,)), against, weak.key, outcome)
                if weak.claim.id not in shown and not kept:
                    yield report.differing(Verdict.DISCREPANCY, Side((weak.claim,)), against, outcome)


def _in_two_currencies(
    collection: Collection, told: Mapping[tuple[str, str], Sequence[_Told]], report: Reporter
) -> Iterator[Finding]:
    """Amounts that one text gives in another currency than several others, under a label of its own."""
    amounts: dict[tuple[str, Fraction], list[_Told]] = defaultdict(list)
    for (entity, unit), members in told.items():
        if _CURRENCY.fullmatch(unit) and len(members) <= _MOST:
            for one in members:
                if not one.claim.unit_inferred:
                    amounts[entity, number(one.claim)].append(one)
    for same in amounts.values():
        strong = _one_thing(same)
        documents = {one.claim.document for one in strong}
        if len(documents) < _SEVERAL:
            continue
        for weak in same:
            other = weak.claim.unit != strong[0].claim.unit and weak.claim.document not in documents
            if other and _may_be(weak, strong) and names_unit(collection, [weak.claim]):
                yield report.moved(weak.claim, strong[0].claim, sure=True)


def _name(book: FactBook, key: SeriesKey, claim: Claim) -> str:
    """What a figure is called, without what may stand in any name."""
    words = key.label
    if key.metric != "other":
        named = next((reason for reason in claim.evidence if reason.field == "metric"), None)
        folded = book.collection.document[claim.document].folded
        words = folded[named.start : named.end] if named is not None else ""
        words = "".join(word for _, word in key.slices) + words
    return definitions().own_words.passing.sub("", words)


def _counter(book: FactBook, claim: Claim) -> str:
    """The word by which a figure counts, one for all that may stand for it (家, 间)."""
    folded = book.collection.document[claim.document].folded
    found = _COUNTER.match(folded, claim.span.start, claim.span.end)
    counter = found["counter"] if found is not None and claim.unit == "count" else ""
    return next((row[0] for row in definitions().own_words.counters if counter in row), counter)


def _slips(members: Sequence[_Told]) -> Iterator[tuple[_Told, list[_Told], Outcome]]:
    """Figures that are another's with a slip, each with those that give it without."""
    by_value: dict[Fraction, list[_Told]] = defaultdict(list)
    for one in members:
        by_value[number(one.claim)].append(one)
    for same in by_value.values():
        strong = _one_thing(same)
        documents = {one.claim.document for one in strong}
        for weak in members:
            if weak.claim.document in documents or number(weak.claim) == number(strong[0].claim):
                continue
            if not _may_be(weak, strong) or _knows_apart(weak, strong, members):
                continue
            outcome = _slip(weak, strong, members)
            if outcome is not None and (len(documents) >= _SEVERAL or _plainly_one(weak, strong[0], outcome)):
                yield weak, strong, outcome


def _plainly_one(weak: _Told, strong: _Told, outcome: Outcome) -> bool:
    """Whether two texts tell one count of one day ten times as large as the other, the larger one wrong."""
    one_day = weak.claim.period is not None and weak.claim.period == strong.claim.period
    named = _holds(*sorted((weak.name, strong.name), key=len, reverse=True))
    larger = number(weak.claim) > number(strong.claim)
    return one_day and named and larger and weak.counter != "" and off_by_scale(outcome)


def _one_thing(same: Sequence[_Told]) -> list[_Told]:
    """Of figures that are the same, those of the thing that most texts tell, the clearest first."""
    best: list[_Told] = []
    for one in same:
        near = [other for other in same if other is one or _is_again(one, other)]
        if len({x.claim.document for x in near}) > len({x.claim.document for x in best}):
            best = near
    return sorted(best, key=lambda one: (one.claim.period is None, *clarity(one.claim)))


def _is_again(one: _Told, other: _Told) -> bool:
    """Whether a figure that two texts give is of one thing, by its name or by what it counts and when."""
    if one.key.metric != "other" and other.key.metric != "other":
        return one.key == other.key
    if not _same_time(one, other) or (one.counter, one.key.unit) != (other.counter, other.key.unit):
        return False
    counted = one.counter != "" and one.claim.period == other.claim.period is not None
    return counted or _share(one.name, other.name)


_SEVERAL = 2
"""Texts that hold a figure against a single one."""


def _may_be(weak: _Told, strong: Sequence[_Told]) -> bool:
    """Whether a figure may be of the thing that others tell of: at least one is in words of its own."""
    known = [one for one in strong if _near(weak, one) and _same_time(weak, one)]
    own = weak.key.metric == "other" or any(one.key.metric == "other" for one in known)
    return bool(known) and own


def _near(one: _Told, other: _Told) -> bool:
    """Whether two names may be one thing's."""
    if one.counter != other.counter:
        return False
    if one.key.metric != "other" and other.key.metric != "other":
        return one.key == other.key
    return _share(one.name, other.name)


@lru_cache(maxsize=16384)
def _share(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if _holds(long, short):
        return True
    general = definitions().own_words.general
    pieces = {short[i : i + _SHORTEST] for i in range(len(short) - 1)}
    return any(piece in long and not general.fullmatch(piece) for piece in pieces)


def _holds(long: str, short: str) -> bool:
    """Whether a name has all characters of another in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


def _same_time(one: _Told, other: _Told) -> bool:
    """Whether two figures are not known to be of different times; a year's is that of its close."""
    periods = one.claim.period, other.claim.period
    if None in periods or periods[0] == periods[1]:
        return True
    a, b = (try_parse(period) if period is not None else None for period in periods)
    return a is not None and b is not None and a.last == b.last and (a.is_instant or b.is_instant)


def _knows_apart(weak: _Told, strong: Sequence[_Told], members: Sequence[_Told]) -> bool:
    """Whether a text that gives the one gives something that is called like the other, too."""
    documents = {one.claim.document for one in strong}
    for one in members:
        if one.claim.document == weak.claim.document:
            other = number(one.claim) != number(weak.claim)
            if other and any(_near(one, x) and _same_time(one, x) for x in strong):
                return True
            continue
        other = one.claim.document in documents and number(one.claim) != number(strong[0].claim)
        if other and _near(one, weak) and _same_time(one, weak):
            return True
    return False


def _slip(weak: _Told, strong: Sequence[_Told], members: Sequence[_Told]) -> Outcome | None:
    """What makes a figure another's with a slip, or another fact's; None where nothing does."""
    outcome = believable(weak.claim, strong[0].claim)
    if outcome.agrees:
        return None
    slip = outcome.slip
    if off_by_scale(outcome) or (slip is not None and slip.kind is SlipKind.SWAPPED):
        return outcome
    alike = any(_holds(*sorted((one.name, weak.name), key=len, reverse=True)) for one in strong)
    if slip is not None and slip.kind is SlipKind.DIGIT and alike:
        fewest = TELLING if any(one.name == weak.name for one in strong) else _LONG
        if digits(weak.claim) >= fewest and outcome.grade is Grade.CONTRADICTION:
            return outcome
    if weak.claim.period is not None and outcome.grade is Grade.CONTRADICTION:
        for one in members:
            beside = any(one.claim.document == x.claim.document for x in strong)
            if beside and number(one.claim) == number(weak.claim) and _near(one, weak):
                return replace(outcome, slip=Slip(SlipKind.NEIGHBOUR, strong[0].claim.text))
    return None
