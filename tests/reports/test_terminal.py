"""The terminal report: golden pages, and what must hold for any text at any width.

The golden pages are written anew where the environment sets JIAOKAN_WRITE_GOLDEN; read them before
keeping them.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import CLAIMS, DOCUMENTS, FINDINGS, claim, document, finding, interval, location, report
from rich.cells import cell_len

from reports import CLAIM_RENDERERS, RENDERERS, Options, render
from rules.model import Severity, Verdict

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = "[/b][a股]\x1b[31m\x1b]8;;http://x\x07\u202e\u200b\x00\ud800\n\r\t\x9b<script>"
ANY_TEXT = st.one_of(st.text(), st.text(st.sampled_from(HOSTILE + "云杉億3.12%，。（）👍🏽e\u0301")))


def terminal(**options: object) -> str:
    return "".join(render("terminal", report(), DOCUMENTS, Options(**options)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("terminal-40.txt", Options(width=40)),
        ("terminal-80.txt", Options(width=80)),
        ("terminal-120.txt", Options(width=120)),
        ("terminal-80-en-ascii.txt", Options(width=80, language="en", unicode=False)),
        ("terminal-100-color.txt", Options(width=100, color=True)),
    ],
)
def test_golden_pages(name: str, options: Options) -> None:
    page = "".join(render("terminal", report(), DOCUMENTS, options))
    file = GOLDEN / name
    if os.environ.get("JIAOKAN_WRITE_GOLDEN"):
        file.write_bytes(page.encode())
    assert page == file.read_bytes().decode()


def test_what_needs_attention_comes_first() -> None:
    page = terminal()
    order = [
        "需要处理",
        "A101",
        "X201",
        "X202",
        "缺少依据的宣传",
        "有差异，但有原因",
        "各处一致",
        "验算无误",
        "读了什么",
    ]
    first = page.index("需要处理 · ")
    places = [page.index(word, first) for word in order]
    assert places == sorted(places)


def test_what_is_to_come_is_told_at_the_head() -> None:
    head = terminal().partition("需要处理 · ")[0]
    assert "需要处理 3  缺少依据的宣传 1  有差异，但有原因 1  各处一致 1  验算无误 1" in head


def test_a_conflict_shows_both_passages_the_gap_and_the_repair() -> None:
    page = terminal(width=120)
    for words in (
        "articles/递表.txt:3:102",
        "articles/深度.txt:3:66",
        "预装其模型",
        "合作設備",
        "7.2亿",
        "8亿台 → 8000万台",
    ):
        assert words in page


def test_it_is_said_whom_to_ask() -> None:
    assert "求证  招股书（递表.txt:3）；其余没有注明出处\n" in terminal()
    silent = CLAIMS["devices_hant"]
    told = FINDINGS[1].model_copy(update={"claims": (silent.id,)})
    page = "".join(render("terminal", report((silent,), (told,)), DOCUMENTS, Options()))
    assert "求证  没有注明出处，可问作者或云杉智能\n" in page
    documents = {"annual.txt": document("annual.txt", "云杉智能2024年年度报告\n\n收入3.12亿元。")}
    stated = claim("annual.txt", "3.12亿元", "312000000", None, None, documents=documents)
    told = told.model_copy(update={"claims": (stated.id,), "spans": ()})
    page = "".join(render("terminal", report((stated,), (told,), documents), documents, Options()))
    assert "求证  披露原件（annual.txt:3）\n" in page


def test_a_check_that_two_rules_make_is_listed_once() -> None:
    margin = next(one for one in FINDINGS if one.verdict is Verdict.VERIFIED)
    again = margin.model_copy(update={"id": "again", "rule": "A133", "message": "列项合计相符。"})
    page = "".join(render("terminal", report(findings=(margin, again)), DOCUMENTS, Options()))
    assert "A103 A133" in page
    assert "列项合计相符" not in page


@pytest.mark.parametrize(
    ("verdict", "label", "gap"),
    [
        (Verdict.DISCREPANCY, "他处", "大者是小者的 10 倍"),
        (Verdict.TENSION, "他处", "大者是小者的 10 倍"),
        (Verdict.CONTRADICTED, "推算", "两区间至少相隔 6.65亿"),
    ],
)
def test_figures_of_two_sources_are_compared_and_recomputed_ones_measured(
    verdict: Verdict, label: str, gap: str
) -> None:
    told = FINDINGS[1].model_copy(
        update={
            "verdict": verdict,
            "stated": interval("750000000", "850000000", "count"),
            "expected": interval("75000000", "85000000", "count"),
        }
    )
    alias = CLAIMS["devices_hant"].model_copy(update={"entity": "云杉智能股份有限公司"})
    page = "".join(render("terminal", report((CLAIMS["devices8"], alias), (told,)), DOCUMENTS, Options()))
    assert re.search(f"\n  {label} +▓", page)
    assert gap in page


def test_what_would_support_a_statement_is_said_once_a_rule() -> None:
    twice = report(findings=(FINDINGS[3], FINDINGS[3].model_copy(update={"id": "again"})))
    page = "".join(render("terminal", twice, DOCUMENTS, Options()))
    assert page.count("写明由谁、按什么指标、在哪一年和哪个范围内比较得出。") == 1


def test_two_passages_stand_side_by_side_from_a_hundred_columns_on() -> None:
    both = re.compile("articles/递表.txt:3:102 +articles/深度.txt:3:66")
    assert both.search(terminal(width=100))
    assert not both.search(terminal(width=99))


def test_what_was_not_read_is_said_with_its_reason() -> None:
    assert "articles/扫描件.pdf  不是文本文件" in terminal()


def test_the_severity_of_the_configuration_decides_what_needs_attention() -> None:
    raised = finding(
        "X200", Verdict.AGREEMENT, "两处一致。", "revenue24", "revenue_hant", severity=Severity.ERROR
    )
    page = "".join(render("terminal", report(findings=(raised,)), DOCUMENTS, Options()))
    assert "1  错误  X200 一致" in page


def test_a_report_without_claims_is_not_called_clean() -> None:
    page = "".join(render("terminal", report(claims=(), findings=()), DOCUMENTS, Options()))
    assert "没有读到任何论断" in page
    assert "没有需要处理" not in page


def test_a_report_without_findings_says_how_much_was_looked_at() -> None:
    page = "".join(render("terminal", report(findings=()), DOCUMENTS, Options()))
    assert "没有需要处理之处" in page
    assert "14 条论断中：0 条参与来源比对，0 条参与验算，14 条既无可比、也无可算。" in page


def test_documents_that_were_only_compared_with_are_told_apart() -> None:
    made = report()
    made = made.model_copy(
        update={
            "documents": (*made.documents[:2], made.documents[2].model_copy(update={"checked": False})),
            "summary": made.summary.model_copy(update={"companions": 7}),
        }
    )
    page = "".join(render("terminal", made, DOCUMENTS, Options()))
    assert "14 条论断，另有 7 份供比对" in page
    assert page.count("（供比对）") == 1


def test_a_report_without_documents_says_so() -> None:
    page = "".join(render("terminal", report((), (), {}, ()), {}, Options()))
    assert "没有读到任何文档" in page


def test_places_are_named_where_the_text_is_not_at_hand() -> None:
    page = "".join(render("terminal", report(), {}, Options()))
    assert "articles/递表.txt:3:102" in page
    assert "文本不在手边" in page


def test_many_places_are_named_and_none_is_dropped() -> None:
    text = "。".join(f"第{n}处客户{n}00家" for n in range(10, 25)) + "。"
    long = {"长.txt": document("长.txt", text)}
    claims = tuple(
        claim("长.txt", f"{n}00家", f"{n}00", None, None, unit="count", metric="customers", documents=long)
        for n in range(10, 25)
    )
    many = FINDINGS[1].model_copy(
        update={
            "claims": tuple(c.id for c in claims),
            "spans": tuple(location("长.txt", c.text, long) for c in claims),
        }
    )
    page = "".join(render("terminal", report(claims, (many,), long), long, Options(width=60)))
    for made in claims:
        assert f"articles/长.txt:1:{made.span.column}" in page


def test_a_long_sentence_is_shown_around_its_number() -> None:
    text = "云杉智能" * 60 + "营业收入为3.12亿元，" + "其余各项如下，" * 40 + "。"
    long = {"长.txt": document("长.txt", text)}
    made = claim("长.txt", "3.12亿元", "312000000", None, None, documents=long)
    told = FINDINGS[0].model_copy(
        update={"claims": (made.id,), "spans": (location("长.txt", "3.12亿元", long),)}
    )
    page = "".join(render("terminal", report((made,), (told,), long), long, Options(width=200)))
    assert re.search("…[^\n]*营业收入为3.12亿元，[^\n]*…", page)
    assert len(page) < 2000


def test_no_text_of_a_document_styles_the_terminal() -> None:
    hostile = {HOSTILE: document(HOSTILE, f"{HOSTILE}3.12亿元{HOSTILE}", path=HOSTILE)}
    made = claim(HOSTILE, "3.12亿元", "312000000", "1", "2", documents=hostile, entity=HOSTILE, label=HOSTILE,
                 metric="other", dimensions={"segment": HOSTILE}, period=HOSTILE, versus=HOSTILE)  # fmt: skip
    told = finding(
        HOSTILE,
        Verdict.CONTRADICTED,
        HOSTILE,
        suggestion=HOSTILE,
        spans=(location(HOSTILE, "3.12亿元", hostile),),
        stated=interval("1", "2", HOSTILE),
        expected=interval("3", "4", HOSTILE),
    )
    told = told.model_copy(update={"claims": (made.id,)})
    made_report = report((made,), (told, told.model_copy(update={"verdict": Verdict.UNSUPPORTED})), hostile)
    for color in (False, True):
        for registry in (RENDERERS, CLAIM_RENDERERS):
            for name in registry:
                page = "".join(
                    render(name, made_report, hostile, Options(color=color, width=50), renderers=registry)
                )
                bare = re.sub(r"\x1b\[[0-9;]*m", "", page)
                assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\u200b\ud800]", bare), name
                assert color or bare == page
                page.encode("utf-8")
                page.encode("gbk", errors="replace")
                page.encode("ascii", errors="backslashreplace")
    assert "[/b][a股]" in "".join(render("terminal", made_report, hostile, Options(width=200)))


@settings(deadline=None)
@given(message=ANY_TEXT, body=ANY_TEXT, repair=ANY_TEXT, width=st.integers(20, 200), color=st.booleans())
def test_any_text_fits_any_width(message: str, body: str, repair: str, width: int, color: bool) -> None:
    documents = {"a.txt": document("a.txt", f"{body}收入3.12亿元{body}", path=f"目录/{repair}.txt")}
    made = claim("a.txt", "3.12亿元", "312000000", "311500000", "312500000", documents=documents, entity=body)
    spans = (location("a.txt", "3.12亿元", documents),)
    findings = tuple(
        finding("A101", verdict, message, spans=spans, suggestion=repair, origins=1,
                stated=interval("311500000", "312500000", "CNY"), expected=interval("1", None, "CNY"))
        .model_copy(update={"claims": (made.id, made.id)})
        for verdict in Verdict
    )  # fmt: skip
    whole = report((made,), findings, documents)
    for name, registry in (("terminal", RENDERERS), ("terminal", CLAIM_RENDERERS), ("text", CLAIM_RENDERERS)):
        page = "".join(render(name, whole, documents, Options(width=width, color=color), renderers=registry))
        assert page.endswith("\n")
        for line in re.sub(r"\x1b\[[0-9;]*m", "", page).split("\n"):
            assert cell_len(line) <= width


def test_the_language_of_the_reader_is_used_throughout() -> None:
    page = "".join(
        render("terminal", report(findings=(), skipped=()), DOCUMENTS, Options(language="en"))
    ).replace("articles/", "")
    for key in DOCUMENTS:
        page = page.replace(key, "")
    assert not re.search("[\u4e00-\u9fff]", page)


def test_sample_claims_stand_where_they_say() -> None:
    for made in CLAIMS.values():
        assert DOCUMENTS[made.document].text[made.span.start : made.span.end] == made.text
