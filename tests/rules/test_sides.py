"""The sides of a fact are those that comparing every claim with every side would give."""

from __future__ import annotations

from builders import paper, said
from hypothesis import given
from hypothesis import strategies as st

from claims.model import Claim
from rules.series import judged
from rules.sides import clarity, sides

QUALIFIERS = st.sampled_from(["", "约", "超过", "近", "不到", "逾", "至少", "最多"])
NUMBERS = st.one_of(
    st.integers(1, 400).map(lambda n: f"{n / 100:g}"),
    st.integers(1, 60).map(lambda n: f"{n}.0"),
    st.integers(1, 99999).map(str),
)
FIGURES = st.one_of(
    st.builds(
        lambda word, number, scale: f"{word}{number}{scale}元", QUALIFIERS, NUMBERS, st.sampled_from("万亿")
    ),
    st.builds(lambda low, width: f"{low}至{low + width}亿元", st.integers(1, 9), st.integers(1, 40)),
    st.sampled_from(["近百亿元", "上亿元", "十几亿元", "百余亿元"]),
)


def one_by_one(claims: tuple[Claim, ...]) -> list[tuple[Claim, ...]]:
    """Every claim compared with the lead of every side, in the order of the sides."""
    found: list[list[Claim]] = []
    for claim in sorted(claims, key=clarity):
        side = next((side for side in found if judged(claim, side[0]).agrees), None)
        if side is None:
            found.append(side := [])
        side.append(claim)
    return [tuple(side) for side in found]


@given(st.lists(FIGURES, min_size=1, max_size=40))
def test_sides_are_found_among_neighbours_as_among_all(figures: list[str]) -> None:
    claims = paper(*(said(figure, "revenue") for figure in figures)).claims
    assert [side.claims for side in sides(claims)] == one_by_one(claims)


def test_signs_and_zero_keep_their_sides() -> None:
    claims = paper(
        *(said(f, "net_profit", sign=s) for s in (1, -1) for f in ("0.4亿元", "4000万元", "0元"))
    ).claims
    assert [side.claims for side in sides(claims)] == one_by_one(claims)
