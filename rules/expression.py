"""Formulas as text: parsed once, evaluated exactly on rationals or on intervals.

Known are names of operands, whole numbers, `+ - * /`, `**` with a whole exponent, `abs(x)` and
`root(x, n)`, the n-th root. Everything else is refused when the formula is read. A formula must be monotone
in each operand for itself (any quotient of sums in which no operand's sign is open is), so that its ends lie
at the corners of the operands' intervals.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product

from rules.interval import WHOLE, Interval, root

Values = Mapping[str, Interval]
_Node = Callable[[Values], Interval]
_Guard = Callable[[Values], object]
_Point = Callable[[Mapping[str, Fraction]], Fraction]


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed formula."""

    text: str
    """The formula as written."""
    names: frozenset[str]
    """The operands that it needs."""
    _run: _Node
    _point: _Point | None
    """The same on numbers alone; None where the formula has a root."""
    _guards: tuple[_Guard, ...]
    """What raises where a divisor or a root may leave its domain."""

    def at(self, **values: Fraction) -> Interval:
        """The value at one point; a root is enclosed to 40 digits. Raises ZeroDivisionError."""
        return self._run({name: Interval.point(value) for name, value in values.items()})

    def over(self, operands: Mapping[str, Interval]) -> Interval:
        """The values over a box of operands, each taken once.

        The whole line where an operand is unbounded. Raises ZeroDivisionError where a divisor may be zero,
        ValueError where a root of a negative number may be needed.
        """
        names = sorted(self.names)
        if any(operands[name].width is None for name in names):
            return WHOLE
        for guard in self._guards:
            guard(operands)
        result: Interval | None = None
        for corner in product(*(_ends(operands[name]) for name in names)):
            value = self._corner(dict(zip(names, (end for end, _ in corner), strict=True)))
            if any(is_open for _, is_open in corner):
                value = Interval(value.low, value.high, True, True)
            result = value if result is None else _span(result, value)
        assert result is not None
        return result

    def _corner(self, values: dict[str, Fraction]) -> Interval:
        """The value at one point; a plain number unless a root has to be enclosed."""
        if self._point is None:
            return self._run({name: Interval.point(value) for name, value in values.items()})
        number = self._point(values)
        return Interval(number, number)


@cache
def parse(text: str) -> Expression:
    """Read a formula; ValueError says what it does not know."""
    try:
        tree = ast.parse(text, mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"not a formula: {text!r}") from error
    names: set[str] = set()
    run = _compile(tree, names, text)
    return Expression(text, frozenset(names), run, _on_numbers(tree), tuple(_guards(tree, text)))


def _guards(tree: ast.expr, text: str) -> Iterator[_Guard]:
    """For each divisor, root and exponent of a formula what raises where it may leave its domain."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(op=ast.Div(), right=part):
                yield _guard(_compile(part, set(), text), _not_zero)
            case ast.BinOp(op=ast.Pow(), right=part):
                yield _guard(_compile(part, set(), text), _whole)
            case ast.Call(func=ast.Name(id="root"), args=[part, degree]):
                yield _guard(_compile(part, set(), text), _not_negative)
                yield _guard(_compile(degree, set(), text), _whole)


def _guard(run: _Node, check: Callable[[Interval], object]) -> _Guard:
    return lambda values: check(run(values))


def _not_zero(divisor: Interval) -> None:
    if 0 in divisor:
        raise ZeroDivisionError("a divisor may be zero")


def _not_negative(base: Interval) -> None:
    if base.low is not None and base.low < 0:
        raise ValueError("a root of a negative number may be needed")


_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def _on_numbers(node: ast.expr) -> _Point | None:
    """The formula on rationals; None where it has a root. What is no formula was refused before."""
    match node:
        case ast.Constant(value=int() as number):
            exact = Fraction(number)
            return lambda _: exact
        case ast.Name(id=name):
            return operator.itemgetter(name)
        case ast.UnaryOp(operand=inner):
            return _after(operator.neg, _on_numbers(inner))
        case ast.BinOp(left=left, op=op, right=right):
            return _joined(_OPERATORS[type(op)], _on_numbers(left), _on_numbers(right))
        case ast.Call(func=ast.Name(id="abs"), args=[inner]):
            return _after(abs, _on_numbers(inner))
    return None


def _after(apply: Callable[[Fraction], Fraction], inner: _Point | None) -> _Point | None:
    return None if inner is None else lambda values: apply(inner(values))


def _joined(
    apply: Callable[[Fraction, Fraction], Fraction], one: _Point | None, two: _Point | None
) -> _Point | None:
    return None if one is None or two is None else lambda values: apply(one(values), two(values))


def _compile(node: ast.expr, names: set[str], text: str) -> _Node:
    match node:
        case ast.Constant(value=int() as number):
            point = Interval.point(number)
            return lambda _: point
        case ast.Name(id=name):
            names.add(name)
            return lambda values: values[name]
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            run = _compile(inner, names, text)
            return lambda values: -run(values)
        case ast.BinOp(left=left, op=op, right=right):
            return _binary(op, _compile(left, names, text), _compile(right, names, text), text)
        case ast.Call(func=ast.Name(id="abs"), args=[inner], keywords=[]):
            run = _compile(inner, names, text)
            return lambda values: run(values).absolute()
        case ast.Call(func=ast.Name(id="root"), args=[inner, degree], keywords=[]):
            base, power = _compile(inner, names, text), _compile(degree, names, text)
            return lambda values: _root(base(values), power(values))
    raise ValueError(f"a formula knows no {ast.unparse(node)!r}: {text!r}")


def _binary(op: ast.operator, left: _Node, right: _Node, text: str) -> _Node:
    match op:
        case ast.Add():
            return lambda values: left(values) + right(values)
        case ast.Sub():
            return lambda values: left(values) - right(values)
        case ast.Mult():
            return lambda values: left(values) * right(values)
        case ast.Div():
            return lambda values: _divided(left(values), right(values))
        case ast.Pow():
            return lambda values: _power(left(values), right(values))
    raise ValueError(f"a formula knows no such operator: {text!r}")


def _divided(a: Interval, b: Interval) -> Interval:
    _not_zero(b)
    return a / b


def _power(base: Interval, exponent: Interval) -> Interval:
    count = _whole(exponent)
    result = Interval.point(1)
    for _ in range(count):
        result = result * base
    return result


def _root(base: Interval, degree: Interval) -> Interval:
    if base.low is None or base.high is None:
        return WHOLE
    count = _whole(degree)
    return Interval(root(base.low, count)[0], root(base.high, count)[1])


def _whole(exponent: Interval) -> int:
    if exponent.width != 0 or exponent.low is None or exponent.low.denominator != 1 or exponent.low < 1:
        raise ValueError("an exponent must be a positive whole number")
    return int(exponent.low)


def _ends(x: Interval) -> tuple[tuple[Fraction, bool], ...]:
    assert x.low is not None
    assert x.high is not None
    return ((x.low, x.low_open),) if x.low == x.high else ((x.low, x.low_open), (x.high, x.high_open))


def _span(a: Interval, b: Interval) -> Interval:
    """The hull of two corners' values; an end that any corner reaches closed is closed.

    A single corner's value may be open at both ends: its number is then only approached.
    """
    assert a.low is not None
    assert a.high is not None
    assert b.low is not None
    assert b.high is not None
    low, low_open = min((a.low, a.low_open), (b.low, b.low_open))
    high, shut = max((a.high, not a.high_open), (b.high, not b.high_open))
    return Interval(low, high, low_open, not shut)
