"""What docs/scale.md shows is so: the schemas of the tables, and what is asked of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from reports.parquet import MODELS, schema
from tests.conftest import Run

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sql\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> list[list[tuple[Any, ...]]]:
    """What the page's queries give on the tables of the examples."""
    from audit.run import audit_paths
    from reports import Options
    from reports.parquet import write

    folder = tmp_path_factory.mktemp("tables")
    report = audit_paths([Path(__file__).resolve().parent.parent / "examples"])
    write(report, str(folder / "checked"), Options())
    asked = [query.replace("'checked/", f"'{folder}/checked/") for query in QUERIES]
    return [duckdb.sql(query).fetchall() for query in asked]


def told(kind: pa.DataType) -> str:
    """A type as the page writes it."""
    return re.sub(r"\s*\(.*?\)", "", str(kind))


@pytest.mark.parametrize("table", MODELS)
def test_the_schemas_are_those_of_the_tables(table: str) -> None:
    [block] = re.findall(r"^```text\n(documents\n.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    lines = dict(re.findall(r"^(\w+)\n((?:  .*\n)+)", block, re.MULTILINE))
    expected = ", ".join(f"{field.name} {told(field.type)}" for field in schema(table))
    assert " ".join(lines[table].split()) == expected


def test_what_must_be_looked_at_first(answers: list[list[tuple[Any, ...]]]) -> None:
    first = answers[0]
    assert len(first) == 6
    assert ("lanshan-brief.txt", "C201") in [(Path(path).name, rule) for path, _, rule, _ in first]


def test_what_the_documents_say_of_a_revenue(answers: list[list[tuple[Any, ...]]]) -> None:
    told = {(period, int(yuan)): documents for period, yuan, documents in answers[1]}
    assert told["2025", 1_864_000_000] == max(n for (period, _), n in told.items() if period == "2025")


def test_which_documents_hold_the_suspects(answers: list[list[tuple[Any, ...]]]) -> None:
    assert sum(conflicts for _, conflicts, _ in answers[2]) == 6
    assert all(rules for *_, rules in answers[2])


def test_the_local_command_of_the_page_is_a_command(jiaokan: Run) -> None:
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE))
    shown = jiaokan("check", "--help").out
    assert {option for option in options if option not in shown} == set()
