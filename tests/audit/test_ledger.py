"""The ledger: a cache that changes no byte of what is said, whatever happens to it."""

from __future__ import annotations

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import Run

from audit.coding import claims_of, document_of, encode, profile_of
from claims import extract, read_document
from rules.profile import profile

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TEXTS = {
    "甲.txt": "云杉智能2024年营收3.1亿元，同比增长12%。净利润4200万元。\n",
    "乙.txt": "云杉智能2024年營收31億元，淨利潤約0.42億元。\n",
    "丙.md": "云杉智能2024年营收3.1亿元。 <!-- jiaokan: ignore[C2] 未经审计 -->\n",
}
ARGS = ("check", ".", "--output-format", "json", "--exit-zero")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    lines = (f'{{"id": "{i}", "text": "白桦能源2023年营收{i + 2}.5亿元。"}}\n' for i in range(30))
    (tmp_path / "记录.jsonl").write_text("".join(lines), encoding="utf-8")
    return tmp_path


def ledger(project: Path) -> Path:
    return project / ".jiaokan" / "ledger.sqlite"


def settled(project: Path) -> None:
    """Let the files have lain still, so that their stamps are trusted."""
    past = time.time() - 60
    for file in project.iterdir():
        if file.is_file():
            os.utime(file, (past, past))


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.[tm][xd]*")), ids=lambda file: file.name)
def test_a_row_gives_back_what_it_was_made_of(file: Path) -> None:
    document = read_document(file)
    claims = tuple(extract(document))
    light = profile(document, claims)
    row = encode(document, claims, light)
    again = document_of(row, id=document.id, path=document.path)
    assert again == document
    assert claims_of(row, again) == claims
    assert profile_of(row.profile, id=document.id) == light


def test_warm_cold_and_without_it_say_the_same(jiaokan: Run, project: Path) -> None:
    settled(project)
    cold = jiaokan(*ARGS, "记录.jsonl")
    warm = jiaokan(*ARGS, "记录.jsonl")
    without = jiaokan(*ARGS, "记录.jsonl", "--no-cache")
    assert cold.raw == warm.raw == without.raw
    assert cold.code == 0
    assert cold.err == warm.err == without.err


def test_what_changed_is_read_anew(jiaokan: Run, project: Path) -> None:
    jiaokan(*ARGS)
    (project / "甲.txt").write_text("云杉智能2024年营收7.7亿元。\n", encoding="utf-8")
    assert jiaokan(*ARGS).raw == jiaokan(*ARGS, "--no-cache").raw


def test_one_text_under_two_names_is_two_documents(jiaokan: Run, project: Path) -> None:
    (project / "丁.txt").write_bytes((project / "甲.txt").read_bytes())
    assert jiaokan(*ARGS).raw == jiaokan(*ARGS).raw == jiaokan(*ARGS, "--no-cache").raw


def test_git_sees_nothing_of_it(jiaokan: Run, project: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    jiaokan(*ARGS)
    done = subprocess.run(["git", "status", "--porcelain"], cwd=project, capture_output=True, check=True)
    assert b".jiaokan" not in done.stdout


def test_clean_removes_it(jiaokan: Run, project: Path) -> None:
    jiaokan(*ARGS)
    assert ledger(project).exists()
    assert jiaokan("clean").code == 0
    assert not ledger(project).parent.exists()
    assert "账本" in jiaokan("clean").out


def test_clean_leaves_what_is_not_its_own(jiaokan: Run, project: Path) -> None:
    jiaokan(*ARGS)
    (ledger(project).parent / "mine.txt").write_text("mine")
    jiaokan("clean")
    assert [path.name for path in ledger(project).parent.iterdir()] == ["mine.txt"]


def nothing(file: Path) -> None:
    file.write_bytes(b"")


def noise(file: Path) -> None:
    file.write_bytes(random.Random(1).randbytes(5000))


def broken(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    file.write_bytes(data)


def short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:5000])


def foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as base:
        base.execute("CREATE TABLE mine (it TEXT)")
    base.close()


