"""Identities as data: the checked content of `identities.toml`.

Takes the file; gives `Identity` models whose formulas are parsed and whose parts fit each other. How they are
run is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property
from typing import Literal

from pydantic import Field, model_validator

from claims.knowledge import Meaning, Path, Slip, Table
from claims.model import Measure, Model
from claims.words import metrics
from rules.expression import Expression, parse
from rules.slips import SlipKind

_FEWEST = 2
"""So many figures an identity is between, at least."""

_SEEN_FROM_CLAIM = ("same", "of")
"""Metrics of an operand that the claim names."""


class Texts(Model):
    """One text in both languages."""

    zh: str
    """Chinese."""
    en: str
    """English."""


class Pattern(Model):
    """Which stated claims an identity recomputes."""

    measures: tuple[Measure, ...]
    """Measures that it takes."""
    metrics: tuple[str, ...] = ()
    """Metrics that it takes; any where empty."""
    besides: tuple[str, ...] = ()
    """Metrics that it leaves out."""
    units: tuple[str, ...] = ()
    """Units that it takes; any where empty."""
    levels: Literal["any", "amount", "percentage"] = "any"
    """Whether the metric's levels are amounts or percentages."""
    positive: bool = False
    """Whether it leaves out metrics that may be negative."""


class Role(Model):
    """An operand."""

    name: str
    """Its name in the formulas."""
    metric: str = "same"
    """`same`, `of`, or a metric's id."""
    metrics: tuple[str, ...] = ()
    """Other metrics that may stand for it, where several definitions are in use."""
    measure: Measure = Measure.LEVEL
    """Its measure."""
    period: Literal["same", "base", "first", "last"] = "same"
    """Its period, seen from the claim."""
    slice: Literal["same", "whole"] = "same"
    """Its slice, seen from the claim."""
    unit: str = "shared"
    """`shared` with the other operands, `stated` (the claim's), or a unit."""


class Nearby(Model):
    """A figure that the words in front of it name, within a paragraph."""

    name: str
    """Its name in the formulas."""
    units: tuple[str, ...]
    """Units that it may have."""
    before: str
    """Pattern of the folded words in front of it, back to the figure before."""
    after: str = ""
    """Pattern of the folded words behind it, up to the figure after; any where empty."""
    besides: str = ""
    """Pattern of words in front of it that rule it out; none where empty."""
    range: bool = False
    """Whether it gives two ends."""
    whole: bool = False
    """Whether it must be of all there is: of no segment, region or product."""
    size: bool = False
    """Whether its size counts, whatever sign its words give it."""
    earlier: str = ""
    """The name of a figure than whose time its own must be earlier, where both are known."""
    same: str = ""
    """The name of a figure whose time must be its own, where both are known."""
    among: str = ""
    """Pattern of the words of its sentence; any where empty."""
    metrics: tuple[str, ...] = ()
    """What it must have been read as; anything where empty."""

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str] | None, ...]:
        """What stands in front, behind, what rules it out, what its sentence holds; None where left open."""
        return tuple(
            re.compile(pattern) if pattern else None
            for pattern in (self.before, self.after, self.besides, self.among)
        )

    @cached_property
    def per_share(self) -> bool:
        """Whether it may be a price or another amount for one share."""
        return any(unit.endswith("/share") for unit in self.units)


class FormulaReading(Model):
    """One way to compute the claim."""

    units: tuple[str, ...] = ()
    """Units of the claim that it is for; any where empty."""
    value: str
    """The formula."""
    weak: bool = False
    """Whether a fit is worth no more than tension."""
    slip: SlipKind | None = None
    """What a fit shows where no other reading fits."""

    @property
    def expression(self) -> Expression:
        """The parsed formula."""
        return parse(self.value)


