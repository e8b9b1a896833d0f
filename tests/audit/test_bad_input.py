"""Bad input through the real command: exit code 2, one sentence with the way out, no traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit import __version__

if TYPE_CHECKING:
    from tests.conftest import Result, Run

SOUND = "澄江航运2024年实现营业收入3.12亿元，同比增长12%。\n"


def put(path: Path, text: str | bytes = SOUND) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def told(result: Result, *words: str) -> None:
    """Exit code 2 and one sentence on stderr that holds the words."""
    assert result.code == 2
    [line] = result.err.strip().splitlines()
    for word in words:
        assert word in line


@pytest.mark.parametrize("command", ["check", "claims"])
def test_missing_file(jiaokan: Run, command: str) -> None:
    result = jiaokan(command, "gone.txt")
    told(result, "gone.txt", "路径")
    assert result.out == ""


def test_messages_in_english(jiaokan: Run) -> None:
    told(jiaokan("check", "gone.txt", "--lang", "en"), "gone.txt", "no such file", "check the path")
    told(jiaokan("check", "--lang=en", "--nonsense"), "--nonsense", "See jiaokan check --help")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_and_folder(jiaokan: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt").chmod(0)
    told(jiaokan("check", "a.txt"), "a.txt")
    (tmp_path / "f").mkdir(mode=0)
    told(jiaokan("check", "f"), "f")


def test_folder_without_documents(jiaokan: Run, tmp_path: Path) -> None:
    put(tmp_path / "f" / "a.csv")
    told(jiaokan("check", "f"), "f", ".md")


def test_binary_file(jiaokan: Run, tmp_path: Path) -> None:
    put(
        tmp_path / "photo.txt",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\x00" + bytes(range(256)) * 40,
    )
    told(jiaokan("check", "photo.txt"), "photo.txt")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["check", "--nonsense"], ["--nonsense", "jiaokan check --help"]),
        (["nonsense"], ["nonsense", "--help"]),
        (["check", "a.txt", "--fail-on", "fatal"], ["fatal"]),
        (["check", "a.txt", "--jobs", "0"], ["--jobs"]),
        (["check", "a.txt", "--output-format", "jsn"], ["jsn", "json"]),
        (["check", "a.txt", "--output-format", "json", "--output-format", "concise"], ["--output-file"]),
        (["check", "a.txt", "--select", "Q999"], ["Q999"]),
        (["check", "a.txt", "--against", "gone/*.txt"], ["gone/*.txt", "--against"]),
        (["check", "a.txt", "--config", "gone.toml"], ["gone.toml"]),
        (["check", "a.txt", "--master", "spark://there:7077"], ["--master", "--engine spark"]),
        (["check", "a.txt", "--output-file", "no/such/folder.json"], ["no/such/folder.json"]),
        (["check", "-", "-"], ["-"]),
        (["rule", "Q999"], ["Q999", "jiaokan rules"]),
        (["rule", "same-fact"], ["same-fact", "same-fact-across-sources"]),
        (["chek"], ["chek", "是不是想写 check", "jiaokan --help"]),
        (["check", "--selct", "A"], ["--selct", "是不是想写 --select"]),
        (["check", "--fail-on", "eror"], ["--fail-on", "eror", "error, warning, note"]),
        (["check", "--jobs"], ["--jobs", "要有值"]),
        (["check", "--quiet=3"], ["--quiet", "不能有值"]),
        (["rule"], ["缺少 CODE"]),
        (["rule", "A101", "A102"], ["多出了参数 A102"]),
        (["baseline"], ["create, prune"]),
    ],
)
def test_bad_usage(jiaokan: Run, tmp_path: Path, args: list[str], words: list[str]) -> None:
    put(tmp_path / "a.txt")
    told(jiaokan(*args), *words)


def test_bad_usage_in_english(jiaokan: Run) -> None:
    told(jiaokan("check", "--selct", "--lang", "en"), "there is no option --selct; did you mean --select?")
    told(jiaokan("check", "--fail-on", "no", "--lang", "en"), "there are error, warning, note")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("select = [\n", ["jiaokan.toml"]),
        ("corpsu = []\n", ["jiaokan.toml:1", "corpus"]),
        ('fail-on = "fatal"\n', ["jiaokan.toml:1", "fail-on"]),
        ("# of a newer version\ntelepathy = true\n", ["jiaokan.toml:2", "telepathy", "升级", __version__]),
        ('fail-on = "eror"\n', ["jiaokan.toml:1", "没有 eror", "是不是想写 error"]),
        ('[[suppress]]\nrule = "P301"\npath = "a.txt"\n', ["suppress.0.reason", "必须写"]),
        ('[[suppress]]\nrule = "P301"\npath = "a.txt"\nreasn = "x"\n', ["jiaokan.toml:4", "reason"]),
        ('select = ["Q999"]\n', ["Q999"]),
        ('output-format = "jsn"\n', ["jsn", "json"]),
        ('corpus = ["gone/*.txt"]\n', ["gone/*.txt", "corpus"]),
    ],
)
def test_bad_configuration(jiaokan: Run, tmp_path: Path, text: str, words: list[str]) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "jiaokan.toml", text)
    told(jiaokan("check", "a.txt"), *words)


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", "今天天气很好，适合散步。\n"])
def test_nothing_to_find_is_said_and_no_error(jiaokan: Run, tmp_path: Path, text: str) -> None:
    put(tmp_path / "a.txt", text)
    result = jiaokan("check", "a.txt")
    assert result.code == 0
    assert result.out.strip()
    assert json.loads(jiaokan("check", "a.txt", "--output-format", "json").out)["summary"]["claims"] == 0


def test_one_bad_document_among_five(jiaokan: Run, tmp_path: Path) -> None:
    for name in "abde":
        put(tmp_path / "f" / f"{name}.txt")
    put(tmp_path / "f" / "c.txt", b"\x00\x01\x02\xff" * 3000)
    result = jiaokan("check", "f", "--output-format", "json", "--exit-zero")
    told(result, "f/c.txt")
    report = json.loads(result.out)
    assert [document["id"] for document in report["documents"]] == ["a.txt", "b.txt", "d.txt", "e.txt"]
    [skipped] = report["summary"]["skipped"]
    assert skipped["path"] == "f/c.txt"
    assert skipped["reason"]
    assert {claim["document"] for claim in report["claims"]} == {"a.txt", "b.txt", "d.txt", "e.txt"}


def test_a_bad_companion_does_not_fail_the_run(jiaokan: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "b.txt", b"\x00\x01\x02\xff" * 3000)
    result = jiaokan("check", "a.txt")
    assert result.code == 0
    assert "b.txt" in result.err


def test_a_bad_line_of_json_lines(jiaokan: Run, tmp_path: Path) -> None:
    put(tmp_path / "n.jsonl", json.dumps({"id": "a", "text": SOUND}) + '\n{"id": "b"}\n')
    result = jiaokan("check", "n.jsonl", "--output-format", "json")
    told(result, "n.jsonl", "2", "text")
    assert [document["path"] for document in json.loads(result.out)["documents"]] == ["n.jsonl#a"]


def test_exclusions_that_leave_nothing_are_no_error(jiaokan: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    put(tmp_path / "jiaokan.toml", 'exclude = ["a.txt"]\n')
    result = jiaokan("check", "--force-exclude", "a.txt")
    assert result.code == 0
    assert "exclude" in result.err
    assert jiaokan("check", "--force-exclude", "--quiet", "a.txt").err == ""


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
@pytest.mark.parametrize("format", ["terminal", "concise", "json"])
def test_a_terminal_that_lacks_characters(jiaokan: Run, tmp_path: Path, encoding: str, format: str) -> None:  # noqa: A002
    put(tmp_path / "a.txt", SOUND + "𠮷田股份🚀2024年营收9亿元。\n")
    result = jiaokan("check", "a.txt", "--output-format", format, env={"PYTHONIOENCODING": encoding})
    assert result.code == 0
    assert result.raw.decode("utf-8" if format == "json" else encoding)


def test_signs_that_a_terminal_lacks_are_shown_by_plain_ones(jiaokan: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "云栈软件2024年营收3.00亿元，2023年营收2.50亿元，同比增长30%。\n")
    check = ("check", "a.txt", "--lang", "en", "--exit-zero")
    told = jiaokan(*check, env={"PYTHONIOENCODING": "ascii"}).raw.decode("ascii")
    assert " / 2.50" in told
    assert "[30% -> 20%]" in told
    assert " - errors 1 - " in told
    told = jiaokan(*check, env={"PYTHONIOENCODING": "gbk"}).raw.decode("gbk")
    assert "3.00亿元 ÷ 2.50亿元 - 1" in told


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", SOUND * 400)
    with subprocess.Popen(
        [sys.executable, "-m", "audit", "claims", "a.txt", "--output-format", "json"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk(jiaokan: Run, tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    told(jiaokan("check", "a.txt", "--output-format", "json", "--output-file", "/dev/full"), "/dev/full")


def test_a_malformed_lexicon(jiaokan: Run, root: Path, tmp_path: Path) -> None:
    put(tmp_path / "a.txt")
    shutil.copytree(root / "claims", tmp_path / "lib" / "claims")
    with (tmp_path / "lib" / "claims" / "lexicon" / "units.toml").open("a", encoding="utf-8") as lexicon:
        lexicon.write("\n[[units\n")
    told(jiaokan("check", "a.txt", env={"PYTHONPATH": str(tmp_path / "lib")}), "units.toml")


def test_an_internal_error_is_one_sentence(jiaokan: Run, root: Path, tmp_path: Path) -> None:
    """A damaged installation stands for any error that nobody foresaw."""
    put(tmp_path / "a.txt")
    shutil.copytree(root / "claims", tmp_path / "lib" / "claims")
    with (tmp_path / "lib" / "claims" / "document.py").open("a", encoding="utf-8") as module:
        module.write("\nraise RuntimeError('damaged')\n")
    result = jiaokan("check", "a.txt", env={"PYTHONPATH": str(tmp_path / "lib")})
    told(result, "RuntimeError", "damaged", "JIAOKAN_DEBUG=1")


def test_an_interruption_ends_quietly(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "audit", "check", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored where a shell put us aside
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(SOUND.encode() * 4096)  # larger than a pipe: returns when the command reads
        process.stdin.flush()
        while process.poll() is None:  # a signal between two reads waits for the next one
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=2)
        assert process.stderr.read() == b""
    assert process.returncode == 130
