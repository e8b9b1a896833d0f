"""What the pages of docs/ tell a reader to type works: each page is played from top to bottom.

In a page, a fenced block whose first line names a file (`toml jiaokan.toml`) is written to that file, a block
`sh` is run line by line, and a block `output` shows what the line before it prints: each of its lines is in
that, with anything on the line where it has an ellipsis. `# exit code 1` says what a line ends with where
that is not 0.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from reports import RENDERERS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"#\s*exit code (\d)\s*$")
RESULTS = "云港物流股份有限公司2024年实现营业收入12.40亿元，归母净利润1.86亿元。\n"
NEWS = (
    "云港物流2024年营业收入为124亿元，是行业第一。\n\n"
    "望川软件2024年营业收入5.40亿元，同比增长80%；2023年营业收入为4.50亿元。\n"
)


@dataclass
class Reader:
    """Somebody who types what a page says, in a folder of their own."""

    folder: Path
    told: str = ""
    codes: list[int] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        home = self.folder.parent
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PRE_COMMIT"))}
        return {
            **plain,
            "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "cache"),
            "PYTHONIOENCODING": "utf-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def types(self, line: str, **variables: str) -> None:
        expected = int(found[1]) if (found := CODE.search(line)) else 0
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            env=self.environment() | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == expected, f"{line}\n{done.stdout}"
        assert "Traceback" not in done.stdout
        self.told = done.stdout

    def writes(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def sees(self, line: str) -> None:
        pattern = ".*".join(re.escape(part) for part in line.split("…"))
        assert re.search(pattern, self.told), f"{line}\nis not in\n{self.told}"


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """A reader with `jiaokan`, `pre-commit` and git, who has never used them before."""
    folder = tmp_path / "work"
    folder.mkdir()
    (tmp_path / "bin").mkdir()
    for name, module in (("jiaokan", "audit"), ("pre-commit", "pre_commit")):
        script = tmp_path / "bin" / name
        path = shlex.quote(str(ROOT))
        script.write_text(
            f'#!/bin/sh\nPYTHONPATH={path} exec {shlex.quote(sys.executable)} -m {module} "$@"\n',
            encoding="utf-8",
        )
        script.chmod(0o755)
    (tmp_path / ".gitconfig").write_text(
        "[user]\nname = Editor\nemail = editor@example.org\n", encoding="utf-8"
    )
    return Reader(folder)


def play(reader: Reader, page: str) -> None:
    for block in BLOCK.finditer((DOCS / page).read_text(encoding="utf-8")):
        if block["file"]:
            reader.writes(block["file"], block["body"])
        elif block["kind"] == "sh":
            for line in block["body"].splitlines():
                reader.types(line)
        elif block["kind"] == "output":
            for line in block["body"].splitlines():
                reader.sees(line)


def test_the_tutorial_starts_from_nothing(reader: Reader) -> None:
    play(reader, "tutorial.md")


def test_the_page_on_reports(reader: Reader) -> None:
    shutil.copytree(ROOT / "examples", reader.folder / "examples")
    play(reader, "reading-a-report.md")
    assert (reader.folder / "report.html").stat().st_size


def repository(reader: Reader) -> None:
    reader.writes("articles/results.txt", RESULTS)
    reader.types("git init --quiet")
    reader.types("git add .")
    reader.types("git commit --quiet -m First")
    reader.types("git update-ref refs/remotes/origin/main HEAD")


def test_the_page_on_the_hook(reader: Reader) -> None:
    repository(reader)
    play(reader, "hook.md")
    for block in BLOCK.finditer((DOCS / "hook.md").read_text(encoding="utf-8")):
        if block["kind"] == "yaml":
            reader.writes("config.yaml", block["body"])
            reader.types("pre-commit validate-config config.yaml")


def test_the_pages_hook_is_the_projects() -> None:
    [own] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for page in ("hook.md", "tutorial.md"):
        text = (DOCS / page).read_text(encoding="utf-8")
        [shown] = [b["body"] for b in BLOCK.finditer(text) if b["file"] == ".pre-commit-config.yaml"]
        [hook] = yaml.safe_load(shown)["repos"][0]["hooks"]
        assert all(own[key] == value for key, value in hook.items() if key != "language")


def test_the_page_on_ci(reader: Reader) -> None:
    repository(reader)
    reader.writes("articles/news.md", NEWS)
    play(reader, "ci.md")


def steps(text: str) -> list[str]:
    """The lines of a CI configuration that call jiaokan."""
    found = re.findall(r"^\s*- (?:run: )?(jiaokan .*)$", text, re.MULTILINE)
    assert yaml.safe_load(text)
    return [str(line) for line in found]


@pytest.mark.parametrize("sound", [True, False])
def test_the_steps_of_ci_jobs(reader: Reader, sound: bool) -> None:
    """What a job runs passes where a change is sound and fails where it is not, reports and all."""
    repository(reader)
    reader.writes("articles/news.md", RESULTS if sound else NEWS)
    ran = 0
    for block in BLOCK.finditer((DOCS / "ci.md").read_text(encoding="utf-8")):
        if block["kind"] == "yaml":
            for line in steps(block["body"]):
                fails = not sound and "--exit-zero" not in line
                reader.types(line + " # exit code 1" * fails, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD")
                ran += 1
    assert ran == 3
    files = ("jiaokan.sarif", "quality.json", "junit.xml")
    assert all((reader.folder / name).stat().st_size for name in files)


def test_every_format_named_in_ci_exists() -> None:
    named = re.findall(r"--output-format (\w+)", (DOCS / "ci.md").read_text(encoding="utf-8"))
    assert set(named) <= set(RENDERERS)


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_links_lead_somewhere(page: str) -> None:
    text = re.sub(
        r"^```.*?^```$", "", (DOCS / page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        file, _, heading = target.partition("#")
        goal = DOCS / file if file else DOCS / page
        assert goal.exists(), target
        if heading and goal.suffix == ".md":
            lines = re.findall(r"^#+ (.*)$", goal.read_text(encoding="utf-8"), re.MULTILINE)
            anchors = {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}
            assert heading in anchors, target
