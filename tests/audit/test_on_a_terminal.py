"""The command on a terminal of a pseudo-device: what it sets there at its width, without colours, in GBK."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
termios = pytest.importorskip("termios", reason="this system has no pseudo-terminals")

SLIP = "澄江航运股份有限公司2024年营业收入为3.00亿元，2023年为2.50亿元，同比增长30.0%。\n"
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def on_a_terminal(
    folder: Path, *args: str, columns: int, encoding: str = "utf-8", **env: str
) -> tuple[int, bytes]:
    """The exit code and what stands on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, columns))
    inherited = {
        k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    }
    with subprocess.Popen(
        [sys.executable, "-m", "audit", *args],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        env={**inherited, "TERM": "xterm-256color", "PYTHONIOENCODING": encoding, **env},
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # how Linux tells that the other end was closed
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return process.returncode, shown.replace(b"\r\n", b"\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_long_report_fits_its_width(folder: Path, columns: int) -> None:
    code, shown = on_a_terminal(folder, "check", "a.txt", "--quiet", columns=columns)
    lines = ESCAPE.sub("", shown.decode()).splitlines()
    assert code == 1
    assert "校勘报告" in lines[0]
    assert max(map(cell_len, lines)) <= columns
    assert "30.0%" in shown.decode()


def test_colours_are_for_terminals_that_have_them(folder: Path) -> None:
    def escapes(**env: str) -> int:
        return on_a_terminal(folder, "check", "a.txt", "--quiet", columns=80, **env)[1].count(b"\x1b")

    assert escapes() > 0
    assert escapes(TERM="dumb") == 0
    assert escapes(NO_COLOR="1") == 0


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_terminal_of_another_encoding_shows_what_it_can(folder: Path, encoding: str) -> None:
    code, shown = on_a_terminal(folder, "check", "a.txt", "--quiet", columns=80, encoding=encoding)
    assert code == 1
    assert ("澄江航运" in shown.decode(encoding)) is (encoding == "gbk")
    assert "30.0%" in shown.decode(encoding)


def test_long_work_tells_how_far_it_has_come_and_takes_it_back(folder: Path) -> None:
    records = (
        f'{{"id": "{number}", "text": "澄江航运2024年营业收入为{number}.00亿元。"}}\n'
        for number in range(6000)
    )
    (folder / "many.jsonl").write_text("".join(records), encoding="utf-8")
    command = (
        "claims",
        "many.jsonl",
        "--output-format",
        "json",
        "--output-file",
        "claims.json",
        "--lang",
        "en",
    )
    told = on_a_terminal(folder, *command, columns=80)[1]
    assert b"documents read" in told
    assert told.endswith(b"\x1b[2K")
    assert on_a_terminal(folder, *command, "--quiet", columns=80)[1] == b""


def test_a_message_of_bad_usage_is_one_line(folder: Path) -> None:
    code, shown = on_a_terminal(folder, "check", "gone.txt", columns=40)
    assert code == 2
    assert shown.decode().startswith("jiaokan: gone.txt")
