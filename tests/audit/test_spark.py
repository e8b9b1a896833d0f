"""The engine of a cluster says what the local engine says, byte for byte, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.standalone import Standalone, environment, missing, standalone
from tests.conftest import Result, Run

WHY = missing()
pytestmark = pytest.mark.xdist_group("cluster")  # one cluster, and one run on it at a time

NEWS = "云杉智能2024年营业收入为3.12亿元，2023年为2.15亿元，同比增长55%。云杉智能客户超过300家。"
OTHER = "云杉智能（02998.HK）公告，2024年营业收入为3.42亿元。云杉智能是行业第一。"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standalone]:
    """A master with two workers; skips where there can be none."""
    if WHY is not None:
        pytest.skip(WHY)
    with standalone(tmp_path_factory.mktemp("cluster"), 2) as started:
        yield started


def both(
    jiaokan: Run, cluster: Standalone, *args: str | Path, cwd: Path | None = None
) -> tuple[Result, Result]:
    """What both engines say."""
    where = {} if cwd is None else {"cwd": cwd}
    json_ = ("--output-format", "json")
    here = jiaokan("check", *args, *json_, "--no-cache", **where)
    there = jiaokan("check", *args, *json_, *on(cluster), env=environment(), timeout=900, **where)
    return here, there


def on(cluster: Standalone) -> tuple[str, ...]:
    """The options by which a run goes to the cluster."""
    return ("--engine", "spark", "--master", cluster.url, "--spark-conf", "spark.executor.memory=1g")


def same(here: Result, there: Result) -> None:
    """Hold one run to say what the other does, and to end as it does."""
    assert json.loads(there.out)["summary"] == json.loads(here.out)["summary"]
    assert there.raw == here.raw
    assert there.code == here.code


def test_the_examples(jiaokan: Run, cluster: Standalone, root: Path) -> None:
    here, there = both(jiaokan, cluster, "examples", cwd=root)
    same(here, there)
    assert json.loads(there.out)["findings"]


def test_the_seeds(jiaokan: Run, cluster: Standalone, data: Path) -> None:
    same(*both(jiaokan, cluster, data / "seeds"))


def test_folders_and_lines_with_all_that_is_wrong_in_them(
    jiaokan: Run, cluster: Standalone, tmp_path: Path
) -> None:
    folder = tmp_path / "a b" / "news"
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
    (tmp_path / "a b" / "wire.jsonl").write_bytes(b"\n".join(lines))
    (tmp_path / "jiaokan.toml").write_text('exclude = ["a b/news/drafts"]\n', encoding="utf-8")
    args = ("a b/wire.jsonl", "a b/news/two.txt", "a b/news", "a b/gone.txt")
    here, there = both(jiaokan, cluster, *args)
    same(here, there)
    assert there.code == 2
    skipped = json.loads(there.out)["summary"]["skipped"]
    assert len(skipped) == 8
    assert all(one["reason"] in there.err for one in skipped)


def test_companions_suppressions_and_a_baseline(jiaokan: Run, cluster: Standalone, tmp_path: Path) -> None:
    (tmp_path / "f").mkdir()
    for name, text in {"new.txt": NEWS, "old.txt": OTHER, "older.txt": OTHER}.items():
        (tmp_path / "f" / name).write_text(text, encoding="utf-8")
    assert jiaokan("baseline", "create", "f/new.txt", "--baseline", "known.json").code == 0
    known = json.loads((tmp_path / "known.json").read_text(encoding="utf-8"))
    assert known["findings"]
    del known["findings"][0]
    (tmp_path / "known.json").write_text(json.dumps(known), encoding="utf-8")
    same(*both(jiaokan, cluster, "f/new.txt", "--baseline", "known.json"))
    (tmp_path / "jiaokan.toml").write_text(
        '[[suppress]]\nrule = "A1"\npath = "f/new.txt"\nreason = "restated"\n', encoding="utf-8"
    )
    here, there = both(jiaokan, cluster, "f/new.txt", "--against", "f/old*.txt", "--lang", "en")
    same(here, there)
    assert "suppressed" in there.err or "stand" in there.err


def test_a_table_with_columns_of_its_own(jiaokan: Run, cluster: Standalone, tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    texts = [NEWS, OTHER, None, NEWS]
    keys = [1, 2, 3, 2]
    (tmp_path / "news.jsonl").write_text(
        "".join(
            f"{json.dumps({'id': key, 'text': text})}\n" for key, text in zip([1, 2], texts, strict=False)
        ),
        encoding="utf-8",
    )
    here = jiaokan("check", "news.jsonl", "--output-format", "json", "--no-cache")
    (tmp_path / "news.jsonl").unlink()
    (tmp_path / "news.jsonl").mkdir()
    table = pa.table({"body": texts, "key": keys, "more": ["x"] * 4})
    parquet.write_table(table, tmp_path / "news.jsonl" / "part-0.parquet")
    named = ("--input-format", "parquet", "--column", "text=body", "--column", "id=key")
    there = jiaokan(
        "check", "news.jsonl", "--output-format", "json", *named, *on(cluster), env=environment(), timeout=900
    )
    assert there.code == 2
    told, expected = json.loads(there.out), json.loads(here.out)
    assert told["findings"] == expected["findings"]
    assert told["claims"] == expected["claims"]
    assert [("part-0.parquet" in one["reason"]) for one in told["summary"]["skipped"]] == [True, True]
    wrong = jiaokan("check", "news.jsonl", *named[:2], *on(cluster), env=environment(), timeout=900)
    assert wrong.code == 2
    assert "--column" in wrong.err
    assert "body" in wrong.err


def test_tables_are_those_of_the_local_engine(
    jiaokan: Run, cluster: Standalone, root: Path, tmp_path: Path
) -> None:
    from pyarrow import parquet

    tables = ("--output-format", "parquet", "--output-file")
    here = jiaokan("check", "examples", *tables, tmp_path / "here", "--no-cache", cwd=root)
    args = ("check", "examples", *tables, (tmp_path / "there").as_uri(), *on(cluster))
    there = jiaokan(*args, cwd=root, env=environment(), timeout=900)
    assert there.code == here.code
    for name in ("documents", "claims", "findings", "skipped"):
        expected, found = (
            [parquet.read_table(file) for file in sorted((tmp_path / side / name).glob("*.parquet"))]
            for side in ("here", "there")
        )
        assert [row for table in found for row in table.to_pylist()] == expected[0].to_pylist()
        assert {table.schema.remove_metadata() for table in found} == {expected[0].schema}
    again = jiaokan(*args, cwd=root, env=environment(), timeout=900)
    assert again.code == 2
    assert "there" in again.err


def test_a_worker_that_dies_changes_nothing(cluster: Standalone, data: Path, tmp_path: Path) -> None:
    notices = data / "corpus" / "news.jsonl"
    command = [sys.executable, "-m", "audit", "check", str(notices), "--exit-zero", "--output-format", "json"]
    alone = subprocess.run(
        [*command, "--no-cache"], capture_output=True, check=True, timeout=900, cwd=tmp_path
    )
    eager = ("spark.speculation=true", "spark.speculation.quantile=0.1", "spark.speculation.multiplier=1.1")
    hurried = [word for setting in eager for word in ("--spark-conf", setting)]
    victim = cluster.workers[0]
    with (tmp_path / "said").open("wb") as said, (tmp_path / "report.json").open("wb") as report:
        run = subprocess.Popen(
            [*command, *on(cluster), *hurried], stdout=report, stderr=said, env=environment(), cwd=tmp_path
        )
        before = set(victim.folder.glob("local/**/shuffle_*.data"))
        while run.poll() is None and set(victim.folder.glob("local/**/shuffle_*.data")) <= before:
            time.sleep(0.1)
        assert run.poll() is None, "the run ended before a worker could be killed"
        victim.kill()
        code = run.wait(timeout=1200)
    assert code == 0, (tmp_path / "said").read_text(encoding="utf-8", errors="replace")
    assert (tmp_path / "report.json").read_bytes() == alone.stdout
    cluster.add_worker()


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
