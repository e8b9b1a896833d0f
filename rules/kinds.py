"""Kinds that are all there is of a whole, by what the field knows: loans to companies, to persons, and bills.

In: `kinds.toml`, and the names of a row. Out: the checked data, and which family the names are all kinds of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache, cached_property

from claims.knowledge import Table
from claims.model import Model
from rules.outcome import reading
from rules.sums import Sum, exceeds

_THOUSAND = 1000


class Family(Model):
    """The kinds of a whole."""

    whole: str
    """Pattern of the whole's names."""
    kinds: tuple[str, ...]
    """Patterns of the names of each kind."""
    besides: tuple[str, ...] = ()
    """Patterns of the names of kinds that only some companies have."""
    alike: bool = False
    """Whether the kinds' names alone don't tell what they are of, but must be read as their whole is."""
    short: int
    """Thousandths of the whole that the kinds may stay below it."""

    def explains(self, terms: Sum) -> bool:
        """Whether what the kinds lack of their whole is what accounts hold besides them."""
        assert terms.whole is not None
        made = sum((reading(part).value for part in terms.parts), Fraction(0))
        size = reading(terms.whole).value
        return not exceeds(terms) and (size - made) * _THOUSAND <= self.short * size


class Kinds(Model):
    """What `kinds.toml` says."""

    before: str
    """Pattern of what may stand right before a name."""
    links: str
    """Pattern of what may stand between a name and its figure."""
    apart: re.Pattern[str]
    """Words of sentences that are left alone."""
    family: tuple[Family, ...]

    @cached_property
    def named(self) -> dict[str, re.Pattern[str]]:
        """What the words before a figure end in where they name it, by the pattern of the names."""
        names = {n for f in self.family for n in (f.whole, *f.kinds, *f.besides)}
        return {name: re.compile(f"(?:{name})(?:{self.links})$") for name in names}

    @cached_property
    def opened(self) -> re.Pattern[str]:
        """What the words before a name end in."""
        return re.compile(f"(?:{self.before})$")


TABLE = Table("rules/kinds.toml", Kinds, free=("short",), folded=False)
"""The file."""


@cache
def kinds() -> Kinds:
    """The data of `kinds.toml`; ValueError with the file's name and the key where it is wrong."""
    return TABLE.load()


def family_of(names: Sequence[str]) -> Family | None:
    """The family whose kinds the names of a row are, each once, or None."""
    for family in kinds().family:
        patterns = [kinds().named[kind] for kind in family.kinds]
        if len(names) == len(patterns) and all(
            sum(p.fullmatch(name) is not None for name in names) == 1 for p in patterns
        ):
            return family
    return None
