"""The relations of the network: identities tied to the facts that they relate, each solvable for each.

Formula identities come from the data; sums over a complete cut and the share-weighted mean of two segments'
margins are built from what the collection shows to be complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from claims.calendar import try_parse
from claims.model import Basis, Claim, Measure
from claims.words import metrics
from rules.collection import Collection
from rules.expression import Expression, parse
from rules.facts import FactBook, FactKey, slice_of, variable
from rules.identities import Identity, Role, identities
from rules.interval import Interval
from rules.operands import fits, is_share_inside, operand_periods, part_of_a_part, years_of
from rules.parts import complete_cuts

STATED = "stated"
"""The name of the recomputed fact in a relation's formulas."""

_OPEN = "?"
"""The unit of a fact that nobody states, until another operand shares its own."""


@dataclass(frozen=True)
class Relation:
    """Facts that are tied, by name, with a formula for each from the others."""

    code: str
    """Code of the identity."""
    facts: Mapping[str, FactKey]
    """Fact by name."""
    formulas: Mapping[str, Expression]
    """Formula by the name that it solves for."""
    signs: Mapping[str, int]
    """−1 for a fact whose metric counts its variable downwards."""
    constants: Mapping[str, int]
    """Exact numbers that the formulas name."""

    def __hash__(self) -> int:
        return hash((self.code, *self.facts.values()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Relation) and (self.code, self.facts) == (other.code, other.facts)

    def implied(self, name: str, others: Mapping[str, Interval]) -> Interval | None:
        """What the other facts imply for one; None where no formula gives it or it is not defined."""
        formula = self.formulas.get(name)
        if formula is None:
            return None
        values = {other: interval.scale(self.signs.get(other, 1)) for other, interval in others.items()}
        values |= {constant: Interval.point(number) for constant, number in self.constants.items()}
        try:
            return formula.over(values).scale(self.signs.get(name, 1))
        except (ZeroDivisionError, ValueError):
            return None


def relations(collection: Collection) -> tuple[Relation, ...]:
    """Every relation of a collection, each once."""
    book = collection.once(FactBook)
    found: dict[Relation, None] = {}
    first = {fact: book.stating(fact)[0] for fact in book.variables()}
    meant = [(fact, c) for fact, c in first.items() if c.basis in (Basis.REPORTED, Basis.ESTIMATED)]
    for identity in identities():
        if identity.form == "formula" and identity.strict and identity.claim is not None:
            for fact, claim in meant:
                if fits(identity.claim, claim):
                    relation = _formula(book, identity, fact, claim)
                    if relation is not None:
                        found[relation] = None
    for relation in (*_sums(book), *_margins(book)):
        found[relation] = None
    return tuple(found)


def _formula(book: FactBook, identity: Identity, fact: FactKey, claim: Claim) -> Relation | None:
    """A formula identity tied to one stated fact; None where an operand's fact is not determined."""
    reading = identity.reading[0]
    if reading.units and claim.unit not in reading.units:
        return None
    period = try_parse(fact.period)
    names = {STATED: fact}
    signs = {STATED: variable(claim.metric)[1]}
    for role in identity.role:
        key = _role_fact(book, claim, fact, role, operand_periods(book, claim, period, role))
        if key is None:
            return None
        metric = _metric(claim, role)
        names[role.name], signs[role.name] = key, variable(metric or "")[1]
    shared = {names[role.name].unit for role in identity.role if role.unit == "shared"} - {_OPEN}
    if len(shared) > 1:
        return None  # a share that rose by so many points is no change of the amount
    if any(key.unit == _OPEN for key in names.values()):
        units = {k.unit for n, k in names.items() if n != STATED and k.unit != _OPEN}
        if len(units) != 1:
            return None
        unit = units.pop()
        names = {n: _in_unit(k, unit) if k.unit == _OPEN else k for n, k in names.items()}
    shared = {names[role.name].unit for role in identity.role if role.unit == "shared"}
    if len(shared) > 1 and "percentage_point" in shared:
        return None  # a share that moved by points is no change of its amount
    formulas = {STATED: reading.expression} | {n: parse(f) for n, f in identity.solve.items()}
    return Relation(identity.code, names, formulas, signs, {"years": years_of(period)})


def _metric(claim: Claim, role: Role) -> str | None:
    return claim.metric if role.metric == "same" else claim.of if role.metric == "of" else role.metric


def _role_fact(
    book: FactBook, claim: Claim, fact: FactKey, role: Role, periods: tuple[str, ...]
) -> FactKey | None:
    """The fact of a role; its unit stays open where nobody states it."""
    metric, own = _metric(claim, role), slice_of(claim)
    if metric is None or not periods or (role.slice == "whole" and len(own) != 1):
        return None
    if part_of_a_part(book, claim, role) or (role.slice == "whole" and _inside(claim)):
        return None
    wanted = () if role.slice == "whole" else own
    name = variable(metric)[0]
    if role.slice == "whole" and any(
        is_share_inside(claim, slice_of(stated))
        for period in periods
        for stated in book.sliced(fact.entity, variable(metric)[0], role.measure, period)
    ):
        return None
    versus = fact.versus if role.measure in (Measure.GROWTH, Measure.CHANGE) else ""
    for period in periods:
        for stated in book.sliced(fact.entity, name, role.measure, period):
            key = book.key(stated)
            in_unit = role.unit == "shared" or stated.unit == _unit(claim, role)
            if slice_of(stated) == wanted and in_unit and key.versus == versus:
                return key
    unit = _unit(claim, role)
    if role.unit == "shared":
        unit = book.unit_of(fact.entity, name, role.measure) or _OPEN
    return FactKey(fact.entity, name, role.measure, None, wanted, periods[0], unit, versus)


def _inside(claim: Claim) -> bool:
    """Whether a share of income names what it is one of, which is none of its kinds (`占线上收入的四成`)."""
    item = claim.dimensions.get("item")
    spec = metrics().get(claim.metric)
    told = claim.measure is Measure.SHARE and claim.metric == "revenue" and item is not None
    return told and spec is not None and item not in spec.items


def _unit(claim: Claim, role: Role) -> str:
    return claim.unit if role.unit == "stated" else role.unit


def _in_unit(key: FactKey, unit: str) -> FactKey:
    return replace(key, unit=unit)


def _sums(book: FactBook) -> Iterator[Relation]:
    """Shares of a complete cut make 100%, its levels the whole, for every period that states one of them."""
    for entity, metric, dimension, rest, names in complete_cuts(book):
        for measure, unit in ((Measure.SHARE, "percent"), (Measure.LEVEL, None)):
            for period, found in _stated_periods(book, entity, metric, measure, dimension, names):
                parts = {
                    f"p{i}": FactKey(
                        entity, metric, measure, None, tuple(sorted((*rest, (dimension, name)))), period,
                        unit or found,
                    )
                    for i, name in enumerate(sorted(names))
                }  # fmt: skip
                listed = " + ".join(parts)
                if unit:
                    formulas = {n: parse("100 - " + " - ".join(o for o in parts if o != n)) for n in parts}
                    yield Relation("A105", parts, formulas, {}, {})
                    continue
                whole = FactKey(entity, metric, measure, None, rest, period, found)
                formulas = {STATED: parse(listed)} | {
                    n: parse(" - ".join([STATED, *(o for o in parts if o != n)])) for n in parts
                }
                yield Relation("A106", {STATED: whole, **parts}, formulas, {}, {})


def _stated_periods(
    book: FactBook, entity: str, metric: str, measure: Measure, dimension: str, names: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Periods and units in which a part of the cut is stated."""
    seen = set()
    for fact in book.facts_of(entity, metric, measure):
        part = dict(fact.slice).get(dimension)
        if part in names and (fact.period, fact.unit) not in seen:
            seen.add((fact.period, fact.unit))
            yield fact.period, fact.unit


def _margins(book: FactBook) -> Iterator[Relation]:
    """The total margin of two segments as their mean, weighted by the share of the first."""
    for entity, metric, dimension, rest, names in complete_cuts(book):
        if metric != "revenue" or rest or len(names) != 2:
            continue
        first, second = sorted(names)
        periods = {fact.period for fact in book.facts_of(entity, "gross_margin", Measure.LEVEL)}
        for period in sorted(periods):
            tied = {
                "total": FactKey(entity, "gross_margin", Measure.LEVEL, None, (), period, "percent"),
                "a": FactKey(
                    entity, "gross_margin", Measure.LEVEL, None, ((dimension, first),), period, "percent"
                ),
                "b": FactKey(
                    entity, "gross_margin", Measure.LEVEL, None, ((dimension, second),), period, "percent"
                ),
                "share": FactKey(
                    entity, "revenue", Measure.SHARE, None, ((dimension, first),), period, "percent"
                ),
            }
            formulas = {
                "total": parse("(a * share + b * (100 - share)) / 100"),
                "a": parse("(total * 100 - b * (100 - share)) / share"),
                "b": parse("(total * 100 - a * share) / (100 - share)"),
            }
            yield Relation("A119", tied, formulas, {}, {})
