"""What of a large collection decides which names are one company decides it as the whole collection does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.engines.spark_names import Known, Names, aligned, pairs
from rules.alignment import adopt_subjects, align_entities, by_beginning
from rules.profile import Profile

NAMES = ["云杉", "云杉科技", "云杉科技集团", "云杉智能", "江城", "江城电器", "江城集团", "澜山"]
FIGURES = ["revenue CNY 312", "revenue CNY 418", "customers count 905"]

profiles = st.lists(
    st.builds(
        lambda names, codes, figures, opening: (names, codes, figures, opening),
        st.dictionaries(st.sampled_from(NAMES), st.integers(1, 4), max_size=3),
        st.sets(st.sampled_from(["02998.HK", "600998.SH"]), max_size=1),
        st.sets(st.sampled_from(FIGURES)),
        st.sampled_from(["", "云杉智能交卷。云杉智能营收3亿元。", "昨日,江城电器公布业绩。"]),
    ),
    max_size=9,
)


def built(
    given: list[tuple[dict[str, int], set[str], set[str], str]],
) -> list[Profile]:
    return [
        Profile(
            document=f"{number}.txt",
            names=tuple(sorted(names.items())),
            codes=tuple((name, code) for name in sorted(names)[:1] for code in sorted(codes)),
            figures=tuple((name, figure) for name in sorted(names) for figure in sorted(figures)),
            opening=opening,
        )
        for number, (names, codes, figures, opening) in enumerate(given)
    ]


def told(whole: list[Profile]) -> Names:
    """What a cluster would gather, gathered here."""
    subjects = frozenset(one.subject for one in whole if one.subject)
    figures = {name: {f for one in whole for named, f in one.figures if named == name} for name in subjects}
    related = pairs(subjects)
    spoken = [dict(one.names).keys() for one in whole]
    apart = frozenset(pair for pair in related if any(names >= set(pair) for names in spoken))
    return Names(
        subjects=subjects,
        codes=frozenset(code for one in whole for code in one.codes),
        apart=apart,
        alike=frozenset((a, b) for a, b in related - apart if len(figures[a] & figures[b]) >= 2),
    )


@given(profiles)
def test_names_are_tied_as_by_the_whole(
    given: list[tuple[dict[str, int], set[str], set[str], str]],
) -> None:
    whole = built(given)
    assert aligned(told(whole)) == align_entities(whole)


@given(profiles)
def test_subjects_are_adopted_as_in_the_whole(
    given: list[tuple[dict[str, int], set[str], set[str], str]],
) -> None:
    whole = built(given)
    telling = {one.subject for one in whole if one.subject and one.telling and not one.opening}
    known = Known({}, by_beginning(telling))
    for one in whole:
        assert known.adopted([one]).get(one.document) == adopt_subjects(whole).get(one.document)
