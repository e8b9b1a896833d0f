"""The engine of a cluster says what the local engine says, byte for byte, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.standalone import LIGHT, Standalone, environment, missing, standalone
from tests.conftest import Run

WHY = missing()
pytestmark = pytest.mark.xdist_group("cluster")  # one cluster, and one run on it at a time

NEWS = "云杉智能2024年营业收入为3.12亿元，2023年为2.15亿元，同比增长55%。云杉智能客户超过300家。"
OTHER = "云杉智能（02998.HK）公告，2024年营业收入为3.42亿元。云杉智能的产品无与伦比。"


SMALL = {
    "spark.executor.memory": "640m",
    "spark.ui.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.extraJavaOptions": " ".join(LIGHT),
    "spark.executor.extraJavaOptions": " ".join(LIGHT),
}
"""Settings by which little data is soon done."""

EAGER = {
    "spark.speculation": "true",
    "spark.speculation.quantile": "0.1",
    "spark.speculation.multiplier": "1.1",
}
"""Settings by which slow tasks are done twice."""

JSON = ("--output-format", "json")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A master with two workers; skips where there can be none."""
    if WHY is not None:
        pytest.skip(WHY)
    with standalone(tmp_path_factory.mktemp("cluster"), 2) as started:
        yield started


def on(master: str, **more: str) -> tuple[str, ...]:
    """The options by which a run goes to a cluster."""
    settings = (
        word for key, value in {**SMALL, **more}.items() for word in ("--spark-conf", f"{key}={value}")
    )
    return ("--engine", "spark", "--master", master, *settings)


def test_folders_and_lines_with_all_that_is_wrong_in_them(
    jiaokan: Run, cluster: Standalone, root: Path, tmp_path: Path
) -> None:
    messy(tmp_path)
    shutil.copytree(root / "examples", tmp_path / "examples")
    args = ("a b/wire.jsonl", "a b/news/two.txt", "a b/news", "a b/gone.txt", "examples")
    here = jiaokan("check", *args, *JSON, "--no-cache")
    there = jiaokan("check", *args, *JSON, *on(cluster.url), env=environment(), timeout=900)
    assert there.raw == here.raw
    assert there.code == here.code == 2
    summary = json.loads(there.out)["summary"]
    assert len(summary["skipped"]) == 8
    assert all(one["reason"] in there.err for one in summary["skipped"])
    assert summary["suppressed"] > 1
    assert summary["baselined"] > 1
    assert summary["findings"] > 6


def messy(home: Path) -> None:
    """A project with documents, with what is none, with comments, exclusions and a baseline."""
    folder = home / "a b" / "news"
    (folder / "drafts").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "一 [1].txt").write_text(NEWS, encoding="gb18030")
    for copy in ("two", "three", "_four", ".five", ".hidden/six", "drafts/seven"):
        (folder / f"{copy}.txt").write_text(OTHER, encoding="utf-8")
    (folder / "noted.md").write_text(
        f"{OTHER} <!-- jiaokan: ignore[P3] a speaker's own words -->\n", encoding="utf-8"
    )
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00" + bytes(range(256)) * 40)
    (folder / "table.csv").write_text("not read\n", encoding="utf-8")
    lines = [
        b"\xef\xbb\xbf" + json.dumps({"id": "b1", "text": NEWS, "published": "2025-03-01"}).encode(),
        b"",
        json.dumps({"id": "b2", "text": OTHER, "title": "快讯", "source": "证券时报"}).encode() + b"\r",
        b'{"id": "b3", "text": "\xff"}',
        b'{"id": "b4"}',
        b"{",
        json.dumps({"id": "b1", "text": OTHER}).encode(),
        json.dumps({"id": 7, "text": NEWS, "published": "no date"}).encode(),
        json.dumps({"id": "\ud800", "text": OTHER + "\ud800"}).encode(),
    ]
    (home / "a b" / "wire.jsonl").write_bytes(b"\n".join(lines))
    known = {"rule": "P301", "path": "a b/news/two.txt", "claim": "无与伦比", "ordinal": 1}
    others = [{**known, "path": f"a b/news/{name}.txt"} for name in ("three", "_four")]
    (home / "known.json").write_text(
        json.dumps({"version": 1, "findings": [known, *others]}), encoding="utf-8"
    )
    (home / "jiaokan.toml").write_text(
        """
exclude = ["a b/news/drafts"]
baseline = "known.json"
[[suppress]]
rule = "A1"
path = "a b/news/一 [[]1].txt"
reason = "restated"
""",
        encoding="utf-8",
    )


