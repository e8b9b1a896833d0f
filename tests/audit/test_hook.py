"""The pre-commit hook, run by pre-commit itself in a scratch repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

FIRST = "澄江航运股份有限公司2024年实现营业收入3.12亿元。\n"
SOUND = "澄江航運股份有限公司2024年營業收入為3.12億元。\n"
SLIP = "澄江航运股份有限公司2024年实现营业收入8.56亿元。\n"


@pytest.fixture
def repository(tmp_path: Path, root: Path) -> Path:
    """A repository with one committed article and the project's own hook, run from this environment."""
    [hook] = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    entry = hook["entry"].replace("jiaokan", f"{sys.executable} -m audit", 1)
    local = {**hook, "entry": entry, "language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.email", "editor@example.org")
    git(tmp_path, "config", "user.name", "Editor")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "first.txt").write_text(FIRST, encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "First article")
    return tmp_path


def git(folder: Path, *args: str) -> None:
    subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def commit(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Put an article beside the first and run the hook on what is staged, as `git commit` would."""
    (folder / "articles" / "second.md").write_text(text, encoding="utf-8")
    git(folder, "add", ".")
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", "run"],
        cwd=folder,
        env={**os.environ, "PRE_COMMIT_HOME": str(folder / ".cache"), "PRE_COMMIT_COLOR": "never"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_an_article_that_contradicts_another_is_stopped(repository: Path) -> None:
    done = commit(repository, SLIP)
    assert done.returncode == 1
    assert "articles/second.md:1:" in done.stdout
    assert "first.txt" in done.stdout


def test_a_sound_article_passes(repository: Path) -> None:
    done = commit(repository, SOUND)
    assert done.returncode == 0, done.stdout
    assert "Passed" in done.stdout


def test_nothing_is_left_for_git_to_see(repository: Path) -> None:
    commit(repository, SOUND)
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository, capture_output=True, text=True, check=True
    )
    assert {line.split()[-1] for line in status.stdout.splitlines()} <= {"articles/second.md", ".cache/"}
