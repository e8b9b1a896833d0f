"""A project's own knowledge: what it changes in a report, and how a slip in it is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Run


def claims(jiaokan: Run, folder: Path) -> list[dict[str, object]]:
    result = jiaokan("claims", ".", "--output-format", "json", cwd=folder)
    assert result.code == 0, result.err
    found: list[dict[str, object]] = json.loads(result.out)["claims"]
    return found


def write(folder: Path, configuration: str, text: str, name: str = "jiaokan.toml") -> None:
    (folder / name).write_text(configuration, encoding="utf-8")
    (folder / "a.txt").write_text(text, encoding="utf-8")


def test_an_alias_in_the_project_s_pyproject_written_in_either_script(jiaokan: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        '[tool.other]\n[tool.jiaokan.lexicon.metrics]\nrevenue = { aliases = ["攬金額"] }\n',
        "雲棧軟件2024年攬金額為3.2億元。云栈软件2023年揽金额为3亿元。",
        "pyproject.toml",
    )
    assert [claim["metric"] for claim in claims(jiaokan, tmp_path)] == ["revenue", "revenue"]


def test_a_source_of_the_project_s_own(jiaokan: Run, tmp_path: Path) -> None:
    text = "据澄观数据，云栈软件2024年收入为3.2亿元。"
    write(tmp_path, "", text)
    before = claims(jiaokan, tmp_path)
    write(tmp_path, '[lexicon.attribution.sources]\nresearch = ["澄观数据"]\n', text)
    assert before != claims(jiaokan, tmp_path)
    assert claims(jiaokan, tmp_path)[0]["attribution"] == {"kind": "research", "name": "澄观数据"}


def test_an_order_of_authority_of_the_project_s_own(jiaokan: Run, tmp_path: Path) -> None:
    write(tmp_path, "", "澜山能源2024年业绩点评\n\n据新华社报道，2024年澜山能源营业收入为18.6亿元。\n")
    other = "澜山能源去年表现亮眼\n\n据国家能源局统计，2024年澜山能源营业收入为29.3亿元。\n"
    (tmp_path / "b.txt").write_text(other, encoding="utf-8")

    def suspect() -> str:
        return jiaokan("check", "a.txt", "b.txt").out.partition(":")[0]

    assert suspect() == "a.txt"
    (tmp_path / "jiaokan.toml").write_text("[lexicon.authority.rank]\nmedia = 1\nofficial = 4\n")
    assert suspect() == "b.txt"


IDENTITY = """
[[lexicon.identities.identity]]
code = "U191"
slug = "free-cash-flow"
working = "{inflow} − {spent}"
title = { zh = "自由现金流", en = "Free cash flow" }
checks = { zh = "重算自由现金流。", en = "Recomputes free cash flow." }
misleads = { zh = "读者会高估。", en = "It misleads." }
silent = { zh = "缺一时不判断。", en = "Silent where one is missing." }
fails = ["甲"]
passes = ["甲"]
claim = { measures = ["level"], metrics = ["free_cash_flow"] }
role = [
  { name = "inflow", metric = "operating_cash_flow", unit = "stated" },
  { name = "spent", metric = "capex", unit = "stated" },
]
reading = [{ value = "inflow - spent" }]
"""
CASH = "云栈软件2024年经营活动产生的现金流量净额为5.00亿元，资本开支为3.00亿元，自由现金流为2.50亿元。"


def test_an_identity_of_the_project_s_own_is_a_rule_like_any_other(jiaokan: Run, tmp_path: Path) -> None:
    write(tmp_path, IDENTITY, CASH)
    result = jiaokan("check", "a.txt", "--select", "U191")
    assert result.code == 1
    assert result.out.startswith("a.txt:1:49: U191 error")
    assert "重算自由现金流。" in jiaokan("rule", "U191").out
    assert "free-cash-flow" in jiaokan("rules").out
    sarif = json.loads(jiaokan("check", "a.txt", "--output-format", "sarif").out)
    assert "U191" in {rule["id"] for rule in sarif["runs"][0]["tool"]["driver"]["rules"]}


def test_a_promotional_word_of_the_project_s_own(jiaokan: Run, tmp_path: Path) -> None:
    text = "云栈软件的数据库产品艺压当场。"
    write(tmp_path, "", text)
    assert "P301" not in jiaokan("check", "a.txt").out
    write(tmp_path, '[[lexicon.promotion.words]]\nclass = "superlative"\nwords = ["艺压当场"]\n', text)
    assert "a.txt:1:11: P301 warning" in jiaokan("check", "a.txt").out


def test_the_files_and_tables_in_force_are_shown(jiaokan: Run, tmp_path: Path) -> None:
    write(
        tmp_path,
        'lexicon-files = ["words/*.toml"]\n[lexicon.metrics]\nrevenue = { aliases = ["揽金额"] }\n',
        "",
    )
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "a.toml").write_text('[units.not_before]\n"桶" = "装"\n', encoding="utf-8")
    result = jiaokan("lexicon", "check")
    assert (result.code, result.err) == (0, "")
    assert "words/a.toml" in result.out
    assert "metrics, units" in result.out
    shown = jiaokan("config").out
    assert "jiaokan.toml:2" in shown
    assert "揽金额" in shown


def test_without_knowledge_of_one_s_own_there_is_nothing_to_check(jiaokan: Run) -> None:
    result = jiaokan("lexicon", "check", "--lang", "en")
    assert result.code == 0
    assert "lexicon.metrics" in result.out


def test_a_regular_expression_is_given_another_alternative(jiaokan: Run, tmp_path: Path) -> None:
    (tmp_path / "news.md").write_text("云栈软件2024年收入为32亿元。\n", encoding="utf-8")
    text = "云栈软件揽收简报\n\n云栈软件2024年收入为3.20亿元。\n"
    write(tmp_path, "", text)
    assert "披露原件" not in jiaokan("check", ".").out
    write(tmp_path, "[lexicon.authority.filing]\ntitle = '揽收简报|揽收公报'\n", text)
    assert jiaokan("lexicon", "check").code == 0
    assert "披露原件a.txt" in jiaokan("check", ".").out
    write(tmp_path, "[lexicon.authority.filing]\ntitle = '揽收简报'\n", "云栈软件年度报告\n\n" + text[10:])
    assert "披露原件a.txt" in jiaokan("check", ".").out  # what is built in holds as before


METRIC = 'x = { aliases = ["甲乙"], kinds = ["percent"], nature = "flow" }\n'


@pytest.mark.parametrize(
    ("table", "lines", "line", "key", "words"),
    [
        ("metrics", METRIC.replace("aliases", "alises"), 2, "metrics.x.alises", "did you mean aliases?"),
        ("metrics", 'revnue = { aliases = ["揽金额"] }\n', 2, "metrics.revnue", "did you mean revenue?"),
        ("metrics", METRIC.replace("flow", "flwo"), 2, "metrics.x.nature", "did you mean flow?"),
        ("metrics", METRIC.replace("甲乙", "营收"), 2, "metrics.x.aliases.0", "营收 = revenue"),
        ("metrics", '\nrevenue = { nature = "stock" }\n', 3, "metrics.revenue.nature", "nature = flow"),
        ("metrics", 'revenue = { aliases = [\n"揽金额",\n3,\n] }\n', 2, "metrics.revenue.aliases", "string"),
        ("metric", METRIC, 1, "metric", "did you mean metrics?"),
        ("units.not_before", '"家" = "居"\n', 2, "units.not_before.家", "居具"),
        (
            "names.companies",
            '"江北电器" = ["JBE"]\n"江南电器" = ["JBE"]\n',
            3,
            "companies.江南电器.0",
            "JBE = 江北电器",
        ),
        ("authority.rank", "medai = 1\n", 2, "authority.rank.medai", "did you mean media?"),
        ("authority.citation", "title = ['(']\n", 2, "authority.citation.title.0", "regular expression"),
        ("authority.filing", "title = '('\n", 2, "authority.filing.title", "regular expression"),
        ("definitions", "total = '(?:总共)?'\n", 2, "definitions.total", "must not match nothing"),
        ("reading.metrics", 'equats = ["等于"]\n', 2, "reading.metrics.equats", "did you mean equates?"),
        ("periods.parts", '"头半年" = "H3"\n', 2, "periods.parts.头半年", "H3"),
        ("number_names", 'names = [{ reason = "a", words = ["桃园"] }]\n', 2, "names.0.words.0", "numeral"),
        (
            "promotion",
            'words = [{ class = "superlativ", words = ["冠绝"] }]\n',
            2,
            "words.0.class",
            "superlative",
        ),
        (
            "promotion",
            'words = [{ class = "none", words = ["龙头"] }]\n',
            2,
            "words.0.words.0",
            "superlative",
        ),
    ],
)
def test_a_slip_is_told_with_file_line_key_and_way_out(
    jiaokan: Run, tmp_path: Path, table: str, lines: str, line: int, key: str, words: str
) -> None:
    write(tmp_path, f"[lexicon.{table}]\n{lines}", "云栈软件2024年收入为3.2亿元。")
    checked = jiaokan("lexicon", "check", "--lang", "en")
    told = checked.out + checked.err
    assert checked.code == 2
    assert f"jiaokan.toml:{line}: " in told
    assert key in told
    assert words in told
    run = jiaokan("check", "a.txt", "--lang", "en")
    assert (run.code, run.out) == (2, "")
    assert f"jiaokan.toml:{line}: " in run.err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('metric = "capex"', 'metric = "capx"', "did you mean capex?"),
        ('"inflow - spent"', '"inflow - spend"', "no operand 'spend'"),
        ('"U191"', '"A101"', "A101 = 1. "),
    ],
)
def test_a_slip_in_an_identity_is_told(jiaokan: Run, tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in IDENTITY
    write(tmp_path, IDENTITY.replace(old, new), CASH)
    result = jiaokan("lexicon", "check", "--lang", "en")
    assert result.code == 2
    assert words in result.out


def test_all_slips_are_told_at_once_and_what_is_known_already_is_none(jiaokan: Run, tmp_path: Path) -> None:
    write(tmp_path, "[lexicon.metrics]\n" + METRIC.replace("flow", "flwo") + "arr = { loss = 3 }\n", "")
    assert jiaokan("lexicon", "check").out.count("jiaokan.toml:") == 2
    write(tmp_path, '[lexicon.metrics]\nrevenue = { aliases = ["营收", "揽金额"] }\n', "营收3亿元。")
    result = jiaokan("lexicon", "check", "--lang", "en")
    assert result.code == 0
    assert "jiaokan.toml:2: metrics.revenue.aliases.0: 营收 is there already" in result.out
    assert jiaokan("check", "a.txt").err == ""


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("words.toml", "[metrics\n", "words.toml: not valid TOML"),
        ("words.toml", "aliases = 3\n", "words.toml: a file of one's own words holds tables only"),
        ("other.toml", "", "words.toml of lexicon-files matches no file"),
    ],
)
def test_a_file_that_is_none_is_told(jiaokan: Run, tmp_path: Path, file: str, text: str, words: str) -> None:
    write(tmp_path, 'lexicon-files = ["words.toml"]\n', "营收3亿元。")
    (tmp_path / file).write_text(text, encoding="utf-8")
    for command in (("lexicon", "check"), ("check", "a.txt"), ("rules",)):
        result = jiaokan(*command, "--lang", "en")
        assert result.code == 2
        assert words in result.err
