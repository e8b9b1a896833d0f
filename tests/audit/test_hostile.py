"""Documents that mean harm: nothing in them crashes, injects or exhausts, and what is left out is named."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.run import Task, perform
from reports import CLAIM_RENDERERS, RENDERERS, render

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from hostile import HOSTILE

CLAIM = "云杉智能2024年营收3.1亿元，同比增长12%。"


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_texts_are_read_and_reported_in_every_format(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_bytes((CLAIM + "\n" + HOSTILE[name](3_000)).encode())
    audit = perform(Task(paths=(str(tmp_path / "a.txt"),)))
    if audit.report.documents:
        assert any(claim.text == "3.1亿元" for claim in audit.report.claims)
    else:
        assert [skipped.reason for skipped in audit.report.summary.skipped]
    for known in (RENDERERS, CLAIM_RENDERERS):
        for form in known:
            told = "".join(render(form, audit.report, audit.documents, renderers=known))
            assert told or not audit.report.documents


BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text("0123456789.,%亿万元一二三十百约超年月日，。（）\u200b\u202e\0\r\n-—", max_size=200).map(
        str.encode
    ),
    st.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")),
    st.text(max_size=100).map(lambda text: text.encode("gb18030", "replace")[1:]),
)


@given(data=BYTES, ending=st.sampled_from([".txt", ".md", ".jsonl"]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_bytes_make_a_report_or_a_reason(tmp_path: Path, data: bytes, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    file.write_bytes(data)
    audit = perform(Task(paths=(str(file),)))
    assert audit.report.documents or audit.report.summary.skipped or not data.strip() or ending == ".jsonl"
    for form in RENDERERS:
        for piece in render(form, audit.report, audit.documents):
            piece.encode("utf-8", "backslashreplace")


def test_a_document_beyond_the_limit_is_named(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "jiaokan.toml").write_text("max-document = 100\nmax-line = 20\n")
    (tmp_path / "long.txt").write_text(CLAIM * 20, encoding="utf-8")
    (tmp_path / "wide.txt").write_text("云杉智能\n" + "云" * 21, encoding="utf-8")
    (tmp_path / "fine.txt").write_text("云杉智能营收3.1亿元。\n" * 2, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(
        json.dumps({"id": "1", "text": CLAIM * 9})
        + "\n"
        + json.dumps({"id": "2", "text": "营收3亿元"})
        + "\n"
    )
    result = jiaokan("check", ".", "a.jsonl", "--output-format", "json")
    assert result.code == 2
    assert [document["id"] for document in json.loads(result.out)["documents"]] == ["a.jsonl#2", "fine.txt"]
    for words in ("long.txt", "max-document", "wide.txt", "max-line", "20", "a.jsonl", "100"):
        assert words in result.err


def test_a_formula_stays_text_in_csv(jiaokan: Run, tmp_path: Path) -> None:
    text = "=HYPERLINK公司2024年营收3.1亿元。\n+甲公司营收-3.1亿元。\n@乙公司净利润为-2.0亿元。\n"
    (tmp_path / "=a.txt").write_text(text, encoding="utf-8")
    result = jiaokan("claims", "=a.txt", "--output-format", "csv")
    rows = list(csv.reader(io.StringIO(result.out)))
    assert len(rows) > 1
    for cell in (cell for row in rows for cell in row):
        assert cell[:1] not in "=+@\t\r" or not cell, cell


def test_control_characters_reach_no_terminal(jiaokan: Run, tmp_path: Path) -> None:
    text = "云杉智能\x1b[31m2024年营收3.1亿元\u202e，增长12%。云杉智能\x1b]0;x\x072024年营收31亿元。\x9b1m\n"
    (tmp_path / "a\x1b[31m.txt").write_text(text, encoding="utf-8")
    for form in ("terminal", "concise", "github", "markdown", "html"):
        result = jiaokan("check", ".", "--output-format", form, "--color", "never")
        for character in "\x1b\x9b\x07\u202e":
            assert character not in result.out + result.err, (form, character)


def test_links_that_go_in_circles_are_not_followed(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLAIM, encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    result = jiaokan("check", ".", "--output-format", "json")
    assert [document["id"] for document in json.loads(result.out)["documents"]] == ["a.txt"]
    assert "loop.txt" in result.err
    assert result.code == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_not_waited_for(jiaokan: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text(CLAIM, encoding="utf-8")
    result = jiaokan("check", ".")
    assert "pipe.txt" in result.err
    assert result.code == 2


@pytest.mark.parametrize("count", [20_000])
def test_brackets_nest_as_deep_as_they_like(jiaokan: Run, tmp_path: Path, count: int) -> None:
    (tmp_path / "a.txt").write_text("（" * count + CLAIM + "）" * count, encoding="utf-8")
    result = jiaokan("check", "a.txt", "--output-format", "json", "--no-cache", "--exit-zero")
    assert result.code == 0


def test_records_nested_too_deep_are_named(jiaokan: Run, tmp_path: Path) -> None:
    deep = '{"id": "1", "text": ' + "[" * 200_000 + "]" * 200_000 + "}\n"
    (tmp_path / "a.jsonl").write_text(deep + '{"id": "2", "text": "营收3亿元"}\n', encoding="utf-8")
    result = jiaokan("check", "a.jsonl", "--output-format", "json")
    assert result.code == 2
    assert [document["id"] for document in json.loads(result.out)["documents"]] == ["a.jsonl#2"]
