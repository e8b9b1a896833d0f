"""Period arithmetic: notation, days, neighbours, parts, elements."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.calendar import (
    CalendarPeriod,
    between,
    day,
    months_between,
    of_days,
    parse,
    try_parse,
    years_between,
)

YEARS = st.integers(min_value=1900, max_value=2100)
PARTS = ["", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4", "-9M", *[f"-{month:02d}" for month in range(1, 13)]]
DATES = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))
CALENDAR = st.one_of(
    st.builds(lambda year, part: f"{year}{part}", YEARS, st.sampled_from(PARTS)), DATES.map(date.isoformat)
)
FISCAL = st.builds(lambda year, part: f"FY{year}{part}", YEARS, st.sampled_from(PARTS[:8]))
RANGES = (
    st.tuples(CALENDAR, CALENDAR)
    .filter(lambda ends: parse(ends[0]).first <= parse(ends[1]).last)
    .map("/".join)
)
PERIODS = st.one_of(CALENDAR, FISCAL, RANGES).map(parse)


@given(PERIODS)
def test_reads_back_what_it_writes(period: CalendarPeriod) -> None:
    assert parse(str(period)) == period
    assert period.first <= period.last
    assert period.days >= 1


@given(PERIODS)
def test_a_year_before_lies_before(period: CalendarPeriod) -> None:
    earlier = period.year_before()
    assert earlier.first.year == period.first.year - 1
    assert earlier.last.year == period.last.year - 1
    assert earlier.kind == period.kind or period.is_range
    assert earlier.first < period.first


@given(PERIODS)
def test_contains_and_overlaps_itself_and_its_closing_day(period: CalendarPeriod) -> None:
    assert period.contains(period)
    assert period.overlaps(period)
    assert period.contains(period.end_instant()) is not period.fiscal
    assert not period.overlaps(period.start_instant())


@given(PERIODS, PERIODS)
def test_containment_implies_overlap_and_order(one: CalendarPeriod, other: CalendarPeriod) -> None:
    assert one.overlaps(other) == other.overlaps(one)
    if one.contains(other):
        assert one.overlaps(other)
    if one.contains(other) and other.contains(one):
        assert (one.first, one.last) == (other.first, other.last)
    assert (one < other) != (other < one) or one == other


@given(PERIODS)
def test_partitions_fill_the_period_without_gap(period: CalendarPeriod) -> None:
    for cut in period.partitions():
        assert cut[0].first == period.first
        assert cut[-1].last == period.last
        for earlier, later in pairwise(cut):
            assert later.first == earlier.last + timedelta(days=1)


@given(PERIODS)
def test_elements_run_from_end_to_end(period: CalendarPeriod) -> None:
    elements = period.elements()
    assert elements is not None
    assert elements[0].first == period.first
    assert elements[-1].last == period.last
    assert period.elements(len(elements)) == elements
    assert period.elements(len(elements) + 1) is None


@given(DATES, DATES)
def test_days_make_the_period_that_covers_them(one: date, other: date) -> None:
    first, last = sorted((one, other))
    period = of_days(first, last)
    assert (period.first, period.last) == (first, last)


@given(DATES, DATES)
def test_completed_months_and_years(one: date, other: date) -> None:
    assert months_between(one, other) == -months_between(other, one)
    assert years_between(one, other) == -years_between(other, one)
    if one <= other:
        assert (
            12 * years_between(one, other) <= months_between(one, other) < 12 * years_between(one, other) + 12
        )


@pytest.mark.parametrize(
    ("iso", "first", "last", "months"),
    [
        ("2024", "2024-01-01", "2024-12-31", 12),
        ("2025-H1", "2025-01-01", "2025-06-30", 6),
        ("2025-H2", "2025-07-01", "2025-12-31", 6),
        ("2025-Q3", "2025-07-01", "2025-09-30", 3),
        ("2025-9M", "2025-01-01", "2025-09-30", 9),
        ("2024-02", "2024-02-01", "2024-02-29", 1),
        ("2025-06-30", "2025-06-30", "2025-06-30", None),
        ("2022/2025-H1", "2022-01-01", "2025-06-30", 42),
        ("2025-01/2025-08", "2025-01-01", "2025-08-31", 8),
    ],
)
def test_days_and_length(iso: str, first: str, last: str, months: int | None) -> None:
    period = parse(iso)
    assert (period.first.isoformat(), period.last.isoformat(), period.months) == (first, last, months)


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("2025-H1", "2024-H1"),
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-28"),
        ("2024-02", "2023-02"),
        ("2022/2024", "2021/2023"),
        ("2022/2025-H1", "2021/2024-H1"),
        ("FY2020-Q4", "FY2019-Q4"),
    ],
)
def test_a_year_before(iso: str, expected: str) -> None:
    assert str(parse(iso).year_before()) == expected


@pytest.mark.parametrize(
    ("iso", "before", "after"),
    [
        ("2025-Q1", "2024-Q4", "2025-Q2"),
        ("2025-H1", "2024-H2", "2025-H2"),
        ("2025-12", "2025-11", "2026-01"),
        ("2024-02-29", "2024-02-28", "2024-03-01"),
        ("FY2020-Q4", "FY2020-Q3", "FY2021-Q1"),
    ],
)
def test_neighbours(iso: str, before: str, after: str) -> None:
    assert (str(parse(iso).previous()), str(parse(iso).following())) == (before, after)


@pytest.mark.parametrize("iso", ["2025-9M", "2022/2024"])
def test_no_neighbour_where_the_language_has_none(iso: str) -> None:
    assert parse(iso).previous() is None


@pytest.mark.parametrize(
    ("iso", "elements"),
    [
        ("2022/2024", ["2022", "2023", "2024"]),
        ("2022/2025-H1", ["2022", "2023", "2024", "2025-H1"]),
        ("2024-Q3/2025-Q2", ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"]),
        ("2024-12/2025-02", ["2024-12", "2025-01", "2025-02"]),
        ("2024", ["2024"]),
    ],
)
def test_values_of_a_list_find_their_element(iso: str, elements: list[str]) -> None:
    found = parse(iso).elements(len(elements))
    assert found is not None
    assert [str(each) for each in found] == elements
    assert parse(iso).elements(len(elements) + 2) is None


def test_balances_stand_at_the_ends() -> None:
    assert str(parse("2024").end_instant()) == "2024-12-31"
    assert str(parse("2024").start_instant()) == "2023-12-31"
    assert parse("2024-12-31").is_instant
    assert not parse("2024-12").is_instant


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2025-01", "2025-06", "2025-H1"),
        ("2025-Q1", "2025-Q3", "2025-9M"),
        ("2025-07", "2025-12", "2025-H2"),
        ("2025-01", "2025-08", "2025-01/2025-08"),
        ("2022", "2025-H1", "2022/2025-H1"),
        ("2024", "2024", "2024"),
        ("2025-06-01", "2025-06-30", "2025-06"),
    ],
)
def test_two_ends_make_the_shortest_notation(start: str, end: str, expected: str) -> None:
    assert str(between(parse(start), parse(end))) == expected


def test_fiscal_periods_are_not_placed_in_the_calendar() -> None:
    assert not parse("FY2020").overlaps(parse("2020"))
    assert not parse("2020").contains(parse("FY2020-Q4"))
    assert parse("FY2020").contains(parse("FY2020-Q4"))


@pytest.mark.parametrize(
    "text",
    ["", "24", "2025-H3", "2025-Q5", "2025-13", "2025-02-30", "2025-6M", "FY2025-03", "2024/2023", "a/b",
     "2024/", "2022/2023/2024", "FY2020/2021", "２０２４"],
)  # fmt: skip
def test_refuses_what_is_no_period(text: str) -> None:
    assert try_parse(text) is None
    with pytest.raises(ValueError, match="period"):
        parse(text)


@pytest.mark.parametrize(
    ("start", "end", "months", "years"),
    [
        ("2019-06-11", "2025-06-10", 71, 5),
        ("2019-06-11", "2025-06-11", 72, 6),
        ("2024-02-29", "2025-02-28", 12, 1),
        ("2025-01-31", "2025-02-28", 1, 0),
        ("2025-01-31", "2025-02-27", 0, 0),
        ("2025-03-01", "2025-01-01", -2, 0),
    ],
)
def test_completed_lengths(start: str, end: str, months: int, years: int) -> None:
    one, other = date.fromisoformat(start), date.fromisoformat(end)
    assert months_between(one, other) == months
    assert years_between(one, other) == years


def test_a_day_is_a_period() -> None:
    assert str(day(date(2025, 6, 30))) == "2025-06-30"
