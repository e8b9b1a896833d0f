"""A claim in the making: one quantity in its sentence, and what has been resolved of it so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from claims.model import Attribution, Basis, Measure, Quantity, Source
from claims.sentence import SentenceView

NOBODY = Attribution(kind=Source.NONE, name=None)
"""No speaker is named."""


class Reason(NamedTuple):
    """What decided a field: the `Evidence` of the finished claim."""

    field: str
    start: int
    end: int
    how: str


@dataclass(slots=True)
class Draft:
    """A quantity that asserts something; the steps of `claims.extracting` fill it in, in their order."""

    quantity: Quantity
    """The number."""
    kind: str
    """The kind of its unit, as metrics name it."""
    clause: int
    """Index of its clause in the sentence."""
    own_start: int
    """Where its own words start: behind the number before it in the clause, or at the clause's start."""
    unit: str = ""
    """Its unit, with what the context gives."""
    unit_inferred: bool = False
    """Whether the context gave the unit."""
    entity: str | None = None
    metric: str | None = None
    head: tuple[int, int] | None = None
    """Where the metric is named."""
    label: str | None = None
    measure: Measure = Measure.LEVEL
    of: str | None = None
    versus: str | None = None
    direction: int = 0
    """Of growth and change: the sign that its words give; 0 where the number's own sign holds."""
    negated: bool = False
    """Whether its metric's word names the negative (经营亏损): the number's sign is turned."""
    dimensions: dict[str, str] = field(default_factory=dict)
    period: str | None = None
    basis: Basis = Basis.REPORTED
    attribution: Attribution = NOBODY
    evidence: list[Reason] = field(default_factory=list)
    compared: bool = False
    """Whether it is only what another number is compared with (`与上年同期的1.98亿元相比`)."""
    same_slice: Draft | None = None
    """Another draft of the sentence whose slice this one has (`A收入…,B收入…,分别占…`)."""
    is_base: bool = False
    """Whether it is the whole that a rate right behind it is of (`占24亿元总营收的12.5%`)."""
    led_on: str = ""
    """Of a level, the stretch of years over which it came from the one before (`2014/2024`)."""
    averaged: str = ""
    """Of a compound rate, the words that say over how many years (`两年平均增长`)."""
    base_at: int = -1
    """Where the time phrase starts that a ratio to another period's level is measured against, or -1."""
    of_money: bool = False
    """Whether its metric's word says that it is an amount of money (`成交额677万`)."""
    listed: bool = False
    """Whether it is a part that a list names, announced as such (`由四类组成:甲6亿元;乙3亿元`)."""
    part: str = ""
    """Of a part of a row that its name alone tells: the dimension that the name fills."""
    carried: bool = False
    """Whether metric and measure come from the draft before it."""
    date_value: str | None = None
    """Of a date claim, its ISO value; `quantity` then only marks the place."""
    start: int = field(init=False)
    """Where the number starts, with the words that qualify it."""
    end: int = field(init=False)
    """Behind the number and the words that qualify it."""

    def __post_init__(self) -> None:
        quantity = self.quantity
        self.start = quantity.qualifier_start if quantity.qualifier_start >= 0 else quantity.start
        self.end = max(quantity.qualifier_end, quantity.end)

    def same_list(self, other: Draft | None) -> bool:
        """Whether another draft is a member of the same list of numbers."""
        return (
            other is not None
            and self.quantity.in_list >= 0
            and self.quantity.in_list == other.quantity.in_list
        )

    def why(self, name: str, start: int, end: int, how: str) -> None:
        """Keep what decided a field."""
        self.evidence.append(Reason(name, start, end, how))


_GLOSS_OPENS = re.compile(r"[^\d\s%][(（]$")
_GLOSS_ENDS = re.compile(r"[)）]的(?:比例|比重|占比|份额)")
_DURATIONS = frozenset({"year", "month", "day"})
_PLAIN_KINDS = {
    "percent": "percent",
    "percentage_point": "points",
    "times": "times",
    "count": "count",
    "share": "share",
    "token": "token",
    "rank": "rank",
    "date": "date",
}


def unit_kind(unit: str) -> str:
    """The kind of a unit, as `kinds` of `lexicon/metrics.toml` name it."""
    if unit in _PLAIN_KINDS:
        return _PLAIN_KINDS[unit]
    if "/" in unit:
        return "price"
    if unit in _DURATIONS:
        return "duration"
    if len(unit) == 3 and unit.isupper():
        return "money"
    return "physical"


def _glosses(view: SentenceView, before: Draft, quantity: Quantity) -> bool:
    """Whether a number stands in brackets behind a word, across which the words to the next go on.

    `占公司股份总数(约9.06亿股)的比例为39.05%`: the share is of 股份总数.
    """
    return _GLOSS_OPENS.search(view.text, view.start, before.start) is not None and (
        _GLOSS_ENDS.match(view.text, before.end, quantity.start) is not None
    )


def _only_averages(view: SentenceView, quantity: Quantity) -> bool:
    """Whether a length only says over how long a growth is averaged (`两年平均增长5%`)."""
    averaged = view.cues(quantity.end, view.end, "cagr")
    return quantity.unit in _DURATIONS and bool(averaged) and averaged[0].start == quantity.end


def back_from(drafts: Sequence[Draft], index: int, told: Sequence[Draft]) -> Iterator[Draft]:
    """The drafts before one of a sentence, the last first, and behind them those told before the sentence."""
    return chain(reversed(drafts[:index]), reversed(told))


def drafts_of(view: SentenceView) -> list[Draft]:
    """One draft a quantity of the sentence, with its place in its clause."""
    drafts: list[Draft] = []
    for quantity in view.quantities:
        if _only_averages(view, quantity):
            continue
        clause = view.clause_of(quantity.start)
        own_start = view.clauses[clause][0]
        for before in reversed(drafts):
            if before.clause != clause:
                break
            if not _glosses(view, before, quantity):
                own_start = max(own_start, before.end)
                break
        kind = unit_kind(quantity.unit)
        drafts.append(Draft(quantity, kind, clause, own_start, unit=quantity.unit))
    return drafts
