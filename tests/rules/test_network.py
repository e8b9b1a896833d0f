"""The network: narrowing never loses the truth, derives what nobody states, and shows what can't be."""

from __future__ import annotations

from fractions import Fraction

from builders import collected, findings, paper, said, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Measure
from rules.expression import parse
from rules.facts import FactKey
from rules.interval import Interval
from rules.network import Bound, narrow, network
from rules.relations import Relation
from rules.release import releases

GROWTH, SHARE, RATIO = Measure.GROWTH, Measure.SHARE, Measure.RATIO
CLOUD, LOCAL = {"segment": "云端"}, {"segment": "本地部署"}
AMOUNTS = st.integers(50, 5000)


def fact(name: str, measure: Measure = Measure.LEVEL, unit: str = "CNY") -> FactKey:
    return FactKey("青禾科技", name, measure, None, (), "2024", unit)


NOW, THEN, PART, COST = fact("now"), fact("then"), fact("part"), fact("cost")
RATE, SHARE_OF = fact("rate", GROWTH, "percent"), fact("share", SHARE, "percent")


def relation(code: str, facts: dict[str, FactKey], **formulas: str) -> Relation:
    return Relation(code, facts, {name: parse(text) for name, text in formulas.items()}, {}, {})


TIES = (
    relation(
        "growth", {"now": NOW, "then": THEN, "rate": RATE},
        rate="100 * (now - then) / then", now="then * (1 + rate / 100)", then="now / (1 + rate / 100)",
    ),
    relation(
        "share", {"part": PART, "whole": NOW, "share": SHARE_OF},
        share="100 * part / whole", part="whole * share / 100", whole="100 * part / share",
    ),
    relation(
        "sum", {"whole": NOW, "part": PART, "cost": COST},
        whole="part + cost", part="whole - cost", cost="whole - part",
    ),
)  # fmt: skip


@given(
    AMOUNTS,
    AMOUNTS,
    AMOUNTS,
    st.lists(st.integers(0, 40), min_size=12, max_size=12),
    st.sets(st.integers(0, 5)),
)
@settings(deadline=None)
def test_narrowing_never_excludes_the_truth(part, cost, then, slack, unknown):
    now = part + cost
    truth = {
        NOW: Fraction(now),
        THEN: Fraction(then),
        PART: Fraction(part),
        COST: Fraction(cost),
        RATE: Fraction(100 * (now - then), then),
        SHARE_OF: Fraction(100 * part, now),
    }
    start = {}
    for number, (key, value) in enumerate(truth.items()):
        if number not in unknown:
            around = Interval(
                value - Fraction(slack[2 * number], 7), value + Fraction(slack[2 * number + 1], 7)
            )
            start[key] = Bound(around, around, frozenset((key.metric,)))
    narrowed = narrow(start, TIES, {})
    assert not narrowed.conflicts
    for key, bound in narrowed.bounds.items():
        assert truth[key] in bound.hard
        if key in start:
            assert bound.hard.within(start[key].hard)


def test_what_nobody_states_follows_with_its_trail():
    growth = paper(said("3.00亿元", "revenue", "2024"), said("50.0%", "revenue", "2024", measure=GROWTH))
    ratio = paper(said("40.0%", "rnd_expense", "2023", measure=RATIO, of="revenue"), name="b")
    derived = {(key.metric, key.period): bound for key, bound in network(collected(growth, ratio)).derived()}
    revenue, expense = derived["revenue", "2023"], derived["rnd_expense", "2023"]
    assert Fraction(200_000_000) in revenue.hard
    assert Fraction(80_000_000) in expense.hard
    assert {step.relation.code for step in expense.steps} == {"A101", "A103"}
    assert expense.claims == {claim.id for p in (growth, ratio) for claim in p.claims}


def test_the_missing_share_of_a_complete_cut_follows():
    complete = paper(
        said("80.0%", "revenue", "2023", measure=SHARE, slices=LOCAL),
        said("20.0%", "revenue", "2023", measure=SHARE, slices=CLOUD),
    )
    one = paper(said("84.5%", "revenue", "2024", measure=SHARE, slices=LOCAL), name="b")
    derived = {(key.slice, key.period): bound for key, bound in network(collected(complete, one)).derived()}
    assert Fraction("15.5") in derived[(("segment", "云"),), "2024"].hard


def chain(ratio: str):
    return (
        paper(said("3.00亿元", "revenue", "2024"), said("50.0%", "revenue", "2024", measure=GROWTH)),
        paper(
            said("1.00亿元", "rnd_expense", "2023"),
            said(ratio, "rnd_expense", "2023", measure=RATIO, of="revenue"),
            name="b",
        ),
    )


def test_a_figure_that_only_two_steps_exclude():
    assert verdicts("A121", *chain("50.0%")) == []
    assert verdicts("A121", *chain("80.0%")) == ["contradicted"]
    assert verdicts("A101", *chain("80.0%")) == []
    assert verdicts("A103", *chain("80.0%")) == []


def test_what_one_step_tells_is_told_once():
    document = paper(
        said("3.00亿元", "revenue", "2024"),
        said("2.00亿元", "revenue", "2023"),
        said("20.0%", "revenue", "2024", measure=GROWTH),
    )
    assert verdicts("A101", document) == ["contradicted"]
    assert verdicts("A121", document) == []


def test_the_figure_that_mends_all_is_named():
    """A wrong revenue breaks its growth, a ratio and a sum; only its own release mends all three."""
    document = paper(
        said("3.00亿元", "revenue", "2024"),
        said("2.00亿元", "revenue", "2023"),
        said("20.0%", "revenue", "2024", measure=GROWTH),
        said("0.96亿元", "rnd_expense", "2024"),
        said("40.0%", "rnd_expense", "2024", measure=RATIO, of="revenue"),
    )
    whole = collected(document)
    texts = [[claim.text for claim in release] for release in releases(whole, whole.claims)]
    assert texts == [["3.00亿元"]]
    finding = next(f for f in findings("A101", document) if f.verdict.value == "contradicted")
    assert whole.claim[finding.claims[0]].text == "3.00亿元"


def test_what_one_identity_leaves_open_stays_open():
    document = paper(
        said("3.00亿元", "revenue", "2024"),
        said("2.00亿元", "revenue", "2023"),
        said("20.0%", "revenue", "2024", measure=GROWTH),
    )
    whole = collected(document)
    assert len(releases(whole, whole.claims)) == 3


def test_a_figure_that_several_repeat_is_given_up_with_all_its_places():
    first = paper(said("3.00亿元", "revenue", "2024"), said("2.00亿元", "revenue", "2023"))
    second = paper(
        said("3.00亿元", "revenue", "2024"), said("20.0%", "revenue", "2024", measure=GROWTH), name="b"
    )
    whole = collected(first, second)
    sizes = sorted(len(release) for release in releases(whole, whole.claims))
    assert sizes == [1, 1, 2]


def test_two_slips_take_two_releases():
    document = paper(
        said("3.00亿元", "revenue", "2024"),
        said("2.00亿元", "revenue", "2023"),
        said("50.0%", "revenue", "2024", measure=GROWTH),
        said("1.00亿元", "rnd_expense", "2023"),
        said("80.0%", "rnd_expense", "2023", measure=RATIO, of="revenue"),
        said("2.00亿元", "cost", "2023"),
        said("10.0%", "cost", "2023", measure=RATIO, of="revenue"),
    )
    whole = collected(document)
    found_sets = {frozenset(c.text for c in release) for release in releases(whole, whole.claims)}
    assert {len(release) for release in found_sets} == {2}
