"""Findings that are let stand: comments in Markdown, entries of the configuration, and slips in both."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from audit.suppressions import comments, without_comments
from claims.document import document_from_text

if TYPE_CHECKING:
    from tests.conftest import Run

SLIP = "澄江航运2024年营业收入3.12亿元，同比增长55%；2023年营业收入为2.15亿元。"
REASON = "客户按旧口径重述"


def article(*lines: str) -> str:
    return "# 澄江航运年报简评\n\n" + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "text",
    [
        article(f"{SLIP}<!-- jiaokan: ignore[A101] {REASON} -->"),
        article(f"<!-- jiaokan: ignore[A101] {REASON} -->", SLIP),
        article(f"<!-- jiaokan: ignore[A101] {REASON} -->", "", "公司总部在宁波。", SLIP),
        article(f"<!-- jiaokan: ignore-file[growth-rate,P3] {REASON} -->", "", "公司总部在宁波。", "", SLIP),
        article(f"<!-- jiaokan: ignore[A]\n{REASON} -->", SLIP),
    ],
    ids=["line", "paragraph below", "blank line between", "file", "comment of two lines"],
)
def test_a_comment_lets_a_finding_stand(jiaokan: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    result = jiaokan("check", ".")
    assert (result.code, "A101" in result.out) == (0, False), result.out
    assert "1 处" in result.err
    report = jiaokan(
        "check", ".", "--output-format", "json", "--output-file", "r.json", "--output-format", "markdown"
    )
    assert "按注释或配置不报 1" in report.out
    assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["summary"]["suppressed"] == 1


@pytest.mark.parametrize(
    "text",
    [
        article(f"<!-- jiaokan: ignore[A101] {REASON} -->", "公司总部在宁波。", "", SLIP),
        article(SLIP, f"<!-- jiaokan: ignore[A101] {REASON} -->"),
        article(f"{SLIP}<!-- jiaokan: ignore[C201] {REASON} -->"),
        article(f"用 `<!-- jiaokan: ignore[A101] {REASON} -->` 说明。{SLIP}"),
        article("```html", f"<!-- jiaokan: ignore-file[A101] {REASON} -->", "```", "", SLIP),
    ],
    ids=["another paragraph", "line above", "another rule", "code", "fenced code"],
)
def test_a_comment_elsewhere_lets_nothing_stand(jiaokan: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    result = jiaokan("check", ".")
    assert (result.code, "A101" in result.out) == (1, True), result.out


def test_plain_text_has_no_comments(jiaokan: Run, tmp_path: Path) -> None:
    text = f"{SLIP}<!-- jiaokan: ignore[A101] {REASON} -->"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert jiaokan("check", ".").code == 1


def test_a_comment_of_no_use_is_told_but_fails_nothing(jiaokan: Run, tmp_path: Path) -> None:
    text = article(f"公司总部在宁波。<!-- jiaokan: ignore[A101] {REASON} -->")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    result = jiaokan("check", ".")
    assert result.code == 0
    assert "a.md:3" in result.err
    assert jiaokan("check", ".", "--quiet").err == ""


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("ignore[A101]", "理由"),
        ("ignore[A101]   ", "理由"),
        ("ignore[Z999] 因为", "Z999"),
        ("ignore[A101,growth-rat] 因为", "growth-rat"),
        ("ignore[] 因为", "规则"),
        ("ignroe[A101] 因为", "ignore["),
        ("ignore A101 因为", "ignore["),
    ],
)
def test_a_malformed_comment_is_told_with_file_and_line(
    jiaokan: Run, tmp_path: Path, comment: str, words: str
) -> None:
    (tmp_path / "a.md").write_text(article(f"{SLIP}<!-- jiaokan: {comment} -->"), encoding="utf-8")
    result = jiaokan("check", ".")
    assert (result.code, result.out) == (2, "")
    assert "a.md:3" in result.err
    assert words in result.err


def test_a_malformed_comment_in_another_document_stops_nothing(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text(article("<!-- jiaokan: ignore[A101] -->"), encoding="utf-8")
    (tmp_path / "new.md").write_text(article("公司总部在宁波。"), encoding="utf-8")
    assert jiaokan("check", "new.md").code == 0


def test_the_reason_is_not_read_as_text(jiaokan: Run, tmp_path: Path) -> None:
    text = article(f"{SLIP}<!-- jiaokan: ignore[A101] 2024年营业收入9.99亿元，行业第一 -->")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert "9.99" not in jiaokan("claims", ".").out


def test_offsets_stay_where_they_are() -> None:
    text = "<!-- jiaokan: ignore[A101]\r\n因为 -->\r\n# 标题\r\n" + SLIP
    document = document_from_text(text, id="a.md", path="a.md")
    read = without_comments(document)
    assert read.text == text
    assert read.line_starts == document.line_starts
    assert (read.title, len(read.folded)) == ("标题", len(text))
    [comment] = comments(read)
    assert (comment.line, comment.first, comment.last) == (1, 1, 4)


def fingerprint(told: str) -> str:
    found = re.search(r"^([0-9a-f]{16})  A101", told, re.MULTILINE)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("project", [False, True])
def test_a_finding_is_let_stand_by_its_fingerprint(jiaokan: Run, tmp_path: Path, project: bool) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(SLIP, encoding="utf-8")
    name, table = ("pyproject.toml", "tool.jiaokan.suppress") if project else ("jiaokan.toml", "suppress")
    config = tmp_path / name
    config.write_text("[tool.jiaokan]\n" if project else "", encoding="utf-8")
    told = jiaokan("check", "articles", "--fingerprints")
    assert told.code == 1
    config.write_text(
        f'[[{table}]]\nfingerprint = "{fingerprint(told.err)}"\n'
        f'path = "articles/*.txt"\nreason = "{REASON}"\n',
        encoding="utf-8",
    )
    assert jiaokan("check", "articles").code == 0
    assert jiaokan("check", ".", cwd=folder).code == 0
    (folder / "a.txt").write_text(f"公司总部在宁波。\n\n{SLIP}", encoding="utf-8")
    assert jiaokan("check", "articles/a.txt").code == 0
    (folder / "a.txt").write_text(SLIP.replace("55%", "65%"), encoding="utf-8")
    changed = jiaokan("check", "articles")
    assert changed.code == 1
    assert name in changed.err


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ('rule = "A101"\npath = "a.txt"', "reason"),
        ('rule = "A101"\npath = "a.txt"\nreason = " "', "reason"),
        ('rule = "A101"\nreason = "因为"', "path"),
        ('path = "a.txt"\nreason = "因为"', "rule"),
        ('rule = "Z999"\npath = "a.txt"\nreason = "因为"', "Z999"),
        ('fingerprint = "x"\npath = "a.txt"\nreason = "因为"', "fingerprint"),
        ('rule = "A101"\npaht = "a.txt"\nreason = "因为"', "path"),
    ],
)
def test_a_slip_in_an_entry_is_told(jiaokan: Run, tmp_path: Path, entry: str, words: str) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    (tmp_path / "jiaokan.toml").write_text(f'fail-on = "note"\n\n[[suppress]]\n{entry}\n', encoding="utf-8")
    result = jiaokan("check", ".")
    assert (result.code, result.out) == (2, "")
    assert "jiaokan.toml" in result.err
    assert words in result.err


def test_a_slip_in_an_entry_is_told_with_its_line(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    good = '[[suppress]]\nrule = "A101"\npath = "a.txt"\nreason = "因为"\n\n'
    (tmp_path / "jiaokan.toml").write_text(good + good.replace("reason", "raeson"), encoding="utf-8")
    told = jiaokan("check", ".").err
    assert "jiaokan.toml:9" in told
    assert "是不是想写 reason" in told


def test_one_that_is_let_stand_does_not_bring_up_what_was_told_with_it(jiaokan: Run, tmp_path: Path) -> None:
    """A figure that both its own text and another document fault is one finding, and one suppression."""
    (tmp_path / "a.md").write_text(article(SLIP), encoding="utf-8")
    (tmp_path / "b.md").write_text(article("澄江航运2024年营业收入同比增长45%。"), encoding="utf-8")
    told = [line for line in jiaokan("check", ".").out.splitlines() if " error " in line]
    assert len(told) == 1
    place = re.match(r"(?:\./)?([ab]\.md):3:\d+: (\w+) ", told[0])
    assert place is not None
    file = tmp_path / place[1]
    comment = f"<!-- jiaokan: ignore[{place[2]}] {REASON} -->"
    file.write_text(file.read_text(encoding="utf-8").rstrip() + comment + "\n", encoding="utf-8")
    result = jiaokan("check", ".")
    assert result.code == 0, result.out


def test_a_comment_holds_whichever_document_is_checked(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("澄江航运2024年营业收入3.12亿元。\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("澄江航运2024年营业收入31.2亿元。\n", encoding="utf-8")
    place = re.search(r"([ab])\.md:1:\d+: (\w+) error", jiaokan("check", ".").out)
    assert place is not None
    file = tmp_path / f"{place[1]}.md"
    text = file.read_text(encoding="utf-8").rstrip()
    file.write_text(f"{text}<!-- jiaokan: ignore[{place[2]}] {REASON} -->\n", encoding="utf-8")
    for path in (".", "a.md", "b.md"):
        assert jiaokan("check", path).code == 0, path


def test_a_text_from_standard_input_has_comments_where_its_name_is_markdown(jiaokan: Run) -> None:
    text = f"{SLIP}<!-- jiaokan: ignore[A101] {REASON} -->".encode()
    assert jiaokan("check", "-", "--stdin-filename", "a.md", stdin=text).code == 0
    assert jiaokan("check", "-", "--stdin-filename", "a.txt", stdin=text).code == 1
