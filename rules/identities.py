"""Identities as data: the checked content of `identities.toml`.

Takes the file; gives `Identity` models whose formulas are parsed and whose parts fit each other. How they are
run is not known here.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from pydantic import Field, ValidationError, model_validator

from claims.model import Measure, Model
from rules.expression import Expression, parse
from rules.slips import SlipKind


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
    range: bool = False
    """Whether it gives two ends."""


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
    form: str = "formula"
    """`formula`, or the name of a form written in code."""
    strict: bool = True
    """Whether a miss may be called a contradiction."""
    needs_slip: bool = False
    """Whether a miss counts only where a plain slip explains it; else the identity stays silent."""
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
        if not names or not self.reading:
            raise ValueError(f"{self.code}: the form nearby needs near and reading")
        for reading in self.reading:
            unknown = reading.expression.names - names
            if unknown:
                raise ValueError(f"{self.code}: {reading.value!r} names no figure {min(unknown)!r}")
        for role in self.near:
            re.compile(role.before)
        return self


class Catalogue(Model):
    """The file."""

    identity: tuple[Identity, ...]
    """Every identity, in order."""

    @model_validator(mode="after")
    def _distinct(self) -> Catalogue:
        for names in ([i.code for i in self.identity], [i.slug for i in self.identity]):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise ValueError(f"{min(twice)} stands for two identities")
        return self


@cache
def identities() -> tuple[Identity, ...]:
    """Every identity, checked; ValueError with the file's name and the key where one is wrong."""
    return read((resources.files("rules") / "identities.toml").read_text(encoding="utf-8"))


def read(text: str, name: str = "rules/identities.toml") -> tuple[Identity, ...]:
    """The identities of a file in the same form, such as a user's own."""
    try:
        return Catalogue.model_validate(tomllib.loads(text)).identity
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{name}: {error}") from error