class Identity(Model):
    """What must hold between figures, with its page."""

    code: str
    """Stable code."""
    slug: str
    """Stable short name."""
    title: Texts
    """Its name."""
    checks: Texts
    """What it checks."""
    misleads: Texts
    """Why a breach misleads."""
    silent: Texts
    """When it says nothing."""
    fails: tuple[str, ...]
    """Example texts on which it reports its worst verdict."""
    passes: tuple[str, ...]
    """Example texts on which it stays content."""
    scope: Literal["clause", "paragraph", "document"] = "paragraph"
    """Of the form `nearby`, how far apart its figures may stand."""
    sizes: bool = False
    """Of the form `nearby`, whether the stated figure is taken without its sign."""
    limits: bool = False
    """Of the form `nearby`, whether what words limit (`不超过2亿元`) is taken for the limit itself."""
    misses: Literal["all", "slips"] = "all"
    """Of the form `nearby`, which misses are told: all, or only those that a plain slip explains."""
    form: str = "formula"
    """`formula`, or the name of a form written in code."""
    strict: bool = True
    """Whether a miss may be called a contradiction."""
    named: bool = False
    """Of the form `nearby`, whether its words name each figure alone, so that others between them and the
    ends of sentences don't part them."""
    beside: bool = False
    """Where it is not strict, whether a miss is a contradiction all the same if the operands stand beside
    the stated figure, in its sentence or alone in the one before."""
    room: int = 5
    """Of a miss beside its operands the least percent that no difference of definition explains."""
    needs_slip: bool = False
    """Whether a miss counts only where a plain slip explains it; else the identity stays silent."""
    outright: bool = False
    """Whether a miss that no slip explains counts only where each operand stands in the sentence or
    its text says outright what it is of."""
    vouches: bool = True
    """Whether a fit bears its figures out; what only bounds a figure does not."""
    claim: Pattern | None = None
    """Which claims it recomputes."""
    role: tuple[Role, ...] = ()
    """Its operands."""
    near: tuple[Nearby, ...] = ()
    """Of the form `nearby` its figures, the stated one first."""
    reading: tuple[FormulaReading, ...] = ()
    """Ways to compute the claim, in order of preference."""
    solve: dict[str, str] = Field(default_factory=dict)
    """Operand → formula from the others and `stated`."""
    working: str = ""
    """The computation as a message shows it."""

    @cached_property
    def sized(self) -> frozenset[str]:
        """Of the form `nearby` the names of the figures of which the size counts."""
        return frozenset(role.name for role in self.near if role.size)

    @cached_property
    def roles(self) -> dict[str, tuple[Nearby, ...]]:
        """Of the form `nearby` the alternatives of each name, in its order."""
        return {
            role.name: tuple(other for other in self.near if other.name == role.name) for role in self.near
        }

    @cached_property
    def near_units(self) -> tuple[frozenset[str], ...]:
        """Of the form `nearby` the units that the figures of each name may have."""
        return tuple(
            frozenset(unit for role in roles for unit in role.units) for roles in self.roles.values()
        )

    @model_validator(mode="after")
    def _fits(self) -> Identity:
        if self.form == "nearby":
            return self._fits_nearby()
        if self.form != "formula":
            return self
        if self.claim is None or not self.role or not self.reading:
            raise ValueError(f"{self.code}: a formula needs claim, role and reading")
        roles = {role.name for role in self.role}
        for reading in self.reading:
            unknown = reading.expression.names - roles - {"years"}
            if unknown:
                raise ValueError(f"{self.code}: {reading.value!r} names no operand {min(unknown)!r}")
        for name, formula in self.solve.items():
            unknown = parse(formula).names - (roles - {name}) - {"years", "stated"}
            if name not in roles or unknown:
                raise ValueError(f"{self.code}: solve.{name} = {formula!r} does not fit the operands")
        return self

    def _fits_nearby(self) -> Identity:
        names = {role.name for role in self.near}
        if len(names) < _FEWEST or not self.reading:
            raise ValueError(f"{self.code}: the form nearby needs near, of {_FEWEST} figures, and reading")
        for reading in self.reading:
            unknown = reading.expression.names - names
            if unknown:
                raise ValueError(f"{self.code}: {reading.value!r} names no figure {min(unknown)!r}")
        for role in self.near:
            for pattern in (role.before, role.after, role.besides):
                re.compile(pattern)
        stated = self.near[0].name
        for name, formula in self.solve.items():
            if name == stated or name not in names or parse(formula).names - (names - {name}):
                raise ValueError(f"{self.code}: solve.{name} = {formula!r} does not fit the figures")
        return self


class Catalogue(Model):
    """The file."""

    identity: tuple[Identity, ...]
    """Every identity, in order."""


def _named(file: Catalogue) -> Iterator[Meaning]:
    """Codes and slugs, each of one identity."""
    for number, identity in enumerate(file.identity):
        title = f"{number + 1}. {identity.title.zh}"
        yield Meaning(identity.code, title, ("identity", number, "code"))
        yield Meaning(identity.slug, title, ("identity", number, "slug"))


def _unmeasured(file: Catalogue) -> Iterator[Slip]:
    """Names of metrics that there aren't."""
    known = (*metrics(), *_SEEN_FROM_CLAIM)
    for number, identity in enumerate(file.identity):
        named: list[tuple[Path, str]] = [
            (("identity", number, "role", i, "metric"), role.metric) for i, role in enumerate(identity.role)
        ]
        for i, role in enumerate(identity.role):
            named += [(("identity", number, "role", i, "metrics", k), m) for k, m in enumerate(role.metrics)]
        if identity.claim is not None:
            for key in ("metrics", "besides"):
                names = enumerate(getattr(identity.claim, key))
                named += [(("identity", number, "claim", key, i), name) for i, name in names]
        for path, name in named:
            if name not in known:
                yield Slip(path, f"there is no metric {name!r}", name, known)


TABLE = Table("rules/identities.toml", Catalogue, _named, _unmeasured, folded=False)
"""The file."""


@cache
def identities() -> tuple[Identity, ...]:
    """Every identity, checked; ValueError with the file's name and the key where one is wrong."""
    return TABLE.load().identity


def read(text: str, name: str = "rules/identities.toml") -> tuple[Identity, ...]:
    """The identities of a file in the same form, such as a user's own."""
    return TABLE.read(text, name).identity
