"""The package: what the wheel and the source archive hold."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOMS = ("claims", "rules", "reports", "audit")


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A folder with the wheel and the source archive, built with what is installed."""
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*build, "--wheel", "--sdist", str(root)], check=True, capture_output=True)
    return folder


def test_the_wheel_holds_the_rooms_with_their_data_and_no_tests(archives: Path, root: Path) -> None:
    [wheel] = archives.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        [entry] = [name for name in names if name.endswith("entry_points.txt")]
        assert "jiaokan = audit.__main__:main" in archive.read(entry).decode()
        [metadata] = [name for name in names if name.endswith("METADATA")]
        assert "License-Expression: MIT" in archive.read(metadata).decode()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(ROOMS)
    tracked = subprocess.run(
        ["git", "ls-files", *ROOMS], cwd=root, capture_output=True, text=True, check=False
    )
    if tracked.returncode:
        pytest.skip("not a checkout")
    present = {name for name in tracked.stdout.splitlines() if (root / name).exists()}
    assert present <= names
    assert {f"{room}/py.typed" for room in ROOMS} <= names


def test_the_source_archive_holds_what_is_needed_to_test(archives: Path) -> None:
    [sdist] = archives.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for name in (
        "pyproject.toml",
        "LICENSE",
        "README.md",
        "Makefile",
        "tests/test_packaging.py",
        "audit/cli.py",
    ):
        assert name in names
    assert not [name for name in names if name.startswith((".venv", ".git/", "dist"))]


def test_starting_up_loads_no_heavy_library() -> None:
    """`jiaokan --version` and the hook's first milliseconds."""
    code = (
        "import sys, audit.cli\n"
        "heavy = {'pydantic', 'rich', 'opencc', 'regex', 'claims.model', 'rules.model'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
