"""The configuration: where it is found, what it may say, and how a slip in it is told."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.config import KEYS, load
from audit.configfile import find
from audit.errors import AuditError
from rules.model import Severity

if TYPE_CHECKING:
    from tests.conftest import Run


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.jiaokan]\nfail-on = 'note'\n")
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert find(inner) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "jiaokan.toml").write_text("")
    assert find(inner) == tmp_path / "a" / "jiaokan.toml"


def test_every_key(tmp_path: Path) -> None:
    file = tmp_path / "jiaokan.toml"
    file.write_text(
        "\ufeff"
        'corpus = ["seeds/*.txt"]\nselect = ["A"]\nignore = ["A101"]\nexclude = ["drafts"]\n'
        'fail-on = "warning"\nlanguage = "en"\noutput-format = "json"\n',
        encoding="utf-8",
    )
    settings = load(file)
    assert settings.corpus == ("seeds/*.txt",)
    assert settings.fail_on is Severity.WARNING
    assert settings.language == "en"
    assert settings.output_format == "json"
    assert settings.folder == tmp_path


def test_without_a_file_the_defaults_hold() -> None:
    assert load(None).fail_on is Severity.ERROR
    assert load(None).corpus is None


@pytest.mark.parametrize(
    ("name", "text", "line", "words"),
    [
        ("jiaokan.toml", '# a corpus\ncorpsu = ["x"]\n', 2, "corpus"),
        ("jiaokan.toml", 'fail_on = "error"\n', 1, "fail-on"),
        ("jiaokan.toml", "zzz = 1\n", 1, ", ".join(KEYS)),
        ("jiaokan.toml", 'select = []\n\nfail-on = "fatal"\n', 3, "fail-on"),
        ("jiaokan.toml", 'select = ["A", 3]\n', 1, "select"),
        (
            "pyproject.toml",
            '[tool.x]\nignroe = 1\n\n[tool.jiaokan]\nselect = []\nignroe = ["A"]\n',
            6,
            "ignore",
        ),
        ("pyproject.toml", "[tool]\njiaokan = 3\n", 2, "tool.jiaokan"),
    ],
)
def test_a_slip_is_told_with_file_line_and_way_out(
    tmp_path: Path, name: str, text: str, line: int, words: str
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(AuditError) as caught:
        load(file)
    assert f"{file}:{line}" in str(caught.value)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("data", [b"select = [\n\n", b"x = 1\ny = '\xd6\xd0'\n"])
def test_malformed_toml_is_told_with_file_and_line(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "jiaokan.toml"
    file.write_bytes(data)
    with pytest.raises(AuditError, match=r"jiaokan\.toml.*(line|document)"):
        load(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AuditError, match=r"gone\.toml"):
        load(tmp_path / "gone.toml")


def test_what_is_in_force_is_shown_with_where_it_comes_from(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "jiaokan.toml").write_text(
        'corpus = ["a/*.txt"]\n\nfail-on = "warning"\n\n'
        '[[suppress]]\nrule = "A101"\npath = "a/*.txt"\nreason = "旧口径"\n',
        encoding="utf-8",
    )
    result = jiaokan("config", "--lang", "en")
    assert result.code == 0
    shown = tomllib.loads(result.out)
    assert shown["suppress"] == [{"rule": "A101", "path": "a/*.txt", "reason": "旧口径"}]
    lines = {line.partition(" = ")[0]: line for line in result.out.splitlines()}
    assert lines["corpus"].endswith("jiaokan.toml:1")
    assert lines["fail-on"].endswith("jiaokan.toml:3")
    assert lines["language"].endswith("default")
    (tmp_path / "shown.toml").write_text(result.out, encoding="utf-8")
    assert load(tmp_path / "shown.toml").fail_on is Severity.WARNING


def test_without_a_configuration_all_is_by_default(jiaokan: Run) -> None:
    result = jiaokan("config", "--lang", "en")
    assert result.code == 0
    assert result.out.startswith("# no configuration")


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_every_key_is_explained(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    [block] = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert set(tomllib.loads(block)) == set(KEYS)