def test_a_table_against_another_one_and_into_tables(
    jiaokan: Run, cluster: Standalone, tmp_path: Path
) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    for name, texts in {"new": [NEWS, OTHER], "old": [OTHER, NEWS, OTHER]}.items():
        records = [{"id": str(key), "text": text} for key, text in enumerate(texts, start=1)]
        lines = "".join(f"{json.dumps(record)}\n" for record in records)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    args = ("check", "new.jsonl", "--against", "old.jsonl", "--lang", "en", *JSON, "--output-file")
    here = jiaokan(*args, "here.json", "--output-format", "parquet", "--output-file", "here", "--no-cache")
    for name in ("new", "old"):
        records = [json.loads(line) for line in (tmp_path / f"{name}.jsonl").read_text().splitlines()]
        if name == "new":
            records += [{"id": "3", "text": None}, {"id": "2", "text": NEWS}]
        (tmp_path / f"{name}.jsonl").unlink()
        (tmp_path / f"{name}.jsonl").mkdir()
        table = pa.table(
            {
                "body": [r["text"] for r in records],
                "key": [int(r["id"]) for r in records],
                "more": [0.5] * len(records),
            }
        )
        parquet.write_table(table, tmp_path / f"{name}.jsonl" / "part-0.parquet")
    named = ("--input-format", "parquet", "--column", "text=body", "--column", "id=key")
    tables = ("--output-format", "parquet", "--output-file", (tmp_path / "there").as_uri())
    there = jiaokan(*args, "there.json", *tables, *named, *on(cluster.url), env=environment(), timeout=900)
    assert (here.code, there.code) == (1, 2)
    expected, told = (json.loads((tmp_path / f"{side}.json").read_bytes()) for side in ("here", "there"))
    skipped = told["summary"].pop("skipped")
    assert expected["summary"].pop("skipped") == []
    assert told == expected
    assert {one["document"] for one in told["claims"]} & {f"old.jsonl#{key}" for key in (1, 2, 3)}
    assert ["part-0.parquet" in one["reason"] for one in skipped] == [True, True]
    for name in ("documents", "claims", "findings", "skipped"):
        ours, theirs = (
            [parquet.read_table(file) for file in sorted((tmp_path / side / name).glob("*.parquet"))]
            for side in ("here", "there")
        )
        found = [row for table in theirs for row in table.to_pylist()]
        assert found == (skipped if name == "skipped" else ours[0].to_pylist())
        assert {table.schema.remove_metadata() for table in theirs} == {ours[0].schema}


def test_the_seeds_and_the_notices_while_a_worker_dies(
    cluster: Standalone, data: Path, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "audit",
        "check",
        str(data / "seeds"),
        str(data / "corpus" / "news.jsonl"),
    ]
    command += ["--exit-zero", *JSON]
    alone = subprocess.run(
        [*command, "--no-cache"], capture_output=True, check=True, timeout=900, cwd=tmp_path
    )
    victim = cluster.workers[0]
    before = victim.made
    with (tmp_path / "said").open("wb") as said, (tmp_path / "report.json").open("wb") as report:
        run = subprocess.Popen(
            [*command, *on(cluster.url, **EAGER)], stdout=report, stderr=said, env=environment(), cwd=tmp_path
        )
        while run.poll() is None and victim.made <= before:
            time.sleep(0.1)
        assert run.poll() is None, "the run ended before a worker could be killed"
        victim.kill()
        cluster.add_worker()
        code = run.wait(timeout=900)
    assert code == 0, (tmp_path / "said").read_text(encoding="utf-8", errors="replace")
    assert (tmp_path / "report.json").read_bytes() == alone.stdout


@pytest.mark.skipif(WHY is not None, reason=WHY or "")
def test_a_table_that_is_there_or_has_no_such_column_is_told(jiaokan: Run, tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    parquet.write_table(pa.table({"body": [NEWS], "id": ["1"]}), tmp_path / "news.parquet")
    here = on("local[1]")
    wrong = jiaokan("check", "news.parquet", *here, env=environment(), timeout=300)
    assert wrong.code == 2
    assert all(word in wrong.err for word in ("news.parquet", "--column", "body"))
    (tmp_path / "tables" / "claims").mkdir(parents=True)
    tables = ("--output-format", "parquet", "--output-file", "tables")
    taken = jiaokan("check", "news.parquet", *tables, *here, env=environment(), timeout=300)
    assert taken.code == 2
    assert all(word in taken.err for word in ("tables", "claims"))


def test_without_pyspark_one_sentence_says_what_to_install(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\nsys.modules['pyspark'] = None\n", encoding="utf-8"
    )
    result = jiaokan("check", "a.txt", "--engine", "spark", env={"PYTHONPATH": str(tmp_path)})
    assert result.code == 2
    assert "jiaokan[spark]" in result.err
    assert "--engine local" in result.err


@pytest.mark.skipif(WHY is not None and "Java" not in WHY, reason=WHY or "")
def test_without_java_one_sentence_says_what_to_install(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    nowhere = {"PATH": str(tmp_path), "JAVA_HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    result = jiaokan("check", "a.txt", "--engine", "spark", env=nowhere)
    assert result.code == 2
    assert "Java 17" in result.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--diff-base", "HEAD"], ["--diff-base"]),
        (["--spark-conf", "spark.executor.memory"], ["spark.executor.memory"]),
        (["--column", "body"], ["--column", "text"]),
        (["--output-format", "parquet"], ["--output-file"]),
    ],
)
@pytest.mark.skipif(WHY is not None, reason=WHY or "")
def test_what_can_not_be_asked_of_a_cluster_is_told(
    jiaokan: Run, tmp_path: Path, args: list[str], words: list[str]
) -> None:
    (tmp_path / "a.txt").write_text(NEWS, encoding="utf-8")
    result = jiaokan("check", "a.txt", "--engine", "spark", *args)
    assert result.code == 2
    assert all(word in result.err for word in words)
