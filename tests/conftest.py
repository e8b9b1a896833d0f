"""What tests share: running the command as a user does, and the folder of real documents."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("no deadline", deadline=None)  # a busy machine is no failure
settings.load_profile("no deadline")


@dataclass(frozen=True)
class Result:
    """What a run of the command left."""

    code: int
    out: str
    err: str
    raw: bytes


Run = Callable[..., Result]


@pytest.fixture
def jiaokan(tmp_path: Path) -> Run:
    """Run `jiaokan ARGS` in a folder (the test's own unless `cwd` says otherwise), without a terminal."""

    def run(
        *args: str | Path,
        cwd: Path = tmp_path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        timeout: int = 120,
    ) -> Result:
        inherited = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
        done = subprocess.run(
            [sys.executable, "-m", "audit", *map(str, args)],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            env={**inherited, "PYTHONIOENCODING": "utf-8", **(env or {})},
            timeout=timeout,
            check=False,
        )
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        assert "Traceback" not in err, err
        return Result(done.returncode, out, err, done.stdout)

    return run


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real documents and their annotations; skips where JIAOKAN_DATA names none."""
    folder = os.environ.get("JIAOKAN_DATA")
    if not folder:
        pytest.skip("JIAOKAN_DATA names no folder of real documents")
    return Path(folder)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).resolve().parent.parent
