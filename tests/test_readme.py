"""What the two READMEs tell a reader to type works, and they tell the same."""

from __future__ import annotations

import doctest
import itertools
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest

from audit.config import load
from reports import RENDERERS
from tests.conftest import Run

READMES = ("README.md", "README.zh.md")
ROOT = Path(__file__).resolve().parent.parent


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a README in a language."""
    return re.findall(
        rf"^```{language}\n(.*?)^```$", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def commands(name: str) -> list[list[str]]:
    """The command lines of a README, without their comments."""
    lines = "".join(blocks(name, "sh")).splitlines()
    return [words for line in lines if (words := shlex.split(line, comments=True))]


COMMANDS = [words[1:] for words in commands("README.md") if words[0] == "jiaokan"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A scratch copy of what the commands read."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_does_what_it_says(jiaokan: Run, checkout: Path, words: list[str]) -> None:
    result = jiaokan(*words, cwd=checkout)
    assert result.code == (1 if words[0] == "check" and "--exit-zero" not in words else 0), result.err
    files = [checkout / after for word, after in itertools.pairwise(words) if word == "--output-file"]
    assert all(file.stat().st_size for file in files)
    assert files or result.out


def test_both_say_the_same() -> None:
    english, chinese = READMES
    assert commands(english) == commands(chinese)
    assert blocks(english, "pycon") == blocks(chinese, "pycon")
    [here], [there] = blocks(english, "toml"), blocks(chinese, "toml")
    assert tomllib.loads(here) == tomllib.loads(there)


def test_the_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {words[1] for words in commands("README.md") if words[0] == "make"} <= targets


def test_the_python_session_runs_as_shown(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    [session] = blocks("README.md", "pycon")
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_configuration_is_accepted(tmp_path: Path) -> None:
    [settings] = blocks("README.md", "toml")
    (tmp_path / "jiaokan.toml").write_text(settings, encoding="utf-8")
    assert load(tmp_path / "jiaokan.toml").language == "en"


@pytest.mark.parametrize("name", READMES)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (ROOT / target).exists(), target


@pytest.mark.parametrize("name", READMES)
def test_every_format_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert all(f"`{output}`" in text for output in RENDERERS)
