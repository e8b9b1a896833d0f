"""Only what a change takes part in: lines that git says are new, in a scratch repository."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

OLD = "澄江航运2024年营业收入3.12亿元，同比增长55%；2023年营业收入为2.15亿元。\n"
NEW = "望川软件2024年营业收入5.40亿元，同比增长80%；2023年营业收入为4.50亿元。\n"


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose one article has an old slip."""
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.email", "editor@example.org")
    git(tmp_path, "config", "user.name", "Editor")
    (tmp_path / "文章").mkdir()
    (tmp_path / "文章" / "old.txt").write_text(OLD, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "First article")
    return tmp_path


def test_old_slips_are_left_alone(jiaokan: Run, repository: Path) -> None:
    assert jiaokan("check", ".").code == 1
    assert jiaokan("check", ".", "--diff-base", "HEAD").code == 0


@pytest.mark.parametrize("staged", [True, False])
def test_a_new_file_is_new_in_all_its_lines(jiaokan: Run, repository: Path, staged: bool) -> None:
    (repository / "文章" / "new.txt").write_text(NEW, encoding="utf-8")
    if staged:
        git(repository, "add", ".")
    result = jiaokan("check", ".", "--diff-base", "HEAD")
    assert result.code == 1
    assert "new.txt" in result.out
    assert "old.txt" not in result.out


def test_a_new_line_of_an_old_file(jiaokan: Run, repository: Path) -> None:
    (repository / "文章" / "old.txt").write_text(f"{OLD}\n{NEW}", encoding="utf-8")
    result = jiaokan("check", "文章/old.txt", "--diff-base", "HEAD")
    assert result.code == 1
    assert result.out.count(" error ") == 1
    assert "old.txt:3:" in result.out
    git(repository, "commit", "--quiet", "-am", "More")
    assert jiaokan("check", ".", "--diff-base", "HEAD").code == 0
    assert jiaokan("check", ".", "--diff-base", "HEAD~1").code == 1
    assert jiaokan("check", ".", "--diff-base", "HEAD~1", cwd=repository / "文章").code == 1


def test_a_figure_that_now_conflicts_with_an_old_one(jiaokan: Run, repository: Path) -> None:
    (repository / "文章" / "new.txt").write_text("澄江航运2024年营业收入8.56亿元。\n", encoding="utf-8")
    result = jiaokan("check", ".", "--diff-base", "HEAD")
    assert result.code == 1
    assert "C201" in result.out


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
def test_a_revision_that_is_none(jiaokan: Run, repository: Path, revision: str) -> None:
    result = jiaokan("check", ".", f"--diff-base={revision}")
    assert (result.code, result.out) == (2, "")
    assert "--diff-base" in result.err
    assert sorted(path.name for path in repository.iterdir()) == [".git", ".jiaokan", "文章"]


def test_outside_a_repository(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    result = jiaokan(
        "check", ".", "--diff-base", "HEAD", env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    )
    assert result.code == 2
    assert "git" in result.err
