"""Whole runs of the command: report, exit codes, what is compared with what, the same bytes every time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from audit import audit_paths
from rules.catalogue import RULES

if TYPE_CHECKING:
    from tests.conftest import Run

FIRST = "澄江航运2024年业绩\n\n澄江航运股份有限公司2024年实现营业收入3.12亿元，净利润为4500万元。\n"
AGREES = "澄江航運年報摘要\n\n澄江航運股份有限公司2024年營業收入為3.12億元。\n"
DIFFERS = "澄江航运再传捷报\n\n澄江航运股份有限公司2024年实现营业收入8.56亿元。\n"
OTHER = "望山乳业年报\n\n望山乳业股份有限公司2024年实现营业收入12.4亿元，同比增长12%。\n"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder of four articles, two of which contradict each other."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in {"a.txt": FIRST, "b.txt": AGREES, "c.md": DIFFERS, "d.txt": OTHER}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def report(run: Run, *args: str | Path, **how: Any) -> dict[str, Any]:
    result = run("check", *args, "--output-format", "json", "--exit-zero", **how)
    assert result.code == 0, result.err
    parsed: dict[str, Any] = json.loads(result.out)
    return parsed


def verdicts(found: dict[str, Any]) -> set[str]:
    return {finding["verdict"] for finding in found["findings"]}


def test_a_conflict_between_sources_is_found_and_fails(jiaokan: Run, articles: Path) -> None:
    result = jiaokan("check", "articles")
    assert result.code == 1
    assert any(line.startswith("articles/c.md:3:") for line in result.out.splitlines())
    assert "discrepancy" in verdicts(report(jiaokan, "articles"))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ([], 1),
        (["--exit-zero"], 0),
        (["--fail-on", "note"], 1),
        (["--ignore", ",".join(rule.code for rule in RULES)], 0),
        (["--output-format", "json"], 1),
        (["--output-format", "terminal"], 1),
        (["--output-file", "out.json"], 1),
        (["--no-cache", "--jobs", "2", "--engine", "local", "--color", "never", "--quiet"], 1),
    ],
)
def test_exit_codes(jiaokan: Run, articles: Path, options: list[str], code: int) -> None:
    assert jiaokan("check", "articles", *options).code == code


def test_the_same_bytes_on_every_run(jiaokan: Run, articles: Path) -> None:
    names = [f"articles/{name}" for name in ("a.txt", "b.txt", "c.md", "d.txt")]
    runs = [
        jiaokan("check", *names, "--output-format", "json", env={"PYTHONHASHSEED": "0"}),
        jiaokan("check", *names, "--output-format", "json", env={"PYTHONHASHSEED": "1"}),
        jiaokan("check", *reversed(names), "--output-format", "json", env={"PYTHONHASHSEED": "2"}),
        jiaokan("check", "articles", "--output-format", "json", "--jobs", "2", "--no-cache"),
        jiaokan("check", "articles", names[2], "--output-format", "json"),
    ]
    assert len({run.raw for run in runs}) == 1


def test_the_report_keeps_its_promises(jiaokan: Run, articles: Path) -> None:
    found = report(jiaokan, "articles")
    keeps_its_promises(found, articles.parent)
    assert [document["path"] for document in found["documents"]] == [
        f"articles/{name}" for name in ("a.txt", "b.txt", "c.md", "d.txt")
    ]


def keeps_its_promises(found: dict[str, Any], folder: Path) -> None:
    """What the documentation of the JSON report says of any report."""
    texts = {}
    for document in found["documents"]:
        texts[document["id"]] = (folder / document["path"]).read_bytes().decode(document["encoding"])
        texts[document["id"]] = texts[document["id"]].removeprefix("\ufeff")
        assert document["characters"] == len(texts[document["id"]])
    claims = {claim["id"]: claim for claim in found["claims"]}
    assert len(claims) == len(found["claims"]) == found["summary"]["claims"]
    for claim in claims.values():
        span = claim["span"]
        text = texts[claim["document"]]
        assert text[span["start"] : span["end"]] == claim["text"]
        lines = text[: span["start"]].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert (span["line"], span["column"]) == (len(lines), len(lines[-1]) + 1)
    assert len({finding["id"] for finding in found["findings"]}) == len(found["findings"])
    for finding in found["findings"]:
        assert set(finding["claims"]) <= set(claims)
        assert {place["document"] for place in finding["spans"]} <= set(texts)
    summary = found["summary"]
    assert summary["documents"] == len(texts)
    assert (
        sum(summary["by_severity"].values()) == sum(summary["by_verdict"].values()) == len(found["findings"])
    )


def test_a_file_is_compared_with_its_folder(jiaokan: Run, articles: Path) -> None:
    found = report(jiaokan, "articles/c.md")
    assert "discrepancy" in verdicts(found)
    assert {document["id"]: document["checked"] for document in found["documents"]}["c.md"] is True
    assert not [
        document["id"] for document in found["documents"] if document["checked"] and document["id"] != "c.md"
    ]
    assert found["summary"]["companions"] == 3
    keeps_its_promises(found, articles.parent)


def test_a_conflict_between_two_others_does_not_fail_a_third(jiaokan: Run, articles: Path) -> None:
    result = jiaokan("check", "articles/d.txt")
    assert result.code == 0
    assert "8.56" not in result.out


def test_against_and_corpus_name_what_is_compared(jiaokan: Run, articles: Path) -> None:
    (articles.parent / "elsewhere").mkdir()
    (articles / "a.txt").rename(articles.parent / "elsewhere" / "a.txt")
    (articles / "b.txt").unlink()
    assert jiaokan("check", "articles/c.md").code == 0
    assert jiaokan("check", "articles/c.md", "--against", "elsewhere").code == 1
    (articles.parent / "jiaokan.toml").write_text('corpus = ["elsewhere/*.txt"]\n', encoding="utf-8")
    assert jiaokan("check", "articles/c.md").code == 1
    assert jiaokan("check", "c.md", cwd=articles).code == 1
    assert jiaokan("check", "articles/c.md", "--against", "articles").code == 0


def test_configuration_holds_and_options_go_before_it(jiaokan: Run, articles: Path) -> None:
    (articles.parent / "pyproject.toml").write_text(
        '[tool.jiaokan]\nexclude = ["c.md"]\nlanguage = "en"\noutput-format = "json"\n', encoding="utf-8"
    )
    result = jiaokan("check", "articles")
    assert result.code == 0
    assert len(json.loads(result.out)["documents"]) == 3
    assert jiaokan("check", "articles", "--output-format", "concise").out[0] != "{"


def test_standard_input_stands_for_a_file(jiaokan: Run, articles: Path) -> None:
    found = report(
        jiaokan, "-", "--stdin-filename", "articles/d.txt", stdin=DIFFERS.replace("再传", "").encode()
    )
    assert "discrepancy" in verdicts(found)
    assert jiaokan("check", "-", stdin=FIRST.encode()).code == 0


def test_json_lines_give_what_the_files_give(jiaokan: Run, articles: Path) -> None:
    lines = [
        json.dumps({"id": path.name, "text": path.read_text(encoding="utf-8")}, ensure_ascii=False)
        for path in sorted(articles.iterdir())
    ]
    (articles.parent / "all.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = report(jiaokan, "all.jsonl")
    files = report(jiaokan, "articles")
    assert found["documents"][0]["path"] == "all.jsonl#a.txt"
    assert [claim["value"] for claim in found["claims"]] == [claim["value"] for claim in files["claims"]]
    assert found["summary"]["by_verdict"] == files["summary"]["by_verdict"]


def test_select_and_ignore(jiaokan: Run, articles: Path) -> None:
    [code] = {
        finding["rule"]
        for finding in report(jiaokan, "articles")["findings"]
        if finding["verdict"] == "discrepancy"
    }
    assert {finding["rule"] for finding in report(jiaokan, "articles", "--select", code)["findings"]} == {
        code
    }
    ignored = report(jiaokan, "articles", "--ignore", code)
    assert code not in {finding["rule"] for finding in ignored["findings"]}


def test_several_outputs_in_one_run(jiaokan: Run, articles: Path) -> None:
    files = ["--output-format", "json", "--output-file", "r.json"]
    result = jiaokan("check", "articles", *files, "--output-format", "terminal")
    assert result.code == 1
    assert json.loads((articles.parent / "r.json").read_text(encoding="utf-8"))["findings"]
    assert "8.56" in result.out


def test_statistics_count_by_rule(jiaokan: Run, articles: Path) -> None:
    assert "discrepancy" in jiaokan("check", "articles", "--statistics").err


def test_the_python_name_gives_what_the_command_prints(
    jiaokan: Run, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(articles.parent)
    printed = report(jiaokan, "articles/")
    given = audit_paths(["articles/"])
    assert [finding.id for finding in given.findings] == [finding["id"] for finding in printed["findings"]]
    assert [claim.id for claim in given.claims] == [claim["id"] for claim in printed["claims"]]
    assert given.summary.model_dump(mode="json") == printed["summary"]


def test_messages_in_both_languages(jiaokan: Run, articles: Path) -> None:
    chinese, english = (report(jiaokan, "articles", "--lang", lang) for lang in ("zh", "en"))
    assert [finding["id"] for finding in chinese["findings"]] == [
        finding["id"] for finding in english["findings"]
    ]
    assert chinese["findings"][0]["message"] != english["findings"][0]["message"]


@pytest.mark.parametrize("name", ["terminal", "text", "json", "jsonl", "csv"])
def test_claims_in_every_format(jiaokan: Run, articles: Path, name: str) -> None:
    result = jiaokan("claims", "articles/a.txt", "--output-format", name)
    assert result.code == 0
    assert "3.12" in result.out
    assert "12.4" not in result.out


def test_claims_say_which_words_decided(jiaokan: Run, articles: Path) -> None:
    name = ["claims", "articles/d.txt", "--output-format", "json"]
    plain, explained = jiaokan(*name), jiaokan(*name, "--explain")
    assert "evidence" not in json.loads(plain.out)["claims"][0]
    text = (articles / "d.txt").read_text(encoding="utf-8")
    words = {
        reason["field"]: text[reason["start"] : reason["end"]]
        for reason in json.loads(explained.out)["claims"][0]["evidence"]
    }
    assert words["metric"] in "营业收入"
    assert words["period"].startswith("2024")


def test_version_and_help(jiaokan: Run) -> None:
    assert jiaokan("--version").out.split()[0] == "jiaokan"
    assert jiaokan("check", "--help").code == 0
    assert "check" in jiaokan().out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("jiaokan bas", "baseline"),
        ("jiaokan check --out", "--output-format"),
        ("jiaokan check --output-format sa", "sarif"),
        ("jiaokan check --fail-on w", "warning"),
        ("jiaokan check --select C20", "C201"),
        ("jiaokan rule same", "same-fact-across-sources"),
    ],
)
def test_the_shell_completes_what_is_typed(jiaokan: Run, typed: str, offered: str) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), "_JIAOKAN_COMPLETE": "complete_bash"}
    assert offered in jiaokan(env=words).out.split()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_rule_has_a_page(jiaokan: Run, lang: str) -> None:
    listed = jiaokan("rules", "--lang", lang).out
    for rule in RULES:
        assert rule.code in listed
    for name in (RULES[0].code, RULES[0].code.lower(), RULES[0].slug):
        page = jiaokan("rule", name, "--lang", lang).out
        assert RULES[0].checks[lang] in page
        assert RULES[0].misleads[lang] in page


@pytest.mark.parametrize("name", ["json", "jsonl", "concise", "terminal"])
def test_the_examples_give_the_same_bytes(jiaokan: Run, root: Path, name: str) -> None:
    paths = sorted(str(path) for path in (root / "examples").glob("*.[tm]*") if path.stem != "README")
    runs = [
        jiaokan("check", *order, "--output-format", name, env={"PYTHONHASHSEED": seed})
        for order, seed in ((paths, "1"), (paths[::-1], "2"), ([*paths[3:], *paths[:3]], "3"))
    ]
    assert len({run.raw for run in runs}) == 1


def test_the_examples_show_every_kind_of_finding(jiaokan: Run, root: Path) -> None:
    assert jiaokan("check", "examples/", cwd=root).code == 1
    found = report(jiaokan, "examples/", cwd=root)
    keeps_its_promises(found, root)
    assert {"verified", "contradicted", "agreement", "discrepancy", "explained", "unsupported"} <= verdicts(
        found
    )
    assert not [document for document in found["documents"] if "README" in document["path"]]


def test_the_real_documents(jiaokan: Run, data: Path, tmp_path: Path) -> None:
    found = report(jiaokan, data / "seeds")
    keeps_its_promises(found, tmp_path)
    assert len(found["documents"]) == 5
    (tmp_path / "report.json").write_text(json.dumps(found), encoding="utf-8")
    claims = ["--min", "recall=0.93", "--min", "precision=0.93"]
    score(data, "score_claims.py", tmp_path / "report.json", data / "gold", *claims)
    expected = data / "gold" / "findings.json"
    score(
        data,
        "score_findings.py",
        tmp_path / "report.json",
        expected,
        "--min-recall",
        "0.83",
        "--max-alarms",
        "0",
    )


def score(data: Path, script: str, *args: str | Path) -> None:
    command = [sys.executable, str(data / "score" / script), *map(str, args)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
