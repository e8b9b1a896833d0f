"""What stands in the page."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import report_sample as sample
from page_sample import ROOT, Reader, audited, harmful, page_of

from rules.model import Location, Verdict
from rules.wording import LANGUAGES, Language


@pytest.fixture(scope="module")
def examples() -> str:
    return audited(ROOT / "examples")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> str:
    return harmful(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_one_place_of_the_page(language: Language) -> None:
    for page in (
        page_of(sample.report(), sample.DOCUMENTS, language),
        page_of(sample.report(), {}, language),
        audited(ROOT / "examples", language=language),
    ):
        reader = Reader(page)
        assert [key for key, count in Counter(reader.ids).items() if count > 1] == []
        assert {link for link in reader.links if not link.startswith("#")} == {"data:,"}
        assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)


def test_the_policy_names_the_only_style_sheet_and_the_only_script(examples: str) -> None:
    reader = Reader(examples)
    for element in ("style", "script"):
        [source] = re.findall(f"<{element}>(.*?)</{element}>", examples, re.DOTALL)
        digest = b64encode(sha256(source.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in reader.policy
    assert "default-src 'none'" in reader.policy
    assert "style" not in reader.attributes
    assert not [name for name in reader.attributes if name.startswith("on")]


def test_the_same_report_gives_the_same_page(examples: str) -> None:
    assert audited(ROOT / "examples") == examples


def test_what_needs_attention_comes_first(examples: str) -> None:
    order = [
        examples.index(f'id="g-{key}"') for key in ("attention", "unsupported", "explained", "agreement")
    ]
    assert order == sorted(order)
    first = examples.index('<article class="card error')
    assert examples.index('id="filtering"') < first < examples.index('id="matrix"')


def test_markup_of_a_document_stays_text(hostile: str) -> None:
    reader = Reader(hostile)
    assert reader.elements["script"] == reader.elements["style"] == 1
    assert reader.elements["img"] == 0
    assert not [name for name in reader.attributes if name.startswith("on")]
    assert "&lt;script&gt;window.pwned=1&lt;/script&gt;" in hostile
    assert "{{ 7*7 }}{% raw %}" in hostile


def test_a_file_that_ends_in_html_is_the_page(jiaokan: Callable[..., Any], tmp_path: Path) -> None:
    result = jiaokan(
        "check", ROOT / "examples", "--output-file", "report.html", "--exit-zero", "--lang", "en"
    )
    assert result.code == 0, result.err
    assert (
        (tmp_path / "report.html").read_text(encoding="utf-8").startswith('<!doctype html>\n<html lang="en">')
    )


def test_pages_without_findings_claims_or_documents_say_so() -> None:
    empty = sample.report(claims=(), findings=(), documents={}, skipped=())
    assert "没有读到任何文档。" in page_of(empty, {})
    silent = sample.report(claims=(), findings=())
    assert "没有读到任何论断" in page_of(silent, sample.DOCUMENTS)
    content = sample.report(findings=())
    assert "没有需要处理之处。" in page_of(content, sample.DOCUMENTS)


def test_what_was_not_read_is_listed_with_its_reason() -> None:
    page = page_of(sample.report(), sample.DOCUMENTS)
    assert "扫描件.pdf" in page
    assert "不是文本文件" in page


def test_overlapping_places_each_keep_an_anchor_and_no_text_is_lost() -> None:
    """A statement that holds a claim, one that crosses it, one inside another, one over two lines."""
    key = "重叠.txt"
    document = sample.document(key, "云杉智能营收3.12亿元，遥遥领先\n全球第一。\n")
    documents = {key: document}
    claim = sample.claim(key, "3.12亿元", "312000000", "311500000", "312500000", documents=documents)
    spans = [(0, 18), (4, 9), (8, 16), (13, 22), (13, 15)]
    findings = tuple(
        sample.finding(
            f"P30{index}",
            Verdict.UNSUPPORTED,
            f"第{index}处",
            spans=(Location(document=key, start=start, end=end, line=1, column=start + 1),),
        ).model_copy(update={"id": f"P{index}"})
        for index, (start, end) in enumerate(spans)
    )
    page = page_of(sample.report((claim,), findings, documents, ()), documents)
    reader = Reader(page)
    assert [key for key, count in Counter(reader.ids).items() if count > 1] == []
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    shown = page[page.index('<div class="text"') :]
    shown = shown[: shown.index("</div>")]
    while '<span class="tip"' in shown:  # explanations lie between the words
        before, _, rest = shown.partition('<span class="tip"')
        depth, at = 1, 0
        for tag in re.finditer(r"<(/?)span", rest):
            depth += -1 if tag[1] else 1
            at = tag.end()
            if not depth:
                break
        shown = before + rest[at + 1 :]
    shown = re.sub(r'<span class="sign".*?</span>', "", shown)
    assert re.sub(r"<[^>]*>|\s", "", shown) == document.text.replace("\n", "")


def test_many_sources_share_one_column() -> None:
    documents = {
        f"{n}.txt": sample.document(f"{n}.txt", f"云杉智能2024年收入{n}亿元。\n") for n in range(101, 131)
    }
    claims = tuple(
        sample.claim(
            key, f"{key[:3]}亿元", f"{key[:3]}00000000", None, None, period="2024", documents=documents
        )
        for key in documents
    )
    page = page_of(sample.report(claims, (), documents, ()), documents)
    [row] = re.findall(r'<tr id="r1".*?</tr>', page, re.DOTALL)
    assert row.count("<td>") == 1
    assert all(f"{n}亿元" in row and f"{n}.txt" in row for n in range(101, 131))


def bars(page: str, finding: int) -> list[tuple[str, float, float]]:
    """Kind, left and right end in percent of the axis of each interval that a finding's card draws."""
    card = page[page.index(f'id="f{finding}"') :]
    drawn = re.findall(
        r'<svg class="(\w+)" height="24".*?<line class="core" x1="([\d.]+)%" x2="([\d.]+)%"',
        card[: card.index("</article>")],
        re.DOTALL,
    )
    return [(kind, float(left), float(right)) for kind, left, right in drawn]