def altered(file: Path) -> None:
    with sqlite3.connect(file) as base:
        base.execute("UPDATE documents SET claims = replace(claims, '亿', '万'), text = text || x'e4bab9'")
    base.close()


def folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


HARMS: list[Callable[[Path], None]] = [nothing, noise, broken, short, foreign, altered, folder]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_ledger_that_is_no_good_is_no_obstacle(
    jiaokan: Run, project: Path, harm: Callable[[Path], None]
) -> None:
    sound = jiaokan(*ARGS)
    for ending in ("-wal", "-shm"):
        ledger(project).with_name(f"ledger.sqlite{ending}").unlink(missing_ok=True)
    harm(ledger(project))
    after = jiaokan(*ARGS)
    assert (after.code, after.raw) == (0, sound.raw)
    if harm not in (nothing, folder):
        assert "damaged-1" in after.err
        assert ledger(project).with_name("ledger.sqlite.damaged-1").exists()
    again = jiaokan(*ARGS)
    assert again.raw == sound.raw
    assert harm is folder or "damaged" not in again.err


def test_a_folder_that_may_not_be_written_is_no_obstacle(jiaokan: Run, project: Path) -> None:
    ledger(project).parent.write_text("a file where the folder should be")
    result = jiaokan(*ARGS)
    assert result.code == 0
    assert "缓存" in result.err
    assert result.raw == jiaokan(*ARGS, "--no-cache").raw


def run(project: Path, *args: str, **more: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "audit", *args],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)},
        **more,  # type: ignore[call-overload]
    )


def test_eight_checks_at_once_share_one_ledger(jiaokan: Run, project: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        ended = list(pool.map(lambda _: run(project, *ARGS, "记录.jsonl").communicate(), range(8)))
    alone = jiaokan(*ARGS, "记录.jsonl", "--no-cache")
    assert {out for out, _ in ended} == {alone.raw}
    assert {err for _, err in ended} == {alone.err.encode()}


def test_killed_at_any_moment_it_stays_sound(jiaokan: Run, project: Path) -> None:
    killing = [sys.executable, str(Path(__file__).with_name("killing.py")), "200"]
    environment = {**os.environ, "PYTHONPATH": str(EXAMPLES.parent)}
    done = subprocess.run(killing, cwd=project, env=environment, capture_output=True, timeout=900, check=True)
    assert int(done.stdout) > 50
    base = sqlite3.connect(ledger(project))
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()
    after = jiaokan(*ARGS)
    without = jiaokan(*ARGS, "--no-cache")
    assert (after.raw, after.err) == (without.raw, without.err)
    assert [file.name for file in ledger(project).parent.iterdir() if "damaged" in file.name] == []


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="files have no limit of size here")
@pytest.mark.parametrize("most", [0, 4096, 20_000, 60_000])
def test_a_full_disk_loses_nothing(jiaokan: Run, project: Path, most: int) -> None:
    limited = run(project, *ARGS, "--jobs", "1", preexec_fn=lambda: limit(most))
    out, err = limited.communicate(timeout=120)
    assert limited.returncode == 0
    assert out == jiaokan(*ARGS, "--no-cache").raw
    assert "缓存".encode() in err or ledger(project).exists()
    assert jiaokan(*ARGS).raw == out


@pytest.mark.skipif(not hasattr(signal, "SIGXFSZ"), reason="files have no limit of size here")
def test_a_report_that_finds_no_room_ends_with_2(jiaokan: Run, project: Path) -> None:
    args = ("--output-file", "report.json", "--jobs", "1")
    limited = run(project, *ARGS, *args, preexec_fn=lambda: limit(1000))
    _, err = limited.communicate(timeout=120)
    assert limited.returncode == 2
    assert b"report.json" in err
    assert jiaokan(*ARGS, *args).code == 0
    assert (project / "report.json").read_bytes() == jiaokan(*ARGS, "--no-cache").raw


def limit(most: int) -> None:
    """No file of this process may grow beyond so many bytes, as on a disk without room."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
