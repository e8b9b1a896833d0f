"""Dates and date ranges of a public peer suite, by span, first and last day.

A case passes where the spans are the same and the first and last day are those of one of its readings; an end
may be written inclusive or exclusive there. Cases whose expectation goes against the contract, or that no
financial text needs, stand below with the reason.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from claims.model import Period
from claims.periods import periods

REASONS = {
    "a range of years or months includes the period that it ends with": {
        *(83, 84, 85, 100, 102, 103, 104, 105, 106, 107, 108, 259),
    },
    "今年 is the year, not the year so far": {86},
    "截至 a year means its end": {74},
    "5年前 is said of a year, not of a day": {92},
    "最近 names no day": {11},
    "自 and 从 belong to the phrase that they open, as in the suite's other cases": {156, 157, 158},
    "reign years and lunar dates are no financial periods": {8, 9, 213, 214, 215, 216, 218, 219, 220, 221},
    "day and month can't be told apart, or it is a fraction": {209, 230, 232, 234},
    "four bare digits are no year": {132},
    "weeks of a year or month are no financial periods": {19, 136, 147, 251, 252, 255, 256, 258},
}
EXCEPTIONS = {number for numbers in REASONS.values() for number in numbers}


@dataclass(frozen=True)
class Case:
    """A case of the suite, with the periods that are read in it."""

    number: int
    expected: list[dict[str, Any]]
    found: list[Period]

    @property
    def passes(self) -> bool:
        return len(self.expected) == len(self.found) and all(map(agrees, self.expected, self.found))


def agrees(expected: dict[str, Any], found: Period) -> bool:
    if (expected["start"], expected["end"]) != (found.start, found.end):
        return False
    readings = [days(value) for value in expected["value"] if isinstance(value, dict)]
    if all(reading == (None, None) for reading in readings):
        return found.first is None and found.last is None
    return any(
        found.first == first and found.last in ({last, last - timedelta(days=1)} if last else {None})
        for first, last in readings
    )


def days(value: dict[str, str]) -> tuple[date | None, date | None]:
    first, last = (
        (value.get("start"), value.get("end")) if "range" in value["type"] else (value["value"],) * 2
    )
    return tuple(date.fromisoformat(each) if each and each[0].isdigit() else None for each in (first, last))  # type: ignore[return-value]


def read(path: Path) -> list[Case]:
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        published = date.fromisoformat(case["ref"][:10]) if "ref" in case else None
        number = int(case["id"].partition("#")[2])
        cases.append(Case(number, case["expect"], periods(case["input"], published=published)))
    return cases


def test_reads_what_the_contract_shares_with_the_suite(data: Path) -> None:
    cases = read(data / "suites" / "recognizers_date_and_daterange.jsonl")
    failed = {case.number for case in cases if not case.passes}
    assert failed <= EXCEPTIONS, f"new failures: {sorted(failed - EXCEPTIONS)}"
    assert failed >= EXCEPTIONS, f"no exception any more: {sorted(EXCEPTIONS - failed)}"
    assert len(cases) - len(failed) >= 130
