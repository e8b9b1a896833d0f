"""What a formula gives for a choice of operands, and how the stated claim compares.

Careful and generous readings go through the formula apart; a loss and a profit are one variable, seen from
the role's own metric.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from claims.model import Bounds, Claim, Qualifier
from rules import facts
from rules.expression import Expression, parse
from rules.facts import FactBook, variable
from rules.identities import FormulaReading, Identity, Role
from rules.interval import Interval, plain
from rules.outcome import Grade, Mark, Outcome, Strain, agrees, judge

_ORDER = list(Grade)


@dataclass(frozen=True, slots=True)
class Trial:
    """One choice of operands and what it gives."""

    operands: Mapping[str, Claim]
    """Operand by role."""
    reach: int
    """How far the farthest stands: 0 sentence, 1 paragraph, 2 document, 3 another document."""
    core: Interval
    """What the operands' careful readings give."""
    hard: Interval
    """What their generous readings give."""
    outcome: Outcome
    """How the claim compares."""
    weak: bool = False
    """Whether it fits only under a weak reading."""


_FOLDED = "翻"


def try_operands(
    book: FactBook, identity: Identity, claim: Claim, operands: Mapping[str, Claim], years: int
) -> Trial | None:
    """What a choice of operands gives under the first reading that fits, else under the first at all."""
    reach = max(book.distance(claim, operand)[0] for operand in operands.values())
    first: Trial | None = None
    for reading in identity.reading:
        if reading.slip is not None or (reading.units and claim.unit not in reading.units):
            continue
        result = evaluate(reading.expression, identity, claim, operands, years)
        if result is None:
            continue
        outcome = judge(claim, *result)
        if claim.qualifier is Qualifier.RANGE and any(is_range(o) for o in operands.values()):
            outcome = _by_ends(reading.expression, identity, claim, operands, years) or outcome
        misses = outcome.strain is Strain.MISSES
        if misses and _fits_cut(reading.expression, identity, claim, operands, years):
            outcome = Outcome(Grade.AGREE_ROUNDING, mark=Mark.CUT)
        weak = reading.weak and not claim.text.startswith(_FOLDED)  # 翻一番 is twice as much
        trial = Trial(operands, reach, *result, outcome, weak)
        if trial.outcome.agrees:
            return trial
        first = first or trial
    return first


def evaluate(
    expression: Expression, identity: Identity, claim: Claim, operands: Mapping[str, Claim], years: int
) -> tuple[Interval, Interval] | None:
    """A formula over the operands' careful and generous readings; None where it is not defined on them."""
    core = _over(facts.core, expression, identity, claim, operands, years)
    hard = _over(facts.hard, expression, identity, claim, operands, years)
    return None if core is None or hard is None else (core, core.hull(hard))


def _over(
    read: Callable[[Claim], Interval],
    expression: Expression,
    identity: Identity,
    claim: Claim,
    operands: Mapping[str, Claim],
    years: int,
) -> Interval | None:
    values = {"years": Interval.point(years)}
    for role in identity.role:
        operand = operands[role.name]
        values[role.name] = read(operand).scale(_sign(claim, role, operands))
    try:
        return expression.over(values)
    except (ZeroDivisionError, ValueError):
        return None


def is_range(claim: Claim) -> bool:
    """Whether a claim gives two ends."""
    return claim.qualifier is Qualifier.RANGE


_SCALES = (4, 8)
"""Powers of ten of 万 and 亿, which an end of a range may have too many of."""
_ALIKE = Fraction(6, 5)
"""How many times apart the ends are at most, without the scale word, for it to be the slip."""
_LONG = 3
"""Digits that both ends have for that to be no chance."""


def two_scales(claim: Claim) -> bool:
    """Whether a range's ends are alike but for a 万 or 亿 of one of them."""
    if not is_range(claim) or not claim.low or not claim.high or Fraction(claim.low) <= 0:
        return False
    low, high = Fraction(claim.low), Fraction(claim.high)
    long = all(len(end.replace(".", "").strip("0")) >= _LONG for end in (claim.low, claim.high))
    apart = (high / low / 10**power for power in _SCALES)
    return long and any(1 / _ALIKE <= ratio <= _ALIKE for ratio in apart)


def _by_ends(
    expression: Expression, identity: Identity, claim: Claim, operands: Mapping[str, Claim], years: int
) -> Outcome | None:
    """The worse outcome of a range's two ends, each a plain figure against that end of the operands.

    A larger loss goes with a larger fall, so the ends are also paired crosswise; the better pairing counts.
    """
    pairings = []
    for order in ((0, 1), (1, 0)):
        outcomes = []
        for mine, theirs in zip((0, 1), order, strict=True):
            end = range_end(claim, mine)
            values = {n: range_end(o, theirs) if is_range(o) else o for n, o in operands.items()}
            result = evaluate(expression, identity, end, values, years)
            if result is None:
                return None
            outcomes.append(judge(end, *result))
        pairings.append(max(outcomes, key=lambda o: _ORDER.index(o.grade)))
    return min(pairings, key=lambda o: _ORDER.index(o.grade))


def range_end(claim: Claim, side: int) -> Claim:
    """One end of a range (0 the lower, 1 the upper) as a plain figure with half a last digit around it."""
    value, unit = Fraction((claim.low, claim.high)[side] or claim.value), Fraction(claim.ulp or 0)
    low, high = plain(value - unit / 2), plain(value + unit / 2)
    hard = Bounds(low=plain(value - unit), high=plain(value + unit), low_open=True, high_open=True)
    return claim.model_copy(
        update={
            "value": plain(value),
            "low": low,
            "high": high,
            "low_open": False,
            "high_open": False,
            "hard": hard,
            "qualifier": Qualifier.EXACT,
        }
    )


def _fits_cut(
    expression: Expression, identity: Identity, claim: Claim, operands: Mapping[str, Claim], years: int
) -> bool:
    """Whether the claim fits if its operands' further digits were dropped instead of rounded."""
    values = _over(facts.cut, expression, identity, claim, operands, years)
    return values is not None and agrees(claim, values)


def _sign(claim: Claim, role: Role, operands: Mapping[str, Claim]) -> int:
    """The direction in which the role's metric counts its variable; a loss counts downwards."""
    metric = claim.metric if role.metric == "same" else claim.of if role.metric == "of" else role.metric
    return variable(metric or operands[role.name].metric)[1]


def solved(
    identity: Identity, claim: Claim, operands: Mapping[str, Claim], name: str, years: int
) -> tuple[Interval, Interval] | None:
    """What one operand must be, given the stated claim and the others; None where that is not known."""
    formula = identity.solve.get(name)
    if formula is None or not _first_reading(identity, claim):
        return None
    others = {role: operand for role, operand in operands.items() if role != name}
    roles = {role.name: role for role in identity.role}
    signs = {role: _sign(claim, roles[role], operands) for role in others}
    own, back = variable(claim.metric)[1], _sign(claim, roles[name], operands)
    bounds = []
    for read in (facts.core, facts.hard):
        values = {role: read(operand).scale(signs[role]) for role, operand in others.items()}
        values |= {"stated": read(claim).scale(own), "years": Interval.point(years)}
        try:
            bounds.append(parse(formula).over(values).scale(back))
        except (ZeroDivisionError, ValueError):
            return None
    return bounds[0], bounds[0].hull(bounds[1])


def _first_reading(identity: Identity, claim: Claim) -> FormulaReading | None:
    units = identity.reading[0].units
    return identity.reading[0] if not units or claim.unit in units else None
