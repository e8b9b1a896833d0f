"""Slips planted into the examples are noticed, and the planted figure is named first."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.planting import Kind, Planted, plant_all, rates
from claims.document import read_document

FIGURES = 32
"""So many figures get a slip of every kind; `python benchmarks/planting.py examples` does them all."""


@pytest.fixture(scope="module")
def planted(root: Path) -> list[Planted]:
    files = [file for file in sorted((root / "examples").iterdir()) if file.name != "README.md"]
    found = plant_all([read_document(file, id=file.name) for file in files], each=FIGURES)
    print("\n" + rates(found))
    return found


def test_slips_of_every_kind_are_planted(planted: list[Planted]):
    assert {one.kind for one in planted} == set(Kind)


def test_planted_slips_are_noticed(planted: list[Planted]):
    assert sum(one.noticed for one in planted) >= 0.95 * len(planted)


def test_the_planted_figure_is_named_first(planted: list[Planted]):
    third = [one for one in planted if one.third and one.noticed]
    assert third
    assert sum(one.named for one in third) >= 0.75 * len(third)
