"""The pre-commit hook, run by pre-commit itself in a scratch repository."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

TENFOLD = "澄江航运股份有限公司2024年实现营业收入31.2亿元。\n"
ELSEWHERE = "望川软件股份有限公司2024年实现营业收入5.4亿元。\n"
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


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / "articles" / name
    path.write_text(text, encoding="utf-8")
    return path


def commit(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """Put an article beside the first and run the hook on what is staged."""
    put(folder, "second.md", text)
    git(folder, "add", ".")
    return hook(folder)


def hook(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the hook on what is staged, as `git commit` would."""
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


def test_the_output_names_the_source_and_the_repair(repository: Path) -> None:
    done = commit(repository, TENFOLD)
    [line] = [line for line in done.stdout.splitlines() if " error " in line]
    assert line.startswith("articles/second.md:1:")
    assert "first.txt" in line
    assert line.endswith("[31.2亿元 → 3.12亿元]")


def test_a_conflict_of_old_articles_does_not_stop_a_third(repository: Path) -> None:
    put(repository, "old.txt", TENFOLD)
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "-m", "Old articles")
    assert commit(repository, ELSEWHERE).returncode == 0
    git(repository, "commit", "--quiet", "-m", "Sound")
    put(repository, "old.txt", TENFOLD + "公司总部在宁波。\n")
    git(repository, "add", ".")
    assert hook(repository).returncode == 1


def test_what_the_commit_deletes_is_gone(repository: Path) -> None:
    git(repository, "rm", "--quiet", "articles/first.txt")
    (repository / "articles").mkdir(exist_ok=True)
    assert commit(repository, SLIP).returncode == 0


def test_what_is_deleted_but_not_staged_is_still_there(repository: Path) -> None:
    put(repository, "second.md", SLIP)
    git(repository, "add", ".")
    (repository / "articles" / "first.txt").unlink()
    done = hook(repository)
    assert done.returncode == 1
    assert "first.txt" in done.stdout


def test_what_the_commit_renames_has_its_new_name(repository: Path) -> None:
    git(repository, "mv", "articles/first.txt", "articles/renamed.txt")
    done = commit(repository, SLIP)
    assert done.returncode == 1
    assert "renamed.txt" in done.stdout
    assert "first.txt" not in done.stdout


def test_edits_that_are_not_staged_count_for_nothing(repository: Path) -> None:
    put(repository, "second.md", SOUND)
    git(repository, "add", ".")
    first = put(repository, "first.txt", SLIP)
    assert hook(repository).returncode == 0
    assert first.read_text(encoding="utf-8") == SLIP


def test_files_that_git_does_not_track_count_for_nothing(repository: Path) -> None:
    put(repository, "second.md", SOUND)
    git(repository, "add", ".")
    put(repository, "draft.txt", SLIP)
    done = hook(repository)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("text", "stopped"), [(SOUND, False), (TENFOLD, True)])
def test_a_commit_of_one_path_in_a_second_work_tree(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, text: str, stopped: bool
) -> None:
    tree = tmp_path_factory.mktemp("second") / "tree"
    git(repository, "worktree", "add", "--quiet", str(tree))
    done = subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=tree, capture_output=True)
    assert done.returncode == 0, done.stderr
    put(tree, "second.md", text)
    git(tree, "add", "articles/second.md")
    put(tree, "draft.txt", SLIP)
    made = subprocess.run(
        ["git", "commit", "-m", "Second", "articles/second.md"],
        cwd=tree,
        env={**os.environ, "PRE_COMMIT_HOME": str(tree.parent / "cache"), "PRE_COMMIT_COLOR": "never"},
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert (made.returncode != 0) is stopped, made.stdout + made.stderr
    assert "draft.txt" not in made.stdout + made.stderr


@pytest.mark.parametrize(("text", "code"), [(SOUND, 0), (TENFOLD, 1)])
def test_a_list_of_files_too_long_for_one_command_line(repository: Path, text: str, code: int) -> None:
    """pre-commit starts a hook anew every 128 KiB of names, so that either side may be in another run."""
    for number in range(620):
        put(repository, f"{number:03}-{'x' * 220}.txt", "公司总部在宁波。\n")
    git(repository, "mv", "articles/first.txt", "articles/zzz.txt")
    put(repository, "aaa.txt", text)
    git(repository, "add", ".")
    done = hook(repository)
    assert done.returncode == code, done.stdout
    told = {line for line in done.stdout.splitlines() if " error " in line}
    assert len(told) == code
    assert done.stdout.count("读了") != 1


def test_hooks_that_run_at_one_time_come_to_the_same(repository: Path) -> None:
    put(repository, "second.md", TENFOLD)
    command = [sys.executable, "-m", "audit", "check", "articles/second.md"]
    runs = [subprocess.Popen(command, cwd=repository, stdout=subprocess.PIPE) for _ in range(4)]
    outputs = {run.communicate()[0] for run in runs}
    assert len(outputs) == 1
    assert {run.returncode for run in runs} == {1}


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
