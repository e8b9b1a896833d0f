"""The baseline: what was there before is not told again, what is new is, and the file merges like text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run

SLIP = "澄江航运2024年营业收入3.12亿元，同比增长55%；2023年营业收入为2.15亿元。\n"
OTHER = "望川软件2024年营业收入5.40亿元，同比增长80%；2023年营业收入为4.50亿元。\n"


@pytest.fixture
def project(tmp_path: Path, jiaokan: Run) -> Path:
    """A folder with one old slip, written down."""
    (tmp_path / "articles").mkdir()
    (tmp_path / "jiaokan.toml").write_text('baseline = "jiaokan-baseline.json"\n', encoding="utf-8")
    (tmp_path / "articles" / "old.txt").write_text(SLIP, encoding="utf-8")
    created = jiaokan("baseline", "create", "articles")
    assert (created.code, created.out) == (0, "")
    assert "jiaokan-baseline.json" in created.err
    return tmp_path


def entries(project: Path) -> list[dict[str, object]]:
    text = (project / "jiaokan-baseline.json").read_text(encoding="utf-8")
    found: list[dict[str, object]] = json.loads(text)["findings"]
    return found


def test_what_is_known_is_not_told(jiaokan: Run, project: Path) -> None:
    assert [(e["rule"], e["path"], e["ordinal"]) for e in entries(project)] == [
        ("A101", "articles/old.txt", 1)
    ]
    for where, folder in (("articles", project), ("articles/old.txt", project), (".", project / "articles")):
        result = jiaokan("check", where, cwd=folder)
        assert (result.code, "A101" in result.out) == (0, False)
        assert "1 处" in result.err


def test_what_is_known_is_counted_in_the_report(jiaokan: Run, project: Path) -> None:
    def shown(form: str) -> str:
        return jiaokan("check", "articles", "--output-format", form, "--lang", "en").out

    assert json.loads(shown("json"))["summary"]["baselined"] == 1
    for form in ("terminal", "markdown", "html"):
        assert "1 known from the baseline" in shown(form)
        assert (
            "known from the baseline"
            not in jiaokan(
                "check", "articles", "--baseline", "none.json", "--output-format", form, "--lang", "en"
            ).out
        )


def test_what_is_new_is_told(jiaokan: Run, project: Path) -> None:
    (project / "articles" / "new.txt").write_text(OTHER, encoding="utf-8")
    result = jiaokan("check", "articles")
    assert result.code == 1
    assert "new.txt" in result.out
    assert "old.txt" not in result.out


def test_a_second_slip_of_the_same_kind_is_new(jiaokan: Run, project: Path) -> None:
    (project / "articles" / "old.txt").write_text(SLIP + OTHER, encoding="utf-8")
    assert jiaokan("check", "articles").code == 1


def test_an_edit_elsewhere_makes_nothing_new(jiaokan: Run, project: Path) -> None:
    (project / "articles" / "old.txt").write_text(f"公司总部在宁波。\n\n{SLIP}", encoding="utf-8")
    assert jiaokan("check", "articles").code == 0


def test_the_command_line_goes_before_the_configuration(jiaokan: Run, project: Path) -> None:
    (project / "empty.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    assert jiaokan("check", "articles", "--baseline", "empty.json").code == 1


def test_creating_twice_writes_the_same_bytes_sorted_and_without_lines(jiaokan: Run, project: Path) -> None:
    file = project / "jiaokan-baseline.json"
    (project / "articles" / "a.txt").write_text(OTHER, encoding="utf-8")
    jiaokan("baseline", "create", "articles")
    first = file.read_bytes()
    for name in ("a.txt", "old.txt"):
        article = project / "articles" / name
        article.write_text("公司总部在宁波。\n\n" + article.read_text(encoding="utf-8"), encoding="utf-8")
    jiaokan("baseline", "create", "articles/old.txt", "articles/a.txt")
    assert file.read_bytes() == first
    listed = entries(project)
    assert listed == sorted(listed, key=lambda e: (e["rule"], e["path"], e["claim"], e["ordinal"]))
    assert len(first.decode().splitlines()) == len(listed) + 5


def test_what_is_mended_is_stale_and_pruned(jiaokan: Run, project: Path) -> None:
    (project / "articles" / "gone.txt").write_text(OTHER, encoding="utf-8")
    jiaokan("baseline", "create", "articles")
    (project / "articles" / "gone.txt").unlink()
    (project / "articles" / "old.txt").write_text(SLIP.replace("55%", "45%"), encoding="utf-8")
    checked = jiaokan("check", "articles")
    assert checked.code == 0
    assert "2 条" in checked.err
    assert "jiaokan baseline prune" in checked.err
    assert len(entries(project)) == 2
    pruned = jiaokan("baseline", "prune", "articles")
    assert (pruned.code, pruned.out, entries(project)) == (0, "", [])
    assert jiaokan("check", "articles").err == ""


def test_pruning_adds_nothing_and_keeps_what_was_not_read(jiaokan: Run, project: Path) -> None:
    (project / "more").mkdir()
    (project / "more" / "new.txt").write_text(OTHER, encoding="utf-8")
    jiaokan("baseline", "prune", "more")
    assert [entry["path"] for entry in entries(project)] == ["articles/old.txt"]


def test_without_a_configuration_the_file_lies_in_the_working_directory(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    jiaokan("baseline", "create", "--lang", "en")
    assert len(entries(tmp_path)) == 1
    assert jiaokan("check").code == 1
    assert jiaokan("check", "--baseline", "jiaokan-baseline.json").code == 0


def test_a_conflict_is_known_whichever_side_is_checked(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("澄江航运2024年营业收入3.12亿元。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("澄江航运2024年营业收入8.56亿元。\n", encoding="utf-8")
    assert jiaokan("check", "a.txt").code == 1
    jiaokan("baseline", "create")
    for name in ("a.txt", "b.txt", "."):
        assert jiaokan("check", name, "--baseline", "jiaokan-baseline.json").code == 0, name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "baseline create"),
        ("[", "line 1"),
        ("[]", "baseline"),
        ('{"version": 1, "findings": [{"rule": "A101"}]}', "findings.0.path"),
        ('{"version": 2, "findings": [{"key": 1}]}', "升级"),
    ],
    ids=["missing", "no JSON", "another form", "a key missing", "newer"],
)
def test_a_file_that_is_no_baseline_is_told(
    jiaokan: Run, tmp_path: Path, text: str | None, words: str
) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    if text is not None:
        (tmp_path / "base.json").write_text(text, encoding="utf-8")
    for command in (("check",), ("baseline", "prune")):
        result = jiaokan(*command, "--baseline", "base.json")
        assert (result.code, result.out) == (2, "")
        assert "base.json" in result.err
        assert words in result.err


def test_a_place_that_cannot_be_written_is_told(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    result = jiaokan("baseline", "create", "--baseline", "none/base.json")
    assert result.code == 2
    assert "none/base.json" in result.err


def test_records_of_a_json_lines_file(jiaokan: Run, tmp_path: Path) -> None:
    records = [{"id": f"r{n}", "text": text.strip()} for n, text in enumerate((SLIP, OTHER))]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (tmp_path / "n.jsonl").write_text(lines, encoding="utf-8")
    assert jiaokan("check", "n.jsonl").code == 1
    jiaokan("baseline", "create", "n.jsonl")
    assert [entry["path"] for entry in entries(tmp_path)] == ["n.jsonl#r0", "n.jsonl#r1"]
    assert jiaokan("check", "n.jsonl", "--baseline", "jiaokan-baseline.json").code == 0
    jiaokan("baseline", "prune", "n.jsonl")
    assert len(entries(tmp_path)) == 2


def test_the_command_alone_says_what_there_is(jiaokan: Run) -> None:
    result = jiaokan("baseline")
    assert result.code == 2
    assert "baseline --help" in result.err