def test_intervals_stand_on_one_axis_as_far_apart_as_they_are() -> None:
    page = page_of(sample.report(), sample.DOCUMENTS)
    suspect, derived = bars(page, 1)  # 55% written, 44.5% to 45.7% implied
    assert (suspect[0], derived[0]) == ("suspect", "derived")
    assert 0 < derived[1] < derived[2] < suspect[1] < suspect[2] < 100
    gap, width = suspect[1] - derived[2], suspect[2] - suspect[1]
    assert gap / width == pytest.approx(54.5 - 45.68764568764568, rel=0.02)

    wide, narrow = bars(page, 6)  # 3.12亿 agrees with 3.124亿, which lies within it
    assert wide[0] == narrow[0] == "source"
    assert wide[1] < narrow[1] < narrow[2] < wide[2]


def test_an_open_end_is_drawn_hollow_and_an_unbounded_one_goes_on() -> None:
    page = page_of(sample.report(), sample.DOCUMENTS)
    card = page[page.index('id="f3"') :]
    first = card[card.index('<svg class="suspect"') :]
    first = first[: first.index("</svg>")]
    assert first.count("hollow") == 1  # 超83亿元 leaves its lower end out


def test_lineage_is_drawn_and_told() -> None:
    """One release in two papers, and a third that stands alone."""
    release = "云杉智能今日公布年度业绩，全年营业收入为3.12亿元，较上年增长四成五，公司表示研发投入仍将增加。"
    rest = "管理层在电话会上说明了来年的产能安排，并回答了分析师关于毛利率的提问，未给出具体指引。"
    documents = {
        key: sample.document(key, text, published)
        for key, text, published in (
            ("甲.txt", f"业绩\n{release}{rest}\n", date(2025, 1, 1)),
            ("乙.txt", f"转载\n{release}{rest}\n", date(2025, 1, 2)),
            ("丙.txt", "海岳储能的电池工厂在秋天投产，当地居民对噪声有些意见，公司答应加装隔音墙。\n", None),
        )
    }
    page = page_of(sample.report((), (), documents, ()), documents)
    drawn = page[page.index('<svg class="lineage"') :]
    assert drawn[: drawn.index("</svg>")].count("<path class=") == 1
    assert re.search(r"乙\.txt 有 \d+% 的文字与 甲\.txt 相同", page)
    assert "3 份文档中，2 份不依傍其他文档" in page


def test_rules_are_explained_without_markup_and_drawings_hold_links_that_are_announced(examples: str) -> None:
    [rules] = re.findall(r'<section id="rules".*?</section>', examples, re.DOTALL)
    assert "<q>增长X倍</q>" in rules
    assert "`" not in rules
    assert not re.search(r'<svg[^>]*role="img"(?:(?!</svg>).)*<a ', examples, re.DOTALL)


def test_facts_of_one_name_are_told_apart_and_those_that_agree_say_so(tmp_path: Path) -> None:
    texts = {
        "a.txt": "云栈软件2024年净亏损为4.58亿元。云栈软件累计融资超过83亿元。",
        "b.txt": "云栈软件2024年净亏损为4.58亿元。云栈软件2024年经调整净亏损为3.20亿元。",
        "c.txt": "据媒体估计，云栈软件累计融资约160亿元。",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    page = audited(tmp_path)
    names = re.findall(r'<th scope="row">(.*?)</th>', page)
    assert len(set(names)) == len(names)
    row = page[page.index(">净亏损 2024年</th>") :].partition("</tr>")[0]
    assert row.count("o-agreement") == 2
