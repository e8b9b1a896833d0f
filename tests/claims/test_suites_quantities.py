"""A peer's public suites for Chinese numbers, percentages and currency, read with `quantities`.

The suites lie under `JIAOKAN_DATA/suites`. A case that goes against the contract for claims, or asks for a
notation that Chinese financial writing does not use, stands here with its reason.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from claims.model import Quantity
from claims.quantities import quantities
from claims.units import lexicon

DATA = os.environ.get("JIAOKAN_DATA")
pytestmark = pytest.mark.skipif(not DATA, reason="JIAOKAN_DATA does not name the folder of shared data")

LEFT_OUT = {
    "percent": {
        6: "`7 2 折`: two Arabic numbers parted by a blank are two numbers",
        94: "`五百分之2.2` is a fraction of five hundred parts",
        105: "a k parted from its number by a blank is no scale",
        148: "`5-20%` is one range of percentages",
    },
    "currency": {
        21: "a currency's name without a number is no quantity",
        22: "a currency's name without a number is no quantity",
    },
    "number": {
        **dict.fromkeys((0, 1), "两 behind a 点 is no decimal: 点 is a unit of indices and hours"),
        **dict.fromkeys((2, 320, 325), "一 before a classifier is an article"),
        **dict.fromkeys((75, 154), "`还有二分之` ends inside a fraction"),
        **dict.fromkeys((96, 173), "years, months, days and hours of the calendar are dates"),
        **dict.fromkeys((99, 198, 224, 225, 226, 227, 228), "powers with ^ are program text"),
        **dict.fromkeys(
            (100, 197, 202, 203, 215, 229, 230, 231), "exponents and English scales are program text"
        ),
        221: "a string of several points is a version or an address",
        **dict.fromkeys((253, 260, 272, 278), "a fraction with two signs is not written"),
        **dict.fromkeys((280, 281, 284, 285, 286), "an amount of money or a discount is a quantity"),
        292: "`五十千` is 50,000 or nothing",
        308: "五台山 is a mountain",
        322: "single numerals as words of a sentence about writing",
    },
}


def cases(suite: str) -> Iterator[tuple[int, dict[str, Any]]]:
    path = Path(DATA or "") / "suites" / f"recognizers_{suite}.jsonl"
    for index, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        yield index, json.loads(line)


def close(ours: Decimal, theirs: str) -> bool:
    """Equal, or equal to the digits that a double keeps, where theirs went through one."""
    expected = Decimal(theirs)
    return ours == expected or abs(ours - expected) <= abs(expected) * Decimal("1e-12")


def percent_fits(found: list[Quantity], expected: list[dict[str, Any]]) -> bool:
    ours = [quantity for quantity in found if quantity.unit in ("percent", "percentage_point")]
    return len(ours) == len(expected) and all(
        (quantity.start, quantity.end) == (want["start"], want["end"])
        and close(quantity.value, want["value"])
        for quantity, want in zip(ours, expected, strict=True)
    )


CODES = {"Dollar": "USD", "Bitcoin": "XBT"}
"""Units that the suite names and the contract gives as codes."""


def currency_fits(found: list[Quantity], expected: list[dict[str, Any]]) -> bool:
    ours = [quantity for quantity in found if quantity.unit[:3].isupper()]
    return len(ours) == len(expected) and all(
        (quantity.start, quantity.end) == (want["start"], want["end"])
        and want["value"] is not None
        and close(quantity.value, want["value"])
        and quantity.unit.partition("/")[0] == CODES.get(want["unit"], want["unit"])
        for quantity, want in zip(ours, expected, strict=True)
    )


@cache
def factors() -> dict[str, Decimal]:
    """Worth of the physical units: the suite's values are without unit."""
    return {
        unit.word: unit.factor
        for units in lexicon().after.values()
        for unit in units
        if unit.kind == "physical"
    }


def number_fits(found: list[Quantity], expected: list[dict[str, Any]]) -> bool:
    """There, fractions are parts of one, units have no worth, and % belongs to another suite."""
    ours = [
        quantity.value / (100 if quantity.classifier == "分之" and quantity.unit == "percent" else 1)
        / factors().get(quantity.classifier, 1)
        for quantity in found
        if quantity.classifier != "%"
    ]  # fmt: skip
    return len(ours) == len(expected) and all(
        close(value, want["value"]) for value, want in zip(ours, expected, strict=True)
    )


FITS = {"percent": percent_fits, "currency": currency_fits, "number": number_fits}


@pytest.mark.parametrize(("suite", "least"), [("percent", 146), ("currency", 32), ("number", 320)])
def test_suite(suite: str, least: int) -> None:
    missed = [
        index for index, case in cases(suite) if not FITS[suite](quantities(case["input"]), case["expect"])
    ]
    assert missed == sorted(LEFT_OUT[suite])
    assert sum(1 for _ in cases(suite)) - len(missed) >= least
