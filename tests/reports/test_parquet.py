"""The tables say what the JSON says, and never take the place of what is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet as files

from reports.parquet import MODELS, batches, encodable, schema
from tests.conftest import Run
from tests.reports.report_sample import report as sample_report

TABLES = ("documents", "claims", "findings", "skipped")


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    """A table's rows, with maps as the JSON has them."""
    found: list[dict[str, object]] = files.read_table(folder / table).to_pylist(maps_as_pydicts="strict")
    return found


def test_the_tables_hold_what_the_json_holds(jiaokan: Run, root: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": 1}\n', encoding="utf-8")
    both = ["--output-format", "json", "--output-file", "r.json"]
    tables = ["--output-format", "parquet", "--output-file", "tables"]
    assert jiaokan("check", root / "examples", bad, *both, *tables).code == 2
    report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    told = {**report, "skipped": report["summary"]["skipped"]}
    assert told["findings"]
    for table in TABLES:
        assert rows(tmp_path / "tables", table) == told[table]
        assert files.read_schema(tmp_path / "tables" / table / "part-00000.parquet") == schema(table)


def test_a_uri_is_as_good_as_a_folder(jiaokan: Run, root: Path, tmp_path: Path) -> None:
    uri = (tmp_path / "with blank").as_uri()
    args = ("check", root / "examples", "--exit-zero", "--output-format", "parquet", "--output-file")
    assert jiaokan(*args, uri).code == 0
    assert jiaokan(*args, "plain").code == 0
    assert rows(tmp_path / "with blank", "findings") == rows(tmp_path / "plain", "findings")


def test_claims_go_to_tables_too_with_their_evidence(jiaokan: Run, root: Path, tmp_path: Path) -> None:
    args = ("claims", root / "examples", "--output-format", "parquet", "--output-file")
    assert jiaokan(*args, "plain").code == 0
    assert jiaokan(*args, "explained", "--explain").code == 0
    plain, explained = rows(tmp_path / "plain", "claims"), rows(tmp_path / "explained", "claims")
    assert [{key: row[key] for key in plain[0]} for row in explained] == plain
    assert any(row["evidence"] for row in explained)


def test_nothing_is_written_over(jiaokan: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "mine" / "claims").mkdir(parents=True)
    result = jiaokan("check", root / "examples", "--output-format", "parquet", "--output-file", "mine")
    assert result.code == 2
    assert "mine" in result.err
    assert "claims" in result.err
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["claims"]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--output-format", "parquet"], ["--output-file"]),
        (["--output-format", "parquet", "--output-file", "file.txt"], ["file.txt"]),
        (["--output-format", "parquet", "--output-file", "nosuch://there/folder"], ["nosuch://there/folder"]),
    ],
)
def test_a_place_that_is_none_is_told(
    jiaokan: Run, root: Path, tmp_path: Path, args: list[str], words: list[str]
) -> None:
    (tmp_path / "file.txt").write_text("a file", encoding="utf-8")
    result = jiaokan("check", root / "examples", *args)
    assert result.code == 2
    assert all(word in result.err for word in words)


@given(text=st.text(st.characters(codec=None), max_size=20))
def test_every_text_can_be_written(text: str) -> None:
    told = encodable({"a": [text], "b": {text: None}})
    told["a"][0].encode()
    assert told["a"][0] == text.encode(errors="backslashreplace").decode()


def test_many_records_come_in_several_batches() -> None:
    report = sample_report()
    many = [*report.claims] * (20_000 // len(report.claims) + 1)
    found = list(batches("claims", many))
    assert len(found) > 1
    assert sum(batch.num_rows for batch in found) == len(many)
    assert {batch.schema.names[0] for batch in found} == {next(iter(MODELS["claims"].model_fields))}
