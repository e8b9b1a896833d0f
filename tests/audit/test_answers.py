"""An answer that is kept: said again where nothing has changed, and never where anything has."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Run

HEAVY = ("pydantic", "rules.catalogue", "claims.extracting")


@pytest.fixture
def project(tmp_path: Path, jiaokan: Run) -> Path:
    """A folder that was checked once its files had lain still."""
    (tmp_path / "jiaokan.toml").write_text(
        'exclude = ["旧"]\nlexicon-files = ["词/*.toml"]\n', encoding="utf-8"
    )
    for name in ("文", "词", "旧"):
        (tmp_path / name).mkdir()
    (tmp_path / "文/甲.txt").write_text("云杉智能2024年营收3.1亿元，同比增长12%。\n", encoding="utf-8")
    (tmp_path / "文/乙.txt").write_text("云杉智能2024年营收31亿元。\n", encoding="utf-8")
    (tmp_path / "记录.jsonl").write_text(
        '{"id": "1", "text": "白桦能源2023年营收2亿元。"}\n', encoding="utf-8"
    )
    (tmp_path / "词/词.toml").write_text('[metrics.revenue]\naliases = ["揽金"]\n', encoding="utf-8")
    time.sleep(2.2)  # stamps of files that have just been written are not trusted
    jiaokan(*ARGS)
    return tmp_path


ARGS = ("check", "文/甲.txt", "--against", "文", "--against", "记录.jsonl", "--output-format", "concise")


def anew(jiaokan: Run, *args: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> bool:
    """Whether a run reads and checks rather than says again what was said, which must be the same."""
    where = {"cwd": cwd} if cwd else {}
    done = jiaokan(*args, env={**(env or {}), "PYTHONPROFILEIMPORTTIME": "1"}, **where)
    without = jiaokan(*args, "--no-cache", env=env, **where)
    assert (done.code, done.raw) == (without.code, without.raw)
    said = [line for line in done.err.splitlines() if not line.startswith("import time:")]
    assert said == without.err.splitlines()
    loaded = {line.rpartition("|")[2].strip() for line in done.err.splitlines()}
    assert "audit.answers" in loaded
    return not loaded.isdisjoint(HEAVY)


def test_what_lies_as_it_lay_is_answered_at_once(jiaokan: Run, project: Path) -> None:
    assert not anew(jiaokan, *ARGS)


def test_an_output_file_is_written_again(jiaokan: Run, project: Path) -> None:
    args = (*ARGS[:-1], "json", "--output-file", "报告.json")
    jiaokan(*args)
    written = (project / "报告.json").read_bytes()
    (project / "报告.json").unlink()
    assert jiaokan(*args).code == 1
    assert (project / "报告.json").read_bytes() == written


def named_file(project: Path) -> None:
    (project / "文/甲.txt").write_text("云杉智能2024年营收31亿元。\n", encoding="utf-8")


def same_length(project: Path) -> None:
    file = project / "文/乙.txt"
    before = file.stat()
    file.write_text("云杉智能2024年营收32亿元。\n", encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def new_companion(project: Path) -> None:
    (project / "文/丙.txt").write_text("云杉智能2024年营收3.1亿元。\n", encoding="utf-8")


def no_companion(project: Path) -> None:
    (project / "文/乙.txt").unlink()


def record(project: Path) -> None:
    with (project / "记录.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "2", "text": "云杉智能2024年营收5亿元。"}\n')


def configuration(project: Path) -> None:
    (project / "jiaokan.toml").write_text(
        'lexicon-files = ["词/*.toml"]\nlanguage = "en"\n', encoding="utf-8"
    )


def own_words(project: Path) -> None:
    (project / "词/词.toml").write_text('[metrics.revenue]\naliases = ["营收额外"]\n', encoding="utf-8")


def more_words(project: Path) -> None:
    (project / "词/新.toml").write_text('[metrics.net_profit]\naliases = ["落袋"]\n', encoding="utf-8")


def nearer_configuration(project: Path) -> None:
    (project / "文/jiaokan.toml").write_text('ignore = ["C"]\n', encoding="utf-8")


def unreadable(project: Path) -> None:
    (project / "文/乙.txt").unlink()
    (project / "文/乙.txt").symlink_to("nowhere")


CHANGES: tuple[Callable[[Path], None], ...] = (
    named_file,
    same_length,
    new_companion,
    no_companion,
    record,
    configuration,
    own_words,
    more_words,
    nearer_configuration,
    unreadable,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_changes_it_is_asked_anew(
    jiaokan: Run, project: Path, change: Callable[[Path], None]
) -> None:
    change(project)
    assert anew(jiaokan, *ARGS)


@pytest.mark.parametrize(
    "args",
    [("--lang", "en"), ("--exclude", "文/乙.txt"), ("--select", "A"), ("--statistics",)],
    ids=lambda args: args[0],
)
def test_another_question_has_another_answer(jiaokan: Run, project: Path, args: tuple[str, ...]) -> None:
    assert anew(jiaokan, *ARGS, *args)


def test_the_environment_and_the_folder_are_part_of_it(jiaokan: Run, project: Path) -> None:
    assert anew(jiaokan, *ARGS, env={"FORCE_COLOR": "1"})
    paths = ("check", "甲.txt", "--against", ".", "--against", "../记录.jsonl", "--output-format", "concise")
    assert anew(jiaokan, *paths, cwd=project / "文")


def test_what_git_does_not_track_is_looked_at_again(jiaokan: Run, project: Path) -> None:
    for args in (("init", "-q"), ("add", ".")):
        subprocess.run(["git", *args], cwd=project, check=True)
    hook = {"PRE_COMMIT": "1"}
    jiaokan(*ARGS, env=hook)
    assert not anew(jiaokan, *ARGS, env=hook)
    subprocess.run(["git", "rm", "-q", "--cached", "文/乙.txt"], cwd=project, check=True)
    assert anew(jiaokan, *ARGS, env=hook)


@pytest.mark.parametrize("damage", ["answer = '['", "reach = '{}'", "seal = x'00'"])
def test_an_answer_that_is_damaged_is_passed_over(jiaokan: Run, project: Path, damage: str) -> None:
    base = sqlite3.connect(project / ".jiaokan" / "ledger.sqlite")
    base.execute(f"UPDATE answers SET {damage}")
    base.commit()
    base.close()
    assert anew(jiaokan, *ARGS)


def test_what_a_reader_did_not_hear_to_its_end_is_not_kept(jiaokan: Run, project: Path) -> None:
    command = "python -m audit check 文 --output-format terminal | head -c 10 > 半"
    subprocess.run(command, shell=True, cwd=project, check=True)
    full = ("check", "文", "--output-format", "terminal")
    assert jiaokan(*full).raw == jiaokan(*full, "--no-cache").raw
