"""One figure of one fact in two currencies, or in two units of weight: one of them is a slip.

Takes a collection and its series; gives findings. No rate of exchange is 1, and a tonne is no kilogram, so
that the same digits in two units are never one amount. That it is a slip is sure where the digits are no
chance and both units are named; a bare 元 in a text from Hong Kong or Taiwan may be their own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from claims.model import Claim, Measure
from rules.collation_findings import Reporter
from rules.collection import Collection
from rules.definitions import definitions
from rules.model import Finding
from rules.outcome import digits
from rules.series import Moment, Series, SeriesKey, Stance, number

_CURRENCY = re.compile(r"[A-Z]{3}(?P<per>/[a-z_]+)?")
_SHORT = 2
"""Digits from which on two units hardly give one figure by chance."""
_TELLING = 3
"""Digits from which on they surely don't."""
_YUAN = "CNY"
_HOME = "Hans"
"""The script of texts whose 元 is the yuan."""

_Fact = tuple[SeriesKey, Moment | None, Fraction]
"""What is told of, but for its unit, when, and how much of the unit."""


def two_units(collection: Collection, series: Iterable[Series], report: Reporter) -> Iterator[Finding]:
    """Each figure that texts give in two units, the side of fewer documents first."""
    told: dict[_Fact, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for one in series:
        kind = _kind(one.key.unit)
        if one.key.measure is not Measure.LEVEL or kind is None:
            continue
        dated = [(moment, claim) for moment, claims in one.dated.items() for claim in claims]
        for moment, claim in [*dated, *((None, claim) for claim in one.undated)]:
            if digits(claim) >= _SHORT and not claim.unit_inferred:
                told[replace(one.key, unit=kind), moment, number(claim)][one.key.unit].append(claim)
    for (key, moment, _), units in told.items():
        fewest = sorted(units.values(), key=lambda claims: len({claim.document for claim in claims}))
        for few, many in combinations(fewest, 2):
            if few[0].document != many[0].document:
                timed = moment is not None or key.stance is not Stance.FLOW
                timed = timed or len({claim.document for claim in many}) > 1
                sure = key.of_plant or (timed and _sure(collection, few, many))
                yield report.moved(few[0], many[0], sure=sure)


def _kind(unit: str) -> str | None:
    """One name for the units that are taken for one another; None for a unit that is for none."""
    money = _CURRENCY.fullmatch(unit)
    if money is not None:
        return money["per"] or "money"
    return next((row[0] for row in definitions().confused_units if unit in row), None)


def _sure(collection: Collection, few: Sequence[Claim], many: Sequence[Claim]) -> bool:
    """Whether one of two units is a slip beyond doubt."""
    documents = [{claim.document for claim in side} for side in (few, many)]
    if documents[0] & documents[1] or not all(names_unit(collection, side) for side in (few, many)):
        return False
    return digits(few[0]) >= _TELLING or (len(documents[1]) > 1 and len(documents[0]) == 1)


def names_unit(collection: Collection, side: Sequence[Claim]) -> bool:
    """Whether a text on a side names the unit, so that it can be no other."""
    for claim in side:
        bare = claim.unit.startswith(_YUAN) and not definitions().yuan.search(claim.text)
        document = collection.document[claim.document]
        if not bare or (document.script == _HOME and not definitions().one_currency.search(document.folded)):
            return True
    return False
