"""The page on extending is true: its edits, made in a copy of the packages, do what its examples say."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from claims.model import Claim
from tests.claims.test_reading import Case, compare

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "extending.md"
PACKAGES = ("claims", "rules", "reports", "audit")
FENCED = re.compile(
    r"^(?:#+ (?P<heading>[^\n]*)|```(?P<kind>diff|text|toml)\n(?P<body>.*?)^```)$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Edit:
    """A change of one file: `old`, which stands there once, becomes `new`; an empty `old` appends."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Example:
    """A text with the claims and findings expected in it."""

    case: Case
    findings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.case.title}, {' '.join(self.findings) or self.case.expected[-1][3]}"


def edit(body: str) -> Edit:
    head, *lines = body.splitlines()
    assert head.startswith("--- "), head
    old = [line[1:] for line in lines if not line.startswith("+")]
    new = [line[1:] for line in lines if not line.startswith("-")]
    return Edit(head[4:], "".join(f"{line}\n" for line in old), "".join(f"{line}\n" for line in new))


def example(heading: str, body: str) -> Example:
    case, findings = Case("extending", heading), []
    for line in body.splitlines():
        mark, rest = line[:2], line[2:]
        if mark == "> ":
            case.text.append(rest)
        elif mark == "- ":
            case.expected.append([part.strip() for part in rest.split("|")])
        else:
            assert mark == "= ", line
            findings.append(rest)
    return Example(case, tuple(findings))


def page() -> Iterator[Edit | Example]:
    heading = ""
    for match in FENCED.finditer(PAGE.read_text(encoding="utf-8")):
        heading = match["heading"] or heading
        if match["kind"] == "diff":
            yield edit(match["body"])
        elif match["kind"] == "text":
            yield example(heading, match["body"])


def own_knowledge() -> tuple[str, str]:
    """What the page would have a project write: its configuration, and a file of the identity."""
    found = [match["body"] for match in FENCED.finditer(PAGE.read_text("utf-8")) if match["kind"] == "toml"]
    (identity,) = [change.new for change in EDITS if change.file == "rules/identities.toml"]
    named = re.sub(r"^(\[+)identity", r"\1identities.identity", identity, flags=re.MULTILINE)
    return 'lexicon-files = ["words/*.toml"]\n' + "\n".join(found), named


EDITS = [part for part in page() if isinstance(part, Edit)]
EXAMPLES = [part for part in page() if isinstance(part, Example)]


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packages with every edit of the page made."""
    folder = tmp_path_factory.mktemp("extended")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    for change in EDITS:
        file = folder / change.file
        text = file.read_text(encoding="utf-8")
        if change.old:
            assert f"\n{text}".count(f"\n{change.old}") == 1, f"{change.file} holds not once: {change.old}"
            text = f"\n{text}".replace(f"\n{change.old}", f"\n{change.new}")[1:]
        else:
            text = f"{text}\n{change.new}"
        file.write_text(text, encoding="utf-8")
    return folder


def hold(shown: Example, packages: Path, folder: Path) -> None:
    """Check the text with the packages in a folder, and hold the report to what the page says."""
    (folder / "text.txt").write_text(shown.case.whole_text, encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "audit",
            "check",
            "text.txt",
            "--output-format",
            "json",
            "--exit-zero",
            "--no-cache",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(packages), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        timeout=120,
        check=True,
    )
    report = json.loads(done.stdout)
    if shown.case.expected:
        claims = [
            Claim.model_validate({"hard": None, "ulp": None, "ulp_significant": None} | claim)
            for claim in report["claims"]
        ]
        compare(shown.case, sorted(claims, key=lambda claim: claim.span.start))
    found = {f"{finding['rule']} {finding['verdict']}" for finding in report["findings"]}
    assert set(shown.findings) <= found


@pytest.mark.parametrize("shown", EXAMPLES, ids=str)
def test_the_page_holds_once_its_edits_are_made(shown: Example, extended: Path, tmp_path: Path) -> None:
    hold(shown, extended, tmp_path)


@pytest.mark.parametrize("shown", EXAMPLES, ids=str)
def test_and_with_the_same_in_a_project_s_own_configuration(shown: Example, tmp_path: Path) -> None:
    configuration, identity = own_knowledge()
    (tmp_path / "jiaokan.toml").write_text(configuration, encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "identities.toml").write_text(identity, encoding="utf-8")
    hold(shown, ROOT, tmp_path)


@pytest.mark.parametrize("shown", EXAMPLES, ids=str)
def test_and_does_not_hold_without_them(shown: Example, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        hold(shown, ROOT, tmp_path)


def test_a_metric_a_unit_a_time_phrase_and_an_alias_are_one_line_each() -> None:
    lexicons = [change for change in EDITS if change.file.startswith("claims/")]
    edited = {Path(change.file).stem for change in lexicons}
    assert edited == {"metrics", "units", "periods", "names", "reading"}
    for change in lexicons:
        before, after = change.old.splitlines(), change.new.splitlines()
        assert len([line for line in after if line not in before]) == 1
