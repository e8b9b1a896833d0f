"""A hand-made report on two invented companies, in both scripts, with a finding of every verdict."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from claims.model import (
    Attribution,
    Basis,
    Block,
    BlockKind,
    Claim,
    Document,
    Measure,
    Qualifier,
    Sentence,
    Source,
)
from reports.model import AuditReport, DocumentRecord, Skipped, Summary, Tool
from rules.model import SEVERITY, Finding, Location, Severity, StatedInterval, Verdict

TEXTS = {
    "递表.txt": (
        "云杉智能递表港交所\n\n"
        "云杉智能11月3日向港交所递交招股书。招股书显示，公司2023年、2024年营业收入分别为2.15亿元和3.12亿元，"
        "同比增长55%。截至2025年6月30日，公司服务客户8000家，预装其模型的设备达8亿台。\n\n"
        "业内人士称，云杉智能是无可争议的全球第一，历轮融资总额超83亿元。\n"
    ),
    "深度.txt": (
        "雲杉智能：一家公司的十年\r\n\r\n"
        "招股書披露，雲杉智能2024年收入3.124億元，淨虧損4.58億元。截至2025年9月30日，企業客戶增至12000家，"
        "合作設備8000萬台。\r\n\r\n據媒體報道，公司歷輪融資合計約160億元，是大模型賽道的主要參與者之一。\r\n"
    ),
    "storage/海岳储能.md": (
        "# 海岳储能年报速览\n\n海岳储能2024年实现营业收入4.08亿元，毛利1.29亿元，毛利率为31.6%。"
        "公司全年储能系统出货量1.9吉瓦时。\n"
    ),
}

PUBLISHED = {"递表.txt": date(2025, 11, 3), "深度.txt": date(2025, 11, 20), "storage/海岳储能.md": None}


def document(key: str, text: str, published: date | None = None, path: str | None = None) -> Document:
    """A document with one block a paragraph and its sentences told apart by their full stops."""
    blocks = []
    for paragraph in re.finditer(r"[^\r\n]+", text):
        pieces = re.finditer(r"[^。！？]+[。！？]?", paragraph.group())
        sentences = [Sentence(paragraph.start() + p.start(), paragraph.start() + p.end()) for p in pieces]
        kind = BlockKind.BODY if blocks else BlockKind.TITLE
        blocks.append(Block(kind, paragraph.start(), paragraph.end(), tuple(sentences)))
    starts = (0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", text)))
    return Document(
        id=key,
        path=path or f"articles/{key}",
        sha256="0" * 64,
        encoding="utf-8",
        text=text,
        folded=text,
        script="Hant" if "億" in text else "Hans",
        title=text.splitlines()[0] if text.splitlines() else None,
        published=published,
        blocks=tuple(blocks),
        line_starts=starts,
    )


DOCUMENTS = {key: document(key, text, PUBLISHED[key]) for key, text in TEXTS.items()}


def location(key: str, phrase: str, documents: dict[str, Document] = DOCUMENTS) -> Location:
    """Where a phrase first stands in a document."""
    text = documents[key].text
    start = text.index(phrase)
    span = documents[key].span(start, start + len(phrase))
    return Location(document=key, start=span.start, end=span.end, line=span.line, column=span.column)


def claim(key: str, text: str, value: str, low: str | None, high: str | None, **fields: Any) -> Claim:
    """A claim at the first place of its text in a document."""
    documents = fields.pop("documents", DOCUMENTS)
    start = documents[key].text.index(text)
    settings: dict[str, Any] = {
        "hard": None,
        "ulp": None,
        "ulp_significant": None,
        "low_open": False,
        "high_open": False,
        "unit": "CNY",
        "unit_inferred": False,
        "qualifier": Qualifier.EXACT,
        "entity": "云杉智能",
        "metric": "revenue",
        "label": None,
        "measure": Measure.LEVEL,
        "of": None,
        "versus": None,
        "dimensions": {},
        "period": None,
        "basis": Basis.REPORTED,
        "attribution": Attribution(kind=Source.NONE, name=None),
    }
    return Claim(
        id=f"{key}:{start}",
        document=key,
        span=documents[key].span(start, start + len(text)),
        text=text,
        value=value,
        low=low,
        high=high,
        **{**settings, **fields},
    )


FILING = Attribution(kind=Source.FILING, name="招股书")

CLAIMS = {
    "revenue23": claim("递表.txt", "2.15亿元", "215000000", "214500000", "215500000",
                       period="2023", attribution=FILING, ulp="1000000"),
    "revenue24": claim("递表.txt", "3.12亿元", "312000000", "311500000", "312500000",
                       period="2024", attribution=FILING, ulp="1000000"),
    "growth": claim("递表.txt", "55%", "55", "54.5", "55.5", unit="percent", measure=Measure.GROWTH,
                    versus="year_ago", period="2024", attribution=FILING, ulp="1"),
    "customers8": claim("递表.txt", "8000家", "8000", "7500", "8500", unit="count", metric="customers",
                        period="2025-06-30", attribution=FILING),
    "devices8": claim("递表.txt", "8亿台", "800000000", "750000000", "850000000", unit="count",
                      metric="devices", attribution=FILING, ulp="100000000"),
    "funding83": claim("递表.txt", "83亿元", "8300000000", "8300000000", "8400000000", metric="funding",
                       qualifier=Qualifier.MORE_THAN, low_open=True, dimensions={"round": "IPO前"},
                       attribution=Attribution(kind=Source.INSIDER, name=None)),
    "revenue_hant": claim("深度.txt", "3.124億元", "312400000", "312350000", "312450000", period="2024",
                          attribution=FILING, ulp="100000"),
    "loss": claim("深度.txt", "4.58億元", "458000000", "457500000", "458500000", metric="net_loss",
                  period="2024", attribution=FILING),
    "customers12": claim("深度.txt", "12000家", "12000", "11500", "12500", unit="count", metric="customers",
                         period="2025-09-30"),
    "devices_hant": claim("深度.txt", "8000萬台", "80000000", "75000000", "85000000", unit="count",
                          metric="devices", ulp="10000"),
    "funding160": claim("深度.txt", "160億元", "16000000000", "15500000000", "16500000000",
                        metric="funding", qualifier=Qualifier.ABOUT, dimensions={"round": "IPO前"},
                        basis=Basis.ESTIMATED, attribution=Attribution(kind=Source.MEDIA, name=None)),
    "storage": claim("storage/海岳储能.md", "4.08亿元", "408000000", "407500000", "408500000",
                     entity="海岳储能", period="2024"),
    "gross": claim("storage/海岳储能.md", "1.29亿元", "129000000", "128500000", "129500000",
                   entity="海岳储能", metric="gross_profit", period="2024"),
    "margin": claim("storage/海岳储能.md", "31.6%", "31.6", "31.55", "31.65", unit="percent",
                    entity="海岳储能", metric="gross_margin", period="2024"),
}  # fmt: skip


def finding(rule: str, verdict: Verdict, message: str, *names: str, **fields: Any) -> Finding:
    """A finding on the sample's claims by their names, with the verdict's usual severity."""
    spans = fields.pop("spans", None)
    if spans is None:
        spans = tuple(location(CLAIMS[name].document, CLAIMS[name].text) for name in names)
    fields.setdefault("severity", SEVERITY.get(verdict, Severity.NOTE))
    return Finding(
        id=f"{rule}-{'-'.join(names) or 'phrase'}",
        rule=rule,
        verdict=verdict,
        message=message,
        claims=tuple(CLAIMS[name].id for name in names),
        spans=spans,
        **fields,
    )


def interval(low: str | None, high: str | None, unit: str, low_open: bool = False) -> StatedInterval:
    return StatedInterval(low=low, high=high, low_open=low_open, high_open=high is None, unit=unit)


FINDINGS = (
    finding("A101", Verdict.CONTRADICTED, "营业收入由2.15亿元到3.12亿元，增长应为44.5%至45.7%，文中写作55%。",
            "growth", "revenue24", "revenue23", stated=interval("54.5", "55.5", "percent"),
            expected=interval("44.54756380510440835266821346", "45.68764568764568764568764569", "percent"),
            suggestion="55% → 45%"),
    finding("X201", Verdict.DISCREPANCY, "设备数一处作8亿台，一处作8000万台，相差十倍。", "devices8",
            "devices_hant", suggestion="8亿台 → 8000万台", origins=1),
    finding("X202", Verdict.TENSION, "融资额“超83亿元”远低于另一处的约160亿元。", "funding83", "funding160",
            stated=interval("8300000000", None, "CNY", low_open=True),
            expected=interval("15500000000", "16500000000", "CNY"), origins=1),
    finding("P301", Verdict.UNSUPPORTED, "“无可争议的全球第一”缺少依据：没有具名来源，也没有数据。",
            spans=(location("递表.txt", "无可争议的全球第一"), location("深度.txt", "主要參與者之一")),
            suggestion="写明由谁、按什么指标、在哪一年和哪个范围内比较得出。"),
    finding("X203", Verdict.EXPLAINED,
            "客户数8000家与12000家不是同一日：2025-06-30与2025-09-30，其间增加4000家。",
            "customers8", "customers12", origins=1),
    finding("X200", Verdict.AGREEMENT, "营业收入3.12亿元与3.124億元一致（前者是后者舍去末位）。", "revenue24",
            "revenue_hant", origins=1),
    finding("A103", Verdict.VERIFIED, "毛利1.29亿元除以营业收入4.08亿元得31.4%至31.8%，与31.6%相合。",
            "margin", "gross", "storage", stated=interval("31.55", "31.65", "percent"),
            expected=interval("31.4565", "31.7791", "percent")),
    finding("P302", Verdict.SUPPORTED, "“主要參與者之一”有招股书的收入数据在后。",
            spans=(location("深度.txt", "主要參與者之一"),)),
    finding("T401", Verdict.INFO, "出货量以吉瓦时计，没有可比的论断。",
            spans=(location("storage/海岳储能.md", "1.9吉瓦时"),)),
)  # fmt: skip

SKIPPED = (Skipped(path="articles/扫描件.pdf", reason="不是文本文件；请先转成 UTF-8 文本。"),)


def report(
    claims: tuple[Claim, ...] = tuple(CLAIMS.values()),
    findings: tuple[Finding, ...] = FINDINGS,
    documents: dict[str, Document] = DOCUMENTS,
    skipped: tuple[Skipped, ...] = SKIPPED,
) -> AuditReport:
    """A report whose counts fit its parts."""
    records = tuple(
        DocumentRecord(
            id=d.id,
            path=d.path,
            sha256=d.sha256,
            title=d.title,
            published=d.published.isoformat() if d.published else None,
            script=d.script,
            encoding=d.encoding,
            characters=len(d.text),
        )
        for d in documents.values()
    )
    involved = {key for f in findings for key in f.claims}
    return AuditReport(
        schema_version="1.0",
        tool=Tool(name="jiaokan", version="0.1.0"),
        documents=records,
        claims=claims,
        findings=findings,
        summary=Summary(
            documents=len(records),
            skipped=skipped,
            claims=len(claims),
            compared=len({k for f in findings if f.rule.startswith("X") for k in f.claims} & involved),
            checked=len({k for f in findings if f.rule.startswith("A") for k in f.claims} & involved),
            findings=len(findings),
            by_severity={s.value: sum(f.severity is s for f in findings) for s in Severity},
            by_verdict={v.value: n for v in Verdict if (n := sum(f.verdict is v for f in findings))},
        ),
    )
