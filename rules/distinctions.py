"""Words that say on which footing a figure is counted: the checked content of `distinctions.toml`.

Takes the file; gives the distinctions. What two figures' words say of them is told apart in `toldapart.py`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from claims.knowledge import Table
from claims.model import Measure, Model


class Distinction(Model):
    """Footings on which figures of one thing are counted."""

    name: str
    poles: tuple[re.Pattern[str], ...]
    """The words of each, from the one that holds most."""
    alone: frozenset[int] = frozenset()
    """Those that one figure may be told on where the other says nothing."""
    bare: int = -1
    """The place among them of what says nothing."""
    unordered: bool = False
    """Whether either figure may be the larger."""
    metrics: frozenset[str] = frozenset()
    """The metrics that it is about; all where there are none."""
    across: bool = False
    """Whether the words name the thing, whatever the metric."""
    measures: frozenset[Measure] = frozenset({Measure.LEVEL})
    free: frozenset[str] = frozenset()
    """Slices that may differ but for the words of `poles` and `plain`."""
    plain: re.Pattern[str] = re.compile("(?!)")
    """What may be left of such a slice without making it another's."""
    anywhere: bool = False
    """Whether the words may stand anywhere in the sentence."""
    within: bool = False
    """Whether one figure's time may lie within the other's."""
    farthest: Fraction = Fraction(3)
    """Times that figures are apart by at most, where one of them says nothing."""

    def about(self, measure: Measure, metric: str) -> bool:
        """Whether it is about figures of a metric, so measured."""
        return measure in self.measures and (not self.metrics or metric in self.metrics)


class Distinctions(Model):
    """The contents of `distinctions.toml`."""

    distinction: tuple[Distinction, ...]


TABLE = Table("rules/distinctions.toml", Distinctions, folded=False)
"""The file."""


@cache
def distinctions() -> tuple[Distinction, ...]:
    """The data of `distinctions.toml`; raises ValueError naming the file and the key that is wrong."""
    return TABLE.load().distinction
