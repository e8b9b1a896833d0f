"""The network against an SMT solver: on small networks both see the same contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random

import pytest

from claims.model import Measure
from rules.expression import parse
from rules.facts import FactKey
from rules.interval import Interval
from rules.network import Bound, narrow
from rules.relations import Relation
from rules.release import least

z3 = pytest.importorskip("z3", reason="the solver is an extra for development")

NAMES = ("now", "then", "rate", "part", "rest", "share", "cost", "profit", "margin")
FACTS = {name: FactKey("青禾科技", name, Measure.LEVEL, None, (), "2024", "CNY") for name in NAMES}


def tie(code: str, **formulas: str) -> Relation:
    facts = {name: FACTS[name] for name in formulas}
    return Relation(code, facts, {name: parse(text) for name, text in formulas.items()}, {}, {})


TIES = (
    tie(
        "growth",
        rate="100 * (now - then) / then", now="then * (1 + rate / 100)", then="now / (1 + rate / 100)",
    ),
    tie("share", share="100 * part / now", part="now * share / 100", now="100 * part / share"),
    tie("sum", now="part + rest", part="now - rest", rest="now - part"),
    tie("profit", now="profit + cost", profit="now - cost", cost="now - profit"),
    tie("margin", margin="100 * profit / now", profit="now * margin / 100", now="100 * profit / margin"),
)  # fmt: skip


def company(random: Random) -> dict[str, Fraction]:
    then, part, rest = (Fraction(random.randint(100, 900)) for _ in range(3))
    now = part + rest
    cost = now * random.randint(20, 80) / 100
    return {
        "now": now, "then": then, "rate": 100 * (now - then) / then, "part": part, "rest": rest,
        "share": 100 * part / now, "cost": cost, "profit": now - cost, "margin": 100 * (now - cost) / now,
    }  # fmt: skip


def stated(truth: dict[str, Fraction]) -> dict[str, Interval]:
    """Every figure rounded to one decimal, as a reader finds it."""
    rounded = {name: Fraction(round(value * 10), 10) for name, value in truth.items()}
    half = Fraction(1, 20)
    return {name: Interval(value - half, value + half) for name, value in rounded.items()}


def possible(bounds: dict[str, Interval]) -> bool:
    """Whether the solver finds figures within the bounds that hold every relation."""
    solver = z3.Solver()
    solver.set("timeout", 20_000)
    v = {name: z3.Real(name) for name in NAMES}
    for name, interval in bounds.items():
        solver.add(v[name] >= z3.Q(interval.low.numerator, interval.low.denominator))
        solver.add(v[name] <= z3.Q(interval.high.numerator, interval.high.denominator))
    solver.add(v["rate"] * v["then"] == 100 * (v["now"] - v["then"]))
    solver.add(v["share"] * v["now"] == 100 * v["part"], v["now"] == v["part"] + v["rest"])
    solver.add(v["now"] == v["profit"] + v["cost"], v["margin"] * v["now"] == 100 * v["profit"])
    answer = solver.check()
    assert answer != z3.unknown
    return answer == z3.sat


def contradicted(bounds: dict[str, Interval]) -> bool:
    start = {FACTS[name]: Bound(x, x, frozenset((name,))) for name, x in bounds.items()}
    return bool(narrow(start, TIES, {}).conflicts)


@pytest.mark.parametrize("seed", range(12))
def test_both_let_consistent_figures_pass(seed: int):
    bounds = stated(company(Random(seed)))
    assert possible(bounds)
    assert not contradicted(bounds)


@pytest.mark.parametrize("seed", range(24))
def test_both_see_one_wrong_figure(seed: int):
    random = Random(seed)
    bounds = stated(company(random))
    wrong = random.choice(NAMES)
    moved = bounds[wrong].scale(Fraction(random.choice((80, 90, 97, 103, 110, 1000)), 100))
    bounds[wrong] = moved
    assert contradicted(bounds) == (not possible(bounds))


@pytest.mark.parametrize("seed", range(10))
def test_both_give_up_the_same_figures(seed: int):
    """The least sets of figures whose release restores consistency, by narrowing and by the solver."""
    random = Random(1000 + seed)
    bounds = stated(company(random))
    wrong = random.sample(NAMES, random.choice((1, 1, 2)))
    for name in wrong:
        bounds[name] = bounds[name].scale(Fraction(random.choice((70, 130, 1000)), 100))

    def without(names: Sequence[str]) -> dict[str, Interval]:
        return {name: interval for name, interval in bounds.items() if name not in names}

    ours = least(NAMES, lambda names: not contradicted(without(names)))
    assert ours == least(NAMES, lambda names: possible(without(names)))
    assert ours
    assert any(set(chosen) <= set(wrong) for chosen in ours) or len(wrong) > len(ours[0])


@pytest.mark.parametrize("seed", range(12))
def test_what_the_network_derives_is_all_that_the_solver_allows(seed: int):
    random = Random(seed)
    bounds = stated(company(random))
    hidden = random.choice(("then", "part", "cost", "now"))
    del bounds[hidden]
    start = {FACTS[name]: Bound(x, x, frozenset((name,))) for name, x in bounds.items()}
    derived = narrow(start, TIES, {}).bounds[FACTS[hidden]].hard
    for outside in (
        Interval(derived.high + 1, derived.high + 100),
        Interval(derived.low - 100, derived.low - 1),
    ):
        assert not possible({**bounds, hidden: outside})
